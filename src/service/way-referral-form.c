/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral while it is written.  Every part is handled alike, over its
 * description, so that a field that the form gains needs nothing here. */

#include "way-referral-form.h"

#include <string.h>

#include "way-referral-private.h"
#include "way-roll.h"
#include "way-route-sets.h"

#define DRAFT_FORM "referral"
#define DRAFT_TYPE "a{ss}"
#define TYPED_PREFIX "typed "

typedef struct
{
  gpointer record;
  gpointer before;   /* as the file has it, or as a new one starts */
  gboolean stored;
} Part;

struct _WayReferralForm
{
  Part        parts[WAY_N_REFERRAL_PARTS];
  gboolean    has_child;
  GHashTable *typed;    /* "referral.weeks" -> what was typed */
};

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

static gboolean
has_value (const WayField *field,
           gconstpointer   record)
{
  return way_field_get (field, record).type != WAY_VALUE_NONE;
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
         load_exclusion (self, db, pupil, today, error);
}

static void
drop_typed_of_child (WayReferralForm *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_str_has_prefix (key, way_referral_entity.name))
      g_hash_table_iter_remove (&iter);
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
  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    add_part (&builder, self, part);
  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      g_autofree char *name = g_strconcat (TYPED_PREFIX, key, NULL);

      g_variant_builder_add (&builder, "{ss}", name, text);
    }
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (draft, FALSE);
}

/* "pupil.surname" to its part and field; FALSE where there is no such field. */
static gboolean
find_field (const char       *key,
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
take_value (WayReferralForm *self,
            const char      *key,
            const char      *text)
{
  WayReferralPart part;
  const WayField *field;

  if (g_str_has_prefix (key, TYPED_PREFIX))
    way_referral_form_set_typed (self, key + strlen (TYPED_PREFIX), text);
  else if (find_field (key, &part, &field) &&
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
  g_autoptr(GVariant) draft = g_variant_parse (G_VARIANT_TYPE (DRAFT_TYPE), text, NULL, NULL, NULL);
  GVariantIter iter;
  const char *child = NULL;
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

/* --- What is missing, what is doubtful --- */

/* Other records of the child (a second enrolment) count as well as the part. */
static gboolean
is_filled (gpointer     data,
           const char  *what,
           gboolean    *filled,
           GError     **error)
{
  WayReferralForm *self = data;
  WayReferralPart part;
  const WayField *field;

  if (find_field (what, &part, &field))
    {
      *filled = has_value (field, self->parts[part].record);
      return TRUE;
    }
  *filled = FALSE;
  for (guint i = 0; i < WAY_N_REFERRAL_PARTS; i++)
    if (g_str_equal (way_referral_part_entity (i)->name, what))
      *filled = way_referral_form_is_filled (self, i);
  return TRUE;
}

GArray *
way_referral_form_sections (WayReferralForm  *self,
                            WayDb            *db,
                            const GDate      *today,
                            GError          **error)
{
  const WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);

  return way_referral_judge_sections (referral->route, today, is_filled, self, error);
}

GArray *
way_referral_form_check (WayReferralForm  *self,
                         WayDb            *db,
                         const GDate      *today,
                         GError          **error)
{
  const WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  const WayEnrolment *roll = way_referral_form_get (self, WAY_REFERRAL_PART_ENROLMENT);
  const WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);
  WayRouteFacts facts = {
    .route = referral->route != NULL ? referral->route : "",
    .values = { referral->commissioner, referral->place_payer, referral->top_up_payer,
                referral->registration },
    .has_school = !way_id_is_null (&roll->establishment) && way_roll_is_main (roll, today),
    .off_roll = way_date_is_set (&exclusion->off_roll) &&
                way_date_compare (&exclusion->off_roll, today) <= 0,
    .has_reason = referral->payer_reason != NULL,
    .has_exception = referral->exception_reason != NULL,
  };
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  GDate on;

  if (sets == NULL)
    return NULL;
  return way_routes_check (way_route_sets_for_referral (sets, referral, today, &on), &facts, &on);
}

/* --- What led here --- */

static const struct
{
  const char *route;
  gboolean    permanent;
  const char *rule;
} led_here[] = {
  { "PEX_DAY6", TRUE, "C01" },
  { "SUSP_OFFSITE", FALSE, "C02" },
};

/* The clock that the exclusion starts for a referral by this route; NULL where it
 * is not what led here. */
static const char *
find_rule (const WayReferral  *referral,
           const WayExclusion *exclusion)
{
  const WayCode *category = exclusion->category != NULL
                              ? way_codes_lookup ("exclusion_category", exclusion->category) : NULL;

  if (category == NULL || !way_date_is_set (&exclusion->from) ||
      way_date_is_set (&exclusion->cancelled))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (led_here); i++)
    if (g_strcmp0 (referral->route, led_here[i].route) == 0 &&
        way_code_is (category, "permanent") == led_here[i].permanent)
      return led_here[i].rule;
  return NULL;
}

