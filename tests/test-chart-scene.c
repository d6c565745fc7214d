/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-scene.h"

#include "way-test-occupancy.h"

#include <math.h>

static const WayChartPage plain = {
  .width = 900, .height = 320, .pixel = 1, .parts = WAY_PARTS_ALL,
  .measure = { six_a_letter, NULL },
};

static WayChartScene *
lay_occupancy (const WayChartPage *page)
{
  TestOccupancy occupancy;
  g_autoptr(WayChart) chart = NULL;

  test_occupancy_fill (&occupancy);
  chart = test_occupancy_chart_new (&occupancy);
  return way_chart_scene_new (chart, page);
}

static const WayChartItem *
find_text (const WayChartScene *scene,
           const char          *text)
{
  guint n;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    if (items[i].kind == WAY_ITEM_TEXT && g_str_equal (items[i].text, text))
      return &items[i];
  return NULL;
}

/* Letters that grow with the text: 0.55 of its size is wider than Cantarell. */
static double
half_an_em (const char *text,
            double      size,
            gboolean    bold,
            gpointer    data)
{
  return 0.55 * size * g_utf8_strlen (text, -1);
}

static WayChartBox
box_of (const WayChartItem *item)
{
  double width = half_an_em (item->text, item->size, item->is_bold, NULL);
  double left = item->box.x;

  if (item->anchor == WAY_TEXT_MIDDLE)
    left -= width / 2;
  else if (item->anchor == WAY_TEXT_END)
    left -= width;
  return (WayChartBox) { left, item->box.y - item->size * 0.7, width, item->size * 0.7 };
}

static void
test_words_of_the_occupancy_are_there (void)
{
  static const char *const words[] = {
    "A gap of 41 places, yet Beacon Centre is one over", "pupils, places", "198 places",
    "224 places", "gap of 41", "183 on roll", "5 over, June 2025", "72 empty in September 2025",
    "26 places added, September 2025", "today", "Aut", "Spr", "Sum", "2024/25", "2025/26",
    "2026/27", "0", "100", "200",
  };
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_nonnull (find_text (scene, words[i]));
    }
}

/* At every size: all words on the sheet, none on another, none too small. */
static void
test_words_stay_apart_at_every_size (void)
{
  for (double width = 340; width <= 1600; width += 60)
    for (double scale = 1; scale <= 2; scale += 0.5)
      {
        WayChartPage page = plain;
        g_autoptr(WayChartScene) scene = NULL;
        const WayChartItem *items;
        guint n;

        page.width = width * scale;
        page.height = 320 * scale;
        page.text_scale = scale;
        page.measure.func = half_an_em;
        scene = lay_occupancy (&page);
        items = way_chart_scene_get_items (scene, &n);
        g_test_message ("%g wide, text %g", width, scale);
        for (guint i = 0; i < n; i++)
          {
            WayChartBox a;

            if (items[i].kind != WAY_ITEM_TEXT)
              continue;
            a = box_of (&items[i]);
            g_assert_cmpfloat (items[i].size, >=, 10 * WAY_CHART_UNITS_PER_POINT * scale - 1e-9);
            g_assert_cmpfloat (a.x, >=, -0.01);
            g_assert_cmpfloat (a.x + a.width, <=, page.width + 0.01);
            g_assert_cmpfloat (a.y, >=, 0);
            g_assert_cmpfloat (a.y + a.height, <=, page.height);
            for (guint k = 0; k < i; k++)
              if (items[k].kind == WAY_ITEM_TEXT)
                {
                  WayChartBox b = box_of (&items[k]);

                  g_test_message ("\"%s\" and \"%s\"", items[i].text, items[k].text);
                  g_assert_false (way_chart_box_meets (&a, &b));
                }
          }
      }
}

static void
test_axis_starts_at_zero_below_a_fill (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);
  WayChartBox plot = way_chart_scene_get_plot (scene);
  const WayChartItem *zero = find_text (scene, "0");

  g_assert_cmpfloat_with_epsilon (zero->box.y, plot.y + plot.height, zero->size / 2);
}

