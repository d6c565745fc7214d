/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Free places in a school copy.  It holds the children of its own settings, and so
 * cannot count who is at the others: of those it knows what an office told. */

/* Of a provision. */
typedef struct
{
  WayId  provision;
  gint64 places;
  gint64 free;              /* below 0 where more are promised than there are */
} WayFreePlaces;

typedef struct _WayToldPlaces WayToldPlaces;

/* What this copy was told; of any other kind of copy, that it counts for itself. */
WayToldPlaces       *way_told_places_read     (WayDb                *db,
                                               GError              **error);
void                 way_told_places_free     (WayToldPlaces        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayToldPlaces, way_told_places_free)

/* Nothing after it was counted; not set where nothing was told. */
const GDate         *way_told_places_cut_off  (const WayToldPlaces  *self);

/* Whether what the file's records say of who is at the provision is not all. */
gboolean             way_told_places_is_needed (const WayToldPlaces *self,
                                               const WayId          *provision);

/* NULL where nothing was told of it. */
const WayFreePlaces *way_told_places_find     (const WayToldPlaces  *self,
                                               const WayId          *provision);

G_END_DECLS
