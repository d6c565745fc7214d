/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records the rules of retention keep no longer, and their erasure with what
 * stays for the figures. */

#include "way-retention.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-access.h"
#include "way-background.h"
#include "way-children.h"
#include "way-codes.h"
#include "way-erase.h"
#include "way-joins.h"
#include "way-journey.h"
#include "way-panel.h"
#include "way-people.h"
#include "way-permit.h"
#include "way-query.h"
#include "way-seals.h"
#include "way-service-error.h"

/* --- What is recorded of a child --- */

static gboolean
has_plan (gconstpointer record)
{
  return g_strcmp0 (((const WayNeed *) record)->provision, "E") == 0;
}

static gboolean
is_looked_after (gconstpointer record)
{
  return g_strcmp0 (((const WayCircumstance *) record)->kind, "LAC") == 0;
}

static gboolean
is_protected (gconstpointer record)
{
  return g_strcmp0 (((const WayCircumstance *) record)->kind, "CP") == 0;
}

static gboolean
is_any (gconstpointer record)
{
  return TRUE;
}

/* The words of "when", and the records that make them true. */
static const struct
{
  const char      *when;
  const WayEntity *entity;
  gboolean       (*is) (gconstpointer record);
} facts[] = {
  { "plan", &way_need_entity, has_plan },
  { "looked_after", &way_circumstance_entity, is_looked_after },
  { "protection", &way_circumstance_entity, is_protected },
  { "exclusion", &way_exclusion_entity, is_any },
};

static gboolean
any_record (WayDb            *db,
            const WayEntity  *entity,
            const WayId      *pupil,
            gboolean        (*is) (gconstpointer record),
            gboolean         *found,
            GError          **error)
{
  g_autoptr(GPtrArray) records = way_joins_records_of (db, entity, pupil, error);

  *found = FALSE;
  for (guint i = 0; records != NULL && i < records->len; i++)
    *found |= is (g_ptr_array_index (records, i));
  return records != NULL;
}

static gboolean
applies (WayDb           *db,
         const WayPupil  *pupil,
         const char      *when,
         gboolean        *truth,
         GError         **error)
{
  *truth = when == NULL || (strcmp (when, "looked_after") == 0 && pupil->looked_after == 1);
  for (guint i = 0; !*truth && i < G_N_ELEMENTS (facts); i++)
    if (strcmp (facts[i].when, when) == 0 &&
        !any_record (db, facts[i].entity, &pupil->id, facts[i].is, truth, error))
      return FALSE;
  return TRUE;
}

/* --- Children --- */

static GDate
years_after (const GDate   *day,
             const WayCode *rule)
{
  return way_date_add_months (day, 12 * way_code_get_int (rule, "years", 0));
}

/* The rule that keeps the child's file longest, and the first day after it. */
static const WayCode *
find_longest (WayDb           *db,
              const WayPupil  *pupil,
              const GDate     *today,
              GDate           *since,
              GError         **error)
{
  g_autoptr(GPtrArray) rules = way_codes_list ("retention", today);
  const WayCode *longest = NULL;

  for (guint i = 0; i < rules->len; i++)
    {
      const WayCode *rule = g_ptr_array_index (rules, i);
      gboolean truth;
      GDate day;

      if (strcmp (way_code_get (rule, "basis"), "birth") != 0)
        continue;
      if (!applies (db, pupil, way_code_get (rule, "when"), &truth, error))
        return NULL;
      day = years_after (&pupil->birth, rule);
      if (truth && (longest == NULL || way_date_compare (&day, since) > 0))
        {
          longest = rule;
          *since = day;
        }
    }
  return longest;
}

static gboolean
is_live_hold (gconstpointer record,
              const GDate  *today)
{
  const WayLegalHold *hold = record;

  return !way_date_is_set (&hold->to) || way_date_compare (&hold->to, today) >= 0;
}

