/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange.h"

G_BEGIN_DECLS

/* The id of this copy; none before its first edit. */
gboolean   way_exchange_read_own     (WayDb            *db,
                                      WayId            *own,
                                      GError          **error);

/* What the other copy said last that it heard; nothing where it never did. */
WayRanges *way_exchange_read_peer    (WayDb            *db,
                                      const WayId      *replica,
                                      GError          **error);

/* Local ids of the edits that are not in heard, by their clocks. */
GArray    *way_exchange_list_unheard (WayDb            *db,
                                      const WayRanges  *heard,
                                      GError          **error);

G_END_DECLS