static WayClock *
run_clock (const char          *rule,
           const WayExclusion  *exclusion,
           const WayPupil      *pupil,
           WayFacts            *facts,
           const WaySchoolDays *days,
           GError             **error)
{
  WayClockEvent event = {
    .kind = way_clocks_first_event (rule),
    .from = exclusion->from,
    .to = exclusion->to,
    .half_days = way_date_is_set (&exclusion->to) && exclusion->half_days != WAY_INTEGER_NONE
                   ? (int) exclusion->half_days : 0,
  };
  WayClockFacts clock_facts = {
    .events = &event,
    .n_events = 1,
    .year = pupil->year,
    .reading = way_facts_authority (facts)->sixth_day,
  };

  return way_clocks_run (rule, &clock_facts, days, error);
}

gboolean
way_referral_form_limit (WayReferralForm   *self,
                         WayDb             *db,
                         const GDate       *today,
                         WayReferralLimit  *limit,
                         GError           **error)
{
  const WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);
  g_autoptr(WayFacts) facts = NULL;
  g_autoptr(WayClock) clock = NULL;
  WayDutyFacts duty = { .met = exclusion->educated_from };
  const char *rule = find_rule (way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL),
                                exclusion);
  const WaySchoolDays *days;

  *limit = (WayReferralLimit) { NULL };
  if (rule == NULL)
    return TRUE;
  facts = way_facts_new (db, error);
  days = facts != NULL ? way_facts_days (facts, &exclusion->establishment, error) : NULL;
  if (days == NULL)
    return FALSE;
  clock = run_clock (rule, exclusion, way_referral_form_get (self, WAY_REFERRAL_PART_PUPIL), facts,
                     days, error);
  if (clock == NULL)
    return FALSE;
  if (clock->verdict == WAY_CLOCK_NOT_DUE)
    return TRUE;
  duty.due = clock->due;
  limit->duty = way_duty_judge (&duty, days, today,
                                (guint) way_facts_authority (facts)->amber_days);
  limit->clock = g_steal_pointer (&clock);
  return TRUE;
}

void
way_referral_limit_clear (WayReferralLimit *limit)
{
  g_clear_pointer (&limit->clock, way_clock_free);
}

/* --- Saving --- */

typedef struct
{
  WayReferralForm *form;
  const GDate     *today;
} Save;

