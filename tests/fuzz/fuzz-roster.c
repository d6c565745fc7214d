/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over what devices are known by.  The first byte says how: the rest is a
 * roster, one that the authority did sign, a card, the keys of a device, or signed
 * words. */
#include <sodium.h>
#include <string.h>

#include "way-bytes.h"
#include "way-roster.h"
#include "way-word.h"

#define KEY_AT 9             /* behind magic and version */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
read_roster (const guint8 *data,
             gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRoster) roster = way_roster_parse (data, size, "fuzz", &error);

  g_assert_true ((roster == NULL) == (error != NULL));
  for (guint i = 0; roster != NULL && i < roster->entries->len; i++)
    {
      const WayRosterEntry *entry = g_ptr_array_index (roster->entries, i);

      g_assert_true (way_roster_find (roster, &entry->device->id) == entry);
      way_roster_entry_holds (entry, 1);
    }
}

/* Whatever it says, the authority is one whose key is here. */
static void
sign_roster (const guint8 *data,
             gsize         size)
{
  static const char domain[] = "waymark roster 1";
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GByteArray) signing = g_byte_array_new ();
  guint8 public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  guint8 seed[crypto_sign_SEEDBYTES] = { 3 };
  guint8 signature[crypto_sign_BYTES];

  if (size < KEY_AT + sizeof public)
    return;
  crypto_sign_seed_keypair (public, secret, seed);
  g_byte_array_append (bytes, data, (guint) size);
  memcpy (bytes->data + KEY_AT, public, sizeof public);
  g_byte_array_append (signing, (const guint8 *) domain, sizeof domain - 1);
  g_byte_array_append (signing, bytes->data, bytes->len);
  crypto_sign_detached (signature, NULL, signing->data, signing->len, secret);
  g_byte_array_append (bytes, signature, sizeof signature);
  read_roster (bytes->data, bytes->len);
}

static void
read_device (GBytes   *bytes,
             gboolean  card)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDevice) device = card ? way_device_read_card (bytes, "fuzz", &error)
                                     : way_device_unpack (bytes, "fuzz", &error);
  g_autoptr(GBytes) again = device != NULL && !card ? way_device_pack (device) : NULL;

  g_assert_true ((device == NULL) == (error != NULL));
  if (again != NULL)
    g_assert_true (g_bytes_equal (again, bytes));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GArray) words = NULL;

  if (size == 0)
    return 0;
  bytes = g_bytes_new (data + 1, size - 1);
  switch (data[0] % 5)
    {
    case 0:
      read_roster (data + 1, size - 1);
      break;
    case 1:
      sign_roster (data + 1, size - 1);
      break;
    case 2:
    case 3:
      read_device (bytes, data[0] % 5 == 2);
      break;
    default:
      words = way_words_unpack (data + 1, size - 1);
      break;
    }
  return 0;
}
