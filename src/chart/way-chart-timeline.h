/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* Lanes of bars, moments and weekly values under one axis of school time: what
 * happened when, beside each other.  Only what lies after today is dashed. */
typedef enum
{
  WAY_EVENT_BAR,              /* from a day to a day, words in it */
  WAY_EVENT_SHORT,            /* the same, words beside it */
  WAY_EVENT_MOMENT,           /* one day, a diamond; hollow after today */
  WAY_EVENT_WEEK,             /* a value for a week: upright bars */
} WayEventKind;

typedef struct
{
  WayEventKind  kind;
  guint         lane;
  guint32       from;         /* Julian days, both included */
  guint32       to;           /* 0: open, to the end of the axis */
  const char   *text;
  WayChartRole  role;
  double        value;        /* of a week; NaN: not collected */
} WayEvent;

typedef struct
{
  const char   *name;
  const char   *note;         /* below it, dim; or NULL */
  double        level;        /* weeks: a named line; NaN: none */
  double        full;         /* weeks: the value that fills the lane */
  const char   *unit;         /* weeks: "%" */
} WayLane;

typedef struct
{
  const WayLane        *lanes;
  guint                 n_lanes;
  const WayEvent       *events;       /* in any order */
  guint                 n_events;
  guint32               from;         /* of the axis */
  guint32               to;
  guint32               today;        /* 0: none */
  const WayPeriod      *periods;
  guint                 n_periods;
  const char           *title;
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayTimeline;

/* The table has a row an event, lane by lane, with its days; the read-out is
 * the event in words, up and down go from lane to lane.  NULL where an event
 * names no lane or ends before it begins. */
WayChart *way_timeline_chart_new (const WayTimeline *timeline);

G_END_DECLS
