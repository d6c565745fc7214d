/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-record-page.h"

G_BEGIN_DECLS

/* One child: where now, what comes next, and the time at school so far. */
#define WAY_TYPE_PUPIL_PAGE (way_pupil_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPupilPage, way_pupil_page, WAY, PUPIL_PAGE, WayRecordPage)

G_END_DECLS
