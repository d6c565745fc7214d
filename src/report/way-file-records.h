/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-file-charts.h"

G_BEGIN_DECLS

/* A record that a chart of a file was made from. */
typedef struct
{
  const char *entity;
  WayId       id;
  char       *who;             /* the child; NULL: it is about none */
  char       *place;           /* the provision, or the block of the budget */
  GDate       from;            /* may be not set */
  GDate       to;
  char       *after;           /* what came after the stay, or the year of the money; or NULL */
} WayFileRecord;

/* The records behind a chart of stays, of moves or of money, by their days; only
 * those of one row of its table where point is its first cell (ways over several
 * settings and money have all of them behind each).  Elements are
 * WayFileRecord *.  A chart of another kind has none. */
GPtrArray *way_file_chart_records (WayDb                  *db,
                                   WayFileChartKind        kind,
                                   const WayFileChartAsk  *ask,
                                   const char             *point,
                                   GError                **error);

G_END_DECLS
