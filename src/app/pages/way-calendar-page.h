/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* School days, a year at a glance: the authority's, or an establishment's laid
 * over them (set_record).  Ctrl+N enters days. */
#define WAY_TYPE_CALENDAR_PAGE (way_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (WayCalendarPage, way_calendar_page, WAY, CALENDAR_PAGE, WayPage)

G_END_DECLS
