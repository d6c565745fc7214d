/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every kind of chart must do, whatever it draws: its keys reach every
 * value of its table and say it, its words lie on the sheet and not on each
 * other, a place leads back to its point, and its files are the same twice. */
#include "way-chart-export.h"
#include "way-chart-scene.h"

#include "way-test-charts.h"

#include <string.h>

typedef void (*Check) (WayChart   *chart,
                       const char *name);

static void
check_all (gconstpointer data)
{
  Check check = *(const Check *) data;

  for (guint i = 0; i < G_N_ELEMENTS (test_charts); i++)
    {
      g_autoptr(WayChart) chart = test_charts[i].make ();

      g_test_message ("%s", test_charts[i].name);
      check (chart, test_charts[i].name);
    }
}

static WayChartScene *
lay_out (WayChart *chart,
         double    width,
         double    text_scale)
{
  WayChartPage page = { .width = width, .text_scale = text_scale, .pixel = 1,
                        .parts = WAY_PARTS_ALL, .measure = test_measure };

  page.height = way_chart_scene_natural_height (chart, &page);
  return way_chart_scene_new (chart, &page);
}

/* --- keys --- */

static guint
key_of (const WayChartData *data,
        WayChartAt          at)
{
  return at.series * way_chart_data_n_points (data) + at.point;
}

/* All places that keys lead to from the first, whatever their order. */
static gboolean *
find_reached (const WayChartData *data)
{
  guint n = way_chart_data_n_points (data) * way_chart_data_n_series (data);
  gboolean *reached = g_new0 (gboolean, n);
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (WayChartAt));
  WayChartAt start = { 0, 0 };

  reached[0] = TRUE;
  g_array_append_val (open, start);
  while (open->len > 0)
    {
      WayChartAt at = g_array_index (open, WayChartAt, open->len - 1);

      g_array_set_size (open, open->len - 1);
      for (WayChartWalk walk = WAY_WALK_NEXT; walk <= WAY_WALK_PREVIOUS_SERIES; walk++)
        {
          WayChartAt to = at;

          if (!way_chart_walk (data, &to, walk) || reached[key_of (data, to)])
            continue;
          reached[key_of (data, to)] = TRUE;
          g_array_append_val (open, to);
        }
    }
  return reached;
}

static void
check_keys_reach_all (WayChart   *chart,
                      const char *name)
{
  const WayChartData *data = way_chart_get_data (chart);
  g_autofree gboolean *reached = find_reached (data);

  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    for (guint k = 0; k < way_chart_data_n_points (data); k++)
      {
        gboolean stands = way_chart_data_get_part (data, i) == WAY_PART_NONE &&
                          (i == 0 || !way_chart_data_has_groups (data));

        g_assert_cmpint (reached[key_of (data, (WayChartAt) { i, k })], ==, stands);
      }
}

/* Every cell of the table is in what is said where its series is read. */
static void
check_said_is_the_table (WayChart   *chart,
                         const char *name)
{
  const WayChartData *data = way_chart_get_data (chart);

  if (way_chart_data_has_groups (data))
    return;                     /* its label says all there is */
  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    {
      guint column = 1;

      for (guint k = 0; k < way_chart_data_n_series (data); k++, column++)
        {
          WayChartAt at = { way_chart_data_get_owner (data, k), i };
          g_autofree char *cell = way_chart_table_dup_cell (data, i, column);
          g_autofree char *said = way_chart_read_point (data, at);
          const char *plain = g_str_has_prefix (cell, "\u2212") ? cell + 3 : cell;

          if (way_chart_data_get_series (data, k)->rest != NULL)
            column++;
          if (way_chart_data_get_state (data, k, i) == WAY_CHART_NOT_APPLICABLE)
            continue;
          if (strstr (said, plain) == NULL)
            g_error ("%s: %s is not in %s", name, cell, said);
        }
    }
}

/* --- layout --- */

static gboolean
has_words (const WayChartItem *item)
{
  return item->kind == WAY_ITEM_TEXT && *item->text != '\0';
}

static WayChartBox
words_box (const WayChartItem *item)
{
  double width = six_a_letter (item->text, item->size, item->is_bold, NULL);
  double left = item->box.x;

  if (item->anchor == WAY_TEXT_MIDDLE)
    left -= width / 2;
  else if (item->anchor == WAY_TEXT_END)
    left -= width;
  return (WayChartBox) { left, item->box.y - item->size * 0.7, width, item->size * 0.7 };
}

