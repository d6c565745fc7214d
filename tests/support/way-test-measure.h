/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <time.h>

/* Figures of a benchmark, told with what they are to reach.  Time is that of the
 * processor: others may be busy. */

static inline double
way_test_seconds_since (clock_t start)
{
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

static inline int
way_test_compare_doubles (gconstpointer a,
                          gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

/* The middle one, of ratios of what was measured one after the other: a machine that
 * others work on too is slower for both.  Puts the values in order. */
static inline double
way_test_median (double *values,
                 guint   n_values)
{
  qsort (values, n_values, sizeof *values, way_test_compare_doubles);
  return values[n_values / 2];
}

/* A line for one figure: what it is of its aim, and whether that is met. */
static inline gboolean
way_test_tell (const char *what,
               double      value,
               const char *unit,
               const char *bound,
               double      aim,
               gboolean    met)
{
  int digits = aim >= 1000 ? 0 : 2;

  g_print ("%-44s %10.*f %-6s %s %.*f: %.2f of it   %s\n", what, digits, value, unit, bound, digits,
           aim, value / aim, met ? "met" : "NOT MET");
  return met;
}

static inline gboolean
way_test_tell_most (const char *what,
                    double      value,
                    const char *unit,
                    double      most)
{
  return way_test_tell (what, value, unit, "at most", most, value <= most);
}

static inline gboolean
way_test_tell_least (const char *what,
                     double      value,
                     const char *unit,
                     double      least)
{
  return way_test_tell (what, value, unit, "at least", least, value >= least);
}
