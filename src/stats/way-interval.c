/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact intervals by the distributions themselves: the tails of Poisson and
 * binomial are the incomplete gamma and beta functions, and their ends are found
 * by halving. */

/* lgamma_r() stands beside ISO C. */
#define _DEFAULT_SOURCE

#include "way-interval.h"

#include <math.h>
#include <stdlib.h>

#define MOST_STEPS 100000
#define TINY       1e-300
#define CLOSE      1e-15
#define HALVINGS   200

static double
log_gamma (double x)
{
  int sign;

  return lgamma_r (x, &sign);
}

/* --- the incomplete gamma function --- */

/* P(a, x) as a series, for x below a + 1. */
static double
gamma_series (double a,
              double x)
{
  double term = 1 / a;
  double sum = term;

  for (guint i = 1; i < MOST_STEPS && term > sum * CLOSE; i++)
    {
      term *= x / (a + i);
      sum += term;
    }
  return sum * exp (a * log (x) - x - log_gamma (a));
}

/* Q(a, x) as a continued fraction (Lentz), for x from a + 1 on. */
static double
gamma_fraction (double a,
                double x)
{
  double b = x + 1 - a;
  double c = 1 / TINY;
  double d = 1 / b;
  double h = d;

  for (guint i = 1; i < MOST_STEPS; i++)
    {
      double an = -(double) i * (i - a);
      double step;

      b += 2;
      d = an * d + b;
      d = 1 / (fabs (d) < TINY ? TINY : d);
      c = b + an / c;
      c = fabs (c) < TINY ? TINY : c;
      step = c * d;
      h *= step;
      if (fabs (step - 1) < CLOSE)
        break;
    }
  return h * exp (a * log (x) - x - log_gamma (a));
}

double
way_poisson_at_most (double count,
                     double mean)
{
  double a = floor (count) + 1;

  if (count < 0)
    return 0;
  if (mean <= 0)
    return 1;
  return mean < a + 1 ? 1 - gamma_series (a, mean) : gamma_fraction (a, mean);
}

/* --- the incomplete beta function --- */

static double
beta_fraction (double a,
               double b,
               double x)
{
  double c = 1;
  double d = 1 - (a + b) * x / (a + 1);
  double h;

  d = 1 / (fabs (d) < TINY ? TINY : d);
  h = d;
  for (guint i = 1; i < MOST_STEPS; i++)
    {
      const double terms[2] = {
        i * (b - i) * x / ((a + 2 * i - 1) * (a + 2 * i)),
        -(a + i) * (a + b + i) * x / ((a + 2 * i) * (a + 2 * i + 1)),
      };
      double before = h;

      for (guint k = 0; k < 2; k++)
        {
          d = 1 + terms[k] * d;
          d = 1 / (fabs (d) < TINY ? TINY : d);
          c = 1 + terms[k] / c;
          c = fabs (c) < TINY ? TINY : c;
          h *= d * c;
        }
      if (fabs (h / before - 1) < CLOSE)
        break;
    }
  return h;
}

/* I(x; a, b). */
static double
beta_share (double a,
            double b,
            double x)
{
  double front;

  if (x <= 0 || x >= 1)
    return x <= 0 ? 0 : 1;
  front = exp (log_gamma (a + b) - log_gamma (a) - log_gamma (b) + a * log (x) + b * log1p (-x));
  if (x < (a + 1) / (a + b + 2))
    return front * beta_fraction (a, b, x) / a;
  return 1 - front * beta_fraction (b, a, 1 - x) / b;
}

double
way_binomial_at_most (double count,
                      double base,
                      double share)
{
  double k = floor (count);

  if (k < 0)
    return 0;
  if (k >= base)
    return 1;
  return beta_share (base - k, k + 1, 1 - share);
}

/* --- intervals --- */

/* Where a falling function of x comes down to want, between low and high. */
typedef double (*Falling) (double x,
                           double count,
                           double base);

static double
find_fall (Falling func,
           double  count,
           double  base,
           double  want,
           double  low,
           double  high)
{
  for (guint i = 0; i < HALVINGS && high - low > CLOSE * high; i++)
    {
      double middle = low + (high - low) / 2;

      if (func (middle, count, base) > want)
        low = middle;
      else
        high = middle;
    }
  return low + (high - low) / 2;
}

static double
poisson_by_mean (double x,
                 double count,
                 double base)
{
  return way_poisson_at_most (count, x);
}

static double
binomial_by_share (double x,
                   double count,
                   double base)
{
  return way_binomial_at_most (count, base, x);
}

