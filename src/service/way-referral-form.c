/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral while it is written.  Every part is handled alike, over its
 * description, so that a field that the form gains needs nothing here. */

#include "way-referral-form-private.h"

#include <string.h>

#include "way-roll.h"
#include "way-seals.h"

#define DRAFT_FORM "referral"
#define DRAFT_TYPE "a{ss}"
#define TYPED_PREFIX "typed "

const WayEntity *
way_referral_part_entity (WayReferralPart part)
{
  static const WayEntity *const entities[] = {
    [WAY_REFERRAL_PART_REFERRAL] = &way_referral_entity,
    [WAY_REFERRAL_PART_PUPIL] = &way_pupil_entity,
    [WAY_REFERRAL_PART_ENROLMENT] = &way_enrolment_entity,
    [WAY_REFERRAL_PART_NEED] = &way_need_entity,
    [WAY_REFERRAL_PART_EXCLUSION] = &way_exclusion_entity,
  };

  g_return_val_if_fail (part < WAY_N_REFERRAL_PARTS, NULL);

  return entities[part];
}

static void
clear_part (WayReferralForm *self,
            WayReferralPart  part)
{
  const WayEntity *entity = way_referral_part_entity (part);
  Part *one = &self->parts[part];

  if (one->record != NULL)
    {
      way_record_free (entity, one->record);
      way_record_free (entity, one->before);
    }
  *one = (Part) { NULL };
}

/* Takes a record of the file over, or with NULL starts a new one. */
static void
set_part (WayReferralForm *self,
          WayReferralPart  part,
          gpointer         record)
{
  const WayEntity *entity = way_referral_part_entity (part);
  Part *one = &self->parts[part];

  clear_part (self, part);
  one->stored = record != NULL;
  if (record == NULL)
    {
      record = way_record_new (entity);
      way_record_start (entity, record);
    }
  one->record = record;
  one->before = way_record_copy (entity, record);
}

WayReferralForm *
way_referral_form_new (void)
{
  WayReferralForm *self = g_new0 (WayReferralForm, 1);
  WayReferral *referral;

  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    set_part (self, part, NULL);
  referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  referral->id = way_id_new ();
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    way_referral_rows_init (&self->lists[list], list);
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
way_referral_form_free (WayReferralForm *self)
{
  if (self == NULL)
    return;
  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    clear_part (self, part);
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    way_form_rows_clear (&self->lists[list].form);
  g_free (self->section);
  g_free (self->field);
  g_hash_table_unref (self->typed);
  g_free (self);
}

gpointer
way_referral_form_get (WayReferralForm *self,
                       WayReferralPart  part)
{
  g_return_val_if_fail (part < WAY_N_REFERRAL_PARTS, NULL);

  return self->parts[part].record;
}

gboolean
way_referral_form_is_stored (const WayReferralForm *self,
                             WayReferralPart        part)
{
  return self->parts[part].stored;
}

/* What is asked of every exclusion (the day, the sort of it) is not yet said of a
 * part that only was begun by the description. */
gboolean
way_referral_form_is_filled (const WayReferralForm *self,
                             WayReferralPart        part)
{
  const WayEntity *entity = way_referral_part_entity (part);
  const Part *one = &self->parts[part];

  return one->stored || !way_record_equal (entity, one->record, one->before);
}

gboolean
way_referral_form_has_child (const WayReferralForm *self)
{
  return self->has_child;
}

/* --- Lists --- */

guint
way_referral_form_n_rows (const WayReferralForm *self,
                          WayReferralList        list)
{
  g_return_val_if_fail (list < WAY_N_REFERRAL_LISTS, 0);

  return way_form_rows_length (&self->lists[list].form);
}

gpointer
way_referral_form_get_row (WayReferralForm *self,
                           WayReferralList  list,
                           guint            i)
{
  g_return_val_if_fail (list < WAY_N_REFERRAL_LISTS, NULL);

  return way_form_rows_get (&self->lists[list].form, i);
}

gboolean
way_referral_form_row_is_empty (const WayReferralForm *self,
                                WayReferralList        list,
                                guint                  i)
{
  g_return_val_if_fail (list < WAY_N_REFERRAL_LISTS, TRUE);

  return way_form_rows_is_empty (&self->lists[list].form, i);
}

gpointer
way_referral_form_add_row (WayReferralForm *self,
                           WayReferralList  list)
{
  g_return_val_if_fail (list < WAY_N_REFERRAL_LISTS, NULL);

  return way_form_rows_add (&self->lists[list].form);
}

static void
forget_typed (WayReferralForm *self,
              const char      *prefix)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix))
      g_hash_table_iter_remove (&iter);
}

