/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* The tables of routes: the shipped one and the authority's own, each with the
 * days on which it is in force and what it says of every route.  An own table is
 * made from the one in force, and changed row by row until a case was decided
 * under it. */
#define WAY_TYPE_ROUTES_DIALOG (way_routes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayRoutesDialog, way_routes_dialog, WAY, ROUTES_DIALOG, AdwWindow)

void way_routes_dialog_open (GtkWidget  *parent,
                             WaySession *session);

G_END_DECLS
