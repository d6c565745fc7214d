/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a whole record, written once over its description, and
 * the list of all entities. */

#include "way-entity-private.h"

#include <string.h>

#include "way-access.h"
#include "way-area.h"
#include "way-background.h"
#include "way-board.h"
#include "way-children.h"
#include "way-conflict-rule.h"
#include "way-directory.h"
#include "way-figures.h"
#include "way-join.h"
#include "way-finance.h"
#include "way-journey.h"
#include "way-panel.h"
#include "way-matching.h"
#include "way-people.h"
#include "way-publication.h"
#include "way-statutory.h"
#include "way-stay.h"
#include "way-strategy.h"
#include "way-visits.h"

/* With room behind for those of tests. */
static const WayEntity *entities[128] = {
  &way_authority_entity,
  &way_user_entity,
  &way_conflict_rule_entity,
  &way_district_entity,
  &way_population_entity,
  &way_establishment_entity,
  &way_site_entity,
  &way_calendar_entity,
  &way_calendar_day_entity,
  &way_provision_entity,
  &way_capacity_entity,
  &way_price_entity,
  &way_criterion_entity,
  &way_assurance_entity,
  &way_person_entity,
  &way_pupil_entity,
  &way_enrolment_entity,
  &way_need_entity,
  &way_exclusion_entity,
  &way_route_book_entity,
  &way_route_row_entity,
  &way_contact_entity,
  &way_circumstance_entity,
  &way_support_round_entity,
  &way_attainment_entity,
  &way_term_attendance_entity,
  &way_risk_entity,
  &way_referral_entity,
  &way_meeting_entity,
  &way_outcome_wanted_entity,
  &way_preference_entity,
  &way_attachment_entity,
  &way_decision_entity,
  &way_queue_entry_entity,
  &way_offer_entity,
  &way_placement_entity,
  &way_attendance_week_entity,
  &way_funding_line_entity,
  &way_pupil_join_entity,
  &way_absence_entity,
  &way_attended_day_entity,
  &way_direction_entity,
  &way_duty_act_entity,
  &way_s19_case_entity,
  &way_review_entity,
  &way_target_entity,
  &way_target_result_entity,
  &way_plan_step_entity,
  &way_outcome_check_entity,
  &way_year_group_entity,
  &way_member_entity,
  &way_agenda_item_entity,
  &way_interest_entity,
  &way_skip_entity,
  &way_letter_entity,
  &way_pathway_step_entity,
  &way_match_run_entity,
  &way_match_result_entity,
  &way_part_time_entity,
  &way_funding_case_entity,
  &way_recovery_entity,
  &way_role_grant_entity,
  &way_seal_entity,
  &way_case_access_entity,
  &way_legal_hold_entity,
  &way_subject_request_entity,
  &way_breach_entity,
  &way_strategy_entity,
  &way_statement_entity,
  &way_strategy_action_entity,
  &way_progress_note_entity,
  &way_action_comment_entity,
  &way_commentary_entity,
  &way_board_pack_entity,
  &way_pinned_note_entity,
  &way_visit_round_entity,
  &way_visit_entity,
  &way_visit_officer_entity,
  &way_visit_answer_entity,
  &way_finding_entity,
  &way_action_entity,
  &way_visit_evidence_entity,
  &way_visit_pupil_entity,
  &way_visit_addendum_entity,
  &way_placement_hold_entity,
  &way_budget_line_entity,
  &way_given_figure_entity,
  &way_benchmark_entity,
  &way_neighbour_entity,
  &way_indicator_target_entity,
  &way_post16_status_entity,
  &way_exam_result_entity,
  &way_census_count_entity,
  &way_publication_entity,
  &way_publication_table_entity,
};

static const WayEntity *const *known = entities;

const WayEntity *const *
way_entities (void)
{
  return known;
}

void
way_entities_use (const WayEntity *const *list)
{
  known = list != NULL ? list : entities;
}

void
way_entity_add (const WayEntity *entity)
{
  guint i = 0;

  while (entities[i] != NULL && entities[i]->number != entity->number)
    i++;
  g_assert (i + 1 < G_N_ELEMENTS (entities));
  entities[i] = entity;
}

const WayEntity *
way_entity_by_name (const char *name)
{
  for (guint i = 0; known[i] != NULL; i++)
    if (strcmp (known[i]->name, name) == 0)
      return known[i];
  return NULL;
}

const WayEntity *
way_entity_by_number (guint number)
{
  for (guint i = 0; known[i] != NULL; i++)
    if (known[i]->number == number)
      return known[i];
  return NULL;
}

const WayField *
way_entity_field (const WayEntity *self,
                  const char      *name)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (strcmp (self->fields[i].name, name) == 0)
      return &self->fields[i];
  return NULL;
}

const WayField *
way_entity_field_by_number (const WayEntity *self,
                            guint            number)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].number == number)
      return &self->fields[i];
  return NULL;
}

gpointer
way_record_new (const WayEntity *entity)
{
  static const WayValue none = { .type = WAY_VALUE_NONE };
  gpointer record = g_malloc0 (entity->size);

  for (guint i = 0; i < entity->n_fields; i++)
    way_field_set (&entity->fields[i], record, &none);
  return record;
}

void
way_record_start (const WayEntity *entity,
                  gpointer         record)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue value = way_field_get (field, record);

      if (field->initial != NULL && value.type == WAY_VALUE_NONE &&
          !way_field_from_text (field, record, field->initial, NULL))
        g_warning ("%s.%s starts with a value that it refuses", entity->name, field->name);
    }
}

gpointer
way_record_copy (const WayEntity *entity,
                 gconstpointer    record)
{
  gpointer copy = way_record_new (entity);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      WayValue value = way_field_get (&entity->fields[i], record);

      way_field_set (&entity->fields[i], copy, &value);
    }
  return copy;
}

void
way_record_free (const WayEntity *entity,
                 gpointer         record)
{
  static const WayValue none = { .type = WAY_VALUE_NONE };

  if (record == NULL)
    return;
  for (guint i = 0; i < entity->n_fields; i++)
    way_field_set (&entity->fields[i], record, &none);
  g_free (record);
}

gboolean
way_record_equal (const WayEntity *entity,
                  gconstpointer    a,
                  gconstpointer    b)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      WayValue in_a = way_field_get (&entity->fields[i], a);
      WayValue in_b = way_field_get (&entity->fields[i], b);

      if (!way_value_equal (&in_a, &in_b))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_record_check (const WayEntity *entity,
                  gconstpointer    record,
                  GError         **error)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue value = way_field_get (field, record);

      if (field->flags & WAY_FIELD_DERIVED)
        continue;
      if (value.type == WAY_VALUE_NONE && (field->flags & WAY_FIELD_REQUIRED))
        {
          g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING,
                       "%s: must be filled in", field->name);
          return FALSE;
        }
      if (!way_field_check (field, record, error))
        return FALSE;
    }
  return entity->check == NULL || entity->check (record, error);
}

char *
way_record_title (const WayEntity *entity,
                  gconstpointer    record)
{
  GString *title = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & WAY_FIELD_TITLE)
      {
        g_autofree char *text = way_field_to_text (&entity->fields[i], record);

        if (title->len > 0 && text[0] != '\0')
          g_string_append_c (title, ' ');
        g_string_append (title, text);
      }
  return g_string_free (title, FALSE);
}

const WayId *
way_record_id (gconstpointer record)
{
  return record;
}
