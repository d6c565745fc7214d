/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked dates as files of facts, on the specimen calendar and on random
 * ones, where a slow version of the same says what is right. */

#include "way-clock-facts.h"

#include "way-file.h"
#include "way-service-error.h"
#include "way-test-calendar.h"
#include "way-test-cases.h"
#include "way-test-slow.h"

#define N_CALENDARS 10000
#define MOST_ROWS 48
#define SPAN (2 * 366)

static WayClockFile *
load (const char *name)
{
  g_autofree char *path = way_test_case_path (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = way_file_read (path, WAY_CLOCK_FACTS_MOST_BYTES, &error);
  WayClockFile *file;

  g_assert_no_error (error);
  file = way_clock_file_read (bytes, &error);
  g_assert_no_error (error);
  return file;
}

static void
check_case (const WayTestCase   *one,
            const WaySchoolDays *days)
{
  g_autoptr(WayClockFile) file = load (one->cells[WAY_TEST_CASE_NAME]);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayClock) clock = way_clocks_run (one->cells[WAY_TEST_CASE_RULE], &file->facts, days,
                                              &error);

  g_test_message ("%s", one->cells[WAY_TEST_CASE_NAME]);
  g_assert_no_error (error);
  g_assert_cmpstr (way_clock_verdict_name (clock->verdict), ==,
                   one->cells[WAY_TEST_CASE_VERDICT]);
  way_test_assert_date (clock->due, one->cells[WAY_TEST_CASE_DUE]);
  way_test_assert_date (clock->other_reading_due, one->cells[WAY_TEST_CASE_OTHER]);
  way_test_assert_date (clock->opens, one->cells[WAY_TEST_CASE_OPENS]);
  way_test_assert_date (clock->last_school_day, one->cells[WAY_TEST_CASE_LAST_SCHOOL_DAY]);
  way_test_assert_date (clock->next_start, one->cells[WAY_TEST_CASE_NEXT_START]);
  g_assert_cmpstr (clock->actor, ==, one->cells[WAY_TEST_CASE_ACTOR]);
  if (*one->cells[WAY_TEST_CASE_HALF_DAYS] != '\0')
    g_assert_cmpint (clock->count, ==, atoi (one->cells[WAY_TEST_CASE_HALF_DAYS]));
}

static void
test_the_worked_dates (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  g_autoptr(GPtrArray) cases = way_test_cases ();

  for (guint i = 0; i < cases->len; i++)
    check_case (g_ptr_array_index (cases, i), days);
}

/* --- Random calendars --- */

typedef struct
{
  WayDayRow   rows[2][MOST_ROWS];
  WayDayLayer layers[2];
  guint       n_layers;
} Calendar;

static void
add_row (Calendar   *self,
         guint       layer,
         GDate       from,
         int         days,
         const char *kind)
{
  if (self->layers[layer].n_rows == MOST_ROWS)
    return;
  self->rows[layer][self->layers[layer].n_rows++] =
    (WayDayRow) { from, way_date_add_days (&from, days), kind };
}

/* Terms with holidays between them, from a September on. */
static void
add_terms (Calendar *self,
           guint     layer,
           int       year)
{
  GDate from = way_date_ymd (year, 9, 1);
  GDate end = way_date_ymd (year + 1, 7, 25);

  from = way_date_add_days (&from, g_test_rand_int_range (-3, 9));
  while (way_date_compare (&from, &end) < 0)
    {
      int days = g_test_rand_int_range (10, 70);

      days = MIN (days, MAX (0, way_date_days_between (&from, &end)));
      add_row (self, layer, from, days, "TERM");
      from = way_date_add_days (&from, days + g_test_rand_int_range (1, 20));
    }
}

static void
add_single_days (Calendar *self,
                 guint     layer)
{
  static const char *const kinds[] = {
    "INSET", "CLOSURE", "HOLIDAY", "BANK_HOLIDAY", "SESSION_AM", "SESSION_PM",
  };
  GDate start = way_date_ymd (2026, 9, 1);
  int n = g_test_rand_int_range (0, 16);

  for (int i = 0; i < n; i++)
    add_row (self, layer, way_date_add_days (&start, g_test_rand_int_range (0, SPAN)),
             g_test_rand_int_range (0, 4), kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))]);
}

/* A school's calendar, most often over an authority's. */
static void
make_calendar (Calendar *self)
{
  memset (self, 0, sizeof *self);
  self->n_layers = (guint) g_test_rand_int_range (0, 3);
  for (guint i = 0; i < self->n_layers; i++)
    {
      self->layers[i].name = i == 0 ? "School" : "Authority";
      self->layers[i].rows = self->rows[i];
      for (int year = 2026; year < 2028; year++)
        if (g_test_rand_int_range (0, 3) > 0)
          add_terms (self, i, year);
      add_single_days (self, i);
    }
}

/* Moves everything that happened by so many days. */
static void
shift (WayClockFile *file,
       int           days)
{
  GDate *attended = (GDate *) (void *) file->attended->data;

  for (guint i = 0; i < file->events->len; i++)
    {
      WayClockEvent *event = &g_array_index (file->events, WayClockEvent, i);

      event->from = way_date_add_days (&event->from, days);
      if (way_date_is_set (&event->to))
        event->to = way_date_add_days (&event->to, days);
      if (way_date_is_set (&event->forecast_to))
        event->forecast_to = way_date_add_days (&event->forecast_to, days);
    }
  for (guint i = 0; i < file->attended->len; i++)
    attended[i] = way_date_add_days (&attended[i], days);
  if (way_date_is_set (&file->facts.today))
    file->facts.today = way_date_add_days (&file->facts.today, days);
  if (way_date_is_set (&file->facts.birth))
    file->facts.birth = way_date_add_days (&file->facts.birth, days);
}

