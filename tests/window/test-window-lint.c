/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the look over a window finds what is wrong, and nothing else. */
#include <locale.h>
#include <string.h>

#include <adwaita.h>

#include "way-test-desktop.h"
#include "way-test-lint.h"
#include "way-test-widgets.h"

static const char long_text[] = "A text that is much too long for the room it is given here";

/* What is found in a window of 300 pixels that holds the widget alone. */
static GPtrArray *
lint_in_window (GtkWidget *widget)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *window = gtk_window_new ();

  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_set_titlebar (GTK_WINDOW (window), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 200);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (way_test_settle (GTK_WINDOW (window)));
  way_test_lint (window, faults);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (faults, i));
  gtk_window_destroy (GTK_WINDOW (window));
  return faults;
}

static void
assert_one_fault (GPtrArray  *faults,
                  const char *part)
{
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (faults, 0), part));
}

static GtkWidget *
ellipsized_label (void)
{
  GtkWidget *label = gtk_label_new (long_text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  return label;
}

static void
test_cut_text_is_a_fault (void)
{
  g_autoptr(GPtrArray) faults = lint_in_window (ellipsized_label ());

  assert_one_fault (faults, "cut short");
}

static void
test_cut_text_with_tooltip_is_none (void)
{
  GtkWidget *label = ellipsized_label ();
  g_autoptr(GPtrArray) faults = NULL;

  gtk_widget_set_tooltip_text (label, long_text);
  faults = lint_in_window (label);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_cut_figure_is_a_fault_with_tooltip (void)
{
  GtkWidget *label = gtk_label_new ("105.0%");
  g_autoptr(GPtrArray) faults = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 4);
  gtk_widget_set_tooltip_text (label, "105.0%");
  faults = lint_in_window (label);
  assert_one_fault (faults, "reads as something else");
}

static void
test_short_text_that_could_be_cut_is_none (void)
{
  GtkWidget *label = gtk_label_new ("Short");
  g_autoptr(GPtrArray) faults = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (label, 200, -1);
  faults = lint_in_window (label);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
allocate_too_little_cb (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  gtk_widget_size_allocate (gtk_widget_get_first_child (widget),
                            &(GtkAllocation) { 0, 0, 20, 40 }, -1);
}

static void
measure_cb (GtkWidget      *widget,
            GtkOrientation  orientation,
            int             for_size,
            int            *minimum,
            int            *natural,
            int            *minimum_baseline,
            int            *natural_baseline)
{
  *minimum = *natural = 40;
}

static void
test_less_than_the_minimum_is_a_fault (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (long_text);
  g_autoptr(GPtrArray) faults = NULL;

  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_layout_manager (box, gtk_custom_layout_new (NULL, measure_cb, allocate_too_little_cb));
  faults = lint_in_window (box);
  assert_one_fault (faults, "less room than it needs");
}

static void
test_cut_off_is_a_fault (void)
{
  GtkWidget *fixed = gtk_fixed_new ();
  GtkWidget *label = gtk_label_new ("Beside the edge");
  g_autoptr(GPtrArray) faults = NULL;

  gtk_fixed_put (GTK_FIXED (fixed), label, -30, 0);
  gtk_widget_set_overflow (fixed, GTK_OVERFLOW_HIDDEN);
  faults = lint_in_window (fixed);
  assert_one_fault (faults, "cut off");
}

static void
test_scrolled_away_is_none (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr(GPtrArray) faults = NULL;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), gtk_label_new (long_text));
  gtk_widget_set_size_request (scroller, 100, 100);
  faults = lint_in_window (scroller);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_what_cannot_be_scrolled_to_is_a_fault (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *fixed = gtk_fixed_new ();
  g_autoptr(GPtrArray) faults = NULL;

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("Beside the edge"), -30, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), fixed);
  faults = lint_in_window (scroller);
  assert_one_fault (faults, "cut off");
}

