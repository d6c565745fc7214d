/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job of the program, by real keys alone: a new referral is decided, a
 * place is offered, accepted and taken up, the Places figure and its chart move, and
 * undoing brings them back. */
#include <locale.h>
#include <string.h>

#include "way-test-ctl.h"
#include "way-test-window.h"

#define DAY "2022-01-20"

static const char *program;

/* The sample of published figures, and Kit Ashdown of year 8 on a school's roll. */
static char *
make_file (void)
{
  char *path = g_build_filename (way_test_desktop_get_home (), "journey.waymark", NULL);
  g_autofree char *said = way_test_ctl_out ("sample solihull-2022 --out %s", path);
  g_autofree char *school = way_test_ctl_find (path, "establishment", "Canalside High School");
  g_autofree char *pupil =
    way_test_ctl_out ("--file %s put pupil --set forename=Kit --set surname=Ashdown"
                      " --set birth=2009-03-04 --set year=8 --reason Test", path);
  g_autofree char *roll =
    way_test_ctl_out ("--file %s put enrolment --set pupil=%s --set establishment=%s --set status=C"
                      " --set from=2020-09-01 --reason Test", path, g_strchomp (pupil), school);

  return path;
}

static void
see (WayTestWindow *window,
     const char    *part)
{
  g_autoptr(WayTestWidget) widget = way_test_window_find_part (window, ATSPI_ROLE_INVALID, part);

  g_test_message ("%s", part);
}

/* Waits for a button, and presses its key. */
static void
press_button (WayTestWindow *window,
              const char    *name,
              const char    *key)
{
  g_autoptr(WayTestWidget) button = way_test_window_find (window, ATSPI_ROLE_PUSH_BUTTON, name);

  g_test_message ("%s", name);
  way_test_press (key);
}

/* The sentence under the table, the chart, and the bar of the setting. */
static void
assert_places (WayTestWindow *window,
               const char    *sentence,
               const char    *chart,
               const char    *bar)
{
  way_test_press ("<Ctrl>k");
  way_test_type ("Places");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_LIST_ITEM, "Places, Page"));
  way_test_press ("Down");
  way_test_press ("Return");
  see (window, sentence);
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_IMAGE, chart));
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_IMAGE, bar));
}

/* A list takes the focus back where it had it last, wherever that was. */
static void
open_section (WayTestWindow *window,
              const char    *name)
{
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "Sections");
  way_test_press ("Home");
  way_test_window_arrow_to (window, "Down", name);
  way_test_press ("Return");
}

static void
refer (WayTestWindow *window)
{
  way_test_press ("<Alt>2");
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, "Referrals, 26 waiting",
                              ATSPI_STATE_SELECTED, TRUE);
  way_test_press ("<Ctrl>n");
  see (window, "Save and Go On");
  way_test_window_tab_to (window, ATSPI_ROLE_INVALID, "Which child");
  way_test_type ("Ashdown");
  way_test_press ("Return");
  see (window, "In the file already");
  open_section (window, "Route and reasons");
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "Routes");
  way_test_window_arrow_to (window, "Down", "Physical or mental health need");
  way_test_press ("Return");
  way_test_window_choose (window, "Arranged by", "Council");
  way_test_window_choose (window, "Pays the place", "Council");
  way_test_window_fill (window, "Provision asked for", "Triple Crown");
  way_test_press ("Return");
  open_section (window, "Check your answers");
  way_test_press ("<Ctrl>Return");
}

static void
decide (WayTestWindow *window)
{
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "More to do");
  way_test_window_arrow_to (window, "Down", "Record the Decision…");
  way_test_press ("Return");
  way_test_window_choose (window, "Decision", "Agreed");
  way_test_window_fill (window, "Reasons", "Too ill for school until spring");
  way_test_press ("<Ctrl>Return");
  way_test_window_wait_alone (window);
}

static void
take_up_the_place (WayTestWindow *window)
{
  press_button (window, "Offer a Place…", "<Alt>o");
  way_test_window_fill (window, "Day First day", "20 jan 2022");
  way_test_window_fill (window, "Why this one and not the first", "Near to the child");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Offer Triple Crown Centre");
  way_test_window_wait_alone (window);
  press_button (window, "Record the Answer…", "<Alt>r");
  press_button (window, "Record", "<Alt>r");
  way_test_window_wait_alone (window);
  press_button (window, "Start the Placement…", "<Alt>s");
  press_button (window, "Start", "<Alt>s");
  way_test_window_wait_alone (window);
  see (window, "Open the Placement");
}

static void
test_a_referral_becomes_a_place (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  assert_places (window, "146 of 217 places filled", "A gap of 71 places", "23 of 32, 9 empty");
  refer (window);
  decide (window);
  take_up_the_place (window);
  assert_places (window, "147 of 217 places filled", "A gap of 70 places", "24 of 32, 8 empty");

  /* The page is on view as it happens. */
  way_test_press ("<Ctrl>z");
  assert_places (window, "146 of 217 places filled", "A gap of 71 places", "23 of 32, 9 empty");
  way_test_window_close (window);
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

  g_test_add_func ("/window/journey/a-referral-becomes-a-place", test_a_referral_becomes_a_place);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
