/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many settings at once: as the cells of a heat map, or as small multiples. */

#include "way-chart-matrix.h"

#include <glib/gi18n.h>
#include <math.h>

/* Of what has a value; NaN where nothing has. */
static double
mean_of (const double *values,
         guint         n,
         guint         step)
{
  double sum = 0;
  guint known = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i * step]))
      {
        sum += values[i * step];
        known++;
      }
  return known > 0 ? sum / known : NAN;
}

/* The values that are shown, a row after the other, with room for a mean at the
 * end of each and for a row of them. */
static double *
find_values (const WayMatrixChart *matrix,
             guint                 width)
{
  double *values = g_new (double, (matrix->n_rows + 1) * width);

  for (guint i = 0; i < matrix->n_rows; i++)
    {
      double *row = values + i * width;

      for (guint k = 0; k < matrix->n_days; k++)
        {
          const WayMatrixRow *given = &matrix->rows[i];
          gboolean shown = given->states == NULL || given->states[k] < WAY_CHART_SUPPRESSED;

          row[k] = shown ? given->values[k] : NAN;
        }
      if (width > matrix->n_days)
        row[width - 1] = mean_of (row, matrix->n_days, 1);
    }
  for (guint k = 0; k < width; k++)
    values[matrix->n_rows * width + k] = mean_of (values + k, matrix->n_rows, width);
  return values;
}

static void
add_row (const WayMatrixChart *matrix,
         WayChart             *chart,
         const char           *name,
         const char           *detail,
         const double         *values,
         gboolean              is_apart)
{
  WayChartData *data = way_chart_get_data (chart);
  g_autofree char *spoken = detail != NULL ? g_strdup_printf ("%s, %s", name, detail) : NULL;
  guint series = way_chart_data_add_series (data, &(WayChartSeries) {
    .name = name, .spoken = spoken, .unit = matrix->unit, .decimals = matrix->decimals,
    .whole = -1 }, values);

  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = series,
                                          .role = WAY_CHART_HIGH, .is_apart = is_apart });
}

/* A mean of nothing is what all of it is: hidden, closed. */
static void
mark_means (const WayMatrixChart *matrix,
            WayChartData         *data)
{
  guint last = way_chart_data_n_series (data) - 1;

  for (guint k = 0; k < matrix->n_days; k++)
    {
      WayChartState state = way_chart_data_get_state (data, 0, k);

      for (guint i = 1; i < matrix->n_rows; i++)
        if (way_chart_data_get_state (data, i, k) != state)
          state = WAY_CHART_MISSING;
      if (isnan (way_chart_data_get_value (data, last, k)))
        way_chart_data_set_state (data, last, k, state);
    }
}

WayChart *
way_matrix_chart_new (const WayMatrixChart *matrix)
{
  WayChartTranslateFunc translate = matrix->translate;
  guint width = matrix->n_days + (matrix->has_means ? 1 : 0);
  g_autofree double *values = find_values (matrix, width);
  const char *mean = way_chart_say (translate, N_("Mean"));
  g_autoptr(WayChartData) data =
    matrix->has_means
      ? way_chart_data_new_days_and_label (matrix->days, matrix->n_days, mean, translate)
      : way_chart_data_new_days (matrix->days, matrix->n_days, translate);
  WayChart *chart;

  g_return_val_if_fail (data != NULL, NULL);

  chart = way_chart_new (data, WAY_CHART_HEAT);
  for (guint i = 0; i < matrix->n_rows; i++)
    {
      const WayMatrixRow *row = &matrix->rows[i];

      add_row (matrix, chart, row->name, row->detail, values + i * width, FALSE);
      for (guint k = 0; k < matrix->n_days && row->states != NULL; k++)
        way_chart_data_set_state (data, i, k, row->states[k]);
    }
  if (matrix->has_means && matrix->n_rows > 0)
    {
      add_row (matrix, chart, mean, NULL, values + matrix->n_rows * width, TRUE);
      mark_means (matrix, data);
    }
  way_chart_set_range (chart, matrix->low, matrix->high);
  way_chart_set_units (chart, matrix->units);
  way_chart_data_set_title (data, matrix->title);
  way_chart_data_set_subtitle (data, matrix->subtitle);
  way_chart_data_set_source (data, matrix->source);
  return chart;
}

