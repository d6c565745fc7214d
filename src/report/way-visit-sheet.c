/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visit on paper. */

#include "way-visit-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-act.h"
#include "way-directory.h"
#include "way-setting.h"
#include "way-visit-plan.h"
#include "way-visit-rule.h"
#include "way-visit-words.h"

/* All that is read of the visit. */
typedef struct
{
  WayDb               *db;
  const WayPaperWords *words;
  WaySheet            *sheet;
  WayVisit            *visit;
  WayEstablishment    *setting;
  GPtrArray           *officers;
  GPtrArray           *answers;
  GPtrArray           *findings;
  GPtrArray           *actions;
  GPtrArray           *addenda;
  GDate                today;
} Report;

static void
report_clear (Report *self)
{
  way_visit_free (self->visit);
  way_establishment_free (self->setting);
  g_clear_pointer (&self->officers, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_pointer (&self->addenda, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

static const char *
say (const Report *self,
     const char   *msgid)
{
  return self->words->translate (msgid);
}

static char *
say_day (const GDate *day,
         gpointer     data)
{
  const Report *self = data;

  return way_date_is_set (day) ? self->words->say_day (day) : g_strdup ("");
}

static const char *
say_code (const Report *self,
          const char   *set,
          const char   *code)
{
  return code != NULL ? say (self, way_codes_label (set, code)) : "";
}

static gboolean
read_all (Report       *self,
          const WayId  *visit,
          GError      **error)
{
  const struct { const WayEntity *entity; GPtrArray **rows; } lists[] = {
    { &way_visit_officer_entity, &self->officers }, { &way_visit_answer_entity, &self->answers },
    { &way_finding_entity, &self->findings }, { &way_action_entity, &self->actions },
    { &way_visit_addendum_entity, &self->addenda },
  };

  self->visit = way_act_get (self->db, &way_visit_entity, visit, error);
  if (self->visit == NULL)
    return FALSE;
  self->setting = way_act_get (self->db, &way_establishment_entity, &self->visit->establishment,
                               error);
  if (self->setting == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      *lists[i].rows = way_records_of (self->db, lists[i].entity, "visit", visit, error);
      if (*lists[i].rows == NULL)
        return FALSE;
    }
  return TRUE;
}

static WayVisitFacts
facts_of (const Report *self)
{
  return (WayVisitFacts) {
    self->visit,
    way_setting_is_school (self->setting->type, self->setting->directory_type,
                           self->setting->registered),
    self->officers->len, self->answers, self->findings, self->actions,
  };
}

/* --- The head --- */

static char *
list_officers (const Report *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->officers->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const WayVisitOfficer *) self->officers->pdata[i])->name);
  return g_string_free (names, FALSE);
}

static void
add_head (Report *self)
{
  GDate on = way_visit_day (self->visit, &self->today);
  g_autofree char *day = say_day (&on, self);
  g_autofree char *officers = list_officers (self);
  g_autofree char *next = say_day (&self->visit->next_visit, self);
  WaySheetField first[] = {
    { .label = say (self, N_("Setting")), .value = self->setting->name, .share = 2 },
    { .label = say (self, N_("Kind of visit")),
      .value = say_code (self, "visit_type", self->visit->kind) },
    { .label = say (self, N_("Day of the visit")), .value = day },
  };
  WaySheetField second[] = {
    { .label = say (self, N_("Officers")), .value = officers, .share = 2 },
    { .label = say (self, N_("Accompanied by")), .value = self->visit->accompanied_by },
    { .label = say (self, N_("Next visit by")), .value = next },
  };
  WaySheetField judgement[] = {
    { .label = say (self, N_("Judgement")),
      .value = say_code (self, "approval", self->visit->judgement) },
    { .label = say (self, N_("Why it is judged so")), .value = self->visit->judgement_why,
      .share = 2 },
  };

  way_sheet_add_fields (self->sheet, first, G_N_ELEMENTS (first));
  way_sheet_add_fields (self->sheet, second, G_N_ELEMENTS (second));
  way_sheet_add_fields (self->sheet, judgement, G_N_ELEMENTS (judgement));
}

static void
add_findings (Report     *self,
              const char *kind,
              const char *title)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const WayFinding *finding = g_ptr_array_index (self->findings, i);
      g_autofree char *text = g_strdup_printf ("• %s", finding->wording);

      if (g_strcmp0 (finding->kind, kind) != 0)
        continue;
      if (!begun)
        way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, title);
      begun = TRUE;
      way_sheet_add_text (self->sheet, WAY_SHEET_BODY, text);
    }
}

/* --- What is to be done --- */

static void
add_action (Report          *self,
            const WayAction *action)
{
  WayActionState state = way_visit_action_state (action, &self->today);
  g_autofree char *due = say_day (&action->due, self);
  const char *cells[] = {
    action->wording, action->owner, due, say_code (self, "action_severity", action->severity),
    say (self, way_action_state_code (state)->label),
  };

  way_sheet_add_row (self->sheet, cells);
}

