/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times drawing against plain Cairo in one run on one machine, as ratios, so
 * that a slow machine does not matter: 50 series of 3,650 days at 1600 by 900,
 * as whole-number steps and as noisy lines. */

#include "way-chart-draw.h"
#include "way-chart-export.h"

#include "way-test-chart.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define N_SERIES  50
#define N_DAYS    3650
#define WIDTH     1600
#define HEIGHT    900
#define RUNS      7
#define SEED      20261122

typedef struct
{
  double          *values;      /* N_SERIES rows of N_DAYS */
  WayChart        *chart;
  WayChartScene   *scene;
  WayChartFont    *font;
  cairo_surface_t *surface;
  cairo_t         *cr;
} Bench;

typedef void (*Work) (Bench *bench);

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double da = *(const double *) a, db = *(const double *) b;

  return (da > db) - (da < db);
}

/* Microseconds of the processor's time: drawing is one thread, and what else the
 * machine does is not ours. */
static gint64
now (void)
{
  return (gint64) clock () * G_USEC_PER_SEC / CLOCKS_PER_SEC;
}

/* Median of a few runs, in milliseconds. */
static double
time_of (Bench *bench,
         Work   work)
{
  double runs[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = now ();

      work (bench);
      cairo_surface_flush (bench->surface);
      runs[i] = (now () - start) / 1000.0;
    }
  qsort (runs, RUNS, sizeof *runs, compare_doubles);
  return runs[RUNS / 2];
}

/* Median of a few ratios of one to the other, taken turn by turn: a processor that
 * slows down hits both. */
static double
ratio_of (Bench *bench,
          Work   work,
          Work   other)
{
  double runs[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = now ();
      gint64 middle;

      work (bench);
      cairo_surface_flush (bench->surface);
      middle = now ();
      other (bench);
      cairo_surface_flush (bench->surface);
      runs[i] = (double) (middle - start) / MAX (now () - middle, 1);
    }
  qsort (runs, RUNS, sizeof *runs, compare_doubles);
  return runs[RUNS / 2];
}

/* Noisy: a random walk.  Steps: a whole number that changes on 12% of days. */
static double *
make_values (gboolean is_noisy)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED);
  double *values = g_new (double, N_SERIES * N_DAYS);

  for (guint i = 0; i < N_SERIES; i++)
    {
      double value = g_rand_double_range (random, 20, 80);

      for (guint k = 0; k < N_DAYS; k++)
        {
          if (is_noisy)
            value += g_rand_double_range (random, -1.5, 1.5);
          else if (g_rand_double (random) < 0.12)
            value = round (value) + g_rand_int_range (random, -2, 3);
          value = CLAMP (value, 0, 100);
          values[i * N_DAYS + k] = is_noisy ? value : round (value);
        }
    }
  return values;
}

static void
lay_out (Bench *bench)
{
  WayChartPage page = { .width = WIDTH, .height = HEIGHT, .pixel = 1, .parts = WAY_PARTS_ALL,
                        .measure = way_chart_font_get_measure (bench->font) };

  g_clear_pointer (&bench->scene, way_chart_scene_free);
  bench->scene = way_chart_scene_new (bench->chart, &page);
}

static void
fill_bench (Bench    *bench,
            gboolean  is_noisy)
{
  g_autofree guint32 *days = g_new (guint32, N_DAYS);
  g_autoptr(WayChartData) data = NULL;

  for (guint i = 0; i < N_DAYS; i++)
    days[i] = julian (2016, 9, 1) + i;
  bench->values = make_values (is_noisy);
  data = way_chart_data_new_days (days, N_DAYS, NULL);
  bench->chart = way_chart_new (data, WAY_CHART_TIME);
  for (guint i = 0; i < N_SERIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Setting %u", i + 1);

      way_chart_data_add_series (data, &(WayChartSeries) { .name = name, .whole = -1 },
                                 bench->values + i * N_DAYS);
      way_chart_add_mark (bench->chart,
                          &(WayMark) { .kind = is_noisy ? WAY_MARK_LINE : WAY_MARK_STEP,
                                       .series = i, .role = WAY_CHART_SERIES_1 + i % 4 });
    }
  bench->font = way_chart_font_new (NULL, FALSE);
  bench->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  bench->cr = cairo_create (bench->surface);
  lay_out (bench);
}

static void
clear_bench (Bench *bench)
{
  g_free (bench->values);
  way_chart_unref (bench->chart);
  way_chart_scene_free (bench->scene);
  way_chart_font_free (bench->font);
  cairo_destroy (bench->cr);
  cairo_surface_destroy (bench->surface);
}