/* --- small multiples --- */

/* Numbers at the ends of both lines. */
static void
add_ends (const WayMultiplesChart   *multiples,
          WayChart                  *chart,
          const WayMultiplesSetting *setting,
          guint                      facet)
{
  const double values[] = { setting->places[multiples->n_days - 1],
                            setting->on_roll[multiples->n_days - 1] };
  const WayChartRole roles[] = { WAY_CHART_INK, WAY_CHART_SERIES_1 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = way_chart_say_number (values[i], multiples->decimals);

      if (isfinite (values[i]))
        way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .y = values[i],
                                                  .text = text, .role = roles[i],
                                                  .is_bold = i > 0, .facet = facet });
    }
}

static void
add_today (const WayMultiplesChart   *multiples,
           WayChart                  *chart,
           const WayMultiplesSetting *setting,
           guint                      facet)
{
  WayGuide guide = { .kind = WAY_GUIDE_INSTANT, .x = multiples->today, .role = WAY_CHART_DIM,
                     .text = way_chart_say (multiples->translate, N_("today")), .facet = facet };

  for (guint i = 0; i < multiples->n_days; i++)
    if (multiples->days[i] == multiples->today)
      {
        guide.y = setting->on_roll[i];
        way_chart_add_guide (chart, &guide);
      }
}

static void
add_setting (const WayMultiplesChart   *multiples,
             WayChart                  *chart,
             const WayMultiplesSetting *setting)
{
  WayChartTranslateFunc translate = multiples->translate;
  WayChartData *data = way_chart_get_data (chart);
  guint first = way_chart_data_n_series (data);
  guint facet = way_chart_add_facet (chart, setting->name);
  /* Translators: the name of a setting, then what is counted there. */
  g_autofree char *roll_name = g_strdup_printf (way_chart_say (translate, N_("%s, on roll")),
                                                setting->name);
  g_autofree char *places_name = g_strdup_printf (way_chart_say (translate, N_("%s, places")),
                                                  setting->name);

  way_chart_data_add_series (data, &(WayChartSeries) {
    .name = roll_name, .decimals = multiples->decimals, .whole = (int) first + 1,
    .rest = way_chart_say (translate, N_("Empty")) }, setting->on_roll);
  way_chart_data_add_series (data, &(WayChartSeries) {
    .name = places_name, .spoken = way_chart_say (translate, N_("places")),
    .decimals = multiples->decimals, .whole = -1 }, setting->places);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_EXCESS, .series = first,
                                          .other = first + 1, .role = WAY_CHART_OVER,
                                          .facet = facet });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_STEP, .series = first + 1,
                                          .role = WAY_CHART_INK, .width = 1, .facet = facet });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_STEP, .series = first,
                                          .role = WAY_CHART_SERIES_1, .fill = WAY_CHART_PALE,
                                          .width = 2, .facet = facet });
  if (multiples->n_days > 0)
    add_ends (multiples, chart, setting, facet);
  add_today (multiples, chart, setting, facet);
}

WayChart *
way_multiples_chart_new (const WayMultiplesChart *multiples)
{
  WayChartTranslateFunc translate = multiples->translate;
  g_autoptr(WayChartData) data = way_chart_data_new_days (multiples->days, multiples->n_days,
                                                          translate);
  WayChart *chart;

  g_return_val_if_fail (data != NULL, NULL);

  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_set_units (chart, way_chart_say (translate,
                                             N_("Filled: pupils on roll; line: places")));
  way_chart_set_free (chart, multiples->is_free);
  way_chart_add_periods (chart, multiples->periods, multiples->n_periods);
  for (guint i = 0; i < multiples->n_settings; i++)
    add_setting (multiples, chart, &multiples->settings[i]);
  way_chart_data_set_title (data, multiples->title);
  way_chart_data_set_subtitle (data, multiples->subtitle);
  way_chart_data_set_source (data, multiples->source);
  return chart;
}
