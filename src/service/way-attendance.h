/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-attendance-rule.h"
#include "way-facts.h"

G_BEGIN_DECLS

/* The attendance of one setting as a sheet: a row for each placement, for each
 * school week six numbers.  It is filled in memory, by hand or from a
 * spreadsheet's text, taken back step by step, and saved as one edit.
 *
 * A column is week × WAY_N_MEASURES + measure, both from 0. */

typedef struct
{
  WayId   placement;
  char   *name;            /* of the pupil */
  char   *year;            /* nc_year; may be NULL */
  char   *provision;
} WayAttendanceRow;

typedef struct _WayAttendanceSheet WayAttendanceSheet;

/* The placements at an establishment that share a day with [from, to], by name,
 * over its school weeks there.  What the calendar and the timetable say was
 * possible stands in the weeks of which nothing is recorded yet. */
WayAttendanceSheet     *way_attendance_sheet_new    (WayFacts            *facts,
                                                     const WayId         *establishment,
                                                     const GDate         *from,
                                                     const GDate         *to,
                                                     GError             **error);
void                    way_attendance_sheet_free   (WayAttendanceSheet  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayAttendanceSheet, way_attendance_sheet_free)

guint                   way_attendance_sheet_n_rows (const WayAttendanceSheet *self);
guint                   way_attendance_sheet_n_weeks (const WayAttendanceSheet *self);
guint                   way_attendance_sheet_n_columns (const WayAttendanceSheet *self);
const WayAttendanceRow *way_attendance_sheet_row    (const WayAttendanceSheet *self,
                                                     guint                row);

/* The Monday of a week. */
const GDate            *way_attendance_sheet_week   (const WayAttendanceSheet *self,
                                                     guint                week);

/* Whether the placement runs in that week, so that there is something to fill in. */
gboolean                way_attendance_sheet_is_open (const WayAttendanceSheet *self,
                                                     guint                row,
                                                     guint                column);

/* Whether the number was worked out and not recorded. */
gboolean                way_attendance_sheet_is_prefilled (const WayAttendanceSheet *self,
                                                     guint                row,
                                                     guint                column);

/* WAY_INTEGER_NONE where the cell is empty. */
gint64                  way_attendance_sheet_get    (const WayAttendanceSheet *self,
                                                     guint                row,
                                                     guint                column);

/* Writes a number or empties a cell: one step to be taken back.  FALSE with
 * WAY_SERVICE_ERROR_INVALID where the week is not open, or the number is not one
 * of a week. */
gboolean                way_attendance_sheet_set    (WayAttendanceSheet  *self,
                                                     guint                row,
                                                     guint                column,
                                                     gint64               value,
                                                     GError             **error);

/* What is wrong with a week, as a sentence; NULL where nothing is.  Free with
 * g_free(). */
char                   *way_attendance_sheet_problem (const WayAttendanceSheet *self,
                                                     guint                row,
                                                     guint                column);

/* A block of cells, corners included, as text with tabs and line ends, as
 * spreadsheets exchange it.  Free with g_free(). */
char                   *way_attendance_sheet_copy   (const WayAttendanceSheet *self,
                                                     guint                row,
                                                     guint                column,
                                                     guint                last_row,
                                                     guint                last_column);

/* Writes such a text from a cell on: one step.  All of it or, where a value is
 * no number of sessions, reaches past the sheet or meets a week that is not
 * open, nothing; the message names line and place in the text.  An empty value
 * empties the cell. */
gboolean                way_attendance_sheet_paste  (WayAttendanceSheet  *self,
                                                     guint                row,
                                                     guint                column,
                                                     const char          *text,
                                                     GError             **error);

/* Takes back the last step; FALSE where there is none. */
gboolean                way_attendance_sheet_undo   (WayAttendanceSheet  *self);

/* Weeks that differ from what is recorded. */
guint                   way_attendance_sheet_n_changed (const WayAttendanceSheet *self);

/* Records them in one edit: WAY_MODEL_ERROR with whose week it is where one
 * cannot be. */
gboolean                way_attendance_sheet_save   (WayAct                   *act,
                                                     const WayAttendanceSheet *self,
                                                     GError                  **error);

/* No two records of the same register may be of the same week.
 * WAY_MODEL_ERROR_CONTRADICTION. */
gboolean                way_attendance_check_week   (WayDb                    *db,
                                                     const WayAttendanceWeek  *week,
                                                     GError                  **error);

/* The weeks of a pupil from one day to another that any register counts, in
 * order: those of several placements added up, and the school's register joined
 * to them so that no session counts twice (way_sessions_join()).  days tell how
 * many sessions a week has. */
typedef struct
{
  GDate       week;
  WaySessions sessions;
} WayPupilSessions;

GArray                 *way_attendance_of_pupil     (WayDb               *db,
                                                     const WayId         *pupil,
                                                     const WaySchoolDays *days,
                                                     const GDate         *from,
                                                     const GDate         *to,
                                                     GError             **error);

/* Whether nothing but what was possible is filled in. */
gboolean                way_attendance_is_blank     (const WayAttendanceWeek  *week);

G_END_DECLS
