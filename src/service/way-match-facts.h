/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journey.h"
#include "way-match.h"
#include "way-records.h"

G_BEGIN_DECLS

/* What a matching is made of, read from the file. */

/* For whom a place is wanted, how and when.  Texts are lent; what is NULL or
 * none follows from the child's open referral by the route. */
typedef struct
{
  WayId       pupil;
  WayId       referral;
  const char *route;
  const char *registration;
  const char *days;         /* session_slot by '|': the half days wanted; NULL: all */
  GDate       on;           /* the first day wanted */
} WayMatchQuestion;

/* What is known of the child on that day; *referral is the one that was found,
 * or NULL; *outward the district of the child's postcode, or NULL where it is not
 * known or hidden.  NULL on error: WAY_SERVICE_ERROR_UNKNOWN for a child who is
 * not there. */
WayChildFacts *way_match_facts_child      (WayDb                  *db,
                                           const WayMatchQuestion *question,
                                           WayReferral           **referral,
                                           char                  **outward,
                                           GError                **error);

/* Every provision that has not ended, with its criteria of entry in force on the
 * day, its places, and who takes them: those there, those to come and those who
 * were offered one (an offer that ran out by today holds nothing), this child
 * left out.  Elements are WayMatchProvision *. */
GPtrArray     *way_match_facts_provisions (WayDb                  *db,
                                           const WayId            *pupil,
                                           const GDate            *on,
                                           const GDate            *today,
                                           GError                **error);

G_END_DECLS
