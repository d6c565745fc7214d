/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visit asks, when it is complete, how it is judged, and when the next one
 * is. */
#include "way-visit-plan.h"
#include "way-visit-rule.h"

#include <string.h>

#include "way-test-calendar.h"

/* A visit in the making. */
typedef struct
{
  WayVisit  *visit;
  GPtrArray *answers;
  GPtrArray *findings;
  GPtrArray *actions;
  guint      n_officers;
  gboolean   is_school;
  GDate      today;
} Visit;

static void free_answer (gpointer record) { way_visit_answer_free (record); }
static void free_finding (gpointer record) { way_finding_free (record); }
static void free_action (gpointer record) { way_action_free (record); }

static Visit
visit_new (const char *kind)
{
  Visit self = { way_visit_new (), g_ptr_array_new_with_free_func (free_answer),
                 g_ptr_array_new_with_free_func (free_finding),
                 g_ptr_array_new_with_free_func (free_action), 1, FALSE,
                 way_test_date ("2026-11-10") };

  self.visit->kind = g_strdup (kind);
  self.visit->date = self.today;
  return self;
}

static void
visit_clear (Visit *self)
{
  way_visit_free (self->visit);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->actions);
}

static WayVisitFacts
facts_of (const Visit *self)
{
  return (WayVisitFacts) { self->visit, self->is_school, self->n_officers, self->answers,
                           self->findings, self->actions };
}

static WayVisitAnswer *
say (Visit      *self,
     const char *question,
     const char *value)
{
  WayVisitAnswer *answer = (WayVisitAnswer *) way_visit_find_answer (self->answers, question);

  if (answer == NULL)
    {
      answer = way_visit_answer_new ();
      answer->question = g_strdup (question);
      g_ptr_array_add (self->answers, answer);
    }
  g_free (answer->value);
  answer->value = g_strdup (value);
  return answer;
}

static WayAction *
act (Visit      *self,
     const char *question,
     const char *severity)
{
  WayAction *action = way_action_new ();

  action->question = g_strdup (question);
  action->wording = g_strdup ("Put it right");
  action->owner = g_strdup ("Manager");
  action->due = way_date_add_days (&self->today, 14);
  action->severity = g_strdup (severity);
  g_ptr_array_add (self->actions, action);
  return action;
}

/* All that is asked is answered as well as can be. */
static void
fill (Visit *self)
{
  g_autoptr(GPtrArray) questions = way_visit_questions (&self->today, self->is_school);
  WayFinding *strength = way_finding_new ();

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      g_autoptr(GPtrArray) choices = way_visit_choices (question);
      const char *bad = way_code_get (question, "bad");
      const char *value = "met";

      if (choices->len == 0 || way_code_is (question, "judges"))
        continue;
      if (g_strcmp0 (way_code_get (question, "type"), "MET4") != 0)
        value = bad != NULL ? "no" : ((const WayCode *) g_ptr_array_index (choices, 0))->id;
      say (self, question->id, value);
    }
  strength->kind = g_strdup ("strength");
  g_ptr_array_add (self->findings, strength);
}

static guint
count_faults (const GArray      *faults,
              WayVisitFaultKind  kind,
              const char        *question)
{
  guint count = 0;

  for (guint i = 0; i < faults->len; i++)
    {
      const WayVisitFault *fault = &g_array_index (faults, WayVisitFault, i);

      count += fault->kind == kind &&
               (question == NULL || (fault->question != NULL &&
                                     strcmp (fault->question->id, question) == 0));
    }
  return count;
}

/* --- The framework --- */

