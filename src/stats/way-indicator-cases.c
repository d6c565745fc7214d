/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the functions of the library share: cases of stays, places, figures that
 * were given and people of an area. */

#include "way-indicator-private.h"

#include "way-date.h"

WayCase
way_case (WayCaseKind kind,
          guint       index)
{
  return (WayCase) {
    .kind = kind, .index = index, .pupil = WAY_STAT_NONE, .stay = WAY_STAT_NONE,
    .provision = WAY_STAT_NONE, .school = WAY_STAT_NONE, .district = WAY_STAT_NONE,
  };
}

void
way_cases_add (WayCases      *cases,
               const WayCase *one)
{
  g_array_append_val (cases->rows, *one);
}

WayCase
way_case_of_stay (const WayIndicatorFacts *facts,
                  guint                    stay,
                  guint32                  day)
{
  const WayStatStay *row = WAY_STAT_AT (facts->stays, WayStatStay, stay);
  WayCase one = way_case (WAY_CASE_STAY, stay);

  one.stay = stay;
  one.pupil = row->pupil;
  one.provision = row->provision;
  one.day = day;
  one.from = row->from;
  one.to = row->to;
  return one;
}

void
way_cases_add_stay (WayCases                *cases,
                    const WayIndicatorFacts *facts,
                    guint                    stay,
                    guint32                  day,
                    gint64                   numerator,
                    gint64                   denominator)
{
  WayCase one = way_case_of_stay (facts, stay, day);

  one.numerator = numerator;
  one.denominator = denominator;
  way_cases_add (cases, &one);
}

gboolean
way_stat_is_counted (const WayIndicatorFacts *facts,
                     const WayStatStay       *stay)
{
  return WAY_STAT_AT (facts->provisions, WayStatProvision, stay->provision)->is_counted;
}

gboolean
way_stat_in_period (const WayIndicatorFacts    *facts,
                    const WayStatStay          *stay,
                    const WayIndicatorQuestion *question)
{
  return stay->from <= question->to && stay->to >= question->from &&
         way_stat_is_counted (facts, stay);
}

gboolean
way_stat_is_asked (const WayIndicatorQuestion *question,
                   guint32                     day)
{
  return day != 0 && day >= question->from && day <= question->to;
}

void
way_cases_add_places (WayCases                *cases,
                      const WayIndicatorFacts *facts,
                      guint32                  day,
                      gint64                   unit)
{
  for (guint i = 0; i < facts->places->len; i++)
    {
      const WayStatPlaces *row = WAY_STAT_AT (facts->places, WayStatPlaces, i);
      WayCase one = way_case (WAY_CASE_PLACES, i);

      if (!way_stat_is_live (row->from, row->to, day) ||
          !WAY_STAT_AT (facts->provisions, WayStatProvision, row->provision)->is_counted)
        continue;
      one.provision = row->provision;
      one.denominator = row->places * unit;
      one.from = row->from;
      one.to = row->to;
      way_cases_add (cases, &one);
    }
}

/* --- Figures that were given --- */

#define A_YEAR 366

/* Whether the figure is of what is asked: the whole, or a part by the dimension. */
static gboolean
is_of (const WayStatGiven *row,
       WayIndicatorBy      by)
{
  gboolean by_district = by == WAY_BY_DISTRICT || by == WAY_BY_AREA;

  return (row->district != WAY_STAT_NONE) == by_district &&
         (row->phase != NULL) == (by == WAY_BY_PHASE);
}

/* The day of the last figure that still speaks for the period; 0: none. */
static guint32
find_given_day (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question,
                const char                 *measure)
{
  guint32 last = 0;

  for (guint i = 0; i < facts->given->len; i++)
    {
      const WayStatGiven *row = WAY_STAT_AT (facts->given, WayStatGiven, i);

      if (row->measure == measure && is_of (row, question->by) && row->day <= question->to &&
          row->day + A_YEAR >= question->from)
        last = MAX (last, row->day);
    }
  return last;
}

