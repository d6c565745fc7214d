/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties from facts: the list of them, how each stands, and why on that day.
 * The records from which they come are read by way-duties-*.c. */

#include "way-duties-private.h"

#include <string.h>

#include "way-duty-acts.h"

void
way_duty_fact_free (WayDutyFact *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->attended, g_array_unref);
  g_free (self->school_type);
  g_free (self->pupil_name);
  g_free (self->year);
  g_free (self->place_name);
  g_free (self);
}

/* --- Judging --- */

static gboolean
is_broken_on (const WayDutyFact *self,
              const GDate       *day)
{
  return way_date_is_set (&self->broken) && way_date_compare (&self->broken, day) <= 0;
}

static WayDuty
judge (const WayDutyFact *self,
       const GDate       *day,
       guint              amber)
{
  WayDutyFacts facts = { .due = self->due, .met = self->met };
  WayDuty duty;

  way_duty_apply_acts (&facts, self->acts, day);
  duty = way_duty_judge (&facts, self->days, day, amber);
  if (!way_duty_is_live (duty.state) || duty.state == WAY_DUTY_PAUSED)
    return duty;
  if (self->count >= 0)
    return way_duty_judge_limit (self->count, way_code_get_int (self->rule, "alarm", G_MAXINT),
                                 way_code_get_int (self->rule, "limit", G_MAXINT));
  if (is_broken_on (self, day))
    duty.state = WAY_DUTY_BREACHED;
  return duty;
}

WayDuty
way_duty_fact_on (const WayDutyFact *self,
                  const GDate       *day,
                  guint              amber)
{
  WayDuty none = { WAY_DUTY_NOT_APPLICABLE, 0 };

  if (way_date_compare (day, &self->started) < 0)
    return none;
  if (way_date_is_set (&self->broken) && !is_broken_on (self, day))
    return none;
  if (way_date_is_set (&self->ended) && way_date_compare (day, &self->ended) > 0 &&
      !is_broken_on (self, day))
    return none;
  return judge (self, day, amber);
}

char *
way_duty_fact_key (const WayDutyFact *self)
{
  return way_duty_key (self->rule->id, &self->subject);
}

const char *
way_duty_fact_reason (const WayDutyFact *self)
{
  for (guint i = self->acts != NULL ? self->acts->len : 0; i-- > 0;)
    {
      const WayDutyAct *act = g_ptr_array_index (self->acts, i);

      if (act->reason != NULL)
        return act->reason;
    }
  return NULL;
}

