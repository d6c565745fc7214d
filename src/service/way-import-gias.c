/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register's extract of establishments over those that are there. */

#include "way-import-private.h"

#include <string.h>

#include "way-gias.h"
#include "way-records.h"

typedef struct
{
  WayImport     *import;
  WayGiasReader *reader;
  GPtrArray     *stored;      /* WayEstablishment */
  GHashTable    *by_urn;      /* URN -> WayEstablishment in stored */
  GHashTable    *lines;       /* URN -> line of the file that brought it */
  GHashTable    *districts;   /* GSS code -> WayId */
  guint          new_districts;
} Gias;

static void
gias_clear (Gias *self)
{
  g_clear_pointer (&self->import, way_import_free);
  g_clear_pointer (&self->reader, way_gias_reader_free);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_clear_pointer (&self->by_urn, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->districts, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gias, gias_clear)

/* --- What is there --- */

static gboolean
load_establishments (Gias    *self,
                     WayDb   *db,
                     GError **error)
{
  self->stored = way_records_list (db, &way_establishment_entity, NULL, NULL, error);
  if (self->stored == NULL)
    return FALSE;
  self->by_urn = g_hash_table_new (g_str_hash, g_str_equal);
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->stored->len; i++)
    {
      WayEstablishment *establishment = g_ptr_array_index (self->stored, i);

      if (establishment->urn != NULL && !g_hash_table_contains (self->by_urn, establishment->urn))
        g_hash_table_insert (self->by_urn, establishment->urn, establishment);
    }
  return TRUE;
}

static void
know_district (Gias              *self,
               const WayDistrict *district)
{
  if (district->gss != NULL && !g_hash_table_contains (self->districts, district->gss))
    g_hash_table_insert (self->districts, g_strdup (district->gss),
                         g_memdup2 (&district->id, sizeof district->id));
}

static gboolean
load_districts (Gias    *self,
                WayDb   *db,
                GError **error)
{
  g_autoptr(GPtrArray) found = way_records_list (db, &way_district_entity, NULL, NULL, error);

  if (found == NULL)
    return FALSE;
  self->districts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < found->len; i++)
    know_district (self, g_ptr_array_index (found, i));
  return TRUE;
}

/* --- Rows --- */

/* The district's id; planned with one of its own where it is not there yet. */
static WayId
place_district (Gias       *self,
                WayGiasRow *row,
                guint       line)
{
  const WayId *id = g_hash_table_lookup (self->districts, row->district->gss);

  if (id != NULL)
    return *id;
  row->district->id = way_id_new ();
  know_district (self, row->district);
  way_import_plan_new (self->import, &way_district_entity, line, row->district);
  self->new_districts++;
  return g_steal_pointer (&row->district)->id;
}

static void
take_row (Gias       *self,
          WayGiasRow *row,
          guint       line)
{
  WayEstablishment *read = row->establishment;
  const WayEstablishment *stored = g_hash_table_lookup (self->by_urn, read->urn);
  WayEstablishment *merged;

  if (row->district != NULL)
    read->district = place_district (self, row, line);
  if (stored == NULL)
    {
      way_record_start (&way_establishment_entity, read);
      way_import_plan_new (self->import, &way_establishment_entity, line,
                           g_steal_pointer (&row->establishment));
      way_import_count_row (self->import, WAY_IMPORT_NEW);
      return;
    }
  merged = way_establishment_copy (stored);
  way_gias_merge (merged, read);
  way_import_plan_over (self->import, &way_establishment_entity, line, stored, merged);
}

/* The reason for which the row cannot stand, beyond what the reader says. */
static char *
find_objection (Gias             *self,
                const WayGiasRow *row,
                guint             line)
{
  const char *urn = row->establishment->urn;
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, urn));
  const WayEstablishment *stored = g_hash_table_lookup (self->by_urn, urn);
  g_autoptr(WayEstablishment) merged = NULL;
  g_autoptr(GError) fault = NULL;

  if (before != 0)
    return g_strdup_printf ("URN: %s stands in line %u already", urn, before);
  g_hash_table_insert (self->lines, g_strdup (urn), GUINT_TO_POINTER (line));
  if (stored == NULL)
    return NULL;

  /* What was there may contradict what is new. */
  merged = way_establishment_copy (stored);
  way_gias_merge (merged, row->establishment);
  if (way_record_check (&way_establishment_entity, merged, &fault))
    return NULL;
  return g_strdup_printf ("together with what is recorded: %s", fault->message);
}

static void
judge_row (Gias       *self,
           WayGiasRow *row)
{
  const WayCsvReader *table = way_gias_reader_table (self->reader);
  guint line = way_csv_reader_line (table);

  if (row->reason == NULL)
    row->reason = find_objection (self, row, line);
  if (row->reason != NULL)
    {
      way_import_refuse (self->import, line, table, row->reason);
      return;
    }
  for (guint i = 0; i < row->left_out->len; i++)
    way_import_note (self->import, "%s", (const char *) g_ptr_array_index (row->left_out, i));
  take_row (self, row, line);
}

static WayImport *
read_rows (Gias          *self,
           GCancellable  *cancellable,
           GError       **error)
{
  WayCsvStep step = WAY_CSV_ROW;

  while (step == WAY_CSV_ROW)
    {
      g_auto(WayGiasRow) row = { 0 };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      step = way_gias_reader_next (self->reader, &row, error);
      if (step == WAY_CSV_ROW)
        judge_row (self, &row);
    }
  if (step == WAY_CSV_ERROR)
    return NULL;
  if (self->new_districts > 0)
    way_import_note (self->import, "%u districts come along that were not there",
                     self->new_districts);
  return way_import_finish (g_steal_pointer (&self->import));
}

WayImport *
way_import_gias (WayDb         *db,
                 GBytes        *bytes,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_auto(Gias) self = { 0 };

  self.reader = way_gias_reader_new (bytes, error);
  if (self.reader == NULL || !load_establishments (&self, db, error) ||
      !load_districts (&self, db, error))
    return NULL;
  self.import = way_import_new ("Import establishments from the register");
  self.import->rejects = way_csv_rejects_new (way_gias_reader_table (self.reader), "reason");
  way_import_note_encoding (self.import, way_gias_reader_table (self.reader));
  return read_rows (&self, cancellable, error);
}
