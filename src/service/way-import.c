/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all imports share: the plan of what will be written, what was refused,
 * and the one edit that does it. */

#include "way-import-private.h"

#include <glib/gi18n.h>

#include "way-directory.h"
#include "way-records.h"

/* More notes than anybody reads are only counted. */
#define MOST_NOTES 200

/* --- Making the plan --- */

static void
clear_item (gpointer data)
{
  WayImportItem *self = data;

  way_record_free (self->entity, self->record);
}

static void
clear_refusal (gpointer data)
{
  WayImportRefusal *self = data;

  g_free (self->reason);
}

WayImport *
way_import_new (const char *name)
{
  WayImport *self = g_new0 (WayImport, 1);

  self->name = g_strdup (name);
  self->items = g_array_new (FALSE, FALSE, sizeof (WayImportItem));
  g_array_set_clear_func (self->items, clear_item);
  self->refusals = g_array_new (FALSE, FALSE, sizeof (WayImportRefusal));
  g_array_set_clear_func (self->refusals, clear_refusal);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
way_import_free (WayImport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->items);
  g_array_unref (self->refusals);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->rejects, way_csv_rejects_free);
  g_free (self->name);
  g_free (self);
}

void
way_import_plan_new (WayImport       *self,
                     const WayEntity *entity,
                     guint            line,
                     gpointer         record)
{
  WayImportItem item = { entity, WAY_IMPORT_NEW, line, record, 0, FALSE };

  g_array_append_val (self->items, item);
}

void
way_import_count_row (WayImport        *self,
                      WayImportVerdict  verdict)
{
  self->counts[verdict]++;
}

void
way_import_plan_over (WayImport       *self,
                      const WayEntity *entity,
                      guint            line,
                      gconstpointer    stored,
                      gpointer         record)
{
  WayImportItem item = { entity, WAY_IMPORT_CHANGED, line, record, 0, FALSE };

  for (guint i = 1; i < entity->n_fields; i++)
    {
      WayValue before = way_field_get (&entity->fields[i], stored);
      WayValue after = way_field_get (&entity->fields[i], record);

      if (!way_value_equal (&before, &after))
        item.fields |= G_GUINT64_CONSTANT (1) << i;
    }
  way_import_count_row (self, item.fields != 0 ? WAY_IMPORT_CHANGED : WAY_IMPORT_SAME);
  if (item.fields != 0)
    g_array_append_val (self->items, item);
  else
    way_record_free (entity, record);
}

void
way_import_plan_gone (WayImport       *self,
                      const WayEntity *entity,
                      gpointer         record)
{
  WayImportItem item = { entity, WAY_IMPORT_CHANGED, 0, record, 0, TRUE };

  g_array_append_val (self->items, item);
}

void
way_import_refuse (WayImport          *self,
                   guint               line,
                   const WayCsvReader *table,
                   const char         *reason)
{
  WayImportRefusal refusal = { line, g_strdup (reason) };

  g_array_append_val (self->refusals, refusal);
  way_import_count_row (self, WAY_IMPORT_REFUSED);
  if (table != NULL && self->rejects != NULL)
    way_csv_rejects_add (self->rejects, table, reason);
}

void
way_import_note (WayImport  *self,
                 const char *format,
                 ...)
{
  va_list args;

  va_start (args, format);
  if (self->notes->len < MOST_NOTES)
    g_ptr_array_add (self->notes, g_strdup_vprintf (format, args));
  else if (self->notes->len == MOST_NOTES)
    g_ptr_array_add (self->notes, g_strdup ("and more of the same"));
  va_end (args);
}

void
way_import_note_encoding (WayImport          *self,
                          const WayCsvReader *table)
{
  WayEncoding encoding = way_csv_reader_encoding (table);

  if (encoding != WAY_ENCODING_UTF_8)
    way_import_note (self, "the file is not UTF-8; it was read as %s",
                     way_encoding_to_string (encoding));
}

WayImport *
way_import_finish (WayImport *self)
{
  g_ptr_array_add (self->notes, NULL);
  return self;
}

gboolean
way_import_find_establishment (WayDb       *db,
                               const char  *urn,
                               WayId       *id,
                               GError     **error)
{
  WayValue value = { .type = WAY_VALUE_TEXT, .text = urn };
  g_autoptr(GPtrArray) found =
    way_records_list (db, &way_establishment_entity, "urn", &value, error);

  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    {
      *id = *way_record_id (g_ptr_array_index (found, 0));
      return TRUE;
    }
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
               "there is no establishment with the URN %s", urn);
  return FALSE;
}

