/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-school-days.h"
#include "way-statutory.h"

G_BEGIN_DECLS

/* How a duty stands on a day (design, section 5).  Pure; any thread. */
typedef enum
{
  WAY_DUTY_OPEN,
  WAY_DUTY_DUE,             /* few school days left: amber */
  WAY_DUTY_BREACHED,        /* its day has passed unmet: red */
  WAY_DUTY_PAUSED,
  WAY_DUTY_MET,
  WAY_DUTY_MET_LATE,
  WAY_DUTY_OVERRIDDEN,
  WAY_DUTY_NOT_APPLICABLE,
} WayDutyState;
#define WAY_N_DUTY_STATES (WAY_DUTY_NOT_APPLICABLE + 1)

typedef struct
{
  GDate    due;             /* from a clock; not set: the duty has no day */
  GDate    met;             /* when it was done; not set: not yet */
  GDate    paused;          /* from this day it rests */
  GDate    resumed;         /* from this day it runs again; not set: still rests */
  gboolean overridden;      /* somebody set it aside, with a reason */
} WayDutyFacts;

typedef struct
{
  WayDutyState state;
  int          days_left;   /* school days from tomorrow to the due day; below 0, how many
                             * have passed since; 0 for a duty that no longer runs */
} WayDuty;

/* amber is the number of school days left from which a duty is due: a setting
 * of the authority.  What was done after today has not happened yet.  A pause
 * does not move the due day: a rule that stops counting gives a later day. */
WayDuty     way_duty_judge      (const WayDutyFacts  *facts,
                                 const WaySchoolDays *days,
                                 const GDate         *today,
                                 guint                amber);

/* Lays what people did by a day over the facts: acts are WayDutyAct *, by day.
 * The first time it was met counts, beside the facts' own day; a pause holds
 * until its last day or a restart; a restart also takes back what set the duty
 * aside.  Acts of a later day have not happened yet.  acts may be NULL. */
void        way_duty_apply_acts (WayDutyFacts        *facts,
                                 GPtrArray           *acts,
                                 const GDate         *day);

/* How near a total is to a limit that may not be passed: open, due from the
 * alarm on, breached above the limit.  days_left is what may still be used, in
 * whole days.  All in half days. */
WayDuty     way_duty_judge_limit (int                 count,
                                  int                 alarm,
                                  int                 limit);

/* The code of duty_state, and whether such a duty still asks for something. */
const char *way_duty_state_code (WayDutyState         state);
gboolean    way_duty_is_live    (WayDutyState         state);

G_END_DECLS