static void
test_placeholder_is_none (void)
{
  GtkWidget *entry = gtk_search_entry_new ();
  g_autoptr(GPtrArray) faults = NULL;

  g_object_set (entry, "placeholder-text", "Find anything (Ctrl+K)", NULL);
  gtk_widget_set_size_request (entry, 280, -1);
  faults = lint_in_window (entry);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_icon_button_needs_a_name (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autoptr(GPtrArray) faults = lint_in_window (button);

  assert_one_fault (faults, "edit-undo-symbolic");
}

static void
test_tooltip_is_no_name (void)
{
  GtkWidget *button = gtk_button_new ();
  g_autoptr(GPtrArray) faults = NULL;

  gtk_button_set_child (GTK_BUTTON (button), gtk_image_new_from_icon_name ("edit-undo-symbolic"));
  gtk_widget_set_tooltip_text (button, "Undo");
  faults = lint_in_window (button);
  assert_one_fault (faults, "no name");
}

static void
test_named_icon_button_is_none (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autoptr(GPtrArray) faults = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Undo", -1);
  faults = lint_in_window (button);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_button_with_words_is_none (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  g_autoptr(GPtrArray) faults = NULL;

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "edit-undo-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), "Undo");
  gtk_button_set_child (GTK_BUTTON (button), content);
  faults = lint_in_window (button);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_menu_button_needs_a_name (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GPtrArray) faults = lint_in_window (button);

  assert_one_fault (faults, "menu button");
}

static void
test_ordinary_widgets_are_none (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *choices[] = { "One", "Two", NULL };
  g_autoptr(GPtrArray) faults = NULL;

  gtk_box_append (GTK_BOX (box), gtk_spin_button_new_with_range (0, 9, 1));
  gtk_box_append (GTK_BOX (box), gtk_drop_down_new_from_strings (choices));
  gtk_box_append (GTK_BOX (box), gtk_check_button_new_with_label ("Check"));
  gtk_box_append (GTK_BOX (box), gtk_search_entry_new ());
  gtk_box_append (GTK_BOX (box), gtk_window_controls_new (GTK_PACK_END));
  faults = lint_in_window (box);
  g_assert_cmpuint (faults->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  way_test_desktop_start ();
  adw_init ();

  g_test_add_func ("/window/lint/text/cut-is-a-fault", test_cut_text_is_a_fault);
  g_test_add_func ("/window/lint/text/cut-with-tooltip-is-none", test_cut_text_with_tooltip_is_none);
  g_test_add_func ("/window/lint/text/cut-figure-is-a-fault", test_cut_figure_is_a_fault_with_tooltip);
  g_test_add_func ("/window/lint/text/short-is-none", test_short_text_that_could_be_cut_is_none);
  g_test_add_func ("/window/lint/room/less-than-the-minimum-is-a-fault", test_less_than_the_minimum_is_a_fault);
  g_test_add_func ("/window/lint/room/cut-off-is-a-fault", test_cut_off_is_a_fault);
  g_test_add_func ("/window/lint/room/scrolled-away-is-none", test_scrolled_away_is_none);
  g_test_add_func ("/window/lint/room/what-cannot-be-scrolled-to-is-a-fault",
                   test_what_cannot_be_scrolled_to_is_a_fault);
  g_test_add_func ("/window/lint/room/placeholder-is-none", test_placeholder_is_none);
  g_test_add_func ("/window/lint/name/icon-button-needs-one", test_icon_button_needs_a_name);
  g_test_add_func ("/window/lint/name/tooltip-is-none", test_tooltip_is_no_name);
  g_test_add_func ("/window/lint/name/named-icon-button-is-none", test_named_icon_button_is_none);
  g_test_add_func ("/window/lint/name/button-with-words-is-none", test_button_with_words_is_none);
  g_test_add_func ("/window/lint/name/menu-button-needs-one", test_menu_button_needs_a_name);
  g_test_add_func ("/window/lint/name/ordinary-widgets-are-none", test_ordinary_widgets_are_none);

  status = g_test_run ();
  gdk_display_close (gdk_display_get_default ());
  way_test_desktop_stop ();
  return status;
}
