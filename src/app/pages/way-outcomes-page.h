/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Indicators against their target, the year before and England; each opens to
 * its chart over time, its groups, its definition and the records behind it. */
#define WAY_TYPE_OUTCOMES_PAGE (way_outcomes_page_get_type ())
G_DECLARE_FINAL_TYPE (WayOutcomesPage, way_outcomes_page, WAY, OUTCOMES_PAGE, WayPage)

G_END_DECLS
