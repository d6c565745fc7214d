/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sample.h"

#include "way-area.h"
#include "way-people.h"
#include "way-review.h"
#include "way-routes.h"
#include "way-sample-plan.h"
#include "way-service-error.h"
#include "way-stay-due.h"
#include "way-test-sample.h"

/* Each made once: a life takes a second. */
static WayDb *
solihull (void)
{
  static WayDb *db;

  if (db == NULL)
    db = way_test_sample_new ("solihull-2022", 0, NULL);
  return db;
}

static WayDb *
lancashire (void)
{
  static WayDb *db;

  if (db == NULL)
    db = way_test_sample_new ("lancashire-2020", 0, NULL);
  return db;
}

static WayDb *
demo (void)
{
  static WayDb *db;

  if (db == NULL)
    db = way_test_sample_new ("demo", 0, "2026-11-10");
  return db;
}

static WayDb *
demo_in_summer (void)
{
  static WayDb *db;

  if (db == NULL)
    db = way_test_sample_new ("demo", 0, "2027-08-10");
  return db;
}

static WayDb *
demo_in_september (void)
{
  static WayDb *db;

  if (db == NULL)
    db = way_test_sample_new ("demo", 0, "2026-09-02");
  return db;
}

static WayDb *
make_size (const char *name,
           guint       years)
{
  WaySampleOptions options = { .years = years, .today = way_date_ymd (2026, 11, 10) };
  g_autoptr(GError) error = NULL;
  WayDb *db = way_test_db_new ();

  way_sample_write (db, name, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return db;
}

static WayDb *
two_years (void)
{
  static WayDb *db;

  if (db == NULL)
    db = make_size ("la", 2);
  return db;
}

/* --- What holds of every sample --- */

static void
check_records (WayDb           *db,
               const WayEntity *entity)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = way_records_list (db, entity, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      way_record_check (entity, g_ptr_array_index (records, i), &error);
      g_assert_no_error (error);
    }
}

static void
test_records_are_valid (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    check_records (db, entities[i]);
}

static void
test_one_place_at_a_time (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();

  g_assert_cmpint (way_test_ask (db,
                                 "SELECT count (*) FROM placement AS a JOIN placement AS b"
                                 " ON a.pupil = b.pupil AND a.id < b.id"
                                 " AND a.start <= coalesce (b.\"end\", 9999999)"
                                 " AND b.start <= coalesce (a.\"end\", 9999999)"), ==, 0);
}

static void
test_one_main_roll_at_a_time (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();

  g_assert_cmpint (way_test_ask (db,
                                 "SELECT count (*) FROM enrolment AS a JOIN enrolment AS b"
                                 " ON a.pupil = b.pupil AND a.id < b.id"
                                 " AND a.\"from\" <= coalesce (b.\"to\", 9999999)"
                                 " AND b.\"from\" <= coalesce (a.\"to\", 9999999)"), ==, 0);
}

/* Two rolls need a school that keeps the main one. */
static void
test_two_rolls_have_a_main_one (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();

  g_assert_cmpint (way_test_ask (db,
                                 "SELECT count (*) FROM placement WHERE start > (SELECT min (week)"
                                 " FROM attendance_week)"
                                 " AND start <= (SELECT max (week) FROM attendance_week)"
                                 " AND registration = 'DUAL_SCHOOL_MAIN' AND NOT EXISTS"
                                 " (SELECT 1 FROM enrolment WHERE enrolment.pupil = placement.pupil"
                                 " AND status = 'M' AND \"from\" <= start"
                                 " AND coalesce (\"to\", 9999999) >= start)"), ==, 0);
}

static void
test_steps_are_in_order (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();

  g_assert_cmpint (way_test_ask (db,
                                 "SELECT count (*) FROM placement"
                                 " JOIN referral ON referral.id = placement.referral"
                                 " JOIN offer ON offer.referral = referral.id"
                                 " JOIN decision ON decision.referral = referral.id"
                                 " AND decision.outcome LIKE 'AGREED%%'"
                                 " WHERE received > decision.date OR decision.date > made"
                                 " OR made > responded OR responded > placement.start"), ==, 0);
  g_assert_cmpint (way_test_ask (db,
                                 "SELECT count (*) FROM referral"
                                 " JOIN exclusion ON exclusion.id = referral.exclusion"
                                 " WHERE exclusion.\"from\" > received"), ==, 0);
}

