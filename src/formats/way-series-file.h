/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-formats-error.h"

G_BEGIN_DECLS

/* A series over days with what is expected of it: what `waymarkctl forecast`
 * writes, with the values that came before.  Columns, in any order:
 *
 *   t          a day, 2026-09-01, or a month, 2026-09; rising
 *   value      what was
 *   mean       what is expected
 *   lower_80, upper_80, …   between what it is expected, at most three pairs
 *   places     what there is room for
 *   series_id  of several series one is read; the others are passed over
 *   method     how it was expected
 *
 * t and one of value and mean must be there; the rest may be. */

#define WAY_SERIES_MOST_ROWS   20000
#define WAY_SERIES_MOST_LEVELS 3

typedef struct
{
  guint   level;               /* per cent */
  double *lower;               /* a number a row; NaN: none */
  double *upper;
} WaySeriesLevel;

typedef struct
{
  char           *id;          /* NULL: it has none */
  char           *method;
  guint           n;
  guint32        *days;        /* Julian, rising */
  double         *values;
  double         *means;
  double         *places;      /* NULL: no such column */
  WaySeriesLevel  levels[WAY_SERIES_MOST_LEVELS];   /* the narrowest first */
  guint           n_levels;
} WaySeriesFile;

/* id: which of several series; NULL: the file may have one alone.
 * WAY_FORMATS_ERROR names line and column. */
WaySeriesFile *way_series_file_read (GBytes         *bytes,
                                     const char     *id,
                                     GError        **error);
void           way_series_file_free (WaySeriesFile  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySeriesFile, way_series_file_free)

G_END_DECLS
