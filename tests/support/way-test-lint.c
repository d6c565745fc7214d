/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pair of eyes would find fault with in a window, found by a program.
 * It looks at what is mapped, as it was last allocated. */
#include "way-test-lint.h"

/* Rounding of sizes is no fault. */
#define SLACK 1.0

/* So few letters are a figure or a word, not a text that can be cut. */
#define FIGURE 8

/* A label is named by its words and by our own widget that holds it. */
static char *
dup_whereabouts (GtkWidget *widget)
{
  GtkWidget *at = widget;

  while (at != NULL && !g_str_has_prefix (G_OBJECT_TYPE_NAME (at), "Way"))
    at = gtk_widget_get_parent (at);
  return g_strdup_printf ("%s in %s", G_OBJECT_TYPE_NAME (widget),
                          at != NULL ? G_OBJECT_TYPE_NAME (at) : "the window");
}

static void G_GNUC_PRINTF (3, 4)
add_fault (GPtrArray  *faults,
           GtkWidget  *widget,
           const char *format,
           ...)
{
  g_autofree char *where = dup_whereabouts (widget);
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (faults, g_strdup_printf ("%s (%s)", text, where));
}

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    if (gtk_widget_get_has_tooltip (at))
      return TRUE;
  return FALSE;
}

/* The least the label asks for without its margins, as allocations are. */
static gboolean
has_its_minimum (GtkWidget *label)
{
  GtkAllocation given;
  int width;
  int height;

  gtk_widget_get_allocation (label, &given);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  width -= gtk_widget_get_margin_start (label) + gtk_widget_get_margin_end (label);
  if (given.width < width)
    return FALSE;

  width = given.width + gtk_widget_get_margin_start (label) + gtk_widget_get_margin_end (label);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  height -= gtk_widget_get_margin_top (label) + gtk_widget_get_margin_bottom (label);
  return given.height >= height;
}

static gboolean
lies_outside (GtkWidget *label,
              GtkWidget *of,
              gboolean   mind_x,
              gboolean   mind_y)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (label, of, &bounds))
    return FALSE;
  return (mind_x && (bounds.origin.x < -SLACK ||
                     bounds.origin.x + bounds.size.width > gtk_widget_get_width (of) + SLACK)) ||
         (mind_y && (bounds.origin.y < -SLACK ||
                     bounds.origin.y + bounds.size.height > gtk_widget_get_height (of) + SLACK));
}

/* What scrolls one way may cut that way: the rest is a push away.  An entry is
 * as high as its own words, not as its placeholder's. */
static gboolean
is_cut_off (GtkWidget *label)
{
  gboolean mind_x = TRUE;
  gboolean mind_y = TRUE;

  for (GtkWidget *at = gtk_widget_get_parent (label); at != NULL; at = gtk_widget_get_parent (at))
    {
      if (GTK_IS_SCROLLED_WINDOW (at))
        {
          GtkPolicyType across;
          GtkPolicyType down;

          gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (at), &across, &down);
          mind_x = mind_x && across == GTK_POLICY_NEVER;
          mind_y = mind_y && down == GTK_POLICY_NEVER;
        }
      else if (!GTK_IS_SCROLLABLE (at) && !GTK_IS_TEXT (at) &&
               (GTK_IS_NATIVE (at) || gtk_widget_get_overflow (at) == GTK_OVERFLOW_HIDDEN) &&
               lies_outside (label, at, mind_x, mind_y))
        return TRUE;
      if (GTK_IS_NATIVE (at))
        return FALSE;
    }
  return FALSE;
}

static void
lint_label (GtkWidget *label,
            GPtrArray *faults)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  if (*text == '\0')
    return;
  if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    {
      if (g_utf8_strlen (text, -1) <= FIGURE)
        add_fault (faults, label, "“%s” is cut short, and reads as something else", text);
      else if (!has_tooltip (label))
        add_fault (faults, label, "“%s” is cut short and no tooltip shows it whole", text);
    }
  if (!has_its_minimum (label))
    add_fault (faults, label, "“%s” has less room than it needs", text);
  else if (is_cut_off (label))
    add_fault (faults, label, "“%s” is cut off at the edge", text);
}

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && has_words (child))
      return TRUE;
  return FALSE;
}

/* GTK says that a button with an icon is labelled by its picture, which has no
 * words.  A tooltip describes, but names nothing. */
static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return TRUE;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    return FALSE;
  return gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* The button inside a button of several parts is named by the whole, and the
 * signs beside a number belong to its field. */
static gboolean
is_part_of_another (GtkWidget *button)
{
  GtkWidget *parent = gtk_widget_get_parent (button);

  return GTK_IS_MENU_BUTTON (parent) || GTK_IS_DROP_DOWN (parent) || GTK_IS_SPIN_BUTTON (parent);
}

/* The cross of a toast is the library's, which does not name it. */
static gboolean
is_of_toast (GtkWidget *button)
{
  GType toast = g_type_from_name ("AdwToastWidget");

  return toast != 0 && gtk_widget_get_ancestor (button, toast) != NULL;
}

static void
lint_button (GtkWidget *button,
             GPtrArray *faults)
{
  if (!is_part_of_another (button) && !is_of_toast (button) && !has_words (button) && !has_name (button))
    {
      const char *action = gtk_actionable_get_action_name (GTK_ACTIONABLE (button));
      const char *icon = GTK_IS_BUTTON (button) ? gtk_button_get_icon_name (GTK_BUTTON (button)) : NULL;

      add_fault (faults, button, "A button has no name (icon %s, action %s)",
                 icon != NULL ? icon : "none", action != NULL ? action : "none");
    }
}

static void
lint_menu_button (GtkWidget *button,
                  GPtrArray *faults)
{
  if (!has_words (button) && !has_name (button))
    add_fault (faults, button, "A menu button has no name");
}

void
way_test_lint (GtkWidget *root,
               GPtrArray *faults)
{
  if (!gtk_widget_get_mapped (root))
    return;

  if (GTK_IS_LABEL (root))
    lint_label (root, faults);
  else if (GTK_IS_MENU_BUTTON (root))
    lint_menu_button (root, faults);
  else if (GTK_IS_BUTTON (root))
    lint_button (root, faults);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    way_test_lint (child, faults);
}
