/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart-words.h"

G_BEGIN_DECLS

/* The table under a chart: points along x (days, or named categories) and
 * series of numbers over them.  Numbers and labels only: the caller maps what
 * it knows to these, after disclosure control.
 *
 * Build it, then share it: reference counted (atomic), and not to be changed
 * once a chart holds it. */
typedef struct _WayChartData WayChartData;

/* Each has a mark, an entry in the key and a word of its own.  The last four
 * have no number. */
typedef enum
{
  WAY_CHART_NORMAL,
  WAY_CHART_ESTIMATED,        /* drawn dashed */
  WAY_CHART_PROVISIONAL,      /* drawn dotted: may still change */
  WAY_CHART_FORECAST,         /* drawn dashed: not a fact */
  WAY_CHART_SUPPRESSED,       /* hidden; the number is not kept */
  WAY_CHART_MISSING,          /* not collected: a gap, never zero */
  WAY_CHART_NOT_APPLICABLE,   /* there can be none */
  WAY_CHART_CLOSED,           /* what is counted did not exist */
  WAY_CHART_N_STATES
} WayChartState;

/* How a series is said with the one that it belongs to.  It is a column of the
 * table like any other, but the walk passes it by: it is read with its owner. */
typedef enum
{
  WAY_PART_NONE,              /* stands for itself */
  WAY_PART_LOW,               /* an interval, together with the next series; its
                                 spoken name is the interval's: "95% interval" */
  WAY_PART_HIGH,
  WAY_PART_BESIDE,            /* a count, a denominator, a chance */
} WayChartPart;

/* What values are held against: England, a region, a target.  Texts are
 * copied. */
typedef struct
{
  const char *name;
  double      low;
  double      high;           /* NaN: a line, not a band */
  gboolean    of_whole;       /* per cent of the series' whole */
} WayChartBenchmark;

/* What a series is.  All texts are copied. */
typedef struct
{
  const char *name;           /* "On roll": heading and end label */
  const char *spoken;         /* inside a sentence, "on roll"; NULL: the name */
  const char *unit;           /* "pupils", "%", or NULL */
  guint       decimals;
  int         whole;          /* series this one fills (its places), or -1 */
  const char *rest;           /* heading of whole minus this, "Empty"; NULL: none */
  gboolean    is_day;         /* the values are Julian days */
} WayChartSeries;

/* days must rise; they are Julian numbers as of way_date_julian().  NULL if
 * they do not rise.  Free with way_chart_data_unref(). */
WayChartData *way_chart_data_new_days   (const guint32         *days,
                                         guint                  n,
                                         WayChartTranslateFunc  translate);

/* The same with one more point that is no day, at the end: a mean of all.  Its
 * day is the one after the last. */
WayChartData *way_chart_data_new_days_and_label
                                        (const guint32         *days,
                                         guint                  n,
                                         const char            *label,
                                         WayChartTranslateFunc  translate);

/* heading names the categories in the table ("District"). */
WayChartData *way_chart_data_new_labels (const char            *heading,
                                         const char *const     *labels,
                                         guint                  n,
                                         WayChartTranslateFunc  translate);
WayChartData *way_chart_data_ref        (WayChartData          *self);
void          way_chart_data_unref      (WayChartData          *self);

/* Copies n values, n as of the table.  What is not finite is missing.  Gives
 * the index of the new series. */
guint         way_chart_data_add_series (WayChartData          *self,
                                         const WayChartSeries  *series,
                                         const double          *values);
void          way_chart_data_set_state  (WayChartData          *self,
                                         guint                  series,
                                         guint                  point,
                                         WayChartState          state);

/* Makes series a part of owner.  A high follows its low at once. */
void          way_chart_data_set_part   (WayChartData          *self,
                                         guint                  series,
                                         guint                  owner,
                                         WayChartPart           part);
WayChartPart  way_chart_data_get_part   (const WayChartData    *self,
                                         guint                  series);
/* The series it is a part of, or itself. */
guint         way_chart_data_get_owner  (const WayChartData    *self,
                                         guint                  series);