static void
clear_surface (Bench *bench)
{
  cairo_set_source_rgb (bench->cr, 1, 1, 1);
  cairo_paint (bench->cr);
}

/* One line_to a point, one stroke a series, on the same plot. */
static void
draw_naive (Bench *bench)
{
  WayChartBox plot = way_chart_scene_get_plot (bench->scene);

  clear_surface (bench);
  cairo_set_line_width (bench->cr, 1.5);
  cairo_set_line_join (bench->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgb (bench->cr, 0.1, 0.3, 0.4);
  for (guint i = 0; i < N_SERIES; i++)
    {
      for (guint k = 0; k < N_DAYS; k++)
        cairo_line_to (bench->cr, plot.x + plot.width * k / (N_DAYS - 1.0),
                       plot.y + plot.height * (1 - bench->values[i * N_DAYS + k] / 100));
      cairo_stroke (bench->cr);
    }
}

static void
draw_ours (Bench *bench)
{
  clear_surface (bench);
  way_chart_draw (bench->scene, way_chart_theme_get (WAY_CHART_LIGHT), bench->font, bench->cr);
}

static void
draw_overlay (Bench *bench)
{
  static guint turn;

  turn += 97;
  way_chart_draw_overlay (bench->scene, way_chart_theme_get (WAY_CHART_LIGHT), bench->font,
                          (WayChartAt) { turn % N_SERIES, turn % N_DAYS }, TRUE, bench->cr);
}

static void
hit_often (Bench *bench)
{
  for (guint i = 0; i < 1000; i++)
    {
      guint series, point;

      way_chart_scene_hit (bench->scene, 60 + i * 1.5, 400, &series, &point);
    }
}

static void
write_png (Bench *bench)
{
  g_autoptr(GBytes) bytes = way_chart_export_bytes (bench->chart,
                                                    &(WayChartExport) { .width = WIDTH,
                                                                        .height = HEIGHT }, NULL);
}

static void
report (const char *what,
        double      milliseconds)
{
  g_print ("%-30s %9.3f ms\n", what, milliseconds);
}

static void
run (gboolean    is_noisy,
     const char *name,
     double      target)
{
  Bench bench = { 0 };
  double ratio;

  fill_bench (&bench, is_noisy);
  g_print ("%s, %u series of %u days at %u by %u\n", name, N_SERIES, N_DAYS, WIDTH, HEIGHT);
  report ("  plain Cairo", time_of (&bench, draw_naive));
  report ("  draw", time_of (&bench, draw_ours));
  ratio = ratio_of (&bench, draw_ours, draw_naive);
  g_print ("%-30s %9.3f, target %.2f, %s\n", "  ratio", ratio, target,
           ratio <= target ? "met" : "MISSED");
  report ("  lay out", time_of (&bench, lay_out));
  report ("  overlay (target 1 ms)", time_of (&bench, draw_overlay));
  report ("  thousand hits", time_of (&bench, hit_often));
  report ("  PNG (target 130 ms, steps)", time_of (&bench, write_png));
  clear_bench (&bench);
}

/* 1,000 cells: 40 settings over 25 months; target 5 ms. */
static void
run_heat (void)
{
  Bench bench = { 0 };
  guint32 days[25];
  g_autoptr(WayChartData) data = NULL;

  for (guint i = 0; i < 25; i++)
    {
      GDate first = way_date_ymd (2024, 9, 20);
      GDate day = way_date_add_months (&first, (int) i);

      days[i] = way_date_julian (&day);
    }
  bench.values = make_values (FALSE);
  data = way_chart_data_new_days (days, 25, NULL);
  bench.chart = way_chart_new (data, WAY_CHART_HEAT);
  for (guint i = 0; i < 40; i++)
    {
      way_chart_data_add_series (data, &(WayChartSeries) { .name = "Setting", .whole = -1 },
                                 bench.values + i * N_DAYS);
      way_chart_add_mark (bench.chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = i,
                                                    .role = WAY_CHART_HIGH });
    }
  bench.font = way_chart_font_new (NULL, FALSE);
  bench.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  bench.cr = cairo_create (bench.surface);
  lay_out (&bench);
  g_print ("heat map of 1,000 cells\n");
  report ("  draw (target 5 ms)", time_of (&bench, draw_ours));
  clear_bench (&bench);
}

int
main (int   argc,
      char *argv[])
{
  run (FALSE, "steps", 0.2);
  run (TRUE, "noisy lines", 0.85);
  run_heat ();
  return 0;
}
