/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-read.h"

#include "way-test-occupancy.h"

#include <math.h>
#include <string.h>

static WayChartData *
make_months (void)
{
  guint32 days[12];
  double on_roll[12], places[12];
  WayChartData *data;

  for (guint i = 0; i < 12; i++)
    {
      days[i] = julian (2026 + (i + 4) / 12, (int) (i + 4) % 12 + 1, 12);
      on_roll[i] = 177 + i;
      places[i] = 224;
    }
  on_roll[6] = 183;
  on_roll[7] = 229;
  on_roll[8] = 224;
  on_roll[9] = NAN;
  data = way_chart_data_new_days (days, 12, NULL);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "On roll", .spoken = "on roll",
                                                       .unit = "pupils", .whole = 1,
                                                       .rest = "Empty" }, on_roll);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Places", .spoken = "places",
                                                       .unit = "places", .whole = -1 }, places);
  way_chart_data_set_state (data, 0, 10, WAY_CHART_SUPPRESSED);
  way_chart_data_set_state (data, 0, 11, WAY_CHART_ESTIMATED);
  return data;
}

static void
test_point_is_said_in_full (void)
{
  static const struct { guint series, point; const char *want; } rows[] = {
    { 0, 6, "Thu 12 Nov 2026, on roll 183 of 224 places, 41 empty; 7 of 12" },
    { 0, 7, "Sat 12 Dec 2026, on roll 229 of 224 places, 5 over; 8 of 12" },
    { 0, 8, "Tue 12 Jan 2027, on roll 224 of 224 places, full; 9 of 12" },
    { 0, 9, "Fri 12 Feb 2027, on roll not collected; 10 of 12" },
    { 0, 10, "Fri 12 Mar 2027, on roll hidden, a small number; 11 of 12" },
    { 0, 11, "Mon 12 Apr 2027, on roll 188 (estimated) of 224 places, 36 empty; 12 of 12" },
    { 1, 0, "Tue 12 May 2026, places 224; 1 of 12" },
  };
  g_autoptr(WayChartData) data = make_months ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = way_chart_read_point (data, (WayChartAt) { rows[i].series,
                                                                        rows[i].point });

      g_assert_cmpstr (said, ==, rows[i].want);
    }
}

static void
test_card_has_a_line_a_series (void)
{
  g_autoptr(WayChartData) data = make_months ();
  g_auto(GStrv) lines = way_chart_read_lines (data, (WayChartAt) { 0, 6 });
  g_autofree char *joined = g_strjoinv (" / ", lines);

  g_assert_cmpstr (joined, ==, "Thu 12 Nov 2026 / On roll: 183 / Places: 224 / 41 empty");
}

static void
test_card_of_many_series_holds_the_one_in_question (void)
{
  const guint32 day = julian (2026, 9, 1);
  const double value = 1;
  g_autoptr(WayChartData) data = way_chart_data_new_days (&day, 1, NULL);

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("Setting %u", i);

      way_chart_data_add_series (data, &(WayChartSeries) { .name = name, .whole = -1 }, &value);
    }
  for (guint i = 0; i < 50; i++)
    {
      g_auto(GStrv) lines = way_chart_read_lines (data, (WayChartAt) { i, 0 });
      g_autofree char *want = g_strdup_printf ("Setting %u: 1", i);

      g_assert_cmpuint (g_strv_length (lines), ==, 9);
      g_assert_true (g_strv_contains ((const char *const *) lines, want));
    }
}

static void
test_walk_by_table (void)
{
  static const struct { WayChartWalk walk; guint series, point; gboolean moves; } rows[] = {
    { WAY_WALK_PREVIOUS, 0, 0, FALSE }, { WAY_WALK_NEXT, 0, 1, TRUE },
    { WAY_WALK_NEXT_SERIES, 1, 1, TRUE }, { WAY_WALK_NEXT_SERIES, 1, 1, FALSE },
    { WAY_WALK_LAST, 1, 11, TRUE }, { WAY_WALK_NEXT, 1, 11, FALSE },
    { WAY_WALK_PREVIOUS_SERIES, 0, 11, TRUE }, { WAY_WALK_PREVIOUS, 0, 10, TRUE },
    { WAY_WALK_PREVIOUS_YEAR, 0, 0, TRUE }, { WAY_WALK_NEXT_YEAR, 0, 11, TRUE },
    { WAY_WALK_FIRST, 0, 0, TRUE },
  };
  g_autoptr(WayChartData) data = make_months ();
  WayChartAt at = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("step %u", i);
      g_assert_cmpint (way_chart_walk (data, &at, rows[i].walk), ==, rows[i].moves);
      g_assert_cmpuint (at.series, ==, rows[i].series);
      g_assert_cmpuint (at.point, ==, rows[i].point);
    }
}

static void
test_walk_by_year_keeps_the_date (void)
{
  TestOccupancy occupancy;
  g_autoptr(WayChart) chart = NULL;
  const WayChartData *data;
  WayChartAt at = { 0, 5 };

  test_occupancy_fill (&occupancy);
  chart = test_occupancy_chart_new (&occupancy);
  data = way_chart_get_data (chart);
  way_chart_walk (data, &at, WAY_WALK_NEXT_YEAR);
  g_assert_cmpuint (way_chart_data_get_day (data, at.point), ==, julian (2025, 11, 15));
  way_chart_walk (data, &at, WAY_WALK_PREVIOUS_YEAR);
  g_assert_cmpuint (way_chart_data_get_day (data, at.point), ==, julian (2024, 11, 15));
}

static void
test_walk_over_nothing_stays (void)
{
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("District", NULL, 0, NULL);
  WayChartAt at = { 0, 0 };

  g_assert_false (way_chart_walk (data, &at, WAY_WALK_NEXT));
  g_assert_false (way_chart_walk (data, &at, WAY_WALK_LAST));
}

