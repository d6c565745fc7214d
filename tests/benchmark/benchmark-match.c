/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matching in the sample authority: 60 provisions, 3,000 pupils, 8,000
 * placements.  The figure of design.md is 20 ms, from the file to the ranked
 * list; beside it stands what the tests alone take. */

#include <stdlib.h>
#include <time.h>

#include "way-children.h"
#include "way-match-service.h"
#include "way-sample.h"

#define RUNS 41

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double da = *(const double *) a, db = *(const double *) b;

  return (da > db) - (da < db);
}

static double
median (double *runs)
{
  qsort (runs, RUNS, sizeof *runs, compare_doubles);
  return runs[RUNS / 2];
}

/* Time of the processor, in milliseconds: others may be busy. */
static double
since (clock_t start)
{
  return (double) (clock () - start) * 1000.0 / CLOCKS_PER_SEC;
}

static double
time_matches (WayDb       *db,
              GPtrArray   *pupils,
              const GDate *today,
              guint       *n_lines)
{
  double runs[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      const WayPupil *pupil = g_ptr_array_index (pupils, i * 7919 % pupils->len);
      WayMatchQuestion question = { .pupil = pupil->id, .route = "SHORT_TERM", .on = *today };
      g_autoptr(WayMatch) match = NULL;
      g_autoptr(GError) error = NULL;
      clock_t start = clock ();

      match = way_match_find (db, &question, today, &error);
      runs[i] = since (start);
      g_assert_no_error (error);
      *n_lines = match->lines->len;
    }
  return median (runs);
}

/* The tests over what is in memory. */
static double
time_tests (WayDb       *db,
            GPtrArray   *pupils,
            const GDate *today)
{
  const WayPupil *pupil = g_ptr_array_index (pupils, 0);
  WayMatchQuestion question = { .pupil = pupil->id, .route = "SHORT_TERM", .on = *today };
  g_autoptr(WayMatch) match = way_match_find (db, &question, today, NULL);
  WayMatchAsk ask = { match->facts, match->outward, match->slots };
  double runs[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      clock_t start = clock ();
      g_autoptr(GPtrArray) lines = way_match_run (match->provisions, &ask);

      runs[i] = since (start);
      g_assert_cmpuint (lines->len, ==, match->lines->len);
    }
  return median (runs);
}

int
main (void)
{
  GDate today = way_date_ymd (2026, 11, 10);
  WaySampleOptions options = { .today = today, .seed = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (":memory:", WAY_DB_CREATE, &error);
  g_autoptr(GPtrArray) pupils = NULL;
  double whole, tests;
  guint n_lines;

  g_assert_no_error (error);
  way_sample_write (db, "la", &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  pupils = way_records_list (db, &way_pupil_entity, NULL, NULL, &error);
  g_assert_no_error (error);
  whole = time_matches (db, pupils, &today, &n_lines);
  tests = time_tests (db, pupils, &today);
  g_print ("a match of %u provisions for one of %u pupils: %.1f ms (aim 20); "
           "the tests alone: %.2f ms\n", n_lines, pupils->len, whole, tests);
  return 0;
}
