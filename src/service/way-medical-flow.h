/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-panel.h"

G_BEGIN_DECLS

/* The medical pathway of a referral, state by state. */

/* Steps in the order in which they were reached.  Elements are
 * WayPathwayStep *. */
GPtrArray  *way_medical_steps (WayDb           *db,
                               const WayId     *referral,
                               GError         **error);

/* The state on a day, a code of medical_state; NULL before the first step. */
const char *way_medical_state (GPtrArray       *steps,
                               const GDate     *on);

/* step: referral, state, and mode or evidence where the state needs them; its
 * date is today's where it has none.  Refused where the state does not follow
 * from the one before, or the day lies before it or in the future. */
gboolean    way_medical_move  (WayAct          *act,
                               WayPathwayStep  *step,
                               GError         **error);

G_END_DECLS
