/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Places page of a real window counts what the file holds, on the day that
 * the program believes it is, and follows an edit and its undoing. */
#include <locale.h>
#include <string.h>

#include "way-test-window.h"

#define DAY "2022-01-20"

static const char *program;
static const char *ctl;

/* Runs waymarkctl, which must succeed, and gives what it printed. */
static char *
run_ctl (const char *first,
         ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *complaints = NULL;
  char *said = NULL;
  va_list args;
  int status;

  g_ptr_array_add (argv, (char *) ctl);
  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (char *) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                &said, &complaints, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s", complaints);
  g_assert_cmpint (status, ==, 0);
  return said;
}

static char *
make_solihull (void)
{
  static guint n_files;
  char *path = g_strdup_printf ("%s/solihull-%u.waymark", way_test_desktop_get_home (), ++n_files);
  g_autofree char *said = run_ctl ("sample", "solihull-2022", "--out", path, NULL);

  return path;
}

/* The id of a placement that a pupil is in on the day: the first column. */
static char *
find_placement (const char *path)
{
  g_autofree char *table = run_ctl ("--file", path, "list", "placement", "--csv", NULL);
  g_auto(GStrv) lines = g_strsplit (table, "\n", -1);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), >, 8);
      if (g_str_has_prefix (cells[5], "DUAL") && strcmp (cells[6], "2021-12-01") <= 0 &&
          strcmp (cells[8], "2022-03-01") >= 0)
        return g_strdup (cells[0]);
    }
  g_assert_not_reached ();
}

static void
test_figures_follow_an_edit_and_its_undoing (void)
{
  g_autofree char *path = make_solihull ();
  g_autofree char *id = find_placement (path);
  g_autofree char *said = NULL;
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window;
  g_autoptr(WayTestWidget) published = NULL;
  g_autoptr(WayTestWidget) one_less = NULL;
  g_autoptr(WayTestWidget) again = NULL;

  /* The strategy's own table: 146 on roll in 217 places. */
  window = way_test_window_launch (program, args);
  way_test_window_activate (window, ATSPI_ROLE_LIST_ITEM, "Places");
  published = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "146 of 217 places filled");
  way_test_window_close (window);

  said = run_ctl ("--file", path, "put", "placement", "--id", id, "--set", "end=2022-01-10",
                  "--reason", "Tried in a test", NULL);
  window = way_test_window_launch (program, args);
  one_less = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "145 of 217 places filled");

  way_test_press ("<Ctrl>z");
  again = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "146 of 217 places filled");
  way_test_window_close (window);
}

/* J6: the count of the census day is taken, and stays as it was made when a
 * record of that day is put right afterwards. */
static void
test_a_census_count_is_taken_and_stays (void)
{
  g_autofree char *path = make_solihull ();
  g_autofree char *id = find_placement (path);
  g_autofree char *said = NULL;
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);
  g_autoptr(WayTestWidget) none = NULL;
  g_autoptr(WayTestWidget) asked = NULL;
  g_autoptr(WayTestWidget) taken = NULL;
  g_autoptr(WayTestWidget) again = NULL;
  g_autoptr(WayTestWidget) after = NULL;

  way_test_window_activate (window, ATSPI_ROLE_LIST_ITEM, "Places");
  none = way_test_window_find (window, ATSPI_ROLE_LABEL, "No count was taken yet.");
  way_test_press ("<Alt>t");
  asked = way_test_window_find (window, ATSPI_ROLE_LABEL, "Take the Census Count?");
  way_test_press ("<Alt>t");
  way_test_window_wait_alone (window);
  taken = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "146 on roll in 217 places");

  way_test_press ("<Ctrl>z");
  again = way_test_window_find (window, ATSPI_ROLE_LABEL, "No count was taken yet.");
  way_test_window_close (window);

  said = run_ctl ("--file", path, "--today", DAY, "census", "take", NULL);
  g_clear_pointer (&said, g_free);
  said = run_ctl ("--file", path, "put", "placement", "--id", id, "--set", "end=2022-01-10",
                  "--reason", "Tried in a test", NULL);
  window = way_test_window_launch (program, args);
  after = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "146 on roll in 217 places");
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

  g_test_add_func ("/window/places/figures-follow-an-edit-and-its-undoing",
                   test_figures_follow_an_edit_and_its_undoing);
  g_test_add_func ("/window/places/a-census-count-is-taken-and-stays",
                   test_a_census_count_is_taken_and_stays);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
