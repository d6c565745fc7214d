/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart.h"
#include "way-release.h"

G_BEGIN_DECLS

/* Charts of protected tables: nothing but their figures goes in, and what is hidden
 * is marked as hidden. */

/* The share that a table is about, or its first count, or else its first column, in a
 * period by its first dimension; against the places where it has them.  translate
 * NULL: English. */
WayChart *way_release_table_chart    (const WayReleaseTable  *table,
                                      guint                   period,
                                      const char             *source,
                                      WayChartTranslateFunc   translate);

/* Places and pupils on roll in all, from census day to census day; the tables may be
 * of several years, in any order.  NULL where none of them has both. */
WayChart *way_release_occupancy_chart (const GPtrArray       *tables,
                                       const char            *source,
                                       WayChartTranslateFunc  translate);

G_END_DECLS
