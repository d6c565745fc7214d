/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Who is where: placements that run, come, end soon, wait for a review, or have
 * ended. */
#define WAY_TYPE_PLACEMENTS_PAGE (way_placements_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPlacementsPage, way_placements_page, WAY, PLACEMENTS_PAGE, WayPage)

G_END_DECLS
