/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-id.h"
#include "way-session.h"

G_BEGIN_DECLS

/* What was on roll on census days, as it was counted then and beside it as the
 * records say now; and a button that takes the count of a day.
 *
 * Signal "record-activated" (entity, id): a row was opened.
 * Property "folded": too narrow for every column. */
#define WAY_TYPE_CENSUS_VIEW (way_census_view_get_type ())
G_DECLARE_FINAL_TYPE (WayCensusView, way_census_view, WAY, CENSUS_VIEW, GtkBox)

/* Reads the counts of the session's file.  The button counts day. */
gboolean way_census_view_load (WayCensusView  *self,
                               WaySession     *session,
                               const GDate    *day,
                               GError        **error);

G_END_DECLS