static void
test_ages_match_years (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();

  /* 31 August before the placement's school year, less four years. */
  g_assert_cmpint (way_test_ask (db,
                                 "SELECT count (*) FROM (SELECT"
                                 " CAST (strftime ('%%Y', start + 1721424.5) AS INTEGER)"
                                 " - (strftime ('%%m', start + 1721424.5) < '09') AS year,"
                                 " CAST (strftime ('%%Y', birth + 1721424.5) AS INTEGER)"
                                 " + (strftime ('%%m', birth + 1721424.5) >= '09') + 4 AS reception,"
                                 " year_low, year_high FROM placement"
                                 " JOIN pupil ON pupil.id = placement.pupil"
                                 " JOIN provision ON provision.id = placement.provision)"
                                 " WHERE year - reception NOT BETWEEN CAST (year_low AS INTEGER)"
                                 " AND CAST (year_high AS INTEGER)"), ==, 0);
}

static void
test_routes_are_kept (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) referrals = way_records_list (db, &way_referral_entity, NULL, NULL, &error);
  g_autoptr(GPtrArray) placements = way_records_list (db, &way_placement_entity, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < referrals->len; i++)
    {
      const WayReferral *one = g_ptr_array_index (referrals, i);
      const GDate *on = &one->received;

      if (!way_date_is_set (on))
        continue;
      g_assert_true (way_routes_allows (NULL, one->route, WAY_ROUTE_COMMISSIONER, one->commissioner, on));
      g_assert_true (way_routes_allows (NULL, one->route, WAY_ROUTE_LUMP_SUM, one->place_payer, on));
      g_assert_true (way_routes_allows (NULL, one->route, WAY_ROUTE_TOP_UP, one->top_up_payer, on));
      g_assert_true (way_routes_allows (NULL, one->route, WAY_ROUTE_REGISTRATION, one->registration, on));
    }
  for (guint i = 0; i < placements->len; i++)
    {
      const WayPlacement *one = g_ptr_array_index (placements, i);

      g_assert_true (way_routes_allows (NULL, one->route, WAY_ROUTE_REGISTRATION, one->registration,
                                        &one->start));
    }
}

/* Payers against the route are there to be found, and are few. */
static void
test_double_funding_is_rare (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();
  const char *against = "SELECT count (*) FROM funding_line"
                        " JOIN placement ON placement.id = funding_line.placement"
                        " JOIN referral ON referral.id = placement.referral"
                        " WHERE element IN ('TOP_UP', 'FEE') AND payer <> top_up_payer";
  gint64 all = way_test_ask (db, "SELECT count (*) FROM funding_line");
  gint64 found = way_test_ask (db, "%s", against);

  g_assert_cmpint (found, >, 0);
  g_assert_cmpint (found * 25, <, all);
}

static void
test_no_place_is_crowded (gconstpointer data)
{
  WayDb *db = ((WayDb *(*) (void)) data) ();

  /* On each day on which somebody came: heads against places. */
  g_assert_cmpint (way_test_ask (db,
                                 "SELECT count (*) FROM (SELECT"
                                 " (SELECT count (*) FROM placement AS live"
                                 "  WHERE live.provision = came.provision"
                                 "  AND live.start <= came.start"
                                 "  AND coalesce (live.\"end\", 9999999) >= came.start) AS heads,"
                                 " (SELECT sum (places) FROM capacity"
                                 "  WHERE capacity.provision = came.provision"
                                 "  AND capacity.kind = 'commissioned'"
                                 "  AND \"from\" <= came.start"
                                 "  AND coalesce (\"to\", 9999999) >= came.start) AS places"
                                 " FROM placement AS came) WHERE heads > places * 115 / 100 + 1"),
                   ==, 0);
}

/* --- Solihull --- */

