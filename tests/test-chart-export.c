/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE             /* memmem */

#include "way-chart-export.h"

#include "way-chart-draw.h"
#include "way-test-occupancy.h"

#include <glib/gstdio.h>
#include <string.h>

static WayChart *
make_chart (void)
{
  TestOccupancy occupancy;

  test_occupancy_fill (&occupancy);
  return test_occupancy_chart_new (&occupancy);
}

static GBytes *
export_as (WayChartFormat format,
           double         scale)
{
  g_autoptr(WayChart) chart = make_chart ();
  g_autoptr(GError) error = NULL;
  GBytes *bytes = way_chart_export_bytes (chart,
                                          &(WayChartExport) { .format = format, .width = 800,
                                                              .height = 360, .scale = scale,
                                                              .theme = WAY_CHART_PRINT },
                                          &error);

  g_assert_no_error (error);
  return bytes;
}

static gboolean
holds (GBytes     *bytes,
       const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_same_chart_gives_the_same_bytes (void)
{
  for (WayChartFormat format = WAY_CHART_PNG; format <= WAY_CHART_CSV; format++)
    {
      g_autoptr(GBytes) first = export_as (format, 1);
      g_autoptr(GBytes) second = export_as (format, 1);

      g_test_message ("format %d", format);
      g_assert_cmpuint (g_bytes_get_size (first), >, 1000);
      g_assert_true (g_bytes_equal (first, second));
    }
}

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static void
test_png_has_its_size_and_words (void)
{
  for (guint scale = 1; scale <= 2; scale++)
    {
      g_autoptr(GBytes) png = export_as (WAY_CHART_PNG, scale);
      const guint8 *data = g_bytes_get_data (png, NULL);

      g_assert_cmpuint (read_u32 (data + 16), ==, 800 * scale);
      g_assert_cmpuint (read_u32 (data + 20), ==, 360 * scale);
      g_assert_true (holds (png, "A gap of 41 places"));
      g_assert_true (holds (png, "Source: placements"));
      g_assert_true (holds (png, "72 empty in September 2025."));
    }
}

/* Cairo reads back what was written: the added chunks are in order. */
/* Without a height a chart has what it needs: more for more rows. */
static void
test_height_follows_the_chart (void)
{
  static const char *const names[] = { "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L",
                                       "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X" };
  static const double values[G_N_ELEMENTS (names)] = { 1, 2, 3 };
  guint32 heights[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(WayChartData) data = way_chart_data_new_labels ("Name", names, i == 0 ? 6 : 24,
                                                                NULL);
      g_autoptr(WayChart) chart = way_chart_new (data, WAY_CHART_ROWS);
      g_autoptr(GBytes) png = NULL;

      way_chart_data_add_series (data, &(WayChartSeries) { .name = "Rate", .whole = -1 }, values);
      way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .role = WAY_CHART_SERIES_1 });
      png = way_chart_export_bytes (chart, &(WayChartExport) { .width = 600 }, NULL);
      g_assert_nonnull (png);
      heights[i] = read_u32 ((const guint8 *) g_bytes_get_data (png, NULL) + 20);
    }
  g_assert_cmpuint (heights[0], >, 200);
  g_assert_cmpuint (heights[1], >, heights[0] + 18 * 20);
}

static void
test_png_can_be_read (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "way-chart-XXXXXX", NULL);
  g_autoptr(WayChart) chart = make_chart ();
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface;
  int fd = g_mkstemp (path);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  way_chart_export_file (chart, &(WayChartExport) { .width = 300, .height = 200 }, path, &error);
  g_assert_no_error (error);
  surface = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 300);
  cairo_surface_destroy (surface);
  g_unlink (path);
}

