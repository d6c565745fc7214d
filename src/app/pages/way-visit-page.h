/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-record-page.h"

G_BEGIN_DECLS

/* A visit: how far it is, what was answered, what is to be done, what was added. */
#define WAY_TYPE_VISIT_PAGE (way_visit_page_get_type ())
G_DECLARE_FINAL_TYPE (WayVisitPage, way_visit_page, WAY, VISIT_PAGE, WayRecordPage)

/* Something that is to be done about a setting. */
#define WAY_TYPE_ACTION_PAGE (way_action_page_get_type ())
G_DECLARE_FINAL_TYPE (WayActionPage, way_action_page, WAY, ACTION_PAGE, WayRecordPage)

/* A hold of new placements. */
#define WAY_TYPE_HOLD_PAGE (way_hold_page_get_type ())
G_DECLARE_FINAL_TYPE (WayHoldPage, way_hold_page, WAY, HOLD_PAGE, WayRecordPage)

G_END_DECLS
