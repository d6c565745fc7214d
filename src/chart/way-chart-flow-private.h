/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-flow.h"

G_BEGIN_DECLS

typedef struct
{
  guint       column;
  const char *name;           /* owned by the flow */
  double      total;          /* the larger of what comes and what goes */
  guint       place;          /* in its column, from the top */
  guint       point;          /* of the data */
  gboolean    is_other;
} WayFlowNode;

typedef struct
{
  guint  from;                /* nodes */
  guint  to;
  double count;
  guint  point;
} WayFlowLink;

/* What is drawn, once small ways are gathered and the columns are in order: nodes
 * by column and place, links by the places of their ends. */
typedef struct _WayFlow
{
  GArray       *nodes;        /* WayFlowNode */
  GArray       *links;        /* WayFlowLink */
  GPtrArray    *columns;      /* names, owned */
  GStringChunk *texts;
} WayFlow;

/* Gathers and orders.  Free with way_flow_free(). */
WayFlow *way_flow_new   (const WayFlowChart *chart);

/* How many pairs of ribbons cross, weighed by the smaller of both. */
double   way_flow_crossings (const WayFlow *self);

G_END_DECLS
