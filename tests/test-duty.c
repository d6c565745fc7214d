/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-duty.h"

#include "way-codes.h"
#include "way-test-calendar.h"

static GDate
maybe (const char *text)
{
  return text != NULL ? way_test_date (text) : way_date_none ();
}

/* Due on Thursday 12 November 2026; two school days left are amber. */
static void
test_states (void)
{
  static const struct
  {
    const char  *today, *due, *met, *paused, *resumed;
    gboolean     overridden;
    WayDutyState state;
    int          days_left;
  } rows[] = {
    { "2026-11-05", "2026-11-12", NULL, NULL, NULL, FALSE, WAY_DUTY_OPEN, 5 },
    { "2026-11-09", "2026-11-12", NULL, NULL, NULL, FALSE, WAY_DUTY_OPEN, 3 },
    { "2026-11-10", "2026-11-12", NULL, NULL, NULL, FALSE, WAY_DUTY_DUE, 2 },
    { "2026-11-12", "2026-11-12", NULL, NULL, NULL, FALSE, WAY_DUTY_DUE, 0 },
    { "2026-11-13", "2026-11-12", NULL, NULL, NULL, FALSE, WAY_DUTY_BREACHED, -1 },
    { "2026-11-17", "2026-11-12", NULL, NULL, NULL, FALSE, WAY_DUTY_BREACHED, -3 },
    { "2026-11-14", "2026-11-13", NULL, NULL, NULL, FALSE, WAY_DUTY_BREACHED, 0 },
    { "2026-11-13", "2026-11-12", "2026-11-12", NULL, NULL, FALSE, WAY_DUTY_MET, 0 },
    { "2026-11-20", "2026-11-12", "2026-11-13", NULL, NULL, FALSE, WAY_DUTY_MET_LATE, 0 },
    { "2026-11-10", "2026-11-12", "2026-11-11", NULL, NULL, FALSE, WAY_DUTY_DUE, 2 },
    { "2026-11-20", "2026-11-12", NULL, NULL, NULL, TRUE, WAY_DUTY_OVERRIDDEN, 0 },
    { "2026-11-20", "2026-11-12", "2026-11-11", NULL, NULL, TRUE, WAY_DUTY_MET, 0 },
    { "2026-11-20", "2026-11-12", NULL, "2026-11-10", NULL, FALSE, WAY_DUTY_PAUSED, -6 },
    { "2026-11-09", "2026-11-12", NULL, "2026-11-10", NULL, FALSE, WAY_DUTY_OPEN, 3 },
    { "2026-11-20", "2026-11-12", NULL, "2026-11-10", "2026-11-16", FALSE, WAY_DUTY_BREACHED, -6 },
    { "2026-11-20", NULL, NULL, NULL, NULL, FALSE, WAY_DUTY_NOT_APPLICABLE, 0 },
    { "2026-10-22", "2026-11-02", NULL, NULL, NULL, FALSE, WAY_DUTY_DUE, 1 },
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayDutyFacts facts = {
        .due = maybe (rows[i].due),
        .met = maybe (rows[i].met),
        .paused = maybe (rows[i].paused),
        .resumed = maybe (rows[i].resumed),
        .overridden = rows[i].overridden,
      };
      GDate today = way_test_date (rows[i].today);
      WayDuty duty = way_duty_judge (&facts, days, &today, 2);

      g_test_message ("row %u: %s", i, rows[i].today);
      g_assert_cmpint (duty.state, ==, rows[i].state);
      g_assert_cmpint (duty.days_left, ==, rows[i].days_left);
    }
}

static void
test_amber_is_a_setting (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  WayDutyFacts facts = { .due = way_test_date ("2026-11-12"), .met = way_date_none () };
  GDate today = way_test_date ("2026-11-09");

  g_assert_cmpint (way_duty_judge (&facts, days, &today, 2).state, ==, WAY_DUTY_OPEN);
  g_assert_cmpint (way_duty_judge (&facts, days, &today, 3).state, ==, WAY_DUTY_DUE);
}

/* A duty that nobody touches only ever goes open, due, in breach. */
static void
test_a_duty_ages_in_one_direction (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();

  for (guint n = 0; n < 200; n++)
    {
      GDate start = way_test_date ("2026-09-01");
      GDate due = way_date_add_days (&start, g_test_rand_int_range (0, 300));
      WayDutyFacts facts = { .due = due };
      guint amber = g_test_rand_int_range (0, 6);
      WayDutyState last = WAY_DUTY_OPEN;
      int left = G_MAXINT;

      for (int i = -20; i < 20; i++)
        {
          GDate today = way_date_add_days (&due, i);
          WayDuty duty = way_duty_judge (&facts, days, &today, amber);

          g_assert_cmpint (duty.state, >=, last);
          g_assert_cmpint (duty.days_left, <=, left);
          g_assert_cmpint (duty.state == WAY_DUTY_BREACHED, ==, i > 0);
          last = duty.state;
          left = duty.days_left;
        }
    }
}

/* The total of a year against its limit, in half days. */
static void
test_a_limit_is_watched (void)
{
  static const struct { int count; WayDutyState state; int left; } rows[] = {
    { 60, WAY_DUTY_OPEN, 15 }, { 79, WAY_DUTY_OPEN, 5 }, { 80, WAY_DUTY_DUE, 5 },
    { 90, WAY_DUTY_DUE, 0 }, { 91, WAY_DUTY_BREACHED, -1 }, { 94, WAY_DUTY_BREACHED, -2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayDuty duty = way_duty_judge_limit (rows[i].count, 80, 90);

      g_assert_cmpint (duty.state, ==, rows[i].state);
      g_assert_cmpint (duty.days_left, ==, rows[i].left);
    }
}

static void
test_states_have_their_codes (void)
{
  for (guint i = 0; i < WAY_N_DUTY_STATES; i++)
    {
      g_assert_true (way_codes_has ("duty_state", way_duty_state_code (i)));
      g_assert_cmpint (way_duty_is_live (i), ==, i <= WAY_DUTY_PAUSED);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/duty/states", test_states);
  g_test_add_func ("/rules/duty/amber-is-a-setting", test_amber_is_a_setting);
  g_test_add_func ("/rules/duty/ages-in-one-direction", test_a_duty_ages_in_one_direction);
  g_test_add_func ("/rules/duty/limit", test_a_limit_is_watched);
  g_test_add_func ("/rules/duty/codes", test_states_have_their_codes);
  return g_test_run ();
}
