/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a duty.  Which duties there are, and when each is due, comes from
 * way-clocks.c. */

#include "way-duty.h"

#include <string.h>

#include "way-codes.h"

static const char *const codes[WAY_N_DUTY_STATES] = {
  [WAY_DUTY_OPEN] = "open",
  [WAY_DUTY_DUE] = "due",
  [WAY_DUTY_BREACHED] = "breached",
  [WAY_DUTY_PAUSED] = "paused",
  [WAY_DUTY_MET] = "met",
  [WAY_DUTY_MET_LATE] = "met_late",
  [WAY_DUTY_OVERRIDDEN] = "overridden",
  [WAY_DUTY_NOT_APPLICABLE] = "not_applicable",
};

/* Whether a dated fact has come to pass. */
static gboolean
has_come (const GDate *date,
          const GDate *today)
{
  return way_date_is_set (date) && way_date_compare (date, today) <= 0;
}

static int
count_days_left (const WaySchoolDays *days,
                 const GDate         *today,
                 const GDate         *due)
{
  GDate next;

  if (way_date_compare (today, due) <= 0)
    {
      next = way_date_add_days (today, 1);
      return way_school_days_count (days, &next, due);
    }
  next = way_date_add_days (due, 1);
  return -(int) way_school_days_count (days, &next, today);
}

WayDuty
way_duty_judge (const WayDutyFacts  *facts,
                const WaySchoolDays *days,
                const GDate         *today,
                guint                amber)
{
  WayDuty duty = { .state = WAY_DUTY_NOT_APPLICABLE };

  if (!way_date_is_set (&facts->due))
    return duty;
  if (has_come (&facts->met, today))
    {
      duty.state = way_date_compare (&facts->met, &facts->due) <= 0 ? WAY_DUTY_MET
                                                                    : WAY_DUTY_MET_LATE;
      return duty;
    }
  if (facts->overridden)
    {
      duty.state = WAY_DUTY_OVERRIDDEN;
      return duty;
    }

  duty.days_left = count_days_left (days, today, &facts->due);
  if (has_come (&facts->paused, today) && !has_come (&facts->resumed, today))
    duty.state = WAY_DUTY_PAUSED;
  else if (way_date_compare (today, &facts->due) > 0)
    duty.state = WAY_DUTY_BREACHED;
  else if (duty.days_left <= (int) amber)
    duty.state = WAY_DUTY_DUE;
  else
    duty.state = WAY_DUTY_OPEN;
  return duty;
}

static void
apply_pause (WayDutyFacts     *facts,
             const WayDutyAct *act)
{
  facts->paused = act->day;
  facts->resumed = way_date_is_set (&act->until) ? way_date_add_days (&act->until, 1)
                                                 : way_date_none ();
}

static void
apply_restart (WayDutyFacts     *facts,
               const WayDutyAct *act)
{
  facts->overridden = FALSE;
  if (way_date_is_set (&facts->paused) &&
      (!way_date_is_set (&facts->resumed) || way_date_compare (&act->day, &facts->resumed) < 0))
    facts->resumed = act->day;
}

void
way_duty_apply_acts (WayDutyFacts *facts,
                     GPtrArray    *acts,
                     const GDate  *day)
{
  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const WayDutyAct *act = g_ptr_array_index (acts, i);

      if (act->kind == NULL || !has_come (&act->day, day))
        continue;
      if (strcmp (act->kind, "paused") == 0)
        apply_pause (facts, act);
      else if (strcmp (act->kind, "restarted") == 0)
        apply_restart (facts, act);
      else if (strcmp (act->kind, "overridden") == 0)
        facts->overridden = TRUE;
      else if (strcmp (act->kind, "met") == 0 &&
               (!way_date_is_set (&facts->met) || way_date_compare (&act->day, &facts->met) < 0))
        facts->met = act->day;
    }
}

WayDuty
way_duty_judge_limit (int count,
                      int alarm,
                      int limit)
{
  WayDuty duty = { .state = WAY_DUTY_OPEN, .days_left = (limit - count) / 2 };

  if (count > limit)
    duty = (WayDuty) { WAY_DUTY_BREACHED, -((count - limit + 1) / 2) };
  else if (count >= alarm)
    duty.state = WAY_DUTY_DUE;
  return duty;
}

const char *
way_duty_state_code (WayDutyState state)
{
  g_return_val_if_fail ((guint) state < WAY_N_DUTY_STATES, NULL);
  return codes[state];
}

gboolean
way_duty_is_live (WayDutyState state)
{
  return way_code_is (way_codes_lookup ("duty_state", way_duty_state_code (state)), "live");
}