gboolean
way_cases_add_given (WayCases                   *cases,
                     const WayIndicatorFacts    *facts,
                     const WayIndicatorQuestion *question,
                     const char                 *measure,
                     gboolean                    numerator)
{
  const char *interned = g_intern_string (measure);
  guint32 day = find_given_day (facts, question, interned);

  for (guint i = 0; i < facts->given->len && day != 0; i++)
    {
      const WayStatGiven *row = WAY_STAT_AT (facts->given, WayStatGiven, i);
      WayCase one = way_case (WAY_CASE_GIVEN, i);

      if (row->measure != interned || row->day != day || !is_of (row, question->by))
        continue;
      one.district = row->district;
      one.code = row->phase;
      one.day = day;
      one.numerator = numerator ? row->value : 0;
      one.denominator = numerator ? 0 : row->value;
      way_cases_add (cases, &one);
    }
  return day != 0;
}

/* --- People --- */

/* The last year, up to that of the day, of which anything is known; else the
 * first after it. */
static int
find_population_year (const WayIndicatorFacts *facts,
                      guint32                  day)
{
  GDate date = way_date_from_julian (day);
  int year = g_date_get_year (&date);
  int before = 0, after = 0;

  for (guint i = 0; i < facts->populations->len; i++)
    {
      const WayStatPopulation *row = WAY_STAT_AT (facts->populations, WayStatPopulation, i);

      if (row->ages != facts->rules.secondary_ages)
        continue;
      if (row->year <= year)
        before = MAX (before, row->year);
      else if (after == 0 || row->year < after)
        after = row->year;
    }
  return before != 0 ? before : after;
}

gboolean
way_cases_add_population (WayCases                *cases,
                          const WayIndicatorFacts *facts,
                          guint32                  day)
{
  int year = find_population_year (facts, day);

  for (guint i = 0; i < facts->populations->len && year != 0; i++)
    {
      const WayStatPopulation *row = WAY_STAT_AT (facts->populations, WayStatPopulation, i);
      WayCase one = way_case (WAY_CASE_POPULATION, i);

      if (row->ages != facts->rules.secondary_ages || row->year != year)
        continue;
      one.district = row->district;
      one.day = day;
      one.denominator = row->count;
      way_cases_add (cases, &one);
    }
  return year != 0;
}

/* --- Records --- */

const WayId *
way_indicator_case_id (const WayIndicatorFacts *facts,
                       const WayCase           *one)
{
  const GArray *arrays[] = {
    [WAY_CASE_SETTING] = facts->settings, [WAY_CASE_PROVISION] = facts->provisions,
    [WAY_CASE_DISTRICT] = facts->districts, [WAY_CASE_PUPIL] = facts->pupils,
    [WAY_CASE_NEED] = facts->needs, [WAY_CASE_STAY] = facts->stays,
    [WAY_CASE_PLACES] = facts->places, [WAY_CASE_EXCLUSION] = facts->exclusions,
    [WAY_CASE_ROLL] = facts->rolls, [WAY_CASE_WEEK] = facts->weeks,
    [WAY_CASE_REFERRAL] = facts->referrals, [WAY_CASE_REVIEW] = facts->reviews,
    [WAY_CASE_TARGET] = facts->targets, [WAY_CASE_DUTY] = facts->duties,
    [WAY_CASE_PART_TIME] = facts->part_times, [WAY_CASE_BUDGET] = facts->budgets,
    [WAY_CASE_GIVEN] = facts->given, [WAY_CASE_POPULATION] = facts->populations,
    [WAY_CASE_AFTER] = facts->after, [WAY_CASE_EXAM] = facts->exams,
  };
  GArray *array = one->kind < G_N_ELEMENTS (arrays) ? (GArray *) arrays[one->kind] : NULL;

  /* Every row begins with its id. */
  return array != NULL && one->index < array->len
           ? (const WayId *) (gconstpointer) (array->data +
                                              (gsize) one->index * g_array_get_element_size (array))
           : NULL;
}
