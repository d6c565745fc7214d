/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-scene.h"

#include "way-test-chart.h"

#include <math.h>

static const WayChartPage plain = {
  .width = 600, .height = 300, .pixel = 1, .measure = { six_a_letter, NULL },
};

static const char *const names[] = { "Wyre", "Burnley", "Fylde", "Preston", "Chorley" };
static const double rates[] = { 50, 200, 0, NAN, 100 };

static WayChart *
make_bars (WayChartFrame frame,
           guint         n_series)
{
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("District", names, 5, NULL);
  WayChart *chart;

  for (guint i = 0; i < n_series; i++)
    way_chart_data_add_series (data, &(WayChartSeries) { .name = "Rate", .whole = -1 }, rates);
  chart = way_chart_new (data, frame);
  for (guint i = 0; i < n_series; i++)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = i,
                                            .role = WAY_CHART_SERIES_1 + i });
  return chart;
}

static guint
count_text (const WayChartScene *scene,
            const char          *text)
{
  guint n, found = 0;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    found += items[i].kind == WAY_ITEM_TEXT && g_str_equal (items[i].text, text);
  return found;
}

static void
test_lengths_are_in_proportion (void)
{
  for (WayChartFrame frame = WAY_CHART_COLUMNS; frame <= WAY_CHART_ROWS; frame++)
    {
      g_autoptr(WayChart) chart = make_bars (frame, 1);
      g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
      double lengths[5];

      for (guint i = 0; i < 5; i++)
        {
          WayChartBox box;

          g_assert_true (way_chart_scene_find (scene, 0, i, &box));
          lengths[i] = frame == WAY_CHART_ROWS ? box.width : box.height;
        }
      g_assert_cmpfloat_with_epsilon (lengths[1], lengths[0] * 4, 4);
      g_assert_cmpfloat_with_epsilon (lengths[1], lengths[4] * 2, 2);
      g_assert_cmpfloat (lengths[2], ==, 0);
      g_assert_cmpfloat (lengths[3], ==, 0);
    }
}

/* Zero says so; what is missing says nothing. */
static void
test_zero_and_missing_differ (void)
{
  g_autoptr(WayChart) chart = make_bars (WAY_CHART_ROWS, 1);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);

  g_assert_cmpuint (count_text (scene, "0"), ==, 1);
  g_assert_cmpuint (count_text (scene, "200"), ==, 1);
  g_assert_cmpuint (count_text (scene, ""), ==, 0);
  g_assert_cmpuint (count_text (scene, "c"), ==, 0);
}

static void
test_stack_adds_up (void)
{
  g_autoptr(WayChart) chart = make_bars (WAY_CHART_COLUMNS, 2);
  g_autoptr(WayChartScene) scene = NULL;
  WayChartBox low, high;

  way_chart_set_stacked (chart, TRUE);
  scene = way_chart_scene_new (chart, &plain);
  way_chart_scene_find (scene, 0, 1, &low);
  way_chart_scene_find (scene, 1, 1, &high);
  g_assert_cmpfloat (high.y + high.height, ==, low.y);
  g_assert_cmpuint (count_text (scene, "400"), ==, 1);
  g_assert_cmpuint (count_text (scene, "100"), ==, 1);
}

static void
test_group_stands_side_by_side (void)
{
  g_autoptr(WayChart) chart = make_bars (WAY_CHART_COLUMNS, 3);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);

  for (guint point = 0; point < 5; point++)
    for (guint i = 1; i < 3; i++)
      {
        WayChartBox a, b;

        way_chart_scene_find (scene, i - 1, point, &a);
        way_chart_scene_find (scene, i, point, &b);
        g_assert_cmpfloat (a.x + a.width, <, b.x + 0.01);
      }
}

static void
test_hit_finds_every_bar (void)
{
  for (WayChartFrame frame = WAY_CHART_COLUMNS; frame <= WAY_CHART_ROWS; frame++)
    {
      g_autoptr(WayChart) chart = make_bars (frame, 2);
      g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);

      for (guint series = 0; series < 2; series++)
        for (guint point = 0; point < 5; point++)
          {
            guint found_series, found_point;
            WayChartBox box;

            way_chart_scene_find (scene, series, point, &box);
            g_assert_true (way_chart_scene_hit (scene, box.x + box.width / 2,
                                                box.y + box.height / 2, &found_series,
                                                &found_point));
            g_assert_cmpuint (found_point, ==, point);
            if (box.width > 0 && box.height > 0)
              g_assert_cmpuint (found_series, ==, series);
          }
    }
}

