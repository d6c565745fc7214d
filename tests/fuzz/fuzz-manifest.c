/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over the inside of a sealed bundle.  The first byte says how: the rest is
 * all of it, or a manifest and sections whose digests fit. */
#include "way-figure-table.h"
#include "way-roster.h"
#include "way-test-bundle.h"
#include "way-test-sealed.h"
#include "way-word.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
read_table (const guint8 *data,
            gsize         size)
{
  g_autoptr(WayFigureTable) table = way_figure_table_unpack (data, size);
  g_autoptr(GByteArray) bytes = table != NULL ? way_figure_table_pack (table) : NULL;
  g_autoptr(WayFigureTable) same = NULL;

  if (table == NULL)
    return;
  same = way_figure_table_unpack (bytes->data, bytes->len);
  g_assert_nonnull (same);
}

static void
read_section (guint         kind,
              const guint8 *data,
              gsize         size)
{
  g_autoptr(GArray) words = kind == WAY_SECTION_WORDS ? way_words_unpack (data, size) : NULL;
  g_autoptr(WayRoster) roster = NULL;

  if (kind == WAY_SECTION_ROSTER)
    roster = way_roster_parse (data, size, "fuzz", NULL);
  if (kind == WAY_SECTION_TABLE)
    read_table (data, size);
}

static void
read_content (GBytes *content)
{
  static const guint8 key[WAY_BUNDLE_KEY_SIZE] = { 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayBundle) bundle = way_bundle_parse_sealed (content, "fuzz", &error);
  const WayForeignEdit *edit;
  const guint8 *data;
  guint kind;
  gsize size;

  g_assert_true ((bundle == NULL) == (error != NULL));
  if (bundle == NULL)
    return;
  g_assert_false (way_bundle_is_signed (bundle, key));
  for (guint i = 0; (data = way_bundle_section (bundle, i, &kind, &size)) != NULL; i++)
    read_section (kind, data, size);
  do
    g_assert_true (way_bundle_next (&edit, bundle, NULL));
  while (edit != NULL);
}

/* Two bytes of length and so many of the data. */
static const guint8 *
take (WayReader *reader,
      gsize     *size)
{
  *size = (gsize) way_reader_get_u8 (reader) << 8;
  *size |= way_reader_get_u8 (reader);
  *size = MIN (*size, reader->size - reader->at);
  return way_reader_take (reader, *size);
}

static void
read_fitting (const guint8 *data,
              gsize         size)
{
  WayReader reader = way_reader (data, size);
  GByteArray *content = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  guint8 tail[WAY_BUNDLE_SIGNATURE_SIZE] = { 0 };
  guint8 hash[WAY_HASH_SIZE];
  gsize part;
  const guint8 *manifest = take (&reader, &part);

  way_bytes_put_blob (content, manifest, manifest != NULL ? part : 0);
  way_test_hash (manifest, manifest != NULL ? part : 0, hash);
  g_byte_array_append (content, hash, sizeof hash);
  while (!reader.bad && reader.at < reader.size)
    {
      guint kind = way_reader_get_u8 (&reader);
      const guint8 *section = take (&reader, &part);

      if (section != NULL)
        way_test_put_section (content, kind, section, part);
    }
  g_byte_array_append (content, tail, sizeof tail);
  bytes = g_byte_array_free_to_bytes (content);
  read_content (bytes);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = NULL;

  if (size == 0)
    return 0;
  if (data[0] % 2 == 1)
    {
      read_fitting (data + 1, size - 1);
      return 0;
    }
  bytes = g_bytes_new (data + 1, size - 1);
  read_content (bytes);
  return 0;
}
