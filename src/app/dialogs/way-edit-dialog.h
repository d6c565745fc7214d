/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-edit.h"
#include "way-session.h"

G_BEGIN_DECLS

/* What one edit did: each field from what to what; and a button that takes it
 * back. */
#define WAY_TYPE_EDIT_DIALOG (way_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayEditDialog, way_edit_dialog, WAY, EDIT_DIALOG, AdwWindow)

WayEditDialog *way_edit_dialog_new  (GtkWidget  *parent,
                                     WaySession *session,
                                     WayEditId   edit);
void           way_edit_dialog_open (GtkWidget  *parent,
                                     WaySession *session,
                                     WayEditId   edit);

G_END_DECLS