/* What stands against an erasure whatever the rules say. */
static gboolean
find_obstacles (WayDb             *db,
                const WayId       *pupil,
                const GDate       *today,
                WayRetentionItem  *item,
                GError           **error)
{
  g_autoptr(GPtrArray) holds = way_joins_records_of (db, &way_legal_hold_entity, pupil, error);
  g_autoptr(GPtrArray) placements = NULL;

  if (holds == NULL)
    return FALSE;
  for (guint i = 0; i < holds->len; i++)
    item->held |= is_live_hold (g_ptr_array_index (holds, i), today);
  placements = way_joins_records_of (db, &way_placement_entity, pupil, error);
  for (guint i = 0; placements != NULL && i < placements->len; i++)
    {
      const WayPlacement *placement = g_ptr_array_index (placements, i);

      item->placed |= !way_date_is_set (&placement->end) ||
                      way_date_compare (&placement->end, today) > 0;
    }
  return placements != NULL;
}

/* Adds the child where its time has run out. */
static gboolean
judge_child (WayDb        *db,
             const WayId  *id,
             const GDate  *today,
             GPtrArray    *items,
             GError      **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, id, &fault);
  WayRetentionItem item = { .entity = &way_pupil_entity, .id = *id };
  const WayCode *rule;

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (pupil == NULL || !way_date_is_set (&pupil->birth))
    return TRUE;
  rule = find_longest (db, pupil, today, &item.since, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (rule == NULL || way_date_compare (&item.since, today) > 0)
    return TRUE;
  item.rule = rule->id;
  if (!find_obstacles (db, id, today, &item, error))
    return FALSE;
  g_ptr_array_add (items, g_memdup2 (&item, sizeof item));
  return TRUE;
}

static int
least_years (const GDate *today)
{
  g_autoptr(GPtrArray) rules = way_codes_list ("retention", today);
  int least = G_MAXINT;

  for (guint i = 0; i < rules->len; i++)
    {
      const WayCode *rule = g_ptr_array_index (rules, i);

      if (strcmp (way_code_get (rule, "basis"), "birth") == 0 && way_code_get (rule, "when") == NULL)
        least = MIN (least, way_code_get_int (rule, "years", 0));
    }
  return least == G_MAXINT ? 0 : least;
}

/* Those who were born early enough, each child once. */
static gboolean
judge_children (WayDb        *db,
                const GDate  *today,
                GPtrArray    *items,
                GError      **error)
{
  GDate born = way_date_add_months (today, -12 * least_years (today));
  g_autofree char *day = way_date_to_iso (&born);
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autoptr(GPtrArray) rows = NULL;

  if (!way_query_add_filter (query, "birth", WAY_FILTER_AT_MOST, day, error) ||
      !way_query_add_filter (query, "kept", WAY_FILTER_EMPTY, NULL, error))
    return FALSE;
  rows = way_query_page (query, db, 0, 0, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!judge_child (db, &((WayQueryRow *) g_ptr_array_index (rows, i))->id, today, items, error))
      return FALSE;
  return rows != NULL;
}

/* --- Records that go before the child's file --- */

static gboolean
is_of_a_kept_child (WayDb              *db,
                    const WayReferral  *referral,
                    gboolean           *kept,
                    GError            **error)
{
  g_autoptr(GPtrArray) placements = way_records_of (db, &way_placement_entity, "referral",
                                                    &referral->id, error);
  gboolean on_roll;

  if (placements == NULL ||
      !any_record (db, &way_enrolment_entity, &referral->pupil, is_any, &on_roll, error))
    return FALSE;
  *kept = placements->len > 0 || on_roll;
  return TRUE;
}

/* The day from which the record's time runs; no date where it does not run. */
static gboolean
find_begin (WayDb            *db,
            const WayEntity  *entity,
            gconstpointer     record,
            GDate            *begin,
            GError          **error)
{
  const WayReferral *referral = record;
  gboolean kept;

  if (entity == &way_meeting_entity)
    {
      const WayMeeting *meeting = record;

      *begin = meeting->minutes != NULL ? meeting->date : way_date_none ();
      return TRUE;
    }
  *begin = way_date_none ();
  if (!way_date_is_set (&referral->closed))
    return TRUE;
  if (!is_of_a_kept_child (db, referral, &kept, error))
    return FALSE;
  if (!kept)
    *begin = referral->closed;
  return TRUE;
}

