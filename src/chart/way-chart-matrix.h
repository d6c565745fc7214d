/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* A heat map of settings by month, with the means of rows and columns. */
typedef struct
{
  const char          *name;
  const char          *detail;        /* a second line: "72 places"; NULL: none */
  const double        *values;        /* a value a day; NaN: not collected */
  const WayChartState *states;        /* NULL: they follow from the values */
} WayMatrixRow;

typedef struct
{
  const guint32        *days;         /* one in each month, rising */
  guint                 n_days;
  const WayMatrixRow   *rows;
  guint                 n_rows;
  const char           *unit;         /* "%", or NULL */
  guint                 decimals;
  double                low;          /* of the palest cell; NaN: of the data */
  double                high;         /* of the fullest: above it is over */
  const char           *units;        /* "Filled, %" */
  gboolean              has_means;    /* of what is shown: never of what is hidden */
  const char           *title;
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayMatrixChart;

WayChart *way_matrix_chart_new (const WayMatrixChart *matrix);

/* Occupancy of several settings as small multiples on one scale: people on roll
 * as steps over their fill, places as a line, what is over hatched. */
typedef struct
{
  const char   *name;
  const double *places;
  const double *on_roll;
} WayMultiplesSetting;

typedef struct
{
  const guint32             *days;
  guint                      n_days;
  const WayMultiplesSetting *settings;
  guint                      n_settings;
  guint                      decimals;
  gboolean                   is_free; /* each with a scale of its own */
  guint32                    today;   /* 0: none */
  const WayPeriod           *periods;
  guint                      n_periods;
  const char                *title;
  const char                *subtitle;
  const char                *source;
  WayChartTranslateFunc      translate;
} WayMultiplesChart;

WayChart *way_multiples_chart_new (const WayMultiplesChart *multiples);

G_END_DECLS