static void
check_words (WayChart   *chart,
             const char *name,
             double      width,
             double      text_scale)
{
  g_autoptr(WayChartScene) scene = lay_out (chart, width, text_scale);
  guint n;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    {
      WayChartBox a;

      if (!has_words (&items[i]))
        continue;
      a = words_box (&items[i]);
      if (a.x < -1 || a.x + a.width > width + 1 || a.y < -1 ||
          a.y + a.height > way_chart_scene_get_height (scene) + 1)
        g_error ("%s, %g wide: “%s” leaves the sheet", name, width, items[i].text);
      for (guint k = 0; k < i; k++)
        {
          WayChartBox b = has_words (&items[k]) ? words_box (&items[k]) : (WayChartBox) { 0 };

          if (b.width > 0 && way_chart_box_meets (&a, &b))
            g_error ("%s, %g wide: “%s” lies on “%s”", name, width, items[i].text, items[k].text);
        }
    }
}

static void
check_words_stay_apart (WayChart   *chart,
                        const char *name)
{
  check_words (chart, name, 1000, 1);
  check_words (chart, name, 600, 1);
  check_words (chart, name, 1000, 2);
}

static void
check_places_lead_back (WayChart   *chart,
                        const char *name)
{
  g_autoptr(WayChartScene) scene = lay_out (chart, 1000, 1);
  const WayChartData *data = way_chart_get_data (chart);

  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    for (guint k = 0; k < way_chart_data_n_points (data); k++)
      {
        WayChartBox box, found;
        guint series, point;

        if (!way_chart_scene_find (scene, i, k, &box) ||
            !way_chart_scene_hit (scene, box.x + box.width / 2 + 0.01, box.y + box.height / 2,
                                  &series, &point))
          continue;
        if (point == k || box.width <= 0 || box.height <= 0)
          continue;
        /* Ribbons cross: then it is the smaller of both. */
        way_chart_scene_find (scene, series, point, &found);
        if (!way_chart_box_meets (&box, &found) ||
            found.width * found.height > box.width * box.height)
          g_error ("%s: the middle of %u leads to %u", name, k, point);
      }
}

/* --- words --- */

static void
check_told (WayChart   *chart,
            const char *name)
{
  const WayChartData *data = way_chart_get_data (chart);
  g_autofree char *words = way_chart_describe (data);
  g_autofree char *csv = way_chart_table_to_csv (data);
  g_auto(GStrv) lines = g_strsplit (csv, "\r\n", -1);

  g_assert_nonnull (way_chart_data_get_title (data));
  g_assert_true (g_str_has_prefix (words, way_chart_data_get_title (data)));
  g_assert_cmpuint (strlen (words), <, 2500);
  g_assert_cmpuint (g_strv_length (lines), ==, way_chart_data_n_points (data) + 2);
}

static void
check_same_twice (WayChart   *chart,
                  const char *name)
{
  for (WayChartFormat format = WAY_CHART_PNG; format <= WAY_CHART_PDF; format++)
    {
      WayChartExport as = { .format = format, .width = 700, .height = 420 };
      g_autoptr(GBytes) first = way_chart_export_bytes (chart, &as, NULL);
      g_autoptr(GBytes) second = way_chart_export_bytes (chart, &as, NULL);

      g_assert_nonnull (first);
      g_assert_true (g_bytes_equal (first, second));
    }
}

/* --- each for itself --- */

static guint
count_items (const WayChartScene *scene,
             WayChartItemKind     kind)
{
  guint n, found = 0;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    found += items[i].kind == kind;
  return found;
}

static const WayChartItem *
find_words (const WayChartScene *scene,
            const char          *text)
{
  guint n;
  const WayChartItem *items = way_chart_scene_get_items (scene, &n);

  for (guint i = 0; i < n; i++)
    if (items[i].kind == WAY_ITEM_TEXT && strstr (items[i].text, text) != NULL)
      return &items[i];
  return NULL;
}