/* What rows name must exist, or a question could never be answered. */
static void
test_the_framework_is_whole (void)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("visit_question", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      const char *type = way_code_get (row, "type");
      const char *force = way_code_get (row, "force");
      g_autoptr(GPtrArray) choices = way_visit_choices (row);

      g_test_message ("%s", row->id);
      g_assert_true (way_codes_has ("visit_answer_type", type));
      g_assert_true (way_codes_has ("visit_section", way_code_get (row, "section")));
      g_assert_true (force == NULL || way_codes_has ("approval", force));
      g_assert_cmpint (force != NULL, ==, way_code_get (row, "hold") != NULL);
      if (force != NULL)
        g_assert_true (way_codes_has ("hold_reason", way_code_get (row, "hold")));
      if (strcmp (type, "LIST") == 0)
        g_assert_true (way_codes_has ("finding_kind", way_code_get (row, "of")));
      else
        g_assert_cmpuint (choices->len, >, 0);
    }
}

static void
test_the_four_safeguarding_questions_are_critical (void)
{
  static const char *const critical[] = { "B1", "B2", "B3", "B4" };

  for (guint i = 0; i < G_N_ELEMENTS (critical); i++)
    {
      const WayCode *row = way_codes_lookup ("visit_question", critical[i]);

      g_assert_cmpstr (way_code_get (row, "force"), ==, "NEW_PLACEMENTS_SUSPENDED");
      g_assert_cmpstr (way_code_get (row, "hold"), ==, "safeguarding");
    }
}

static void
test_a_school_is_not_asked_what_only_others_are (void)
{
  GDate today = way_test_date ("2026-11-10");
  g_autoptr(GPtrArray) of_school = way_visit_questions (&today, TRUE);
  g_autoptr(GPtrArray) of_others = way_visit_questions (&today, FALSE);

  g_assert_cmpuint (of_school->len, <, of_others->len);
  for (guint i = 0; i < of_school->len; i++)
    g_assert_cmpstr (((const WayCode *) g_ptr_array_index (of_school, i))->id, !=, "A3");
}

static void
test_a_day_holds_the_framework_of_its_time (void)
{
  Visit self = visit_new ("annual");
  GDate day;

  self.visit->date = way_date_none ();
  self.visit->planned = way_test_date ("2026-12-01");
  day = way_visit_day (self.visit, &self.today);
  way_test_assert_date (day, "2026-12-01");
  self.visit->date = way_test_date ("2026-12-03");
  day = way_visit_day (self.visit, &self.today);
  way_test_assert_date (day, "2026-12-03");
  visit_clear (&self);
}

/* --- Completeness --- */

static void
test_a_full_visit_has_no_fault (void)
{
  static const char *const kinds[] = { "pre_approval", "annual", "monitoring", "unannounced",
                                       "concern" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Visit self = visit_new (kinds[i]);
      WayVisitFacts facts;
      g_autoptr(GArray) faults = NULL;

      fill (&self);
      self.n_officers = 2;
      self.visit->judgement = g_strdup ("APPROVED");
      facts = facts_of (&self);
      faults = way_visit_check (&facts, &self.today);
      for (guint k = 0; k < faults->len; k++)
        {
          const WayVisitFault *fault = &g_array_index (faults, WayVisitFault, k);

          g_test_message ("%s: %s %s", kinds[i], fault->question != NULL ? fault->question->id : "-",
                          way_visit_fault_text (fault->kind));
        }
      g_assert_cmpuint (faults->len, ==, 0);
      visit_clear (&self);
    }
}

