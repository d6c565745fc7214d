/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* What the tables of a statistics release count beside stays: referrals and
 * exclusions, as plain arrays.  Codes are interned; days are Julian day
 * numbers. */

typedef struct
{
  const char *route;        /* or NULL */
  const char *stage;
  guint32     received;
  guint32     ended;        /* the first day on which it waited no longer: placed, closed or
                               turned down; G_MAXUINT32: it waits */
} WayReferralFact;

typedef struct
{
  const char *category;
  const char *district;     /* name of the child's home; NULL: not said */
} WayExclusionFact;

typedef struct
{
  GArray *referrals;        /* WayReferralFact: received on or before the last day */
  GArray *exclusions;       /* WayExclusionFact: begun in the span, not cancelled */
} WayReleaseFacts;

/* NULL with WAY_STORE_ERROR. */
WayReleaseFacts *way_release_facts_read (WayDb            *db,
                                         const GDate      *from,
                                         const GDate      *to,
                                         GError          **error);
void             way_release_facts_free (WayReleaseFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReleaseFacts, way_release_facts_free)

G_END_DECLS
