/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart is, apart from its size and colours. */

#include "way-chart-private.h"

#include "way-chart-timeline.h"

#include <math.h>

static void
clear_curve (gpointer data)
{
  g_free (((WayChartCurve *) data)->x);
  g_free (((WayChartCurve *) data)->y);
}

WayChart *
way_chart_new (WayChartData  *data,
               WayChartFrame  frame)
{
  WayChart *self = g_new0 (WayChart, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->data = way_chart_data_ref (data);
  self->frame = frame;
  self->marks = g_array_new (FALSE, FALSE, sizeof (WayMark));
  self->guides = g_array_new (FALSE, FALSE, sizeof (WayGuide));
  self->periods = g_array_new (FALSE, FALSE, sizeof (WayPeriod));
  self->lanes = g_array_new (FALSE, FALSE, sizeof (WayLane));
  self->events = g_array_new (FALSE, FALSE, sizeof (WayEvent));
  self->facets = g_ptr_array_new ();
  self->curves = g_array_new (FALSE, FALSE, sizeof (WayChartCurve));
  g_array_set_clear_func (self->curves, clear_curve);
  self->texts = g_string_chunk_new (256);
  self->low = NAN;
  self->high = NAN;
  self->is_counted = TRUE;
  self->is_keyed = TRUE;
  return self;
}

WayChart *
way_chart_ref (WayChart *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
way_chart_unref (WayChart *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  way_chart_data_unref (self->data);
  g_array_unref (self->marks);
  g_array_unref (self->guides);
  g_array_unref (self->periods);
  g_array_unref (self->lanes);
  g_array_unref (self->events);
  g_ptr_array_unref (self->facets);
  g_array_unref (self->curves);
  way_flow_free (self->flow);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const char *
keep_text (WayChart   *self,
           const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

void
way_chart_add_mark (WayChart      *self,
                    const WayMark *mark)
{
  g_return_if_fail (mark->series < way_chart_data_n_series (self->data));
  g_return_if_fail (mark->other < way_chart_data_n_series (self->data));
  g_array_append_val (self->marks, *mark);
}

void
way_chart_add_guide (WayChart       *self,
                     const WayGuide *guide)
{
  WayGuide added = *guide;

  added.text = keep_text (self, guide->text);
  added.brief = keep_text (self, guide->brief);
  g_array_append_val (self->guides, added);
}

void
way_chart_add_periods (WayChart        *self,
                       const WayPeriod *periods,
                       guint            n)
{
  for (guint i = 0; i < n; i++)
    {
      WayPeriod added = periods[i];

      added.label = keep_text (self, periods[i].label);
      g_array_append_val (self->periods, added);
    }
}

guint
way_chart_add_facet (WayChart   *self,
                     const char *name)
{
  g_ptr_array_add (self->facets, g_string_chunk_insert (self->texts, name));
  return self->facets->len - 1;
}

void
way_chart_set_free (WayChart *self,
                    gboolean  is_free)
{
  self->is_free = is_free;
}

void
way_chart_set_units (WayChart   *self,
                     const char *units)
{
  self->units = keep_text (self, units);
}

void
way_chart_set_stacked (WayChart *self,
                       gboolean  stacked)
{
  self->is_stacked = stacked;
}

void
way_chart_set_counted (WayChart *self,
                       gboolean  counted)
{
  self->is_counted = counted;
}

void
way_chart_set_keyed (WayChart *self,
                     gboolean  keyed)
{
  self->is_keyed = keyed;
}

void
way_chart_set_range (WayChart *self,
                     double    low,
                     double    high)
{
  self->low = low;
  self->high = high;
}

gboolean
way_chart_get_days (const WayChart *self,
                    guint32        *from,
                    guint32        *to)
{
  guint n = way_chart_data_n_points (self->data);

  *from = *to = 0;
  if (self->frame == WAY_CHART_LANES)
    {
      *from = (guint32) self->low;
      *to = (guint32) self->high;
    }
  else if (self->frame == WAY_CHART_TIME && n > 0)
    {
      *from = way_chart_data_get_day (self->data, 0);
      *to = way_chart_data_get_day (self->data, n - 1);
    }
  return *from < *to;
}

guint32
way_chart_get_point_day (const WayChart *self,
                         guint           point)
{
  /* Of an event the first series is its first day. */
  if (self->frame == WAY_CHART_LANES)
    return (guint32) way_chart_data_get_value (self->data, 0, point);
  return way_chart_data_get_day (self->data, point);
}

WayChartData *
way_chart_get_data (const WayChart *self)
{
  return self->data;
}

WayChartFrame
way_chart_get_frame (const WayChart *self)
{
  return self->frame;
}
