/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A forecast as one series with bands, and what it says in words. */

#include "way-chart-fan.h"

#include <glib/gi18n.h>
#include <math.h>

#define VALUE  0
#define LIKELY 50.0           /* per cent */

/* The first point of the forecast; n where there is none. */
static guint
find_start (const WayFanChart *fan)
{
  guint i = 0;

  while (i < fan->n && !isfinite (fan->middle[i]))
    i++;
  return i;
}

static guint
add_series (const WayFanChart *fan,
            WayChartData      *data,
            const char        *name,
            const char        *spoken,
            const char        *unit,
            const double      *values)
{
  return way_chart_data_add_series (data, &(WayChartSeries) {
                                      .name = name, .spoken = spoken, .unit = unit,
                                      .decimals = unit != NULL ? 0 : fan->decimals,
                                      .whole = -1 }, values);
}

/* What there can be none of before the forecast is no gap. */
static void
mark_before (const WayFanChart *fan,
             WayChartData      *data,
             guint              series)
{
  for (guint i = 0; i < fan->n; i++)
    if (isnan (way_chart_data_get_value (data, series, i)))
      way_chart_data_set_state (data, series, i, WAY_CHART_NOT_APPLICABLE);
}

static void
add_band (const WayFanChart *fan,
          WayChartData      *data,
          const WayFanBand  *band)
{
  WayChartTranslateFunc translate = fan->translate;
  g_autofree char *spoken = g_strdup_printf (way_chart_say (translate, N_("%u%% range")),
                                             band->level);
  g_autofree char *low = g_strdup_printf (way_chart_say (translate, N_("%u%% range, from")),
                                          band->level);
  g_autofree char *high = g_strdup_printf (way_chart_say (translate, N_("%u%% range, to")),
                                           band->level);
  guint series = add_series (fan, data, low, spoken, NULL, band->low);

  way_chart_data_set_part (data, series, VALUE, WAY_PART_LOW);
  mark_before (fan, data, series);
  series = add_series (fan, data, high, NULL, NULL, band->high);
  way_chart_data_set_part (data, series, VALUE, WAY_PART_HIGH);
  mark_before (fan, data, series);
}

static void
add_chances (const WayFanChart *fan,
             WayChartData      *data)
{
  WayChartTranslateFunc translate = fan->translate;
  g_autofree char *name = NULL;
  guint series;

  if (fan->chances == NULL || fan->places == NULL)
    return;
  name = g_strdup_printf (way_chart_say (translate, N_("Chance to be above “%s”")),
                          fan->places_name);
  series = add_series (fan, data, name, NULL, "%", fan->chances);
  way_chart_data_set_part (data, series, VALUE, WAY_PART_BESIDE);
  mark_before (fan, data, series);
}

static void
add_older (const WayFanChart *fan,
           WayChartData      *data,
           const WayFanOlder *older)
{
  guint series = add_series (fan, data, older->name, NULL, NULL, older->values);

  mark_before (fan, data, series);
  for (guint i = 0; i < fan->n; i++)
    if (isfinite (older->values[i]))
      way_chart_data_set_state (data, series, i, WAY_CHART_FORECAST);
}

/* Series 0, then two a band, then the chances; places and older ones last. */
static WayChartData *
make_data (const WayFanChart *fan)
{
  WayChartData *data = way_chart_data_new_days (fan->days, fan->n, fan->translate);
  g_autofree double *values = g_new (double, MAX (fan->n, 1));

  if (data == NULL)
    return NULL;
  for (guint i = 0; i < fan->n; i++)
    values[i] = isfinite (fan->values[i]) ? fan->values[i] : fan->middle[i];
  add_series (fan, data, fan->value_name, NULL, NULL, values);
  for (guint i = 0; i < fan->n; i++)
    if (!isfinite (fan->values[i]) && isfinite (fan->middle[i]))
      way_chart_data_set_state (data, VALUE, i, WAY_CHART_FORECAST);
  for (guint i = 0; i < fan->n_bands; i++)
    add_band (fan, data, &fan->bands[i]);
  add_chances (fan, data);
  if (fan->places != NULL)
    add_series (fan, data, fan->places_name, NULL, NULL, fan->places);
  for (guint i = 0; i < fan->n_older; i++)
    add_older (fan, data, &fan->older[i]);
  if (fan->method != NULL)
    way_chart_data_add_note (data, fan->method);
  way_chart_data_set_subtitle (data, fan->subtitle);
  way_chart_data_set_source (data, fan->source);
  return data;
}

/* --- sentences --- */

/* The first point of the forecast at which more than the places is likely. */
static gboolean
find_likely (const WayFanChart *fan,
             guint             *point)
{
  for (guint i = find_start (fan); i < fan->n && fan->chances != NULL; i++)
    if (fan->chances[i] > LIKELY)
      {
        *point = i;
        return TRUE;
      }
  return FALSE;
}

