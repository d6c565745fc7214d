/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-dfe-file.h"

#include <string.h>

#include "way-test-mutate.h"

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

static void
test_periods (void)
{
  static const struct { const char *period, *identifier, *from, *to; } rows[] = {
    { "202223", "Academic year", "2022-09-01", "2023-08-31" },
    { "202223", "Financial year", "2022-04-01", "2023-03-31" },
    { "2022", "Calendar year", "2022-01-01", "2022-12-31" },
    { "202223", "Autumn term", "2022-09-01", "2022-12-31" },
    { "202223", "Spring term", "2023-01-01", "2023-03-31" },
    { "2020", "February", "2020-02-01", "2020-02-29" },
    { "199900", "Academic year", "1999-09-01", "2000-08-31" },
  };
  static const struct { const char *period, *identifier; } wrong[] = {
    { "202224", "Academic year" }, { "22", "Academic year" }, { "202223", "Olympiad" },
    { "", "Academic year" }, { "1066", "Calendar year" },
  };
  GDate from, to;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;

      g_test_message ("%s %s", rows[i].period, rows[i].identifier);
      g_assert_true (way_dfe_period (rows[i].period, rows[i].identifier, &from, &to));
      first = way_date_to_iso (&from);
      last = way_date_to_iso (&to);
      g_assert_cmpstr (first, ==, rows[i].from);
      g_assert_cmpstr (last, ==, rows[i].to);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (way_dfe_period (wrong[i].period, wrong[i].identifier, &from, &to));
}

static void
test_columns_are_told_apart (void)
{
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDfeFile) file = way_dfe_file_new (bytes, &error);
  const char *const *figures;

  g_assert_no_error (error);
  figures = way_dfe_file_figures (file);
  g_assert_cmpstr (figures[0], ==, "perm_excl");
  g_assert_cmpstr (figures[1], ==, "perm_excl_rate");
  g_assert_null (figures[2]);
}

static void
test_rows (void)
{
  static const struct { WayDfeLevel level; const char *la, *part, *count, *rate; } rows[] = {
    { WAY_DFE_NATIONAL, NULL, "school_type: Total", "9400", "0.11" },
    { WAY_DFE_NATIONAL, NULL, "school_type: Special", "90", "0.06" },
    { WAY_DFE_REGIONAL, NULL, "school_type: Total", "1400", "0.15" },
    { WAY_DFE_LA, "334", "school_type: Total", "40", "0.10" },
    { WAY_DFE_LA, "334", "school_type: Special", "c", "c" },
    { WAY_DFE_LA, "888", "school_type: Total", "z", "low" },
    { WAY_DFE_OTHER, "888", "school_type: Total", "1", "x" },
  };
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDfeFile) file = way_dfe_file_new (bytes, &error);
  WayDfeRow row;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *count = NULL;
      g_autofree char *rate = NULL;

      g_assert_cmpint (way_dfe_file_next (file, &row, &error), ==, WAY_CSV_ROW);
      count = way_dfe_file_dup_value (file, "perm_excl");
      rate = way_dfe_file_dup_value (file, "perm_excl_rate");
      g_assert_cmpint (row.level, ==, rows[i].level);
      g_assert_cmpstr (row.la, ==, rows[i].la);
      g_assert_cmpstr (row.part, ==, rows[i].part);
      g_assert_cmpint (row.is_total, ==, strstr (rows[i].part, "Total") != NULL);
      g_assert_cmpstr (count, ==, rows[i].count);
      g_assert_cmpstr (rate, ==, rows[i].rate);
      g_assert_null (row.reason);
    }
  g_assert_cmpint (way_dfe_file_next (file, &row, &error), ==, WAY_CSV_DONE);
}

static void
test_other_files_are_refused (void)
{
  static const char *const files[] = {
    "", "a,b\n1,2\n", "time_period,time_identifier,geographic_level\n202223,Academic year,National\n",
    "time_period,time_identifier,geographic_level,words\n202223,Academic year,National,many\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", files[i]);
      g_assert_null (way_dfe_file_new (bytes, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == WAY_FORMATS_ERROR);
    }
}

/* Whatever stands in the file, it is read to its end or refused. */
static void
read_all (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDfeFile) file = way_dfe_file_new (bytes, &error);
  WayCsvStep step = file != NULL ? WAY_CSV_ROW : WAY_CSV_ERROR;
  WayDfeRow row;

  while (step == WAY_CSV_ROW && (step = way_dfe_file_next (file, &row, &error)) == WAY_CSV_ROW)
    for (const char *const *figure = way_dfe_file_figures (file); *figure != NULL; figure++)
      {
        g_autofree char *value = way_dfe_file_dup_value (file, *figure);
      }
  g_assert_cmpint (step == WAY_CSV_ERROR, ==, error != NULL);
}

static void
test_cut_off_at_every_byte (void)
{
  g_autoptr(GBytes) bytes = load ();

  for (gsize size = 0; size < g_bytes_get_size (bytes); size++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (bytes, 0, size);

      read_all (part);
    }
}

static void
test_spoilt_files (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GBytes) bytes = load ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr(GBytes) spoilt = way_test_mutate (rand, bytes);

      read_all (spoilt);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/dfe-file/periods", test_periods);
  g_test_add_func ("/formats/dfe-file/columns", test_columns_are_told_apart);
  g_test_add_func ("/formats/dfe-file/rows", test_rows);
  g_test_add_func ("/formats/dfe-file/others", test_other_files_are_refused);
  g_test_add_func ("/formats/dfe-file/cut-off", test_cut_off_at_every_byte);
  g_test_add_func ("/formats/dfe-file/spoilt", test_spoilt_files);
  return g_test_run ();
}
