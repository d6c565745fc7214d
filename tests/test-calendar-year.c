/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school year as people look at it, and days that they enter. */

#include "way-calendar-acts.h"
#include "way-calendar-year.h"

#include "way-test-world.h"

static WayCalendarYear *
load (WayTestWorld *world,
      const WayId  *establishment)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayCalendarYear *year;

  g_assert_no_error (error);
  year = way_calendar_year_load (facts, establishment, 2026, &error);
  g_assert_no_error (error);
  return year;
}

static const WayCalendarCell *
cell_of (const WayCalendarYear *year,
         const char            *day)
{
  GDate date = way_test_date (day);
  const WayCalendarCell *cell = way_calendar_year_cell (year, &date);

  g_assert_nonnull (cell);
  return cell;
}

static WayCalendarDay *
days_of (const char *from,
         const char *to,
         const char *kind,
         const char *name)
{
  WayCalendarDay *days = way_calendar_day_new ();

  days->from = way_test_date (from);
  if (to != NULL)
    days->to = way_test_date (to);
  days->kind = g_strdup (kind);
  days->name = g_strdup (name);
  return days;
}

static gboolean
add (WayTestWorld  *world,
     const WayId   *establishment,
     const char    *from,
     const char    *to,
     const char    *kind,
     const char    *name,
     GError       **error)
{
  g_autoptr(WayCalendarDay) days = days_of (from, to, kind, name);

  return way_calendar_acts_add (&world->act, establishment, days, error);
}

static void
must_add (WayTestWorld *world,
          const WayId  *establishment,
          const char   *from,
          const char   *to,
          const char   *kind,
          const char   *name)
{
  g_autoptr(GError) error = NULL;

  add (world, establishment, from, to, kind, name, &error);
  g_assert_no_error (error);
}

/* --- The year --- */

static void
test_the_authoritys_year_is_its_own (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = load (world, NULL);

  g_assert_cmpuint (year->n_days, ==, 365);
  g_assert_cmpuint (year->school_days, ==, 190);
  g_assert_null (year->place);
  g_assert_cmpstr (year->authority, ==, "Ardenshire");
  g_assert_false (year->is_borrowed);
  g_assert_cmpuint (year->weekdays[WAY_DAYS_OF_AUTHORITY], ==, 261);
  g_assert_cmpuint (year->weekdays[WAY_DAYS_OF_PLACE], ==, 0);
  g_assert_cmpuint (year->weekdays[WAY_DAYS_OF_WEEK], ==, 0);
  g_assert_cmpuint (year->entries->len, ==, 11);
}

static void
test_each_day_says_what_it_is (void)
{
  static const struct
  {
    const char *day;
    WayDayKind  kind;
    const char *name;
  } cases[] = {
    { "2026-09-01", WAY_DAY_INSET, NULL },
    { "2026-09-02", WAY_DAY_SCHOOL, NULL },
    { "2026-10-26", WAY_DAY_HOLIDAY, NULL },
    { "2026-11-12", WAY_DAY_SCHOOL, NULL },
    { "2026-11-14", WAY_DAY_WEEKEND, NULL },
    { "2026-12-25", WAY_DAY_BANK_HOLIDAY, "Christmas Day" },
    { "2027-05-03", WAY_DAY_BANK_HOLIDAY, "Early May bank holiday" },
    { "2027-08-31", WAY_DAY_HOLIDAY, NULL },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = load (world, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WayCalendarCell *cell = cell_of (year, cases[i].day);

      g_test_message ("%s", cases[i].day);
      g_assert_cmpint (cell->kind, ==, cases[i].kind);
      g_assert_cmpstr (cell->name, ==, cases[i].name);
    }
}

static void
test_terms_have_their_edges_and_counts (void)
{
  static const struct
  {
    const char  *day;
    WayDayEdges  edges;
  } cases[] = {
    { "2026-09-01", WAY_EDGE_NONE },
    { "2026-09-02", WAY_EDGE_TERM_FIRST },
    { "2026-12-18", WAY_EDGE_TERM_LAST },
    { "2027-01-01", WAY_EDGE_EXCLUSION_TERM },
    { "2027-01-05", WAY_EDGE_TERM_FIRST },
    { "2027-03-25", WAY_EDGE_TERM_LAST },
    { "2027-03-29", WAY_EDGE_NONE },
    { "2027-03-30", WAY_EDGE_EXCLUSION_TERM },
    { "2027-04-12", WAY_EDGE_TERM_FIRST },
    { "2027-07-21", WAY_EDGE_TERM_LAST },
    { "2027-08-01", WAY_EDGE_EXCLUSION_TERM },
  };
  static const guint counts[] = { 72, 52, 66 };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = NULL;

  must_add (world, NULL, "2026-11-27", NULL, "SESSION_AM", NULL);
  year = load (world, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].day);
      g_assert_cmpint (cell_of (year, cases[i].day)->edges, ==, cases[i].edges);
    }
  g_assert_cmpuint (year->terms->len, ==, G_N_ELEMENTS (counts));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const WayCalendarTerm *term = &g_array_index (year->terms, WayCalendarTerm, i);

      g_assert_cmpuint (term->days, ==, counts[i]);
      g_assert_cmpuint (term->halves, ==, i == 0 ? 1 : 0);
    }
}

