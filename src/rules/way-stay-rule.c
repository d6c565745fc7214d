/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weeks of a stay, its targets, and the questions after it. */

#include "way-stay-rule.h"

#define DAYS_OF_WEEK 7

/* --- Weeks --- */

static guint
count_weeks (const WaySchoolDays *days,
             const char          *kind,
             const GDate         *start,
             const GDate         *today)
{
  if (way_date_compare (today, start) < 0)
    return 0;
  if (g_strcmp0 (kind, "calendar") == 0)
    return (guint) (way_date_days_between (start, today) / DAYS_OF_WEEK + 1);
  return way_school_days_count_weeks (days, start, today);
}

static GDate
end_of_week (const WaySchoolDays *days,
             const char          *kind,
             const GDate         *start,
             int                  week)
{
  if (week <= 0)
    return way_date_none ();
  if (g_strcmp0 (kind, "calendar") == 0)
    return way_date_add_days (start, week * DAYS_OF_WEEK - 1);
  return way_school_days_nth_week (days, start, (guint) week);
}

static gboolean
has_passed (const GDate *day,
            const GDate *today)
{
  return way_date_is_set (day) && way_date_compare (day, today) < 0;
}

WayStayWeek
way_stay_week (const WaySchoolDays *days,
               const GDate         *start,
               gint64               weeks_most,
               const char          *week_kind,
               const GDate         *today)
{
  const WayCode *clock = way_codes_lookup_on ("clock", "C24", start);
  WayStayWeek self = { .plan = way_date_none (), .decide = way_date_none () };
  int most, before_plan, before_decide;

  self.week = count_weeks (days, week_kind, start, today);
  if (clock == NULL || weeks_most == WAY_INTEGER_NONE || weeks_most <= 0)
    return self;
  most = (int) weeks_most;
  self.weeks = (guint) most;
  before_plan = way_code_get_int (clock, "count", 0) - way_code_get_int (clock, "plan", 0);
  before_decide = way_code_get_int (clock, "count", 0) - way_code_get_int (clock, "decide", 0);
  self.plan = end_of_week (days, week_kind, start, most - before_plan);
  self.decide = end_of_week (days, week_kind, start, most - before_decide);
  if (self.week > self.weeks)
    self.prompt = WAY_STAY_OVER;
  else if ((int) self.week >= most - before_decide || has_passed (&self.decide, today))
    self.prompt = self.week > 0 ? WAY_STAY_DECIDE : WAY_STAY_NO_PROMPT;
  else if ((int) self.week >= most - before_plan && self.week > 0)
    self.prompt = WAY_STAY_PLAN;
  return self;
}

/* --- Targets --- */

/* Whether the value has gone at least as far as `to`, seen from `from`. */
static gboolean
has_reached (gint64 from,
             gint64 to,
             gint64 value)
{
  return to >= from ? value >= to : value <= to;
}

const char *
way_target_progress (const WayTarget *target,
                     gint64           value)
{
  if (value == WAY_INTEGER_NONE || target->baseline == WAY_INTEGER_NONE ||
      target->target == WAY_INTEGER_NONE)
    return NULL;
  if (has_reached (target->baseline, target->target, value))
    return "met";
  if (value == target->baseline)
    return "same";
  return has_reached (target->baseline, target->target > target->baseline ? target->baseline + 1
                                                                          : target->baseline - 1,
                      value)
           ? "nearer" : "further";
}

/* --- Afterwards --- */

static const WayOutcomeCheck *
find_check (const GPtrArray *done,
            guint            weeks)
{
  for (guint i = 0; i < done->len; i++)
    {
      const WayOutcomeCheck *check = g_ptr_array_index (done, i);

      if (check->weeks == (gint64) weeks)
        return check;
    }
  return NULL;
}

GArray *
way_sustained_checks (const WayPlacement *placement,
                      const GPtrArray    *done,
                      const GDate        *today)
{
  GArray *checks = g_array_new (FALSE, FALSE, sizeof (WaySustained));
  const WayCode *destination = placement->destination != NULL
                                 ? way_codes_lookup ("destination", placement->destination) : NULL;
  g_autoptr(GPtrArray) rules = NULL;

  if (!way_date_is_set (&placement->end) || destination == NULL ||
      !way_code_is (destination, "sustained_eligible"))
    return checks;
  rules = way_codes_list ("sustained_check", &placement->end);
  for (guint i = 0; i < rules->len; i++)
    {
      WaySustained one = { .rule = g_ptr_array_index (rules, i) };
      const WayOutcomeCheck *check;

      one.weeks = (guint) way_code_get_int (one.rule, "weeks", 0);
      one.due = way_date_add_days (&placement->end, DAYS_OF_WEEK * (int) one.weeks);
      check = find_check (done, one.weeks);
      one.is_done = check != NULL;
      one.is_due = check == NULL && way_date_compare (&one.due, today) <= 0;
      g_array_append_val (checks, one);
      if (check != NULL && check->sustained == 0)
        break;
    }
  return checks;
}
