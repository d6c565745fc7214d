/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Visits, and what became of them. */

#include "way-sample-visits.h"

#include <string.h>

#include "way-visit-facts.h"
#include "way-visit-rule.h"

/* In a thousand. */
#define PARTLY 50
#define NOT_MET 12
#define NOTES_WHERE_MET 60
#define ARE_DONE 800

/* Days. */
#define FIRST_AGO 40
#define STEP_AGO 61
#define MOST_AGO 330
#define NEXT_AHEAD 6
#define FAILED_AGO 18

/* Every so many-th setting. */
#define MONITORED 3
#define PLANNED 3

typedef struct
{
  WaySampleLife *life;
  WayId          setting;
  gboolean       is_school;
  gboolean       fails;        /* its policy is out of date, and new placements are held */
  WayVisit      *visit;
  GPtrArray     *answers;
  GPtrArray     *findings;
  GPtrArray     *actions;
} Visiting;

static WayRandom *
random_of (Visiting *self)
{
  return &self->life->sampler->random;
}

static char *
pick (Visiting   *self,
      const char *key)
{
  return g_strdup (way_sample_life_choice (self->life, "visit", key));
}

static const GDate *
today_of (Visiting *self)
{
  return &self->life->sampler->today;
}

static gboolean
insert (Visiting         *self,
        const WayEntity  *entity,
        gpointer          record,
        GError          **error)
{
  return way_sampler_insert (self->life->sampler, entity, record, error);
}

/* --- What was answered --- */

static const char *
pick_verdict (Visiting      *self,
              const WayCode *question)
{
  gboolean critical = way_code_get (question, "force") != NULL;

  if (self->fails && strcmp (question->id, "B4") == 0)
    return "not_met";
  if (critical)
    return "met";
  if (way_random_chance (random_of (self), NOT_MET))
    return "not_met";
  return way_random_chance (random_of (self), PARTLY) ? "partly" : "met";
}

/* A day that is as the question wants it. */
static GDate
pick_day (Visiting      *self,
          const WayCode *question)
{
  int days = way_random_between (random_of (self), 20, 150);

  return way_date_add_days (&self->visit->date, way_code_is (question, "ahead") ? days : -days);
}

static void
answer_value (Visiting       *self,
              const WayCode  *question,
              WayVisitAnswer *answer)
{
  g_autoptr(GPtrArray) choices = way_visit_choices (question);

  if (strcmp (way_code_get (question, "type"), "MET4") == 0)
    answer->value = g_strdup (pick_verdict (self, question));
  else if (strcmp (question->id, "A1") == 0)
    answer->value = g_strdup (self->is_school ? "yes" : "no");
  else if (way_code_get (question, "bad") != NULL)
    answer->value = g_strdup ("no");
  else
    answer->value = g_strdup (((const WayCode *) g_ptr_array_index (choices, 0))->id);
}

/* Ours, or with those of others. */
static gint64
count_pupils (Visiting      *self,
              const WayCode *question)
{
  if (g_strcmp0 (way_code_get (question, "known"), "pupils") == 0)
    return self->visit->placements;
  if (g_strcmp0 (way_code_get (question, "known"), "roll") == 0)
    return self->visit->placements + way_random_between (random_of (self), 0, 6);
  return way_random_between (random_of (self), 0, 14);
}

static WayVisitAnswer *
make_answer (Visiting      *self,
             const WayCode *question)
{
  const WayCode *type = way_codes_lookup ("visit_answer_type", way_code_get (question, "type"));
  const char *holds = way_code_get (type, "holds");
  WayVisitAnswer *answer = way_visit_answer_new ();

  answer->visit = self->visit->id;
  answer->question = g_strdup (question->id);
  if (strcmp (holds, "value") == 0)
    answer_value (self, question, answer);
  else if (strcmp (holds, "date") == 0)
    answer->date = pick_day (self, question);
  else if (strcmp (holds, "number") == 0)
    answer->number = g_strcmp0 (way_code_get (question, "unit"), "percent") == 0
                       ? way_random_between (random_of (self), 71, 94)
                       : count_pupils (self, question);
  else
    answer->text = pick (self, "note");
  if (way_visit_wants_action (question, answer) ||
      (answer->text == NULL && way_random_chance (random_of (self), NOTES_WHERE_MET)))
    answer->text = pick (self, "note");
  return answer;
}

