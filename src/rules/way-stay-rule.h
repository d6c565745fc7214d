/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-journey.h"
#include "way-school-days.h"
#include "way-stay.h"

G_BEGIN_DECLS

/* What a stay asks for on its way and after: a plan and a decision in time for
 * its end, targets met or not, and whether what came after has lasted.  Pure;
 * any thread. */

/* --- On the way: clock C24 --- */

typedef enum
{
  WAY_STAY_NO_PROMPT,
  WAY_STAY_PLAN,         /* begin the plan for what comes next */
  WAY_STAY_DECIDE,       /* decide what comes next */
  WAY_STAY_OVER,         /* longer than the provision's weeks */
} WayStayPrompt;

typedef struct
{
  WayStayPrompt prompt;
  guint         week;    /* of the stay on the day, from 1; 0 before it begins */
  guint         weeks;   /* that the provision gives; 0: not fixed */
  GDate         plan;    /* last day of the week in which the plan begins; may be not set */
  GDate         decide;
} WayStayWeek;

/* Where a stay stands in its weeks, by school weeks or calendar weeks.  The
 * weeks of plan and decision are those of the clock for a stay of its length,
 * and as far before the end of a longer or shorter one. */
WayStayWeek  way_stay_week        (const WaySchoolDays  *days,
                                   const GDate          *start,
                                   gint64                weeks_most,
                                   const char           *week_kind,
                                   const GDate          *today);

/* --- Targets --- */

/* How far a measured value has come: "met", "nearer", "same" or "further", codes
 * of target_progress; NULL where there is nothing to compare. */
const char  *way_target_progress  (const WayTarget      *target,
                                   gint64                value);

/* --- Afterwards: domain.md K12 --- */

typedef struct
{
  const WayCode *rule;   /* of the set sustained_check */
  guint          weeks;
  GDate          due;
  gboolean       is_done;
  gboolean       is_due; /* the day has come and nobody asked */
} WaySustained;

/* The checks of a placement that ended, in order; none where nobody asks after
 * such a destination, and none after a check that said it did not last.  done
 * are its WayOutcomeCheck *.  GArray of WaySustained; free with
 * g_array_unref(). */
GArray      *way_sustained_checks (const WayPlacement   *placement,
                                   const GPtrArray      *done,
                                   const GDate          *today);

G_END_DECLS
