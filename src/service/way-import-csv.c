/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of records of any entity over those that are there. */

#include "way-import-private.h"

#include <string.h>

#include "way-children.h"
#include "way-records-csv.h"
#include "way-records.h"
#include "way-service.h"
#include "way-text.h"

typedef struct
{
  WayDb            *db;
  const WayEntity  *entity;
  const GDate      *today;
  WayImport        *import;
  WayRecordsReader *reader;
  GHashTable       *lines;      /* "field=value" that names a record -> line */
  GHashTable       *existing;   /* WayId -> WayEntity, known to be there or planned */
  GHashTable       *named;      /* "field=text" of a reference -> WayId */
  GHashTable       *said;       /* what records say in the given fields; NULL until asked for */
  GHashTable       *rolls;      /* WayId of a child -> GPtrArray of enrolments planned */
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->import, way_import_free);
  g_clear_pointer (&self->reader, way_records_reader_free);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->existing, g_hash_table_unref);
  g_clear_pointer (&self->named, g_hash_table_unref);
  g_clear_pointer (&self->said, g_hash_table_unref);
  g_clear_pointer (&self->rolls, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

/* --- References --- */

/* Whether a field may name a record: one that no two share, or the one by
 * which records of that entity are called. */
static gboolean
names_records (const WayEntity *entity,
               const WayField  *field)
{
  guint titles = 0;

  if (field->flags & WAY_FIELD_KEY)
    return TRUE;
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & WAY_FIELD_TITLE)
      titles++;
  return titles == 1 && (field->flags & WAY_FIELD_TITLE) && field->kind == WAY_KIND_TEXT;
}

/* FALSE with the reason; *count is how many records have the text. */
static gboolean
find_named (Table           *self,
            const WayEntity *target,
            const char      *text,
            WayId           *id,
            guint           *count,
            GError         **error)
{
  WayValue value = { .type = WAY_VALUE_TEXT, .text = text };

  *count = 0;
  for (guint i = 0; i < target->n_fields && *count == 0; i++)
    {
      g_autoptr(GPtrArray) found = NULL;

      if (!names_records (target, &target->fields[i]))
        continue;
      found = way_records_list (self->db, target, target->fields[i].name, &value, error);
      if (found == NULL)
        return FALSE;
      *count = found->len;
      if (found->len == 1)
        *id = *way_record_id (g_ptr_array_index (found, 0));
    }
  return TRUE;
}

/* WayReferenceFunc */
static gboolean
find_reference (const WayField  *field,
                const char      *text,
                WayId           *id,
                gpointer         data,
                GError         **error)
{
  Table *self = data;
  const WayEntity *target = way_entity_by_name (field->set);
  g_autofree char *key = g_strconcat (field->set, "=", text, NULL);
  g_autofree char *quoted = way_text_clip (text, 60);
  const WayId *known = g_hash_table_lookup (self->named, key);
  guint count;

  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  if (!find_named (self, target, text, id, &count, error))
    return FALSE;
  if (count == 1)
    {
      g_hash_table_insert (self->named, g_steal_pointer (&key), g_memdup2 (id, sizeof *id));
      return TRUE;
    }
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_UNKNOWN,
               count == 0 ? "no %s is called “%s”"
                          : "more than one %s is called “%s”: give its id",
               target->label, quoted);
  return FALSE;
}

static gboolean
is_there (Table           *self,
          const WayEntity *entity,
          const WayId     *id)
{
  gpointer record;

  if (g_hash_table_lookup (self->existing, id) == entity)
    return TRUE;
  record = way_records_get (self->db, entity, id, NULL);
  if (record == NULL)
    return FALSE;
  way_record_free (entity, record);
  g_hash_table_insert (self->existing, g_memdup2 (id, sizeof *id), (gpointer) entity);
  return TRUE;
}

static gboolean
check_references (Table         *self,
                  gconstpointer  record,
                  GError       **error)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      const WayField *field = &self->entity->fields[i];
      WayValue value = way_field_get (field, record);
      const WayEntity *target;

      if (field->kind != WAY_KIND_REFERENCE || value.type == WAY_VALUE_NONE)
        continue;
      target = way_entity_by_name (field->set);
      if (is_there (self, target, &value.id))
        continue;
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE,
                   "%s: there is no such %s", field->name, target->label);
      return FALSE;
    }
  return TRUE;
}

/* --- Which record a row is about --- */

/* Two rows about one record would fight. */
static gboolean
claim (Table           *self,
       const WayField  *field,
       gconstpointer    record,
       GError         **error)
{
  g_autofree char *text = way_field_to_text (field, record);
  char *key = g_strconcat (field->name, "=", text, NULL);
  guint line = way_csv_reader_line (way_records_reader_table (self->reader));
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, key));

  if (before == 0)
    {
      g_hash_table_insert (self->lines, key, GUINT_TO_POINTER (line));
      return TRUE;
    }
  g_free (key);
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "%s: %s stands in line %u already", field->name, text, before);
  return FALSE;
}

