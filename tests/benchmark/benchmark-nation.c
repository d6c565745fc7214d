/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted and drawn at the size of the nation: the generated `nation`, ten
 * years, on the disk, each in a program that was just started.  Beside it DuckDB
 * counts the same placements, in memory; where node or its package cannot be had,
 * that is said and left out.
 *
 *   benchmark-nation WAYMARKCTL COUNT.MJS        makes the nation, for ten minutes
 *   WAY_NATION=FILE benchmark-nation …           or takes one that is there
 *   benchmark-nation --one ROW FILE              one row, once: microseconds, of the
 *                                                processor, and to open the file
 *
 * A row of the table below is a measurement: its name, what it may take, and the
 * function that does it once. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "way-chart-draw.h"
#include "way-file-charts.h"
#include "way-occupancy-service.h"
#include "way-stays.h"
#include "way-store.h"
#include "way-test-folder.h"
#include "way-today.h"

#define RUNS 7
#define WIDTH 960              /* of a chart on a page */
#define LONG 3000.0            /* what takes as long is not run again */
#define TODAY "2026-11-10"
#define FIRST "2016-11-10"
#define FASTER 10.0            /* the matrix, than DuckDB */

typedef struct
{
  WayDb *db;
  GDate  today;
  GDate  first;
} Bench;

/* --- What is measured --- */

static void
count_days (const Bench    *bench,
            WayOccupancyBy  by)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) days = way_occupancy_days (NULL, WAY_OCCUPANCY_EVERY_DAY, &bench->first,
                                               &bench->today);
  g_autoptr(WayOccupancyTable) table = way_occupancy_service_read (bench->db, days, by, TRUE,
                                                                   &error);

  g_assert_no_error (error);
  g_assert_cmpint (way_occupancy_row (table->counts, table->whole)[days->len / 2].on_roll, >, 0);
}

static void
count_matrix (const Bench *bench,
              guint        data)
{
  count_days (bench, WAY_OCCUPANCY_BY_PROVISION);
}

static void
count_series (const Bench *bench,
              guint        data)
{
  count_days (bench, WAY_OCCUPANCY_BY_NOTHING);
}

/* One figure of Today, or two that are counted together. */
static void
count_figure (const Bench *bench,
              guint        kind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (bench->db, &error);
  WayFigure figure;

  g_assert_no_error (error);
  way_today_figure (facts, &bench->today, (WayFigureKind) kind, &figure, &error);
  g_assert_no_error (error);
  g_assert_cmpint (figure.value, >=, 0);
}

/* What the page shows first, and at once. */
static void
load_figures (const Bench *bench,
              guint        data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayToday) found = way_today_load_figures (bench->db, &bench->today, &error);

  g_assert_no_error (error);
  g_assert_cmpint (found->figures[WAY_FIGURE_ON_ROLL].value, >, 0);
}

/* What it shows when a job has found it. */
static void
load_lists (const Bench *bench,
            guint        data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayToday) found = way_today_load_lists (bench->db, &bench->today, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->tasks->len, >, 0);
}

/* As a page does it: into a picture, in the light. */
static void
draw_chart (const WayChart *chart)
{
  g_autoptr(WayChartFont) font = way_chart_font_new (NULL, FALSE);
  WayChartPage page = { .width = WIDTH, .pixel = 1, .parts = WAY_PARTS_ALL,
                        .measure = way_chart_font_get_measure (font) };
  g_autoptr(WayChartScene) scene = NULL;
  cairo_surface_t *picture;
  cairo_t *cr;

  page.height = way_chart_scene_natural_height (chart, &page);
  scene = way_chart_scene_new (chart, &page);
  picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, (int) ceil (page.height));
  cr = cairo_create (picture);
  way_chart_draw (scene, way_chart_theme_get (WAY_CHART_LIGHT), font, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (picture);
}

/* Read, laid out and drawn as large as on a page; over the last two years.  Of
 * what things cost the nation says nothing. */
static void
open_chart (const Bench *bench,
            guint        kind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (bench->db, &error);
  WayFileChartAsk ask = {
    .from = way_date_add_months (&bench->today, -24), .to = bench->today,
    .by = WAY_OCCUPANCY_BY_PHASE, .school_days = way_facts_days (facts, NULL, &error),
  };
  g_autoptr(WayChart) chart = NULL;

  g_assert_no_error (error);
  chart = way_file_chart_new (bench->db, (WayFileChartKind) kind, &ask, &error);
  g_assert_no_error (error);
  draw_chart (chart);
}

