/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators over a small made-up authority: worked figures, what is no number,
 * groups, and random facts against a slow version of the counting. */

#include "way-indicator.h"

#include <string.h>

#include "way-date.h"

/* Two settings: a school with 20 places in two provisions, a provider that is no
 * school; three districts; children are added by the tests. */
static WayIndicatorFacts *
make_facts (void)
{
  WayIndicatorFacts *facts = way_indicator_facts_new ();
  WayStatSetting settings[] = {
    { .id = { { 1 } }, .name = g_strdup ("Academy"), .district = 0, .is_school = TRUE },
    { .id = { { 2 } }, .name = g_strdup ("Workshop"), .district = 1 },
    { .id = { { 3 } }, .name = g_strdup ("High School"), .district = 1, .is_school = TRUE,
      .is_mainstream = TRUE, .roll = 1000 },
  };
  WayStatProvision provisions[] = {
    { .id = { { 11 } }, .name = g_strdup ("KS3"), .setting = 0, .phase = "secondary",
      .is_counted = TRUE, .cohorts = 2, .session_minutes = WAY_STAT_UNSAID },
    { .id = { { 12 } }, .name = g_strdup ("KS4"), .setting = 0, .phase = "secondary",
      .is_counted = TRUE, .cohorts = WAY_STAT_UNSAID, .session_minutes = WAY_STAT_UNSAID },
    { .id = { { 13 } }, .name = g_strdup ("Motor trade"), .setting = 1,
      .cohorts = WAY_STAT_UNSAID, .session_minutes = WAY_STAT_UNSAID },
  };
  WayStatDistrict districts[] = {
    { .id = { { 21 } }, .name = g_strdup ("East"), .area = "Coast", .rank = 100 },
    { .id = { { 22 } }, .name = g_strdup ("West"), .area = "Hills", .rank = 900 },
    { .id = { { 23 } }, .name = g_strdup ("North"), .area = "Hills", .rank = 500 },
  };
  WayStatPlaces places[] = {
    { .id = { { 31 } }, .provision = 0, .from = 1000, .to = WAY_STAT_OPEN, .places = 12 },
    { .id = { { 32 } }, .provision = 1, .from = 1000, .to = WAY_STAT_OPEN, .places = 8 },
    { .id = { { 33 } }, .provision = 1, .from = 1500, .to = 1599, .places = -2 },
  };
  WayStatPopulation people[] = {
    { .district = 0, .year = 3, .ages = g_intern_string ("secondary"), .count = 1000 },
    { .district = 1, .year = 3, .ages = g_intern_string ("secondary"), .count = 2000 },
    { .district = 2, .year = 3, .ages = g_intern_string ("secondary"), .count = 500 },
  };

  g_array_append_vals (facts->settings, settings, G_N_ELEMENTS (settings));
  g_array_append_vals (facts->provisions, provisions, G_N_ELEMENTS (provisions));
  g_array_append_vals (facts->districts, districts, G_N_ELEMENTS (districts));
  g_array_append_vals (facts->places, places, G_N_ELEMENTS (places));
  g_array_append_vals (facts->populations, people, G_N_ELEMENTS (people));
  facts->rules = (WayStatRules) {
    .full_time = 10, .full_time_minutes = 1500, .session_minutes = 150, .persistent_percent = 10,
    .severe_percent = 50, .sustained_weeks = 26, .progress_weeks = 6, .follow_months = 24,
    .trend_years = 3, .destination_months = 6, .pass_grade = 4, .strong_grade = 5,
    .leaving_year = 11, .financial_month = 4, .first_secondary_year = 7,
    .secondary_ages = g_intern_string ("secondary"),
  };
  facts->known_to = 100000;
  return facts;
}

static guint
add_pupil (WayIndicatorFacts *facts,
           guint              district)
{
  WayStatPupil one = { .id = { { 41, (guint8) facts->pupils->len } }, .district = district };

  g_array_append_val (facts->pupils, one);
  return facts->pupils->len - 1;
}

static guint
add_stay (WayIndicatorFacts *facts,
          guint              pupil,
          guint              provision,
          guint32            from,
          guint32            to)
{
  WayStatStay one = {
    .id = { { 51, (guint8) facts->stays->len } }, .pupil = pupil, .provision = provision,
    .from = from, .to = to, .sessions = 10, .on_roll = provision < 2, .is_leaver = TRUE,
  };

  g_array_append_val (facts->stays, one);
  return facts->stays->len - 1;
}

