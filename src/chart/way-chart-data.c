/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table under a chart.  Picture, read-out, spoken text, data table and
 * file all read from here and nowhere else. */

#include "way-chart-data.h"

#include "way-date.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

typedef struct
{
  WayChartSeries  info;       /* its texts owned here */
  double         *values;
  guint8         *states;     /* NULL while all follow from the values */
  guint           owner;
  WayChartPart    part;
  GArray         *benchmarks; /* WayChartBenchmark, names owned; NULL: none */
} Series;

struct _WayChartData
{
  gatomicrefcount       ref_count;
  guint                 n_points;
  guint32              *days;         /* one of days and labels */
  char                **labels;
  char                 *last_label;   /* of the point that is no day; NULL: none */
  guint                *groups;       /* NULL: none */
  WayChartWays         *ways;         /* NULL: none */
  GArray               *series;
  char                 *heading;
  char                 *title;
  char                 *subtitle;
  char                 *source;
  GPtrArray            *notes;        /* NULL-terminated */
  WayChartTranslateFunc translate;
};

static void
clear_series (gpointer data)
{
  Series *series = data;

  g_free ((char *) series->info.name);
  g_free ((char *) series->info.spoken);
  g_free ((char *) series->info.unit);
  g_free ((char *) series->info.rest);
  g_free (series->values);
  g_free (series->states);
  g_clear_pointer (&series->benchmarks, g_array_unref);
}

static void
clear_benchmark (gpointer data)
{
  g_free ((char *) ((WayChartBenchmark *) data)->name);
}

static WayChartData *
data_new (guint                 n_points,
          const char           *heading,
          WayChartTranslateFunc translate)
{
  WayChartData *self = g_new0 (WayChartData, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_points = n_points;
  self->heading = g_strdup (heading);
  self->series = g_array_new (FALSE, TRUE, sizeof (Series));
  g_array_set_clear_func (self->series, clear_series);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->notes, NULL);
  self->translate = translate;
  return self;
}

static Series *
series_at (const WayChartData *self,
           guint               series)
{
  return &g_array_index (self->series, Series, series);
}

static void
replace_text (char       **place,
              const char  *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

WayChartData *
way_chart_data_new_days (const guint32         *days,
                         guint                  n,
                         WayChartTranslateFunc  translate)
{
  WayChartData *self;

  for (guint i = 0; i < n; i++)
    g_return_val_if_fail (days[i] > (i == 0 ? 0 : days[i - 1]), NULL);

  self = data_new (n, way_chart_say (translate, N_("Day")), translate);
  self->days = g_memdup2 (days, n * sizeof *days);
  return self;
}

WayChartData *
way_chart_data_new_days_and_label (const guint32         *days,
                                   guint                  n,
                                   const char            *label,
                                   WayChartTranslateFunc  translate)
{
  g_autofree guint32 *more = g_new (guint32, n + 1);
  WayChartData *self;

  for (guint i = 0; i < n; i++)
    more[i] = days[i];
  more[n] = n > 0 ? days[n - 1] + 1 : 1;
  self = way_chart_data_new_days (more, n + 1, translate);
  if (self != NULL)
    self->last_label = g_strdup (label);
  return self;
}

WayChartData *
way_chart_data_new_labels (const char            *heading,
                           const char *const     *labels,
                           guint                  n,
                           WayChartTranslateFunc  translate)
{
  WayChartData *self = data_new (n, heading, translate);

  self->labels = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->labels[i] = g_strdup (labels[i]);
  return self;
}

WayChartData *
way_chart_data_ref (WayChartData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
way_chart_data_unref (WayChartData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->days);
  g_strfreev (self->labels);
  g_free (self->last_label);
  g_free (self->groups);
  g_free (self->ways);
  g_array_unref (self->series);
  g_ptr_array_unref (self->notes);
  g_free (self->heading);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->source);
  g_free (self);
}

