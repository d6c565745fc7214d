/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* How many places there are and how many are filled: over time as a chart, and
 * by setting on a day. */
#define WAY_TYPE_PLACES_PAGE (way_places_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPlacesPage, way_places_page, WAY, PLACES_PAGE, WayPage)

G_END_DECLS
