/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-words.h"
#include "way-chart.h"
#include "way-place-plan.h"

G_BEGIN_DECLS

/* A what-if of places as a picture: as it is, and beside it on the same scale as it
 * would be. */
typedef struct
{
  const WayPlacePlan    *plan;
  guint                  setting;   /* or WAY_PLACE_PLAN_ALL */
  GDate                  today;
  const GArray          *periods;   /* of WayPeriod, or NULL */
  WayChartTranslateFunc  translate;
} WayPlacePlanFigure;

/* Series: on roll and places as it is, on roll and places with the changes; its
 * title says what the last change makes of it. */
WayChart *way_place_plan_chart_new   (const WayPlacePlanFigure *self);

/* "Add 12 places at Beacon", "Move 4 places from Beacon to Hawthorn".  Free with
 * g_free(). */
char     *way_place_plan_say_change  (const WayPlacePlan       *plan,
                                      const WayPlaceChange     *change,
                                      WayChartTranslateFunc     translate);

G_END_DECLS
