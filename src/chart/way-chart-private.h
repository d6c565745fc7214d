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
  GStringChunk    *texts;
  const char      *units;
  double           low;       /* NaN: as the data say */
  double           high;
  gboolean         is_stacked;
  gboolean         is_counted;
  gboolean         is_keyed;
};