static void
test_each_kind_of_visit_needs_its_sections (void)
{
  static const struct { const char *kind, *needed; } cases[] = {
    { "pre_approval", "ABCDEGH" }, { "annual", "ABCDEFGH" }, { "monitoring", "ABDH" },
    { "unannounced", "ABDH" }, { "concern", "ABH" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Visit self = visit_new (cases[i].kind);
      WayVisitFacts facts = facts_of (&self);
      g_autoptr(GArray) sections = way_visit_sections (&facts, &self.today);
      g_autoptr(GString) needed = g_string_new (NULL);

      for (guint k = 0; k < sections->len; k++)
        if (g_array_index (sections, WayVisitSection, k).needed)
          g_string_append (needed, g_array_index (sections, WayVisitSection, k).section->id);
      g_assert_cmpstr (needed->str, ==, cases[i].needed);
      visit_clear (&self);
    }
}

/* Every Partly and Not met needs an action with owner, day and severity. */
static void
test_what_is_not_met_needs_an_action (void)
{
  Visit self = visit_new ("annual");
  WayVisitFacts facts;
  g_autoptr(GArray) none = NULL;
  g_autoptr(GArray) bare = NULL;
  g_autoptr(GArray) whole = NULL;
  WayAction *action;

  fill (&self);
  say (&self, "C1", "partly");
  say (&self, "C2", "not_met");
  facts = facts_of (&self);
  none = way_visit_check (&facts, &self.today);
  g_assert_cmpuint (count_faults (none, WAY_VISIT_FAULT_NO_ACTION, NULL), ==, 2);

  action = way_action_new ();
  action->question = g_strdup ("C1");
  g_ptr_array_add (self.actions, action);
  bare = way_visit_check (&facts, &self.today);
  g_assert_cmpuint (count_faults (bare, WAY_VISIT_FAULT_NO_ACTION, "C1"), ==, 1);
  g_assert_cmpuint (count_faults (bare, WAY_VISIT_FAULT_NO_OWNER, "C1"), ==, 1);
  g_assert_cmpuint (count_faults (bare, WAY_VISIT_FAULT_NO_DUE, "C1"), ==, 1);
  g_assert_cmpuint (count_faults (bare, WAY_VISIT_FAULT_NO_SEVERITY, "C1"), ==, 1);

  g_ptr_array_set_size (self.actions, 0);
  act (&self, "C1", "low");
  act (&self, "C2", "high");
  whole = way_visit_check (&facts, &self.today);
  g_assert_cmpuint (count_faults (whole, WAY_VISIT_FAULT_NO_ACTION, NULL), ==, 0);
  visit_clear (&self);
}

static void
test_days_are_checked (void)
{
  static const struct
  {
    const char       *question;
    const char       *day;
    gboolean          with_action;
    WayVisitFaultKind fault;
    guint             n;
  } cases[] = {
    { "B5", "2025-11-09", FALSE, WAY_VISIT_FAULT_TOO_OLD, 1 },
    { "B5", "2025-11-10", FALSE, WAY_VISIT_FAULT_TOO_OLD, 0 },
    { "B5", "2025-11-09", TRUE, WAY_VISIT_FAULT_TOO_OLD, 0 },
    { "B5", "2026-11-11", TRUE, WAY_VISIT_FAULT_IN_FUTURE, 1 },
    { "B7", "2024-11-10", FALSE, WAY_VISIT_FAULT_TOO_OLD, 0 },
    { "B7", "2024-11-09", FALSE, WAY_VISIT_FAULT_TOO_OLD, 1 },
    { "A17", "2026-11-09", FALSE, WAY_VISIT_FAULT_RAN_OUT, 1 },
    { "A17", "2026-11-10", FALSE, WAY_VISIT_FAULT_RAN_OUT, 0 },
    { "A17", "2027-03-31", FALSE, WAY_VISIT_FAULT_IN_FUTURE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Visit self = visit_new ("annual");
      WayVisitFacts facts = facts_of (&self);
      g_autoptr(GArray) faults = NULL;

      g_test_message ("%s %s", cases[i].question, cases[i].day);
      say (&self, cases[i].question, NULL)->date = way_test_date (cases[i].day);
      if (cases[i].with_action)
        act (&self, cases[i].question, "medium");
      faults = way_visit_check (&facts, &self.today);
      g_assert_cmpuint (count_faults (faults, cases[i].fault, cases[i].question), ==, cases[i].n);
      visit_clear (&self);
    }
}

static void
test_a_concern_needs_two_officers (void)
{
  Visit self = visit_new ("concern");
  WayVisitFacts facts = facts_of (&self);
  g_autoptr(GArray) faults = way_visit_check (&facts, &self.today);

  g_assert_cmpuint (count_faults (faults, WAY_VISIT_FAULT_OFFICERS, NULL), ==, 1);
  visit_clear (&self);
}

static void
test_an_immediate_risk_is_told_in_words (void)
{
  Visit self = visit_new ("concern");
  WayVisitFacts facts = facts_of (&self);
  g_autoptr(GArray) silent = NULL;
  g_autoptr(GArray) told = NULL;

  say (&self, "H3", "yes");
  silent = way_visit_check (&facts, &self.today);
  g_assert_cmpuint (count_faults (silent, WAY_VISIT_FAULT_UNEXPLAINED, "H3"), ==, 1);
  say (&self, "H3", "yes")->text = g_strdup ("The lead and the designated officer were told.");
  told = way_visit_check (&facts, &self.today);
  g_assert_cmpuint (count_faults (told, WAY_VISIT_FAULT_UNEXPLAINED, "H3"), ==, 0);
  visit_clear (&self);
}

/* A setting that is registered need not be asked whether it ought to be. */
static void
test_a_question_may_hang_on_another (void)
{
  Visit self = visit_new ("monitoring");
  const WayCode *question = way_codes_lookup ("visit_question", "A2");

  g_assert_true (way_visit_is_asked (question, self.answers));
  say (&self, "A1", "no");
  g_assert_true (way_visit_is_asked (question, self.answers));
  say (&self, "A1", "yes");
  g_assert_false (way_visit_is_asked (question, self.answers));
  visit_clear (&self);
}

static void
test_what_differs_from_the_file_is_seen (void)
{
  static const struct { const char *known; gint64 number; const char *value; gboolean differs; }
  cases[] = {
    { "12", 12, NULL, FALSE }, { "12", 11, NULL, TRUE }, { "12", WAY_INTEGER_NONE, NULL, FALSE },
    { NULL, 11, NULL, FALSE }, { "12", 11, "not_applicable", FALSE },
  };
  const WayCode *question = way_codes_lookup ("visit_question", "A5");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayVisitAnswer) answer = way_visit_answer_new ();

      answer->question = g_strdup ("A5");
      answer->known = g_strdup (cases[i].known);
      answer->number = cases[i].number;
      answer->value = g_strdup (cases[i].value);
      g_assert_cmpint (way_visit_differs (question, answer), ==, cases[i].differs);
    }
}