static WayStatStay *
stay_at (WayIndicatorFacts *facts,
         guint              stay)
{
  return WAY_STAT_AT (facts->stays, WayStatStay, stay);
}

static WayIndicatorTable *
count (const WayIndicatorFacts *facts,
       const char              *func,
       WayIndicator             like,
       guint32                  from,
       guint32                  to,
       WayIndicatorBy           by)
{
  WayIndicatorQuestion question = { from, to, by };

  like.func = way_indicator_func (func);
  g_assert_nonnull (like.func);
  return way_indicator_count (facts, &like, &question);
}

#define PERCENT      ((WayIndicator) { .form = { .scale = 100, .decimals = 1 } })
#define PERCENT_ONCE ((WayIndicator) { .form = { .scale = 100, .decimals = 1 }, .once = TRUE })

static void
assert_result (const WayResult *result,
               gint64           numerator,
               gint64           denominator,
               gint64           value)
{
  g_assert_cmpint (result->kind, ==, WAY_RESULT_NUMBER);
  g_assert_cmpint (result->numerator, ==, numerator);
  g_assert_cmpint (result->denominator, ==, denominator);
  g_assert_cmpint (result->value, ==, value);
}

static const WayIndicatorGroup *
group_named (const WayIndicatorTable *table,
             const char              *key)
{
  for (guint i = 0; i < table->groups->len; i++)
    {
      const WayIndicatorGroup *group = g_ptr_array_index (table->groups, i);

      if (g_strcmp0 (group->key, key) == 0)
        return group;
    }
  g_error ("no group %s", key);
}

/* --- Places --- */

/* A child at two provisions of a setting is one child on its roll. */
static void
test_occupancy (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(WayIndicatorTable) whole = NULL;
  g_autoptr(WayIndicatorTable) parts = NULL;
  guint child = add_pupil (facts, 0);

  add_stay (facts, child, 0, 1000, WAY_STAT_OPEN);
  add_stay (facts, child, 1, 1000, WAY_STAT_OPEN);
  add_stay (facts, add_pupil (facts, 1), 0, 1000, 1099);
  add_stay (facts, add_pupil (facts, 1), 2, 1000, WAY_STAT_OPEN);    /* not in the figures */
  whole = count (facts, "occupancy", PERCENT_ONCE, 1050, 1050, WAY_BY_NOTHING);
  assert_result (&whole->whole, 2, 20, 100);
  parts = count (facts, "occupancy", PERCENT_ONCE, 1100, 1100, WAY_BY_PROVISION);
  assert_result (&parts->whole, 1, 20, 50);
  assert_result (&group_named (parts, "KS3")->result, 1, 12, 83);
  assert_result (&group_named (parts, "KS4")->result, 1, 8, 125);
}

static void
test_out_of_service (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(WayIndicatorTable) during = NULL;
  g_autoptr(WayIndicatorTable) after = NULL;
  WayIndicator empty = { .method = WAY_METHOD_DIFFERENCE, .once = TRUE };

  during = count (facts, "occupancy", empty, 1599, 1599, WAY_BY_NOTHING);
  after = count (facts, "occupancy", empty, 1600, 1600, WAY_BY_NOTHING);
  g_assert_cmpint (during->whole.value, ==, 18);
  g_assert_cmpint (after->whole.value, ==, 20);
}

/* Two definitions of empty, once a setting is over its places. */
static void
test_empty_counts_twice (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(WayIndicatorTable) simple = NULL;
  g_autoptr(WayIndicatorTable) by_setting = NULL;
  WayIndicator empty = { .method = WAY_METHOD_DIFFERENCE, .once = TRUE };
  WayIndicator sum = { .method = WAY_METHOD_COUNT };
  WayStatPlaces workshop = { .provision = 2, .from = 1000, .to = WAY_STAT_OPEN, .places = 1 };

  WAY_STAT_AT (facts->provisions, WayStatProvision, 2)->is_counted = TRUE;
  g_array_append_val (facts->places, workshop);
  for (guint i = 0; i < 3; i++)
    stay_at (facts, add_stay (facts, add_pupil (facts, 0), 2, 1000, WAY_STAT_OPEN))->on_roll = TRUE;
  simple = count (facts, "occupancy", empty, 1100, 1100, WAY_BY_NOTHING);
  by_setting = count (facts, "empty_by_setting", sum, 1100, 1100, WAY_BY_NOTHING);
  g_assert_cmpint (simple->whole.value, ==, 18);
  g_assert_cmpint (by_setting->whole.value, ==, 20);
}

