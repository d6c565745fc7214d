/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a setting is visited, and which comes first.  Intervals are rows of
 * visit_rule, points of visit_risk. */

#include "way-visit-plan.h"

#include <string.h>

#include "way-date.h"
#include "way-visit-rule.h"

#define DAYS_OF_WEEK 7

static int
get_rule (const char *rule,
          const char *unit)
{
  return way_code_get_int (way_codes_lookup ("visit_rule", rule), unit, 0);
}

/* --- Standing --- */

static gboolean
is_newer (const WayVisit *visit,
          const WayVisit *than)
{
  int order = than != NULL ? way_date_compare (&visit->date, &than->date) : 1;

  return order > 0 || (order == 0 && way_id_compare (&visit->id, &than->id) > 0);
}

static gboolean
counts (const WayVisit *visit,
        const GDate    *today)
{
  return way_visit_is_signed (visit) && !way_date_is_set (&visit->cancelled) &&
         way_date_compare (&visit->date, today) <= 0;
}

/* A visit renews the approval if it is of a kind that does, and children may be
 * placed after it. */
static gboolean
approves (const WayVisit *visit)
{
  const WayCode *type = visit->kind != NULL ? way_codes_lookup ("visit_type", visit->kind) : NULL;

  return type != NULL && way_code_is (type, "approves") && visit->judgement != NULL &&
         way_visit_may_place (visit->judgement);
}

void
way_visit_standing (const GPtrArray  *visits,
                    const GDate      *today,
                    WayVisitStanding *standing)
{
  const WayVisit *judged = NULL;

  *standing = (WayVisitStanding) { .lapses = way_date_none () };
  for (guint i = 0; i < visits->len; i++)
    {
      const WayVisit *visit = g_ptr_array_index (visits, i);

      if (!counts (visit, today))
        continue;
      if (is_newer (visit, standing->last))
        standing->last = visit;
      if (visit->judgement != NULL && is_newer (visit, judged))
        judged = visit;
      if (approves (visit) && is_newer (visit, standing->approving))
        standing->approving = visit;
    }
  if (judged != NULL)
    standing->judgement = way_codes_lookup ("approval", judged->judgement);
  if (standing->approving == NULL)
    return;
  standing->lapses = way_date_add_months (&standing->approving->date,
                                          get_rule ("approval", "months"));
  standing->has_lapsed = way_date_compare (&standing->lapses, today) < 0;
}

/* --- The next one --- */

static void
take_earlier (WayVisitDue *self,
              const GDate *due,
              const char  *rule)
{
  if (!way_date_is_set (due) ||
      (way_date_is_set (&self->due) && way_date_compare (due, &self->due) >= 0))
    return;
  self->due = *due;
  self->rule = way_codes_lookup ("visit_rule", rule);
}

/* The last school day of the term after the one in which the setting was visited
 * last; of this term, where that is longer ago or never was. */
static GDate
end_of_term (const WayVisitStanding *standing,
             const WaySchoolDays    *days,
             const GDate            *today)
{
  WayTerm term = way_school_days_term (days, today);

  if (standing->last != NULL && way_date_compare (&standing->last->date, &term.from) >= 0)
    {
      GDate next = way_date_add_days (&term.to, 1);

      term = way_school_days_term (days, &next);
    }
  return way_date_is_set (&term.last) ? term.last : term.to;
}

void
way_visit_next (const WayVisitStanding *standing,
                gboolean                is_school,
                gboolean                has_pupils,
                const WaySchoolDays    *days,
                const GDate            *today,
                WayVisitDue            *due)
{
  *due = (WayVisitDue) { .due = way_date_none () };
  if (way_date_is_set (&standing->lapses))
    take_earlier (due, &standing->lapses, "approval");
  if (!is_school && has_pupils)
    {
      GDate end = end_of_term (standing, days, today);

      take_earlier (due, &end, "monitoring");
    }
  else if (has_pupils && standing->approving == NULL)
    take_earlier (due, today, "approval");
}

/* --- Who comes first --- */

static gboolean
holds (const WayVisitRisk *risk,
       const char         *row)
{
  const struct
  {
    const char *row;
    gboolean    holds;
  } tests[] = {
    { "base", TRUE },
    { "not_a_school", !risk->is_school },
    { "never_visited", !way_date_is_set (&risk->last_visit) },
    { "lapsed", risk->has_lapsed },
    { "near_registration", risk->registration == WAY_REGISTRATION_NEAR },
    { "must_register", risk->registration == WAY_REGISTRATION_MUST },
    { "check_ran_out", risk->check_ran_out },
    { "late_action", risk->has_late_action },
    { "urgent_action", risk->has_urgent_action },
    { "held", risk->is_held },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    if (strcmp (tests[i].row, row) == 0)
      return tests[i].holds;
  return FALSE;
}

void
way_visit_prioritise (const WayVisitRisk *risk,
                      const GDate        *today,
                      WayVisitPriority   *priority)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("visit_risk", today);

  *priority = (WayVisitPriority) { .pupils = risk->n_pupils, .reasons = g_ptr_array_new () };
  priority->weeks = way_date_is_set (&risk->last_visit)
                      ? (guint) MAX (way_date_days_between (&risk->last_visit, today), 0) /
                          DAYS_OF_WEEK
                      : (guint) get_rule ("never", "weeks");
  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      if (!holds (risk, row->id))
        continue;
      priority->points += (guint) way_code_get_int (row, "points", 0);
      if (!way_code_is (row, "silent"))
        g_ptr_array_add (priority->reasons, (gpointer) row);
    }
  priority->priority = priority->pupils * priority->weeks * priority->points;
}

void
way_visit_priority_clear (WayVisitPriority *priority)
{
  g_clear_pointer (&priority->reasons, g_ptr_array_unref);
}

/* --- Actions --- */

gboolean
way_visit_action_is_open (const WayAction *action)
{
  return !way_date_is_set (&action->done) && !way_date_is_set (&action->dropped);
}

WayActionState
way_visit_action_state (const WayAction *action,
                        const GDate     *today)
{
  WayActionDays days = { way_date_none (), action->due, action->done, action->dropped };

  return way_action_state_on (&days, today);
}

GDate
way_visit_action_due (const char  *severity,
                      const GDate *from)
{
  const WayCode *code = severity != NULL ? way_codes_lookup ("action_severity", severity) : NULL;

  return code != NULL ? way_date_add_days (from, way_code_get_int (code, "days", 0))
                      : way_date_none ();
}
