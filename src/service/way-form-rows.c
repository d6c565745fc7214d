/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one entity in a form, handled over their description.  Whether a row is
 * in the file is known by what the file has of it. */

#include "way-form-rows.h"

#include <string.h>

#define ROW_PREFIX "row "
#define ROW_NEW    "new"
#define ROW_GONE   "gone"

typedef struct
{
  const WayEntity *entity;
  gpointer         record;
  gpointer         before;      /* as the file has it, or as a new one starts */
  gboolean         stored;
} Row;

static void
free_row (Row *row)
{
  way_record_free (row->entity, row->record);
  way_record_free (row->entity, row->before);
  g_free (row);
}

/* Takes the record over. */
static Row *
append_row (WayFormRows *self,
            gpointer     record,
            gboolean     stored)
{
  Row *row = g_new0 (Row, 1);

  row->entity = self->entity;
  row->record = record;
  row->before = way_record_copy (row->entity, record);
  row->stored = stored;
  g_ptr_array_add (self->rows, row);
  return row;
}

void
way_form_rows_init (WayFormRows     *self,
                    const WayEntity *entity,
                    const char      *owner,
                    const char      *position)
{
  *self = (WayFormRows) {
    .entity = entity,
    .owner = owner,
    .position = position,
    .rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row),
    .gone = g_array_new (FALSE, FALSE, sizeof (WayId)),
  };
}

void
way_form_rows_clear (WayFormRows *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->gone, g_array_unref);
}

void
way_form_rows_empty (WayFormRows *self)
{
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->gone, 0);
}

/* --- Reading --- */

static gint64
get_order (const Row      *row,
           const WayField *field)
{
  WayValue value = way_field_get (field, row->record);

  return value.type == WAY_VALUE_INTEGER ? value.integer : G_MAXINT64;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const Row *one = *(const Row *const *) a;
  const Row *other = *(const Row *const *) b;
  const WayField *field = data;
  gint64 first = field != NULL ? get_order (one, field) : 0;
  gint64 second = field != NULL ? get_order (other, field) : 0;

  if (first != second)
    return first < second ? -1 : 1;
  return way_id_compare (way_record_id (one->record), way_record_id (other->record));
}

gboolean
way_form_rows_load (WayFormRows        *self,
                    WayDb              *db,
                    const WayId        *owner,
                    const char         *order,
                    WayFormRowsWanted   wanted,
                    gpointer            data,
                    GError            **error)
{
  g_autoptr(GPtrArray) found = way_records_of (db, self->entity, self->owner, owner, error);

  if (found == NULL)
    return FALSE;
  way_form_rows_empty (self);
  for (guint i = 0; i < found->len; i++)
    if (wanted == NULL || wanted (found->pdata[i], data))
      append_row (self, way_record_copy (self->entity, found->pdata[i]), TRUE);
  g_ptr_array_sort_with_data (self->rows, compare_rows,
                              order != NULL ? (gpointer) way_entity_field (self->entity, order)
                                            : NULL);
  return TRUE;
}

/* --- Rows --- */

static Row *
get_row (const WayFormRows *self,
         guint              i)
{
  g_return_val_if_fail (i < self->rows->len, NULL);

  return self->rows->pdata[i];
}

guint
way_form_rows_length (const WayFormRows *self)
{
  return self->rows->len;
}

gpointer
way_form_rows_get (const WayFormRows *self,
                   guint              i)
{
  return get_row (self, i)->record;
}

static gboolean
find_row (const WayFormRows *self,
          const WayId       *id,
          guint             *at)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (way_id_equal (way_record_id (way_form_rows_get (self, i)), id))
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

gpointer
way_form_rows_find (const WayFormRows *self,
                    const WayId       *id)
{
  guint at;

  return find_row (self, id, &at) ? way_form_rows_get (self, at) : NULL;
}

static Row *
add_new (WayFormRows *self,
         const WayId *id)
{
  gpointer record = way_record_new (self->entity);

  way_record_start (self->entity, record);
  *(WayId *) record = *id;
  return append_row (self, record, FALSE);
}

gpointer
way_form_rows_add (WayFormRows *self)
{
  WayId id = way_id_new ();

  return add_new (self, &id)->record;
}

void
way_form_rows_remove (WayFormRows *self,
                      guint        i)
{
  const Row *row = get_row (self, i);

  if (row->stored)
    g_array_append_val (self->gone, *way_record_id (row->record));
  g_ptr_array_remove_index (self->rows, i);
}

gboolean
way_form_rows_is_empty (const WayFormRows *self,
                        guint              i)
{
  const Row *row = get_row (self, i);

  if (row->stored)
    return FALSE;
  return self->says != NULL ? !self->says (row->record)
                            : way_record_equal (row->entity, row->record, row->before);
}

guint
way_form_rows_count (const WayFormRows *self)
{
  guint count = 0;

  for (guint i = 0; i < self->rows->len; i++)
    count += !way_form_rows_is_empty (self, i);
  return count;
}

gboolean
way_form_rows_differ (const WayFormRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];

      if (!way_record_equal (row->entity, row->record, row->before))
        return TRUE;
    }
  return self->gone->len > 0;
}

