/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matching: read, tested, and kept once a person has chosen. */

#include "way-match-service.h"

#include <string.h>

#include "way-codes.h"
#include "way-facts.h"
#include "way-json.h"
#include "way-referral-flow.h"

/* --- Finding --- */

void
way_match_free (WayMatch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->provisions, g_ptr_array_unref);
  way_child_facts_free (self->facts);
  g_free (self->route);
  g_free (self->outward);
  g_free (self);
}

/* The child as asked for, and as the referral that was found says. */
static gboolean
read_child (WayMatch                *self,
            WayDb                   *db,
            const WayMatchQuestion  *question,
            GError                 **error)
{
  g_autoptr(WayReferral) referral = NULL;
  const char *days = question->days;

  self->facts = way_match_facts_child (db, question, &referral, &self->outward, error);
  if (self->facts == NULL)
    return FALSE;
  if (days == NULL && referral != NULL)
    days = referral->days;
  self->pupil = question->pupil;
  if (referral != NULL)
    self->referral = referral->id;
  self->route = g_strdup (question->route != NULL ? question->route
                                                  : referral != NULL ? referral->route : NULL);
  self->slots = days != NULL ? way_match_slots (days) : way_match_all_slots ();
  return TRUE;
}

static gboolean
move_to_school_days (WayMatch  *self,
                     WayDb     *db,
                     GError   **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, NULL, error) : NULL;

  if (days == NULL)
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      WayMatchLine *line = g_ptr_array_index (self->lines, i);
      GDate day = way_date_from_julian (line->first_day);

      if (line->first_day != 0)
        day = way_school_days_nth (days, &day, 1);
      if (way_date_is_set (&day))
        line->first_day = way_date_julian (&day);
    }
  return TRUE;
}

WayMatch *
way_match_find (WayDb                  *db,
                const WayMatchQuestion *question,
                const GDate            *today,
                GError                **error)
{
  g_autoptr(WayMatch) self = g_new0 (WayMatch, 1);
  WayMatchAsk ask = { 0 };

  if (!read_child (self, db, question, error))
    return NULL;
  self->provisions = way_match_facts_provisions (db, &question->pupil, &question->on, today,
                                                 error);
  if (self->provisions == NULL)
    return NULL;
  ask = (WayMatchAsk) { self->facts, self->outward, self->slots };
  self->lines = way_match_run (self->provisions, &ask);
  return move_to_school_days (self, db, error) ? g_steal_pointer (&self) : NULL;
}

const WayMatchLine *
way_match_line_of (const WayMatch *self,
                   const WayId    *provision)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const WayMatchLine *line = g_ptr_array_index (self->lines, i);

      if (way_id_equal (&line->provision->id, provision))
        return line;
    }
  return NULL;
}

gboolean
way_match_wants_reason (const WayMatch *self,
                        const WayId    *provision)
{
  const WayMatchLine *line = way_match_line_of (self, provision);

  return line == NULL || line->rank != 1;
}

/* --- What is kept --- */

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  if (text == NULL)
    return;
  g_string_append (json, json->str[json->len - 1] == '{' ? "" : ", ");
  way_json_append_text (json, name);
  g_string_append (json, ": ");
  way_json_append_text (json, text);
}

static void
append_number (GString    *json,
               const char *name,
               gint64      number)
{
  if (number == WAY_INTEGER_NONE)
    return;
  g_string_append (json, json->str[json->len - 1] == '{' ? "" : ", ");
  way_json_append_text (json, name);
  g_string_append_printf (json, ": %" G_GINT64_FORMAT, number);
}

/* A fact or a change: its codes or its number. */
static void
append_fact (GString            *json,
             const char         *name,
             const WayChildFact *fact)
{
  if (!fact->known)
    return;
  if (fact->codes != NULL)
    append_member (json, name, fact->codes);
  else
    append_number (json, name, fact->number);
}

