/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of the first page are found on a thread, or not, when nobody waits for
 * them any more. */
#include <glib/gstdio.h>

#include "way-test-folder.h"
#include "way-today-work.h"

typedef struct
{
  GMainLoop *loop;
  GError    *error;
} End;

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
run (WayTodayWork *work,
     WayJob       *job)
{
  End end = { g_main_loop_new (NULL, FALSE), NULL };

  way_today_work_run (work, job, ended_cb, &end);
  g_main_loop_run (end.loop);
  g_main_loop_unref (end.loop);
  return end.error;
}

static void
test_lists_are_found (gconstpointer path)
{
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(WayTodayWork) work = way_today_work_new (path, "Tester", &today);
  g_autoptr(WayJob) job = way_job_new ();
  g_autoptr(GError) error = run (work, job);

  g_assert_no_error (error);
  g_assert_cmpuint (work->lists->tasks->len, ==, 0);
  g_assert_nonnull (work->lists->coming);
}

static void
test_a_cancel_finds_none (gconstpointer path)
{
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(WayTodayWork) work = way_today_work_new (path, "Tester", &today);
  g_autoptr(WayJob) job = way_job_new ();
  g_autoptr(GError) error = NULL;

  way_job_cancel (job);
  error = run (work, job);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (work->lists);
}

static void
test_a_file_that_is_gone_is_an_error (gconstpointer path)
{
  GDate today = way_date_ymd (2026, 11, 10);
  g_autofree char *gone = g_strconcat (path, "-gone", NULL);
  g_autoptr(WayTodayWork) work = way_today_work_new (gone, "Tester", &today);
  g_autoptr(WayJob) job = way_job_new ();
  g_autoptr(GError) error = run (work, job);

  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND);
  g_assert_null (work->lists);
}

/* What a connection reads ends where it stands. */
static void
test_a_read_is_interrupted (gconstpointer path)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_READ, &error);
  gint64 found;

  g_assert_no_error (error);
  way_db_set_cancellable (db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (way_db_get_int (db,
                                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                  " SELECT max (i) FROM n", 0, &found, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("way-today-work-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "one.waymark", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  way_db_free (way_db_open (path, WAY_DB_CREATE, NULL));
  g_test_add_data_func ("/jobs/today-work/found", path, test_lists_are_found);
  g_test_add_data_func ("/jobs/today-work/cancelled", path, test_a_cancel_finds_none);
  g_test_add_data_func ("/jobs/today-work/no-file", path, test_a_file_that_is_gone_is_an_error);
  g_test_add_data_func ("/jobs/today-work/interrupted", path, test_a_read_is_interrupted);
  status = g_test_run ();
  way_test_remove_folder (folder);
  return status;
}
