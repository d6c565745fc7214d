/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From numbers to places on paper. */

#include "way-chart-scale.h"

#include <math.h>

double
way_scale_map (const WayScale *self,
               double          value)
{
  if (self->high <= self->low)
    return (self->start + self->end) / 2;
  return self->start + (value - self->low) / (self->high - self->low) * (self->end - self->start);
}

double
way_scale_invert (const WayScale *self,
                  double          place)
{
  if (self->end == self->start)
    return self->low;
  return self->low + (place - self->start) / (self->end - self->start) * (self->high - self->low);
}

void
way_scale_band (double  start,
                double  end,
                guint   n,
                guint   nth,
                double  gap,
                double *from,
                double *size)
{
  double step = (end - start) / MAX (n, 1);

  *from = start + step * (nth + gap / 2);
  *size = step * (1 - gap);
}

double
way_scale_snap (double place,
                double pixel)
{
  return pixel > 0 ? round (place / pixel) * pixel : place;
}

double
way_scale_snap_width (double width,
                      double pixel)
{
  return pixel > 0 ? MAX (1, round (width / pixel)) * pixel : width;
}

double
way_scale_snap_line (double place,
                     double width,
                     double pixel)
{
  double half;

  if (pixel <= 0)
    return place;
  half = fmod (round (width / pixel), 2) == 1 ? pixel / 2 : 0;
  return way_scale_snap (place - half, pixel) + half;
}

double
way_chart_measure (const WayChartMeasure *measure,
                   const char            *text,
                   double                 size,
                   gboolean               bold)
{
  return text != NULL ? measure->func (text, size, bold, measure->data) : 0;
}

gboolean
way_chart_box_meets (const WayChartBox *a,
                     const WayChartBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width &&
         a->y < b->y + b->height && b->y < a->y + a->height;
}

guint
way_chart_find_floor (const double *values,
                      guint         n,
                      double        x)
{
  guint low = 0, high = n;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (values[middle] <= x)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint
way_chart_find_near (const double *values,
                     guint         n,
                     double        x)
{
  guint floor_at = way_chart_find_floor (values, n, x);

  if (floor_at + 1 < n && values[floor_at + 1] - x < x - values[floor_at])
    return floor_at + 1;
  return floor_at;
}
