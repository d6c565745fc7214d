/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How sure a count is: exact intervals of counts and of proportions, and the
 * limits of a funnel.  Pure; any thread. */

typedef enum
{
  WAY_CHANCE_POISSON,         /* events that may come again: a rate */
  WAY_CHANCE_BINOMIAL,        /* some of so many: a proportion */
} WayChance;

/* The chance of at most count events where mean are expected, and of at most
 * count of base where each has the chance share. */
double   way_poisson_at_most  (double     count,
                               double     mean);
double   way_binomial_at_most (double     count,
                               double     base,
                               double     share);

/* The exact interval of a count, as a number of events: Garwood (1936).  level
 * is 0.95 for 95%.  FALSE: the count is below zero or no number. */
gboolean way_interval_poisson (double     count,
                               double     level,
                               double    *low,
                               double    *high);

/* The exact interval of count out of base, as a share of one: Clopper and
 * Pearson (1934).  FALSE also where count is above base, or base is nothing. */
gboolean way_interval_binomial (double    count,
                               double     base,
                               double     level,
                               double    *low,
                               double    *high);

/* What a count over a base is expected to lie between, as a share of the base,
 * where the share of all is target: exact, and between whole counts by
 * interpolation, so that the limits are a smooth line (Spiegelhalter 2005).
 * dispersion (1: none) is how much more the units differ than chance alone has
 * it; the limits widen by its root. */
gboolean way_funnel_limits    (WayChance  chance,
                               double     target,
                               double     base,
                               double     level,
                               double     dispersion,
                               double    *low,
                               double    *high);

/* The mean square of the units' differences from target in standard errors, the
 * tenth at either end drawn in to the next (Spiegelhalter 2005); 1 at the least. */
double   way_funnel_dispersion (WayChance    chance,
                               const double *counts,
                               const double *bases,
                               guint         n,
                               double        target);

/* The chance that a value is above a limit, from the quantiles of its forecast:
 * between two of them as on a normal curve, beyond them no more than they say.
 * shares rise from 0 to 1, values with them.  NaN without quantiles. */
double   way_chance_above     (const double *shares,
                               const double *values,
                               guint         n,
                               double        limit);

G_END_DECLS