static void
test_steps_lie_on_pixel_edges (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);
  guint n, found = 0;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);
  const WayChartPoint *points = way_chart_scene_get_points (scene);

  for (guint i = 0; i < n; i++)
    if (items[i].kind == WAY_ITEM_PATH && items[i].n > 4)
      {
        found++;
        g_assert_true (items[i].is_square);
        for (guint k = items[i].first; k < items[i].first + items[i].n; k++)
          {
            g_assert_cmpfloat (points[k].x, ==, round (points[k].x));
            g_assert_cmpfloat (points[k].y, ==, round (points[k].y));
          }
      }
  g_assert_cmpuint (found, ==, 1);
}

static void
test_equal_values_are_one_tread (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);
  guint n;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  /* 54 points of places that change once: two treads, four corners. */
  for (guint i = 0; i < n; i++)
    if (items[i].kind == WAY_ITEM_PATH && items[i].role == WAY_CHART_INK && items[i].n == 4)
      return;
  g_test_fail ();
}

static WayChart *
make_line (const double *values,
           guint         n,
           WayMarkKind   kind)
{
  g_autofree guint32 *days = g_new (guint32, n);
  g_autoptr(WayChartData) data = NULL;
  WayChart *chart;

  for (guint i = 0; i < n; i++)
    days[i] = julian (2026, 9, 1) + i;
  data = way_chart_data_new_days (days, n, NULL);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Waiting", .whole = -1 }, values);
  if (n > 3)
    way_chart_data_set_state (data, 0, 3, WAY_CHART_SUPPRESSED);
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_add_mark (chart, &(WayMark) { .kind = kind, .role = WAY_CHART_SERIES_1 });
  return chart;
}

static void
test_gap_parts_the_line (void)
{
  const double values[] = { 1, 2, 3, 99, 5, NAN, 7, 8 };

  for (WayMarkKind kind = WAY_MARK_STEP; kind <= WAY_MARK_LINE; kind++)
    {
      g_autoptr(WayChart) chart = make_line (values, G_N_ELEMENTS (values), kind);
      g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
      const WayChartPoint *points = way_chart_scene_get_points (scene);
      guint n, parts = 1;
      const WayChartItem *items = way_chart_scene_get_items (scene, &n);

      for (guint i = 0; i < n; i++)
        if (items[i].kind == WAY_ITEM_PATH && items[i].role == WAY_CHART_SERIES_1)
          for (guint k = items[i].first; k + 1 < items[i].first + items[i].n; k++)
            parts += isnan (points[k].y) ? 1 : 0;
      g_assert_cmpuint (parts, ==, 3);
    }
}

/* A hidden value leaves a mark on the axis, whatever it was. */
static void
test_hidden_value_has_no_height (void)
{
  const double low[] = { 1, 2, 3, 1, 5 };
  const double high[] = { 1, 2, 3, 5, 5 };
  g_autoptr(WayChart) a = make_line (low, 5, WAY_MARK_STEP);
  g_autoptr(WayChart) b = make_line (high, 5, WAY_MARK_STEP);
  g_autoptr(WayChartScene) scene_a = way_chart_scene_new (a, &plain);
  g_autoptr(WayChartScene) scene_b = way_chart_scene_new (b, &plain);
  guint n_a, n_b;
  const WayChartItem *items_a = way_chart_scene_get_items (scene_a, &n_a);
  const WayChartItem *items_b = way_chart_scene_get_items (scene_b, &n_b);

  g_assert_nonnull (find_text (scene_a, "c"));
  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    {
      g_assert_cmpfloat (items_a[i].box.x, ==, items_b[i].box.x);
      g_assert_cmpfloat (items_a[i].box.y, ==, items_b[i].box.y);
    }
}

static void
test_hit_finds_every_point (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);

  for (guint series = 0; series < 2; series++)
    for (guint point = 0; point < TEST_OCCUPANCY_POINTS; point++)
      {
        guint found_series = 9, found_point = 999;
        WayChartBox box;

        g_assert_true (way_chart_scene_find (scene, series, point, &box));
        g_assert_true (way_chart_scene_hit (scene, box.x + 0.01, box.y, &found_series,
                                            &found_point));
        g_assert_cmpuint (found_point, ==, point);
        g_assert_cmpuint (found_series, ==, series);
      }
}

static void
test_hit_outside_finds_nothing (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);
  guint series, point;

  g_assert_false (way_chart_scene_hit (scene, 0, 0, &series, &point));
  g_assert_false (way_chart_scene_hit (scene, 899, 319, &series, &point));
}

