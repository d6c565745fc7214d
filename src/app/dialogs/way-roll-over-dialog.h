/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* The list of what a new school year changes, each row with a tick to leave it
 * out, and the button that does it as one edit. */
#define WAY_TYPE_ROLL_OVER_DIALOG (way_roll_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayRollOverDialog, way_roll_over_dialog, WAY, ROLL_OVER_DIALOG, AdwWindow)

WayRollOverDialog *way_roll_over_dialog_new  (GtkWidget  *parent,
                                              WaySession *session);
void               way_roll_over_dialog_open (GtkWidget  *parent,
                                              WaySession *session);

G_END_DECLS
