/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked on a visit, when it is complete, and how it is judged.  Each
 * question, scale and judgement is a row of data/rules/visit-*.xml. */

#include "way-visit-rule.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-date.h"
#include "way-field.h"

#define NOT_APPLICABLE "not_applicable"

/* --- How far it is --- */

gboolean
way_visit_is_signed (const WayVisit *visit)
{
  return way_date_is_set (&visit->officer_signed_on) && way_date_is_set (&visit->provider_signed_on);
}

const WayCode *
way_visit_stage (const WayVisit *visit)
{
  const char *stage = "planned";

  if (way_date_is_set (&visit->cancelled))
    stage = "cancelled";
  else if (way_visit_is_signed (visit))
    stage = "signed";
  else if (way_date_is_set (&visit->date))
    stage = "started";
  return way_codes_lookup ("visit_stage", stage);
}

GDate
way_visit_day (const WayVisit *visit,
               const GDate    *today)
{
  if (way_date_is_set (&visit->date))
    return visit->date;
  return way_date_is_set (&visit->planned) ? visit->planned : *today;
}

/* --- Questions --- */

GPtrArray *
way_visit_questions (const GDate *on,
                     gboolean     is_school)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("visit_question", on);
  GPtrArray *questions = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      if (!is_school || g_strcmp0 (way_code_get (row, "schools"), "no") != 0)
        g_ptr_array_add (questions, (gpointer) row);
    }
  return questions;
}

gboolean
way_visit_needs_section (const WayCode *section,
                         const char    *kind)
{
  return way_code_allows (section, "types", "all") ||
         (kind != NULL && way_code_allows (section, "types", kind));
}

static const WayCode *
type_of (const WayCode *question)
{
  return way_codes_lookup ("visit_answer_type", way_code_get (question, "type"));
}

static gboolean
is_of_type (const WayCode *question,
            const char    *type)
{
  return g_strcmp0 (way_code_get (question, "type"), type) == 0;
}

GPtrArray *
way_visit_choices (const WayCode *question)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("visit_value", NULL);
  const char *scale = way_code_get (question, "of");
  GPtrArray *choices = g_ptr_array_new ();

  if (scale == NULL)
    scale = way_code_get (type_of (question), "of");
  for (guint i = 0; scale != NULL && i < rows->len; i++)
    if (way_code_allows (g_ptr_array_index (rows, i), "of", scale))
      g_ptr_array_add (choices, g_ptr_array_index (rows, i));
  return choices;
}

const WayVisitAnswer *
way_visit_find_answer (const GPtrArray *answers,
                       const char      *question)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const WayVisitAnswer *answer = g_ptr_array_index (answers, i);

      if (g_strcmp0 (answer->question, question) == 0)
        return answer;
    }
  return NULL;
}

static gboolean
has_finding (const GPtrArray *findings,
             const char      *kind)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_strcmp0 (((const WayFinding *) g_ptr_array_index (findings, i))->kind, kind) == 0)
      return TRUE;
  return FALSE;
}

gboolean
way_visit_is_answered (const WayCode        *question,
                       const WayVisitAnswer *answer,
                       const GPtrArray      *findings)
{
  const char *holds = way_code_get (type_of (question), "holds");
  WayValue value;

  if (g_str_equal (holds, "list"))
    return has_finding (findings, way_code_get (question, "of"));
  if (answer == NULL)
    return FALSE;
  if (answer->value != NULL)
    return TRUE;
  value = way_field_get (way_entity_field (&way_visit_answer_entity, holds), answer);
  return value.type != WAY_VALUE_NONE;
}

gboolean
way_visit_is_asked (const WayCode   *question,
                    const GPtrArray *answers)
{
  const char *unless = way_code_get (question, "unless");
  const WayVisitAnswer *answer = unless != NULL ? way_visit_find_answer (answers, unless) : NULL;

  return answer == NULL || g_strcmp0 (answer->value, "yes") != 0;
}

