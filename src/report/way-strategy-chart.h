/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart.h"
#include "way-strategy-flow.h"

G_BEGIN_DECLS

/* How the actions of a strategy went, month by month: bars of those done, under
 * way, not begun, late and dropped, one upon the other. */
WayChart *way_strategy_chart_new (const WayStrategyView *view,
                                  const GDate           *on,
                                  WayChartTranslateFunc  translate);

/* "4 of 10 actions are done, 1 is late".  Free with g_free(). */
char     *way_strategy_say       (const WayStrategyView *view,
                                  WayChartTranslateFunc  translate);

G_END_DECLS