void
way_referral_form_remove_row (WayReferralForm *self,
                              WayReferralList  list,
                              guint            i)
{
  g_autofree char *key = NULL;

  g_return_if_fail (list < WAY_N_REFERRAL_LISTS);

  key = way_form_rows_key (way_referral_list_entity (list),
                           way_record_id (way_form_rows_get (&self->lists[list].form, i)), NULL);
  forget_typed (self, key);
  way_form_rows_remove (&self->lists[list].form, i);
}

static gint64
suspended_half_days (const WayExclusion *exclusion,
                     const GDate        *today)
{
  if (g_strcmp0 (exclusion->category, "SUSP") != 0 || way_date_is_set (&exclusion->cancelled) ||
      !way_date_is_set (&exclusion->from) || exclusion->half_days == WAY_INTEGER_NONE ||
      way_date_school_year (&exclusion->from) != way_date_school_year (today))
    return 0;
  return exclusion->half_days;
}

gint64
way_referral_form_suspended (WayReferralForm *self,
                             const GDate     *today)
{
  const WayFormRows *rows = &self->lists[WAY_REFERRAL_LIST_EXCLUSIONS].form;
  gint64 sum = suspended_half_days (way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION),
                                    today);

  for (guint i = 0; i < way_form_rows_length (rows); i++)
    sum += suspended_half_days (way_form_rows_get (rows, i), today);
  return sum;
}

gboolean
way_referral_list_is_of_child (WayReferralList list)
{
  return g_str_equal (way_referral_list_owner (list)->name, "pupil");
}

/* The part of the form that is of the same sort as the list's rows. */
static const WayId *
find_part (WayReferralForm *self,
           WayReferralList  list)
{
  for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
    if (way_referral_part_entity (part) == way_referral_list_entity (list))
      return way_record_id (self->parts[part].record);
  return NULL;
}

/* The lists of the child, or of the referral. */
static gboolean
load_lists (WayReferralForm  *self,
            WayDb            *db,
            gboolean          of_child,
            const WayId      *owner,
            const GDate      *today,
            GError          **error)
{
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    if (way_referral_list_is_of_child (list) == of_child &&
        !way_referral_rows_load (&self->lists[list], db, owner, find_part (self, list), today,
                                 error))
      return FALSE;
  return TRUE;
}

static void
empty_lists_of_child (WayReferralForm *self)
{
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    if (way_referral_list_is_of_child (list))
      way_form_rows_empty (&self->lists[list].form);
}

/* --- Where the person is --- */

void
way_referral_form_set_place (WayReferralForm *self,
                             const char      *section,
                             const char      *field)
{
  g_free (self->section);
  g_free (self->field);
  self->section = g_strdup (section);
  self->field = g_strdup (field);
}

const char *
way_referral_form_get_section (const WayReferralForm *self)
{
  return self->section;
}

const char *
way_referral_form_get_field (const WayReferralForm *self)
{
  return self->field;
}

void
way_referral_form_set_open (WayReferralForm *self,
                            gboolean         is_open)
{
  self->is_open = is_open;
}

static GVariant *
parse_draft (const char *text)
{
  return g_variant_parse (G_VARIANT_TYPE (DRAFT_TYPE), text, NULL, NULL, NULL);
}

gboolean
way_referral_form_find_open (WayDb *db,
                             WayId *referral)
{
  g_autoptr(GPtrArray) drafts = way_drafts_list (db, DRAFT_FORM, NULL);

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      const WayDraft *draft = drafts->pdata[i];
      g_autoptr(GVariant) entries = parse_draft (draft->body);
      const char *open;

      if (entries == NULL || !g_variant_lookup (entries, "open", "&s", &open))
        continue;
      *referral = draft->record;
      return TRUE;
    }
  return FALSE;
}

