/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-outcomes.h"
#include "way-session.h"

G_BEGIN_DECLS

/* One indicator: its chart over time, its groups by a dimension, what others
 * publish, its definition, and the records behind it.
 *
 * Signals: "by-changed": another dimension is chosen; "record-activated"
 * (entity, WayId): a record of the list is to be opened. */
#define WAY_TYPE_OUTCOME_VIEW (way_outcome_view_get_type ())
G_DECLARE_FINAL_TYPE (WayOutcomeView, way_outcome_view, WAY, OUTCOME_VIEW, GtkBox)

/* How many records the list tells at most. */
#define WAY_OUTCOME_VIEW_MOST 1000

/* Fills the choice of dimensions, and chooses none. */
void           way_outcome_view_set_row    (WayOutcomeView         *self,
                                            const WayCode          *row);
WayIndicatorBy way_outcome_view_get_by     (WayOutcomeView         *self);

/* What is to be seen of the row that was set. */
void           way_outcome_view_show       (WayOutcomeView         *self,
                                            const WayOutcome       *outcome,
                                            const GArray           *points,
                                            const WayOutcomeDetail *detail,
                                            GPtrArray              *benchmarks,
                                            const GDate            *today);

/* The notes that were pinned to the row's chart, from the session's file. */
gboolean       way_outcome_view_load_notes (WayOutcomeView         *self,
                                            WaySession             *session,
                                            GError                **error);

G_END_DECLS
