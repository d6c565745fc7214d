/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over what stands around a sealed bundle.  The first byte says how: the
 * rest is a whole file, or what follows a header that fits, or how somebody who has
 * the key seals it. */
#include "way-seal.h"
#include "way-test-sealed.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
make_reader (WayDevice *reader)
{
  guint8 seed[crypto_box_SEEDBYTES] = { 7 };

  memset (reader, 0, sizeof *reader);
  crypto_box_seed_keypair (reader->box, reader->box_secret, seed);
}

/* Opened, or refused with a reason. */
static GBytes *
open_file (GBytes          *file,
           const WayDevice *reader)
{
  g_autoptr(GError) error = NULL;
  GBytes *content = way_seal_open (file, "fuzz", reader->box, reader->box_secret, &error);

  g_assert_true ((content == NULL) == (error != NULL));
  return content;
}

/* Places as many as the first byte says, ours among them, and a hash that fits; the
 * chunks are whatever follows. */
static GBytes *
put_behind_header (const WayDevice *reader,
                   const guint8    *data,
                   gsize            size)
{
  GByteArray *file = g_byte_array_new ();
  guint places = size > 0 ? data[0] : 0;
  guint8 box[32 + crypto_box_SEALBYTES] = { 0 };
  guint8 key[32] = { 1 };
  guint8 header_key[32], hash[32];

  g_byte_array_append (file, (const guint8 *) "waybndl\0\1\1", 10);
  way_bytes_put_u8 (file, (guint8) places);
  crypto_box_seal (box, key, sizeof key, reader->box);
  for (guint i = 0; i < places; i++)
    g_byte_array_append (file, box, sizeof box);
  crypto_generichash (header_key, 32, (const guint8 *) "waymark bundle header 1", 23, key, 32);
  crypto_generichash (hash, 32, file->data, file->len, header_key, 32);
  g_byte_array_append (file, hash, sizeof hash);
  if (size > 1)
    g_byte_array_append (file, data + 1, (guint) size - 1);
  return g_byte_array_free_to_bytes (file);
}

/* The lengths and tags come first: what opens is what was put in. */
static void
seal_oddly (const WayDevice *reader,
            const guint8    *data,
            gsize            size)
{
  g_autoptr(GByteArray) content = g_byte_array_new ();
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) opened = NULL;
  WayTestSealing how = WAY_TEST_SEALING;

  if (size <= 8)
    return;
  g_byte_array_append (content, data + 8, (guint) size - 8);
  how.length = (gsize) data[0] << 8 | data[1];
  how.padded = data[2] == 0 ? 0 : (gsize) data[2] * 1024 + data[3];
  how.dirty = data[4] & 1;
  how.first_tag = data[5] % 4;
  how.last_tag = data[6] % 5 == 4 ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : data[6] % 4;
  file = way_test_seal (content, reader, &how);
  opened = open_file (file, reader);
  if (opened != NULL && how.length == 0 && how.padded == 0)
    g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), content->data,
                     content->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) content = NULL;
  WayDevice reader;

  if (size == 0)
    return 0;
  make_reader (&reader);
  switch (data[0] % 3)
    {
    case 0:
      file = g_bytes_new (data + 1, size - 1);
      break;
    case 1:
      file = put_behind_header (&reader, data + 1, size - 1);
      break;
    default:
      seal_oddly (&reader, data + 1, size - 1);
      return 0;
    }
  content = open_file (file, &reader);
  return 0;
}
