/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permanent exclusions and suspensions: K07 to K09. */

#include "way-indicator-private.h"

#include "way-date.h"

#define PUPILS_ON_ROLL "pupils_on_roll"

static WayCase
case_of_exclusion (const WayIndicatorFacts *facts,
                   guint                    index)
{
  const WayStatExclusion *row = WAY_STAT_AT (facts->exclusions, WayStatExclusion, index);
  WayCase one = way_case (WAY_CASE_EXCLUSION, index);

  one.pupil = row->pupil;
  one.school = row->school;
  one.day = row->from;
  return one;
}

static void
add_between (WayCases                *cases,
             const WayIndicatorFacts *facts,
             guint32                  from,
             guint32                  to,
             gboolean                 permanent,
             gboolean                 as_denominator)
{
  for (guint i = 0; i < facts->exclusions->len; i++)
    {
      const WayStatExclusion *row = WAY_STAT_AT (facts->exclusions, WayStatExclusion, i);
      WayCase one = case_of_exclusion (facts, i);

      if (row->is_permanent != permanent || row->from < from || row->from > to)
        continue;
      one.numerator = !as_denominator;
      one.denominator = as_denominator;
      way_cases_add (cases, &one);
    }
}

/* Pupils on roll at the last spring census: as given for the area, or as the
 * register of schools says of each school. */
static void
add_pupils_on_roll (WayCases                   *cases,
                    const WayIndicatorFacts    *facts,
                    const WayIndicatorQuestion *question)
{
  if (question->by != WAY_BY_SCHOOL)
    {
      way_cases_add_given (cases, facts, question, PUPILS_ON_ROLL, FALSE);
      return;
    }
  for (guint i = 0; i < facts->settings->len; i++)
    {
      const WayStatSetting *setting = WAY_STAT_AT (facts->settings, WayStatSetting, i);
      WayCase one = way_case (WAY_CASE_SETTING, i);

      one.school = i;
      one.denominator = setting->roll;
      if (setting->roll > 0 && setting->is_mainstream)
        way_cases_add (cases, &one);
    }
}

/* K07 */
static void
add_permanent (const WayIndicatorFacts    *facts,
               const WayIndicatorQuestion *question,
               WayCases                   *cases)
{
  add_between (cases, facts, question->from, question->to, TRUE, FALSE);
  add_pupils_on_roll (cases, facts, question);
}

/* K07B: as many as there are, where only their number is asked for. */
static void
add_permanent_number (const WayIndicatorFacts    *facts,
                      const WayIndicatorQuestion *question,
                      WayCases                   *cases)
{
  add_between (cases, facts, question->from, question->to, TRUE, FALSE);
}

/* K09, K09B */
static void
add_suspensions (const WayIndicatorFacts    *facts,
                 const WayIndicatorQuestion *question,
                 WayCases                   *cases)
{
  add_between (cases, facts, question->from, question->to, FALSE, FALSE);
  add_pupils_on_roll (cases, facts, question);
}

/* The same day a year before; 28 February for the 29th. */
static guint32
year_before (guint32 day)
{
  GDate date = way_date_from_julian (day);
  GDate before = way_date_add_months (&date, -12);

  return way_date_julian (&before);
}

/* K08: against the same days of the year before. */
static void
add_change (const WayIndicatorFacts    *facts,
            const WayIndicatorQuestion *question,
            WayCases                   *cases)
{
  add_between (cases, facts, question->from, question->to, TRUE, FALSE);
  add_between (cases, facts, year_before (question->from), year_before (question->to), TRUE, TRUE);
}

const WayIndicatorFuncRow way_indicator_exclusion_funcs[] = {
  { "permanent_exclusions", add_permanent },
  { "permanent_exclusion_number", add_permanent_number },
  { "permanent_exclusion_change", add_change },
  { "suspensions", add_suspensions },
  { NULL }
};
