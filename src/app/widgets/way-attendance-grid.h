/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-attendance.h"

G_BEGIN_DECLS

/* A sheet of attendance: pupils down, weeks across, six numbers a week.  The
 * names and the headings stay in view when it is scrolled, so it belongs into a
 * GtkScrolledWindow.
 *
 * Keys: arrows, Home, End and Page keys move, with Shift they mark a block;
 * figures are typed straight in, Enter goes down; Delete empties; Ctrl+C and
 * Ctrl+V exchange the block with a spreadsheet; Ctrl+Z takes the last step back
 * as long as there is one.
 *
 * Signals: "changed": a number is another; "moved": the cursor is elsewhere;
 * "problem" (text): what was typed or pasted cannot be. */
#define WAY_TYPE_ATTENDANCE_GRID (way_attendance_grid_get_type ())
G_DECLARE_FINAL_TYPE (WayAttendanceGrid, way_attendance_grid, WAY, ATTENDANCE_GRID, GtkWidget)

/* Lends the sheet, which lives until another is set; NULL shows none. */
void  way_attendance_grid_set_sheet   (WayAttendanceGrid  *self,
                                       WayAttendanceSheet *sheet);
void  way_attendance_grid_set_read_only (WayAttendanceGrid *self,
                                       gboolean            read_only);

/* The cell under the cursor in words; NULL where there is none.  Free with
 * g_free(). */
char *way_attendance_grid_dup_words   (WayAttendanceGrid  *self);

/* What is wrong with its week; NULL where nothing is.  Free with g_free(). */
char *way_attendance_grid_dup_problem (WayAttendanceGrid  *self);

G_END_DECLS
