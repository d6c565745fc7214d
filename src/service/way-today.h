/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-duties.h"

G_BEGIN_DECLS

/* The first page: six figures, what is to be done, what is coming up.  Numbers,
 * codes, names and days; the words are the caller's. */

/* --- Six figures --- */

typedef enum
{
  WAY_FIGURE_ON_ROLL,
  WAY_FIGURE_EMPTY_PLACES,
  WAY_FIGURE_WAITING,
  WAY_FIGURE_DUE_THIS_WEEK,
  WAY_FIGURE_IN_BREACH,
  WAY_FIGURE_BACK_IN_MAINSTREAM,
} WayFigureKind;
#define WAY_N_FIGURES (WAY_FIGURE_BACK_IN_MAINSTREAM + 1)
#define WAY_N_SERIES 12

typedef struct
{
  gint64 value;
  gint64 of;                      /* empty places: of so many; else WAY_INTEGER_NONE */
  gint64 before;                  /* on the day of comparison; WAY_INTEGER_NONE: nothing is known */
  GDate  before_on;
  GDate  first;                   /* due this week: the first due day; not set: none */
  gint64 series[WAY_N_SERIES];    /* oldest first, the last is the value */
  GDate  days[WAY_N_SERIES];
} WayFigure;

/* --- What is to be done --- */

typedef enum
{
  WAY_TASK_DUTY,                  /* rule says which */
  WAY_TASK_EXPLAIN,               /* a duty was met late, and nobody has said why */
  WAY_TASK_CONSIDER,              /* a child without education: the duty is to be considered */
  WAY_TASK_LOOK_AGAIN,            /* such a child's case is to be looked at again */
  WAY_TASK_DECISION,              /* a referral waits to be decided */
  WAY_TASK_PANEL,                 /* a referral waits for a panel to be named */
  WAY_TASK_INFORMATION,           /* was asked for and has not come */
  WAY_TASK_WAITING,               /* agreed, and no place offered for too long */
  WAY_TASK_OFFER,                 /* no answer, and its day has passed or is near */
  WAY_TASK_START,                 /* accepted: the placement is to be started */
  WAY_TASK_DRAFT,                 /* a referral begun long ago and never sent */
  WAY_TASK_OVERRUN,               /* a placement past its expected last day */
  WAY_TASK_PLAN,                  /* a stay so far on that its end is to be planned */
  WAY_TASK_LASTED,                /* it is to be asked whether what came after has lasted */
  WAY_TASK_ASSURANCE,             /* a check of a setting runs out, or has */
  WAY_TASK_ENTRY,                 /* a directory entry not looked over for too long */
  WAY_TASK_CONFLICT,              /* copies changed a record differently */
  WAY_TASK_ACTION,                /* agreed at a visit, and late or due soon */
  WAY_TASK_VISIT,                 /* planned, and its day has come near or has passed */
} WayTaskKind;

typedef enum
{
  WAY_SEVERITY_BREACH,
  WAY_SEVERITY_DUE,
  WAY_SEVERITY_OTHER,
  WAY_SEVERITY_PAUSED,            /* a duty that a person lets rest: nothing to do yet */
} WaySeverity;
#define WAY_N_SEVERITIES (WAY_SEVERITY_PAUSED + 1)

/* The one step that is suggested. */
typedef enum
{
  WAY_TASK_STEP_FIND_PLACE,       /* open the pupil's referral, or start one */
  WAY_TASK_STEP_ASK_SCHOOL,
  WAY_TASK_STEP_RECORD_REVIEW,
  WAY_TASK_STEP_NAME_SCHOOL,
  WAY_TASK_STEP_PLAN_NEXT,
  WAY_TASK_STEP_END_PLACEMENT,
  WAY_TASK_STEP_DECIDE,
  WAY_TASK_STEP_BOOK_PANEL,
  WAY_TASK_STEP_CHASE,
  WAY_TASK_STEP_OFFER,
  WAY_TASK_STEP_ANSWER,
  WAY_TASK_STEP_PLACE,
  WAY_TASK_STEP_FINISH_DRAFT,
  WAY_TASK_STEP_ASK_RENEWAL,
  WAY_TASK_STEP_CHECK_ENTRY,
  WAY_TASK_STEP_COMPARE,
  WAY_TASK_STEP_RECORD_MET,       /* say that it was done, and when */
  WAY_TASK_STEP_EXPLAIN,          /* say why it was late */
  WAY_TASK_STEP_CONSIDER,         /* record what was considered and decided */
  WAY_TASK_STEP_RESTART,          /* let a paused duty run again */
  WAY_TASK_STEP_ASK_LASTED,       /* record whether it has lasted */
  WAY_TASK_STEP_CLOSE_ACTION,     /* say that it was done, and how that is seen */
  WAY_TASK_STEP_VISIT,            /* begin the visit */
} WayTaskStep;

