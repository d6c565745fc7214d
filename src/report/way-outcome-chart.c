/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-outcome-chart.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* --- Words --- */

static double
as_number (gint64 value,
           guint  decimals)
{
  return (double) value / pow (10, decimals);
}

static char *
say_number (const WayCode         *row,
            const char            *unit,
            double                 value,
            guint                  decimals,
            WayChartTranslateFunc  translate)
{
  g_autofree char *number = way_chart_say_number (value, decimals);

  if (g_strcmp0 (unit, "percent") == 0)
    return g_strdup_printf (way_chart_say (translate, N_("%s%%")), number);
  if (g_strcmp0 (unit, "GBP") == 0)
    return g_strdup_printf ("£%s", number);
  return g_steal_pointer (&number);
}

static char *
say_kind (WayResultKind          kind,
          WayChartTranslateFunc  translate)
{
  return g_strdup (way_chart_say (translate, way_codes_label ("result_symbol",
                                                              way_result_symbol (kind))));
}

char *
way_outcome_say (const WayCode         *row,
                 const WayResult       *result,
                 gboolean               is_whole,
                 WayChartTranslateFunc  translate)
{
  guint decimals = way_indicators_decimals (row);

  if (result->kind != WAY_RESULT_NUMBER)
    return say_kind (result->kind, translate);
  return say_number (row, way_indicators_unit (row, is_whole),
                     as_number (result->value, decimals), decimals, translate);
}

static char *
say_level (const WayCode         *row,
           gint64                 level,
           WayChartTranslateFunc  translate)
{
  WayResult result = { .kind = WAY_RESULT_NUMBER, .value = level };

  return way_outcome_say (row, &result, TRUE, translate);
}

char *
way_outcome_say_aim (const WayCode         *row,
                     const WayAim          *aim,
                     WayChartTranslateFunc  translate)
{
  g_autofree char *low = say_level (row, aim->low, translate);
  g_autofree char *high = say_level (row, aim->high, translate);

  switch (aim->kind)
    {
    case WAY_AIM_AT_LEAST:
      return g_strdup_printf (way_chart_say (translate, N_("at least %s")), low);
    case WAY_AIM_AT_MOST:
      return g_strdup_printf (way_chart_say (translate, N_("at most %s")), high);
    case WAY_AIM_BAND:
      return g_strdup_printf (way_chart_say (translate, N_("%s to %s")), low, high);
    case WAY_AIM_NONE:
    default:
      return NULL;
    }
}

char *
way_outcome_say_published (const WayCode         *row,
                           const char            *value,
                           WayChartTranslateFunc  translate)
{
  const char *point = strchr (value, '.');
  guint decimals = point != NULL ? (guint) strlen (point + 1) : 0;
  WayResultKind kind;

  if (way_result_from_symbol (value, &kind))
    return say_kind (kind, translate);
  return say_number (row, way_code_get (row, "unit"), g_ascii_strtod (value, NULL), decimals,
                     translate);
}

char *
way_outcome_say_change (const WayOutcome      *outcome,
                        WayChartTranslateFunc  translate)
{
  const char *name = way_chart_say (translate, outcome->row->label);
  g_autofree char *now = way_outcome_say (outcome->row, &outcome->now, TRUE, translate);
  g_autofree char *before = way_outcome_say (outcome->row, &outcome->before, TRUE, translate);

  if (outcome->now.kind != WAY_RESULT_NUMBER || outcome->before.kind != WAY_RESULT_NUMBER)
    return g_strdup_printf (way_chart_say (translate, N_("%s: %s")), name, now);
  return g_strdup_printf (way_chart_say (translate, N_("%s: %s, after %s a year before")), name,
                          now, before);
}

/* --- The chart --- */

static void
add_level (WayChart     *chart,
           double        y,
           const char   *text,
           WayChartRole  role)
{
  WayGuide guide = { .kind = WAY_GUIDE_LEVEL, .y = y, .text = text, .role = role };

  way_chart_add_guide (chart, &guide);
}

static void
add_aim (WayChart              *chart,
         const WayOutcome      *outcome,
         WayChartTranslateFunc  translate)
{
  guint decimals = way_indicators_decimals (outcome->row);
  g_autofree char *aim = way_outcome_say_aim (outcome->row, &outcome->aim, translate);
  g_autofree char *text = NULL;

  if (aim == NULL)
    return;
  text = g_strdup_printf (way_chart_say (translate, N_("Target: %s")), aim);
  way_chart_data_add_note (way_chart_get_data (chart), text);
  add_level (chart, as_number (outcome->aim.high, decimals), text, WAY_CHART_INK);
  if (outcome->aim.kind == WAY_AIM_BAND)
    add_level (chart, as_number (outcome->aim.low, decimals), "", WAY_CHART_INK);
}