static char *
facts_to_json (const WayMatch *self)
{
  GString *json = g_string_new ("{");
  g_autofree char *on = way_date_to_iso (&self->facts->on);

  append_member (json, "on", on);
  for (guint i = 0; i < WAY_N_CHILD_FACTS; i++)
    append_fact (json, way_child_fact_name (i), &self->facts->facts[i]);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static void
append_test (GString            *json,
             const WayMatchTest *test)
{
  g_string_append_c (json, '{');
  append_member (json, "criterion", way_match_test_name (test));
  if (test->criterion != NULL)
    {
      append_number (json, "low", test->criterion->low);
      append_number (json, "high", test->criterion->high);
      append_member (json, "codes", test->criterion->codes);
      append_member (json, "wording", test->criterion->wording);
    }
  append_member (json, "result", way_match_verdict_name (test->result.verdict));
  if (test->result.has_change)
    append_fact (json, "change", &test->result.change);
  g_string_append_c (json, '}');
}

static char *
tests_to_json (const WayMatchLine *line)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < line->tests->len; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      append_test (json, &g_array_index (line->tests, WayMatchTest, i));
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static WayMatchResult *
result_of (const WayMatchLine *line,
           const WayId        *run)
{
  WayMatchResult *result = way_match_result_new ();

  result->run = *run;
  result->provision = line->provision->id;
  if (line->rank > 0)
    result->rank = line->rank;
  if (line->free_known)
    result->free = line->free;
  if (line->first_day != 0)
    result->first_day = way_date_from_julian (line->first_day);
  result->verdict = g_strdup (way_match_verdict_name (line->verdict));
  result->tests = tests_to_json (line);
  return result;
}

static guint
count_criteria (const WayMatch *self)
{
  guint count = 0;

  for (guint i = 0; i < self->provisions->len; i++)
    count += ((const WayMatchProvision *) g_ptr_array_index (self->provisions, i))->criteria->len;
  return count;
}

/* --- Choosing --- */

typedef struct
{
  WayAct         *act;
  const WayMatch *match;
  const WayId    *provision;
  const char     *reason;
} Choice;

static WayMatchRun *
run_of (const Choice *self)
{
  const WayMatch *match = self->match;
  const WayMatchLine *line = way_match_line_of (match, self->provision);
  WayMatchRun *run = way_match_run_new ();
  g_autofree char *on = way_date_to_iso (&match->facts->on);

  run->pupil = match->pupil;
  run->referral = match->referral;
  run->day = match->facts->on;
  run->route = g_strdup (match->route);
  run->made = self->act->today;
  run->made_by = g_strdup (self->act->who);
  run->facts = facts_to_json (match);
  run->rules = g_strdup_printf ("%u criteria of %u provisions, in force on %s",
                                count_criteria (match), match->provisions->len, on);
  run->chosen = *self->provision;
  if (line != NULL && line->rank > 0)
    run->rank = line->rank;
  run->reason = g_strdup (self->reason);
  return run;
}

static gboolean
keep_run (WayDb     *db,
          gpointer   data,
          GError   **error)
{
  Choice *self = data;
  g_autoptr(WayMatchRun) run = run_of (self);

  if (!way_records_insert (db, &way_match_run_entity, run, error))
    return FALSE;
  for (guint i = 0; i < self->match->lines->len; i++)
    {
      g_autoptr(WayMatchResult) result = result_of (g_ptr_array_index (self->match->lines, i),
                                                    &run->id);

      if (!way_records_insert (db, &way_match_result_entity, result, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_choice (const Choice  *self,
              GError       **error)
{
  g_autofree char *text = g_strstrip (g_strdup (self->reason != NULL ? self->reason : ""));

  if (*text != '\0' || !way_match_wants_reason (self->match, self->provision))
    return TRUE;
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                       "Say why this one and not the first of the list.");
  return FALSE;
}

gboolean
way_match_choose (WayAct          *act,
                  const WayMatch  *self,
                  const WayId     *provision,
                  const char      *reason,
                  GError         **error)
{
  Choice choice = { act, self, provision, reason };
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (!check_choice (&choice, error))
    return FALSE;
  title = way_act_provision_title (way_store_get_db (act->store), provision, error);
  if (title == NULL)
    return FALSE;
  name = g_strdup_printf ("Choose %s", title);
  return way_act_write (act, name, keep_run, &choice, error);
}

/* What is said where the best is not chosen is said of the hold too. */
static gboolean
is_held (const WayMatch *self,
         const WayId    *provision)
{
  const WayMatchLine *line = way_match_line_of (self, provision);

  return line != NULL && line->provision->held != 0;
}

gboolean
way_match_offer (WayAct          *act,
                 const WayMatch  *self,
                 WayOffer        *offer,
                 const char      *reason,
                 GError         **error)
{
  Choice choice = { act, self, &offer->provision, reason };
  gboolean done;

  if (!check_choice (&choice, error))
    return FALSE;
  act->also = keep_run;
  act->also_data = &choice;
  if (is_held (self, &offer->provision))
    act->reason = reason;
  done = way_referral_offer (act, &self->referral, offer, error);
  act->also = NULL;
  act->also_data = NULL;
  return done;
}
