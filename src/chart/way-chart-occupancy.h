/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* Occupancy over time: places as a dark step, people on roll as a step over a
 * pale fill, so that the white between them is the empty room.  The gap is
 * measured at its end and at its widest, what is over is hatched and named,
 * and each change of places is noted at its date. */
typedef struct
{
  const guint32        *days;         /* rising Julian numbers */
  const double         *places;       /* NaN: not known */
  const double         *on_roll;
  guint                 n;
  guint                 decimals;     /* 0 for heads, 1 for full-time equivalent */
  guint32               today;        /* 0: none */
  const char           *benchmark;    /* "target": how full it should be; NULL: none */
  double                benchmark_low;  /* per cent of the places */
  double                benchmark_high;
  const WayPeriod      *periods;      /* terms and holidays, or none */
  guint                 n_periods;
  const char           *title;
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayOccupancyChart;

/* Series 0 is on roll, series 1 places.  NULL where the days do not rise. */
WayChart *way_occupancy_chart_new (const WayOccupancyChart        *occupancy);

/* One setting on the day that the title is about. */
typedef struct
{
  const char *name;
  double      places;
  double      on_roll;
} WayOccupancyChartSetting;

/* "A gap of 41 places, yet Beacon Centre is one over": the difference of all
 * places and all on roll, and who is over.  Free with g_free(). */
char     *way_occupancy_chart_title     (const WayOccupancyChartSetting *settings,
                                   guint                      n,
                                   WayChartTranslateFunc      translate);

/* "Pupils on roll and commissioned places, six settings, September 2024 to
 * 10 November 2026. Holidays shaded."  Free with g_free(). */
char     *way_occupancy_chart_subtitle  (guint                      n_settings,
                                   guint32                    from,
                                   guint32                    to,
                                   gboolean                   has_holidays,
                                   WayChartTranslateFunc      translate);

G_END_DECLS