typedef struct
{
  WayTaskKind     kind;
  WaySeverity     severity;
  WayTaskStep     step;
  const WayCode  *rule;           /* duties: of the set clock; else of work_rule, or NULL */
  const WayCode  *code;           /* assurance_kind of a check; referral_stage of a referral;
                                     visit_type of a visit */
  const char     *actor;          /* duties: of clock_actor */
  WayDutyState    state;          /* duties: how it stands */
  const char     *started_by;     /* duties: with subject, what acts name it by */
  WayId           subject;
  gboolean        deciding;       /* C24, a stay: what comes next is to be decided */
  gboolean        has_offer;      /* C01, C02: a place is offered already */
  guint           number;         /* C24: weeks of the stay; a stay: its week; what lasted: weeks after; C12: half days suspended; a check: children placed there;
                                     a conflict: in how many fields */
  WayId           pupil;          /* none for a setting's own tasks */
  WayId           establishment;
  WayId           provision;
  WayId           referral;
  WayId           placement;
  WayId           offer;
  WayId           exclusion;
  WayId           assurance;
  const WayEntity *entity;        /* of a conflict, an action, a visit: and which record */
  WayId           row;
  char           *who;            /* the child, the setting, the record; "" for one without name */
  char           *year;           /* of nc_year; may be NULL */
  char           *place;          /* provision or school; what an action asks for; may be NULL */
  GDate           due;            /* may be not set */
  int             days;           /* school days left, below 0 so many late; 0 without a day */
} WayTask;

void       way_task_free       (WayTask       *self);

/* --- What is coming up --- */

typedef enum
{
  WAY_COMING_PANEL,               /* number: referrals on it */
  WAY_COMING_START,               /* a placement begins */
  WAY_COMING_END,                 /* a placement is expected to end */
  WAY_COMING_CENSUS,
} WayComingKind;

typedef struct
{
  WayComingKind  kind;
  GDate          day;
  guint          number;
  WayId          pupil;
  WayId          placement;
  char          *who;
  char          *place;
} WayComing;

void       way_coming_free     (WayComing     *self);

/* --- All of it --- */

typedef struct
{
  GDate         today;
  WayTodayTerm  term;
  WayFigure     figures[WAY_N_FIGURES];
  GPtrArray    *tasks;            /* WayTask *, breaches first, then the most late; of each
                                     severity at most WAY_MOST_TASKS */
  guint         n_severity[WAY_N_SEVERITIES];  /* of each there are, listed or not */
  GPtrArray    *coming;           /* WayComing *, by day */
} WayToday;
#define WAY_MOST_TASKS 1000

/* One figure alone: what is not asked for is not counted. */
gboolean   way_today_figure    (WayFacts      *facts,
                                const GDate   *today,
                                WayFigureKind  kind,
                                WayFigure     *figure,
                                GError       **error);

/* Term and figures, which are soon there; or the lists, which may take their time in
 * a large file.  The other half is empty. */
WayToday  *way_today_load_figures (WayDb        *db,
                                   const GDate  *today,
                                   GError      **error);
WayToday  *way_today_load_lists   (WayDb        *db,
                                   const GDate  *today,
                                   GError      **error);

/* Both. */
WayToday  *way_today_load      (WayDb         *db,
                                const GDate   *today,
                                GError       **error);
void       way_today_free      (WayToday      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayToday, way_today_free)

G_END_DECLS
