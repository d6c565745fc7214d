/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's settings and school days as they come from a file. */

#include "way-facts.h"

#include "way-test-world.h"

static WayFacts *
facts_of (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  WayFacts *facts = way_facts_new (world->db, &error);

  g_assert_no_error (error);
  return facts;
}

static const WaySchoolDays *
days_of (WayFacts    *facts,
         const WayId *establishment)
{
  g_autoptr(GError) error = NULL;
  const WaySchoolDays *days = way_facts_days (facts, establishment, &error);

  g_assert_no_error (error);
  return days;
}

static void
test_an_empty_file_has_the_settings_a_new_one_starts_with (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (db, &error);

  g_assert_no_error (error);
  g_assert_cmpint (way_facts_authority (facts)->amber_days, ==, 2);
  g_assert_cmpint (way_facts_authority (facts)->review_weeks, ==, 8);
  g_assert_false (way_facts_sixth_day_is_later (facts));
}

static void
test_the_authoritys_settings_are_read (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = NULL;
  WayAuthority *authority = way_records_get (world->db, &way_authority_entity, &world->authority,
                                             &error);

  g_free (authority->sixth_day);
  authority->sixth_day = g_strdup ("later");
  authority->amber_days = 5;
  way_test_update (world->db, &way_authority_entity, authority);
  way_authority_free (authority);

  facts = facts_of (world);
  g_assert_cmpint (way_facts_authority (facts)->amber_days, ==, 5);
  g_assert_true (way_facts_sixth_day_is_later (facts));
}

static void
test_a_school_without_days_of_its_own_has_the_authoritys (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayFacts) facts = facts_of (world);
  GDate from = way_date_ymd (2026, 9, 1), to = way_date_ymd (2027, 7, 31);

  g_assert_cmpuint (way_school_days_count (days_of (facts, NULL), &from, &to), ==, 190);
  g_assert_cmpuint (way_school_days_count (days_of (facts, &world->school), &from, &to), ==, 190);
  g_assert_true (days_of (facts, &world->school) == days_of (facts, &world->setting));
  g_assert_true (way_school_days_is_borrowed (days_of (facts, &world->school)));
  g_assert_true (way_school_days_is_fallback (days_of (facts, &world->school), &from, &to));
  g_assert_false (way_school_days_is_borrowed (days_of (facts, NULL)));
  g_assert_false (way_school_days_is_fallback (days_of (facts, NULL), &from, &to));
  g_assert_cmpstr (way_school_days_name (days_of (facts, &world->school)), ==,
                   way_school_days_name (days_of (facts, NULL)));
}

static void
add_calendar (WayTestWorld *world,
              const WayId  *establishment,
              GDate         from,
              GDate         to,
              const char   *kind)
{
  WayCalendar *calendar = way_calendar_new ();
  WayCalendarDay *day = way_calendar_day_new ();

  calendar->name = g_strdup ("Its own");
  calendar->establishment = *establishment;
  day->calendar = way_test_put (world, &way_calendar_entity, calendar);
  day->from = from;
  day->to = to;
  day->kind = g_strdup (kind);
  way_test_put (world, &way_calendar_day_entity, day);
}

static void
test_a_schools_own_days_lie_over_the_authoritys (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayFacts) facts = NULL;
  GDate day = way_date_ymd (2026, 11, 13);
  GDate from = way_date_ymd (2026, 9, 1), to = way_date_ymd (2027, 7, 31);

  add_calendar (world, &world->school, day, day, "INSET");
  facts = facts_of (world);
  g_assert_false (way_school_days_is_open (days_of (facts, &world->school), &day));
  g_assert_true (way_school_days_is_open (days_of (facts, &world->setting), &day));
  g_assert_cmpuint (way_school_days_count (days_of (facts, &world->school), &from, &to), ==, 189);
  g_assert_cmpstr (way_school_days_name (days_of (facts, &world->school)), ==, "Its own");
}

static void
test_days_that_no_rule_can_read_are_left_out (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayFacts) facts = NULL;
  GDate from = way_date_ymd (2026, 9, 1), to = way_date_ymd (2027, 7, 31);

  add_calendar (world, &world->school, way_date_ymd (2089, 1, 1), way_date_ymd (2089, 1, 2),
                "INSET");
  facts = facts_of (world);
  g_assert_cmpuint (way_school_days_count (days_of (facts, &world->school), &from, &to), ==, 190);
}

static void
test_the_term_and_its_week_are_told (void)
{
  static const struct
  {
    const char *day;
    const char *term;
    int         year;
    guint       week;
    gboolean    open;
    const char *next;
  } cases[] = {
    { "2026-09-02", "autumn", 2026, 1, TRUE, "2026-09-02" },
    { "2026-11-10", "autumn", 2026, 10, TRUE, "2026-11-10" },
    { "2026-10-28", "autumn", 2026, 8, FALSE, "2026-11-02" },
    { "2026-12-24", "autumn", 2026, 15, FALSE, "2027-01-05" },
    { "2027-01-05", "spring", 2026, 1, TRUE, "2027-01-05" },
    { "2027-04-12", "summer", 2026, 1, TRUE, "2027-04-12" },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayFacts) facts = facts_of (world);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *next = NULL;
      WayTodayTerm term;
      GDate day;

      g_test_message ("%s", cases[i].day);
      g_assert_true (way_date_parse (cases[i].day, &day));
      g_assert_true (way_service_today_term (facts, &day, &term, &error));
      next = way_date_to_iso (&term.next);
      g_assert_cmpstr (term.term.name, ==, cases[i].term);
      g_assert_cmpint (term.term.year, ==, cases[i].year);
      g_assert_cmpuint (term.week, ==, cases[i].week);
      g_assert_cmpint (term.is_school_day, ==, cases[i].open);
      g_assert_cmpstr (next, ==, cases[i].next);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/facts/an-empty-file-has-defaults",
                   test_an_empty_file_has_the_settings_a_new_one_starts_with);
  g_test_add_func ("/service/facts/settings-are-read", test_the_authoritys_settings_are_read);
  g_test_add_func ("/service/facts/falls-back-on-the-authority",
                   test_a_school_without_days_of_its_own_has_the_authoritys);
  g_test_add_func ("/service/facts/own-days-lie-over",
                   test_a_schools_own_days_lie_over_the_authoritys);
  g_test_add_func ("/service/facts/unreadable-days-are-left-out",
                   test_days_that_no_rule_can_read_are_left_out);
  g_test_add_func ("/service/facts/term-and-week", test_the_term_and_its_week_are_told);
  return g_test_run ();
}
