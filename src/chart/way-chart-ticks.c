/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the ticks of an axis stand: numbers by extended Wilkinson labelling,
 * school time by years, terms, months, weeks and days. */

#include "way-chart-ticks.h"

#include "way-date.h"

#include <math.h>

/* Talbot, Lin, Hanrahan: An Extension of Wilkinson's Algorithm for Positioning
 * Tick Labels on Axes (2010): nice steps in order of liking, and weights.
 * Legibility (0.05 there) is a bound here: labels that do not fit are not
 * considered at all. */
static const double nice[] = { 1, 5, 2, 2.5, 4, 3 };

#define WEIGHT_SIMPLICITY 0.25
#define WEIGHT_COVERAGE   0.20
#define WEIGHT_DENSITY    0.50
#define WEIGHT_REST       0.05
#define MOST_SKIPPED      12
#define MOST_POWERS       24

typedef struct
{
  const WayTicksAsk *ask;
  double             best;
  WayTicks           ticks;
} Search;

static double
score_of (double simplicity,
          double coverage,
          double density)
{
  return WEIGHT_SIMPLICITY * simplicity + WEIGHT_COVERAGE * coverage +
         WEIGHT_DENSITY * density + WEIGHT_REST;
}

static double
simplicity_of (guint    q,
               guint    skip,
               gboolean has_zero)
{
  return 1 - (double) q / (G_N_ELEMENTS (nice) - 1) - skip + (has_zero ? 1 : 0);
}

static double
coverage_of (const WayTicksAsk *ask,
             double             first,
             double             last)
{
  double span = 0.1 * (ask->high - ask->low);

  return 1 - 0.5 * (pow (ask->high - last, 2) + pow (ask->low - first, 2)) / (span * span);
}

static double
best_coverage (const WayTicksAsk *ask,
               double             reach)
{
  double range = ask->high - ask->low;
  double half = (reach - range) / 2;

  return reach > range ? 1 - half * half / pow (0.1 * range, 2) : 1;
}

static double
density_of (const WayTicksAsk *ask,
            guint              n,
            double             first,
            double             last)
{
  double have = (n - 1) / (last - first);
  double want = (ask->wanted - 1) / (MAX (last, ask->high) - MIN (first, ask->low));

  return 2 - MAX (have / want, want / have);
}

static double
best_density (const WayTicksAsk *ask,
              guint              n)
{
  return n >= ask->wanted ? 2 - (double) (n - 1) / (ask->wanted - 1) : 1;
}

static gboolean
is_whole (double value)
{
  return fabs (value - round (value)) < 1e-9 * MAX (1, fabs (value));
}

static guint
count_decimals (double step)
{
  guint decimals = 0;

  while (decimals < 6 && !is_whole (step * pow (10, decimals)))
    decimals++;
  return decimals;
}

/* All starts of n ticks with this step; keeps the best in search. */
static void
try_starts (Search *search,
            guint   q,
            guint   skip,
            guint   n,
            double  step)
{
  const WayTicksAsk *ask = search->ask;
  double from = floor (ask->high / step) * skip - (double) (n - 1) * skip;
  double to = ceil (ask->low / step) * skip;

  for (double start = from; start <= to; start++)
    {
      double first = start * (step / skip);
      double last = first + step * (n - 1);
      gboolean has_zero = first <= 0 && last >= 0 && is_whole (first / step);
      double score = score_of (simplicity_of (q, skip, has_zero),
                               coverage_of (ask, first, last),
                               density_of (ask, n, first, last));

      if (score <= search->best || (ask->whole && !is_whole (first)))
        continue;
      search->best = score;
      search->ticks = (WayTicks) { first, step, n, count_decimals (step) };
    }
}

static void
try_powers (Search *search,
            guint   q,
            guint   skip,
            guint   n)
{
  const WayTicksAsk *ask = search->ask;
  double unit = skip * nice[q];
  double power = ceil (log10 ((ask->high - ask->low) / (n + 1) / unit));

  for (guint i = 0; i < MOST_POWERS; i++, power++)
    {
      double step = unit * pow (10, power);
      double reach = score_of (simplicity_of (q, skip, TRUE),
                               best_coverage (ask, step * (n - 1)),
                               best_density (ask, n));

      if (reach < search->best)
        return;
      if (!ask->whole || is_whole (step))
        try_starts (search, q, skip, n, step);
    }
}

WayTicks
way_ticks_numbers (const WayTicksAsk *ask)
{
  WayTicksAsk asked = *ask;
  Search search = { &asked, -HUGE_VAL, { ask->low, 1, 1, 0 } };

  if (!isfinite (ask->low) || !isfinite (ask->high) || ask->high <= ask->low || ask->most < 2)
    {
      search.ticks.first = isfinite (ask->low) ? ask->low : 0;
      search.ticks.decimals = count_decimals (search.ticks.first);
      return search.ticks;
    }
  asked.wanted = CLAMP (ask->wanted, 2, ask->most);

  for (guint skip = 1; skip <= MOST_SKIPPED; skip++)
    for (guint q = 0; q < G_N_ELEMENTS (nice); q++)
      {
        double most = simplicity_of (q, skip, TRUE);

        if (score_of (most, 1, 1) < search.best)
          continue;
        for (guint n = 2; n <= asked.most; n++)
          {
            if (score_of (most, 1, best_density (&asked, n)) < search.best)
              break;
            try_powers (&search, q, skip, n);
          }
      }
  return search.ticks;
}