gboolean
way_visit_wants_action (const WayCode        *question,
                        const WayVisitAnswer *answer)
{
  const WayCode *value;

  if (answer == NULL || answer->value == NULL)
    return FALSE;
  if (way_code_get (question, "bad") != NULL)
    return strcmp (way_code_get (question, "bad"), answer->value) == 0;
  value = way_codes_lookup ("visit_value", answer->value);
  return is_of_type (question, "MET4") && value != NULL && way_code_is (value, "needs_action");
}

gboolean
way_visit_is_critical (const WayCode        *question,
                       const WayVisitAnswer *answer)
{
  if (way_code_get (question, "force") == NULL || !way_visit_wants_action (question, answer))
    return FALSE;
  return way_code_get (question, "bad") != NULL || strcmp (answer->value, "not_met") == 0;
}

gboolean
way_visit_differs (const WayCode        *question,
                   const WayVisitAnswer *answer)
{
  const WayField *field;
  g_autofree char *found = NULL;

  if (answer == NULL || answer->known == NULL ||
      g_strcmp0 (answer->value, NOT_APPLICABLE) == 0)
    return FALSE;
  field = way_entity_field (&way_visit_answer_entity, way_code_get (type_of (question), "holds"));
  found = field != NULL ? way_field_to_text (field, answer) : g_strdup ("");
  return *found != '\0' && strcmp (found, answer->known) != 0;
}

/* --- What is missing or wrong --- */

