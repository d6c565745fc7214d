/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart.h"

struct _WayChart
{
  gatomicrefcount  ref_count;
  WayChartData    *data;
  WayChartFrame    frame;
  GArray          *marks;     /* WayMark */
  GArray          *guides;    /* WayGuide, texts in texts */
  GArray          *periods;   /* WayPeriod, labels in texts */
  GArray          *lanes;     /* WayLane and WayEvent of a timeline */
  GArray          *events;
  guint32          today;
  GPtrArray       *facets;    /* names, in texts */
  GArray          *curves;    /* WayChartCurve of a frame of points */
  struct _WayFlow *flow;      /* of a frame of flow: way-chart-flow-private.h */
  GStringChunk    *texts;
  const char      *units;
  double           low;       /* NaN: as the data say */
  double           high;
  gboolean         is_stacked;
  gboolean         is_counted;
  gboolean         is_keyed;
  gboolean         is_free;
};

/* A line over a frame of points, with its name at the end. */
typedef struct
{
  double         *x;          /* owned by the chart */
  double         *y;
  guint           n;
  const char     *name;       /* or NULL */
  WayChartRole    role;
  guint           line;       /* WayChartLine */
} WayChartCurve;

void way_flow_free (struct _WayFlow *self);
