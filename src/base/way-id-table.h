/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-id.h"

G_BEGIN_DECLS

/* A number for each of many ids, for what reads thousands of records and wants to
 * know each by its place.  Ids are copied; a null id has none.  One thread. */
typedef struct _WayIdTable WayIdTable;

WayIdTable *way_id_table_new  (void);
void        way_id_table_free (WayIdTable       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIdTable, way_id_table_free)

/* The number takes the place of what the id had.  G_MAXUINT is no number. */
void        way_id_table_set  (WayIdTable       *self,
                               const WayId      *id,
                               guint             number);

/* G_MAXUINT where the id has none. */
guint       way_id_table_get  (const WayIdTable *self,
                               const WayId      *id);

G_END_DECLS
