/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-referral-flow.h"

G_BEGIN_DECLS

/* How often what a section names is there: a field ("referral.tried") 0 or 1
 * times, records ("need") as many as there are.  FALSE on error. */
typedef gboolean (*WayReferralCountFunc) (gpointer      data,
                                          const char   *what,
                                          guint        *count,
                                          GError      **error);

/* How complete the sections are, by whatever holds the answers.  GArray of
 * WayReferralSection. */
GArray *way_referral_judge_sections (const char             *route,
                                     const GDate            *today,
                                     WayReferralCountFunc    count,
                                     gpointer                data,
                                     GError                **error);

/* Steps of a referral as part of a wider edit; judged as when they stand alone. */
gboolean way_referral_step_to_panel (WayAct       *act,
                                     WayDb        *db,
                                     const WayId  *referral,
                                     const GDate  *panel,
                                     GError      **error);
gboolean way_referral_step_decide   (WayAct       *act,
                                     WayDb        *db,
                                     const WayId  *referral,
                                     WayDecision  *decision,
                                     GError      **error);

G_END_DECLS
