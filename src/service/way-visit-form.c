/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visit while it is written.  Head and lists are handled alike, over their
 * descriptions; what is asked and judged is src/rules/way-visit-rule. */

#include "way-visit-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-directory.h"
#include "way-drafts.h"
#include "way-holds.h"
#include "way-setting.h"
#include "way-visit-plan.h"
#include "way-visit-words.h"

#define DRAFT_FORM "visit"
#define DRAFT_TYPE "a{ss}"
#define TYPED_PREFIX "typed "

/* --- Which rows say anything --- */

static gboolean
answer_says (gconstpointer record)
{
  for (guint i = 0; i < way_visit_answer_entity.n_fields; i++)
    {
      const WayField *field = &way_visit_answer_entity.fields[i];

      if (field->kind != WAY_KIND_ID && field->kind != WAY_KIND_REFERENCE &&
          strcmp (field->name, "question") != 0 &&
          way_field_get (field, record).type != WAY_VALUE_NONE)
        return TRUE;
    }
  return FALSE;
}

/* Rows that name neither a person nor a deed were begun by a slip. */
static gboolean
officer_says (gconstpointer record)
{
  return ((const WayVisitOfficer *) record)->name != NULL;
}

static gboolean
finding_says (gconstpointer record)
{
  return ((const WayFinding *) record)->wording != NULL;
}

static gboolean
action_says (gconstpointer record)
{
  return ((const WayAction *) record)->wording != NULL;
}

