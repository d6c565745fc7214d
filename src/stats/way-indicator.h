/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-indicator-facts.h"
#include "way-result.h"

G_BEGIN_DECLS

/* Indicators: a function over the facts says which records count and what each
 * adds to numerator and denominator (its cases); one counter makes of them the
 * whole, the groups by any dimension, and the list behind each.  So the three
 * cannot disagree.  Pure; any thread. */

/* --- By what --- */

typedef enum
{
  WAY_BY_NOTHING,
  WAY_BY_SETTING,
  WAY_BY_PROVISION,
  WAY_BY_PHASE,
  WAY_BY_KIND,
  WAY_BY_FUNDER,
  WAY_BY_DISTRICT,             /* the child's home, or the case's own */
  WAY_BY_AREA,
  WAY_BY_ROUTE,
  WAY_BY_COMMISSIONER,
  WAY_BY_REGISTRATION,
  WAY_BY_SCHOOL,               /* that excluded, or that has the duty */
  WAY_BY_YEAR,                 /* year group by age on the case's day */
  WAY_BY_KEY_STAGE,
  WAY_BY_SEX,
  WAY_BY_NEED,
  WAY_BY_SEN,                  /* special educational needs provision on the case's day */
  WAY_BY_TARGET_AREA,
} WayIndicatorBy;
#define WAY_N_BY (WAY_BY_TARGET_AREA + 1)

/* "setting" and so on; NULL and FALSE where there is no such. */
const char *way_indicator_by_name      (WayIndicatorBy   by);
gboolean    way_indicator_by_from_name (const char      *name,
                                        WayIndicatorBy  *by);

/* --- What is asked --- */

typedef struct
{
  guint32        from;         /* both days included; of a state, to is the day */
  guint32        to;
  WayIndicatorBy by;
} WayIndicatorQuestion;

/* --- Cases --- */

/* Which array a case's record is in. */
typedef enum
{
  WAY_CASE_NONE,
  WAY_CASE_SETTING,
  WAY_CASE_PROVISION,
  WAY_CASE_DISTRICT,
  WAY_CASE_PUPIL,
  WAY_CASE_NEED,
  WAY_CASE_STAY,
  WAY_CASE_PLACES,
  WAY_CASE_EXCLUSION,
  WAY_CASE_ROLL,
  WAY_CASE_WEEK,
  WAY_CASE_REFERRAL,
  WAY_CASE_REVIEW,
  WAY_CASE_TARGET,
  WAY_CASE_DUTY,
  WAY_CASE_PART_TIME,
  WAY_CASE_BUDGET,
  WAY_CASE_GIVEN,
  WAY_CASE_POPULATION,
  WAY_CASE_AFTER,
  WAY_CASE_EXAM,
} WayCaseKind;

/* A record that counts.  Indexes that mean nothing are WAY_STAT_NONE. */
typedef struct
{
  WayCaseKind kind;
  guint       index;
  guint       pupil;
  guint       stay;
  guint       provision;
  guint       school;          /* a setting */
  guint       district;        /* none: the child's home */
  const char *code;            /* of a dimension of its own */
  guint32     day;             /* on which year group and needs are looked at */
  guint32     from;            /* of what lasts (headroom) */
  guint32     to;
  guint32     entered;         /* of what lasts: so much of it was over before the period */
  gint64      numerator;
  gint64      denominator;
} WayCase;

typedef struct
{
  GArray   *rows;              /* WayCase */
  gboolean  not_collected;     /* nobody recorded what this is counted from */
  guint     n_left_out;
} WayCases;

/* A case of nothing, to be filled. */
WayCase     way_case                   (WayCaseKind      kind,
                                        guint            index);

/* --- Indicators --- */

typedef enum
{
  WAY_METHOD_RATIO,            /* sum over sum */
  WAY_METHOD_COUNT,            /* the sum of numerators */
  WAY_METHOD_SHARE,            /* of the whole's denominator */
  WAY_METHOD_DIFFERENCE,       /* denominator less numerator; of a group never below zero */
  WAY_METHOD_CHANGE,           /* from denominator to numerator, as a rate of the first */
  WAY_METHOD_MEDIAN,           /* of the numerators */
  WAY_METHOD_LASTING,          /* the time that half of them last; those with denominator 0 go on */
  WAY_METHOD_NINTH,            /* the same for nine in ten */
  WAY_METHOD_HEADROOM,         /* places on the day with most heads, less those */
  WAY_METHOD_PAIRS,            /* a point a group; of the whole, how the two go together */
} WayIndicatorMethod;

gboolean    way_indicator_method_from_name (const char         *name,
                                            WayIndicatorMethod *method);

typedef void (*WayIndicatorFunc) (const WayIndicatorFacts    *facts,
                                  const WayIndicatorQuestion *question,
                                  WayCases                   *cases);

/* A row of the library, as far as it is numbers. */
typedef struct
{
  WayIndicatorFunc   func;
  WayIndicatorMethod method;
  WayResultForm      form;
  gboolean           once;     /* a child counts once in a row, whatever it has there */
  gboolean           foreign;  /* the denominator is given: a group without one is not collected */
} WayIndicator;

/* The function of a name in the library; NULL where there is none. */
WayIndicatorFunc way_indicator_func        (const char      *name);

/* --- Counting --- */

typedef struct
{
  const WayId *id;             /* of a setting, provision or district; else NULL */
  const char  *key;            /* its name, or the code; NULL: not said */
  WayResult    result;
  GArray      *cases;          /* guint: of the table's cases, those behind it */
} WayIndicatorGroup;

/* Names and ids are lent by the facts. */
typedef struct
{
  WayCases   cases;
  WayResult  whole;
  GPtrArray *groups;           /* WayIndicatorGroup *, in no order; without a dimension none */
} WayIndicatorTable;

WayIndicatorTable *way_indicator_count      (const WayIndicatorFacts    *facts,
                                             const WayIndicator         *indicator,
                                             const WayIndicatorQuestion *question);
void               way_indicator_table_free (WayIndicatorTable          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIndicatorTable, way_indicator_table_free)

/* The record of a case; NULL where it has none. */
const WayId       *way_indicator_case_id    (const WayIndicatorFacts    *facts,
                                             const WayCase              *one);

G_END_DECLS
