/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning and beginning visits, and what becomes of their actions. */

#include "way-visit-acts.h"

#include "way-directory.h"
#include "way-visit-facts.h"

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

/* "Plan a visit at Northgate" */
static gboolean
write_at (WayAct       *act,
          const WayId  *establishment,
          const char   *what,
          WayEditFunc   func,
          gpointer      data,
          GError      **error)
{
  g_autoptr(WayEstablishment) setting = way_act_get (way_store_get_db (act->store),
                                                     &way_establishment_entity, establishment,
                                                     error);
  g_autofree char *name = NULL;

  if (setting == NULL)
    return FALSE;
  name = g_strdup_printf ("%s at %s", what, setting->name);
  return way_act_write (act, name, func, data, error);
}

/* --- What the file knows --- */

typedef struct
{
  WayAct            *act;
  WayVisit          *visit;
  const char *const *officers;
} Plan;

static WayVisitAnswer *
find_or_new (WayDb           *db,
             const WayVisit  *visit,
             const char      *question,
             gboolean        *is_new,
             GError         **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, &way_visit_answer_entity, "visit", &visit->id,
                                              error);
  const WayVisitAnswer *found = rows != NULL ? way_visit_find_answer (rows, question) : NULL;
  WayVisitAnswer *answer;

  *is_new = found == NULL;
  if (rows == NULL)
    return NULL;
  if (found != NULL)
    return way_visit_answer_copy (found);
  answer = way_visit_answer_new ();
  answer->visit = visit->id;
  answer->question = g_strdup (question);
  return answer;
}

/* What is filled in stands as the answer until somebody says another. */
static void
fill_answer (const WayCode  *question,
             WayVisitAnswer *answer,
             const char     *known)
{
  const WayCode *type = way_codes_lookup ("visit_answer_type", way_code_get (question, "type"));
  const WayField *field = way_entity_field (&way_visit_answer_entity, way_code_get (type, "holds"));

  g_free (answer->known);
  answer->known = g_strdup (known);
  if (way_code_is (question, "fill") && field != NULL &&
      way_field_get (field, answer).type == WAY_VALUE_NONE)
    way_field_from_text (field, answer, known, NULL);
}

