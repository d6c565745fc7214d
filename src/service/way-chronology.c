/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child's records in the order of their days. */

#include "way-chronology.h"

#include "way-joins.h"
#include "way-journey.h"

/* A record and how it is freed. */
typedef struct
{
  const WayEntity *entity;
  gpointer         record;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  way_record_free (kept->entity, kept->record);
  g_free (kept);
}

static void
entry_free (gpointer data)
{
  WayChronologyEntry *entry = data;

  g_free (entry->text);
  g_free (entry);
}

void
way_chronology_free (WayChronology *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->records);
  g_free (self);
}

/* --- One record --- */

/* What somebody wrote into the record in their own words. */
static char *
gather_text (const WayEntity *entity,
             gconstpointer    record)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *said = NULL;

      if (field->sensitivity == WAY_CLASS_MONEY)
        continue;
      if (field->kind != WAY_KIND_LONG_TEXT &&
          (field->kind != WAY_KIND_TEXT || (field->flags & WAY_FIELD_TITLE) != 0))
        continue;
      said = way_field_to_text (field, record);
      if (*said != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", said);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
add_entry (WayChronology   *self,
           const WayEntity *entity,
           const WayField  *field,
           gconstpointer    record,
           const GDate     *day,
           char            *text)
{
  WayChronologyEntry *entry = g_new0 (WayChronologyEntry, 1);

  entry->day = *day;
  entry->entity = entity;
  entry->field = field;
  entry->record = record;
  entry->text = text;
  g_ptr_array_add (self->entries, entry);
}

/* Takes the record over.  Its text stands at its earliest day. */
static void
add_record (WayChronology   *self,
            const WayEntity *entity,
            gpointer         record)
{
  Kept *kept = g_new (Kept, 1);
  WayChronologyEntry *first = NULL;

  *kept = (Kept) { entity, record };
  g_ptr_array_add (self->records, kept);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue value = way_field_get (field, record);
      GDate day;

      if (field->kind != WAY_KIND_DATE || value.type != WAY_VALUE_INTEGER ||
          field->sensitivity == WAY_CLASS_MONEY)
        continue;
      day = way_date_from_julian ((guint32) value.integer);
      add_entry (self, entity, field, record, &day, NULL);
      if (first == NULL || way_date_compare (&day, &first->day) < 0)
        first = g_ptr_array_index (self->entries, self->entries->len - 1);
    }
  if (first != NULL)
    first->text = gather_text (entity, record);
}

/* --- Which records --- */

static const WayField *
find_reference (const WayEntity *entity,
                const char      *name,
                const char      *to)
{
  const WayField *field = way_entity_field (entity, name);

  return field != NULL && field->kind == WAY_KIND_REFERENCE &&
         (field->flags & WAY_FIELD_DERIVED) == 0 && g_str_equal (field->set, to) ? field : NULL;
}

/* A week of attendance says nothing by its day. */
static gboolean
is_told (const WayEntity *entity)
{
  static const char *const untold[] = { "attendance_week", "attended_day", NULL };

  return !g_strv_contains (untold, entity->name);
}

static void
add_records (WayChronology   *self,
             const WayEntity *entity,
             GPtrArray       *records)
{
  g_autofree gpointer *taken = NULL;
  gsize n;

  taken = g_ptr_array_steal (records, &n);
  for (gsize i = 0; i < n; i++)
    add_record (self, entity, taken[i]);
}

/* What is about one referral or placement, and does not name the child itself. */
static gboolean
add_parts (WayChronology    *self,
           WayDb            *db,
           const WayEntity  *whole,
           const GPtrArray  *wholes,
           GError          **error)
{
  for (guint i = 0; way_entities ()[i] != NULL; i++)
    {
      const WayEntity *entity = way_entities ()[i];

      if (!is_told (entity) || find_reference (entity, whole->name, whole->name) == NULL ||
          find_reference (entity, "pupil", "pupil") != NULL)
        continue;
      for (guint k = 0; k < wholes->len; k++)
        {
          g_autoptr(GPtrArray) parts =
            way_records_of (db, entity, whole->name,
                            way_record_id (g_ptr_array_index (wholes, k)), error);

          if (parts == NULL)
            return FALSE;
          add_records (self, entity, parts);
        }
    }
  return TRUE;
}

static gboolean
add_of_pupil (WayChronology    *self,
              WayDb            *db,
              const WayEntity  *entity,
              const WayId      *pupil,
              GError          **error)
{
  g_autoptr(GPtrArray) records = way_joins_records_of (db, entity, pupil, error);

  if (records == NULL)
    return FALSE;
  if ((entity == &way_referral_entity || entity == &way_placement_entity) &&
      !add_parts (self, db, entity, records, error))
    return FALSE;
  add_records (self, entity, records);
  return TRUE;
}

/* The newest first; of one day, as the entities and their fields stand. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const WayChronologyEntry *one = *(WayChronologyEntry *const *) a;
  const WayChronologyEntry *other = *(WayChronologyEntry *const *) b;
  int order = way_date_compare (&other->day, &one->day);

  if (order == 0)
    order = (int) one->entity->number - (int) other->entity->number;
  if (order == 0)
    order = way_id_compare (way_record_id (one->record), way_record_id (other->record));
  return order != 0 ? order : (int) one->field->number - (int) other->field->number;
}

static void
drop_repeats (WayChronology *self)
{
  for (guint i = self->entries->len; i > 1; i--)
    if (compare_entries (&self->entries->pdata[i - 1], &self->entries->pdata[i - 2]) == 0)
      g_ptr_array_remove_index (self->entries, i - 1);
}

WayChronology *
way_chronology_load (WayDb        *db,
                     const WayId  *pupil,
                     GError      **error)
{
  g_autoptr(WayChronology) self = g_new0 (WayChronology, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->records = g_ptr_array_new_with_free_func (kept_free);
  for (guint i = 0; way_entities ()[i] != NULL; i++)
    {
      const WayEntity *entity = way_entities ()[i];

      if (is_told (entity) && find_reference (entity, "pupil", "pupil") != NULL &&
          !add_of_pupil (self, db, entity, pupil, error))
        return NULL;
    }
  g_ptr_array_sort (self->entries, compare_entries);
  /* A record that names both a referral and a placement comes once by each. */
  drop_repeats (self);
  return g_steal_pointer (&self);
}
