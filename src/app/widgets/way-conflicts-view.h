/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* What is to be settled: a card for each conflict, those of one record under its name
 * with a button that settles all of them; and the rules that settle by themselves.
 * Stands in a page. */
#define WAY_TYPE_CONFLICTS_VIEW (way_conflicts_view_get_type ())
G_DECLARE_FINAL_TYPE (WayConflictsView, way_conflicts_view, WAY, CONFLICTS_VIEW, GtkBox)

/* names gives for the first eight digits of a copy what people call it; kept. */
gboolean way_conflicts_view_show (WayConflictsView  *self,
                                  WaySession        *session,
                                  GHashTable        *names,
                                  GError           **error);

G_END_DECLS
