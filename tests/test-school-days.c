/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-school-days.h"

#include <string.h>

#include "way-codes.h"
#include "way-rules-error.h"
#include "way-test-calendar.h"

#define D(text) way_test_date (text)

static void
test_the_specimen_has_190_days_in_40_weeks (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate from = D ("2026-09-01");
  GDate to = D ("2027-08-31");

  g_assert_cmpuint (way_school_days_count (days, &from, &to), ==, 190);
  g_assert_cmpuint (way_school_days_count_half_days (days, &from, &to), ==, 380);
  g_assert_cmpuint (way_school_days_count_weeks (days, &from, &to), ==, 40);
  g_assert_false (way_school_days_is_fallback (days, &from, &to));
}

static void
test_a_day_says_what_it_is (void)
{
  static const struct { const char *day; WayDayKind kind; } rows[] = {
    { "2026-09-01", WAY_DAY_INSET }, { "2026-09-02", WAY_DAY_SCHOOL },
    { "2026-09-05", WAY_DAY_WEEKEND }, { "2026-10-23", WAY_DAY_INSET },
    { "2026-10-26", WAY_DAY_HOLIDAY }, { "2026-12-25", WAY_DAY_BANK_HOLIDAY },
    { "2027-05-03", WAY_DAY_BANK_HOLIDAY }, { "2027-08-31", WAY_DAY_HOLIDAY },
    { "1989-12-31", WAY_DAY_CLOSURE }, { "2070-01-01", WAY_DAY_CLOSURE },
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate day = D (rows[i].day);

      g_test_message ("%s", rows[i].day);
      g_assert_cmpint (way_school_days_kind (days, &day), ==, rows[i].kind);
    }
}

static void
test_kinds_have_their_codes (void)
{
  for (guint i = 0; i < WAY_N_DAY_KINDS; i++)
    {
      const WayCode *code = way_codes_lookup ("calendar_kind", way_day_kind_code (i));

      g_assert_nonnull (code);
      g_assert_nonnull (way_day_kind_label (i));
      if (!g_str_equal (code->id, "TERM"))
        g_assert_cmpint (way_code_is (code, "open"), ==, way_day_kind_is_open (i));
    }
}

static void
test_a_year_without_a_calendar_falls_back_to_weekdays (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate school_day = D ("2025-11-04");
  GDate bank_holiday = D ("2026-04-03");
  GDate before = D ("2026-08-31");

  g_assert_true (way_school_days_is_open (days, &school_day));
  g_assert_null (way_school_days_source (days, &school_day));
  g_assert_true (way_school_days_is_fallback (days, &school_day, &school_day));
  g_assert_cmpint (way_school_days_kind (days, &bank_holiday), ==, WAY_DAY_BANK_HOLIDAY);
  g_assert_cmpint (way_school_days_kind (days, &before), ==, WAY_DAY_BANK_HOLIDAY);
}

static void
test_own_days_lie_over_the_authoritys (void)
{
  g_autoptr(GArray) rows = way_test_specimen_rows ();
  WayDayRow own = { D ("2026-11-06"), D ("2026-11-06"), "INSET" };
  WayDayLayer layers[] = {
    { "School", &own, 1 }, { "Authority", (const WayDayRow *) rows->data, rows->len },
  };
  g_autoptr(WaySchoolDays) days = way_school_days_new (layers, 2, NULL);
  GDate next = D ("2026-11-09");
  GDate from = D ("2026-09-01");
  GDate to = D ("2027-08-31");

  g_assert_cmpuint (way_school_days_count (days, &from, &to), ==, 189);
  g_assert_cmpstr (way_school_days_source (days, &own.from), ==, "School");
  g_assert_cmpstr (way_school_days_source (days, &next), ==, "Authority");
  g_assert_cmpstr (way_school_days_name (days), ==, "School");
  g_assert_true (way_school_days_is_fallback (days, &next, &next));
  g_assert_false (way_school_days_is_fallback (days, &own.from, &own.from));
}

static void
test_a_calendar_without_terms_only_takes_days_away (void)
{
  WayDayRow own = { D ("2026-10-26"), D ("2026-10-30"), "HOLIDAY" };
  WayDayLayer layer = { "School", &own, 1 };
  g_autoptr(WaySchoolDays) days = way_school_days_new (&layer, 1, NULL);
  GDate from = D ("2026-10-19");
  GDate to = D ("2026-11-08");

  g_assert_cmpuint (way_school_days_count (days, &from, &to), ==, 10);
}