guint
way_chart_data_add_series (WayChartData         *self,
                           const WayChartSeries *series,
                           const double         *values)
{
  Series added = { 0 };

  g_return_val_if_fail (series->name != NULL, 0);

  added.info.name = g_strdup (series->name);
  added.info.spoken = g_strdup (series->spoken != NULL ? series->spoken : series->name);
  added.info.unit = g_strdup (series->unit);
  added.info.rest = g_strdup (series->rest);
  added.info.decimals = series->decimals;
  added.info.whole = series->whole;
  added.info.is_day = series->is_day;
  added.owner = self->series->len;
  added.values = g_new (double, MAX (self->n_points, 1));
  for (guint i = 0; i < self->n_points; i++)
    added.values[i] = isfinite (values[i]) ? values[i] : NAN;
  g_array_append_val (self->series, added);
  return self->series->len - 1;
}

void
way_chart_data_set_state (WayChartData  *self,
                          guint          series,
                          guint          point,
                          WayChartState  state)
{
  Series *at;

  g_return_if_fail (series < self->series->len && point < self->n_points);

  at = series_at (self, series);
  if (at->states == NULL)
    {
      at->states = g_new (guint8, self->n_points);
      for (guint i = 0; i < self->n_points; i++)
        at->states[i] = isnan (at->values[i]) ? WAY_CHART_MISSING : WAY_CHART_NORMAL;
    }
  /* A hidden number is not kept: nothing later can give it away. */
  if (state >= WAY_CHART_SUPPRESSED)
    at->values[point] = NAN;
  else if (isnan (at->values[point]))
    state = WAY_CHART_MISSING;
  at->states[point] = (guint8) state;
}

typedef struct
{
  guint  point;
  double value;
} Place;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *pa = a, *pb = b;

  if (isnan (pa->value) != isnan (pb->value))
    return isnan (pa->value) ? 1 : -1;
  if (pa->value > pb->value || pa->value < pb->value)
    return pa->value < pb->value ? 1 : -1;
  return (pa->point > pb->point) - (pa->point < pb->point);
}

static void
copy_parts (WayChartData       *to,
            const WayChartData *from,
            guint               series)
{
  const Series *at = series_at (from, series);

  way_chart_data_set_part (to, series, at->owner, at->part);
  for (guint i = 0; at->benchmarks != NULL && i < at->benchmarks->len; i++)
    way_chart_data_add_benchmark (to, series,
                                  &g_array_index (at->benchmarks, WayChartBenchmark, i));
}

static void
copy_words (WayChartData       *to,
            const WayChartData *from)
{
  way_chart_data_set_title (to, from->title);
  way_chart_data_set_subtitle (to, from->subtitle);
  way_chart_data_set_source (to, from->source);
  for (guint i = 0; i + 1 < from->notes->len; i++)
    way_chart_data_add_note (to, g_ptr_array_index (from->notes, i));
}

WayChartData *
way_chart_data_new_sorted (const WayChartData *self,
                           guint               series)
{
  g_autofree Place *places = g_new0 (Place, MAX (self->n_points, 1));
  g_autofree double *values = g_new0 (double, MAX (self->n_points, 1));
  g_autofree const char **labels = g_new0 (const char *, MAX (self->n_points, 1));
  WayChartData *sorted;

  g_return_val_if_fail (self->labels != NULL && series < self->series->len, NULL);

  for (guint i = 0; i < self->n_points; i++)
    places[i] = (Place) { i, way_chart_data_get_value (self, series, i) };
  qsort (places, self->n_points, sizeof *places, compare_places);
  for (guint i = 0; i < self->n_points; i++)
    labels[i] = self->labels[places[i].point];
  sorted = way_chart_data_new_labels (self->heading, labels, self->n_points, self->translate);
  copy_words (sorted, self);
  for (guint k = 0; k < self->series->len; k++)
    {
      for (guint i = 0; i < self->n_points; i++)
        values[i] = way_chart_data_get_value (self, k, places[i].point);
      way_chart_data_add_series (sorted, way_chart_data_get_series (self, k), values);
      for (guint i = 0; i < self->n_points && way_chart_data_has_states (self, k); i++)
        way_chart_data_set_state (sorted, k, i,
                                  way_chart_data_get_state (self, k, places[i].point));
    }
  for (guint k = 0; k < self->series->len; k++)
    copy_parts (sorted, self, k);
  return sorted;
}

