/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a day, and of whose day it is. */
#include "way-calendar-words.h"

#include "way-calendar-acts.h"
#include "way-test-world.h"

static WayCalendarYear *
load (WayTestWorld *world,
      const WayId  *establishment,
      int           school_year)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayCalendarYear *year = way_calendar_year_load (facts, establishment, school_year, &error);

  g_assert_no_error (error);
  return year;
}

static void
add (WayTestWorld *world,
     const WayId  *establishment,
     const char   *day,
     const char   *kind,
     const char   *name)
{
  g_autoptr(WayCalendarDay) days = way_calendar_day_new ();
  g_autoptr(GError) error = NULL;

  days->from = way_test_date (day);
  days->kind = g_strdup (kind);
  days->name = g_strdup (name);
  way_calendar_acts_add (&world->act, establishment, days, &error);
  g_assert_no_error (error);
}

static void
assert_day (const WayCalendarYear *year,
            const char            *day,
            const char            *expected)
{
  GDate date = way_test_date (day);
  g_autofree char *words = way_calendar_words_day (year, &date);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_each_kind_of_day_is_told (void)
{
  static const struct
  {
    const char *day;
    const char *words;
  } cases[] = {
    { "2026-11-12", "Thursday 12 November 2026: open, both sessions · from Ardenshire’s calendar" },
    { "2026-11-14", "Saturday 14 November 2026: weekend" },
    { "2026-12-24", "Thursday 24 December 2026: holiday · from Ardenshire’s calendar" },
    { "2026-12-25", "Friday 25 December 2026: bank holiday, Christmas Day · from Ardenshire’s"
                    " calendar" },
    { "2026-10-23", "Friday 23 October 2026: training day · from Ardenshire’s calendar" },
    { "2026-11-26", "Thursday 26 November 2026: open, morning session only · from Ardenshire’s"
                    " calendar" },
    { "2026-11-27", "Friday 27 November 2026: closed, No heating · from Ardenshire’s calendar" },
    { "2027-09-01", "" },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = NULL;

  add (world, NULL, "2026-11-26", "SESSION_AM", NULL);
  add (world, NULL, "2026-11-27", "CLOSURE", "No heating");
  year = load (world, NULL, 2026);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_day (year, cases[i].day, cases[i].words);
}

static void
test_a_school_says_where_it_falls_back (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) before = load (world, &world->school, 2026);
  g_autoptr(WayCalendarYear) after = NULL;
  g_autofree char *all = way_calendar_words_caution (before);
  g_autofree char *some = NULL;
  g_autofree char *summary = NULL;

  g_assert_cmpstr (all, ==, "Fernhill School keeps no calendar of its own. These are the days of"
                            " Ardenshire’s calendar.");
  assert_day (before, "2026-11-12", "Thursday 12 November 2026: open, both sessions · from"
                                    " Ardenshire’s calendar: there is none of its own");

  add (world, &world->school, "2026-11-12", "INSET", "Training day");
  after = load (world, &world->school, 2026);
  some = way_calendar_words_caution (after);
  summary = way_calendar_words_summary (after);
  g_assert_cmpstr (some, ==, "Fernhill School’s own calendar decides 1 weekday of this school year."
                             " The others are those of Ardenshire’s calendar.");
  g_assert_cmpstr (summary, ==, "189 school days in 2026/27, from its own calendar and Ardenshire’s"
                                " calendar");
  assert_day (after, "2026-11-12", "Thursday 12 November 2026: training day · from Fernhill"
                                   " School’s calendar");
  assert_day (after, "2026-11-13", "Friday 13 November 2026: open, both sessions · from"
                                   " Ardenshire’s calendar: its own says nothing of it");
}

static void
test_days_of_no_calendar_are_owned_up_to (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) own = load (world, NULL, 2026);
  g_autoptr(WayCalendarYear) plain = load (world, NULL, 2030);
  g_autofree char *none = way_calendar_words_caution (own);
  g_autofree char *some = way_calendar_words_caution (plain);

  g_assert_null (none);
  g_assert_cmpstr (some, ==, "No terms are entered for this school year: a weekday that no calendar"
                             " names counts as a school day.");
  assert_day (plain, "2030-11-12", "Tuesday 12 November 2030: open, both sessions · no calendar"
                                   " names it, so that it counts as any weekday");
}

static void
test_entries_and_terms_are_told (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = NULL;
  const WayCalendarTerm *autumn;
  g_autofree char *entry = NULL;
  g_autofree char *count = NULL;
  g_autofree char *bounds = NULL;

  add (world, NULL, "2026-11-26", "SESSION_AM", NULL);
  year = load (world, NULL, 2026);
  autumn = &g_array_index (year->terms, WayCalendarTerm, 0);
  entry = way_calendar_words_entry (g_ptr_array_index (year->entries, 1));
  count = way_calendar_words_count (autumn);
  bounds = way_calendar_words_bounds (autumn);
  g_assert_cmpstr (entry, ==, "Term, 2 Sep 2026 to 22 Oct 2026");
  g_assert_cmpstr (count, ==, "72 school days, 1 of them half a day");
  g_assert_cmpstr (bounds, ==, "2 Sep 2026 to 18 Dec 2026. For exclusions 1 Aug 2026 to 31 Dec"
                               " 2026");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/calendar-words/kinds", test_each_kind_of_day_is_told);
  g_test_add_func ("/app/calendar-words/fallback", test_a_school_says_where_it_falls_back);
  g_test_add_func ("/app/calendar-words/plain", test_days_of_no_calendar_are_owned_up_to);
  g_test_add_func ("/app/calendar-words/entries", test_entries_and_terms_are_told);

  return g_test_run ();
}
