/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note is pinned to a day of a chart, changed, deleted and taken back, by keys
 * alone; it is on the chart, in what is read out, and in the file. */
#include <locale.h>
#include <string.h>

#include "way-test-office.h"

#define DAY "2026-03-02"

static const char *program;

/* The Beacon counts in the authority's figures. */
static char *
make_file (void)
{
  char *path = way_test_office_new ();
  g_autofree char *list = way_test_office_ctl ("--file %s list provision --csv", path);
  g_auto(GStrv) lines = g_strsplit (list, "\n", -1);
  g_auto(GStrv) cells = g_strsplit (lines[1], ",", -1);

  g_free (way_test_office_ctl ("--file %s put provision --id %s --set counted=yes --reason Test",
                               path, cells[0]));
  return path;
}

static void
wait_for_row (WayTestWindow *window,
              const char    *part)
{
  g_autoptr(WayTestWidget) row = way_test_window_find_part (window, ATSPI_ROLE_LABEL, part);
}

static void
test_a_note_is_pinned_changed_and_deleted (void)
{
  g_autofree char *path = make_file ();
  g_autofree char *kept = NULL;
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  way_test_office_go_to_page (window, "Places");
  way_test_office_shows (window, "2 of 20 places filled");
  way_test_window_tab_to (window, ATSPI_ROLE_IMAGE, "A gap of 18 places");
  way_test_press ("n");
  way_test_office_shows (window, "Pin a Note");
  way_test_window_fill (window, "Note", "Panel began to meet weekly");
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (window);
  wait_for_row (window, "Panel began to meet weekly");

  way_test_window_activate (window, ATSPI_ROLE_LIST_ITEM, "Panel began to meet weekly");
  way_test_office_shows (window, "Change a Note");
  way_test_window_fill (window, "Note", "Panel meets weekly");
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (window);
  wait_for_row (window, "Panel meets weekly");
  kept = way_test_office_ctl ("--file %s list pinned_note --csv", path);
  g_assert_nonnull (strstr (kept, "places,,2026-03-02,Panel meets weekly"));

  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Delete the note: Panel meets weekly");
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "Panel meets weekly");
  way_test_press ("<Ctrl>z");
  wait_for_row (window, "Panel meets weekly");
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

  g_test_add_func ("/window/notes/pinned-changed-and-deleted",
                   test_a_note_is_pinned_changed_and_deleted);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
