/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-data.h"

#include "way-test-chart.h"

#include <math.h>

static WayChartData *
make_three_days (void)
{
  const guint32 days[] = { julian (2026, 9, 1), julian (2026, 9, 2), julian (2026, 9, 7) };
  const double values[] = { 4, NAN, 9 };
  WayChartData *data = way_chart_data_new_days (days, 3, NULL);

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "On roll", .whole = -1 }, values);
  return data;
}

static void
test_not_a_number_is_missing (void)
{
  g_autoptr(WayChartData) data = make_three_days ();

  g_assert_cmpint (way_chart_data_get_state (data, 0, 0), ==, WAY_CHART_NORMAL);
  g_assert_cmpint (way_chart_data_get_state (data, 0, 1), ==, WAY_CHART_MISSING);
  g_assert_false (way_chart_data_has_states (data, 0));
}

static void
test_infinite_is_missing (void)
{
  g_autoptr(WayChartData) data = make_three_days ();
  const double values[] = { INFINITY, -INFINITY, 1 };
  double low, high;

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Bad", .whole = -1 }, values);
  g_assert_cmpint (way_chart_data_get_state (data, 1, 0), ==, WAY_CHART_MISSING);
  g_assert_true (way_chart_data_get_range (data, 1, &low, &high));
  g_assert_cmpfloat (low, ==, 1);
  g_assert_cmpfloat (high, ==, 1);
}

static void
test_suppressed_number_is_not_kept (void)
{
  g_autoptr(WayChartData) data = make_three_days ();

  way_chart_data_set_state (data, 0, 0, WAY_CHART_SUPPRESSED);
  g_assert_true (isnan (way_chart_data_get_value (data, 0, 0)));
  g_assert_true (isnan (way_chart_data_get_values (data, 0)[0]));
  g_assert_cmpint (way_chart_data_get_state (data, 0, 0), ==, WAY_CHART_SUPPRESSED);
  g_assert_cmpint (way_chart_data_get_state (data, 0, 2), ==, WAY_CHART_NORMAL);
}

static void
test_estimate_of_nothing_is_missing (void)
{
  g_autoptr(WayChartData) data = make_three_days ();

  way_chart_data_set_state (data, 0, 1, WAY_CHART_ESTIMATED);
  way_chart_data_set_state (data, 0, 2, WAY_CHART_ESTIMATED);
  g_assert_cmpint (way_chart_data_get_state (data, 0, 1), ==, WAY_CHART_MISSING);
  g_assert_cmpint (way_chart_data_get_state (data, 0, 2), ==, WAY_CHART_ESTIMATED);
}

static void
test_range_of_nothing_is_refused (void)
{
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("District", NULL, 0, NULL);
  double low, high;

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Rate", .whole = -1 }, NULL);
  g_assert_false (way_chart_data_get_range (data, 0, &low, &high));
  g_assert_cmpuint (way_chart_data_n_points (data), ==, 0);
}

static void
test_days_must_rise (void)
{
  const guint32 days[] = { 739000, 739000 };

  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*days[i] >*");
  g_assert_null (way_chart_data_new_days (days, 2, NULL));
  g_test_assert_expected_messages ();
}

static void
test_notes_keep_their_order (void)
{
  g_autoptr(WayChartData) data = make_three_days ();

  way_chart_data_add_note (data, "first");
  way_chart_data_add_note (data, "second");
  g_assert_cmpstr (way_chart_data_get_notes (data)[0], ==, "first");
  g_assert_cmpstr (way_chart_data_get_notes (data)[1], ==, "second");
  g_assert_null (way_chart_data_get_notes (data)[2]);
}

static void
test_labels_are_lent_back (void)
{
  const char *districts[] = { "Burnley", "Ribble Valley" };
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("District", districts, 2, NULL);
  g_autoptr(WayChartData) days = make_three_days ();
  g_autofree char *label = way_chart_data_dup_label (data, 1);
  g_autofree char *day = way_chart_data_dup_label (days, 2);

  g_assert_cmpstr (label, ==, "Ribble Valley");
  g_assert_cmpstr (day, ==, "Mon 7 Sep 2026");
  g_assert_cmpstr (way_chart_data_get_heading (days), ==, "Day");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/data/not-a-number-is-missing", test_not_a_number_is_missing);
  g_test_add_func ("/chart/data/infinite-is-missing", test_infinite_is_missing);
  g_test_add_func ("/chart/data/suppressed-is-not-kept", test_suppressed_number_is_not_kept);
  g_test_add_func ("/chart/data/estimate-of-nothing", test_estimate_of_nothing_is_missing);
  g_test_add_func ("/chart/data/range-of-nothing", test_range_of_nothing_is_refused);
  g_test_add_func ("/chart/data/days-must-rise", test_days_must_rise);
  g_test_add_func ("/chart/data/notes-keep-their-order", test_notes_keep_their_order);
  g_test_add_func ("/chart/data/labels-are-lent-back", test_labels_are_lent_back);
  return g_test_run ();
}
