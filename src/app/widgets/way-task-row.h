/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-today.h"

G_BEGIN_DECLS

/* One thing to do: how urgent, for whom, what, by when, and the step to take.
 * Signal "step": the button was pressed, or the row activated. */
#define WAY_TYPE_TASK_ROW (way_task_row_get_type ())
G_DECLARE_FINAL_TYPE (WayTaskRow, way_task_row, WAY, TASK_ROW, GtkListBoxRow)

/* Copies what it shows; the record to open is in entity and id below.  The
 * size groups keep the columns of all rows in line. */
GtkWidget   *way_task_row_new        (const WayTask *task,
                                      const GDate   *today,
                                      GtkSizeGroup  *due_column,
                                      GtkSizeGroup  *step_column);

WaySeverity  way_task_row_get_severity (WayTaskRow  *self);

/* The record on whose page the step is taken: a static name, and its id. */
const char  *way_task_row_get_entity (WayTaskRow    *self);
const WayId *way_task_row_get_id     (WayTaskRow    *self);

/* The page on which the step is taken instead; NULL for the record's own. */
const char  *way_task_row_get_page   (WayTaskRow    *self);

/* What the step, or one of the row's menu, records about the duty (of duty_act;
 * NULL: the step opens something), and that record, to be filled in.  Free with
 * way_duty_act_free(). */
const char  *way_task_row_get_step_kind (WayTaskRow *self);
WayDutyAct  *way_task_row_start_act  (WayTaskRow    *self,
                                      const char    *kind);

/* Whether the step records what was considered of the child. */
gboolean     way_task_row_considers  (WayTaskRow    *self);

/* After how many weeks the step records whether it has lasted; 0: it does not. */
guint        way_task_row_get_weeks  (WayTaskRow    *self);

/* One row of a list stands out. */
void         way_task_row_set_suggested (WayTaskRow *self,
                                         gboolean    suggested);

G_END_DECLS
