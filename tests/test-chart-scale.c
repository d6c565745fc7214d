/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-scale.h"

#include "way-test-chart.h"

#include <math.h>

static void
test_map_and_invert_agree (void)
{
  WayScale scale = { 0, 240, 400, 20 };

  g_assert_cmpfloat (way_scale_map (&scale, 0), ==, 400);
  g_assert_cmpfloat (way_scale_map (&scale, 240), ==, 20);
  for (double value = -10; value < 250; value += 7.3)
    g_assert_cmpfloat_with_epsilon (way_scale_invert (&scale, way_scale_map (&scale, value)),
                                    value, 1e-9);
}

static void
test_empty_scale_gives_the_middle (void)
{
  WayScale scale = { 5, 5, 0, 100 };

  g_assert_cmpfloat (way_scale_map (&scale, 5), ==, 50);
}

static void
test_bands_share_the_length (void)
{
  double from, size, next;

  way_scale_band (10, 110, 4, 1, 0.2, &from, &size);
  g_assert_cmpfloat_with_epsilon (from, 37.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (size, 20, 1e-9);
  way_scale_band (10, 110, 4, 2, 0.2, &next, &size);
  g_assert_cmpfloat_with_epsilon (next - from, 25, 1e-9);
}

static void
test_lines_are_snapped_to_edges (void)
{
  static const struct { double place, width, pixel, want; } rows[] = {
    { 10.3, 2, 1, 10 }, { 10.6, 2, 1, 11 }, { 10.3, 1, 1, 10.5 }, { 10.9, 1, 1, 10.5 },
    { 10.3, 1, 0.5, 10.5 }, { 10.3, 1.5, 0.5, 10.25 }, { 10.3, 2, 0, 10.3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%g wide %g in %g", rows[i].place, rows[i].width, rows[i].pixel);
      g_assert_cmpfloat_with_epsilon (way_scale_snap_line (rows[i].place, rows[i].width,
                                                           rows[i].pixel),
                                      rows[i].want, 1e-9);
    }
}

static void
test_width_is_at_least_a_pixel (void)
{
  g_assert_cmpfloat (way_scale_snap_width (0.2, 1), ==, 1);
  g_assert_cmpfloat (way_scale_snap_width (1.5, 1), ==, 2);
  g_assert_cmpfloat (way_scale_snap_width (1.5, 0.5), ==, 1.5);
  g_assert_cmpfloat (way_scale_snap_width (1.5, 0), ==, 1.5);
}

static void
test_boxes_that_touch_do_not_meet (void)
{
  WayChartBox a = { 0, 0, 10, 10 };
  WayChartBox beside = { 10, 0, 10, 10 };
  WayChartBox over = { 9, 9, 10, 10 };

  g_assert_false (way_chart_box_meets (&a, &beside));
  g_assert_true (way_chart_box_meets (&a, &over));
}

/* Against the slow obvious version: look at every value. */
static void
test_find_agrees_with_looking_at_every_value (void)
{
  double values[40];

  for (guint turn = 0; turn < 500; turn++)
    {
      guint n = (guint) g_test_rand_int_range (1, 40);
      double x = g_test_rand_double_range (-5, 60);
      guint floor_at = 0, near = 0;

      values[0] = g_test_rand_double_range (0, 1);
      for (guint i = 1; i < n; i++)
        values[i] = values[i - 1] + g_test_rand_double_range (0.1, 2);
      for (guint i = 0; i < n; i++)
        {
          if (values[i] <= x)
            floor_at = i;
          if (fabs (values[i] - x) < fabs (values[near] - x))
            near = i;
        }
      g_assert_cmpuint (way_chart_find_floor (values, n, x), ==, floor_at);
      g_assert_cmpuint (way_chart_find_near (values, n, x), ==, near);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scale/map-and-invert-agree", test_map_and_invert_agree);
  g_test_add_func ("/chart/scale/empty-gives-the-middle", test_empty_scale_gives_the_middle);
  g_test_add_func ("/chart/scale/bands-share-the-length", test_bands_share_the_length);
  g_test_add_func ("/chart/scale/lines-are-snapped", test_lines_are_snapped_to_edges);
  g_test_add_func ("/chart/scale/width-at-least-a-pixel", test_width_is_at_least_a_pixel);
  g_test_add_func ("/chart/scale/touching-do-not-meet", test_boxes_that_touch_do_not_meet);
  g_test_add_func ("/chart/scale/find-agrees-with-slow", test_find_agrees_with_looking_at_every_value);
  return g_test_run ();
}
