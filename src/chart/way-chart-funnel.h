/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* A funnel: rates against how many they are of, with the limits between which
 * chance alone would keep them.  Who is outside is named; nobody is ranked: the
 * walk goes from the smallest to the largest by size, not by rate. */

/* The limits of a rate over a base, as a rate (per as many as the chart's); from
 * way_funnel_limits(), with whatever dispersion it is to have. */
typedef void (*WayFunnelLimitFunc) (double   base,
                                    double   level,
                                    double  *low,
                                    double  *high,
                                    gpointer data);

typedef struct
{
  const char *const    *names;
  const double         *counts;       /* NaN: hidden */
  const double         *bases;        /* NaN or nothing: left out */
  guint                 n;
  double                per;          /* 10000: rates are per 10,000 */
  double                average;      /* of all, per as many */
  const char           *average_name; /* "Lancashire" */
  WayFunnelLimitFunc    limits;
  gpointer              limits_data;
  const char           *heading;      /* of the names: "District" */
  const char           *rate_name;    /* "Placements per 10,000 pupils" */
  const char           *count_name;   /* "Placements" */
  const char           *base_name;    /* "Pupils" */
  guint                 decimals;     /* of the rate */
  const char           *title;        /* NULL: from the data */
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayFunnelChart;

/* Series 0 is the rate; its count, its base and its limits are read with it. */
WayChart *way_funnel_chart_new (const WayFunnelChart *funnel);

G_END_DECLS
