/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy over time, composed from marks and guides, and the sentences that
 * say what is to be seen in it. */

#include "way-chart-occupancy.h"

#include <glib/gi18n.h>
#include <math.h>

#define ON_ROLL       0
#define PLACES        1
#define MOST_CHANGES  6       /* notes of changed places, the largest first */
#define MOST_OVER     3       /* notes of times over capacity */
#define OVER_APART    90      /* days between two that are both named */
#define NOT_AT_END    0.12    /* the widest gap is not measured again so near */

typedef struct
{
  guint  from;                /* points, both in the run */
  guint  to;
  double value;
} Run;

static char *
say (const WayOccupancyChart *occupancy,
     double              value)
{
  return way_chart_say_number (value, occupancy->decimals);
}

static gboolean
is_nothing (const WayOccupancyChart *occupancy,
            double              value)
{
  return fabs (value) * pow (10, occupancy->decimals) < 0.5;
}

/* The last point at which both are known. */
static gboolean
find_last (const WayOccupancyChart *occupancy,
           guint              *last)
{
  for (guint i = occupancy->n; i > 0; i--)
    if (isfinite (occupancy->places[i - 1]) && isfinite (occupancy->on_roll[i - 1]))
      {
        *last = i - 1;
        return TRUE;
      }
  return FALSE;
}

static void
add_end (WayChart     *chart,
         double        y,
         WayChartRole  role,
         const char   *text)
{
  WayGuide guide = { .kind = WAY_GUIDE_END, .y = y, .role = role, .is_bold = TRUE, .text = text };

  way_chart_add_guide (chart, &guide);
}

static void
add_gap (WayChart           *chart,
         const WayOccupancyChart *occupancy,
         double              places,
         double              on_roll)
{
  g_autofree char *number = say (occupancy, fabs (places - on_roll));
  g_autofree char *text = NULL;
  WayGuide guide = { .kind = WAY_GUIDE_END_BRACKET, .y = places, .other_y = on_roll,
                     .role = WAY_CHART_INK };

  if (is_nothing (occupancy, places - on_roll))
    return;
  if (on_roll > places)
    {
      guide.role = WAY_CHART_OVER;
      text = g_strdup_printf (way_chart_say (occupancy->translate, N_("%s over")), number);
    }
  else
    text = g_strdup_printf (way_chart_say (occupancy->translate, N_("gap of %s")), number);
  guide.text = text;
  way_chart_add_guide (chart, &guide);
}

static void
add_ends (WayChart           *chart,
          const WayOccupancyChart *occupancy,
          guint               last)
{
  double places = occupancy->places[last];
  double on_roll = occupancy->on_roll[last];
  g_autofree char *places_number = say (occupancy, places);
  g_autofree char *roll_number = say (occupancy, on_roll);
  g_autofree char *places_text =
    g_strdup_printf (way_chart_say_n (occupancy->translate, "%s place", "%s places",
                                      (gulong) places), places_number);
  g_autofree char *roll_text =
    g_strdup_printf (way_chart_say (occupancy->translate, N_("%s on roll")), roll_number);

  add_end (chart, places, WAY_CHART_INK, places_text);
  add_gap (chart, occupancy, places, on_roll);
  add_end (chart, on_roll, WAY_CHART_SERIES_1, roll_text);
}

/* Words for a note, kept in the description as well. */
static void
add_note (WayChart     *chart,
          WayGuide     *guide,
          const char   *text,
          const char   *brief)
{
  guide->text = text;
  guide->brief = brief;
  way_chart_add_guide (chart, guide);
  way_chart_data_add_note (way_chart_get_data (chart), text);
}

/* --- over capacity --- */

static int
compare_runs (gconstpointer a,
              gconstpointer b)
{
  const Run *ra = a, *rb = b;

  if (ra->value != rb->value)
    return ra->value < rb->value ? 1 : -1;
  return (ra->from > rb->from) - (ra->from < rb->from);
}