/* Refuses a value that is that of another record than the row is about, or of
 * several. */
static gboolean
check_key (const WayField  *field,
           GPtrArray       *found,
           gconstpointer    stored,
           GError         **error)
{
  if (found->len > 1)
    g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                 "%s: %u records have it already", field->name, found->len);
  else if (found->len == 1 && stored != NULL &&
           !way_id_equal (way_record_id (stored), way_record_id (found->pdata[0])))
    g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                 "%s: is that of another record", field->name);
  else
    return TRUE;
  return FALSE;
}

/* The record that has the row's value in a field that names records; *stored
 * stays as it is where there is none. */
static gboolean
find_by_key (Table           *self,
             const WayField  *field,
             gconstpointer    record,
             gpointer        *stored,
             GError         **error)
{
  WayValue value = way_field_get (field, record);
  g_autoptr(GPtrArray) found = NULL;

  if (value.type == WAY_VALUE_NONE)
    return TRUE;
  if (!claim (self, field, record, error))
    return FALSE;
  found = way_records_list (self->db, self->entity, field->name, &value, error);
  if (found == NULL || !check_key (field, found, *stored, error))
    return FALSE;
  if (*stored == NULL && found->len == 1)
    *stored = way_record_copy (self->entity, g_ptr_array_index (found, 0));
  return TRUE;
}

/* By id, then by key; each that is given is claimed. */
static gboolean
find_stored (Table         *self,
             gconstpointer  record,
             gpointer      *stored,
             GError       **error)
{
  const WayId *id = way_record_id (record);

  *stored = NULL;
  if (!way_id_is_null (id))
    {
      if (!claim (self, &self->entity->fields[0], record, error))
        return FALSE;
      *stored = way_records_get (self->db, self->entity, id, NULL);
    }
  for (guint i = 1; i < self->entity->n_fields; i++)
    if ((self->entity->fields[i].flags & WAY_FIELD_KEY) &&
        !find_by_key (self, &self->entity->fields[i], record, stored, error))
      {
        way_record_free (self->entity, g_steal_pointer (stored));
        return FALSE;
      }
  return TRUE;
}

/* What a record says in the fields that the file gives, the id aside. */
static char *
say (const Table   *self,
     gconstpointer  record)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < self->entity->n_fields; i++)
    if (way_records_reader_gives (self->reader, &self->entity->fields[i]))
      {
        g_autofree char *value = way_field_to_text (&self->entity->fields[i], record);

        g_string_append (text, value);
        g_string_append_c (text, '\x1f');
      }
  return g_string_free (text, FALSE);
}

static gboolean
is_said_already (Table         *self,
                 gconstpointer  record)
{
  g_autofree char *text = say (self, record);

  if (self->said == NULL)
    {
      g_autoptr(GPtrArray) all = way_records_list (self->db, self->entity, NULL, NULL, NULL);

      self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; all != NULL && i < all->len; i++)
        g_hash_table_add (self->said, say (self, g_ptr_array_index (all, i)));
    }
  return g_hash_table_contains (self->said, text);
}

/* --- What becomes of it --- */

/* The enrolments that rows before this one bring of its child; NULL where the
 * table is of something else. */
static GPtrArray *
planned_rolls (Table         *self,
               gconstpointer  record)
{
  const WayEnrolment *enrolment = record;
  GPtrArray *rolls;

  if (self->entity != &way_enrolment_entity)
    return NULL;
  rolls = g_hash_table_lookup (self->rolls, &enrolment->pupil);
  if (rolls == NULL)
    {
      rolls = g_ptr_array_new_with_free_func (way_enrolment_entity.destroy);
      g_hash_table_insert (self->rolls, g_memdup2 (&enrolment->pupil, sizeof (WayId)), rolls);
    }
  return rolls;
}

static void
note_planned (Table         *self,
              gconstpointer  record)
{
  GPtrArray *rolls = planned_rolls (self, record);

  if (rolls != NULL)
    g_ptr_array_add (rolls, way_record_copy (self->entity, record));
}

static gboolean
check_whole (Table         *self,
             gconstpointer  record,
             GError       **error)
{
  return way_record_check (self->entity, record, error) &&
         way_service_check (self->db, self->entity, record, planned_rolls (self, record),
                            self->today, error) &&
         check_references (self, record, error);
}