/* A part of a child that the form knows belongs to the child. */
static void
set_owner (WayReferralPart  part,
           gpointer         record,
           const WayId     *pupil)
{
  switch (part)
    {
    case WAY_REFERRAL_PART_ENROLMENT:
      ((WayEnrolment *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_NEED:
      ((WayNeed *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_EXCLUSION:
      ((WayExclusion *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_REFERRAL:
      ((WayReferral *) record)->pupil = *pupil;
      break;

    case WAY_REFERRAL_PART_PUPIL:
    default:
      break;
    }
}

static gboolean
write_part (WayDb            *db,
            WayReferralForm  *self,
            WayReferralPart   part,
            GError          **error)
{
  const WayEntity *entity = way_referral_part_entity (part);
  Part *one = &self->parts[part];

  if (part != WAY_REFERRAL_PART_REFERRAL && !way_referral_form_is_filled (self, part))
    return TRUE;
  set_owner (part, one->record, way_record_id (self->parts[WAY_REFERRAL_PART_PUPIL].record));
  return one->stored ? way_records_update (db, entity, one->record, error)
                     : way_records_insert (db, entity, one->record, error);
}

/* What the steps of a referral set is theirs: the form may be older than they. */
static gboolean
keep_steps (WayDb        *db,
            WayReferral  *referral,
            GError      **error)
{
  g_autoptr(WayReferral) now = way_act_get (db, &way_referral_entity, &referral->id, error);

  if (now == NULL)
    return FALSE;
  if (way_date_is_set (&now->closed))
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
                           "The referral is closed. Take that back first.");
      return FALSE;
    }
  referral->received = now->received;
  referral->panel = now->panel;
  referral->closed = now->closed;
  g_free (referral->close_reason);
  referral->close_reason = g_strdup (now->close_reason);
  return TRUE;
}

/* An exclusion typed into the form is of the school that keeps the child. */
static void
set_school (WayReferralForm *self)
{
  WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);
  const WayEnrolment *roll = way_referral_form_get (self, WAY_REFERRAL_PART_ENROLMENT);

  if (way_referral_form_is_filled (self, WAY_REFERRAL_PART_EXCLUSION) &&
      way_id_is_null (&exclusion->establishment))
    exclusion->establishment = roll->establishment;
}

/* It led here; one that the file had must fit the route as well. */
static void
link_exclusion (WayReferralForm *self)
{
  WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  const WayExclusion *exclusion = way_referral_form_get (self, WAY_REFERRAL_PART_EXCLUSION);

  if (!way_referral_form_is_filled (self, WAY_REFERRAL_PART_EXCLUSION))
    return;
  if (!self->parts[WAY_REFERRAL_PART_EXCLUSION].stored ||
      find_rule (referral, exclusion) != NULL)
    referral->exclusion = exclusion->id;
}

static gboolean
write_parts (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  Save *save = data;
  WayReferralForm *self = save->form;
  WayReferral *referral = way_referral_form_get (self, WAY_REFERRAL_PART_REFERRAL);
  g_autoptr(WayRouteSets) sets = NULL;
  GDate on;

  if (self->parts[WAY_REFERRAL_PART_REFERRAL].stored && !keep_steps (db, referral, error))
    return FALSE;
  set_school (self);
  for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
    if (!write_part (db, self, part, error))
      return FALSE;
  link_exclusion (self);
  sets = way_route_sets_load (db, error);
  if (sets == NULL)
    return FALSE;
  way_referral_fill_choices (way_route_sets_for_referral (sets, referral, save->today, &on),
                             referral, &on);
  return write_part (db, self, WAY_REFERRAL_PART_REFERRAL, error);
}

/* What was written is what the file has. */
static void
settle (WayReferralForm *self)
{
  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    if (part == WAY_REFERRAL_PART_REFERRAL || way_referral_form_is_filled (self, part))
      {
        const WayEntity *entity = way_referral_part_entity (part);
        Part *one = &self->parts[part];

        way_record_free (entity, one->before);
        one->before = way_record_copy (entity, one->record);
        one->stored = TRUE;
      }
}

/* New records get their ids while they are written; if writing fails, they must
 * not keep them, for they are in no file. */
static void
forget_ids (WayReferralForm *self)
{
  for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
    if (!self->parts[part].stored)
      *(WayId *) self->parts[part].record = (WayId) { { 0 } };
}

gboolean
way_referral_form_save (WayReferralForm  *self,
                        WayAct           *act,
                        GError          **error)
{
  gboolean is_new = !self->parts[WAY_REFERRAL_PART_REFERRAL].stored;
  Save save = { self, &act->today };

  if (!self->has_child)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                           "Say which child it is for.");
      return FALSE;
    }
  if (!way_act_write (act, is_new ? "Start a referral" : "Change a referral", write_parts, &save,
                      error))
    {
      forget_ids (self);
      return FALSE;
    }
  settle (self);
  return way_referral_form_discard (self, way_store_get_db (act->store), error);
}
