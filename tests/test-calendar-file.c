/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-calendar-file.h"

#include <string.h>

#include "way-codes.h"
#include "way-ical.h"
#include "way-test-mutate.h"

static GPtrArray *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return way_calendar_file_read (bytes, error);
}

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

/* "line from to KIND", or "line: reason". */
static char *
render (const WayCalendarRow *row)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (row->day == NULL)
    return g_strdup_printf ("%u: %s", row->line, row->reason);
  from = way_date_to_iso (&row->day->from);
  to = way_date_to_iso (&row->day->to);
  return g_strdup_printf ("%u %s %s %s", row->line, from, to, row->day->kind);
}

static void
assert_rows (GPtrArray         *rows,
             const char *const *wanted,
             guint              n_wanted)
{
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, n_wanted);
  for (guint i = 0; i < n_wanted; i++)
    {
      g_autofree char *found = render (g_ptr_array_index (rows, i));

      g_assert_cmpstr (found, ==, wanted[i]);
    }
}

/* --- iCalendar --- */

static void
test_events_are_days (void)
{
  static const char *const wanted[] = {
    "12 2026-09-02 2026-10-22 TERM",
    "18 2026-10-26 2026-10-30 HOLIDAY",
    "29 2026-09-01 2026-09-01 INSET",
    "35 2026-11-30 2026-12-01 CLOSURE",
    "42 2026-12-25 2026-12-25 BANK_HOLIDAY",
    "48 2027-06-01 2027-06-01 CLOSURE",
    "54 2027-05-03 2027-05-03 BANK_HOLIDAY",
  };
  g_autoptr(GBytes) bytes = load ("calendar/events.ics");
  g_autoptr(GPtrArray) rows = way_calendar_file_read (bytes, NULL);

  assert_rows (rows, wanted, G_N_ELEMENTS (wanted));
  g_assert_cmpstr (((WayCalendarRow *) rows->pdata[0])->day->name, ==, "Autumn term, first half");
  g_assert_cmpstr (((WayCalendarRow *) rows->pdata[3])->day->name, ==, "Polling day");
}

static const struct
{
  const char *event;
  const char *says;
} refused[] = {
  { "DTSTART;VALUE=DATE:20260901\nSUMMARY:Sports fixtures", "2: SUMMARY: “Sports fixtures” does" },
  { "DTSTART;VALUE=DATE:20260901", "2: SUMMARY: “” does" },
  { "DTSTART;VALUE=DATE:20260901\nSUMMARY:Autumn term begins", "2: SUMMARY: “Autumn term begins”" },
  { "DTSTART;VALUE=DATE:20260901\nSUMMARY:Half term 3", "2: SUMMARY: " },
  { "SUMMARY:Holiday", "2: DTSTART: is missing" },
  { "DTSTART;VALUE=DATE:20260231\nSUMMARY:Holiday", "2: DTSTART: " },
  { "DTSTART:soon\nSUMMARY:Holiday", "2: DTSTART: " },
  { "DTSTART;VALUE=DATE:20260901\nDTEND;VALUE=DATE:20260820\nSUMMARY:Holiday", "2: to: lies before" },
  { "DTSTART;VALUE=DATE:20260901\nDTEND;VALUE=DATE:20280901\nSUMMARY:Holiday", "2: to: more than" },
  { "DTSTART;VALUE=DATE:20260901\nDURATION:P9999W\nSUMMARY:Holiday", "2: DURATION: " },
  { "DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=HOURLY\nSUMMARY:Holiday", "2: RRULE: repeats within" },
  { "DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=DAILY;BYHOUR=9,15\nSUMMARY:Holiday",
    "2: RRULE: repeats within" },
  { "DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=OFTEN\nSUMMARY:Holiday", "2: RRULE: cannot be read" },
  { "DTSTART;VALUE=DATE:20260901\nRRULE:COUNT=3\nSUMMARY:Holiday", "2: RRULE: cannot be read" },
  { "DTSTART;VALUE=DATE:20260901\nEXDATE:soon\nRRULE:FREQ=DAILY\nSUMMARY:Holiday",
    "2: EXDATE: cannot be read" },
  { "DTSTART;VALUE=DATE:20260901\nEXRULE:FREQ=DAILY\nRRULE:FREQ=DAILY\nSUMMARY:Holiday",
    "2: EXRULE: is not read" },
  { "DTSTART:20260901T090000Z\nRDATE;VALUE=PERIOD:20260902T090000Z/PT1H\nSUMMARY:Holiday",
    "2: RDATE: gives no dates" },
  { "DTSTART;VALUE=DATE:20260901\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260901\n"
    "SUMMARY:Holiday", "2: RECURRENCE-ID: changes all" },
  { "DTSTART;TZID=Middle Earth:20260901T090000\nSUMMARY:Holiday",
    "2: DTSTART: the time zone “Middle Earth” is not known" },
  { "DTSTART;TZID=../../etc/passwd:20260901T090000\nSUMMARY:Holiday", "2: DTSTART: the time zone" },
  { "DTSTART;TZID=/dev/zero:20260901T090000\nSUMMARY:Holiday", "2: DTSTART: the time zone" },
  { "DTSTART;VALUE=DATE:20260901\nSTATUS:CANCELLED\nSUMMARY:Holiday", "2: STATUS: " },
  { "DTSTART;VALUE=DATE:20260901\nCATEGORIES:INSET\nCATEGORIES:Closure\nSUMMARY:x",
    "2: CATEGORIES: name two" },
};