/* Each time over capacity, with its height; the largest first. */
static GArray *
find_over (const WayOccupancyChart *occupancy)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));

  for (guint i = 0; i < occupancy->n; i++)
    {
      Run run = { i, i, occupancy->on_roll[i] - occupancy->places[i] };

      if (!(run.value > 0) || is_nothing (occupancy, run.value))
        continue;
      while (i + 1 < occupancy->n && occupancy->on_roll[i + 1] > occupancy->places[i + 1])
        {
          double over;

          i++;
          over = occupancy->on_roll[i] - occupancy->places[i];
          if (over > run.value)
            run = (Run) { i, i, over };
          else if (over == run.value && run.to == i - 1)
            run.to = i;
        }
      g_array_append_val (runs, run);
    }
  g_array_sort (runs, compare_runs);
  return runs;
}

/* Of several close together only the largest is named: the hatch shows all. */
static GArray *
find_named (const WayOccupancyChart *occupancy)
{
  g_autoptr(GArray) runs = find_over (occupancy);
  GArray *named = g_array_new (FALSE, FALSE, sizeof (Run));

  for (guint i = 0; i < runs->len && named->len < MOST_OVER; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      gboolean apart = TRUE;

      for (guint j = 0; j < named->len; j++)
        apart &= ABS ((gint64) occupancy->days[run->from] -
                      occupancy->days[g_array_index (named, Run, j).from]) >= OVER_APART;
      if (apart)
        g_array_append_val (named, *run);
    }
  return named;
}

static void
add_over (WayChart                *chart,
          const WayOccupancyChart *occupancy)
{
  g_autoptr(GArray) runs = find_named (occupancy);

  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      g_autofree char *number = say (occupancy, run->value);
      g_autofree char *month = way_chart_say_month (occupancy->translate,
                                                    occupancy->days[run->from]);
      g_autofree char *text =
        g_strdup_printf (way_chart_say (occupancy->translate, N_("%s over, %s")), number, month);
      g_autofree char *brief =
        g_strdup_printf (way_chart_say (occupancy->translate, N_("%s over")), number);
      WayGuide guide = {
        .kind = WAY_GUIDE_NOTE,
        .x = (occupancy->days[run->from] + (double) occupancy->days[run->to]) / 2,
        .y = occupancy->on_roll[run->from],
        .role = WAY_CHART_OVER,
        .is_bold = TRUE,
      };

      add_note (chart, &guide, text, brief);
    }
}

/* --- the widest gap --- */

static gboolean
find_widest (const WayOccupancyChart *occupancy,
             Run                *widest)
{
  gboolean any = FALSE;

  for (guint i = 0; i < occupancy->n; i++)
    {
      double gap = occupancy->places[i] - occupancy->on_roll[i];

      if (!isfinite (gap) || gap <= 0 || is_nothing (occupancy, gap) ||
          (any && gap <= widest->value))
        continue;
      any = TRUE;
      *widest = (Run) { i, i, gap };
      while (widest->to + 1 < occupancy->n &&
             occupancy->places[widest->to + 1] - occupancy->on_roll[widest->to + 1] == gap)
        widest->to++;
    }
  return any;
}

static void
add_widest (WayChart           *chart,
            const WayOccupancyChart *occupancy)
{
  guint last = occupancy->n - 1;
  double span = (double) occupancy->days[last] - occupancy->days[0];
  guint until;
  Run widest = { 0 };
  WayGuide guide = { .kind = WAY_GUIDE_BRACKET, .role = WAY_CHART_INK };
  g_autofree char *number = NULL;
  g_autofree char *month = NULL;
  g_autofree char *text = NULL;
  g_autofree char *brief = NULL;

  if (!find_widest (occupancy, &widest))
    return;
  /* The value holds to the next point. */
  until = MIN (widest.to + 1, last);
  if (occupancy->days[last] - (double) occupancy->days[until] < span * NOT_AT_END)
    return;
  guide.x = (occupancy->days[widest.from] + (double) occupancy->days[until]) / 2;
  guide.y = occupancy->places[widest.from];
  guide.other_y = occupancy->on_roll[widest.from];
  number = say (occupancy, widest.value);
  month = way_chart_say_month (occupancy->translate, occupancy->days[widest.from]);
  text = g_strdup_printf (way_chart_say (occupancy->translate, N_("%s empty in %s")), number,
                          month);
  brief = g_strdup_printf (way_chart_say (occupancy->translate, N_("%s empty")), number);
  add_note (chart, &guide, text, brief);
}

