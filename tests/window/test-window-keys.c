/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways into a sealed file beside its passphrase: a key that the desktop's keyring
 * keeps, and none of it once the program locked itself; and a new key for the file. */
#include <locale.h>

#include "way-store.h"
#include "way-test-keys.h"
#include "way-test-office.h"
#include "way-test-secrets.h"
#include "way-test-store.h"
#include "way-test-vault.h"

#define SWITCH "Keep a key in the desktop’s keyring"

static const char *program;

static char *
make_sealed (const char *name)
{
  char *path = g_strdup_printf ("%s/%s.waymark", way_test_desktop_get_home (), name);
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(GError) error = NULL;
  WayDb *db;

  way_test_vault_make (path);
  db = way_db_open (path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  way_test_insert (db, &way_pupil_entity, pupil);
  way_db_free (db);
  way_vault_lock_all ();
  return path;
}

static WayTestWindow *
launch (const char *path)
{
  const char *args[] = { "--file", path, NULL };

  return way_test_window_launch (program, args);
}

static void
wait_for_pages (WayTestWindow *window)
{
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_LIST, "Pages"));
}

static void
unlock (WayTestWindow *window)
{
  way_test_window_fill (window, "Passphrase", WAY_TEST_PASSPHRASE);
  way_test_press ("Return");
  wait_for_pages (window);
}

typedef struct
{
  const char *path;
  gboolean    kept;
} Kept;

static gboolean
is_kept (gpointer data)
{
  const Kept *wanted = data;

  return way_vault_has_slot (wanted->path, WAY_SLOT_KEYRING) == wanted->kept &&
         way_test_secrets_count () == (wanted->kept ? 1u : 0u);
}

static void
turn_switch (WayTestWindow *window,
             const char    *path,
             gboolean       on)
{
  Kept wanted = { path, on };

  way_test_press ("<Ctrl>comma");
  way_test_window_activate (window, ATSPI_ROLE_INVALID, SWITCH);
  g_assert_true (way_test_wait (way_test_patience, is_kept, &wanted));
  way_test_press ("Escape");
  way_test_window_wait_alone (window);
}

static void
test_the_keyring_opens_it (void)
{
  g_autofree char *path = make_sealed ("keyring");
  WayTestWindow *window;

  way_test_secrets_start ();
  window = launch (path);
  unlock (window);
  turn_switch (window, path, TRUE);
  way_test_office_go_to_page (window, "Backups");
  way_test_office_shows (window, "2 ways to open it");
  way_test_window_close (window);

  window = launch (path);
  wait_for_pages (window);                 /* nothing was typed */
  way_test_press ("<Ctrl>l");
  way_test_window_wait_restart (window);
  unlock (window);                         /* locked, it asks */
  turn_switch (window, path, FALSE);
  way_test_window_close (window);

  window = launch (path);
  unlock (window);
  way_test_window_close (window);
  way_test_secrets_stop ();
}

/* The keyring was emptied, or is another's: the passphrase opens the file. */
static void
test_without_the_keyring_it_asks (void)
{
  g_autofree char *path = make_sealed ("no-keyring");
  g_autoptr(WaySecret) key = NULL;
  WayTestWindow *window;

  way_test_vault_unlock (path);
  key = way_vault_set_keyring (path, NULL);
  way_vault_lock_all ();
  window = launch (path);
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_INVALID,
                                             "keyring did not open it"));
  unlock (window);
  way_test_window_close (window);
}

static void
test_it_is_sealed_anew (void)
{
  g_autofree char *path = make_sealed ("anew");
  g_autofree char *code = NULL;
  WayTestWindow *window = launch (path);
  WayId before, after;

  g_assert_true (way_vault_name (path, &before, NULL));
  unlock (window);
  way_test_press ("<Ctrl>comma");
  way_test_office_shows (window, SWITCH);
  way_test_press ("<Alt>a");
  way_test_office_shows (window, "Do this when somebody else may be able to open the file");
  way_test_window_fill (window, "Passphrase", "a heron on the wire");
  way_test_press ("<Alt>s");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_INVALID,
                                             "This does not open the file."));
  g_assert_true (way_vault_name (path, &after, NULL));
  g_assert_true (way_id_equal (&before, &after));
  way_test_window_fill (window, "Passphrase", WAY_TEST_PASSPHRASE);
  way_test_press ("<Alt>s");
  way_test_office_shows (window, "It Is Kept Safe");
  code = way_test_office_find_code (window);
  way_test_press ("<Alt>i");
  way_test_window_wait_alone (window);
  wait_for_pages (window);
  way_test_office_go_to_page (window, "Pupils");
  way_test_office_shows (window, "Ashdown");
  way_test_window_close (window);
  g_assert_true (way_vault_name (path, &after, NULL));
  g_assert_false (way_id_equal (&before, &after));
  g_assert_true (way_vault_unlock (path, WAY_SLOT_RECOVERY, code, NULL));
  way_vault_lock_all ();
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("WAY_TEST_PROGRAM");
  way_test_desktop_start ();

  g_test_add_func ("/window/keys/keyring", test_the_keyring_opens_it);
  g_test_add_func ("/window/keys/no-keyring", test_without_the_keyring_it_asks);
  g_test_add_func ("/window/keys/sealed-anew", test_it_is_sealed_anew);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
