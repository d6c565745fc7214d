/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* A chart over days as somebody looks at it: closer, at one line of many, with
 * notes that were pinned to days.  The chart itself stays as it is. */

typedef struct
{
  guint32     day;            /* Julian */
  const char *text;
} WayChartNote;

typedef struct
{
  guint32             from;   /* both included; 0 and 0: all days */
  guint32             to;
  int                 series; /* in colour, the others grey and thin; -1: all */
  const WayChartNote *notes;
  guint               n_notes;
} WayChartLook;

/* Table, read-out and description are of what is shown; a value that holds from
 * an earlier day is shown from that day on.  A chart without days comes back as
 * it is.  Owned by the caller. */
WayChart *way_chart_new_look (WayChart           *chart,
                              const WayChartLook *look);

G_END_DECLS