static void
test_a_school_without_a_calendar_says_so (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = load (world, &world->school);

  g_assert_cmpstr (year->place, ==, "Fernhill School");
  g_assert_true (year->is_borrowed);
  g_assert_cmpuint (year->weekdays[WAY_DAYS_OF_AUTHORITY], ==, 261);
  g_assert_cmpint (cell_of (year, "2026-11-12")->owner, ==, WAY_DAYS_OF_AUTHORITY);
  g_assert_cmpuint (year->entries->len, ==, 0);
}

static void
test_a_schools_own_day_is_told_from_the_rest (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = NULL;

  must_add (world, &world->school, "2026-11-12", NULL, "INSET", "Reading");
  year = load (world, &world->school);
  g_assert_false (year->is_borrowed);
  g_assert_cmpint (cell_of (year, "2026-11-12")->kind, ==, WAY_DAY_INSET);
  g_assert_cmpint (cell_of (year, "2026-11-12")->owner, ==, WAY_DAYS_OF_PLACE);
  g_assert_cmpstr (cell_of (year, "2026-11-12")->name, ==, "Reading");
  g_assert_cmpint (cell_of (year, "2026-11-13")->owner, ==, WAY_DAYS_OF_AUTHORITY);
  g_assert_cmpuint (year->weekdays[WAY_DAYS_OF_PLACE], ==, 1);
  g_assert_cmpuint (year->school_days, ==, 189);
}

