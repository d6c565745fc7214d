/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-words.h"

#include "way-test-chart.h"

#include <math.h>

static void
test_number_rounds_and_groups (void)
{
  static const struct { double value; guint decimals; const char *said, *plain; } rows[] = {
    { 0, 0, "0", "0" },
    { 183, 0, "183", "183" },
    { 1234, 0, "1,234", "1234" },
    { 75000, 0, "75,000", "75000" },
    { 1234567.891, 2, "1,234,567.89", "1234567.89" },
    { 84.65, 1, "84.7", "84.7" },
    { 2.5, 0, "3", "3" },
    { -2.5, 0, "\u22123", "-3" },
    { -0.2, 0, "0", "0" },
    { -0.04, 1, "0.0", "0.0" },
    { 0.5, 1, "0.5", "0.5" },
    { NAN, 0, "", "" },
    { INFINITY, 1, "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = way_chart_say_number (rows[i].value, rows[i].decimals);
      g_autofree char *plain = way_chart_plain_number (rows[i].value, rows[i].decimals);

      g_test_message ("%f to %u", rows[i].value, rows[i].decimals);
      g_assert_cmpstr (said, ==, rows[i].said);
      g_assert_cmpstr (plain, ==, rows[i].plain);
    }
}

static void
test_huge_number_stays_whole (void)
{
  g_autofree char *said = way_chart_say_number (1e300, 6);

  g_assert_cmpuint (strlen (said), >, 300);
}

static void
test_days_are_said_as_people_say_them (void)
{
  guint32 day = julian (2026, 11, 12);
  g_autofree char *brief = way_chart_say_day (NULL, day);
  g_autofree char *date = way_chart_say_date (NULL, day);
  g_autofree char *month = way_chart_say_month (NULL, day);
  g_autofree char *none = way_chart_say_day (NULL, 0);

  g_assert_cmpstr (brief, ==, "Thu 12 Nov 2026");
  g_assert_cmpstr (date, ==, "12 November 2026");
  g_assert_cmpstr (month, ==, "November 2026");
  g_assert_cmpstr (none, ==, "");
}

static const char *
translate_loudly (const char *msgid,
                  const char *plural,
                  gulong      n)
{
  if (plural != NULL)
    return n == 1 ? "UN" : "LLAWER";
  return g_str_equal (msgid, "Nov") ? "Tach" : msgid;
}

static void
test_translator_is_asked (void)
{
  g_autofree char *day = way_chart_say_day (translate_loudly, julian (2026, 11, 12));

  g_assert_cmpstr (day, ==, "Thu 12 Tach 2026");
  g_assert_cmpstr (way_chart_say_n (translate_loudly, "one", "many", 2), ==, "LLAWER");
  g_assert_cmpstr (way_chart_say_n (NULL, "one", "many", 1), ==, "one");
  g_assert_cmpstr (way_chart_say_n (NULL, "one", "many", 0), ==, "many");
}

static void
test_units_stand_at_the_number (void)
{
  static const struct
  {
    double      value;
    const char *unit;
    const char *text;
  } cases[] = {
    { 86.4, "%", "86.4%" }, { 1.25, "\u00a3m", "\u00a31.3m" }, { -40, "\u00a3", "\u2212\u00a340.0" },
    { 183, "pupils", "183.0" }, { 183, NULL, "183.0" }, { NAN, "%", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = way_chart_say_amount (cases[i].value, 1, cases[i].unit);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/words/number-rounds-and-groups", test_number_rounds_and_groups);
  g_test_add_func ("/chart/words/huge-number-stays-whole", test_huge_number_stays_whole);
  g_test_add_func ("/chart/words/days-as-people-say-them", test_days_are_said_as_people_say_them);
  g_test_add_func ("/chart/words/units-at-the-number", test_units_stand_at_the_number);
  g_test_add_func ("/chart/words/translator-is-asked", test_translator_is_asked);
  return g_test_run ();
}
