/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-formats-error.h"

G_BEGIN_DECLS

/* Which heading of somebody else's table holds what we call by another name: a
 * small text file with lines `ours=theirs`; empty lines and those that begin
 * with # are passed over. */
typedef struct _WayCsvMap WayCsvMap;

#define WAY_CSV_MAP_MOST_BYTES (256 * 1024)

/* Refuses, naming the line: a line without =, a side that is empty, and a name
 * that stands twice on its side.  WAY_FORMATS_ERROR. */
WayCsvMap  *way_csv_map_new    (GBytes           *bytes,
                                GError          **error);
void        way_csv_map_free   (WayCsvMap        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCsvMap, way_csv_map_free)

/* The heading that holds ours: ours itself where the map does not speak of it,
 * or is NULL. */
const char *way_csv_map_lookup (const WayCsvMap  *self,
                                const char       *ours);

guint       way_csv_map_n_lines (const WayCsvMap *self);

/* Each line: our name, and where it stands in the file. */
const char *way_csv_map_ours   (const WayCsvMap  *self,
                                guint             index,
                                guint            *line);

G_END_DECLS