gboolean
way_duty_fact_wants_reason (const WayDutyFact *self)
{
  if (self->duty.state != WAY_DUTY_BREACHED && self->duty.state != WAY_DUTY_MET_LATE)
    return FALSE;
  for (guint i = 0; self->acts != NULL && i < self->acts->len; i++)
    {
      const WayDutyAct *act = g_ptr_array_index (self->acts, i);

      if (g_strcmp0 (act->kind, "explained") == 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
way_duty_fact_is_choice (const WayDutyFact *self)
{
  return g_strcmp0 (self->actor, "PARENT") == 0;
}

/* --- What the searches share --- */

GDate
way_duty_earlier (GDate a,
                  GDate b)
{
  if (!way_date_is_set (&a) || (way_date_is_set (&b) && way_date_compare (&b, &a) < 0))
    return b;
  return a;
}

gboolean
way_duty_search_looks_back (WayDutySearch *self,
                            const char    *rule,
                            const GDate   *day)
{
  return way_date_days_between (day, &self->today) <=
         way_code_get_int (way_codes_lookup ("work_rule", rule), "days", 0);
}

WayStmt *
way_duty_search_prepare (WayDutySearch  *self,
                         const char     *sql,
                         GError        **error)
{
  WayStmt *stmt = way_db_prepare (self->db, sql, error);

  if (stmt != NULL)
    way_stmt_bind_id (stmt, ":pupil", &self->pupil);
  return stmt;
}

WayDutyFact *
way_duty_search_read_who (WayDutySearch  *self,
                          WayStmt        *stmt,
                          const char     *rule,
                          GError        **error)
{
  WayDutyFact *fact = g_new0 (WayDutyFact, 1);

  fact->rule = way_codes_lookup ("clock", rule);
  fact->actor = way_code_get (fact->rule, "actor");
  fact->count = -1;
  fact->pupil = way_stmt_id (stmt, 0);
  fact->pupil_name = g_strdup (way_stmt_text (stmt, 1));
  fact->year = g_strdup (way_stmt_text (stmt, 2));
  fact->establishment = way_stmt_id (stmt, 4);
  fact->days = way_facts_days (self->facts, &fact->establishment, error);
  if (fact->days == NULL)
    g_clear_pointer (&fact, way_duty_fact_free);
  return fact;
}

void
way_duty_fact_start (WayDutyFact *fact,
                     const char  *field,
                     const WayId *subject)
{
  fact->started_by = field;
  fact->subject = *subject;
}

void
way_duty_fact_add_event (WayDutyFact *fact,
                         const char  *kind,
                         const GDate *day)
{
  WayClockEvent event = { .kind = kind, .from = *day };

  if (fact->events == NULL)
    fact->events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  g_array_append_val (fact->events, event);
}

GPtrArray *
way_duty_search_acts (WayDutySearch *self,
                      const char    *rule,
                      const WayId   *subject)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (self->acts) == 0)
    return NULL;
  key = way_duty_key (rule, subject);
  return g_hash_table_lookup (self->acts, key);
}

/* Acts since the clock started, for a review starts it anew; and the first day
 * on which somebody said that it was met. */
static void
take_acts (WayDutySearch *self,
           WayDutyFact   *fact)
{
  WayDutyFacts facts = { .due = fact->due, .met = fact->met };
  GPtrArray *acts = way_duty_search_acts (self, fact->rule->id, &fact->subject);

  if (acts == NULL)
    return;
  fact->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) way_duty_act_free);
  for (guint i = 0; i < acts->len; i++)
    {
      const WayDutyAct *act = g_ptr_array_index (acts, i);

      if (way_date_compare (&act->day, &fact->started) >= 0)
        g_ptr_array_add (fact->acts, way_duty_act_copy (act));
    }
  way_duty_apply_acts (&facts, fact->acts, &self->today);
  fact->met = facts.met;
}

static gboolean
is_before (const GDate *day,
           const GDate *since)
{
  return way_date_is_set (day) && way_date_compare (day, since) < 0;
}

void
way_duty_search_keep (WayDutySearch *self,
                      WayDutyFact   *fact)
{
  guint amber = (guint) way_facts_authority (self->facts)->amber_days;

  take_acts (self, fact);
  if (is_before (&fact->met, &self->since) || is_before (&fact->ended, &self->since) ||
      !way_date_is_set (&fact->due))
    {
      way_duty_fact_free (fact);
      return;
    }
  fact->duty = way_duty_fact_on (fact, &self->today, amber);
  g_ptr_array_add (self->found, fact);
}

static void
take_facts (WayDutyFact         *fact,
            const WayClockFacts *facts)
{
  g_clear_pointer (&fact->events, g_array_unref);
  fact->events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  g_array_append_vals (fact->events, facts->events, (guint) facts->n_events);
  if (facts->n_attended > 0)
    {
      fact->attended = g_array_new (FALSE, TRUE, sizeof (GDate));
      g_array_append_vals (fact->attended, facts->attended, (guint) facts->n_attended);
    }
  fact->school_type = g_strdup (facts->school_type);
  fact->exam_missed = facts->exam_missed;
}

gboolean
way_duty_search_run (WayDutySearch        *self,
                     WayDutyFact          *fact,
                     const WayClockFacts  *facts,
                     GError              **error)
{
  g_autoptr(WayClock) clock = NULL;

  /* Nearly all were met long ago: whatever their day was, nothing would be kept. */
  if (is_before (&fact->met, &self->since))
    {
      way_duty_fact_free (fact);
      return TRUE;
    }
  clock = way_clocks_run (fact->rule->id, facts, fact->days, error);
  if (clock == NULL || clock->verdict == WAY_CLOCK_NOT_DUE)
    {
      way_duty_fact_free (fact);
      return clock != NULL;
    }
  fact->rule = clock->rule;
  fact->actor = clock->actor;
  fact->due = clock->due;
  /* What parents may do is no duty to break: it ends with its last day. */
  if (way_duty_fact_is_choice (fact))
    fact->ended = fact->due;
  take_facts (fact, facts);
  way_duty_search_keep (self, fact);
  return TRUE;
}