gboolean
way_interval_poisson (double  count,
                      double  level,
                      double *low,
                      double *high)
{
  double tail = (1 - level) / 2;
  double far = count + 50 + 20 * sqrt (count + 1);

  if (!isfinite (count) || count < 0 || !(level > 0 && level < 1))
    return FALSE;
  /* At least count events as rare as the tail; at most count as rare. */
  *low = count > 0 ? find_fall (poisson_by_mean, count - 1, 0, 1 - tail, 0, count) : 0;
  *high = find_fall (poisson_by_mean, count, 0, tail, count, far);
  return TRUE;
}

gboolean
way_interval_binomial (double  count,
                       double  base,
                       double  level,
                       double *low,
                       double *high)
{
  double tail = (1 - level) / 2;

  if (!isfinite (count) || !isfinite (base) || count < 0 || base <= 0 || count > base ||
      !(level > 0 && level < 1))
    return FALSE;
  *low = count > 0 ? find_fall (binomial_by_share, count - 1, base, 1 - tail, 0, 1) : 0;
  *high = count < base ? find_fall (binomial_by_share, count, base, tail, 0, 1) : 1;
  return TRUE;
}

/* --- funnels --- */

static double
at_most (WayChance chance,
         double    count,
         double    base,
         double    target)
{
  return chance == WAY_CHANCE_POISSON ? way_poisson_at_most (count, target * base)
                                      : way_binomial_at_most (count, base, target);
}

/* The count at which the chance of at most so many is share: the first whole one
 * that reaches it, less what it overshoots. */
static double
find_quantile (WayChance chance,
               double    target,
               double    base,
               double    share)
{
  double low = -1;
  double high = ceil (target * base + 50 + 20 * sqrt (target * base + 1));
  double at, below;

  if (chance == WAY_CHANCE_BINOMIAL)
    high = MIN (high, floor (base));
  while (high - low > 1)
    {
      double middle = floor ((low + high) / 2);

      if (at_most (chance, middle, base, target) >= share)
        high = middle;
      else
        low = middle;
    }
  at = at_most (chance, high, base, target);
  below = at_most (chance, high - 1, base, target);
  return MAX (at > below ? high - (at - share) / (at - below) : high, 0);
}

gboolean
way_funnel_limits (WayChance  chance,
                   double     target,
                   double     base,
                   double     level,
                   double     dispersion,
                   double    *low,
                   double    *high)
{
  double tail = (1 - level) / 2;
  double wide = sqrt (MAX (dispersion, 1));

  if (!isfinite (base) || !isfinite (target) || base <= 0 || target < 0 ||
      !(level > 0 && level < 1) || (chance == WAY_CHANCE_BINOMIAL && target > 1))
    return FALSE;
  *low = find_quantile (chance, target, base, tail) / base;
  *high = find_quantile (chance, target, base, 1 - tail) / base;
  *low = MAX (target - (target - *low) * wide, 0);
  *high = target + (*high - target) * wide;
  if (chance == WAY_CHANCE_BINOMIAL)
    *high = MIN (*high, 1);
  return TRUE;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double da = *(const double *) a, db = *(const double *) b;

  return (da > db) - (da < db);
}

double
way_funnel_dispersion (WayChance     chance,
                       const double *counts,
                       const double *bases,
                       guint         n,
                       double        target)
{
  g_autofree double *scores = g_new (double, MAX (n, 1));
  double sum = 0;
  guint known = 0, cut;

  for (guint i = 0; i < n; i++)
    {
      double expected = target * bases[i];
      double variance = chance == WAY_CHANCE_POISSON ? expected : expected * (1 - target);

      if (isfinite (counts[i]) && isfinite (variance) && variance > 0)
        scores[known++] = (counts[i] - expected) / sqrt (variance);
    }
  if (known == 0)
    return 1;
  qsort (scores, known, sizeof *scores, compare_doubles);
  cut = known / 10;
  for (guint i = 0; i < known; i++)
    sum += pow (scores[CLAMP (i, cut, known - 1 - cut)], 2);
  return MAX (sum / known, 1);
}

/* --- forecasts --- */

/* The standard normal quantile, by halving: it is asked for a few numbers. */
static double
normal_quantile (double share)
{
  double low = -10, high = 10;

  for (guint i = 0; i < HALVINGS && high - low > CLOSE; i++)
    {
      double middle = (low + high) / 2;

      if (erfc (-middle / G_SQRT2) / 2 < share)
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

double
way_chance_above (const double *shares,
                  const double *values,
                  guint         n,
                  double        limit)
{
  guint above = 0;
  double from, to, z;

  if (n == 0)
    return NAN;
  while (above < n && values[above] <= limit)
    above++;
  if (above == 0 || above == n)
    return above == 0 ? 1 - shares[0] : 1 - shares[n - 1];
  from = normal_quantile (shares[above - 1]);
  to = normal_quantile (shares[above]);
  z = from + (to - from) * (limit - values[above - 1]) / (values[above] - values[above - 1]);
  return erfc (z / G_SQRT2) / 2;
}
