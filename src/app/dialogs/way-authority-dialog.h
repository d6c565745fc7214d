/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* A new authority: its name, which council it is, the passphrase that seals its
 * file, and where that goes.  Its recovery code is shown before it is opened.
 *
 * Signal "made" (path): the file is there, and unlocked; the dialog closes after
 * it. */
#define WAY_TYPE_AUTHORITY_DIALOG (way_authority_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayAuthorityDialog, way_authority_dialog, WAY, AUTHORITY_DIALOG, AdwWindow)

WayAuthorityDialog *way_authority_dialog_new (GtkWindow  *parent,
                                              WaySession *session);

G_END_DECLS
