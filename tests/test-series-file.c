/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series with its forecast as a file: what is read, and files that are broken. */
#include "way-series-file.h"

#include <math.h>
#include <string.h>

#include "way-date.h"
#include "way-test-mutate.h"

static const char whole[] =
  "series_id,t,value,mean,lower_95,upper_95,lower_80,upper_80,places,method\n"
  "a,2026-09-01,200,,,,,,210,\n"
  "b,2020-01,1,,,,,,,\n"
  "a,2026-10,204.5,,,,,,210,\n"
  "a,2026-11,,208,190,226,200,216,,ets\n";

static WaySeriesFile *
read_text (const char  *text,
           const char  *id,
           GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return way_series_file_read (bytes, id, error);
}

static void
test_columns_are_read (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WaySeriesFile) file = read_text (whole, "a", &error);
  GDate first = way_date_ymd (2026, 9, 1);

  g_assert_no_error (error);
  g_assert_cmpuint (file->n, ==, 3);
  g_assert_cmpuint (file->days[0], ==, way_date_julian (&first));
  g_assert_cmpuint (file->days[1], ==, way_date_julian (&first) + 30);
  g_assert_cmpfloat (file->values[1], ==, 204.5);
  g_assert_true (isnan (file->values[2]));
  g_assert_true (isnan (file->means[0]));
  g_assert_cmpfloat (file->means[2], ==, 208);
  g_assert_cmpfloat (file->places[0], ==, 210);
  g_assert_true (isnan (file->places[2]));
  /* The narrowest first, whatever the order of columns. */
  g_assert_cmpuint (file->n_levels, ==, 2);
  g_assert_cmpuint (file->levels[0].level, ==, 80);
  g_assert_cmpfloat (file->levels[0].lower[2], ==, 200);
  g_assert_cmpfloat (file->levels[1].upper[2], ==, 226);
  g_assert_cmpstr (file->id, ==, "a");
  g_assert_cmpstr (file->method, ==, "ets");
}

static void
test_little_is_enough (void)
{
  g_autoptr(WaySeriesFile) file = read_text ("value,t\r\n5,2026-09-01\r\n", NULL, NULL);

  g_assert_cmpuint (file->n, ==, 1);
  g_assert_cmpfloat (file->values[0], ==, 5);
  g_assert_null (file->id);
  g_assert_null (file->places);
  g_assert_cmpuint (file->n_levels, ==, 0);
}

static void
test_several_series_must_be_told (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) none = NULL;

  g_assert_null (read_text (whole, NULL, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX);
  g_assert_null (read_text (whole, "c", &none));
  g_assert_error (none, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND);
}

static void
test_ranges_must_be_in_order (void)
{
  g_autoptr(GError) crossed = NULL;
  g_autoptr(GError) half = NULL;
  g_autoptr(GError) many = NULL;

  g_assert_null (read_text ("t,mean,lower_80,upper_80\n2026-09,5,7,6\n", NULL, &crossed));
  g_assert_error (crossed, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX);
  g_assert_null (read_text ("t,mean,lower_80,upper_80\n2026-09,5,,6\n", NULL, &half));
  g_assert_error (half, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX);
  g_assert_null (read_text ("t,mean,lower_1,upper_1,lower_2,upper_2,lower_3,upper_3,lower_4,"
                            "upper_4\n2026-09,5,,,,,,,,\n", NULL, &many));
  g_assert_error (many, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE);
}

/* Whatever comes of it, it comes without a crash, and with an error or rows. */
static void
read_broken (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WaySeriesFile) file = way_series_file_read (bytes, "a", &error);

  g_assert_true ((file != NULL) != (error != NULL));
  for (guint i = 1; file != NULL && i < file->n; i++)
    g_assert_cmpuint (file->days[i], >, file->days[i - 1]);
}

static void
test_cut_off_at_every_byte (void)
{
  for (gsize i = 0; i < sizeof whole; i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (whole, i);

      read_broken (bytes);
    }
}

static void
test_spoilt_at_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GBytes) bytes = g_bytes_new_static (whole, sizeof whole - 1);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GBytes) spoilt = way_test_mutate (rand, bytes);

      read_broken (spoilt);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/series/columns", test_columns_are_read);
  g_test_add_func ("/formats/series/little", test_little_is_enough);
  g_test_add_func ("/formats/series/several", test_several_series_must_be_told);
  g_test_add_func ("/formats/series/ranges", test_ranges_must_be_in_order);
  g_test_add_func ("/formats/series/cut-off", test_cut_off_at_every_byte);
  g_test_add_func ("/formats/series/spoilt", test_spoilt_at_random);
  return g_test_run ();
}
