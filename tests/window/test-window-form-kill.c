/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral form whose program is killed opens again where it was: the section,
 * the field, and what was typed into it. */
#include <locale.h>

#include "way-test-office.h"

static const char *program;

static WayTestWindow *
launch (const char *path)
{
  const char *args[] = { "--file", path, "--today", "2026-11-10", NULL };

  return way_test_window_launch (program, args);
}

/* What is asked is that two seconds after the last key all is kept; the time is of
 * the essence here, so it is let pass. */
static void
let_two_seconds_pass (void)
{
  g_usleep (2 * G_USEC_PER_SEC);
}

static void
open_form (WayTestWindow *window)
{
  way_test_press ("<Alt>2");
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, "Referrals", ATSPI_STATE_SELECTED,
                              TRUE);
  way_test_press ("<Ctrl>n");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_PUSH_BUTTON, "Save and Go On"));
}

static void
show_section (WayTestWindow *window,
              const char    *name)
{
  way_test_window_tab_to (window, ATSPI_ROLE_LIST, "Sections");
  way_test_window_arrow_to (window, "Down", name);
  way_test_press ("Return");
}

static void
assert_focused (WayTestWindow *window,
                const char    *name,
                const char    *text)
{
  g_autoptr(WayTestWidget) widget = NULL;
  g_autofree char *found = NULL;

  way_test_window_wait_state (window, ATSPI_ROLE_INVALID, name, ATSPI_STATE_FOCUSED, TRUE);
  widget = way_test_window_find (window, ATSPI_ROLE_TEXT, name);
  found = way_test_get_text (widget);
  g_assert_cmpstr (found, ==, text);
}

static void
test_a_field_of_the_form (void)
{
  g_autofree char *path = way_test_office_new ();
  WayTestWindow *window = launch (path);

  open_form (window);
  show_section (window, "Health");
  way_test_window_fill (window, "Medication", "Two sprays at noon");
  let_two_seconds_pass ();
  way_test_window_kill (window);

  window = launch (path);
  assert_focused (window, "Medication", "Two sprays at noon");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_PUSH_BUTTON, "Save and Go On"));
  /* Left in good order, it does not come up by itself any more. */
  way_test_press ("Escape");
  way_test_window_wait_gone (window, ATSPI_ROLE_PUSH_BUTTON, "Save and Go On");
  way_test_window_close (window);
  window = launch (path);
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_LIST, "Pages"));
  g_assert_false (way_test_window_has (window, ATSPI_ROLE_PUSH_BUTTON, "Save and Go On"));
  way_test_window_close (window);
}

static void
test_a_row_of_a_list (void)
{
  g_autofree char *path = way_test_office_new ();
  WayTestWindow *window = launch (path);

  open_form (window);
  show_section (window, "What was tried");
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Add a Round");
  way_test_window_fill (window, "What was tried", "Mentoring each morning");
  way_test_window_fill (window, "By whom", "Ms Oakley");
  let_two_seconds_pass ();
  way_test_window_kill (window);

  window = launch (path);
  assert_focused (window, "By whom", "Ms Oakley");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_INVALID,
                                             "Mentoring each morning"));
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

  g_test_add_func ("/window/form-kill/field", test_a_field_of_the_form);
  g_test_add_func ("/window/form-kill/row", test_a_row_of_a_list);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
