/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-id.h"

G_BEGIN_DECLS

/* What indicators are counted from, as named arrays.  Codes are interned
 * strings, or NULL where nothing was said; days are Julian day numbers; what
 * refers to another array does so by index.  Numbers of law and strategy come
 * in with them (WayStatRules).  Plain data; pure; any thread. */

#define WAY_STAT_NONE G_MAXUINT      /* no index */
#define WAY_STAT_OPEN G_MAXUINT32    /* last day of what has not ended */
#define WAY_STAT_UNSAID G_MININT64   /* a number that nobody gave */

/* Every row begins with the record that it stands for. */
typedef struct
{
  WayId       id;
  char       *name;
  guint       district;
  gboolean    is_school;       /* a child can be on its roll */
  gboolean    is_registered;
  gboolean    is_mainstream;
  gboolean    must_register;   /* by the children there on the last day asked for */
  gint64      roll;            /* as the register of schools says */
} WayStatSetting;

typedef struct
{
  WayId       id;
  char       *name;
  guint       setting;
  const char *kind;
  const char *phase;
  const char *funder;          /* of its places */
  gboolean    is_counted;      /* in the authority's figures */
  gint64      cohorts;         /* a school year */
  gint64      weeks;           /* of a cohort */
  gint64      session_minutes;
} WayStatProvision;

typedef struct
{
  WayId       id;
  char       *name;
  const char *area;
  gint64      rank;            /* of deprivation, 1 the most */
} WayStatDistrict;

typedef struct
{
  WayId       id;
  guint32     birth;
  const char *year;            /* as taught now */
  const char *sex;
  const char *need;            /* primary */
  guint       district;
} WayStatPupil;

/* Special educational needs over a time. */
typedef struct
{
  WayId       id;
  guint       pupil;
  guint32     from;
  guint32     to;
  const char *provision;       /* sen_provision */
  gboolean    has_plan;
} WayStatNeed;

typedef struct
{
  WayId       id;
  guint       pupil;
  guint       provision;
  guint32     from;
  guint32     to;
  gint16      sessions;        /* a week */
  gboolean    on_roll;         /* of the setting */
  const char *registration;
  const char *route;
  const char *commissioner;
  const char *destination;
  gboolean    to_mainstream;   /* by its destination, as the next three */
  gboolean    is_leaver;       /* counts as one */
  guint32     received;        /* the referral; 0: none */
  guint32     decided;         /* the decision that agreed; 0: none */
  guint32     offered_from;
  guint32     attended_from;
} WayStatStay;

typedef struct
{
  WayId   id;
  guint   provision;
  guint32 from;
  guint32 to;
  gint32  places;              /* below zero: out of service */
} WayStatPlaces;

typedef struct
{
  WayId    id;
  guint    pupil;
  guint    school;             /* index of a setting */
  guint32  from;
  gboolean is_permanent;       /* else a suspension */
} WayStatExclusion;

/* On the roll of a school. */
typedef struct
{
  WayId   id;
  guint   pupil;
  guint   school;
  guint32 from;
  guint32 to;
  gint16  sessions;            /* a week; -1: not said */
} WayStatRoll;

/* A week of a register. */
typedef struct
{
  WayId   id;
  guint   stay;                /* or none: a school's register */
  guint   pupil;
  guint32 monday;
  gint32  possible;
  gint32  attended;
  gint32  authorised;
  gint32  unauthorised;
} WayStatWeek;

typedef struct
{
  WayId       id;
  guint       pupil;
  guint       stay;            /* that came of it */
  const char *route;
  guint32     received;
  guint32     decided;         /* the first decision that settled it */
  guint32     closed;
  guint32     started;
  gint32      waited_days;     /* school days during which it was with the school for information */
} WayStatReferral;

typedef struct
{
  WayId   id;
  guint   stay;
  guint32 due;
  guint32 held;                /* 0: not yet */
} WayStatReview;

typedef struct
{
  WayId       id;
  guint       stay;
  const char *area;
  guint32     reviewed;        /* the last result; 0: none */
  gboolean    has_baseline;
  gboolean    is_met;          /* by the last result */
} WayStatTarget;

/* Whether what came after a stay has lasted. */
typedef struct
{
  WayId    id;
  guint    stay;
  gint64   weeks;
  guint32  asked;
  gboolean sustained;
} WayStatLasted;

/* A statutory duty that fell due. */
typedef struct
{
  WayId       id;              /* of what started it */
  guint       pupil;
  guint       school;
  const char *rule;
  guint32     due;
  guint32     offered;         /* education was there; 0: not yet */
  guint32     attended;        /* the child came; 0: not known */
  gboolean    left_out;        /* ended before it fell due */
} WayStatDuty;

/* A child on the Section 19 register of the last day asked for. */
typedef struct
{
  WayId   id;                  /* of the child */
  guint   pupil;
  guint32 since;
} WayStatWithout;

