/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of a file by name; those by district, and the fan of a series that came
 * as a file. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "way-area.h"
#include "way-chart-fan.h"
#include "way-chart-funnel.h"
#include "way-chart-rates.h"
#include "way-interval.h"
#include "way-records.h"
#include "way-service-error.h"

#define PER 10000.0

static const struct
{
  const char *name;
  gboolean    has_span;
} kinds[WAY_N_FILE_CHARTS] = {
  [WAY_FILE_CHART_OCCUPANCY] = { "occupancy", TRUE },
  [WAY_FILE_CHART_MULTIPLES] = { "multiples", TRUE },
  [WAY_FILE_CHART_MATRIX] = { "matrix", TRUE },
  [WAY_FILE_CHART_RATES] = { "rates", FALSE },
  [WAY_FILE_CHART_FUNNEL] = { "funnel", FALSE },
  [WAY_FILE_CHART_FLOW] = { "flow", TRUE },
  [WAY_FILE_CHART_CHAINS] = { "chains", TRUE },
  [WAY_FILE_CHART_STAYS] = { "stays", TRUE },
  [WAY_FILE_CHART_WAITS] = { "waits", TRUE },
  [WAY_FILE_CHART_COSTS] = { "costs", TRUE },
  [WAY_FILE_CHART_WATERFALL] = { "waterfall", TRUE },
};

