/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

#define WAY_TYPE_DIRECTORY_PAGE (way_directory_page_get_type ())
G_DECLARE_FINAL_TYPE (WayDirectoryPage, way_directory_page, WAY, DIRECTORY_PAGE, WayPage)

G_END_DECLS
