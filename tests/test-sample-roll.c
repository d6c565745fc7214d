/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sample-roll.h"

#include "way-sample-calendar.h"

static WaySchoolDays *
make_days (void)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayDayRow));
  g_autoptr(GError) error = NULL;
  WayDayLayer layer = { .name = "Test" };
  WaySchoolDays *days;

  for (int year = 2020; year < 2023; year++)
    {
      g_autoptr(GArray) sample = way_sample_calendar_year (year);

      for (guint i = 0; i < sample->len; i++)
        {
          const WaySampleDays *day = &g_array_index (sample, WaySampleDays, i);
          WayDayRow row = { day->from, day->to, day->kind };

          g_array_append_val (rows, row);
        }
    }
  layer.rows = (const WayDayRow *) (gpointer) rows->data;
  layer.n_rows = rows->len;
  days = way_school_days_new (&layer, 1, &error);
  g_assert_no_error (error);
  return days;
}

/* The specimen calendar of the domain reference. */
static void
test_calendar_is_the_specimen (void)
{
  static const char *const terms[][2] = {
    { "2026-09-02", "2026-10-22" }, { "2026-11-02", "2026-12-18" }, { "2027-01-05", "2027-02-11" },
    { "2027-02-22", "2027-03-25" }, { "2027-04-12", "2027-05-27" }, { "2027-06-07", "2027-07-21" },
  };
  g_autoptr(GArray) days = way_sample_calendar_year (2026);
  guint at = 0;

  for (guint i = 0; i < days->len; i++)
    {
      const WaySampleDays *row = &g_array_index (days, WaySampleDays, i);
      g_autofree char *from = way_date_to_iso (&row->from);
      g_autofree char *to = way_date_to_iso (&row->to);

      if (g_strcmp0 (row->kind, "TERM") != 0)
        continue;
      g_assert_cmpuint (at, <, G_N_ELEMENTS (terms));
      g_assert_cmpstr (from, ==, terms[at][0]);
      g_assert_cmpstr (to, ==, terms[at++][1]);
    }
  g_assert_cmpuint (at, ==, G_N_ELEMENTS (terms));
}

static void
test_every_year_has_190_days (void)
{
  for (int year = 2012; year < 2028; year++)
    {
      g_autoptr(GArray) days = way_sample_calendar_year (year);
      g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayDayRow));
      g_autoptr(WaySchoolDays) school = NULL;
      WayDayLayer layer = { .name = "Test" };
      GDate from = way_date_ymd (year, 9, 1), to = way_date_ymd (year + 1, 8, 31);
      guint training = 0;

      g_test_message ("%d", year);
      for (guint i = 0; i < days->len; i++)
        {
          const WaySampleDays *day = &g_array_index (days, WaySampleDays, i);
          WayDayRow row = { day->from, day->to, day->kind };

          training += g_strcmp0 (day->kind, "INSET") == 0;
          g_array_append_val (rows, row);
        }
      layer.rows = (const WayDayRow *) (gpointer) rows->data;
      layer.n_rows = rows->len;
      school = way_school_days_new (&layer, 1, NULL);
      g_assert_cmpuint (way_school_days_count (school, &from, &to), ==, 190);
      g_assert_cmpuint (training, ==, 5);
    }
}

static void
test_leaving_day_is_a_friday_in_june (void)
{
  GDate day = way_sample_calendar_leaving_day (2026);
  g_autofree char *iso = way_date_to_iso (&day);

  g_assert_cmpstr (iso, ==, "2027-06-25");
}

/* How many are there on a day. */
static guint
count_on (const WaySampleOpen *open,
          guint                n_open,
          const GArray        *starts,
          guint32              day)
{
  guint count = 0;

  for (guint i = 0; i < n_open; i++)
    count += open[i].end == 0 || open[i].end >= day;
  for (guint i = 0; i < starts->len; i++)
    count += g_array_index (starts, guint32, i) <= day;
  return count;
}

static void
fill_open (WayRandom     *random,
           WaySampleOpen *open,
           guint          n_open,
           guint32        from)
{
  for (guint i = 0; i < n_open; i++)
    {
      open[i].planned = from + way_random_below (random, 150);
      open[i].latest = open[i].planned + way_random_below (random, 200);
    }
}

static void
test_target_is_met_within_the_limit (void)
{
  g_autoptr(WaySchoolDays) days = make_days ();
  guint32 seed = g_test_rand_int ();
  WayRandom random;

  g_test_message ("seed %u", seed);
  way_random_seed (&random, seed);
  for (guint round = 0; round < 300; round++)
    {
      WaySampleOpen open[20] = { 0 };
      guint n_open = way_random_below (&random, 21);
      WaySampleSpan span = { .from = way_date_ymd (2021, 11, 5), .to = way_date_ymd (2022, 1, 20),
                             .starts = WAY_SAMPLE_ANY, .limit = 20 };
      guint32 from = way_date_julian (&span.from), to = way_date_julian (&span.to);
      g_autoptr(GArray) starts = NULL;

      span.target = way_random_between (&random, 0, 20);
      fill_open (&random, open, n_open, from);
      starts = way_sample_roll_plan (&random, days, &span, open, n_open);
      g_assert_cmpuint (count_on (open, n_open, starts, to), ==, (guint) span.target);
      for (guint32 day = from; day <= to; day++)
        g_assert_cmpuint (count_on (open, n_open, starts, day), <=, 20);
    }
}