static void
test_hit_in_a_gap_finds_the_gap (void)
{
  const double values[] = { 1, 2, 3, 4, NAN, 6 };
  g_autoptr(WayChart) chart = make_line (values, 6, WAY_MARK_STEP);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
  const WayChartAt gap = { 0, 4 };
  guint series, point;

  g_assert_true (way_chart_scene_hit (scene, way_chart_scene_get_place (scene, gap) + 1, 100,
                                      &series, &point));
  g_assert_cmpuint (point, ==, 4);
  g_assert_cmpuint (series, ==, 0);
}

static void
test_nothing_says_so (void)
{
  g_autoptr(WayChart) chart = make_line (NULL, 0, WAY_MARK_STEP);
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
  guint series, point;

  g_assert_nonnull (find_text (scene, "Nothing to show yet"));
  g_assert_false (way_chart_scene_hit (scene, 100, 100, &series, &point));
}

static void
test_odd_data_are_laid_out (void)
{
  static const double rows[][3] = {
    { 0, 0, 0 }, { NAN, NAN, NAN }, { -5, 3, 9 }, { 1e12, 2e12, 0 }, { 0.001, 0.002, 0.003 },
    { 5, NAN, NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint n = 1; n <= 3; n++)
      for (WayMarkKind kind = WAY_MARK_STEP; kind <= WAY_MARK_DOT; kind++)
        {
          WayChartPage tiny = plain;
          g_autoptr(WayChart) chart = make_line (rows[i], n, kind);
          g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &plain);
          g_autoptr(WayChartScene) small = NULL;

          tiny.width = tiny.height = 10;
          small = way_chart_scene_new (chart, &tiny);
          g_assert_cmpfloat (way_chart_scene_get_plot (scene).width, >, 0);
          g_assert_cmpfloat (way_chart_scene_get_plot (small).width, >, 0);
        }
}

static void
test_many_points_keep_their_extremes (void)
{
  guint n = 20000;
  g_autofree double *values = g_new (double, n);
  g_autoptr(WayChart) chart = NULL;
  g_autoptr(WayChartData) data = NULL;
  g_autoptr(WayChartScene) scene = NULL;
  g_autofree guint32 *days = g_new (guint32, n);
  const WayChartPoint *points;
  const WayChartItem *items;
  double top = HUGE_VAL;
  WayChartBox box;
  guint n_items, used = 0;

  for (guint i = 0; i < n; i++)
    {
      days[i] = 700000 + i;
      values[i] = g_test_rand_double_range (0, 100);
    }
  values[n / 3] = 150;
  data = way_chart_data_new_days (days, n, NULL);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Noise", .whole = -1 }, values);
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_LINE, .role = WAY_CHART_SERIES_1 });
  scene = way_chart_scene_new (chart, &plain);
  points = way_chart_scene_get_points (scene);
  items = way_chart_scene_get_items (scene, &n_items);
  for (guint i = 0; i < n_items; i++)
    if (items[i].role == WAY_CHART_SERIES_1 && items[i].kind == WAY_ITEM_PATH)
      for (guint k = items[i].first; k < items[i].first + items[i].n; k++, used++)
        top = MIN (top, points[k].y);
  g_assert_true (way_chart_scene_find (scene, 0, n / 3, &box));
  g_assert_cmpfloat (top, ==, box.y);
  g_assert_cmpuint (used, <, 5 * 900);
}

/* --- marks and guides of the frame of time --- */

static const WayChartItem *
find_item (const WayChartScene *scene,
           WayChartItemKind     kind,
           WayChartRole         role)
{
  guint n;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    if (items[i].kind == kind && items[i].role == role)
      return &items[i];
  return NULL;
}

static void
test_axis_above_zero_says_so (void)
{
  const double high[] = { 80, 82, 85, 81, 88, 90 };
  const double low[] = { 0, 2, 5, 1, 8, 9 };
  g_autoptr(WayChart) above = make_line (high, 6, WAY_MARK_LINE);
  g_autoptr(WayChart) from_zero = make_line (low, 6, WAY_MARK_LINE);
  g_autoptr(WayChartScene) scene = NULL;
  g_autoptr(WayChartScene) zero_scene = NULL;

  way_chart_set_units (above, "%");
  way_chart_set_units (from_zero, "%");
  scene = way_chart_scene_new (above, &plain);
  zero_scene = way_chart_scene_new (from_zero, &plain);
  g_assert_nonnull (find_text (scene, "%; axis not from zero but 80"));
  g_assert_nonnull (find_text (zero_scene, "%"));
}

