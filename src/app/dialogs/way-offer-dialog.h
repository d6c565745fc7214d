/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-referral-flow.h"

G_BEGIN_DECLS

/* Offering a place: from which day, an answer by when, and where, among the
 * provisions with the places that are empty on that day. */
#define WAY_TYPE_OFFER_DIALOG (way_offer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayOfferDialog, way_offer_dialog, WAY, OFFER_DIALOG, AdwWindow)

WayOfferDialog *way_offer_dialog_new  (WayPage               *page,
                                       const WayReferralCase *referral);

/* Makes and shows it. */
void            way_offer_dialog_open (WayPage               *page,
                                       const WayReferralCase *referral);

/* The same with a place at a provision chosen. */
void            way_offer_dialog_open_at (WayPage               *page,
                                          const WayReferralCase *referral,
                                          const WayId           *provision);

G_END_DECLS
