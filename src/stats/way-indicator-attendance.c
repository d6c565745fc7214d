/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attendance, K13 to K16, from the weeks of registers.  A week that began in the
 * period counts whole.  Sessions that were not possible are in none of these. */

#include "way-indicator-private.h"

static WayCase
case_of_week (const WayIndicatorFacts *facts,
              guint                    index)
{
  const WayStatWeek *week = WAY_STAT_AT (facts->weeks, WayStatWeek, index);
  WayCase one = week->stay != WAY_STAT_NONE ? way_case_of_stay (facts, week->stay, week->monday)
                                            : way_case (WAY_CASE_WEEK, index);

  one.kind = WAY_CASE_WEEK;
  one.index = index;
  one.pupil = week->pupil;
  one.day = week->monday;
  one.denominator = week->possible;
  return one;
}

/* Of the settings' registers: what a school counted of a child while it was
 * away is in its own. */
static gboolean
counts (const WayIndicatorFacts    *facts,
        const WayIndicatorQuestion *question,
        const WayStatWeek          *week)
{
  return way_stat_is_asked (question, week->monday) && week->stay != WAY_STAT_NONE &&
         way_stat_is_counted (facts, WAY_STAT_AT (facts->stays, WayStatStay, week->stay));
}

typedef gint64 (*Measure) (const WayStatWeek *week);

static gint64
attended (const WayStatWeek *week)
{
  return week->attended;
}

static gint64
absent (const WayStatWeek *week)
{
  return (gint64) week->authorised + week->unauthorised;
}

static gint64
authorised (const WayStatWeek *week)
{
  return week->authorised;
}

static gint64
unauthorised (const WayStatWeek *week)
{
  return week->unauthorised;
}

static void
add_weeks (const WayIndicatorFacts    *facts,
           const WayIndicatorQuestion *question,
           WayCases                   *cases,
           Measure                     measure)
{
  cases->not_collected = facts->weeks->len == 0;
  for (guint i = 0; i < facts->weeks->len; i++)
    {
      const WayStatWeek *week = WAY_STAT_AT (facts->weeks, WayStatWeek, i);
      WayCase one;

      if (!counts (facts, question, week))
        continue;
      one = case_of_week (facts, i);
      one.numerator = measure (week);
      way_cases_add (cases, &one);
    }
}

static void
add_attendance (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question,
                WayCases                   *cases)
{
  add_weeks (facts, question, cases, attended);
}

static void
add_absence (const WayIndicatorFacts    *facts,
             const WayIndicatorQuestion *question,
             WayCases                   *cases)
{
  add_weeks (facts, question, cases, absent);
}

static void
add_authorised (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question,
                WayCases                   *cases)
{
  add_weeks (facts, question, cases, authorised);
}

static void
add_unauthorised (const WayIndicatorFacts    *facts,
                  const WayIndicatorQuestion *question,
                  WayCases                   *cases)
{
  add_weeks (facts, question, cases, unauthorised);
}

/* --- Who is away much --- */

typedef struct
{
  gint64 possible;
  gint64 absent;
} Sessions;

/* By enrolment: absence of at least so many in a hundred of its own sessions. */
static void
add_absentees (const WayIndicatorFacts    *facts,
               const WayIndicatorQuestion *question,
               WayCases                   *cases,
               gint64                      percent)
{
  g_autofree Sessions *sums = g_new0 (Sessions, MAX (facts->stays->len, 1));

  cases->not_collected = facts->weeks->len == 0;
  for (guint i = 0; i < facts->weeks->len; i++)
    {
      const WayStatWeek *week = WAY_STAT_AT (facts->weeks, WayStatWeek, i);

      if (!counts (facts, question, week))
        continue;
      sums[week->stay].possible += week->possible;
      sums[week->stay].absent += absent (week);
    }
  for (guint i = 0; i < facts->stays->len; i++)
    if (sums[i].possible > 0)
      way_cases_add_stay (cases, facts, i,
                          MIN (WAY_STAT_AT (facts->stays, WayStatStay, i)->to, question->to),
                          sums[i].absent * 100 >= percent * sums[i].possible, 1);
}

static void
add_persistent (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question,
                WayCases                   *cases)
{
  add_absentees (facts, question, cases, facts->rules.persistent_percent);
}

static void
add_severe (const WayIndicatorFacts    *facts,
            const WayIndicatorQuestion *question,
            WayCases                   *cases)
{
  add_absentees (facts, question, cases, facts->rules.severe_percent);
}

const WayIndicatorFuncRow way_indicator_attendance_funcs[] = {
  { "attendance", add_attendance },
  { "absence", add_absence },
  { "authorised_absence", add_authorised },
  { "unauthorised_absence", add_unauthorised },
  { "persistent_absence", add_persistent },
  { "severe_absence", add_severe },
  { NULL }
};