gboolean
way_file_chart_from_text (const char       *text,
                          WayFileChartKind *kind)
{
  for (guint i = 0; i < WAY_N_FILE_CHARTS; i++)
    if (strcmp (kinds[i].name, text) == 0)
      {
        *kind = (WayFileChartKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
way_file_chart_name (WayFileChartKind kind)
{
  return kinds[kind].name;
}

gboolean
way_file_chart_has_span (WayFileChartKind kind)
{
  return kinds[kind].has_span;
}

/* --- by district --- */

/* Districts with the children who live there and those of them on roll. */
typedef struct
{
  GPtrArray *names;            /* lent by the table, NULL at the end */
  GArray    *counts;           /* double; NaN: hidden */
  GArray    *bases;
  double     count;            /* of all, hidden ones too */
  double     base;
} Districts;

static void
districts_clear (Districts *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->bases, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Districts, districts_clear)

/* The newest figures up to a year: of all ages where they are told, else of those
 * of primary and secondary age together. */
static double
find_population (const GPtrArray *populations,
                 const WayId     *district,
                 int              year)
{
  gint64 newest = 0;
  double all = 0, parts = 0;

  for (guint i = 0; i < populations->len; i++)
    {
      const WayPopulation *population = g_ptr_array_index (populations, i);

      if (!way_id_equal (&population->district, district) || population->year > year ||
          population->year < newest)
        continue;
      if (population->year > newest)
        all = parts = 0;
      newest = population->year;
      if (g_strcmp0 (population->ages, "all") == 0)
        all += (double) population->count;
      else
        parts += (double) population->count;
    }
  return all > 0 ? all : parts;
}

static gboolean
read_districts (WayDb                  *db,
                const WayFileChartAsk  *ask,
                WayOccupancyTable     **table,
                Districts              *found,
                GError                **error)
{
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(GPtrArray) populations =
    way_records_list (db, &way_population_entity, NULL, NULL, error);

  if (populations == NULL)
    return FALSE;
  g_array_append_val (days, ask->to);
  *table = way_occupancy_service_read (db, days, WAY_OCCUPANCY_BY_DISTRICT, FALSE, error);
  if (*table == NULL)
    return FALSE;
  found->names = g_ptr_array_new ();
  found->counts = g_array_new (FALSE, FALSE, sizeof (double));
  found->bases = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < (*table)->groups->len; i++)
    {
      WayOccupancyGroup *group = &g_array_index ((*table)->groups, WayOccupancyGroup, i);
      double count = way_occupancy_row ((*table)->counts, group->row)->on_roll;
      double base = find_population (populations, &group->id, g_date_get_year (&ask->to));
      double shown = count > 0 && count < ask->limit ? NAN : count;

      if (!(base > 0))
        continue;
      g_ptr_array_add (found->names, group->key);
      g_array_append_val (found->counts, shown);
      g_array_append_val (found->bases, base);
      found->count += count;
      found->base += base;
    }
  if (found->names->len > 0)
    return TRUE;
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
               "population: no district has one, and a rate is of children who live there");
  return FALSE;
}

static char *
say_day (const WayFileChartAsk *ask,
         const char            *format)
{
  g_autofree char *day = way_chart_say_date (ask->translate, way_date_julian (&ask->to));
  GString *text = g_string_new (format);

  g_string_replace (text, "%s", day, 1);
  return g_string_free (text, FALSE);
}

static double *
take (const GArray *numbers)
{
  return (double *) (gpointer) numbers->data;
}

static WayChart *
make_rates (WayDb                  *db,
            const WayFileChartAsk  *ask,
            GError                **error)
{
  WayChartTranslateFunc translate = ask->translate;
  g_autoptr(WayOccupancyTable) table = NULL;
  g_auto(Districts) found = { 0 };
  g_autofree double *lows = NULL;
  g_autofree double *highs = NULL;
  g_autofree char *subtitle = NULL;
  WayChartBenchmark level = { .high = NAN };

  if (!read_districts (db, ask, &table, &found, error))
    return NULL;
  lows = g_new (double, found.names->len);
  highs = g_new (double, found.names->len);
  for (guint i = 0; i < found.names->len; i++)
    {
      if (!way_interval_poisson (take (found.counts)[i], 0.95, &lows[i], &highs[i]))
        lows[i] = highs[i] = NAN;
      lows[i] *= PER / take (found.bases)[i];
      highs[i] *= PER / take (found.bases)[i];
    }
  level.name = way_chart_say (translate, N_("All districts"));
  level.low = found.count * PER / found.base;
  subtitle = say_day (ask, way_chart_say (translate,
                                          N_("Pupils on roll of alternative provision per 10,000 "
                                             "children, by home district, %s")));
  return way_rates_chart_new (&(WayRatesChart) {
    .names = (const char *const *) found.names->pdata, .counts = take (found.counts),
    .bases = take (found.bases), .lows = lows, .highs = highs, .n = found.names->len,
    .per = PER, .levels = &level, .n_levels = 1, .decimals = 1,
    .heading = way_chart_say (translate, N_("District")),
    .rate_name = way_chart_say (translate, N_("On roll per 10,000")),
    .count_name = way_chart_say (translate, N_("On roll")),
    .base_name = way_chart_say (translate, N_("Children")),
    .subtitle = subtitle, .translate = translate });
}

typedef struct
{
  double target;               /* of all, as a share */
  double dispersion;
} Funnel;

static void
find_limits (double   base,
             double   level,
             double  *low,
             double  *high,
             gpointer data)
{
  const Funnel *funnel = data;

  if (!way_funnel_limits (WAY_CHANCE_POISSON, funnel->target, base, level, funnel->dispersion,
                          low, high))
    *low = *high = funnel->target;
  *low *= PER;
  *high *= PER;
}

static WayChart *
make_funnel (WayDb                  *db,
             const WayFileChartAsk  *ask,
             GError                **error)
{
  WayChartTranslateFunc translate = ask->translate;
  g_autoptr(WayOccupancyTable) table = NULL;
  g_auto(Districts) found = { 0 };
  g_autofree char *subtitle = NULL;
  Funnel funnel;

  if (!read_districts (db, ask, &table, &found, error))
    return NULL;
  funnel.target = found.count / found.base;
  funnel.dispersion = way_funnel_dispersion (WAY_CHANCE_POISSON, take (found.counts),
                                             take (found.bases), found.names->len, funnel.target);
  subtitle = say_day (ask, way_chart_say (translate,
                                          N_("Pupils on roll of alternative provision per 10,000 "
                                             "children, by the size of the home district, %s. "
                                             "Limits as wide as districts differ.")));
  return way_funnel_chart_new (&(WayFunnelChart) {
    .names = (const char *const *) found.names->pdata, .counts = take (found.counts),
    .bases = take (found.bases), .n = found.names->len, .per = PER,
    .average = funnel.target * PER, .average_name = way_chart_say (translate, N_("All districts")),
    .limits = find_limits, .limits_data = &funnel, .decimals = 1,
    .heading = way_chart_say (translate, N_("District")),
    .rate_name = way_chart_say (translate, N_("On roll per 10,000")),
    .count_name = way_chart_say (translate, N_("On roll")),
    .base_name = way_chart_say (translate, N_("Children")),
    .subtitle = subtitle, .translate = translate });
}

WayChart *
way_file_chart_new (WayDb                  *db,
                    WayFileChartKind        kind,
                    const WayFileChartAsk  *ask,
                    GError                **error)
{
  switch (kind)
    {
    case WAY_FILE_CHART_MULTIPLES:
      return way_file_chart_multiples (db, ask, error);
    case WAY_FILE_CHART_MATRIX:
      return way_file_chart_matrix (db, ask, error);
    case WAY_FILE_CHART_RATES:
      return make_rates (db, ask, error);
    case WAY_FILE_CHART_FUNNEL:
      return make_funnel (db, ask, error);
    case WAY_FILE_CHART_FLOW:
      return way_file_chart_flow (db, ask, error);
    case WAY_FILE_CHART_CHAINS:
      return way_file_chart_chains (db, ask, error);
    case WAY_FILE_CHART_STAYS:
      return way_file_chart_lasting (db, ask, TRUE, error);
    case WAY_FILE_CHART_WAITS:
      return way_file_chart_lasting (db, ask, FALSE, error);
    case WAY_FILE_CHART_COSTS:
      return way_file_chart_costs (db, ask, error);
    case WAY_FILE_CHART_WATERFALL:
      return way_file_chart_waterfall (db, ask, error);
    case WAY_FILE_CHART_OCCUPANCY:
    case WAY_N_FILE_CHARTS:
    default:
      return way_file_chart_occupancy (db, ask, error);
    }
}

/* --- a series --- */

/* The chance of each row to be above its places, per cent; NULL without any. */
static double *
find_chances (const WaySeriesFile *series)
{
  double *chances;

  if (series->places == NULL || series->n_levels == 0)
    return NULL;
  chances = g_new (double, series->n);
  for (guint i = 0; i < series->n; i++)
    {
      double shares[2 * WAY_SERIES_MOST_LEVELS + 1], values[2 * WAY_SERIES_MOST_LEVELS + 1];
      guint n = series->n_levels;
      gboolean known = isfinite (series->means[i]) && isfinite (series->places[i]);

      for (guint k = 0; k < n; k++)
        {
          double tail = (1 - series->levels[k].level / 100.0) / 2;

          shares[n - 1 - k] = tail;
          shares[n + 1 + k] = 1 - tail;
          values[n - 1 - k] = series->levels[k].lower[i];
          values[n + 1 + k] = series->levels[k].upper[i];
          known = known && isfinite (series->levels[k].lower[i]);
        }
      shares[n] = 0.5;
      values[n] = series->means[i];
      chances[i] = known ? 100 * way_chance_above (shares, values, 2 * n + 1, series->places[i])
                         : NAN;
    }
  return chances;
}

WayChart *
way_series_chart_new (const WaySeriesFile   *series,
                      WayChartTranslateFunc  translate)
{
  g_autofree double *chances = find_chances (series);
  g_autofree char *method = NULL;
  WayFanChart fan = {
    .days = series->days, .values = series->values, .middle = series->means, .n = series->n,
    .n_bands = series->n_levels, .places = series->places, .chances = chances,
    .value_name = series->id != NULL ? series->id : way_chart_say (translate, N_("Value")),
    .places_name = way_chart_say (translate, N_("Places")), .translate = translate,
  };

  for (guint i = 0; i < series->n_levels; i++)
    fan.bands[i] = (WayFanBand) { series->levels[i].level, series->levels[i].lower,
                                  series->levels[i].upper };
  for (guint i = 0; i < series->n; i++)
    if (isfinite (series->values[i]) && series->values[i] != round (series->values[i]))
      fan.decimals = 1;
  if (series->method != NULL)
    {
      method = g_strdup_printf (way_chart_say (translate, N_("Method: %s")), series->method);
      fan.method = method;
    }
  return way_fan_chart_new (&fan);
}
