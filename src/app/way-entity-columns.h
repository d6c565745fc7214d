/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"
#include "way-table.h"

G_BEGIN_DECLS

/* The plain list of an entity as its description has it: a column for its name
 * where it has one, then one for each field marked for lists, but for skip (the
 * name of the field that leads to the page it stands on; may be NULL).  The
 * ids are paths for way_query_rows_new().  Made once and kept: static. */
const WayTableColumn *way_entity_columns (const WayEntity *entity,
                                          const char      *skip,
                                          guint           *n_columns);

G_END_DECLS
