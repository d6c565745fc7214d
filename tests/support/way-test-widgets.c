/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits for widgets of this process, sizes and draws them. */
#include "way-test-widgets.h"

/* A window is at rest when nothing has happened for so long, in microseconds. */
#define REST (60 * 1000)

/* And must come to rest within this time. */
#define PATIENCE (30 * G_USEC_PER_SEC)

void *
way_test_find_widget (GtkWidget *root,
                      GType      type)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      void *found = way_test_find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_busy (GtkWidget *window)
{
  GtkSpinner *spinner = way_test_find_widget (window, GTK_TYPE_SPINNER);

  return !gtk_widget_get_mapped (window) || gtk_widget_get_width (window) == 0 ||
         (spinner != NULL && gtk_spinner_get_spinning (spinner));
}

/* Without a compositor GTK puts a thick edge inside the window.  People have a
 * compositor. */
static void
drop_edge (GtkWindow *window)
{
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
}

static void
count_frame_cb (GdkFrameClock *clock,
                guint         *n_frames)
{
  *n_frames += 1;
}

/* TRUE when nothing happened for a while, FALSE when the end came first. */
static gboolean
wait_for_rest (GtkWidget *window,
               gint64     end)
{
  gint64 quiet_since = g_get_monotonic_time ();

  while (g_get_monotonic_time () - quiet_since < REST)
    {
      if (g_main_context_iteration (NULL, FALSE) || is_busy (window))
        quiet_since = g_get_monotonic_time ();
      else
        g_usleep (2000);
      if (g_get_monotonic_time () > end)
        return FALSE;
    }
  return TRUE;
}

gboolean
way_test_settle (GtkWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  gint64 end = g_get_monotonic_time () + PATIENCE;
  GdkFrameClock *clock;
  guint n_frames = 0;
  gulong handler;

  if (!wait_for_rest (widget, end))
    return FALSE;

  /* Under load a frame may still be due when all is quiet: ask for one. */
  drop_edge (window);
  clock = gtk_widget_get_frame_clock (widget);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame_cb), &n_frames);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (n_frames == 0 && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_signal_handler_disconnect (clock, handler);

  return n_frames > 0 && wait_for_rest (widget, end);
}

gboolean
way_test_resize (GtkWindow *window,
                 int        width,
                 int        height)
{
  GtkWidget *widget = GTK_WIDGET (window);
  int more_width = 0;
  int more_height = 0;

  /* The default size counts the window's own edge, which depends on the server:
   * what is missing the first time is that. */
  for (guint i = 0; i < 4; i++)
    {
      gtk_window_set_default_size (window, MAX (width + more_width, 1), MAX (height + more_height, 1));
      if (!way_test_settle (window))
        return FALSE;
      if (gtk_widget_get_width (widget) == width && gtk_widget_get_height (widget) == height)
        return TRUE;
      more_width += width - gtk_widget_get_width (widget);
      more_height += height - gtk_widget_get_height (widget);
    }
  return FALSE;
}

gboolean
way_test_draw (GtkWindow  *window,
               const char *path)
{
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface;
  cairo_t *cr;
  GskRenderNode *node;
  gboolean drawn;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  drawn = cairo_surface_write_to_png (surface, path) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  return drawn;
}