/* --- The child --- */

static gboolean
is_in_force (const GDate *from,
             const GDate *to,
             const GDate *on)
{
  return way_date_within (on, from, to);
}

/* The primary need in force. */
static gboolean
load_need (WayReferralForm  *self,
           WayDb            *db,
           const WayId      *pupil,
           const GDate      *today,
           GError          **error)
{
  g_autoptr(GPtrArray) found = way_records_of (db, &way_need_entity, "pupil", pupil, error);
  const WayNeed *first = NULL;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const WayNeed *need = g_ptr_array_index (found, i);

      if (is_in_force (&need->from, &need->to, today) &&
          (first == NULL || need->rank < first->rank))
        first = need;
    }
  set_part (self, WAY_REFERRAL_PART_NEED, first != NULL ? way_need_copy (first) : NULL);
  return TRUE;
}

/* The one that the referral names; else the last that began in this school year
 * and still stands. */
static gboolean
load_exclusion (WayReferralForm  *self,
                WayDb            *db,
                const WayId      *pupil,
                const GDate      *today,
                GError          **error)
{
  const WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  g_autoptr(GPtrArray) found = way_records_of (db, &way_exclusion_entity, "pupil", pupil, error);
  const WayExclusion *last = NULL;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const WayExclusion *one = g_ptr_array_index (found, i);

      if (way_id_equal (&one->id, &referral->exclusion))
        {
          last = one;
          break;
        }
      if (!way_date_is_set (&one->cancelled) && way_date_compare (&one->from, today) <= 0 &&
          way_date_school_year (&one->from) == way_date_school_year (today) &&
          (last == NULL || way_date_compare (&one->from, &last->from) > 0))
        last = one;
    }
  set_part (self, WAY_REFERRAL_PART_EXCLUSION, last != NULL ? way_exclusion_copy (last) : NULL);
  return TRUE;
}

static gboolean
load_child (WayReferralForm  *self,
            WayDb            *db,
            const WayId      *pupil,
            const GDate      *today,
            GError          **error)
{
  WayPupil *found = way_act_get (db, &way_pupil_entity, pupil, error);
  WayEnrolment *roll = NULL;

  if (found == NULL)
    return FALSE;
  if (!way_roll_find_main (db, pupil, today, &roll, error))
    {
      way_pupil_free (found);
      return FALSE;
    }
  set_part (self, WAY_REFERRAL_PART_PUPIL, found);
  set_part (self, WAY_REFERRAL_PART_ENROLMENT, roll);
  self->has_child = TRUE;
  return load_need (self, db, pupil, today, error) &&
         load_exclusion (self, db, pupil, today, error) &&
         load_lists (self, db, TRUE, pupil, today, error);
}

static void
drop_typed_of_child (WayReferralForm *self)
{
  for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
    {
      g_autofree char *prefix = g_strdup_printf ("%s.", way_referral_part_entity (part)->name);

      forget_typed (self, prefix);
    }
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    if (way_referral_list_is_of_child (list))
      {
        g_autofree char *prefix = g_strdup_printf ("row %s ",
                                                   way_referral_list_entity (list)->name);

        forget_typed (self, prefix);
      }
}

gboolean
way_referral_form_choose_pupil (WayReferralForm  *self,
                                WayDb            *db,
                                const WayId      *pupil,
                                const GDate      *today,
                                GError          **error)
{
  WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  WayEnrolment *roll;

  referral->exclusion = (WayId) { { 0 } };
  drop_typed_of_child (self);
  if (pupil == NULL)
    {
      for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
        set_part (self, part, NULL);
      empty_lists_of_child (self);
      roll = way_referral_form_get (self, WAY_REFERRAL_PART_ENROLMENT);
      roll->establishment = referral->referrer;
      referral->pupil = (WayId) { { 0 } };
      self->has_child = TRUE;
      return TRUE;
    }

  if (!load_child (self, db, pupil, today, error))
    return FALSE;
  referral->pupil = *pupil;
  roll = way_referral_form_get (self, WAY_REFERRAL_PART_ENROLMENT);
  if (way_id_is_null (&referral->referrer))
    referral->referrer = roll->establishment;
  return TRUE;
}

