/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the area beside each other: K06, K36, K38, K39. */

#include "way-indicator-private.h"

#include "way-date.h"

#define PER 10000
#define HUNDREDTHS 100

static gboolean
is_by_home (WayIndicatorBy by)
{
  return by == WAY_BY_DISTRICT || by == WAY_BY_AREA;
}

static guint
home_of (const WayIndicatorFacts *facts,
         guint                    pupil)
{
  return pupil != WAY_STAT_NONE ? WAY_STAT_AT (facts->pupils, WayStatPupil, pupil)->district
                                : WAY_STAT_NONE;
}

static gboolean
is_there (const WayIndicatorFacts *facts,
          const WayStatStay       *stay,
          guint32                  day)
{
  return way_stat_is_live (stay->from, stay->to, day) && way_stat_is_counted (facts, stay);
}

/* K06: places of the authority by its people; a place has no home district, so
 * that by district it is placements by the child's. */
static void
add_places_rate (const WayIndicatorFacts    *facts,
                 const WayIndicatorQuestion *question,
                 WayCases                   *cases)
{
  guint first;

  way_cases_add_population (cases, facts, question->to);
  if (is_by_home (question->by))
    {
      for (guint i = 0; i < facts->stays->len; i++)
        if (is_there (facts, WAY_STAT_AT (facts->stays, WayStatStay, i), question->to))
          way_cases_add_stay (cases, facts, i, question->to, 1, 0);
      return;
    }
  first = cases->rows->len;
  way_cases_add_places (cases, facts, question->to, 1);
  for (guint i = first; i < cases->rows->len; i++)
    {
      WayCase *one = WAY_STAT_AT (cases->rows, WayCase, i);

      one->numerator = one->denominator;
      one->denominator = 0;
    }
}

/* --- Counts by district --- */

static gint64 *
count_there (const WayIndicatorFacts *facts,
             guint32                  day)
{
  gint64 *counts = g_new0 (gint64, MAX (facts->districts->len, 1));

  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      guint home = home_of (facts, stay->pupil);

      if (home != WAY_STAT_NONE && is_there (facts, stay, day))
        counts[home]++;
    }
  return counts;
}

static gint64 *
count_excluded (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question)
{
  gint64 *counts = g_new0 (gint64, MAX (facts->districts->len, 1));

  for (guint i = 0; i < facts->exclusions->len; i++)
    {
      const WayStatExclusion *row = WAY_STAT_AT (facts->exclusions, WayStatExclusion, i);
      guint home = home_of (facts, row->pupil);

      if (home != WAY_STAT_NONE && row->is_permanent && way_stat_is_asked (question, row->from))
        counts[home]++;
    }
  return counts;
}

/* By district; 0: not known. */
static gint64 *
count_people (const WayIndicatorFacts *facts,
              guint32                  day)
{
  gint64 *counts = g_new0 (gint64, MAX (facts->districts->len, 1));
  WayCases people = { .rows = g_array_new (FALSE, FALSE, sizeof (WayCase)) };

  way_cases_add_population (&people, facts, day);
  for (guint i = 0; i < people.rows->len; i++)
    {
      const WayCase *one = WAY_STAT_AT (people.rows, WayCase, i);

      if (one->district != WAY_STAT_NONE)
        counts[one->district] += one->denominator;
    }
  g_array_unref (people.rows);
  return counts;
}

/* --- Trend --- */

/* K36: districts where more live who are in a placement than so many years
 * before. */
static void
add_trend (const WayIndicatorFacts    *facts,
           const WayIndicatorQuestion *question,
           WayCases                   *cases)
{
  GDate day = way_date_from_julian (question->to);
  GDate before = way_date_add_months (&day, -12 * (int) facts->rules.trend_years);
  g_autofree gint64 *now = count_there (facts, question->to);
  g_autofree gint64 *then = count_there (facts, way_date_julian (&before));

  for (guint i = 0; i < facts->districts->len; i++)
    {
      WayCase one = way_case (WAY_CASE_DISTRICT, i);

      one.district = i;
      one.numerator = now[i] > then[i];
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

/* --- Points --- */

static gint64
rate (gint64 count,
      gint64 people)
{
  return way_result_divide (count * PER * HUNDREDTHS, people);
}

/* A point a district: y as the numerator, x as the denominator.  Of two rates,
 * where people are known; of the rank, where it is. */
static void
add_points (const WayIndicatorFacts    *facts,
            const WayIndicatorQuestion *question,
            WayCases                   *cases,
            const gint64               *y,
            const gint64               *x)
{
  g_autofree gint64 *people = count_people (facts, question->to);

  cases->not_collected = facts->districts->len == 0;
  for (guint i = 0; i < facts->districts->len; i++)
    {
      gint64 place = WAY_STAT_AT (facts->districts, WayStatDistrict, i)->rank;
      WayCase one = way_case (WAY_CASE_DISTRICT, i);

      if (people[i] == 0 || (x == NULL && place == WAY_STAT_UNSAID))
        {
          cases->n_left_out++;
          continue;
        }
      one.district = i;
      one.numerator = rate (y[i], people[i]);
      one.denominator = x != NULL ? rate (x[i], people[i]) : place;
      way_cases_add (cases, &one);
    }
}

/* K38 */
static void
add_exclusions_by_places (const WayIndicatorFacts    *facts,
                          const WayIndicatorQuestion *question,
                          WayCases                   *cases)
{
  g_autofree gint64 *y = count_excluded (facts, question);
  g_autofree gint64 *x = count_there (facts, question->to);

  add_points (facts, question, cases, y, x);
}

/* K39 */
static void
add_exclusions_by_rank (const WayIndicatorFacts    *facts,
                        const WayIndicatorQuestion *question,
                        WayCases                   *cases)
{
  g_autofree gint64 *y = count_excluded (facts, question);

  add_points (facts, question, cases, y, NULL);
}

/* K39B */
static void
add_places_by_rank (const WayIndicatorFacts    *facts,
                    const WayIndicatorQuestion *question,
                    WayCases                   *cases)
{
  g_autofree gint64 *y = count_there (facts, question->to);

  add_points (facts, question, cases, y, NULL);
}

const WayIndicatorFuncRow way_indicator_area_funcs[] = {
  { "places_rate", add_places_rate },
  { "trend", add_trend },
  { "exclusions_by_places", add_exclusions_by_places },
  { "exclusions_by_rank", add_exclusions_by_rank },
  { "places_by_rank", add_places_by_rank },
  { NULL }
};
