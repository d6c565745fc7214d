/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators in a real window, by keys alone: the published occupancy is in the
 * list, missed against its band; it opens to its chart, its groups, its meaning
 * and the placements behind it, one of which opens; and back again. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

#define DAY "2022-05-19"

static const char *program;
static const char *ctl;

static char *
make_solihull (void)
{
  char *path = g_build_filename (way_test_desktop_get_home (), "solihull.waymark", NULL);
  const char *argv[] = { ctl, "sample", "solihull-2022", "--out", path, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *complaints = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &complaints, &status,
                &error);
  g_assert_no_error (error);
  g_test_message ("%s", complaints);
  g_assert_cmpint (status, ==, 0);
  return path;
}

static void
wait_for (WayTestWindow *window,
          const char    *words)
{
  g_autoptr(WayTestWidget) label = way_test_window_find_part (window, ATSPI_ROLE_LABEL, words);
}

static void
test_an_indicator_opens (void)
{
  g_autofree char *path = make_solihull ();
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  way_test_window_activate (window, ATSPI_ROLE_LIST_ITEM, "Outcomes");
  wait_for (window, "81.6%");
  wait_for (window, "85.0% to 95.0%");

  way_test_press ("<Ctrl>f");
  way_test_type ("occupancy");
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "GtkColumnListView");
  way_test_window_arrow_to (window, "Down", "Occupancy");
  way_test_press ("Return");
  wait_for (window, "Occupancy: 81.6%");
  wait_for (window, "Commissioned places on the day, less those out of service");
  wait_for (window, "Triple Crown Centre");

  way_test_press ("<Alt>a");
  wait_for (window, "85.0% to 95.0%");
  way_test_window_close (window);
}

/* Moves, stays and costs stand beside the indicators; a point of a chart opens to
 * the stays behind it, and from there to all again. */
static void
test_a_chart_opens_to_its_records (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *list = way_test_office_ctl ("--file %s list placement --csv", path);
  g_auto(GStrv) lines = g_strsplit (list, "\n", -1);
  g_auto(GStrv) cells = g_strsplit (lines[1], ",", -1);
  const char *args[] = { "--file", path, "--today", "2026-06-01", NULL };
  g_autoptr(WayTestWidget) read = NULL;
  g_autoptr(WayTestWidget) shown = NULL;
  WayTestWindow *window;

  g_free (way_test_office_ctl ("--file %s put placement --id %s --set end=2026-05-20"
                               " --set destination=MAINSTREAM_NEW --reason Test", path, cells[0]));
  window = way_test_window_launch (program, args);
  way_test_office_go_to_page (window, "Outcomes");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Moves, Stays and Costs");
  way_test_office_shows (window, "The largest way is From Permanently excluded to Beacon: 1");
  way_test_office_shows (window, "All that is behind it");
  way_test_office_shows (window, "1 record behind it");

  way_test_window_tab_to (window, ATSPI_ROLE_IMAGE,
                          "The largest way is From Permanently excluded to Beacon: 1");
  way_test_press ("Right");
  read = way_test_window_find_part (window, ATSPI_ROLE_IMAGE, "After: A new mainstream school, Stays 1");
  way_test_press ("Return");
  shown = way_test_window_find (window, ATSPI_ROLE_LABEL, "After: A new mainstream school");
  way_test_press ("<Alt>s");
  way_test_office_shows (window, "All that is behind it");

  way_test_window_choose (window, "Chart", "How long children stay");
  way_test_office_shows (window, "2 records behind it");
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
  ctl = g_getenv ("WAY_TEST_CTL");
  way_test_desktop_start ();

  g_test_add_func ("/window/outcomes/an-indicator-opens", test_an_indicator_opens);
  g_test_add_func ("/window/outcomes/a-chart-opens-to-its-records",
                   test_a_chart_opens_to_its_records);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
