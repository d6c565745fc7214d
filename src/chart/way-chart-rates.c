/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of categories, composed: rates with their intervals, and distributions. */

#include "way-chart-rates.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAD 0                /* the series that stands for itself */

static guint
add_part (WayChartData         *data,
          const WayChartSeries *info,
          const double         *values,
          WayChartPart          part)
{
  guint series = way_chart_data_add_series (data, info, values);

  if (part != WAY_PART_NONE)
    way_chart_data_set_part (data, series, LEAD, part);
  return series;
}

/* What is hidden is hidden in every series of the row. */
static void
hide_rows (WayChartData *data,
           const double *shown)
{
  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    for (guint k = 0; k < way_chart_data_n_series (data) && !isfinite (shown[i]); k++)
      way_chart_data_set_state (data, k, i, WAY_CHART_SUPPRESSED);
}

/* "Burnley is highest at 198, Ribble Valley lowest at 24". */
static char *
say_ends (const WayChartData    *data,
          WayChartTranslateFunc  translate)
{
  const WayChartSeries *info = way_chart_data_get_series (data, LEAD);
  const double *values = way_chart_data_get_values (data, LEAD);
  int low = -1, high = -1;

  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    if (!isnan (values[i]))
      {
        low = low < 0 || values[i] < values[low] ? (int) i : low;
        high = high < 0 || values[i] > values[high] ? (int) i : high;
      }
  if (high < 0)
    return g_strdup (way_chart_say (translate, N_("Nothing to show yet")));
  {
    g_autofree char *low_name = way_chart_data_dup_label (data, (guint) low);
    g_autofree char *high_name = way_chart_data_dup_label (data, (guint) high);
    g_autofree char *low_text = way_chart_say_amount (values[low], info->decimals, info->unit);
    g_autofree char *high_text = way_chart_say_amount (values[high], info->decimals, info->unit);

    if (g_str_equal (low_text, high_text))
      return g_strdup_printf (way_chart_say (translate, N_("All are at %s")), high_text);
    return g_strdup_printf (way_chart_say (translate,
                                           N_("%s is highest at %s, %s lowest at %s")),
                            high_name, high_text, low_name, low_text);
  }
}

static void
set_words (WayChartData          *data,
           const char            *title,
           const char            *subtitle,
           const char            *source,
           WayChartTranslateFunc  translate)
{
  g_autofree char *made = title != NULL ? g_strdup (title) : say_ends (data, translate);

  way_chart_data_set_title (data, made);
  way_chart_data_set_subtitle (data, subtitle);
  way_chart_data_set_source (data, source);
}

/* --- rates --- */

static WayChartData *
make_rates (const WayRatesChart *rates)
{
  WayChartTranslateFunc translate = rates->translate;
  g_autofree double *values = g_new (double, MAX (rates->n, 1));
  WayChartData *data = way_chart_data_new_labels (rates->heading, rates->names, rates->n,
                                                  translate);

  for (guint i = 0; i < rates->n; i++)
    values[i] = rates->bases[i] > 0 ? rates->counts[i] * rates->per / rates->bases[i] : NAN;
  add_part (data, &(WayChartSeries) { .name = rates->rate_name, .unit = rates->unit,
                                      .decimals = rates->decimals, .whole = -1 },
            values, WAY_PART_NONE);
  if (rates->lows != NULL && rates->highs != NULL)
    {
      add_part (data, &(WayChartSeries) {
                  /* xgettext:no-c-format */
                  .name = way_chart_say (translate, N_("95% interval, low")),
                  /* xgettext:no-c-format */
                  .spoken = way_chart_say (translate, N_("95% interval")),
                  .unit = rates->unit, .decimals = rates->decimals, .whole = -1 },
                rates->lows, WAY_PART_LOW);
      add_part (data, &(WayChartSeries) {
                  /* xgettext:no-c-format */
                  .name = way_chart_say (translate, N_("95% interval, high")),
                  .unit = rates->unit, .decimals = rates->decimals, .whole = -1 },
                rates->highs, WAY_PART_HIGH);
    }
  add_part (data, &(WayChartSeries) { .name = rates->count_name, .whole = -1 }, rates->counts,
            WAY_PART_BESIDE);
  hide_rows (data, rates->counts);
  add_part (data, &(WayChartSeries) { .name = rates->base_name, .whole = -1 }, rates->bases,
            WAY_PART_BESIDE);
  for (guint i = 0; i < rates->n_levels; i++)
    way_chart_data_add_benchmark (data, LEAD, &rates->levels[i]);
  set_words (data, rates->title, rates->subtitle, rates->source, translate);
  return data;
}

