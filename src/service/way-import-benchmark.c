/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of the DfE over the benchmarks that are there.  A figure is known
 * again by its name, whose it is, its period and its part. */

#include "way-import-private.h"

#include <string.h>

#include "way-codes.h"
#include "way-dfe-file.h"
#include "way-figures.h"
#include "way-records.h"

#define MOST_PART 300

typedef struct
{
  WayImport  *import;
  WayDfeFile *file;
  GPtrArray  *stored;       /* WayBenchmark */
  GHashTable *by_key;       /* key -> WayBenchmark in stored or in the plan */
  GHashTable *seen;         /* keys of this file */
  GHashTable *regions;      /* GSS code -> code */
  char       *source;
  guint       n_other;      /* rows of schools, districts and the like */
} Benchmarks;

static void
benchmarks_clear (Benchmarks *self)
{
  g_clear_pointer (&self->import, way_import_free);
  g_clear_pointer (&self->file, way_dfe_file_free);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->regions, g_hash_table_unref);
  g_free (self->source);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Benchmarks, benchmarks_clear)

static char *
make_key (const WayBenchmark *one)
{
  g_autofree char *from = way_date_to_iso (&one->from);
  g_autofree char *to = way_date_to_iso (&one->to);

  return g_strjoin ("\n", one->measure != NULL ? one->measure : "", one->level,
                    one->region != NULL ? one->region : "", one->la != NULL ? one->la : "", from, to,
                    one->part != NULL ? one->part : "", NULL);
}

static gboolean
load_stored (Benchmarks  *self,
             WayDb       *db,
             GError     **error)
{
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stored = way_records_list (db, &way_benchmark_entity, NULL, NULL, error);
  for (guint i = 0; self->stored != NULL && i < self->stored->len; i++)
    g_hash_table_insert (self->by_key, make_key (g_ptr_array_index (self->stored, i)),
                         g_ptr_array_index (self->stored, i));
  return self->stored != NULL;
}

static void
load_regions (Benchmarks *self)
{
  g_autoptr(GPtrArray) regions = way_codes_list ("region", NULL);

  self->regions = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < regions->len; i++)
    {
      const WayCode *region = g_ptr_array_index (regions, i);

      g_hash_table_insert (self->regions, (gpointer) way_code_get (region, "gss"),
                           (gpointer) region->id);
    }
}

/* --- Rows --- */

/* Which indicator a published figure is to be compared with. */
static const char *
find_indicator (const char *measure)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("published_measure", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      if (g_ascii_strcasecmp (row->id, measure) == 0)
        return way_code_get (row, "indicator");
    }
  return NULL;
}

static WayBenchmark *
make_benchmark (Benchmarks      *self,
                const WayDfeRow *row,
                const char      *figure)
{
  static const char *const levels[] = {
    [WAY_DFE_NATIONAL] = "england", [WAY_DFE_REGIONAL] = "region", [WAY_DFE_LA] = "la",
  };
  WayBenchmark *one = way_benchmark_new ();

  one->indicator = g_strdup (find_indicator (figure));
  one->measure = g_strdup (figure);
  one->level = g_strdup (levels[row->level]);
  if (row->level != WAY_DFE_NATIONAL && row->region != NULL)
    one->region = g_strdup (g_hash_table_lookup (self->regions, row->region));
  if (row->level == WAY_DFE_LA)
    one->la = g_strdup (row->la);
  one->from = row->from;
  one->to = row->to;
  if (!row->is_total && row->part != NULL)
    one->part = g_utf8_substring (row->part, 0, MIN (MOST_PART, g_utf8_strlen (row->part, -1)));
  one->value = way_dfe_file_dup_value (self->file, figure);
  one->source = g_strdup (self->source);
  return one;
}

static void
take (Benchmarks   *self,
      WayBenchmark *read,
      guint         line)
{
  g_autofree char *key = make_key (read);
  const WayBenchmark *stored = g_hash_table_lookup (self->by_key, key);

  if (stored == NULL)
    {
      way_import_plan_new (self->import, &way_benchmark_entity, line, read);
      way_import_count_row (self->import, WAY_IMPORT_NEW);
      return;
    }
  read->id = stored->id;
  if (read->indicator == NULL)
    read->indicator = g_strdup (stored->indicator);
  if (read->count == WAY_INTEGER_NONE)
    read->count = stored->count;
  way_import_plan_over (self->import, &way_benchmark_entity, line, stored, read);
}

/* Why a figure cannot stand; NULL: it can. */
static char *
find_objection (Benchmarks         *self,
                const WayDfeRow    *row,
                const WayBenchmark *read)
{
  g_autoptr(GError) fault = NULL;
  char *key;

  if (row->reason != NULL)
    return g_strdup (row->reason);
  if (row->level == WAY_DFE_LA && (row->la == NULL || !way_codes_has ("la", row->la)))
    return g_strdup_printf ("old_la_code: “%s” is no authority", row->la != NULL ? row->la : "");
  if (row->level == WAY_DFE_REGIONAL && read->region == NULL)
    return g_strdup_printf ("region_code: “%s” is no region", row->region != NULL ? row->region : "");
  if (read->value == NULL)
    return g_strdup_printf ("%s: is no figure", read->measure);
  if (!way_record_check (&way_benchmark_entity, read, &fault))
    return g_strdup (fault->message);
  key = make_key (read);
  if (g_hash_table_add (self->seen, key))
    return NULL;
  return g_strdup_printf ("%s: the same figure stands in an earlier line", read->measure);
}

static void
judge_row (Benchmarks      *self,
           const WayDfeRow *row)
{
  const WayCsvReader *table = way_dfe_file_table (self->file);
  const char *const *figures = way_dfe_file_figures (self->file);
  guint line = way_csv_reader_line (table);

  if (row->level == WAY_DFE_OTHER)
    {
      self->n_other++;
      return;
    }
  for (guint i = 0; figures[i] != NULL; i++)
    {
      g_autoptr(WayBenchmark) read = make_benchmark (self, row, figures[i]);
      g_autofree char *reason = find_objection (self, row, read);

      if (reason == NULL)
        {
          take (self, g_steal_pointer (&read), line);
          continue;
        }
      way_import_refuse (self->import, line, table, reason);
      return;
    }
}

static WayImport *
read_rows (Benchmarks    *self,
           GCancellable  *cancellable,
           GError       **error)
{
  WayCsvStep step = WAY_CSV_ROW;
  WayDfeRow row;

  while (step == WAY_CSV_ROW)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      step = way_dfe_file_next (self->file, &row, error);
      if (step == WAY_CSV_ROW)
        judge_row (self, &row);
    }
  if (step == WAY_CSV_ERROR)
    return NULL;
  if (self->n_other > 0)
    way_import_note (self->import, "%u rows of other places are passed over", self->n_other);
  return way_import_finish (g_steal_pointer (&self->import));
}

WayImport *
way_import_benchmark (WayDb         *db,
                      GBytes        *bytes,
                      const char    *name,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_auto(Benchmarks) self = { 0 };

  self.file = way_dfe_file_new (bytes, error);
  if (self.file == NULL || !load_stored (&self, db, error))
    return NULL;
  load_regions (&self);
  self.source = g_strdup_printf ("DfE, explore education statistics: %s", name);
  self.import = way_import_new ("Import benchmarks");
  self.import->rejects = way_csv_rejects_new (way_dfe_file_table (self.file), "reason");
  way_import_note_encoding (self.import, way_dfe_file_table (self.file));
  return read_rows (&self, cancellable, error);
}
