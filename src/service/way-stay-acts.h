/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-facts.h"
#include "way-journey.h"
#include "way-stay.h"
#include "way-stay-rule.h"

G_BEGIN_DECLS

/* What people record of a stay: reviews with how far each target is, targets,
 * the plan step by step, whether it lasted.  Each function is one named edit;
 * refusals are WAY_SERVICE_ERROR. */

/* A review was held: results (WayTargetResult *, their targets set) may be NULL;
 * those that say nothing are passed over.  Progress that follows from a measured
 * value is filled in.  The day by which it was due is kept with it, and the
 * placement's last review moves to it.  plan NULL leaves the plan as it is; the
 * review's id comes back in it. */
gboolean   way_review_record          (WayAct                 *act,
                                       WayReview              *review,
                                       GPtrArray              *results,
                                       const char             *plan,
                                       GError                **error);

/* New where it has no id, which comes back in it. */
gboolean   way_target_save            (WayAct                 *act,
                                       WayTarget              *target,
                                       GError                **error);
gboolean   way_plan_step_save         (WayAct                 *act,
                                       WayPlanStep            *step,
                                       GError                **error);

/* The step was done on the day; no date takes that back. */
gboolean   way_plan_step_do           (WayAct                 *act,
                                       const WayId            *step,
                                       const GDate            *day,
                                       GError                **error);

/* Somebody asked whether it lasted.  Refused where that check is not one of the
 * placement's, was made already, or is not due yet. */
gboolean   way_outcome_check_record   (WayAct                 *act,
                                       WayOutcomeCheck        *check,
                                       GError                **error);

/* --- To be looked at --- */

typedef struct
{
  WayTarget       *target;
  WayTargetResult *last;     /* of the newest review that says something; NULL: none yet */
  const char      *progress; /* of target_progress, lent by last or a rule; may be NULL */
} WayTargetState;

typedef struct
{
  GPtrArray   *reviews;      /* WayReview *, newest first */
  GPtrArray   *targets;      /* WayTargetState *, by position */
  GPtrArray   *steps;        /* WayPlanStep *, by position */
  GPtrArray   *checks;       /* WayOutcomeCheck *, by weeks */
  GArray      *sustained;    /* WaySustained */
  WayStayWeek  week;
} WayStay;

WayStay   *way_stay_load              (WayFacts               *facts,
                                       const WayPlacement     *placement,
                                       const GDate            *today,
                                       GError                **error);
void       way_stay_free              (WayStay                *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStay, way_stay_free)

G_END_DECLS
