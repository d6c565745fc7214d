/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws sample charts into a folder, to be looked at: every theme, narrow,
 * with text at twice its size, with the overlay, and as SVG and PDF. */

#include "way-chart-draw.h"
#include "way-chart-export.h"
#include "way-chart-sparkline.h"

#include "way-test-charts.h"

static void
save (const WayChart       *chart,
      const WayChartExport *as,
      const char           *folder,
      const char           *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  if (!way_chart_export_file (chart, as, path, &error))
    g_error ("%s: %s", path, error->message);
}

static void
save_all (const WayChart *chart,
          const char     *folder,
          const char     *stem,
          double          width,
          double          height)
{
  static const char *const themes[] = { "light", "dark", "contrast", "contrast-dark", "print" };

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%s.png", stem, themes[i]);

      save (chart, &(WayChartExport) { .format = WAY_CHART_PNG, .width = width,
                                       .height = height, .theme = i }, folder, name);
    }
  for (guint format = WAY_CHART_SVG; format <= WAY_CHART_CSV; format++)
    {
      static const char *const ends[] = { "png", "svg", "pdf", "csv" };
      g_autofree char *name = g_strdup_printf ("%s.%s", stem, ends[format]);

      save (chart, &(WayChartExport) { .format = format, .width = width, .height = height,
                                       .theme = WAY_CHART_PRINT }, folder, name);
    }
}

static void
save_overlay (const WayChart *chart,
              const char     *folder)
{
  g_autofree char *path = g_build_filename (folder, "occupancy-overlay.png", NULL);
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, FALSE);
  WayChartPage page = { .width = 900, .height = 300, .pixel = 1,
                        .measure = way_chart_font_get_measure (font) };
  g_autoptr(WayChartScene) scene = way_chart_scene_new (chart, &page);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 300);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  way_chart_draw (scene, way_chart_theme_get (WAY_CHART_LIGHT), font, cr);
  way_chart_draw_overlay (scene, way_chart_theme_get (WAY_CHART_LIGHT), font,
                          (WayChartAt) { 0, 43 }, TRUE, cr);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
draw_occupancy (const char *folder)
{
  g_autoptr(WayChart) chart = test_occupancy_sample_new ();

  save_overlay (chart, folder);
  save (chart, &(WayChartExport) { .width = 400, .height = 400 }, folder, "occupancy-small.png");
  save (chart, &(WayChartExport) { .width = 1008, .height = 400, .scale = 2 }, folder,
        "occupancy-2x.png");
}

static void
draw_months (const char *folder)
{
  static const char *const names[] = { "Nov", "Dec", "Jan", "Feb", "Mar", "Apr" };
  static const double promised[] = { 0, 3, 2, 0, 1, 0 };
  static const double open[] = { 0, 0, 2, 2, 5, 5 };
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("Month", names, 6, NULL);
  g_autoptr(WayChart) chart = way_chart_new (data, WAY_CHART_COLUMNS);

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Promised", .whole = -1 },
                             promised);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Not promised", .whole = -1 },
                             open);
  way_chart_data_set_title (data, "7 places come free by the end of January; 5 are promised");
  way_chart_data_set_subtitle (data, "Places expected to come free, by month. Dark: promised "
                                     "already.");
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .role = WAY_CHART_SERIES_1 });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = 1,
                                          .role = WAY_CHART_SERIES_1, .fill = WAY_CHART_PALE,
                                          .is_hollow = TRUE });
  way_chart_set_stacked (chart, TRUE);
  way_chart_set_keyed (chart, FALSE);
  save (chart, &(WayChartExport) { .width = 645, .height = 200 }, folder, "months.png");
  way_chart_set_stacked (chart, FALSE);
  way_chart_set_keyed (chart, TRUE);
  way_chart_set_counted (chart, FALSE);
  save (chart, &(WayChartExport) { .width = 645, .height = 300 }, folder, "grouped.png");
}

/* The height at which it reads well, with its margins. */
static double
natural_height (const WayChart *chart,
                double          width,
                double          text_scale)
{
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, FALSE);
  WayChartPage page = { .width = width - 32, .text_scale = text_scale, .parts = WAY_PARTS_ALL,
                        .measure = way_chart_font_get_measure (font) };

  return way_chart_scene_natural_height (chart, &page) + 32;
}

/* Every kind in every theme, narrow, and with text at twice its size. */
static void
draw_all (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (test_charts); i++)
    {
      g_autoptr(WayChart) chart = test_charts[i].make ();
      g_autofree char *narrow = g_strdup_printf ("%s-narrow.png", test_charts[i].name);
      g_autofree char *large = g_strdup_printf ("%s-200.png", test_charts[i].name);

      save_all (chart, folder, test_charts[i].name, test_charts[i].width, test_charts[i].height);
      save (chart, &(WayChartExport) { .width = 600, .height = natural_height (chart, 600, 1) },
            folder, narrow);
      save (chart, &(WayChartExport) { .width = test_charts[i].width, .text_scale = 2,
                                       .height = natural_height (chart, test_charts[i].width,
                                                                 2) }, folder, large);
    }
}

/* The cells of the table under the occupancy chart, and a card's sparkline. */
static void
draw_cells (const char       *folder,
            WayChartThemeKind kind,
            const char       *name)
{
  static const double on_roll[] = { 14, 15, 16, 16, 17, 19, 21, 21, 17, 17, 18, 21 };
  static const double places[] = { 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20 };
  static const double filled[] = { 61, 40, 12, 0, 76 };
  const WayChartTheme *theme = way_chart_theme_get (kind);
  WayChartColour ground = way_chart_theme_colour (theme, WAY_CHART_GROUND);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 420, 140);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, ground.red, ground.green, ground.blue);
  cairo_paint (cr);
  for (guint i = 0; i < G_N_ELEMENTS (filled); i++)
    {
      WayFilledBar bar = way_filled_bar (filled[i], 72, 126);

      cairo_save (cr);
      cairo_translate (cr, 10, 10 + 25 * i);
      way_filled_bar_draw (&bar, theme, 16, 1, cr);
      cairo_translate (cr, 150, 0);
      way_sparkline_draw_steps (on_roll + i, places + i, 12 - i, theme, 114, 18, 1, cr);
      cairo_restore (cr);
    }
  cairo_translate (cr, 310, 20);
  way_sparkline_draw (on_roll, 12, WAY_CHART_SERIES_1, theme, 90, 30, cr);
  cairo_translate (cr, 0, 50);
  way_sparkline_draw (on_roll, 12, WAY_CHART_BREACH, theme, 90, 30, cr);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int   argc,
      char *argv[])
{
  const char *folder = argc > 1 ? argv[1] : "chart-pictures";

  g_mkdir_with_parents (folder, 0755);
  draw_occupancy (folder);
  draw_months (folder);
  draw_all (folder);
  draw_cells (folder, WAY_CHART_LIGHT, "cells-light.png");
  draw_cells (folder, WAY_CHART_DARK, "cells-dark.png");
  return 0;
}
