/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From numbers to places on paper, and the measuring of text.  Places are in
 * scene units of 1/96 inch (a pixel at scale 1), y downwards.  Pure. */

/* One scene unit is three quarters of a point. */
#define WAY_CHART_UNITS_PER_POINT (96.0 / 72.0)

/* Width of a text of this size, in scene units.  Tests pass "six a letter". */
typedef double (*WayChartMeasureFunc) (const char *text,
                                       double      size,
                                       gboolean    bold,
                                       gpointer    data);
typedef struct
{
  WayChartMeasureFunc func;
  gpointer            data;
} WayChartMeasure;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} WayChartBox;

/* Straight from [low, high] to [start, end]; end may lie before start. */
typedef struct
{
  double low;
  double high;
  double start;
  double end;
} WayScale;

double   way_scale_map        (const WayScale    *self,
                               double             value);
double   way_scale_invert     (const WayScale    *self,
                               double             place);

/* The nth of n equal bands between start and end, less the given share of gap
 * on both sides together. */
void     way_scale_band       (double             start,
                               double             end,
                               guint              n,
                               guint              nth,
                               double             gap,
                               double            *from,
                               double            *size);

/* Nearest edge between device pixels; pixel is a device pixel's size in scene
 * units, 0 for none (vector output). */
double   way_scale_snap       (double             place,
                               double             pixel);

/* Where the middle of a line of this width must run so that its sides lie on
 * edges: this is what keeps steps sharp, and Cairo on its fast path. */
double   way_scale_snap_line  (double             place,
                               double             width,
                               double             pixel);

/* The width in whole device pixels, at least one. */
double   way_scale_snap_width (double             width,
                               double             pixel);

double   way_chart_measure    (const WayChartMeasure *measure,
                               const char        *text,
                               double             size,
                               gboolean           bold);

/* Whether the two share more than an edge. */
gboolean way_chart_box_meets  (const WayChartBox *a,
                               const WayChartBox *b);

/* The last index whose value is not above x in rising values, found by
 * halving; 0 where all are above. */
guint    way_chart_find_floor (const double      *values,
                               guint              n,
                               double             x);

/* The index whose value is nearest to x. */
guint    way_chart_find_near  (const double      *values,
                               guint              n,
                               double             x);

G_END_DECLS