const char *
way_visit_fault_text (WayVisitFaultKind kind)
{
  static const char *const texts[] = {
    [WAY_VISIT_FAULT_UNANSWERED] = N_("Not answered yet"),
    [WAY_VISIT_FAULT_UNEXPLAINED] = N_("Say in words what was found, and who was told"),
    [WAY_VISIT_FAULT_NO_ACTION] = N_("Say what is to be done about it"),
    [WAY_VISIT_FAULT_NO_OWNER] = N_("Say who does it"),
    [WAY_VISIT_FAULT_NO_DUE] = N_("Say by when it is done"),
    [WAY_VISIT_FAULT_NO_SEVERITY] = N_("Say how severe it is"),
    [WAY_VISIT_FAULT_TOO_OLD] = N_("That is longer ago than %u months: say what is to be done"),
    [WAY_VISIT_FAULT_IN_FUTURE] = N_("That day has not come yet"),
    [WAY_VISIT_FAULT_RAN_OUT] = N_("That has run out: say what is to be done"),
    [WAY_VISIT_FAULT_OFFICERS] = N_("Officers that go on such a visit: at least %u"),
    [WAY_VISIT_FAULT_TOO_KIND] = N_("What was found allows no better judgement than this"),
    [WAY_VISIT_FAULT_NO_JUDGEMENT] = N_("Say how the setting is judged"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (texts) == WAY_N_VISIT_FAULTS);
  g_return_val_if_fail (kind < WAY_N_VISIT_FAULTS, NULL);

  return texts[kind];
}

static void
add_fault (GArray            *faults,
           WayVisitFaultKind  kind,
           const WayCode     *question,
           const WayAction   *action,
           guint              number)
{
  WayVisitFault fault = { kind, question, action, number };

  g_array_append_val (faults, fault);
}

/* Every action says who, by when and how severe. */
static guint
check_actions (const WayVisitFacts *facts,
               const WayCode       *question,
               GArray              *faults)
{
  guint count = 0;

  for (guint i = 0; i < facts->actions->len; i++)
    {
      const WayAction *action = g_ptr_array_index (facts->actions, i);

      if (g_strcmp0 (action->question, question->id) != 0)
        continue;
      count++;
      if (action->wording == NULL)
        add_fault (faults, WAY_VISIT_FAULT_NO_ACTION, question, action, 0);
      if (action->owner == NULL)
        add_fault (faults, WAY_VISIT_FAULT_NO_OWNER, question, action, 0);
      if (!way_date_is_set (&action->due))
        add_fault (faults, WAY_VISIT_FAULT_NO_DUE, question, action, 0);
      if (action->severity == NULL)
        add_fault (faults, WAY_VISIT_FAULT_NO_SEVERITY, question, action, 0);
    }
  return count;
}

/* A day may be too old, run out, or not have come: the first two are put right by
 * an action, the last is a slip of the pen. */
static void
check_day (const WayCode        *question,
           const WayVisitAnswer *answer,
           guint                 n_actions,
           const GDate          *on,
           GArray               *faults)
{
  int months = way_code_get_int (question, "months", 0);
  GDate oldest = way_date_add_months (on, -months);

  if (answer == NULL || !way_date_is_set (&answer->date))
    return;
  if (way_code_is (question, "ahead"))
    {
      if (way_date_compare (&answer->date, on) < 0 && n_actions == 0)
        add_fault (faults, WAY_VISIT_FAULT_RAN_OUT, question, NULL, 0);
    }
  else if (way_date_compare (&answer->date, on) > 0)
    add_fault (faults, WAY_VISIT_FAULT_IN_FUTURE, question, NULL, 0);
  else if (months > 0 && way_date_compare (&answer->date, &oldest) < 0 && n_actions == 0)
    add_fault (faults, WAY_VISIT_FAULT_TOO_OLD, question, NULL, (guint) months);
}

static void
check_question (const WayVisitFacts *facts,
                const WayCode       *question,
                const GDate         *on,
                GArray              *faults)
{
  const WayVisitAnswer *answer = way_visit_find_answer (facts->answers, question->id);
  const WayCode *section = way_codes_lookup ("visit_section", way_code_get (question, "section"));
  gboolean is_bad = way_visit_wants_action (question, answer);
  guint n_actions;

  if (!way_visit_is_asked (question, facts->answers))
    return;
  if (!way_code_is (question, "optional") && !way_code_is (question, "judges") &&
      way_visit_needs_section (section, facts->visit->kind) &&
      !way_visit_is_answered (question, answer, facts->findings))
    add_fault (faults, WAY_VISIT_FAULT_UNANSWERED, question, NULL, 0);
  if (is_bad && way_code_is (question, "explain") && answer->text == NULL)
    add_fault (faults, WAY_VISIT_FAULT_UNEXPLAINED, question, NULL, 0);
  n_actions = check_actions (facts, question, faults);
  if (is_bad && n_actions == 0)
    add_fault (faults, WAY_VISIT_FAULT_NO_ACTION, question, NULL, 0);
  check_day (question, answer, n_actions, on, faults);
}

static gboolean
is_better (const char    *judgement,
           const WayCode *least)
{
  const WayCode *code = way_codes_lookup ("approval", judgement);

  return code != NULL && code->order < least->order;
}

static void
check_whole (const WayVisitFacts *facts,
             const GDate         *today,
             GArray              *faults)
{
  const WayCode *type = facts->visit->kind != NULL
                          ? way_codes_lookup ("visit_type", facts->visit->kind) : NULL;
  guint officers = type != NULL ? (guint) way_code_get_int (type, "officers", 1) : 1;
  WayVisitJudgement judgement;

  if (facts->n_officers < officers)
    add_fault (faults, WAY_VISIT_FAULT_OFFICERS, NULL, NULL, officers);
  way_visit_judge (facts, today, &judgement);
  if (facts->visit->judgement == NULL)
    add_fault (faults, WAY_VISIT_FAULT_NO_JUDGEMENT, NULL, NULL, 0);
  else if (is_better (facts->visit->judgement, judgement.least))
    add_fault (faults, WAY_VISIT_FAULT_TOO_KIND, judgement.question, NULL, 0);
}

static GArray *
check_questions (const WayVisitFacts *facts,
                 const GDate         *today)
{
  GDate on = way_visit_day (facts->visit, today);
  g_autoptr(GPtrArray) questions = way_visit_questions (&on, facts->is_school);
  GArray *faults = g_array_new (FALSE, FALSE, sizeof (WayVisitFault));

  for (guint i = 0; i < questions->len; i++)
    check_question (facts, g_ptr_array_index (questions, i), &on, faults);
  return faults;
}

GArray *
way_visit_check (const WayVisitFacts *facts,
                 const GDate         *today)
{
  GArray *faults = check_questions (facts, today);

  check_whole (facts, today, faults);
  return faults;
}

/* --- Sections --- */

static const WayCode *
section_of_question (const char *id)
{
  const WayCode *question = id != NULL ? way_codes_lookup ("visit_question", id) : NULL;

  return question != NULL ? way_codes_lookup ("visit_section", way_code_get (question, "section"))
                          : NULL;
}

static gboolean
has_severity (const WayVisitFacts *facts,
              const WayCode       *section,
              const char          *severity)
{
  for (guint i = 0; i < facts->actions->len; i++)
    {
      const WayAction *action = g_ptr_array_index (facts->actions, i);

      if (g_strcmp0 (action->severity, severity) == 0 &&
          section_of_question (action->question) == section)
        return TRUE;
    }
  return FALSE;
}

/* An answer of the section, or of any with NULL, that has one of the row's
 * values. */
static gboolean
has_value (const WayVisitFacts *facts,
           const WayCode       *section,
           const WayCode       *row)
{
  for (guint i = 0; i < facts->answers->len; i++)
    {
      const WayVisitAnswer *answer = g_ptr_array_index (facts->answers, i);

      if (answer->value != NULL && way_code_allows (row, "value", answer->value) &&
          (section == NULL || section_of_question (answer->question) == section))
        return TRUE;
    }
  return FALSE;
}

static const WayCode *
propose (const WayVisitFacts *facts,
         const WayCode       *section)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("visit_judgement", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      const char *severity = way_code_get (row, "severity");

      if (g_strcmp0 (way_code_get (row, "level"), "section") == 0 &&
          (severity == NULL || has_severity (facts, section, severity)) &&
          (way_code_get (row, "value") == NULL || has_value (facts, section, row)))
        return way_codes_lookup ("visit_value", way_code_get (row, "gives"));
    }
  return NULL;
}

