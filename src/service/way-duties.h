/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-clocks.h"
#include "way-duty.h"
#include "way-facts.h"

G_BEGIN_DECLS

/* The authority's duties, worked out from what is recorded; nothing of them is
 * stored.  Which clocks: C01 sixth day of a permanent exclusion, C02 sixth day
 * of a suspension, C19 review of a placement, C23 fair access, C24 a stay of
 * fixed length. */
typedef struct
{
  const WayCode       *rule;           /* of the set clock */
  const char          *actor;          /* code of clock_actor: who must act */
  WayId                pupil;
  WayId                exclusion;      /* C01, C02; others are none */
  WayId                placement;      /* C19, C24 */
  WayId                decision;       /* C23 */
  WayId                referral;       /* C01, C02: the open one of the child; C23: decided on */
  WayId                provision;      /* C19, C24 */
  WayId                establishment;  /* whose days count: the excluding school, the setting */
  char                *pupil_name;     /* forename and surname */
  char                *year;           /* of nc_year; may be NULL */
  char                *place_name;     /* the provision, or the school; may be NULL */
  GDate                started;
  GDate                due;
  GDate                met;            /* not set: not yet */
  GDate                ended;          /* the last day on which it could be met; not set: none */
  guint                weeks;          /* C24: of the stay */
  const char          *week_kind;      /* C24: of week_kind */
  gboolean             deciding;       /* C24: due is the day to decide what comes next, which is
                                          to come and has no plan; else the end of the stay */
  WayDuty              duty;           /* state, and school days left */
  const WaySchoolDays *days;           /* lent by the facts */
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

/* How a duty stood, or will stand, on another day, as far as the file still
 * knows: of reviews it keeps the last one. */
WayDuty    way_duty_fact_on   (const WayDutyFact      *self,
                               const GDate            *day,
                               guint                   amber);

/* "Why this day?": the clock with the days that it counted.  NULL on error. */
WayClock  *way_duty_why       (WayFacts               *facts,
                               const WayDutyFact      *duty,
                               GError                **error);

G_END_DECLS
