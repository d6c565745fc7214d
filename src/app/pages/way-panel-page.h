/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Panel meetings, those to come and those held, and what waits for one. */
#define WAY_TYPE_PANEL_PAGE (way_panel_page_get_type ())
G_DECLARE_FINAL_TYPE (WayPanelPage, way_panel_page, WAY, PANEL_PAGE, WayPage)

G_END_DECLS
