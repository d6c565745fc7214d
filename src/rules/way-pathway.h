/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-date.h"

G_BEGIN_DECLS

/* Two ways to a place that have rules of their own: the fair access protocol
 * (School Admissions Code 2021; data/rules/fair-access-*.xml) and the medical
 * pathway (data/rules/medical-state.xml).  Pure; any thread; `on` is the day
 * whose rules count.  Codes live as long as the program. */

typedef struct
{
  const char *group;         /* of fair_access_group; NULL: not said */
  gboolean    has_plan;      /* an EHC plan is in force */
  gboolean    has_efforts;   /* it was written down how a place was sought */
  GDate       out_since;     /* first day out of education; not set: is not */
} WayFairFacts;

/* Why the protocol does not apply: the first of fair_access_bar, or NULL where
 * it does. */
const WayCode *way_pathway_fair_bar  (const WayFairFacts *facts,
                                      const GDate        *on);

/* Whether referrals by a route go along the medical pathway. */
gboolean       way_pathway_takes     (const char         *route,
                                      const GDate        *on);

/* The states that may follow a state of the medical pathway, the usual one
 * first; those in which one may begin where state is NULL.  Free with
 * g_strfreev(). */
char         **way_pathway_next      (const char         *state,
                                      const GDate        *on);

gboolean       way_pathway_may_follow (const char        *state,
                                       const char        *next,
                                       const GDate       *on);

/* Whether a step into the state must say "evidence" or "mode". */
gboolean       way_pathway_needs     (const char         *state,
                                      const char         *what,
                                      const GDate        *on);

G_END_DECLS
