/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do about duties, and what comes of it. */

#include "way-duty-acts.h"

#include "way-test-duties.h"

/* A child excluded on 5 November 2026: C01 is due on the 12th. */
static WayTestWorld *
new_excluded (void)
{
  WayTestWorld *world = way_test_world_new ();

  way_test_put_fields (world, &way_exclusion_entity, "category=PERM from=2026-11-05");
  return world;
}

static gboolean
act_on (WayTestWorld  *world,
        const char    *today,
        const char    *kind,
        const char    *until,
        const char    *reason,
        GError       **error)
{
  g_auto(WayTestDuties) list = way_test_duties (world, today, "2026-11-01");
  GDate last = until != NULL ? way_test_date (until) : way_date_none ();

  world->act.today = way_test_date (today);
  return way_duty_act (&world->act, way_test_duty (&list, "C01"), kind, NULL, &last, reason, error);
}

static void
must (WayTestWorld *world,
      const char   *today,
      const char   *kind,
      const char   *until,
      const char   *reason)
{
  g_autoptr(GError) error = NULL;

  act_on (world, today, kind, until, reason, &error);
  g_assert_no_error (error);
}

static void
assert_on (WayTestWorld *world,
           const char   *today,
           const char   *expected)
{
  g_auto(WayTestDuties) list = way_test_duties (world, today, "2026-11-01");

  way_test_assert_duty (&list, "C01", expected);
}

/* It falls due, turns amber, then red, is met late, and somebody says why. */
static void
test_a_breach_from_end_to_end (void)
{
  g_autoptr(WayTestWorld) world = new_excluded ();
  g_auto(WayTestDuties) list = { NULL };

  assert_on (world, "2026-11-06", "2026-11-12 open 4");
  assert_on (world, "2026-11-10", "2026-11-12 due 2");
  assert_on (world, "2026-11-13", "2026-11-12 breached -1");
  must (world, "2026-11-16", "met", NULL, NULL);
  assert_on (world, "2026-11-16", "2026-11-12 met_late 0");
  list = way_test_duties (world, "2026-11-16", NULL);
  g_assert_true (way_duty_fact_wants_reason (way_test_duty (&list, "C01")));
  must (world, "2026-11-16", "explained", NULL, "No tutor could be found in time");
  way_test_duties_clear (&list);
  list = way_test_duties (world, "2026-11-16", NULL);
  g_assert_false (way_duty_fact_wants_reason (way_test_duty (&list, "C01")));
  g_assert_cmpstr (way_duty_fact_reason (way_test_duty (&list, "C01")), ==,
                   "No tutor could be found in time");
}

static void
test_a_pause_ends_with_its_last_day_or_a_restart (void)
{
  g_autoptr(WayTestWorld) world = new_excluded ();

  must (world, "2026-11-10", "paused", "2026-11-16", "In hospital");
  assert_on (world, "2026-11-09", "2026-11-12 open 3");
  assert_on (world, "2026-11-16", "2026-11-12 paused -2");
  assert_on (world, "2026-11-17", "2026-11-12 breached -3");
  must (world, "2026-11-13", "restarted", NULL, NULL);
  assert_on (world, "2026-11-12", "2026-11-12 paused 0");
  assert_on (world, "2026-11-13", "2026-11-12 breached -1");
}

static void
test_what_was_set_aside_can_be_taken_up_again (void)
{
  g_autoptr(WayTestWorld) world = new_excluded ();

  must (world, "2026-11-10", "overridden", NULL, "Educated at home from the first day");
  assert_on (world, "2026-11-09", "2026-11-12 open 3");
  assert_on (world, "2026-11-20", "2026-11-12 overridden 0");
  must (world, "2026-11-11", "restarted", NULL, NULL);
  assert_on (world, "2026-11-20", "2026-11-12 breached -6");
}

static void
test_an_act_says_who_when_and_can_be_undone (void)
{
  g_autoptr(WayTestWorld) world = new_excluded ();
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) acts = NULL;
  const WayDutyAct *act;

  must (world, "2026-11-10", "considered", NULL, NULL);
  acts = way_records_list (world->db, &way_duty_act_entity, NULL, NULL, &error);
  g_assert_cmpuint (acts->len, ==, 1);
  act = g_ptr_array_index (acts, 0);
  g_assert_cmpstr (act->rule, ==, "C01");
  g_assert_cmpstr (act->by, ==, "Tester");
  g_assert_cmpint (way_date_compare (&act->day, &world->act.today), ==, 0);
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (before, ==, after);
}

static void
test_what_cannot_be_done_is_refused (void)
{
  static const struct { const char *today, *kind, *reason; int code; } cases[] = {
    { "2026-11-10", "explained", "Why", WAY_SERVICE_ERROR_STAGE },
    { "2026-11-10", "restarted", NULL, WAY_SERVICE_ERROR_STAGE },
    { "2026-11-10", "no_such", NULL, WAY_SERVICE_ERROR_STAGE },
    { "2026-11-10", "overridden", NULL, WAY_SERVICE_ERROR_INCOMPLETE },
    { "2026-11-10", "paused", "", WAY_SERVICE_ERROR_INCOMPLETE },
    { "2026-11-13", "explained", NULL, WAY_SERVICE_ERROR_INCOMPLETE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayTestWorld) world = new_excluded ();
      g_autofree char *before = way_test_dump (world);
      g_autofree char *after = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_false (act_on (world, cases[i].today, cases[i].kind, NULL, cases[i].reason,
                              &error));
      g_assert_error (error, WAY_SERVICE_ERROR, cases[i].code);
      after = way_test_dump (world);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_a_day_must_lie_within_the_duty (void)
{
  static const char *const days[] = { "2026-11-04", "2026-11-11" };
  g_autoptr(WayTestWorld) world = new_excluded ();
  g_auto(WayTestDuties) list = way_test_duties (world, "2026-11-10", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      GDate day = way_test_date (days[i]);
      g_autoptr(GError) error = NULL;

      g_assert_false (way_duty_act (&world->act, way_test_duty (&list, "C01"), "met", &day, NULL,
                                    NULL, &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
    }
}

/* C07 only runs once the parents asked. */
static void
test_parents_ask_governors (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = way_test_put_fields (world, &way_exclusion_entity,
                                  "category=SUSP from=2026-10-05 to=2026-10-14"
                                  " informed=2026-10-19");
  WayDutyAct *act = way_duty_act_new ();
  g_auto(WayTestDuties) list = { NULL };

  act->rule = g_strdup ("C07");
  act->pupil = world->pupil;
  act->exclusion = id;
  act->kind = g_strdup ("asked");
  act->day = way_test_date ("2026-10-21");
  way_test_put (world, &way_duty_act_entity, act);
  list = way_test_duties (world, "2026-11-10", NULL);
  way_test_assert_duty (&list, "C07", "2027-01-20 open 40");   /* T07 */
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/duty-acts/breach", test_a_breach_from_end_to_end);
  g_test_add_func ("/service/duty-acts/pause", test_a_pause_ends_with_its_last_day_or_a_restart);
  g_test_add_func ("/service/duty-acts/set-aside", test_what_was_set_aside_can_be_taken_up_again);
  g_test_add_func ("/service/duty-acts/undo", test_an_act_says_who_when_and_can_be_undone);
  g_test_add_func ("/service/duty-acts/refused", test_what_cannot_be_done_is_refused);
  g_test_add_func ("/service/duty-acts/day", test_a_day_must_lie_within_the_duty);
  g_test_add_func ("/service/duty-acts/asked", test_parents_ask_governors);
  return g_test_run ();
}
