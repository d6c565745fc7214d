/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visit from its plan to its addenda, what becomes of its actions, and what a
 * failed check holds. */
#include "way-holds.h"
#include "way-match-service.h"
#include "way-match-words.h"
#include "way-placement-flow.h"
#include "way-service.h"
#include "way-visit-acts.h"
#include "way-visit-facts.h"
#include "way-visit-form.h"
#include "way-visit-words.h"

#include <string.h>

#include "way-test-world.h"

/* Oakfield Trust is no school; Kit goes there full time since September. */
typedef struct
{
  WayTestWorld *world;
  WayId         setting;
  WayId         provision;
  WayId         placement;
  WayId         visit;
} Office;

static void
put_week (WayTestWorld *world,
          const WayId  *placement,
          const char   *monday,
          gint64        attended)
{
  WayAttendanceWeek *week = way_attendance_week_new ();

  week->placement = *placement;
  g_assert_true (way_date_parse (monday, &week->week));
  week->possible = 10;
  week->attended = attended;
  way_test_put (world, &way_attendance_week_entity, week);
}

static void
office_set_up (Office        *self,
               gconstpointer  data)
{
  WayEstablishment *setting = way_establishment_new ();
  WayPlacement *placement = way_placement_new ();
  WayAssurance *check = way_assurance_new ();

  self->world = way_test_world_new ();
  setting->name = g_strdup ("Oakfield Trust");
  setting->directory_type = g_strdup ("NON_SCHOOL");
  setting->registered = 0;
  setting->roll = 9;
  self->setting = way_test_put (self->world, &way_establishment_entity, setting);
  self->provision = way_test_put_provision (self->world, &self->setting, "Oakfield Trust", 8);
  placement->pupil = self->world->pupil;
  placement->provision = self->provision;
  placement->route = g_strdup ("VOC_PART");
  placement->start = way_date_ymd (2026, 9, 7);
  placement->sessions = 4;
  self->placement = way_test_put (self->world, &way_placement_entity, placement);
  put_week (self->world, &self->placement, "2026-10-19", 8);
  put_week (self->world, &self->placement, "2026-11-02", 9);
  check->establishment = self->setting;
  check->kind = g_strdup ("insurance");
  check->checked = way_date_ymd (2026, 3, 1);
  check->expires = way_date_ymd (2027, 3, 31);
  way_test_put (self->world, &way_assurance_entity, check);
}

static void
office_tear_down (Office        *self,
                  gconstpointer  data)
{
  way_test_world_free (self->world);
}

static void
plan (Office *self)
{
  g_autoptr(WayVisit) visit = way_visit_new ();
  const char *officers[] = { "Ida Marsh", NULL };
  g_autoptr(GError) error = NULL;

  visit->establishment = self->setting;
  visit->kind = g_strdup ("monitoring");
  visit->planned = self->world->act.today;
  way_visit_plan (&self->world->act, visit, officers, &error);
  g_assert_no_error (error);
  self->visit = visit->id;
}

static void
start (Office *self)
{
  g_autoptr(GError) error = NULL;

  plan (self);
  way_visit_start (&self->world->act, &self->visit, &error);
  g_assert_no_error (error);
}

static WayVisitForm *
open_form (Office *self)
{
  g_autoptr(GError) error = NULL;
  WayVisitForm *form = way_visit_form_open (self->world->db, &self->visit,
                                            &self->world->act.today, &error);

  g_assert_no_error (error);
  return form;
}

static void
say (WayVisitForm *form,
     const char   *question,
     const char   *value)
{
  WayVisitAnswer *answer = way_visit_form_answer (form, question, TRUE);

  g_free (answer->value);
  answer->value = g_strdup (value);
}

/* All that is asked is answered as well as can be. */
static void
fill (WayVisitForm *form)
{
  const GPtrArray *questions = way_visit_form_questions (form);
  WayFinding *strength = way_form_rows_add (way_visit_form_list (form, WAY_VISIT_LIST_FINDINGS));

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      g_autoptr(GPtrArray) choices = way_visit_choices (question);
      const WayVisitAnswer *answer = way_visit_form_answer (form, question->id, FALSE);

      if (choices->len > 0 && !way_code_is (question, "judges") &&
          (answer == NULL || answer->value == NULL))
        say (form, question->id,
             way_code_get (question, "bad") != NULL
               ? "no" : ((const WayCode *) g_ptr_array_index (choices, 0))->id);
    }
  g_free (strength->kind);
  strength->kind = g_strdup ("strength");
  strength->wording = g_strdup ("Staff know each child.");
  g_free (way_visit_form_get (form)->judgement);
  way_visit_form_get (form)->judgement = g_strdup ("APPROVED");
}

