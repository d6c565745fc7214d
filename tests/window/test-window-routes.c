/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authority makes the table of routes its own, and changes a row of it, by
 * keys alone. */
#include <locale.h>

#include "way-test-office.h"

#define TODAY "2026-06-10"

typedef struct
{
  const char *path;
  const char *entity;
  const char *text;
} Written;

static gboolean
is_written (gpointer data)
{
  const Written *self = data;
  g_autofree char *table = way_test_office_ctl ("--file %s list %s --csv", self->path,
                                                self->entity);

  return strstr (table, self->text) != NULL;
}

/* A dialog that a key closes is gone once what it wrote is there; another stays
 * open under it. */
static void
wait_written (const char *path,
              const char *entity,
              const char *text)
{
  Written written = { path, entity, text };

  g_test_message ("%s", text);
  g_assert_true (way_test_wait (way_test_patience, is_written, &written));
}

static void
test_a_table_is_made_our_own (void)
{
  g_autofree char *path = way_test_office_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *args[] = { "--file", path, "--today", TODAY, NULL };
  WayTestWindow *window = way_test_window_launch (g_getenv ("WAY_TEST_PROGRAM"), args);

  before = way_test_office_ctl ("--file %s routes --on 2026-09-01 --csv", path);
  way_test_office_go_to (window, "Tables of routes");
  way_test_office_shows (window, "In force today. It comes with the program and is not changed.");
  way_test_press ("<Alt>m");
  way_test_window_fill (window, "Name", "Our routes");
  way_test_window_fill (window, "Day From", "2026-09-01");
  way_test_press ("<Alt>m");
  wait_written (path, "route_set", "Our routes,2026-09-01,");
  way_test_office_shows (window, "Not in force today. It can be changed until a case is decided"
                                 " under it.");
  after = way_test_office_ctl ("--file %s routes --on 2026-09-01 --csv", path);
  g_assert_cmpstr (after, ==, before);
  if (g_getenv ("WAY_TEST_SHOTS") != NULL)
    way_test_window_shot (window, g_getenv ("WAY_TEST_SHOTS"));

  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Change: Permanently excluded");
  way_test_window_fill (window, "In one sentence", "The council pays from the sixth day");
  way_test_press ("<Alt>s");
  wait_written (path, "route_row", "The council pays from the sixth day");
  way_test_window_tab_to (window, ATSPI_ROLE_COMBO_BOX, "Table of routes");
  way_test_press ("Escape");
  way_test_window_wait_alone (window);
  way_test_window_close (window);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();

  g_test_add_func ("/window/routes/made-our-own", test_a_table_is_made_our_own);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
