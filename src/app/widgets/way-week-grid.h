/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The ten half days of a school week, each there or not: weekdays across,
 * morning and afternoon down.  Arrow keys and Space work as in any row of
 * buttons.  Property: read-only, for showing a timetable.
 *
 * Signal "changed". */
#define WAY_TYPE_WEEK_GRID (way_week_grid_get_type ())
G_DECLARE_FINAL_TYPE (WayWeekGrid, way_week_grid, WAY, WEEK_GRID, GtkBox)

GtkWidget *way_week_grid_new       (void);

/* Codes of session_slot joined by '|', in the week's order; "" for none. */
char      *way_week_grid_dup_codes (WayWeekGrid *self);
void       way_week_grid_set_codes (WayWeekGrid *self,
                                    const char  *codes);

/* Every half day. */
void       way_week_grid_fill      (WayWeekGrid *self);

/* How many are set. */
guint      way_week_grid_count     (WayWeekGrid *self);

G_END_DECLS
