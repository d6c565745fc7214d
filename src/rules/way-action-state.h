/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-date.h"

G_BEGIN_DECLS

/* How an action of a strategy stands, on any day: today or one long past.  Pure;
 * any thread. */

typedef enum
{
  WAY_ACTION_DONE,
  WAY_ACTION_UNDER_WAY,
  WAY_ACTION_TO_DO,
  WAY_ACTION_LATE,          /* its day has passed, and it is neither done nor dropped */
  WAY_ACTION_DROPPED,
} WayActionState;
#define WAY_N_ACTION_STATES (WAY_ACTION_DROPPED + 1)

/* Days as they are known now; not set: none. */
typedef struct
{
  GDate started;
  GDate due;
  GDate done;
  GDate dropped;
} WayActionDays;

/* A thing done later was open on the day; its due day is late from the day after. */
WayActionState way_action_state_on   (const WayActionDays *days,
                                      const GDate         *on);

/* Of the set action_progress. */
const WayCode *way_action_state_code (WayActionState       state);

G_END_DECLS
