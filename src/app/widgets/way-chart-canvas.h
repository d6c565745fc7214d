/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-chart-read.h"
#include "way-chart.h"

G_BEGIN_DECLS

/* The picture inside a WayChartView: one chart, drawn once for each size and
 * style and kept, with the cross-hair over it.  It has the focus when keys walk
 * over the points, and its name says the point they are on.
 *
 * Signals: "moved": the point is another, or none. "activated"(series, point):
 * Enter or a click on a point. */
#define WAY_TYPE_CHART_CANVAS (way_chart_canvas_get_type ())
G_DECLARE_FINAL_TYPE (WayChartCanvas, way_chart_canvas, WAY, CHART_CANVAS, GtkWidget)

/* Takes a reference; NULL draws nothing. */
void              way_chart_canvas_set_chart (WayChartCanvas *self,
                                              WayChart       *chart);
WayChart         *way_chart_canvas_get_chart (WayChartCanvas *self);

/* Where pointer or keys are; FALSE where they are nowhere. */
gboolean          way_chart_canvas_get_point (WayChartCanvas *self,
                                              WayChartAt     *at);

/* From the place where it is, or from the last point; FALSE at an end. */
gboolean          way_chart_canvas_walk      (WayChartCanvas *self,
                                              WayChartWalk    walk);

/* To a point as if walked there, or nowhere for one that is not in the chart. */
void              way_chart_canvas_set_point (WayChartCanvas *self,
                                              WayChartAt      at);
void              way_chart_canvas_clear     (WayChartCanvas *self);

/* The theme of whatever is drawn in the style that is on view. */
WayChartThemeKind way_chart_canvas_find_theme (void);

G_END_DECLS
