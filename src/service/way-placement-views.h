/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-query.h"

G_BEGIN_DECLS

/* Which placements a list shows. */
typedef enum
{
  WAY_PLACEMENTS_CURRENT,   /* running on the day */
  WAY_PLACEMENTS_COMING,
  WAY_PLACEMENTS_ENDING,    /* running, and expected to end soon (data/rules/work.xml) or before */
  WAY_PLACEMENTS_ENDED,     /* their last day is past */
} WayPlacementsView;
#define WAY_N_PLACEMENTS_VIEWS (WAY_PLACEMENTS_ENDED + 1)

/* A query of such placements, those that matter first on top; setting NULL or
 * none is all.  The caller adds columns and frees it. */
WayQuery *way_placements_query (WayPlacementsView   view,
                                const GDate        *today,
                                const WayId        *setting);

/* How many days ahead an end is soon. */
int       way_placements_soon  (void);

G_END_DECLS
