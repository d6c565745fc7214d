/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people say and type them. */
#include <glib.h>

#include "way-date-words.h"

typedef struct
{
  const char *typed;
  const char *iso; /* NULL: refused */
} Typed;

/* Today is Tuesday 10 November 2026. */
static const Typed typed_rows[] = {
  { "2026-11-12", "2026-11-12" },
  { "12/11/26", "2026-11-12" },
  { "12/11/2026", "2026-11-12" },
  { "12.11.2026", "2026-11-12" },
  { "12-11-2026", "2026-11-12" },
  { "12 11 26", "2026-11-12" },
  { "12 nov", "2026-11-12" },
  { " 12  NOV ", "2026-11-12" },
  { "12nov", "2026-11-12" },
  { "nov 12", "2026-11-12" },
  { "12 november 2026", "2026-11-12" },
  { "12 novem 26", "2026-11-12" },
  { "3 may 14", "2014-05-03" },
  { "3/5/46", "2046-05-03" },
  { "3/5/47", "1947-05-03" },
  { "1/2", "2027-02-01" },
  { "30/8", "2026-08-30" },
  { "29/2/24", "2024-02-29" },
  { "29 feb", NULL },
  { "29/2/25", NULL },
  { "31/4/26", NULL },
  { "today", "2026-11-10" },
  { "Tod", "2026-11-10" },
  { "tomorrow", "2026-11-11" },
  { "yesterday", "2026-11-09" },
  { "+3", "2026-11-13" },
  { "-3", "2026-11-07" },
  { "+2w", "2026-11-24" },
  { "+0", "2026-11-10" },
  { "wed", "2026-11-11" },
  { "tue", "2026-11-17" },
  { "monday", "2026-11-16" },
  { "", NULL },
  { "12", NULL },
  { "no", NULL },
  { "+", NULL },
  { "+-3", NULL },
  { "+99999", NULL },
  { "12/13/26", NULL },
  { "0/1/26", NULL },
  { "1/2/3/4", NULL },
  { "12/11/999", NULL },
  { "a day that nobody could ever have meant to type into an entry, for sure", NULL },
};

static GDate
get_today (void)
{
  return way_date_ymd (2026, 11, 10);
}

static void
test_parse_reads_what_people_type (void)
{
  GDate today = get_today ();

  for (guint i = 0; i < G_N_ELEMENTS (typed_rows); i++)
    {
      g_autofree char *iso = NULL;
      gboolean good;
      GDate day;

      g_test_message ("“%s”", typed_rows[i].typed);
      good = way_date_words_parse (typed_rows[i].typed, &today, &day);
      iso = way_date_to_iso (&day);
      g_assert_cmpint (good, ==, typed_rows[i].iso != NULL);
      g_assert_cmpstr (iso, ==, good ? typed_rows[i].iso : "");
    }
}

/* Whatever the program shows, an entry must read back. */
static void
test_parse_reads_what_is_shown (void)
{
  GDate today = get_today ();

  for (int days = -4000; days < 4000; days += 7)
    {
      GDate day = way_date_add_days (&today, days);
      g_autofree char *shown = way_date_words_short (&day);
      GDate read;

      g_assert_true (way_date_words_parse (shown, &today, &read));
      g_assert_true (way_date_equal (&read, &day));
    }
}

static void
test_parse_survives_noise (void)
{
  g_autofree char *seed = g_strdup_printf ("%u", g_test_rand_int ());
  GDate today = get_today ();

  g_test_message ("seed %s", seed);
  for (int i = 0; i < 20000; i++)
    {
      static const char letters[] = "0123456789 /-.+wnovtdaymbé";
      char typed[24];
      int length = g_test_rand_int_range (0, (int) sizeof typed);
      GDate day;

      for (int j = 0; j < length; j++)
        typed[j] = letters[g_test_rand_int_range (0, (int) sizeof letters - 1)];
      typed[MAX (length - 1, 0)] = '\0';
      if (!g_utf8_validate (typed, -1, NULL))
        continue;
      if (way_date_words_parse (typed, &today, &day))
        g_assert_true (way_date_is_set (&day));
      else
        g_assert_false (way_date_is_set (&day));
    }
}

static void
test_day_names_another_year (void)
{
  GDate today = get_today ();
  GDate near_day = way_date_ymd (2026, 11, 12);
  GDate far_day = way_date_ymd (2027, 1, 21);
  g_autofree char *near_words = way_date_words_day (&near_day, &today);
  g_autofree char *far_words = way_date_words_day (&far_day, &today);

  g_assert_cmpstr (near_words, ==, "Thu 12 Nov");
  g_assert_cmpstr (far_words, ==, "Thu 21 Jan 2027");
}

static void
test_long_names_all (void)
{
  GDate day = get_today ();
  g_autofree char *words = way_date_words_long (&day);

  g_assert_cmpstr (words, ==, "Tuesday 10 November 2026");
}

static void
test_due_counts_school_days (void)
{
  static const struct
  {
    int         days;
    int         school_days;
    const char *words;
  } rows[] = {
    { 0, 0, "Today" },
    { 1, 1, "Tomorrow" },
    { 2, 2, "In 2 school days" },
    { 5, 1, "In 1 school day" },
    { -4, -2, "2 school days late" },
    { -1, -1, "1 school day late" },
  };
  GDate today = get_today ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate due = way_date_add_days (&today, rows[i].days);
      g_autofree char *words = way_date_words_due (&due, &today, rows[i].school_days);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_near_counts_days (void)
{
  static const struct
  {
    int         days;
    const char *words;
  } rows[] = {
    { 0, "Today" }, { 1, "Tomorrow" }, { -1, "Yesterday" }, { 10, "In 10 days" },
    { -10, "10 days ago" },
  };
  GDate today = get_today ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate day = way_date_add_days (&today, rows[i].days);
      g_autofree char *words = way_date_words_near (&day, &today);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_months_and_weekdays_have_names (void)
{
  GDate today = get_today ();
  GDate may = way_date_ymd (2027, 5, 3);
  g_autofree char *november_words = way_date_words_month (&today);
  g_autofree char *may_words = way_date_words_month (&may);

  g_assert_cmpstr (november_words, ==, "November 2026");
  g_assert_cmpstr (may_words, ==, "May 2027");
  g_assert_cmpstr (way_date_words_weekday (1), ==, "Mon");
  g_assert_cmpstr (way_date_words_weekday (7), ==, "Sun");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/date-words/parse/reads-what-people-type",
                   test_parse_reads_what_people_type);
  g_test_add_func ("/app/date-words/parse/reads-what-is-shown", test_parse_reads_what_is_shown);
  g_test_add_func ("/app/date-words/parse/survives-noise", test_parse_survives_noise);
  g_test_add_func ("/app/date-words/day/names-another-year", test_day_names_another_year);
  g_test_add_func ("/app/date-words/long/names-all", test_long_names_all);
  g_test_add_func ("/app/date-words/month/names-it", test_months_and_weekdays_have_names);
  g_test_add_func ("/app/date-words/due/counts-school-days", test_due_counts_school_days);
  g_test_add_func ("/app/date-words/near/counts-days", test_near_counts_days);

  return g_test_run ();
}
