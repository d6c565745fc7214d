/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Behind each row of a chart's table there are as many records as it says. */

#include "way-file-records.h"

#include "way-chart-read.h"
#include "way-test-sample.h"

static WayDb *sample;

static WayFileChartAsk
ask_year (void)
{
  return (WayFileChartAsk) { .from = way_date_ymd (2021, 9, 1), .to = way_date_ymd (2022, 5, 19) };
}

/* The column of a table that counts records; its first cell names the point. */
static void
assert_counts (WayFileChartKind kind,
               guint            column)
{
  WayFileChartAsk ask = ask_year ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayChart) chart = way_file_chart_new (sample, kind, &ask, &error);
  const WayChartData *data;

  g_assert_no_error (error);
  data = way_chart_get_data (chart);
  g_assert_cmpuint (way_chart_table_n_rows (data), >, 3);
  for (guint i = 0; i < way_chart_table_n_rows (data); i++)
    {
      g_autofree char *point = way_chart_table_dup_cell (data, i, 0);
      g_autofree char *count = way_chart_table_dup_cell (data, i, column);
      g_autoptr(GPtrArray) records = way_file_chart_records (sample, kind, &ask, point, &error);
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      found = g_strdup_printf ("%u", records->len);
      g_test_message ("%s", point);
      g_assert_cmpstr (found, ==, count);
    }
}

static void
test_of_moves (void)
{
  assert_counts (WAY_FILE_CHART_FLOW, 1);
}

static void
test_of_stays (void)
{
  assert_counts (WAY_FILE_CHART_STAYS, 6);
}

static void
test_of_waits (void)
{
  assert_counts (WAY_FILE_CHART_WAITS, 6);
}

/* All of them: each stay once, with the child and what came after. */
static void
test_without_a_point_it_is_all (void)
{
  WayFileChartAsk ask = ask_year ();
  g_autoptr(GPtrArray) all = way_file_chart_records (sample, WAY_FILE_CHART_FLOW, &ask, NULL, NULL);

  g_assert_cmpint (all->len, ==,
                   way_test_ask (sample, "SELECT COUNT(*) FROM placement WHERE \"end\" BETWEEN %u"
                                         " AND %u", way_date_julian (&ask.from),
                                 way_date_julian (&ask.to)));
  for (guint i = 0; i < all->len; i++)
    {
      const WayFileRecord *record = g_ptr_array_index (all, i);

      g_assert_cmpstr (record->entity, ==, "placement");
      g_assert_nonnull (record->who);
      g_assert_nonnull (record->place);
      g_assert_cmpint (way_date_compare (&record->to, &ask.from), >=, 0);
    }
}

/* What is of places has no record of its own. */
static void
test_others_have_none (void)
{
  WayFileChartAsk ask = ask_year ();
  g_autoptr(GPtrArray) none = way_file_chart_records (sample, WAY_FILE_CHART_MATRIX, &ask, NULL,
                                                      NULL);

  g_assert_cmpuint (none->len, ==, 0);
}

/* From one setting to the next: as many leave a setting as its ribbons carry. */
static void
test_ways_over_several_settings (void)
{
  WayFileChartAsk ask = ask_year ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayChart) chart = way_file_chart_new (sample, WAY_FILE_CHART_CHAINS, &ask, &error);
  g_autoptr(GPtrArray) records = NULL;
  const WayChartData *data;
  double first = 0, ribbons = 0;

  g_assert_no_error (error);
  data = way_chart_get_data (chart);
  for (guint i = 0; i < way_chart_table_n_rows (data); i++)
    {
      g_autofree char *point = way_chart_table_dup_cell (data, i, 0);

      if (g_str_has_prefix (point, "First: "))
        first += way_chart_data_get_value (data, 0, i);
      if (g_str_has_prefix (point, "Then: "))
        ribbons += way_chart_data_get_value (data, 0, i);
    }
  g_assert_cmpfloat (first, >, 0);
  g_assert_cmpfloat (first, ==, ribbons);
  /* Each of them was at two settings and more. */
  records = way_file_chart_records (sample, WAY_FILE_CHART_CHAINS, &ask, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (records->len, >=, 2 * first);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sample = way_test_sample_new ("solihull-2022", 1, NULL);
  g_test_add_func ("/report/file-records/moves", test_of_moves);
  g_test_add_func ("/report/file-records/stays", test_of_stays);
  g_test_add_func ("/report/file-records/waits", test_of_waits);
  g_test_add_func ("/report/file-records/all", test_without_a_point_it_is_all);
  g_test_add_func ("/report/file-records/none", test_others_have_none);
  g_test_add_func ("/report/file-records/chains", test_ways_over_several_settings);
  status = g_test_run ();
  way_db_free (sample);
  return status;
}
