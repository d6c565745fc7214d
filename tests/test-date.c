/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-date.h"

static void
test_parse_takes_iso_only (void)
{
  static const struct { const char *text; gboolean good; } rows[] = {
    { "2026-11-05", TRUE }, { "2024-02-29", TRUE }, { "1000-01-01", TRUE },
    { "2023-02-29", FALSE }, { "2026-13-01", FALSE }, { "2026-00-10", FALSE },
    { "2026-1-05", FALSE }, { "05/11/2026", FALSE }, { "2026-11-05 ", FALSE },
    { "", FALSE }, { NULL, FALSE }, { "0026-11-05", FALSE }, { "2026-11-0a", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *back = NULL;
      GDate date;

      g_test_message ("%s", rows[i].text != NULL ? rows[i].text : "(null)");
      g_assert_cmpint (way_date_parse (rows[i].text, &date), ==, rows[i].good);
      g_assert_cmpint (way_date_is_set (&date), ==, rows[i].good);
      back = way_date_to_iso (&date);
      g_assert_cmpstr (back, ==, rows[i].good ? rows[i].text : "");
    }
}

static void
test_within_counts_both_ends (void)
{
  GDate from = way_date_ymd (2026, 9, 1);
  GDate to = way_date_ymd (2026, 9, 3);
  GDate none = way_date_none ();
  GDate before = way_date_ymd (2026, 8, 31);
  GDate after = way_date_ymd (2026, 9, 4);

  g_assert_true (way_date_within (&from, &from, &to));
  g_assert_true (way_date_within (&to, &from, &to));
  g_assert_false (way_date_within (&before, &from, &to));
  g_assert_false (way_date_within (&after, &from, &to));
  g_assert_true (way_date_within (&before, &none, &to));
  g_assert_true (way_date_within (&after, &from, &none));
}

/* Against the slow obvious version: look at every day. */
static void
test_overlap_agrees_with_looking_at_every_day (void)
{
  guint32 start = 738000;

  for (guint n = 0; n < 2000; n++)
    {
      GDate ends[4];
      gboolean slow = FALSE;

      for (guint i = 0; i < 4; i++)
        ends[i] = g_test_rand_int_range (0, 5) == 0
                    ? way_date_none ()
                    : way_date_from_julian (start + g_test_rand_int_range (0, 9));
      if (way_date_is_set (&ends[1]) && way_date_compare (&ends[1], &ends[0]) < 0)
        continue;
      if (way_date_is_set (&ends[3]) && way_date_compare (&ends[3], &ends[2]) < 0)
        continue;
      for (guint32 day = start - 2; day < start + 12; day++)
        {
          GDate date = way_date_from_julian (day);

          slow |= way_date_within (&date, &ends[0], &ends[1]) &&
                  way_date_within (&date, &ends[2], &ends[3]);
        }
      g_assert_cmpint (way_date_overlap (&ends[0], &ends[1], &ends[2], &ends[3]), ==, slow);
    }
}

static void
test_school_year_turns_in_september (void)
{
  GDate last = way_date_ymd (2022, 8, 31);
  GDate first = way_date_ymd (2022, 9, 1);

  g_assert_cmpint (way_date_school_year (&last), ==, 2021);
  g_assert_cmpint (way_date_school_year (&first), ==, 2022);
}

static void
test_week_starts_on_monday (void)
{
  for (int day = 2; day <= 8; day++)
    {
      GDate date = way_date_ymd (2026, 11, day);
      GDate monday = way_date_week_start (&date);

      g_assert_cmpint (g_date_get_day (&monday), ==, 2);
    }
}

static void
test_age_counts_birthdays (void)
{
  GDate birth = way_date_ymd (2012, 2, 29);
  GDate before = way_date_ymd (2023, 2, 28);
  GDate after = way_date_ymd (2023, 3, 1);

  g_assert_cmpint (way_date_age (&birth, &before), ==, 10);
  g_assert_cmpint (way_date_age (&birth, &after), ==, 11);
}

static void
test_months_end_at_the_last_day (void)
{
  GDate date = way_date_ymd (2026, 1, 31);
  GDate later = way_date_add_months (&date, 1);
  GDate earlier = way_date_add_months (&date, -2);
  g_autofree char *text = way_date_to_iso (&later);
  g_autofree char *back = way_date_to_iso (&earlier);

  g_assert_cmpstr (text, ==, "2026-02-28");
  g_assert_cmpstr (back, ==, "2025-11-30");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/date/parse/takes-iso-only", test_parse_takes_iso_only);
  g_test_add_func ("/base/date/within/counts-both-ends", test_within_counts_both_ends);
  g_test_add_func ("/base/date/overlap/agrees-with-every-day",
                   test_overlap_agrees_with_looking_at_every_day);
  g_test_add_func ("/base/date/school-year/turns-in-september", test_school_year_turns_in_september);
  g_test_add_func ("/base/date/week/starts-on-monday", test_week_starts_on_monday);
  g_test_add_func ("/base/date/age/counts-birthdays", test_age_counts_birthdays);
  g_test_add_func ("/base/date/months/end-at-the-last-day", test_months_end_at_the_last_day);
  return g_test_run ();
}
