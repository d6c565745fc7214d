/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture and two lines of words. */
#include "way-line-row.h"

struct _WayLineRow
{
  GtkListBoxRow  parent_instance;

  /* Template children */
  GtkImage      *icon;
  GtkLabel      *title_label;
  GtkLabel      *text_label;
  GtkWidget     *arrow;
};

G_DEFINE_FINAL_TYPE (WayLineRow, way_line_row, GTK_TYPE_LIST_BOX_ROW)

static void
way_line_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_LINE_ROW);

  G_OBJECT_CLASS (way_line_row_parent_class)->dispose (object);
}

static void
way_line_row_class_init (WayLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_line_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/line-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayLineRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WayLineRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, WayLineRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, WayLineRow, arrow);
}

static void
way_line_row_init (WayLineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_line_row_new (const char *icon_name,
                  const char *title,
                  const char *text)
{
  WayLineRow *self = g_object_new (WAY_TYPE_LINE_ROW, NULL);
  g_autofree char *label = g_strdup_printf ("%s. %s", title, text);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->text_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

void
way_line_row_set_leads (WayLineRow *self,
                        gboolean    leads)
{
  g_return_if_fail (WAY_IS_LINE_ROW (self));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), leads);
  gtk_widget_set_visible (self->arrow, leads);
}
