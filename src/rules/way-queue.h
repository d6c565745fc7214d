/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-date.h"
#include "way-id.h"

G_BEGIN_DECLS

/* Who waits for a provision, in which order and why, on any day: today or one
 * long past.  Ranks and ties are rows of data/rules (queue_order, queue_tie),
 * those of the day that is asked for.  Pure; any thread. */

/* One stretch of a wait, as it was recorded. */
typedef struct
{
  WayId       id;           /* of whose wait it is: the same for all of its stretches */
  const char *reason;       /* of queue_order */
  GDate       since;        /* waiting since */
  GDate       from;         /* first day of the stretch */
  GDate       left;         /* the day from which it is over; not set: goes on */
  GDate       parked_until; /* last day on which nothing is offered */
  gint64      lot;          /* lower first; WAY_QUEUE_NO_LOT */
  GDate       received;     /* the referral came */
  gboolean    offered;      /* an offer stands on the day that is asked for */
} WayQueueFacts;

#define WAY_QUEUE_NO_LOT G_MININT64

typedef enum
{
  WAY_QUEUE_WAITING,
  WAY_QUEUE_PARKED,
  WAY_QUEUE_OFFERED,        /* a place was offered and the answer is awaited */
} WayQueueState;

typedef struct
{
  guint          index;     /* of the facts */
  WayQueueState  state;
  guint          place;     /* from 1; 0 for who is parked or has an offer */
  const WayCode *reason;    /* of queue_order; NULL where that day did not know it */
  const WayCode *tie;       /* of queue_tie: why behind the row before; NULL for the first */
} WayQueuePlace;

/* Whether the stretch holds on a day. */
gboolean way_queue_holds       (const WayQueueFacts *facts,
                                const GDate         *on);

/* All who are in the queue on a day, the first first.  GArray of
 * WayQueuePlace; free with g_array_unref(). */
GArray  *way_queue_order       (const WayQueueFacts *facts,
                                gsize                n_facts,
                                const GDate         *on);

/* Whom an offer to the facts' row `chosen` passes over: indices of the facts
 * (guint) of those who wait in front of it, the first first. */
GArray  *way_queue_passed_over (const GArray        *places,
                                guint                chosen);

/* Whether an offer stands on a day: made, and neither refused nor run out.  An
 * accepted one stands until the child leaves the queue. */
gboolean way_queue_offer_stands (const char         *response,
                                 const GDate        *made,
                                 const GDate        *expires,
                                 const GDate        *responded,
                                 const GDate        *on);

G_END_DECLS
