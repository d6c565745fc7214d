/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Journey J5: a duty falls due, turns amber, then red, is met late, and the
 * reason is recorded; by keys alone, the day moved by --today. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

static const char *program;

/* A child excluded on Thursday 5 November 2026: education is due on the 12th. */
static char *
make_file (const char *name)
{
  char *path = g_build_filename (way_test_desktop_get_home (), name, NULL);
  g_autofree char *made = way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", path);
  g_autofree char *school = way_test_office_put (path, "establishment", "name=Fernhill");
  g_autofree char *pupil = way_test_office_put (path, "pupil",
                                                "forename=Kit surname=Ashdown home_la=334");

  g_free (way_test_office_put (path, "exclusion",
                               "pupil=%s establishment=%s category=PERM from=2026-11-05 "
                               "told_parents=2026-11-05 told_la=2026-11-05 informed=2026-11-05 "
                               "decided=2026-11-06", pupil, school));
  return path;
}

static WayTestWindow *
open_on (const char *path,
         const char *day)
{
  const char *args[] = { "--file", path, "--today", day, NULL };

  return way_test_window_launch (program, args);
}

/* The duty is in this state on this day, with these words about it. */
static void
assert_told (const char *path,
             const char *day,
             const char *state,
             const char *expected)
{
  g_autofree char *csv = way_test_office_ctl ("--file %s --today %s duties --state %s --csv",
                                              path, day, state);

  g_test_message ("%s", csv);
  g_assert_nonnull (strstr (csv, expected));
}

static void
assert_shown (const char *path,
              const char *day,
              const char *state,
              const char *toggle,
              const char *when)
{
  WayTestWindow *window = open_on (path, day);

  way_test_office_shows (window, when);
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, toggle));
  way_test_window_close (window);
  assert_told (path, day, state, state);
}

static void
test_a_duty_falls_due_and_is_broken (void)
{
  g_autofree char *path = make_file ("due.waymark");

  assert_shown (path, "2026-11-09", "open", "Due 1", "In 3 school days");
  assert_shown (path, "2026-11-10", "due", "Due 1", "In 2 school days");
  assert_shown (path, "2026-11-13", "breached", "In breach 1", "1 school day late");
}

static void
test_a_duty_is_met_late_and_explained (void)
{
  g_autofree char *path = make_file ("late.waymark");
  WayTestWindow *window = open_on (path, "2026-11-16");

  way_test_window_activate (window, ATSPI_ROLE_INVALID, "More to record");
  way_test_window_arrow_to (window, "Down", "Mark as Met…");
  way_test_press ("Return");
  way_test_office_shows (window, "Mark the Duty as Met");
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (window);
  assert_told (path, "2026-11-16", "met_late", ",met_late,,,2026-11-16,LA");

  /* Saved from within a long text, which would take a Return for itself. */
  way_test_office_shows (window, "Nobody has said why");
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "Say Why");
  way_test_window_fill (window, "Reason", "No tutor could be found");
  way_test_press ("<Ctrl>Return");
  way_test_window_wait_alone (window);
  assert_told (path, "2026-11-16", "met_late", ",met_late,,No tutor could be found,2026-11-16,LA");

  /* A reason is an edit like any other. */
  way_test_press ("<Ctrl>z");
  way_test_office_shows (window, "Say Why");
  way_test_window_close (window);
}

/* The same child on the register: considered, and decided with a reason. */
static void
test_a_duty_is_considered_and_decided (void)
{
  g_autofree char *path = make_file ("considered.waymark");
  g_autofree char *csv = NULL;
  WayTestWindow *window = open_on (path, "2026-11-13");

  way_test_office_go_to_page (window, "Section 19");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "To Consider 1"));
  way_test_press ("<Ctrl>n");
  way_test_office_shows (window, "Duty to Educate Kit Ashdown");
  way_test_window_choose (window, "Decision", "Duty owed: the council arranges education");
  way_test_window_fill (window, "Reason for the decision", "No place is offered yet");
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (window);
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "Decided 1"));
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "To Consider 0"));
  way_test_window_close (window);
  csv = way_test_office_ctl ("--file %s --today 2026-11-13 register --csv", path);
  g_assert_nonnull (strstr (csv, ",2026-11-13,ARRANGE,2026-11-13,"));
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

  g_test_add_func ("/window/duty/falls-due", test_a_duty_falls_due_and_is_broken);
  g_test_add_func ("/window/duty/met-late-and-explained", test_a_duty_is_met_late_and_explained);
  g_test_add_func ("/window/duty/considered", test_a_duty_is_considered_and_decided);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
