/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places and how full they are: K01 to K05, and who teaches whom: K31 to K33
 * stand with quality. */

#include "way-indicator-private.h"

/* Children on roll on the day. */
static void
add_on_roll (WayCases                *cases,
             const WayIndicatorFacts *facts,
             guint32                  day)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (stay->on_roll && way_stat_is_live (stay->from, stay->to, day) &&
          way_stat_is_counted (facts, stay))
        way_cases_add_stay (cases, facts, i, day, 1, 0);
    }
}

/* K01, K02: children on roll and places.  By a child's own dimension places
 * have no part. */
static void
add_occupancy (const WayIndicatorFacts    *facts,
               const WayIndicatorQuestion *question,
               WayCases                   *cases)
{
  add_on_roll (cases, facts, question->to);
  way_cases_add_places (cases, facts, question->to, 1);
}

/* K01B: what is empty at each setting, never below zero. */
static void
add_empty_by_setting (const WayIndicatorFacts    *facts,
                      const WayIndicatorQuestion *question,
                      WayCases                   *cases)
{
  g_autofree gint64 *room = g_new0 (gint64, MAX (facts->settings->len, 1));
  g_autofree gboolean *has = g_new0 (gboolean, MAX (facts->settings->len, 1));
  g_autoptr(GHashTable) counted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  WayCases all = { .rows = g_array_new (FALSE, FALSE, sizeof (WayCase)) };

  add_occupancy (facts, question, &all);
  for (guint i = 0; i < all.rows->len; i++)
    {
      const WayCase *one = WAY_STAT_AT (all.rows, WayCase, i);
      guint setting = WAY_STAT_AT (facts->provisions, WayStatProvision, one->provision)->setting;
      gint64 key = (gint64) setting << 32 | one->pupil;

      if (setting == WAY_STAT_NONE ||
          (one->kind == WAY_CASE_STAY &&
           !g_hash_table_add (counted, g_memdup2 (&key, sizeof key))))
        continue;
      room[setting] += one->denominator - one->numerator;
      has[setting] = TRUE;
    }
  g_array_unref (all.rows);
  for (guint i = 0; i < facts->settings->len; i++)
    {
      WayCase one = way_case (WAY_CASE_SETTING, i);

      one.school = i;
      one.numerator = MAX (room[i], 0);
      if (has[i])
        way_cases_add (cases, &one);
    }
}

/* K03: half days a week of those who are there. */
static void
add_full_time (const WayIndicatorFacts    *facts,
               const WayIndicatorQuestion *question,
               WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (way_stat_is_live (stay->from, stay->to, question->to) &&
          way_stat_is_counted (facts, stay))
        way_cases_add_stay (cases, facts, i, question->to, stay->sessions, 0);
    }
  way_cases_add_places (cases, facts, question->to, 1);
}

/* K04: stays and places with their days. */
static void
add_headroom (const WayIndicatorFacts    *facts,
              const WayIndicatorQuestion *question,
              WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    if (way_stat_in_period (facts, WAY_STAT_AT (facts->stays, WayStatStay, i), question))
      way_cases_add_stay (cases, facts, i, question->to, 1, 0);
  for (guint i = 0; i < facts->places->len; i++)
    {
      const WayStatPlaces *row = WAY_STAT_AT (facts->places, WayStatPlaces, i);
      WayCase one = way_case (WAY_CASE_PLACES, i);

      if (row->from > question->to || row->to < question->from ||
          !WAY_STAT_AT (facts->provisions, WayStatProvision, row->provision)->is_counted)
        continue;
      one.provision = row->provision;
      one.denominator = row->places;
      one.from = row->from;
      one.to = row->to;
      way_cases_add (cases, &one);
    }
}

/* K05: placements begun, by the places on the last day. */
static void
add_throughput (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question,
                WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (way_stat_is_asked (question, stay->from) && way_stat_is_counted (facts, stay))
        way_cases_add_stay (cases, facts, i, stay->from, 1, 0);
    }
  way_cases_add_places (cases, facts, question->to, 1);
}

/* K05B: how many a year can hold, where a provision takes cohorts: places times
 * cohorts. */
static void
add_year_capacity (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  WayCases all = { .rows = g_array_new (FALSE, FALSE, sizeof (WayCase)) };

  way_cases_add_places (&all, facts, question->to, 1);
  for (guint i = 0; i < all.rows->len; i++)
    {
      WayCase one = *WAY_STAT_AT (all.rows, WayCase, i);
      gint64 cohorts = WAY_STAT_AT (facts->provisions, WayStatProvision, one.provision)->cohorts;

      if (cohorts == WAY_STAT_UNSAID)
        {
          cases->n_left_out++;
          continue;
        }
      one.numerator = one.denominator * cohorts;
      one.denominator = 0;
      way_cases_add (cases, &one);
    }
  g_array_unref (all.rows);
}

const WayIndicatorFuncRow way_indicator_places_funcs[] = {
  { "occupancy", add_occupancy },
  { "empty_by_setting", add_empty_by_setting },
  { "full_time", add_full_time },
  { "headroom", add_headroom },
  { "throughput", add_throughput },
  { "year_capacity", add_year_capacity },
  { NULL }
};
