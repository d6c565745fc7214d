/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is kept about one child: gathered by the description, marked, written. */

#include "way-subject-access.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-access.h"
#include "way-act.h"
#include "way-codes.h"
#include "way-csv.h"
#include "way-file.h"
#include "way-joins.h"
#include "way-json.h"
#include "way-people.h"
#include "way-permit.h"
#include "way-seals.h"

static void
free_table (gpointer data)
{
  WaySubjectTable *table = data;

  g_ptr_array_unref (table->records);
  g_free (table);
}

void
way_subject_access_free (WaySubjectAccess *self)
{
  if (self == NULL)
    return;
  way_pupil_free (self->pupil);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  g_free (self);
}

gboolean
way_subject_is_of_others (const WayEntity *entity,
                          const WayField  *field)
{
  const WayCode *row = way_codes_has ("subject_third", entity->name)
                         ? way_codes_lookup ("subject_third", entity->name) : NULL;

  if (row == NULL || field->kind == WAY_KIND_ID)
    return FALSE;
  if (way_code_allows (row, "fields", "*"))
    return field->kind != WAY_KIND_REFERENCE || strcmp (field->set, "pupil") != 0;
  return way_code_allows (row, "fields", field->name);
}

/* --- Gathering --- */

static gboolean
add_rows (WayDb             *db,
          const WayId       *pupil,
          WaySubjectTable   *table,
          WaySubjectAccess  *self,
          GError           **error)
{
  g_autoptr(GArray) ids = way_seals_rows_of (db, table->entity, pupil, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const WayId *id = &g_array_index (ids, WayId, i);
      WayTrailFilter filter = { .entity = table->entity, .row = *id };
      g_autoptr(GPtrArray) trail = NULL;
      gpointer record = way_act_get (db, table->entity, id, error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (table->records, record);
      trail = way_trail_list (db, &filter, 0, 0, error);
      if (trail == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->trail, g_steal_pointer (&trail));
    }
  return ids != NULL;
}

static gboolean
add_entity (WayDb             *db,
            const WayEntity   *entity,
            GArray            *pupils,
            WaySubjectAccess  *self,
            GError           **error)
{
  WaySubjectTable *table = g_new0 (WaySubjectTable, 1);

  table->entity = entity;
  table->records = g_ptr_array_new_with_free_func (entity->destroy);
  g_ptr_array_add (self->tables, table);
  for (guint i = 0; i < pupils->len; i++)
    if (!add_rows (db, &g_array_index (pupils, WayId, i), table, self, error))
      return FALSE;
  if (table->records->len == 0)
    g_ptr_array_set_size (self->tables, (gint) self->tables->len - 1);
  return TRUE;
}

/* The oldest request that was not answered, and when its time is over. */
static gboolean
find_request (WayFacts          *facts,
              WaySubjectAccess  *self,
              GError           **error)
{
  g_autoptr(GPtrArray) requests = way_joins_records_of (way_facts_db (facts),
                                                        &way_subject_request_entity,
                                                        &self->pupil->id, error);
  const WaySubjectRequest *first = NULL;
  const WaySchoolDays *days = requests != NULL ? way_facts_days (facts, NULL, error) : NULL;
  const WayCode *kind;

  for (guint i = 0; days != NULL && i < requests->len; i++)
    {
      const WaySubjectRequest *request = g_ptr_array_index (requests, i);

      if (!way_date_is_set (&request->answered) &&
          (first == NULL || way_date_compare (&request->received, &first->received) < 0))
        first = request;
    }
  if (first == NULL)
    return days != NULL;
  kind = way_codes_lookup ("subject_kind", first->kind != NULL ? first->kind : "subject");
  self->kind = kind->id;
  self->received = first->received;
  self->harm = first->harm == 1;
  if (way_code_get (kind, "school_days") != NULL)
    self->due = way_school_days_nth_after (days, &first->received,
                                           (guint) way_code_get_int (kind, "school_days", 0));
  else
    self->due = way_date_add_months (&first->received,
                                     way_code_get_int (kind, "months", 0) +
                                     (first->complex == 1
                                        ? way_code_get_int (kind, "complex_months", 0) : 0));
  return TRUE;
}

static gboolean
check (WayDb        *db,
       const WayId  *pupil,
       GError      **error)
{
  if (!way_permit_check (db, "subject", error))
    return FALSE;
  if (!way_seals_hide (db, pupil))
    return TRUE;
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SEALED,
               "this case is sealed: only those who are named for it may hand it out");
  return FALSE;
}

