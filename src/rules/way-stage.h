/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-date.h"

G_BEGIN_DECLS

/* How far a referral has come, and what is to be done next.  The stage is never
 * stored as a fact: it follows from what was recorded.  Pure; any thread. */

typedef struct
{
  const char *outcome;      /* of the set decision */
  GDate       date;
  GDate       answered;     /* what a return asked for came; not set: it did not */
} WayStageDecision;

typedef struct
{
  const char *response;     /* of the set offer_response; NULL is no answer yet */
  GDate       made;
  GDate       expires;      /* last day to answer; not set: none */
} WayStageOffer;

typedef struct
{
  GDate                   received;     /* when it came, or came back; not set: a draft */
  GDate                   panel;        /* the panel that it goes to */
  GDate                   closed;
  GDate                   placed;       /* first day of the placement that came of it */
  const WayStageDecision *decisions;    /* in any order */
  gsize                   n_decisions;
  const WayStageOffer    *offers;
  gsize                   n_offers;
} WayStageFacts;

/* Codes of referral_stage and next_step, which live as long as the program. */
typedef struct
{
  const char *stage;
  const char *next_step;
} WayStage;

/* A placement ends the journey, whatever else is recorded; a closed referral
 * without one stays closed.  An offer that nobody answered by its day has
 * lapsed; after one that is no more the last decision speaks again.  A referral
 * that came back after it was returned waits for a panel again. */
WayStage way_stage_find (const WayStageFacts *facts,
                         const GDate         *today);

G_END_DECLS
