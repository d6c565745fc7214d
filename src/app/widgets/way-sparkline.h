/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-chart-theme.h"

G_BEGIN_DECLS

/* A small line without axes: grey, its last point coloured.  Decoration beside
 * words that say the change, so screen readers pass it by. */
#define WAY_TYPE_SPARKLINE (way_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (WaySparkline, way_sparkline, WAY, SPARKLINE, GtkWidget)

GtkWidget *way_sparkline_new        (void);

/* Copies n values; NaN is a gap.  Fewer than two draw nothing. */
void       way_sparkline_set_values (WaySparkline *self,
                                     const double *values,
                                     guint         n);

/* The colour of the last point; WAY_CHART_SERIES_1 unless set. */
void       way_sparkline_set_role   (WaySparkline *self,
                                     WayChartRole  role);

G_END_DECLS