static void
add_action (Visiting      *self,
            const WayCode *question,
            const char    *severity)
{
  WayAction *action = way_action_new ();
  GDate done;

  g_ptr_array_add (self->actions, action);
  action->establishment = self->setting;
  action->visit = self->visit->id;
  action->question = g_strdup (question->id);
  action->wording = pick (self, "action");
  action->owner = pick (self, "owner");
  action->severity = g_strdup (severity);
  action->due = way_visit_action_due (severity, &self->visit->date);
  done = way_date_add_days (&action->due, -way_random_between (random_of (self), 0, 9));
  if (way_date_compare (&done, &self->visit->date) > 0 &&
      way_date_compare (&done, today_of (self)) < 0 &&
      way_random_chance (random_of (self), ARE_DONE))
    {
      action->done = done;
      action->evidence = pick (self, "evidence");
    }
}

static void
add_answer (Visiting      *self,
            const WayCode *question)
{
  WayVisitAnswer *answer = make_answer (self, question);

  g_ptr_array_add (self->answers, answer);
  if (way_visit_wants_action (question, answer))
    add_action (self, question, g_strcmp0 (answer->value, "not_met") == 0 ? "high" : "medium");
}

/* The sections that the kind of visit needs; begun: the first of them alone. */
static void
add_answers (Visiting *self,
             gboolean  begun)
{
  g_autoptr(GPtrArray) questions = way_visit_questions (&self->visit->date, self->is_school);

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      const char *section = way_code_get (question, "section");

      if (!way_code_is (question, "judges") && !way_code_is (question, "optional") &&
          strcmp (way_code_get (question, "type"), "LIST") != 0 &&
          way_visit_needs_section (way_codes_lookup ("visit_section", section),
                                   self->visit->kind) &&
          (!begun || strcmp (section, "A") == 0) && way_visit_is_asked (question, self->answers))
        add_answer (self, question);
    }
}

static void
add_strength (Visiting *self)
{
  WayFinding *finding = way_finding_new ();

  g_ptr_array_add (self->findings, finding);
  finding->visit = self->visit->id;
  finding->kind = g_strdup ("strength");
  finding->position = 1;
  finding->wording = pick (self, "strength");
}

/* --- The visit --- */

static gboolean
write_officer (Visiting    *self,
               const char  *name,
               GError     **error)
{
  g_autoptr(WayVisitOfficer) officer = way_visit_officer_new ();

  officer->visit = self->visit->id;
  officer->name = g_strdup (name);
  return insert (self, &way_visit_officer_entity, officer, error);
}

/* Whom the file had there on the day; how they were found, unless the visit is only
 * planned. */
static gboolean
write_children (Visiting   *self,
                GPtrArray  *expected,
                gboolean    found,
                GError    **error)
{
  for (guint i = 0; i < expected->len; i++)
    {
      WayVisitPupil *pupil = g_ptr_array_index (expected, i);

      pupil->visit = self->visit->id;
      if (found)
        pupil->found = g_strdup (way_random_chance (random_of (self), 850) ? "present" : "absent");
      if (!insert (self, &way_visit_pupil_entity, pupil, error))
        return FALSE;
    }
  return TRUE;
}

static void
sign (Visiting   *self,
      const char *officer)
{
  WayVisitFacts facts = { self->visit, self->is_school, 1, self->answers, self->findings,
                          self->actions };
  WayVisitJudgement judgement;

  way_visit_judge (&facts, &self->visit->date, &judgement);
  self->visit->judgement = g_strdup (judgement.least->id);
  self->visit->judgement_why = pick (self, self->fails ? "held" : "why");
  self->visit->next_visit = way_date_add_months (&self->visit->date, self->is_school ? 12 : 4);
  self->visit->officer_signed = g_strdup (officer);
  self->visit->provider_signed = pick (self, "manager");
  self->visit->provider_role = g_strdup ("Manager");
  self->visit->officer_signed_on = self->visit->provider_signed_on = self->visit->date;
}

static gboolean
write_hold (Visiting  *self,
            GError   **error)
{
  g_autoptr(WayPlacementHold) hold = way_placement_hold_new ();

  if (!self->fails || self->visit->judgement == NULL ||
      way_visit_may_place (self->visit->judgement))
    return TRUE;
  hold->establishment = self->setting;
  hold->visit = self->visit->id;
  hold->reason = g_strdup ("safeguarding");
  hold->wording = g_strdup (self->visit->judgement_why);
  hold->from = self->visit->date;
  return insert (self, &way_placement_hold_entity, hold, error);
}

typedef enum
{
  SIGNED,
  BEGUN,
  TO_COME,
} Stage;

static void
visiting_reset (Visiting *self)
{
  g_clear_pointer (&self->visit, way_visit_free);
  g_ptr_array_set_size (self->answers, 0);
  g_ptr_array_set_size (self->findings, 0);
  g_ptr_array_set_size (self->actions, 0);
}

