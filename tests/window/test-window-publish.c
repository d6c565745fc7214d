/* SPDX-License-Identifier: GPL-3.0-or-later */
/* J9 by keys: statistics are looked at with their small numbers hidden, attacked,
 * approved and published; the next release says why it replaces the first; and
 * nobody can work out what is hidden, with both of them.
 *
 * J6: on the census day the count is taken, and the occupancy table comes out as
 * Solihull published it. */
#include <locale.h>
#include <string.h>

#include "way-test-ctl.h"
#include "way-test-window.h"

typedef struct
{
  const char *sample;
  const char *day;
} Scene;

typedef struct
{
  char          *file;
  WayTestWindow *window;
} Desk;

static const Scene demo = { "demo", "2026-11-10" };
static const Scene census = { "solihull-2022", "2022-01-20" };

static char *
in_home (const char *name)
{
  return g_build_filename (way_test_desktop_get_home (), name, NULL);
}

static void
expect (Desk       *desk,
        AtspiRole   role,
        const char *part)
{
  g_object_unref (way_test_window_find_part (desk->window, role, part));
}

static void
set_up (Desk          *desk,
        gconstpointer  data)
{
  const Scene *scene = data;
  const char *args[] = { "--file", NULL, "--today", scene->day, NULL };
  g_autofree char *made = NULL;

  desk->file = in_home ("authority.waymark");
  made = way_test_ctl_out ("--today %s sample %s --out %s", scene->day, scene->sample, desk->file);
  args[1] = desk->file;
  desk->window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);
  expect (desk, ATSPI_ROLE_PUSH_BUTTON, "Main menu");
}

static void
tear_down (Desk          *desk,
           gconstpointer  data)
{
  way_test_window_close (desk->window);
  g_unlink (desk->file);
  g_free (desk->file);
}

static void
go_to_page (Desk *desk)
{
  way_test_press ("<Ctrl>k");
  way_test_type ("Publish");
  expect (desk, ATSPI_ROLE_LIST_ITEM, "Publish, Page");
  way_test_press ("Down");
  way_test_press ("Return");
  expect (desk, ATSPI_ROLE_LABEL, "New Release");
}

/* Until the tables are protected, and what is hidden has its reason. */
static void
wait_for_tables (Desk *desk)
{
  expect (desk, ATSPI_ROLE_LABEL, "A small number: ");
  expect (desk, ATSPI_ROLE_LABEL, "Commissioned places");
}

static void
attack (Desk *desk)
{
  way_test_press ("<Alt>a");
  expect (desk, ATSPI_ROLE_LABEL, "none can be worked out");
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The chooser takes a path in place of the name. */
static void
publish (Desk       *desk,
         const char *note,
         const char *folder)
{
  g_autofree char *package = g_build_filename (folder, "datapackage.json", NULL);

  way_test_press ("<Alt>p");
  expect (desk, ATSPI_ROLE_LABEL, "Publish These Tables?");
  way_test_window_fill (desk->window, "Approved by", "Kim Lee");
  if (note != NULL)
    way_test_window_fill (desk->window, "Why it replaces the one before", note);
  way_test_press ("<Alt>f");
  expect (desk, ATSPI_ROLE_LABEL, "Name:");
  way_test_press ("<Ctrl>a");
  way_test_type (folder);
  way_test_press ("Return");
  way_test_window_wait_alone (desk->window);
  g_assert_true (way_test_wait (way_test_patience, is_there, package));
}

static void
test_publish_and_revise (Desk          *desk,
                         gconstpointer  data)
{
  g_autofree char *first = in_home ("first");
  g_autofree char *second = in_home ("second");
  g_autofree char *attacked = NULL;
  g_autofree char *list = NULL;

  go_to_page (desk);
  wait_for_tables (desk);
  attack (desk);
  publish (desk, NULL, first);
  expect (desk, ATSPI_ROLE_LABEL, "approved by Kim Lee");
  wait_for_tables (desk);
  publish (desk, "A table was added", second);
  expect (desk, ATSPI_ROLE_LABEL, "Revision: A table was added");
  expect (desk, ATSPI_ROLE_LABEL, "replaced since");
  attacked = way_test_ctl_out ("publish --attack %s --with %s", second, first);
  g_assert_nonnull (strstr (attacked, "all stand"));
  list = way_test_ctl_out ("--file %s list release --csv", desk->file);
  g_assert_nonnull (strstr (list, "Kim Lee"));
  way_test_remove_folder (first);
  way_test_remove_folder (second);
}

static void
test_census_count_comes_out_as_published (Desk          *desk,
                                          gconstpointer  data)
{
  g_autofree char *folder = in_home ("census");
  g_autofree char *path = g_build_filename (folder, "occupancy-by-setting.csv", NULL);
  g_autofree char *table = NULL;

  go_to_page (desk);
  way_test_window_choose (desk->window, "For", "Partners");
  expect (desk, ATSPI_ROLE_LABEL, "Thursday 20 January 2022");
  expect (desk, ATSPI_ROLE_LABEL, "67.3");
  publish (desk, NULL, folder);
  g_assert_true (g_file_get_contents (path, &table, NULL, NULL));
  g_assert_nonnull (strstr (table, "\n2022-01-20,Daylesford Academy,35,22,13,62.9\n"));
  g_assert_nonnull (strstr (table, "\n2022-01-20,Solihull Academy,150,101,49,67.3\n"));
  g_assert_nonnull (strstr (table, "\n2022-01-20,Triple Crown Centre,32,23,9,71.9\n"));
  g_assert_nonnull (strstr (table, "\n2022-01-20,Total,217,146,71,67.3\n"));
  expect (desk, ATSPI_ROLE_LABEL, "approved by Kim Lee");
  way_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add ("/window/publish/publish-and-revise", Desk, &demo, set_up, test_publish_and_revise,
              tear_down);
  g_test_add ("/window/publish/census-count-comes-out-as-published", Desk, &census, set_up,
              test_census_count_comes_out_as_published, tear_down);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
