/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-table.h"

G_BEGIN_DECLS

/* What a table shows in one place: an icon, a text, a dim second line, or a
 * drawing.  Used by WayTable alone. */
#define WAY_TYPE_TABLE_CELL (way_table_cell_get_type ())
G_DECLARE_FINAL_TYPE (WayTableCell, way_table_cell, WAY, TABLE_CELL, GtkBox)

GtkWidget *way_table_cell_new  (const WayTableColumn *column);

/* Shows the row's nth cell; a row of NULL clears. */
void       way_table_cell_bind (WayTableCell         *self,
                                WayRow               *row,
                                guint                 n);

G_END_DECLS
