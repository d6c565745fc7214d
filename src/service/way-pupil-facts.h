/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-children.h"
#include "way-duties.h"
#include "way-journey.h"
#include "way-route-sets.h"

G_BEGIN_DECLS

/* One child's page: where now, and the life so far as lanes of a chart. */

typedef enum
{
  WAY_LANE_ROLLS,
  WAY_LANE_EXCLUSIONS,
  WAY_LANE_ABSENCES,
  WAY_LANE_PLACEMENTS,
  WAY_LANE_REVIEWS,
  WAY_LANE_DUTIES,             /* all but reviews, on the days by which they are due */
} WayPupilLane;
#define WAY_N_PUPIL_LANES (WAY_LANE_DUTIES + 1)

/* A bar or a mark; what lies after today is expected. */
typedef struct
{
  WayPupilLane   lane;
  GDate          from;
  GDate          to;           /* last day, recorded or expected; a mark has from == to; not
                                  set: open */
  const WayCode *code;         /* enrolment_status, exclusion_category, absence_kind,
                                  provision_kind, clock; NULL: a review */
  char          *name;         /* of the school or provision; NULL for the other lanes */
  gint64         half_days;    /* exclusions; else WAY_INTEGER_NONE */
  gboolean       is_due;       /* a review or duty that is due and not yet held or met */
  WayDutyState   state;        /* of a duty */
  gboolean       is_placed;    /* a roll that follows from a placement */
  WayId          record;       /* enrolment, exclusion, absence or placement; what started a duty */
} WayPupilBar;

/* Attendance of one week, of all placements together. */
typedef struct
{
  GDate  week;                 /* its Monday */
  gint64 possible;
  gint64 attended;
} WayPupilWeek;

/* What comes next. */
typedef enum
{
  WAY_NEXT_NONE,
  WAY_NEXT_DUTY,               /* duty says which */
  WAY_NEXT_START,              /* a placement begins */
  WAY_NEXT_END,                /* expected last day of the placement */
} WayNextKind;

typedef struct
{
  WayPupil         *pupil;
  int               age;             /* -1: not known */
  char             *district;        /* name; may be NULL */

  WayPlacement     *placement;       /* that runs today; NULL: none */
  char             *provision;       /* its name, and its setting's */
  char             *setting;
  guint             week;            /* of the stay, by the provision's weeks */
  guint             weeks;           /* of so many; 0: not fixed */
  const WayCode    *week_kind;

  WayEnrolment     *main_roll;       /* NULL: on no school's roll */
  char             *main_school;     /* its name, or the setting's where that keeps the roll */
  gboolean          is_single_at_ap; /* the setting keeps the only roll */

  const WayCode    *support;         /* of sen_provision; NULL: nothing recorded */
  const WayCode    *primary_need;    /* of need_type */
  const WayCode    *secondary_need;

  gint64            half_days;       /* suspended this school year, all schools */
  gint64            half_days_before; /* last school year */
  gint64            half_days_limit; /* 90: 45 days */

  gint64            possible;        /* sessions this term */
  gint64            attended;

  WayReferral      *referral;        /* the open one; NULL: none */
  WayReferral      *agreed;          /* the one that led to the placement; NULL: none */
  WayRouteSets     *route_sets;      /* the authority's own tables of routes */
  const WayRouteSet *route_set;      /* the one that the placement goes by; NULL: the shipped */

  WayNextKind       next;
  GDate             next_day;
  int               next_days;       /* school days left, below 0 late */
  const WayDutyFact *next_duty;      /* lent by duties */
  GPtrArray        *duties;          /* WayDutyFact *: lives no longer than the facts */

  GArray           *bars;            /* WayPupilBar, by lane and day */
  GArray           *attendance;      /* WayPupilWeek, by week */
  GDate             from;            /* of the chart: the start of last school year */
  GDate             to;              /* the last day that is expected of anything, or a month on */
} WayPupilFacts;

WayPupilFacts *way_pupil_facts_load (WayFacts       *facts,
                                     const WayId    *pupil,
                                     const GDate    *today,
                                     GError        **error);
void           way_pupil_facts_free (WayPupilFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPupilFacts, way_pupil_facts_free)

/* Attendance in the chart's weeks before the placement began, and since, in per
 * cent.  FALSE where there are no sessions on either side of it. */
gboolean       way_pupil_facts_compare (const WayPupilFacts  *self,
                                        double               *before,
                                        double               *since);

/* The last thing that happened by a day: a bar that began, or one that ended,
 * which *ended tells.  NULL where nothing is recorded.  Lent. */
const WayPupilBar *way_pupil_facts_last (const WayPupilFacts *self,
                                         const GDate         *today,
                                         gboolean            *ended);

G_END_DECLS
