/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-record-page.h"

G_BEGIN_DECLS

#define WAY_TYPE_USER_PAGE (way_user_page_get_type ())
G_DECLARE_FINAL_TYPE (WayUserPage, way_user_page, WAY, USER_PAGE, WayRecordPage)

G_END_DECLS
