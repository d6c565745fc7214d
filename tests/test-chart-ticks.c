/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-ticks.h"

#include "way-test-chart.h"

#include <math.h>

static const WayTicksAsk plain = { .wanted = 5, .most = 8 };

static void
test_numbers_by_table (void)
{
  static const struct
  {
    double low, high;
    gboolean whole;
    double first, step;
    guint n, decimals;
  } rows[] = {
    { 0, 224, TRUE, 0, 50, 5, 0 },
    { 0, 100, FALSE, 0, 25, 5, 0 },
    { 0, 9, TRUE, 0, 2, 5, 0 },
    { 0, 3, TRUE, 0, 1, 4, 0 },
    { 0, 1, TRUE, 0, 1, 2, 0 },
    { 0, 1, FALSE, 0, 0.25, 5, 2 },
    { 0, 75000, TRUE, 0, 20000, 5, 0 },
    { -40, 40, TRUE, -40, 20, 5, 0 },
    { 61.2, 98.4, FALSE, 60, 10, 5, 0 },
    { 24, 198, TRUE, 0, 50, 5, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayTicksAsk ask = plain;
      WayTicks ticks;

      ask.low = rows[i].low;
      ask.high = rows[i].high;
      ask.whole = rows[i].whole;
      ticks = way_ticks_numbers (&ask);
      g_test_message ("%g to %g: %g + %g x %u", ask.low, ask.high, ticks.first, ticks.step,
                      ticks.n);
      g_assert_cmpfloat_with_epsilon (ticks.first, rows[i].first, 1e-9);
      g_assert_cmpfloat_with_epsilon (ticks.step, rows[i].step, 1e-9);
      g_assert_cmpuint (ticks.n, ==, rows[i].n);
      g_assert_cmpuint (ticks.decimals, ==, rows[i].decimals);
    }
}

/* Whatever the numbers: steps rise, stay within the room, are whole where
 * asked, and stand near the data. */
static void
test_numbers_hold_for_any_range (void)
{
  for (guint turn = 0; turn < 2000; turn++)
    {
      double size = pow (10, g_test_rand_double_range (-2, 7));
      WayTicksAsk ask = { .wanted = 5, .whole = size > 3 && g_test_rand_bit () };
      WayTicks ticks;

      ask.low = g_test_rand_bit () ? 0 : g_test_rand_double_range (-size, size);
      ask.high = ask.low + g_test_rand_double_range (size / 3, size);
      ask.most = (guint) g_test_rand_int_range (2, 12);
      ticks = way_ticks_numbers (&ask);
      g_assert_cmpuint (ticks.n, >=, 1);
      g_assert_cmpuint (ticks.n, <=, ask.most);
      g_assert_cmpfloat (ticks.step, >, 0);
      g_assert_cmpfloat (way_ticks_at (&ticks, ticks.n - 1), >=, ask.low);
      g_assert_cmpfloat (way_ticks_at (&ticks, 0), <=, ask.high);
      if (ask.whole && ticks.n > 1)
        g_assert_cmpfloat_with_epsilon (ticks.step, round (ticks.step), 1e-6);
    }
}

static void
test_numbers_without_a_range_give_one (void)
{
  static const double rows[][2] = { { 5, 5 }, { 7, 2 }, { 0, NAN }, { NAN, 1 }, { 0, INFINITY } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayTicksAsk ask = plain;

      ask.low = rows[i][0];
      ask.high = rows[i][1];
      g_assert_cmpuint (way_ticks_numbers (&ask).n, ==, 1);
    }
}

static void
test_zero_has_no_sign (void)
{
  WayTicks ticks = { .first = -0.3, .step = 0.1, .n = 5 };

  g_assert_cmpfloat (way_ticks_at (&ticks, 3), ==, 0);
  g_assert_false (signbit (way_ticks_at (&ticks, 3)));
}

/* --- school time --- */

#define N_PERIODS 7

/* Unequal terms: the spring of 2025 is the shortest. */
static void
fill_periods (WayPeriod *periods)
{
  const WayPeriod made[N_PERIODS] = {
    { WAY_PERIOD_TERM, julian (2024, 9, 2), julian (2024, 12, 20), "Aut" },
    { WAY_PERIOD_TERM, julian (2025, 1, 6), julian (2025, 4, 4), "Spr" },
    { WAY_PERIOD_TERM, julian (2025, 4, 22), julian (2025, 7, 22), "Sum" },
    { WAY_PERIOD_TERM, julian (2025, 9, 2), julian (2025, 12, 19), "Aut" },
    { WAY_PERIOD_TERM, julian (2026, 1, 5), julian (2026, 3, 27), "Spr" },
    { WAY_PERIOD_TERM, julian (2026, 4, 13), julian (2026, 7, 21), "Sum" },
    { WAY_PERIOD_HOLIDAY, julian (2025, 7, 23), julian (2025, 8, 31), NULL },
  };

  memcpy (periods, made, sizeof made);
}

static WayTimeTicks *
make_ticks (guint32 from,
            guint32 to,
            double  length)
{
  WayPeriod periods[N_PERIODS];
  WayTimeAsk ask = {
    .from = from,
    .to = to,
    .length = length,
    .periods = periods,
    .n_periods = N_PERIODS,
    .text_size = 13,
    .measure = test_measure,
  };

  fill_periods (periods);
  return way_time_ticks_new (&ask);
}

static char *
join_texts (GArray *labels)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      const WayTimeLabel *label = &g_array_index (labels, WayTimeLabel, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", label->has_tick ? "|" : "",
                              label->text != NULL ? label->text : "-");
    }
  return g_string_free (text, FALSE);
}

