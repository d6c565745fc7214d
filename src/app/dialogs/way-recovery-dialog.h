/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"

G_BEGIN_DECLS

/* The recovery code of a file, to be printed or saved once: it is shown nowhere
 * again.  Closed by its button only.
 *
 * Signal "kept": the person says that it is kept. */
#define WAY_TYPE_RECOVERY_DIALOG (way_recovery_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayRecoveryDialog, way_recovery_dialog, WAY, RECOVERY_DIALOG, AdwWindow)

/* path is the file's, of whose name the paper tells; today is the paper's day.
 * The code is copied. */
WayRecoveryDialog *way_recovery_dialog_new (GtkWindow   *parent,
                                            const char  *path,
                                            const char  *code,
                                            const GDate *today);

G_END_DECLS
