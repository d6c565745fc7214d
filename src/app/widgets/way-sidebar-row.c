/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the sidebar: a page, or something that the search found. */
#include "way-sidebar-row.h"

#include <glib/gi18n.h>

struct _WaySidebarRow
{
  GtkListBoxRow      parent_instance;

  const WayPageInfo *info;

  /* Template children */
  GtkImage          *icon;
  GtkLabel          *name;
  GtkLabel          *count;
};

G_DEFINE_FINAL_TYPE (WaySidebarRow, way_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
way_sidebar_row_class_init (WaySidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WaySidebarRow, name);
  gtk_widget_class_bind_template_child (widget_class, WaySidebarRow, count);
}

static void
way_sidebar_row_init (WaySidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_sidebar_row_new (const WayPageInfo *info)
{
  WaySidebarRow *self = g_object_new (WAY_TYPE_SIDEBAR_ROW, NULL);

  self->info = info;
  gtk_image_set_from_icon_name (self->icon, info->icon_name);
  gtk_label_set_label (self->name, _(info->title));
  way_sidebar_row_set_count (self, 0);
  return GTK_WIDGET (self);
}

const WayPageInfo *
way_sidebar_row_get_info (WaySidebarRow *self)
{
  g_return_val_if_fail (WAY_IS_SIDEBAR_ROW (self), NULL);

  return self->info;
}

void
way_sidebar_row_set_count (WaySidebarRow *self,
                           guint          count)
{
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (WAY_IS_SIDEBAR_ROW (self));

  text = count > 0 ? g_strdup_printf ("%u", count) : g_strdup ("");
  gtk_label_set_label (self->count, text);
  /* Translators: a page of the sidebar and how much waits there. */
  spoken = count > 0 ? g_strdup_printf (_("%s, %u waiting"), _(self->info->title), count)
                     : g_strdup (_(self->info->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

struct _WaySearchRow
{
  GtkListBoxRow    parent_instance;

  WaySearchResult *result;

  /* Template children */
  GtkImage        *icon;
  GtkLabel        *name;
  GtkLabel        *detail;
};

G_DEFINE_FINAL_TYPE (WaySearchRow, way_search_row, GTK_TYPE_LIST_BOX_ROW)

static void
way_search_row_dispose (GObject *object)
{
  WaySearchRow *self = WAY_SEARCH_ROW (object);

  g_clear_object (&self->result);

  G_OBJECT_CLASS (way_search_row_parent_class)->dispose (object);
}

static void
way_search_row_class_init (WaySearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_search_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySearchRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WaySearchRow, name);
  gtk_widget_class_bind_template_child (widget_class, WaySearchRow, detail);
}

static void
way_search_row_init (WaySearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_search_row_new (WaySearchResult *result)
{
  WaySearchRow *self = g_object_new (WAY_TYPE_SEARCH_ROW, NULL);
  g_autofree char *spoken = NULL;

  self->result = g_object_ref (result);
  gtk_image_set_from_icon_name (self->icon, way_search_result_get_icon_name (result));
  gtk_label_set_label (self->name, way_search_result_get_title (result));
  gtk_label_set_label (self->detail, way_search_result_get_detail (result));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), way_search_result_get_title (result));
  spoken = g_strdup_printf ("%s, %s", way_search_result_get_title (result),
                            way_search_result_get_detail (result));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

WaySearchResult *
way_search_row_get_result (WaySearchRow *self)
{
  g_return_val_if_fail (WAY_IS_SEARCH_ROW (self), NULL);

  return self->result;
}
