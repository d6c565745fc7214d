/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* One panel meeting: its agenda with a sheet for each child, decisions in place,
 * who is there, and on paper. */
#define WAY_TYPE_MEETING_PAGE (way_meeting_page_get_type ())
G_DECLARE_FINAL_TYPE (WayMeetingPage, way_meeting_page, WAY, MEETING_PAGE, WayPage)

G_END_DECLS