static void
test_solihull_counts (void)
{
  static const struct { const char *setting, *day; gint64 heads; } counts[] = {
    { "Solihull Academy", "2022-01-20", 101 },
    { "Daylesford Academy", "2022-01-20", 22 },
    { "Triple Crown Centre", "2022-01-20", 23 },
    { "%%", "2022-01-20", 146 },
    { "Solihull Academy", "2022-05-19", 125 },
    { "Daylesford Academy", "2022-05-19", 23 },
    { "Triple Crown Centre", "2022-05-19", 29 },
    { "%%", "2022-05-19", 177 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_test_message ("%s on %s", counts[i].setting, counts[i].day);
      g_assert_cmpint (way_test_on_roll (solihull (), counts[i].setting, counts[i].day), ==,
                       counts[i].heads);
    }
}

static gint64
places_on (WayDb      *db,
           const char *setting,
           const char *iso)
{
  guint32 day = way_test_day (iso);

  return way_test_ask (db,
                       "SELECT sum (places) FROM capacity"
                       " JOIN provision ON provision.id = capacity.provision"
                       " JOIN establishment ON establishment.id = provision.establishment"
                       " WHERE establishment.name LIKE '%s' AND provision.counted"
                       " AND capacity.kind = 'commissioned' AND capacity.\"from\" <= %u"
                       " AND coalesce (capacity.\"to\", 9999999) >= %u", setting, day, day);
}

static void
test_solihull_places (void)
{
  WayDb *db = solihull ();

  g_assert_cmpint (places_on (db, "Solihull Academy", "2022-01-20"), ==, 150);
  g_assert_cmpint (places_on (db, "Daylesford Academy", "2022-01-20"), ==, 35);
  g_assert_cmpint (places_on (db, "Daylesford Academy", "2022-12-01"), ==, 35);
  g_assert_cmpint (places_on (db, "Triple Crown Centre", "2022-01-20"), ==, 32);
  g_assert_cmpint (places_on (db, "%%", "2022-05-19"), ==, 217);
  g_assert_cmpint (places_on (db, "Solihull Academy", "2021-05-20"), ==, 130);
}

static gint64
excluded_between (WayDb      *db,
                  const char *from,
                  const char *to)
{
  return way_test_ask (db,
                       "SELECT count (*) FROM exclusion WHERE category = 'PERM'"
                       " AND \"from\" BETWEEN %u AND %u", way_test_day (from), way_test_day (to));
}

static void
test_solihull_exclusions (void)
{
  g_assert_cmpint (excluded_between (solihull (), "2021-08-01", "2021-12-31"), ==, 9);
  g_assert_cmpint (excluded_between (solihull (), "2022-08-01", "2022-12-31"), ==, 24);
}

static void
test_solihull_beside_the_total (void)
{
  static const struct { const char *setting, *day; gint64 heads; } counts[] = {
    { "The Elms", "2022-01-20", 6 },
    { "Cedars", "2022-01-20", 7 },
    { "Education Service%", "2022-05-19", 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint32 day = way_test_day (counts[i].day);

      g_assert_cmpint (way_test_ask (solihull (),
                                     "SELECT count (*) FROM placement"
                                     " JOIN provision ON provision.id = placement.provision"
                                     " JOIN establishment"
                                     " ON establishment.id = provision.establishment"
                                     " WHERE establishment.name LIKE '%s' AND NOT counted"
                                     " AND start <= %u AND coalesce (\"end\", 9999999) >= %u",
                                     counts[i].setting, day, day), ==, counts[i].heads);
    }
}

static void
test_solihull_saturn_waits (void)
{
  guint32 day = way_test_day ("2022-12-14");

  g_assert_cmpint (way_test_ask (solihull (),
                                 "SELECT count (*) FROM placement"
                                 " JOIN provision ON provision.id = placement.provision"
                                 " WHERE provision.name = 'Saturn Centre' AND start <= %u"
                                 " AND coalesce (\"end\", 9999999) >= %u", day, day), ==, 20);
  g_assert_cmpint (way_test_ask (solihull (),
                                 "SELECT count (*) FROM decision"
                                 " JOIN provision ON provision.id = decision.provision"
                                 " WHERE outcome = 'WAITING_LIST'"
                                 " AND provision.name = 'Saturn Centre' AND NOT EXISTS"
                                 " (SELECT 1 FROM placement"
                                 " WHERE placement.referral = decision.referral)"), >, 2);
}

static void
test_solihull_is_a_life (void)
{
  WayDb *db = solihull ();

  g_assert_cmpint (way_test_ask (db, "SELECT count (DISTINCT start) FROM placement"), >, 200);
  g_assert_cmpint (way_test_ask (db, "SELECT count (DISTINCT \"end\") FROM placement"), >, 100);
  g_assert_cmpint (way_test_ask (db, "SELECT max (start) - min (start) FROM placement"), >, 900);
  g_assert_cmpint (way_test_ask (db, "SELECT max (start) FROM placement"), <=,
                   way_test_day ("2022-12-31"));
}

/* --- Lancashire --- */

static gint64
count_phase (WayDb      *db,
             const char *phase,
             int         year)
{
  GDate from = way_date_ymd (year, 9, 1), to = way_date_ymd (year + 1, 8, 31);

  return way_test_ask (db,
                       "SELECT count (*) FROM placement"
                       " JOIN provision ON provision.id = placement.provision"
                       " WHERE counted AND phase = '%s' AND start <= %u"
                       " AND coalesce (\"end\", 9999999) >= %u",
                       phase, way_date_julian (&to), way_date_julian (&from));
}

static void
test_lancashire_placements (void)
{
  g_assert_cmpint (count_phase (lancashire (), "primary", 2019), ==, 93);
  g_assert_cmpint (count_phase (lancashire (), "secondary", 2019), ==, 813);
}

static void
test_lancashire_places (void)
{
  static const struct { const char *day; gint64 places; } years[] = {
    { "2018-01-18", 807 }, { "2019-01-17", 925 }, { "2020-01-16", 885 }, { "2020-12-10", 861 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    g_assert_cmpint (places_on (lancashire (), "%%", years[i].day), ==, years[i].places);
}

static void
test_lancashire_settings (void)
{
  WayDb *db = lancashire ();

  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM provision WHERE counted"
                                 " AND phase = 'primary'"), ==, 2);
  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM provision WHERE counted"
                                 " AND phase = 'secondary'"), ==, 7);
  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM district"), ==, 12);
  g_assert_cmpint (way_test_ask (db, "SELECT sum (count) FROM population"), ==, 75000);
}