static const struct
{
  const WayEntity *entity;
  const char      *owner;
  const char      *order;
  const char      *position;
  gboolean       (*says) (gconstpointer record);
} lists[] = {
  [WAY_VISIT_LIST_OFFICERS] = { &way_visit_officer_entity, "visit", NULL, NULL, officer_says },
  [WAY_VISIT_LIST_ANSWERS] = { &way_visit_answer_entity, "visit", NULL, NULL, answer_says },
  [WAY_VISIT_LIST_FINDINGS] = { &way_finding_entity, "visit", "position", "position",
                                finding_says },
  [WAY_VISIT_LIST_ACTIONS] = { &way_action_entity, "visit", "due", NULL, action_says },
  [WAY_VISIT_LIST_EARLIER] = { &way_action_entity, "establishment", "due", NULL },
  [WAY_VISIT_LIST_EVIDENCE] = { &way_visit_evidence_entity, "visit", "added", NULL },
  [WAY_VISIT_LIST_PUPILS] = { &way_visit_pupil_entity, "visit", NULL, NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (lists) == WAY_N_VISIT_LISTS);

struct _WayVisitForm
{
  WayVisit   *visit;
  WayVisit   *before;      /* as the file has it */
  char       *setting;
  gboolean    is_school;
  WayFormRows lists[WAY_N_VISIT_LISTS];
  GPtrArray  *questions;
  GHashTable *typed;
  char       *section;
};

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

static WayVisitForm *
form_new (void)
{
  WayVisitForm *self = g_new0 (WayVisitForm, 1);

  for (guint i = 0; i < WAY_N_VISIT_LISTS; i++)
    {
      way_form_rows_init (&self->lists[i], lists[i].entity, lists[i].owner, lists[i].position);
      self->lists[i].says = lists[i].says;
    }
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
way_visit_form_free (WayVisitForm *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < WAY_N_VISIT_LISTS; i++)
    way_form_rows_clear (&self->lists[i]);
  way_visit_free (self->visit);
  way_visit_free (self->before);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_hash_table_unref (self->typed);
  g_free (self->setting);
  g_free (self->section);
  g_free (self);
}

/* --- Reading --- */

/* An action of an earlier visit that is still open, or was closed since this visit
 * began. */
static gboolean
is_earlier (gconstpointer record,
            gpointer      data)
{
  const WayAction *action = record;
  const WayVisitForm *self = data;

  if (way_id_equal (&action->visit, &self->visit->id))
    return FALSE;
  return way_visit_action_is_open (action) ||
         (way_date_is_set (&self->visit->date) && way_date_is_set (&action->done) &&
          way_date_compare (&action->done, &self->visit->date) >= 0);
}

static gboolean
load_lists (WayVisitForm  *self,
            WayDb         *db,
            GError       **error)
{
  for (guint i = 0; i < WAY_N_VISIT_LISTS; i++)
    {
      gboolean earlier = i == WAY_VISIT_LIST_EARLIER;

      if (!way_form_rows_load (&self->lists[i], db,
                               earlier ? &self->visit->establishment : &self->visit->id,
                               lists[i].order, earlier ? is_earlier : NULL, self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_open (const WayVisit  *visit,
            GError         **error)
{
  if (way_visit_is_signed (visit))
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "The visit is signed off. What is missing is added as an addendum.");
  if (way_date_is_set (&visit->cancelled))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The visit was cancelled.");
  return TRUE;
}

static WayVisitForm *
form_load (WayDb        *db,
           const WayId  *visit,
           const GDate  *today,
           GError      **error)
{
  g_autoptr(WayVisitForm) self = form_new ();
  g_autoptr(WayEstablishment) setting = NULL;
  GDate on;

  self->visit = way_act_get (db, &way_visit_entity, visit, error);
  if (self->visit == NULL || !check_open (self->visit, error))
    return NULL;
  self->before = way_visit_copy (self->visit);
  setting = way_act_get (db, &way_establishment_entity, &self->visit->establishment, error);
  if (setting == NULL || !load_lists (self, db, error))
    return NULL;
  self->setting = g_strdup (setting->name);
  self->is_school = way_setting_is_school (setting->type, setting->directory_type,
                                           setting->registered);
  on = way_visit_day (self->visit, today);
  self->questions = way_visit_questions (&on, self->is_school);
  return g_steal_pointer (&self);
}

/* --- The draft --- */

static char *
form_to_text (WayVisitForm *self)
{
  GVariantBuilder builder;
  g_autoptr(GVariant) draft = NULL;
  GHashTableIter iter;
  gpointer key, text;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (DRAFT_TYPE));
  for (guint i = 1; i < way_visit_entity.n_fields; i++)
    {
      const WayField *field = &way_visit_entity.fields[i];
      WayValue now = way_field_get (field, self->visit);
      WayValue before = way_field_get (field, self->before);
      g_autofree char *value = way_field_to_text (field, self->visit);

      if (!way_value_equal (&now, &before))
        g_variant_builder_add (&builder, "{ss}", field->name, value);
    }
  for (guint i = 0; i < WAY_N_VISIT_LISTS; i++)
    way_form_rows_to_draft (&self->lists[i], &builder);
  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      g_autofree char *name = g_strconcat (TYPED_PREFIX, key, NULL);

      g_variant_builder_add (&builder, "{ss}", name, text);
    }
  if (self->section != NULL)
    g_variant_builder_add (&builder, "{ss}", "at section", self->section);
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (draft, FALSE);
}

/* An entry of a list belongs to the list that has its row, or else to the one whose
 * new rows are of the entity: actions of this visit come before earlier ones. */
static gboolean
take_row (WayVisitForm *self,
          const char   *key,
          const char   *text)
{
  g_auto(GStrv) words = g_strsplit (key, " ", 4);
  gboolean earlier = FALSE;
  WayId id;

  if (!g_str_has_prefix (key, "row "))
    return FALSE;
  if (words[1] != NULL && words[2] != NULL && way_id_parse (words[2], &id))
    earlier = way_form_rows_find (&self->lists[WAY_VISIT_LIST_EARLIER], &id) != NULL;
  for (guint i = 0; i < WAY_N_VISIT_LISTS; i++)
    if ((lists[i].entity != &way_action_entity || (i == WAY_VISIT_LIST_EARLIER) == earlier) &&
        way_form_rows_take (&self->lists[i], key, text, (WayFormRowsTyped) way_visit_form_set_typed,
                            self))
      break;
  return TRUE;
}

static void
take_entry (WayVisitForm *self,
            const char   *key,
            const char   *text)
{
  const WayField *field;

  if (g_str_has_prefix (key, TYPED_PREFIX))
    way_visit_form_set_typed (self, key + strlen (TYPED_PREFIX), text);
  else if (g_str_equal (key, "at section"))
    way_visit_form_set_section (self, text);
  else if (!take_row (self, key, text))
    {
      field = way_entity_field (&way_visit_entity, key);
      if (field != NULL && !way_field_from_text (field, self->visit, text, NULL))
        way_visit_form_set_typed (self, key, text);
    }
}

/* A draft that cannot be read leaves the visit as the file has it. */
static void
take_draft (WayVisitForm *self,
            const char   *body)
{
  g_autoptr(GVariant) draft = g_variant_parse (G_VARIANT_TYPE (DRAFT_TYPE), body, NULL, NULL, NULL);
  GVariantIter iter;
  const char *key, *text;

  if (draft == NULL)
    return;
  g_variant_iter_init (&iter, draft);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &text))
    take_entry (self, key, text);
}

WayVisitForm *
way_visit_form_open (WayDb        *db,
                     const WayId  *visit,
                     const GDate  *today,
                     GError      **error)
{
  g_autoptr(WayVisitForm) self = form_load (db, visit, today, error);
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayDraft) draft = NULL;

  if (self == NULL)
    return NULL;
  draft = way_drafts_get (db, DRAFT_FORM, visit, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  if (draft != NULL)
    take_draft (self, draft->body);
  return g_steal_pointer (&self);
}