static const struct
{
  const char *name;
  double      most;            /* milliseconds */
  void      (*run) (const Bench *bench,
                    guint        data);
  guint       data;
} rows[] = {
  { "every day of each provision", HUGE_VAL, count_matrix, 0 },
  { "every day of the whole", HUGE_VAL, count_series, 0 },
  { "Today: on roll, empty places", 100, count_figure, WAY_FIGURE_ON_ROLL },
  { "Today: waiting", 100, count_figure, WAY_FIGURE_WAITING },
  { "Today: due, in breach", 100, count_figure, WAY_FIGURE_IN_BREACH },
  { "Today: back in mainstream", 100, count_figure, WAY_FIGURE_BACK_IN_MAINSTREAM },
  { "Today: all its figures", HUGE_VAL, load_figures, 0 },
  { "Today: its lists", HUGE_VAL, load_lists, 0 },
  { "chart: occupancy", 150, open_chart, WAY_FILE_CHART_OCCUPANCY },
  { "chart: multiples", 150, open_chart, WAY_FILE_CHART_MULTIPLES },
  { "chart: matrix", 150, open_chart, WAY_FILE_CHART_MATRIX },
  { "chart: rates", 150, open_chart, WAY_FILE_CHART_RATES },
  { "chart: funnel", 150, open_chart, WAY_FILE_CHART_FUNNEL },
  { "chart: flow", 150, open_chart, WAY_FILE_CHART_FLOW },
  { "chart: stays", 150, open_chart, WAY_FILE_CHART_STAYS },
  { "chart: waits", 150, open_chart, WAY_FILE_CHART_WAITS },
};

static guint32
julian_of (const char *text)
{
  GDate day;

  g_assert_true (way_date_parse (text, &day));
  return way_date_julian (&day);
}

/* One row in this program, which was just started. */
static int
run_one (const char *row,
         const char *path)
{
  guint index = (guint) g_ascii_strtoull (row, NULL, 10);
  g_autoptr(GError) error = NULL;
  Bench bench = { 0 };
  gint64 start, opened;
  clock_t busy;

  g_assert_cmpuint (index, <, G_N_ELEMENTS (rows));
  way_date_parse (TODAY, &bench.today);
  way_date_parse (FIRST, &bench.first);
  start = g_get_monotonic_time ();
  bench.db = way_db_open (path, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  opened = g_get_monotonic_time ();
  busy = clock ();
  rows[index].run (&bench, rows[index].data);
  busy = clock () - busy;
  g_print ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
           g_get_monotonic_time () - opened, (gint64) busy * G_USEC_PER_SEC / CLOCKS_PER_SEC,
           opened - start);
  way_db_free (bench.db);
  return EXIT_SUCCESS;
}

/* --- All rows --- */

static char *
run_program (const char *const  *argv,
             GError            **error)
{
  g_autofree char *said = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL,
                     &status, error) ||
      !g_spawn_check_wait_status (status, error))
    return NULL;
  return g_steal_pointer (&said);
}

/* Others may be busy: the shortest is what the machine can do.  The processor's
 * time, of two threads together, says how far they were. */
static double
shortest (const char *program,
          const char *path,
          guint       row,
          double     *busy)
{
  g_autofree char *number = g_strdup_printf ("%u", row);
  const char *argv[] = { program, "--one", number, path, NULL };
  double best = G_MAXDOUBLE;

  *busy = G_MAXDOUBLE;
  for (guint i = 0; i < RUNS && (i == 0 || best < LONG); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *said = run_program (argv, &error);
      char *rest;

      g_assert_no_error (error);
      best = MIN (best, g_ascii_strtod (said, &rest) / 1000.0);
      *busy = MIN (*busy, g_ascii_strtod (rest, NULL) / 1000.0);
    }
  return best;
}

static gboolean
run_rows (const char *program,
          const char *path,
          double     *took)
{
  gboolean passed = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double busy;
      gboolean fast;

      took[i] = shortest (program, path, i, &busy);
      fast = took[i] <= rows[i].most;
      g_print ("%-30s %9.1f ms, %9.1f ms of the processor", rows[i].name, took[i], busy);
      if (isinf (rows[i].most))
        g_print ("\n");
      else
        g_print ("   at most %3.0f ms   %s\n", rows[i].most, fast ? "passed" : "FAILED");
      passed = passed && fast;
    }
  return passed;
}

/* --- DuckDB --- */

typedef struct
{
  FILE      *file;
  GPtrArray *places;            /* of provisions, by kind: numbers from 1 */
} Writing;

