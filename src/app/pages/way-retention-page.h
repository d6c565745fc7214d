/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

#define WAY_TYPE_RETENTION_PAGE (way_retention_page_get_type ())
G_DECLARE_FINAL_TYPE (WayRetentionPage, way_retention_page, WAY, RETENTION_PAGE, WayPage)

G_END_DECLS