static void
test_range_is_held (void)
{
  const double values[] = { 80, 82, 85, 81 };
  g_autoptr(WayChart) chart = make_line (values, 4, WAY_MARK_LINE);
  g_autoptr(WayChartScene) scene = NULL;

  way_chart_set_range (chart, 0, 100);
  scene = way_chart_scene_new (chart, &plain);
  g_assert_nonnull (find_text (scene, "0"));
  g_assert_nonnull (find_text (scene, "100"));
}

static void
test_estimate_is_dashed_up_to_the_fact (void)
{
  const double values[] = { 1, 2, 3, 4, 5, 6, 7 };

  for (WayMarkKind kind = WAY_MARK_STEP; kind <= WAY_MARK_LINE; kind++)
    {
      g_autoptr(WayChart) chart = make_line (values, 7, kind);
      g_autoptr(WayChartScene) scene = NULL;
      const WayChartPoint *points;
      const WayChartItem *items;
      guint n, dashed = 0;

      way_chart_data_set_state (way_chart_get_data (chart), 0, 5, WAY_CHART_ESTIMATED);
      way_chart_data_set_state (way_chart_get_data (chart), 0, 6, WAY_CHART_ESTIMATED);
      way_chart_set_keyed (chart, FALSE);
      scene = way_chart_scene_new (chart, &plain);
      points = way_chart_scene_get_points (scene);
      items = way_chart_scene_get_items (scene, &n);
      for (guint i = 0; i < n; i++)
        if (items[i].kind == WAY_ITEM_PATH && items[i].line == WAY_LINE_DASHED)
          {
            guint point = kind == WAY_MARK_STEP ? 5 : 4;
            double start = way_chart_scene_get_place (scene, (WayChartAt) { 0, point });

            dashed++;
            g_assert_cmpfloat_with_epsilon (points[items[i].first].x, start, 1);
          }
      g_assert_cmpuint (dashed, ==, 1);
    }
}

static void
test_band_closes_around_its_series (void)
{
  const guint32 days[] = { 738000, 738001, 738002, 738003 };
  const double low[] = { 1, 1, NAN, 1 };
  const double high[] = { 3, 4, 5, 6 };
  g_autoptr(WayChartData) data = way_chart_data_new_days (days, 4, NULL);
  g_autoptr(WayChart) chart = NULL;
  g_autoptr(WayChartScene) scene = NULL;
  const WayChartItem *band;
  const WayChartPoint *points;

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Low", .whole = -1 }, low);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "High", .whole = -1 }, high);
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAND, .series = 0, .other = 1,
                                          .fill = WAY_CHART_PALE });
  scene = way_chart_scene_new (chart, &plain);
  band = find_item (scene, WAY_ITEM_POLYGON, WAY_CHART_PALE);
  points = way_chart_scene_get_points (scene);
  /* Two days there and back, then one day there and back, each ended. */
  g_assert_cmpuint (band->n, ==, 5 + 3);
  g_assert_true (isnan (points[band->first + 4].y));
  g_assert_cmpfloat (points[band->first].x, ==, points[band->first + 3].x);
  g_assert_cmpfloat (points[band->first].y, <, points[band->first + 3].y);
}

static void
test_excess_is_hatched_where_it_is (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);
  const WayChartItem *hatch = find_item (scene, WAY_ITEM_HATCH, WAY_CHART_OVER);
  const WayChartPoint *points = way_chart_scene_get_points (scene);

  g_assert_nonnull (hatch);
  g_assert_cmpuint (hatch->n % 2, ==, 0);
  for (guint i = hatch->first; i < hatch->first + hatch->n; i += 2)
    {
      g_assert_cmpfloat (points[i].x, <, points[i + 1].x);
      g_assert_cmpfloat (points[i].y, <, points[i + 1].y);
    }
}

static void
test_holidays_are_shaded_within_the_plot (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);
  WayChartBox plot = way_chart_scene_get_plot (scene);
  guint n, shades = 0;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    if (items[i].role == WAY_CHART_SHADE)
      {
        shades++;
        g_assert_cmpfloat (items[i].box.x, >=, plot.x);
        g_assert_cmpfloat (items[i].box.x + items[i].box.width, <=, plot.x + plot.width);
      }
  /* Of the six holidays, and none after the last day. */
  g_assert_cmpuint (shades, ==, 6);
}

