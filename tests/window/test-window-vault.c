/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new authority is sealed with a passphrase and opened again, by it and by its
 * recovery code; a file that is open elsewhere says so. */
#include <glib/gstdio.h>
#include <locale.h>

#include "way-store.h"
#include "way-test-keys.h"
#include "way-test-office.h"
#include "way-test-process.h"
#include "way-test-store.h"
#include "way-test-vault.h"

#define CANARY "Quillfeather-Zanzibar"

static const char *program;

static char *
make_path (const char *name)
{
  return g_strdup_printf ("%s/%s.waymark", way_test_desktop_get_home (), name);
}

/* A sealed file whose passphrase costs little; *code is its recovery code. */
static char *
make_sealed (const char  *name,
             char       **code)
{
  char *path = make_path (name);
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", CANARY);
  g_autoptr(GError) error = NULL;
  WayDb *db;

  way_vault_make (path, WAY_TEST_PASSPHRASE, &way_test_cost, code, &error);
  g_assert_no_error (error);
  db = way_db_open (path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  way_test_insert (db, &way_pupil_entity, pupil);
  way_db_free (db);
  way_vault_lock_all ();
  return path;
}

static void
wait_for_pages (WayTestWindow *window)
{
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_LIST, "Pages"));
}

static void
wait_for_words (WayTestWindow *window,
                const char    *part)
{
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_INVALID, part));
}

static void
test_a_new_authority_is_sealed (void)
{
  g_autofree char *path = make_path ("Ardenshire");
  const char *no_args[] = { NULL };
  const char *args[] = { path, NULL };
  WayTestWindow *window = way_test_window_launch (program, no_args);
  g_autofree char *code = NULL;

  way_test_window_tab_to (window, ATSPI_ROLE_INVALID, "New Authority");
  way_test_press ("Return");
  way_test_window_fill (window, "Name of the authority", "Ardenshire");
  way_test_window_fill (window, "Passphrase", "weir");
  way_test_press ("<Alt>r");
  wait_for_words (window, "It is too short.");
  way_test_window_fill (window, "Passphrase", "heron weir candle");
  way_test_window_fill (window, "The same once more", "heron weir candel");
  way_test_press ("<Alt>r");
  wait_for_words (window, "The two are not the same.");
  way_test_window_fill (window, "The same once more", "heron weir candle");
  way_test_press ("<Alt>r");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "Where to Keep the File"));
  way_test_press ("<Ctrl>a");
  way_test_type (path);
  way_test_press ("Return");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_LABEL, "It Is Kept Safe"));
  code = way_test_office_find_code (window);
  g_assert_nonnull (code);
  way_test_press ("Escape");               /* does not lose it */
  way_test_press ("<Alt>i");
  way_test_window_wait_alone (window);
  wait_for_pages (window);
  way_test_window_close (window);
  g_assert_true (way_vault_is_sealed (path));
  g_assert_false (way_test_file_holds (path, "Ardenshire"));

  window = way_test_window_launch (program, args);
  way_test_window_fill (window, "Passphrase", "heron weir candle");
  way_test_press ("Return");
  wait_for_pages (window);
  way_test_window_close (window);
}

static void
test_what_was_typed_wrong_is_said (void)
{
  char *code;
  g_autofree char *path = make_sealed ("wrong", &code);
  const char *args[] = { path, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  way_test_window_fill (window, "Passphrase", "a heron on the wire");
  way_test_press ("Return");
  wait_for_words (window, "This does not open the file.");
  if (g_getenv ("WAY_TEST_SHOTS") != NULL)
    way_test_window_shot (window, g_getenv ("WAY_TEST_SHOTS"));
  way_test_press ("<Alt>r");
  way_test_window_fill (window, "Recovery code", "0000-0000");
  way_test_press ("Return");
  wait_for_words (window, "This does not open the file.");
  way_test_window_fill (window, "Recovery code", code);
  way_test_press ("<Alt>u");
  wait_for_pages (window);
  way_test_window_close (window);
  way_secret_free_text (code);
}

/* The number of the process that has the file open, as its lock file says. */
static char *
find_process (const char *path)
{
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autoptr(GRegex) regex = g_regex_new ("process ([0-9]+)", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (lock, &text, NULL, NULL));
  g_assert_true (g_regex_match (regex, text, 0, &match));
  return g_match_info_fetch (match, 1);
}

/* Locked, the process is a new program; what was on view is asked for again. */
static void
test_it_locks (void)
{
  char *code;
  g_autofree char *path = make_sealed ("lock", &code);
  const char *args[] = { "--file", path, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);
  g_autofree char *process = NULL;

  way_test_window_fill (window, "Passphrase", WAY_TEST_PASSPHRASE);
  way_test_press ("Return");
  wait_for_pages (window);
  way_test_press ("<Alt>5");               /* the pupils */
  wait_for_words (window, CANARY);
  process = find_process (path);
  if (way_test_process_may_look ())
    g_assert_true (way_test_process_holds (process, CANARY));
  /* Database, log, temporary files, whatever else there is: nothing while it is open,
   * and nothing when it is locked. */
  g_assert_false (way_test_folder_holds (way_test_desktop_get_home (), CANARY));
  way_test_press ("<Ctrl>l");
  way_test_window_wait_restart (window);
  if (way_test_process_may_look ())
    {
      g_assert_false (way_test_process_holds (process, CANARY));
      g_assert_false (way_test_process_holds (process, WAY_TEST_PASSPHRASE));
    }
  g_assert_false (way_test_folder_holds (way_test_desktop_get_home (), CANARY));
  g_assert_false (way_test_folder_holds (way_test_desktop_get_home (), WAY_TEST_PASSPHRASE));
  way_test_window_fill (window, "Passphrase", WAY_TEST_PASSPHRASE);
  way_test_press ("Return");
  wait_for_pages (window);
  way_test_window_close (window);
  way_secret_free_text (code);
}

static void
test_who_has_it_open_is_said (void)
{
  char *code;
  g_autofree char *path = make_sealed ("in use", &code);
  const char *args[] = { path, NULL };
  WayTestWindow *window;
  WayDb *db;

  way_test_vault_unlock (path);
  db = way_db_open (path, WAY_DB_WRITE, NULL);
  g_assert_nonnull (db);
  window = way_test_window_launch (program, args);
  way_test_window_fill (window, "Passphrase", WAY_TEST_PASSPHRASE);
  way_test_press ("Return");
  wait_for_words (window, "The file is open in");
  way_test_window_close (window);
  way_db_free (db);
  way_secret_free_text (code);
}

/* Temporary files of the program stand in the home too, where they are looked into. */
static void
use_own_temporary_folder (void)
{
  g_autofree char *folder = g_build_filename (way_test_desktop_get_home (), "tmp", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_setenv ("TMPDIR", folder, TRUE);
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
  use_own_temporary_folder ();

  g_test_add_func ("/window/vault/new-authority", test_a_new_authority_is_sealed);
  g_test_add_func ("/window/vault/typed-wrong", test_what_was_typed_wrong_is_said);
  g_test_add_func ("/window/vault/locks", test_it_locks);
  g_test_add_func ("/window/vault/in-use", test_who_has_it_open_is_said);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