static void
write_stay (guint32            end,
            const WayStay     *stays,
            const WayStayMore *more,
            guint              n,
            gpointer           data)
{
  const Writing *self = data;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *last = end == WAY_STAY_OPEN ? g_strdup ("") : g_strdup_printf ("%u", end);
      gpointer place = g_ptr_array_index (self->places, way_stay_kind (&stays[i]));

      fprintf (self->file, "%u,%u,%u,%s,%u\n", GPOINTER_TO_UINT (place), stays[i].pupil,
               stays[i].start, last, way_stay_sessions (&stays[i]));
    }
}

/* By the number of a kind: a number for its provision. */
static GPtrArray *
number_provisions (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) kinds = way_stays_kinds (db, &error);
  g_autoptr(GHashTable) numbers = g_hash_table_new (way_id_hash, way_id_equal_func);
  GPtrArray *places = g_ptr_array_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < kinds->len; i++)
    {
      const WayStayKind *kind = &g_array_index (kinds, WayStayKind, i);

      if (!g_hash_table_contains (numbers, &kind->provision))
        g_hash_table_insert (numbers, (gpointer) &kind->provision,
                             GUINT_TO_POINTER (g_hash_table_size (numbers) + 1));
      g_ptr_array_set_size (places, (int) MAX (places->len, kind->number + 1));
      g_ptr_array_index (places, kind->number) = g_hash_table_lookup (numbers, &kind->provision);
    }
  return places;
}

static void
write_stays (const char *path,
             const char *csv)
{
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (path, WAY_DB_READ, &error);
  g_autoptr(GPtrArray) places = NULL;
  FILE *file = g_fopen (csv, "w");
  Writing writing = { file, NULL };
  GDate first, last;

  g_assert_no_error (error);
  g_assert_nonnull (file);
  way_date_parse (FIRST, &first);
  way_date_parse (TODAY, &last);
  fprintf (file, "provision,pupil,start,end,sessions\n");
  writing.places = places = number_provisions (db);
  way_stays_read (db, &first, &last, FALSE, write_stay, &writing, &error);
  g_assert_no_error (error);
  fclose (file);
  way_db_free (db);
}

/* FALSE, and said why, where it cannot be had. */
static gboolean
count_with_duckdb (const char *script,
                   const char *folder,
                   const char *path,
                   double     *matrix,
                   double     *series)
{
  g_autofree char *csv = g_build_filename (folder, "stays.csv", NULL);
  g_autofree char *first = g_strdup_printf ("%u", julian_of (FIRST));
  g_autofree char *last = g_strdup_printf ("%u", julian_of (TODAY));
  const char *install[] = { "npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix",
                            folder, "@duckdb/node-api", NULL };
  const char *count[] = { "node", script, folder, csv, first, last, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *installed = run_program (install, &error);
  g_autofree char *said = NULL;
  char *rest;

  if (installed != NULL)
    {
      write_stays (path, csv);
      said = run_program (count, &error);
    }
  if (said == NULL)
    {
      g_print ("DuckDB: skipped, as it cannot be had here: %s\n", error->message);
      return FALSE;
    }
  *matrix = g_ascii_strtod (said, &rest);
  *series = g_ascii_strtod (rest, NULL);
  return TRUE;
}

static gboolean
compare (const char *what,
         double      ours,
         double      theirs,
         double      least)
{
  gboolean fast = theirs >= least * ours;

  g_print ("%s: DuckDB in memory %.1f ms, %.1f times as long; at least %.0f   %s\n", what, theirs,
           theirs / ours, least, fast ? "passed" : "FAILED");
  return fast;
}

/* --- All --- */

static char *
make_nation (const char *waymarkctl,
             const char *folder)
{
  char *path = g_build_filename (folder, "nation.waymark", NULL);
  const char *argv[] = { waymarkctl, "sample", "nation", "--seed", "7", "--years", "10", "--today",
                         TODAY, "--out", path, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *said = run_program (argv, &error);

  g_assert_no_error (error);
  return path;
}

int
main (int   argc,
      char *argv[])
{
  double took[G_N_ELEMENTS (rows)];
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  double matrix, series;
  gboolean passed;

  if (argc == 4 && strcmp (argv[1], "--one") == 0)
    return run_one (argv[2], argv[3]);
  if (argc != 3)
    return EXIT_FAILURE;
  folder = g_dir_make_tmp ("way-nation-XXXXXX", NULL);
  path = g_strdup (g_getenv ("WAY_NATION"));
  if (path == NULL)
    path = make_nation (argv[1], folder);
  passed = run_rows (argv[0], path, took);
  if (count_with_duckdb (argv[2], folder, path, &matrix, &series))
    passed = compare ("every day of each provision", took[0], matrix, FASTER) &
             compare ("every day of the whole", took[1], series, 1) & passed;
  way_test_remove_folder (folder);
  return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
