/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-strategy-chart.h"

#include <glib/gi18n.h>

#define MOST_BARS 12

static const WayChartRole roles[WAY_N_ACTION_STATES] = {
  [WAY_ACTION_DONE] = WAY_CHART_SERIES_1,
  [WAY_ACTION_UNDER_WAY] = WAY_CHART_SERIES_2,
  [WAY_ACTION_TO_DO] = WAY_CHART_MUTED,
  [WAY_ACTION_LATE] = WAY_CHART_SERIES_4,
  [WAY_ACTION_DROPPED] = WAY_CHART_SERIES_3,
};

char *
way_strategy_say (const WayStrategyView *view,
                  WayChartTranslateFunc  translate)
{
  guint done = view->n_states[WAY_ACTION_DONE];
  guint late = view->n_states[WAY_ACTION_LATE];
  g_autofree char *all =
    g_strdup_printf (way_chart_say_n (translate, N_("%u of %u action is done"),
                                      N_("%u of %u actions are done"), view->n_actions),
                     done, view->n_actions);
  g_autofree char *behind = NULL;

  if (late == 0)
    return g_steal_pointer (&all);
  behind = g_strdup_printf (way_chart_say_n (translate, N_("%s, %u is late"),
                                             N_("%s, %u are late"), late), all, late);
  return g_steal_pointer (&behind);
}

static gboolean
is_in (const GArray   *counts,
       WayActionState  state)
{
  for (guint i = 0; i < counts->len; i++)
    if (((const guint *) (const void *) (counts->data + i * sizeof (guint[WAY_N_ACTION_STATES])))
          [state] > 0)
      return TRUE;
  return FALSE;
}

static void
add_state (WayChart              *chart,
           const GArray          *counts,
           WayActionState         state,
           WayChartTranslateFunc  translate)
{
  const WayCode *code = way_action_state_code (state);
  const char *name = way_chart_say (translate, code->label);
  g_autofree double *values = g_new (double, counts->len);
  const guint (*rows)[WAY_N_ACTION_STATES] = (const void *) counts->data;
  WayMark mark = { .kind = WAY_MARK_BAR, .role = roles[state] };

  for (guint i = 0; i < counts->len; i++)
    values[i] = rows[i][state];
  mark.series = way_chart_data_add_series (way_chart_get_data (chart),
                                           &(WayChartSeries) { .name = name }, values);
  way_chart_add_mark (chart, &mark);
}

static char **
month_names (const GArray          *days,
             WayChartTranslateFunc  translate)
{
  char **names = g_new0 (char *, days->len + 1);

  for (guint i = 0; i < days->len; i++)
    {
      const GDate *day = &g_array_index (days, GDate, i);
      const char *month = way_chart_say_short_month (translate, (guint) g_date_get_month (day));

      names[i] = g_strdup_printf ("%s %02u", month, g_date_get_year (day) % 100u);
    }
  return names;
}

WayChart *
way_strategy_chart_new (const WayStrategyView *view,
                        const GDate           *on,
                        WayChartTranslateFunc  translate)
{
  g_autoptr(GArray) days = NULL;
  g_autoptr(GArray) counts = NULL;
  g_auto(GStrv) names = NULL;
  g_autofree char *title = way_strategy_say (view, translate);
  g_autofree char *subtitle = NULL;
  g_autoptr(WayChartData) data = NULL;
  g_autoptr(WayChart) chart = NULL;

  way_strategy_series (view, on, MOST_BARS, &days, &counts);
  names = month_names (days, translate);
  data = way_chart_data_new_labels (way_chart_say (translate, N_("End of month")),
                                    (const char *const *) names, days->len, translate);
  way_chart_data_set_title (data, title);
  subtitle = g_strdup_printf (way_chart_say (translate, N_("Actions by how they stood: %s")),
                              view->strategy->name);
  way_chart_data_set_subtitle (data, subtitle);
  chart = way_chart_new (data, WAY_CHART_COLUMNS);
  way_chart_set_stacked (chart, TRUE);
  for (WayActionState state = 0; state < WAY_N_ACTION_STATES; state++)
    if (is_in (counts, state))
      add_state (chart, counts, state, translate);
  return g_steal_pointer (&chart);
}
