/* SPDX-License-Identifier: GPL-3.0-or-later */
/* September: the office looks at what will change, leaves a row out, begins the
 * year, looks back at a day of last year, and takes it all back.  By keys alone. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

#define TODAY "2026-09-03"
#define LAST_YEAR "2026-06-16"

static char *
dump (const char *path)
{
  g_autofree char *pupils = way_test_office_ctl ("--file %s list pupil --csv", path);
  g_autofree char *placements = way_test_office_ctl ("--file %s list placement --csv", path);
  g_autofree char *enrolments = way_test_office_ctl ("--file %s list enrolment --csv", path);
  g_autofree char *places = way_test_office_ctl ("--file %s list capacity --csv", path);
  g_autofree char *authority = way_test_office_ctl ("--file %s list authority --csv", path);

  return g_strconcat (pupils, placements, enrolments, places, authority, NULL);
}

static void
test_a_school_year_begins (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *before = dump (path);
  g_autofree char *after = NULL;
  g_autofree char *restored = NULL;
  const char *args[] = { "--file", path, "--today", TODAY, NULL };
  const char *back[] = { "--file", path, "--today", LAST_YEAR, NULL };
  WayTestWindow *window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);

  /* What will change, and one row left out. */
  way_test_office_go_to_page (window, "History");
  way_test_office_go_to (window, "Begin a school year");
  way_test_office_shows (window, "The school year 2026/27 begins on");
  way_test_office_shows (window, "Year 8 to Year 9");
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "School Rolls 1");
  way_test_window_activate (window, ATSPI_ROLE_CHECK_BOX,
                            "Robin Marsh: Off the roll of Fernhill after 31 Aug 2026");
  way_test_office_shows (window, "1 left out");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Begin 2026/27");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "Begin the school year 2026/27");
  after = dump (path);
  g_assert_cmpstr (after, !=, before);

  /* The child is in year 9, and was in year 8 on a day of last year. */
  way_test_office_go_to (window, "Kit Ashdown");
  way_test_office_shows (window, "Year 9");
  way_test_window_close (window);
  window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), back);
  way_test_office_go_to_page (window, "History");
  way_test_office_go_to (window, "Kit Ashdown");
  way_test_office_shows (window, "Year 8");
  way_test_office_go_to_page (window, "Places");
  way_test_office_shows (window, "2 of 20 places filled");

  way_test_office_go_to_page (window, "History");
  way_test_press ("<Ctrl>z");
  way_test_office_shows (window, "Undo: Begin the school year 2026/27");
  way_test_window_close (window);
  restored = dump (path);
  g_assert_cmpstr (restored, ==, before);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/new-year/a-school-year-begins", test_a_school_year_begins);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