static void
test_what_cannot_be_told_is_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n%s\nEND:VEVENT\nEND:VCALENDAR\n", refused[i].event);
      g_autoptr(GPtrArray) rows = read_text (text, NULL);
      g_autofree char *found = NULL;

      g_assert_cmpuint (rows->len, ==, 1);
      found = render (g_ptr_array_index (rows, 0));
      g_test_message ("%s", found);
      g_assert_true (g_str_has_prefix (found, refused[i].says));
    }
}

static const struct
{
  const char      *text;
  WayFormatsError  code;
  const char      *says;
} faults[] = {
  { "BEGIN:VCALENDAR\n", WAY_FORMATS_ERROR_SYNTAX, "cut off: VCALENDAR, begun in line 1" },
  { "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n", WAY_FORMATS_ERROR_SYNTAX, "begun in line 2" },
  { "BEGIN:VCALENDAR\nEND:VEVENT\n", WAY_FORMATS_ERROR_SYNTAX, "line 2: " },
  { "BEGIN:VCARD\nEND:VCARD\n", WAY_FORMATS_ERROR_KIND, "line 1: " },
  { "BEGIN:VCALENDAR\nEND:VCALENDAR\nmore\n", WAY_FORMATS_ERROR_KIND, "line 3: " },
};

static void
test_a_broken_file_is_refused_whole (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_text (faults[i].text, &error));
      g_assert_error (error, WAY_FORMATS_ERROR, (int) faults[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, faults[i].says));
    }
}

static void
assert_too_large (GString *text)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (read_text (text->str, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE);
}

static void
test_nesting_is_bounded (void)
{
  g_autoptr(GString) text = g_string_new ("BEGIN:VCALENDAR\n");

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "BEGIN:X\n");
  assert_too_large (text);
}

static void
test_lines_are_bounded (void)
{
  g_autoptr(GString) text = g_string_new ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:");

  for (guint i = 0; i < 70000; i++)
    g_string_append_c (text, 'x');
  assert_too_large (text);
}

static void
test_events_are_bounded (void)
{
  g_autoptr(GString) text = g_string_new ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n");

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "DESCRIPTION:all work and no play\n");
  assert_too_large (text);
}

/* Every bank holiday that the program knows is told by its name. */
static void
test_bank_holidays_are_told (void)
{
  g_autoptr(GPtrArray) holidays = way_codes_list ("bank_holiday", NULL);

  for (guint i = 0; i < holidays->len; i++)
    {
      const WayCode *holiday = g_ptr_array_index (holidays, i);

      g_test_message ("%s", holiday->label);
      g_assert_cmpstr (way_ical_tell_kind (holiday->label), ==, "BANK_HOLIDAY");
    }
}

static void
test_words_stand_for_kinds (void)
{
  g_autoptr(GPtrArray) words = way_codes_list ("calendar_word", NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const WayCode *word = g_ptr_array_index (words, i);
      const char *kind = way_code_get (word, "kind");

      g_test_message ("%s", word->id);
      g_assert_true (kind == NULL || way_codes_has ("calendar_kind", kind));
      g_assert_cmpstr (way_ical_tell_kind (word->label), ==, kind);
    }
}

/* --- Tables --- */

static void
test_a_table_is_days (void)
{
  static const char *const wanted[] = {
    "2 2026-09-02 2026-10-22 TERM",
    "3 2026-10-23 2026-10-23 INSET",
    "4 2026-10-26 2026-10-30 HOLIDAY",
  };
  g_autoptr(GPtrArray) rows = read_text ("Kind;From;To\nTERM;2026-09-02;2026-10-22\n"
                                         "inset;2026-10-23;\nHoliday;2026-10-26;2026-10-30\n",
                                         NULL);

  assert_rows (rows, wanted, G_N_ELEMENTS (wanted));
}

static void
test_the_specimen_is_read (void)
{
  g_autoptr(GBytes) bytes = load ("specimen-calendar.csv");
  g_autoptr(GPtrArray) rows = way_calendar_file_read (bytes, NULL);

  g_assert_cmpuint (rows->len, >, 10);
  for (guint i = 0; i < rows->len; i++)
    g_assert_nonnull (((WayCalendarRow *) rows->pdata[i])->day);
}

