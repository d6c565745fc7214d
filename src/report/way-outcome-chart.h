/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart.h"
#include "way-outcomes.h"

G_BEGIN_DECLS

/* Indicators in words and as a chart, for page, paper and command line. */

/* "67.3%", "£14,983", "Not collected": the value with its unit, or why there is
 * none.  Free with g_free(). */
char     *way_outcome_say        (const WayCode         *row,
                                  const WayResult       *result,
                                  gboolean               is_whole,
                                  WayChartTranslateFunc  translate);

/* "at least 95.0%", "85.0% to 95.0%"; NULL where nothing is aimed at.  Free with
 * g_free(). */
char     *way_outcome_say_aim    (const WayCode         *row,
                                  const WayAim          *aim,
                                  WayChartTranslateFunc  translate);

/* A published figure, or its sign in words.  Free with g_free(). */
char     *way_outcome_say_published (const WayCode         *row,
                                     const char            *value,
                                     WayChartTranslateFunc  translate);

/* "Occupancy is 81.6%, after 67.3% a year before".  Free with g_free(). */
char     *way_outcome_say_change (const WayOutcome      *outcome,
                                  WayChartTranslateFunc  translate);

/* A line over the points, each at the end of its period; what is aimed at and
 * England's figure as named levels. */
WayChart *way_outcome_chart_new  (const WayOutcome      *outcome,
                                  const GArray          *points,
                                  WayChartTranslateFunc  translate);

G_END_DECLS
