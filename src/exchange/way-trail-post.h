/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-roster.h"
#include "way-trail.h"

G_BEGIN_DECLS

/* The trail in bundles: a limited copy sends its own to the offices, offices send each
 * other all that they have.  Each says how far it has heard, and gets what follows. */

/* What the device is told: how far this copy has heard, and what the other has not. */
GByteArray *way_trail_post_pack (WayDb                 *db,
                                 const WayRosterEntry  *to,
                                 GError               **error);

/* Takes in what another says.  Trails that are not the sender's to tell, or are not
 * what was written, are left: *sound is FALSE then. */
gboolean    way_trail_post_take (WayDb                 *db,
                                 const WayRosterEntry  *own,
                                 const WayRosterEntry  *sender,
                                 gconstpointer          data,
                                 gsize                  size,
                                 gboolean              *sound,
                                 GError               **error);

G_END_DECLS
