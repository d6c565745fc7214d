/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What if places change, by keys alone: several changes, before and after, a step
 * back, and a what-if that is not left without a word and leaves nothing behind. */
#include <locale.h>

#include "way-test-office.h"

#define DAY "2026-03-02"

static const char *program;

/* Two children at the Beacon of Hawthorn, which has 20 places; Rowan has none. */
static char *
make_file (void)
{
  char *path = way_test_office_new ();
  g_autofree char *list = way_test_office_ctl ("--file %s list provision --csv", path);
  g_auto(GStrv) lines = g_strsplit (list, "\n", -1);
  g_auto(GStrv) cells = g_strsplit (lines[1], ",", -1);
  g_autofree char *setting = NULL;

  g_free (way_test_office_ctl ("--file %s put provision --id %s --set counted=yes --reason Test",
                               path, cells[0]));
  setting = way_test_office_put (path, "establishment", "name=Rowan type=36");
  g_free (way_test_office_put (path, "provision",
                               "establishment=%s name=Loft kind=assessment counted=yes"
                               " from=2020-09-01", setting));
  return path;
}

static void
open_what_if (WayTestWindow *window)
{
  way_test_office_go_to_page (window, "Places");
  way_test_office_shows (window, "2 of 20 places filled");
  way_test_press ("<Alt>i");
  way_test_office_shows (window, "Nothing of it is saved");
  way_test_office_shows (window, "Nothing is changed yet: 20 places, 18 of them free");
}

static void
add_change (WayTestWindow *window,
            const char    *places,
            const char    *day)
{
  way_test_window_fill (window, "Places", places);
  way_test_window_fill (window, "From", day);
  way_test_press ("<Alt>a");
}

static void
test_several_changes_are_seen_and_none_is_kept (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  g_autofree char *before = way_test_office_ctl ("--file %s list capacity --csv", path);
  g_autofree char *after = NULL;
  g_autoptr(WayTestWidget) problem = NULL;
  WayTestWindow *window = way_test_window_launch (program, args);

  open_what_if (window);
  way_test_press ("<Alt>x");
  way_test_office_shows (window, "Who is still there leaves on the expected last day");
  way_test_press ("<Alt>x");
  way_test_office_shows (window, "Who has no last day yet is counted as staying");

  add_change (window, "5", "4 sep 2026");
  way_test_office_shows (window, "4 September 2026: 25 places instead of 20, 23 free instead of 18");

  way_test_window_choose (window, "What happens", "Move places");
  way_test_window_choose (window, "To", "Rowan");
  add_change (window, "24", "1 nov 2026");
  way_test_office_shows (window, "1 November 2026: 25 places instead of 20, and 1 pupil");
  way_test_office_shows (window, "Move 24 places from Hawthorn to Rowan");

  /* More than there are. */
  add_change (window, "2", "2 nov 2026");
  problem = way_test_window_find_part (window, ATSPI_ROLE_ALERT,
                                       "Hawthorn has fewer than 2 on that day");

  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Take the last step back");
  way_test_office_shows (window, "4 September 2026: 25 places instead of 20, 23 free instead of 18");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Do the step again");
  way_test_office_shows (window, "1 November 2026: 25 places instead of 20");

  way_test_press ("Escape");
  way_test_office_shows (window, "Its 2 changes are not kept anywhere");
  way_test_press ("<Alt>s");
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "Leave the What-If?");
  way_test_press ("Escape");
  way_test_office_shows (window, "Its 2 changes are not kept anywhere");
  way_test_press ("<Alt>l");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "2 of 20 places filled");
  way_test_window_close (window);

  after = way_test_office_ctl ("--file %s list capacity --csv", path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_without_a_change_it_closes_at_once (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  open_what_if (window);
  way_test_press ("Escape");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "2 of 20 places filled");
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

  g_test_add_func ("/window/what-if/seen-and-not-kept",
                   test_several_changes_are_seen_and_none_is_kept);
  g_test_add_func ("/window/what-if/closes-at-once", test_without_a_change_it_closes_at_once);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