/* Every value of the table is reached by keys, and said there. */
static void
test_table_read_out_and_file_agree (void)
{
  g_autoptr(WayChartData) data = make_months ();
  g_autofree char *csv = way_chart_table_to_csv (data);
  g_auto(GStrv) lines = g_strsplit (csv, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, way_chart_table_n_rows (data) + 2);
  for (guint row = 0; row < way_chart_table_n_rows (data); row++)
    {
      g_autofree char *label = way_chart_table_dup_cell (data, row, 0);
      g_autofree char *on_roll = way_chart_table_dup_cell (data, row, 1);
      g_autofree char *said = way_chart_read_point (data, (WayChartAt) { 0, row });
      g_auto(GStrv) fields = g_strsplit (lines[row + 1], ",", -1);

      g_assert_true (g_str_has_prefix (said, label));
      g_assert_nonnull (strstr (said, on_roll));
      if (way_chart_data_get_state (data, 0, row) == WAY_CHART_NORMAL)
        g_assert_cmpstr (fields[1], ==, on_roll);
    }
}

static void
test_table_has_the_rest_beside_its_series (void)
{
  static const char *const headings[] = { "Day", "On roll (pupils)", "Empty", "Places" };
  g_autoptr(WayChartData) data = make_months ();
  g_autofree char *empty = way_chart_table_dup_cell (data, 6, 2);
  g_autofree char *over = way_chart_table_dup_cell (data, 7, 2);

  g_assert_cmpuint (way_chart_table_n_columns (data), ==, G_N_ELEMENTS (headings));
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      g_autofree char *heading = way_chart_table_dup_heading (data, i);

      g_assert_cmpstr (heading, ==, headings[i]);
    }
  g_assert_cmpstr (empty, ==, "41");
  g_assert_cmpstr (over, ==, "\u22125");
}

static void
test_file_marks_what_is_no_plain_number (void)
{
  g_autoptr(WayChartData) data = make_months ();
  g_autofree char *csv = way_chart_table_to_csv (data);

  g_assert_true (g_str_has_prefix (csv, "Day,On roll,Empty,\"On roll, marked\",Places\r\n"
                                        "2026-05-12,177,47,,224\r\n"));
  g_assert_nonnull (strstr (csv, "\r\n2026-12-12,229,-5,,224\r\n"));
  g_assert_nonnull (strstr (csv, "\r\n2027-02-12,,,not collected,224\r\n"
                                 "2027-03-12,c,,hidden,224\r\n"
                                 "2027-04-12,188,36,estimated,224\r\n"));
}

static void
test_file_quotes_and_defuses_names (void)
{
  const char *labels[] = { "Poulton, \"the Fylde\"", "=HYPERLINK(1)", "-minus", "two\nlines" };
  const double values[] = { 1.25, 2, 3, 4 };
  g_autoptr(WayChartData) data = way_chart_data_new_labels ("District", labels, 4, NULL);
  g_autofree char *csv = NULL;

  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Rate", .decimals = 1,
                                                       .whole = -1 }, values);
  csv = way_chart_table_to_csv (data);
  g_assert_cmpstr (csv, ==,
                   "District,Rate\r\n\"Poulton, \"\"the Fylde\"\"\",1.3\r\n"
                   "'=HYPERLINK(1),2.0\r\n'-minus,3.0\r\n\"two\nlines\",4.0\r\n");
}

static void
test_description_says_what_is_to_be_seen (void)
{
  static const char *const parts[] = {
    "A gap of 41 places.", "On roll: lowest 177 (Tue 12 May 2026), highest 229 (Sat 12 Dec 2026).",
    "On roll rose from 177 on Tue 12 May 2026 to 188 on Mon 12 Apr 2027.",
    "At the end: on roll 188 (estimated) of 224 places, 36 empty.",
    "On roll: 1 value not collected.", "On roll: 1 small number hidden.",
    "On roll: 1 value estimated.", "Places is 224 throughout.", "26 places added.",
  };
  g_autoptr(WayChartData) data = make_months ();
  g_autofree char *text = NULL;

  way_chart_data_set_title (data, "A gap of 41 places");
  way_chart_data_add_note (data, "26 places added");
  text = way_chart_describe (data);
  g_test_message ("%s", text);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      g_assert_nonnull (strstr (text, parts[i]));
    }
}

static void
test_description_of_nothing (void)
{
  g_autoptr(WayChartData) data = way_chart_data_new_days (NULL, 0, NULL);
  g_autofree char *text = way_chart_describe (data);

  g_assert_cmpstr (text, ==, "Nothing to show yet.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/read/point", test_point_is_said_in_full);
  g_test_add_func ("/chart/read/card", test_card_has_a_line_a_series);
  g_test_add_func ("/chart/read/card-of-many", test_card_of_many_series_holds_the_one_in_question);
  g_test_add_func ("/chart/read/walk/by-table", test_walk_by_table);
  g_test_add_func ("/chart/read/walk/year-keeps-the-date", test_walk_by_year_keeps_the_date);
  g_test_add_func ("/chart/read/walk/nothing", test_walk_over_nothing_stays);
  g_test_add_func ("/chart/read/table/agrees", test_table_read_out_and_file_agree);
  g_test_add_func ("/chart/read/table/rest", test_table_has_the_rest_beside_its_series);
  g_test_add_func ("/chart/read/file/marks", test_file_marks_what_is_no_plain_number);
  g_test_add_func ("/chart/read/file/quotes", test_file_quotes_and_defuses_names);
  g_test_add_func ("/chart/read/describe", test_description_says_what_is_to_be_seen);
  g_test_add_func ("/chart/read/describe-nothing", test_description_of_nothing);
  return g_test_run ();
}
