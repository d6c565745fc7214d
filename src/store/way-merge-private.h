/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-merge.h"

G_BEGIN_DECLS

/* Whether the row exists by the journal: its insert is known, and it has a live
 * dot that no delete saw. */
gboolean way_merge_is_alive          (WayDb            *db,
                                      const WayId      *row,
                                      gint64           *insert,
                                      gboolean         *alive,
                                      GError          **error);

/* Writes the row's conflicts anew from its live values and deletes. */
gboolean way_merge_refresh_conflicts (WayDb            *db,
                                      const WayEntity  *entity,
                                      const WayId      *row,
                                      GError          **error);

/* Deletes of the row that no restore has answered: local dots. */
gboolean way_merge_open_deletes      (WayDb            *db,
                                      const WayId      *row,
                                      GArray           *dots,
                                      GError          **error);

G_END_DECLS
