/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* How a computer comes by its copy: it writes its card, which somebody takes to the
 * office, and opens the invite that comes back.
 *
 * Signal "made" (path): a file that is to be opened. */
#define WAY_TYPE_JOIN_DIALOG (way_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayJoinDialog, way_join_dialog, WAY, JOIN_DIALOG, AdwWindow)

WayJoinDialog *way_join_dialog_new (GtkWindow  *parent,
                                    WaySession *session);

G_END_DECLS