static void
test_a_session_opens_a_closed_day (void)
{
  WayDayRow rows[] = {
    { D ("2026-11-02"), D ("2026-11-13"), "TERM" },
    { D ("2026-11-14"), D ("2026-11-14"), "SESSION_AM" },       /* a Saturday */
    { D ("2026-11-05"), D ("2026-11-05"), "SESSION_PM" },
    { D ("2026-11-16"), D ("2026-11-16"), "SESSION_AM" },
    { D ("2026-11-16"), D ("2026-11-16"), "SESSION_PM" },
    { D ("2026-11-06"), D ("2026-11-06"), "SESSION_AM" },
    { D ("2026-11-06"), D ("2026-11-06"), "CLOSURE" },
  };
  WayDayLayer layer = { "School", rows, G_N_ELEMENTS (rows) };
  g_autoptr(WaySchoolDays) days = way_school_days_new (&layer, 1, NULL);

  g_assert_cmpint (way_school_days_kind (days, &rows[1].from), ==, WAY_DAY_MORNING);
  g_assert_cmpint (way_school_days_kind (days, &rows[2].from), ==, WAY_DAY_AFTERNOON);
  g_assert_cmpint (way_school_days_kind (days, &rows[3].from), ==, WAY_DAY_SCHOOL);
  g_assert_cmpint (way_school_days_kind (days, &rows[6].from), ==, WAY_DAY_CLOSURE);
  g_assert_cmpuint (way_school_days_count (days, &rows[0].from, &rows[3].from), ==, 11);
  g_assert_cmpuint (way_school_days_count_half_days (days, &rows[0].from, &rows[3].from), ==, 20);
}

static void
test_a_term_that_begins_in_august_leaves_the_year_before_alone (void)
{
  WayDayRow term = { D ("2026-08-27"), D ("2026-10-16"), "TERM" };
  WayDayLayer layer = { "School", &term, 1 };
  g_autoptr(WaySchoolDays) days = way_school_days_new (&layer, 1, NULL);
  GDate spring = D ("2026-03-03");
  GDate after = D ("2027-03-03");

  g_assert_true (way_school_days_is_open (days, &term.from));
  g_assert_true (way_school_days_is_open (days, &spring));
  g_assert_false (way_school_days_is_open (days, &after));
}

static void
test_a_bad_row_is_refused_with_its_number (void)
{
  static const struct { const char *from, *to, *kind, *message; int code; } rows[] = {
    { "2026-09-01", "2026-09-01", "PARTY", "School: row 2: kind", WAY_RULES_ERROR_UNKNOWN },
    { "2026-09-01", "2026-09-01", "WEEKEND", "School: row 2: kind", WAY_RULES_ERROR_UNKNOWN },
    { "2026-09-01", "2026-09-01", NULL, "School: row 2: kind", WAY_RULES_ERROR_UNKNOWN },
    { "2026-09-02", "2026-09-01", "TERM", "row 2: to: is before", WAY_RULES_ERROR_INVALID },
    { "1980-09-02", "2026-09-01", "TERM", "row 2: from, to:", WAY_RULES_ERROR_INVALID },
    { "2026-09-02", "2099-09-01", "TERM", "row 2: from, to:", WAY_RULES_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayDayRow two[] = {
        { D ("2026-01-01"), D ("2026-01-02"), "HOLIDAY" },
        { D (rows[i].from), D (rows[i].to), rows[i].kind },
      };
      WayDayLayer layer = { "School", two, 2 };
      g_autoptr(GError) error = NULL;

      g_assert_null (way_school_days_new (&layer, 1, &error));
      g_assert_error (error, WAY_RULES_ERROR, rows[i].code);
      g_assert_nonnull (strstr (error->message, rows[i].message));
    }
}

/* The slow obvious calendar: what each day is, from the rules in words. */

typedef struct
{
  WayDayRow rows[2][12];
  gsize     n_rows[2];
} Slow;

static gboolean
slow_has (const Slow  *slow,
          guint        layer,
          const char  *kind,
          const GDate *day)
{
  for (gsize i = 0; i < slow->n_rows[layer]; i++)
    if (g_str_equal (slow->rows[layer][i].kind, kind) &&
        way_date_within (day, &slow->rows[layer][i].from, &slow->rows[layer][i].to))
      return TRUE;
  return FALSE;
}

static gboolean
slow_names_year (const Slow  *slow,
                 guint        layer,
                 const GDate *day)
{
  for (gsize i = 0; i < slow->n_rows[layer]; i++)
    if (g_str_equal (slow->rows[layer][i].kind, "TERM") &&
        way_date_school_year (&slow->rows[layer][i].to) == way_date_school_year (day))
      return TRUE;
  return FALSE;
}

static gboolean
slow_is_open (const Slow  *slow,
              const GDate *day)
{
  gboolean working = way_school_days_is_working_day (day);

  for (guint layer = 0; layer < 2; layer++)
    {
      if (slow_has (slow, layer, "INSET", day) || slow_has (slow, layer, "HOLIDAY", day) ||
          slow_has (slow, layer, "CLOSURE", day) || slow_has (slow, layer, "BANK_HOLIDAY", day))
        return FALSE;
      if (slow_has (slow, layer, "SESSION_AM", day) || slow_has (slow, layer, "SESSION_PM", day))
        return TRUE;
      if (slow_has (slow, layer, "TERM", day))
        return working;
      if (slow_names_year (slow, layer, day))
        return FALSE;
    }
  return working;
}

static void
random_calendar (Slow *slow)
{
  static const char *const kinds[] = { "TERM", "TERM", "HOLIDAY", "INSET", "CLOSURE",
                                       "SESSION_AM", "SESSION_PM", "BANK_HOLIDAY" };
  GDate start = D ("2026-07-01");

  for (guint layer = 0; layer < 2; layer++)
    {
      slow->n_rows[layer] = g_test_rand_int_range (0, 12);
      for (gsize i = 0; i < slow->n_rows[layer]; i++)
        {
          WayDayRow *row = &slow->rows[layer][i];

          row->kind = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))];
          row->from = way_date_add_days (&start, g_test_rand_int_range (0, 450));
          row->to = way_date_add_days (&row->from, g_test_rand_int_range (0, 40));
        }
    }
}

