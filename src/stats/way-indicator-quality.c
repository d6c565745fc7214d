/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what children get is full and safe: K30 to K33, and who of them has a
 * plan: K35.  Part-time weeks and settings that are no school are looked for at
 * all provisions, whether they are in the authority's figures or not. */

#include "way-indicator-private.h"

static const WayStatSetting *
setting_of (const WayIndicatorFacts *facts,
            const WayStatStay       *stay)
{
  guint index = WAY_STAT_AT (facts->provisions, WayStatProvision, stay->provision)->setting;

  return index != WAY_STAT_NONE ? WAY_STAT_AT (facts->settings, WayStatSetting, index) : NULL;
}

/* --- Hours --- */

/* Minutes a week at settings and at schools that say how much; -1 where a
 * school does not say: it has the rest of the week. */
static void
add_minutes (const WayIndicatorFacts *facts,
             guint32                  day,
             gint64                  *minutes)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      gint64 session = WAY_STAT_AT (facts->provisions, WayStatProvision,
                                    stay->provision)->session_minutes;

      if (way_stat_is_live (stay->from, stay->to, day))
        minutes[stay->pupil] += stay->sessions *
                                (session != WAY_STAT_UNSAID ? session
                                                            : facts->rules.session_minutes);
    }
  for (guint i = 0; i < facts->rolls->len; i++)
    {
      const WayStatRoll *roll = WAY_STAT_AT (facts->rolls, WayStatRoll, i);

      if (way_stat_is_live (roll->from, roll->to, day) && roll->sessions >= 0)
        minutes[roll->pupil] += roll->sessions * facts->rules.session_minutes;
    }
}

static gboolean
has_short_week (const WayIndicatorFacts *facts,
                guint                    pupil,
                guint32                  day,
                gboolean                *overdue)
{
  for (guint i = 0; i < facts->part_times->len; i++)
    {
      const WayStatPartTime *row = WAY_STAT_AT (facts->part_times, WayStatPartTime, i);

      if (row->pupil != pupil || !way_stat_is_live (row->from, row->to, day))
        continue;
      *overdue = row->review != 0 && row->review < day;
      return TRUE;
    }
  return FALSE;
}

/* K30: children whose week is short, by what is recorded of all their sites. */
static void
add_part_time (const WayIndicatorFacts    *facts,
               const WayIndicatorQuestion *question,
               WayCases                   *cases)
{
  g_autofree gint64 *minutes = g_new0 (gint64, MAX (facts->pupils->len, 1));

  add_minutes (facts, question->to, minutes);
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      gboolean overdue;

      if (way_stat_is_live (stay->from, stay->to, question->to))
        way_cases_add_stay (cases, facts, i, question->to,
                            minutes[stay->pupil] < facts->rules.full_time_minutes ||
                              has_short_week (facts, stay->pupil, question->to, &overdue), 1);
    }
}

/* K30B: agreed short weeks that should have been looked at again. */
static void
add_part_time_overdue (const WayIndicatorFacts    *facts,
                       const WayIndicatorQuestion *question,
                       WayCases                   *cases)
{
  for (guint i = 0; i < facts->part_times->len; i++)
    {
      const WayStatPartTime *row = WAY_STAT_AT (facts->part_times, WayStatPartTime, i);
      WayCase one = way_case (WAY_CASE_PART_TIME, i);

      if (!way_stat_is_live (row->from, row->to, question->to))
        continue;
      one.pupil = row->pupil;
      one.day = question->to;
      one.numerator = row->review != 0 && row->review < question->to;
      way_cases_add (cases, &one);
    }
}

/* --- Settings --- */

/* K31 */
static void
add_non_school (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question,
                WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      const WayStatSetting *setting = setting_of (facts, stay);

      if (way_stat_is_live (stay->from, stay->to, question->to))
        way_cases_add_stay (cases, facts, i, question->to,
                            setting == NULL || !setting->is_school, 1);
    }
}

/* K32: settings that are no school and where children are. */
static void
add_must_register (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (facts->settings->len, 1));

  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      guint index = WAY_STAT_AT (facts->provisions, WayStatProvision, stay->provision)->setting;
      WayCase one = way_case (WAY_CASE_SETTING, index);

      if (index == WAY_STAT_NONE || seen[index] ||
          !way_stat_is_live (stay->from, stay->to, question->to) ||
          WAY_STAT_AT (facts->settings, WayStatSetting, index)->is_school)
        continue;
      seen[index] = TRUE;
      one.school = index;
      one.numerator = WAY_STAT_AT (facts->settings, WayStatSetting, index)->must_register;
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

static gboolean
is_assured (const WayIndicatorFacts *facts,
            guint                    setting,
            guint32                  day)
{
  for (guint i = 0; i < facts->assurances->len; i++)
    {
      const WayStatAssurance *row = WAY_STAT_AT (facts->assurances, WayStatAssurance, i);

      if (row->setting == setting && row->checked <= day && day <= row->expires)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_school (const WayIndicatorFacts *facts,
            guint                    pupil,
            guint32                  day)
{
  for (guint i = 0; i < facts->rolls->len; i++)
    {
      const WayStatRoll *roll = WAY_STAT_AT (facts->rolls, WayStatRoll, i);

      if (roll->pupil == pupil && way_stat_is_live (roll->from, roll->to, day))
        return TRUE;
    }
  return FALSE;
}

/* K33: on the roll of a school, or of a registered setting whose quality was
 * checked and the check still holds. */
static void
add_covered (const WayIndicatorFacts    *facts,
             const WayIndicatorQuestion *question,
             WayCases                   *cases)
{
  g_autofree gboolean *assured = g_new0 (gboolean, MAX (facts->settings->len, 1));

  for (guint i = 0; i < facts->settings->len; i++)
    assured[i] = is_assured (facts, i, question->to);
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      guint index = WAY_STAT_AT (facts->provisions, WayStatProvision, stay->provision)->setting;

      if (way_stat_is_live (stay->from, stay->to, question->to))
        way_cases_add_stay (cases, facts, i, question->to,
                            (stay->on_roll && index != WAY_STAT_NONE && assured[index]) ||
                              has_school (facts, stay->pupil, question->to), 1);
    }
}

/* --- Plans --- */

/* K35: children there on the day who have a plan. */
static void
add_plans (const WayIndicatorFacts    *facts,
           const WayIndicatorQuestion *question,
           WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      const WayStatNeed *need;

      if (!way_stat_is_live (stay->from, stay->to, question->to) ||
          !way_stat_is_counted (facts, stay))
        continue;
      need = way_stat_need_on (facts, stay->pupil, question->to);
      if (need != NULL && need->has_plan)
        way_cases_add_stay (cases, facts, i, question->to, 1, 1);
    }
}

/* K35B: of all who are there. */
static void
add_with_plan (const WayIndicatorFacts    *facts,
               const WayIndicatorQuestion *question,
               WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      const WayStatNeed *need = way_stat_need_on (facts, stay->pupil, question->to);

      if (way_stat_is_live (stay->from, stay->to, question->to) &&
          way_stat_is_counted (facts, stay))
        way_cases_add_stay (cases, facts, i, question->to, need != NULL && need->has_plan, 1);
    }
}

const WayIndicatorFuncRow way_indicator_quality_funcs[] = {
  { "part_time", add_part_time },
  { "part_time_overdue", add_part_time_overdue },
  { "non_school", add_non_school },
  { "must_register", add_must_register },
  { "covered", add_covered },
  { "plans", add_plans },
  { "with_plan", add_with_plan },
  { NULL }
};
