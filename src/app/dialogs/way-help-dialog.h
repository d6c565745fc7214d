/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In an office: helps whoever forgot the passphrase of a copy.  Asks for the copy's
 * key file, gives it a new recovery code and shows that; says in the window of from
 * where it cannot. */
void way_help_dialog_ask (GtkWidget  *from,
                          WaySession *session);

G_END_DECLS
