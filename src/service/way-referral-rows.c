/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of a referral form.  A row has its id from the moment at which it is added,
 * so that a draft can name it; whether it is in the file is known by what the file
 * has of it. */

#include "way-referral-rows.h"

#include <string.h>

#include "way-children.h"
#include "way-codes.h"

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

static const struct
{
  const WayEntity *entity;
  const char      *owner;       /* field */
  const char      *order;       /* field; NULL: as they were entered */
  const char      *position;    /* field that counts the rows from 1, or NULL */
  const char      *rule;        /* of referral_rule, whose `most` bounds the list, or NULL */
  gboolean         is_current;  /* what ended is left out */
  gboolean         is_of_year;  /* what began before this school year is left out */
} lists[] = {
  [WAY_REFERRAL_LIST_CONTACTS] = { &way_contact_entity, "pupil", .is_current = TRUE },
  [WAY_REFERRAL_LIST_CIRCUMSTANCES] = { &way_circumstance_entity, "pupil", "from",
                                        .is_current = TRUE },
  [WAY_REFERRAL_LIST_NEEDS] = { &way_need_entity, "pupil", "rank", .is_current = TRUE },
  [WAY_REFERRAL_LIST_SCHOOLS] = { &way_enrolment_entity, "pupil", "from" },
  [WAY_REFERRAL_LIST_TERMS] = { &way_term_attendance_entity, "pupil", "from" },
  [WAY_REFERRAL_LIST_EXCLUSIONS] = { &way_exclusion_entity, "pupil", "from",
                                     .is_of_year = TRUE },
  [WAY_REFERRAL_LIST_ATTAINMENT] = { &way_attainment_entity, "pupil", "on" },
  [WAY_REFERRAL_LIST_ROUNDS] = { &way_support_round_entity, "pupil", "from" },
  [WAY_REFERRAL_LIST_RISKS] = { &way_risk_entity, "pupil", "on" },
  [WAY_REFERRAL_LIST_OUTCOMES] = { &way_outcome_wanted_entity, "referral", "position",
                                   "position", "outcomes" },
  [WAY_REFERRAL_LIST_PREFERENCES] = { &way_preference_entity, "referral", "rank", "rank" },
  [WAY_REFERRAL_LIST_PAPERS] = { &way_attachment_entity, "referral", "added",
                                 .rule = "attachment" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (lists) == WAY_N_REFERRAL_LISTS);

const WayEntity *
way_referral_list_entity (WayReferralList list)
{
  g_return_val_if_fail (list < WAY_N_REFERRAL_LISTS, NULL);

  return lists[list].entity;
}

const WayField *
way_referral_list_owner (WayReferralList list)
{
  g_return_val_if_fail (list < WAY_N_REFERRAL_LISTS, NULL);

  return way_entity_field (lists[list].entity, lists[list].owner);
}

guint
way_referral_list_most (WayReferralList list)
{
  const WayCode *rule;

  g_return_val_if_fail (list < WAY_N_REFERRAL_LISTS, 0);

  rule = lists[list].rule != NULL ? way_codes_lookup ("referral_rule", lists[list].rule) : NULL;
  return rule != NULL ? (guint) way_code_get_int (rule, "most", 0) : 0;
}

/* --- Rows --- */

static void
free_row (Row *row)
{
  way_record_free (row->entity, row->record);
  way_record_free (row->entity, row->before);
  g_free (row);
}

/* Takes the record over. */
static Row *
append_row (WayReferralRows *self,
            gpointer         record,
            gboolean         stored)
{
  Row *row = g_new0 (Row, 1);

  row->entity = lists[self->list].entity;
  row->record = record;
  row->before = way_record_copy (row->entity, record);
  row->stored = stored;
  g_ptr_array_add (self->rows, row);
  return row;
}

void
way_referral_rows_init (WayReferralRows *self,
                        WayReferralList  list)
{
  self->list = list;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  self->gone = g_array_new (FALSE, FALSE, sizeof (WayId));
}

void
way_referral_rows_clear (WayReferralRows *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->gone, g_array_unref);
}

void
way_referral_rows_empty (WayReferralRows *self)
{
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->gone, 0);
}

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

