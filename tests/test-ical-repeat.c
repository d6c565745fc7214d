/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events that repeat, and times in other zones: each day by itself, and rules at
 * random against libical's own reading of them. */

#include <libical/ical.h>

#include <string.h>

#include "way-calendar-file.h"
#include "way-ical-recur.h"

static GPtrArray *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return way_calendar_file_read (bytes, error);
}

/* "line from to KIND" of each row, or "line: reason". */
static char *
render (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCalendarRow *row = g_ptr_array_index (rows, i);
      g_autofree char *from = row->day != NULL ? way_date_to_iso (&row->day->from) : NULL;
      g_autofree char *to = row->day != NULL ? way_date_to_iso (&row->day->to) : NULL;

      if (row->day != NULL)
        g_string_append_printf (text, "%u %s %s %s\n", row->line, from, to, row->day->kind);
      else
        g_string_append_printf (text, "%u: %s\n", row->line, row->reason);
    }
  return g_string_free (text, FALSE);
}

static char *
render_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "calendar", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rows = read_text (text, &error);
  g_assert_no_error (error);
  return render (rows);
}

static void
test_each_time_is_a_row (void)
{
  g_autofree char *found = render_file ("repeats.ics");

  g_assert_cmpstr (found, ==,
                   "4 2026-09-04 2026-09-04 INSET\n"
                   "4 2026-09-11 2026-09-11 INSET\n"
                   "11 2026-09-24 2026-09-24 INSET\n"
                   "24 2027-01-04 2027-01-05 CLOSURE\n"
                   "24 2027-02-01 2027-02-02 CLOSURE\n"
                   "24 2027-03-01 2027-03-02 CLOSURE\n"
                   "32 2026-12-25 2026-12-25 BANK_HOLIDAY\n"
                   "32 2027-12-25 2027-12-25 BANK_HOLIDAY\n"
                   "32 2028-12-25 2028-12-25 BANK_HOLIDAY\n"
                   "38 2027-05-04 2027-05-04 CLOSURE\n"
                   "38 2027-05-05 2027-05-05 CLOSURE\n"
                   "46 2026-10-26 2026-10-26 HOLIDAY\n"
                   "46 2026-10-30 2026-10-30 HOLIDAY\n"
                   "54 2027-07-30 2027-07-30 CLOSURE\n"
                   "54 2027-08-31 2027-08-31 CLOSURE\n");
}

/* An evening elsewhere is the next day here; a morning in Tokyo the day before. */
static void
test_days_are_those_of_england (void)
{
  g_autofree char *found = render_file ("zones.ics");

  g_assert_cmpstr (found, ==,
                   "19 2027-06-08 2027-06-08 CLOSURE\n"
                   "25 2027-01-12 2027-01-12 CLOSURE\n"
                   "31 2027-01-11 2027-01-12 CLOSURE\n"
                   "37 2027-03-15 2027-03-16 CLOSURE\n"
                   "37 2027-03-16 2027-03-17 CLOSURE\n"
                   "44 2026-07-13 2026-07-13 CLOSURE\n"
                   "50 2026-07-15 2026-07-15 CLOSURE\n"
                   "56 2026-07-16 2026-07-17 CLOSURE\n");
}

static void
test_small_cases (void)
{
  static const struct { const char *event, *found; } rows[] = {
    { "DTSTART;VALUE=DATE:20261026\nRRULE:FREQ=DAILY;COUNT=3", "2 2026-10-26 2026-10-26 HOLIDAY\n"
      "2 2026-10-27 2026-10-27 HOLIDAY\n2 2026-10-28 2026-10-28 HOLIDAY\n" },
    { "DTSTART;VALUE=DATE:20261026\nRRULE:FREQ=DAILY;UNTIL=20261025", "" },
    { "DTSTART;TZID=Europe/London:20261026T090000\nRRULE:FREQ=DAILY;UNTIL=20261027T085959Z",
      "2 2026-10-26 2026-10-26 HOLIDAY\n" },
    { "DTSTART;TZID=Europe/London:20260701T000000\nRRULE:FREQ=DAILY;UNTIL=20260702T230000Z",
      "2 2026-07-01 2026-07-01 HOLIDAY\n2 2026-07-02 2026-07-02 HOLIDAY\n"
      "2 2026-07-03 2026-07-03 HOLIDAY\n" },
    { "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;COUNT=2", "2 2024-02-29 2024-02-29 HOLIDAY\n"
      "2 2028-02-29 2028-02-29 HOLIDAY\n" },
    { "DTSTART;VALUE=DATE:20670601\nRRULE:FREQ=YEARLY", "2 2067-06-01 2067-06-01 HOLIDAY\n"
      "2 2068-06-01 2068-06-01 HOLIDAY\n2 2069-06-01 2069-06-01 HOLIDAY\n" },
    { "DTSTART;VALUE=DATE:20261026\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
      "2 2026-10-26 2026-10-26 HOLIDAY\n" },
    { "DTSTART;VALUE=DATE:20261026\nEXDATE;VALUE=DATE:20261026", "" },
    { "DTSTART;VALUE=DATE:20261026\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20261027T000000Z",
      "2 2026-10-26 2026-10-26 HOLIDAY\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n%s\nSUMMARY:Holiday\nEND:VEVENT\nEND:VCALENDAR\n",
        rows[i].event);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) found = read_text (text, &error);
      g_autofree char *shown = NULL;

      g_test_message ("%s", rows[i].event);
      g_assert_no_error (error);
      shown = render (found);
      g_assert_cmpstr (shown, ==, rows[i].found);
    }
}