/* No year's count has them, and all years together have them once. */
static void
test_lancashire_independent (void)
{
  g_assert_cmpint (way_test_ask (lancashire (),
                                 "SELECT count (*) FROM placement"
                                 " JOIN provision ON provision.id = placement.provision"
                                 " JOIN establishment ON establishment.id = provision.establishment"
                                 " WHERE directory_type = 'INDEPENDENT' AND NOT counted"), ==, 83);
}

/* Placements live on a day by where the child lives, per 10,000. */
static gint64
rate_of (const char *district,
         const char *iso,
         const char *phases)
{
  guint32 day = way_test_day (iso);

  return way_test_ask (lancashire (),
                       "SELECT CAST (round (count (*) * 10000.0 / population.count) AS INTEGER)"
                       " FROM placement JOIN provision ON provision.id = placement.provision"
                       " JOIN pupil ON pupil.id = placement.pupil"
                       " JOIN district ON district.id = pupil.home_district"
                       " JOIN population ON population.district = district.id"
                       " WHERE counted AND provision.phase LIKE '%s' AND district.name = '%s'"
                       " AND start <= %u AND coalesce (placement.\"end\", 9999999) >= %u",
                       phases, district, day, day);
}

static const char *const rising[] = { "Burnley", "Chorley", "Hyndburn", "Lancaster", "Pendle",
                                      "Preston", "Rossendale", "South Ribble", "West Lancashire",
                                      "Wyre" };

static void
test_lancashire_rates (void)
{
  g_assert_cmpint (rate_of ("Burnley", "2020-01-16", "%%"), ==, 198);
  g_assert_cmpint (rate_of ("Ribble Valley", "2020-01-16", "%%"), ==, 24);
  g_assert_cmpint (rate_of ("Fylde", "2020-01-16", "%%"), <, 88);
  for (guint i = 0; i < G_N_ELEMENTS (rising); i++)
    {
      g_test_message ("%s", rising[i]);
      g_assert_cmpint (rate_of (rising[i], "2020-01-16", "%%"), >, 88);
      g_assert_cmpint (rate_of (rising[i], "2020-01-16", "secondary"), >, 88);
      g_assert_cmpint (rate_of (rising[i], "2020-01-16", "%%"), <=, 198);
    }
}

static void
test_lancashire_ten_rise (void)
{
  static const char *const days[] = { "2017-01-19", "2018-01-18", "2019-01-17", "2020-01-16" };

  for (guint i = 0; i < G_N_ELEMENTS (rising); i++)
    for (guint j = 1; j < G_N_ELEMENTS (days); j++)
      g_assert_cmpint (rate_of (rising[i], days[j], "%%"), >, rate_of (rising[i], days[j - 1], "%%"));
  g_assert_cmpint (rate_of ("Ribble Valley", days[3], "%%"), <,
                   rate_of ("Ribble Valley", days[0], "%%"));
  g_assert_cmpint (rate_of ("Fylde", days[3], "%%"), <, rate_of ("Fylde", days[0], "%%"));
}