/* An agreed short week. */
typedef struct
{
  WayId   id;
  guint   pupil;
  guint32 from;
  guint32 to;
  guint32 review;
} WayStatPartTime;

typedef struct
{
  WayId   id;
  guint   setting;
  guint32 checked;
  guint32 expires;             /* WAY_STAT_OPEN: not said */
} WayStatAssurance;

/* A stay that is paid for twice. */
typedef struct
{
  WayId   id;
  guint   stay;
  guint32 from;
  guint32 to;
  gint64  amount;              /* pence, or WAY_STAT_UNSAID */
} WayStatTwice;

typedef struct
{
  WayId       id;
  const char *block;
  int         year;            /* in which the financial year begins */
  gint64      planned;         /* pence */
  gint64      spent;
} WayStatBudget;

/* A figure that was given: what no record of a child tells. */
typedef struct
{
  WayId       id;
  const char *measure;
  guint       district;        /* or none: the whole area */
  const char *phase;
  guint32     day;
  gint64      value;
} WayStatGiven;

typedef struct
{
  WayId       id;
  guint       district;
  int         year;            /* mid-year */
  const char *ages;
  gint64      count;
} WayStatPopulation;

/* What a young person does after year 11, by month. */
typedef struct
{
  WayId    id;
  guint    pupil;
  guint32  month;              /* its first day */
  gboolean is_eet;             /* education, employment or training */
  gboolean is_neet;
  gboolean is_sustained;       /* counts as a destination that lasted */
} WayStatAfter;

typedef struct
{
  WayId    id;
  guint    pupil;
  int      year;               /* in which the school year began */
  gint64   english;            /* grade; unsaid: no entry */
  gint64   maths;
  gint64   attainment_8;       /* tenths */
  gboolean any;
} WayStatExam;

/* Numbers that law and strategy give (data/rules). */
typedef struct
{
  gint64      full_time;           /* half days of a full-time week */
  gint64      full_time_minutes;
  gint64      session_minutes;
  gint64      persistent_percent;  /* of sessions missed */
  gint64      severe_percent;
  gint64      sustained_weeks;
  gint64      progress_weeks;      /* in a placement, before progress is measured */
  gint64      follow_months;       /* after year 11 */
  gint64      trend_years;
  gint64      destination_months;
  gint64      pass_grade;
  gint64      strong_grade;
  guint       leaving_year;        /* the year group after which pupils leave */
  int         financial_month;     /* in which a council’s year begins */
  int         first_secondary_year;
  const char *secondary_ages;      /* code of the population that rates are by */
  const char *key_stages[16];      /* by year group, from reception */
} WayStatRules;

typedef struct
{
  GArray       *settings;      /* WayStatSetting; the others as they are named */
  GArray       *provisions;
  GArray       *districts;
  GArray       *pupils;
  GArray       *needs;         /* in the order of their children */
  GArray       *stays;         /* in the order of their first days */
  GArray       *places;
  GArray       *exclusions;
  GArray       *rolls;
  GArray       *weeks;
  GArray       *referrals;
  GArray       *reviews;
  GArray       *targets;
  GArray       *lasted;
  GArray       *duties;
  GArray       *without;
  GArray       *part_times;
  GArray       *assurances;
  GArray       *twice;
  GArray       *budgets;
  GArray       *given;
  GArray       *populations;
  GArray       *after;
  GArray       *exams;
  WayStatRules  rules;
  guint32       known_to;      /* the last day that the records speak of */
  guint32       census_day;    /* the spring census before the last day asked for */
  guint32       first_day;     /* of n_open */
  GArray       *n_open;        /* guint32: school days before first_day + i */
} WayIndicatorFacts;

#define WAY_STAT_AT(array, type, i) (&g_array_index ((array), type, (i)))

/* Empty arrays. */
WayIndicatorFacts *way_indicator_facts_new         (void);
void               way_indicator_facts_free        (WayIndicatorFacts       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIndicatorFacts, way_indicator_facts_free)

/* School days in [from, to); 0 outside of what is known. */
gint64             way_indicator_facts_school_days (const WayIndicatorFacts *self,
                                                    guint32                  from,
                                                    guint32                  to);

/* The national curriculum year that a child's age puts it in on a day: 0 is
 * reception; -1 where the birth is not known. */
int                way_stat_year_group             (const WayStatPupil      *pupil,
                                                    guint32                  day);

/* What is said of a child's special educational needs on a day; NULL: nothing. */
const WayStatNeed *way_stat_need_on                (const WayIndicatorFacts *self,
                                                    guint                    pupil,
                                                    guint32                  day);

/* Whether a day lies in [from, to]. */
gboolean           way_stat_is_live                (guint32                  from,
                                                    guint32                  to,
                                                    guint32                  day);

G_END_DECLS
