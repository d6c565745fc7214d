/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-duties.h"

G_BEGIN_DECLS

/* Where every referral stands: the cards of a board with a column a stage. */

typedef struct
{
  WayId       id;           /* of the referral */
  WayId       pupil;        /* may be none */
  const char *stage;        /* codes of referral_stage and next_step */
  const char *next_step;
  char       *pupil_name;   /* forename and surname; NULL: not said yet */
  char       *year;         /* code of nc_year; may be NULL */
  char       *route;        /* may be NULL */
  char       *referrer;     /* the school's name; may be NULL */
  GDate       received;     /* not set: a draft */
  GDate       over;         /* closed, or the first day of the place */
  guint       waited;       /* school days since it was received; 0 where it is over */
  gboolean    kept;         /* written in the form, and recorded nowhere yet */
  gint64      saved;        /* kept: milliseconds since 1970 */

  /* The duty that is nearest, or late the longest; rule NULL: none runs */
  const WayCode *rule;
  GDate       due;
  WayDuty     duty;
} WayReferralCard;

void       way_referral_card_free  (WayReferralCard           *self);

typedef struct
{
  const char *route;        /* NULL: all */
  WayId       referrer;     /* none: all */
  const char *words;        /* each in the child's name, the school's or the route's; NULL: all */
} WayReferralBoardFilter;

/* All referrals that are not over, those that were placed or closed within the
 * days that data/rules/work.xml calls recent, and the drafts that this copy
 * keeps: by stage, then who waits longest, drafts the newest first.  filter may
 * be NULL.  Elements are WayReferralCard *. */
GPtrArray *way_referral_board      (WayFacts                     *facts,
                                    const GDate                  *today,
                                    const WayReferralBoardFilter *filter,
                                    GError                      **error);

/* How many referrals wait for the office to do something. */
gboolean   way_referral_count_open (WayDb                        *db,
                                    gint64                       *count,
                                    GError                      **error);

G_END_DECLS