void
way_chart_data_set_part (WayChartData *self,
                         guint         series,
                         guint         owner,
                         WayChartPart  part)
{
  g_return_if_fail (series < self->series->len && owner < self->series->len);
  g_return_if_fail (series != owner || part == WAY_PART_NONE);
  series_at (self, series)->owner = owner;
  series_at (self, series)->part = part;
}

WayChartPart
way_chart_data_get_part (const WayChartData *self,
                         guint               series)
{
  g_return_val_if_fail (series < self->series->len, WAY_PART_NONE);
  return series_at (self, series)->part;
}

guint
way_chart_data_get_owner (const WayChartData *self,
                          guint               series)
{
  g_return_val_if_fail (series < self->series->len, series);
  return series_at (self, series)->owner;
}

void
way_chart_data_add_benchmark (WayChartData            *self,
                              guint                    series,
                              const WayChartBenchmark *benchmark)
{
  WayChartBenchmark added = *benchmark;
  Series *at;

  g_return_if_fail (series < self->series->len && benchmark->name != NULL);

  at = series_at (self, series);
  if (at->benchmarks == NULL)
    {
      at->benchmarks = g_array_new (FALSE, FALSE, sizeof (WayChartBenchmark));
      g_array_set_clear_func (at->benchmarks, clear_benchmark);
    }
  added.name = g_strdup (benchmark->name);
  g_array_append_val (at->benchmarks, added);
}

const WayChartBenchmark *
way_chart_data_get_benchmarks (const WayChartData *self,
                               guint               series,
                               guint              *n)
{
  const Series *at;

  *n = 0;
  g_return_val_if_fail (series < self->series->len, NULL);
  at = series_at (self, series);
  if (at->benchmarks == NULL)
    return NULL;
  *n = at->benchmarks->len;
  return (const WayChartBenchmark *) (gconstpointer) at->benchmarks->data;
}

void
way_chart_data_set_ways (WayChartData       *self,
                         const WayChartWays *ways)
{
  for (guint i = 0; i < self->n_points; i++)
    g_return_if_fail (ways[i].next < self->n_points && ways[i].previous < self->n_points &&
                      ways[i].down < self->n_points && ways[i].up < self->n_points);
  g_free (self->ways);
  self->ways = g_memdup2 (ways, MAX (self->n_points, 1) * sizeof *ways);
}

const WayChartWays *
way_chart_data_get_ways (const WayChartData *self)
{
  return self->ways;
}

void
way_chart_data_set_groups (WayChartData *self,
                           const guint  *groups)
{
  g_return_if_fail (self->labels != NULL);
  for (guint i = 1; i < self->n_points; i++)
    g_return_if_fail (groups[i] >= groups[i - 1]);
  g_free (self->groups);
  self->groups = g_memdup2 (groups, MAX (self->n_points, 1) * sizeof *groups);
}

gboolean
way_chart_data_has_groups (const WayChartData *self)
{
  return self->groups != NULL;
}

guint
way_chart_data_get_group (const WayChartData *self,
                          guint               point)
{
  g_return_val_if_fail (point < self->n_points, 0);
  return self->groups != NULL ? self->groups[point] : 0;
}

void
way_chart_data_set_title (WayChartData *self,
                          const char   *title)
{
  replace_text (&self->title, title);
}

