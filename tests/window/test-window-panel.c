/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Journey 2, by real keys alone: the office puts a referral before the panel, the
 * panel decides, a place is offered, accepted and taken up. */
#include <locale.h>
#include <string.h>

#include "way-test-ctl.h"
#include "way-test-window.h"

#define DAY "2022-01-20"

static const char *program;

/* Kit Ashdown of year 8, and the referral that came three days ago. */
static void
put_referral (const char *path)
{
  g_autofree char *place = way_test_ctl_find (path, "provision", "Daylesford Academy");
  g_autofree char *pupil =
    way_test_ctl_out ("--file %s put pupil --set forename=Kit --set surname=Ashdown"
                      " --set birth=2009-03-04 --set year=8 --reason Test", path);
  g_autofree char *school = way_test_ctl_find (path, "establishment", "Canalside High School");
  g_autofree char *roll =
    way_test_ctl_out ("--file %s put enrolment --set pupil=%s --set establishment=%s --set status=C"
                      " --set from=2020-09-01 --reason Test", path, g_strchomp (pupil), school);
  g_autofree char *referral =
    way_test_ctl_out ("--file %s put referral --set pupil=%s --set route=LONG_TERM"
                      " --set received=2022-01-17 --set commissioner=LA --set place_payer=LA"
                      " --set top_up_payer=SCHOOL --set registration=DUAL_SCHOOL_MAIN --set sessions=10"
                      " --set weeks=20 --set wanted=%s --reason Test", path, pupil, place);
}

static char *
make_file (void)
{
  char *path = g_build_filename (way_test_desktop_get_home (), "panel.waymark", NULL);
  g_autofree char *said = way_test_ctl_out ("sample solihull-2022 --out %s", path);

  put_referral (path);
  return path;
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

static void
call_the_meeting (WayTestWindow *window)
{
  way_test_press ("<Alt>3");
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, "Panel", ATSPI_STATE_SELECTED, TRUE);
  way_test_press ("<Ctrl>n");
  way_test_window_fill (window, "Day", "20 jan 2022");
  press_button (window, "Call It", "<Alt>i");
  way_test_window_wait_alone (window);
}

static void
fill_the_agenda (WayTestWindow *window)
{
  g_autoptr(WayTestWidget) item = NULL;

  way_test_window_tab_to (window, ATSPI_ROLE_LIST_ITEM, "Thu 20 Jan: Single panel");
  way_test_press ("Return");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Add Kit Ashdown to the agenda");
  item = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "1. Kit Ashdown");
}

static void
note_who_is_there (WayTestWindow *window)
{
  press_button (window, "Add a Member…", "<Alt>m");
  way_test_window_fill (window, "Name", "R. Okafor");
  press_button (window, "Add", "<Alt>a");
  way_test_window_wait_alone (window);
  way_test_window_activate (window, ATSPI_ROLE_CHECK_BOX, "R. Okafor");
}

static void
decide (WayTestWindow *window)
{
  g_autoptr(WayTestWidget) outcome = NULL;

  press_button (window, "Decide on Kit Ashdown…", "<Alt>d");
  way_test_window_choose (window, "Decision", "Agreed");
  way_test_window_fill (window, "Reasons", "Smaller groups for two terms");
  press_button (window, "Record", "<Alt>r");
  way_test_window_wait_alone (window);
  outcome = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "1 of 1 decided");
}

static void
open_the_referral (WayTestWindow *window)
{
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "More to do for Kit Ashdown");
  way_test_window_arrow_to (window, "Down", "Open the Referral");
  way_test_press ("Return");
}

static void
take_up_the_place (WayTestWindow *window)
{
  g_autoptr(WayTestWidget) placed = NULL;

  press_button (window, "Offer a Place…", "<Alt>o");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Offer Daylesford Academy");
  way_test_window_wait_alone (window);
  press_button (window, "Record the Answer…", "<Alt>r");
  press_button (window, "Record", "<Alt>r");
  way_test_window_wait_alone (window);
  press_button (window, "Start the Placement…", "<Alt>s");
  press_button (window, "Start", "<Alt>s");
  way_test_window_wait_alone (window);
  placed = way_test_window_find (window, ATSPI_ROLE_PUSH_BUTTON, "Open the Placement");
}

static void
test_from_the_panel_to_the_place (void)
{
  g_autofree char *path = make_file ();
  g_autofree char *decisions = NULL;
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  g_test_message ("call the meeting");
  call_the_meeting (window);
  g_test_message ("fill the agenda");
  fill_the_agenda (window);
  g_test_message ("note who is there");
  note_who_is_there (window);
  g_test_message ("decide");
  decide (window);
  g_test_message ("open the referral");
  open_the_referral (window);
  g_test_message ("take up the place");
  take_up_the_place (window);
  way_test_window_close (window);

  decisions = way_test_ctl_out ("--file %s list decision --csv", path);
  g_assert_nonnull (strstr (decisions, "R. Okafor"));
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

  g_test_add_func ("/window/panel/from-the-panel-to-the-place", test_from_the_panel_to_the_place);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
