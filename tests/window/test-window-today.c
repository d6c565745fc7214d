/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: its figures, the lists that come after them, and what is left when
 * one goes on before they have come; by keys alone. */
#include <locale.h>

#include "way-test-office.h"

#define N_SETTINGS 14

static const char *program;

/* An excluded child, whose duty is broken, and settings that nobody looked over for
 * years. */
static char *
make_file (const char *name)
{
  char *path = g_build_filename (way_test_desktop_get_home (), name, NULL);
  g_autofree char *school = NULL;
  g_autofree char *pupil = NULL;

  g_free (way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", path));
  school = way_test_office_put (path, "establishment", "name=Fernhill");
  pupil = way_test_office_put (path, "pupil", "forename=Kit surname=Ashdown home_la=334");
  g_free (way_test_office_put (path, "exclusion",
                               "pupil=%s establishment=%s category=PERM from=2026-11-05 "
                               "told_parents=2026-11-05 told_la=2026-11-05 informed=2026-11-05 "
                               "decided=2026-11-06", pupil, school));
  for (guint i = 0; i < N_SETTINGS; i++)
    g_free (way_test_office_put (path, "establishment",
                                 "name=Setting-%02u directory_type=PRU verified=2024-01-%02u",
                                 i + 1, i + 1));
  return path;
}

static WayTestWindow *
open_window (const char *path)
{
  const char *args[] = { "--file", path, "--today", "2026-11-16", NULL };

  return way_test_window_launch (program, args);
}

static void
test_the_rest_of_a_list_is_asked_for (void)
{
  g_autofree char *path = make_file ("long.waymark");
  WayTestWindow *window = open_window (path);

  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "In breach 1"));
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "Other 15"));
  way_test_office_shows (window, "Setting-10");
  g_assert_false (way_test_window_has (window, ATSPI_ROLE_LABEL, "Setting-14"));
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "Show 4 More");
  way_test_office_shows (window, "Setting-14");
  way_test_window_wait_gone (window, ATSPI_ROLE_INVALID, "Show 4 More");
  way_test_window_close (window);
}

/* Away at once, and back: the page has what it is to have. */
static void
test_nobody_has_to_wait_for_a_list (void)
{
  g_autofree char *path = make_file ("left.waymark");
  WayTestWindow *window = open_window (path);

  for (guint i = 0; i < 3; i++)
    {
      way_test_press ("<Alt>2");
      way_test_press ("<Alt>1");
    }
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, "Today", ATSPI_STATE_SELECTED, TRUE);
  way_test_office_shows (window, "Setting-10");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_INVALID, "In breach 1"));
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

  g_test_add_func ("/window/today/the-rest", test_the_rest_of_a_list_is_asked_for);
  g_test_add_func ("/window/today/left", test_nobody_has_to_wait_for_a_list);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