static void
add_england (WayChart              *chart,
             const WayOutcome      *outcome,
             WayChartTranslateFunc  translate)
{
  g_autofree char *figure = NULL;
  g_autofree char *text = NULL;
  gint64 value;

  if (outcome->england == NULL || outcome->england->value == NULL)
    return;
  figure = way_outcome_say_published (outcome->row, outcome->england->value, translate);
  text = g_strdup_printf (way_chart_say (translate, N_("England: %s")), figure);
  way_chart_data_add_note (way_chart_get_data (chart), text);
  if (way_result_parse (outcome->england->value, way_indicators_decimals (outcome->row), &value))
    add_level (chart, as_number (value, way_indicators_decimals (outcome->row)), text,
               WAY_CHART_SERIES_2);
}

/* What is no number is a gap of its kind, never a zero. */
static WayChartState
state_of (const WayResult *result)
{
  switch (result->kind)
    {
    case WAY_RESULT_NUMBER:
    case WAY_RESULT_LOW:
      return WAY_CHART_NORMAL;
    case WAY_RESULT_SUPPRESSED:
      return WAY_CHART_SUPPRESSED;
    case WAY_RESULT_NOT_APPLICABLE:
    case WAY_RESULT_NOT_COLLECTED:
    case WAY_RESULT_UNRELIABLE:
    default:
      return WAY_CHART_MISSING;
    }
}

static WayChartData *
make_data (const WayOutcome      *outcome,
           const GArray          *points,
           WayChartTranslateFunc  translate)
{
  guint decimals = way_indicators_decimals (outcome->row);
  const char *unit = way_indicators_unit (outcome->row, TRUE);
  g_autofree guint32 *days = g_new (guint32, MAX (points->len, 1));
  g_autofree double *values = g_new (double, MAX (points->len, 1));
  const WayCode *of_unit = way_codes_lookup ("indicator_unit", unit);
  const char *brief = of_unit != NULL ? way_code_get (of_unit, "short") : NULL;
  WayChartSeries series = {
    .name = way_chart_say (translate, outcome->row->label),
    .unit = brief != NULL ? brief : way_chart_say (translate, way_codes_label ("indicator_unit",
                                                                               unit)),
    .decimals = decimals, .whole = -1,
  };
  WayChartData *data;

  for (guint i = 0; i < points->len; i++)
    {
      const WayOutcomePoint *point = &g_array_index (points, WayOutcomePoint, i);

      days[i] = way_date_julian (&point->to);
      values[i] = state_of (&point->result) == WAY_CHART_NORMAL
                    ? as_number (point->result.value, decimals) : NAN;
    }
  data = way_chart_data_new_days (days, points->len, translate);
  way_chart_data_add_series (data, &series, values);
  for (guint i = 0; i < points->len; i++)
    way_chart_data_set_state (data, 0, i,
                              state_of (&g_array_index (points, WayOutcomePoint, i).result));
  return data;
}

WayChart *
way_outcome_chart_new (const WayOutcome      *outcome,
                       const GArray          *points,
                       WayChartTranslateFunc  translate)
{
  g_autoptr(WayChartData) data = make_data (outcome, points, translate);
  g_autoptr(WayChart) chart = NULL;
  g_autofree char *title = way_outcome_say_change (outcome, translate);
  const char *numerator = way_indicators_numerator (outcome->row);
  WayMark line = { .kind = WAY_MARK_LINE, .role = WAY_CHART_SERIES_1, .has_end_dot = TRUE };
  WayMark dots = { .kind = WAY_MARK_DOT, .role = WAY_CHART_SERIES_1 };

  way_chart_data_set_title (data, title);
  way_chart_data_set_subtitle (data, way_chart_say (translate, numerator));
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_set_units (chart, way_chart_data_get_series (data, 0)->unit);
  way_chart_add_mark (chart, &line);
  way_chart_add_mark (chart, &dots);
  way_chart_set_range (chart, 0, 0);
  add_aim (chart, outcome, translate);
  add_england (chart, outcome, translate);
  return g_steal_pointer (&chart);
}
