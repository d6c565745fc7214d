/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart-data.h"

G_BEGIN_DECLS

/* A chart without its picture: walking over its points, saying one, saying the
 * whole, its table and its file.  All from the data, with one rounding. */

/* Where the pointer or the keyboard is. */
typedef struct
{
  guint series;
  guint point;
} WayChartAt;

typedef enum
{
  WAY_WALK_NEXT,
  WAY_WALK_PREVIOUS,
  WAY_WALK_FIRST,
  WAY_WALK_LAST,
  WAY_WALK_NEXT_SERIES,
  WAY_WALK_PREVIOUS_SERIES,
  WAY_WALK_NEXT_YEAR,         /* a year of days on; twelve categories */
  WAY_WALK_PREVIOUS_YEAR,
} WayChartWalk;

/* Moves at; FALSE where it stood at the end already.  A gap is a stop like any
 * other: it has something to say. */
gboolean    way_chart_walk          (const WayChartData *data,
                                     WayChartAt         *at,
                                     WayChartWalk        walk);

/* "Thu 12 Nov 2026, on roll 183 of 224 places, 41 empty; 7 of 12".  Free with
 * g_free(). */
char       *way_chart_read_point    (const WayChartData *data,
                                     WayChartAt          at);

/* The same for a card: the day, then a line a series, at most eight, the one
 * in question among them.  Free with g_strfreev(). */
char      **way_chart_read_lines    (const WayChartData *data,
                                     WayChartAt          at);

/* The whole in sentences: title, range, direction, last value, gaps, notes.
 * Free with g_free(). */
char       *way_chart_describe      (const WayChartData *data);

/* The table: a row a point; the first column is the day or category, then a
 * column a series, each followed by its rest ("Empty") where it has one. */
guint       way_chart_table_n_columns   (const WayChartData *data);
guint       way_chart_table_n_rows      (const WayChartData *data);
gboolean    way_chart_table_is_number   (const WayChartData *data,
                                         guint               column);
/* As people read them.  Free with g_free(). */
char       *way_chart_table_dup_heading (const WayChartData *data,
                                         guint               column);
char       *way_chart_table_dup_cell    (const WayChartData *data,
                                         guint               row,
                                         guint               column);

/* The table as RFC 4180: UTF-8, CRLF, days as YYYY-MM-DD, numbers plain with
 * the decimals of the read-out; "c" is hidden, nothing is not collected; a
 * series with such values has a column of them.  A name that a spreadsheet
 * would run as a formula gets an apostrophe.  Free with g_free(). */
char       *way_chart_table_to_csv      (const WayChartData *data);

G_END_DECLS