/* --- changes of places --- */

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const Run *ra = a, *rb = b;

  if (fabs (ra->value) != fabs (rb->value))
    return fabs (ra->value) < fabs (rb->value) ? 1 : -1;
  return (ra->from > rb->from) - (ra->from < rb->from);
}

static GArray *
find_changes (const WayOccupancyChart *occupancy)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Run));

  for (guint i = 1; i < occupancy->n; i++)
    {
      Run change = { i, i, occupancy->places[i] - occupancy->places[i - 1] };

      if (isfinite (change.value) && !is_nothing (occupancy, change.value))
        g_array_append_val (changes, change);
    }
  g_array_sort (changes, compare_changes);
  return changes;
}

static void
add_change (WayChart           *chart,
            const WayOccupancyChart *occupancy,
            const Run          *change)
{
  double size = fabs (change->value);
  g_autofree char *number = say (occupancy, size);
  g_autofree char *month = way_chart_say_month (occupancy->translate,
                                                occupancy->days[change->from]);
  g_autofree char *text = NULL;
  g_autofree char *brief = NULL;
  WayGuide guide = {
    .kind = WAY_GUIDE_NOTE,
    .x = occupancy->days[change->from],
    .y = occupancy->places[change->from],
    .role = WAY_CHART_DIM,
  };

  if (change->value > 0)
    text = g_strdup_printf (way_chart_say_n (occupancy->translate, "%s place added, %s",
                                             "%s places added, %s", (gulong) size),
                            number, month);
  else
    text = g_strdup_printf (way_chart_say_n (occupancy->translate, "%s place closed, %s",
                                             "%s places closed, %s", (gulong) size),
                            number, month);
  brief = g_strdup_printf ("%s%s", change->value > 0 ? "+" : "\u2212", number);
  add_note (chart, &guide, text, brief);
}

static void
add_changes (WayChart           *chart,
             const WayOccupancyChart *occupancy)
{
  g_autoptr(GArray) changes = find_changes (occupancy);

  for (guint i = 0; i < MIN (changes->len, MOST_CHANGES); i++)
    add_change (chart, occupancy, &g_array_index (changes, Run, i));
}

/* What the line begins with, where it ends with something else. */
static void
add_start (WayChart           *chart,
           const WayOccupancyChart *occupancy,
           guint               last)
{
  double places = occupancy->places[0];
  g_autofree char *number = say (occupancy, places);
  g_autofree char *text = NULL;
  WayGuide guide = { .kind = WAY_GUIDE_NOTE, .x = occupancy->days[0], .y = places,
                     .role = WAY_CHART_INK, .is_bold = TRUE };

  if (!isfinite (places) || is_nothing (occupancy, places - occupancy->places[last]))
    return;
  text = g_strdup_printf (way_chart_say_n (occupancy->translate, "%s place", "%s places",
                                           (gulong) places), number);
  guide.text = text;
  way_chart_add_guide (chart, &guide);
}

static void
add_today (WayChart           *chart,
           const WayOccupancyChart *occupancy,
           guint               last)
{
  WayGuide guide = { .kind = WAY_GUIDE_INSTANT, .x = occupancy->today, .role = WAY_CHART_DIM };

  if (occupancy->today == 0)
    return;
  guide.y = occupancy->today >= occupancy->days[last] ? occupancy->on_roll[last]
                                                      : occupancy->places[last];
  guide.text = way_chart_say (occupancy->translate, N_("today"));
  way_chart_add_guide (chart, &guide);
}

