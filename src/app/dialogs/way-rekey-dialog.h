/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Seals a file with a new key, under the passphrase that it has, and shows its new
 * recovery code.
 *
 * Signal "began" (path): nobody may have the file open from here on.
 * Signal "ended" (path): it may be opened again, sealed anew or as it was. */
#define WAY_TYPE_REKEY_DIALOG (way_rekey_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayRekeyDialog, way_rekey_dialog, WAY, REKEY_DIALOG, AdwWindow)

WayRekeyDialog *way_rekey_dialog_new (GtkWindow   *parent,
                                      const char  *path,
                                      const GDate *today);

G_END_DECLS
