/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-timeline.h"

#include "way-chart-read.h"
#include "way-chart-scene.h"
#include "way-test-timeline.h"

#include <string.h>

static const WayChartPage plain = {
  .width = 1000, .height = 420, .pixel = 1, .parts = WAY_PARTS_ALL,
  .measure = { six_a_letter, NULL },
};

static void
test_events_are_said_in_full (void)
{
  static const char *const want[] = {
    "Rolls: Alder Park School, main roll, Tue 2 Sep 2025 to Fri 15 Jan 2027, expected; 1 of ",
    "Rolls: Beacon Centre, subsidiary, Mon 11 May 2026 to Fri 11 Dec 2026, expected; 2 of ",
    "Suspensions: 2 days, Mon 10 Nov 2025 to Tue 11 Nov 2025; 3 of ",
  };
  g_autoptr(WayChart) chart = test_timeline_chart_new ();

  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    {
      g_autofree char *said = way_chart_read_point (way_chart_get_data (chart),
                                                    (WayChartAt) { 0, i });

      g_test_message ("%s", said);
      g_assert_true (g_str_has_prefix (said, want[i]));
    }
}

static void
test_moment_and_week_are_said (void)
{
  g_autoptr(WayChart) chart = test_timeline_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);
  g_autofree char *moment = way_chart_data_dup_label (data, 9);
  g_autofree char *coming = way_chart_data_dup_label (data, 10);
  g_autofree char *week = way_chart_data_dup_label (data, 11);

  g_assert_cmpstr (moment, ==, "Reviews: held, Thu 22 Oct 2026");
  g_assert_cmpstr (coming, ==, "Reviews: by Fri 13 Nov, Fri 13 Nov 2026, expected");
  g_assert_cmpstr (week, ==, "Attendance: 62%, week of Mon 1 Sep 2025");
}

static void
test_up_and_down_go_by_lane (void)
{
  g_autoptr(WayChart) chart = test_timeline_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);
  static const guint firsts[] = { 0, 2, 6, 8, 11 };
  WayChartAt at = { 0, 1 };

  for (guint i = 1; i < G_N_ELEMENTS (firsts); i++)
    {
      g_assert_true (way_chart_walk (data, &at, WAY_WALK_NEXT_SERIES));
      g_assert_cmpuint (at.point, ==, firsts[i]);
    }
  g_assert_false (way_chart_walk (data, &at, WAY_WALK_NEXT_SERIES));
  for (guint i = G_N_ELEMENTS (firsts) - 1; i > 0; i--)
    {
      g_assert_true (way_chart_walk (data, &at, WAY_WALK_PREVIOUS_SERIES));
      g_assert_cmpuint (at.point, ==, firsts[i - 1]);
    }
  g_assert_false (way_chart_walk (data, &at, WAY_WALK_PREVIOUS_SERIES));
}

static void
test_table_has_the_days (void)
{
  g_autoptr(WayChart) chart = test_timeline_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);
  g_autofree char *from = way_chart_table_dup_cell (data, 2, 1);
  g_autofree char *to = way_chart_table_dup_cell (data, 2, 2);
  g_autofree char *csv = way_chart_table_to_csv (data);

  g_assert_cmpstr (from, ==, "Mon 10 Nov 2025");
  g_assert_cmpstr (to, ==, "Tue 11 Nov 2025");
  g_assert_nonnull (strstr (csv, "\",2025-11-10,2025-11-11\r\n"));
}

static void
test_bars_of_one_lane_do_not_meet (void)
{
  g_autoptr(WayChart) chart = test_timeline_chart_new ();
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);

  for (guint i = 0; i < 8; i++)
    for (guint k = 0; k < i; k++)
      {
        WayChartBox a, b;

        g_assert_true (way_chart_scene_find (scene, 0, i, &a));
        g_assert_true (way_chart_scene_find (scene, 0, k, &b));
        g_assert_false (way_chart_box_meets (&a, &b));
      }
}

