/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of double funding of a whole authority, about 3,000 pupils: read from
 * the file, judged by the rules, joined with what was done.  The aim is 100 ms. */

#include <stdlib.h>
#include <time.h>

#include "way-double-funding.h"
#include "way-sample.h"
#include "way-store.h"

#define RUNS  7
#define YEARS 10
#define SEED  20261125

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double da = *(const double *) a, db = *(const double *) b;

  return (da > db) - (da < db);
}

static gint64
count (WayDb      *db,
       const char *sql)
{
  gint64 n = 0;

  way_db_get_int (db, sql, 0, &n, NULL);
  return n;
}

static guint
list (WayDb       *db,
      const GDate *today)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (db, &error);
  g_autoptr(GPtrArray) found = NULL;

  g_assert_no_error (error);
  found = way_double_funding_list (facts, NULL, today, &error);
  g_assert_no_error (error);
  return found->len;
}

int
main (void)
{
  WaySampleOptions options = {
    .seed = SEED, .years = YEARS, .today = way_date_ymd (2026, 11, 25),
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStore) store = way_store_open (":memory:", WAY_DB_CREATE, &error);
  WayDb *db;
  double runs[RUNS];
  guint found = 0;

  g_assert_no_error (error);
  db = way_store_get_db (store);
  way_sample_write (db, "la", &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < RUNS; i++)
    {
      clock_t start = clock ();

      found = list (db, &options.today);
      runs[i] = (double) (clock () - start) * 1000.0 / CLOCKS_PER_SEC;
    }
  qsort (runs, RUNS, sizeof *runs, compare_doubles);
  g_print ("double funding of %" G_GINT64_FORMAT " pupils in %" G_GINT64_FORMAT
           " placements: %u found in %.0f ms (aim 100)\n",
           count (db, "SELECT count (*) FROM pupil"), count (db, "SELECT count (*) FROM placement"),
           found, runs[RUNS / 2]);
  return 0;
}
