/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A setting's week is filled in, marked, copied, pasted, saved and taken back by
 * keys alone. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

#define TODAY "2026-06-10"

static char *
count_weeks (const char *path)
{
  g_autofree char *table = way_test_office_ctl ("--file %s list attendance_week --csv", path);
  g_auto(GStrv) lines = g_strsplit (table, "\n", -1);

  return g_strdup_printf ("%u", g_strv_length (lines) - 2);
}

static void
test_a_week_is_filled_in (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *saved = NULL;
  g_autofree char *undone = NULL;
  const char *args[] = { "--file", path, "--today", TODAY, NULL };
  WayTestWindow *window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);

  way_test_office_go_to_page (window, "Attendance");
  way_test_window_tab_to (window, ATSPI_ROLE_INVALID,
                          "Kit Ashdown, Week of 8 Jun 2026, Possible: 10");
  way_test_press ("Right");
  way_test_type ("9");
  way_test_press ("Right");
  way_test_type ("1");
  way_test_press ("Left");
  way_test_office_shows (window, "Kit Ashdown, Week of 8 Jun 2026, Attended: 9");

  /* The two numbers go to the child below, and one of them back again. */
  way_test_press ("<Shift>Right");
  way_test_press ("<Ctrl>c");
  way_test_press ("Down");
  way_test_press ("Left");
  way_test_press ("<Ctrl>v");
  way_test_office_shows (window, "Robin Marsh, Week of 8 Jun 2026, Attended: 9");
  if (g_getenv ("WAY_TEST_SHOTS") != NULL)
    way_test_window_shot (window, g_getenv ("WAY_TEST_SHOTS"));
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Save 2 Weeks");
  way_test_window_wait_gone (window, ATSPI_ROLE_PUSH_BUTTON, "Save 2 Weeks");
  saved = count_weeks (path);
  g_assert_cmpstr (saved, ==, "2");

  way_test_office_go_to_page (window, "History");
  way_test_office_shows (window, "Record attendance at Hawthorn");
  way_test_press ("<Ctrl>z");
  way_test_office_shows (window, "Undo: Record attendance at Hawthorn");
  way_test_window_close (window);
  undone = count_weeks (path);
  g_assert_cmpstr (undone, ==, "0");
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
take_from_menu (WayTestWindow *window,
                const char    *name)
{
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "More to do");
  way_test_window_arrow_to (window, "Down", name);
  way_test_press ("Return");
}

/* As a setting does with the file that it was sent: seven of ten half days, and
 * three with leave. */
static void
fill_in (const char *file)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autofree char *filled = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (strstr (lines[i], "Kit Ashdown") == NULL || strstr (lines[i], ",2026-06-08,") == NULL)
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, 11);
      g_assert_cmpstr (cells[5], ==, "10");
      g_free (cells[6]);
      cells[6] = g_strdup ("7");
      g_free (cells[7]);
      cells[7] = g_strdup ("3");
      g_free (lines[i]);
      lines[i] = g_strjoinv (",", cells);
    }
  filled = g_strjoinv ("\n", lines);
  g_file_set_contents (file, filled, -1, &error);
  g_assert_no_error (error);
}

static void
test_a_file_goes_out_and_comes_back (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *file = g_build_filename (way_test_desktop_get_home (), "attendance.csv", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *args[] = { "--file", path, "--today", TODAY, NULL };
  WayTestWindow *window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);

  way_test_office_go_to_page (window, "Attendance");
  take_from_menu (window, "Save a File to Fill In…");
  way_test_office_shows (window, "Name:");
  way_test_press ("<Ctrl>a");
  way_test_type (file);
  way_test_press ("Return");
  way_test_window_wait_alone (window);
  g_assert_true (way_test_wait (way_test_patience, is_there, file));
  fill_in (file);

  take_from_menu (window, "Import a File…");
  way_test_office_shows (window, "Look at It");
  way_test_type (file);
  way_test_press ("Return");
  way_test_office_shows (window, "This is what the file would do.");
  before = count_weeks (path);
  g_assert_cmpstr (before, ==, "0");
  if (g_getenv ("WAY_TEST_SHOTS") != NULL)
    way_test_window_shot (window, g_getenv ("WAY_TEST_SHOTS"));
  way_test_press ("<Alt>i");
  way_test_window_wait_alone (window);
  way_test_window_tab_to (window, ATSPI_ROLE_INVALID,
                          "Kit Ashdown, Week of 8 Jun 2026, Possible: 10");
  way_test_press ("Right");
  way_test_office_shows (window, "Kit Ashdown, Week of 8 Jun 2026, Attended: 7");
  after = count_weeks (path);
  g_assert_cmpstr (after, ==, "1");
  way_test_window_close (window);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/attendance/a-week-is-filled-in", test_a_week_is_filled_in);

  g_test_add_func ("/window/attendance/a-file-goes-out-and-comes-back",
                   test_a_file_goes_out_and_comes_back);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