static void
test_only_the_future_is_dashed (void)
{
  g_autoptr(WayChart) chart = test_timeline_chart_new ();
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
  guint n, dashed = 0;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);
  double today = 0;

  for (guint i = 0; i < n; i++)
    if (items[i].kind == WAY_ITEM_TEXT && g_str_equal (items[i].text, "today"))
      today = items[i].box.x;
  g_assert_cmpfloat (today, >, 0);
  for (guint i = 0; i < n; i++)
    if (items[i].kind == WAY_ITEM_RECT && items[i].line == WAY_LINE_DASHED)
      {
        dashed++;
        g_assert_cmpfloat (items[i].box.x, >=, today - 1);
      }
  g_assert_cmpuint (dashed, ==, 3);
}

static void
test_hit_finds_every_event (void)
{
  g_autoptr(WayChart) chart = test_timeline_chart_new ();
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);

  for (guint i = 0; i < way_chart_data_n_points (way_chart_get_data (chart)); i++)
    {
      WayChartBox box;
      guint series, point;

      way_chart_scene_find (scene, 0, i, &box);
      g_assert_true (way_chart_scene_hit (scene, box.x + box.width / 2, box.y + box.height / 2,
                                          &series, &point));
      g_assert_cmpuint (point, ==, i);
    }
}

static void
test_natural_height_holds_all (void)
{
  for (double scale = 1; scale <= 2; scale += 0.5)
    {
      g_autoptr(WayChart) chart = test_timeline_chart_new ();
      WayChartPage page = plain;
      g_autoptr(WayChartScene) scene = NULL;
      const WayChartItem *items;
      guint n;

      page.text_scale = scale;
      page.parts = 0;
      page.height = way_chart_scene_natural_height (chart, &page);
      scene = way_chart_scene_new (chart, &page);
      items = way_chart_scene_get_items (scene, &n);
      for (guint i = 0; i < n; i++)
        if (items[i].kind == WAY_ITEM_TEXT)
          g_assert_cmpfloat (items[i].box.y + items[i].size * 0.25, <=, page.height);
    }
}

static void
test_unsound_events_are_refused (void)
{
  static const WayLane lane = { "Rolls" };
  const WayEvent rows[] = {
    { WAY_EVENT_BAR, 1, 738000, 738010, "no such lane" },
    { WAY_EVENT_BAR, 0, 738010, 738000, "ends first" },
    { WAY_EVENT_BAR, 0, 0, 738000, "no start" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_sound*");
      g_assert_null (way_timeline_chart_new (&(WayTimeline) {
        .lanes = &lane, .n_lanes = 1, .events = &rows[i], .n_events = 1,
        .from = 738000, .to = 738100,
      }));
      g_test_assert_expected_messages ();
    }
}

static void
test_nothing_is_laid_out (void)
{
  static const WayLane lane = { "Rolls" };
  g_autoptr(WayChart) chart = way_timeline_chart_new (&(WayTimeline) {
    .lanes = &lane, .n_lanes = 1, .from = 738000, .to = 738100,
  });
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
  guint series, point;

  g_assert_false (way_chart_scene_hit (scene, 500, 60, &series, &point));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/timeline/said-in-full", test_events_are_said_in_full);
  g_test_add_func ("/chart/timeline/moment-and-week", test_moment_and_week_are_said);
  g_test_add_func ("/chart/timeline/up-and-down", test_up_and_down_go_by_lane);
  g_test_add_func ("/chart/timeline/table-has-days", test_table_has_the_days);
  g_test_add_func ("/chart/timeline/bars-do-not-meet", test_bars_of_one_lane_do_not_meet);
  g_test_add_func ("/chart/timeline/future-is-dashed", test_only_the_future_is_dashed);
  g_test_add_func ("/chart/timeline/hit", test_hit_finds_every_event);
  g_test_add_func ("/chart/timeline/natural-height", test_natural_height_holds_all);
  g_test_add_func ("/chart/timeline/unsound", test_unsound_events_are_refused);
  g_test_add_func ("/chart/timeline/nothing", test_nothing_is_laid_out);
  return g_test_run ();
}