gboolean
way_duty_search_find_leaving (WayDutySearch        *self,
                              const WaySchoolDays  *days,
                              const GDate          *birth,
                              GDate                *last,
                              GError              **error)
{
  const WayCode *rule = way_codes_lookup ("clock", "C16");
  WayClockFacts facts = { .birth = *birth };
  g_autoptr(WayClock) clock = NULL;

  *last = way_date_none ();
  /* Nobody leaves before the school year of the birthday. */
  if (!way_date_is_set (birth) ||
      way_date_age (birth, &self->today) < way_code_get_int (rule, "age", 0) - 1)
    return TRUE;
  clock = way_clocks_run (rule->id, &facts, days, error);
  if (clock == NULL)
    return FALSE;
  *last = clock->due;
  return TRUE;
}

gboolean
way_duty_search_end_at_leaving_age (WayDutySearch  *self,
                                    WayDutyFact    *fact,
                                    const GDate    *birth,
                                    GError        **error)
{
  GDate last;

  if (!way_duty_search_find_leaving (self, fact->days, birth, &last, error))
    return FALSE;
  fact->ended = way_duty_earlier (fact->ended, last);
  return TRUE;
}

/* --- The list --- */

static int
compare_facts (gconstpointer a,
               gconstpointer b)
{
  const WayDutyFact *one = *(const WayDutyFact *const *) a;
  const WayDutyFact *other = *(const WayDutyFact *const *) b;
  int order = way_date_compare (&one->due, &other->due);

  if (order == 0)
    order = g_strcmp0 (one->rule->id, other->rule->id);
  if (order == 0)
    order = way_id_compare (&one->pupil, &other->pupil);
  return order != 0 ? order : way_id_compare (&one->subject, &other->subject);
}

GPtrArray *
way_duties_list (WayFacts               *facts,
                 const GDate            *today,
                 const WayDutiesFilter  *filter,
                 GError                **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) way_duty_fact_free);
  g_autoptr(GHashTable) acts = NULL;
  WayDutySearch search = {
    .facts = facts,
    .db = way_facts_db (facts),
    .today = *today,
    .since = *today,
    .found = found,
  };

  if (filter != NULL)
    {
      search.pupil = filter->pupil;
      if (way_date_is_set (&filter->since) && way_date_compare (&filter->since, today) < 0)
        search.since = filter->since;
    }
  acts = way_duty_acts_load (search.db, &search.pupil, error);
  search.acts = acts;
  if (acts == NULL || !way_duty_search_exclusions (&search, error) ||
      !way_duty_search_governors (&search, error) || !way_duty_search_absences (&search, error) ||
      !way_duty_search_placements (&search, error) ||
      !way_duty_search_fair_access (&search, error))
    return NULL;
  g_ptr_array_sort (found, compare_facts);
  return g_steal_pointer (&found);
}

/* --- Why this day --- */

WayClockFacts
way_duty_clock_facts (WayFacts          *facts,
                      const WayDutyFact *duty)
{
  WayClockFacts clock_facts = {
    .events = (const WayClockEvent *) (gpointer) duty->events->data,
    .n_events = duty->events->len,
    .reading = way_facts_authority (facts)->sixth_day,
    .review_weeks = (guint) way_facts_authority (facts)->review_weeks,
    .school_type = duty->school_type,
    .exam_missed = duty->exam_missed,
    .year = duty->year,
    .weeks = duty->week_kind,
    .stay_weeks = duty->weeks,
  };

  if (duty->attended != NULL)
    {
      clock_facts.attended = (const GDate *) (gpointer) duty->attended->data;
      clock_facts.n_attended = duty->attended->len;
    }
  return clock_facts;
}

WayClock *
way_duty_why (WayFacts           *facts,
              const WayDutyFact  *duty,
              GError            **error)
{
  WayClockFacts clock_facts = way_duty_clock_facts (facts, duty);

  return way_clocks_run (duty->rule->id, &clock_facts, duty->days, error);
}
