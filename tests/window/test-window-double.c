/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child who is paid for twice is found in a real window, and the funding is
 * put right, by keys alone: the list, the finding, who pays from a day on, gone
 * from the list, and back with Ctrl+Z. */
#include <locale.h>
#include <string.h>

#include "way-test-window.h"

#define DAY "2026-11-10"

static const char *program;
static const char *ctl;

static char *run_ctl (const char *path, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Runs waymarkctl on the file, which must succeed, and gives what it printed.
 * The words are parted by spaces. */
static char *
run_ctl (const char *path,
         const char *format,
         ...)
{
  g_autofree char *line = NULL;
  g_autofree char *whole = NULL;
  g_auto(GStrv) words = NULL;
  g_autofree char *complaints = NULL;
  g_autoptr(GError) error = NULL;
  char *said = NULL;
  va_list args;
  int status;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  whole = path != NULL ? g_strdup_printf ("%s --file %s --today " DAY " %s", ctl, path, line)
                       : g_strdup_printf ("%s %s", ctl, line);
  words = g_strsplit (whole, " ", -1);
  g_spawn_sync (NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &complaints, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s", complaints);
  g_assert_cmpint (status, ==, 0);
  return g_strstrip (said);
}

/* Kit Ashdown of Fernhill, at the Beacon by a short-term place for which the
 * council pays place and top-up. */
static char *
make_file (void)
{
  char *path = g_build_filename (way_test_desktop_get_home (), "double.waymark", NULL);
  g_autofree char *out = run_ctl (NULL, "init --name Ardenshire --la 334 --out %s", path);
  g_autofree char *school = run_ctl (path, "put establishment --set name=Fernhill --set type=1"
                                           " --reason Test");
  g_autofree char *setting = run_ctl (path, "put establishment --set name=Hawthorn --set type=42"
                                            " --reason Test");
  g_autofree char *provision = run_ctl (path, "put provision --set establishment=%s"
                                              " --set name=Beacon --set kind=intervention"
                                              " --reason Test", setting);
  g_autofree char *pupil = run_ctl (path, "put pupil --set surname=Ashdown --set forename=Kit"
                                          " --set year=8 --reason Test");
  g_autofree char *roll = run_ctl (path, "put enrolment --set pupil=%s --set establishment=%s"
                                         " --set status=M --set from=2023-09-01 --reason Test",
                                   pupil, school);
  g_autofree char *placement = run_ctl (path, "put placement --set pupil=%s --set provision=%s"
                                              " --set route=SHORT_TERM --set start=2026-10-12"
                                              " --set expected_end=2027-02-12 --reason Test",
                                        pupil, provision);
  g_autofree char *place = run_ctl (path, "put funding_line --set placement=%s --set element=PLACE"
                                          " --set payer=LA --set basis=per_year"
                                          " --set rate=10000.00 --set from=2026-10-12"
                                          " --reason Test", placement);
  g_autofree char *top_up = run_ctl (path, "put funding_line --set placement=%s"
                                           " --set element=TOP_UP --set payer=LA"
                                           " --set basis=per_day --set rate=61.40"
                                           " --set from=2026-10-12 --reason Test", placement);

  return path;
}

static void
wait_for_toggle (WayTestWindow *window,
                 const char    *name)
{
  g_autoptr(WayTestWidget) toggle = way_test_window_find (window, ATSPI_ROLE_PUSH_BUTTON, name);
}

static void
wait_for_words (WayTestWindow *window,
                const char    *words)
{
  g_autoptr(WayTestWidget) label = way_test_window_find_part (window, ATSPI_ROLE_LABEL, words);
}

static void
test_who_pays_is_put_right_and_taken_back (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);

  way_test_window_activate (window, ATSPI_ROLE_LIST_ITEM, "Double Funding");
  wait_for_toggle (window, "Open 1");
  wait_for_words (window, "at stake in 1 open finding");
  wait_for_words (window, "Council pays all");

  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "GtkColumnListView");
  way_test_window_arrow_to (window, "Down", "Kit Ashdown");
  way_test_press ("Return");
  wait_for_words (window, "Source: Solihull AP commissioning strategy, section 7");

  /* The mnemonics of "Correct…" and, in the form that opens, of "Save". */
  way_test_press ("<Alt>c");
  wait_for_words (window, "Correct Who Pays");
  way_test_press ("<Alt>s");
  way_test_window_wait_alone (window);
  wait_for_toggle (window, "Open 0");
  wait_for_toggle (window, "Put Right 1");
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "Kit Ashdown");

  way_test_press ("<Ctrl>z");
  wait_for_toggle (window, "Open 1");
  wait_for_toggle (window, "Put Right 0");
  wait_for_words (window, "Kit Ashdown");
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

  g_test_add_func ("/window/double/who-pays-is-put-right-and-taken-back",
                   test_who_pays_is_put_right_and_taken_back);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
