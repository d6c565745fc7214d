/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-clocks.h"
#include "way-duty.h"
#include "way-facts.h"

G_BEGIN_DECLS

/* The authority's duties, worked out from what is recorded; nothing of them is
 * stored but what people did about them (way-duty-acts.h).  Which clocks: those
 * of exclusions and suspensions (C01 to C13, C27; not C08, which has no day),
 * of absence (C14, C15, C21, C22), of directions (C17), of placements (C19,
 * C20, C24) and fair access (C23). */
typedef struct
{
  const WayCode       *rule;           /* of the set clock */
  const char          *actor;          /* code of clock_actor: who must act */
  WayId                pupil;
  const char          *started_by;     /* the field of an act that names the subject */
  WayId                subject;        /* the record that started the clock */
  WayId                exclusion;      /* of exclusions: the last one, where several count */
  WayId                placement;      /* C19, C20, C24 */
  WayId                decision;       /* C23 */
  WayId                referral;       /* C01, C02: the open one of the child; C23: decided on */
  WayId                provision;      /* C19, C20, C24 */
  WayId                establishment;  /* whose days count: the excluding school, the setting */
  char                *pupil_name;     /* forename and surname */
  char                *year;           /* of nc_year; may be NULL */
  char                *place_name;     /* the provision, or the school; may be NULL */
  GDate                started;
  GDate                due;
  GDate                met;            /* not set: not yet */
  GDate                ended;          /* the last day on which it could be met; not set: none */
  GDate                broken;         /* C13: the day of what must not be; not set: it was not */
  int                  count;          /* C12: half days used in the school year; else -1 */
  guint                weeks;          /* C24: of the stay */
  const char          *week_kind;      /* C24: of week_kind */
  gboolean             deciding;       /* C24: due is the day to decide what comes next, which is
                                          to come and has no plan; else the end of the stay */
  GPtrArray           *acts;           /* WayDutyAct *, by day; NULL: none */
  WayDuty              duty;           /* state, and school days left */
  const WaySchoolDays *days;           /* lent by the facts */

  GArray              *events;         /* WayClockEvent: what the clock ran on */
  GArray              *attended;       /* GDate; may be NULL */
  char                *school_type;
  gboolean             exam_missed;
} WayDutyFact;

void       way_duty_fact_free (WayDutyFact       *self);

typedef struct
{
  WayId  pupil;      /* none: everybody */
  GDate  since;      /* also those that ended or were met on or after it; not set: today */
} WayDutiesFilter;

/* Duties that run, those most late first: by due day, rule, pupil.  filter may
 * be NULL.  Elements are WayDutyFact *, and live no longer than the facts. */
GPtrArray *way_duties_list    (WayFacts               *facts,
                               const GDate            *today,
                               const WayDutiesFilter  *filter,
                               GError                **error);

/* How many duties were due in the rest of the week, and in breach, on each of some
 * days; choices (way_duty_fact_is_choice()) are none. */
#define WAY_DUTY_MOST_DAYS 12

typedef struct
{
  gint64 due[WAY_DUTY_MOST_DAYS];
  gint64 breach[WAY_DUTY_MOST_DAYS];
  GDate  first;              /* due day on the last of them; not set: none is due */
} WayDutyCounts;

/* The same as from way_duties_list() on the last of the days (ascending, at most
 * WAY_DUTY_MOST_DAYS) since the first of them, without a list of them all. */
gboolean   way_duties_count   (WayFacts               *facts,
                               const GDate            *days,
                               guint                   n,
                               WayDutyCounts          *counts,
                               GError                **error);

/* How a duty stood, or will stand, on another day, as far as the file still
 * knows: of reviews it keeps the last one. */
WayDuty    way_duty_fact_on   (const WayDutyFact      *self,
                               const GDate            *day,
                               guint                   amber);

/* What the duty is called by: "C01:" and the id of its subject.  The same as
 * long as the record that started it stands.  Free with g_free(). */
char      *way_duty_fact_key  (const WayDutyFact      *self);

/* The reason that was last given for how it went: of a pause, of setting it
 * aside, of a breach.  NULL: none.  Lent. */
const char *way_duty_fact_reason (const WayDutyFact   *self);

/* Whether it was, or is being, broken and nobody has said why. */
gboolean   way_duty_fact_wants_reason (const WayDutyFact *self);

/* What the clock ran on; lent by the duty. */
WayClockFacts way_duty_clock_facts (WayFacts          *facts,
                                    const WayDutyFact *duty);

/* What somebody may do, and need not: the parents' asking for a panel. */
gboolean   way_duty_fact_is_choice (const WayDutyFact *self);

/* "Why this day?": the clock with the days that it counted.  NULL on error. */
WayClock  *way_duty_why       (WayFacts               *facts,
                               const WayDutyFact      *duty,
                               GError                **error);

G_END_DECLS
