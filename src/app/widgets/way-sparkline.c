/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line on a card. */
#include "way-sparkline.h"

#include <adwaita.h>

#include "way-chart-sparkline.h"

struct _WaySparkline
{
  GtkWidget     parent_instance;

  double       *values;
  guint         n;
  WayChartRole  role;
};

G_DEFINE_FINAL_TYPE (WaySparkline, way_sparkline, GTK_TYPE_WIDGET)

static void
style_changed_cb (WaySparkline *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
way_sparkline_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  WaySparkline *self = WAY_SPARKLINE (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->n < 2)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  way_sparkline_draw (self->values, self->n, self->role,
                      way_chart_theme_get (dark ? WAY_CHART_DARK : WAY_CHART_LIGHT),
                      width, height, cr);
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
  self->role = WAY_CHART_SERIES_1;
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
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

void
way_sparkline_set_role (WaySparkline *self,
                        WayChartRole  role)
{
  g_return_if_fail (WAY_IS_SPARKLINE (self));

  self->role = role;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