static void
test_svg_is_well_formed_and_described (void)
{
  static const GMarkupParser parser = { NULL };
  g_autoptr(GBytes) svg = export_as (WAY_CHART_SVG, 1);
  g_autoptr(GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  gsize size;
  const char *data = g_bytes_get_data (svg, &size);

  g_assert_true (g_markup_parse_context_parse (context, data, (gssize) size, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  g_assert_true (holds (svg, "role=\"img\""));
  g_assert_true (holds (svg, "<title id=\"title\">A gap of 41 places, yet"));
  g_assert_true (holds (svg, "72 empty in September 2025."));
  g_assert_false (holds (svg, "id=\"glyph"));
  g_assert_false (holds (svg, "#glyph"));
}

static void
test_svg_words_cannot_break_out (void)
{
  const char *labels[] = { "A" };
  const double value = 1;
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("District", labels, 1, NULL);
  g_autoptr(WayChart) chart = NULL;
  g_autoptr(GBytes) svg = NULL;

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Rate", .whole = -1 }, &value);
  way_chart_data_set_title (data, "</title><script>alert(1)</script> id=\"x\" \"#x\"");
  chart = way_chart_new (data, WAY_CHART_TIME);
  svg = way_chart_export_bytes (chart, &(WayChartExport) { .format = WAY_CHART_SVG,
                                                           .width = 300, .height = 200 }, NULL);
  g_assert_nonnull (svg);
  g_assert_false (holds (svg, "<script>"));
  g_assert_true (holds (svg, "&lt;script&gt;"));
}

static void
test_pdf_has_its_own_date (void)
{
  g_autoptr(GBytes) pdf = export_as (WAY_CHART_PDF, 1);

  g_assert_true (holds (pdf, "%PDF-"));
  g_assert_true (holds (pdf, "CreationDate (20261110000000Z)"));
  g_assert_true (holds (pdf, "A gap of 41 places"));
}

static void
test_bad_sizes_are_refused (void)
{
  static const struct { double width, height, scale; } rows[] = {
    { 0, 100, 1 }, { 100, 100, 1 }, { 300, 9000, 1 }, { 1e9, 300, 1 }, { 300, 200, 50 },
    { -300, 200, 1 },
  };
  g_autoptr(WayChart) chart = make_chart ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (way_chart_export_bytes (chart,
                                             &(WayChartExport) { .width = rows[i].width,
                                                                 .height = rows[i].height,
                                                                 .scale = rows[i].scale },
                                             &error));
      g_assert_error (error, WAY_CHART_ERROR, WAY_CHART_ERROR_SIZE);
    }
}

static void
test_failed_write_leaves_nothing (void)
{
  g_autoptr(WayChart) chart = make_chart ();
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("way-chart-XXXXXX", NULL);
  g_autofree char *taken = g_build_filename (folder, "chart.svg", NULL);
  g_autofree char *missing = g_build_filename (folder, "none", "chart.svg", NULL);
  WayChartExport as = { .format = WAY_CHART_SVG, .width = 300, .height = 200 };
  g_autoptr(GDir) left = NULL;

  /* A folder of that name cannot be renamed over. */
  g_assert_cmpint (g_mkdir (taken, 0755), ==, 0);
  g_assert_false (way_chart_export_file (chart, &as, taken, &error));
  g_assert_error (error, WAY_CHART_ERROR, WAY_CHART_ERROR_WRITE);
  g_clear_error (&error);
  g_assert_false (way_chart_export_file (chart, &as, missing, &error));
  g_assert_error (error, WAY_CHART_ERROR, WAY_CHART_ERROR_WRITE);

  left = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (left), ==, "chart.svg");
  g_assert_null (g_dir_read_name (left));
  g_rmdir (taken);
  g_rmdir (folder);
}

/* --- ink --- */

static WayChartScene *
lay (WayChartFont *font)
{
  g_autoptr(WayChart) chart = make_chart ();
  WayChartPage page = { .width = 800, .height = 360, .pixel = 1, .parts = WAY_PARTS_ALL,
                        .measure = way_chart_font_get_measure (font) };

  return way_chart_scene_new (chart, &page);
}

static void
test_ink_stays_on_the_sheet (void)
{
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, FALSE);
  g_autoptr(WayChartScene) scene = lay (font);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;

  way_chart_draw (scene, way_chart_theme_get (WAY_CHART_LIGHT), font, cr);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_assert_cmpfloat (x, >=, -1);
  g_assert_cmpfloat (y, >=, -1);
  g_assert_cmpfloat (x + width, <=, 801);
  g_assert_cmpfloat (y + height, <=, 361);
  g_assert_cmpfloat (width, >, 700);
}

static void
test_drawing_restores_the_context (void)
{
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, FALSE);
  g_autoptr(WayChartScene) scene = lay (font);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 360);
  cairo_t *cr = cairo_create (surface);

  cairo_set_line_width (cr, 7);
  way_chart_draw (scene, way_chart_theme_get (WAY_CHART_DARK), font, cr);
  way_chart_draw_overlay (scene, way_chart_theme_get (WAY_CHART_DARK), font,
                          (WayChartAt) { 0, 20 }, TRUE, cr);
  way_chart_draw_overlay (scene, way_chart_theme_get (WAY_CHART_DARK), font,
                          (WayChartAt) { 7, 2000 }, TRUE, cr);
  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 7);
  g_assert_cmpint (cairo_get_dash_count (cr), ==, 0);
  g_assert_false (cairo_has_current_point (cr));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/export/same-bytes", test_same_chart_gives_the_same_bytes);
  g_test_add_func ("/chart/export/png/size-and-words", test_png_has_its_size_and_words);
  g_test_add_func ("/chart/export/height", test_height_follows_the_chart);
  g_test_add_func ("/chart/export/png/can-be-read", test_png_can_be_read);
  g_test_add_func ("/chart/export/svg/well-formed", test_svg_is_well_formed_and_described);
  g_test_add_func ("/chart/export/svg/words-cannot-break-out", test_svg_words_cannot_break_out);
  g_test_add_func ("/chart/export/pdf/own-date", test_pdf_has_its_own_date);
  g_test_add_func ("/chart/export/bad-sizes", test_bad_sizes_are_refused);
  g_test_add_func ("/chart/export/failed-write", test_failed_write_leaves_nothing);
  g_test_add_func ("/chart/draw/ink-on-the-sheet", test_ink_stays_on_the_sheet);
  g_test_add_func ("/chart/draw/restores-the-context", test_drawing_restores_the_context);
  return g_test_run ();
}