static gboolean
judge_record (WayDb            *db,
              const WayCode    *rule,
              const WayEntity  *entity,
              gconstpointer     record,
              const GDate      *today,
              GPtrArray        *items,
              GError          **error)
{
  WayRetentionItem item = { .entity = entity, .id = *way_record_id (record), .rule = rule->id };
  gboolean erased;
  GDate begin;

  if (!way_erase_is_erased (db, &item.id, &erased, error) ||
      !find_begin (db, entity, record, &begin, error))
    return FALSE;
  if (erased || !way_date_is_set (&begin))
    return TRUE;
  item.since = years_after (&begin, rule);
  if (way_date_compare (&item.since, today) > 0)
    return TRUE;
  if (entity == &way_referral_entity &&
      !find_obstacles (db, &((const WayReferral *) record)->pupil, today, &item, error))
    return FALSE;
  item.placed = FALSE;
  g_ptr_array_add (items, g_memdup2 (&item, sizeof item));
  return TRUE;
}

static gboolean
judge_records (WayDb          *db,
               const WayCode  *rule,
               const GDate    *today,
               GPtrArray      *items,
               GError        **error)
{
  const WayEntity *entity = way_entity_by_name (way_code_get (rule, "entity"));
  g_autoptr(GPtrArray) records = way_records_list (db, entity, NULL, NULL, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!judge_record (db, rule, entity, g_ptr_array_index (records, i), today, items, error))
      return FALSE;
  return records != NULL;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const WayRetentionItem *one = *(WayRetentionItem *const *) a;
  const WayRetentionItem *two = *(WayRetentionItem *const *) b;
  int order = way_date_compare (&one->since, &two->since);

  return order != 0 ? order : way_id_compare (&one->id, &two->id);
}

GPtrArray *
way_retention_list (WayDb        *db,
                    const GDate  *today,
                    GError      **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) rules = way_codes_list ("retention", today);

  if (!judge_children (db, today, items, error))
    return NULL;
  for (guint i = 0; i < rules->len; i++)
    {
      const WayCode *rule = g_ptr_array_index (rules, i);

      if (way_code_get (rule, "entity") != NULL && !judge_records (db, rule, today, items, error))
        return NULL;
    }
  g_ptr_array_sort (items, compare_items);
  return g_steal_pointer (&items);
}

/* --- What an erasure takes --- */

static void
erasure_clear (gpointer data)
{
  g_strfreev ((char **) ((WayErasure *) data)->keep);
}

static void
add_row (GArray           *rows,
         const WayEntity  *entity,
         const WayId      *id)
{
  const WayCode *keep = way_codes_has ("retention_keep", entity->name)
                          ? way_codes_lookup ("retention_keep", entity->name) : NULL;
  WayErasure row = { .entity = entity, .row = *id };

  if (keep != NULL)
    row.keep = (const char *const *) g_strsplit (way_code_get (keep, "keep"), " ", -1);
  g_array_append_val (rows, row);
}

/* Whether anything but the pupils names the person. */
static gboolean
is_named_elsewhere (WayDb         *db,
                    const WayId   *person,
                    const GArray  *pupils,
                    gboolean      *named,
                    GError       **error)
{
  *named = FALSE;
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      {
        const WayField *field = &(*entity)->fields[i];
        g_autoptr(GPtrArray) found = NULL;

        if (field->kind != WAY_KIND_REFERENCE || (field->flags & WAY_FIELD_DERIVED) != 0 ||
            strcmp (field->set, "person") != 0)
          continue;
        found = way_records_of (db, *entity, field->name, person, error);
        if (found == NULL)
          return FALSE;
        for (guint j = 0; j < found->len; j++)
          {
            const WayId *id = way_record_id (g_ptr_array_index (found, j));
            gboolean own = FALSE;

            for (guint k = 0; k < pupils->len; k++)
              own |= way_id_equal (id, &g_array_index (pupils, WayId, k));
            *named |= !own;
          }
      }
  return TRUE;
}

/* Who cared for the child, where nobody else needs the record. */
static gboolean
add_carers (WayDb         *db,
            const GArray  *pupils,
            GArray        *rows,
            GError       **error)
{
  for (guint i = 0; i < pupils->len; i++)
    {
      g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity,
                                                   &g_array_index (pupils, WayId, i), error);
      gboolean named;

      if (pupil == NULL)
        return FALSE;
      if (way_id_is_null (&pupil->carer))
        continue;
      if (!is_named_elsewhere (db, &pupil->carer, pupils, &named, error))
        return FALSE;
      if (!named)
        add_row (rows, &way_person_entity, &pupil->carer);
    }
  return TRUE;
}

