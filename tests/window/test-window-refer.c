/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Journey J1: a headteacher refers a pupil and follows the referral, by keys
 * alone.  The school and the office have a copy each; the office asks for more,
 * the school answers, and it goes to the panel. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

#define ROUTE "Short-term help, then back to school"

static const char *program;

/* Kit Ashdown of Fernhill, and the Beacon that might take Kit. */
static char *
make_office (const char *name)
{
  char *path = g_build_filename (way_test_desktop_get_home (), name, NULL);
  g_autofree char *made = way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", path);
  g_autofree char *school = way_test_office_put (path, "establishment", "name=Fernhill type=1");
  g_autofree char *setting = way_test_office_put (path, "establishment",
                                                  "name=Hawthorn type=36");
  g_autofree char *pupil = way_test_office_put (path, "pupil",
                                                "forename=Kit surname=Ashdown year=10 "
                                                "birth=2012-02-03");

  g_free (way_test_office_put (path, "enrolment",
                               "pupil=%s establishment=%s status=C from=2023-09-01", pupil,
                               school));
  g_free (way_test_office_put (path, "provision",
                               "establishment=%s name=Beacon kind=assessment from=2020-09-01",
                               setting));
  return path;
}

static char *
make_school (const char *office)
{
  char *path = g_build_filename (way_test_desktop_get_home (), "fernhill.waymark", NULL);

  g_free (way_test_office_ctl ("--file %s exchange clone --out %s", office, path));
  return path;
}

/* What was done in the one comes to the other. */
static void
hand_over (const char *from,
           const char *to)
{
  static guint n_bundles;
  g_autofree char *bundle = g_strdup_printf ("%s/%u.waybundle", way_test_desktop_get_home (),
                                             ++n_bundles);

  g_free (way_test_office_ctl ("--file %s exchange export --all --out %s", from, bundle));
  g_free (way_test_office_ctl ("--file %s exchange import %s", to, bundle));
}

static WayTestWindow *
open_on (const char *path,
         const char *day)
{
  const char *args[] = { "--file", path, "--today", day, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  way_test_press ("<Alt>2");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_PUSH_BUTTON, "New Referral"));
  return window;
}

/* From the board, where the tile says how long it waits. */
static WayTestWindow *
open_referral (const char *path,
               const char *day,
               const char *waiting)
{
  WayTestWindow *window = open_on (path, day);
  g_autofree char *tile = g_strdup_printf ("Kit Ashdown, " ROUTE ", %s", waiting);

  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, tile);
  way_test_office_shows (window, "What happened");
  return window;
}

static void
choose_from_menu (WayTestWindow *window,
                  const char    *item)
{
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "More to do");
  way_test_window_arrow_to (window, "Down", item);
  way_test_press ("Return");
}

static void
assert_says (WayTestWindow *window,
             const char    *name,
             const char    *text)
{
  g_autoptr(WayTestWidget) widget = way_test_window_find (window, ATSPI_ROLE_TEXT, name);
  g_autofree char *said = way_test_get_text (widget);

  g_assert_cmpstr (said, ==, text);
}

static void
go_on_to (WayTestWindow *window,
          const char    *place)
{
  way_test_press ("<Ctrl>Return");
  way_test_office_shows (window, place);
}

/* The child is found by typing, and what the file knows of it is there. */
static void
find_child (WayTestWindow *window)
{
  way_test_press ("<Ctrl>n");
  way_test_window_wait_state (window, ATSPI_ROLE_TEXT, "Which child", ATSPI_STATE_FOCUSED, TRUE);
  way_test_type ("Ashdown");
  way_test_press ("Return");
  way_test_office_shows (window, "In the file already");
  way_test_office_shows (window, "Kit Ashdown, Year 10 · section 2 of 14");
  assert_says (window, "Forename", "Kit");
  assert_says (window, "On the roll of", "Fernhill");
}

static void
fill_parents (WayTestWindow *window)
{
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Add a Parent or Carer");
  way_test_window_fill (window, "Name", "Mo Ashdown");
  way_test_window_fill (window, "Telephone", "01632 960001");
  way_test_window_fill (window, "What the parents or carers say", "We want Kit back in school");
}

static void
fill_reasons (WayTestWindow *window)
{
  way_test_window_activate (window, ATSPI_ROLE_RADIO_BUTTON, ROUTE);
  way_test_office_shows (window, "The school arranges it, keeps the child on its roll and pays");
  way_test_window_fill (window, "Why a place elsewhere, and why now", "A fight, the third one");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Add an Outcome");
  way_test_window_fill (window, "What should be different", "Kit is back full time");
}

static void
show_answers (WayTestWindow *window)
{
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "Sections");
  way_test_press ("End");
  way_test_press ("Return");
  way_test_office_shows (window, "Check Your Answers");
}