static gboolean
write_all (Visiting         *self,
           const WayEntity  *entity,
           GPtrArray        *records,
           GError          **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!insert (self, entity, g_ptr_array_index (records, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_parts (Visiting    *self,
             GPtrArray   *expected,
             const char  *officer,
             Stage        stage,
             GError     **error)
{
  return insert (self, &way_visit_entity, self->visit, error) &&
         write_officer (self, officer, error) &&
         write_children (self, expected, stage == SIGNED, error) &&
         write_all (self, &way_visit_answer_entity, self->answers, error) &&
         write_all (self, &way_finding_entity, self->findings, error) &&
         write_all (self, &way_action_entity, self->actions, error) &&
         write_hold (self, error);
}

/* A sample only inserts: the visit is judged before it is written. */
static gboolean
write_visit (Visiting     *self,
             const char   *kind,
             const GDate  *on,
             Stage         stage,
             GError      **error)
{
  g_autofree char *officer = pick (self, "officer");
  g_autoptr(GPtrArray) expected = way_visit_expected (self->life->sampler->db, &self->setting, on,
                                                      error);

  if (expected == NULL)
    return FALSE;
  visiting_reset (self);
  self->visit = way_visit_new ();
  self->visit->id = way_sampler_id (self->life->sampler);
  self->visit->establishment = self->setting;
  self->visit->kind = g_strdup (kind);
  self->visit->planned = *on;
  self->visit->placements = expected->len;
  if (stage != TO_COME)
    {
      self->visit->date = *on;
      self->visit->time_in = g_strdup ("9:15");
      add_answers (self, stage == BEGUN);
    }
  if (stage == SIGNED)
    {
      add_strength (self);
      sign (self, officer);
    }
  return write_parts (self, expected, officer, stage, error);
}

/* --- Settings --- */

static GDate
school_day (Visiting *self,
            int       days)
{
  GDate day = way_date_add_days (today_of (self), days);

  return days < 0 ? way_school_days_last (self->life->plan->days, &day)
                  : way_school_days_nth (self->life->plan->days, &day, 1);
}

static gboolean
write_setting (Visiting  *self,
               guint      number,
               GError   **error)
{
  GDate annual = school_day (self, self->fails
                                     ? -FAILED_AGO
                                     : -MIN (FIRST_AGO + (int) number * STEP_AGO % MOST_AGO,
                                             MOST_AGO));
  GDate recent = school_day (self, -9 - (int) number);
  GDate ahead = school_day (self, NEXT_AHEAD + 2 * (int) number);
  GDate begun = school_day (self, -1);

  if (!write_visit (self, "annual", &annual, SIGNED, error))
    return FALSE;
  if (self->fails)
    return TRUE;
  if (number % MONITORED == 1 && !write_visit (self, "monitoring", &recent, SIGNED, error))
    return FALSE;
  if (number == 2)
    return write_visit (self, "monitoring", &begun, BEGUN, error);
  return number % PLANNED != 0 || write_visit (self, "monitoring", &ahead, TO_COME, error);
}

static gboolean
is_first_of (const WaySamplePlan *plan,
             guint                place)
{
  const WaySampleVenue *venue = g_ptr_array_index (plan->venues, place);

  for (guint i = 0; i < place; i++)
    if (way_id_equal (&((const WaySampleVenue *) g_ptr_array_index (plan->venues, i))->establishment,
                      &venue->establishment))
      return FALSE;
  return TRUE;
}

static void free_answer (gpointer record) { way_visit_answer_free (record); }
static void free_finding (gpointer record) { way_finding_free (record); }
static void free_action (gpointer record) { way_action_free (record); }

static gboolean
write_settings (Visiting    *self,
                const char  *held,
                GError     **error)
{
  WaySamplePlan *plan = self->life->plan;
  guint number = 0;

  for (guint i = 0; i < plan->venues->len; i++)
    {
      const WaySampleVenue *venue = g_ptr_array_index (plan->venues, i);

      if (!is_first_of (plan, i))
        continue;
      self->setting = venue->establishment;
      self->is_school = venue->is_school;
      self->fails = g_strcmp0 (venue->key, held) == 0;
      if (!write_setting (self, number++, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_sample_visits_write (WaySampleLife  *life,
                         GError        **error)
{
  g_autofree char *visits = way_sample_plan_text (life->plan, "life", "visits");
  g_autofree char *held = way_sample_plan_text (life->plan, "life", "visits-hold");
  Visiting self = { .life = life };
  gboolean done;

  if (g_strcmp0 (visits, "yes") != 0)
    return TRUE;
  self.answers = g_ptr_array_new_with_free_func (free_answer);
  self.findings = g_ptr_array_new_with_free_func (free_finding);
  self.actions = g_ptr_array_new_with_free_func (free_action);
  done = write_settings (&self, held, error);
  visiting_reset (&self);
  g_ptr_array_unref (self.answers);
  g_ptr_array_unref (self.findings);
  g_ptr_array_unref (self.actions);
  return done;
}
