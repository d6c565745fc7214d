/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Which rows a limited copy holds, worked out over the tables as they are.  The
 * answer stands in temporary tables of the connection until the next question:
 *
 *   scope (row, entity)   what the copy holds
 *   scope_own (row)       the settings that it is for, and what belongs to them */

/* A copy of the kind (one of WayCopies) for the settings (WayId of establishments),
 * on a day: children who left before it are not its any more. */
gboolean way_scope_find    (WayDb         *db,
                            guint          role,
                            const GArray  *settings,
                            const GDate   *today,
                            GError       **error);

/* Whether the row is held, and whether it is of the copy's own settings. */
gboolean way_scope_has     (WayDb         *db,
                            const WayId   *row,
                            gboolean      *held,
                            GError       **error);
gboolean way_scope_owns    (WayDb         *db,
                            const WayId   *row,
                            gboolean      *own,
                            GError       **error);

/* From here on the row counts as held: the copy made it. */
gboolean way_scope_add     (WayDb         *db,
                            const WayId   *row,
                            const WayEntity *entity,
                            GError       **error);

G_END_DECLS