static void
test_bad_rows_of_a_table_are_refused (void)
{
  static const char *const wanted[] = {
    "2: kind: “LUNCH” is not a code of calendar_kind",
    "3: kind: “WEEKEND” is no kind of day that a calendar can give",
    "4: from: wants a date as YYYY-MM-DD",
    "5: from: is empty",
    "6: kind: is empty",
    "7: to: lies before the beginning",
    "8: to: more than 366 days",
  };
  g_autoptr(GPtrArray) rows = read_text (
    "from,to,kind\n2026-09-01,,LUNCH\n2026-09-05,,WEEKEND\n1 September,,TERM\n,2026-09-02,TERM\n"
    "2026-09-01,,\n2026-09-02,2026-09-01,TERM\n2026-09-02,2027-09-03,TERM\n",
    NULL);

  assert_rows (rows, wanted, G_N_ELEMENTS (wanted));
}

static void
test_another_table_is_refused (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (read_text ("date,what\n2026-09-01,x\n", &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND);
}

/* Cut off after any byte, what ends in the middle is refused; nothing worse. */
static void
test_files_cut_off_anywhere_are_no_harm (void)
{
  static const char *const names[] = { "calendar/events.ics", "calendar/repeats.ics",
                                       "calendar/zones.ics", "specimen-calendar.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GBytes) whole = load (names[i]);
      const char *end = g_strstr_len (g_bytes_get_data (whole, NULL),
                                      (gssize) g_bytes_get_size (whole), "END:VCALENDAR");

      for (gsize size = 0; size <= g_bytes_get_size (whole); size++)
        {
          g_autoptr(GBytes) bytes =
            g_bytes_new_take (g_memdup2 (g_bytes_get_data (whole, NULL), size), size);
          g_autoptr(GError) error = NULL;
          g_autoptr(GPtrArray) rows = way_calendar_file_read (bytes, &error);

          g_assert_true ((rows == NULL) == (error != NULL));
          if (end != NULL && size < (gsize) (end - (char *) g_bytes_get_data (whole, NULL)))
            g_assert_null (rows);
        }
    }
}

static void
test_spoilt_files_are_no_harm (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GBytes) events = load ("calendar/events.ics");
  g_autoptr(GBytes) repeats = load ("calendar/repeats.ics");
  g_autoptr(GBytes) zones = load ("calendar/zones.ics");
  g_autoptr(GBytes) table = load ("specimen-calendar.csv");
  GBytes *whole[] = { table, events, repeats, zones };

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr(GBytes) bytes = way_test_mutate (rand, whole[i % G_N_ELEMENTS (whole)]);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = way_calendar_file_read (bytes, &error);

      g_assert_true ((rows == NULL) == (error != NULL));
      for (guint j = 0; rows != NULL && j < rows->len; j++)
        {
          const WayCalendarRow *row = g_ptr_array_index (rows, j);

          g_assert_true ((row->day == NULL) == (row->reason != NULL));
          g_assert_true (row->reason == NULL || g_utf8_validate (row->reason, -1, NULL));
          g_assert_true (row->day == NULL || way_calendar_file_check (row->day, NULL));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/calendar/ical/events-are-days", test_events_are_days);
  g_test_add_func ("/formats/calendar/ical/refused", test_what_cannot_be_told_is_refused);
  g_test_add_func ("/formats/calendar/ical/broken", test_a_broken_file_is_refused_whole);
  g_test_add_func ("/formats/calendar/ical/nesting-is-bounded", test_nesting_is_bounded);
  g_test_add_func ("/formats/calendar/ical/lines-are-bounded", test_lines_are_bounded);
  g_test_add_func ("/formats/calendar/ical/events-are-bounded", test_events_are_bounded);
  g_test_add_func ("/formats/calendar/words/bank-holidays", test_bank_holidays_are_told);
  g_test_add_func ("/formats/calendar/words/kinds", test_words_stand_for_kinds);
  g_test_add_func ("/formats/calendar/csv/days", test_a_table_is_days);
  g_test_add_func ("/formats/calendar/csv/specimen", test_the_specimen_is_read);
  g_test_add_func ("/formats/calendar/csv/refused", test_bad_rows_of_a_table_are_refused);
  g_test_add_func ("/formats/calendar/csv/another-table", test_another_table_is_refused);
  g_test_add_func ("/formats/calendar/spoilt", test_spoilt_files_are_no_harm);
  g_test_add_func ("/formats/calendar/cut-off-anywhere", test_files_cut_off_anywhere_are_no_harm);
  return g_test_run ();
}
