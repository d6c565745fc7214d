/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of the DfE become benchmarks: of England, regions and authorities,
 * signs and all; the same file again changes nothing. */

#include <string.h>

#include "way-figures.h"
#include "way-import.h"
#include "way-outcomes.h"
#include "way-test-store.h"

static GBytes *
load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "dfe", "exclusions.csv", NULL);
  g_autoptr(GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static WayImport *
read_file (WayDb  *db,
           GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  WayImport *import = way_import_benchmark (db, bytes, "exclusions.csv", NULL, &error);

  g_assert_no_error (error);
  return import;
}

static void
take_in (WayDb  *db,
         GBytes *bytes)
{
  g_autoptr(WayImport) import = read_file (db, bytes);
  g_autoptr(GError) error = NULL;

  way_import_run (import, db, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static const WayBenchmark *
find (GPtrArray  *benchmarks,
      const char *level,
      const char *la,
      const char *part)
{
  for (guint i = 0; i < benchmarks->len; i++)
    {
      const WayBenchmark *one = g_ptr_array_index (benchmarks, i);

      if (strcmp (one->level, level) == 0 && g_strcmp0 (one->la, la) == 0 &&
          g_strcmp0 (one->part, part) == 0)
        return one;
    }
  g_error ("no %s", level);
}

static void
test_the_whole_file (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(WayImport) import = read_file (db, bytes);

  /* Six rows of two figures; the seventh is a school's. */
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_NEW), ==, 12);
  g_assert_cmpuint (way_import_n_refusals (import), ==, 0);
  g_assert_nonnull (way_import_notes (import)[0]);
}

static void
test_figures_find_their_indicator (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) benchmarks = NULL;
  GDate on = way_date_ymd (2024, 1, 1);

  take_in (db, bytes);
  benchmarks = way_outcomes_benchmarks (db, way_codes_lookup ("indicator", "K07"), &on, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (benchmarks->len, ==, 6);
  g_assert_cmpstr (find (benchmarks, "england", NULL, NULL)->value, ==, "0.11");
  g_assert_cmpstr (find (benchmarks, "region", NULL, NULL)->region, ==, "WM");
  g_assert_cmpstr (find (benchmarks, "la", "334", NULL)->value, ==, "0.10");
  g_assert_cmpstr (find (benchmarks, "la", "334", "school_type: Special")->value, ==, "c");
  g_assert_cmpstr (find (benchmarks, "la", "888", NULL)->value, ==, "low");
}

/* A figure about days that are still to come is not compared with. */
static void
test_benchmarks_are_of_their_time (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) benchmarks = NULL;
  GDate on = way_date_ymd (2023, 1, 1);

  take_in (db, bytes);
  benchmarks = way_outcomes_benchmarks (db, way_codes_lookup ("indicator", "K07"), &on, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (benchmarks->len, ==, 0);
}

/* Of two neighbours one is published as a sign: the mean is of the other. */
static void
test_neighbours_have_a_mean (void)
{
  static const char *const las[] = { "334", "888" };
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) benchmarks = NULL;
  GDate on = way_date_ymd (2024, 1, 1);

  take_in (db, bytes);
  for (guint i = 0; i < G_N_ELEMENTS (las); i++)
    {
      g_autoptr(WayNeighbour) neighbour = way_neighbour_new ();

      neighbour->la = g_strdup (las[i]);
      way_test_insert (db, &way_neighbour_entity, neighbour);
    }
  benchmarks = way_outcomes_benchmarks (db, way_codes_lookup ("indicator", "K07"), &on, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (find (benchmarks, "neighbours", NULL, NULL)->value, ==, "0.10");
  g_assert_cmpint (find (benchmarks, "neighbours", NULL, NULL)->count, ==, 1);
}

static void
test_again_is_the_same (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(WayImport) again = NULL;

  take_in (db, bytes);
  again = read_file (db, bytes);
  g_assert_cmpuint (way_import_count (again, WAY_IMPORT_SAME), ==, 12);
  g_assert_cmpuint (way_import_count (again, WAY_IMPORT_NEW), ==, 0);
}

static void
test_rows_are_refused_with_a_reason (void)
{
  static const char *const rows[] = {
    "202223,Academic year,Local authority,,001,1", "202299,Academic year,National,,,1",
    "202223,Academic year,Regional,E99,,1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("time_period,time_identifier,geographic_level,region_code,old_la_code,rate\n"
                         "%s\n202223,Academic year,National,,,2\n", rows[i]);
      g_autoptr(WayDb) db = way_test_db_new ();
      g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr(WayImport) import = read_file (db, bytes);

      g_test_message ("%s", rows[i]);
      g_assert_cmpuint (way_import_n_refusals (import), ==, 1);
      g_assert_cmpuint (way_import_refusal (import, 0)->line, ==, 2);
      g_assert_cmpuint (way_import_count (import, WAY_IMPORT_NEW), ==, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-benchmark/whole", test_the_whole_file);
  g_test_add_func ("/import-benchmark/indicators", test_figures_find_their_indicator);
  g_test_add_func ("/import-benchmark/time", test_benchmarks_are_of_their_time);
  g_test_add_func ("/import-benchmark/neighbours", test_neighbours_have_a_mean);
  g_test_add_func ("/import-benchmark/again", test_again_is_the_same);
  g_test_add_func ("/import-benchmark/refused", test_rows_are_refused_with_a_reason);
  return g_test_run ();
}