static void
test_counting_agrees_with_looking_at_every_day (void)
{
  for (guint round = 0; round < 200; round++)
    {
      Slow slow;
      WayDayLayer layers[2];
      g_autoptr(WaySchoolDays) days = NULL;
      GDate from = D ("2026-06-01");
      guint offset = g_test_rand_int_range (0, 300);
      guint length = g_test_rand_int_range (0, 250);
      guint count = 0;
      GDate to;

      random_calendar (&slow);
      for (guint i = 0; i < 2; i++)
        layers[i] = (WayDayLayer) { "layer", slow.rows[i], slow.n_rows[i] };
      days = way_school_days_new (layers, 2, NULL);

      from = way_date_add_days (&from, offset);
      for (guint i = 0; i <= length; i++)
        {
          GDate day = way_date_add_days (&from, i);
          gboolean open = way_school_days_is_open (days, &day);

          g_assert_cmpint (open, ==, slow_is_open (&slow, &day));
          if (!open)
            continue;
          count++;
          to = way_school_days_nth (days, &from, count);
          g_assert_true (way_date_equal (&to, &day));
        }
      to = way_date_add_days (&from, length);
      g_assert_cmpuint (way_school_days_count (days, &from, &to), ==, count);
      for (guint n = 1; n <= count; n++)
        {
          GDate end = way_date_add_days (&to, 1);
          GDate back = way_school_days_nth_before (days, &end, n);
          GDate forth = way_school_days_nth (days, &from, count - n + 1);

          g_assert_true (way_date_equal (&back, &forth));
        }
    }
}

static void
test_before_after_and_last (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate friday = D ("2026-11-06");
  GDate sunday = D ("2026-11-08");
  GDate after = way_school_days_nth_after (days, &friday, 1);
  GDate before = way_school_days_nth_before (days, &friday, 1);
  GDate last = way_school_days_last (days, &sunday);
  GDate same = way_school_days_last (days, &friday);

  way_test_assert_date (after, "2026-11-09");
  way_test_assert_date (before, "2026-11-05");
  way_test_assert_date (last, "2026-11-06");
  way_test_assert_date (same, "2026-11-06");
}

static void
test_past_the_known_years_there_is_no_date (void)
{
  g_autoptr(WaySchoolDays) days = way_school_days_new (NULL, 0, NULL);
  GDate first = D ("1990-01-01");
  GDate last = D ("2069-12-31");
  GDate early = D ("1980-01-01");
  GDate late = D ("2080-01-01");
  GDate none = way_date_none ();
  g_autoptr(GPtrArray) holidays = way_codes_list ("bank_holiday", NULL);
  GDate found;

  found = way_school_days_nth (days, &last, 2);
  g_assert_false (way_date_is_set (&found));
  found = way_school_days_nth (days, &late, 1);
  g_assert_false (way_date_is_set (&found));
  found = way_school_days_nth (days, &none, 1);
  g_assert_false (way_date_is_set (&found));
  found = way_school_days_nth_before (days, &first, 1);
  g_assert_false (way_date_is_set (&found));
  found = way_school_days_nth_before (days, &late, 1);
  way_test_assert_date (found, "2069-12-31");
  found = way_school_days_nth (days, &early, 1);
  way_test_assert_date (found, "1990-01-01");
  g_assert_cmpuint (way_school_days_count (days, &early, &late), ==, 20872 - holidays->len);
  g_assert_cmpuint (way_school_days_count (days, &late, &early), ==, 0);
}