double
way_ticks_at (const WayTicks *self,
              guint           nth)
{
  double value = self->first + self->step * nth;

  return fabs (value) < fabs (self->step) * 1e-9 ? 0 : value;
}

/* --- school time --- */

/* Room between two labels of a row.  Months want more, so that terms win as
 * long as both could be squeezed in. */
#define LABEL_GAP       6.0
#define MONTH_GAP       14.0
#define DAYS_PER_MONTH  28.0

static void
clear_label (gpointer data)
{
  g_free (((WayTimeLabel *) data)->text);
}

static GArray *
labels_new (void)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (WayTimeLabel));

  g_array_set_clear_func (labels, clear_label);
  return labels;
}

static double
room_for (const WayTimeAsk *ask,
          double            days)
{
  return days / (ask->to - ask->from) * ask->length;
}

static double
text_width (const WayTimeAsk *ask,
            const char       *text,
            gboolean          bold)
{
  return way_chart_measure (&ask->measure, text, ask->text_size, bold);
}

/* Takes text; a period wholly off the axis is left out.  to is exclusive. */
static void
add_label (const WayTimeAsk *ask,
           GArray           *labels,
           double            from,
           double            to,
           gboolean          bold,
           char             *text)
{
  WayTimeLabel label = {
    .from = MAX (from, ask->from),
    .to = MIN (to, ask->to),
    .has_tick = from >= ask->from && from < ask->to,
    .text = text,
  };

  if (label.to <= label.from)
    {
      g_free (text);
      return;
    }
  if (text != NULL && text_width (ask, text, bold) > room_for (ask, label.to - label.from))
    {
      label.hangs_over = bold && label.has_tick && to > ask->to &&
                         text_width (ask, text, bold) + LABEL_GAP <=
                           room_for (ask, label.to - label.from) + ask->overhang;
      if (!label.hangs_over)
        g_clear_pointer (&label.text, g_free);
    }
  g_array_append_val (labels, label);
}

static char *
format_school_year (int starts)
{
  return g_strdup_printf ("%d/%02d", starts, (starts + 1) % 100);
}

/* Where there is no room for all years, every second, fifth or tenth keeps its
 * label, counted from the last; each keeps its tick. */
static void
thin_years (const WayTimeAsk *ask,
            GArray           *labels)
{
  static const guint keeps[] = { 2, 5, 10, 20, 50 };
  double widest = text_width (ask, "2024/25", TRUE) + LABEL_GAP;
  guint keep = 0;

  while (keep + 1 < G_N_ELEMENTS (keeps) && room_for (ask, 365) * keeps[keep] < widest)
    keep++;
  for (guint i = 0; i < labels->len; i++)
    {
      WayTimeLabel *label = &g_array_index (labels, WayTimeLabel, i);
      GDate date = way_date_from_julian ((guint32) label->from);

      g_clear_pointer (&label->text, g_free);
      if ((labels->len - 1 - i) % keeps[keep] == 0)
        label->text = format_school_year (way_date_school_year (&date));
    }
}

/* The years between two days, from 1 September. */
static void
add_made_years (const WayTimeAsk *ask,
                GArray           *labels)
{
  GDate first = way_date_from_julian ((guint32) ask->from);
  GDate last = way_date_from_julian ((guint32) ceil (ask->to) - 1);
  int to = way_date_school_year (&last);

  for (int year = way_date_school_year (&first); year <= to; year++)
    {
      GDate starts = way_date_ymd (year, 9, 1);
      GDate ends = way_date_ymd (year + 1, 9, 1);

      add_label (ask, labels, way_date_julian (&starts), way_date_julian (&ends), TRUE,
                 format_school_year (year));
    }
}

static GArray *
find_periods (const WayTimeAsk *ask,
              WayPeriodKind     kind)
{
  GArray *labels = labels_new ();

  for (guint i = 0; i < ask->n_periods; i++)
    if (ask->periods[i].kind == kind)
      add_label (ask, labels, ask->periods[i].from, ask->periods[i].to + 1.0,
                 kind == WAY_PERIOD_YEAR, g_strdup (ask->periods[i].label));
  return labels;
}

static GArray *
find_years (const WayTimeAsk *ask)
{
  GArray *labels = find_periods (ask, WAY_PERIOD_YEAR);

  if (labels->len == 0)
    add_made_years (ask, labels);
  if (labels->len > 1 &&
      room_for (ask, 365) < text_width (ask, "2024/25", TRUE) + LABEL_GAP)
    thin_years (ask, labels);
  return labels;
}

