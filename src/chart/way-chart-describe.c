/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as a whole in sentences: how far it goes and whereto, what it ends on,
 * what is missing, what it is held against, what was noted. */

#include "way-chart-read-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_DESCRIBED 8      /* series, beyond which they are counted */
#define MOST_ENTRIES   12     /* of a timeline, said one by one */

static void
add_sentence (GString    *text,
              const char *sentence)
{
  gsize length;

  if (sentence == NULL || *sentence == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  length = strlen (sentence);
  if (strchr (".!?", sentence[length - 1]) == NULL)
    g_string_append_c (text, '.');
}

typedef struct
{
  guint first;
  guint last;
  guint low;
  guint high;
  guint states[WAY_CHART_N_STATES];
  guint n;                    /* values */
} Summary;

static Summary
summarise (const WayChartData *data,
           guint               series)
{
  Summary s = { 0 };

  for (guint i = 0; i < way_chart_data_n_points (data); i++)
    {
      WayChartState state = way_chart_data_get_state (data, series, i);
      double value = way_chart_data_get_value (data, series, i);

      if (way_chart_data_is_label (data, i))
        continue;               /* a mean is no value of its own */
      s.states[state]++;
      if (isnan (value))
        continue;
      if (s.n++ == 0)
        s.first = s.low = s.high = i;
      s.last = i;
      if (value < way_chart_data_get_value (data, series, s.low))
        s.low = i;
      if (value > way_chart_data_get_value (data, series, s.high))
        s.high = i;
    }
  return s;
}

static char *
say_at (const WayChartData *data,
        guint               series,
        guint               point)
{
  return way_read_amount (data, series, way_chart_data_get_value (data, series, point));
}

/* Over time a series has a direction; over categories only its ends. */
static void
describe_course (const WayChartData *data,
                 guint               series,
                 const Summary      *s,
                 GString            *text)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  const char *name = way_chart_data_get_series (data, series)->name;
  g_autofree char *first = say_at (data, series, s->first);
  g_autofree char *last = say_at (data, series, s->last);
  g_autofree char *from = way_chart_data_dup_label (data, s->first);
  g_autofree char *to = way_chart_data_dup_label (data, s->last);
  g_autofree char *sentence = NULL;
  double rise = way_chart_data_get_value (data, series, s->last) -
                way_chart_data_get_value (data, series, s->first);

  if (!way_chart_data_has_days (data))
    return;
  if (s->n == 1)
    sentence = g_strdup_printf (way_chart_say (translate, N_("%s: %s on %s")), name, last, to);
  else if (g_str_equal (first, last))
    sentence = g_strdup_printf (way_chart_say (translate,
                                               N_("%s: %s on %s, and again %s on %s")),
                                name, first, from, last, to);
  else if (rise > 0)
    sentence = g_strdup_printf (way_chart_say (translate, N_("%s rose from %s on %s to %s on %s")),
                                name, first, from, last, to);
  else
    sentence = g_strdup_printf (way_chart_say (translate, N_("%s fell from %s on %s to %s on %s")),
                                name, first, from, last, to);
  add_sentence (text, sentence);
}

static void
describe_range (const WayChartData *data,
                guint               series,
                const Summary      *s,
                GString            *text)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  const char *name = way_chart_data_get_series (data, series)->name;
  g_autofree char *low = say_at (data, series, s->low);
  g_autofree char *high = say_at (data, series, s->high);
  g_autofree char *low_at = way_chart_data_dup_label (data, s->low);
  g_autofree char *high_at = way_chart_data_dup_label (data, s->high);
  g_autofree char *sentence = NULL;

  if (s->n < 2)
    return;
  if (g_str_equal (low, high))
    sentence = g_strdup_printf (way_chart_say (translate, N_("%s is %s throughout")), name, low);
  else
    sentence = g_strdup_printf (way_chart_say (translate,
                                               N_("%s: lowest %s (%s), highest %s (%s)")),
                                name, low, low_at, high, high_at);
  add_sentence (text, sentence);
}

/* "On roll: 2 values not collected"; NULL: not worth a word. */
static char *
say_count (const WayChartData *data,
           guint               series,
           WayChartState       state,
           guint               n)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  const char *name = way_chart_data_get_series (data, series)->name;

  switch (state)
    {
    case WAY_CHART_MISSING:
      return g_strdup_printf (way_chart_say_n (translate, "%s: %u value not collected",
                                               "%s: %u values not collected", n), name, n);
    case WAY_CHART_SUPPRESSED:
      return g_strdup_printf (way_chart_say_n (translate, "%s: %u small number hidden",
                                               "%s: %u small numbers hidden", n), name, n);
    case WAY_CHART_ESTIMATED:
      return g_strdup_printf (way_chart_say_n (translate, "%s: %u value estimated",
                                               "%s: %u values estimated", n), name, n);
    case WAY_CHART_PROVISIONAL:
      return g_strdup_printf (way_chart_say_n (translate, "%s: %u value provisional",
                                               "%s: %u values provisional", n), name, n);
    case WAY_CHART_FORECAST:
      return g_strdup_printf (way_chart_say_n (translate, "%s: %u value forecast",
                                               "%s: %u values forecast", n), name, n);
    case WAY_CHART_CLOSED:
      return g_strdup_printf (way_chart_say_n (translate, "%s: closed %u time",
                                               "%s: closed %u times", n), name, n);
    case WAY_CHART_NOT_APPLICABLE:
    case WAY_CHART_NORMAL:
    case WAY_CHART_N_STATES:
    default:
      return NULL;
    }
}

