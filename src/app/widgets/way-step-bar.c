/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of arrows.  Drawn, because a box of labels has no points; the filled
 * ones are bold too, so that colour is not the only sign. */
#include "way-step-bar.h"

#include <glib/gi18n.h>

#define POINT 9 /* how far an arrow's point reaches */
#define GAP 6
#define PADDING 6

struct _WayStepBar
{
  GtkWidget  parent_instance;

  GStrv      names;
  guint      n;
  guint64    lit;
};

G_DEFINE_FINAL_TYPE (WayStepBar, way_step_bar, GTK_TYPE_WIDGET)

static gboolean
is_lit (WayStepBar *self,
        guint       step)
{
  return (self->lit >> step & 1) != 0;
}

static double
step_width (WayStepBar *self,
            double      width)
{
  return (width - GAP * (self->n - 1.0)) / self->n;
}

static PangoLayout *
make_layout (WayStepBar *self,
             guint       step,
             double      width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->names[step]);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  if (is_lit (self, step))
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.92));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (width - 3 * POINT, 8) * PANGO_SCALE));
  return layout;
}

static void
trace_arrow (WayStepBar *self,
             cairo_t    *cr,
             guint       step,
             double      x,
             double      width,
             double      height)
{
  cairo_move_to (cr, x, 0);
  cairo_line_to (cr, x + width - POINT, 0);
  cairo_line_to (cr, x + width, height / 2);
  cairo_line_to (cr, x + width - POINT, height);
  cairo_line_to (cr, x, height);
  if (step > 0)
    cairo_line_to (cr, x + POINT, height / 2);
  cairo_close_path (cr);
}

static void
draw_step (WayStepBar    *self,
           cairo_t       *cr,
           guint          step,
           double         x,
           double         height,
           double         width,
           const GdkRGBA *ink,
           const GdkRGBA *fill)
{
  g_autoptr(PangoLayout) layout = make_layout (self, step, width);
  GdkRGBA pale = *ink;
  int text_height;

  pale.alpha = 0.1f;
  trace_arrow (self, cr, step, x, width, height);
  gdk_cairo_set_source_rgba (cr, is_lit (self, step) ? fill : &pale);
  cairo_fill (cr);

  pango_layout_get_pixel_size (layout, NULL, &text_height);
  cairo_move_to (cr, x + 1.5 * POINT, (height - text_height) / 2);
  if (is_lit (self, step))
    cairo_set_source_rgb (cr, 1, 1, 1);
  else
    gdk_cairo_set_source_rgba (cr, ink);
  pango_cairo_show_layout (cr, layout);
}

static void
way_step_bar_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  WayStepBar *self = WAY_STEP_BAR (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA fill = { 0x12 / 255.f, 0x43 / 255.f, 0x6d / 255.f, 1 };
  GdkRGBA ink;
  cairo_t *cr;

  if (self->n == 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint i = 0; i < self->n; i++)
    {
      guint place = mirrored ? self->n - 1 - i : i;

      draw_step (self, cr, i, place * (step_width (self, width) + GAP), height,
                 step_width (self, width), &ink, &fill);
    }
  cairo_destroy (cr);
}

static int
find_height (WayStepBar *self,
             double      width)
{
  int height = 0;

  for (guint i = 0; i < self->n; i++)
    {
      g_autoptr(PangoLayout) layout = make_layout (self, i, step_width (self, width));
      int text_height;

      pango_layout_get_pixel_size (layout, NULL, &text_height);
      height = MAX (height, text_height);
    }
  return height + 2 * PADDING;
}

static void
way_step_bar_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  WayStepBar *self = WAY_STEP_BAR (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) self->n * 60;
      *natural = (int) self->n * 122;
    }
  else
    {
      *minimum = *natural = find_height (self, for_size > 0 ? for_size : (int) self->n * 60);
    }
}

static GtkSizeRequestMode
way_step_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
way_step_bar_finalize (GObject *object)
{
  g_strfreev (WAY_STEP_BAR (object)->names);

  G_OBJECT_CLASS (way_step_bar_parent_class)->finalize (object);
}

static void
way_step_bar_class_init (WayStepBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_step_bar_finalize;
  widget_class->get_request_mode = way_step_bar_get_request_mode;
  widget_class->measure = way_step_bar_measure;
  widget_class->snapshot = way_step_bar_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
way_step_bar_init (WayStepBar *self)
{
}

GtkWidget *
way_step_bar_new (void)
{
  return g_object_new (WAY_TYPE_STEP_BAR, NULL);
}

void
way_step_bar_set_steps (WayStepBar        *self,
                        const char *const *names,
                        guint64            lit)
{
  g_autoptr(GString) spoken = g_string_new (NULL);

  g_return_if_fail (WAY_IS_STEP_BAR (self));

  g_strfreev (self->names);
  self->names = g_strdupv ((char **) names);
  self->n = g_strv_length (self->names);
  self->lit = lit;

  for (guint i = 0; i < self->n; i++)
    {
      if (i > 0)
        g_string_append (spoken, ", ");
      if (is_lit (self, i))
        /* Translators: a step that is filled, said aloud. */
        g_string_append_printf (spoken, _("here: %s"), self->names[i]);
      else
        g_string_append (spoken, self->names[i]);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken->str, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
