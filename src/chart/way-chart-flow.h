/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* Where people came from and went to: nodes in columns, ribbons between them.
 * What is fewer than the limit is never drawn alone: whole ways are gathered as
 * "Other" until no node and no ribbon is below it, so that the columns still add
 * up and nothing can be had by taking away. */

#define WAY_FLOW_MOST_COLUMNS 6
#define WAY_FLOW_NONE         G_MAXUINT

typedef struct
{
  guint       column;
  const char *name;
} WayFlowStop;

/* So many people went this way: a stop in each column, as an index; from where
 * they are still, WAY_FLOW_NONE. */
typedef struct
{
  guint  stops[WAY_FLOW_MOST_COLUMNS];
  double count;
} WayFlowPath;

typedef struct
{
  const char *const    *columns;      /* "Before", "Alternative provision", "After" */
  guint                 n_columns;    /* at least 2 */
  const WayFlowStop    *stops;        /* in the order to keep, if it is kept */
  guint                 n_stops;
  const WayFlowPath    *paths;
  guint                 n_paths;
  guint                 limit;        /* of the profile; 0: none */
  gboolean              keeps_order;  /* else as crosses least */
  const char           *count_name;   /* "Pupils" */
  const char           *title;        /* NULL: from the data */
  const char           *subtitle;
  const char           *source;
  WayChartTranslateFunc translate;
} WayFlowChart;

/* A row of the table is a stop or a ribbon, with its number and its share: of all
 * for a stop, of the stop it leaves for a ribbon.  Right leads from a stop into
 * its first ribbon, and from a ribbon to the stop at its end; left back; up and
 * down go over what stands above and below. */
WayChart *way_flow_chart_new (const WayFlowChart *flow);

G_END_DECLS
