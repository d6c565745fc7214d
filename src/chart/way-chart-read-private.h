/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-read.h"

G_BEGIN_DECLS

/* A value of a series, with its unit where that stands at the number; a day as a
 * day.  Free with g_free(). */
char   *way_read_amount (const WayChartData *data,
                         guint               series,
                         double              value);

/* "on roll 183 of 224 places, 41 empty, …": a value with all that belongs to it.
 * Free with g_free(). */
char   *way_read_series (const WayChartData *data,
                         guint               series,
                         guint               point);

/* What the whole has left, or NaN. */
double  way_read_rest   (const WayChartData *data,
                         guint               series,
                         guint               point);

G_END_DECLS
