/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers that stand for many.  Pure; any thread. */

/* The middle of n numbers times unit (10 for tenths), the mean of the middle two
 * of an even n, halves away from zero; n is not 0.  Sorts the numbers. */
gint64   way_summary_median      (gint64       *values,
                                  guint         n,
                                  gint64        unit);

/* How two measures of the same things go together, by their ranks (Spearman,
 * with mean ranks of equals): from -1 to 1.  NaN for fewer than three, or where
 * one of them is the same everywhere. */
double   way_summary_correlation (const double *x,
                                  const double *y,
                                  guint         n);

/* --- How long something lasts --- */

typedef struct
{
  guint32  days;
  gboolean ended;              /* FALSE: it still goes on, after so many days */
  guint32  entered;            /* seen only once so many days were over; 0: from the first */
} WayLasting;

/* The least number of days after which no more than `share` in `of` still go on
 * (1 in 2: the median; 1 in 10: nine in ten have ended), by the product-limit
 * estimate of Kaplan and Meier, which counts what is open for as long as it was
 * seen and drops nothing, and what was seen late only from then on: else those
 * that last would weigh too much.  FALSE where so few have ended that it cannot be
 * said.  Sorts the array. */
gboolean way_summary_lasting     (WayLasting   *stays,
                                  guint         n,
                                  guint         share,
                                  guint         of,
                                  guint32      *days);

/* A step of the estimate: the share that goes on after so many days. */
typedef struct
{
  guint32 days;
  double  share;
  guint   at_risk;             /* that were being seen then */
  guint   ended;               /* on that day */
} WayLastingStep;

/* All steps, by days.  GArray of WayLastingStep.  Sorts the array. */
GArray  *way_summary_lasting_steps (WayLasting *stays,
                                    guint       n);

/* way_summary_lasting() from all steps, where several shares are asked for. */
gboolean way_summary_steps_reach   (const GArray *steps,
                                    guint         share,
                                    guint         of,
                                    guint32      *days);

G_END_DECLS
