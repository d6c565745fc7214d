/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-chart.h"

G_BEGIN_DECLS

/* A chart in a card: what it says, how it was measured, the picture or its
 * table, and buttons to look closer, to copy and to write it to a file.  The
 * same words are read by pointer, by keys (arrows, Home, End, Page Up and Down
 * by year, Enter) and by screen readers.
 *
 *   <object class="WayChartView" id="chart"/>
 *
 * Keys on the picture: + and - closer and farther, 0 all of it, Shift with Left
 * and Right aside, T table, S the whole in words.
 *
 * Signal "point-activated" (series, point): Enter or a click, to open the list
 * behind the figure. */
#define WAY_TYPE_CHART_VIEW (way_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (WayChartView, way_chart_view, WAY, CHART_VIEW, GtkBox)

/* A chart of the days from and to, both included (Julian numbers); owned by
 * the caller. */
typedef WayChart *(*WayChartRangeFunc) (guint32   from,
                                        guint32   to,
                                        gpointer  data);

GtkWidget *way_chart_view_new            (void);

/* Takes a reference.  NULL empties the view. */
void       way_chart_view_set_chart      (WayChartView      *self,
                                          WayChart          *chart);
WayChart  *way_chart_view_get_chart      (WayChartView      *self);

/* Lets people look closer at a chart over time: the buttons appear, and func
 * makes the charts.  The chart set is the whole. */
void       way_chart_view_set_range_func (WayChartView      *self,
                                          WayChartRangeFunc  func,
                                          gpointer           data);

G_END_DECLS