static void
test_sorted_falls_and_keeps_its_values (void)
{
  static const char *const want[] = { "Burnley", "Chorley", "Wyre", "Fylde", "Preston" };
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("District", names, 5, NULL);
  g_autoptr(WayChartData) sorted = NULL;

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Rate", .whole = -1 }, rates);
  way_chart_data_set_state (data, 0, 3, WAY_CHART_SUPPRESSED);
  way_chart_data_set_title (data, "Rates");
  sorted = way_chart_data_new_sorted (data, 0);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *label = way_chart_data_dup_label (sorted, i);

      g_assert_cmpstr (label, ==, want[i]);
    }
  g_assert_cmpfloat (way_chart_data_get_value (sorted, 0, 1), ==, 100);
  g_assert_cmpint (way_chart_data_get_state (sorted, 0, 4), ==, WAY_CHART_SUPPRESSED);
  g_assert_cmpint (way_chart_data_get_state (sorted, 0, 3), ==, WAY_CHART_NORMAL);
  g_assert_cmpstr (way_chart_data_get_title (sorted), ==, "Rates");
}

static void
test_long_names_are_shortened_at_a_word (void)
{
  const char *labels[] = { "The Meadow Lane Centre for Assessment and Intervention", "Rowan" };
  const double values[] = { 1, 2 };
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("Setting", labels, 2, NULL);
  g_autoptr(WayChart) chart = NULL;
  g_autoptr(WayChartScene) scene = NULL;
  WayChartPage page = plain;

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Waiting", .whole = -1 }, values);
  chart = way_chart_new (data, WAY_CHART_ROWS);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .role = WAY_CHART_SERIES_1 });
  page.width = 400;
  scene = way_chart_scene_new (chart, &page);
  g_assert_cmpuint (count_text (scene, "The Meadow Lane Centre\u2026"), ==, 1);
  g_assert_cmpuint (count_text (scene, "Rowan"), ==, 1);
}

static void
test_levels_are_named_apart (void)
{
  g_autoptr(WayChart) chart = make_bars (WAY_CHART_ROWS, 1);
  g_autoptr(WayChartScene) scene = NULL;
  const WayChartItem *items;
  guint n, found = 0;
  double heights[2];

  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL, .y = 100,
                                            .text = "England 100", .role = WAY_CHART_INK });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL, .y = 105,
                                            .text = "Region 105", .role = WAY_CHART_DIM });
  scene = way_chart_scene_new (chart, &plain);
  items = way_chart_scene_get_items (scene, &n);
  for (guint i = 0; i < n; i++)
    if (items[i].kind == WAY_ITEM_TEXT && strstr (items[i].text, " 10") != NULL)
      heights[found++] = items[i].box.y;
  g_assert_cmpuint (found, ==, 2);
  g_assert_cmpfloat (fabs (heights[0] - heights[1]), >=, 13);
}

/* --- heat --- */

static WayChart *
make_heat (guint n_series,
           guint n_points)
{
  g_autofree guint32 *days = g_new (guint32, n_points);
  g_autofree double *values = g_new (double, n_points);
  g_autoptr(WayChartData) data = NULL;
  WayChart *chart;

  for (guint i = 0; i < n_points; i++)
    {
      GDate first = way_date_ymd (2025, 9, 20);
      GDate day = way_date_add_months (&first, (int) i);

      days[i] = way_date_julian (&day);
      values[i] = 40 + 10.0 * i;
    }
  data = way_chart_data_new_days (days, n_points, NULL);
  for (guint i = 0; i < n_series; i++)
    way_chart_data_add_series (data, &(WayChartSeries) { .name = "Hawthorn Academy",
                                                         .spoken = "72 places", .unit = "%",
                                                         .whole = -1 }, values);
  if (n_points > 1)
    {
      way_chart_data_set_state (data, 0, 0, WAY_CHART_SUPPRESSED);
      way_chart_data_set_state (data, 0, 1, WAY_CHART_MISSING);
    }
  if (n_points > 2)
    way_chart_data_set_state (data, 0, 2, WAY_CHART_CLOSED);
  chart = way_chart_new (data, WAY_CHART_HEAT);
  for (guint i = 0; i < n_series; i++)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = i,
                                            .role = WAY_CHART_HIGH, .is_apart = i == 3 });
  way_chart_set_range (chart, 50, 100);
  return chart;
}

