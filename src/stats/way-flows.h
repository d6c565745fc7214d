/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-indicator-facts.h"

G_BEGIN_DECLS

/* Where children came from, where they were, and where they went; and the ways
 * of those who were at several settings one after the other.  Pure; any
 * thread. */

typedef enum
{
  WAY_FLOW_MAINSTREAM,         /* on the roll of a mainstream school */
  WAY_FLOW_OTHER_SCHOOL,       /* on the roll of another school */
  WAY_FLOW_EXCLUDED,           /* permanently excluded, and nowhere since */
  WAY_FLOW_NOWHERE,            /* on no roll that is known */
  WAY_FLOW_SETTING,            /* at another setting of alternative provision */
  WAY_FLOW_STILL_THERE,
  WAY_FLOW_DESTINATION,        /* as the end of the stay says */
} WayFlowKind;

typedef struct
{
  WayFlowKind  kind;
  guint        setting;        /* WAY_FLOW_SETTING; else WAY_STAT_NONE */
  const char  *code;           /* WAY_FLOW_DESTINATION: of it; NULL: not said */
} WayFlowEnd;

/* So many times came from there, at a setting, to there. */
typedef struct
{
  WayFlowEnd before;
  guint      setting;
  WayFlowEnd after;
  guint      n;
} WayFlow;

/* A time at one setting: stays there that follow each other within `gap` days
 * are one.  Those that share a day with [from, to], at counted provisions; what
 * comes within the gap before and after is where a child came from and went to.
 * The most frequent first.  GArray of WayFlow. */
GArray *way_flows_count  (const WayIndicatorFacts *facts,
                          guint32                  from,
                          guint32                  to,
                          guint32                  gap);

/* A way over several settings. */
typedef struct
{
  GArray *settings;            /* guint: indexes, in order */
  guint   n;                   /* children who went it */
} WayFlowChain;

void    way_flow_chain_clear (gpointer             chain);

/* The ways of children who were at counted provisions in the period: each as far
 * as one setting followed another within the gap, before and after the period
 * too.  Two settings and more; the most frequent first.  GArray of
 * WayFlowChain. */
GArray *way_flows_chains (const WayIndicatorFacts *facts,
                          guint32                  from,
                          guint32                  to,
                          guint32                  gap);

/* The stays that those ways are made of, in their order.  GArray of guint: indexes
 * of facts->stays. */
GArray *way_flows_chained (const WayIndicatorFacts *facts,
                           guint32                  from,
                           guint32                  to,
                           guint32                  gap);

G_END_DECLS
