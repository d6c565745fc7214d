/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-csv-rejects.h"
#include "way-import.h"

G_BEGIN_DECLS

/* How the imports of this folder make their plan. */

struct _WayImport
{
  char          *name;       /* of the edit */
  guint          counts[WAY_N_IMPORT_VERDICTS];
  GArray        *items;      /* WayImportItem */
  GArray        *refusals;   /* WayImportRefusal */
  GPtrArray     *notes;      /* char *, and NULL once finished */
  WayCsvRejects *rejects;    /* or NULL */
};

WayImport *way_import_new       (const char         *name);

/* Takes the record over.  What a row brings along besides itself (a district, a
 * calendar) is planned, but does not count as a row. */
void       way_import_plan_new  (WayImport          *self,
                                 const WayEntity    *entity,
                                 guint               line,
                                 gpointer            record);
void       way_import_count_row (WayImport          *self,
                                 WayImportVerdict    verdict);

/* Compares, plans and counts: a record as it is stored with the same as it will
 * be, which is taken over. */
void       way_import_plan_over (WayImport          *self,
                                 const WayEntity    *entity,
                                 guint               line,
                                 gconstpointer       stored,
                                 gpointer            record);

/* A stored record that the file replaces: taken out, and counted nowhere.  Takes
 * the record over. */
void       way_import_plan_gone (WayImport          *self,
                                 const WayEntity    *entity,
                                 gpointer            record);

/* Counts a row that is refused, and hands it back where table is not NULL. */
void       way_import_refuse    (WayImport          *self,
                                 guint               line,
                                 const WayCsvReader *table,
                                 const char         *reason);

void       way_import_note      (WayImport          *self,
                                 const char         *format,
                                 ...) G_GNUC_PRINTF (2, 3);

/* Says how a table was encoded, where that was not plain UTF-8. */
void       way_import_note_encoding (WayImport          *self,
                                     const WayCsvReader *table);

/* Nothing is added after. */
WayImport *way_import_finish    (WayImport          *self);

G_END_DECLS
