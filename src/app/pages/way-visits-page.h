/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Visits: begun, planned, due and not planned, done; and the actions that are open. */
#define WAY_TYPE_VISITS_PAGE (way_visits_page_get_type ())
G_DECLARE_FINAL_TYPE (WayVisitsPage, way_visits_page, WAY, VISITS_PAGE, WayPage)

G_END_DECLS
