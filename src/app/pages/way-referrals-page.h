/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Where every referral stands: a board by stage, and a list of all that there
 * are. */
#define WAY_TYPE_REFERRALS_PAGE (way_referrals_page_get_type ())
G_DECLARE_FINAL_TYPE (WayReferralsPage, way_referrals_page, WAY, REFERRALS_PAGE, WayPage)

/* How many referrals are on their way, for the sidebar. */
guint way_referrals_page_count (WaySession *session);

G_END_DECLS
