/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-journey.h"
#include "way-panel.h"
#include "way-queue.h"

G_BEGIN_DECLS

/* The queue of a provision.  Each step is one named edit.  Offers are made by
 * way_referral_offer(), which asks here whom they pass over: an offer out of
 * the order needs a reason (offer->reason), and keeps it for each child that
 * it passed over. */

/* --- Looking, on any day --- */

typedef struct
{
  WayQueueEntry *entry;
  WayId          pupil;
  char          *pupil_name;
  char          *year;          /* of nc_year; may be NULL */
  WayId          offer;         /* that stands on the day; may be none */
  GDate          offer_expires;
  WayQueuePlace  place;         /* state, place, reason, tie */
} WayQueueRow;

void       way_queue_row_free   (WayQueueRow    *self);

/* Who is in the queue of a provision on a day, in order.  Elements are
 * WayQueueRow *. */
GPtrArray *way_queue_list       (WayDb          *db,
                                 const WayId    *provision,
                                 const GDate    *on,
                                 GError        **error);

typedef struct
{
  WayId  provision;
  char  *title;
  guint  waiting;
  guint  parked;
  guint  offered;
  guint  unmet;      /* children who left since the school year began, counted as unmet demand */
} WayQueueSummary;

void       way_queue_summary_free (WayQueueSummary *self);

/* Provisions that have anybody in their queue on the day, or had unmet demand in
 * its school year, by title.  Elements are WayQueueSummary *. */
GPtrArray *way_queue_summaries  (WayDb          *db,
                                 const GDate    *on,
                                 GError        **error);

typedef struct
{
  GDate  day;
  WayId  passed;          /* referral of who was passed over */
  char  *passed_name;
  WayId  chosen;          /* referral of who was offered the place */
  char  *chosen_name;
  char  *reason;
} WayQueueSkip;

void       way_queue_skip_free  (WayQueueSkip   *self);

/* Who was passed over at a provision from a day to a day (either may be NULL or
 * not set: open), and why; the latest first.  Elements are WayQueueSkip *. */
GPtrArray *way_queue_skips      (WayDb          *db,
                                 const WayId    *provision,
                                 const GDate    *from,
                                 const GDate    *to,
                                 GError        **error);

/* Stretches of a referral's waits that are not over, any provision.  Elements
 * are WayQueueEntry *. */
GPtrArray *way_queue_of_referral (WayDb         *db,
                                  const WayId   *referral,
                                  GError       **error);

/* Whom an offer to the referral would pass over today: names in order, NULL-
 * terminated; free with g_strfreev().  Empty where nobody. */
char     **way_queue_would_pass (WayDb          *db,
                                 const WayId    *referral,
                                 const WayId    *provision,
                                 const GDate    *today,
                                 GError        **error);

/* --- Doing --- */

/* Gives an entry what is not said in it: since when it waits, and why it stands
 * where it stands, as far as the referral tells. */
void       way_queue_prepare    (WayDb             *db,
                                 WayQueueEntry     *entry,
                                 const WayReferral *referral,
                                 const GDate       *on);

/* entry: referral, provision, and what else is known (order_reason, order_note,
 * tie_break, since); what is not said follows from the referral.  Refused
 * unless a place was agreed, or where it waits there already. */
gboolean   way_queue_join       (WayAct         *act,
                                 WayQueueEntry  *entry,
                                 GError        **error);

/* Another reason to stand where it stands; note may be NULL, lot
 * WAY_INTEGER_NONE. */
gboolean   way_queue_move       (WayAct         *act,
                                 const WayId    *entry,
                                 const char     *order_reason,
                                 const char     *note,
                                 gint64          lot,
                                 GError        **error);

/* Nothing is offered up to that day, and why; until not set ends it. */
gboolean   way_queue_park       (WayAct         *act,
                                 const WayId    *entry,
                                 const GDate    *until,
                                 const char     *why,
                                 GError        **error);

/* reason of queue_left; unmet WAY_INTEGER_NONE: as the reason says. */
gboolean   way_queue_leave      (WayAct         *act,
                                 const WayId    *entry,
                                 const char     *reason,
                                 const char     *note,
                                 gint64          unmet,
                                 GError        **error);

/* --- Inside an edit of a referral's step --- */

/* Joins the queue as way_queue_join() does, unless it waits there already. */
gboolean   way_queue_add        (WayDb             *db,
                                 const WayReferral *referral,
                                 const WayId       *provision,
                                 const GDate       *on,
                                 GError           **error);

/* Inserts an offer; takes it out of the queue's order: who it passes over is
 * kept with offer->reason, without which that is refused. */
gboolean   way_queue_offer      (WayDb             *db,
                                 WayOffer          *offer,
                                 const GDate       *today,
                                 GError           **error);

/* All waits of a referral are over: at `placed` (may be none) as placed, at
 * others for the reason, a code of queue_left. */
gboolean   way_queue_end        (WayDb             *db,
                                 const WayId       *referral,
                                 const WayId       *placed,
                                 const char        *reason,
                                 const GDate       *on,
                                 GError           **error);

G_END_DECLS
