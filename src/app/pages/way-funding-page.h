/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Double funding: who is paid for twice, by which rule, for how many days and
 * pounds, and what became of it. */
#define WAY_TYPE_FUNDING_PAGE (way_funding_page_get_type ())
G_DECLARE_FINAL_TYPE (WayFundingPage, way_funding_page, WAY, FUNDING_PAGE, WayPage)

G_END_DECLS
