/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A flow as a table with ways for the keys through it, and as sentences. */

#include "way-chart-flow-private.h"

#include "way-chart-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define COUNT       0
#define SHARE       1
#define MOST_TOLD   4         /* of the largest ribbons, in words */

static const WayFlowNode *
node_at (const WayFlow *self,
         guint          i)
{
  return &g_array_index (self->nodes, WayFlowNode, i);
}

static const WayFlowLink *
link_at (const WayFlow *self,
         guint          i)
{
  return &g_array_index (self->links, WayFlowLink, i);
}

static guint
count_points (const WayFlow *self)
{
  return self->nodes->len + self->links->len;
}

static char *
name_link (const WayFlow         *self,
           const WayFlowLink     *link,
           WayChartTranslateFunc  translate)
{
  /* Translators: "Mainstream school", "Beacon Centre". */
  return g_strdup_printf (way_chart_say (translate, N_("From %s to %s")),
                          node_at (self, link->from)->name, node_at (self, link->to)->name);
}

static double
column_total (const WayFlow *self,
              guint          column)
{
  double sum = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    sum += node_at (self, i)->column == column ? node_at (self, i)->total : 0;
  return sum;
}

/* --- the keys --- */

/* The first link that leaves a node, or that enters it; itself where none does. */
static guint
find_link (const WayFlow *self,
           guint          node,
           gboolean       leaves)
{
  for (guint i = 0; i < self->links->len; i++)
    if ((leaves ? link_at (self, i)->from : link_at (self, i)->to) == node)
      return link_at (self, i)->point;
  return node_at (self, node)->point;
}

static WayChartWays *
find_ways (const WayFlow *self)
{
  WayChartWays *ways = g_new0 (WayChartWays, MAX (count_points (self), 1));

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const WayFlowNode *node = node_at (self, i);
      gboolean is_first = i == 0 || node_at (self, i - 1)->column != node->column;
      gboolean is_last = i + 1 == self->nodes->len ||
                         node_at (self, i + 1)->column != node->column;

      ways[node->point] = (WayChartWays) {
        .next = find_link (self, i, TRUE),
        .previous = find_link (self, i, FALSE),
        .down = is_last ? node->point : node->point + 1,
        .up = is_first ? node->point : node->point - 1,
      };
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      const WayFlowLink *link = link_at (self, i);
      guint column = node_at (self, link->from)->column;
      gboolean is_first = i == 0 || node_at (self, link_at (self, i - 1)->from)->column != column;
      gboolean is_last = i + 1 == self->links->len ||
                         node_at (self, link_at (self, i + 1)->from)->column != column;

      ways[link->point] = (WayChartWays) {
        .next = node_at (self, link->to)->point,
        .previous = node_at (self, link->from)->point,
        .down = is_last ? link->point : link->point + 1,
        .up = is_first ? link->point : link->point - 1,
      };
    }
  return ways;
}

/* --- the table --- */

static WayChartData *
make_data (const WayFlowChart *chart,
           const WayFlow      *self)
{
  WayChartTranslateFunc translate = chart->translate;
  guint n = count_points (self);
  g_auto(GStrv) labels = g_new0 (char *, n + 1);
  g_autofree double *counts = g_new0 (double, MAX (n, 1));
  g_autofree double *shares = g_new0 (double, MAX (n, 1));
  g_autofree WayChartWays *ways = find_ways (self);
  WayChartData *data;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const WayFlowNode *node = node_at (self, i);

      labels[node->point] = g_strdup_printf ("%s: %s",
                                             (char *) g_ptr_array_index (self->columns,
                                                                         node->column),
                                             node->name);
      counts[node->point] = node->total;
      shares[node->point] = 100 * node->total / column_total (self, node->column);
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      const WayFlowLink *link = link_at (self, i);

      labels[link->point] = name_link (self, link, translate);
      counts[link->point] = link->count;
      shares[link->point] = 100 * link->count / node_at (self, link->from)->total;
    }
  data = way_chart_data_new_labels (way_chart_say (translate, N_("Where")),
                                    (const char *const *) labels, n, translate);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = chart->count_name, .whole = -1 },
                             counts);
  way_chart_data_add_series (data,
                             &(WayChartSeries) {
                               .name = way_chart_say (translate, N_("Share of where it starts")),
                               .spoken = way_chart_say (translate, N_("share")),
                               .unit = "%", .whole = -1 }, shares);
  way_chart_data_set_part (data, SHARE, COUNT, WAY_PART_BESIDE);
  if (n > 0)
    way_chart_data_set_ways (data, ways);
  way_chart_data_set_subtitle (data, chart->subtitle);
  way_chart_data_set_source (data, chart->source);
  return data;
}

/* --- sentences --- */

/* The largest of those not yet told; ties go to the first. */
static const WayFlowLink *
find_largest (const WayFlow *self,
              gboolean      *told)
{
  guint best = self->links->len;

  for (guint i = 0; i < self->links->len; i++)
    if (!told[i] && (best == self->links->len || link_at (self, i)->count >
                                                   link_at (self, best)->count))
      best = i;
  if (best == self->links->len)
    return NULL;
  told[best] = TRUE;
  return link_at (self, best);
}

static void
tell (const WayFlowChart *chart,
      const WayFlow      *self,
      WayChartData       *data)
{
  g_autofree gboolean *told = g_new0 (gboolean, MAX (self->links->len, 1));

  for (guint i = 0; i < MOST_TOLD; i++)
    {
      const WayFlowLink *link = find_largest (self, told);
      g_autofree char *name = link != NULL ? name_link (self, link, chart->translate) : NULL;
      g_autofree char *number = link != NULL ? way_chart_say_number (link->count, 0) : NULL;
      g_autofree char *text = NULL;

      if (link == NULL)
        return;
      if (i == 0)
        {
          g_autofree char *most =
            g_strdup_printf (way_chart_say (chart->translate, N_("The largest way is %s: %s")),
                             name, number);

          way_chart_data_set_title (data, most);
        }
      text = g_strdup_printf ("%s: %s", name, number);
      way_chart_data_add_note (data, text);
    }
}

static void
say_limit (const WayFlowChart *chart,
           const WayFlow      *self,
           WayChartData       *data)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->nodes->len; i++)
    if (node_at (self, i)->is_other && text == NULL)
      {
        text = g_strdup_printf (way_chart_say (chart->translate,
                                               N_("Ways of fewer than %u are shown together")),
                                chart->limit);
        way_chart_data_add_note (data, text);
      }
}

WayChart *
way_flow_chart_new (const WayFlowChart *flow)
{
  g_autoptr(WayChartData) data = NULL;
  WayFlow *self;
  WayChart *chart;

  g_return_val_if_fail (flow->n_columns >= 2 && flow->n_columns <= WAY_FLOW_MOST_COLUMNS, NULL);

  self = way_flow_new (flow);
  data = make_data (flow, self);
  tell (flow, self, data);
  say_limit (flow, self, data);
  if (flow->title != NULL)
    way_chart_data_set_title (data, flow->title);
  chart = way_chart_new (data, WAY_CHART_FLOW);
  chart->flow = self;
  return chart;
}
