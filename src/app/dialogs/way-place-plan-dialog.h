/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-place-plan.h"
#include "way-session.h"

G_BEGIN_DECLS

/* "What if we add, move or close places?": changes step by step, the occupancy
 * before and after, free places by date.  It looks only; nothing is written, and
 * changes are not left, nor the window behind it closed, without a word. */
#define WAY_TYPE_PLACE_PLAN_DIALOG (way_place_plan_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayPlacePlanDialog, way_place_plan_dialog, WAY, PLACE_PLAN_DIALOG, AdwWindow)

/* Reads the file of the session and opens above the window of a widget.  FALSE
 * where it cannot be read. */
gboolean way_place_plan_dialog_open (GtkWidget   *parent,
                                     WaySession  *session,
                                     GError     **error);

G_END_DECLS