static gboolean
write_known (WayDb           *db,
             const WayVisit  *visit,
             GHashTable      *known,
             const GDate     *today,
             GError         **error)
{
  GDate on = way_visit_day (visit, today);
  g_autoptr(GPtrArray) questions = way_visit_questions (&on, FALSE);

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      const char *name = way_code_get (question, "known");
      const char *text = name != NULL ? g_hash_table_lookup (known, name) : NULL;
      g_autoptr(WayVisitAnswer) answer = NULL;
      gboolean is_new;

      if (text == NULL)
        continue;
      answer = find_or_new (db, visit, question->id, &is_new, error);
      if (answer == NULL)
        return FALSE;
      fill_answer (question, answer, text);
      if (!(is_new ? way_records_insert (db, &way_visit_answer_entity, answer, error)
                   : way_records_update (db, &way_visit_answer_entity, answer, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_listed (const GPtrArray *pupils,
           const WayId     *pupil)
{
  for (guint i = 0; i < pupils->len; i++)
    if (way_id_equal (&((const WayVisitPupil *) g_ptr_array_index (pupils, i))->pupil, pupil))
      return TRUE;
  return FALSE;
}

/* Children who came since are added; nobody is taken off the list. */
static gboolean
write_expected (WayDb        *db,
                WayVisit     *visit,
                const GDate  *today,
                GError      **error)
{
  g_autoptr(GPtrArray) expected = way_visit_expected (db, &visit->establishment, today, error);
  g_autoptr(GPtrArray) listed = NULL;

  if (expected == NULL)
    return FALSE;
  listed = way_records_of (db, &way_visit_pupil_entity, "visit", &visit->id, error);
  if (listed == NULL)
    return FALSE;
  for (guint i = 0; i < expected->len; i++)
    {
      WayVisitPupil *pupil = g_ptr_array_index (expected, i);

      pupil->visit = visit->id;
      if (!is_listed (listed, &pupil->pupil) &&
          !way_records_insert (db, &way_visit_pupil_entity, pupil, error))
        return FALSE;
    }
  if (expected->len > 0 || visit->placements == WAY_INTEGER_NONE)
    visit->placements = expected->len;
  return TRUE;
}

/* Reads what is known and writes it with the visit. */
static gboolean
prepare (WayDb        *db,
         WayVisit     *visit,
         const GDate  *today,
         GError      **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(GHashTable) known = facts != NULL
                                  ? way_visit_known (facts, &visit->establishment, today, error)
                                  : NULL;

  return known != NULL && write_known (db, visit, known, today, error) &&
         write_expected (db, visit, today, error) &&
         way_records_update (db, &way_visit_entity, visit, error);
}

static gboolean
write_officers (WayDb              *db,
                const WayVisit     *visit,
                const char *const  *officers,
                GError            **error)
{
  for (guint i = 0; officers != NULL && officers[i] != NULL; i++)
    {
      g_autoptr(WayVisitOfficer) officer = way_visit_officer_new ();

      officer->visit = visit->id;
      officer->name = g_strdup (officers[i]);
      if (!way_records_insert (db, &way_visit_officer_entity, officer, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Planning --- */

static gboolean
plan_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  Plan *self = data;

  return way_records_insert (db, &way_visit_entity, self->visit, error) &&
         write_officers (db, self->visit, self->officers, error) &&
         prepare (db, self->visit, &self->act->today, error);
}

gboolean
way_visit_plan (WayAct             *act,
                WayVisit           *visit,
                const char *const  *officers,
                GError            **error)
{
  Plan self = { act, visit, officers };

  if (!way_date_is_set (&visit->planned))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say for which day the visit is planned.");
  if (way_date_compare (&visit->planned, &act->today) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "A visit cannot be planned for a day gone by.");
  return write_at (act, &visit->establishment, "Plan a visit", plan_in_edit, &self, error);
}

typedef struct
{
  WayAct              *act;
  WayVisitRound       *round;
  const char          *kind;
  const GArray        *settings;
  const WaySchoolDays *days;
} Round;

static gboolean
plan_one (WayDb        *db,
          const Round  *self,
          guint         i,
          GError      **error)
{
  g_autoptr(WayVisit) visit = way_visit_new ();
  const char *officers[] = { self->round->officer, NULL };
  Plan plan = { self->act, visit, officers };

  visit->establishment = g_array_index (self->settings, WayId, i);
  visit->round = self->round->id;
  visit->kind = g_strdup (self->kind);
  visit->planned = way_school_days_nth (self->days, &self->round->from, i + 1);
  return plan_in_edit (db, &plan, error);
}

static gboolean
round_in_edit (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  Round *self = data;

  self->round->to = way_school_days_nth (self->days, &self->round->from, self->settings->len);
  if (!way_records_insert (db, &way_visit_round_entity, self->round, error))
    return FALSE;
  for (guint i = 0; i < self->settings->len; i++)
    if (!plan_one (db, self, i, error))
      return FALSE;
  return TRUE;
}

gboolean
way_visit_plan_round (WayAct         *act,
                      WayVisitRound  *round,
                      const char     *kind,
                      const GArray   *settings,
                      GError        **error)
{
  g_autoptr(WayFacts) facts = NULL;
  Round self = { act, round, kind, settings, NULL };

  if (settings->len == 0)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Choose the settings that are visited.");
  if (!way_date_is_set (&round->from))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say on which day the round begins.");
  if (way_date_compare (&round->from, &act->today) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "A round cannot begin on a day gone by.");
  facts = way_facts_new (way_store_get_db (act->store), error);
  self.days = facts != NULL ? way_facts_days (facts, NULL, error) : NULL;
  return self.days != NULL && way_act_write (act, "Plan a round of visits", round_in_edit, &self,
                                             error);
}

/* --- One visit --- */

typedef struct
{
  WayAct   *act;
  WayVisit *visit;
} One;

static WayVisit *
get_open (WayAct       *act,
          const WayId  *id,
          GError      **error)
{
  g_autoptr(WayVisit) visit = way_act_get (way_store_get_db (act->store), &way_visit_entity, id,
                                           error);

  if (visit == NULL)
    return NULL;
  if (!way_visit_is_signed (visit) && !way_date_is_set (&visit->cancelled))
    return g_steal_pointer (&visit);
  refuse (error, WAY_SERVICE_ERROR_STAGE, way_visit_is_signed (visit)
                                            ? "The visit is signed off."
                                            : "The visit was cancelled.");
  return NULL;
}

static gboolean
update_visit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  return way_records_update (db, &way_visit_entity, ((One *) data)->visit, error);
}

static gboolean
start_in_edit (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  One *self = data;
  const char *officers[] = { self->act->who, NULL };
  g_autoptr(GPtrArray) named = way_records_of (db, &way_visit_officer_entity, "visit",
                                               &self->visit->id, error);

  return named != NULL &&
         (named->len > 0 || write_officers (db, self->visit, officers, error)) &&
         prepare (db, self->visit, &self->act->today, error);
}

gboolean
way_visit_start (WayAct       *act,
                 const WayId  *id,
                 GError      **error)
{
  g_autoptr(WayVisit) visit = get_open (act, id, error);
  One self = { act, visit };

  if (visit == NULL)
    return FALSE;
  if (way_date_is_set (&visit->date))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The visit has begun already.");
  visit->date = act->today;
  return write_at (act, &visit->establishment, "Begin a visit", start_in_edit, &self, error);
}

gboolean
way_visit_move (WayAct       *act,
                const WayId  *id,
                const GDate  *planned,
                GError      **error)
{
  g_autoptr(WayVisit) visit = get_open (act, id, error);
  One self = { act, visit };

  if (visit == NULL)
    return FALSE;
  if (way_date_is_set (&visit->date))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The visit has begun already.");
  if (!way_date_is_set (planned) || way_date_compare (planned, &act->today) < 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "A visit cannot be planned for a day gone by.");
  visit->planned = *planned;
  return write_at (act, &visit->establishment, "Move a visit", update_visit, &self, error);
}

gboolean
way_visit_cancel (WayAct       *act,
                  const WayId  *id,
                  const char   *why,
                  GError      **error)
{
  g_autoptr(WayVisit) visit = get_open (act, id, error);
  One self = { act, visit };

  if (visit == NULL)
    return FALSE;
  if (why == NULL || *why == '\0')
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say why the visit is cancelled.");
  visit->cancelled = act->today;
  visit->cancel_reason = g_strdup (why);
  return write_at (act, &visit->establishment, "Cancel a visit", update_visit, &self, error);
}

static gboolean
insert_addendum (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  return way_records_insert (db, &way_visit_addendum_entity, data, error);
}

gboolean
way_visit_add (WayAct       *act,
               const WayId  *id,
               const char   *text,
               GError      **error)
{
  g_autoptr(WayVisit) visit = way_act_get (way_store_get_db (act->store), &way_visit_entity, id,
                                           error);
  g_autoptr(WayVisitAddendum) addendum = way_visit_addendum_new ();

  if (visit == NULL)
    return FALSE;
  if (!way_visit_is_signed (visit))
    return refuse (error, WAY_SERVICE_ERROR_STAGE,
                   "The visit is not signed off yet: say it in the visit itself.");
  addendum->visit = *id;
  addendum->added = act->today;
  addendum->by = g_strdup (act->who);
  addendum->text = g_strdup (text);
  return write_at (act, &visit->establishment, "Add to a visit", insert_addendum, addendum, error);
}

/* --- Actions --- */

static gboolean
save_action (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  WayAction *action = data;

  return way_id_is_null (&action->id)
           ? way_records_insert (db, &way_action_entity, action, error)
           : way_records_update (db, &way_action_entity, action, error);
}

gboolean
way_action_save (WayAct     *act,
                 WayAction  *action,
                 GError    **error)
{
  return write_at (act, &action->establishment,
                   way_id_is_null (&action->id) ? "Agree an action" : "Change an action",
                   save_action, action, error);
}

static WayAction *
get_open_action (WayAct       *act,
                 const WayId  *id,
                 GError      **error)
{
  g_autoptr(WayAction) action = way_act_get (way_store_get_db (act->store), &way_action_entity, id,
                                             error);

  if (action == NULL || way_visit_action_is_open (action))
    return g_steal_pointer (&action);
  refuse (error, WAY_SERVICE_ERROR_STAGE, "The action was closed before.");
  return NULL;
}

gboolean
way_action_close (WayAct       *act,
                  const WayId  *id,
                  const GDate  *day,
                  const char   *evidence,
                  GError      **error)
{
  g_autoptr(WayAction) action = get_open_action (act, id, error);

  if (action == NULL)
    return FALSE;
  if (!way_date_is_set (day))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say on which day it was done.");
  if (way_date_compare (day, &act->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE, "An action cannot be done in the future.");
  if (evidence == NULL || *evidence == '\0')
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say how it is seen that it was done.");
  action->done = *day;
  g_free (action->evidence);
  action->evidence = g_strdup (evidence);
  return write_at (act, &action->establishment, "Close an action", save_action, action, error);
}

gboolean
way_action_drop (WayAct       *act,
                 const WayId  *id,
                 const char   *why,
                 GError      **error)
{
  g_autoptr(WayAction) action = get_open_action (act, id, error);

  if (action == NULL)
    return FALSE;
  if (why == NULL || *why == '\0')
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE,
                   "Say why it is not to be done any more.");
  action->dropped = act->today;
  action->drop_reason = g_strdup (why);
  return write_at (act, &action->establishment, "Drop an action", save_action, action, error);
}

/* --- For single writes --- */

static gboolean
is_locked_entity (const WayEntity *entity)
{
  return entity == &way_visit_entity || entity == &way_visit_officer_entity ||
         entity == &way_visit_answer_entity || entity == &way_finding_entity ||
         entity == &way_visit_pupil_entity;
}

/* The visit of the record as the file has it, or as it would be written. */
static gboolean
check_visit_of (WayDb            *db,
                const WayEntity  *entity,
                gconstpointer     record,
                GError          **error)
{
  const WayField *field = entity == &way_visit_entity ? &entity->fields[0]
                                                      : way_entity_field (entity, "visit");
  WayValue value = way_field_get (field, record);
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayVisit) visit = NULL;

  if (value.type != WAY_VALUE_ID)
    return TRUE;
  visit = way_records_get (db, &way_visit_entity, &value.id, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (visit == NULL || !way_visit_is_signed (visit))
    return TRUE;
  return refuse (error, WAY_SERVICE_ERROR_STAGE,
                 "The visit is signed off. What is missing is added as an addendum.");
}

gboolean
way_visit_check_locked (WayDb            *db,
                        const WayEntity  *entity,
                        const WayId      *id,
                        gconstpointer     record,
                        GError          **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer stored;
  gboolean may;

  if (!is_locked_entity (entity))
    return TRUE;
  stored = !way_id_is_null (id) ? way_records_get (db, entity, id, &fault) : NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  may = (stored == NULL || check_visit_of (db, entity, stored, error)) &&
        (record == NULL || check_visit_of (db, entity, record, error));
  way_record_free (entity, stored);
  return may;
}