/* What a share of the places comes to, as a part of those on roll. */
static void
add_share (const WayOccupancyChart *occupancy,
           WayChartData            *data,
           const char              *name,
           double                   share,
           WayChartPart             part)
{
  g_autofree double *values = g_new (double, MAX (occupancy->n, 1));
  guint series;

  for (guint i = 0; i < occupancy->n; i++)
    values[i] = occupancy->places[i] * share / 100;
  series = way_chart_data_add_series (data, &(WayChartSeries) {
    .name = name, .spoken = occupancy->benchmark, .decimals = occupancy->decimals, .whole = -1 },
    values);
  way_chart_data_set_part (data, series, ON_ROLL, part);
}

static void
add_benchmark (const WayOccupancyChart *occupancy,
               WayChartData            *data)
{
  WayChartTranslateFunc translate = occupancy->translate;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (occupancy->benchmark == NULL)
    return;
  /* Translators: "target". */
  low = g_strdup_printf (way_chart_say (translate, N_("%s, from")), occupancy->benchmark);
  high = g_strdup_printf (way_chart_say (translate, N_("%s, to")), occupancy->benchmark);
  add_share (occupancy, data, low, occupancy->benchmark_low, WAY_PART_LOW);
  add_share (occupancy, data, high, occupancy->benchmark_high, WAY_PART_HIGH);
  way_chart_data_add_benchmark (data, ON_ROLL, &(WayChartBenchmark) {
    occupancy->benchmark, occupancy->benchmark_low, occupancy->benchmark_high, TRUE });
}

static WayChartData *
make_data (const WayOccupancyChart *occupancy)
{
  WayChartTranslateFunc translate = occupancy->translate;
  WayChartData *data = way_chart_data_new_days (occupancy->days, occupancy->n, translate);
  WayChartSeries on_roll = {
    .name = way_chart_say (translate, N_("On roll")),
    .spoken = way_chart_say (translate, N_("on roll")),
    .unit = way_chart_say (translate, N_("pupils")),
    .decimals = occupancy->decimals,
    .whole = PLACES,
    .rest = way_chart_say (translate, N_("Empty")),
  };
  WayChartSeries places = {
    .name = way_chart_say (translate, N_("Places")),
    .spoken = way_chart_say (translate, N_("places")),
    .unit = way_chart_say (translate, N_("places")),
    .decimals = occupancy->decimals,
    .whole = -1,
  };

  if (data == NULL)
    return NULL;
  way_chart_data_add_series (data, &on_roll, occupancy->on_roll);
  way_chart_data_add_series (data, &places, occupancy->places);
  add_benchmark (occupancy, data);
  way_chart_data_set_title (data, occupancy->title);
  way_chart_data_set_subtitle (data, occupancy->subtitle);
  way_chart_data_set_source (data, occupancy->source);
  return data;
}

WayChart *
way_occupancy_chart_new (const WayOccupancyChart *occupancy)
{
  g_autoptr(WayChartData) data = make_data (occupancy);
  WayChart *chart;
  guint last;

  g_return_val_if_fail (data != NULL, NULL);

  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_set_units (chart, way_chart_say (occupancy->translate, N_("pupils, places")));
  way_chart_add_periods (chart, occupancy->periods, occupancy->n_periods);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_EXCESS, .series = ON_ROLL,
                                          .other = PLACES, .role = WAY_CHART_OVER });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_STEP, .series = PLACES,
                                          .role = WAY_CHART_INK, .extends = TRUE });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_STEP, .series = ON_ROLL,
                                          .role = WAY_CHART_SERIES_1, .fill = WAY_CHART_PALE,
                                          .has_end_dot = TRUE });
  if (occupancy->benchmark != NULL)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAND, .series = PLACES + 1,
                                            .other = PLACES + 2, .role = WAY_CHART_SERIES_2,
                                            .fill = WAY_CHART_SHADE });
  if (!find_last (occupancy, &last))
    return chart;
  add_ends (chart, occupancy, last);
  add_today (chart, occupancy, last);
  add_over (chart, occupancy);
  add_start (chart, occupancy, last);
  add_changes (chart, occupancy);
  add_widest (chart, occupancy);
  return chart;
}

/* --- sentences --- */

