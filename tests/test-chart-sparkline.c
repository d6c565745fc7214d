/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-sparkline.h"

#include <math.h>

static void
test_bar_ends_by_table (void)
{
  static const struct { double value, full, filled, over; } rows[] = {
    { 61, 72, 90 * 61.0 / 72, 90 }, { 72, 72, 90, 90 }, { 21, 20, 90, 94.5 },
    { 90, 20, 90, 100 }, { 0, 20, 0, 90 }, { -3, 20, 0, 90 }, { NAN, 20, 0, 90 },
    { 5, NAN, 0, 90 }, { 2, 0, 0, 100 }, { 0, 0, 0, 90 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayFilledBar bar = way_filled_bar (rows[i].value, rows[i].full, 100);

      g_test_message ("%g of %g", rows[i].value, rows[i].full);
      g_assert_cmpfloat_with_epsilon (bar.filled, rows[i].filled, 1e-9);
      g_assert_cmpfloat_with_epsilon (bar.full, 90, 1e-9);
      g_assert_cmpfloat_with_epsilon (bar.over, rows[i].over, 1e-9);
    }
}

static void
test_bar_is_said (void)
{
  static const struct { double value, full; const char *want; } rows[] = {
    { 61, 72, "61 of 72, 11 empty" }, { 21, 20, "21 of 20, 1 over" },
    { 20, 20, "20 of 20, full" }, { NAN, 20, "not collected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = way_filled_bar_describe (rows[i].value, rows[i].full, 0, NULL);

      g_assert_cmpstr (said, ==, rows[i].want);
    }
}

static void
test_line_is_said (void)
{
  static const struct { double values[4]; const char *want; } rows[] = {
    { { 152, 147, 208, 183 }, "From 152 to 183; lowest 147, highest 208" },
    { { NAN, 147, 208, NAN }, "From 147 to 208; lowest 147, highest 208" },
    { { 5, 5, 5, 5 }, "5 throughout" },
    { { NAN, NAN, NAN, NAN }, "Nothing to show yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = way_sparkline_describe (rows[i].values, 4, 0, NULL);

      g_assert_cmpstr (said, ==, rows[i].want);
    }
}

typedef void (*DrawFunc) (cairo_t *cr);

static const double some[] = { 3, 7, NAN, 2, 9, 9, 4, 12 };
static const double limit[] = { 10, 10, 10, 10, 10, 8, 8, 8 };
static const double flat[] = { 4, 4 };
static const double none[] = { NAN, NAN };

static void
draw_line (cairo_t *cr)
{
  way_sparkline_draw (some, 8, WAY_CHART_SERIES_1, way_chart_theme_get (WAY_CHART_LIGHT), 90, 30,
                      cr);
}

static void
draw_flat_line (cairo_t *cr)
{
  way_sparkline_draw (flat, 2, WAY_CHART_DUE, way_chart_theme_get (WAY_CHART_DARK), 90, 30, cr);
}

static void
draw_steps (cairo_t *cr)
{
  way_sparkline_draw_steps (some, limit, 8, way_chart_theme_get (WAY_CHART_LIGHT), 90, 30, 1, cr);
}

static void
draw_bar_over (cairo_t *cr)
{
  WayFilledBar bar = way_filled_bar (25, 20, 90);

  way_filled_bar_draw (&bar, way_chart_theme_get (WAY_CHART_LIGHT), 30, 1, cr);
}

static void
test_ink_stays_in_the_cell (void)
{
  static const DrawFunc draws[] = { draw_line, draw_flat_line, draw_steps, draw_bar_over };

  for (guint i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      double x, y, width, height;

      draws[i] (cr);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
      g_test_message ("%u: %g %g %g %g", i, x, y, width, height);
      g_assert_cmpfloat (x, >=, -1);
      g_assert_cmpfloat (y, >=, -1);
      g_assert_cmpfloat (x + width, <=, 91);
      g_assert_cmpfloat (y + height, <=, 31);
      g_assert_cmpfloat (width, >, 60);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_nothing_leaves_no_ink (void)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;

  way_sparkline_draw (none, 2, WAY_CHART_INK, way_chart_theme_get (WAY_CHART_LIGHT), 90, 30, cr);
  way_sparkline_draw (NULL, 0, WAY_CHART_INK, way_chart_theme_get (WAY_CHART_LIGHT), 90, 30, cr);
  way_sparkline_draw_steps (none, NULL, 2, way_chart_theme_get (WAY_CHART_LIGHT), 90, 30, 1, cr);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  g_assert_cmpfloat (width, ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/sparkline/bar-ends", test_bar_ends_by_table);
  g_test_add_func ("/chart/sparkline/bar-is-said", test_bar_is_said);
  g_test_add_func ("/chart/sparkline/line-is-said", test_line_is_said);
  g_test_add_func ("/chart/sparkline/ink-in-the-cell", test_ink_stays_in_the_cell);
  g_test_add_func ("/chart/sparkline/nothing", test_nothing_leaves_no_ink);
  return g_test_run ();
}