static void
test_plain_weekdays_are_nobodys (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  g_autoptr(WayCalendarYear) year = way_calendar_year_load (facts, NULL, 2030, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (year->weekdays[WAY_DAYS_OF_WEEK], ==, 260);
  g_assert_cmpint (cell_of (year, "2030-11-12")->owner, ==, WAY_DAYS_OF_WEEK);
  g_assert_false (way_date_is_set (&g_array_index (year->terms, WayCalendarTerm, 0).term.first));
}

static void
test_what_decides_a_day_comes_first (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  GDate day = way_test_date ("2026-11-12");

  must_add (world, NULL, "2026-11-12", NULL, "SESSION_AM", NULL);
  must_add (world, NULL, "2026-11-12", NULL, "CLOSURE", "No heating");
  year = load (world, NULL);
  entries = way_calendar_year_entries_on (year, &day);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpstr (((WayCalendarDay *) entries->pdata[0])->kind, ==, "CLOSURE");
  g_assert_cmpstr (((WayCalendarDay *) entries->pdata[1])->kind, ==, "SESSION_AM");
  g_assert_cmpstr (((WayCalendarDay *) entries->pdata[2])->kind, ==, "TERM");
}

static void
test_years_nobody_knows_are_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayFacts) facts = way_facts_new (world->db, NULL);
  g_autoptr(GError) error = NULL;
  WayId nobody = way_id_new ();

  g_assert_true (way_calendar_year_is_known (1990));
  g_assert_false (way_calendar_year_is_known (1989));
  g_assert_true (way_calendar_year_is_known (2068));
  g_assert_false (way_calendar_year_is_known (2069));
  g_assert_null (way_calendar_year_load (facts, NULL, 2069, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
  g_clear_error (&error);
  g_assert_null (way_calendar_year_load (facts, &nobody, 2026, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

static void
test_places_are_those_that_are_open (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  WayEstablishment *gone = way_establishment_new ();
  g_autoptr(GPtrArray) places = NULL;

  gone->name = g_strdup ("Ashby School");
  gone->closed = way_date_ymd (2020, 8, 31);
  way_test_put (world, &way_establishment_entity, gone);
  places = way_calendar_places (world->db, &world->act.today, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 2);
  g_assert_cmpstr (((WayCalendarPlace *) places->pdata[0])->name, ==, "Fernhill School");
  g_assert_cmpstr (((WayCalendarPlace *) places->pdata[1])->name, ==, "Hawthorn Academy");
}

/* Slow and obvious: a school's terms take the whole year, else each of its rows
 * takes its days. */
static gboolean
is_own (const WayCalendarYear *year,
        const GDate           *day)
{
  for (guint i = 0; i < year->entries->len; i++)
    {
      const WayCalendarDay *row = g_ptr_array_index (year->entries, i);

      if (g_str_equal (row->kind, "TERM") || way_date_within (day, &row->from, &row->to))
        return TRUE;
    }
  return FALSE;
}

static void
add_random_days (WayTestWorld *world,
                 const WayId  *school)
{
  static const char *const kinds[] = { "INSET", "CLOSURE", "HOLIDAY", "SESSION_AM", "SESSION_PM",
                                       "TERM" };
  guint n = (guint) g_test_rand_int_range (0, 5);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(WayCalendarDay) days = way_calendar_day_new ();
      GDate first = way_date_ymd (2026, 9, 1);

      days->from = way_date_add_days (&first, g_test_rand_int_range (0, 360));
      days->to = way_date_add_days (&days->from, g_test_rand_int_range (0, 5));
      days->kind = g_strdup (kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))]);
      way_calendar_acts_add (&world->act, school, days, NULL);
    }
}

static void
test_random_calendars_add_up (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();

  for (guint round = 0; round < 40; round++)
    {
      WayId school = way_test_put_establishment (world, "Another School", NULL);
      g_autoptr(WayCalendarYear) year = NULL;
      guint open = 0, in_terms = 0;

      add_random_days (world, &school);
      year = load (world, &school);
      for (guint i = 0; i < year->n_days; i++)
        {
          GDate day = way_date_add_days (&year->from, (int) i);

          open += way_day_kind_is_open (year->days[i].kind);
          if (year->days[i].kind != WAY_DAY_WEEKEND)
            g_assert_cmpint (year->days[i].owner == WAY_DAYS_OF_PLACE, ==, is_own (year, &day));
        }
      for (guint i = 0; i < year->terms->len; i++)
        in_terms += g_array_index (year->terms, WayCalendarTerm, i).days;
      g_assert_cmpuint (year->school_days, ==, open);
      g_assert_cmpuint (in_terms, <=, open);
    }
}

/* --- Entering days --- */

static void
test_the_first_day_makes_the_calendar (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) calendars = NULL;

  must_add (world, &world->school, "2026-11-12", NULL, "INSET", NULL);
  calendars = way_records_of (world->db, &way_calendar_entity, "establishment", &world->school,
                              NULL);
  g_assert_cmpuint (calendars->len, ==, 1);
  g_assert_cmpstr (((WayCalendar *) calendars->pdata[0])->name, ==, "Fernhill School");
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_the_next_day_goes_into_the_same_calendar (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  gint64 count;

  must_add (world, &world->school, "2026-11-12", NULL, "INSET", NULL);
  must_add (world, &world->school, "2026-11-13", NULL, "INSET", NULL);
  must_add (world, NULL, "2026-11-16", NULL, "CLOSURE", NULL);
  g_assert_true (way_records_count (world->db, &way_calendar_entity, &count, NULL));
  g_assert_cmpint (count, ==, 2);
}