static void
test_headroom (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(WayIndicatorTable) table = NULL;
  WayIndicator headroom = { .method = WAY_METHOD_HEADROOM };

  add_stay (facts, add_pupil (facts, 0), 0, 1100, 1120);
  add_stay (facts, add_pupil (facts, 0), 0, 1110, 1130);
  add_stay (facts, add_pupil (facts, 0), 1, 1120, 1150);
  table = count (facts, "headroom", headroom, 1100, 1140, WAY_BY_NOTHING);
  assert_result (&table->whole, 3, 20, 17);
}

static void
test_capacity_of_a_year (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayIndicator sum = { .method = WAY_METHOD_COUNT };
  g_autoptr(WayIndicatorTable) table = count (facts, "year_capacity", sum, 1100, 1100,
                                              WAY_BY_NOTHING);

  g_assert_cmpint (table->whole.value, ==, 24);
  g_assert_cmpuint (table->whole.n_left_out, ==, 1);
}

/* --- Exclusions --- */

static void
add_exclusion (WayIndicatorFacts *facts,
               guint              pupil,
               guint32            from,
               gboolean           permanent)
{
  WayStatExclusion one = { .pupil = pupil, .school = 2, .from = from, .is_permanent = permanent };

  g_array_append_val (facts->exclusions, one);
}

static guint32
julian (int year,
        int month,
        int day)
{
  GDate date = way_date_ymd (year, month, day);

  return way_date_julian (&date);
}

static void
test_rate_without_denominator_is_not_collected (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayIndicator rate = { .form = { .scale = 100, .decimals = 2 }, .foreign = TRUE };
  WayStatGiven given = { .measure = g_intern_string ("pupils_on_roll"), .district = WAY_STAT_NONE,
                         .day = 900, .value = 1000 };
  g_autoptr(WayIndicatorTable) without = NULL;
  g_autoptr(WayIndicatorTable) with = NULL;
  g_autoptr(WayIndicatorTable) parts = NULL;

  add_exclusion (facts, add_pupil (facts, 0), 1000, TRUE);
  add_exclusion (facts, add_pupil (facts, 1), 1000, FALSE);
  without = count (facts, "permanent_exclusions", rate, 950, 1100, WAY_BY_NOTHING);
  g_assert_cmpint (without->whole.kind, ==, WAY_RESULT_NOT_COLLECTED);
  g_assert_cmpint (without->whole.numerator, ==, 1);
  g_assert_false (without->whole.has_denominator);
  g_array_append_val (facts->given, given);
  with = count (facts, "permanent_exclusions", rate, 950, 1100, WAY_BY_NOTHING);
  assert_result (&with->whole, 1, 1000, 10);
  parts = count (facts, "permanent_exclusions", rate, 950, 1100, WAY_BY_DISTRICT);
  assert_result (&parts->whole, 1, 1000, 10);
  g_assert_cmpint (group_named (parts, "East")->result.kind, ==, WAY_RESULT_NOT_COLLECTED);
}

static void
test_change_is_exact (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayIndicator change = { .method = WAY_METHOD_CHANGE, .form = { .scale = 100, .decimals = 1 } };
  g_autoptr(WayIndicatorTable) table = NULL;
  g_autoptr(WayIndicatorTable) none = NULL;

  for (guint i = 0; i < 9; i++)
    add_exclusion (facts, add_pupil (facts, 0), julian (2021, 10, 4), TRUE);
  for (guint i = 0; i < 24; i++)
    add_exclusion (facts, add_pupil (facts, 0), julian (2022, 11, 8), TRUE);
  table = count (facts, "permanent_exclusion_change", change, julian (2022, 9, 1),
                 julian (2022, 12, 31), WAY_BY_NOTHING);
  assert_result (&table->whole, 15, 9, 1667);
  none = count (facts, "permanent_exclusion_change", change, julian (2021, 9, 1),
                julian (2021, 12, 31), WAY_BY_NOTHING);
  g_assert_cmpint (none->whole.kind, ==, WAY_RESULT_NOT_APPLICABLE);
}

/* --- Back to school --- */