static void
describe_states (const WayChartData *data,
                 guint               series,
                 const Summary      *s,
                 GString            *text)
{
  static const WayChartState order[] = {
    WAY_CHART_MISSING, WAY_CHART_SUPPRESSED, WAY_CHART_ESTIMATED, WAY_CHART_PROVISIONAL,
    WAY_CHART_FORECAST, WAY_CHART_CLOSED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint n = s->states[order[i]];
      g_autofree char *sentence = n > 0 ? say_count (data, series, order[i], n) : NULL;

      add_sentence (text, sentence);
    }
}

/* "Rate is held against England 88 and Lancashire 108." */
static void
describe_benchmarks (const WayChartData *data,
                     guint               series,
                     GString            *text)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  const WayChartSeries *info = way_chart_data_get_series (data, series);
  guint n;
  const WayChartBenchmark *benchmarks = way_chart_data_get_benchmarks (data, series, &n);

  for (guint i = 0; i < n; i++)
    {
      gboolean of_whole = benchmarks[i].of_whole;
      const char *unit = of_whole ? "%" : info->unit;
      guint decimals = of_whole ? 0 : info->decimals;
      g_autofree char *low = way_chart_say_amount (benchmarks[i].low, decimals, unit);
      g_autofree char *high = way_chart_say_amount (benchmarks[i].high, decimals, unit);
      g_autofree char *sentence = NULL;

      if (isnan (benchmarks[i].high))
        sentence = g_strdup_printf (way_chart_say (translate, N_("Benchmark: %s %s")),
                                    benchmarks[i].name, low);
      else
        sentence = g_strdup_printf (way_chart_say (translate, N_("Benchmark: %s %s to %s")),
                                    benchmarks[i].name, low, high);
      add_sentence (text, sentence);
    }
}

static gboolean
has_parts (const WayChartData *data,
           guint               series)
{
  for (guint i = 0; i < way_chart_data_n_series (data); i++)
    if (i != series && way_chart_data_get_owner (data, i) == series)
      return TRUE;
  return FALSE;
}

static void
describe_rest (const WayChartData *data,
               guint               series,
               const Summary      *s,
               GString            *text)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  g_autofree char *words = NULL;
  g_autofree char *sentence = NULL;

  if (!way_chart_data_has_days (data) || s->n == 0 ||
      (isnan (way_read_rest (data, series, s->last)) && !has_parts (data, series)))
    return;
  words = way_read_series (data, series, s->last);
  sentence = g_strdup_printf (way_chart_say (translate, N_("At the end: %s")), words);
  add_sentence (text, sentence);
}

/* Every entry in words, as far as a listener bears it; no series are left. */
static guint
describe_groups (const WayChartData *data,
                 GString            *text)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  guint n = way_chart_data_n_points (data);

  for (guint i = 0; i < MIN (n, MOST_ENTRIES); i++)
    {
      g_autofree char *label = way_chart_data_dup_label (data, i);

      add_sentence (text, label);
    }
  if (n > MOST_ENTRIES)
    {
      g_autofree char *more = g_strdup_printf (way_chart_say_n (translate,
                                                                "%u more entry is in the table",
                                                                "%u more entries are in the table",
                                                                n - MOST_ENTRIES),
                                               n - MOST_ENTRIES);

      add_sentence (text, more);
    }
  return 0;
}

static void
describe_series (const WayChartData *data,
                 guint               series,
                 GString            *text)
{
  Summary s = summarise (data, series);

  if (s.n > 0)
    {
      describe_range (data, series, &s, text);
      describe_course (data, series, &s, text);
      describe_rest (data, series, &s, text);
    }
  describe_states (data, series, &s, text);
  describe_benchmarks (data, series, text);
}

char *
way_chart_describe (const WayChartData *data)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (data);
  GString *text = g_string_new (NULL);
  guint n = way_chart_data_n_series (data);
  guint n_described = 0, n_left = 0;

  add_sentence (text, way_chart_data_get_title (data));
  add_sentence (text, way_chart_data_get_subtitle (data));
  if (way_chart_data_n_points (data) == 0)
    add_sentence (text, way_chart_say (translate, N_("Nothing to show yet")));
  if (way_chart_data_has_groups (data))
    n = describe_groups (data, text);
  if (way_chart_data_get_ways (data) != NULL)
    n = 0;                      /* its notes say it */
  for (guint i = 0; i < n; i++)
    if (way_chart_data_get_part (data, i) != WAY_PART_NONE)
      continue;
    else if (n_described++ < MOST_DESCRIBED)
      describe_series (data, i, text);
    else
      n_left++;
  if (n_left > 0)
    {
      g_autofree char *more = g_strdup_printf (way_chart_say_n (translate,
                                                                "%u more line is in the table",
                                                                "%u more lines are in the table",
                                                                n_left), n_left);

      add_sentence (text, more);
    }
  for (const char *const *notes = way_chart_data_get_notes (data); *notes != NULL; notes++)
    add_sentence (text, *notes);
  return g_string_free (text, FALSE);
}
