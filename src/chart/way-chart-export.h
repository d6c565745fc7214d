/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* A chart as a file or for the clipboard.  Title, description and source go
 * into it; the table goes beside it as CSV.  The same chart gives the same
 * bytes, run after run, on one machine with one set of fonts. */

#define WAY_CHART_ERROR (way_chart_error_quark ())

typedef enum
{
  WAY_CHART_ERROR_SIZE,       /* too small for a chart, or too large for memory */
  WAY_CHART_ERROR_DRAW,       /* Cairo refused */
  WAY_CHART_ERROR_WRITE,      /* the file could not be written; it is as it was */
} WayChartError;

typedef enum
{
  WAY_CHART_PNG,
  WAY_CHART_SVG,
  WAY_CHART_PDF,
  WAY_CHART_CSV,
} WayChartFormat;

typedef struct
{
  WayChartFormat    format;
  double            width;        /* 1/96 inch; margins included */
  double            height;       /* 0: at which the chart reads well */
  double            scale;        /* PNG: device pixels to a unit, 1 or 2; 0 is 1 */
  double            text_scale;   /* 0 is 1 */
  WayChartThemeKind theme;
  const char       *family;       /* or NULL */
  guint32           made_on;      /* Julian day for the PDF's dates; 0: the last
                                     day of the data */
} WayChartExport;

GQuark    way_chart_error_quark  (void);

/* NULL with WAY_CHART_ERROR_SIZE or WAY_CHART_ERROR_DRAW. */
GBytes   *way_chart_export_bytes (const WayChart        *chart,
                                  const WayChartExport  *as,
                                  GError               **error);

/* The same into a file: written beside it and renamed over it, so that there
 * is never half a file.  Blocks: call it off the main loop for large charts. */
gboolean  way_chart_export_file  (const WayChart        *chart,
                                  const WayChartExport  *as,
                                  const char            *path,
                                  GError               **error);

G_END_DECLS
