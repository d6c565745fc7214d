/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Attendance at one setting over a half-term, filled in as a sheet and saved as
 * one edit.  What is not saved yet stays while the window is open. */
#define WAY_TYPE_ATTENDANCE_PAGE (way_attendance_page_get_type ())
G_DECLARE_FINAL_TYPE (WayAttendancePage, way_attendance_page, WAY, ATTENDANCE_PAGE, WayPage)

G_END_DECLS
