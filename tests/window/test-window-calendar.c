/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school's days are looked at, entered, taken back and brought in from a file
 * by keys alone. */
#include <glib/gstdio.h>
#include <locale.h>

#include "way-test-office.h"

#define TODAY "2026-06-10"
#define OPEN "open, both sessions"

/* The summer term of the authority, into the file. */
static void
put_term (const char *path)
{
  g_autofree char *calendar = NULL;
  g_autofree char *table = g_build_filename (way_test_desktop_get_home (), "term.csv", NULL);

  g_assert_true (g_file_set_contents (table,
                                      "from,to,kind,name\n"
                                      "2026-04-13,2026-05-22,TERM,Summer 1\n"
                                      "2026-06-01,2026-07-21,TERM,Summer 2\n", -1, NULL));
  calendar = way_test_office_ctl ("--file %s calendar import %s", path, table);
}

static char *
list_days (const char *path)
{
  return way_test_office_ctl ("--file %s list calendar_day --csv", path);
}

static WayTestWindow *
launch (const char *path)
{
  const char *args[] = { "--file", path, "--today", TODAY, NULL };

  return way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);
}

static void
open_school (WayTestWindow *window)
{
  way_test_office_go_to_page (window, "Calendar");
  way_test_office_shows (window, "Wednesday 10 June 2026: " OPEN " · from Ardenshire’s calendar");
  way_test_window_choose (window, "Whose calendar", "Fernhill");
  way_test_office_shows (window, "Fernhill keeps no calendar of its own. These are the days of"
                                 " Ardenshire’s calendar.");
}

static void
test_a_training_day_is_entered_and_taken_back (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *before = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;
  WayTestWindow *window;

  put_term (path);
  before = list_days (path);
  window = launch (path);
  open_school (window);
  way_test_window_tab_to (window, ATSPI_ROLE_IMAGE,
                          "Wednesday 10 June 2026: " OPEN " · from Ardenshire’s calendar: there is"
                          " none of its own");
  way_test_press ("Right");
  way_test_office_shows (window, "Thursday 11 June 2026: " OPEN);
  way_test_press ("<Ctrl>n");
  way_test_window_choose (window, "Kind", "Training day");
  way_test_window_fill (window, "Name", "Reading");
  way_test_press ("<Alt>a");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "Thursday 11 June 2026: training day, Reading · from Fernhill’s"
                                 " calendar");
  way_test_office_shows (window, "Fernhill’s own calendar decides 1 weekday of this school year.");
  during = list_days (path);
  g_assert_nonnull (strstr (during, "2026-06-11,2026-06-11,INSET,Reading"));

  way_test_press ("<Ctrl>z");
  way_test_office_shows (window, "Thursday 11 June 2026: " OPEN);
  way_test_office_shows (window, "Fernhill keeps no calendar of its own.");
  way_test_window_close (window);
  after = list_days (path);
  g_assert_cmpstr (after, ==, before);
  g_unlink (path);
}

static void
test_a_school_leads_to_its_calendar (void)
{
  g_autofree char *path = way_test_office_new ();
  WayTestWindow *window;

  put_term (path);
  window = launch (path);
  way_test_office_go_to (window, "Fernhill");
  way_test_office_shows (window, "school days in 2025/26, from Ardenshire’s calendar");
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "School days");
  way_test_press ("Return");
  way_test_office_shows (window, "Fernhill keeps no calendar of its own.");
  way_test_press ("<Alt>Left");
  way_test_office_shows (window, "school days in 2025/26, from Ardenshire’s calendar");
  way_test_window_close (window);
  g_unlink (path);
}

static void
test_a_file_is_looked_at_and_taken_in (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", "calendar", "school.ics",
                                                 NULL);
  g_autofree char *before = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;
  WayTestWindow *window;

  put_term (path);
  before = list_days (path);
  window = launch (path);
  open_school (window);
  way_test_press ("<Alt>i");
  way_test_office_shows (window, "Look at It");
  way_test_type (file);
  way_test_press ("Return");
  way_test_office_shows (window, "This is what the file would do.");
  if (g_getenv ("WAY_TEST_SHOTS") != NULL)
    way_test_window_shot (window, g_getenv ("WAY_TEST_SHOTS"));
  way_test_office_shows (window, "Training day, 6 Jul 2026");
  way_test_office_shows (window, "Closure, 29 Jun 2026 to 30 Jun 2026 · Hall being painted");
  during = list_days (path);
  g_assert_cmpstr (during, ==, before);
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Refused 1");
  way_test_office_shows (window, "Line 17");
  way_test_press ("<Alt>i");
  way_test_window_wait_alone (window);

  way_test_office_shows (window, "Fernhill’s own calendar decides 3 weekdays of this school year.");
  after = list_days (path);
  g_assert_nonnull (strstr (after, "2026-06-29,2026-06-30,CLOSURE,Hall being painted"));
  way_test_window_tab_to (window, ATSPI_ROLE_IMAGE, NULL);
  way_test_press ("End");
  way_test_office_shows (window, "Tuesday 30 June 2026: closed, Hall being painted · from Fernhill’s"
                                 " calendar");
  way_test_press ("<Ctrl>z");
  way_test_office_shows (window, "Tuesday 30 June 2026: " OPEN);
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

  g_test_add_func ("/window/calendar/a-day-is-entered",
                   test_a_training_day_is_entered_and_taken_back);
  g_test_add_func ("/window/calendar/a-school-leads-to-it", test_a_school_leads_to_its_calendar);
  g_test_add_func ("/window/calendar/a-file-is-taken-in", test_a_file_is_looked_at_and_taken_in);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