/* Seven in ten with a plan live in the south; 7.8% went back to a school. */
static void
test_lancashire_shares (void)
{
  guint32 day = way_test_day ("2020-01-16");
  const char *area[] = { "South", "%%" };
  gint64 plans[2];

  for (guint i = 0; i < 2; i++)
    plans[i] = way_test_ask (lancashire (),
                             "SELECT count (DISTINCT placement.pupil) FROM placement"
                             " JOIN provision ON provision.id = placement.provision"
                             " JOIN pupil ON pupil.id = placement.pupil"
                             " JOIN district ON district.id = pupil.home_district"
                             " JOIN need ON need.pupil = pupil.id AND need.provision = 'E'"
                             " WHERE counted AND area LIKE '%s' AND start <= %u"
                             " AND coalesce (placement.\"end\", 9999999) >= %u", area[i], day, day);
  g_assert_cmpint (plans[0] * 10, ==, plans[1] * 7);
  g_assert_cmpint (way_test_ask (lancashire (),
                                 "SELECT CAST (round (1000.0 * count (DISTINCT"
                                 " CASE WHEN destination LIKE 'MAINSTREAM%%'"
                                 " AND \"end\" BETWEEN %u AND %u THEN pupil END)"
                                 " / count (DISTINCT pupil)) AS INTEGER) FROM placement"
                                 " JOIN provision ON provision.id = placement.provision"
                                 " WHERE counted AND start <= %u"
                                 " AND coalesce (\"end\", 9999999) >= %u",
                                 way_test_day ("2019-09-01"), way_test_day ("2020-08-31"),
                                 way_test_day ("2020-08-31"), way_test_day ("2019-09-01")), ==, 78);
}

/* --- Ardenshire --- */

static void
test_demo_is_the_picture (void)
{
  static const struct { const char *setting; gint64 heads, places; } counts[] = {
    { "Hawthorn Academy", 61, 72 }, { "Meadow Lane Centre", 31, 40 }, { "Rowan House", 24, 32 },
    { "Willow Centre", 26, 32 }, { "Northgate PRU", 20, 28 }, { "Beacon Centre", 21, 20 },
    { "%%", 183, 224 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_test_message ("%s", counts[i].setting);
      g_assert_cmpint (way_test_on_roll (demo (), counts[i].setting, "2026-11-10"), ==,
                       counts[i].heads);
      g_assert_cmpint (places_on (demo (), counts[i].setting, "2026-11-10"), ==, counts[i].places);
    }
  g_assert_cmpint (places_on (demo (), "%%", "2025-08-31"), ==, 198);
}

static void
test_demo_has_every_stage (void)
{
  static const char *const stages[] = { "draft", "received", "needs_information", "panel", "offered",
                                        "placed", "closed" };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_test_message ("%s", stages[i]);
      g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM referral_view WHERE stage = '%s'",
                                     stages[i]), >, 0);
    }
}

/* Education from the sixth school day: 3 November is the sixth before the 10th. */
static void
test_demo_has_sixth_days (void)
{
  guint32 today = way_test_day ("2026-11-10");

  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM exclusion WHERE category = 'PERM'"
                                 " AND educated_from IS NULL AND \"from\" BETWEEN %u AND %u",
                                 way_test_day ("2026-11-03"), today), ==, 3);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM exclusion WHERE category = 'PERM'"
                                 " AND educated_from IS NULL AND \"from\" < %u",
                                 way_test_day ("2026-11-03")), ==, 1);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM exclusion WHERE category = 'SUSP'"
                                 " AND half_days > 10 AND \"to\" >= %u", today), >, 0);
}

/* The authority's calendar as it was written. */
static WaySchoolDays *
make_days (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = way_records_list (db, &way_calendar_day_entity, NULL, NULL, &error);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayDayRow));
  WayDayLayer layer = { .name = "Test" };
  WaySchoolDays *days;

  for (guint i = 0; i < records->len; i++)
    {
      const WayCalendarDay *day = g_ptr_array_index (records, i);
      WayDayRow row = { day->from, day->to, day->kind };

      g_array_append_val (rows, row);
    }
  layer.rows = (const WayDayRow *) (gpointer) rows->data;
  layer.n_rows = rows->len;
  days = way_school_days_new (&layer, 1, &error);
  g_assert_no_error (error);
  return days;
}

