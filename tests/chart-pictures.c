/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws sample charts into a folder, to be looked at: every theme, narrow,
 * with text at twice its size, with the overlay, and as SVG and PDF. */

#include "way-chart-draw.h"
#include "way-chart-export.h"
#include "way-chart-sparkline.h"

#include "way-test-timeline.h"

#include <math.h>

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
  TestOccupancy occupancy;
  g_autoptr(WayChart) chart = NULL;

  test_occupancy_fill (&occupancy);
  chart = test_occupancy_chart_new (&occupancy);
  save_all (chart, folder, "occupancy", 1008, 400);
  save_overlay (chart, folder);
  save (chart, &(WayChartExport) { .width = 600, .height = 400 }, folder, "occupancy-narrow.png");
  save (chart, &(WayChartExport) { .width = 400, .height = 400 }, folder, "occupancy-small.png");
  save (chart, &(WayChartExport) { .width = 1008, .height = 620, .text_scale = 2 }, folder,
        "occupancy-200.png");
  save (chart, &(WayChartExport) { .width = 1008, .height = 400, .scale = 2 }, folder,
        "occupancy-2x.png");
}

static void
draw_districts (const char *folder)
{
  static const char *const names[] = {
    "Burnley", "Chorley", "Fylde", "Hyndburn", "Lancaster", "Pendle", "Preston",
    "Ribble Valley", "Rossendale", "South Ribble", "West Lancashire", "Wyre",
  };
  static const double rates[] = { 198, 84, 61, 171, 112, 153, NAN, 24, 131, 77, 93, 105 };
  g_autoptr(WayChartData) plain = way_chart_data_new_labels ("District", names, 12, NULL);
  g_autoptr(WayChartData) data = NULL;
  g_autoptr(WayChart) chart = NULL;
  WayChartExport as = { .width = 720, .height = 440 };

  way_chart_data_add_series (plain, &(WayChartSeries) { .name = "Placements per 10,000 pupils",
                                                        .whole = -1 }, rates);
  way_chart_data_set_state (plain, 0, 6, WAY_CHART_SUPPRESSED);
  way_chart_data_set_title (plain, "Burnley places eight times as many as Ribble Valley");
  way_chart_data_set_subtitle (plain, "Placements per 10,000 pupils by home district, spring "
                                      "census 2020");
  data = way_chart_data_new_sorted (plain, 0);
  chart = way_chart_new (data, WAY_CHART_ROWS);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .role = WAY_CHART_SERIES_1 });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL, .y = 108,
                                            .text = "Lancashire 108", .role = WAY_CHART_INK });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL, .y = 88,
                                            .text = "England 88", .role = WAY_CHART_DIM });
  save (chart, &as, folder, "districts.png");
  as.theme = WAY_CHART_DARK;
  save (chart, &as, folder, "districts-dark.png");
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

static void
draw_heat (const char *folder)
{
  static const char *const names[] = {
    "Hawthorn Academy", "Meadow Lane Centre", "Rowan House", "Willow Centre", "Northgate PRU",
    "Beacon Centre", "Six together",
  };
  static const char *const places[] = {
    "72 places", "40 places", "32 places", "32 places", "28 places", "20 places", "224 places",
  };
  guint32 days[15];
  g_autoptr(WayChartData) data = NULL;
  g_autoptr(WayChart) chart = NULL;

  for (guint i = 0; i < 15; i++)
    days[i] = julian (2025 + (int) (i + 8) / 12, (int) (i + 8) % 12 + 1, 20);
  data = way_chart_data_new_days (days, 15, NULL);
  way_chart_data_set_title (data, "Beacon Centre has been full or over since October");
  way_chart_data_set_subtitle (data, "Pupils on roll on the last school day of the month, as a "
                                     "share of places");
  chart = way_chart_new (data, WAY_CHART_HEAT);
  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    {
      double values[15];

      for (guint i = 0; i < 15; i++)
        values[i] = i == 11 ? NAN : 52 + 7 * k + (i % 12) * 3;
      way_chart_data_add_series (data, &(WayChartSeries) { .name = names[k], .spoken = places[k],
                                                           .unit = "%", .whole = -1 }, values);
      way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = k,
                                              .role = WAY_CHART_HIGH, .is_apart = k == 6 });
    }
  way_chart_data_set_state (data, 3, 0, WAY_CHART_SUPPRESSED);
  way_chart_data_set_state (data, 3, 1, WAY_CHART_SUPPRESSED);
  way_chart_set_range (chart, 50, 100);
  way_chart_set_units (chart, "Filled, %");
  save_all (chart, folder, "heat", 1000, 480);
  save (chart, &(WayChartExport) { .width = 600, .height = 480 }, folder, "heat-narrow.png");
}

