/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Medians, rank correlation and lengths of stay: worked examples, and random
 * ones against slow, obvious versions. */

#include <math.h>
#include <string.h>

#include "way-summary.h"

static void
test_medians (void)
{
  static const struct { gint64 values[5]; guint n; gint64 unit, median; } rows[] = {
    { { 7 }, 1, 1, 7 }, { { 3, 1, 2 }, 3, 1, 2 }, { { 1, 2 }, 2, 10, 15 }, { { 1, 2 }, 2, 1, 2 },
    { { -1, -2 }, 2, 1, -2 }, { { 9, 1, 5, 3 }, 4, 10, 40 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 values[5];

      memcpy (values, rows[i].values, sizeof values);
      g_assert_cmpint (way_summary_median (values, rows[i].n, rows[i].unit), ==, rows[i].median);
    }
}

static void
test_correlation (void)
{
  const double up[] = { 1, 2, 3, 4, 5 };
  const double down[] = { 50, 40, 30, 20, 10 };
  const double same[] = { 3, 3, 3, 3, 3 };
  const double mixed[] = { 2, 1, 4, 3, 5 };      /* 1 - 6 * 4 / (5 * 24) */
  const double ties[] = { 1, 2, 2, 3, 4 };

  g_assert_cmpfloat_with_epsilon (way_summary_correlation (up, up, 5), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (way_summary_correlation (up, down, 5), -1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (way_summary_correlation (up, mixed, 5), 0.8, 1e-12);
  g_assert_cmpfloat_with_epsilon (way_summary_correlation (up, ties, 5), 0.974679, 1e-6);
  g_assert_true (isnan (way_summary_correlation (up, same, 5)));
  g_assert_true (isnan (way_summary_correlation (up, down, 2)));
}

/* The example of the textbooks: remission of leukaemia under 6-MP (Freireich and
 * others, 1963): 21 patients, 9 ended, the median 23 weeks. */
static void
test_lasting_of_the_textbook (void)
{
  static const WayLasting published[] = {
    { 6, TRUE, 0 }, { 6, TRUE, 0 }, { 6, TRUE, 0 }, { 6, FALSE, 0 }, { 7, TRUE, 0 }, { 9, FALSE, 0 }, { 10, TRUE, 0 },
    { 10, FALSE, 0 }, { 11, FALSE, 0 }, { 13, TRUE, 0 }, { 16, TRUE, 0 }, { 17, FALSE, 0 }, { 19, FALSE, 0 },
    { 20, FALSE, 0 }, { 22, TRUE, 0 }, { 23, TRUE, 0 }, { 25, FALSE, 0 }, { 32, FALSE, 0 }, { 32, FALSE, 0 },
    { 34, FALSE, 0 }, { 35, FALSE, 0 },
  };
  static const double shares[] = { 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448 };
  WayLasting stays[G_N_ELEMENTS (published)];
  g_autoptr(GArray) steps = NULL;
  guint32 days;

  memcpy (stays, published, sizeof stays);
  steps = way_summary_lasting_steps (stays, G_N_ELEMENTS (stays));
  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (shares));
  for (guint i = 0; i < steps->len; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (steps, WayLastingStep, i).share, shares[i], 5e-4);
  g_assert_true (way_summary_lasting (stays, G_N_ELEMENTS (stays), 1, 2, &days));
  g_assert_cmpuint (days, ==, 23);
  g_assert_false (way_summary_lasting (stays, G_N_ELEMENTS (stays), 1, 10, &days));
}

static void
test_lasting_without_open_ones_is_the_median (void)
{
  WayLasting stays[] = { { 5, TRUE, 0 }, { 1, TRUE, 0 }, { 9, TRUE, 0 }, { 3, TRUE, 0 }, { 7, TRUE, 0 } };
  guint32 days;

  g_assert_true (way_summary_lasting (stays, G_N_ELEMENTS (stays), 1, 2, &days));
  g_assert_cmpuint (days, ==, 5);
  g_assert_true (way_summary_lasting (stays, G_N_ELEMENTS (stays), 1, 10, &days));
  g_assert_cmpuint (days, ==, 9);
  g_assert_false (way_summary_lasting (stays, 0, 1, 2, &days));
}

/* The share that goes on after a day, from the definition: over each day that
 * came, one less the share of those then seen who ended on it. */
static double
slow_share (const WayLasting *stays,
            guint             n,
            guint32           day)
{
  double share = 1;

  for (guint32 at = 0; at <= day; at++)
    {
      guint seen = 0, ended = 0;

      for (guint i = 0; i < n; i++)
        {
          seen += stays[i].days >= at && (stays[i].entered == 0 || stays[i].entered < at);
          ended += stays[i].days == at && stays[i].ended;
        }
      if (ended > 0)
        share *= 1.0 - (double) ended / seen;
    }
  return share;
}

static void
test_lasting_against_the_definition (void)
{
  for (guint round = 0; round < 200; round++)
    {
      WayLasting stays[40];
      guint n = (guint) g_test_rand_int_range (1, 40);
      guint32 days = 0;
      gboolean known;

      for (guint i = 0; i < n; i++)
        {
          guint32 entered = g_test_rand_bit () ? 0 : (guint32) g_test_rand_int_range (0, 12);

          stays[i] = (WayLasting) { entered + (guint32) g_test_rand_int_range (1, 25),
                                    g_test_rand_bit (), entered };
        }
      known = way_summary_lasting (stays, n, 1, 2, &days);
      for (guint32 day = 0; day < (known ? days : 40); day++)
        g_assert_cmpfloat (slow_share (stays, n, day), >, 0.5);
      if (known)
        g_assert_cmpfloat (slow_share (stays, n, days), <=, 0.5 + 1e-9);
    }
}

/* Of stays of 10 and of 100 days that begin alike, more of the long ones are seen
 * on any day; seen late, they weigh no more than they should. */
static void
test_late_entry_takes_the_weight_off (void)
{
  WayLasting stays[110], naive[110];
  guint n = 0;
  guint32 days;

  /* One of each begins every ten days; the period begins on day 100. */
  for (guint32 start = 0; start < 100; start += 10)
    stays[n++] = (WayLasting) { 100, TRUE, 100 - start };
  for (guint32 start = 100; start < 200; start += 10)
    {
      stays[n++] = (WayLasting) { 10, TRUE, 0 };
      stays[n++] = (WayLasting) { 100, TRUE, 0 };
    }
  for (guint i = 0; i < n; i++)
    naive[i] = (WayLasting) { stays[i].days, TRUE, 0 };
  g_assert_true (way_summary_lasting (naive, n, 1, 2, &days));
  g_assert_cmpuint (days, ==, 100);
  g_assert_true (way_summary_lasting (stays, n, 1, 2, &days));
  g_assert_cmpuint (days, ==, 10);
}

/* What is open counts for longer than what has ended: taking its end away never
 * makes the estimate shorter. */
static void
test_open_ones_only_lengthen (void)
{
  for (guint round = 0; round < 200; round++)
    {
      WayLasting stays[20], more[20];
      guint32 days, longer;

      for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
        {
          stays[i] = (WayLasting) { (guint32) g_test_rand_int_range (1, 60), TRUE, 0 };
          more[i] = (WayLasting) { stays[i].days, g_test_rand_bit (), 0 };
        }
      g_assert_true (way_summary_lasting (stays, G_N_ELEMENTS (stays), 1, 2, &days));
      if (way_summary_lasting (more, G_N_ELEMENTS (more), 1, 2, &longer))
        g_assert_cmpuint (longer, >=, days);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/summary/medians", test_medians);
  g_test_add_func ("/stats/summary/correlation", test_correlation);
  g_test_add_func ("/stats/summary/lasting/textbook", test_lasting_of_the_textbook);
  g_test_add_func ("/stats/summary/lasting/median", test_lasting_without_open_ones_is_the_median);
  g_test_add_func ("/stats/summary/lasting/definition", test_lasting_against_the_definition);
  g_test_add_func ("/stats/summary/lasting/late-entry", test_late_entry_takes_the_weight_off);
  g_test_add_func ("/stats/summary/lasting/open", test_open_ones_only_lengthen);
  return g_test_run ();
}