/* --- Judgement --- */

static void
test_sections_are_judged_by_what_was_found (void)
{
  static const struct { const char *value, *severity, *proposed; } cases[] = {
    { "met", NULL, "secure" }, { "partly", "low", "developing" }, { "not_met", "high", "concern" },
    { "partly", "urgent", "urgent" }, { "not_met", "urgent", "urgent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Visit self = visit_new ("annual");
      WayVisitFacts facts = facts_of (&self);
      g_autoptr(GArray) sections = NULL;

      fill (&self);
      say (&self, "C1", cases[i].value);
      if (cases[i].severity != NULL)
        act (&self, "C1", cases[i].severity);
      sections = way_visit_sections (&facts, &self.today);
      g_assert_cmpstr (g_array_index (sections, WayVisitSection, 2).proposed->id, ==,
                       cases[i].proposed);
      g_assert_cmpstr (g_array_index (sections, WayVisitSection, 1).proposed->id, ==, "secure");
      visit_clear (&self);
    }
}

static void
test_the_whole_is_judged_by_the_worst (void)
{
  static const struct
  {
    const char *question, *value, *severity;   /* what was found */
    const char *section, *judgement;           /* the officer’s own of a section */
    const char *least, *forced_by, *hold;
  } cases[] = {
    { "C1", "met", NULL, NULL, NULL, "APPROVED", NULL, NULL },
    { "C1", "partly", "low", NULL, NULL, "APPROVED_WITH_ACTIONS", NULL, NULL },
    { "C1", "not_met", "high", NULL, NULL, "APPROVED_WITH_ACTIONS", NULL, NULL },
    { "C1", "partly", "urgent", NULL, NULL, "NEW_PLACEMENTS_SUSPENDED", NULL, "judgement" },
    { "C1", "met", NULL, "GJ", "urgent", "NEW_PLACEMENTS_SUSPENDED", NULL, "judgement" },
    { "C1", "met", NULL, "GJ", "concern", "APPROVED_WITH_ACTIONS", NULL, NULL },
    { "B1", "not_met", "high", NULL, NULL, "NEW_PLACEMENTS_SUSPENDED", "B1", "safeguarding" },
    { "B2", "not_met", "high", NULL, NULL, "NEW_PLACEMENTS_SUSPENDED", "B2", "safeguarding" },
    { "B3", "not_met", "high", NULL, NULL, "NEW_PLACEMENTS_SUSPENDED", "B3", "safeguarding" },
    { "B4", "not_met", "high", NULL, NULL, "NEW_PLACEMENTS_SUSPENDED", "B4", "safeguarding" },
    { "B4", "partly", "high", NULL, NULL, "APPROVED_WITH_ACTIONS", NULL, NULL },
    { "B8", "not_met", "high", NULL, NULL, "APPROVED_WITH_ACTIONS", NULL, NULL },
    { "B4", "not_met", "high", "BJ", "secure", "NEW_PLACEMENTS_SUSPENDED", "B4", "safeguarding" },
    { "H3", "yes", "urgent", NULL, NULL, "NEW_PLACEMENTS_SUSPENDED", "H3", "safeguarding" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Visit self = visit_new ("annual");
      WayVisitFacts facts = facts_of (&self);
      WayVisitJudgement judgement;
      g_autofree const char **holds = NULL;

      g_test_message ("%s %s", cases[i].question, cases[i].value);
      fill (&self);
      say (&self, cases[i].question, cases[i].value);
      if (cases[i].severity != NULL)
        act (&self, cases[i].question, cases[i].severity);
      if (cases[i].section != NULL)
        say (&self, cases[i].section, cases[i].judgement);
      way_visit_judge (&facts, &self.today, &judgement);
      g_assert_cmpstr (judgement.least->id, ==, cases[i].least);
      g_assert_cmpstr (judgement.question != NULL ? judgement.question->id : NULL, ==,
                       cases[i].forced_by);
      holds = way_visit_holds (&facts, judgement.least->id, &self.today);
      g_assert_cmpstr (holds[0], ==, cases[i].hold);
      visit_clear (&self);
    }
}

static void
test_an_unregistered_school_holds_for_registration (void)
{
  Visit self = visit_new ("monitoring");
  WayVisitFacts facts = facts_of (&self);
  WayVisitJudgement judgement;
  g_autofree const char **holds = NULL;

  fill (&self);
  say (&self, "A1", "no");
  say (&self, "A2", "yes");
  way_visit_judge (&facts, &self.today, &judgement);
  g_assert_cmpstr (judgement.least->id, ==, "NEW_PLACEMENTS_SUSPENDED");
  holds = way_visit_holds (&facts, judgement.least->id, &self.today);
  g_assert_cmpstr (holds[0], ==, "registration");
  visit_clear (&self);
}

static void
test_no_better_judgement_stands (void)
{
  static const struct { const char *judgement; guint n; } cases[] = {
    { "APPROVED", 1 }, { "APPROVED_WITH_ACTIONS", 1 }, { "NEW_PLACEMENTS_SUSPENDED", 0 },
    { "NOT_APPROVED", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Visit self = visit_new ("annual");
      WayVisitFacts facts = facts_of (&self);
      g_autoptr(GArray) faults = NULL;

      fill (&self);
      say (&self, "B4", "not_met");
      act (&self, "B4", "high");
      self.visit->judgement = g_strdup (cases[i].judgement);
      faults = way_visit_check (&facts, &self.today);
      g_assert_cmpuint (count_faults (faults, WAY_VISIT_FAULT_TOO_KIND, NULL), ==, cases[i].n);
      visit_clear (&self);
    }
}

/* However answers fall, the judgement is what a plain reading of the rule says. */
static void
test_random_answers_are_judged_as_the_rule_reads (void)
{
  static const char *const values[] = { "met", "met", "met", "partly", "not_met", "not_applicable" };
  static const char *const severities[] = { "low", "medium", "high", "urgent" };

  for (guint run = 0; run < 500; run++)
    {
      Visit self = visit_new ("annual");
      WayVisitFacts facts = facts_of (&self);
      g_autoptr(GPtrArray) questions = way_visit_questions (&self.today, FALSE);
      gboolean urgent = FALSE, critical = FALSE, bad = FALSE;
      WayVisitJudgement judgement;

      for (guint i = 0; i < questions->len; i++)
        {
          const WayCode *question = g_ptr_array_index (questions, i);
          const char *value = values[g_test_rand_int_range (0, G_N_ELEMENTS (values))];
          const char *severity = severities[g_test_rand_int_range (0, G_N_ELEMENTS (severities))];

          if (strcmp (way_code_get (question, "type"), "MET4") != 0 ||
              g_test_rand_int_range (0, 8) > 0)
            continue;
          say (&self, question->id, value);
          if (strcmp (value, "partly") != 0 && strcmp (value, "not_met") != 0)
            continue;
          act (&self, question->id, severity);
          bad = TRUE;
          urgent |= strcmp (severity, "urgent") == 0;
          critical |= strcmp (value, "not_met") == 0 &&
                      g_strv_contains ((const char *const []) { "B1", "B2", "B3", "B4", NULL },
                                       question->id);
        }
      way_visit_judge (&facts, &self.today, &judgement);
      g_assert_cmpstr (judgement.least->id, ==,
                       urgent || critical ? "NEW_PLACEMENTS_SUSPENDED"
                       : bad ? "APPROVED_WITH_ACTIONS" : "APPROVED");
      visit_clear (&self);
    }
}

/* --- When --- */

static WayVisit *
signed_on (const char *day,
           const char *kind,
           const char *judgement)
{
  WayVisit *visit = way_visit_new ();

  visit->id = way_id_new ();
  visit->kind = g_strdup (kind);
  visit->date = visit->officer_signed_on = visit->provider_signed_on = way_test_date (day);
  visit->judgement = g_strdup (judgement);
  return visit;
}

static void
free_visit (gpointer visit)
{
  way_visit_free (visit);
}

static void
test_an_approval_lapses_after_twelve_months (void)
{
  static const struct
  {
    const char *day, *kind, *judgement, *today;
    const char *lapses;        /* "": not approved */
    gboolean has_lapsed;
  } cases[] = {
    { "2025-11-10", "annual", "APPROVED", "2026-11-10", "2026-11-10", FALSE },
    { "2025-11-10", "annual", "APPROVED", "2026-11-11", "2026-11-10", TRUE },
    { "2025-11-10", "pre_approval", "APPROVED_WITH_ACTIONS", "2026-01-10", "2026-11-10", FALSE },
    { "2025-11-10", "monitoring", "APPROVED", "2026-01-10", "", FALSE },
    { "2025-11-10", "annual", "NEW_PLACEMENTS_SUSPENDED", "2026-01-10", "", FALSE },
    { "2026-11-11", "annual", "APPROVED", "2026-11-10", "", FALSE },
    { "2024-02-29", "annual", "APPROVED", "2024-06-01", "2025-02-28", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func (free_visit);
      GDate today = way_test_date (cases[i].today);
      WayVisitStanding standing;
      g_autofree char *lapses = NULL;

      g_ptr_array_add (visits, signed_on (cases[i].day, cases[i].kind, cases[i].judgement));
      way_visit_standing (visits, &today, &standing);
      lapses = way_date_to_iso (&standing.lapses);
      g_test_message ("case %u", i);
      g_assert_cmpstr (lapses, ==, cases[i].lapses);
      g_assert_cmpint (standing.has_lapsed, ==, cases[i].has_lapsed);
    }
}

/* A later visit judges anew, but only an annual one renews the approval. */
static void
test_the_newest_judgement_stands (void)
{
  g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func (free_visit);
  GDate today = way_test_date ("2026-11-10");
  WayVisitStanding standing;

  g_ptr_array_add (visits, signed_on ("2026-06-01", "concern", "NEW_PLACEMENTS_SUSPENDED"));
  g_ptr_array_add (visits, signed_on ("2026-02-03", "annual", "APPROVED"));
  way_visit_standing (visits, &today, &standing);
  g_assert_cmpstr (standing.judgement->id, ==, "NEW_PLACEMENTS_SUSPENDED");
  way_test_assert_date (standing.lapses, "2027-02-03");
  way_test_assert_date (standing.last->date, "2026-06-01");
}

/* In the specimen calendar terms end on 18 December and 25 March. */
static void
test_a_setting_that_is_no_school_is_seen_every_term (void)
{
  static const struct
  {
    const char *last;         /* NULL: never */
    gboolean    is_school, has_pupils;
    const char *due, *rule;
  } cases[] = {
    { NULL, FALSE, TRUE, "2026-12-18", "monitoring" },
    { "2026-06-10", FALSE, TRUE, "2026-12-18", "monitoring" },
    { "2026-09-10", FALSE, TRUE, "2027-03-25", "monitoring" },
    { "2026-09-10", FALSE, FALSE, "2027-09-10", "approval" },
    { "2026-09-10", TRUE, TRUE, "2027-09-10", "approval" },
    { NULL, TRUE, TRUE, "2026-11-10", "approval" },
    { NULL, TRUE, FALSE, "", NULL },
    { "2025-12-01", FALSE, TRUE, "2026-12-01", "approval" },
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate today = way_test_date ("2026-11-10");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) visits = g_ptr_array_new_with_free_func (free_visit);
      WayVisitStanding standing;
      WayVisitDue due;
      g_autofree char *iso = NULL;

      if (cases[i].last != NULL)
        g_ptr_array_add (visits, signed_on (cases[i].last, "annual", "APPROVED"));
      way_visit_standing (visits, &today, &standing);
      way_visit_next (&standing, cases[i].is_school, cases[i].has_pupils, days, &today, &due);
      iso = way_date_to_iso (&due.due);
      g_test_message ("case %u", i);
      g_assert_cmpstr (iso, ==, cases[i].due);
      g_assert_cmpstr (due.rule != NULL ? due.rule->id : NULL, ==, cases[i].rule);
    }
}

static void
test_priority_is_pupils_times_weeks_times_risk (void)
{
  static const struct { WayVisitRisk risk; const char *last; guint weeks, points, priority; }
  cases[] = {
    { { .n_pupils = 10, .is_school = TRUE }, "2026-09-01", 10, 1, 100 },
    { { .n_pupils = 10 }, "2026-09-01", 10, 2, 200 },
    { { .n_pupils = 4 }, NULL, 52, 3, 624 },
    { { .n_pupils = 4, .registration = WAY_REGISTRATION_MUST }, "2026-11-03", 1, 5, 20 },
    { { .n_pupils = 4, .registration = WAY_REGISTRATION_NEAR, .is_held = TRUE,
        .has_urgent_action = TRUE, .has_late_action = TRUE, .check_ran_out = TRUE,
        .has_lapsed = TRUE }, "2026-10-27", 2, 10, 80 },
    { { .n_pupils = 0 }, "2026-09-01", 10, 2, 0 },
  };
  GDate today = way_test_date ("2026-11-10");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WayVisitRisk risk = cases[i].risk;
      WayVisitPriority priority;

      if (cases[i].last != NULL)
        risk.last_visit = way_test_date (cases[i].last);
      else
        risk.last_visit = way_date_none ();
      way_visit_prioritise (&risk, &today, &priority);
      g_test_message ("case %u", i);
      g_assert_cmpuint (priority.weeks, ==, cases[i].weeks);
      g_assert_cmpuint (priority.points, ==, cases[i].points);
      g_assert_cmpuint (priority.priority, ==, cases[i].priority);
      way_visit_priority_clear (&priority);
    }
}

static void
test_an_action_is_late_after_its_day (void)
{
  static const struct { const char *due, *done, *dropped; WayActionState state; } cases[] = {
    { "2026-11-10", NULL, NULL, WAY_ACTION_TO_DO }, { "2026-11-09", NULL, NULL, WAY_ACTION_LATE },
    { NULL, NULL, NULL, WAY_ACTION_TO_DO }, { "2026-11-09", "2026-11-01", NULL, WAY_ACTION_DONE },
    { "2026-11-09", NULL, "2026-11-01", WAY_ACTION_DROPPED },
  };
  GDate today = way_test_date ("2026-11-10");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayAction) action = way_action_new ();

      if (cases[i].due != NULL)
        action->due = way_test_date (cases[i].due);
      if (cases[i].done != NULL)
        action->done = way_test_date (cases[i].done);
      if (cases[i].dropped != NULL)
        action->dropped = way_test_date (cases[i].dropped);
      g_assert_cmpint (way_visit_action_state (action, &today), ==, cases[i].state);
      g_assert_cmpint (way_visit_action_is_open (action), ==,
                       cases[i].done == NULL && cases[i].dropped == NULL);
    }
}

