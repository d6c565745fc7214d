/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As many equal columns as fit, filled row by row: cards in three columns, two,
 * then one as the window narrows.  Children of one row are equally high.
 *
 *   <object class="WayColumns">
 *     <property name="max-columns">3</property>
 *     <property name="min-width">270</property>
 *     <child>
 *       <object class="WayStatCard">
 *         <layout><property name="span">2</property></layout>
 *
 * A child's span is cut to the columns there are. */
#define WAY_TYPE_COLUMNS (way_columns_get_type ())
G_DECLARE_FINAL_TYPE (WayColumns, way_columns, WAY, COLUMNS, GtkWidget)

GtkWidget *way_columns_new    (void);
void       way_columns_append (WayColumns *self,
                               GtkWidget  *child);
void       way_columns_clear  (WayColumns *self);

/* The layout alone, for a widget of another type. */
#define WAY_TYPE_COLUMNS_LAYOUT (way_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (WayColumnsLayout, way_columns_layout, WAY, COLUMNS_LAYOUT, GtkLayoutManager)

#define WAY_TYPE_COLUMNS_LAYOUT_CHILD (way_columns_layout_child_get_type ())
G_DECLARE_FINAL_TYPE (WayColumnsLayoutChild, way_columns_layout_child, WAY, COLUMNS_LAYOUT_CHILD,
                      GtkLayoutChild)

G_END_DECLS
