/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place of a table. */
#include "way-table-cell.h"

#define LEAST_CHARS 10          /* of text that gets what is left: a table scrolls sideways first */

struct _WayTableCell
{
  GtkBox                parent_instance;

  const WayTableColumn *column;
  WayRow               *row;
  guint                 n;
  const char           *css_class; /* of the row on view */

  /* Template children */
  GtkImage             *icon;
  GtkBox               *lines;
  GtkLabel             *text;
  GtkLabel             *second;
  GtkDrawingArea       *drawing;
};

G_DEFINE_FINAL_TYPE (WayTableCell, way_table_cell, GTK_TYPE_BOX)

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  WayTableCell *self = user_data;
  GdkRGBA ink;

  if (self->row == NULL || self->column->draw == NULL)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  self->column->draw (self->row, self->n, cr, width, height, &ink);
}

static gboolean
query_tooltip_cb (WayTableCell *self,
                  int           x,
                  int           y,
                  gboolean      keyboard,
                  GtkTooltip   *tooltip,
                  GtkLabel     *label)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_label (label));
  return TRUE;
}

static void
way_table_cell_dispose (GObject *object)
{
  g_clear_object (&WAY_TABLE_CELL (object)->row);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TABLE_CELL);

  G_OBJECT_CLASS (way_table_cell_parent_class)->dispose (object);
}

static void
way_table_cell_class_init (WayTableCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_table_cell_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/table-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTableCell, icon);
  gtk_widget_class_bind_template_child (widget_class, WayTableCell, lines);
  gtk_widget_class_bind_template_child (widget_class, WayTableCell, text);
  gtk_widget_class_bind_template_child (widget_class, WayTableCell, second);
  gtk_widget_class_bind_template_child (widget_class, WayTableCell, drawing);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
way_table_cell_init (WayTableCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_table_cell_new (const WayTableColumn *column)
{
  WayTableCell *self = g_object_new (WAY_TYPE_TABLE_CELL, NULL);
  gboolean drawn = column->kind == WAY_COLUMN_DRAWN;

  self->column = column;
  if (column->kind == WAY_COLUMN_NUMBER)
    {
      gtk_label_set_xalign (self->text, 1);
      gtk_label_set_xalign (self->second, 1);
      gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
      gtk_widget_add_css_class (GTK_WIDGET (self), "number-cell");
    }
  if (column->kind == WAY_COLUMN_NUMBER || column->kind == WAY_COLUMN_DAY)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");

  if (column->kind == WAY_COLUMN_TEXT && column->width == 0)
    gtk_label_set_width_chars (self->text, LEAST_CHARS);

  gtk_widget_set_visible (GTK_WIDGET (self->drawing), drawn);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), !drawn);
  if (drawn)
    gtk_drawing_area_set_draw_func (self->drawing, draw_cb, self, NULL);
  return GTK_WIDGET (self);
}

static void
swap_css_class (WayTableCell *self,
                const char   *css_class)
{
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->css_class);
  self->css_class = css_class;
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
}

static void
show_cell (WayTableCell  *self,
           const WayCell *cell)
{
  gtk_label_set_label (self->text, cell->text != NULL ? cell->text : "");
  gtk_label_set_label (self->second, cell->second != NULL ? cell->second : "");
  gtk_widget_set_visible (GTK_WIDGET (self->second), cell->second != NULL);
  gtk_image_set_from_icon_name (self->icon, cell->icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), cell->icon_name != NULL);
  swap_css_class (self, cell->css_class);
  if (self->column->kind == WAY_COLUMN_DRAWN)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      cell->text != NULL ? cell->text : "", -1);
      gtk_widget_queue_draw (GTK_WIDGET (self->drawing));
    }
}

void
way_table_cell_bind (WayTableCell *self,
                     WayRow       *row,
                     guint         n)
{
  static const WayCell nothing = { NULL };
  const WayCell *cell = &nothing;

  g_return_if_fail (WAY_IS_TABLE_CELL (self));

  g_set_object (&self->row, row);
  self->n = n;
  if (row != NULL && way_row_get_n_cells (row) > n)
    cell = way_row_get_cell (row, n);
  show_cell (self, cell);
}