gboolean
way_visit_form_keep (WayVisitForm  *self,
                     WayDb         *db,
                     GError       **error)
{
  g_autofree char *text = form_to_text (self);

  return way_drafts_put (db, DRAFT_FORM, &self->visit->id, text, error);
}

gboolean
way_visit_form_discard (WayVisitForm  *self,
                        WayDb         *db,
                        GError       **error)
{
  return way_drafts_delete (db, DRAFT_FORM, &self->visit->id, error);
}

gboolean
way_visit_form_find_draft (WayDb *db,
                           WayId *visit)
{
  g_autoptr(GPtrArray) drafts = way_drafts_list (db, DRAFT_FORM, NULL);

  if (drafts == NULL || drafts->len == 0)
    return FALSE;
  *visit = ((const WayDraft *) g_ptr_array_index (drafts, 0))->record;
  return TRUE;
}

/* --- What is in it --- */

WayVisit *
way_visit_form_get (WayVisitForm *self)
{
  return self->visit;
}

const char *
way_visit_form_get_setting (WayVisitForm *self)
{
  return self->setting;
}

gboolean
way_visit_form_is_school (WayVisitForm *self)
{
  return self->is_school;
}

WayFormRows *
way_visit_form_list (WayVisitForm *self,
                     WayVisitList  list)
{
  g_return_val_if_fail (list < WAY_N_VISIT_LISTS, NULL);

  return &self->lists[list];
}

const GPtrArray *
way_visit_form_questions (WayVisitForm *self)
{
  return self->questions;
}

WayVisitAnswer *
way_visit_form_answer (WayVisitForm *self,
                       const char   *question,
                       gboolean      add)
{
  WayFormRows *rows = &self->lists[WAY_VISIT_LIST_ANSWERS];
  WayVisitAnswer *answer = NULL;

  for (guint i = 0; i < way_form_rows_length (rows); i++)
    {
      answer = way_form_rows_get (rows, i);
      if (g_strcmp0 (answer->question, question) == 0)
        return answer;
    }
  if (!add)
    return NULL;
  answer = way_form_rows_add (rows);
  answer->question = g_strdup (question);
  return answer;
}

WayAction *
way_visit_form_add_action (WayVisitForm *self,
                           const char   *question,
                           const GDate  *today)
{
  WayAction *action = way_form_rows_add (&self->lists[WAY_VISIT_LIST_ACTIONS]);
  GDate on = way_visit_day (self->visit, today);

  action->question = g_strdup (question);
  action->establishment = self->visit->establishment;
  action->severity = g_strdup ("medium");
  action->due = way_visit_action_due (action->severity, &on);
  return action;
}

void
way_visit_form_set_section (WayVisitForm *self,
                            const char   *section)
{
  char *copy = g_strdup (section);

  g_free (self->section);
  self->section = copy;
}

const char *
way_visit_form_get_section (WayVisitForm *self)
{
  return self->section;
}

void
way_visit_form_set_typed (WayVisitForm *self,
                          const char   *key,
                          const char   *text)
{
  if (text != NULL)
    g_hash_table_insert (self->typed, g_strdup (key), g_strdup (text));
  else
    g_hash_table_remove (self->typed, key);
}

const char *
way_visit_form_get_typed (WayVisitForm *self,
                          const char   *key)
{
  return g_hash_table_lookup (self->typed, key);
}

gboolean
way_visit_form_has_typed (WayVisitForm *self)
{
  return g_hash_table_size (self->typed) > 0;
}

/* --- Looked over --- */

static GPtrArray *
gather (const WayFormRows *rows)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < way_form_rows_length (rows); i++)
    g_ptr_array_add (records, way_form_rows_get (rows, i));
  return records;
}

/* The form as the rules look at it; what it gathers is lent by the form. */
typedef struct
{
  WayVisitFacts facts;
  GPtrArray    *answers;
  GPtrArray    *findings;
  GPtrArray    *actions;
} Look;

static Look
look_at (WayVisitForm *self)
{
  Look look = { .answers = gather (&self->lists[WAY_VISIT_LIST_ANSWERS]),
                .findings = gather (&self->lists[WAY_VISIT_LIST_FINDINGS]),
                .actions = gather (&self->lists[WAY_VISIT_LIST_ACTIONS]) };

  look.facts = (WayVisitFacts) { self->visit, self->is_school,
                                 way_form_rows_count (&self->lists[WAY_VISIT_LIST_OFFICERS]),
                                 look.answers, look.findings, look.actions };
  return look;
}