static void
test_all_happens_on_school_days (void)
{
  g_autoptr(WaySchoolDays) days = make_days ();
  WaySampleSpan span = { .from = way_date_ymd (2021, 12, 10), .to = way_date_ymd (2022, 2, 25),
                         .target = 10, .starts = WAY_SAMPLE_ANY, .limit = 15 };
  guint32 from = way_date_julian (&span.from), to = way_date_julian (&span.to);
  WaySampleOpen open[12] = { 0 };
  g_autoptr(GArray) starts = NULL;
  WayRandom random;

  way_random_seed (&random, 4);
  fill_open (&random, open, 12, from);
  starts = way_sample_roll_plan (&random, days, &span, open, 12);
  for (guint i = 0; i < starts->len; i++)
    {
      GDate day = way_date_from_julian (g_array_index (starts, guint32, i));

      g_assert_true (way_school_days_is_open (days, &day));
      g_assert_cmpuint (g_array_index (starts, guint32, i), >, from);
      g_assert_cmpuint (g_array_index (starts, guint32, i), <=, to);
    }
  for (guint i = 0; i < 12; i++)
    if (open[i].end != 0)
      {
        GDate day = way_date_from_julian (open[i].end);

        g_assert_true (way_school_days_is_open (days, &day));
        g_assert_cmpuint (open[i].end, >=, from);
        g_assert_cmpuint (open[i].end, <, to);
      }
}

static void
test_starts_are_as_many_as_asked_for (void)
{
  g_autoptr(WaySchoolDays) days = make_days ();
  WaySampleSpan span = { .from = way_date_ymd (2021, 9, 10), .to = way_date_ymd (2022, 1, 20),
                         .target = 14, .starts = 9, .limit = 30 };
  WaySampleOpen open[10];
  g_autoptr(GArray) starts = NULL;
  WayRandom random;

  way_random_seed (&random, 4);
  for (guint i = 0; i < 10; i++)
    open[i] = (WaySampleOpen) { .planned = way_date_julian (&span.from) + 20 * i,
                                .latest = way_date_julian (&span.to) + 200 };
  starts = way_sample_roll_plan (&random, days, &span, open, 10);
  g_assert_cmpuint (starts->len, ==, 9);
  g_assert_cmpuint (count_on (open, 10, starts, way_date_julian (&span.to)), ==, 14);
}

static void
test_too_old_leave (void)
{
  g_autoptr(WaySchoolDays) days = make_days ();
  WaySampleSpan span = { .from = way_date_ymd (2022, 6, 6), .to = way_date_ymd (2022, 9, 1),
                         .target = WAY_SAMPLE_ANY, .starts = 0, .limit = 30 };
  GDate last = way_date_ymd (2022, 6, 24);
  WaySampleOpen open[3] = {
    { .planned = way_date_julian (&last), .latest = way_date_julian (&last) },
    { .planned = way_date_julian (&last) + 400, .latest = way_date_julian (&last) + 400 },
    { .planned = way_date_julian (&last), .latest = way_date_julian (&last) },
  };
  g_autoptr(GArray) starts = NULL;
  WayRandom random;

  way_random_seed (&random, 4);
  starts = way_sample_roll_plan (&random, days, &span, open, 3);
  g_assert_cmpuint (starts->len, ==, 0);
  g_assert_cmpuint (open[0].end, ==, way_date_julian (&last));
  g_assert_cmpuint (open[1].end, ==, 0);
  g_assert_cmpuint (open[2].end, ==, way_date_julian (&last));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-calendar/is-the-specimen", test_calendar_is_the_specimen);
  g_test_add_func ("/sample-calendar/every-year-has-190-days", test_every_year_has_190_days);
  g_test_add_func ("/sample-calendar/leaving-day-is-a-friday-in-june",
                   test_leaving_day_is_a_friday_in_june);
  g_test_add_func ("/sample-roll/target-is-met-within-the-limit",
                   test_target_is_met_within_the_limit);
  g_test_add_func ("/sample-roll/all-happens-on-school-days", test_all_happens_on_school_days);
  g_test_add_func ("/sample-roll/starts-are-as-many-as-asked-for",
                   test_starts_are_as_many_as_asked_for);
  g_test_add_func ("/sample-roll/too-old-leave", test_too_old_leave);
  return g_test_run ();
}
