/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* The pack for the governance group: which term, what is said beside the figures,
 * and the packs that were given out. */
#define WAY_TYPE_BOARD_PAGE (way_board_page_get_type ())
G_DECLARE_FINAL_TYPE (WayBoardPage, way_board_page, WAY, BOARD_PAGE, WayPage)

G_END_DECLS
