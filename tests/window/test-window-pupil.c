/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child's page in a real window, by keys alone: the time at school is walked and
 * looked at closer, the week over all sites is read with what does not add up, and
 * everything that is recorded is found in order; and from the first page it is
 * answered whether a stay has lasted, and taken back. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

#define DAY "2026-11-10"

static const char *program;

/* Kit Ashdown shares the week between Fernhill and the Beacon, which both claim
 * Monday morning.  Robin Marsh left the Beacon in October for her school. */
static char *
make_file (const char *name)
{
  char *path = g_build_filename (way_test_desktop_get_home (), name, NULL);
  g_autofree char *made = way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", path);
  g_autofree char *school = way_test_office_put (path, "establishment", "name=Fernhill type=1");
  g_autofree char *setting = way_test_office_put (path, "establishment",
                                                  "name=Hawthorn type=36 directory_type=AP_ACADEMY");
  g_autofree char *provision =
    way_test_office_put (path, "provision", "establishment=%s name=Beacon kind=assessment "
                         "weeks_most=20 week_kind=school from=2020-09-01", setting);
  g_autofree char *kit = way_test_office_put (path, "pupil", "forename=Kit surname=Ashdown "
                                              "birth=2013-05-03 year=8");
  g_autofree char *robin = way_test_office_put (path, "pupil", "forename=Robin surname=Marsh "
                                                "birth=2012-03-03 year=9");

  g_free (way_test_office_put (path, "enrolment", "pupil=%s establishment=%s status=M "
                               "from=2023-09-01 sessions=5 "
                               "timetable=mon_am|mon_pm|tue_am|tue_pm|wed_am", kit, school));
  g_free (way_test_office_put (path, "exclusion", "pupil=%s establishment=%s category=SUSP "
                               "from=2026-06-08 to=2026-06-09 half_days=4", kit, school));
  g_free (way_test_office_put (path, "placement", "pupil=%s provision=%s route=SHORT_TERM "
                               "registration=DUAL_SCHOOL_MAIN start=2026-09-07 sessions=3 "
                               "timetable=mon_am|thu_am|thu_pm", kit, provision));
  g_free (way_test_office_put (path, "enrolment", "pupil=%s establishment=%s status=C "
                               "from=2023-09-01", robin, school));
  g_free (way_test_office_put (path, "placement", "pupil=%s provision=%s route=SHORT_TERM "
                               "registration=DUAL_SCHOOL_MAIN start=2026-03-02 end=2026-10-02 "
                               "destination=MAINSTREAM_HOME", robin, provision));
  return path;
}

static WayTestWindow *
open_file (const char *path)
{
  const char *args[] = { "--file", path, "--today", DAY, NULL };

  return way_test_window_launch (program, args);
}

static WayTestWindow *
open_kit (const char *path)
{
  WayTestWindow *window = open_file (path);

  way_test_office_go_to (window, "Kit Ashdown");
  way_test_office_shows (window, "What happened, and what is due");
  return window;
}

static void
test_the_chronology_is_walked (void)
{
  g_autofree char *path = make_file ("chronology.waymark");
  WayTestWindow *window = open_kit (path);

  way_test_press_times ("<Alt>Page_Down", 2);
  way_test_office_shows (window, "Autumn term 2026/27");
  way_test_office_shows (window, "Summer term 2025/26");
  way_test_office_shows (window, "4 entries");

  way_test_press ("<Ctrl>f");
  way_test_type ("exclusion");
  way_test_office_shows (window, "2 of 4 entries");
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "Autumn term 2026/27");
  way_test_window_tab_to (window, ATSPI_ROLE_TREE_TABLE, "Chronology");
  way_test_window_arrow_to (window, "Down", "Exclusion: First day");
  way_test_press ("Return");
  way_test_office_shows (window, "Suspension");
  way_test_press ("<Alt>Left");
  way_test_office_shows (window, "Exclusion: First day");
  way_test_window_close (window);
}

static void
test_the_week_is_read (void)
{
  g_autofree char *path = make_file ("week.waymark");
  WayTestWindow *window = open_kit (path);

  way_test_press ("<Alt>Page_Down");
  way_test_office_shows (window, "8 of 10 half days a week, 2 short of full time");
  way_test_office_shows (window, "Claimed by two sites: Monday morning");
  way_test_office_shows (window, "3 half days a week: Monday morning, Thursday morning, "
                                 "Thursday afternoon");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID,
                                        "Monday morning: Twice: Beacon, Fernhill"));
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "Friday afternoon: Nothing"));

  /* What mends it is one step away. */
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "What does not add up");
  way_test_press ("Return");
  way_test_office_shows (window, "Beacon");
  way_test_window_close (window);
}

static void
test_the_time_at_school_is_walked (void)
{
  g_autofree char *path = make_file ("time.waymark");
  WayTestWindow *window = open_kit (path);

  way_test_window_tab_to (window, ATSPI_ROLE_IMAGE, "Kit is in week 10 of 20 at Hawthorn");
  way_test_press ("Home");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_IMAGE, "Fernhill"));
  way_test_press ("Down");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_IMAGE, "2 days"));

  /* Closer, and back to all of it. */
  way_test_window_wait_state (window, ATSPI_ROLE_PUSH_BUTTON, "A longer time",
                              ATSPI_STATE_SENSITIVE, FALSE);
  way_test_press ("plus");
  way_test_window_wait_state (window, ATSPI_ROLE_PUSH_BUTTON, "A longer time",
                              ATSPI_STATE_SENSITIVE, TRUE);
  way_test_press ("0");
  way_test_window_wait_state (window, ATSPI_ROLE_PUSH_BUTTON, "A longer time",
                              ATSPI_STATE_SENSITIVE, FALSE);
  way_test_window_close (window);
}

static void
test_it_is_answered_whether_it_lasted (void)
{
  g_autofree char *path = make_file ("lasted.waymark");
  WayTestWindow *window = open_file (path);
  g_autofree char *csv = NULL;

  way_test_office_shows (window, "Has it lasted? 4 weeks after Beacon");
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "Record Answer");
  way_test_office_shows (window, "Robin Marsh left Beacon");
  way_test_window_choose (window, "Still there", "Yes");
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (window);
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "Has it lasted? 4 weeks after Beacon");
  csv = way_test_office_ctl ("--file %s list outcome_check --csv", path);
  g_test_message ("%s", csv);
  g_assert_nonnull (strstr (csv, ",4,2026-10-30," DAY ",yes"));

  way_test_press ("<Ctrl>z");
  way_test_office_shows (window, "Has it lasted? 4 weeks after Beacon");

  /* The list of placements asks the same. */
  way_test_window_activate (window, ATSPI_ROLE_LIST_ITEM, "Placements");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "To Check 1"));
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

  g_test_add_func ("/window/pupil/chronology", test_the_chronology_is_walked);
  g_test_add_func ("/window/pupil/week", test_the_week_is_read);
  g_test_add_func ("/window/pupil/time", test_the_time_at_school_is_walked);
  g_test_add_func ("/window/pupil/lasted", test_it_is_answered_whether_it_lasted);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