/* Takes the record over; FALSE with the reason. */
static gboolean
plan_new (Table     *self,
          guint      line,
          gpointer   record,
          GError   **error)
{
  if (way_id_is_null (way_record_id (record)) && is_said_already (self, record))
    {
      way_import_count_row (self->import, WAY_IMPORT_SAME);
      way_record_free (self->entity, record);
      return TRUE;
    }
  way_service_prepare_new (self->db, self->entity, record);
  if (!check_whole (self, record, error))
    {
      way_record_free (self->entity, record);
      return FALSE;
    }
  if (way_id_is_null (way_record_id (record)))
    *(WayId *) record = way_id_new ();
  g_hash_table_insert (self->existing, g_memdup2 (record, sizeof (WayId)),
                       (gpointer) self->entity);
  note_planned (self, record);
  way_import_plan_new (self->import, self->entity, line, record);
  way_import_count_row (self->import, WAY_IMPORT_NEW);
  return TRUE;
}

static gboolean
plan_over (Table          *self,
           guint           line,
           gconstpointer   stored,
           gconstpointer   record,
           GError        **error)
{
  gpointer merged = way_record_copy (self->entity, stored);

  for (guint i = 1; i < self->entity->n_fields; i++)
    if (way_records_reader_gives (self->reader, &self->entity->fields[i]))
      {
        WayValue value = way_field_get (&self->entity->fields[i], record);

        way_field_set (&self->entity->fields[i], merged, &value);
      }
  if (!check_whole (self, merged, error))
    {
      way_record_free (self->entity, merged);
      return FALSE;
    }
  note_planned (self, merged);
  way_import_plan_over (self->import, self->entity, line, stored, merged);
  return TRUE;
}

/* Takes the record over; FALSE with the reason. */
static gboolean
judge_record (Table     *self,
              guint      line,
              gpointer   record,
              GError   **error)
{
  gpointer stored;
  gboolean planned;

  if (!find_stored (self, record, &stored, error))
    {
      way_record_free (self->entity, record);
      return FALSE;
    }
  if (stored == NULL)
    return plan_new (self, line, record, error);
  planned = plan_over (self, line, stored, record, error);
  way_record_free (self->entity, stored);
  way_record_free (self->entity, record);
  return planned;
}

/* A database that cannot be read is no fault of the row. */
static gboolean
is_fault_of_file (const GError *fault)
{
  return fault->domain == WAY_STORE_ERROR && fault->code != WAY_STORE_ERROR_REFERENCE;
}

static WayImport *
read_rows (Table         *self,
           GCancellable  *cancellable,
           GError       **error)
{
  const WayCsvReader *table = way_records_reader_table (self->reader);

  for (;;)
    {
      g_autofree char *reason = NULL;
      g_autoptr(GError) fault = NULL;
      gpointer record;
      WayCsvStep step;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      step = way_records_reader_next (self->reader, &record, &reason, error);
      if (step == WAY_CSV_ERROR)
        return NULL;
      if (step == WAY_CSV_DONE)
        return way_import_finish (g_steal_pointer (&self->import));
      if (record != NULL && !judge_record (self, way_csv_reader_line (table), record, &fault))
        {
          if (is_fault_of_file (fault))
            {
              g_propagate_error (error, g_steal_pointer (&fault));
              return NULL;
            }
          reason = g_strdup (fault->message);
        }
      if (reason != NULL)
        way_import_refuse (self->import, way_csv_reader_line (table), table, reason);
    }
}

static void
note_unknown (Table *self)
{
  const char *const *unknown = way_records_reader_unknown (self->reader);

  for (guint i = 0; unknown[i] != NULL; i++)
    {
      g_autofree char *quoted = way_text_clip (unknown[i], 60);

      way_import_note (self->import, "the heading “%s” is no field of %s; it was passed over",
                       quoted, self->entity->name);
    }
}

WayImport *
way_import_csv (WayDb            *db,
                const WayEntity  *entity,
                GBytes           *bytes,
                const WayCsvMap  *map,
                const GDate      *today,
                GCancellable     *cancellable,
                GError          **error)
{
  g_auto(Table) self = { .db = db, .entity = entity, .today = today };
  g_autofree char *name = g_strdup_printf ("Import %s from a table", entity->name);
  const WayCsvReader *table;

  self.reader = way_records_reader_new (entity, bytes, map, error);
  if (self.reader == NULL)
    return NULL;
  table = way_records_reader_table (self.reader);
  way_records_reader_set_references (self.reader, find_reference, &self);
  self.lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.existing = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  self.named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.rolls = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                      (GDestroyNotify) g_ptr_array_unref);
  self.import = way_import_new (name);
  self.import->rejects =
    way_csv_rejects_new (table, way_records_reader_reason_heading (self.reader));
  way_import_note_encoding (self.import, table);
  note_unknown (&self);
  return read_rows (&self, cancellable, error);
}
