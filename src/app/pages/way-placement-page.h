/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* One placement: where and how long, the week, what is due, who pays, and what
 * comes next. */
#define WAY_TYPE_PLACEMENT_PAGE (way_placement_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPlacementPage, way_placement_page, WAY, PLACEMENT_PAGE, WayPage)

G_END_DECLS