static void
test_time_levels_by_table (void)
{
  static const struct
  {
    int from[3], to[3];
    double length;
    WayTimeLevel level;
    const char *fine, *coarse;
  } rows[] = {
    { { 2024, 9, 1 }, { 2026, 9, 1 }, 700, WAY_TIME_TERMS,
      "|Aut |Spr |Sum |Aut |Spr |Sum", "|2024/25 |2025/26" },
    { { 2024, 9, 1 }, { 2025, 9, 1 }, 700, WAY_TIME_MONTHS,
      "|Sep |Oct |Nov |Dec |Jan |Feb |Mar |Apr |May |Jun |Jul |Aug", "|2024/25" },
    { { 2024, 9, 1 }, { 2026, 9, 1 }, 100, WAY_TIME_YEARS, "", "|2024/25 |2025/26" },
    { { 2010, 9, 1 }, { 2018, 9, 1 }, 240, WAY_TIME_YEARS, "",
      "|- |2011/12 |- |2013/14 |- |2015/16 |- |2017/18" },
    { { 2024, 2, 26 }, { 2024, 3, 4 }, 300, WAY_TIME_DAYS,
      "|26 |27 |28 |29 |1 |2 |3", "February 2024 |March 2024" },
    { { 2026, 11, 2 }, { 2026, 11, 30 }, 300, WAY_TIME_WEEKS,
      "|- |9 Nov |16 Nov |23 Nov", "2026/27" },
    /* Three days of a term: its label is left out, not cut. */
    { { 2024, 12, 18 }, { 2026, 3, 1 }, 230, WAY_TIME_TERMS,
      "- |Spr |Sum |Aut |Spr", "2024/25 |2025/26" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTimeTicks) ticks = NULL;
      g_autofree char *fine = NULL;
      g_autofree char *coarse = NULL;

      ticks = make_ticks (julian (rows[i].from[0], rows[i].from[1], rows[i].from[2]),
                          julian (rows[i].to[0], rows[i].to[1], rows[i].to[2]),
                          rows[i].length);
      fine = join_texts (ticks->fine);
      coarse = join_texts (ticks->coarse);
      g_test_message ("row %u: %d: %s / %s", i, ticks->level, fine, coarse);
      g_assert_cmpint (ticks->level, ==, rows[i].level);
      g_assert_cmpstr (fine, ==, rows[i].fine);
      g_assert_cmpstr (coarse, ==, rows[i].coarse);
    }
}

static void
test_time_terms_keep_their_lengths (void)
{
  g_autoptr(WayTimeTicks) ticks = make_ticks (julian (2024, 9, 1), julian (2026, 9, 1), 700);
  const WayTimeLabel *spring = &g_array_index (ticks->fine, WayTimeLabel, 1);

  g_assert_cmpfloat (spring->from, ==, julian (2025, 1, 6));
  g_assert_cmpfloat (spring->to, ==, julian (2025, 4, 5));
}

static void
test_time_over_a_clock_change_has_every_day (void)
{
  g_autoptr(WayTimeTicks) ticks = make_ticks (julian (2026, 10, 23), julian (2026, 10, 28), 300);

  g_assert_cmpuint (ticks->fine->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const WayTimeLabel *day = &g_array_index (ticks->fine, WayTimeLabel, i);

      g_assert_cmpfloat (day->to - day->from, ==, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/ticks/numbers/by-table", test_numbers_by_table);
  g_test_add_func ("/chart/ticks/numbers/any-range", test_numbers_hold_for_any_range);
  g_test_add_func ("/chart/ticks/numbers/no-range", test_numbers_without_a_range_give_one);
  g_test_add_func ("/chart/ticks/numbers/zero-has-no-sign", test_zero_has_no_sign);
  g_test_add_func ("/chart/ticks/time/levels-by-table", test_time_levels_by_table);
  g_test_add_func ("/chart/ticks/time/terms-keep-their-lengths", test_time_terms_keep_their_lengths);
  g_test_add_func ("/chart/ticks/time/clock-change", test_time_over_a_clock_change_has_every_day);
  return g_test_run ();
}
