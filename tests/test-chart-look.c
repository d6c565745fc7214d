/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some days of a chart, one line of many, notes on days. */
#include "way-chart-look.h"
#include "way-chart-read.h"
#include "way-chart-scene.h"

#include "way-test-charts.h"

#include <string.h>

static WayChart *
look_at (WayChart *chart,
         guint32   from,
         guint32   to)
{
  return way_chart_new_look (chart, &(WayChartLook) { .from = from, .to = to, .series = -1 });
}

static guint
count_guides (const WayChart *chart,
              const char     *text)
{
  WayChartPage page = { .width = 1000, .height = 400, .measure = test_measure };
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &page);
  guint n, found = 0;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    found += items[i].kind == WAY_ITEM_TEXT && g_str_equal (items[i].text, text);
  return found;
}

/* The first day of the look has the value that holds on it. */
static void
test_days_are_cut_out (void)
{
  g_autoptr(WayChart) chart = test_occupancy_sample_new ();
  g_autoptr(WayChart) look = look_at (chart, julian (2025, 1, 10), julian (2025, 6, 30));
  const WayChartData *data = way_chart_get_data (look);
  guint last = way_chart_data_n_points (data) - 1;

  g_assert_cmpuint (way_chart_data_get_day (data, 0), ==, julian (2025, 1, 1));
  g_assert_cmpuint (way_chart_data_get_day (data, last), ==, julian (2025, 6, 15));
  g_assert_cmpfloat (way_chart_data_get_value (data, 0, 0), ==, 167);
  g_assert_cmpstr (way_chart_data_get_title (data), ==,
                   way_chart_data_get_title (way_chart_get_data (chart)));
}

static void
test_all_days_are_the_same (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (test_charts); i++)
    {
      g_autoptr(WayChart) chart = test_charts[i].make ();
      g_autoptr(WayChart) look = look_at (chart, 0, 0);
      g_autofree char *before = way_chart_table_to_csv (way_chart_get_data (chart));
      g_autofree char *after = way_chart_table_to_csv (way_chart_get_data (look));
      g_autofree char *told = way_chart_describe (way_chart_get_data (chart));
      g_autofree char *told_after = way_chart_describe (way_chart_get_data (look));

      g_assert_cmpstr (before, ==, after);
      g_assert_cmpstr (told, ==, told_after);
    }
}

/* Any days, in any order of sizes: what is shown is a part of the table. */
static void
test_any_days_are_a_part (void)
{
  g_autoptr(WayChart) chart = test_fan_chart_new ();
  g_autofree char *whole = way_chart_table_to_csv (way_chart_get_data (chart));

  for (guint run = 0; run < 200; run++)
    {
      guint32 from = julian (2024, 6, 1) + (guint32) g_test_rand_int_range (0, 900);
      guint32 to = from + (guint32) g_test_rand_int_range (0, 900);
      g_autoptr(WayChart) look = look_at (chart, from, to);
      g_autofree char *part = way_chart_table_to_csv (way_chart_get_data (look));
      g_auto(GStrv) lines = g_strsplit (part, "\r\n", -1);

      g_assert_cmpuint (g_strv_length (lines), >=, 3);
      for (guint i = 1; lines[i] != NULL; i++)
        g_assert_nonnull (strstr (whole, lines[i]));
      g_assert_cmpuint (count_guides (look, "no such words"), ==, 0);
    }
}

/* Lines that end elsewhere than their words do are named anew. */
static void
test_ends_are_named_anew (void)
{
  g_autoptr(WayChart) chart = test_lines_chart_new ();
  g_autoptr(WayChart) look = look_at (chart, julian (2025, 9, 8), julian (2025, 11, 30));
  g_autoptr(WayChart) fan = test_fan_chart_new ();
  g_autoptr(WayChart) past = look_at (fan, julian (2024, 9, 1), julian (2025, 5, 1));

  g_assert_cmpuint (count_guides (chart, "Hawthorn"), ==, 1);
  g_assert_cmpuint (count_guides (look, "Hawthorn"), ==, 1);
  g_assert_cmpuint (count_guides (fan, "Places 224"), ==, 1);
  g_assert_cmpuint (count_guides (past, "Places 224"), ==, 0);
  g_assert_cmpuint (count_guides (past, "Places"), ==, 1);
  g_assert_cmpuint (count_guides (past, "forecast from 1 September 2026"), ==, 0);
}

static void
test_one_line_is_in_focus (void)
{
  g_autoptr(WayChart) chart = test_lines_chart_new ();
  g_autoptr(WayChart) look = way_chart_new_look (chart, &(WayChartLook) { .series = 1 });
  WayChartPage page = { .width = 900, .height = 400, .measure = test_measure };
  g_autoptr(WayChartScene) scene = way_chart_scene_new (look, &page);

  g_assert_cmpint (way_chart_scene_get_role (scene, 0), ==, WAY_CHART_DIM);
  g_assert_cmpint (way_chart_scene_get_role (scene, 1), ==, WAY_CHART_SERIES_2);
  /* The table keeps both. */
  g_assert_cmpuint (way_chart_table_n_columns (way_chart_get_data (look)), ==, 3);
}

static void
test_notes_are_shown_and_told (void)
{
  static const WayChartNote notes[] = { { 0, "New block opens" }, { 0, "Later" } };
  WayChartNote dated[2];
  g_autoptr(WayChart) chart = test_occupancy_sample_new ();
  g_autoptr(WayChart) look = NULL;
  g_autofree char *told = NULL;

  memcpy (dated, notes, sizeof dated);
  dated[0].day = julian (2026, 3, 2);
  dated[1].day = julian (2030, 1, 1);
  look = way_chart_new_look (chart, &(WayChartLook) { .series = -1, .notes = dated,
                                                      .n_notes = 2 });
  told = way_chart_describe (way_chart_get_data (look));
  g_assert_cmpuint (count_guides (look, "New block opens"), ==, 1);
  g_assert_cmpuint (count_guides (look, "Later"), ==, 0);
  g_assert_nonnull (strstr (told, "Mon 2 Mar 2026: New block opens."));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/look/days-are-cut-out", test_days_are_cut_out);
  g_test_add_func ("/chart/look/all-days", test_all_days_are_the_same);
  g_test_add_func ("/chart/look/any-days", test_any_days_are_a_part);
  g_test_add_func ("/chart/look/ends-named-anew", test_ends_are_named_anew);
  g_test_add_func ("/chart/look/focus", test_one_line_is_in_focus);
  g_test_add_func ("/chart/look/notes", test_notes_are_shown_and_told);
  return g_test_run ();
}