static void
test_half_terms_end_where_a_week_is_free (void)
{
  static const struct { const char *day, *from, *to; } rows[] = {
    { "2026-09-01", "2026-09-02", "2026-10-22" }, { "2026-10-22", "2026-09-02", "2026-10-22" },
    { "2026-10-28", "2026-11-02", "2026-12-18" }, { "2027-01-20", "2027-01-05", "2027-02-11" },
    { "2027-03-01", "2027-02-22", "2027-03-25" }, { "2027-05-03", "2027-04-12", "2027-05-27" },
    { "2027-07-21", "2027-06-07", "2027-07-21" },
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate day = D (rows[i].day);
      GDate from, to;

      g_assert_true (way_school_days_half_term (days, &day, &from, &to));
      way_test_assert_date (from, rows[i].from);
      way_test_assert_date (to, rows[i].to);
    }
}

static void
test_half_terms_are_unknown_without_a_calendar (void)
{
  g_autoptr(WaySchoolDays) days = way_school_days_new (NULL, 0, NULL);
  GDate day = D ("2026-11-05");
  GDate from, to;

  g_assert_false (way_school_days_half_term (days, &day, &from, &to));
}

/* Snow for a week is no half-term break. */
static void
test_a_closure_does_not_end_a_half_term (void)
{
  g_autoptr(GArray) rows = way_test_specimen_rows ();
  WayDayRow snow = { D ("2026-11-16"), D ("2026-11-20"), "CLOSURE" };
  WayDayLayer layer;
  g_autoptr(WaySchoolDays) days = NULL;
  GDate from, to;

  g_array_append_val (rows, snow);
  layer = (WayDayLayer) { "School", (const WayDayRow *) rows->data, rows->len };
  days = way_school_days_new (&layer, 1, NULL);
  g_assert_true (way_school_days_half_term (days, &snow.from, &from, &to));
  way_test_assert_date (from, "2026-11-02");
  way_test_assert_date (to, "2026-12-18");
}

static void
test_weeks_without_school_do_not_count (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate start = D ("2026-11-02");
  GDate holiday = D ("2026-10-28");
  GDate end = way_school_days_nth_week (days, &start, 20);
  GDate first = way_school_days_nth_week (days, &holiday, 1);
  GDate to = D ("2027-04-23");

  way_test_assert_date (end, "2027-04-23");
  way_test_assert_date (first, "2026-11-06");
  g_assert_cmpuint (way_school_days_count_weeks (days, &start, &to), ==, 20);
}

static void
test_the_first_of_weeks_and_months (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate from = D ("2026-10-01");
  GDate to = D ("2027-01-31");
  g_autoptr(GArray) weeks = way_school_days_first_of_weeks (days, &from, &to);
  g_autoptr(GArray) months = way_school_days_first_of_months (days, &from, &to);

  g_assert_cmpuint (weeks->len, ==, 15);
  way_test_assert_date (g_array_index (weeks, GDate, 0), "2026-10-01");
  way_test_assert_date (g_array_index (weeks, GDate, 4), "2026-11-02");
  g_assert_cmpuint (months->len, ==, 4);
  way_test_assert_date (g_array_index (months, GDate, 1), "2026-11-02");
  way_test_assert_date (g_array_index (months, GDate, 3), "2027-01-05");
}

/* The bank holidays of the bundled list are an independent witness. */
static void
test_easter_monday_is_the_bank_holiday (void)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("bank_holiday", NULL);
  guint found = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      GDate day;

      if (!g_str_equal (row->label, "Easter Monday"))
        continue;
      day = D (row->id);
      day = way_school_days_easter_monday (g_date_get_year (&day));
      way_test_assert_date (day, row->id);
      found++;
    }
  g_assert_cmpuint (found, >=, 15);
}

