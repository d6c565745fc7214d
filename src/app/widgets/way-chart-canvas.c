/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawn part of a chart.  src/chart lays out and draws; this keeps the
 * finished picture as a texture, so that moving the pointer draws the overlay
 * and nothing else. */
#include "way-chart-canvas.h"

#include <adwaita.h>
#include <math.h>

#include "way-chart-draw.h"
#include "way-chart-scene.h"
#include "way-text-scale.h"

struct _WayChartCanvas
{
  GtkWidget          parent_instance;

  WayChart          *chart;
  gboolean           has_point;
  gboolean           by_keys; /* the point was walked to */
  WayChartAt         at;
  double             pointer_x; /* where the pointer was last, in the window; NAN: not told */
  double             pointer_y;

  /* Made for one size, style and scale; NULL: to be made. */
  WayChartFont      *font;
  WayChartScene     *scene;
  GdkTexture        *texture;
  int                scale;
  WayChartThemeKind  theme;
};

enum
{
  MOVED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayChartCanvas, way_chart_canvas, GTK_TYPE_WIDGET)

WayChartThemeKind
way_chart_canvas_find_theme (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    return dark ? WAY_CHART_CONTRAST_DARK : WAY_CHART_CONTRAST;
  return dark ? WAY_CHART_DARK : WAY_CHART_LIGHT;
}

static WayChartFont *
get_font (WayChartCanvas *self)
{
  if (self->font == NULL)
    {
      PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
      const PangoFontDescription *description = pango_context_get_font_description (context);

      self->font = way_chart_font_new (pango_font_description_get_family (description), FALSE);
    }
  return self->font;
}

static WayChartPage
make_page (WayChartCanvas *self,
           double          width,
           double          height)
{
  return (WayChartPage) {
    .width = width,
    .height = height,
    .text_scale = way_text_scale (GTK_WIDGET (self)),
    .pixel = 1.0 / gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    .measure = way_chart_font_get_measure (get_font (self)),
  };
}

static void
forget_picture (WayChartCanvas *self)
{
  g_clear_pointer (&self->scene, way_chart_scene_free);
  g_clear_object (&self->texture);
}

static void
style_changed_cb (WayChartCanvas *self)
{
  forget_picture (self);
  g_clear_pointer (&self->font, way_chart_font_free);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GdkTexture *
draw_texture (WayChartCanvas *self,
              int             width,
              int             height)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * self->scale, height * self->scale);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GBytes) bytes = NULL;
  GdkTexture *texture;
  int stride;

  cairo_scale (cr, self->scale, self->scale);
  way_chart_draw (self->scene, way_chart_theme_get (self->theme), get_font (self), cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) stride * height * self->scale);
  texture = gdk_memory_texture_new (width * self->scale, height * self->scale,
                                    GDK_MEMORY_DEFAULT, bytes, stride);
  cairo_surface_destroy (surface);
  return texture;
}

static void
ensure_scene (WayChartCanvas *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  WayChartPage page;

  if (self->scene != NULL || self->chart == NULL || width < 1 || height < 1)
    return;

  page = make_page (self, width, height);
  self->scene = way_chart_scene_new (self->chart, &page);
}

static void
draw_overlay (WayChartCanvas *self,
              GtkSnapshot    *snapshot,
              int             width,
              int             height)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  way_chart_draw_overlay (self->scene, way_chart_theme_get (self->theme), get_font (self), self->at,
                          self->by_keys && gtk_widget_has_visible_focus (GTK_WIDGET (self)), cr);
  cairo_destroy (cr);
}

static void
way_chart_canvas_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  WayChartCanvas *self = WAY_CHART_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  WayChartThemeKind theme = way_chart_canvas_find_theme ();

  if (self->scale != scale || self->theme != theme)
    forget_picture (self);
  self->scale = scale;
  self->theme = theme;
  ensure_scene (self);
  if (self->scene == NULL)
    return;

  if (self->texture == NULL)
    self->texture = draw_texture (self, width, height);
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->has_point)
    draw_overlay (self, snapshot, width, height);
}

