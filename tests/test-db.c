/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening files, good and bad: a clear code for each, and nothing lost. */
#include "way-db.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "way-test-store.h"

static char *
path_in (const char *folder,
         const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_in (folder, name);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
make_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_CREATE, &error);
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");

  g_assert_no_error (error);
  way_test_insert (db, &way_pupil_entity, pupil);
}

static gint64
count_pupils (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_READ, &error);
  gint64 count;

  g_assert_no_error (error);
  way_records_count (db, &way_pupil_entity, &count, &error);
  g_assert_no_error (error);
  return count;
}

static void
refuse (const char *path,
        WayDbMode   mode,
        int         code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, mode, &error);

  g_assert_null (db);
  g_assert_error (error, WAY_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_a_file_is_kept_as_it_should_be (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = path_in (folder, "a.waymark");
  g_autoptr(WayDb) db = NULL;
  static const struct { const char *pragma; gint64 value; } rows[] = {
    { "PRAGMA synchronous", 2 }, { "PRAGMA foreign_keys", 1 }, { "PRAGMA trusted_schema", 0 },
    { "PRAGMA temp_store", 2 }, { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1 },
  };

  make_file (path);
  db = way_db_open (path, WAY_DB_WRITE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 value;

      g_test_message ("%s", rows[i].pragma);
      g_assert_true (way_db_get_int (db, rows[i].pragma, -1, &value, NULL));
      g_assert_cmpint (value, ==, rows[i].value);
    }
  g_clear_pointer (&db, way_db_free);
  remove_folder (folder);
}

static void
test_nobody_else_may_read_a_new_file (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = path_in (folder, "a.waymark");
  GStatBuf status;

  make_file (path);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);
  remove_folder (folder);
}

static void
test_what_is_no_waymark_file_is_refused_untouched (void)
{
  static const struct { const char *name, *contents; gssize size; } rows[] = {
    { "empty", "", 0 }, { "text", "URN,Name\n100000,School\n", -1 },
    { "header", "SQLite format 3", 15 }, { "nul", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20 },
  };
  g_autofree char *folder = make_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = path_in (folder, rows[i].name);
      g_autofree char *after = NULL;
      gsize size;
      gsize expected = rows[i].size >= 0 ? (gsize) rows[i].size : strlen (rows[i].contents);

      g_test_message ("%s", rows[i].name);
      g_assert_true (g_file_set_contents (path, rows[i].contents, rows[i].size, NULL));
      refuse (path, WAY_DB_WRITE, WAY_STORE_ERROR_NOT_WAYMARK);
      g_assert_true (g_file_get_contents (path, &after, &size, NULL));
      g_assert_cmpmem (after, size, rows[i].contents, expected);
    }
  remove_folder (folder);
}

static void
test_a_newer_file_is_refused (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = path_in (folder, "new.waymark");
  g_autoptr(WayDb) db = NULL;

  make_file (path);
  db = way_db_open (path, WAY_DB_WRITE, NULL);
  g_assert_true (way_db_exec (db, "PRAGMA user_version = 9999", NULL));
  g_clear_pointer (&db, way_db_free);
  refuse (path, WAY_DB_WRITE, WAY_STORE_ERROR_TOO_NEW);
  refuse (path, WAY_DB_READ, WAY_STORE_ERROR_TOO_NEW);
  remove_folder (folder);
}

static void
test_what_is_not_there_is_not_found (void)
{
  refuse ("/nonexistent/a.waymark", WAY_DB_WRITE, WAY_STORE_ERROR_NOT_FOUND);
  refuse ("/nonexistent/a.waymark", WAY_DB_READ, WAY_STORE_ERROR_NOT_FOUND);
  refuse ("/nonexistent/a.waymark", WAY_DB_CREATE, WAY_STORE_ERROR_NOT_FOUND);
}

static void
test_a_new_file_replaces_none (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = path_in (folder, "a.waymark");

  make_file (path);
  refuse (path, WAY_DB_CREATE, WAY_STORE_ERROR_EXISTS);
  g_assert_cmpint (count_pupils (path), ==, 1);
  remove_folder (folder);
}

static void
test_a_place_that_cannot_be_written_says_so (void)
{
  refuse ("/proc/a.waymark", WAY_DB_CREATE, WAY_STORE_ERROR_NOT_FOUND);
  refuse ("/sys/a.waymark", WAY_DB_CREATE, WAY_STORE_ERROR_READ_ONLY);
}

static gboolean
insert_until_full (WayDb     *db,
                   gpointer   data,
                   GError   **error)
{
  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Nobody", "Filler");

      if (!way_records_insert (db, &way_pupil_entity, pupil, error))
        return FALSE;
    }
  return TRUE;
}

/* The disk is full at many sizes: an edit fails whole, and the file opens with
 * what was there. */
static void
test_a_full_disk_loses_nothing (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = path_in (folder, "a.waymark");
  struct rlimit before, limit;

  make_file (path);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (rlim_t size = 8192; size < 400000; size += 24576)
    {
      g_autoptr(WayDb) db = way_db_open (path, WAY_DB_WRITE, NULL);
      WayEditInfo info = { .name = "Fill" };
      g_autoptr(GError) error = NULL;
      gboolean done;

      g_assert_nonnull (db);
      limit = before;
      limit.rlim_cur = size;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      done = way_edit_run (db, &info, insert_until_full, NULL, NULL, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      g_test_message ("limit %lu: %s", (unsigned long) size, error != NULL ? error->message : "done");
      g_assert_false (done);
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL);
      g_clear_pointer (&db, way_db_free);
      g_assert_cmpint (count_pupils (path), ==, 1);
    }
  remove_folder (folder);
}

static void
test_settings_come_back (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autofree char *value = NULL;

  g_assert_null (way_db_dup_setting (db, "user_name"));
  g_assert_true (way_db_set_setting (db, "user_name", "Tester", NULL));
  g_assert_true (way_db_set_setting (db, "user_name", "Another", NULL));
  value = way_db_dup_setting (db, "user_name");
  g_assert_cmpstr (value, ==, "Another");
}

static void
test_a_wrong_parameter_comes_out_of_the_step (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT :a", NULL);
  g_autoptr(GError) error = NULL;

  way_stmt_bind_int (stmt, ":b", 1);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ERROR);
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, ":b"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/db/kept-as-it-should-be", test_a_file_is_kept_as_it_should_be);
  g_test_add_func ("/store/db/nobody-else-may-read", test_nobody_else_may_read_a_new_file);
  g_test_add_func ("/store/db/no-waymark-file", test_what_is_no_waymark_file_is_refused_untouched);
  g_test_add_func ("/store/db/newer", test_a_newer_file_is_refused);
  g_test_add_func ("/store/db/not-there", test_what_is_not_there_is_not_found);
  g_test_add_func ("/store/db/replaces-none", test_a_new_file_replaces_none);
  g_test_add_func ("/store/db/cannot-be-written", test_a_place_that_cannot_be_written_says_so);
  g_test_add_func ("/store/db/full-disk", test_a_full_disk_loses_nothing);
  g_test_add_func ("/store/db/settings", test_settings_come_back);
  g_test_add_func ("/store/stmt/wrong-parameter", test_a_wrong_parameter_comes_out_of_the_step);
  return g_test_run ();
}
