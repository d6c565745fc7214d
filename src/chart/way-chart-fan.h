/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* A forecast: what was, then what may come as bands around a dashed middle, from
 * a line that says where fact ends. */

#define WAY_FAN_MOST_BANDS 3
#define WAY_FAN_MOST_OLDER 4

typedef struct
{
  guint         level;        /* 50, 80, 95: per cent */
  const double *low;          /* NaN where there is no forecast */
  const double *high;
} WayFanBand;

/* An older forecast, to be held against what came. */
typedef struct
{
  const char   *name;         /* "Forecast of September 2025" */
  const double *values;
} WayFanOlder;

typedef struct
{
  const guint32        *days;         /* rising Julian numbers */
  const double         *values;       /* what was; NaN from the forecast on */
  const double         *middle;       /* what is expected; NaN before */
  guint                 n;
  WayFanBand            bands[WAY_FAN_MOST_BANDS];   /* the narrowest first */
  guint                 n_bands;
  const double         *places;       /* a line to hold it against; NULL: none */
  const double         *chances;      /* per cent, to be above it; NULL: none */
  WayFanOlder           older[WAY_FAN_MOST_OLDER];
  guint                 n_older;
  const char           *value_name;   /* "Pupils" */
  const char           *places_name;  /* "Places" */
  guint                 decimals;
  const char           *method;       /* a sentence; NULL: none */
  const WayPeriod      *periods;
  guint                 n_periods;
  const char           *title;        /* NULL: from the data */
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayFanChart;

/* Series 0 is what was and what is expected; its bands and chances are read with
 * it.  NULL where the days do not rise. */
WayChart *way_fan_chart_new (const WayFanChart *fan);

G_END_DECLS
