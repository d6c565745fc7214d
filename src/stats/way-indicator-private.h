/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-indicator.h"

G_BEGIN_DECLS

/* How the functions of the library add cases.  Each file way-indicator-*.c has
 * those of one family, and says them in a table. */

typedef struct
{
  const char       *name;
  WayIndicatorFunc  func;
} WayIndicatorFuncRow;

extern const WayIndicatorFuncRow way_indicator_places_funcs[];
extern const WayIndicatorFuncRow way_indicator_exclusion_funcs[];
extern const WayIndicatorFuncRow way_indicator_path_funcs[];
extern const WayIndicatorFuncRow way_indicator_attendance_funcs[];
extern const WayIndicatorFuncRow way_indicator_time_funcs[];
extern const WayIndicatorFuncRow way_indicator_money_funcs[];
extern const WayIndicatorFuncRow way_indicator_quality_funcs[];
extern const WayIndicatorFuncRow way_indicator_after_funcs[];
extern const WayIndicatorFuncRow way_indicator_area_funcs[];

/* A case of a stay: its child, its provision, its last day in the period. */
WayCase  way_case_of_stay      (const WayIndicatorFacts    *facts,
                                guint                       stay,
                                guint32                     day);
void     way_cases_add         (WayCases                   *cases,
                                const WayCase              *one);
void     way_cases_add_stay    (WayCases                   *cases,
                                const WayIndicatorFacts    *facts,
                                guint                       stay,
                                guint32                     day,
                                gint64                      numerator,
                                gint64                      denominator);

/* The stay is at a provision that is in the authority's figures. */
gboolean way_stat_is_counted   (const WayIndicatorFacts    *facts,
                                const WayStatStay          *stay);
/* And shares a day with the period. */
gboolean way_stat_in_period    (const WayIndicatorFacts    *facts,
                                const WayStatStay          *stay,
                                const WayIndicatorQuestion *question);
/* A day lies in the period. */
gboolean way_stat_is_asked     (const WayIndicatorQuestion *question,
                                guint32                     day);

/* Places of counted provisions on a day, a case a row: denominators. */
void     way_cases_add_places  (WayCases                   *cases,
                                const WayIndicatorFacts    *facts,
                                guint32                     day,
                                gint64                      unit);

/* The last figure of a measure that was given for a day in or before the
 * period, none older than the period is long and a year: a case each for the
 * whole area, or by district or phase where it is asked by them.  FALSE where
 * there is none. */
gboolean way_cases_add_given   (WayCases                   *cases,
                                const WayIndicatorFacts    *facts,
                                const WayIndicatorQuestion *question,
                                const char                 *measure,
                                gboolean                    numerator);

/* People of the ages that rates are by in the year of a day, or the last before
 * it: a case a district.  FALSE where there are none. */
gboolean way_cases_add_population (WayCases                *cases,
                                   const WayIndicatorFacts *facts,
                                   guint32                  day);

G_END_DECLS
