/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lists a referral form has, what belongs to each, and how many rows there
 * may be. */

#include "way-referral-rows.h"

#include "way-children.h"
#include "way-codes.h"

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

void
way_referral_rows_init (WayReferralRows *self,
                        WayReferralList  list)
{
  self->list = list;
  way_form_rows_init (&self->form, lists[list].entity, lists[list].owner, lists[list].position);
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

typedef struct
{
  WayReferralList  list;
  const WayId     *part;
  const GDate     *today;
} Wanted;

static gboolean
is_wanted (gconstpointer record,
           gpointer      data)
{
  const Wanted *self = data;
  const WayEntity *entity = lists[self->list].entity;

  if (self->part != NULL && way_id_equal (way_record_id (record), self->part))
    return FALSE;
  if (lists[self->list].is_current)
    {
      GDate to = get_day (entity, "to", record);

      return way_date_within (self->today, NULL, &to);
    }
  if (lists[self->list].is_of_year)
    {
      GDate from = get_day (entity, "from", record);

      return way_date_is_set (&from) &&
             way_date_school_year (&from) == way_date_school_year (self->today);
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
  Wanted wanted = { self->list, part, today };

  return way_form_rows_load (&self->form, db, owner, lists[self->list].order, is_wanted, &wanted,
                             error);
}

gboolean
way_referral_rows_take (WayReferralRows  *all,
                        const char       *key,
                        const char       *text,
                        WayFormRowsTyped  typed,
                        gpointer          data)
{
  for (guint i = 0; i < WAY_N_REFERRAL_LISTS; i++)
    if (way_form_rows_take (&all[i].form, key, text, typed, data))
      return TRUE;
  return g_str_has_prefix (key, "row ");
}

/* --- Writing --- */

typedef struct
{
  const WayEntity *entity;
  const WayId     *school;
} Completing;

/* A record that names no school is of the one that keeps the child. */
static void
complete_row (gpointer record,
              gpointer data)
{
  const Completing *self = data;
  const WayField *establishment = way_entity_field (self->entity, "establishment");

  if (establishment != NULL && !way_id_is_null (self->school) &&
      way_field_get (establishment, record).type == WAY_VALUE_NONE)
    way_field_set (establishment, record,
                   &(WayValue) { .type = WAY_VALUE_ID, .id = *self->school });
}

static gboolean
check_most (const WayReferralRows  *self,
            GError                **error)
{
  guint most = way_referral_list_most (self->list);

  if (most == 0 || way_form_rows_count (&self->form) <= most)
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
  Completing completing = { lists[self->list].entity, school };

  return check_most (self, error) &&
         way_form_rows_write (&self->form, db, owner, complete_row, &completing, error);
}
