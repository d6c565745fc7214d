/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What is recorded of a stay beside the placement itself: reviews with their
 * targets, the way back step by step, what came of it afterwards.  Plain data. */

typedef struct
{
  WayId   id;
  WayId   placement;
  GDate   due;             /* the day by which it had to be held, as it was then */
  GDate   held;
  char   *present;         /* who was there */
  char   *summary;
  char   *decision;        /* review_decision */
  GDate   next;            /* the next one, where a day was agreed */
} WayReview;
WAY_DECLARE_RECORD (WayReview, way_review)

/* What is to be different at the end.  A number may fall as well as rise: the
 * target says which way. */
typedef struct
{
  WayId   id;
  WayId   placement;
  gint64  position;
  char   *area;            /* target_area */
  char   *wording;
  gint64  baseline;        /* as measured at the start; none: in words only */
  gint64  target;
  GDate   by;
  GDate   dropped;         /* not pursued any more */
} WayTarget;
WAY_DECLARE_RECORD (WayTarget, way_target)

typedef struct
{
  WayId   id;
  WayId   target;
  WayId   review;
  gint64  value;
  char   *progress;        /* target_progress: as people judged it */
  char   *note;
} WayTargetResult;
WAY_DECLARE_RECORD (WayTargetResult, way_target_result)

/* A step of the plan for what comes next. */
typedef struct
{
  WayId   id;
  WayId   placement;
  gint64  position;
  char   *step;
  char   *who;
  GDate   by;
  GDate   done;
} WayPlanStep;
WAY_DECLARE_RECORD (WayPlanStep, way_plan_step)

/* Whether what came after the placement has lasted: asked so many weeks after
 * the last day (data/rules/sustained.xml). */
typedef struct
{
  WayId   id;
  WayId   placement;
  gint64  weeks;
  GDate   due;
  GDate   asked;
  gint64  sustained;       /* still where the child went */
  char   *where;           /* if not, where now */
  char   *told_by;
} WayOutcomeCheck;
WAY_DECLARE_RECORD (WayOutcomeCheck, way_outcome_check)

/* The year group in which a pupil was taught before the present one, written
 * when the years move on. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *year;            /* nc_year */
  GDate   from;
  GDate   to;
} WayYearGroup;
WAY_DECLARE_RECORD (WayYearGroup, way_year_group)

G_END_DECLS
