/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-action-state.h"
#include "way-codes.h"
#include "way-registration.h"
#include "way-school-days.h"
#include "way-visits.h"

G_BEGIN_DECLS

/* Which setting is visited when: how long an approval lasts, how often monitoring
 * is due, and who comes first.  Pure; any thread. */

/* How a setting stands by its visits. */
typedef struct
{
  const WayVisit *last;        /* signed, the newest; NULL: never */
  const WayVisit *approving;   /* the newest that renews the approval; NULL: none */
  const WayCode  *judgement;   /* approval, of the newest that has one; NULL: none */
  GDate           lapses;      /* the last day of the approval; not set: not approved */
  gboolean        has_lapsed;
} WayVisitStanding;

/* visits are WayVisit * of one setting, in any order; what is not signed by the day
 * is passed over. */
void  way_visit_standing    (const GPtrArray     *visits,
                             const GDate         *today,
                             WayVisitStanding    *standing);

/* By when the next visit is: before the approval lapses, and of a setting that is
 * no school in every term.  rule is the row of visit_rule that speaks; the day is
 * not set where nothing asks for a visit. */
typedef struct
{
  GDate          due;
  const WayCode *rule;
} WayVisitDue;

void  way_visit_next        (const WayVisitStanding *standing,
                             gboolean             is_school,
                             gboolean             has_pupils,
                             const WaySchoolDays *days,
                             const GDate         *today,
                             WayVisitDue         *due);

/* What the priority of a setting follows from. */
typedef struct
{
  guint                  n_pupils;        /* ours that are there */
  gboolean               is_school;
  GDate                  last_visit;      /* not set: never */
  gboolean               has_lapsed;
  gboolean               check_ran_out;
  gboolean               has_late_action;
  gboolean               has_urgent_action;
  gboolean               is_held;
  WayRegistrationVerdict registration;
} WayVisitRisk;

typedef struct
{
  guint      pupils;
  guint      weeks;       /* since the last visit */
  guint      points;      /* of the rows that hold */
  guint      priority;    /* pupils × weeks × points */
  GPtrArray *reasons;     /* const WayCode * of visit_risk that hold and are worth naming */
} WayVisitPriority;

void  way_visit_prioritise  (const WayVisitRisk  *risk,
                             const GDate         *today,
                             WayVisitPriority    *priority);
void  way_visit_priority_clear (WayVisitPriority *priority);

/* --- Actions --- */

/* As the actions of a strategy stand: neither done nor dropped is to do, or late. */
WayActionState way_visit_action_state   (const WayAction *action,
                                         const GDate     *today);

/* Whether somebody still has to do it. */
gboolean       way_visit_action_is_open (const WayAction *action);

/* By when an action of the severity is done where nothing else is said. */
GDate          way_visit_action_due     (const char      *severity,
                                         const GDate     *from);

G_END_DECLS
