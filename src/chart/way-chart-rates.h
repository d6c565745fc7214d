/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* Rates side by side: bars from zero, the largest first, held against England,
 * the region, neighbours as named lines, each with the whisker of its interval.
 * Count and base are read with the rate. */
typedef struct
{
  const char *const       *names;
  const double            *counts;    /* NaN: hidden */
  const double            *bases;
  const double            *lows;      /* interval of the rate; NULL: none */
  const double            *highs;
  guint                    n;
  double                   per;       /* 10000: rates are per 10,000 */
  const WayChartBenchmark *levels;    /* lines */
  guint                    n_levels;
  const char              *heading;   /* of the names: "District" */
  const char              *rate_name; /* "Placements per 10,000 pupils" */
  const char              *count_name;
  const char              *base_name;
  const char              *unit;      /* "%", or NULL */
  guint                    decimals;
  const char              *title;     /* NULL: from the data */
  const char              *subtitle;
  const char              *source;
  WayChartTranslateFunc    translate;
} WayRatesChart;

/* Series 0 is the rate. */
WayChart *way_rates_chart_new (const WayRatesChart *rates);

/* How something is spread in each of some groups: the middle as a tick in the box
 * of its middle half, on the line of its middle four fifths. */
typedef struct
{
  const char *const    *names;
  const double         *counts;       /* how many it is of */
  const double         *medians;      /* NaN: hidden */
  const double         *tenths;       /* a tenth is below, */
  const double         *quarters;     /* a quarter, */
  const double         *three_quarters;
  const double         *nine_tenths;
  guint                 n;
  const char           *heading;      /* "Setting" */
  const char           *value_name;   /* "Length of stay" */
  const char           *count_name;   /* "Stays" */
  const char           *unit;         /* "weeks" */
  guint                 decimals;
  const char           *title;        /* NULL: from the data */
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayStripsChart;

/* Series 0 is the middle. */
WayChart *way_strips_chart_new (const WayStripsChart *strips);

G_END_DECLS