static void
refer (const char *school)
{
  WayTestWindow *window = open_on (school, "2026-11-10");

  find_child (window);
  go_on_to (window, "section 3 of 14");
  fill_parents (window);
  go_on_to (window, "section 6 of 14");
  go_on_to (window, "section 9 of 14");
  fill_reasons (window);

  /* The route chosen asks for more sections; the answers come at the end. */
  show_answers (window);
  way_test_office_shows (window, "not complete: it may come back to you");
  way_test_office_shows (window, "Kit is back full time");
  way_test_press ("<Ctrl>Return");
  way_test_office_shows (window, "Received · received");
  way_test_window_close (window);
}

/* The office says which section it misses something in. */
static void
ask_for_information (const char *office)
{
  WayTestWindow *window = open_referral (office, "2026-11-11", "Waiting 1 school day");

  way_test_office_shows (window, "Received · received");
  choose_from_menu (window, "Ask for Information…");
  way_test_office_shows (window, "Which sections?");
  way_test_window_wait_state (window, ATSPI_ROLE_CHECK_BOX, "Referrer", ATSPI_STATE_FOCUSED, TRUE);
  way_test_window_activate (window, ATSPI_ROLE_CHECK_BOX, "Risk");
  way_test_window_fill (window, "What is missing?", "Is Kit safe with others?");
  way_test_press ("<Ctrl>Return");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "Needs information · received");
  way_test_window_close (window);
}

static void
answer (const char *school)
{
  WayTestWindow *window = open_referral (school, "2026-11-12", "Waiting 2 school days");

  way_test_office_shows (window, "Needs information · received");
  way_test_office_shows (window, "More information needed: Risk");
  way_test_office_shows (window, "Is Kit safe with others?");
  choose_from_menu (window, "Change the Answers");
  way_test_office_shows (window, "section 9 of 14");
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "Sections");
  way_test_window_arrow_to (window, "Down", "Risk");
  way_test_press ("Return");
  way_test_office_shows (window, "section 10 of 14");
  way_test_window_fill (window, "In short", "Yes, with two adults");
  show_answers (window);
  way_test_office_shows (window, "Yes, with two adults");
  way_test_press ("<Ctrl>Return");
  way_test_office_shows (window, "Needs information · received");
  way_test_press ("<Alt>s");
  way_test_office_shows (window, "Received · received");
  way_test_office_shows (window, "What was asked for came");
  way_test_window_close (window);
}

static void
take_to_panel (const char *office)
{
  WayTestWindow *window = open_referral (office, "2026-11-13", "Waiting 3 school days");

  way_test_office_shows (window, "Yes, with two adults");
  way_test_press ("<Alt>t");
  way_test_office_shows (window, "Day of the panel");
  way_test_window_fill (window, "Day Day of the panel", "20/11/2026");
  way_test_press ("<Ctrl>Return");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "Panel · received");
  way_test_window_close (window);
}

static void
test_a_headteacher_refers_a_pupil (void)
{
  g_autofree char *office = make_office ("office.waymark");
  g_autofree char *school = make_school (office);
  WayTestWindow *window;

  refer (school);
  hand_over (school, office);
  ask_for_information (office);
  hand_over (office, school);
  answer (school);
  hand_over (school, office);
  take_to_panel (office);
  hand_over (office, school);

  window = open_referral (school, "2026-11-16", "Waiting 4 school days");
  way_test_office_shows (window, "Panel · received");
  way_test_office_shows (window, "Fri 20 Nov");
  way_test_window_close (window);
}

/* A child that the file does not know is entered in the form; what it cannot be
 * sent without is asked for where it belongs. */
static void
test_a_new_child_is_entered (void)
{
  g_autofree char *path = make_office ("new-child.waymark");
  g_autofree char *csv = NULL;
  WayTestWindow *window = open_on (path, "2026-11-10");

  way_test_press ("<Ctrl>n");
  way_test_window_wait_state (window, ATSPI_ROLE_TEXT, "Which child", ATSPI_STATE_FOCUSED, TRUE);
  way_test_press ("<Alt>e");
  way_test_office_shows (window, "New to the file");
  way_test_window_wait_state (window, ATSPI_ROLE_TEXT, "Forename", ATSPI_STATE_FOCUSED, TRUE);
  way_test_type ("Robin");
  way_test_window_fill (window, "Surname", "Marsh");
  show_answers (window);
  way_test_press ("<Ctrl>Return");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID,
                                        "Choose a route before it is sent."));
  way_test_window_activate (window, ATSPI_ROLE_RADIO_BUTTON, "Waiting for a school place");
  show_answers (window);
  way_test_press ("<Ctrl>Return");
  way_test_office_shows (window, "Received · received");
  way_test_window_close (window);
  csv = way_test_office_ctl ("--file %s list pupil --csv", path);
  g_assert_nonnull (strstr (csv, "Robin"));
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

  g_test_add_func ("/window/refer/headteacher", test_a_headteacher_refers_a_pupil);
  g_test_add_func ("/window/refer/new-child", test_a_new_child_is_entered);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