static gboolean
add_child (WayDb        *db,
           const WayId  *pupil,
           GArray       *rows,
           GError      **error)
{
  g_autoptr(GArray) pupils = way_joins_members (db, pupil, error);

  if (pupils == NULL)
    return FALSE;
  if (pupils->len == 0)
    g_array_append_val (pupils, *pupil);
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    for (guint i = 0; i < pupils->len; i++)
      {
        g_autoptr(GArray) ids = way_seals_rows_of (db, *entity, &g_array_index (pupils, WayId, i),
                                                   error);

        if (ids == NULL)
          return FALSE;
        for (guint j = 0; j < ids->len; j++)
          add_row (rows, *entity, &g_array_index (ids, WayId, j));
      }
  return add_carers (db, pupils, rows, error);
}

/* What belongs to a referral, and the referral. */
static gboolean
add_referral (WayDb        *db,
              const WayId  *referral,
              GArray       *rows,
              GError      **error)
{
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    {
      const WayField *field = way_entity_field (*entity, "referral");
      g_autoptr(GPtrArray) found = NULL;

      if (field == NULL || field->kind != WAY_KIND_REFERENCE || !way_seals_is_of_child (*entity))
        continue;
      found = way_records_of (db, *entity, "referral", referral, error);
      if (found == NULL)
        return FALSE;
      for (guint i = 0; i < found->len; i++)
        add_row (rows, *entity, way_record_id (g_ptr_array_index (found, i)));
    }
  add_row (rows, &way_referral_entity, referral);
  return TRUE;
}

static GArray *
collect (WayDb            *db,
         const WayEntity  *entity,
         const WayId      *id,
         GError          **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayErasure));

  g_array_set_clear_func (rows, erasure_clear);
  if (entity == &way_pupil_entity ? !add_child (db, id, rows, error)
      : entity == &way_referral_entity && !add_referral (db, id, rows, error))
    return NULL;
  if (entity == &way_meeting_entity)
    add_row (rows, entity, id);
  return g_steal_pointer (&rows);
}

gboolean
way_retention_count (WayDb                   *db,
                     const WayRetentionItem  *item,
                     guint                   *gone,
                     guint                   *kept,
                     GError                 **error)
{
  g_autoptr(GArray) rows = collect (db, item->entity, &item->id, error);

  *gone = *kept = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_array_index (rows, WayErasure, i).keep != NULL)
      ++*kept;
    else
      ++*gone;
  return rows != NULL;
}

/* --- Erasing --- */

/* It is on the list, and nothing holds it. */
static gboolean
check_due (WayDb            *db,
           const WayEntity  *entity,
           const WayId      *id,
           const GDate      *today,
           const char      **rule,
           GError          **error)
{
  g_autoptr(GPtrArray) items = way_retention_list (db, today, error);
  const WayRetentionItem *found = NULL;

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len && found == NULL; i++)
    {
      const WayRetentionItem *item = g_ptr_array_index (items, i);

      if (item->entity == entity && way_id_equal (&item->id, id))
        found = item;
    }
  if (found == NULL)
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE,
                 _("The rules of retention keep this record still."));
  else if (found->held)
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE,
                 _("A legal hold keeps this record."));
  else if (found->placed)
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE,
                 _("A placement of this child goes on: the birth date cannot be right."));
  else
    *rule = found->rule;
  return found != NULL && !found->held && !found->placed;
}

gboolean
way_retention_erase (WayDb            *db,
                     const WayEntity  *entity,
                     const WayId      *id,
                     const GDate      *today,
                     gboolean         *clean,
                     GError          **error)
{
  WayEditInfo info = { .name = _("Erase what is kept no longer") };
  WayTrailEntry entry = { .action = WAY_TRAIL_ERASE, .entity = entity, .row = *id };
  g_autoptr(GArray) rows = NULL;
  const char *rule = NULL;

  if (!way_permit_check (db, "erase", error) ||
      !check_due (db, entity, id, today, &rule, error))
    return FALSE;
  rows = collect (db, entity, id, error);
  if (rows == NULL)
    return FALSE;
  entry.count = rows->len;
  entry.what = rule;
  info.reason = _(way_codes_label ("retention", rule));
  way_permit_sign (db, &info);
  return way_permit_note (db, &entry, error) &&
         way_erase_run (db, &info, (WayErasure *) (void *) rows->data, rows->len, NULL, clean,
                        error);
}