static WayAction *
add_action (WayVisitForm *form,
            const char   *question,
            const GDate  *today)
{
  WayAction *action = way_visit_form_add_action (form, question, today);

  action->wording = g_strdup ("Bring the policy up to date");
  action->owner = g_strdup ("Head of centre");
  return action;
}

static void
sign (Office       *self,
      WayVisitForm *form)
{
  g_autoptr(GError) error = NULL;

  way_visit_form_sign (form, &self->world->act, "Ida Marsh", "Jo Kettle", "Manager", &error);
  g_assert_no_error (error);
}

static void
sign_failed_policy (Office *self)
{
  g_autoptr(WayVisitForm) form = NULL;

  start (self);
  form = open_form (self);
  fill (form);
  say (form, "B4", "not_met");
  add_action (form, "B4", &self->world->act.today);
  g_free (way_visit_form_get (form)->judgement);
  way_visit_form_get (form)->judgement = g_strdup ("NEW_PLACEMENTS_SUSPENDED");
  sign (self, form);
}

static guint
count (Office          *self,
       const WayEntity *entity)
{
  g_autoptr(GPtrArray) rows = way_records_list (self->world->db, entity, NULL, NULL, NULL);

  return rows->len;
}

/* --- What is known --- */

static void
test_what_the_file_knows (Office        *self,
                          gconstpointer  data)
{
  static const struct { const char *known, *text; } facts[] = {
    { "registered", "no" }, { "must_register", "no" }, { "pupils", "1" }, { "roll", "9" },
    { "insurance", "2027-03-31" }, { "attendance", "85" }, { "full_time_single", "0" },
    { "dbs", NULL }, { "inspected", NULL },
  };
  g_autoptr(WayFacts) read = way_facts_new (self->world->db, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) known = way_visit_known (read, &self->setting, &self->world->act.today,
                                                 &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_test_message ("%s", facts[i].known);
      g_assert_cmpstr (g_hash_table_lookup (known, facts[i].known), ==, facts[i].text);
    }
}

/* What a question names as known must be something that is known of a setting. */
static void
test_every_known_is_known (Office        *self,
                           gconstpointer  data)
{
  static const char *const names[] = { "registered", "must_register", "hours", "roll", "pupils",
                                       "full_time_single", "inspected", "insurance", "dbs",
                                       "attendance", NULL };
  g_autoptr(GPtrArray) questions = way_codes_list ("visit_question", NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      const char *known = way_code_get (g_ptr_array_index (questions, i), "known");

      g_assert_true (known == NULL || g_strv_contains (names, known));
    }
}