/* One child, three stays: two in the year, of which the last led back. */
static void
test_child_counts_once (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  guint child = add_pupil (facts, 0);
  g_autoptr(WayIndicatorTable) all = NULL;
  g_autoptr(WayIndicatorTable) leavers = NULL;
  g_autoptr(WayIndicatorTable) parts = NULL;

  add_stay (facts, child, 0, 1000, 1050);
  add_stay (facts, child, 0, 1200, 1250);
  stay_at (facts, add_stay (facts, child, 1, 1260, 1300))->to_mainstream = TRUE;
  add_stay (facts, add_pupil (facts, 1), 1, 1000, WAY_STAT_OPEN);
  all = count (facts, "reintegration", PERCENT_ONCE, 1200, 1400, WAY_BY_NOTHING);
  assert_result (&all->whole, 1, 2, 500);
  leavers = count (facts, "leavers", PERCENT_ONCE, 1200, 1400, WAY_BY_NOTHING);
  assert_result (&leavers->whole, 1, 1, 1000);
  parts = count (facts, "reintegration", PERCENT_ONCE, 1200, 1400, WAY_BY_PROVISION);
  assert_result (&group_named (parts, "KS3")->result, 0, 1, 0);
  assert_result (&group_named (parts, "KS4")->result, 1, 2, 500);
}

static void
test_sustained_waits_for_its_weeks (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayStatRoll roll = { .school = 2, .from = 1101, .to = WAY_STAT_OPEN, .sessions = -1 };
  WayStatLasted answer = { .weeks = 26, .sustained = TRUE };
  g_autoptr(WayIndicatorTable) table = NULL;
  guint stays[4];

  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    {
      stays[i] = add_stay (facts, add_pupil (facts, 0), 0, 1000, i < 3 ? 1100 : 1300);
      stay_at (facts, stays[i])->to_mainstream = TRUE;
    }
  roll.pupil = stay_at (facts, stays[0])->pupil;       /* on a roll: lasted */
  g_array_append_val (facts->rolls, roll);
  answer.stay = stays[1];                              /* somebody asked: lasted */
  g_array_append_val (facts->lasted, answer);
  facts->known_to = 1300;                              /* the last is too young to tell */
  table = count (facts, "sustained", PERCENT_ONCE, 1000, 1300, WAY_BY_NOTHING);
  assert_result (&table->whole, 2, 3, 667);
  g_assert_cmpuint (table->whole.n_left_out, ==, 1);
}

static void
test_back_in_ap_is_not_sustained (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  guint child = add_pupil (facts, 0);
  WayStatRoll roll = { .pupil = child, .school = 2, .from = 1101, .to = WAY_STAT_OPEN };
  g_autoptr(WayIndicatorTable) table = NULL;

  stay_at (facts, add_stay (facts, child, 0, 1000, 1100))->to_mainstream = TRUE;
  add_stay (facts, child, 0, 1200, WAY_STAT_OPEN);
  g_array_append_val (facts->rolls, roll);
  table = count (facts, "sustained", PERCENT_ONCE, 1000, 1150, WAY_BY_NOTHING);
  assert_result (&table->whole, 0, 1, 0);
}

/* --- Attendance --- */

static void
add_week (WayIndicatorFacts *facts,
          guint              stay,
          guint32            monday,
          gint32             possible,
          gint32             authorised,
          gint32             unauthorised)
{
  WayStatWeek week = {
    .stay = stay, .pupil = stay_at (facts, stay)->pupil, .monday = monday, .possible = possible,
    .attended = possible - authorised - unauthorised, .authorised = authorised,
    .unauthorised = unauthorised,
  };

  g_array_append_val (facts->weeks, week);
}

static void
test_attendance (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  guint first = add_stay (facts, add_pupil (facts, 0), 0, 1000, WAY_STAT_OPEN);
  guint second = add_stay (facts, add_pupil (facts, 1), 1, 1000, WAY_STAT_OPEN);
  g_autoptr(WayIndicatorTable) none = count (facts, "attendance", PERCENT, 1000, 1100,
                                             WAY_BY_NOTHING);
  g_autoptr(WayIndicatorTable) attended = NULL;
  g_autoptr(WayIndicatorTable) persistent = NULL;
  g_autoptr(WayIndicatorTable) severe = NULL;
  g_autoptr(WayIndicatorTable) later = NULL;

  g_assert_cmpint (none->whole.kind, ==, WAY_RESULT_NOT_COLLECTED);
  add_week (facts, first, 1001, 10, 1, 0);             /* exactly one in ten */
  add_week (facts, second, 1001, 10, 3, 2);            /* exactly half */
  attended = count (facts, "attendance", PERCENT, 1000, 1100, WAY_BY_NOTHING);
  assert_result (&attended->whole, 14, 20, 700);
  persistent = count (facts, "persistent_absence", PERCENT, 1000, 1100, WAY_BY_NOTHING);
  assert_result (&persistent->whole, 2, 2, 1000);
  severe = count (facts, "severe_absence", PERCENT, 1000, 1100, WAY_BY_NOTHING);
  assert_result (&severe->whole, 1, 2, 500);
  later = count (facts, "attendance", PERCENT, 1100, 1200, WAY_BY_NOTHING);
  g_assert_cmpint (later->whole.kind, ==, WAY_RESULT_NOT_APPLICABLE);
}

