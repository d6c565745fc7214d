/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-children.h"
#include "way-duties.h"
#include "way-journey.h"
#include "way-match-service.h"

G_BEGIN_DECLS

/* What a panel must know of a child beside what the referral says: one sheet.
 * Lives no longer than the facts that it was read from. */
typedef struct
{
  WayReferral *referral;
  WayPupil    *pupil;
  char        *school;           /* that keeps the child on its roll; NULL: none */
  GPtrArray   *needs;            /* WayNeed * in force, the primary first */
  GPtrArray   *duties;           /* WayDutyFact * that run, the most late first */
  GPtrArray   *rounds;           /* WaySupportRound *: what was tried, the first first */
  GPtrArray   *outcomes;         /* WayOutcomeWanted * in their order */
  WayMatch    *match;            /* which provisions fit, and which of them have a place */
  char        *provision;        /* asked for; NULL: none */
  GPtrArray   *costs;            /* WayFundingLine * that a place there would bring; may be empty */
  gboolean     has_no_payer;     /* there are costs, and nobody is named who pays */
} WayPanelCase;

WayPanelCase *way_panel_case_load (WayFacts       *facts,
                                   const WayId    *referral,
                                   const GDate    *on,
                                   GError        **error);
void          way_panel_case_free (WayPanelCase   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPanelCase, way_panel_case_free)

/* The matches that a panel should see, lent by the case: the one asked for, and the
 * best of those where nothing speaks against it.  Elements are WayMatchLine *. */
GPtrArray    *way_panel_case_places (const WayPanelCase *self);

G_END_DECLS
