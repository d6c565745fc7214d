/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* The strategy in force: how its actions go, over time and one by one under what
 * they serve, with a step for each. */
#define WAY_TYPE_STRATEGY_PAGE (way_strategy_page_get_type ())
G_DECLARE_FINAL_TYPE (WayStrategyPage, way_strategy_page, WAY, STRATEGY_PAGE, WayPage)

G_END_DECLS
