/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

#define WAY_TYPE_USERS_PAGE (way_users_page_get_type ())
G_DECLARE_FINAL_TYPE (WayUsersPage, way_users_page, WAY, USERS_PAGE, WayPage)

G_END_DECLS