static GDate
get_day (const WayEntity *entity,
         const char      *name,
         gconstpointer    record)
{
  const WayField *field = way_entity_field (entity, name);
  WayValue value = way_field_get (field, record);

  return way_date_from_julian (value.type == WAY_VALUE_INTEGER ? (guint32) value.integer : 0);
}

static gboolean
is_wanted (WayReferralList  list,
           gconstpointer    record,
           const WayId     *part,
           const GDate     *today)
{
  if (part != NULL && way_id_equal (way_record_id (record), part))
    return FALSE;
  if (lists[list].is_current)
    {
      GDate to = get_day (lists[list].entity, "to", record);

      return way_date_within (today, NULL, &to);
    }
  if (lists[list].is_of_year)
    {
      GDate from = get_day (lists[list].entity, "from", record);

      return way_date_is_set (&from) &&
             way_date_school_year (&from) == way_date_school_year (today);
    }
  return TRUE;
}

gboolean
way_referral_rows_load (WayReferralRows  *self,
                        WayDb            *db,
                        const WayId      *owner,
                        const WayId      *part,
                        const GDate      *today,
                        GError          **error)
{
  const WayEntity *entity = lists[self->list].entity;
  const char *order = lists[self->list].order;
  g_autoptr(GPtrArray) found = way_records_of (db, entity, lists[self->list].owner, owner, error);

  if (found == NULL)
    return FALSE;
  way_referral_rows_empty (self);
  for (guint i = 0; i < found->len; i++)
    if (is_wanted (self->list, found->pdata[i], part, today))
      append_row (self, way_record_copy (entity, found->pdata[i]), TRUE);
  g_ptr_array_sort_with_data (self->rows, compare_rows,
                              order != NULL ? (gpointer) way_entity_field (entity, order) : NULL);
  return TRUE;
}

static Row *
get_row (const WayReferralRows *self,
         guint                  i)
{
  g_return_val_if_fail (i < self->rows->len, NULL);

  return self->rows->pdata[i];
}

gpointer
way_referral_rows_get (const WayReferralRows *self,
                       guint                  i)
{
  return get_row (self, i)->record;
}

static Row *
add_new (WayReferralRows *self,
         const WayId     *id)
{
  const WayEntity *entity = lists[self->list].entity;
  gpointer record = way_record_new (entity);

  way_record_start (entity, record);
  *(WayId *) record = *id;
  return append_row (self, record, FALSE);
}

gpointer
way_referral_rows_add (WayReferralRows *self)
{
  WayId id = way_id_new ();

  return add_new (self, &id)->record;
}

void
way_referral_rows_remove (WayReferralRows *self,
                          guint            i)
{
  const Row *row = get_row (self, i);

  if (row->stored)
    g_array_append_val (self->gone, *way_record_id (row->record));
  g_ptr_array_remove_index (self->rows, i);
}

gboolean
way_referral_rows_is_empty (const WayReferralRows *self,
                            guint                  i)
{
  const Row *row = get_row (self, i);

  return !row->stored && way_record_equal (row->entity, row->record, row->before);
}

guint
way_referral_rows_count (const WayReferralRows *self)
{
  guint count = 0;

  for (guint i = 0; i < self->rows->len; i++)
    count += !way_referral_rows_is_empty (self, i);
  return count;
}

/* --- The draft --- */

char *
way_referral_rows_key (const WayEntity *entity,
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
  g_autofree char *key = way_referral_rows_key (row->entity, way_record_id (row->record), field);

  g_variant_builder_add (builder, "{ss}", key, text);
}

void
way_referral_rows_to_draft (const WayReferralRows *self,
                            GVariantBuilder       *builder)
{
  for (guint i = 0; i < self->gone->len; i++)
    {
      g_autofree char *key = way_referral_rows_key (lists[self->list].entity,
                                                    &g_array_index (self->gone, WayId, i), NULL);

      g_variant_builder_add (builder, "{ss}", key, ROW_GONE);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];

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
}

static WayReferralRows *
find_list (WayReferralRows *all,
           const char      *entity)
{
  for (guint i = 0; i < WAY_N_REFERRAL_LISTS; i++)
    if (g_str_equal (lists[i].entity->name, entity))
      return &all[i];
  return NULL;
}

