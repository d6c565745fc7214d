/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window harness itself, tried on a small program of its own. */
#include <cairo.h>
#include <locale.h>

#include "way-test-window.h"

static const char *demo;

static void
test_find_waits_and_reads (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) label = way_test_window_find (window, ATSPI_ROLE_LABEL, "Ready");
  g_autoptr(WayTestWidget) row = way_test_window_find (window, ATSPI_ROLE_LIST_ITEM, "First row");
  g_autoptr(WayTestWidget) part = way_test_window_find_part (window, ATSPI_ROLE_LABEL, "ead");
  g_autofree char *text = way_test_get_text (label);

  g_assert_cmpstr (text, ==, "Ready");
  g_assert_false (way_test_window_has (window, ATSPI_ROLE_LABEL, "Hidden"));
  way_test_window_close (window);
}

static void
test_find_sees_only_what_is_on_view (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) front = way_test_window_find (window, ATSPI_ROLE_LABEL, "Front");
  g_autoptr(WayTestWidget) behind = NULL;

  g_assert_false (way_test_window_has (window, ATSPI_ROLE_LABEL, "Behind"));
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Turn");
  behind = way_test_window_find (window, ATSPI_ROLE_LABEL, "Behind");
  g_assert_false (way_test_window_has (window, ATSPI_ROLE_LABEL, "Front"));
  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Turn");
  way_test_window_wait_gone (window, ATSPI_ROLE_LABEL, "Behind");
  way_test_window_close (window);
}

static void
test_keys_reach_the_window (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) second = NULL;
  g_autoptr(WayTestWidget) undone = NULL;

  way_test_press ("<Alt>2");
  second = way_test_window_find (window, ATSPI_ROLE_LABEL, "Second");
  way_test_press ("<Ctrl>z");
  undone = way_test_window_find (window, ATSPI_ROLE_LABEL, "Undone");
  way_test_window_close (window);
}

static void
test_typing_takes_any_character (void)
{
  static const char text[] = "Zoë Ńowak-O’Dé, £5 — “50%” ☂";
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) said = NULL;
  g_autoptr(WayTestWidget) again = NULL;

  way_test_window_fill (window, "Name", text);
  way_test_press ("Return");
  said = way_test_window_find (window, ATSPI_ROLE_LABEL, text);

  way_test_window_fill (window, "Name", "Anew");
  way_test_press ("Return");
  again = way_test_window_find (window, ATSPI_ROLE_LABEL, "Anew");
  way_test_window_close (window);
}

static void
test_icon_button_by_its_name (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) said = NULL;

  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Refresh");
  said = way_test_window_find (window, ATSPI_ROLE_LABEL, "Refreshed");
  way_test_window_close (window);
}

static void
test_switch_tells_its_state (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);

  way_test_window_wait_state (window, ATSPI_ROLE_INVALID, "Wide", ATSPI_STATE_CHECKED, FALSE);
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "Wide");
  way_test_window_wait_state (window, ATSPI_ROLE_INVALID, "Wide", ATSPI_STATE_CHECKED, TRUE);
  way_test_window_close (window);
}

static void
test_choice_of_a_list (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) third = NULL;
  g_autoptr(WayTestWidget) first = NULL;

  way_test_window_choose (window, "Tree", "Cedar");
  third = way_test_window_find (window, ATSPI_ROLE_LABEL, "Choice 2");
  way_test_window_choose (window, "Tree", "Ash");
  first = way_test_window_find (window, ATSPI_ROLE_LABEL, "Choice 0");
  way_test_window_close (window);
}

static void
test_row_of_a_table (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) said = NULL;

  way_test_window_tab_to (window, ATSPI_ROLE_INVALID, "Places");
  way_test_window_arrow_to (window, "Down", "Elder");
  way_test_press ("Return");
  said = way_test_window_find (window, ATSPI_ROLE_LABEL, "Row 3");
  way_test_window_close (window);
}

static void
test_value_of_a_scale (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  g_autoptr(WayTestWidget) scale = way_test_window_find (window, ATSPI_ROLE_SLIDER, "Weeks");

  g_assert_cmpfloat (way_test_get_value (scale), ==, 6);
  way_test_window_close (window);
}

static void
test_picture_has_the_size_of_the_window (void)
{
  g_autofree char *path = g_build_filename (way_test_desktop_get_home (), "shot.png", NULL);
  WayTestWindow *window = way_test_window_launch (demo, NULL);
  cairo_surface_t *picture;

  way_test_window_resize (window, 640, 760);
  way_test_window_shot (window, path);
  picture = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 640);
  g_assert_cmpint (cairo_image_surface_get_height (picture), ==, 760);
  cairo_surface_destroy (picture);
  way_test_window_close (window);
}

/* Runs one of the cases below, which must fail, in a process of its own. */
static void
expect_failure (const char *path,
                const char *message)
{
  g_test_trap_subprocess (path, 180 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr (message);
}

static void
test_warning_fails_the_test (void)
{
  expect_failure ("/window/harness/subprocess/warning", "*The demonstration complains*");
}

static void
test_what_is_missing_fails_the_test (void)
{
  expect_failure ("/window/harness/subprocess/missing", "*No label \"Nowhere\" came*label \"Ready\"*");
}

static void
test_unreachable_fails_the_test (void)
{
  expect_failure ("/window/harness/subprocess/unreachable", "*Tab does not lead to the label \"Ready\"*");
}

static void
case_warning (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);

  way_test_window_activate (window, ATSPI_ROLE_PUSH_BUTTON, "Complain");
  way_test_window_close (window);
}

static void
case_missing (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);

  way_test_patience = 2;
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_LABEL, "Nowhere"));
}

static void
case_unreachable (void)
{
  WayTestWindow *window = way_test_window_launch (demo, NULL);

  way_test_window_tab_to (window, ATSPI_ROLE_LABEL, "Ready");
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  demo = g_getenv ("WAY_TEST_DEMO");
  way_test_desktop_start ();

  g_test_add_func ("/window/harness/find/waits-and-reads", test_find_waits_and_reads);
  g_test_add_func ("/window/harness/find/sees-only-what-is-on-view", test_find_sees_only_what_is_on_view);
  g_test_add_func ("/window/harness/find/icon-button-by-its-name", test_icon_button_by_its_name);
  g_test_add_func ("/window/harness/keys/reach-the-window", test_keys_reach_the_window);
  g_test_add_func ("/window/harness/keys/typing-takes-any-character", test_typing_takes_any_character);
  g_test_add_func ("/window/harness/keys/choice-of-a-list", test_choice_of_a_list);
  g_test_add_func ("/window/harness/keys/row-of-a-table", test_row_of_a_table);
  g_test_add_func ("/window/harness/read/switch-tells-its-state", test_switch_tells_its_state);
  g_test_add_func ("/window/harness/read/value-of-a-scale", test_value_of_a_scale);
  g_test_add_func ("/window/harness/picture/has-the-size-of-the-window", test_picture_has_the_size_of_the_window);
  g_test_add_func ("/window/harness/fails/on-a-warning", test_warning_fails_the_test);
  g_test_add_func ("/window/harness/fails/on-what-is-missing", test_what_is_missing_fails_the_test);
  g_test_add_func ("/window/harness/fails/on-what-keys-cannot-reach", test_unreachable_fails_the_test);
  g_test_add_func ("/window/harness/subprocess/warning", case_warning);
  g_test_add_func ("/window/harness/subprocess/missing", case_missing);
  g_test_add_func ("/window/harness/subprocess/unreachable", case_unreachable);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