static void
test_demo_has_reviews_to_hold (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) placements = way_records_list (demo (), &way_placement_entity, NULL, NULL,
                                                      &error);
  g_autoptr(WaySchoolDays) days = make_days (demo ());
  GDate today = way_date_ymd (2026, 11, 10);
  guint late = 0, soon = 0;

  for (guint i = 0; i < placements->len; i++)
    {
      const WayPlacement *one = g_ptr_array_index (placements, i);
      GDate due;

      if (way_date_is_set (&one->end) || way_date_compare (&one->start, &today) > 0)
        continue;
      due = way_review_due (days, &one->start, &one->reviewed, 0);
      late += way_date_compare (&due, &today) < 0;
      soon += way_date_compare (&due, &today) >= 0 && way_date_days_between (&today, &due) <= 28;
    }
  g_test_message ("%u late, %u soon", late, soon);
  g_assert_cmpuint (late, >, 0);
  g_assert_cmpuint (late, <, 20);
  g_assert_cmpuint (soon, >, 3);
}

/* What people note around a stay; of what is to be asked, some is left. */
static void
test_demo_is_noted (void)
{
  guint32 today = way_test_day ("2026-11-10");
  GDate day = way_date_from_julian (today);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (demo (), &error);
  g_autoptr(GPtrArray) due = way_stay_due_list (facts, &day, NULL, &error);
  guint n_lasted = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < due->len; i++)
    n_lasted += ((const WayStayDue *) g_ptr_array_index (due, i))->kind == WAY_STAY_DUE_LASTED;
  g_assert_cmpuint (n_lasted, >, 0);
  g_assert_cmpuint (n_lasted, <, 40);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM outcome_check"), >, 100);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM outcome_check WHERE asked > %u"
                                          " OR asked < due", today), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM pupil WHERE carer IS NOT NULL"
                                          " AND id NOT IN (SELECT pupil FROM contact)"), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM support_round"), >, 20);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM support_round WHERE \"to\" > %u",
                                 today), ==, 0);
}

static void
test_demo_held_a_panel (void)
{
  g_autofree char *held = g_strdup_printf ("(SELECT id FROM meeting WHERE date < %u)",
                                           way_test_day ("2026-11-10"));

  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM meeting WHERE id IN %s", held), ==,
                   1);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM decision WHERE meeting IN %s",
                                 held), >, 1);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM decision WHERE meeting IN %s"
                                          " AND referral NOT IN (SELECT referral FROM agenda_item"
                                          "  WHERE meeting IN %s)", held, held), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM member WHERE present = 1"
                                          " AND meeting IN %s", held), ==, 4);
}

static void
test_demo_moves_soon (void)
{
  guint32 today = way_test_day ("2026-11-10");

  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM placement WHERE start > %u", today),
                   ==, 5);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM placement WHERE \"end\" IS NULL"
                                 " AND expected_end BETWEEN %u AND %u", today, today + 16), >, 2);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM establishment"
                                 " WHERE directory_type IS NOT NULL AND verified < %u",
                                 today - 183), >, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM assurance WHERE kind = 'insurance'"
                                 " AND expires BETWEEN %u AND %u", today, today + 28), >, 0);
}

/* Nothing is recorded that has not happened. */
static void
test_demo_knows_no_future (void)
{
  guint32 today = way_test_day ("2026-11-10");

  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM placement WHERE \"end\" > %u"
                                 " OR reviewed > %u", today, today), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM decision WHERE date > %u", today),
                   ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM offer WHERE made > %u"
                                 " OR responded > %u", today, today), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM referral WHERE received > %u"
                                 " OR closed > %u", today, today), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM attendance_week"
                                 " WHERE week + 4 > %u", today), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM exclusion WHERE \"from\" > %u"
                                 " OR decided > %u OR off_roll > %u OR educated_from > %u",
                                 today, today, today, today), ==, 0);
  g_assert_cmpint (way_test_ask (demo (), "SELECT count (*) FROM enrolment WHERE \"from\" > %u"
                                 " OR \"to\" > %u", today, today), ==, 0);
}

