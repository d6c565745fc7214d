/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* Money by year and kind of provider, on top of each other; no more kinds than
 * there are colours. */
#define WAY_COST_MOST_KINDS 4

typedef struct
{
  const char *const    *years;        /* "2024/25" */
  guint                 n_years;
  const char *const    *kinds;
  const double *const  *spend;        /* a row a kind; NaN: not collected */
  guint                 n_kinds;
  const WayChartState  *states;       /* of each year; NULL: all normal */
  const char           *unit;         /* "£m" */
  guint                 decimals;
  const char           *title;        /* NULL: from the data */
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayCostChart;

/* NULL for more kinds than that. */
WayChart *way_cost_chart_new      (const WayCostChart *cost);

/* What a sum was, what was added and taken away, what it is. */
typedef struct
{
  const char           *from_name;    /* "2024/25" */
  const char           *to_name;
  double                from;
  const char *const    *names;        /* of the changes: "Places", "Price" */
  const double         *changes;
  guint                 n;
  const char           *heading;      /* "Part" */
  const char           *total_name;   /* "Spend" */
  const char           *unit;
  guint                 decimals;
  const char           *title;        /* NULL: from the data */
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayWaterfallChart;

/* Series 0 is the change, series 1 what it comes to. */
WayChart *way_waterfall_chart_new (const WayWaterfallChart *waterfall);

G_END_DECLS
