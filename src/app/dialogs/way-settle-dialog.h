/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks how to settle all conflicts of a record, and does it, in one edit.  from stands
 * in a page; names as in way-conflicts-view.h. */
void way_settle_dialog_ask (GtkWidget   *from,
                            WaySession  *session,
                            GHashTable  *names,
                            const WayId *row);

G_END_DECLS