static void
way_chart_canvas_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  forget_picture (WAY_CHART_CANVAS (widget));
}

static GtkSizeRequestMode
way_chart_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
way_chart_canvas_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  WayChartCanvas *self = WAY_CHART_CANVAS (widget);
  WayChartPage page;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 280;
      *natural = 640;
      return;
    }

  *minimum = *natural = 200;
  if (self->chart == NULL)
    return;
  page = make_page (self, for_size > 0 ? for_size : 640, 0);
  *minimum = *natural = (int) CLAMP (way_chart_scene_natural_height (self->chart, &page), 80, 4000);
}

/* The name follows the keys: a screen reader says a new name of what has the
 * focus.  GTK 4.8 has no other way to announce. */
static void
update_spoken (WayChartCanvas *self)
{
  WayChartData *data = self->chart != NULL ? way_chart_get_data (self->chart) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  if (data == NULL)
    return;
  if (self->has_point)
    name = way_chart_read_point (data, self->at);
  else
    name = g_strdup (way_chart_data_get_title (data));
  description = way_chart_describe (data);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name != NULL ? name : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static void
move_to (WayChartCanvas *self,
         gboolean        has_point,
         WayChartAt      at,
         gboolean        by_keys)
{
  if (self->has_point == has_point && self->by_keys == by_keys &&
      (!has_point || (self->at.series == at.series && self->at.point == at.point)))
    return;

  self->has_point = has_point;
  self->at = at;
  self->by_keys = by_keys;
  update_spoken (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

static void
read_at (WayChartCanvas *self,
         double          x,
         double          y)
{
  WayChartAt at;

  ensure_scene (self);
  if (self->scene == NULL)
    return;
  if (way_chart_scene_hit (self->scene, x, y, &at.series, &at.point))
    move_to (self, TRUE, at, FALSE);
  else if (!self->by_keys)
    way_chart_canvas_clear (self);
}

/* GTK tells of the pointer again when what is under it was laid out anew.  One that
 * lies still takes nobody's place on the walk. */
static gboolean
has_pointer_moved (WayChartCanvas     *self,
                   GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  double x, y;
  gboolean moved;

  if (event == NULL || !gdk_event_get_position (event, &x, &y))
    return TRUE;
  moved = !isnan (self->pointer_x) && (ABS (x - self->pointer_x) >= 1 ||
                                       ABS (y - self->pointer_y) >= 1);
  self->pointer_x = x;
  self->pointer_y = y;
  return moved;
}

static void
pointer_moved_cb (WayChartCanvas     *self,
                  double              x,
                  double              y,
                  GtkEventController *controller)
{
  if (has_pointer_moved (self, controller) || !self->by_keys)
    read_at (self, x, y);
}

static void
pointer_left_cb (WayChartCanvas *self)
{
  if (!self->by_keys)
    way_chart_canvas_clear (self);
}

static void
emit_activated (WayChartCanvas *self)
{
  if (self->has_point)
    g_signal_emit (self, signals[ACTIVATED], 0, self->at.series, self->at.point);
}

static void
released_cb (WayChartCanvas *self,
             int             n_press,
             double          x,
             double          y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  read_at (self, x, y);
  emit_activated (self);
}

static gboolean
walk_key (WayChartCanvas *self,
          guint           keyval)
{
  static const struct
  {
    guint        keyval;
    WayChartWalk walk;
  } keys[] = {
    { GDK_KEY_Right, WAY_WALK_NEXT },
    { GDK_KEY_Left, WAY_WALK_PREVIOUS },
    { GDK_KEY_Home, WAY_WALK_FIRST },
    { GDK_KEY_End, WAY_WALK_LAST },
    { GDK_KEY_Down, WAY_WALK_NEXT_SERIES },
    { GDK_KEY_Up, WAY_WALK_PREVIOUS_SERIES },
    { GDK_KEY_Page_Down, WAY_WALK_NEXT_YEAR },
    { GDK_KEY_Page_Up, WAY_WALK_PREVIOUS_YEAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval)
      {
        way_chart_canvas_walk (self, keys[i].walk);
        return TRUE;
      }
  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                WayChartCanvas        *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (walk_key (self, keyval))
    return GDK_EVENT_STOP;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      emit_activated (self);
      return GDK_EVENT_STOP;

    case GDK_KEY_Escape:
      if (!self->has_point)
        return GDK_EVENT_PROPAGATE;
      way_chart_canvas_clear (self);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
way_chart_canvas_dispose (GObject *object)
{
  WayChartCanvas *self = WAY_CHART_CANVAS (object);

  forget_picture (self);
  g_clear_pointer (&self->font, way_chart_font_free);
  g_clear_pointer (&self->chart, way_chart_unref);

  G_OBJECT_CLASS (way_chart_canvas_parent_class)->dispose (object);
}

static void
way_chart_canvas_class_init (WayChartCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_chart_canvas_dispose;
  widget_class->get_request_mode = way_chart_canvas_get_request_mode;
  widget_class->measure = way_chart_canvas_measure;
  widget_class->size_allocate = way_chart_canvas_size_allocate;
  widget_class->snapshot = way_chart_canvas_snapshot;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                     G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
way_chart_canvas_init (WayChartCanvas *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->pointer_x = self->pointer_y = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (pointer_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (pointer_left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
way_chart_canvas_set_chart (WayChartCanvas *self,
                            WayChart       *chart)
{
  g_return_if_fail (WAY_IS_CHART_CANVAS (self));

  forget_picture (self);
  if (chart != NULL)
    way_chart_ref (chart);
  g_clear_pointer (&self->chart, way_chart_unref);
  self->chart = chart;
  self->has_point = FALSE;
  self->by_keys = FALSE;
  update_spoken (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

WayChart *
way_chart_canvas_get_chart (WayChartCanvas *self)
{
  g_return_val_if_fail (WAY_IS_CHART_CANVAS (self), NULL);

  return self->chart;
}

gboolean
way_chart_canvas_get_point (WayChartCanvas *self,
                            WayChartAt     *at)
{
  g_return_val_if_fail (WAY_IS_CHART_CANVAS (self), FALSE);

  *at = self->at;
  return self->has_point;
}

gboolean
way_chart_canvas_walk (WayChartCanvas *self,
                       WayChartWalk    walk)
{
  const WayChartData *data;
  WayChartAt at;

  g_return_val_if_fail (WAY_IS_CHART_CANVAS (self), FALSE);

  data = self->chart != NULL ? way_chart_get_data (self->chart) : NULL;
  if (data == NULL || way_chart_data_n_points (data) == 0 || way_chart_data_n_series (data) == 0)
    return FALSE;

  at = self->at;
  if (!self->has_point)
    {
      /* The newest is what people ask first; the keys that lead back from it
       * would otherwise say nothing. */
      at = (WayChartAt) { 0, 0 };
      way_chart_walk (data, &at, walk == WAY_WALK_FIRST ? WAY_WALK_FIRST : WAY_WALK_LAST);
      move_to (self, TRUE, at, TRUE);
      return TRUE;
    }
  if (!way_chart_walk (data, &at, walk))
    return FALSE;
  move_to (self, TRUE, at, TRUE);
  return TRUE;
}

void
way_chart_canvas_set_point (WayChartCanvas *self,
                            WayChartAt      at)
{
  const WayChartData *data;

  g_return_if_fail (WAY_IS_CHART_CANVAS (self));

  data = self->chart != NULL ? way_chart_get_data (self->chart) : NULL;
  if (data != NULL && at.series < way_chart_data_n_series (data) &&
      at.point < way_chart_data_n_points (data))
    move_to (self, TRUE, at, TRUE);
}

void
way_chart_canvas_clear (WayChartCanvas *self)
{
  g_return_if_fail (WAY_IS_CHART_CANVAS (self));

  move_to (self, FALSE, (WayChartAt) { 0, 0 }, FALSE);
}
