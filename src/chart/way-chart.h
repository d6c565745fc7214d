/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart-data.h"
#include "way-chart-theme.h"
#include "way-chart-ticks.h"

G_BEGIN_DECLS

/* What a chart is, apart from its size and colours: a table, a frame, marks
 * for its series, and guides that point things out.  Lay it out with
 * way_chart_scene_new().  Build it, then share it: reference counted (atomic)
 * and not to be changed once laid out. */
typedef struct _WayChart WayChart;

typedef enum
{
  WAY_CHART_TIME,             /* days along x, numbers up y */
  WAY_CHART_COLUMNS,          /* categories along x, bars upwards */
  WAY_CHART_ROWS,             /* categories down y, bars to the right */
  WAY_CHART_HEAT,             /* points along x, a row a series, cells */
  WAY_CHART_LANES,            /* events over days: way_timeline_chart_new() */
  WAY_CHART_POINTS,           /* numbers along x: way_funnel_chart_new() */
  WAY_CHART_FLOW,             /* nodes and ribbons: way_flow_chart_new() */
} WayChartFrame;

typedef enum
{
  WAY_MARK_STEP,              /* a value holds until the next */
  WAY_MARK_LINE,
  WAY_MARK_DOT,
  WAY_MARK_BAND,              /* between series and other; edges of role, if any */
  WAY_MARK_EXCESS,            /* hatched where series is above other; steps */

  /* In the frames of categories: */
  WAY_MARK_BAR,
  WAY_MARK_CHANGE,            /* a step of series up or down to other, in fill; the
                                 whole of other where series has none */
  WAY_MARK_WHISKER,           /* from series to other: the interval of a bar */
  WAY_MARK_BOX,               /* the same as a box */
  WAY_MARK_TICK,              /* a stroke across, with its number */
} WayMarkKind;

typedef struct
{
  WayMarkKind  kind;
  guint        series;
  guint        other;
  WayChartRole role;
  WayChartRole fill;          /* under a step or line, down to zero; GROUND: none */
  double       width;         /* of the line; 0: as fits the number of series */
  gboolean     extends;       /* goes on, dashed, to the edge */
  gboolean     has_end_dot;
  gboolean     is_hollow;     /* bars: fill and an edge of role */
  gboolean     is_apart;      /* heat rows: a rule above, a bold name; totals */
  guint        facet;         /* way_chart_add_facet() */
} WayMark;

typedef enum
{
  WAY_GUIDE_NOTE,             /* words near (x, y) */
  WAY_GUIDE_BRACKET,          /* measures from y to other_y at x */
  WAY_GUIDE_END_BRACKET,      /* the same, beyond the last point */
  WAY_GUIDE_END,              /* words at the right end, at y */
  WAY_GUIDE_LEVEL,            /* a named line across at y */
  WAY_GUIDE_INSTANT,          /* a named line down at x: today */
  WAY_GUIDE_PIN,              /* a note that somebody pinned to x */
} WayGuideKind;

/* Guides are placed in the order they are added; words that find no place give
 * way to brief, then stay out of the picture: the description has them. */
typedef struct
{
  WayGuideKind  kind;
  double        x;            /* in data: a Julian day, or a category's index */
  double        y;
  double        other_y;
  const char   *text;
  const char   *brief;        /* or NULL */
  WayChartRole  role;
  gboolean      is_bold;
  guint         facet;
} WayGuide;

/* Takes a reference on data. */
WayChart     *way_chart_new         (WayChartData    *data,
                                     WayChartFrame    frame);
WayChart     *way_chart_ref         (WayChart        *self);
void          way_chart_unref       (WayChart        *self);

void          way_chart_add_mark    (WayChart        *self,
                                     const WayMark   *mark);
/* Copies the texts. */
void          way_chart_add_guide   (WayChart        *self,
                                     const WayGuide  *guide);
/* Copies; terms and holidays in the order of days. */
void          way_chart_add_periods (WayChart        *self,
                                     const WayPeriod *periods,
                                     guint            n);
/* Small multiples: marks and guides of a facet have a plot of their own, under
 * its name, beside the others on one axis of x.  Gives its index.  In the frames
 * of time and of categories. */
guint         way_chart_add_facet   (WayChart        *self,
                                     const char      *name);
/* Each facet has its own scale of y; by default they share one.  The chart says
 * which it is. */
void          way_chart_set_free    (WayChart        *self,
                                     gboolean         is_free);
/* Names the units at the head of the y axis ("pupils, places"). */
void          way_chart_set_units   (WayChart        *self,
                                     const char      *units);
/* Bars of several series: on top of each other, not side by side. */
void          way_chart_set_stacked (WayChart        *self,
                                     gboolean         stacked);
/* Every bar carries its number; on by default. */
void          way_chart_set_counted (WayChart        *self,
                                     gboolean         counted);
/* A key names the colours of several series of bars; on by default. */
void          way_chart_set_keyed   (WayChart        *self,
                                     gboolean         keyed);
/* The axis holds at least these; bars and fills always hold zero.
 * Of a heat map: the values of the palest and the fullest cell; what is above
 * high is over. */
void          way_chart_set_range   (WayChart        *self,
                                     double           low,
                                     double           high);

/* The first and the last day of an axis of days; FALSE where there is none. */
gboolean      way_chart_get_days    (const WayChart  *self,
                                     guint32         *from,
                                     guint32         *to);

/* The day on which a point of such a chart lies. */
guint32       way_chart_get_point_day (const WayChart *self,
                                       guint           point);

WayChartData *way_chart_get_data    (const WayChart  *self);
WayChartFrame way_chart_get_frame   (const WayChart  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayChart, way_chart_unref)

G_END_DECLS
