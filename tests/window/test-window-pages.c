/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program starts, and every page of its sidebar is one key away. */
#include <locale.h>

#include "way-new-file.h"
#include "way-test-window.h"

#define ALT_KEYS 9

static const char *program;

/* A new authority's file in the home of the test. */
static char *
make_file (void)
{
  static int n_files;
  g_autoptr(GError) error = NULL;
  char *path = g_strdup_printf ("%s/%d.waymark", way_test_desktop_get_home (), n_files++);

  way_new_file_authority (path, "Ardenshire", NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* The names in the sidebar, in its order. */
static GPtrArray *
list_pages (WayTestWindow *window)
{
  g_autoptr(WayTestWidget) list = way_test_window_find (window, ATSPI_ROLE_LIST, "Pages");
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  int n_children = atspi_accessible_get_child_count (list, NULL);

  for (int i = 0; i < n_children; i++)
    {
      g_autoptr(WayTestWidget) row = atspi_accessible_get_child_at_index (list, i, NULL);

      if (row != NULL && atspi_accessible_get_role (row, NULL) == ATSPI_ROLE_LIST_ITEM)
        g_ptr_array_add (names, atspi_accessible_get_name (row, NULL));
    }
  return names;
}

static void
test_every_page_has_its_key (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { path, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);
  g_autoptr(GPtrArray) names = list_pages (window);

  g_assert_cmpuint (names->len, >, 0);
  for (guint i = 0; i < MIN (names->len, ALT_KEYS); i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *keys = g_strdup_printf ("<Alt>%u", i + 1);

      g_test_message ("%s shows %s", keys, name);
      way_test_press (keys);
      way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, name, ATSPI_STATE_SELECTED, TRUE);
    }
  way_test_window_close (window);
}

static void
test_page_is_kept_for_the_next_start (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { path, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);
  g_autoptr(GPtrArray) names = list_pages (window);
  const char *second;

  g_assert_cmpuint (names->len, >, 1);
  second = g_ptr_array_index (names, 1);
  way_test_press ("<Alt>2");
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, second, ATSPI_STATE_SELECTED, TRUE);
  way_test_window_close (window);

  window = way_test_window_launch (program, NULL);
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, second, ATSPI_STATE_SELECTED, TRUE);
  way_test_window_close (window);
}

/* What the list of pages scrolls in. */
static WayTestWidget *
find_pane (WayTestWindow *window)
{
  WayTestWidget *at = way_test_window_find (window, ATSPI_ROLE_LIST, "Pages");

  while (atspi_accessible_get_role (at, NULL) != ATSPI_ROLE_SCROLL_PANE)
    {
      WayTestWidget *parent = atspi_accessible_get_parent (at, NULL);

      g_object_unref (at);
      at = parent;
    }
  return at;
}

/* Waits until the row of a page stands whole in it. */
static void
wait_in_view (WayTestWindow *window,
              const char    *name)
{
  g_autoptr(WayTestWidget) pane = find_pane (window);
  g_autoptr(WayTestWidget) row = way_test_window_find (window, ATSPI_ROLE_LIST_ITEM, name);
  gint64 end = g_get_monotonic_time () + (gint64) (way_test_patience * G_USEC_PER_SEC);
  gboolean in_view = FALSE;

  while (!in_view && g_get_monotonic_time () < end)
    {
      g_autofree AtspiRect *frame =
        atspi_component_get_extents (ATSPI_COMPONENT (pane), ATSPI_COORD_TYPE_WINDOW, NULL);
      g_autofree AtspiRect *place =
        atspi_component_get_extents (ATSPI_COMPONENT (row), ATSPI_COORD_TYPE_WINDOW, NULL);

      in_view = frame != NULL && place != NULL && place->height > 0 && place->y >= frame->y &&
                place->y + place->height <= frame->y + frame->height;
    }
  g_assert_true (in_view);
}

/* In a window that is far too low for all of them. */
static void
test_every_row_is_reached_by_keys (void)
{
  g_autofree char *path = make_file ();
  const char *args[] = { path, NULL };
  WayTestWindow *window = way_test_window_launch (program, args);
  g_autoptr(GPtrArray) names = list_pages (window);
  const char *first = g_ptr_array_index (names, 0);
  const char *last = g_ptr_array_index (names, names->len - 1);

  way_test_window_resize (window, 1000, 480);
  way_test_press ("<Ctrl>k");
  way_test_press_times ("Down", names->len);
  way_test_press ("Return");
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, last, ATSPI_STATE_SELECTED, TRUE);
  wait_in_view (window, last);

  /* Chosen from elsewhere, the row comes into view as well. */
  way_test_press ("<Alt>1");
  way_test_window_wait_state (window, ATSPI_ROLE_LIST_ITEM, first, ATSPI_STATE_SELECTED, TRUE);
  wait_in_view (window, first);
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

  g_test_add_func ("/window/pages/every-page-has-its-key", test_every_page_has_its_key);
  g_test_add_func ("/window/pages/page-is-kept-for-the-next-start", test_page_is_kept_for_the_next_start);
  g_test_add_func ("/window/pages/every-row-is-reached-by-keys", test_every_row_is_reached_by_keys);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