static gboolean
find_row (const WayReferralRows *self,
          const WayId           *id,
          guint                 *at)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (way_id_equal (way_record_id (way_referral_rows_get (self, i)), id))
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

/* A row of the file that is there no more is passed over, with all that was said
 * of it. */
static void
take_entry (WayReferralRows      *self,
            const WayId          *id,
            const char           *name,
            const char           *key,
            const char           *text,
            WayReferralTypedFunc  typed,
            gpointer              data)
{
  const WayField *field = name != NULL ? way_entity_field (lists[self->list].entity, name) : NULL;
  guint at;
  gboolean found = find_row (self, id, &at);

  if (name == NULL && !found && g_str_equal (text, ROW_NEW))
    add_new (self, id);
  else if (name == NULL && found && g_str_equal (text, ROW_GONE))
    way_referral_rows_remove (self, at);
  else if (field != NULL && found &&
           !way_field_from_text (field, way_referral_rows_get (self, at), text, NULL))
    typed (data, key, text);
}

gboolean
way_referral_rows_take (WayReferralRows      *all,
                        const char           *key,
                        const char           *text,
                        WayReferralTypedFunc  typed,
                        gpointer              data)
{
  g_auto(GStrv) words = NULL;
  WayReferralRows *self;
  WayId id;

  if (!g_str_has_prefix (key, ROW_PREFIX))
    return FALSE;
  words = g_strsplit (key, " ", 4);
  self = words[1] != NULL ? find_list (all, words[1]) : NULL;
  if (self != NULL && words[2] != NULL && way_id_parse (words[2], &id))
    take_entry (self, &id, words[3], key, text, typed, data);
  return TRUE;
}

/* --- Writing --- */

static void
set_reference (const WayEntity *entity,
               const char      *name,
               gpointer         record,
               const WayId     *id)
{
  const WayField *field = way_entity_field (entity, name);
  WayValue value = { .type = WAY_VALUE_ID, .id = *id };

  way_field_set (field, record, &value);
}

static void
complete_row (const WayReferralRows *self,
              Row                   *row,
              guint                  position,
              const WayId           *owner,
              const WayId           *school)
{
  const WayField *establishment = way_entity_field (row->entity, "establishment");

  set_reference (row->entity, lists[self->list].owner, row->record, owner);
  if (establishment != NULL && !way_id_is_null (school) &&
      way_field_get (establishment, row->record).type == WAY_VALUE_NONE)
    set_reference (row->entity, "establishment", row->record, school);
  if (lists[self->list].position != NULL)
    way_field_set (way_entity_field (row->entity, lists[self->list].position), row->record,
                   &(WayValue) { .type = WAY_VALUE_INTEGER, .integer = position });
}

static gboolean
check_most (const WayReferralRows  *self,
            GError                **error)
{
  guint most = way_referral_list_most (self->list);

  if (most == 0 || way_referral_rows_count (self) <= most)
    return TRUE;
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE,
               "%s: there are more than %u.", lists[self->list].entity->label_plural, most);
  return FALSE;
}

gboolean
way_referral_rows_write (WayReferralRows  *self,
                         WayDb            *db,
                         const WayId      *owner,
                         const WayId      *school,
                         GError          **error)
{
  guint position = 0;

  if (!check_most (self, error))
    return FALSE;
  for (guint i = 0; i < self->gone->len; i++)
    if (!way_records_delete (db, lists[self->list].entity, &g_array_index (self->gone, WayId, i),
                             error))
      return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      if (way_referral_rows_is_empty (self, i))
        continue;
      complete_row (self, row, ++position, owner, school);
      if (!(row->stored ? way_records_update (db, row->entity, row->record, error)
                        : way_records_insert (db, row->entity, row->record, error)))
        return FALSE;
    }
  return TRUE;
}

void
way_referral_rows_settle (WayReferralRows *self)
{
  g_array_set_size (self->gone, 0);
  for (guint i = self->rows->len; i > 0; i--)
    {
      Row *row = self->rows->pdata[i - 1];

      if (way_referral_rows_is_empty (self, i - 1))
        {
          g_ptr_array_remove_index (self->rows, i - 1);
          continue;
        }
      way_record_free (row->entity, row->before);
      row->before = way_record_copy (row->entity, row->record);
      row->stored = TRUE;
    }
}
