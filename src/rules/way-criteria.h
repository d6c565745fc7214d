/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-directory.h"

G_BEGIN_DECLS

/* Whether a child meets a criterion of a provision, and if not, the smallest
 * change of the facts after which it would.  What each rule compares, and how,
 * is a row of criterion_rule.  Pure; any thread; no gettext. */

/* Ordered: the worst of several counts. */
typedef enum
{
  WAY_MATCH_PASS,
  WAY_MATCH_UNKNOWN,
  WAY_MATCH_FAIL,
} WayMatchVerdict;

/* The code of match_verdict. */
const char *way_match_verdict_name (WayMatchVerdict verdict);

/* What a criterion may be compared with: the codes of child_fact. */
typedef enum
{
  WAY_CHILD_YEAR,
  WAY_CHILD_AGE,
  WAY_CHILD_NEEDS,
  WAY_CHILD_PLAN,
  WAY_CHILD_SEX,
  WAY_CHILD_ROUTE,
  WAY_CHILD_REGISTRATION,
  WAY_CHILD_HAS_SCHOOL,
  WAY_CHILD_AREA,
  WAY_CHILD_DISTRICT,
  WAY_CHILD_DAYS,
  WAY_CHILD_EVIDENCE,
  WAY_CHILD_ROUNDS,
} WayChildFactKind;
#define WAY_N_CHILD_FACTS (WAY_CHILD_ROUNDS + 1)

const char *way_child_fact_name   (WayChildFactKind kind);

/* The set of its codes; "number" where it is one, "district" for names. */
const char *way_child_fact_set    (WayChildFactKind kind);

/* Whether it may hold more than one code. */
gboolean    way_child_fact_is_many (WayChildFactKind kind);

/* One fact; all zero is not known. */
typedef struct
{
  gboolean  known;
  int       number;        /* age, rounds of support */
  char     *codes;         /* codes by '|', "" for none; owned */
} WayChildFact;

/* All that is known of one child on a day. */
typedef struct
{
  GDate        on;
  GDate        birth;
  WayChildFact facts[WAY_N_CHILD_FACTS];
} WayChildFacts;

WayChildFacts *way_child_facts_new        (const GDate         *on);
WayChildFacts *way_child_facts_copy       (const WayChildFacts *self);
void           way_child_facts_free       (WayChildFacts       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayChildFacts, way_child_facts_free)

/* The fact becomes known.  codes are by '|'; NULL makes it not known. */
void           way_child_facts_set_codes  (WayChildFacts       *self,
                                           WayChildFactKind     kind,
                                           const char          *codes);
void           way_child_facts_set_number (WayChildFacts       *self,
                                           WayChildFactKind     kind,
                                           int                  number);

/* Lent; unlike codes are "", never NULL. */
const WayChildFact *way_child_facts_get   (const WayChildFacts *self,
                                           WayChildFactKind     kind);

/* Whether a list of codes by '|' holds this one. */
gboolean       way_criteria_has_code         (const char          *list,
                                           const char          *code);

typedef enum
{
  WAY_CRITERION_MET,
  WAY_CRITERION_NOT_MET,
  WAY_CRITERION_NOT_KNOWN,   /* the fact is not known */
  WAY_CRITERION_NOT_SHOWN,   /* evidence that is not there yet */
  WAY_CRITERION_IN_WORDS,    /* for a person to judge */
  WAY_CRITERION_UNREADABLE,  /* names nothing that any child could be */
} WayCriterionReason;

typedef struct
{
  WayMatchVerdict    verdict;
  WayCriterionReason reason;
  WayChildFactKind   fact;        /* where a rule compares one */
  gboolean           has_change;
  WayChildFact       change;      /* the fact as it would have to be; owned */
} WayCriterionResult;

/* Tests one criterion.  Clear the result with way_criterion_result_clear(). */
void           way_criteria_test          (const WayCriterion       *criterion,
                                           const WayChildFacts      *facts,
                                           WayCriterionResult       *result);
void           way_criterion_result_clear (WayCriterionResult       *self);

/* Makes the change in the facts. */
void           way_criteria_apply         (const WayCriterionResult *result,
                                           WayChildFacts            *facts);

/* The day on which the change comes by itself, because the child grows older;
 * FALSE where it does not. */
gboolean       way_criteria_comes_on      (const WayCriterionResult *result,
                                           const WayChildFacts      *facts,
                                           GDate                    *day);

/* The number that a rule of one number compares with, whichever of both fields
 * holds it; WAY_INTEGER_NONE for none. */
gint64         way_criteria_limit         (const WayCriterion       *criterion);

/* Whether both ask the same, whatever their words. */
gboolean       way_criteria_same          (const WayCriterion       *a,
                                           const WayCriterion       *b);

G_END_DECLS
