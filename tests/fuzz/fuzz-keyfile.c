/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over a key file: as it is, or as the body of one whose checksums fit.
 * Whatever it is, it is read or refused with a reason; what was read is written
 * the same again, and opens with no recovery code. */
#include <sodium.h>
#include <string.h>

#include "way-bytes.h"
#include "way-key-file.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static GBytes *
make_file (const guint8 *body,
           gsize         size)
{
  GByteArray *record = g_byte_array_new ();
  guint8 sum[32];

  g_byte_array_append (record, (const guint8 *) "WAYKEYS\n", 8);
  way_bytes_put_blob (record, body, size);
  crypto_generichash (sum, sizeof sum, record->data, record->len, NULL, 0);
  g_byte_array_append (record, sum, sizeof sum);
  g_byte_array_set_size (record, record->len * 2);
  memcpy (record->data + record->len / 2, record->data, record->len / 2);
  return g_byte_array_free_to_bytes (record);
}

static void
use (const WayKeyFile *keys)
{
  for (guint i = 0; i < keys->generations->len; i++)
    {
      const WayKeyGeneration *generation = g_ptr_array_index (keys->generations, i);
      g_autoptr(WayKeyGeneration) copy = way_key_generation_copy (generation);
      g_autoptr(GError) error = NULL;

      g_assert_null (way_key_generation_open (copy, WAY_SLOT_RECOVERY,
                                              "0000-0000-0000-0000-0000-0000-0000", &error));
      g_assert_nonnull (error);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WayKeyFile) keys = NULL;
  g_autoptr(WayKeyFile) same = NULL;

  if (size == 0)
    return 0;
  bytes = data[0] % 4 == 0 ? g_bytes_new (data + 1, size - 1) : make_file (data + 1, size - 1);
  keys = way_key_file_parse (bytes, "fuzz", &error);
  g_assert_true ((keys == NULL) == (error != NULL));
  if (keys == NULL)
    return 0;
  again = way_key_file_format (keys);
  same = way_key_file_parse (again, "fuzz", NULL);
  g_assert_nonnull (same);
  use (keys);
  return 0;
}
