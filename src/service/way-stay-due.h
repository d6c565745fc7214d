/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-facts.h"
#include "way-stay-rule.h"

G_BEGIN_DECLS

/* What is due about stays that no law names a day for: that the plan for what comes
 * next is begun, that it is decided, and, afterwards, whether it has lasted. */

/* How many weeks a provision fixes for a stay; 0: none.  SQL over provision. */
#define WAY_STAY_WEEKS_SQL \
  "CASE WHEN provision.kind = 'assessment' OR provision.cohorts IS NOT NULL" \
  " THEN coalesce (provision.weeks_most, 0) ELSE 0 END"

typedef enum
{
  WAY_STAY_DUE_PLAN,         /* the plan for what comes next is to be begun */
  WAY_STAY_DUE_DECIDE,       /* what comes next is to be decided */
  WAY_STAY_DUE_LASTED,       /* it is to be asked whether it has lasted */
} WayStayDueKind;

typedef struct
{
  WayStayDueKind  kind;
  WayId           placement;
  WayId           pupil;
  WayId           provision;
  WayId           establishment;
  char           *who;
  char           *year;        /* of nc_year; may be NULL */
  char           *place;       /* the provision */
  GDate           start;
  GDate           end;         /* the last day; of LASTED */
  char           *destination; /* likewise */
  guint           week;        /* of the stay on the day; of PLAN and DECIDE */
  guint           weeks;       /* that the stay has; of LASTED, after which it is asked */
  const WayCode  *rule;        /* of the sets clock and sustained_check */
  GDate           due;
} WayStayDue;

void       way_stay_due_free (WayStayDue   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStayDue, way_stay_due_free)

/* All that is due on the day, the longest first.  A stay with a plan, or with a
 * step of one, is not asked to begin it; one that ended is asked after for twice
 * as long as its last question takes, but for what was due before since (NULL: all
 * of it).  WayStayDue *; NULL on error. */
GPtrArray *way_stay_due_list (WayFacts     *facts,
                              const GDate  *today,
                              const GDate  *since,
                              GError      **error);

G_END_DECLS
