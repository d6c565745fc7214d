/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-csv-map.h"
#include "way-edit.h"
#include "way-progress.h"

G_BEGIN_DECLS

/* Files that come in, all in one shape: read and compared with what is there
 * (nothing is written), looked at, then done in one named edit or dropped.  So
 * a preview and a dry run are the first half, and an import is taken back like
 * any other edit.
 *
 * A row that cannot be taken is refused with its reason and does not hold up
 * the others.  A file that cannot be read is an error that names line and
 * column, WAY_FORMATS_ERROR; the caller puts the file's name before it. */
typedef struct _WayImport WayImport;

#define WAY_IMPORT_MOST_BYTES (256 * 1024 * 1024)

/* What becomes of a row. */
typedef enum
{
  WAY_IMPORT_NEW,
  WAY_IMPORT_CHANGED,
  WAY_IMPORT_SAME,
  WAY_IMPORT_REFUSED,
} WayImportVerdict;
#define WAY_N_IMPORT_VERDICTS (WAY_IMPORT_REFUSED + 1)

/* --- Reading and comparing --- */

/* The extract of establishments from the register.  They are matched by URN,
 * their districts by GSS code; a district that is not there comes along. */
WayImport *way_import_gias     (WayDb            *db,
                                GBytes           *bytes,
                                GCancellable     *cancellable,
                                GError          **error);

/* A table of records of one entity; map may be NULL.  A row is matched by id,
 * then by a field that names a record (URN, UPN, GSS code); a row with neither
 * that says just what a record says already is the same.  Only fields that
 * have a column change, and an empty value empties them.  today is the day
 * that checks go by. */
WayImport *way_import_csv      (WayDb            *db,
                                const WayEntity  *entity,
                                GBytes           *bytes,
                                const WayCsvMap  *map,
                                const GDate      *today,
                                GCancellable     *cancellable,
                                GError          **error);

/* Term dates and days off, iCalendar or a table `from,to,kind`, into the
 * calendar of an establishment, or of the authority where it is NULL; the
 * calendar is made where there is none.  Days that are there stay, so that terms
 * and bank holidays may come in two files; but a file that names terms of a
 * school year is the last word on its terms, and on the holidays and training
 * days of it where it names such: those that it no longer names are taken out,
 * and a note says how many. */
WayImport *way_import_calendar (WayDb            *db,
                                GBytes           *bytes,
                                const WayId      *establishment,
                                GCancellable     *cancellable,
                                GError          **error);

/* A file of the DfE's explore education statistics, as it comes: the figures of
 * England, regions and authorities become benchmarks.  Which indicator one is
 * compared with is a row of published_measure.  name is the file's, for the
 * source. */
WayImport *way_import_benchmark (WayDb           *db,
                                 GBytes          *bytes,
                                 const char      *name,
                                 GCancellable    *cancellable,
                                 GError         **error);

void       way_import_free     (WayImport        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayImport, way_import_free)

/* The establishment of a URN.  WAY_STORE_ERROR_NOT_FOUND where there is none. */
gboolean   way_import_find_establishment (WayDb       *db,
                                          const char  *urn,
                                          WayId       *id,
                                          GError     **error);

/* --- Looking at it --- */

guint      way_import_count    (const WayImport  *self,
                                WayImportVerdict  verdict);

/* "new", "changed", "same", "refused": the words of the command line. */
const char *way_import_verdict_name (WayImportVerdict verdict);

/* A record that will be written, new ones before those that refer to them. */
typedef struct
{
  const WayEntity  *entity;
  WayImportVerdict  verdict;   /* WAY_IMPORT_NEW or WAY_IMPORT_CHANGED */
  guint             line;      /* of the row that it comes from */
  gpointer          record;    /* as it will be */
  guint64           fields;    /* changed: a bit for each index in entity->fields */
  gboolean          is_gone;   /* the file replaces it: it is taken out, and counts as no row */
} WayImportItem;

guint                way_import_n_items (const WayImport *self);
const WayImportItem *way_import_item    (const WayImport *self,
                                         guint            index);

typedef struct
{
  guint  line;
  char  *reason;
} WayImportRefusal;

guint                   way_import_n_refusals (const WayImport *self);
const WayImportRefusal *way_import_refusal    (const WayImport *self,
                                               guint            index);

/* What else is worth saying, in plain sentences: the encoding, headings passed
 * over, values left out.  Ended by NULL. */
const char *const *way_import_notes   (const WayImport *self);

/* The refused rows in the shape in which they came, with a column of reasons;
 * NULL where none was refused, or the file was no table. */
GBytes            *way_import_rejects (const WayImport *self);

/* --- Doing it --- */

/* Writes what was found in one edit, all of it or nothing.  info may be NULL;
 * where its name is NULL the edit is called after the import.  What somebody
 * changed in other fields since stays.  edit may be NULL, and is 0 where there
 * was nothing to do.  WAY_STORE_ERROR, WAY_MODEL_ERROR, G_IO_ERROR_CANCELLED. */
gboolean           way_import_run     (WayImport          *self,
                                       WayDb              *db,
                                       const WayEditInfo  *info,
                                       WayProgressFunc     progress,
                                       gpointer            data,
                                       GCancellable       *cancellable,
                                       WayEditId          *edit,
                                       GError            **error);

G_END_DECLS
