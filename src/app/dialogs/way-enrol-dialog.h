/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-device.h"
#include "way-session.h"

G_BEGIN_DECLS

/* Takes a device into the roster: its six words are compared, it is said what it may
 * hold, and its invite is written.  The session is told when the roster is another. */
#define WAY_TYPE_ENROL_DIALOG (way_enrol_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayEnrolDialog, way_enrol_dialog, WAY, ENROL_DIALOG, AdwWindow)

WayEnrolDialog *way_enrol_dialog_new         (GtkWindow       *parent,
                                              WaySession      *session,
                                              const WayDevice *card);

/* One more setting whose records go with it. */
void            way_enrol_dialog_add_setting (WayEnrolDialog  *self,
                                              const WayId     *setting);

/* Asks for a card and shows the dialog; says in the window of from what is wrong
 * with a card. */
void            way_enrol_dialog_ask         (GtkWidget       *from,
                                              WaySession      *session);

G_END_DECLS
