/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

#define WAY_TYPE_PUPILS_PAGE (way_pupils_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPupilsPage, way_pupils_page, WAY, PUPILS_PAGE, WayPage)

G_END_DECLS