static void
test_severity_says_by_when (void)
{
  GDate today = way_test_date ("2026-11-10");
  GDate urgent = way_visit_action_due ("urgent", &today);
  GDate high = way_visit_action_due ("high", &today);
  GDate none = way_visit_action_due (NULL, &today);

  way_test_assert_date (urgent, "2026-11-11");
  way_test_assert_date (high, "2026-11-24");
  g_assert_false (way_date_is_set (&none));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/visit/framework", test_the_framework_is_whole);
  g_test_add_func ("/rules/visit/critical", test_the_four_safeguarding_questions_are_critical);
  g_test_add_func ("/rules/visit/school", test_a_school_is_not_asked_what_only_others_are);
  g_test_add_func ("/rules/visit/day", test_a_day_holds_the_framework_of_its_time);
  g_test_add_func ("/rules/visit/complete", test_a_full_visit_has_no_fault);
  g_test_add_func ("/rules/visit/sections", test_each_kind_of_visit_needs_its_sections);
  g_test_add_func ("/rules/visit/actions", test_what_is_not_met_needs_an_action);
  g_test_add_func ("/rules/visit/days", test_days_are_checked);
  g_test_add_func ("/rules/visit/officers", test_a_concern_needs_two_officers);
  g_test_add_func ("/rules/visit/risk", test_an_immediate_risk_is_told_in_words);
  g_test_add_func ("/rules/visit/unless", test_a_question_may_hang_on_another);
  g_test_add_func ("/rules/visit/differs", test_what_differs_from_the_file_is_seen);
  g_test_add_func ("/rules/visit/judge-sections", test_sections_are_judged_by_what_was_found);
  g_test_add_func ("/rules/visit/judge", test_the_whole_is_judged_by_the_worst);
  g_test_add_func ("/rules/visit/registration", test_an_unregistered_school_holds_for_registration);
  g_test_add_func ("/rules/visit/too-kind", test_no_better_judgement_stands);
  g_test_add_func ("/rules/visit/random", test_random_answers_are_judged_as_the_rule_reads);
  g_test_add_func ("/rules/visit/lapse", test_an_approval_lapses_after_twelve_months);
  g_test_add_func ("/rules/visit/newest", test_the_newest_judgement_stands);
  g_test_add_func ("/rules/visit/due", test_a_setting_that_is_no_school_is_seen_every_term);
  g_test_add_func ("/rules/visit/priority", test_priority_is_pupils_times_weeks_times_risk);
  g_test_add_func ("/rules/visit/action-state", test_an_action_is_late_after_its_day);
  g_test_add_func ("/rules/visit/action-due", test_severity_says_by_when);
  return g_test_run ();
}
