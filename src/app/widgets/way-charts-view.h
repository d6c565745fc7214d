/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-id.h"
#include "way-session.h"

G_BEGIN_DECLS

/* The charts that the records themselves give (moves, ways over several settings,
 * lengths of stay, waits, costs), by school year; what each means, and the records
 * behind it: all of them, or those of the point that was opened.
 *
 * Signal "record-activated" (entity, id): a row was opened.
 * Property "folded": too narrow for every column. */
#define WAY_TYPE_CHARTS_VIEW (way_charts_view_get_type ())
G_DECLARE_FINAL_TYPE (WayChartsView, way_charts_view, WAY, CHARTS_VIEW, GtkBox)

/* Reads again what is chosen, from the session's file. */
gboolean way_charts_view_load (WayChartsView  *self,
                               WaySession     *session,
                               GError        **error);

/* Puts the cursor into the filter of the records. */
void     way_charts_view_start_filter (WayChartsView *self);

G_END_DECLS
