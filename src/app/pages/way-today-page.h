/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* The first page: how things stand in six figures, what is to be done, what
 * came in and what is coming up. */
#define WAY_TYPE_TODAY_PAGE (way_today_page_get_type ())
G_DECLARE_FINAL_TYPE (WayTodayPage, way_today_page, WAY, TODAY_PAGE, WayPage)

G_END_DECLS