WayChart *
way_rates_chart_new (const WayRatesChart *rates)
{
  g_autoptr(WayChartData) plain = make_rates (rates);
  g_autoptr(WayChartData) data = way_chart_data_new_sorted (plain, LEAD);
  WayChart *chart = way_chart_new (data, WAY_CHART_ROWS);

  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = LEAD,
                                          .role = WAY_CHART_SERIES_1 });
  if (rates->lows != NULL && rates->highs != NULL)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_WHISKER, .series = 1, .other = 2,
                                            .role = WAY_CHART_INK });
  for (guint i = 0; i < rates->n_levels; i++)
    {
      g_autofree char *number = way_chart_say_amount (rates->levels[i].low, rates->decimals,
                                                      rates->unit);
      g_autofree char *text = g_strdup_printf ("%s %s", rates->levels[i].name, number);

      way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL,
                                                .y = rates->levels[i].low, .text = text,
                                                .role = WAY_CHART_INK });
    }
  return chart;
}

/* --- distributions --- */

/* An end of a range that nobody can say yet, beside a middle that is known. */
static void
mark_open (WayChartData *data)
{
  gboolean any = FALSE;

  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    for (guint k = 1; k < way_chart_data_n_series (data); k++)
      if (way_chart_data_get_state (data, k, i) == WAY_CHART_MISSING)
        {
          way_chart_data_set_state (data, k, i, WAY_CHART_NOT_APPLICABLE);
          any = TRUE;
        }
  if (any)
    way_chart_data_add_note (data,
                             way_chart_say (way_chart_data_get_translate (data),
                                            N_("A range has no end where too few have ended to "
                                               "say it")));
}

static WayChartData *
make_strips (const WayStripsChart *strips)
{
  WayChartTranslateFunc translate = strips->translate;
  const struct
  {
    const char   *name;
    const char   *spoken;
    const double *values;
    WayChartPart  part;
  } parts[] = {
    { N_("Middle"), N_("middle"), strips->medians, WAY_PART_NONE },
    { N_("Middle half, from"), N_("middle half"), strips->quarters, WAY_PART_LOW },
    { N_("Middle half, to"), NULL, strips->three_quarters, WAY_PART_HIGH },
    { N_("Middle four fifths, from"), N_("middle four fifths"), strips->tenths, WAY_PART_LOW },
    { N_("Middle four fifths, to"), NULL, strips->nine_tenths, WAY_PART_HIGH },
  };
  WayChartData *data = way_chart_data_new_labels (strips->heading, strips->names, strips->n,
                                                  translate);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (data, &(WayChartSeries) {
                .name = way_chart_say (translate, parts[i].name),
                .spoken = parts[i].spoken != NULL ? way_chart_say (translate, parts[i].spoken)
                                                  : NULL,
                .unit = strips->unit, .decimals = strips->decimals, .whole = -1 },
              parts[i].values, parts[i].part);
  add_part (data, &(WayChartSeries) { .name = strips->count_name, .whole = -1 }, strips->counts,
            WAY_PART_BESIDE);
  hide_rows (data, strips->medians);
  mark_open (data);
  set_words (data, strips->title, strips->subtitle, strips->source, translate);
  return data;
}

WayChart *
way_strips_chart_new (const WayStripsChart *strips)
{
  g_autoptr(WayChartData) data = make_strips (strips);
  WayChart *chart = way_chart_new (data, WAY_CHART_ROWS);
  g_autofree char *units = g_strdup_printf ("%s, %s", strips->value_name, strips->unit);

  way_chart_set_units (chart, units);
  way_chart_set_counted (chart, FALSE);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_WHISKER, .series = 3, .other = 4,
                                          .role = WAY_CHART_INK });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BOX, .series = 1, .other = 2,
                                          .role = WAY_CHART_SERIES_1,
                                          .fill = WAY_CHART_PALE });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_TICK, .series = LEAD,
                                          .role = WAY_CHART_SERIES_3 });
  return chart;
}