WayReferralForm *
way_referral_form_load (WayDb        *db,
                        const WayId  *id,
                        const GDate  *today,
                        GError      **error)
{
  g_autoptr(WayReferralForm) self = way_referral_form_new ();
  WayReferral *referral = way_act_get (db, &way_referral_entity, id, error);

  if (referral == NULL)
    return NULL;
  set_part (self, WAY_REFERRAL_PART_REFERRAL, referral);
  if (way_seals_hide (db, &referral->pupil))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SEALED, "referral: the case is sealed");
      return NULL;
    }
  if (!load_lists (self, db, FALSE, id, today, error))
    return NULL;
  if (!way_id_is_null (&referral->pupil) && !load_child (self, db, &referral->pupil, today, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- The draft --- */

void
way_referral_form_set_typed (WayReferralForm *self,
                             const char      *field,
                             const char      *text)
{
  if (text != NULL)
    g_hash_table_insert (self->typed, g_strdup (field), g_strdup (text));
  else
    g_hash_table_remove (self->typed, field);
}

const char *
way_referral_form_get_typed (const WayReferralForm *self,
                             const char            *field)
{
  return g_hash_table_lookup (self->typed, field);
}

static void
add_part (GVariantBuilder       *builder,
          const WayReferralForm *self,
          WayReferralPart        part)
{
  const WayEntity *entity = way_referral_part_entity (part);
  const Part *one = &self->parts[part];

  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue now = way_field_get (field, one->record);
      WayValue before = way_field_get (field, one->before);
      g_autofree char *key = NULL;
      g_autofree char *text = NULL;

      if ((field->flags & WAY_FIELD_DERIVED) != 0 || way_value_equal (&now, &before))
        continue;
      key = g_strdup_printf ("%s.%s", entity->name, field->name);
      text = way_field_to_text (field, one->record);
      g_variant_builder_add (builder, "{ss}", key, text);
    }
}

static void
add_id (GVariantBuilder *builder,
        const char      *key,
        const WayId     *id)
{
  g_autofree char *text = way_id_to_string (id);

  g_variant_builder_add (builder, "{ss}", key, text);
}

char *
way_referral_form_to_text (const WayReferralForm *self)
{
  const Part *referral = &self->parts[WAY_REFERRAL_PART_REFERRAL];
  const Part *pupil = &self->parts[WAY_REFERRAL_PART_PUPIL];
  g_autoptr(GVariant) draft = NULL;
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer key;
  gpointer text;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (DRAFT_TYPE));
  add_id (&builder, "id", way_record_id (referral->record));
  if (pupil->stored)
    add_id (&builder, "child", way_record_id (pupil->record));
  else if (self->has_child)
    g_variant_builder_add (&builder, "{ss}", "child", "new");
  if (self->is_open)
    g_variant_builder_add (&builder, "{ss}", "open", "yes");
  if (self->section != NULL)
    g_variant_builder_add (&builder, "{ss}", "section", self->section);
  if (self->field != NULL)
    g_variant_builder_add (&builder, "{ss}", "field", self->field);
  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    add_part (&builder, self, part);
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    way_form_rows_to_draft (&self->lists[list].form, &builder);
  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      g_autofree char *name = g_strconcat (TYPED_PREFIX, key, NULL);

      g_variant_builder_add (&builder, "{ss}", name, text);
    }
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (draft, FALSE);
}

gboolean
way_referral_form_find_field (const char       *key,
                              WayReferralPart  *part,
                              const WayField  **field)
{
  const char *dot = strchr (key, '.');
  g_autofree char *name = dot != NULL ? g_strndup (key, dot - key) : NULL;

  for (guint i = 0; name != NULL && i < WAY_N_REFERRAL_PARTS; i++)
    if (g_str_equal (way_referral_part_entity (i)->name, name))
      {
        *part = i;
        *field = way_entity_field (way_referral_part_entity (i), dot + 1);
        return *field != NULL && ((*field)->flags & WAY_FIELD_DERIVED) == 0;
      }
  return FALSE;
}