/* Numbers up to nine in words, as they are written in running text. */
static char *
say_small (double                value,
           WayChartTranslateFunc translate)
{
  static const char *const words[] = {
    NULL, N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"),
    N_("eight"), N_("nine"),
  };

  if (value == round (value) && value >= 1 && value <= 9)
    return g_strdup (way_chart_say (translate, words[(guint) value]));
  return way_chart_say_number (value, value == round (value) ? 0 : 1);
}

typedef struct
{
  double                     places;
  double                     on_roll;
  guint                      n_over;
  const WayOccupancyChartSetting *over;      /* the first of them */
} Totals;

static Totals
add_up (const WayOccupancyChartSetting *settings,
        guint                      n)
{
  Totals totals = { 0 };

  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (settings[i].places) || !isfinite (settings[i].on_roll))
        continue;
      totals.places += settings[i].places;
      totals.on_roll += settings[i].on_roll;
      if (settings[i].on_roll - settings[i].places < 0.05)
        continue;
      if (totals.n_over++ == 0)
        totals.over = &settings[i];
    }
  return totals;
}

static char *
say_yet (const Totals         *totals,
         WayChartTranslateFunc translate)
{
  g_autofree char *number = NULL;

  if (totals->n_over == 0)
    return NULL;
  if (totals->n_over == 1)
    {
      number = say_small (totals->over->on_roll - totals->over->places, translate);
      return g_strdup_printf (way_chart_say (translate, N_("%s is %s over")), totals->over->name,
                              number);
    }
  number = say_small (totals->n_over, translate);
  return g_strdup_printf (way_chart_say_n (translate, "%s setting is over", "%s settings are over",
                                           totals->n_over), number);
}

static char *
say_gap (const Totals         *totals,
         WayChartTranslateFunc translate)
{
  double gap = totals->places - totals->on_roll;
  double size = fabs (gap);
  g_autofree char *number = way_chart_say_number (size, size == round (size) ? 0 : 1);

  if (size < 0.05)
    return g_strdup (way_chart_say (translate, N_("Every place is taken")));
  if (gap > 0)
    return g_strdup_printf (way_chart_say_n (translate, "A gap of %s place", "A gap of %s places",
                                             (gulong) ceil (size)), number);
  return g_strdup_printf (way_chart_say_n (translate, "%s pupil more than there are places",
                                           "%s pupils more than there are places",
                                           (gulong) ceil (size)), number);
}

char *
way_occupancy_chart_title (const WayOccupancyChartSetting *settings,
                     guint                      n,
                     WayChartTranslateFunc      translate)
{
  Totals totals = add_up (settings, n);
  g_autofree char *gap = NULL;
  g_autofree char *yet = NULL;

  if (totals.places <= 0 && totals.on_roll <= 0)
    return g_strdup (way_chart_say (translate, N_("No places and nobody on roll")));
  gap = say_gap (&totals, translate);
  /* One setting that is over says nothing new beside its own total. */
  yet = n > 1 && totals.places >= totals.on_roll ? say_yet (&totals, translate) : NULL;
  if (yet == NULL)
    return g_steal_pointer (&gap);
  /* Translators: "A gap of 41 places", "Beacon Centre is one over". */
  return g_strdup_printf (way_chart_say (translate, N_("%s, yet %s")), gap, yet);
}

char *
way_occupancy_chart_subtitle (guint                 n_settings,
                        guint32               from,
                        guint32               to,
                        gboolean              has_holidays,
                        WayChartTranslateFunc translate)
{
  g_autofree char *number = say_small (n_settings, translate);
  g_autofree char *settings =
    g_strdup_printf (way_chart_say_n (translate, "%s setting", "%s settings", n_settings), number);
  g_autofree char *first = way_chart_say_month (translate, from);
  g_autofree char *last = way_chart_say_date (translate, to);
  g_autofree char *text =
    /* Translators: "six settings", "September 2024", "10 November 2026". */
    g_strdup_printf (way_chart_say (translate, N_("Pupils on roll and commissioned places, "
                                                  "%s, %s to %s.")), settings, first, last);

  if (!has_holidays)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %s", text, way_chart_say (translate, N_("Holidays shaded.")));
}