/* --- Looking at it --- */

guint
way_import_count (const WayImport  *self,
                  WayImportVerdict  verdict)
{
  g_return_val_if_fail (verdict < WAY_N_IMPORT_VERDICTS, 0);
  return self->counts[verdict];
}

const char *
way_import_verdict_name (WayImportVerdict verdict)
{
  static const char *const names[WAY_N_IMPORT_VERDICTS] = {
    [WAY_IMPORT_NEW] = "new",
    [WAY_IMPORT_CHANGED] = "changed",
    [WAY_IMPORT_SAME] = "same",
    [WAY_IMPORT_REFUSED] = "refused",
  };

  g_return_val_if_fail (verdict < WAY_N_IMPORT_VERDICTS, NULL);
  return names[verdict];
}

guint
way_import_n_items (const WayImport *self)
{
  return self->items->len;
}

const WayImportItem *
way_import_item (const WayImport *self,
                 guint            index)
{
  g_return_val_if_fail (index < self->items->len, NULL);
  return &g_array_index (self->items, WayImportItem, index);
}

guint
way_import_n_refusals (const WayImport *self)
{
  return self->refusals->len;
}

const WayImportRefusal *
way_import_refusal (const WayImport *self,
                    guint            index)
{
  g_return_val_if_fail (index < self->refusals->len, NULL);
  return &g_array_index (self->refusals, WayImportRefusal, index);
}

const char *const *
way_import_notes (const WayImport *self)
{
  return (const char *const *) self->notes->pdata;
}

GBytes *
way_import_rejects (const WayImport *self)
{
  return self->rejects != NULL ? way_csv_rejects_bytes (self->rejects) : NULL;
}

/* --- Doing it --- */

typedef struct
{
  WayImport       *import;
  WayProgressFunc  progress;
  gpointer         data;
  GCancellable    *cancellable;
} Run;

/* Only the fields that the file changes are laid over what is stored now. */
static gboolean
write_change (WayDb                *db,
              const WayImportItem  *item,
              GError              **error)
{
  gpointer stored = way_records_get (db, item->entity, way_record_id (item->record), error);
  gboolean written;

  if (stored == NULL)
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                     "line %u: the %s is not there any more", item->line, item->entity->label);
      return FALSE;
    }
  for (guint i = 1; i < item->entity->n_fields; i++)
    if (item->fields & (G_GUINT64_CONSTANT (1) << i))
      {
        WayValue value = way_field_get (&item->entity->fields[i], item->record);

        way_field_set (&item->entity->fields[i], stored, &value);
      }
  written = way_records_update (db, item->entity, stored, error);
  way_record_free (item->entity, stored);
  return written;
}

/* What is gone already need not be taken out. */
static gboolean
write_gone (WayDb                *db,
            const WayImportItem  *item,
            GError              **error)
{
  g_autoptr(GError) fault = NULL;

  if (way_records_delete (db, item->entity, way_record_id (item->record), &fault) ||
      g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
write_item (WayDb                *db,
            const WayImportItem  *item,
            GError              **error)
{
  if (item->is_gone)
    return write_gone (db, item, error);
  return item->verdict == WAY_IMPORT_NEW ? way_records_insert (db, item->entity, item->record, error)
                                         : write_change (db, item, error);
}

static gboolean
write_items (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  Run *run = data;
  GArray *items = run->import->items;

  for (guint i = 0; i < items->len; i++)
    {
      const WayImportItem *item = &g_array_index (items, WayImportItem, i);

      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      if (run->progress != NULL)
        run->progress ((double) i / items->len, N_("Writing"), run->data);
      if (write_item (db, item, error))
        continue;
      g_prefix_error (error, "line %u: ", item->line);
      return FALSE;
    }
  return TRUE;
}

gboolean
way_import_run (WayImport          *self,
                WayDb              *db,
                const WayEditInfo  *info,
                WayProgressFunc     progress,
                gpointer            data,
                GCancellable       *cancellable,
                WayEditId          *edit,
                GError            **error)
{
  Run run = { self, progress, data, cancellable };
  WayEditInfo named = { 0 };

  if (edit != NULL)
    *edit = 0;
  if (info != NULL)
    named = *info;
  if (named.name == NULL)
    named.name = self->name;
  return self->items->len == 0 || way_edit_run (db, &named, write_items, &run, edit, error);
}
