/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of chart in the four styles and with text at twice its size, held
 * against a small picture of how it looked when somebody looked at it.  The
 * pictures are kept for each minor version of Cairo: tests/data/charts/1.16.
 * What is compared is the chart an eighth as large, so that a letter drawn a
 * little otherwise is nothing and a bar, a line or a colour that is gone is.
 *
 * After a change that was looked at: test-chart-images --write writes them anew. */
#include "way-chart-draw.h"

#include "way-test-charts.h"

#include <string.h>

#define SHRINK     8
#define MOST_MEAN  1.5        /* of 255, over all */
#define MOST_OFF   40         /* of 255, that a place may differ by, */
#define SHARE_OFF  0.008      /* but for so many */

typedef struct
{
  const char       *name;
  WayChartThemeKind theme;
  double            text_scale;
} Style;

static const Style styles[] = {
  { "light", WAY_CHART_LIGHT, 1 },
  { "dark", WAY_CHART_DARK, 1 },
  { "contrast", WAY_CHART_CONTRAST, 1 },
  { "print", WAY_CHART_PRINT, 1 },
  { "200", WAY_CHART_LIGHT, 2 },
};

static gboolean is_writing;

static cairo_surface_t *
draw_chart (guint        nth,
            const Style *style)
{
  g_autoptr(WayChart) chart = test_charts[nth].make ();
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, FALSE);
  const WayChartTheme *theme = way_chart_theme_get (style->theme);
  WayChartColour ground = way_chart_theme_colour (theme, WAY_CHART_GROUND);
  WayChartPage page = { .width = test_charts[nth].width, .height = test_charts[nth].height,
                        .text_scale = style->text_scale, .pixel = 1, .parts = WAY_PARTS_ALL,
                        .measure = way_chart_font_get_measure (font) };
  g_autoptr(WayChartScene) scene = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (style->text_scale > 1)
    page.height = way_chart_scene_natural_height (chart, &page);
  scene = way_chart_scene_new (chart, &page);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) page.width, (int) page.height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, ground.red, ground.green, ground.blue);
  cairo_paint (cr);
  way_chart_draw (scene, theme, font, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The mean of each square of pixels, channel by channel. */
static cairo_surface_t *
shrink (cairo_surface_t *large)
{
  int width = cairo_image_surface_get_width (large) / SHRINK;
  int height = cairo_image_surface_get_height (large) / SHRINK;
  int from_stride = cairo_image_surface_get_stride (large);
  const guint8 *from = cairo_image_surface_get_data (large);
  cairo_surface_t *small = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  int to_stride = cairo_image_surface_get_stride (small);
  guint8 *to = cairo_image_surface_get_data (small);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width * 4; x++)
      {
        guint sum = 0;

        for (int k = 0; k < SHRINK * SHRINK; k++)
          sum += from[(y * SHRINK + k / SHRINK) * from_stride +
                      (x / 4 * SHRINK + k % SHRINK) * 4 + x % 4];
        to[y * to_stride + x] = (guint8) (sum / (SHRINK * SHRINK));
      }
  cairo_surface_mark_dirty (small);
  return small;
}

static char *
find_folder (void)
{
  g_autofree char *version = g_strdup_printf ("%d.%d", cairo_version () / 10000,
                                              cairo_version () / 100 % 100);

  return g_test_build_filename (G_TEST_DIST, "data", "charts", version, NULL);
}

/* How far two pictures of one size are apart. */
static void
compare (cairo_surface_t *a,
         cairo_surface_t *b,
         double          *mean,
         double          *share_off)
{
  int width = cairo_image_surface_get_width (a);
  int height = cairo_image_surface_get_height (a);
  const guint8 *da = cairo_image_surface_get_data (a);
  const guint8 *db = cairo_image_surface_get_data (b);
  guint sum = 0, off = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        int most = 0;

        for (int k = 0; k < 3; k++)
          {
            int difference = ABS (da[y * cairo_image_surface_get_stride (a) + x * 4 + k] -
                                  db[y * cairo_image_surface_get_stride (b) + x * 4 + k]);

            sum += (guint) difference;
            most = MAX (most, difference);
          }
        off += most > MOST_OFF ? 1 : 0;
      }
  *mean = sum / (3.0 * width * height);
  *share_off = off / ((double) width * height);
}

static void
test_looks_as_it_did (gconstpointer data)
{
  guint nth = GPOINTER_TO_UINT (data) / G_N_ELEMENTS (styles);
  const Style *style = &styles[GPOINTER_TO_UINT (data) % G_N_ELEMENTS (styles)];
  g_autofree char *folder = find_folder ();
  g_autofree char *name = g_strdup_printf ("%s-%s.png", test_charts[nth].name, style->name);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *large, *small, *kept;
  double mean, share_off;

  if (!is_writing && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no pictures are kept for this version of Cairo");
      return;
    }
  large = draw_chart (nth, style);
  small = shrink (large);
  if (is_writing)
    cairo_surface_write_to_png (small, path);
  kept = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (kept), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (kept), ==,
                   cairo_image_surface_get_width (small));
  g_assert_cmpint (cairo_image_surface_get_height (kept), ==,
                   cairo_image_surface_get_height (small));
  compare (small, kept, &mean, &share_off);
  g_test_message ("%s: %.2f of 255 apart, %.2f%% of places off", name, mean, share_off * 100);
  g_assert_cmpfloat (mean, <=, MOST_MEAN);
  g_assert_cmpfloat (share_off, <=, SHARE_OFF);
  cairo_surface_destroy (large);
  cairo_surface_destroy (small);
  cairo_surface_destroy (kept);
}

/* The comparison itself sees what a person would: a mark that is gone. */
static void
test_sees_what_is_gone (void)
{
  cairo_surface_t *whole = draw_chart (2, &styles[0]);
  cairo_surface_t *spoilt = draw_chart (2, &styles[0]);
  cairo_t *cr = cairo_create (spoilt);
  cairo_surface_t *small, *other;
  double mean, share_off;

  /* A bar of the rates. */
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 110, 150, 420, 16);
  cairo_fill (cr);
  cairo_destroy (cr);
  small = shrink (whole);
  other = shrink (spoilt);
  compare (small, small, &mean, &share_off);
  g_assert_cmpfloat (mean, ==, 0);
  compare (small, other, &mean, &share_off);
  g_assert_true (mean > MOST_MEAN || share_off > SHARE_OFF);
  cairo_surface_destroy (whole);
  cairo_surface_destroy (spoilt);
  cairo_surface_destroy (small);
  cairo_surface_destroy (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  is_writing = argc > 1 && g_str_equal (argv[1], "--write");
  if (is_writing)
    {
      g_autofree char *folder = find_folder ();

      g_mkdir_with_parents (folder, 0755);
    }
  for (guint i = 0; i < G_N_ELEMENTS (test_charts) * G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/chart/images/%s/%s", test_charts[i / G_N_ELEMENTS (styles)].name,
                         styles[i % G_N_ELEMENTS (styles)].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_looks_as_it_did);
    }
  g_test_add_func ("/chart/images/sees-what-is-gone", test_sees_what_is_gone);
  return g_test_run ();
}
