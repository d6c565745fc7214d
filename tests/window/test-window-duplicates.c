/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child recorded twice is shown as that, joined and taken apart again by the
 * keyboard alone, and history says so. */
#include <locale.h>

#include "way-test-office.h"
#include "way-test-window.h"

#define UPN "W820200124001"

static const char *program;
static const char *ctl;

static void
run_ctl (const char *const *args)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *complaints = NULL;
  int status;

  g_ptr_array_add (argv, (char *) ctl);
  for (guint i = 0; args[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) args[i]);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said,
                &complaints, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", said, complaints);
  g_assert_cmpint (status, ==, 0);
}

static void
put_pupil (const char *path,
           const char *forename)
{
  g_autofree char *first = g_strconcat ("forename=", forename, NULL);
  const char *args[] = {
    "--file", path, "put", "pupil", "--set", first, "--set", "surname=Ashdown", "--set",
    "upn=" UPN, "--set", "birth=2012-05-03", "--reason", "Tried in a test", NULL
  };

  run_ctl (args);
}

static char *
make_file (void)
{
  char *path = g_build_filename (way_test_desktop_get_home (), "twice.waymark", NULL);
  const char *args[] = { "init", "--name", "Ardenbridge", "--la", "334", "--out", path, NULL };

  run_ctl (args);
  put_pupil (path, "Kit");
  put_pupil (path, "Christopher");
  return path;
}

static void
test_joined_and_taken_apart_by_keyboard (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { "--file", path, "--today", "2026-03-02", NULL };
  WayTestWindow *window = way_test_window_launch (program, args);
  g_autoptr(WayTestWidget) ground = NULL;
  g_autoptr(WayTestWidget) said = NULL;
  g_autoptr(WayTestWidget) edit = NULL;

  way_test_office_go_to_page (window, "Pupils");
  way_test_window_tab_to (window, ATSPI_ROLE_INVALID, "Everyone");
  way_test_press ("Right");
  way_test_press ("space");
  ground = way_test_window_find (window, ATSPI_ROLE_LABEL, "Same UPN, birth date and surname");
  said = way_test_window_find (window, ATSPI_ROLE_LABEL, "Christopher");

  way_test_window_activate (window, ATSPI_ROLE_INVALID, "Join");
  way_test_window_wait_gone (window, ATSPI_ROLE_INVALID, "Join");
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "Take Apart");
  way_test_window_wait_gone (window, ATSPI_ROLE_INVALID, "Take Apart");
  way_test_press ("<Ctrl>z");
  way_test_window_wait_gone (window, ATSPI_ROLE_INVALID, "Join");

  way_test_office_go_to_page (window, "History");
  edit = way_test_window_find_part (window, ATSPI_ROLE_INVALID, "Join two records of one child");
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

  g_test_add_func ("/window/duplicates/joined-and-taken-apart-by-keyboard",
                   test_joined_and_taken_apart_by_keyboard);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