WaySubjectAccess *
way_subject_access_load (WayFacts     *facts,
                         const WayId  *pupil,
                         const GDate  *today,
                         GError      **error)
{
  WayDb *db = way_facts_db (facts);
  g_autoptr(WaySubjectAccess) self = g_new0 (WaySubjectAccess, 1);
  g_autoptr(GArray) pupils = NULL;

  if (!check (db, pupil, error))
    return NULL;
  self->pupil = way_act_get (db, &way_pupil_entity, pupil, error);
  pupils = self->pupil != NULL ? way_joins_members (db, pupil, error) : NULL;
  if (pupils == NULL)
    return NULL;
  if (pupils->len == 0)
    g_array_append_val (pupils, *pupil);
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->trail = g_ptr_array_new_with_free_func ((GDestroyNotify) way_trail_record_free);
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    if (way_seals_is_of_child (*entity) && *entity != &way_person_entity &&
        !add_entity (db, *entity, pupils, self, error))
      return NULL;
  return find_request (facts, self, error) ? g_steal_pointer (&self) : NULL;
}

/* --- Tables for programs --- */

/* The names of the record's fields that tell of others and say something. */
static char *
list_of_others (const WayEntity *entity,
                gconstpointer    record)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];

      if (way_subject_is_of_others (entity, field) &&
          way_field_get (field, record).type != WAY_VALUE_NONE)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "|" : "", field->name);
    }
  return g_string_free (names, FALSE);
}

static GBytes *
make_csv (const WaySubjectTable *table)
{
  const WayEntity *entity = table->entity;
  g_autoptr(GString) out = g_string_new (NULL);
  guint n = entity->n_fields;
  g_autofree const char **headings = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    headings[i] = entity->fields[i].name;
  headings[n] = "of_others";
  way_csv_write_row (out, headings, n + 1, WAY_CSV_PLAIN);
  for (guint i = 0; i < table->records->len; i++)
    {
      gconstpointer record = g_ptr_array_index (table->records, i);
      g_auto(GStrv) cells = g_new0 (char *, n + 2);

      for (guint j = 0; j < n; j++)
        cells[j] = way_field_to_text (&entity->fields[j], record);
      cells[n] = list_of_others (entity, record);
      way_csv_write_row (out, (const char *const *) cells, n + 1, WAY_CSV_FOR_PEOPLE);
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
put_member (GString    *out,
            const char *before,
            const char *name,
            const char *value)
{
  g_string_append (out, before);
  way_json_append_text (out, name);
  g_string_append (out, ": ");
  way_json_append_text (out, value);
}

static void
put_record (GString         *out,
            const WayEntity *entity,
            gconstpointer    record)
{
  g_autofree char *others = list_of_others (entity, record);

  put_member (out, "{", "of_others", others);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_autofree char *text = way_field_to_text (&entity->fields[i], record);

      if (*text != '\0')
        put_member (out, ", ", entity->fields[i].name, text);
    }
  g_string_append_c (out, '}');
}

static GBytes *
make_json (const WaySubjectAccess *self)
{
  g_autoptr(GString) out = g_string_new ("{\n");
  g_autofree char *received = way_date_is_set (&self->received) ? way_date_to_iso (&self->received)
                                                                : g_strdup ("");
  g_autofree char *due = way_date_is_set (&self->due) ? way_date_to_iso (&self->due)
                                                      : g_strdup ("");

  put_member (out, "  ", "request", self->kind != NULL ? self->kind : "");
  put_member (out, ",\n  ", "received", received);
  put_member (out, ",\n  ", "due", due);
  put_member (out, ",\n  ", "serious_harm", self->harm ? "yes" : "no");
  for (guint i = 0; i < self->tables->len; i++)
    {
      const WaySubjectTable *table = g_ptr_array_index (self->tables, i);

      g_string_append_printf (out, ",\n  \"%s\": [", table->entity->name);
      for (guint j = 0; j < table->records->len; j++)
        {
          g_string_append (out, j > 0 ? ",\n    " : "\n    ");
          put_record (out, table->entity, g_ptr_array_index (table->records, j));
        }
      g_string_append (out, "\n  ]");
    }
  g_string_append (out, "\n}\n");
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/* --- The folder --- */

static gboolean
write_file (const char  *folder,
            const char  *name,
            GBytes      *bytes,
            GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return way_file_write (path, bytes, error);
}

static gboolean
write_tables (const WaySubjectAccess  *self,
              const char              *folder,
              GError                 **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const WaySubjectTable *table = g_ptr_array_index (self->tables, i);
      g_autofree char *name = g_strconcat (table->entity->name, ".csv", NULL);
      g_autoptr(GBytes) csv = make_csv (table);

      if (!write_file (folder, name, csv, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_subject_access_write (const WaySubjectAccess  *self,
                          WayDb                   *db,
                          GBytes                  *pdf,
                          const char              *folder,
                          GError                 **error)
{
  WayTrailEntry entry = { .action = WAY_TRAIL_SUBJECT, .entity = &way_pupil_entity,
                          .row = self->pupil->id, .count = self->tables->len,
                          .what = self->kind };
  g_autoptr(GBytes) json = make_json (self);

  if (g_mkdir (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno), "%s: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }
  return way_permit_note (db, &entry, error) &&
         write_file (folder, "record.pdf", pdf, error) &&
         write_file (folder, "record.json", json, error) &&
         write_tables (self, folder, error);
}