static void
test_demo_needs_a_day (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (way_sample_write (db, "demo", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
}

/* --- Sizes --- */

static void
assert_near (gint64 value,
             gint64 wanted,
             gint64 per_cent)
{
  g_assert_cmpint (value, >=, wanted - wanted * per_cent / 100);
  g_assert_cmpint (value, <=, wanted + wanted * per_cent / 100);
}

static void
check_size (WayDb  *db,
            gint64  years)
{
  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM provision"), ==, 60);
  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM placement"), ==, 800 * years);
  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM referral"), ==, 1500 * years);
}

static void
test_size_follows_years (void)
{
  check_size (two_years (), 2);
  g_assert_cmpint (way_test_ask (two_years (), "SELECT max (start) FROM placement"), <=,
                   way_test_day ("2026-11-10"));
  g_assert_cmpint (way_test_ask (two_years (), "SELECT count (*) FROM placement"
                                 " WHERE \"end\" IS NULL"), >, 300);
}

/* Ten years take some seconds, so only with -m slow; the time is told. */
static void
test_la_is_as_designed (void)
{
  g_autoptr(WayDb) db = NULL;
  double elapsed;

  if (!g_test_slow ())
    {
      g_test_skip ("needs -m slow");
      return;
    }
  g_test_timer_start ();
  db = make_size ("la", 0);
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed, "la in %.1f s", elapsed);
  check_size (db, 10);
  assert_near (way_test_ask (db, "SELECT count (*) FROM pupil"), 3000, 3);
  assert_near (way_test_ask (db, "SELECT count (*) FROM attendance_week"), 300000, 5);
}

static void
test_years_have_a_limit (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  WaySampleOptions options = { .years = 11 };
  g_autoptr(GError) error = NULL;

  g_assert_false (way_sample_write (db, "la", &options, NULL, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
}

/* --- Seeds and options --- */

static gint64
digest (WayDb *db)
{
  return way_test_ask (db,
                       "SELECT sum (start * 31 + coalesce (\"end\", 7)) + sum (length (hex (id)))"
                       " FROM placement");
}

static char *
first_ids (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = way_records_list (db, &way_placement_entity, NULL, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i += 17)
    {
      g_autofree char *id = way_id_to_string (way_record_id (g_ptr_array_index (records, i)));

      g_string_append (text, id);
    }
  return g_string_free (text, FALSE);
}

static void
test_same_seed_same_rows (void)
{
  g_autoptr(WayDb) again = way_test_sample_new ("solihull-2022", 0, NULL);
  g_autofree char *ids = first_ids (solihull ());
  g_autofree char *ids_again = first_ids (again);

  g_assert_cmpint (digest (solihull ()), ==, digest (again));
  g_assert_cmpstr (ids, ==, ids_again);
}

static void
test_other_seed_same_figures (void)
{
  g_autoptr(WayDb) other = way_test_sample_new ("solihull-2022", 77, NULL);

  g_assert_cmpint (digest (solihull ()), !=, digest (other));
  g_assert_cmpint (way_test_on_roll (other, "%%", "2022-01-20"), ==, 146);
  g_assert_cmpint (way_test_on_roll (other, "%%", "2022-05-19"), ==, 177);
}

static void
test_full_file_is_refused (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (way_sample_write (solihull (), "solihull-2022", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_EMPTY);
}

static void
cancel_cb (double      fraction,
           const char *phase,
           gpointer    data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (phase);
  if (fraction > 0.3)
    g_cancellable_cancel (data);
}

static void
test_cancel_leaves_nothing (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (way_sample_write (db, "solihull-2022", NULL, cancel_cb, cancellable, cancellable,
                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM pupil"), ==, 0);
  g_assert_cmpint (way_test_ask (db, "SELECT count (*) FROM authority"), ==, 0);
}

static void
test_plan_dates (void)
{
  static const struct { const char *text, *day; } cases[] = {
    { "2022-01-20", "2022-01-20" },
    { "today", "2026-11-10" },
    { "today-10", "2026-10-31" },
    { "today+3", "2026-11-13" },
    { "y/09-01", "2026-09-01" },
    { "y-1/01-20", "2026-01-20" },
    { "y+1/09-01", "2027-09-01" },
    { "", "" },
  };
  WaySamplePlan plan = { .today = way_date_ymd (2026, 11, 10) };
  GDate day;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_true (way_sample_plan_date (&plan, cases[i].text, &day));
      iso = way_date_to_iso (&day);
      g_assert_cmpstr (iso, ==, cases[i].day);
    }
  g_assert_false (way_sample_plan_date (&plan, "tomorrow", &day));
  g_assert_false (way_sample_plan_date (&plan, "y/13-41", &day));
  g_assert_false (way_sample_plan_date (&plan, "today~4", &day));
}

static void
add_common (const char *name,
            WayDb    *(*sample) (void))
{
  static const struct { const char *what; GTestDataFunc func; } tests[] = {
    { "records-are-valid", test_records_are_valid },
    { "one-place-at-a-time", test_one_place_at_a_time },
    { "one-main-roll-at-a-time", test_one_main_roll_at_a_time },
    { "two-rolls-have-a-main-one", test_two_rolls_have_a_main_one },
    { "steps-are-in-order", test_steps_are_in_order },
    { "ages-match-years", test_ages_match_years },
    { "routes-are-kept", test_routes_are_kept },
    { "double-funding-is-rare", test_double_funding_is_rare },
    { "no-place-is-crowded", test_no_place_is_crowded },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sample/%s/%s", name, tests[i].what);

      g_test_add_data_func (path, (gconstpointer) sample, tests[i].func);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_common ("solihull-2022", solihull);
  add_common ("lancashire-2020", lancashire);
  add_common ("demo", demo);
  add_common ("demo-in-summer", demo_in_summer);
  add_common ("demo-in-september", demo_in_september);
  g_test_add_func ("/sample/solihull-2022/counts", test_solihull_counts);
  g_test_add_func ("/sample/solihull-2022/places", test_solihull_places);
  g_test_add_func ("/sample/solihull-2022/exclusions", test_solihull_exclusions);
  g_test_add_func ("/sample/solihull-2022/beside-the-total", test_solihull_beside_the_total);
  g_test_add_func ("/sample/solihull-2022/saturn-waits", test_solihull_saturn_waits);
  g_test_add_func ("/sample/solihull-2022/is-a-life", test_solihull_is_a_life);
  add_common ("la", two_years);
  g_test_add_func ("/sample/size/follows-years", test_size_follows_years);
  g_test_add_func ("/sample/size/la-is-as-designed", test_la_is_as_designed);
  g_test_add_func ("/sample/size/years-have-a-limit", test_years_have_a_limit);
  g_test_add_func ("/sample/lancashire-2020/placements", test_lancashire_placements);
  g_test_add_func ("/sample/lancashire-2020/places", test_lancashire_places);
  g_test_add_func ("/sample/lancashire-2020/settings", test_lancashire_settings);
  g_test_add_func ("/sample/lancashire-2020/independent", test_lancashire_independent);
  g_test_add_func ("/sample/lancashire-2020/rates", test_lancashire_rates);
  g_test_add_func ("/sample/lancashire-2020/ten-rise", test_lancashire_ten_rise);
  g_test_add_func ("/sample/lancashire-2020/shares", test_lancashire_shares);
  g_test_add_func ("/sample/demo/is-the-picture", test_demo_is_the_picture);
  g_test_add_func ("/sample/demo/has-every-stage", test_demo_has_every_stage);
  g_test_add_func ("/sample/demo/is-noted", test_demo_is_noted);
  g_test_add_func ("/sample/demo/held-a-panel", test_demo_held_a_panel);
  g_test_add_func ("/sample/demo/has-sixth-days", test_demo_has_sixth_days);
  g_test_add_func ("/sample/demo/has-reviews-to-hold", test_demo_has_reviews_to_hold);
  g_test_add_func ("/sample/demo/moves-soon", test_demo_moves_soon);
  g_test_add_func ("/sample/demo/knows-no-future", test_demo_knows_no_future);
  g_test_add_func ("/sample/demo/needs-a-day", test_demo_needs_a_day);
  g_test_add_func ("/sample/same-seed-same-rows", test_same_seed_same_rows);
  g_test_add_func ("/sample/other-seed-same-figures", test_other_seed_same_figures);
  g_test_add_func ("/sample/full-file-is-refused", test_full_file_is_refused);
  g_test_add_func ("/sample/cancel-leaves-nothing", test_cancel_leaves_nothing);
  g_test_add_func ("/sample/plan-dates", test_plan_dates);
  return g_test_run ();
}
