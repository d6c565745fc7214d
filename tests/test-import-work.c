/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is looked at, then taken in, each on a thread. */
#include <glib/gstdio.h>

#include "way-area.h"
#include "way-import-work.h"
#include "way-records.h"

typedef struct
{
  GMainLoop *loop;
  GError    *error;
} End;

typedef void (*Begin) (WayImportWork *, WayJob *, GAsyncReadyCallback, gpointer);

static char *folder;
static char *database;

static WayImport *
read_days (WayDb         *db,
           GBytes        *bytes,
           const WayId   *whom,
           const GDate   *today,
           GCancellable  *cancellable,
           GError       **error)
{
  return way_import_calendar (db, bytes, NULL, cancellable, error);
}

static WayImportWork *
new_work (const char *text)
{
  g_autofree char *path = g_build_filename (folder, "days.csv", NULL);
  WayImportWork *work;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  work = way_import_work_new (database, path, 1000, read_days);
  work->who = g_strdup ("Tester");
  return work;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  End *end = user_data;

  way_job_run_finish (WAY_JOB (source), result, &end->error);
  g_main_loop_quit (end->loop);
}

static GError *
run (WayImportWork *work,
     WayJob        *job,
     Begin          begin)
{
  End end = { g_main_loop_new (NULL, FALSE), NULL };

  begin (work, job, ended_cb, &end);
  g_main_loop_run (end.loop);
  g_main_loop_unref (end.loop);
  return end.error;
}

static gint64
count_days (void)
{
  g_autoptr(WayDb) db = way_db_open (database, WAY_DB_READ, NULL);
  gint64 count;

  g_assert_true (way_records_count (db, &way_calendar_day_entity, &count, NULL));
  return count;
}

static void
test_looking_writes_nothing_and_taking_in_does (void)
{
  g_autoptr(WayImportWork) work = new_work ("from,to,kind\n2026-11-12,,INSET\n2026-11-13,,CLOSURE\n");
  g_autoptr(WayJob) first = way_job_new ();
  g_autoptr(WayJob) second = way_job_new ();
  g_autoptr(GError) error = run (work, first, way_import_work_look);

  g_assert_no_error (error);
  g_assert_cmpuint (way_import_count (work->import, WAY_IMPORT_NEW), ==, 2);
  g_assert_cmpint (count_days (), ==, 0);
  error = run (work, second, way_import_work_take_in);
  g_assert_no_error (error);
  g_assert_cmpint (work->edit, !=, 0);
  g_assert_cmpint (count_days (), ==, 2);
}

static void
test_a_cancel_leaves_nothing (void)
{
  g_autoptr(WayImportWork) work = new_work ("from,to,kind\n2026-11-16,,INSET\n");
  g_autoptr(WayJob) first = way_job_new ();
  g_autoptr(WayJob) second = way_job_new ();
  gint64 before = count_days ();
  g_autoptr(GError) error = run (work, first, way_import_work_look);

  g_assert_no_error (error);
  way_job_cancel (second);
  error = run (work, second, way_import_work_take_in);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_days (), ==, before);
}

static void
test_what_cannot_be_read_is_an_error (void)
{
  g_autoptr(WayImportWork) wrong = new_work ("name\nAutumn\n");
  g_autoptr(WayJob) first = way_job_new ();
  g_autoptr(WayJob) second = way_job_new ();
  g_autofree char *long_text = g_strnfill (2000, '\n');
  g_autoptr(WayImportWork) large = NULL;
  g_autoptr(GError) error = run (wrong, first, way_import_work_look);

  g_assert_nonnull (error);
  g_assert_null (wrong->import);
  g_clear_error (&error);
  large = new_work (long_text);
  error = run (large, second, way_import_work_look);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_assert_null (large->import);
}

static void
make_database (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;

  folder = g_dir_make_tmp ("way-import-work-XXXXXX", &error);
  g_assert_no_error (error);
  database = g_build_filename (folder, "one.waymark", NULL);
  db = way_db_open (database, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
}

static void
remove_folder (void)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  g_free (database);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_database ();

  g_test_add_func ("/jobs/import-work/look-then-take-in",
                   test_looking_writes_nothing_and_taking_in_does);
  g_test_add_func ("/jobs/import-work/cancel", test_a_cancel_leaves_nothing);
  g_test_add_func ("/jobs/import-work/unreadable", test_what_cannot_be_read_is_an_error);

  status = g_test_run ();
  remove_folder ();
  return status;
}