/* Said with every value of the series, and in the description. */
void          way_chart_data_add_benchmark
                                        (WayChartData          *self,
                                         guint                  series,
                                         const WayChartBenchmark *benchmark);
const WayChartBenchmark *
              way_chart_data_get_benchmarks
                                        (const WayChartData    *self,
                                         guint                  series,
                                         guint                 *n);

/* A copy with the points in falling order of a series: for bars, in picture,
 * walk and table alike.  What has no value comes last; equals keep their
 * order.  Categories only. */
WayChartData *way_chart_data_new_sorted (const WayChartData    *self,
                                         guint                  series);

/* Categories that fall into groups, one after the other (the lanes of a
 * timeline), and say all there is to say: the read-out is the label alone, and
 * up and down go from group to group.  groups has one rising number a point. */
void          way_chart_data_set_groups (WayChartData          *self,
                                         const guint           *groups);
gboolean      way_chart_data_has_groups (const WayChartData    *self);
guint         way_chart_data_get_group  (const WayChartData    *self,
                                         guint                  point);

/* Points that lie in no row (the parts of a flow): where each key leads from
 * each point, to itself where it leads nowhere.  The label says what there is,
 * and the value follows. */
typedef struct
{
  guint next;
  guint previous;
  guint down;
  guint up;
} WayChartWays;

void          way_chart_data_set_ways   (WayChartData          *self,
                                         const WayChartWays    *ways);
/* NULL: there are none. */
const WayChartWays *
              way_chart_data_get_ways   (const WayChartData    *self);

/* Words around the chart; NULL clears. */
void          way_chart_data_set_title    (WayChartData        *self,
                                           const char          *title);
void          way_chart_data_set_subtitle (WayChartData        *self,
                                           const char          *subtitle);
void          way_chart_data_set_source   (WayChartData        *self,
                                           const char          *source);
/* A sentence that belongs to the description: "26 places added, …". */
void          way_chart_data_add_note     (WayChartData        *self,
                                           const char          *note);

const char   *way_chart_data_get_title    (const WayChartData  *self);
const char   *way_chart_data_get_subtitle (const WayChartData  *self);
const char   *way_chart_data_get_source   (const WayChartData  *self);
const char *const *
              way_chart_data_get_notes    (const WayChartData  *self);
const char   *way_chart_data_get_heading  (const WayChartData  *self);

gboolean      way_chart_data_has_days     (const WayChartData  *self);
/* Whether a point is the one that is no day. */
gboolean      way_chart_data_is_label     (const WayChartData  *self,
                                           guint                point);
guint         way_chart_data_n_points     (const WayChartData  *self);
guint         way_chart_data_n_series     (const WayChartData  *self);

/* Lent; valid while the data lives. */
const WayChartSeries *
              way_chart_data_get_series   (const WayChartData  *self,
                                           guint                series);
const double *way_chart_data_get_values   (const WayChartData  *self,
                                           guint                series);

/* The value; NaN for a state that has none. */
double        way_chart_data_get_value    (const WayChartData  *self,
                                           guint                series,
                                           guint                point);
WayChartState way_chart_data_get_state    (const WayChartData  *self,
                                           guint                series,
                                           guint                point);
gboolean      way_chart_data_has_states   (const WayChartData  *self,
                                           guint                series);

/* Day of a point; 0 where x is categories. */
guint32       way_chart_data_get_day      (const WayChartData  *self,
                                           guint                point);
/* Category, or "Thu 12 Nov 2026".  Free with g_free(). */
char         *way_chart_data_dup_label    (const WayChartData  *self,
                                           guint                point);
WayChartTranslateFunc
              way_chart_data_get_translate (const WayChartData *self);

/* Smallest and largest value of a series; FALSE where it has none. */
gboolean      way_chart_data_get_range    (const WayChartData  *self,
                                           guint                series,
                                           double              *low,
                                           double              *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayChartData, way_chart_data_unref)

G_END_DECLS
