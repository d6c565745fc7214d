/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key file: every way in opens it, nothing else does, and what was done to
 * its bytes is noticed. */
#include "way-key-file.h"

#include <sodium.h>
#include <string.h>

static const WayKeyCost cheap = { 1, 64 * 1024 };

typedef struct
{
  WaySecret        *master;
  WayKeyFile       *keys;
  WayKeyGeneration *generation;    /* of keys */
  char             *code;
} World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  world->master = way_secret_new_random ();
  world->keys = way_key_file_new (world->master);
  world->generation = way_key_file_newest (world->keys);
  way_key_generation_add_passphrase (world->generation, world->master, "café au lait", &cheap,
                                     &error);
  g_assert_no_error (error);
  world->code = way_key_generation_add_recovery (world->generation, world->master);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_key_file_free (world->keys);
  way_secret_unref (world->master);
  way_secret_free_text (world->code);
}

static void
assert_master (World     *world,
               WaySecret *found)
{
  g_assert_nonnull (found);
  g_assert_cmpmem (way_secret_bytes (found), WAY_SECRET_SIZE, way_secret_bytes (world->master),
                   WAY_SECRET_SIZE);
}

static void
opens (World       *world,
       WaySlotKind  kind,
       const char  *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WaySecret) found = way_key_generation_open (world->generation, kind, text, &error);

  g_assert_no_error (error);
  assert_master (world, found);
}

static void
refuses (World       *world,
         WaySlotKind  kind,
         const char  *text,
         int          code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WaySecret) found = way_key_generation_open (world->generation, kind, text, &error);

  g_assert_null (found);
  g_assert_error (error, WAY_STORE_ERROR, code);
}

static void
test_a_passphrase_opens_however_it_is_typed (World         *world,
                                             gconstpointer  data)
{
  opens (world, WAY_SLOT_PASSPHRASE, "café au lait");
  opens (world, WAY_SLOT_PASSPHRASE, "cafe\xcc\x81 au lait");      /* e and an accent */
  refuses (world, WAY_SLOT_PASSPHRASE, "cafe au lait", WAY_STORE_ERROR_SECRET);
  refuses (world, WAY_SLOT_PASSPHRASE, "", WAY_STORE_ERROR_SECRET);
  refuses (world, WAY_SLOT_PASSPHRASE, "\xff", WAY_STORE_ERROR_SECRET);
}

static void
test_a_code_opens_however_it_is_typed (World         *world,
                                       gconstpointer  data)
{
  g_autofree char *low = g_ascii_strdown (world->code, -1);
  g_autofree char *spaced = g_strdelimit (g_strdup (world->code), "-", ' ');
  g_autofree char *misread = g_strdelimit (g_strdup (world->code), "0", 'o');

  g_assert_cmpuint (strlen (world->code), ==, 34);
  g_strdelimit (misread, "1", 'l');
  opens (world, WAY_SLOT_RECOVERY, world->code);
  opens (world, WAY_SLOT_RECOVERY, low);
  opens (world, WAY_SLOT_RECOVERY, spaced);
  opens (world, WAY_SLOT_RECOVERY, misread);
}

/* A letter wrong is told from another file's code. */
static void
test_a_slip_in_a_code_is_told (World         *world,
                               gconstpointer  data)
{
  g_autoptr(WaySecret) other = way_secret_new_random ();
  g_autoptr(WayKeyFile) keys = way_key_file_new (other);
  char *another = way_key_generation_add_recovery (way_key_file_newest (keys), other);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; world->code[i] != '\0'; i++)
    {
      g_autofree char *wrong = g_strdup (world->code);

      if (wrong[i] == '-')
        continue;
      wrong[i] = wrong[i] == '7' ? '8' : '7';
      refuses (world, WAY_SLOT_RECOVERY, wrong, WAY_STORE_ERROR_SECRET);
    }
  g_assert_null (way_key_generation_open (world->generation, WAY_SLOT_RECOVERY, another, &error));
  g_assert_nonnull (strstr (error->message, "not this file"));
  way_secret_free_text (another);
}

