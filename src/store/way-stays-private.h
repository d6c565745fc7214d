/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-stays.h"

G_BEGIN_DECLS

/* Packs what has changed, in the transaction that is open, or in its own.  Where
 * what was packed is not what it should be, all is packed anew. */
gboolean  way_stays_pack        (WayDb         *db,
                                 GError       **error);

/* Whether something waits to be packed. */
gboolean  way_stays_waits       (WayDb         *db,
                                 gboolean      *waits,
                                 GError       **error);

/* Adds to findings (texts) where the packed stays are not what placements say, nor
 * homes what is recorded of them. */
gboolean  way_stays_verify      (WayDb         *db,
                                 GPtrArray     *findings,
                                 GError       **error);

/* way-stay-homes.c: the same of where children live; called by the above. */
gboolean  way_stays_pack_homes   (WayDb        *db,
                                  GError      **error);
gboolean  way_stays_verify_homes (WayDb        *db,
                                  GPtrArray    *findings,
                                  GError      **error);

G_END_DECLS
