/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "way-chart-theme.h"
#include "way-chart-words.h"

G_BEGIN_DECLS

/* Charts of a word's size, for cards and cells of tables: no axis, no words,
 * drawn into width by height from the origin.  Each comes with a sentence that
 * is its accessible text.  NaN is a gap. */

/* A quiet line whose last point is coloured. */
void  way_sparkline_draw       (const double          *values,
                                guint                  n,
                                WayChartRole           last,
                                const WayChartTheme   *theme,
                                double                 width,
                                double                 height,
                                cairo_t               *cr);

/* People on roll as steps, under places as a dotted line; places may be NULL.
 * pixel is the size of a device pixel, as in WayChartPage. */
void  way_sparkline_draw_steps (const double          *on_roll,
                                const double          *places,
                                guint                  n,
                                const WayChartTheme   *theme,
                                double                 width,
                                double                 height,
                                double                 pixel,
                                cairo_t               *cr);

/* "From 152 to 183; lowest 147, highest 208".  Free with g_free(). */
char *way_sparkline_describe   (const double          *values,
                                guint                  n,
                                guint                  decimals,
                                WayChartTranslateFunc  translate);

/* A bar that ends at a mark for full; what is more is hatched beyond it. */
typedef struct
{
  double filled;              /* where the plain bar ends */
  double full;                /* where the mark stands */
  double over;                /* where the hatch ends; full: there is none */
} WayFilledBar;

/* Bars of one column stand under each other with one mark.  What is beyond the
 * cell ends at its edge: the number beside it says how much. */
WayFilledBar way_filled_bar    (double                 value,
                                double                 full,
                                double                 width);
void  way_filled_bar_draw      (const WayFilledBar    *bar,
                                const WayChartTheme   *theme,
                                double                 height,
                                double                 pixel,
                                cairo_t               *cr);

/* "61 of 72, 11 empty".  Free with g_free(). */
char *way_filled_bar_describe  (double                 value,
                                double                 full,
                                guint                  decimals,
                                WayChartTranslateFunc  translate);

G_END_DECLS