static void
look_clear (Look *look)
{
  g_ptr_array_unref (look->answers);
  g_ptr_array_unref (look->findings);
  g_ptr_array_unref (look->actions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

GArray *
way_visit_form_sections (WayVisitForm *self,
                         const GDate  *today)
{
  g_auto(Look) look = look_at (self);

  return way_visit_sections (&look.facts, today);
}

GArray *
way_visit_form_check (WayVisitForm *self,
                      const GDate  *today)
{
  g_auto(Look) look = look_at (self);

  return way_visit_check (&look.facts, today);
}

void
way_visit_form_judge (WayVisitForm      *self,
                      const GDate       *today,
                      WayVisitJudgement *judgement)
{
  g_auto(Look) look = look_at (self);

  way_visit_judge (&look.facts, today, judgement);
}

/* --- Recording --- */

typedef struct
{
  WayVisitForm *form;
  const char  **holds;      /* reasons; NULL while it is not signed */
} Save;

static void
complete_action (gpointer record,
                 gpointer data)
{
  ((WayAction *) record)->establishment = ((const WayVisitForm *) data)->visit->establishment;
}

/* Evidence names an action, so that actions are written first; what was removed goes
 * in the other order. */
static gboolean
write_lists (WayDb         *db,
             WayVisitForm  *self,
             GError       **error)
{
  for (guint i = 0; i < WAY_N_VISIT_LISTS; i++)
    {
      gboolean earlier = i == WAY_VISIT_LIST_EARLIER;

      if (!way_form_rows_write (&self->lists[i], db,
                                earlier ? &self->visit->establishment : &self->visit->id,
                                i == WAY_VISIT_LIST_ACTIONS ? complete_action : NULL, self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_form (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  Save *save = data;
  WayVisitForm *self = save->form;
  g_autoptr(WayVisit) now = way_act_get (db, &way_visit_entity, &self->visit->id, error);

  return now != NULL && check_open (now, error) &&
         way_records_update (db, &way_visit_entity, self->visit, error) &&
         write_lists (db, self, error) &&
         (save->holds == NULL ||
          way_hold_add (db, self->visit, save->holds, self->visit->judgement_why, error));
}

static gboolean
write_all (WayVisitForm  *self,
           WayAct        *act,
           const char    *what,
           const char   **holds,
           GError       **error)
{
  g_autofree char *name = g_strdup_printf ("%s at %s", what, self->setting);
  Save save = { self, holds };

  if (!way_act_write (act, name, write_form, &save, error))
    return FALSE;
  way_visit_free (self->before);
  self->before = way_visit_copy (self->visit);
  for (guint i = 0; i < WAY_N_VISIT_LISTS; i++)
    way_form_rows_settle (&self->lists[i]);
  return way_visit_form_discard (self, way_store_get_db (act->store), error);
}

gboolean
way_visit_form_save (WayVisitForm  *self,
                     WayAct        *act,
                     GError       **error)
{
  return write_all (self, act, "Record a visit", NULL, error);
}

/* The first thing that stands in the way, with its question. */
static gboolean
check_complete (WayVisitForm  *self,
                const GDate   *today,
                GError       **error)
{
  g_autoptr(GArray) faults = way_visit_form_check (self, today);
  const WayVisitFault *first;
  g_autofree char *text = NULL;

  if (faults->len == 0)
    return TRUE;
  first = &g_array_index (faults, WayVisitFault, 0);
  text = way_visit_words_fault (first);
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE, "%s%s%s.",
               first->question != NULL ? first->question->id : "",
               first->question != NULL ? ": " : "", text);
  return FALSE;
}

static void
take_text (char       **member,
           const char  *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
sign (WayVisitForm *self,
      const GDate  *today,
      const char   *officer,
      const char   *provider,
      const char   *provider_role)
{
  take_text (&self->visit->officer_signed, officer);
  take_text (&self->visit->provider_signed, provider);
  take_text (&self->visit->provider_role, provider_role);
  self->visit->officer_signed_on = *today;
  self->visit->provider_signed_on = *today;
}

gboolean
way_visit_form_sign (WayVisitForm  *self,
                     WayAct        *act,
                     const char    *officer,
                     const char    *provider,
                     const char    *provider_role,
                     GError       **error)
{
  g_autofree const char **holds = NULL;
  g_auto(Look) look = look_at (self);

  if (!way_date_is_set (&self->visit->date))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The visit has not begun yet.");
  if (officer == NULL || *officer == '\0' || provider == NULL || *provider == '\0')
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE,
                   "Officer and setting both sign with their names.");
  if (!check_complete (self, &act->today, error))
    return FALSE;
  holds = way_visit_holds (&look.facts, self->visit->judgement, &act->today);
  sign (self, &act->today, officer, provider, provider_role);
  if (write_all (self, act, "Sign off the visit", holds, error))
    return TRUE;
  self->visit->officer_signed_on = self->visit->provider_signed_on = way_date_none ();
  return FALSE;
}