static void
test_exclusions_count_in_three_terms (void)
{
  static const struct { const char *day, *from, *to; } rows[] = {
    { "2026-12-31", "2026-08-01", "2026-12-31" }, { "2027-01-01", "2027-01-01", "2027-03-29" },
    { "2027-03-29", "2027-01-01", "2027-03-29" }, { "2027-03-30", "2027-03-30", "2027-07-31" },
    { "2027-08-01", "2027-08-01", "2027-12-31" }, { "2026-11-05", "2026-08-01", "2026-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate day = D (rows[i].day);
      GDate from, to;

      way_school_days_exclusion_term (&day, &from, &to);
      way_test_assert_date (from, rows[i].from);
      way_test_assert_date (to, rows[i].to);
    }
}

static void
test_a_year_has_three_terms (void)
{
  static const struct { const char *name, *from, *to, *first, *last; } rows[] = {
    { "autumn", "2026-08-01", "2026-12-31", "2026-09-02", "2026-12-18" },
    { "spring", "2027-01-01", "2027-03-29", "2027-01-05", "2027-03-25" },
    { "summer", "2027-03-30", "2027-07-31", "2027-04-12", "2027-07-21" },
    { "autumn", "2027-08-01", "2027-12-31", "", "" },
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate from = D ("2026-09-01");
  GDate to = D ("2027-08-31");
  g_autoptr(GArray) terms = way_school_days_terms (days, &from, &to);

  g_assert_cmpuint (terms->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < terms->len; i++)
    {
      const WayTerm *term = &g_array_index (terms, WayTerm, i);

      g_assert_cmpstr (term->name, ==, rows[i].name);
      g_assert_true (way_codes_has ("term", term->name));
      g_assert_cmpint (term->year, ==, i < 3 ? 2026 : 2027);
      way_test_assert_date (term->from, rows[i].from);
      way_test_assert_date (term->to, rows[i].to);
      way_test_assert_date (term->first, rows[i].first);
      way_test_assert_date (term->last, rows[i].last);
    }
}

static void
test_post_rests_on_weekends_and_bank_holidays (void)
{
  static const struct { const char *day; gboolean working; } rows[] = {
    { "2026-12-24", TRUE }, { "2026-12-25", FALSE }, { "2026-12-26", FALSE },
    { "2026-12-28", FALSE }, { "2026-12-29", TRUE }, { "2026-10-23", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate day = D (rows[i].day);

      g_assert_cmpint (way_school_days_is_working_day (&day), ==, rows[i].working);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/school-days/specimen", test_the_specimen_has_190_days_in_40_weeks);
  g_test_add_func ("/rules/school-days/kind/of-a-day", test_a_day_says_what_it_is);
  g_test_add_func ("/rules/school-days/kind/codes", test_kinds_have_their_codes);
  g_test_add_func ("/rules/school-days/layers/weekdays",
                   test_a_year_without_a_calendar_falls_back_to_weekdays);
  g_test_add_func ("/rules/school-days/layers/own-over-authority",
                   test_own_days_lie_over_the_authoritys);
  g_test_add_func ("/rules/school-days/layers/without-terms",
                   test_a_calendar_without_terms_only_takes_days_away);
  g_test_add_func ("/rules/school-days/layers/sessions", test_a_session_opens_a_closed_day);
  g_test_add_func ("/rules/school-days/layers/august",
                   test_a_term_that_begins_in_august_leaves_the_year_before_alone);
  g_test_add_func ("/rules/school-days/layers/bad-row", test_a_bad_row_is_refused_with_its_number);
  g_test_add_func ("/rules/school-days/count/agrees-with-every-day",
                   test_counting_agrees_with_looking_at_every_day);
  g_test_add_func ("/rules/school-days/nth/before-after-last", test_before_after_and_last);
  g_test_add_func ("/rules/school-days/nth/unknown-years",
                   test_past_the_known_years_there_is_no_date);
  g_test_add_func ("/rules/school-days/half-term/breaks", test_half_terms_end_where_a_week_is_free);
  g_test_add_func ("/rules/school-days/half-term/unknown",
                   test_half_terms_are_unknown_without_a_calendar);
  g_test_add_func ("/rules/school-days/half-term/closure", test_a_closure_does_not_end_a_half_term);
  g_test_add_func ("/rules/school-days/weeks/count", test_weeks_without_school_do_not_count);
  g_test_add_func ("/rules/school-days/weeks/first-of", test_the_first_of_weeks_and_months);
  g_test_add_func ("/rules/school-days/easter", test_easter_monday_is_the_bank_holiday);
  g_test_add_func ("/rules/school-days/exclusion-term", test_exclusions_count_in_three_terms);
  g_test_add_func ("/rules/school-days/terms", test_a_year_has_three_terms);
  g_test_add_func ("/rules/school-days/working-day", test_post_rests_on_weekends_and_bank_holidays);
  return g_test_run ();
}
