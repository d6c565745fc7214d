/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What each kind of copy may hold and change, as the descriptions of fields and
 * entities say it (exchange.md 5).  A kind is one bit of WayCopies.  Pure. */

/* "office", "school", "officer", "governance"; and back, 0 for no such kind. */
const char *way_copies_name       (guint             copy);
guint       way_copies_from_name  (const char       *name);

/* The classes of which the copy may hold every field of the entity, a bit for each:
 * 1 << class.  A part of an operation is all fields of a class, so a class goes
 * whole or not at all. */
guint       way_copies_classes    (const WayEntity  *entity,
                                   guint             copy);

/* Whether the copy may hold anything of such a row beside that it is there. */
gboolean    way_copies_may_hold   (const WayEntity  *entity,
                                   guint             copy);

/* Whether the copy may hold, and whether it may change, this field. */
gboolean    way_copies_may_read   (const WayField   *field,
                                   guint             copy);
gboolean    way_copies_may_write  (const WayEntity  *entity,
                                   const WayField   *field,
                                   guint             copy);

/* Which rows: a row belongs to a pupil, or to a setting, through the first of its
 * owners that is not empty. */
WayReach    way_copies_reach      (const WayEntity  *entity);

/* The references through which a row belongs, in order; ends with NULL.  Free with
 * g_free(). */
const WayField **way_copies_owners (const WayEntity *entity);

G_END_DECLS