/* The officer’s own judgement stands last in its section: it is proposed once
 * anything was answered. */
static void
look_at_question (const WayVisitFacts *facts,
                  const WayCode       *question,
                  const WayCode       *section,
                  WayVisitSection     *self)
{
  const WayVisitAnswer *answer = way_visit_find_answer (facts->answers, question->id);

  if (section_of_question (question->id) != section ||
      !way_visit_is_asked (question, facts->answers))
    return;
  if (way_code_is (question, "judges"))
    {
      self->proposed = self->n_answered > 0 ? propose (facts, section) : NULL;
      self->judgement = answer != NULL && answer->value != NULL
                          ? way_codes_lookup ("visit_value", answer->value) : self->proposed;
    }
  else if (!way_code_is (question, "optional"))
    {
      self->n_questions++;
      self->n_answered += way_visit_is_answered (question, answer, facts->findings);
    }
}

GArray *
way_visit_sections (const WayVisitFacts *facts,
                    const GDate         *today)
{
  GArray *sections = g_array_new (FALSE, FALSE, sizeof (WayVisitSection));
  g_autoptr(GPtrArray) rows = way_codes_list ("visit_section", NULL);
  g_autoptr(GArray) faults = check_questions (facts, today);
  GDate on = way_visit_day (facts->visit, today);
  g_autoptr(GPtrArray) questions = way_visit_questions (&on, facts->is_school);

  for (guint i = 0; i < rows->len; i++)
    {
      WayVisitSection self = { .section = g_ptr_array_index (rows, i) };

      self.needed = way_visit_needs_section (self.section, facts->visit->kind);
      for (guint k = 0; k < questions->len; k++)
        look_at_question (facts, g_ptr_array_index (questions, k), self.section, &self);
      for (guint k = 0; k < faults->len; k++)
        {
          const WayVisitFault *fault = &g_array_index (faults, WayVisitFault, k);

          self.n_faults += fault->kind != WAY_VISIT_FAULT_UNANSWERED &&
                           section_of_question (fault->question->id) == self.section;
        }
      g_array_append_val (sections, self);
    }
  return sections;
}