#define MOST_ENDS 40

static WayChartScene *
lay_ends (const WayChartPage *page,
          const double       *at,
          guint               n)
{
  const double values[] = { 0, 100, 50, 50 };
  g_autoptr(WayChart) chart = make_line (values, 3, WAY_MARK_LINE);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("end %u", i);

      way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .y = at[i], .text = name,
                                                .role = WAY_CHART_INK });
    }
  return way_chart_scene_new (chart, page);
}

/* Baselines of the ends that are drawn, which must be the first ones asked for. */
static guint
read_ends (const WayChartScene *scene,
           guint                n,
           double              *baselines)
{
  guint drawn = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("end %u", i);
      const WayChartItem *item = find_text (scene, name);

      if (item == NULL)
        continue;
      g_assert_cmpuint (drawn, ==, i);
      baselines[drawn++] = item->box.y;
    }
  return drawn;
}

static void
assert_ends_part (const WayChartPage *page,
                  const double       *at,
                  guint               n)
{
  g_autoptr(WayChartScene) scene = lay_ends (page, at, n);
  WayChartBox plot = way_chart_scene_get_plot (scene);
  double baselines[MOST_ENDS];
  guint drawn = read_ends (scene, n, baselines);

  g_assert_cmpuint (drawn, >, 0);
  for (guint i = 0; i < drawn; i++)
    {
      g_assert_cmpfloat (baselines[i], <, plot.y + plot.height);
      g_assert_cmpfloat (baselines[i], >, plot.y);
      for (guint k = 0; k < i; k++)
        {
          gboolean above = at[i] > at[k];

          g_assert_cmpfloat (above ? baselines[k] - baselines[i] : baselines[i] - baselines[k],
                             >, 10 * WAY_CHART_UNITS_PER_POINT);
        }
    }
}

/* Words at line ends keep the order of the lines, however near these lie. */
static void
test_end_words_keep_the_order_of_lines (void)
{
  for (guint turn = 0; turn < 200; turn++)
    {
      double at[5];

      for (guint i = 0; i < G_N_ELEMENTS (at); i++)
        at[i] = (i == 0 ? 0 : at[i - 1]) + g_test_rand_double_range (0.01, 20);
      assert_ends_part (&plain, at, G_N_ELEMENTS (at));
    }
}

/* Near each other and near the edge of the plot, where they once lay on each
 * other (--seed R02Sd7bdd53e8663961596c31e5b0f92a366). */
static void
test_end_words_part_at_the_edge (void)
{
  const double low[] = { 0.44725691247472416, 8.629470897914187, 27.644007511536138,
                         45.481330911374741, 63.506709372590805 };
  const double high[] = { 99.1, 99.2, 99.3, 99.4, 99.5, 99.6, 99.7 };

  assert_ends_part (&plain, low, G_N_ELEMENTS (low));
  assert_ends_part (&plain, high, G_N_ELEMENTS (high));
}

/* More words than lines of the page: the first that were asked for are there,
 * and none lies on another. */
static void
test_end_words_that_find_no_room_are_left_out (void)
{
  WayChartPage page = plain;

  for (guint turn = 0; turn < 200; turn++)
    {
      double at[MOST_ENDS], baselines[MOST_ENDS];
      g_autoptr(WayChartScene) scene = NULL;

      for (guint i = 0; i < MOST_ENDS; i++)
        at[i] = g_test_rand_double_range (0, 100);
      page.height = g_test_rand_double_range (40, 400);
      assert_ends_part (&page, at, MOST_ENDS);
      scene = lay_ends (&page, at, MOST_ENDS);
      g_assert_cmpuint (read_ends (scene, MOST_ENDS, baselines), <, MOST_ENDS);
    }
}

/* Two words on one line part by the same, up and down. */
static void
test_end_words_move_no_more_than_they_must (void)
{
  const double one[] = { 50 };
  const double two[] = { 50, 50.001 };
  g_autoptr(WayChartScene) alone = lay_ends (&plain, one, 1);
  g_autoptr(WayChartScene) both = lay_ends (&plain, two, 2);
  double at, parted[2];

  g_assert_cmpuint (read_ends (alone, 1, &at), ==, 1);
  g_assert_cmpuint (read_ends (both, 2, parted), ==, 2);
  g_assert_cmpfloat_with_epsilon (parted[0] - at, at - parted[1], 0.1);
}