static void
add_actions (Report *self)
{
  WaySheetColumn columns[] = {
    { .head = say (self, N_("What is to be done")), .share = 4 },
    { .head = say (self, N_("Who does it")), .share = 2 },
    { .head = say (self, N_("By")), .share = 2 },
    { .head = say (self, N_("Severity")) },
    { .head = say (self, N_("State")) },
  };

  if (self->actions->len == 0)
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, say (self, N_("Actions")));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->actions->len; i++)
    add_action (self, g_ptr_array_index (self->actions, i));
}

/* --- What was answered --- */

static void
add_answer (Report               *self,
            const WayCode        *question,
            const WayVisitAnswer *answer)
{
  g_autofree char *asked = g_strdup_printf ("%s %s", question->id, say (self, question->label));
  g_autofree char *words = way_visit_words_answer (question, answer, say_day, self);
  const char *cells[] = { asked, words, answer->text };

  way_sheet_add_row (self->sheet, cells);
}

static void
begin_section (Report                *self,
               const WayVisitSection *section)
{
  g_autofree char *title = g_strdup_printf ("%s %s", section->section->id,
                                            say (self, section->section->label));
  g_autofree char *judged = section->judgement != NULL
                              ? g_strdup_printf ("%s: %s", title,
                                                 say (self, section->judgement->label)) : NULL;
  WaySheetColumn columns[] = {
    { .head = say (self, N_("Question")), .share = 4 },
    { .head = say (self, N_("Answer")), .share = 2 },
    { .head = say (self, N_("Notes")), .share = 3 },
  };

  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, judged != NULL ? judged : title);
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
}

static void
add_section (Report                *self,
             const GPtrArray       *questions,
             const WayVisitSection *section)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      const WayVisitAnswer *answer = way_visit_find_answer (self->answers, question->id);

      if (answer == NULL || way_code_is (question, "judges") ||
          strcmp (way_code_get (question, "section"), section->section->id) != 0)
        continue;
      if (!begun)
        begin_section (self, section);
      begun = TRUE;
      add_answer (self, question, answer);
    }
}

static void
add_sections (Report *self)
{
  WayVisitFacts facts = facts_of (self);
  g_autoptr(GArray) sections = way_visit_sections (&facts, &self->today);
  GDate on = way_visit_day (self->visit, &self->today);
  g_autoptr(GPtrArray) questions = way_visit_questions (&on, facts.is_school);

  for (guint i = 0; i < sections->len; i++)
    add_section (self, questions, &g_array_index (sections, WayVisitSection, i));
}

/* --- The end --- */

static void
add_signatures (Report *self)
{
  g_autofree char *officer_day = say_day (&self->visit->officer_signed_on, self);
  g_autofree char *setting_day = say_day (&self->visit->provider_signed_on, self);
  WaySheetField officer[] = {
    { .label = say (self, N_("Signed by the officer")), .value = self->visit->officer_signed,
      .share = 2 },
    { .label = say (self, N_("Day")), .value = officer_day },
  };
  WaySheetField setting[] = {
    { .label = say (self, N_("Signed for the setting by")), .value = self->visit->provider_signed,
      .share = 2 },
    { .label = say (self, N_("Their role")), .value = self->visit->provider_role },
    { .label = say (self, N_("Day")), .value = setting_day },
  };

  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, say (self, N_("Signatures")));
  way_sheet_add_fields (self->sheet, officer, G_N_ELEMENTS (officer));
  way_sheet_add_fields (self->sheet, setting, G_N_ELEMENTS (setting));
}

static void
add_addenda (Report *self)
{
  for (guint i = 0; i < self->addenda->len; i++)
    {
      const WayVisitAddendum *addendum = g_ptr_array_index (self->addenda, i);
      g_autofree char *day = say_day (&addendum->added, self);
      g_autofree char *head = addendum->by != NULL ? g_strdup_printf ("%s, %s", day, addendum->by)
                                                   : g_strdup (day);

      if (i == 0)
        way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, say (self, N_("Added since")));
      way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, head);
      way_sheet_add_text (self->sheet, WAY_SHEET_BODY, addendum->text);
    }
}

WaySheet *
way_visit_sheet_new (WayDb                *db,
                     const WayId          *visit,
                     const char           *authority,
                     const GDate          *today,
                     const WayPaperWords  *words,
                     GError              **error)
{
  g_auto(Report) self = { .db = db, .words = words, .today = *today };
  g_autofree char *title = NULL;
  WaySheetInfo info = { .language = words->language, .made_on = *today };

  if (!read_all (&self, visit, error))
    return NULL;
  title = g_strdup_printf ("%s: %s", say (&self, N_("Report of a visit")), self.setting->name);
  info.title = title;
  info.marking = way_visit_is_signed (self.visit) ? NULL : say (&self, N_("Not signed yet"));
  self.sheet = way_sheet_new (&info);
  way_sheet_add_text (self.sheet, WAY_SHEET_NOTE, authority);
  way_sheet_add_text (self.sheet, WAY_SHEET_TITLE, title);
  add_head (&self);
  add_findings (&self, "strength", say (&self, N_("Strengths")));
  add_findings (&self, "risk", say (&self, N_("Immediate risk")));
  add_findings (&self, "finding", say (&self, N_("Other findings")));
  add_actions (&self);
  add_sections (&self);
  add_signatures (&self);
  add_addenda (&self);
  return self.sheet;
}
