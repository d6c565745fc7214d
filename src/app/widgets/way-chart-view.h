/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-chart-look.h"
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
 * and Right aside, F the line that is read in colour and the others grey, T table,
 * S the whole in words; each is a button or stands in the menu as well.
 *
 * Signals: "point-activated" (series, point): Enter or a click, to open the list
 * behind the figure.  "note-asked" (day, a Julian number): N or the menu, to write
 * a note on that day, where the property "takes-notes" is set. */
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

/* What people see when they look closer at a chart over days is cut from it; where
 * there is more to show then, func makes those charts.  The chart set is the
 * whole.  A timeline can be looked at closer only with such a function. */
void       way_chart_view_set_range_func (WayChartView      *self,
                                          WayChartRangeFunc  func,
                                          gpointer           data);

/* Notes that were pinned to days of this chart, wherever they are kept.  Copied;
 * they stay when another chart is set. */
void       way_chart_view_set_notes      (WayChartView       *self,
                                          const WayChartNote *notes,
                                          guint               n);

G_END_DECLS
