/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A funnel as points, curves and sentences. */

#include "way-chart-funnel.h"

#include "way-chart-private.h"
#include "way-chart-scene.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#define RATE        0
#define N_LEVELS    2
#define N_GRID      160
#define MOST_NAMED  3         /* in a sentence */

static const struct
{
  double      level;
  const char *name;           /* at the curve */
  const char *spoken;
  const char *low;            /* headings of the table */
  const char *high;
} levels[N_LEVELS] = {
  { 0.95, "95%",
    /* xgettext:no-c-format */
    N_("95% limits"),
    /* xgettext:no-c-format */
    N_("95% limit, low"),
    /* xgettext:no-c-format */
    N_("95% limit, high") },
  { 0.998, "99.8%",
    /* xgettext:no-c-format */
    N_("99.8% limits"),
    /* xgettext:no-c-format */
    N_("99.8% limit, low"),
    /* xgettext:no-c-format */
    N_("99.8% limit, high") },
};

typedef struct
{
  guint  from;                /* index in what was given */
  double base;
} Place;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *pa = a, *pb = b;

  if (pa->base != pb->base)
    return pa->base < pb->base ? -1 : 1;
  return (pa->from > pb->from) - (pa->from < pb->from);
}

/* Those that have a base, the smallest first. */
static GArray *
find_places (const WayFunnelChart *funnel)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < funnel->n; i++)
    {
      Place place = { i, funnel->bases[i] };

      if (isfinite (place.base) && place.base > 0)
        g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  return places;
}

static guint
add_series (WayChartData *data,
            const char   *name,
            const char   *spoken,
            guint         decimals,
            const double *values)
{
  return way_chart_data_add_series (data, &(WayChartSeries) { .name = name, .spoken = spoken,
                                                              .decimals = decimals,
                                                              .whole = -1 }, values);
}

static void
add_limits (const WayFunnelChart *funnel,
            WayChartData         *data,
            const GArray         *places,
            guint                 level)
{
  g_autofree double *low = g_new (double, MAX (places->len, 1));
  g_autofree double *high = g_new (double, MAX (places->len, 1));
  guint series;

  for (guint i = 0; i < places->len; i++)
    funnel->limits (g_array_index (places, Place, i).base, levels[level].level, &low[i], &high[i],
                    funnel->limits_data);
  series = add_series (data, way_chart_say (funnel->translate, levels[level].low),
                       way_chart_say (funnel->translate, levels[level].spoken),
                       funnel->decimals, low);
  way_chart_data_set_part (data, series, RATE, WAY_PART_LOW);
  series = add_series (data, way_chart_say (funnel->translate, levels[level].high), NULL,
                       funnel->decimals, high);
  way_chart_data_set_part (data, series, RATE, WAY_PART_HIGH);
}

static WayChartData *
make_data (const WayFunnelChart *funnel,
           const GArray         *places)
{
  g_autofree const char **names = g_new0 (const char *, MAX (places->len, 1));
  g_autofree double *rates = g_new (double, MAX (places->len, 1));
  g_autofree double *counts = g_new (double, MAX (places->len, 1));
  g_autofree double *bases = g_new (double, MAX (places->len, 1));
  WayChartData *data;
  guint count;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      names[i] = funnel->names[place->from];
      counts[i] = funnel->counts[place->from];
      bases[i] = place->base;
      rates[i] = counts[i] * funnel->per / bases[i];
    }
  data = way_chart_data_new_labels (funnel->heading, names, places->len, funnel->translate);
  add_series (data, funnel->rate_name, NULL, funnel->decimals, rates);
  count = add_series (data, funnel->count_name, NULL, 0, counts);
  way_chart_data_set_part (data, count, RATE, WAY_PART_BESIDE);
  way_chart_data_set_part (data, add_series (data, funnel->base_name, NULL, 0, bases), RATE,
                           WAY_PART_BESIDE);
  for (guint i = 0; i < N_LEVELS; i++)
    add_limits (funnel, data, places, i);
  for (guint i = 0; i < places->len; i++)
    if (!isfinite (counts[i]))
      {
        way_chart_data_set_state (data, RATE, i, WAY_CHART_SUPPRESSED);
        way_chart_data_set_state (data, count, i, WAY_CHART_SUPPRESSED);
      }
  way_chart_data_add_benchmark (data, RATE, &(WayChartBenchmark) { funnel->average_name,
                                                                   funnel->average, NAN, FALSE });
  way_chart_data_set_subtitle (data, funnel->subtitle);
  way_chart_data_set_source (data, funnel->source);
  return data;
}

/* --- sentences --- */

