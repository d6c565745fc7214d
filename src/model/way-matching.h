/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What was found when a place was chosen, and a week that is agreed to be short.
 * Plain data. */

/* All provisions were tested for a child, and a person chose. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   referral;
  GDate   day;             /* from which a place was wanted */
  char   *route;
  GDate   made;
  char   *made_by;
  char   *facts;           /* of the child, as JSON */
  char   *rules;           /* by which criteria */
  WayId   chosen;          /* provision */
  gint64  rank;            /* of the chosen; none: it met not all */
  char   *reason;          /* why not the first */
} WayMatchRun;
WAY_DECLARE_RECORD (WayMatchRun, way_match_run)

/* One provision of a run. */
typedef struct
{
  WayId   id;
  WayId   run;
  WayId   provision;
  gint64  rank;
  char   *verdict;         /* match_verdict */
  gint64  free;            /* places on the days wanted */
  GDate   first_day;       /* with a place */
  char   *tests;           /* each criterion and what came out, as JSON */
} WayMatchResult;
WAY_DECLARE_RECORD (WayMatchResult, way_match_result)

/* A week that is shorter than full time for a while (SI 2024/208, regulation
 * 11(6)). */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;
  gint64  sessions;        /* a week */
  GDate   from;
  GDate   to;
  GDate   review;          /* when it is looked at again */
  GDate   agreed;          /* with a parent */
  char   *reason;
} WayPartTime;
WAY_DECLARE_RECORD (WayPartTime, way_part_time)

G_END_DECLS