static void
test_days_nobody_can_count_are_refused (void)
{
  static const struct
  {
    const char *from, *to, *kind;
  } cases[] = {
    { "1989-11-12", NULL, "INSET" },
    { "2026-11-12", "2070-01-01", "INSET" },
    { "2026-11-12", "2026-11-11", "INSET" },
    { "2026-09-01", "2027-09-02", "TERM" },
    { "2026-11-12", NULL, "WEEKEND" },
    { "2026-11-02", "2026-12-18", "TERM" },     /* is there already */
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *before = way_test_dump (world);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s %s", cases[i].from, cases[i].kind);
      g_assert_false (add (world, NULL, cases[i].from, cases[i].to, cases[i].kind, NULL, &error));
      g_assert_true (error->domain == WAY_SERVICE_ERROR || error->domain == WAY_MODEL_ERROR);
      after = way_test_dump (world);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_days_are_changed_and_taken_out (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayCalendarYear) year = NULL;
  g_autoptr(WayCalendarDay) days = NULL;
  g_autoptr(GError) error = NULL;

  must_add (world, &world->school, "2026-11-12", NULL, "INSET", NULL);
  year = load (world, &world->school);
  days = way_calendar_day_copy (g_ptr_array_index (year->entries, 0));
  days->from = days->to = way_test_date ("2026-11-13");
  way_calendar_acts_change (&world->act, days, &error);
  g_assert_no_error (error);
  way_calendar_year_free (year);
  year = load (world, &world->school);
  g_assert_cmpint (cell_of (year, "2026-11-12")->kind, ==, WAY_DAY_SCHOOL);
  g_assert_cmpint (cell_of (year, "2026-11-13")->kind, ==, WAY_DAY_INSET);

  way_calendar_acts_remove (&world->act, &days->id, &error);
  g_assert_no_error (error);
  way_calendar_year_free (year);
  year = load (world, &world->school);
  g_assert_cmpint (cell_of (year, "2026-11-13")->kind, ==, WAY_DAY_SCHOOL);
  g_assert_false (way_calendar_acts_remove (&world->act, &days->id, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/calendar-year/the-authoritys", test_the_authoritys_year_is_its_own);
  g_test_add_func ("/service/calendar-year/each-day", test_each_day_says_what_it_is);
  g_test_add_func ("/service/calendar-year/terms", test_terms_have_their_edges_and_counts);
  g_test_add_func ("/service/calendar-year/borrowed", test_a_school_without_a_calendar_says_so);
  g_test_add_func ("/service/calendar-year/own-day", test_a_schools_own_day_is_told_from_the_rest);
  g_test_add_func ("/service/calendar-year/plain", test_plain_weekdays_are_nobodys);
  g_test_add_func ("/service/calendar-year/entries", test_what_decides_a_day_comes_first);
  g_test_add_func ("/service/calendar-year/unknown", test_years_nobody_knows_are_refused);
  g_test_add_func ("/service/calendar-year/places", test_places_are_those_that_are_open);
  g_test_add_func ("/service/calendar-year/random", test_random_calendars_add_up);
  g_test_add_func ("/service/calendar-acts/first", test_the_first_day_makes_the_calendar);
  g_test_add_func ("/service/calendar-acts/next", test_the_next_day_goes_into_the_same_calendar);
  g_test_add_func ("/service/calendar-acts/refused", test_days_nobody_can_count_are_refused);
  g_test_add_func ("/service/calendar-acts/changed", test_days_are_changed_and_taken_out);

  return g_test_run ();
}
