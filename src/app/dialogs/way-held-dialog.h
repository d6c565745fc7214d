/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-db.h"

G_BEGIN_DECLS

/* Every record that a device was given: what was lost with it.  Filtered, copied and
 * saved as any list; db is lent until the dialog closes. */
void way_held_dialog_show (GtkWindow   *parent,
                           WayDb       *db,
                           const WayId *device,
                           const GDate *today);

G_END_DECLS
