/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Medians, rank correlation, and how long stays last. */

#include "way-summary.h"

#include <math.h>
#include <stdlib.h>

#include "way-result.h"

/* What the product of many shares may be off by. */
#define SMALL 1e-9

static int
compare_numbers (const void *a,
                 const void *b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

gint64
way_summary_median (gint64 *values,
                    guint   n,
                    gint64  unit)
{
  g_return_val_if_fail (n > 0, 0);
  qsort (values, n, sizeof *values, compare_numbers);
  if (n % 2 == 1)
    return values[n / 2] * unit;
  return way_result_divide ((values[n / 2 - 1] + values[n / 2]) * unit, 2);
}

/* --- Ranks --- */

typedef struct
{
  double value;
  guint  index;
} Ranked;

static int
compare_ranked (const void *a,
                const void *b)
{
  const Ranked *one = a;
  const Ranked *other = b;

  return one->value < other->value ? -1 : one->value > other->value;
}

/* From 1; equals share the mean of their places. */
static double *
rank (const double *values,
      guint         n)
{
  g_autofree Ranked *sorted = g_new (Ranked, n);
  double *ranks = g_new (double, n);

  for (guint i = 0; i < n; i++)
    sorted[i] = (Ranked) { values[i], i };
  qsort (sorted, n, sizeof *sorted, compare_ranked);
  for (guint i = 0, end; i < n; i = end)
    {
      for (end = i + 1; end < n && !(sorted[end].value > sorted[i].value); end++)
        ;
      for (guint j = i; j < end; j++)
        ranks[sorted[j].index] = (i + 1 + end) / 2.0;
    }
  return ranks;
}

double
way_summary_correlation (const double *x,
                         const double *y,
                         guint         n)
{
  g_autofree double *x_ranks = rank (x, n);
  g_autofree double *y_ranks = rank (y, n);
  double mean = (n + 1) / 2.0;
  double both = 0, of_x = 0, of_y = 0;

  for (guint i = 0; i < n; i++)
    {
      both += (x_ranks[i] - mean) * (y_ranks[i] - mean);
      of_x += (x_ranks[i] - mean) * (x_ranks[i] - mean);
      of_y += (y_ranks[i] - mean) * (y_ranks[i] - mean);
    }
  return n >= 3 && of_x > 0 && of_y > 0 ? both / sqrt (of_x * of_y) : NAN;
}

/* --- Lasting --- */

static int
compare_lasting (const void *a,
                 const void *b)
{
  const WayLasting *one = a;
  const WayLasting *other = b;

  return one->days < other->days ? -1 : one->days > other->days;
}

static int
compare_days (const void *a,
              const void *b)
{
  guint32 one = *(const guint32 *) a;
  guint32 other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

/* When those came into view that were not seen from the first day, in order. */
static GArray *
sort_entries (const WayLasting *stays,
              guint             n)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < n; i++)
    if (stays[i].entered > 0)
      g_array_append_val (entries, stays[i].entered);
  g_array_sort (entries, compare_days);
  return entries;
}

GArray *
way_summary_lasting_steps (WayLasting *stays,
                           guint       n)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (WayLastingStep));
  g_autoptr(GArray) entries = sort_entries (stays, n);
  guint n_entered = 0;
  double share = 1;

  qsort (stays, n, sizeof *stays, compare_lasting);
  for (guint i = 0, end; i < n; i = end)
    {
      WayLastingStep step = { .days = stays[i].days };

      while (n_entered < entries->len &&
             g_array_index (entries, guint32, n_entered) < step.days)
        n_entered++;
      step.at_risk = n - entries->len + n_entered - i;
      for (end = i; end < n && stays[end].days == step.days; end++)
        step.ended += stays[end].ended ? 1 : 0;
      if (step.ended == 0)
        continue;
      share *= 1.0 - (double) step.ended / step.at_risk;
      step.share = share;
      g_array_append_val (steps, step);
    }
  return steps;
}

gboolean
way_summary_steps_reach (const GArray *steps,
                         guint         share,
                         guint         of,
                         guint32      *days)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const WayLastingStep *step = &g_array_index (steps, WayLastingStep, i);

      if (step->share * of > share + SMALL)
        continue;
      *days = step->days;
      return TRUE;
    }
  return FALSE;
}

gboolean
way_summary_lasting (WayLasting *stays,
                     guint       n,
                     guint       share,
                     guint       of,
                     guint32    *days)
{
  g_autoptr(GArray) steps = way_summary_lasting_steps (stays, n);

  return way_summary_steps_reach (steps, share, of, days);
}