static void
test_rates_are_read_with_what_they_are_of (void)
{
  g_autoptr(WayChart) chart = test_rates_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);
  g_autofree char *said = way_chart_read_point (data, (WayChartAt) { 0, 0 });
  g_autofree char *hidden = way_chart_read_point (data, (WayChartAt) { 0, 11 });

  g_assert_cmpstr (said, ==,
                   "Burnley, Placements per 10,000 pupils 198, 95% interval 174 to 224, "
                   "Placements 248, Pupils 12,520, above England 88, above North West 97, "
                   "above Neighbours 104; 1 of 12");
  g_assert_nonnull (strstr (hidden, "Preston, Placements per 10,000 pupils hidden"));
  g_assert_null (strstr (hidden, "interval"));
}

/* A level's name is on the sheet, and none of its lines runs through another's. */
static void
test_levels_are_all_named (void)
{
  g_autoptr(WayChart) chart = test_rates_chart_new ();
  g_autoptr(WayChartScene) scene = lay_out (chart, 600, 1);

  g_assert_nonnull (find_words (scene, "England 88"));
  g_assert_nonnull (find_words (scene, "North West 97"));
  g_assert_nonnull (find_words (scene, "Neighbours 104"));
}

static void
test_steps_of_a_waterfall_join (void)
{
  g_autoptr(WayChart) chart = test_waterfall_chart_new ();
  g_autoptr(WayChartScene) scene = lay_out (chart, 700, 1);
  WayChartBox boxes[6];

  for (guint i = 0; i < 6; i++)
    g_assert_true (way_chart_scene_find (scene, 0, i, &boxes[i]));
  /* Up: the next stands on the last; down: it hangs from it. */
  g_assert_cmpfloat_with_epsilon (boxes[1].y + boxes[1].height, boxes[0].y, 1);
  g_assert_cmpfloat_with_epsilon (boxes[2].y + boxes[2].height, boxes[1].y, 1);
  g_assert_cmpfloat_with_epsilon (boxes[4].y, boxes[3].y, 1);
  g_assert_cmpfloat_with_epsilon (boxes[5].y, boxes[4].y + boxes[4].height, 1);
  g_assert_cmpfloat_with_epsilon (boxes[5].y + boxes[5].height, boxes[0].y + boxes[0].height, 1);
  g_assert_nonnull (find_words (scene, "+\u00a30.31m"));
  g_assert_nonnull (find_words (scene, "\u2212\u00a30.13m"));
}

static void
test_fan_says_its_chances (void)
{
  g_autoptr(WayChart) chart = test_fan_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);
  g_autofree char *fact = way_chart_read_point (data, (WayChartAt) { 0, 3 });
  g_autofree char *guess = way_chart_read_point (data, (WayChartAt) { 0, 30 });

  g_assert_null (strstr (fact, "range"));
  g_assert_nonnull (strstr (guess, "(forecast), 50% range "));
  g_assert_nonnull (strstr (guess, "Chance to be above “Places” "));
}

/* The wider a band, the more it holds, and each lies on the one before. */
static void
test_bands_of_a_fan_nest (void)
{
  g_autoptr(WayChart) chart = test_fan_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);

  for (guint i = TEST_FAN_START; i < TEST_FAN_POINTS; i++)
    for (guint k = 3; k < 7; k++)
      {
        double inner = way_chart_data_get_value (data, k - 2, i);
        double outer = way_chart_data_get_value (data, k, i);

        if (k % 2 == 1)
          g_assert_cmpfloat (outer, <, inner);
        else
          g_assert_cmpfloat (outer, >, inner);
      }
}

static void
test_funnel_names_who_is_outside (void)
{
  g_autoptr(WayChart) chart = test_funnel_chart_new ();
  g_autoptr(WayChartScene) scene = lay_out (chart, 860, 1);
  g_autofree char *words = way_chart_describe (way_chart_get_data (chart));

  g_assert_nonnull (find_words (scene, "Burnley"));
  g_assert_null (find_words (scene, "Chorley"));
  g_assert_nonnull (strstr (words, "Above the 99.8% limits: Burnley."));
  /* By size, not by rate. */
  for (guint i = 1; i < way_chart_data_n_points (way_chart_get_data (chart)); i++)
    g_assert_cmpfloat (way_chart_data_get_value (way_chart_get_data (chart), 2, i), >=,
                       way_chart_data_get_value (way_chart_get_data (chart), 2, i - 1));
}

