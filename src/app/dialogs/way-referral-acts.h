/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-referral-flow.h"

G_BEGIN_DECLS

/* What can be done with a referral, each step with the dialog that it needs.
 * Each is one edit of the service, said in a toast that can take it back. */
typedef enum
{
  WAY_REFERRAL_ACT_SEND,
  WAY_REFERRAL_ACT_PANEL,
  WAY_REFERRAL_ACT_ASK,
  WAY_REFERRAL_ACT_DECIDE,
  WAY_REFERRAL_ACT_OFFER,
  WAY_REFERRAL_ACT_ANSWER,
  WAY_REFERRAL_ACT_PLACE,
  WAY_REFERRAL_ACT_CLOSE,
  WAY_REFERRAL_ACT_DISCARD,
  WAY_REFERRAL_ACT_RECEIPT,
} WayReferralAct;
#define WAY_N_REFERRAL_ACTS (WAY_REFERRAL_ACT_RECEIPT + 1)

/* What the act is called on a button, with its mnemonic (msgid). */
const char *way_referral_act_label   (WayReferralAct         act);

/* Whether it can be done at the stage. */
gboolean    way_referral_act_allowed (WayReferralAct         act,
                                      const WayReferralCase *referral);

/* The act that the next step asks for; FALSE where it is no act. */
gboolean    way_referral_act_of_step (const char            *next_step,
                                      WayReferralAct        *act);

/* Does it, or opens its dialog over the page's window. */
void        way_referral_act_run     (WayPage               *page,
                                      const WayReferralCase *referral,
                                      WayReferralAct         act);

G_END_DECLS
