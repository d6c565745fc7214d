/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows: that gathering small ways keeps what there is and shows nothing small,
 * that the order crosses no more than it was given, and that keys go node, ribbon,
 * node. */
#include "way-chart-flow-private.h"
#include "way-chart-read.h"

#include "way-chart-private.h"

#include "way-test-chart.h"

#include <string.h>

#define N_STOPS   12
#define MOST_WAYS 40

static const char *const columns[] = { "Before", "In", "After" };

typedef struct
{
  WayFlowStop  stops[N_STOPS];
  WayFlowPath  paths[MOST_WAYS];
  WayFlowChart chart;
} Sample;

/* Four stops in each of three columns, and ways that may end early. */
static void
fill_sample (Sample *sample)
{
  static const char *const names[] = { "One", "Two", "Three", "Four" };

  memset (sample, 0, sizeof *sample);
  for (guint i = 0; i < N_STOPS; i++)
    sample->stops[i] = (WayFlowStop) { i / 4, names[i % 4] };
  sample->chart = (WayFlowChart) {
    .columns = columns, .n_columns = 3, .stops = sample->stops, .n_stops = N_STOPS,
    .paths = sample->paths, .n_paths = (guint) g_test_rand_int_range (1, MOST_WAYS),
    .limit = (guint) g_test_rand_int_range (2, 8), .count_name = "Pupils",
  };
  for (guint i = 0; i < sample->chart.n_paths; i++)
    {
      WayFlowPath *path = &sample->paths[i];

      path->stops[0] = (guint) g_test_rand_int_range (0, 4);
      path->stops[1] = (guint) g_test_rand_int_range (4, 8);
      path->stops[2] = g_test_rand_int_range (0, 5) == 0
                         ? WAY_FLOW_NONE : (guint) g_test_rand_int_range (8, 12);
      path->count = g_test_rand_int_range (1, 30);
    }
}

static double
sum_paths (const Sample *sample,
           guint         column)
{
  double sum = 0;

  for (guint i = 0; i < sample->chart.n_paths; i++)
    sum += sample->paths[i].stops[column] != WAY_FLOW_NONE ? sample->paths[i].count : 0;
  return sum;
}

static double
sum_nodes (const WayFlow *flow,
           guint          column)
{
  double sum = 0;

  for (guint i = 0; i < flow->nodes->len; i++)
    if (g_array_index (flow->nodes, WayFlowNode, i).column == column)
      sum += g_array_index (flow->nodes, WayFlowNode, i).total;
  return sum;
}

static double
sum_links (const WayFlow *flow,
           guint          node,
           gboolean       out)
{
  double sum = 0;

  for (guint i = 0; i < flow->links->len; i++)
    {
      const WayFlowLink *link = &g_array_index (flow->links, WayFlowLink, i);

      if ((out ? link->from : link->to) == node)
        sum += link->count;
    }
  return sum;
}

static void
test_nothing_small_and_nothing_lost (void)
{
  for (guint run = 0; run < 500; run++)
    {
      Sample sample;
      WayFlow *flow;

      fill_sample (&sample);
      flow = way_flow_new (&sample.chart);
      for (guint i = 0; i < flow->links->len; i++)
        g_assert_cmpfloat (g_array_index (flow->links, WayFlowLink, i).count, >=,
                           sample.chart.limit);
      for (guint i = 0; i < flow->nodes->len; i++)
        {
          const WayFlowNode *node = &g_array_index (flow->nodes, WayFlowNode, i);
          double left;

          if (!node->is_other)
            g_assert_cmpfloat (node->total, >=, sample.chart.limit);
          /* What comes to a stop is what is there; no more leaves it. */
          if (node->column > 0)
            g_assert_cmpfloat (sum_links (flow, i, FALSE), ==, node->total);
          left = node->total - sum_links (flow, i, TRUE);
          g_assert_cmpfloat (left, >=, 0);
          /* Nor can those who stay be had by taking away. */
          if (node->column < 2)
            g_assert_true (left <= 0 || left >= sample.chart.limit);
        }
      for (guint column = 0; column < 3 && flow->nodes->len > 0; column++)
        g_assert_cmpfloat (sum_nodes (flow, column), ==, sum_paths (&sample, column));
      way_flow_free (flow);
    }
}

static void
test_too_few_in_all_are_not_shown (void)
{
  Sample sample;
  g_autoptr(WayChart) chart = NULL;

  fill_sample (&sample);
  sample.chart.limit = 5;
  sample.chart.n_paths = 2;
  sample.paths[0] = (WayFlowPath) { { 0, 4, 8 }, 2 };
  sample.paths[1] = (WayFlowPath) { { 1, 5, 9 }, 1 };
  chart = way_flow_chart_new (&sample.chart);
  g_assert_cmpuint (way_chart_data_n_points (way_chart_get_data (chart)), ==, 0);
}