static void
test_a_plan_holds_what_is_known (Office        *self,
                                 gconstpointer  data)
{
  g_autoptr(WayVisitForm) form = NULL;
  g_autofree char *before = way_test_dump (self->world);
  g_autofree char *after = NULL;

  plan (self);
  form = open_form (self);
  g_assert_cmpstr (way_visit_form_answer (form, "A1", FALSE)->value, ==, "no");
  g_assert_cmpstr (way_visit_form_answer (form, "A5", FALSE)->known, ==, "1");
  g_assert_cmpint (way_visit_form_answer (form, "A5", FALSE)->number, ==, WAY_INTEGER_NONE);
  g_assert_cmpint (way_visit_form_get (form)->placements, ==, 1);
  g_assert_cmpuint (way_form_rows_length (way_visit_form_list (form, WAY_VISIT_LIST_PUPILS)), ==, 1);
  g_assert_cmpuint (way_form_rows_length (way_visit_form_list (form, WAY_VISIT_LIST_OFFICERS)), ==,
                    1);
  way_test_undo (self->world, self->world->act.edit);
  after = way_test_dump (self->world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_a_day_gone_by_cannot_be_planned (Office        *self,
                                      gconstpointer  data)
{
  g_autoptr(WayVisit) visit = way_visit_new ();
  g_autoptr(GError) error = NULL;

  visit->establishment = self->setting;
  visit->kind = g_strdup ("annual");
  visit->planned = way_date_ymd (2026, 11, 9);
  g_assert_false (way_visit_plan (&self->world->act, visit, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
  g_assert_cmpuint (count (self, &way_visit_entity), ==, 0);
}

/* One setting a school day, a weekend between, in one edit. */
static void
test_a_round_is_one_edit (Office        *self,
                          gconstpointer  data)
{
  g_autoptr(WayVisitRound) round = way_visit_round_new ();
  g_autoptr(GArray) settings = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr(GPtrArray) visits = NULL;
  g_autoptr(GError) error = NULL;

  round->name = g_strdup ("Autumn");
  round->officer = g_strdup ("Ida Marsh");
  round->from = way_date_ymd (2026, 11, 13);
  g_array_append_val (settings, self->setting);
  g_array_append_val (settings, self->world->setting);
  way_visit_plan_round (&self->world->act, round, "monitoring", settings, &error);
  g_assert_no_error (error);
  visits = way_visit_list (self->world->db, NULL, &self->world->act.today, &error);
  g_assert_cmpuint (visits->len, ==, 2);
  way_test_assert_date (((WayVisitRow *) visits->pdata[1])->visit->planned, "2026-11-13");
  way_test_assert_date (((WayVisitRow *) visits->pdata[0])->visit->planned, "2026-11-16");
  g_assert_cmpstr (((WayVisitRow *) visits->pdata[0])->round, ==, "Autumn");
  way_test_undo (self->world, self->world->act.edit);
  g_assert_cmpuint (count (self, &way_visit_entity), ==, 0);
  g_assert_cmpuint (count (self, &way_visit_round_entity), ==, 0);
}

static void
test_settings_come_by_priority (Office        *self,
                                gconstpointer  data)
{
  g_autoptr(WayFacts) facts = way_facts_new (self->world->db, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) settings = way_visit_settings (facts, &self->world->act.today, &error);
  const WayVisitSetting *first;

  g_assert_no_error (error);
  g_assert_cmpuint (settings->len, ==, 2);
  first = settings->pdata[0];
  g_assert_cmpstr (first->name, ==, "Oakfield Trust");
  /* 1 child × 52 weeks × (1 + no school 1 + never visited 1) */
  g_assert_cmpuint (first->priority.priority, ==, 156);
  way_test_assert_date (first->due.due, "2026-12-18");
  g_assert_cmpstr (first->due.rule->id, ==, "monitoring");
}

/* --- The draft --- */

static void
test_a_draft_brings_all_back (Office        *self,
                              gconstpointer  data)
{
  g_autoptr(WayVisitForm) form = NULL;
  g_autoptr(WayVisitForm) again = NULL;
  g_autoptr(GError) error = NULL;
  WayVisitPupil *child;
  WayId found;
  guint edits = count (self, &way_visit_answer_entity);

  start (self);
  form = open_form (self);
  edits = count (self, &way_visit_answer_entity);
  say (form, "B1", "partly");
  way_visit_form_answer (form, "B1", TRUE)->text = g_strdup ("Two of nine are missing.\nAsked.");
  add_action (form, "B1", &self->world->act.today);
  way_visit_form_get (form)->pupils_present = 7;
  child = way_form_rows_get (way_visit_form_list (form, WAY_VISIT_LIST_PUPILS), 0);
  child->found = g_strdup ("unknown");
  way_visit_form_set_typed (form, "B5", "3 Marhc");
  way_visit_form_set_section (form, "B");
  way_visit_form_keep (form, self->world->db, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (count (self, &way_visit_answer_entity), ==, edits);
  g_assert_cmpuint (count (self, &way_action_entity), ==, 0);
  g_assert_true (way_visit_form_find_draft (self->world->db, &found));
  g_assert_true (way_id_equal (&found, &self->visit));
  again = open_form (self);
  g_assert_cmpstr (way_visit_form_answer (again, "B1", FALSE)->value, ==, "partly");
  g_assert_cmpstr (way_visit_form_answer (again, "B1", FALSE)->text, ==,
                   "Two of nine are missing.\nAsked.");
  g_assert_cmpint (way_visit_form_get (again)->pupils_present, ==, 7);
  g_assert_cmpuint (way_form_rows_length (way_visit_form_list (again, WAY_VISIT_LIST_ACTIONS)), ==,
                    1);
  child = way_form_rows_get (way_visit_form_list (again, WAY_VISIT_LIST_PUPILS), 0);
  g_assert_cmpstr (child->found, ==, "unknown");
  g_assert_cmpstr (way_visit_form_get_typed (again, "B5"), ==, "3 Marhc");
  g_assert_cmpstr (way_visit_form_get_section (again), ==, "B");
}

static void
test_saving_is_one_edit_and_ends_the_draft (Office        *self,
                                            gconstpointer  data)
{
  g_autoptr(WayVisitForm) form = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  WayId found;

  start (self);
  before = way_test_dump (self->world);
  form = open_form (self);
  fill (form);
  way_form_rows_add (way_visit_form_list (form, WAY_VISIT_LIST_OFFICERS));
  way_visit_form_answer (form, "F2", TRUE);
  way_visit_form_keep (form, self->world->db, NULL);
  way_visit_form_save (form, &self->world->act, &error);
  g_assert_no_error (error);
  g_assert_false (way_visit_form_find_draft (self->world->db, &found));
  g_assert_cmpuint (count (self, &way_visit_officer_entity), ==, 1);
  g_assert_cmpuint (count (self, &way_finding_entity), ==, 1);
  way_test_undo (self->world, self->world->act.edit);
  after = way_test_dump (self->world);
  g_assert_cmpstr (after, ==, before);
}

/* --- Signing off --- */

static void
test_what_is_missing_stops_the_signature (Office        *self,
                                          gconstpointer  data)
{
  g_autoptr(WayVisitForm) form = NULL;
  g_autoptr(WayVisit) stored = NULL;
  g_autoptr(GError) error = NULL;

  start (self);
  form = open_form (self);
  fill (form);
  say (form, "B8", "not_met");
  g_assert_false (way_visit_form_sign (form, &self->world->act, "Ida Marsh", "Jo Kettle", NULL,
                                       &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_assert_true (g_str_has_prefix (error->message, "B8: "));
  stored = way_records_get (self->world->db, &way_visit_entity, &self->visit, NULL);
  g_assert_false (way_visit_is_signed (stored));
}

static void
test_both_sign (Office        *self,
                gconstpointer  data)
{
  g_autoptr(WayVisitForm) form = NULL;
  g_autoptr(GError) error = NULL;

  start (self);
  form = open_form (self);
  fill (form);
  g_assert_false (way_visit_form_sign (form, &self->world->act, "Ida Marsh", "", NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  sign (self, form);
  g_assert_cmpuint (count (self, &way_placement_hold_entity), ==, 0);
}

static void
test_a_signed_visit_is_locked (Office        *self,
                               gconstpointer  data)
{
  WayEditInfo info = { .name = "Change", .who = "Tester" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GPtrArray) addenda = NULL;
  g_autoptr(WayVisit) visit = NULL;
  const GDate *today = &self->world->act.today;
  WayVisitAnswer *answer;

  sign_failed_policy (self);
  visit = way_records_get (self->world->db, &way_visit_entity, &self->visit, NULL);
  g_clear_pointer (&visit->judgement, g_free);
  g_assert_false (way_service_save (self->world->db, &info, &way_visit_entity, visit, FALSE, today,
                                    NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  answers = way_records_of (self->world->db, &way_visit_answer_entity, "visit", &self->visit, NULL);
  answer = answers->pdata[0];
  g_assert_false (way_service_delete (self->world->db, &info, &way_visit_answer_entity,
                                      &answer->id, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  g_assert_null (way_visit_form_open (self->world->db, &self->visit, today, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);

  way_visit_add (&self->world->act, &self->visit, "The policy came on Thursday.", &error);
  g_assert_no_error (error);
  addenda = way_records_of (self->world->db, &way_visit_addendum_entity, "visit", &self->visit,
                            NULL);
  g_assert_cmpuint (addenda->len, ==, 1);
}

static void
test_an_addendum_needs_a_signature (Office        *self,
                                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  start (self);
  g_assert_false (way_visit_add (&self->world->act, &self->visit, "More", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
test_a_visit_is_cancelled_with_a_reason (Office        *self,
                                         gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  plan (self);
  g_assert_false (way_visit_cancel (&self->world->act, &self->visit, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  way_visit_cancel (&self->world->act, &self->visit, "Flooded", &error);
  g_assert_no_error (error);
  g_assert_false (way_visit_start (&self->world->act, &self->visit, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

/* --- Holds --- */

static void
test_a_failed_check_holds_placements (Office        *self,
                                      gconstpointer  data)
{
  g_autoptr(WayPlacementHold) hold = NULL;
  g_autoptr(WayPlacementHold) cleared = NULL;
  g_autoptr(WayPlacement) next = way_placement_new ();
  g_autoptr(GError) error = NULL;
  WayAct *act = &self->world->act;

  sign_failed_policy (self);
  hold = way_hold_find_at (self->world->db, &self->provision, &act->today, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hold->reason, ==, "safeguarding");

  next->pupil = way_test_put_pupil (self->world, "Noor", "Ashdown", NULL);
  next->provision = self->provision;
  next->route = g_strdup ("VOC_PART");
  next->start = way_date_ymd (2026, 11, 16);
  g_assert_false (way_placement_start (act, next, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_HELD);
  g_clear_error (&error);
  act->reason = "The court asks for it; two staff stay with the group.";
  way_placement_start (act, next, &error);
  g_assert_no_error (error);
  way_test_undo (self->world, act->edit);
  act->reason = NULL;

  g_assert_false (way_hold_clear (act, &hold->id, " ", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  way_hold_clear (act, &hold->id, "The policy was read and is right.", &error);
  g_assert_no_error (error);
  cleared = way_hold_find_at (self->world->db, &self->provision, &act->today, NULL);
  g_assert_null (cleared);
  next->id = (WayId) { { 0 } };
  way_placement_start (act, next, &error);
  g_assert_no_error (error);
}

static void
test_undoing_the_signature_takes_the_hold_back (Office        *self,
                                                gconstpointer  data)
{
  g_autoptr(WayPlacementHold) hold = NULL;

  sign_failed_policy (self);
  way_test_undo (self->world, self->world->act.edit);
  hold = way_hold_find (self->world->db, &self->setting, &self->world->act.today, NULL);
  g_assert_null (hold);
}

/* Matching says so, and what would change it. */
static void
test_matching_says_that_it_is_held (Office        *self,
                                    gconstpointer  data)
{
  WayMatchQuestion question = { .pupil = self->world->pupil, .route = "VOC_PART",
                                .on = way_date_ymd (2026, 11, 16) };
  g_autoptr(WayMatch) match = NULL;
  g_autoptr(GError) error = NULL;
  const WayMatchLine *line;
  const WayMatchTest *held = NULL;
  g_autofree char *why = NULL;
  g_autofree char *change = NULL;

  sign_failed_policy (self);
  match = way_match_find (self->world->db, &question, &self->world->act.today, &error);
  g_assert_no_error (error);
  line = way_match_line_of (match, &self->provision);
  g_assert_cmpuint (line->rank, ==, 0);
  for (guint i = 0; i < line->tests->len; i++)
    if (g_array_index (line->tests, WayMatchTest, i).kind == WAY_MATCH_TEST_HOLD)
      held = &g_array_index (line->tests, WayMatchTest, i);
  g_assert_nonnull (held);
  g_assert_cmpstr (way_match_test_name (held), ==, "hold");
  why = way_match_words_why (line, held, match->facts);
  change = way_match_words_change (line, held, match->facts, NULL, NULL);
  g_assert_cmpstr (why, ==, "New placements are held: Safeguarding");
  g_assert_cmpstr (change, ==, "Clear the hold");
  g_assert_true (way_match_wants_reason (match, &self->provision));
}

static void
test_the_office_holds_by_hand (Office        *self,
                               gconstpointer  data)
{
  g_autoptr(WayPlacementHold) hold = way_placement_hold_new ();
  g_autoptr(GError) error = NULL;

  hold->establishment = self->setting;
  hold->reason = g_strdup ("registration");
  g_assert_false (way_hold_set (&self->world->act, hold, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  hold->wording = g_strdup ("Registration refused on 6 November");
  way_hold_set (&self->world->act, hold, &error);
  g_assert_no_error (error);
  way_test_assert_date (hold->from, "2026-11-10");
}

/* --- Actions --- */

static void
test_earlier_actions_are_closed_at_the_next_visit (Office        *self,
                                                   gconstpointer  data)
{
  g_autoptr(WayVisitForm) form = NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GError) error = NULL;
  WayFormRows *earlier;
  WayAction *action;

  sign_failed_policy (self);
  self->world->act.today = way_date_ymd (2026, 11, 24);
  start (self);
  form = open_form (self);
  earlier = way_visit_form_list (form, WAY_VISIT_LIST_EARLIER);
  g_assert_cmpuint (way_form_rows_length (earlier), ==, 1);
  action = way_form_rows_get (earlier, 0);
  action->done = self->world->act.today;
  action->evidence = g_strdup ("The policy was read");
  way_visit_form_keep (form, self->world->db, NULL);
  g_clear_pointer (&form, way_visit_form_free);
  form = open_form (self);
  way_visit_form_save (form, &self->world->act, &error);
  g_assert_no_error (error);
  open = way_action_list (self->world->db, NULL, FALSE, &self->world->act.today, &error);
  g_assert_cmpuint (open->len, ==, 0);
}

static void
test_an_action_is_closed_with_evidence (Office        *self,
                                        gconstpointer  data)
{
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;
  WayAct *act = &self->world->act;
  GDate tomorrow = way_date_add_days (&act->today, 1);
  WayId id;

  sign_failed_policy (self);
  open = way_action_list (self->world->db, &self->setting, FALSE, &act->today, &error);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpstr (((WayActionRow *) open->pdata[0])->setting, ==, "Oakfield Trust");
  id = ((WayActionRow *) open->pdata[0])->action->id;
  g_assert_false (way_action_close (act, &id, &act->today, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  g_assert_false (way_action_close (act, &id, &tomorrow, "Seen", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
  g_clear_error (&error);
  way_action_close (act, &id, &act->today, "The policy was read", &error);
  g_assert_no_error (error);
  g_assert_false (way_action_drop (act, &id, "No need", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  all = way_action_list (self->world->db, NULL, TRUE, &act->today, NULL);
  g_assert_cmpint (((WayActionRow *) all->pdata[0])->state, ==, WAY_ACTION_DONE);
}

/* --- Words --- */

static char *
say_iso (const GDate *day,
         gpointer     data)
{
  return way_date_to_iso (day);
}

static void
test_answers_in_words (Office        *self,
                       gconstpointer  data)
{
  static const struct { const char *question, *value; gint64 number; const char *date, *words; }
  cases[] = {
    { "B1", "partly", WAY_INTEGER_NONE, NULL, "Partly met" },
    { "A4", NULL, 1, NULL, "1 pupil" }, { "A4", NULL, 12, NULL, "12 pupils" },
    { "D7", NULL, 85, NULL, "85 %" }, { "A17", NULL, WAY_INTEGER_NONE, "2027-03-31",
                                        "2027-03-31, POL 4711" },
    { "C1", NULL, WAY_INTEGER_NONE, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayVisitAnswer) answer = way_visit_answer_new ();
      g_autofree char *words = NULL;

      answer->value = g_strdup (cases[i].value);
      answer->number = cases[i].number;
      if (cases[i].date != NULL)
        {
          g_assert_true (way_date_parse (cases[i].date, &answer->date));
          answer->reference = g_strdup ("POL 4711");
        }
      words = way_visit_words_answer (way_codes_lookup ("visit_question", cases[i].question),
                                      answer, say_iso, NULL);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

#define OFFICE(path, func) \
  g_test_add (path, Office, NULL, office_set_up, func, office_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  OFFICE ("/service/visits/known", test_what_the_file_knows);
  OFFICE ("/service/visits/framework", test_every_known_is_known);
  OFFICE ("/service/visits/plan", test_a_plan_holds_what_is_known);
  OFFICE ("/service/visits/plan/past", test_a_day_gone_by_cannot_be_planned);
  OFFICE ("/service/visits/round", test_a_round_is_one_edit);
  OFFICE ("/service/visits/settings", test_settings_come_by_priority);
  OFFICE ("/service/visits/draft", test_a_draft_brings_all_back);
  OFFICE ("/service/visits/save", test_saving_is_one_edit_and_ends_the_draft);
  OFFICE ("/service/visits/incomplete", test_what_is_missing_stops_the_signature);
  OFFICE ("/service/visits/sign", test_both_sign);
  OFFICE ("/service/visits/locked", test_a_signed_visit_is_locked);
  OFFICE ("/service/visits/addendum", test_an_addendum_needs_a_signature);
  OFFICE ("/service/visits/cancel", test_a_visit_is_cancelled_with_a_reason);
  OFFICE ("/service/visits/hold", test_a_failed_check_holds_placements);
  OFFICE ("/service/visits/hold/undo", test_undoing_the_signature_takes_the_hold_back);
  OFFICE ("/service/visits/hold/match", test_matching_says_that_it_is_held);
  OFFICE ("/service/visits/hold/by-hand", test_the_office_holds_by_hand);
  OFFICE ("/service/visits/actions/next-visit", test_earlier_actions_are_closed_at_the_next_visit);
  OFFICE ("/service/visits/actions/close", test_an_action_is_closed_with_evidence);
  OFFICE ("/service/visits/words", test_answers_in_words);
  return g_test_run ();
}
