/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Daily occupancy at the size of the nation: 1.2 million placements in 3,000
 * provisions over ten years, 11 million cells; and the one series of the whole.
 * The figures of design.md 11 are 410 ms (a tenth of what DuckDB takes on two
 * cores) and 18 ms.  Beside them stands what merely writing as many cells
 * takes, so that a slow machine can be told. */

#include "way-occupancy.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PROVISIONS 3000
#define PUPILS     450000
#define STAYS      1200000
#define DAYS       3653
#define FIRST_DAY  736000u
#define RUNS       5
#define SEED       20261122

typedef struct
{
  WayOccupancyStay   *stays;
  WayOccupancyPlaces *places;
  guint32            *days;
  guint               n_groups;
} Bench;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double da = *(const double *) a, db = *(const double *) b;

  return (da > db) - (da < db);
}

/* As a store gives them. */
static int
compare_stays (gconstpointer a,
               gconstpointer b)
{
  guint32 one = ((const WayOccupancyStay *) a)->to;
  guint32 two = ((const WayOccupancyStay *) b)->to;

  return (one < two) - (one > two);
}

static void
fill (Bench *bench)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);

  bench->stays = g_new (WayOccupancyStay, STAYS);
  bench->places = g_new (WayOccupancyPlaces, PROVISIONS);
  bench->days = g_new (guint32, DAYS);
  for (guint i = 0; i < STAYS; i++)
    {
      guint32 from = FIRST_DAY + (guint32) g_rand_int_range (rand, -200, DAYS);

      bench->stays[i] = (WayOccupancyStay) {
        .from = from,
        .to = g_rand_int_range (rand, 0, 20) == 0
                ? WAY_OCCUPANCY_OPEN : from + (guint32) g_rand_int_range (rand, 10, 400),
        .group = (guint32) g_rand_int_range (rand, 0, PROVISIONS),
        .pupil = (guint32) g_rand_int_range (rand, 0, PUPILS),
        .sessions = (gint16) g_rand_int_range (rand, 1, 11),
        .on_roll = 1,
      };
    }
  qsort (bench->stays, STAYS, sizeof *bench->stays, compare_stays);
  for (guint i = 0; i < PROVISIONS; i++)
    bench->places[i] = (WayOccupancyPlaces) { FIRST_DAY, WAY_OCCUPANCY_OPEN, i, 40 };
  for (guint i = 0; i < DAYS; i++)
    bench->days[i] = FIRST_DAY + i;
}

static void
count (const Bench *bench)
{
  WayOccupancyInput facts = {
    .stays = bench->stays, .n_stays = STAYS, .places = bench->places, .n_places = PROVISIONS,
    .n_groups = bench->n_groups, .n_pupils = PUPILS, .latest_first = TRUE,
  };
  g_autoptr(WayOccupancy) occupancy = way_occupancy_new (&facts, bench->days, DAYS);

  g_assert_cmpint (way_occupancy_row (occupancy, bench->n_groups)[DAYS / 2].on_roll, >, 0);
}

/* The cells alone: written once, then summed along. */
static void
write_cells (const Bench *bench)
{
  gsize n = (gsize) (bench->n_groups + 1) * DAYS;
  g_autofree WayOccupancyCell *cells = g_new (WayOccupancyCell, n);
  gint32 sum = 0;

  memset (cells, 1, n * sizeof *cells);
  for (gsize i = 0; i < n; i++)
    sum ^= cells[i].places += sum;
  g_assert_cmpint (sum, !=, -1);
}

/* Median of the time of the processor, in milliseconds: others may be busy. */
static double
time_of (const Bench  *bench,
         void        (*work) (const Bench *bench))
{
  double runs[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      clock_t start = clock ();

      work (bench);
      runs[i] = (double) (clock () - start) * 1000.0 / CLOCKS_PER_SEC;
    }
  qsort (runs, RUNS, sizeof *runs, compare_doubles);
  return runs[RUNS / 2];
}

int
main (void)
{
  Bench bench = { .n_groups = PROVISIONS };
  double all, cells, whole;

  fill (&bench);
  all = time_of (&bench, count);
  cells = time_of (&bench, write_cells);
  bench.n_groups = 0;
  whole = time_of (&bench, count);
  g_print ("daily occupancy of %d provisions over %d days: %.0f ms (aim 410); "
           "%.1f times writing the cells (%.0f ms)\n",
           PROVISIONS, DAYS, all, all / cells, cells);
  g_print ("the one series of the whole: %.1f ms (aim 18)\n", whole);
  g_free (bench.stays);
  g_free (bench.places);
  g_free (bench.days);
  return 0;
}
