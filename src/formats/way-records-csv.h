/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-csv-map.h"
#include "way-csv-rejects.h"
#include "way-entity.h"

G_BEGIN_DECLS

/* Tables of records of any entity, written once over its description: headings
 * are the names of fields, values as way_field_to_text() writes them. */

/* --- Reading --- */

typedef struct _WayRecordsReader WayRecordsReader;

/* Finds the record that a file names otherwise than by its id (a school by its
 * URN).  FALSE with a sentence for the row. */
typedef gboolean (*WayReferenceFunc) (const WayField  *field,
                                      const char      *text,
                                      WayId           *id,
                                      gpointer         data,
                                      GError         **error);

/* map may be NULL.  WAY_FORMATS_ERROR_KIND where not one heading is a field's,
 * or the map names a field that there is not, or a heading that the file has
 * not. */
WayRecordsReader   *way_records_reader_new     (const WayEntity         *entity,
                                                GBytes                  *bytes,
                                                const WayCsvMap         *map,
                                                GError                 **error);
void                way_records_reader_free    (WayRecordsReader        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRecordsReader, way_records_reader_free)

/* Asked for each reference whose text is no id.  Without it such a row is
 * refused. */
void                way_records_reader_set_references (WayRecordsReader *self,
                                                       WayReferenceFunc  func,
                                                       gpointer          data);

/* The table below: its headings, encoding, and the row as it stands. */
const WayCsvReader *way_records_reader_table   (const WayRecordsReader  *self);

/* The name for the column of reasons when rows are handed back: never that of
 * a field. */
const char         *way_records_reader_reason_heading (const WayRecordsReader *self);

/* Headings that are no field's and are passed over, ended by NULL; lent. */
const char *const  *way_records_reader_unknown (const WayRecordsReader  *self);

/* Whether a column gives the field: one that follows from others is never
 * taken, though it may stand in the file. */
gboolean            way_records_reader_gives   (const WayRecordsReader  *self,
                                                const WayField          *field);

/* The next row: *record, to be freed with way_record_free(), or NULL with
 * *reason, which names the heading and what is wrong with its value.  Each
 * value is checked, but not what only a whole record can tell: a row may give
 * some of the fields of a record that is there.  An empty value is none. */
WayCsvStep          way_records_reader_next    (WayRecordsReader        *self,
                                                gpointer                *record,
                                                char                   **reason,
                                                GError                 **error);

/* --- Writing --- */

/* The names of all fields, derived ones included, in the order of the table. */
void                way_records_csv_put_heading (GString                *out,
                                                 const WayEntity        *entity);

/* A row of values, one for each field in that order. */
void                way_records_csv_put_values  (GString                *out,
                                                 const WayEntity        *entity,
                                                 const WayValue         *values);

/* A row of one record. */
void                way_records_csv_put_record  (GString                *out,
                                                 const WayEntity        *entity,
                                                 gconstpointer           record);

G_END_DECLS