static GArray *
find_months (const WayTimeAsk *ask,
             gboolean          with_year)
{
  GArray *labels = labels_new ();
  GDate day = way_date_from_julian ((guint32) ask->from);

  g_date_set_day (&day, 1);
  while (way_date_julian (&day) < ask->to)
    {
      GDate next = way_date_add_months (&day, 1);
      guint32 from = way_date_julian (&day);

      add_label (ask, labels, from, way_date_julian (&next), with_year,
                 with_year
                   ? way_chart_say_month (ask->translate, from)
                   : g_strdup (way_chart_say_short_month (ask->translate,
                                                          g_date_get_month (&day))));
      day = next;
    }
  return labels;
}

/* A week is labelled by its Monday, on its tick. */
static GArray *
find_weeks (const WayTimeAsk *ask)
{
  GArray *labels = labels_new ();
  GDate from = way_date_from_julian ((guint32) ceil (ask->from));
  GDate day = way_date_week_start (&from);

  for (; way_date_julian (&day) < ask->to; day = way_date_add_days (&day, 7))
    {
      guint32 monday = way_date_julian (&day);
      WayTimeLabel label = { .from = monday, .to = monday, .has_tick = TRUE };
      double half;

      if (monday < ask->from)
        continue;
      label.text = g_strdup_printf ("%u %s", g_date_get_day (&day),
                                    way_chart_say_short_month (ask->translate,
                                                               g_date_get_month (&day)));
      half = text_width (ask, label.text, FALSE) / 2;
      if (room_for (ask, monday - ask->from) < half || room_for (ask, ask->to - monday) < half)
        g_clear_pointer (&label.text, g_free);
      g_array_append_val (labels, label);
    }
  return labels;
}

static GArray *
find_days (const WayTimeAsk *ask)
{
  GArray *labels = labels_new ();

  for (double day = floor (ask->from); day < ask->to; day++)
    {
      GDate date = way_date_from_julian ((guint32) day);

      add_label (ask, labels, day, day + 1, FALSE,
                 g_strdup_printf ("%u", g_date_get_day (&date)));
    }
  return labels;
}

static double
widest_month (const WayTimeAsk *ask)
{
  double widest = 0;

  for (guint month = 1; month <= 12; month++)
    widest = MAX (widest, text_width (ask, way_chart_say_short_month (ask->translate, month),
                                      FALSE));
  return widest;
}

/* Every term that is wholly on the axis has room for its label. */
static gboolean
terms_fit (const WayTimeAsk *ask)
{
  gboolean any = FALSE;

  for (guint i = 0; i < ask->n_periods; i++)
    {
      const WayPeriod *term = &ask->periods[i];

      if (term->kind != WAY_PERIOD_TERM || term->to < ask->from || term->from >= ask->to)
        continue;
      any = TRUE;
      if (term->from >= ask->from && term->to + 1.0 <= ask->to &&
          text_width (ask, term->label, FALSE) + LABEL_GAP >
            room_for (ask, term->to + 1.0 - term->from))
        return FALSE;
    }
  return any;
}

static WayTimeLevel
choose_level (const WayTimeAsk *ask)
{
  double month = widest_month (ask);

  if (room_for (ask, 1) >= text_width (ask, "30", FALSE) + LABEL_GAP)
    return WAY_TIME_DAYS;
  if (room_for (ask, 7) >= month + text_width (ask, "30 ", FALSE) + LABEL_GAP)
    return WAY_TIME_WEEKS;
  if (room_for (ask, DAYS_PER_MONTH) >= month + MONTH_GAP)
    return WAY_TIME_MONTHS;
  return terms_fit (ask) ? WAY_TIME_TERMS : WAY_TIME_YEARS;
}

WayTimeTicks *
way_time_ticks_new (const WayTimeAsk *ask)
{
  WayTimeTicks *self = g_new0 (WayTimeTicks, 1);

  g_return_val_if_fail (ask->from >= 1 && ask->to > ask->from, self);

  self->level = choose_level (ask);
  self->coarse = self->level == WAY_TIME_DAYS ? find_months (ask, TRUE) : find_years (ask);
  switch (self->level)
    {
    case WAY_TIME_DAYS:
      self->fine = find_days (ask);
      break;
    case WAY_TIME_WEEKS:
      self->fine = find_weeks (ask);
      break;
    case WAY_TIME_MONTHS:
      self->fine = find_months (ask, FALSE);
      break;
    case WAY_TIME_TERMS:
      self->fine = find_periods (ask, WAY_PERIOD_TERM);
      break;
    case WAY_TIME_YEARS:
    default:
      self->fine = labels_new ();
      break;
    }
  return self;
}

void
way_time_ticks_free (WayTimeTicks *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->fine, g_array_unref);
  g_clear_pointer (&self->coarse, g_array_unref);
  g_free (self);
}