#define CHANGE(number, day) \
  "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;VALUE=DATE:20261027\nSEQUENCE:" number \
  "\nDTSTART;VALUE=DATE:" day "\nSUMMARY:Holiday\nEND:VEVENT\n"

/* Of two changes of one time the later version is the one that holds. */
static void
test_the_later_change_holds (void)
{
  g_autoptr(GPtrArray) rows = read_text (
    "BEGIN:VCALENDAR\n" CHANGE ("2", "20261102") CHANGE ("1", "20261103")
    "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20261026\nRRULE:FREQ=DAILY;COUNT=2\n"
    "SUMMARY:Holiday\nEND:VEVENT\nEND:VCALENDAR\n", NULL);
  g_autofree char *found = render (rows);

  g_assert_cmpstr (found, ==, "2 2026-11-02 2026-11-02 HOLIDAY\n"
                              "16 2026-10-26 2026-10-26 HOLIDAY\n");
}

/* --- Bounds --- */

static void
assert_too_large (const GString *text)
{
  g_autoptr(GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  g_assert_null (read_text (text->str, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE);
  g_test_message ("%s, after %" G_GINT64_FORMAT " ms", error->message,
                  (g_get_monotonic_time () - began) / 1000);
}

static void
test_endless_events_are_bounded (void)
{
  static const char *const rules[] = {
    "RRULE:FREQ=DAILY",                                   /* too many rows */
    "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",           /* none, and long to find out */
    "RRULE:FREQ=DAILY;COUNT=2000000000;BYMONTHDAY=31;BYDAY=MO",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr(GString) text = g_string_new ("BEGIN:VCALENDAR\n");

      for (guint n = 0; n < 2000; n++)
        g_string_append_printf (text, "BEGIN:VEVENT\nUID:%u\nDTSTART;VALUE=DATE:20000101\n%s\n"
                                      "SUMMARY:Holiday\nEND:VEVENT\n", n, rules[i]);
      g_string_append (text, "END:VCALENDAR\n");
      assert_too_large (text);
    }
}

/* Thousands of changes to one event of thousands of times. */
static void
test_changes_are_bounded (void)
{
  g_autoptr(GString) text = g_string_new ("BEGIN:VCALENDAR\n");

  g_string_append (text, "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20000101\nRRULE:FREQ=DAILY\n"
                         "SUMMARY:Holiday\nEND:VEVENT\n");
  for (guint n = 0; n < 15000; n++)
    g_string_append_printf (text, "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20000101\n"
                                  "RECURRENCE-ID;VALUE=DATE:20010101\nSEQUENCE:%u\n"
                                  "SUMMARY:Holiday\nEND:VEVENT\n", n);
  g_string_append (text, "END:VCALENDAR\n");
  assert_too_large (text);
}

/* --- Against libical --- */

static void
append_numbers (GString    *rule,
                const char *part,
                int         low,
                int         high)
{
  int n = g_test_rand_int_range (1, 4);

  g_string_append_printf (rule, ";%s=", part);
  for (int i = 0; i < n; i++)
    {
      int number = g_test_rand_int_range (low, high + 1);

      g_string_append_printf (rule, "%s%d", i > 0 ? "," : "", number != 0 ? number : 1);
    }
}

static void
append_weekdays (GString  *rule,
                 gboolean  placed)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  int n = g_test_rand_int_range (1, 4);
  int day = g_test_rand_int_range (0, G_N_ELEMENTS (names));

  g_string_append (rule, ";BYDAY=");
  for (int i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (rule, ',');
      if (placed)
        g_string_append_printf (rule, "%d", g_test_rand_int_range (0, 2) ? -1 - i : 1 + i);
      g_string_append (rule, names[(day + i) % (int) G_N_ELEMENTS (names)]);
    }
}

/* Rules of which nobody doubts the meaning: the standard leaves some mixtures of
 * parts to whoever reads them, and libical's weeks begin on a Sunday where every
 * second one counts. */
static char *
make_rule (void)
{
  static const char *const freqs[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  int freq = g_test_rand_int_range (0, G_N_ELEMENTS (freqs));
  GString *rule = g_string_new (NULL);
  int parts = g_test_rand_int_range (0, 4);

  g_string_append_printf (rule, "FREQ=%s;INTERVAL=%d", freqs[freq],
                          freq == 1 && parts == 1 ? 1 : g_test_rand_int_range (1, 5));
  if (g_test_rand_bit ())
    g_string_append_printf (rule, ";COUNT=%d", g_test_rand_int_range (1, 20));
  if (parts == 1 && freq != 3)
    append_weekdays (rule, freq == 2);
  if (parts == 2 && freq >= 2)
    {
      append_numbers (rule, "BYMONTHDAY", -5, 28);
      if (freq == 3)
        append_numbers (rule, "BYMONTH", 1, 12);
    }
  if (parts == 3 && freq == 3)
    append_numbers (rule, "BYYEARDAY", -100, 360);
  if (parts == 3 && freq == 2)
    {
      append_weekdays (rule, FALSE);
      append_numbers (rule, "BYSETPOS", -4, 4);
    }
  return g_string_free (rule, FALSE);
}

static void
compare_rule (const char *text)
{
  struct icalrecurrencetype words = icalrecurrencetype_from_string (text);
  GDate first = way_date_ymd (2026, 1 + g_test_rand_int_range (0, 12),
                              g_test_rand_int_range (1, 29));
  GDate last = way_date_ymd (2031, 12, 31);
  struct icaltimetype start = { .year = g_date_get_year (&first),
                                .month = (int) g_date_get_month (&first),
                                .day = g_date_get_day (&first), .is_date = 1 };
  g_autofree char *shown = way_date_to_iso (&first);
  g_autoptr(WayIcalRecur) rule = way_ical_recur_new (&words, NULL);
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  icalrecur_iterator *iterator = icalrecur_iterator_new (words, start);
  struct icaltimetype time = icalrecur_iterator_next (iterator);
  gboolean counts_first = icaltime_compare (time, start) == 0;
  guint budget = 1000000;
  guint at = counts_first ? 0 : 1;

  /* Where the first day is none of the rule's, readers count it or do not. */
  if (!counts_first && words.count > 0)
    {
      icalrecur_iterator_free (iterator);
      return;
    }
  g_assert_true (way_ical_recur_expand (rule, &first, &last, &budget, days));
  for (; !icaltime_is_null_time (time) && time.year <= 2031;
       time = icalrecur_iterator_next (iterator), at++)
    {
      GDate right = way_date_ymd (time.year, time.month, time.day);
      g_autofree char *a = way_date_to_iso (&right);
      g_autofree char *b = at < days->len ? way_date_to_iso (&g_array_index (days, GDate, at))
                                          : g_strdup ("none");

      if (!g_str_equal (a, b))
        g_error ("%s from %s: time %u is %s, for libical %s", text, shown, at, b, a);
    }
  g_assert_cmpuint (at, ==, days->len);
  icalrecur_iterator_free (iterator);
}

static void
test_rules_agree_with_libical (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *rule = make_rule ();

      compare_rule (rule);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/ical/repeat/each-time", test_each_time_is_a_row);
  g_test_add_func ("/formats/ical/repeat/cases", test_small_cases);
  g_test_add_func ("/formats/ical/repeat/later-change", test_the_later_change_holds);
  g_test_add_func ("/formats/ical/repeat/endless", test_endless_events_are_bounded);
  g_test_add_func ("/formats/ical/repeat/changes-are-bounded", test_changes_are_bounded);
  g_test_add_func ("/formats/ical/repeat/libical", test_rules_agree_with_libical);
  g_test_add_func ("/formats/ical/zones", test_days_are_those_of_england);
  return g_test_run ();
}