/* Against the slow obvious version: look at every point. */
static void
test_hit_agrees_with_looking_at_every_point (void)
{
  g_autoptr(WayChartScene) scene = lay_occupancy (&plain);
  WayChartBox plot = way_chart_scene_get_plot (scene);

  for (guint turn = 0; turn < 2000; turn++)
    {
      double x = g_test_rand_double_range (plot.x, plot.x + plot.width);
      double y = g_test_rand_double_range (plot.y, plot.y + plot.height);
      guint series, point, slow = 0;

      for (guint i = 0; i < TEST_OCCUPANCY_POINTS; i++)
        if (way_chart_scene_get_place (scene, (WayChartAt) { 0, i }) <= x)
          slow = i;
      g_assert_true (way_chart_scene_hit (scene, x, y, &series, &point));
      g_assert_cmpuint (point, ==, slow);
    }
}

static void
test_natural_height_has_room_for_the_plot (void)
{
  TestOccupancy occupancy;
  g_autoptr(WayChart) chart = NULL;
  g_autoptr(WayChartScene) scene = NULL;
  WayChartPage page = plain;

  test_occupancy_fill (&occupancy);
  chart = test_occupancy_chart_new (&occupancy);
  page.height = way_chart_scene_natural_height (chart, &page);
  scene = way_chart_scene_new (chart, &page);
  g_assert_cmpfloat (way_chart_scene_get_plot (scene).height, >, page.height / 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scene/words-are-there", test_words_of_the_occupancy_are_there);
  g_test_add_func ("/chart/scene/words-stay-apart", test_words_stay_apart_at_every_size);
  g_test_add_func ("/chart/scene/zero-below-a-fill", test_axis_starts_at_zero_below_a_fill);
  g_test_add_func ("/chart/scene/steps-on-pixel-edges", test_steps_lie_on_pixel_edges);
  g_test_add_func ("/chart/scene/equal-is-one-tread", test_equal_values_are_one_tread);
  g_test_add_func ("/chart/scene/gap-parts-the-line", test_gap_parts_the_line);
  g_test_add_func ("/chart/scene/hidden-has-no-height", test_hidden_value_has_no_height);
  g_test_add_func ("/chart/scene/hit/every-point", test_hit_finds_every_point);
  g_test_add_func ("/chart/scene/hit/outside", test_hit_outside_finds_nothing);
  g_test_add_func ("/chart/scene/hit/gap", test_hit_in_a_gap_finds_the_gap);
  g_test_add_func ("/chart/scene/nothing-says-so", test_nothing_says_so);
  g_test_add_func ("/chart/scene/odd-data", test_odd_data_are_laid_out);
  g_test_add_func ("/chart/scene/extremes-are-kept", test_many_points_keep_their_extremes);
  g_test_add_func ("/chart/scene/axis-above-zero", test_axis_above_zero_says_so);
  g_test_add_func ("/chart/scene/range-is-held", test_range_is_held);
  g_test_add_func ("/chart/scene/estimate-is-dashed", test_estimate_is_dashed_up_to_the_fact);
  g_test_add_func ("/chart/scene/band", test_band_closes_around_its_series);
  g_test_add_func ("/chart/scene/excess", test_excess_is_hatched_where_it_is);
  g_test_add_func ("/chart/scene/holidays", test_holidays_are_shaded_within_the_plot);
  g_test_add_func ("/chart/scene/end-words/order", test_end_words_keep_the_order_of_lines);
  g_test_add_func ("/chart/scene/end-words/edge", test_end_words_part_at_the_edge);
  g_test_add_func ("/chart/scene/end-words/room", test_end_words_that_find_no_room_are_left_out);
  g_test_add_func ("/chart/scene/end-words/nearest", test_end_words_move_no_more_than_they_must);
  g_test_add_func ("/chart/scene/hit/slow", test_hit_agrees_with_looking_at_every_point);
  g_test_add_func ("/chart/scene/natural-height", test_natural_height_has_room_for_the_plot);
  return g_test_run ();
}
