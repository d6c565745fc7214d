/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-bytes.h"

G_BEGIN_DECLS

/* Which edits of which replicas a copy has heard: for each replica a list of
 * closed ranges of edit numbers, ascending, none touching the next. */
typedef struct _WayRanges WayRanges;

WayRanges *way_ranges_new      (void);
void       way_ranges_free     (WayRanges        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRanges, way_ranges_free)

/* Numbers of one replica must be added in ascending order. */
void       way_ranges_add      (WayRanges        *self,
                                const WayId      *replica,
                                guint64           number);
gboolean   way_ranges_has      (const WayRanges  *self,
                                const WayId      *replica,
                                guint64           number);
guint64    way_ranges_count    (const WayRanges  *self);

/* Whether some edit is in both. */
gboolean   way_ranges_meet     (const WayRanges  *self,
                                const WayRanges  *other);

/* Canonical bytes, replicas in order; and back, bounded.  NULL, and the reader
 * bad, for what is out of place. */
void       way_ranges_write    (const WayRanges  *self,
                                GByteArray       *bytes);
WayRanges *way_ranges_read     (WayReader        *reader);

G_END_DECLS
