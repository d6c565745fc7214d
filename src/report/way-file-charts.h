/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart.h"
#include "way-occupancy-service.h"
#include "way-series-file.h"

G_BEGIN_DECLS

/* The charts that a file's own records give, for pages, papers and waymarkctl
 * alike. */

typedef struct
{
  GDate                 from;
  GDate                 to;
  WayOccupancyBy        by;        /* of multiples and matrix */
  guint                 limit;     /* counts above 0 and below it are hidden; 0: none */
  const WaySchoolDays  *school_days; /* the first of a week or month is one of them */
  WayChartTranslateFunc translate;
} WayFileChartAsk;

typedef enum
{
  WAY_FILE_CHART_OCCUPANCY,        /* places against people on roll */
  WAY_FILE_CHART_MULTIPLES,        /* the same of each group */
  WAY_FILE_CHART_MATRIX,           /* the same by month, as a heat map */
  WAY_FILE_CHART_RATES,            /* on roll on the last day per 10,000 children, by district */
  WAY_FILE_CHART_FUNNEL,           /* the same against their number */
  WAY_FILE_CHART_FLOW,             /* stays that ended: route, setting, destination */
  WAY_FILE_CHART_CHAINS,           /* the ways over several settings */
  WAY_FILE_CHART_STAYS,            /* how long they last, by provision */
  WAY_FILE_CHART_WAITS,            /* how long they were waited for */
  WAY_FILE_CHART_COSTS,            /* by block of the budget and financial year */
  WAY_FILE_CHART_WATERFALL,        /* its last year against the one before */
  WAY_N_FILE_CHARTS
} WayFileChartKind;

/* "occupancy", "multiples" and so on; FALSE where there is no such. */
gboolean  way_file_chart_from_text (const char             *text,
                                    WayFileChartKind       *kind);
const char *way_file_chart_name    (WayFileChartKind        kind);

/* Whether a kind is over a span; else only its last day counts. */
gboolean  way_file_chart_has_span  (WayFileChartKind        kind);

/* WAY_STORE_ERROR, WAY_SERVICE_ERROR.  Owned by the caller. */
WayChart *way_file_chart_new       (WayDb                  *db,
                                    WayFileChartKind        kind,
                                    const WayFileChartAsk  *ask,
                                    GError                **error);

/* The fan of a series that was read.  Owned by the caller. */
WayChart *way_series_chart_new     (const WaySeriesFile    *series,
                                    WayChartTranslateFunc   translate);

G_END_DECLS
