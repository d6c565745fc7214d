/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact intervals against worked tables, and against sums that anybody can
 * follow. */
#include "way-interval.h"

#include <math.h>

/* --- slow, obvious versions --- */

static double
slow_poisson (double count,
              double mean)
{
  long double sum = 0;

  for (int i = 0; i <= (int) floor (count); i++)
    sum += expl (i * logl (mean) - mean - lgammal (i + 1.0L));
  return (double) sum;
}

static double
slow_binomial (double count,
               double base,
               double share)
{
  long double sum = 0;

  for (int i = 0; i <= (int) floor (count); i++)
    sum += expl (lgammal (base + 1) - lgammal (i + 1.0L) - lgammal (base - i + 1) +
                 i * logl (share) + (base - i) * log1pl (-share));
  return (double) sum;
}

/* --- the distributions --- */

static void
test_poisson_is_the_sum (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      double mean = g_test_rand_double_range (0.01, 300);
      double count = g_test_rand_int_range (0, 400);

      g_assert_cmpfloat_with_epsilon (way_poisson_at_most (count, mean),
                                      slow_poisson (count, mean), 1e-10);
    }
}

static void
test_binomial_is_the_sum (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      double base = g_test_rand_int_range (1, 500);
      double count = g_test_rand_int_range (0, (int) base);
      double share = g_test_rand_double_range (0.001, 0.999);

      g_assert_cmpfloat_with_epsilon (way_binomial_at_most (count, base, share),
                                      slow_binomial (count, base, share), 1e-10);
    }
}

static void
test_edges_of_the_distributions (void)
{
  g_assert_cmpfloat (way_poisson_at_most (-1, 5), ==, 0);
  g_assert_cmpfloat (way_poisson_at_most (3, 0), ==, 1);
  g_assert_cmpfloat (way_binomial_at_most (-1, 10, 0.5), ==, 0);
  g_assert_cmpfloat (way_binomial_at_most (10, 10, 0.5), ==, 1);
}

/* --- intervals --- */

typedef struct
{
  double count;
  double base;
  double low;
  double high;
} Case;

