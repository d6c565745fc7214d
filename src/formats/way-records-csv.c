/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of any entity to and from tables of text, over its description. */

#include "way-records-csv.h"

#include <string.h>

#include "way-text.h"

struct _WayRecordsReader
{
  const WayEntity   *entity;
  WayCsvReader      *table;
  const WayField   **fields;       /* by column; NULL: passed over */
  GPtrArray         *unknown;      /* of const char *, in the table's headings, and NULL */
  const char        *reason_heading;
  WayReferenceFunc   find;
  gpointer           find_data;
};

/* --- Headings --- */

/* Every line of the map must lead from a field to a heading. */
static gboolean
check_map (const WayRecordsReader  *self,
           const WayCsvMap         *map,
           GError                 **error)
{
  for (guint i = 0; map != NULL && i < way_csv_map_n_lines (map); i++)
    {
      guint line;
      const char *ours = way_csv_map_ours (map, i, &line);
      const char *theirs = way_csv_map_lookup (map, ours);
      g_autofree char *our_name = way_text_clip (ours, 60);
      g_autofree char *their_name = way_text_clip (theirs, 60);

      if (way_entity_field (self->entity, ours) == NULL)
        {
          g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                       "map of columns, line %u: %s has no field “%s”", line,
                       self->entity->name, our_name);
          return FALSE;
        }
      if (way_csv_reader_find (self->table, theirs) < 0)
        {
          g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                       "map of columns, line %u: the file has no heading “%s”", line, their_name);
          return FALSE;
        }
    }
  return TRUE;
}

/* A field that the map gives another heading leaves its own name free: a
 * heading of that name then belongs to nobody, or to whom the map says. */
static guint
find_columns (WayRecordsReader *self,
              const WayCsvMap  *map)
{
  guint found = 0;

  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      const WayField *field = &self->entity->fields[i];
      int column = way_csv_reader_find (self->table, way_csv_map_lookup (map, field->name));

      if (column < 0 || self->fields[column] != NULL)
        continue;
      self->fields[column] = field;
      found++;
    }
  return found;
}

static void
note_unknown (WayRecordsReader *self)
{
  const char *const *headings = way_csv_reader_headings (self->table);

  for (guint i = 0; headings[i] != NULL; i++)
    if (self->fields[i] == NULL && headings[i][0] != '\0' &&
        g_ascii_strcasecmp (headings[i], self->reason_heading) != 0)
      g_ptr_array_add (self->unknown, (gpointer) headings[i]);
  g_ptr_array_add (self->unknown, NULL);
}

/* "reason", unless that is, or could be, one of the record's own fields. */
static const char *
choose_reason_heading (const WayRecordsReader *self)
{
  int column = way_csv_reader_find (self->table, "reason");

  if (way_entity_field (self->entity, "reason") != NULL ||
      (column >= 0 && self->fields[column] != NULL))
    return "refusal_reason";
  return "reason";
}

/* The map speaks first: what it claims is taken before fields look for their
 * own names. */
static void
claim_mapped (WayRecordsReader *self,
              const WayCsvMap  *map)
{
  for (guint i = 0; map != NULL && i < way_csv_map_n_lines (map); i++)
    {
      guint line;
      const char *ours = way_csv_map_ours (map, i, &line);
      int column = way_csv_reader_find (self->table, way_csv_map_lookup (map, ours));

      self->fields[column] = way_entity_field (self->entity, ours);
    }
}

WayRecordsReader *
way_records_reader_new (const WayEntity  *entity,
                        GBytes           *bytes,
                        const WayCsvMap  *map,
                        GError          **error)
{
  g_autoptr(WayRecordsReader) self = g_new0 (WayRecordsReader, 1);

  self->entity = entity;
  self->table = way_csv_reader_new (bytes, 0, error);
  if (self->table == NULL || !check_map (self, map, error))
    return NULL;

  self->fields = g_new0 (const WayField *, way_csv_reader_n_columns (self->table));
  self->unknown = g_ptr_array_new ();
  claim_mapped (self, map);
  if (find_columns (self, map) == 0 && (map == NULL || way_csv_map_n_lines (map) == 0))
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "line 1: none of the headings is a field of %s", entity->name);
      return NULL;
    }
  self->reason_heading = choose_reason_heading (self);
  note_unknown (self);
  return g_steal_pointer (&self);
}

void
way_records_reader_free (WayRecordsReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, way_csv_reader_free);
  g_clear_pointer (&self->unknown, g_ptr_array_unref);
  g_free (self->fields);
  g_free (self);
}

void
way_records_reader_set_references (WayRecordsReader *self,
                                   WayReferenceFunc  func,
                                   gpointer          data)
{
  self->find = func;
  self->find_data = data;
}

const WayCsvReader *
way_records_reader_table (const WayRecordsReader *self)
{
  return self->table;
}

const char *
way_records_reader_reason_heading (const WayRecordsReader *self)
{
  return self->reason_heading;
}

