/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A setting's week is filled in, marked, copied, pasted, saved and taken back by
 * keys alone. */
#include <locale.h>

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

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/attendance/a-week-is-filled-in", test_a_week_is_filled_in);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