void
way_chart_data_set_subtitle (WayChartData *self,
                             const char   *subtitle)
{
  replace_text (&self->subtitle, subtitle);
}

void
way_chart_data_set_source (WayChartData *self,
                           const char   *source)
{
  replace_text (&self->source, source);
}

void
way_chart_data_add_note (WayChartData *self,
                         const char   *note)
{
  g_ptr_array_insert (self->notes, (int) self->notes->len - 1, g_strdup (note));
}

const char *
way_chart_data_get_title (const WayChartData *self)
{
  return self->title;
}

const char *
way_chart_data_get_subtitle (const WayChartData *self)
{
  return self->subtitle;
}

const char *
way_chart_data_get_source (const WayChartData *self)
{
  return self->source;
}

const char *const *
way_chart_data_get_notes (const WayChartData *self)
{
  return (const char *const *) self->notes->pdata;
}

const char *
way_chart_data_get_heading (const WayChartData *self)
{
  return self->heading;
}

gboolean
way_chart_data_has_days (const WayChartData *self)
{
  return self->days != NULL || self->labels == NULL;
}

gboolean
way_chart_data_is_label (const WayChartData *self,
                         guint               point)
{
  return self->last_label != NULL && point + 1 == self->n_points;
}

guint
way_chart_data_n_points (const WayChartData *self)
{
  return self->n_points;
}

guint
way_chart_data_n_series (const WayChartData *self)
{
  return self->series->len;
}

const WayChartSeries *
way_chart_data_get_series (const WayChartData *self,
                           guint               series)
{
  g_return_val_if_fail (series < self->series->len, NULL);
  return &series_at (self, series)->info;
}

const double *
way_chart_data_get_values (const WayChartData *self,
                           guint               series)
{
  g_return_val_if_fail (series < self->series->len, NULL);
  return series_at (self, series)->values;
}

double
way_chart_data_get_value (const WayChartData *self,
                          guint               series,
                          guint               point)
{
  g_return_val_if_fail (series < self->series->len && point < self->n_points, NAN);
  return series_at (self, series)->values[point];
}

WayChartState
way_chart_data_get_state (const WayChartData *self,
                          guint               series,
                          guint               point)
{
  const Series *at;

  g_return_val_if_fail (series < self->series->len && point < self->n_points,
                        WAY_CHART_MISSING);
  at = series_at (self, series);
  if (at->states != NULL)
    return at->states[point];
  return isnan (at->values[point]) ? WAY_CHART_MISSING : WAY_CHART_NORMAL;
}

gboolean
way_chart_data_has_states (const WayChartData *self,
                           guint               series)
{
  g_return_val_if_fail (series < self->series->len, FALSE);
  return series_at (self, series)->states != NULL;
}

guint32
way_chart_data_get_day (const WayChartData *self,
                        guint               point)
{
  g_return_val_if_fail (point < self->n_points, 0);
  return self->days != NULL ? self->days[point] : 0;
}

char *
way_chart_data_dup_label (const WayChartData *self,
                          guint               point)
{
  g_return_val_if_fail (point < self->n_points, NULL);
  if (way_chart_data_is_label (self, point))
    return g_strdup (self->last_label);
  if (self->days != NULL)
    return way_chart_say_day (self->translate, self->days[point]);
  return g_strdup (self->labels[point]);
}

WayChartTranslateFunc
way_chart_data_get_translate (const WayChartData *self)
{
  return self->translate;
}

gboolean
way_chart_data_get_range (const WayChartData *self,
                          guint               series,
                          double             *low,
                          double             *high)
{
  const double *values = way_chart_data_get_values (self, series);
  gboolean any = FALSE;

  for (guint i = 0; i < self->n_points; i++)
    if (!isnan (values[i]))
      {
        *low = any ? MIN (*low, values[i]) : values[i];
        *high = any ? MAX (*high, values[i]) : values[i];
        any = TRUE;
      }
  return any;
}
