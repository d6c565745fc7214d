/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Another passphrase for a sealed file that is open: the one before, and the new
 * one twice.  What it sealed before opens no more by it; backups keep theirs. */
#define WAY_TYPE_PASSPHRASE_DIALOG (way_passphrase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayPassphraseDialog, way_passphrase_dialog, WAY, PASSPHRASE_DIALOG, AdwWindow)

WayPassphraseDialog *way_passphrase_dialog_new (GtkWindow  *parent,
                                                const char *path);

G_END_DECLS
