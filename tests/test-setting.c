/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which settings have a roll, and the days on which it is counted. */

#include "way-census.h"
#include "way-field.h"
#include "way-setting.h"

#include "way-test-calendar.h"

static void
test_is_school (void)
{
  static const struct
  {
    const char *type;
    const char *directory_type;
    gint64      registered;
    gboolean    is_school;
  } cases[] = {
    { "14", NULL, WAY_INTEGER_NONE, TRUE },             /* pupil referral unit */
    { "11", NULL, WAY_INTEGER_NONE, TRUE },             /* independent */
    { "18", NULL, WAY_INTEGER_NONE, FALSE },            /* further education */
    { "14", "NON_SCHOOL", 0, TRUE },                    /* the register speaks first */
    { "18", "PRU", 1, FALSE },
    { NULL, "PRU", WAY_INTEGER_NONE, TRUE },
    { NULL, "AP_ACADEMY", WAY_INTEGER_NONE, TRUE },
    { NULL, "TUITION", WAY_INTEGER_NONE, FALSE },
    { NULL, "NON_SCHOOL", 1, TRUE },
    { NULL, "INDEPENDENT", 0, FALSE },
    { NULL, NULL, 1, TRUE },
    { NULL, NULL, WAY_INTEGER_NONE, FALSE },
    { "nonsense", "PRU", 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpint (way_setting_is_school (cases[i].type, cases[i].directory_type,
                                              cases[i].registered), ==, cases[i].is_school);
    }
}

static void
test_both_registrations_put_on_roll (void)
{
  g_assert_true (way_setting_has_on_roll ("DUAL_SCHOOL_MAIN"));
  g_assert_true (way_setting_has_on_roll ("SINGLE_AP"));
  g_assert_false (way_setting_has_on_roll (NULL));
  g_assert_false (way_setting_has_on_roll ("nonsense"));
}

static void
test_census_days (void)
{
  static const char *const expected[] = {
    "2020-01-16", "2020-05-21", "2020-10-01", "2021-01-21", "2021-05-20", "2021-10-07",
    "2022-01-20", "2022-05-19",
  };
  GDate from = way_test_date ("2020-01-16");
  GDate to = way_test_date ("2022-05-19");
  g_autoptr(GArray) days = way_census_days (&from, &to);

  g_assert_cmpuint (days->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < days->len; i++)
    way_test_assert_date (g_array_index (days, GDate, i), expected[i]);
}

static void
test_no_census_between (void)
{
  GDate from = way_test_date ("2022-01-21");
  GDate to = way_test_date ("2022-05-18");
  g_autoptr(GArray) days = way_census_days (&from, &to);

  g_assert_cmpuint (days->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/setting/is-school", test_is_school);
  g_test_add_func ("/rules/setting/both-registrations-put-on-roll",
                   test_both_registrations_put_on_roll);
  g_test_add_func ("/rules/census/days", test_census_days);
  g_test_add_func ("/rules/census/none-between", test_no_census_between);
  return g_test_run ();
}