static char *
say_title (const WayFanChart *fan)
{
  WayChartTranslateFunc translate = fan->translate;
  guint start = find_start (fan);
  guint point = fan->n - 1;
  g_autofree char *month = NULL;
  g_autofree char *number = NULL;

  if (start >= fan->n)
    return g_strdup (way_chart_say (translate, N_("There is no forecast yet")));
  if (fan->places != NULL && find_likely (fan, &point))
    {
      month = way_chart_say_month (translate, fan->days[point]);
      number = way_chart_say_number (fan->places[point], fan->decimals);
      /* Translators: "224", "Places", "March 2027". */
      return g_strdup_printf (way_chart_say (translate,
                                             N_("Likely to be above the %s %s from %s")),
                              number, fan->places_name, month);
    }
  month = way_chart_say_month (translate, fan->days[point]);
  number = way_chart_say_number (fan->middle[point], fan->decimals);
  /* Translators: "Pupils", "231", "March 2027". */
  return g_strdup_printf (way_chart_say (translate, N_("%s: about %s expected in %s")),
                          fan->value_name, number, month);
}

/* --- marks and guides --- */

static void
add_end (WayChart     *chart,
         double        y,
         const char   *name,
         guint         decimals,
         WayChartRole  role)
{
  g_autofree char *number = way_chart_say_number (y, decimals);
  g_autofree char *text = g_strdup_printf ("%s %s", name, number);

  if (isfinite (y))
    way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .y = y, .text = text,
                                              .role = role, .is_bold = TRUE });
}

static void
add_bands (const WayFanChart *fan,
           WayChart          *chart)
{
  for (guint i = fan->n_bands; i > 0; i--)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAND, .series = 2 * i - 1,
                                            .other = 2 * i, .role = WAY_CHART_SERIES_1,
                                            .fill = WAY_CHART_BAND_3 - (i - 1) });
}

static void
add_boundary (const WayFanChart *fan,
              WayChart          *chart)
{
  guint start = find_start (fan);
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;
  double low, high;

  if (start >= fan->n)
    return;
  day = way_chart_say_date (fan->translate, fan->days[start]);
  text = g_strdup_printf (way_chart_say (fan->translate, N_("forecast from %s")), day);
  way_chart_data_get_range (way_chart_get_data (chart), VALUE, &low, &high);
  for (guint i = 1; i <= 2 * fan->n_bands; i++)
    {
      double ignored, top;

      if (way_chart_data_get_range (way_chart_get_data (chart), i, &ignored, &top))
        high = MAX (high, top);
    }
  way_chart_add_guide (chart, &(WayGuide) {
    .kind = WAY_GUIDE_INSTANT, .y = high, .text = text, .role = WAY_CHART_DIM,
    .x = start > 0 ? (fan->days[start - 1] + (double) fan->days[start]) / 2 : fan->days[0] });
}

/* The name of an older forecast, near its end. */
static void
name_older (const WayFanChart *fan,
            WayChart          *chart,
            const WayFanOlder *older)
{
  guint i = fan->n;

  while (i > 0 && !isfinite (older->values[i - 1]))
    i--;
  if (i > 0)
    way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_NOTE, .x = fan->days[i - 1],
                                              .y = older->values[i - 1], .text = older->name,
                                              .role = WAY_CHART_DIM });
}

static void
add_lines (const WayFanChart *fan,
           WayChart          *chart)
{
  guint last = way_chart_data_n_series (way_chart_get_data (chart)) - fan->n_older;

  for (guint i = 0; i < fan->n_older; i++)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_LINE, .series = last + i,
                                            .role = WAY_CHART_DIM, .width = 1 });
  if (fan->places != NULL)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_STEP, .series = last - 1,
                                            .role = WAY_CHART_INK, .width = 2 });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_LINE, .series = VALUE,
                                          .role = WAY_CHART_SERIES_1, .width = 2 });
}

WayChart *
way_fan_chart_new (const WayFanChart *fan)
{
  g_autoptr(WayChartData) data = make_data (fan);
  g_autofree char *title = NULL;
  WayChart *chart;

  g_return_val_if_fail (data != NULL && fan->n_bands <= WAY_FAN_MOST_BANDS &&
                        fan->n_older <= WAY_FAN_MOST_OLDER, NULL);

  title = fan->title != NULL || fan->n == 0 ? g_strdup (fan->title) : say_title (fan);
  way_chart_data_set_title (data, title);
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_set_units (chart, fan->value_name);
  way_chart_add_periods (chart, fan->periods, fan->n_periods);
  add_bands (fan, chart);
  add_lines (fan, chart);
  if (fan->n == 0)
    return chart;
  if (fan->places != NULL)
    add_end (chart, fan->places[fan->n - 1], fan->places_name, fan->decimals, WAY_CHART_INK);
  add_end (chart, way_chart_data_get_value (data, VALUE, fan->n - 1), fan->value_name,
           fan->decimals, WAY_CHART_SERIES_1);
  add_boundary (fan, chart);
  for (guint i = 0; i < fan->n_older; i++)
    name_older (fan, chart, &fan->older[i]);
  return chart;
}