/* --- The draft --- */

char *
way_form_rows_key (const WayEntity *entity,
                   const WayId     *id,
                   const WayField  *field)
{
  g_autofree char *text = way_id_to_string (id);

  return field != NULL
           ? g_strdup_printf (ROW_PREFIX "%s %s %s", entity->name, text, field->name)
           : g_strdup_printf (ROW_PREFIX "%s %s", entity->name, text);
}

static void
add_entry (GVariantBuilder *builder,
           const Row       *row,
           const WayField  *field,
           const char      *text)
{
  g_autofree char *key = way_form_rows_key (row->entity, way_record_id (row->record), field);

  g_variant_builder_add (builder, "{ss}", key, text);
}

static void
add_row (GVariantBuilder *builder,
         const Row       *row)
{
  if (!row->stored)
    add_entry (builder, row, NULL, ROW_NEW);
  for (guint at = 1; at < row->entity->n_fields; at++)
    {
      const WayField *field = &row->entity->fields[at];
      WayValue now = way_field_get (field, row->record);
      WayValue before = way_field_get (field, row->before);
      g_autofree char *text = NULL;

      if (way_value_equal (&now, &before))
        continue;
      text = way_field_to_text (field, row->record);
      add_entry (builder, row, field, text);
    }
}

void
way_form_rows_to_draft (const WayFormRows *self,
                        GVariantBuilder   *builder)
{
  for (guint i = 0; i < self->gone->len; i++)
    {
      g_autofree char *key = way_form_rows_key (self->entity,
                                                &g_array_index (self->gone, WayId, i), NULL);

      g_variant_builder_add (builder, "{ss}", key, ROW_GONE);
    }
  for (guint i = 0; i < self->rows->len; i++)
    add_row (builder, self->rows->pdata[i]);
}

/* A row of the file that is there no more is passed over, with all that was said
 * of it. */
static void
take_entry (WayFormRows      *self,
            const WayId      *id,
            const char       *name,
            const char       *key,
            const char       *text,
            WayFormRowsTyped  typed,
            gpointer          data)
{
  const WayField *field = name != NULL ? way_entity_field (self->entity, name) : NULL;
  guint at;
  gboolean found = find_row (self, id, &at);

  if (name == NULL && !found && g_str_equal (text, ROW_NEW))
    add_new (self, id);
  else if (name == NULL && found && g_str_equal (text, ROW_GONE))
    way_form_rows_remove (self, at);
  else if (field != NULL && found &&
           !way_field_from_text (field, way_form_rows_get (self, at), text, NULL) &&
           typed != NULL)
    typed (data, key, text);
}

gboolean
way_form_rows_take (WayFormRows      *self,
                    const char       *key,
                    const char       *text,
                    WayFormRowsTyped  typed,
                    gpointer          data)
{
  g_auto(GStrv) words = NULL;
  WayId id;

  if (!g_str_has_prefix (key, ROW_PREFIX))
    return FALSE;
  words = g_strsplit (key, " ", 4);
  if (words[1] == NULL || !g_str_equal (words[1], self->entity->name))
    return FALSE;
  if (words[2] != NULL && way_id_parse (words[2], &id))
    take_entry (self, &id, words[3], key, text, typed, data);
  return TRUE;
}

/* --- Writing --- */

static gboolean
write_row (WayFormRows          *self,
           Row                  *row,
           guint                 position,
           WayDb                *db,
           const WayId          *owner,
           GError              **error)
{
  way_field_set (way_entity_field (self->entity, self->owner), row->record,
                 &(WayValue) { .type = WAY_VALUE_ID, .id = *owner });
  if (self->position != NULL)
    way_field_set (way_entity_field (self->entity, self->position), row->record,
                   &(WayValue) { .type = WAY_VALUE_INTEGER, .integer = position });
  return row->stored ? way_records_update (db, row->entity, row->record, error)
                     : way_records_insert (db, row->entity, row->record, error);
}

gboolean
way_form_rows_write (WayFormRows          *self,
                     WayDb                *db,
                     const WayId          *owner,
                     WayFormRowsComplete   complete,
                     gpointer              data,
                     GError              **error)
{
  guint position = 0;

  for (guint i = 0; i < self->gone->len; i++)
    if (!way_records_delete (db, self->entity, &g_array_index (self->gone, WayId, i), error))
      return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      if (way_form_rows_is_empty (self, i))
        continue;
      if (complete != NULL)
        complete (row->record, data);
      if (!write_row (self, row, ++position, db, owner, error))
        return FALSE;
    }
  return TRUE;
}

void
way_form_rows_settle (WayFormRows *self)
{
  g_array_set_size (self->gone, 0);
  for (guint i = self->rows->len; i > 0; i--)
    {
      Row *row = self->rows->pdata[i - 1];

      if (way_form_rows_is_empty (self, i - 1))
        {
          g_ptr_array_remove_index (self->rows, i - 1);
          continue;
        }
      way_record_free (row->entity, row->before);
      row->before = way_record_copy (row->entity, row->record);
      row->stored = TRUE;
    }
}