/* Garwood's limits as the tables of public health print them. */
static void
test_poisson_intervals_are_those_of_the_tables (void)
{
  static const Case cases[] = {
    { 0, 0, 0, 3.6889 }, { 1, 0, 0.0253, 5.5716 }, { 2, 0, 0.2422, 7.2247 },
    { 5, 0, 1.6235, 11.6683 }, { 10, 0, 4.7954, 18.3904 }, { 50, 0, 37.1110, 65.9188 },
    { 100, 0, 81.3640, 121.6275 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double low, high;

      g_test_message ("count %g", cases[i].count);
      g_assert_true (way_interval_poisson (cases[i].count, 0.95, &low, &high));
      g_assert_cmpfloat_with_epsilon (low, cases[i].low, 1e-3);
      g_assert_cmpfloat_with_epsilon (high, cases[i].high, 1e-3);
    }
}

static void
test_binomial_intervals_are_those_of_the_tables (void)
{
  static const Case cases[] = {
    { 0, 10, 0, 0.3085 }, { 5, 10, 0.1871, 0.8129 }, { 1, 20, 0.0013, 0.2487 },
    { 10, 10, 0.6915, 1 }, { 80, 100, 0.7082, 0.8733 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double low, high;

      g_test_message ("%g of %g", cases[i].count, cases[i].base);
      g_assert_true (way_interval_binomial (cases[i].count, cases[i].base, 0.95, &low, &high));
      g_assert_cmpfloat_with_epsilon (low, cases[i].low, 1e-4);
      g_assert_cmpfloat_with_epsilon (high, cases[i].high, 1e-4);
    }
}

/* What an interval ends on is as rare as its tail says. */
static void
test_interval_ends_where_the_tails_are (void)
{
  for (guint i = 0; i < 500; i++)
    {
      double count = g_test_rand_int_range (1, 2000);
      double level = g_test_rand_double_range (0.5, 0.999);
      double base = count + g_test_rand_int_range (1, 2000);
      double low, high;

      g_assert_true (way_interval_poisson (count, level, &low, &high));
      g_assert_cmpfloat_with_epsilon (1 - way_poisson_at_most (count - 1, low), (1 - level) / 2,
                                      1e-9);
      g_assert_cmpfloat_with_epsilon (way_poisson_at_most (count, high), (1 - level) / 2, 1e-9);
      g_assert_cmpfloat (low, <, count);
      g_assert_cmpfloat (high, >, count);

      g_assert_true (way_interval_binomial (count, base, level, &low, &high));
      g_assert_cmpfloat_with_epsilon (1 - way_binomial_at_most (count - 1, base, low),
                                      (1 - level) / 2, 1e-9);
      g_assert_cmpfloat_with_epsilon (way_binomial_at_most (count, base, high), (1 - level) / 2,
                                      1e-9);
    }
}

static void
test_nonsense_has_no_interval (void)
{
  double low, high;

  g_assert_false (way_interval_poisson (-1, 0.95, &low, &high));
  g_assert_false (way_interval_poisson (NAN, 0.95, &low, &high));
  g_assert_false (way_interval_poisson (5, 1, &low, &high));
  g_assert_false (way_interval_binomial (5, 4, 0.95, &low, &high));
  g_assert_false (way_interval_binomial (0, 0, 0.95, &low, &high));
  g_assert_false (way_funnel_limits (WAY_CHANCE_POISSON, 0.1, 0, 0.95, 1, &low, &high));
  g_assert_false (way_funnel_limits (WAY_CHANCE_BINOMIAL, 1.1, 10, 0.95, 1, &low, &high));
}

/* --- funnels --- */

/* The counts on either side of a limit have the chances on either side of its
 * tail. */
static void
test_limits_part_the_counts (void)
{
  for (guint i = 0; i < 500; i++)
    {
      WayChance chance = i % 2 == 0 ? WAY_CHANCE_POISSON : WAY_CHANCE_BINOMIAL;
      double target = g_test_rand_double_range (0.005, 0.4);
      double base = g_test_rand_int_range (20, 5000);
      double low, high, count;

      g_assert_true (way_funnel_limits (chance, target, base, 0.95, 1, &low, &high));
      g_assert_cmpfloat (low, <=, target);
      g_assert_cmpfloat (high, >=, target);
      count = ceil (high * base);
      if (chance == WAY_CHANCE_POISSON)
        {
          g_assert_cmpfloat (slow_poisson (count, target * base), >=, 0.975 - 1e-9);
          g_assert_cmpfloat (slow_poisson (count - 2, target * base), <, 0.975);
        }
      else if (count <= base)
        {
          g_assert_cmpfloat (slow_binomial (count, base, target), >=, 0.975 - 1e-9);
          g_assert_cmpfloat (slow_binomial (count - 2, base, target), <, 0.975);
        }
    }
}

/* The more there are, the closer the limits, without steps. */
static void
test_limits_close_in_smoothly (void)
{
  double before = HUGE_VAL;

  for (double base = 100; base < 20000; base *= 1.05)
    {
      double low, high, wide, wide_low, wide_high;

      g_assert_true (way_funnel_limits (WAY_CHANCE_POISSON, 0.01, base, 0.95, 1, &low, &high));
      g_assert_true (way_funnel_limits (WAY_CHANCE_POISSON, 0.01, base, 0.998, 1, &wide_low,
                                        &wide_high));
      wide = high - low;
      g_assert_cmpfloat (wide, <, before * 1.02);
      g_assert_cmpfloat (wide_low, <=, low);
      g_assert_cmpfloat (wide_high, >, high);
      before = wide;
    }
}

static void
test_dispersion_widens_by_its_root (void)
{
  double low, high, wide_low, wide_high;

  way_funnel_limits (WAY_CHANCE_POISSON, 0.02, 5000, 0.95, 1, &low, &high);
  way_funnel_limits (WAY_CHANCE_POISSON, 0.02, 5000, 0.95, 4, &wide_low, &wide_high);
  g_assert_cmpfloat_with_epsilon (wide_high - 0.02, 2 * (high - 0.02), 1e-12);
  g_assert_cmpfloat_with_epsilon (0.02 - wide_low, 2 * (0.02 - low), 1e-12);
}

static void
test_dispersion_is_that_of_the_scores (void)
{
  /* Each two standard errors from 100 expected; the largest is drawn in. */
  const double counts[] = { 120, 80, 120, 80, 120, 80, 120, 80, 120, 500 };
  const double bases[] = { 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000 };
  const double exact[] = { 100, 100 };

  g_assert_cmpfloat_with_epsilon (way_funnel_dispersion (WAY_CHANCE_POISSON, counts, bases, 10,
                                                         0.1), 4, 1e-9);
  g_assert_cmpfloat (way_funnel_dispersion (WAY_CHANCE_POISSON, exact, bases, 2, 0.1), ==, 1);
  g_assert_cmpfloat (way_funnel_dispersion (WAY_CHANCE_POISSON, NULL, NULL, 0, 0.1), ==, 1);
}

/* --- forecasts --- */

/* Quantiles of a normal curve give its own chances back. */
static void
test_chance_is_that_of_the_curve (void)
{
  static const double shares[] = { 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975 };
  static const double z[] = { -1.959964, -1.281552, -0.67449, 0, 0.67449, 1.281552, 1.959964 };
  double values[7];

  for (guint i = 0; i < 7; i++)
    values[i] = 200 + 10 * z[i];
  for (double limit = 181; limit < 219; limit += 0.5)
    g_assert_cmpfloat_with_epsilon (way_chance_above (shares, values, 7, limit),
                                    erfc ((limit - 200) / 10 / G_SQRT2) / 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (way_chance_above (shares, values, 7, 100), 0.975, 1e-12);
  g_assert_cmpfloat_with_epsilon (way_chance_above (shares, values, 7, 300), 0.025, 1e-12);
  g_assert_true (isnan (way_chance_above (shares, values, 0, 300)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/interval/poisson-is-the-sum", test_poisson_is_the_sum);
  g_test_add_func ("/stats/interval/binomial-is-the-sum", test_binomial_is_the_sum);
  g_test_add_func ("/stats/interval/edges", test_edges_of_the_distributions);
  g_test_add_func ("/stats/interval/poisson-tables",
                   test_poisson_intervals_are_those_of_the_tables);
  g_test_add_func ("/stats/interval/binomial-tables",
                   test_binomial_intervals_are_those_of_the_tables);
  g_test_add_func ("/stats/interval/ends-at-the-tails", test_interval_ends_where_the_tails_are);
  g_test_add_func ("/stats/interval/nonsense", test_nonsense_has_no_interval);
  g_test_add_func ("/stats/interval/limits-part-the-counts", test_limits_part_the_counts);
  g_test_add_func ("/stats/interval/limits-close-in", test_limits_close_in_smoothly);
  g_test_add_func ("/stats/interval/dispersion-widens", test_dispersion_widens_by_its_root);
  g_test_add_func ("/stats/interval/dispersion-of-scores", test_dispersion_is_that_of_the_scores);
  g_test_add_func ("/stats/interval/chance-of-the-curve", test_chance_is_that_of_the_curve);
  return g_test_run ();
}
