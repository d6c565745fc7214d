/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over a bundle and the body of an operation.  The first byte says
 * how: the rest is a whole file, or the records of a page in a file whose
 * digests fit, or the parts of an operation. */
#include "way-test-bundle.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* All edits, twice over. */
static void
read_bundle (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayBundle) bundle = way_bundle_parse (bytes, "fuzz", &error);
  const WayForeignEdit *edit;

  g_assert_true ((bundle == NULL) == (error != NULL));
  for (guint round = 0; bundle != NULL && round < 2; round++)
    {
      do
        g_assert_true (way_bundle_next (&edit, bundle, NULL));
      while (edit != NULL);
      way_bundle_rewind (bundle);
    }
}

static void
read_page (const guint8 *data,
           gsize         size)
{
  WayTestBundle bundle = { .version = 1, .reader = 1, .pages = 1 };
  g_autoptr(GBytes) bytes = NULL;

  if (size < 3)
    return;
  bundle.edits = data[0];
  bundle.ops = data[1];
  bundle.page = g_byte_array_new ();
  g_byte_array_append (bundle.page, data + 2, (guint) size - 2);
  bytes = way_test_bundle_bytes (&bundle);
  read_bundle (bytes);
  g_byte_array_unref (bundle.page);
}

/* What can be read can be committed to. */
static void
read_op (const guint8 *data,
         gsize         size)
{
  g_autoptr(GPtrArray) entries = way_op_read (data, size);
  guint8 commitment[WAY_HASH_SIZE];
  WayId row = { { 0 } };
  gboolean committed = way_op_commit (1, 2, &row, WAY_OP_SET, data, size, commitment);

  g_assert_true (entries == NULL || committed);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = NULL;

  if (size == 0)
    return 0;
  switch (data[0] % 3)
    {
    case 0:
      bytes = g_bytes_new (data + 1, size - 1);
      read_bundle (bytes);
      break;
    case 1:
      read_page (data + 1, size - 1);
      break;
    default:
      read_op (data + 1, size - 1);
      break;
    }
  return 0;
}