static void
test_heat_cells_do_not_meet_and_are_hit (void)
{
  g_autoptr(WayChart) chart = make_heat (4, 8);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);

  for (guint series = 0; series < 4; series++)
    for (guint point = 0; point < 8; point++)
      {
        WayChartBox box, right;
        guint found_series, found_point;

        way_chart_scene_find (scene, series, point, &box);
        g_assert_true (way_chart_scene_hit (scene, box.x + box.width / 2, box.y + box.height / 2,
                                            &found_series, &found_point));
        g_assert_cmpuint (found_series, ==, series);
        g_assert_cmpuint (found_point, ==, point);
        if (point + 1 < 8 && way_chart_scene_find (scene, series, point + 1, &right))
          g_assert_false (way_chart_box_meets (&box, &right));
      }
}

static void
test_heat_tells_its_states_apart (void)
{
  g_autoptr(WayChart) chart = make_heat (4, 8);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
  guint n, hatches = 0, corners = 0;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    {
      hatches += items[i].kind == WAY_ITEM_HATCH;
      corners += items[i].kind == WAY_ITEM_POLYGON;
    }
  /* One of each state and one in the key; 110 in four rows and the key. */
  g_assert_cmpuint (count_text (scene, "c"), ==, 2);
  g_assert_cmpuint (count_text (scene, "x"), ==, 2);
  g_assert_cmpuint (hatches, ==, 2);
  g_assert_cmpuint (corners, ==, 5);
}

static void
test_heat_ramp_is_held_to_its_range (void)
{
  g_autoptr(WayChart) chart = make_heat (2, 8);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
  guint n;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    g_assert_true (items[i].ramp == -1 || (items[i].ramp >= 0 && items[i].ramp <= 1));
}

static void
test_heat_of_any_size_is_laid_out (void)
{
  for (guint series = 1; series < 60; series += 13)
    for (guint points = 1; points < 40; points += 9)
      {
        g_autoptr(WayChart) chart = make_heat (series, points);
        WayChartPage page = plain;
        g_autoptr(WayChartScene) scene = NULL;
        WayChartBox box;

        page.height = way_chart_scene_natural_height (chart, &page);
        scene = way_chart_scene_new (chart, &page);
        g_assert_true (way_chart_scene_find (scene, series - 1, points - 1, &box));
        g_assert_cmpfloat (box.width, >, 0);
        g_assert_cmpfloat (box.height, >, 0);
        g_assert_cmpfloat (box.y + box.height, <=, page.height);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/bars/lengths", test_lengths_are_in_proportion);
  g_test_add_func ("/chart/bars/zero-and-missing", test_zero_and_missing_differ);
  g_test_add_func ("/chart/bars/stack-adds-up", test_stack_adds_up);
  g_test_add_func ("/chart/bars/group", test_group_stands_side_by_side);
  g_test_add_func ("/chart/bars/hit", test_hit_finds_every_bar);
  g_test_add_func ("/chart/bars/sorted", test_sorted_falls_and_keeps_its_values);
  g_test_add_func ("/chart/bars/long-names", test_long_names_are_shortened_at_a_word);
  g_test_add_func ("/chart/bars/levels", test_levels_are_named_apart);
  g_test_add_func ("/chart/heat/cells", test_heat_cells_do_not_meet_and_are_hit);
  g_test_add_func ("/chart/heat/states", test_heat_tells_its_states_apart);
  g_test_add_func ("/chart/heat/ramp", test_heat_ramp_is_held_to_its_range);
  g_test_add_func ("/chart/heat/any-size", test_heat_of_any_size_is_laid_out);
  return g_test_run ();
}
