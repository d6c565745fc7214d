/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-visits.h"

G_BEGIN_DECLS

/* A visit: what is asked, when an answer is one, what it wants, how the whole is
 * judged.  Pure; any thread; questions, scales and judgements are rows of data. */

/* --- How far it is --- */

/* The code of visit_stage. */
const WayCode *way_visit_stage            (const WayVisit       *visit);

/* Whether officer and setting have signed: what was recorded stands. */
gboolean       way_visit_is_signed        (const WayVisit       *visit);

/* The day by which rules and questions go: that of the visit, else the one it is
 * planned for, else today. */
GDate          way_visit_day              (const WayVisit       *visit,
                                           const GDate          *today);

/* --- Questions --- */

/* What is asked of a setting on the day, in the order of the form.  Elements are
 * const WayCode * of visit_question; free the array with g_ptr_array_unref(). */
GPtrArray     *way_visit_questions        (const GDate          *on,
                                           gboolean              is_school);

/* Whether a visit of the kind needs the section. */
gboolean       way_visit_needs_section    (const WayCode        *section,
                                           const char           *kind);

/* The values that may be chosen, in order.  Elements are const WayCode * of
 * visit_value; free the array with g_ptr_array_unref(). */
GPtrArray     *way_visit_choices          (const WayCode        *question);

/* answers are WayVisitAnswer *, findings WayFinding *, actions WayAction *. */
const WayVisitAnswer *way_visit_find_answer (const GPtrArray    *answers,
                                             const char         *question);

/* Whether the answer says what its question asks; a list is answered by a finding
 * of its kind.  answer may be NULL. */
gboolean       way_visit_is_answered      (const WayCode        *question,
                                           const WayVisitAnswer *answer,
                                           const GPtrArray      *findings);

/* Whether the question is asked, seeing what else was answered. */
gboolean       way_visit_is_asked         (const WayCode        *question,
                                           const GPtrArray      *answers);

/* Whether something is to be done about the answer. */
gboolean       way_visit_wants_action     (const WayCode        *question,
                                           const WayVisitAnswer *answer);

/* Whether the answer forces a judgement: the question names one, and it failed. */
gboolean       way_visit_is_critical      (const WayCode        *question,
                                           const WayVisitAnswer *answer);

/* Whether what was found is not what the file says. */
gboolean       way_visit_differs          (const WayCode        *question,
                                           const WayVisitAnswer *answer);

/* --- What is missing or wrong --- */

typedef enum
{
  WAY_VISIT_FAULT_UNANSWERED,      /* and the visit needs it */
  WAY_VISIT_FAULT_UNEXPLAINED,     /* it wants words */
  WAY_VISIT_FAULT_NO_ACTION,       /* something is to be done, and nobody says what */
  WAY_VISIT_FAULT_NO_OWNER,        /* of an action */
  WAY_VISIT_FAULT_NO_DUE,
  WAY_VISIT_FAULT_NO_SEVERITY,
  WAY_VISIT_FAULT_TOO_OLD,         /* a day that is too long ago, and nothing is to be done */
  WAY_VISIT_FAULT_IN_FUTURE,       /* a day that cannot be yet */
  WAY_VISIT_FAULT_RAN_OUT,         /* a day that has to lie ahead */
  WAY_VISIT_FAULT_OFFICERS,        /* too few for the kind of visit */
  WAY_VISIT_FAULT_TOO_KIND,        /* the judgement is better than what was found allows */
  WAY_VISIT_FAULT_NO_JUDGEMENT,
} WayVisitFaultKind;
#define WAY_N_VISIT_FAULTS (WAY_VISIT_FAULT_NO_JUDGEMENT + 1)

/* The sentence (msgid); of a day that is too old, with the number of months. */
const char    *way_visit_fault_text       (WayVisitFaultKind     kind);

typedef struct
{
  WayVisitFaultKind kind;
  const WayCode    *question;      /* NULL: of the whole */
  const WayAction  *action;        /* lent; NULL: of none */
  guint             number;        /* months; officers that are asked for */
} WayVisitFault;

/* All of a visit as the rules look at it.  Lent. */
typedef struct
{
  const WayVisit  *visit;
  gboolean         is_school;
  guint            n_officers;
  const GPtrArray *answers;
  const GPtrArray *findings;
  const GPtrArray *actions;        /* of this visit */
} WayVisitFacts;

/* What stands in the way of signing off, in the order of the form; the judgement
 * last.  GArray of WayVisitFault. */
GArray        *way_visit_check            (const WayVisitFacts  *facts,
                                           const GDate          *today);

/* --- Sections --- */

typedef struct
{
  const WayCode *section;
  gboolean       needed;
  guint          n_questions;      /* that are asked, without those that are optional */
  guint          n_answered;       /* of these */
  guint          n_faults;         /* beside what is unanswered */
  const WayCode *proposed;         /* visit_value: how the answers judge it; NULL: not judged */
  const WayCode *judgement;        /* the officer’s own, else the proposed one */
} WayVisitSection;

/* In the order of the form.  GArray of WayVisitSection. */
GArray        *way_visit_sections         (const WayVisitFacts  *facts,
                                           const GDate          *today);

/* --- The judgement --- */

typedef struct
{
  const WayCode *least;            /* approval: this or a worse one */
  const WayCode *rule;             /* visit_judgement that says so */
  const WayCode *question;         /* visit_question that forces it; NULL: none does */
} WayVisitJudgement;

void           way_visit_judge            (const WayVisitFacts  *facts,
                                           const GDate          *today,
                                           WayVisitJudgement    *judgement);

/* Whether children may still be placed at a setting so judged. */
gboolean       way_visit_may_place        (const char           *judgement);

/* Why new placements are held by what was found: codes of hold_reason, the gravest
 * first; NULL-terminated, to be freed with g_free() alone.  None: they are not. */
const char   **way_visit_holds            (const WayVisitFacts  *facts,
                                           const char           *judgement,
                                           const GDate          *today);

G_END_DECLS
