/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line on a card. */
#include "way-sparkline.h"

#include <math.h>

#define DOT_RADIUS 3.0

struct _WaySparkline
{
  GtkWidget parent_instance;

  double   *values;
  guint     n;
};

G_DEFINE_FINAL_TYPE (WaySparkline, way_sparkline, GTK_TYPE_WIDGET)

static void
find_range (WaySparkline *self,
            double       *low,
            double       *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->n; i++)
    if (isfinite (self->values[i]))
      {
        *low = MIN (*low, self->values[i]);
        *high = MAX (*high, self->values[i]);
      }
}

static void
trace (WaySparkline *self,
       cairo_t      *cr,
       double        width,
       double        height)
{
  double low;
  double high;
  double x = 0;
  double y = 0;
  gboolean gap = TRUE;

  find_range (self, &low, &high);
  for (guint i = 0; i < self->n; i++)
    {
      if (!isfinite (self->values[i]))
        {
          gap = TRUE;
          continue;
        }
      x = DOT_RADIUS + i * (width - 2 * DOT_RADIUS) / (self->n - 1);
      y = high > low ? DOT_RADIUS + (high - self->values[i]) * (height - 2 * DOT_RADIUS) / (high - low)
                     : height / 2;
      if (gap)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
      gap = FALSE;
    }
}

static void
way_sparkline_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  WaySparkline *self = WAY_SPARKLINE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA ink;
  cairo_t *cr;
  double x;
  double y;

  if (self->n < 2)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  trace (self, cr, width, height);
  if (!cairo_has_current_point (cr))
    {
      cairo_destroy (cr);
      return;
    }
  cairo_get_current_point (cr, &x, &y);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 1);
  cairo_stroke (cr);

  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_arc (cr, x, y, DOT_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
way_sparkline_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 48 : 24;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 88 : 32;
}

static void
way_sparkline_finalize (GObject *object)
{
  g_free (WAY_SPARKLINE (object)->values);

  G_OBJECT_CLASS (way_sparkline_parent_class)->finalize (object);
}

static void
way_sparkline_class_init (WaySparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_sparkline_finalize;
  widget_class->measure = way_sparkline_measure;
  widget_class->snapshot = way_sparkline_snapshot;

  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
way_sparkline_init (WaySparkline *self)
{
}

GtkWidget *
way_sparkline_new (void)
{
  return g_object_new (WAY_TYPE_SPARKLINE, NULL);
}

void
way_sparkline_set_values (WaySparkline *self,
                          const double *values,
                          guint         n)
{
  g_return_if_fail (WAY_IS_SPARKLINE (self));

  g_free (self->values);
  self->values = g_memdup2 (values, n * sizeof *values);
  self->n = n;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
