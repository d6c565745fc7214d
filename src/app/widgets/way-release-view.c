/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A protected table: one dimension beside its columns, two against each other. */

#include "way-release-view.h"

#include <glib/gi18n.h>

#include "way-publish.h"

struct _WayReleaseView
{
  GtkBox    parent_instance;

  gboolean  has_why[WAY_N_WHYS];   /* in the table that is shown */

  /* Template children */
  GtkGrid  *grid;
  GtkLabel *legend_label;
};

G_DEFINE_FINAL_TYPE (WayReleaseView, way_release_view, GTK_TYPE_BOX)

/* Raised digits of the rules of domain.md 7; a table that was read does not say why. */
static const char *const marks[WAY_N_WHYS] = {
  [WAY_WHY_NOT] = "",
  [WAY_WHY_SMALL] = "¹",
  [WAY_WHY_PARTS] = "³",
  [WAY_WHY_DENOMINATOR] = "³",
  [WAY_WHY_GROUP] = "⁴",
  [WAY_WHY_OTHERS] = "⁵",
  [WAY_WHY_PROVIDER] = "⁸",
};

static const char *
say_why (WayWhy why)
{
  const char *text = way_publish_why_text (why);

  return text != NULL ? _(text) : _("A small number, or what would give one away");
}

static GtkWidget *
add_label (WayReleaseView *self,
           const char     *text,
           int             column,
           int             row,
           gboolean        to_right)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), to_right ? 1 : 0);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
add_heading (WayReleaseView *self,
             const char     *text,
             int             column,
             int             row,
             gboolean        to_right)
{
  GtkWidget *label = add_label (self, text, column, row, to_right);

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_label_set_justify (GTK_LABEL (label), to_right ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
}

static void
add_row_name (WayReleaseView *self,
              const char     *text,
              int             row,
              gboolean        is_total)
{
  GtkWidget *label = add_label (self, is_total ? _("Total") : text, 0, row, FALSE);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_width_chars (GTK_LABEL (label), 18);
  gtk_widget_set_tooltip_text (label, text);
  if (is_total)
    gtk_widget_add_css_class (label, "heading");
}

static void
add_hidden (WayReleaseView *self,
            WayWhy          why,
            int             column,
            int             row)
{
  g_autofree char *text = g_strconcat ("c", marks[why], NULL);
  g_autofree char *spoken = g_strdup_printf (_("Hidden: %s"), say_why (why));
  GtkWidget *label = add_label (self, text, column, row, TRUE);

  self->has_why[why] = TRUE;
  gtk_widget_add_css_class (label, "hidden-figure");
  gtk_widget_set_tooltip_text (label, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
add_figure (WayReleaseView         *self,
            const WayReleaseColumn *it,
            const WayFigure        *figure,
            int                     column,
            int                     row,
            gboolean                is_total)
{
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (figure->why != WAY_WHY_NOT || figure->symbol == WAY_SYMBOL_CONFIDENTIAL)
    {
      add_hidden (self, figure->why, column, row);
      return;
    }
  text = way_release_figure_text (it, figure);
  label = add_label (self, text, column, row, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  if (is_total)
    gtk_widget_add_css_class (label, "heading");
}

/* --- Two forms --- */

static const WayReleaseColumn *
get_column (const WayReleaseTable *table,
            guint                  index)
{
  return &g_array_index (table->columns, WayReleaseColumn, index);
}

static void
show_columns (WayReleaseView        *self,
              const WayReleaseTable *table,
              guint                  first)
{
  const WayReleaseDimension *dimension = &g_array_index (table->dimensions, WayReleaseDimension, 0);

  add_heading (self, _(dimension->title), 0, 0, FALSE);
  for (guint i = 0; i < table->columns->len; i++)
    add_heading (self, _(get_column (table, i)->title), (int) i + 1, 0, TRUE);
  for (guint cell = 0; cell <= dimension->codes->len; cell++)
    {
      gboolean is_total = cell == dimension->codes->len;

      add_row_name (self, _(way_release_table_label (table, cell, 0)), (int) cell + 1, is_total);
      for (guint i = 0; i < table->columns->len; i++)
        add_figure (self, get_column (table, i), &get_column (table, i)->figures[first + cell],
                    (int) i + 1, (int) cell + 1, is_total);
    }
}

/* One column, from a row of the grid on; what it counts is its first heading where
 * others stand below it. */
static void
show_crossed_column (WayReleaseView         *self,
                     const WayReleaseTable  *table,
                     const WayReleaseColumn *column,
                     guint                   first,
                     int                     top)
{
  const WayReleaseDimension *down = &g_array_index (table->dimensions, WayReleaseDimension, 0);
  const WayReleaseDimension *across = &g_array_index (table->dimensions, WayReleaseDimension, 1);
  guint width = across->codes->len + 1;

  add_heading (self, table->columns->len > 1 ? _(column->title) : _(down->title), 0, top, FALSE);
  for (guint j = 0; j < width; j++)
    add_heading (self, j + 1 < width ? _(g_ptr_array_index (across->labels, j)) : _("Total"),
                 (int) j + 1, top, TRUE);
  for (guint i = 0; i <= down->codes->len; i++)
    {
      gboolean is_total = i == down->codes->len;
      int row = top + (int) i + 1;

      add_row_name (self, _(way_release_table_label (table, i * width, 0)), row, is_total);
      for (guint j = 0; j < width; j++)
        add_figure (self, column, &column->figures[first + i * width + j], (int) j + 1, row,
                    is_total || j + 1 == width);
    }
}

static void
show_crossed (WayReleaseView        *self,
              const WayReleaseTable *table,
              guint                  first)
{
  const WayReleaseDimension *down = &g_array_index (table->dimensions, WayReleaseDimension, 0);

  for (guint i = 0; i < table->columns->len; i++)
    show_crossed_column (self, table, get_column (table, i), first,
                         (int) (i * (down->codes->len + 2)));
}

/* --- The legend --- */

static void
show_legend (WayReleaseView *self)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < WAY_N_WHYS; i++)
    if (self->has_why[i])
      g_string_append_printf (words, "%sc%s %s", words->len > 0 ? " · " : "", marks[i],
                              say_why ((WayWhy) i));
  gtk_label_set_label (self->legend_label, words->len > 0 ? words->str
                                                          : _("Nothing is hidden in this table."));
}

void
way_release_view_set_table (WayReleaseView        *self,
                            const WayReleaseTable *table,
                            guint                  period)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  memset (self->has_why, 0, sizeof self->has_why);
  gtk_widget_set_visible (GTK_WIDGET (self), table != NULL);
  if (table == NULL)
    return;
  if (table->dimensions->len == 1)
    show_columns (self, table, period * way_release_table_n_cells (table));
  else
    show_crossed (self, table, period * way_release_table_n_cells (table));
  show_legend (self);
}

static void
way_release_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_RELEASE_VIEW);

  G_OBJECT_CLASS (way_release_view_parent_class)->dispose (object);
}

static void
way_release_view_class_init (WayReleaseViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_release_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/release-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReleaseView, grid);
  gtk_widget_class_bind_template_child (widget_class, WayReleaseView, legend_label);
}

static void
way_release_view_init (WayReleaseView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