/* The limits of a level stand in two series, after rate, count and base. */
static double
limit_at (const WayChartData *data,
          guint               level,
          gboolean            high,
          guint               point)
{
  return way_chart_data_get_value (data, 3 + 2 * level + (high ? 1 : 0), point);
}

static gboolean
is_outside (const WayChartData *data,
            guint               level,
            gboolean            above,
            guint               point)
{
  double rate = way_chart_data_get_value (data, RATE, point);

  return above ? rate > limit_at (data, level, TRUE, point)
               : rate < limit_at (data, level, FALSE, point);
}

/* "Burnley, Hyndburn and 2 more", in the order of the chart; NULL: nobody. */
static char *
list_outside (const WayChartData *data,
              guint               level,
              gboolean            above)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    {
      g_autofree char *name = NULL;

      if (!is_outside (data, level, above, i) || n++ >= MOST_NAMED)
        continue;
      name = way_chart_data_dup_label (data, i);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  if (n > MOST_NAMED)
    {
      g_autofree char *more = g_strdup_printf (way_chart_say (translate, N_("%u more")),
                                               n - MOST_NAMED);

      g_string_append_printf (text, ", %s", more);
    }
  if (n == 0)
    g_string_append (text, "");
  return g_string_free (text, n == 0);
}

static void
add_sentences (WayChartData *data)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);

  for (guint level = N_LEVELS; level > 0; level--)
    for (guint above = 2; above > 0; above--)
      {
        g_autofree char *names = list_outside (data, level - 1, above == 2);
        const char *limits = way_chart_say (translate, levels[level - 1].spoken);
        g_autofree char *text = NULL;

        if (names == NULL)
          continue;
        text = above == 2
                 ? g_strdup_printf (way_chart_say (translate, N_("Above the %s: %s")), limits,
                                    names)
                 : g_strdup_printf (way_chart_say (translate, N_("Below the %s: %s")), limits,
                                    names);
        way_chart_data_add_note (data, text);
      }
}

static void
set_title (const WayFunnelChart *funnel,
           WayChartData         *data)
{
  g_autofree char *above = list_outside (data, 1, TRUE);
  g_autofree char *below = list_outside (data, 1, FALSE);
  g_autofree char *text = NULL;

  if (funnel->title != NULL)
    text = g_strdup (funnel->title);
  else if (above != NULL)
    text = g_strdup_printf (way_chart_say (funnel->translate,
                                           N_("More than chance would give: %s")), above);
  else if (below != NULL)
    text = g_strdup_printf (way_chart_say (funnel->translate,
                                           N_("Fewer than chance would give: %s")), below);
  else
    text = g_strdup (way_chart_say (funnel->translate,
                                    N_("All differences may be chance")));
  way_chart_data_set_title (data, text);
}

/* --- the chart --- */

static void
add_curves (const WayFunnelChart *funnel,
            WayChart             *chart,
            const GArray         *places)
{
  double first = g_array_index (places, Place, 0).base;
  double last = g_array_index (places, Place, places->len - 1).base;
  double from = MAX (first - (last - first) * 0.04, 1);
  double to = last + MAX ((last - from) * 0.04, 1);

  for (guint k = 0; k < 2 * N_LEVELS; k++)
    {
      WayChartCurve curve = { g_new (double, N_GRID), g_new (double, N_GRID), N_GRID, NULL,
                              WAY_CHART_DIM, k / 2 == 0 ? WAY_LINE_DASHED : WAY_LINE_SOLID };

      for (guint i = 0; i < N_GRID; i++)
        {
          double low, high;

          /* Closer at the small end, where the curve bends. */
          curve.x[i] = from + (to - from) * pow (i / (N_GRID - 1.0), 2);
          funnel->limits (curve.x[i], levels[k / 2].level, &low, &high, funnel->limits_data);
          curve.y[i] = k % 2 == 0 ? high : low;
        }
      curve.name = levels[k / 2].name;
      g_array_append_val (chart->curves, curve);
    }
}

WayChart *
way_funnel_chart_new (const WayFunnelChart *funnel)
{
  g_autoptr(GArray) places = find_places (funnel);
  g_autoptr(WayChartData) data = make_data (funnel, places);
  WayChart *chart = way_chart_new (data, WAY_CHART_POINTS);
  g_autofree char *number = way_chart_say_number (funnel->average, funnel->decimals);
  g_autofree char *average = g_strdup_printf ("%s %s", funnel->average_name, number);

  set_title (funnel, data);
  add_sentences (data);
  if (places->len == 0)
    return chart;
  way_chart_set_units (chart, funnel->rate_name);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_DOT, .series = RATE, .other = 2,
                                          .role = WAY_CHART_SERIES_1 });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL, .y = funnel->average,
                                            .text = average, .role = WAY_CHART_INK });
  add_curves (funnel, chart, places);
  return chart;
}
