/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money as stacked columns, and its change as a waterfall. */

#include "way-chart-costs.h"

#include <glib/gi18n.h>
#include <math.h>

#define CHANGE 0
#define TOTAL  1

static double
total_of (const WayCostChart *cost,
          guint               year)
{
  double sum = 0;

  for (guint i = 0; i < cost->n_kinds; i++)
    sum += isfinite (cost->spend[i][year]) ? cost->spend[i][year] : 0;
  return sum;
}

/* "Spend rose from £1.2m in 2023/24 to £1.5m in 2024/25". */
static char *
say_course (const WayCostChart *cost)
{
  WayChartTranslateFunc translate = cost->translate;
  guint last = cost->n_years - 1;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (cost->n_years == 0)
    return g_strdup (way_chart_say (translate, N_("Nothing to show yet")));
  from = way_chart_say_amount (total_of (cost, 0), cost->decimals, cost->unit);
  to = way_chart_say_amount (total_of (cost, last), cost->decimals, cost->unit);
  if (g_str_equal (from, to))
    return g_strdup_printf (way_chart_say (translate, N_("Spend was %s in %s and in %s")), to,
                            cost->years[0], cost->years[last]);
  if (total_of (cost, last) > total_of (cost, 0))
    return g_strdup_printf (way_chart_say (translate, N_("Spend rose from %s in %s to %s in %s")),
                            from, cost->years[0], to, cost->years[last]);
  return g_strdup_printf (way_chart_say (translate, N_("Spend fell from %s in %s to %s in %s")),
                          from, cost->years[0], to, cost->years[last]);
}

WayChart *
way_cost_chart_new (const WayCostChart *cost)
{
  g_autoptr(WayChartData) data = NULL;
  g_autofree char *title = cost->title != NULL ? g_strdup (cost->title) : say_course (cost);
  WayChart *chart;

  g_return_val_if_fail (cost->n_kinds <= WAY_COST_MOST_KINDS, NULL);

  data = way_chart_data_new_labels (way_chart_say (cost->translate, N_("Year")), cost->years,
                                    cost->n_years, cost->translate);
  for (guint i = 0; i < cost->n_kinds; i++)
    way_chart_data_add_series (data, &(WayChartSeries) { .name = cost->kinds[i],
                                                         .unit = cost->unit,
                                                         .decimals = cost->decimals,
                                                         .whole = -1 }, cost->spend[i]);
  for (guint i = 0; i < cost->n_kinds && cost->states != NULL; i++)
    for (guint k = 0; k < cost->n_years; k++)
      if (isfinite (cost->spend[i][k]))
        way_chart_data_set_state (data, i, k, cost->states[k]);
  way_chart_data_set_title (data, title);
  way_chart_data_set_subtitle (data, cost->subtitle);
  way_chart_data_set_source (data, cost->source);
  chart = way_chart_new (data, WAY_CHART_COLUMNS);
  way_chart_set_stacked (chart, TRUE);
  for (guint i = 0; i < cost->n_kinds; i++)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = i,
                                            .role = WAY_CHART_SERIES_1 + i });
  return chart;
}

/* --- the waterfall --- */

/* "£0.3m more in 2025/26 than in 2024/25". */
static char *
say_change (const WayWaterfallChart *waterfall,
            double                   change)
{
  WayChartTranslateFunc translate = waterfall->translate;
  g_autofree char *size = way_chart_say_amount (fabs (change), waterfall->decimals,
                                                waterfall->unit);
  g_autofree char *nothing = way_chart_say_amount (0, waterfall->decimals, waterfall->unit);

  if (g_str_equal (size, nothing))
    return g_strdup_printf (way_chart_say (translate, N_("As much in %s as in %s")),
                            waterfall->to_name, waterfall->from_name);
  if (change > 0)
    return g_strdup_printf (way_chart_say (translate, N_("%s more in %s than in %s")), size,
                            waterfall->to_name, waterfall->from_name);
  return g_strdup_printf (way_chart_say (translate, N_("%s less in %s than in %s")), size,
                          waterfall->to_name, waterfall->from_name);
}

WayChart *
way_waterfall_chart_new (const WayWaterfallChart *waterfall)
{
  guint n = waterfall->n + 2;
  g_autofree const char **names = g_new0 (const char *, n);
  g_autofree double *changes = g_new (double, n);
  g_autofree double *totals = g_new (double, n);
  g_autoptr(WayChartData) data = NULL;
  g_autofree char *title = NULL;
  WayChart *chart;

  names[0] = waterfall->from_name;
  names[n - 1] = waterfall->to_name;
  changes[0] = changes[n - 1] = NAN;
  totals[0] = waterfall->from;
  for (guint i = 0; i < waterfall->n; i++)
    {
      names[i + 1] = waterfall->names[i];
      changes[i + 1] = waterfall->changes[i];
      totals[i + 1] = totals[i] + waterfall->changes[i];
    }
  totals[n - 1] = totals[n - 2];
  title = waterfall->title != NULL ? g_strdup (waterfall->title)
                                   : say_change (waterfall, totals[n - 1] - totals[0]);
  data = way_chart_data_new_labels (waterfall->heading, names, n, waterfall->translate);
  way_chart_data_add_series (data,
                             &(WayChartSeries) {
                               .name = way_chart_say (waterfall->translate, N_("Change")),
                               .unit = waterfall->unit, .decimals = waterfall->decimals,
                               .whole = -1 }, changes);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = waterfall->total_name,
                                                       .unit = waterfall->unit,
                                                       .decimals = waterfall->decimals,
                                                       .whole = -1 }, totals);
  way_chart_data_set_state (data, CHANGE, 0, WAY_CHART_NOT_APPLICABLE);
  way_chart_data_set_state (data, CHANGE, n - 1, WAY_CHART_NOT_APPLICABLE);
  way_chart_data_set_title (data, title);
  way_chart_data_set_subtitle (data, waterfall->subtitle);
  way_chart_data_set_source (data, waterfall->source);
  chart = way_chart_new (data, WAY_CHART_COLUMNS);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_CHANGE, .series = CHANGE,
                                          .other = TOTAL, .role = WAY_CHART_SERIES_1,
                                          .fill = WAY_CHART_SERIES_2 });
  return chart;
}