static void
assert_same_day (const GDate *found,
                 const GDate *right,
                 const char  *what)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (way_date_compare (found, right) == 0)
    return;
  a = way_date_to_iso (found);
  b = way_date_to_iso (right);
  g_error ("%s: %s, and slowly %s", what, a, b);
}

/* Each day of the steps is told as the slow calendar tells it, numbers run on,
 * and the last one is the due day's. */
static void
check_steps (const WayClock *clock,
             SlowDays       *slow)
{
  gboolean is_school_days = g_strcmp0 (way_code_get (clock->rule, "unit"), "school_days") == 0;
  gboolean is_forward = g_strcmp0 (way_code_get (clock->rule, "counting"), "before") != 0;
  int number = 0;

  if (!is_school_days || !is_forward || clock->steps->len == 0)
    return;
  for (guint i = 0; i < clock->steps->len; i++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);

      if (step->counted)
        g_assert_cmpint (step->number, ==, ++number);
      g_assert_true (!step->counted || slow_is_open (slow, &step->date));
      g_assert_true (step->counted || number == 0 || !slow_is_open (slow, &step->date));
    }
  assert_same_day (&g_array_index (clock->steps, WayClockStep, clock->steps->len - 1).date,
                   &clock->due, "the last step");
}

static void
compare (const char          *rule,
         const WayClockFacts *facts,
         const WaySchoolDays *days,
         SlowDays            *slow)
{
  g_autoptr(WayClock) clock = way_clocks_run (rule, facts, days, NULL);
  SlowClock right = slow_rule (rule) (slow, facts);

  g_assert_cmpint (clock->verdict, ==, right.verdict);
  assert_same_day (&clock->due, &right.due, "due");
  assert_same_day (&clock->opens, &right.opens, "opens");
  assert_same_day (&clock->last_school_day, &right.last_school_day, "last school day");
  assert_same_day (&clock->next_start, &right.next_start, "next start");
  if (way_date_is_set (&right.other))
    assert_same_day (&clock->other_reading_due, &right.other, "other reading");
  if (right.count >= 0)
    g_assert_cmpint (clock->count, ==, right.count);
  check_steps (clock, slow);
}

static void
test_random_calendars (void)
{
  g_autoptr(GPtrArray) cases = way_test_cases ();
  g_autofree SlowDays *slow = g_new0 (SlowDays, 1);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                               way_clock_file_free);

  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add (files, load (((WayTestCase *) cases->pdata[i])->cells[0]));
  for (guint n = 0; n < N_CALENDARS; n++)
    {
      Calendar calendar;
      g_autoptr(WaySchoolDays) days = NULL;
      int by = g_test_rand_int_range (-120, 400);

      make_calendar (&calendar);
      days = way_school_days_new (calendar.layers, calendar.n_layers, NULL);
      slow_days_init (slow, calendar.layers, calendar.n_layers);
      for (guint i = 0; i < cases->len; i++)
        {
          const WayTestCase *one = g_ptr_array_index (cases, i);
          WayClockFile *file = g_ptr_array_index (files, i);

          shift (file, by);
          if (g_test_verbose ())
            g_test_message ("calendar %u, %s by %d days", n, one->cells[WAY_TEST_CASE_NAME], by);
          compare (one->cells[WAY_TEST_CASE_RULE], &file->facts, days, slow);
          shift (file, -by);
        }
    }
}

/* --- Reading --- */

static void
test_bad_facts_are_named (void)
{
  static const struct { const char *text, *says; } rows[] = {
    { "[]", "facts: wants an object" },
    { "{\"evnts\": []}", "evnts: is not known" },
    { "{\"events\": 3}", "events: wants a list" },
    { "{\"attended\": \"x\"}", "attended: wants a list" },
    { "{\"events\": [{\"from\": \"2026-01-01\"}]}", "events[0].kind: is missing" },
    { "{\"events\": [{\"kind\": \"permanent\", \"to\": \"soon\"}]}", "events[0].to: wants a date" },
    { "{\"events\": [{\"kind\": 3}]}", "events[0].kind: wants a text" },
    { "{\"events\": [{\"kind\": \"illness\", \"half_days\": -1}]}", "events[0].half_days: wants" },
    { "{\"attended\": [\"2026-02-30\"]}", "attended[0]: wants a date" },
    { "{\"today\": \"now\"}", "today: wants a date" },
    { "{\"stay_weeks\": 1.5}", "stay_weeks: wants a whole number" },
    { "{\"has_ehcp\": \"yes\"}", "has_ehcp: wants true or false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (rows[i].text, strlen (rows[i].text));
      g_autoptr(GError) error = NULL;

      g_assert_null (way_clock_file_read (bytes, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, rows[i].says));
    }
}

static void
test_a_bare_day_is_the_first_event (void)
{
  GDate day = way_test_date ("2026-11-05");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayClockFile) permanent = way_clock_file_new ("C01", &day, NULL);
  g_autoptr(WayClockFile) birth = way_clock_file_new ("C16", &day, NULL);

  g_assert_cmpstr (permanent->facts.events[0].kind, ==, "permanent");
  g_assert_true (way_date_equal (&birth->facts.birth, &day));
  g_assert_null (way_clock_file_new ("C99", &day, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/clock-facts/worked-dates", test_the_worked_dates);
  g_test_add_func ("/service/clock-facts/random-calendars", test_random_calendars);
  g_test_add_func ("/service/clock-facts/bad-facts", test_bad_facts_are_named);
  g_test_add_func ("/service/clock-facts/a-bare-day", test_a_bare_day_is_the_first_event);
  return g_test_run ();
}
