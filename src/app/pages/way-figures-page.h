/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* What a copy of the governance group was told: places over time, each table as chart
 * and in figures, and the board pack that is made of them. */
#define WAY_TYPE_FIGURES_PAGE (way_figures_page_get_type ())
G_DECLARE_FINAL_TYPE (WayFiguresPage, way_figures_page, WAY, FIGURES_PAGE, WayPage)

G_END_DECLS