/* --- Area --- */

/* Places have no home: by district placements are counted. */
static void
test_places_rate (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayIndicator rate = { .form = { .scale = 10000 }, .foreign = TRUE };
  g_autoptr(WayIndicatorTable) table = NULL;

  add_stay (facts, add_pupil (facts, 0), 0, 1000, WAY_STAT_OPEN);
  add_stay (facts, add_pupil (facts, 0), 0, 1000, WAY_STAT_OPEN);
  add_stay (facts, add_pupil (facts, 1), 1, 1000, WAY_STAT_OPEN);
  table = count (facts, "places_rate", rate, 1200, 1200, WAY_BY_DISTRICT);
  assert_result (&table->whole, 20, 3500, 57);
  assert_result (&group_named (table, "East")->result, 2, 1000, 20);
  assert_result (&group_named (table, "West")->result, 1, 2000, 5);
  assert_result (&group_named (table, "North")->result, 0, 500, 0);
}

static void
test_share_is_of_the_whole (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayIndicator share = { .method = WAY_METHOD_SHARE, .form = { .scale = 100, .decimals = 1 },
                         .once = TRUE };
  g_autoptr(WayIndicatorTable) table = NULL;

  for (guint i = 0; i < 10; i++)
    {
      WayStatNeed need = { .pupil = add_pupil (facts, i < 7 ? 0 : 1), .to = WAY_STAT_OPEN,
                           .has_plan = TRUE };

      add_stay (facts, need.pupil, 0, 1000, WAY_STAT_OPEN);
      g_array_append_val (facts->needs, need);
    }
  add_stay (facts, add_pupil (facts, 0), 0, 1000, WAY_STAT_OPEN);    /* without a plan */
  table = count (facts, "plans", share, 1200, 1200, WAY_BY_AREA);
  assert_result (&group_named (table, "Coast")->result, 7, 10, 700);
  assert_result (&group_named (table, "Hills")->result, 3, 10, 300);
}

static void
test_points_go_together (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  WayIndicator pairs = { .method = WAY_METHOD_PAIRS, .form = { .scale = 1, .decimals = 2,
                                                               .numerator_decimals = 2 } };
  g_autoptr(WayIndicatorTable) table = NULL;

  for (guint i = 0; i < 3; i++)
    add_exclusion (facts, add_pupil (facts, 0), 1000, TRUE);
  add_exclusion (facts, add_pupil (facts, 2), 1000, TRUE);
  table = count (facts, "exclusions_by_rank", pairs, 900, 1200, WAY_BY_DISTRICT);
  g_assert_cmpint (table->whole.value, ==, -100);
  g_assert_cmpint (group_named (table, "East")->result.value, ==, 3000);
  g_assert_cmpint (group_named (table, "East")->result.denominator, ==, 100);
}

/* --- Year groups --- */