static void
test_the_office_opens_with_its_key (World         *world,
                                    gconstpointer  data)
{
  guint8 public_key[32], secret_key[32], other_public[32], other_secret[32];
  g_autoptr(GError) error = NULL;
  g_autoptr(WaySecret) found = NULL;

  crypto_box_keypair (public_key, secret_key);
  crypto_box_keypair (other_public, other_secret);
  way_key_generation_add_escrow (world->generation, world->master, "Ardenshire", public_key);
  found = way_key_generation_open_escrow (world->generation, public_key, secret_key, &error);
  g_assert_no_error (error);
  assert_master (world, found);
  g_assert_null (way_key_generation_open_escrow (world->generation, other_public, other_secret,
                                                 &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
}

static void
test_the_keyring_opens_with_what_it_keeps (World         *world,
                                           gconstpointer  data)
{
  g_autoptr(WaySecret) kept = way_key_generation_add_keyring (world->generation, world->master);
  g_autoptr(WaySecret) other = way_secret_new_random ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WaySecret) found = way_key_generation_open_keyring (world->generation, kept, &error);

  g_assert_no_error (error);
  assert_master (world, found);
  g_assert_null (way_key_generation_open_keyring (world->generation, other, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
}

static void
test_a_slot_takes_the_place_of_the_one_before (World         *world,
                                               gconstpointer  data)
{
  way_key_generation_add_passphrase (world->generation, world->master, "another", &cheap, NULL);
  opens (world, WAY_SLOT_PASSPHRASE, "another");
  refuses (world, WAY_SLOT_PASSPHRASE, "café au lait", WAY_STORE_ERROR_SECRET);
  g_assert_cmpuint (world->generation->slots->len, ==, 2);
  g_assert_true (way_key_generation_remove (world->generation, world->master, WAY_SLOT_RECOVERY,
                                            NULL));
  g_assert_false (way_key_generation_remove (world->generation, world->master, WAY_SLOT_RECOVERY,
                                             NULL));
  refuses (world, WAY_SLOT_RECOVERY, world->code, WAY_STORE_ERROR_SECRET);
}

/* --- Bytes --- */

/* The file as it comes back from bytes; the world's generation is then that. */
static gboolean
reread (World  *world,
        GBytes *bytes)
{
  WayKeyFile *keys = way_key_file_parse (bytes, "k", NULL);

  if (keys == NULL)
    return FALSE;
  way_key_file_free (world->keys);
  world->keys = keys;
  world->generation = way_key_file_newest (keys);
  return TRUE;
}

static void
test_it_comes_back_as_it_went (World         *world,
                               gconstpointer  data)
{
  g_autoptr(GBytes) bytes = way_key_file_format (world->keys);
  g_autoptr(GBytes) again = NULL;

  g_assert_true (reread (world, bytes));
  again = way_key_file_format (world->keys);
  g_assert_true (g_bytes_equal (bytes, again));
  opens (world, WAY_SLOT_PASSPHRASE, "café au lait");
  opens (world, WAY_SLOT_RECOVERY, world->code);
}

static void
test_one_bad_byte_costs_nothing (World         *world,
                                 gconstpointer  data)
{
  g_autoptr(GBytes) bytes = way_key_file_format (world->keys);
  gsize size;
  const guint8 *good = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at++)
    {
      guint8 *bad = g_memdup2 (good, size);
      g_autoptr(GBytes) spoilt = NULL;

      bad[at] ^= (guint8) (1 << at % 8);
      spoilt = g_bytes_new_take (bad, size);
      g_assert_true (reread (world, spoilt));
      opens (world, WAY_SLOT_RECOVERY, world->code);
    }
}

static void
test_a_cut_file_is_refused (World         *world,
                            gconstpointer  data)
{
  g_autoptr(GBytes) bytes = way_key_file_format (world->keys);

  for (gsize size = 0; size < g_bytes_get_size (bytes); size++)
    {
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (bytes, 0, size);
      g_autoptr(GError) error = NULL;

      g_assert_null (way_key_file_parse (cut, "k", &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_KEY_FILE);
    }
}

/* Who can write to the file, but has no key, makes the checksums fit. */
static void
test_an_altered_generation_is_noticed (World         *world,
                                       gconstpointer  data)
{
  guint8 public_key[32], secret_key[32];
  g_autoptr(GBytes) bytes = NULL;

  crypto_box_keypair (public_key, secret_key);
  way_key_generation_add_escrow (world->generation, world->master, "Ardenshire", public_key);
  ((WayKeySlot *) g_ptr_array_index (world->generation->slots, 2))->public_key[0] ^= 1;
  bytes = way_key_file_format (world->keys);
  g_assert_true (reread (world, bytes));
  refuses (world, WAY_SLOT_RECOVERY, world->code, WAY_STORE_ERROR_KEY_FILE);
  g_ptr_array_remove_index (world->generation->slots, 2);
  refuses (world, WAY_SLOT_RECOVERY, world->code, WAY_STORE_ERROR_KEY_FILE);
}

/* A file that asks for more than a computer has is not tried. */
static void
test_a_hostile_cost_is_refused (World         *world,
                                gconstpointer  data)
{
  WayKeySlot *slot = g_ptr_array_index (world->generation->slots, 0);

  slot->cost.memory = (guint64) 1 << 50;
  refuses (world, WAY_SLOT_PASSPHRASE, "café au lait", WAY_STORE_ERROR_SECRET);
  slot->cost.memory = cheap.memory;
  slot->cost.passes = 1 << 30;
  refuses (world, WAY_SLOT_PASSPHRASE, "café au lait", WAY_STORE_ERROR_SECRET);
}

static void
test_a_slot_of_a_later_program_is_kept (World         *world,
                                        gconstpointer  data)
{
  static const guint8 later[] = { 9, 0, 0, 'x', 'y' };     /* kind 9, no label, made 0 */
  WayKeySlot *slot = g_new0 (WayKeySlot, 1);
  g_autoptr(GBytes) bytes = NULL;

  slot->label = g_strdup ("");
  slot->unknown = g_bytes_new_static (later, sizeof later);
  g_ptr_array_add (world->generation->slots, slot);
  way_key_generation_rename (world->generation, world->master);
  bytes = way_key_file_format (world->keys);
  g_assert_true (reread (world, bytes));
  g_assert_cmpuint (world->generation->slots->len, ==, 3);
  opens (world, WAY_SLOT_RECOVERY, world->code);
}

#define ADD(path, func) g_test_add ("/store/key-file/" path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("passphrase", test_a_passphrase_opens_however_it_is_typed);
  ADD ("code", test_a_code_opens_however_it_is_typed);
  ADD ("code/slip", test_a_slip_in_a_code_is_told);
  ADD ("escrow", test_the_office_opens_with_its_key);
  ADD ("keyring", test_the_keyring_opens_with_what_it_keeps);
  ADD ("replace", test_a_slot_takes_the_place_of_the_one_before);
  ADD ("bytes", test_it_comes_back_as_it_went);
  ADD ("bytes/bad", test_one_bad_byte_costs_nothing);
  ADD ("bytes/cut", test_a_cut_file_is_refused);
  ADD ("altered", test_an_altered_generation_is_noticed);
  ADD ("cost", test_a_hostile_cost_is_refused);
  ADD ("later", test_a_slot_of_a_later_program_is_kept);
  return g_test_run ();
}