/* --- The judgement --- */

/* The first question that forces a judgement. */
static const WayCode *
find_critical (const WayVisitFacts *facts)
{
  for (guint i = 0; i < facts->answers->len; i++)
    {
      const WayVisitAnswer *answer = g_ptr_array_index (facts->answers, i);
      const WayCode *question = way_codes_lookup ("visit_question", answer->question);

      if (question != NULL && way_visit_is_asked (question, facts->answers) &&
          way_visit_is_critical (question, answer))
        return question;
    }
  return NULL;
}

static gboolean
has_judgement (const GArray  *sections,
               const WayCode *row)
{
  for (guint i = 0; i < sections->len; i++)
    {
      const WayCode *judgement = g_array_index (sections, WayVisitSection, i).judgement;

      if (judgement != NULL && way_code_allows (row, "judgement", judgement->id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
holds_overall (const WayVisitFacts *facts,
               const GArray        *sections,
               const WayCode       *critical,
               const WayCode       *row)
{
  return g_strcmp0 (way_code_get (row, "level"), "overall") == 0 &&
         (!way_code_is (row, "critical") || critical != NULL) &&
         (way_code_get (row, "judgement") == NULL || has_judgement (sections, row)) &&
         (way_code_get (row, "value") == NULL || has_value (facts, NULL, row));
}

void
way_visit_judge (const WayVisitFacts *facts,
                 const GDate         *today,
                 WayVisitJudgement   *judgement)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("visit_judgement", NULL);
  g_autoptr(GArray) sections = way_visit_sections (facts, today);
  const WayCode *critical = find_critical (facts);

  *judgement = (WayVisitJudgement) { NULL };
  for (guint i = 0; judgement->rule == NULL && i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      if (holds_overall (facts, sections, critical, row))
        *judgement = (WayVisitJudgement) {
          .least = way_codes_lookup ("approval", way_code_get (row, "gives")),
          .rule = row,
          .question = way_code_is (row, "critical") ? critical : NULL,
        };
    }
}

gboolean
way_visit_may_place (const char *judgement)
{
  const WayCode *code = judgement != NULL ? way_codes_lookup ("approval", judgement) : NULL;

  return code == NULL || way_code_is (code, "may_place");
}

/* Whether an answer that failed holds placements for that reason. */
static gboolean
fails_for (const WayVisitFacts *facts,
           const char          *reason)
{
  for (guint i = 0; i < facts->answers->len; i++)
    {
      const WayVisitAnswer *answer = g_ptr_array_index (facts->answers, i);
      const WayCode *question = way_codes_lookup ("visit_question", answer->question);

      if (question != NULL && g_strcmp0 (way_code_get (question, "hold"), reason) == 0 &&
          way_visit_is_asked (question, facts->answers) &&
          way_visit_is_critical (question, answer))
        return TRUE;
    }
  return FALSE;
}

const char **
way_visit_holds (const WayVisitFacts *facts,
                 const char          *judgement,
                 const GDate         *today)
{
  g_autoptr(GPtrArray) reasons = way_codes_list ("hold_reason", today);
  GPtrArray *holds = g_ptr_array_new ();

  for (guint i = 0; i < reasons->len; i++)
    {
      const WayCode *reason = g_ptr_array_index (reasons, i);

      if (fails_for (facts, reason->id))
        g_ptr_array_add (holds, (gpointer) reason->id);
    }
  if (holds->len == 0 && !way_visit_may_place (judgement))
    g_ptr_array_add (holds, (gpointer) "judgement");
  g_ptr_array_add (holds, NULL);
  return (const char **) g_ptr_array_free (holds, FALSE);
}