static void
test_year_groups (void)
{
  static const struct { int year, month, day, group; } rows[] = {
    { 2016, 8, 31, -1 }, { 2016, 9, 1, 0 }, { 2017, 8, 31, 0 }, { 2023, 9, 1, 7 },
    { 2028, 8, 31, 11 },
  };
  WayStatPupil pupil = { .birth = julian (2011, 9, 1) };
  WayStatPupil unknown = { .birth = 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (way_stat_year_group (&pupil, julian (rows[i].year, rows[i].month,
                                                          rows[i].day)), ==, rows[i].group);
  g_assert_cmpint (way_stat_year_group (&unknown, julian (2020, 1, 1)), ==, -1);
}

/* --- Random facts --- */

/* The definition, child by child. */
static void
slow_reintegration (WayIndicatorFacts *facts,
                    guint32            from,
                    guint32            to,
                    gint64            *back,
                    gint64            *all)
{
  *back = *all = 0;
  for (guint child = 0; child < facts->pupils->len; child++)
    {
      gboolean was_there = FALSE, went_back = FALSE;

      for (guint i = 0; i < facts->stays->len; i++)
        {
          const WayStatStay *stay = stay_at (facts, i);

          if (stay->pupil != child || stay->provision == 2)
            continue;
          was_there |= stay->from <= to && stay->to >= from;
          went_back |= stay->to >= from && stay->to <= to && stay->from <= to && stay->to_mainstream;
        }
      *all += was_there;
      *back += went_back;
    }
}

static void
test_random_against_the_definition (void)
{
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr(WayIndicatorFacts) facts = make_facts ();
      g_autoptr(WayIndicatorTable) table = NULL;
      gint64 back, all, sum = 0;

      for (guint i = 0; i < 8; i++)
        add_pupil (facts, (guint) g_test_rand_int_range (0, 3));
      for (guint i = 0; i < 25; i++)
        {
          guint32 from = (guint32) g_test_rand_int_range (1000, 1500);
          guint32 to = g_test_rand_int_range (0, 4) == 0
                         ? WAY_STAT_OPEN : from + (guint32) g_test_rand_int_range (0, 200);
          guint stay = add_stay (facts, (guint) g_test_rand_int_range (0, 8),
                                 (guint) g_test_rand_int_range (0, 3), from, to);

          stay_at (facts, stay)->to_mainstream = to != WAY_STAT_OPEN && g_test_rand_bit ();
        }
      table = count (facts, "reintegration", PERCENT_ONCE, 1200, 1400, WAY_BY_DISTRICT);
      slow_reintegration (facts, 1200, 1400, &back, &all);
      g_assert_cmpint (table->whole.numerator, ==, back);
      g_assert_cmpint (table->whole.denominator, ==, all);
      /* A child lives in one district, so that the groups add up. */
      for (guint i = 0; i < table->groups->len; i++)
        sum += ((WayIndicatorGroup *) g_ptr_array_index (table->groups, i))->result.denominator;
      g_assert_cmpint (sum, ==, all);
    }
}

/* The list behind a group is what it was counted from. */
static void
test_groups_open_to_their_cases (void)
{
  g_autoptr(WayIndicatorFacts) facts = make_facts ();
  g_autoptr(WayIndicatorTable) table = NULL;
  const WayIndicatorGroup *group;
  const WayCase *one;

  add_stay (facts, add_pupil (facts, 0), 0, 1000, WAY_STAT_OPEN);
  add_stay (facts, add_pupil (facts, 1), 1, 1000, WAY_STAT_OPEN);
  table = count (facts, "with_plan", PERCENT_ONCE, 1200, 1200, WAY_BY_PROVISION);
  group = group_named (table, "KS4");
  g_assert_cmpuint (group->cases->len, ==, 1);
  one = WAY_STAT_AT (table->cases.rows, WayCase, g_array_index (group->cases, guint, 0));
  g_assert_true (way_id_equal (way_indicator_case_id (facts, one), &stay_at (facts, 1)->id));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/indicator/occupancy", test_occupancy);
  g_test_add_func ("/stats/indicator/out-of-service", test_out_of_service);
  g_test_add_func ("/stats/indicator/empty-counts-twice", test_empty_counts_twice);
  g_test_add_func ("/stats/indicator/headroom", test_headroom);
  g_test_add_func ("/stats/indicator/capacity-of-a-year", test_capacity_of_a_year);
  g_test_add_func ("/stats/indicator/not-collected", test_rate_without_denominator_is_not_collected);
  g_test_add_func ("/stats/indicator/change", test_change_is_exact);
  g_test_add_func ("/stats/indicator/child-counts-once", test_child_counts_once);
  g_test_add_func ("/stats/indicator/sustained", test_sustained_waits_for_its_weeks);
  g_test_add_func ("/stats/indicator/back-in-ap", test_back_in_ap_is_not_sustained);
  g_test_add_func ("/stats/indicator/attendance", test_attendance);
  g_test_add_func ("/stats/indicator/places-rate", test_places_rate);
  g_test_add_func ("/stats/indicator/share", test_share_is_of_the_whole);
  g_test_add_func ("/stats/indicator/points", test_points_go_together);
  g_test_add_func ("/stats/indicator/year-groups", test_year_groups);
  g_test_add_func ("/stats/indicator/random", test_random_against_the_definition);
  g_test_add_func ("/stats/indicator/cases", test_groups_open_to_their_cases);
  return g_test_run ();
}
