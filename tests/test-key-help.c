/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever forgot the passphrase of a copy is helped by an office that it let in, by
 * the key file alone. */
#include "way-escrow.h"
#include "way-key-help.h"
#include "way-service-error.h"
#include "way-test-devices.h"
#include "way-test-vault.h"

typedef WayTestDevices World;

/* A school’s copy, sealed; its key file alone goes to the office. */
static WayTestDevice *
join_sealed (World *world)
{
  WayDevice *device = way_test_devices_invite (world, WAY_COPY_SCHOOL, &world->school->id, 0);
  g_autofree char *path = g_strdup_printf ("%s/%u.waymark", world->folder, world->devices->len);

  way_test_vault_make (path);
  return way_test_devices_join (world, device);
}

static char *
send_key_file (World               *world,
               const WayTestDevice *copy)
{
  g_autofree char *from = way_vault_key_path (copy->path);
  char *to = g_build_filename (world->folder, "sent.waymark.key", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
  return to;
}

static void
bring_back (const WayTestDevice *copy,
            const char          *key_file)
{
  g_autofree char *to = way_vault_key_path (copy->path);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (key_file, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
}

static void
test_an_office_helps (World         *world,
                      gconstpointer  data)
{
  WayTestDevice *copy = join_sealed (world);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autofree char *sent = NULL;
  char *code;

  g_assert_true (way_escrow_may (copy->db));
  way_escrow_set (copy->db, TRUE, &error);
  g_assert_no_error (error);
  names = way_escrow_names (copy->db, &error);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "Office");
  sent = send_key_file (world, copy);
  way_vault_lock_all ();
  code = way_key_help (world->office, sent, &error);
  g_assert_no_error (error);
  bring_back (copy, sent);
  way_vault_lock_all ();
  g_assert_true (way_vault_unlock (copy->path, WAY_SLOT_RECOVERY, code, NULL));
  g_assert_true (way_vault_unlock (copy->path, WAY_SLOT_PASSPHRASE, WAY_TEST_PASSPHRASE, NULL));
  way_secret_free_text (code);
  way_vault_lock_all ();
}

/* Not let in, or let in no more. */
static void
test_who_was_not_let_in_cannot (World         *world,
                                gconstpointer  data)
{
  WayTestDevice *copy = join_sealed (world);
  g_autoptr(GError) error = NULL;
  g_autofree char *sent = NULL;

  sent = send_key_file (world, copy);
  g_assert_null (way_key_help (world->office, sent, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
  g_clear_error (&error);
  g_assert_true (way_escrow_set (copy->db, TRUE, NULL));
  g_assert_true (way_escrow_set (copy->db, FALSE, NULL));
  g_assert_false (way_vault_has_slot (copy->path, WAY_SLOT_ESCROW));
  g_free (sent);
  sent = send_key_file (world, copy);
  g_assert_null (way_key_help (world->office, sent, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
  way_vault_lock_all ();
}

static void
test_what_is_no_key_file_is_refused (World         *world,
                                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  join_sealed (world);
  g_assert_null (way_key_help (world->office, world->mail, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
  way_vault_lock_all ();
}

/* An office is helped by its recovery code alone, while it is the only one. */
static void
test_an_office_alone_has_no_help (World         *world,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  join_sealed (world);
  g_assert_false (way_escrow_may (world->office));
  g_assert_false (way_escrow_set (world->office, TRUE, &error));
  g_assert_nonnull (error);
  way_vault_lock_all ();
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  memset (world, 0, sizeof *world);
  way_test_devices_init (world);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_test_devices_clear (world);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/key-help/helps", World, NULL, set_up, test_an_office_helps, tear_down);
  g_test_add ("/service/key-help/not-let-in", World, NULL, set_up, test_who_was_not_let_in_cannot,
              tear_down);
  g_test_add ("/service/key-help/no-key-file", World, NULL, set_up,
              test_what_is_no_key_file_is_refused, tear_down);
  g_test_add ("/service/key-help/office", World, NULL, set_up, test_an_office_alone_has_no_help,
              tear_down);

  return g_test_run ();
}
