/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-random.h"

/* The stream that the authors' code gives from the state 1, 2, 3, 4. */
static void
test_stream_is_xoshiro (void)
{
  static const guint64 expected[] = { 11520, 0, 1509978240, G_GUINT64_CONSTANT (1215971899390074240) };
  WayRandom random = { { 1, 2, 3, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (way_random_next (&random), ==, expected[i]);
}

static void
test_seed_decides (void)
{
  WayRandom a, b, c;

  way_random_seed (&a, 7);
  way_random_seed (&b, 7);
  way_random_seed (&c, 8);
  for (guint i = 0; i < 100; i++)
    {
      guint64 drawn = way_random_next (&a);

      g_assert_cmpuint (drawn, ==, way_random_next (&b));
      g_assert_cmpuint (drawn, !=, way_random_next (&c));
    }
}

static void
test_below_reaches_all_evenly (void)
{
  guint seen[6] = { 0 };
  WayRandom random;

  way_random_seed (&random, 0);
  for (guint i = 0; i < 6000; i++)
    seen[way_random_below (&random, 6)]++;
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpuint (seen[i], >, 850);
      g_assert_cmpuint (seen[i], <, 1150);
    }
}

static void
test_between_includes_both_ends (void)
{
  gboolean low = FALSE, high = FALSE;
  WayRandom random;

  way_random_seed (&random, 3);
  for (guint i = 0; i < 200; i++)
    {
      int drawn = way_random_between (&random, -2, 2);

      g_assert_cmpint (drawn, >=, -2);
      g_assert_cmpint (drawn, <=, 2);
      low = low || drawn == -2;
      high = high || drawn == 2;
    }
  g_assert_true (low && high);
}

static void
test_pick_follows_weights (void)
{
  static const guint weights[] = { 0, 1, 0, 9 };
  guint seen[4] = { 0 };
  WayRandom random;

  way_random_seed (&random, 5);
  for (guint i = 0; i < 1000; i++)
    seen[way_random_pick (&random, weights, 4)]++;
  g_assert_cmpuint (seen[0] + seen[2], ==, 0);
  g_assert_cmpuint (seen[1], >, 50);
  g_assert_cmpuint (seen[1], <, 170);
}

static void
test_chance_has_its_ends (void)
{
  WayRandom random;

  way_random_seed (&random, 5);
  for (guint i = 0; i < 100; i++)
    {
      g_assert_false (way_random_chance (&random, 0));
      g_assert_true (way_random_chance (&random, 1000));
    }
}

static void
test_fill_stops_at_its_size (void)
{
  guint8 bytes[12] = { 0 };
  WayRandom random;

  way_random_seed (&random, 1);
  way_random_fill (&random, bytes, 10);
  g_assert_cmpuint (bytes[8] | bytes[9], !=, 0);
  g_assert_cmpuint (bytes[10] | bytes[11], ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/stream-is-xoshiro", test_stream_is_xoshiro);
  g_test_add_func ("/random/seed-decides", test_seed_decides);
  g_test_add_func ("/random/below-reaches-all-evenly", test_below_reaches_all_evenly);
  g_test_add_func ("/random/between-includes-both-ends", test_between_includes_both_ends);
  g_test_add_func ("/random/pick-follows-weights", test_pick_follows_weights);
  g_test_add_func ("/random/chance-has-its-ends", test_chance_has_its_ends);
  g_test_add_func ("/random/fill-stops-at-its-size", test_fill_stops_at_its_size);
  return g_test_run ();
}
