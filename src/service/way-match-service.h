/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-match-facts.h"
#include "way-matching.h"

G_BEGIN_DECLS

/* Which provisions fit a child, and which of them a person chose. */

typedef struct
{
  WayId          pupil;
  WayId          referral;     /* none where there is no open one */
  char          *route;
  WayChildFacts *facts;
  char          *outward;      /* of the child's home; NULL: not known */
  guint          slots;        /* the half days wanted */
  GPtrArray     *provisions;   /* WayMatchProvision * */
  GPtrArray     *lines;        /* WayMatchLine *, the best first; they lend from the others */
} WayMatch;

/* Tests every provision.  The first day with a place is a school day of the
 * authority's calendar.  NULL on error. */
WayMatch           *way_match_find     (WayDb                  *db,
                                        const WayMatchQuestion *question,
                                        const GDate            *today,
                                        GError                **error);
void                way_match_free     (WayMatch               *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayMatch, way_match_free)

/* The line of a provision, lent; NULL where it was not tested. */
const WayMatchLine *way_match_line_of  (const WayMatch         *self,
                                        const WayId            *provision);

/* Whether choosing this one wants a reason: another is ranked before it, or it
 * does not meet all. */
gboolean            way_match_wants_reason (const WayMatch     *self,
                                            const WayId        *provision);

/* Keeps the run with what was chosen: facts, criteria, what came out for each
 * provision.  One named edit, refused without a reason where one is wanted. */
gboolean            way_match_choose   (WayAct                 *act,
                                        const WayMatch         *self,
                                        const WayId            *provision,
                                        const char             *reason,
                                        GError                **error);

/* The same, and the place is offered in the same edit (way_referral_offer()). */
gboolean            way_match_offer    (WayAct                 *act,
                                        const WayMatch         *self,
                                        WayOffer               *offer,
                                        const char             *reason,
                                        GError                **error);

G_END_DECLS