static void
test_multiples_share_a_scale (void)
{
  for (guint is_free = 0; is_free < 2; is_free++)
    {
      g_autoptr(WayChart) chart = test_multiples_chart_new ();
      g_autoptr(WayChartScene) scene = NULL;
      WayChartBox first, last;
      double first_share, last_share;

      way_chart_set_free (chart, is_free == 1);
      scene = lay_out (chart, 1000, 1);
      g_assert_true (way_chart_scene_find (scene, 1, 0, &first));
      g_assert_true (way_chart_scene_find (scene, 11, 0, &last));
      first_share = 1 - (first.y - way_chart_scene_get_plot_of (scene, 1).y) /
                          way_chart_scene_get_plot_of (scene, 1).height;
      last_share = 1 - (last.y - way_chart_scene_get_plot_of (scene, 11).y) /
                         way_chart_scene_get_plot_of (scene, 11).height;
      /* 56 places and 20. */
      if (is_free == 0)
        g_assert_cmpfloat_with_epsilon (last_share / first_share, 20.0 / 56, 0.03);
      else
        g_assert_cmpfloat (last_share / first_share, >, 0.8);
      g_assert_nonnull (find_words (scene, is_free == 0 ? "the same scale for all"
                                                        : "each with a scale of its own"));
    }
}

static void
test_matrix_means_are_of_what_is_shown (void)
{
  g_autoptr(WayChart) chart = test_matrix_chart_new ();
  const WayChartData *data = way_chart_get_data (chart);
  guint last = way_chart_data_n_points (data) - 1;
  double sum = 0;
  guint n = 0;
  g_autofree char *said = way_chart_read_point (data, (WayChartAt) { 3, last });

  for (guint i = 0; i < last; i++)
    if (!isnan (way_chart_data_get_value (data, 3, i)))
      {
        sum += way_chart_data_get_value (data, 3, i);
        n++;
      }
  g_assert_cmpuint (n, ==, TEST_MATRIX_DAYS - 3);
  g_assert_cmpfloat_with_epsilon (way_chart_data_get_value (data, 3, last), sum / n, 1e-9);
  g_assert_true (g_str_has_prefix (said, "Mean, "));
  /* A month in which all were closed has no mean, and says why. */
  g_assert_cmpint (way_chart_data_get_state (data, 6, 11), ==, WAY_CHART_CLOSED);
}

static void
test_unsure_bars_are_hatched (void)
{
  g_autoptr(WayChart) chart = test_costs_chart_new ();
  g_autoptr(WayChartScene) scene = lay_out (chart, 760, 1);

  /* Four kinds in the provisional year, and the key. */
  g_assert_cmpuint (count_items (scene, WAY_ITEM_HATCH), ==, 5);
  g_assert_nonnull (find_words (scene, "provisional"));
}

static void
test_lines_key_their_states (void)
{
  static const char *const words[] = {
    "estimated", "provisional", "hidden, a small number", "not collected",
  };
  g_autoptr(WayChart) chart = test_lines_chart_new ();
  g_autoptr(WayChartScene) scene = lay_out (chart, 900, 1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (find_words (scene, words[i]));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    Check       check;
  } checks[] = {
    { "/chart/kinds/keys-reach-all", check_keys_reach_all },
    { "/chart/kinds/said-is-the-table", check_said_is_the_table },
    { "/chart/kinds/words-stay-apart", check_words_stay_apart },
    { "/chart/kinds/places-lead-back", check_places_lead_back },
    { "/chart/kinds/told", check_told },
    { "/chart/kinds/same-twice", check_same_twice },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    g_test_add_data_func (checks[i].path, &checks[i].check, check_all);
  g_test_add_func ("/chart/rates/read", test_rates_are_read_with_what_they_are_of);
  g_test_add_func ("/chart/rates/levels", test_levels_are_all_named);
  g_test_add_func ("/chart/waterfall/joins", test_steps_of_a_waterfall_join);
  g_test_add_func ("/chart/fan/chances", test_fan_says_its_chances);
  g_test_add_func ("/chart/fan/nests", test_bands_of_a_fan_nest);
  g_test_add_func ("/chart/funnel/outside", test_funnel_names_who_is_outside);
  g_test_add_func ("/chart/multiples/scale", test_multiples_share_a_scale);
  g_test_add_func ("/chart/matrix/means", test_matrix_means_are_of_what_is_shown);
  g_test_add_func ("/chart/costs/hatched", test_unsure_bars_are_hatched);
  g_test_add_func ("/chart/lines/states", test_lines_key_their_states);
  return g_test_run ();
}
