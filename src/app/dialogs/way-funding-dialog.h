/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-double-funding.h"
#include "way-page.h"

G_BEGIN_DECLS

/* One double funding: what was found, by which rule, what became of it, and what
 * can be done about it. */
#define WAY_TYPE_FUNDING_DIALOG (way_funding_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayFundingDialog, way_funding_dialog, WAY, FUNDING_DIALOG, AdwWindow)

/* Shows the one at a place of a list of WayDoubleFunding, which it holds on to. */
void way_funding_dialog_open (WayPage   *page,
                              GPtrArray *list,
                              guint      place);

G_END_DECLS