static void
test_order_crosses_no_more_than_given (void)
{
  for (guint run = 0; run < 200; run++)
    {
      Sample sample;
      WayFlow *kept, *found;

      fill_sample (&sample);
      sample.chart.limit = 0;
      sample.chart.keeps_order = TRUE;
      kept = way_flow_new (&sample.chart);
      sample.chart.keeps_order = FALSE;
      found = way_flow_new (&sample.chart);
      g_assert_cmpfloat (way_flow_crossings (found), <=, way_flow_crossings (kept));
      g_assert_cmpuint (found->nodes->len, ==, kept->nodes->len);
      way_flow_free (kept);
      way_flow_free (found);
    }
}

/* A picture that can be drawn without a crossing is. */
static void
test_plain_ways_do_not_cross (void)
{
  Sample sample;
  WayFlow *flow;

  fill_sample (&sample);
  sample.chart.limit = 0;
  sample.chart.n_paths = 4;
  for (guint i = 0; i < 4; i++)
    sample.paths[i] = (WayFlowPath) { { i, 7 - i, 8 + (i + 2) % 4 }, 10 };
  flow = way_flow_new (&sample.chart);
  g_assert_cmpfloat (way_flow_crossings (flow), ==, 0);
  way_flow_free (flow);
}

static void
test_order_is_kept_when_asked (void)
{
  Sample sample;
  WayFlow *flow;

  fill_sample (&sample);
  sample.chart.limit = 0;
  sample.chart.keeps_order = TRUE;
  sample.chart.n_paths = 2;
  sample.paths[0] = (WayFlowPath) { { 0, 5, 8 }, 10 };
  sample.paths[1] = (WayFlowPath) { { 1, 4, 9 }, 10 };
  flow = way_flow_new (&sample.chart);
  g_assert_cmpstr (g_array_index (flow->nodes, WayFlowNode, 0).name, ==, "One");
  g_assert_cmpstr (g_array_index (flow->nodes, WayFlowNode, 2).name, ==, "One");
  g_assert_cmpfloat (way_flow_crossings (flow), ==, 20);
  way_flow_free (flow);
}

static char *
read_after (const WayChartData *data,
            WayChartAt         *at,
            WayChartWalk        walk)
{
  way_chart_walk (data, at, walk);
  return way_chart_read_point (data, *at);
}

static void
test_keys_go_node_ribbon_node (void)
{
  Sample sample;
  g_autoptr(WayChart) chart = NULL;
  const WayChartData *data;
  WayChartAt at = { 0, 0 };
  g_autofree char *node = NULL;
  g_autofree char *ribbon = NULL;
  g_autofree char *second = NULL;
  g_autofree char *next = NULL;
  g_autofree char *back = NULL;

  fill_sample (&sample);
  sample.chart.limit = 0;
  sample.chart.keeps_order = TRUE;
  sample.chart.n_paths = 2;
  sample.paths[0] = (WayFlowPath) { { 0, 4, 8 }, 10 };
  sample.paths[1] = (WayFlowPath) { { 0, 5, 8 }, 30 };
  chart = way_flow_chart_new (&sample.chart);
  data = way_chart_get_data (chart);
  node = way_chart_read_point (data, at);
  ribbon = read_after (data, &at, WAY_WALK_NEXT);
  second = read_after (data, &at, WAY_WALK_NEXT_SERIES);
  next = read_after (data, &at, WAY_WALK_NEXT);
  back = read_after (data, &at, WAY_WALK_PREVIOUS);
  g_assert_cmpstr (node, ==, "Before: One, Pupils 40, share 100%; 1 of 8");
  g_assert_cmpstr (ribbon, ==, "From One to One, Pupils 10, share 25%; 2 of 8");
  g_assert_cmpstr (second, ==, "From One to Two, Pupils 30, share 75%; 3 of 8");
  g_assert_cmpstr (next, ==, "In: Two, Pupils 30, share 75%; 5 of 8");
  g_assert_cmpstr (back, ==, second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/flow/nothing-small-nothing-lost", test_nothing_small_and_nothing_lost);
  g_test_add_func ("/chart/flow/too-few", test_too_few_in_all_are_not_shown);
  g_test_add_func ("/chart/flow/crosses-no-more", test_order_crosses_no_more_than_given);
  g_test_add_func ("/chart/flow/plain-ways", test_plain_ways_do_not_cross);
  g_test_add_func ("/chart/flow/order-kept", test_order_is_kept_when_asked);
  g_test_add_func ("/chart/flow/keys", test_keys_go_node_ribbon_node);
  return g_test_run ();
}