/* Weekly attendance of two settings with every state, a target and a band. */
static void
draw_lines (const char *folder)
{
  guint32 days[40];
  double first[40], second[40], low[40], high[40];
  TestOccupancy school;
  g_autoptr(WayChartData) data = NULL;
  g_autoptr(WayChart) chart = NULL;

  test_occupancy_fill (&school);
  for (guint i = 0; i < 40; i++)
    {
      days[i] = julian (2025, 9, 1) + 7 * i;
      first[i] = i == 17 ? NAN : 78 + 9 * sin (i / 5.0) + i * 0.2;
      second[i] = 66 + 6 * cos (i / 4.0) + i * 0.1;
      low[i] = i < 30 ? NAN : first[i] - (i - 29) * 0.6;
      high[i] = i < 30 ? NAN : first[i] + (i - 29) * 0.6;
    }
  data = way_chart_data_new_days (days, 40, NULL);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Hawthorn", .unit = "%",
                                                       .decimals = 1, .whole = -1 }, first);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Beacon", .unit = "%",
                                                       .decimals = 1, .whole = -1 }, second);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Low", .whole = -1 }, low);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "High", .whole = -1 }, high);
  for (guint i = 30; i < 40; i++)
    way_chart_data_set_state (data, 0, i, WAY_CHART_ESTIMATED);
  way_chart_data_set_state (data, 1, 8, WAY_CHART_SUPPRESSED);
  way_chart_data_set_title (data, "Attendance at Hawthorn passes its target");
  way_chart_data_set_subtitle (data, "Sessions attended as a share of those possible, by week");
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_add_periods (chart, school.periods, school.n_periods);
  way_chart_set_units (chart, "%");
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAND, .series = 2, .other = 3,
                                          .fill = WAY_CHART_PALE });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_LINE, .role = WAY_CHART_SERIES_1,
                                          .has_end_dot = TRUE });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_LINE, .series = 1,
                                          .role = WAY_CHART_SERIES_2 });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_DOT, .series = 1,
                                          .role = WAY_CHART_SERIES_2 });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .y = first[39],
                                            .text = "Hawthorn", .role = WAY_CHART_SERIES_1,
                                            .is_bold = TRUE });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .y = second[39],
                                            .text = "Beacon", .role = WAY_CHART_INK,
                                            .is_bold = TRUE });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL, .y = 90,
                                            .text = "target 90%", .role = WAY_CHART_INK });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_INSTANT, .x = days[30], .y = 90,
                                            .text = "forecast from", .role = WAY_CHART_DIM });
  save (chart, &(WayChartExport) { .width = 900, .height = 380 }, folder, "lines.png");
}

static void
draw_timeline (const char *folder)
{
  g_autoptr(WayChart) chart = test_timeline_chart_new ();

  save_all (chart, folder, "timeline", 1000, 420);
  save (chart, &(WayChartExport) { .width = 600, .height = 440 }, folder, "timeline-narrow.png");
  save (chart, &(WayChartExport) { .width = 1000, .height = 700, .text_scale = 2 }, folder,
        "timeline-200.png");
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
  draw_districts (folder);
  draw_months (folder);
  draw_heat (folder);
  draw_timeline (folder);
  draw_lines (folder);
  draw_cells (folder, WAY_CHART_LIGHT, "cells-light.png");
  draw_cells (folder, WAY_CHART_DARK, "cells-dark.png");
  return 0;
}