/* A value that no longer fits (a code that ended, a field of another version) is
 * kept as typed, so that the form shows it with its problem. */
static void
keep_typed (gpointer    data,
            const char *key,
            const char *text)
{
  way_referral_form_set_typed (data, key, text);
}

static void
take_value (WayReferralForm *self,
            const char      *key,
            const char      *text)
{
  WayReferralPart part;
  const WayField *field;

  if (g_str_has_prefix (key, TYPED_PREFIX))
    way_referral_form_set_typed (self, key + strlen (TYPED_PREFIX), text);
  else if (way_referral_rows_take (self->lists, key, text, keep_typed, self))
    return;
  else if (way_referral_form_find_field (key, &part, &field) &&
           !way_field_from_text (field, self->parts[part].record, text, NULL))
    way_referral_form_set_typed (self, key, text);
}

static gboolean
refuse_draft (GError **error)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                       "The draft cannot be read.");
  return FALSE;
}

static WayReferralForm *
make_base (WayDb        *db,
           const WayId  *id,
           const char   *child,
           const GDate  *today,
           GError      **error)
{
  g_autoptr(WayReferralForm) self = NULL;
  g_autoptr(GError) fault = NULL;
  WayReferral *stored = way_records_get (db, &way_referral_entity, id, &fault);
  WayId pupil;

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  self = stored != NULL ? way_referral_form_load (db, id, today, error) : way_referral_form_new ();
  way_referral_free (stored);
  if (self == NULL)
    return NULL;
  ((WayReferral *) way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL))->id = *id;

  /* A child who is in the file no more has to be found again. */
  if (g_strcmp0 (child, "new") == 0)
    way_referral_form_choose_pupil (self, db, NULL, today, NULL);
  else if (child != NULL && way_id_parse (child, &pupil))
    way_referral_form_choose_pupil (self, db, &pupil, today, NULL);
  return g_steal_pointer (&self);
}

WayReferralForm *
way_referral_form_from_text (WayDb        *db,
                             const char   *text,
                             const GDate  *today,
                             GError      **error)
{
  g_autoptr(WayReferralForm) self = NULL;
  g_autoptr(GVariant) draft = parse_draft (text);
  GVariantIter iter;
  const char *child = NULL;
  const char *section = NULL;
  const char *field = NULL;
  const char *id_text;
  const char *key;
  const char *value;
  WayId id;

  if (draft == NULL || !g_variant_lookup (draft, "id", "&s", &id_text) ||
      !way_id_parse (id_text, &id))
    {
      refuse_draft (error);
      return NULL;
    }
  g_variant_lookup (draft, "child", "&s", &child);
  self = make_base (db, &id, child, today, error);
  if (self == NULL)
    return NULL;
  g_variant_lookup (draft, "section", "&s", &section);
  g_variant_lookup (draft, "field", "&s", &field);
  way_referral_form_set_place (self, section, field);
  g_variant_iter_init (&iter, draft);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    take_value (self, key, value);
  return g_steal_pointer (&self);
}

static const WayId *
form_id (const WayReferralForm *self)
{
  return way_record_id (self->parts[WAY_REFERRAL_PART_REFERRAL].record);
}

gboolean
way_referral_form_keep (const WayReferralForm  *self,
                        WayDb                  *db,
                        GError                **error)
{
  g_autofree char *text = way_referral_form_to_text (self);

  return way_drafts_put (db, DRAFT_FORM, form_id (self), text, error);
}

gboolean
way_referral_form_discard (const WayReferralForm  *self,
                           WayDb                  *db,
                           GError                **error)
{
  return way_drafts_delete (db, DRAFT_FORM, form_id (self), error);
}

WayReferralForm *
way_referral_form_open (WayDb        *db,
                        const WayId  *referral,
                        const GDate  *today,
                        GError      **error)
{
  g_autoptr(WayDraft) draft = NULL;
  g_autoptr(GError) fault = NULL;

  if (referral == NULL)
    return way_referral_form_new ();

  draft = way_drafts_get (db, DRAFT_FORM, referral, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  if (draft != NULL)
    return way_referral_form_from_text (db, draft->body, today, error);
  return way_referral_form_load (db, referral, today, error);
}
