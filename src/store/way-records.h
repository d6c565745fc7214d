/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Records of any entity, read and written over their description.  Records are
 * the entity's structs: free with way_record_free() or the struct's own.
 * Writing is done inside an edit (way_store_write(), way_edit_run()). */

/* NULL with no error where there is no such record. */
gpointer   way_records_get     (WayDb            *db,
                                const WayEntity  *entity,
                                const WayId      *id,
                                GError          **error);

/* All records whose field holds the value, or all with field NULL, by id.
 * Elements are owned by the array. */
GPtrArray *way_records_list    (WayDb            *db,
                                const WayEntity  *entity,
                                const char       *field,
                                const WayValue   *value,
                                GError          **error);

/* The same for a reference. */
GPtrArray *way_records_of      (WayDb            *db,
                                const WayEntity  *entity,
                                const char       *field,
                                const WayId      *id,
                                GError          **error);

/* How many there are. */
gboolean   way_records_count   (WayDb            *db,
                                const WayEntity  *entity,
                                gint64           *count,
                                GError          **error);

/* Checks the record and inserts it; makes its id where it has none.
 * WAY_MODEL_ERROR, WAY_STORE_ERROR. */
gboolean   way_records_insert  (WayDb            *db,
                                const WayEntity  *entity,
                                gpointer          record,
                                GError          **error);

/* Checks the record and writes the fields in which it differs from what is
 * stored; none is no error.  WAY_STORE_ERROR_NOT_FOUND where it is not. */
gboolean   way_records_update  (WayDb            *db,
                                const WayEntity  *entity,
                                gconstpointer     record,
                                GError          **error);

/* Refused with WAY_STORE_ERROR_REFERENCE, naming them, while other records
 * refer to it. */
gboolean   way_records_delete  (WayDb            *db,
                                const WayEntity  *entity,
                                const WayId      *id,
                                GError          **error);

G_END_DECLS
