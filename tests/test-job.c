/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work: its progress, its end and its cancel. */
#include <glib/gstdio.h>

#include "way-job.h"
#include "way-new-file.h"
#include "way-store-error.h"

typedef struct
{
  GMainLoop *loop;
  gboolean   done;
  GError    *error;
  guint      n_told;
} End;

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  End *end = user_data;

  end->done = way_job_run_finish (WAY_JOB (source), result, &end->error);
  g_main_loop_quit (end->loop);
}

static void
told_cb (WayJob *job,
         End    *end)
{
  end->n_told++;
}

static void
run (WayJob     *job,
     WayJobFunc  func,
     End        *end)
{
  end->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (job, "progress", G_CALLBACK (told_cb), end);
  way_job_run_async (job, func, NULL, NULL, ended_cb, end);
  g_main_loop_run (end->loop);
  g_main_loop_unref (end->loop);
  /* What is still to be told comes after the end; the counter is gone by then. */
  g_signal_handlers_disconnect_by_data (job, end);
}

static gboolean
report_much (WayJob        *job,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; g_get_monotonic_time () - start < 350 * 1000; i++)
    way_job_report ((i % 1000) / 1000.0, "Counting", job);
  way_job_report (1, "Done", job);
  return TRUE;
}

static gboolean
wait_for_cancel (WayJob        *job,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  way_job_report (0.5, "Waiting", job);
  way_job_cancel (job);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
test_progress_is_told_seldom (void)
{
  g_autoptr(WayJob) job = way_job_new ();
  End end = { NULL };

  run (job, report_much, &end);
  g_assert_no_error (end.error);
  g_assert_true (end.done);
  g_assert_cmpuint (end.n_told, >=, 1);
  g_assert_cmpuint (end.n_told, <=, 4);
  g_assert_cmpfloat (way_job_get_fraction (job), ==, 1);
  g_assert_cmpstr (way_job_get_phase (job), ==, "Done");
}

static void
test_cancel_is_an_error (void)
{
  g_autoptr(WayJob) job = way_job_new ();
  End end = { NULL };

  run (job, wait_for_cancel, &end);
  g_assert_error (end.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (end.done);
  g_clear_error (&end.error);
}

static char *
make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("way-job-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_authority_makes_a_file (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "new.waymark", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (way_new_file_authority (path, "Ardenshire", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (way_new_file_authority (path, "Ardenshire", NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static void
test_refused_authority_leaves_no_file (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "new.waymark", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_new_file_authority (path, "Ardenshire", "no such code", &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static void
sample_ended_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  End *end = user_data;

  end->done = way_new_file_sample_finish (WAY_JOB (source), result, &end->error);
  g_main_loop_quit (end->loop);
}

static void
test_refused_sample_leaves_no_file (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "new.waymark", NULL);
  g_autoptr(WayJob) job = way_job_new ();
  GDate today = way_date_ymd (2026, 11, 10);
  End end = { g_main_loop_new (NULL, FALSE) };

  way_new_file_sample_async (job, path, "no such sample", &today, sample_ended_cb, &end);
  g_main_loop_run (end.loop);
  g_assert_nonnull (end.error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&end.error);
  g_main_loop_unref (end.loop);
  remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/jobs/job/progress/is-told-seldom", test_progress_is_told_seldom);
  g_test_add_func ("/jobs/job/cancel/is-an-error", test_cancel_is_an_error);
  g_test_add_func ("/jobs/new-file/authority/makes-a-file", test_authority_makes_a_file);
  g_test_add_func ("/jobs/new-file/authority/refused-leaves-no-file",
                   test_refused_authority_leaves_no_file);
  g_test_add_func ("/jobs/new-file/sample/refused-leaves-no-file",
                   test_refused_sample_leaves_no_file);

  return g_test_run ();
}
