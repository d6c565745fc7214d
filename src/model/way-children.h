/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* Children and the facts about them that lead to a place.  Plain data. */

typedef struct
{
  WayId   id;
  char   *upn;
  char   *surname;
  char   *forename;
  GDate   birth;
  char   *sex;
  char   *year;            /* nc_year as taught; may differ from the age */
  WayId   home_district;
  char   *home_la;         /* where the child lives: holds the duties */
  char   *former_upn;
  char   *uln;
  char   *known_as;
  char   *ethnicity;
  char   *language;
  char   *street;
  char   *town;
  char   *postcode;
  gint64  address_hidden;  /* restricted: not shown, not exported */
  WayId   carer;
  gint64  looked_after;
  gint64  social_worker;   /* has one: child in need or on a protection plan */
  gint64  young_carer;
  WayId   kept;            /* the record under which the child is read, where another */
  gint64  interpreter;     /* the child needs one */
  char   *religion;        /* only where the family says it */
  gint64  free_meals;
  gint64  premium;         /* pupil premium */
  char   *travel;
} WayPupil;
WAY_DECLARE_RECORD (WayPupil, way_pupil)

/* On which roll a child is.  The enrolment at an AP setting follows from the
 * placement and is not typed here. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;
  char   *status;          /* enrolment_status: C, M, S ... */
  GDate   from;
  GDate   to;
  char   *leaving_ground;
  gint64  sessions;        /* a week at this school; none: full time, or not said */
  char   *timetable;       /* session_slot, several */
} WayEnrolment;
WAY_DECLARE_RECORD (WayEnrolment, way_enrolment)

/* SEN provision and need over a period; rank 1 is the primary need. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *provision;       /* sen_provision: N, K, E */
  char   *type;            /* need_type */
  gint64  rank;
  GDate   from;
  GDate   to;
  char   *plan;            /* number of the plan */
  GDate   plan_reviewed;
  GDate   planned;         /* the date of the plan */
  GDate   assessment;      /* for a plan, asked for */
  char   *senco;
  char   *caseworker;      /* who agrees with the referral */
} WayNeed;
WAY_DECLARE_RECORD (WayNeed, way_need)

typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;
  char   *category;        /* exclusion_category */
  GDate   from;            /* the first day excluded */
  GDate   to;
  gint64  half_days;
  char   *reasons;         /* exclusion_reason, up to three in order */
  GDate   informed;        /* governors informed */
  GDate   decided;         /* governors decided */
  char   *result;          /* review_result */
  GDate   cancelled;
  GDate   off_roll;        /* deleted from the roll */
  GDate   educated_from;   /* full-time education began */
  char   *educated_by;     /* payer: who arranged it */
  GDate   told_parents;
  GDate   told_la;
  GDate   told_social_worker;  /* and the virtual school */
  gint64  exam_missed;     /* a public exam or a National Curriculum test */
  GDate   notice;          /* of the governors' decision */
  char   *notice_how;      /* notice_how */
  GDate   irp_applied;     /* parents asked for an independent review panel */
  GDate   irp_sat;
  GDate   irp_notice;      /* of the panel's decision */
  GDate   waived;          /* parents gave up the panel in writing */
} WayExclusion;
WAY_DECLARE_RECORD (WayExclusion, way_exclusion)

G_END_DECLS