const char *const *
way_records_reader_unknown (const WayRecordsReader *self)
{
  return (const char *const *) self->unknown->pdata;
}

gboolean
way_records_reader_gives (const WayRecordsReader *self,
                          const WayField         *field)
{
  if (field->flags & WAY_FIELD_DERIVED)
    return FALSE;
  for (guint i = 0; i < way_csv_reader_n_columns (self->table); i++)
    if (self->fields[i] == field)
      return TRUE;
  return FALSE;
}

/* --- Rows --- */

/* A line end inside a value is LF, whatever the program that wrote it uses. */
static char *
normalise_lines (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p != '\r')
        g_string_append_c (out, *p);
      else if (p[1] != '\n')
        g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static gboolean
set_reference (WayRecordsReader  *self,
               const WayField    *field,
               gpointer           record,
               const char        *text,
               GError           **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  WayValue value = { .type = WAY_VALUE_ID };

  if (trimmed[0] == '\0' || self->find == NULL || way_id_parse (trimmed, &value.id))
    return way_field_from_text (field, record, text, error);
  if (!self->find (field, trimmed, &value.id, self->find_data, error))
    {
      g_prefix_error (error, "%s: ", field->name);
      return FALSE;
    }
  way_field_set (field, record, &value);
  return TRUE;
}

static gboolean
set_field (WayRecordsReader  *self,
           const WayField    *field,
           gpointer           record,
           const char        *text,
           GError           **error)
{
  g_autofree char *normalised = NULL;

  if (field->flags & WAY_FIELD_DERIVED)
    return TRUE;
  if (field->kind == WAY_KIND_REFERENCE)
    return set_reference (self, field, record, text, error);
  if (strchr (text, '\r') == NULL)
    return way_field_from_text (field, record, text, error);
  normalised = normalise_lines (text);
  return way_field_from_text (field, record, normalised, error);
}

/* Values past the last heading belong to nobody: something shifted. */
static char *
find_shift (const WayRecordsReader *self)
{
  guint n_columns = way_csv_reader_n_columns (self->table);
  guint n_fields = way_csv_reader_n_fields (self->table);

  if (n_fields == n_columns)
    return NULL;
  return g_strdup_printf ("has %u values where the heading line has %u", n_fields, n_columns);
}

/* Messages of the model begin with the field's name; where the file calls it
 * otherwise, that name is said too. */
static char *
say_fault (const WayRecordsReader *self,
           guint                   column,
           const GError           *fault)
{
  const char *heading = way_csv_reader_headings (self->table)[column];

  if (g_ascii_strcasecmp (heading, self->fields[column]->name) == 0)
    return g_strdup (fault->message);
  return g_strdup_printf ("%s: %s", heading, fault->message);
}

WayCsvStep
way_records_reader_next (WayRecordsReader  *self,
                         gpointer          *record,
                         char             **reason,
                         GError           **error)
{
  WayCsvStep step = way_csv_reader_next (self->table, error);
  g_autoptr(GError) fault = NULL;

  *record = NULL;
  *reason = NULL;
  if (step != WAY_CSV_ROW)
    return step;
  *reason = find_shift (self);
  if (*reason != NULL)
    return WAY_CSV_ROW;

  *record = way_record_new (self->entity);
  for (guint i = 0; i < way_csv_reader_n_columns (self->table); i++)
    {
      if (self->fields[i] == NULL ||
          set_field (self, self->fields[i], *record, way_csv_reader_field (self->table, (int) i),
                     &fault))
        continue;
      *reason = say_fault (self, i, fault);
      way_record_free (self->entity, g_steal_pointer (record));
      break;
    }
  return WAY_CSV_ROW;
}

/* --- Writing --- */

void
way_records_csv_put_heading (GString         *out,
                             const WayEntity *entity)
{
  g_autofree const char **names = g_new (const char *, entity->n_fields);

  for (guint i = 0; i < entity->n_fields; i++)
    names[i] = entity->fields[i].name;
  way_csv_write_row (out, names, entity->n_fields, WAY_CSV_PLAIN);
}

void
way_records_csv_put_values (GString         *out,
                            const WayEntity *entity,
                            const WayValue  *values)
{
  g_auto(GStrv) texts = g_new0 (char *, entity->n_fields + 1);

  for (guint i = 0; i < entity->n_fields; i++)
    texts[i] = way_field_value_to_text (&entity->fields[i], &values[i]);
  way_csv_write_row (out, (const char *const *) texts, entity->n_fields, WAY_CSV_PLAIN);
}

void
way_records_csv_put_record (GString         *out,
                            const WayEntity *entity,
                            gconstpointer    record)
{
  g_autofree WayValue *values = g_new (WayValue, entity->n_fields);

  for (guint i = 0; i < entity->n_fields; i++)
    values[i] = way_field_get (&entity->fields[i], record);
  way_records_csv_put_values (out, entity, values);
}
