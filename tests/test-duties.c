/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties as they follow from what a file holds, on the specimen calendar. */

#include "way-duties.h"

#include "way-test-world.h"

typedef struct
{
  WayTestWorld *world;
  WayFacts     *facts;
  GPtrArray    *duties;
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->duties, g_ptr_array_unref);
  g_clear_pointer (&list->facts, way_facts_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static List
list_since (WayTestWorld *world,
            GDate         today,
            GDate         since)
{
  List list = { .world = world };
  WayDutiesFilter filter = { .since = since };
  g_autoptr(GError) error = NULL;

  list.facts = way_facts_new (world->db, &error);
  g_assert_no_error (error);
  list.duties = way_duties_list (list.facts, &today, &filter, &error);
  g_assert_no_error (error);
  return list;
}

static List
list_on (WayTestWorld *world,
         int           year,
         int           month,
         int           day)
{
  return list_since (world, way_date_ymd (year, month, day), way_date_none ());
}

static const WayDutyFact *
find (const List *list,
      const char *rule)
{
  for (guint i = 0; i < list->duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (list->duties, i);

      if (g_str_equal (fact->rule->id, rule))
        return fact;
    }
  return NULL;
}

static void
assert_duty (const List   *list,
             const char   *rule,
             const char   *due,
             WayDutyState  state,
             int           days_left)
{
  const WayDutyFact *fact = find (list, rule);
  g_autofree char *day = NULL;

  g_assert_nonnull (fact);
  day = way_date_to_iso (&fact->due);
  g_assert_cmpstr (day, ==, due);
  g_assert_cmpint (fact->duty.state, ==, state);
  g_assert_cmpint (fact->duty.days_left, ==, days_left);
}

static WayId
put_exclusion (WayTestWorld *world,
               const char   *category,
               GDate         from,
               GDate         to)
{
  WayExclusion *exclusion = way_exclusion_new ();

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup (category);
  exclusion->from = from;
  exclusion->to = to;
  exclusion->told_parents = exclusion->told_la = exclusion->informed = from;
  return way_test_put (world, &way_exclusion_entity, exclusion);
}

static WayId
put_placement (WayTestWorld *world,
               GDate         start,
               gint64        sessions)
{
  WayPlacement *placement = way_placement_new ();

  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->start = start;
  placement->sessions = sessions;
  return way_test_put (world, &way_placement_entity, placement);
}

/* --- C01 --- */

static void
test_a_permanent_exclusion_is_due_on_its_sixth_day (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
  list = list_on (world, 2026, 11, 10);
  assert_duty (&list, "C01", "2026-11-12", WAY_DUTY_DUE, 2);
  g_assert_cmpstr (find (&list, "C01")->actor, ==, "LA");
  g_assert_cmpstr (find (&list, "C01")->pupil_name, ==, "Kit Ashdown");
}

static void
test_it_is_in_breach_when_its_day_has_passed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
  list = list_on (world, 2026, 11, 16);
  assert_duty (&list, "C01", "2026-11-12", WAY_DUTY_BREACHED, -2);
}

static void
test_a_full_time_place_meets_it (void)
{
  static const struct
  {
    int          day;
    gint64       sessions;
    WayDutyState state;
  } cases[] = {
    { 12, 10, WAY_DUTY_MET }, { 16, 10, WAY_DUTY_MET_LATE }, { 12, 6, WAY_DUTY_BREACHED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_auto(List) list = { 0 };

      g_test_message ("case %u", i);
      put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
      put_placement (world, way_date_ymd (2026, 11, cases[i].day), cases[i].sessions);
      list = list_since (world, way_date_ymd (2026, 11, 18), way_date_ymd (2026, 11, 1));
      g_assert_cmpint (find (&list, "C01")->duty.state, ==, cases[i].state);
    }
}

static void
test_what_was_met_long_ago_is_not_listed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_exclusion (world, "PERM", way_date_ymd (2026, 9, 7), way_date_none ());
  put_placement (world, way_date_ymd (2026, 9, 14), 10);
  list = list_on (world, 2026, 11, 10);
  g_assert_null (find (&list, "C01"));
}

static void
test_a_cancelled_or_reinstated_child_starts_no_duty (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      WayId id = put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
      g_autoptr(GError) error = NULL;
      g_autoptr(WayExclusion) exclusion = way_records_get (world->db, &way_exclusion_entity, &id,
                                                           &error);
      g_auto(List) list = { 0 };

      if (i == 0)
        exclusion->cancelled = way_date_ymd (2026, 11, 6);
      else
        exclusion->result = g_strdup ("FRE");
      way_test_update (world->db, &way_exclusion_entity, exclusion);
      list = list_on (world, 2026, 11, 10);
      g_assert_null (find (&list, "C01"));
    }
}

static void
test_another_authoritys_child_is_its_own (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil,
                                               &error);
  g_auto(List) list = { 0 };

  g_free (pupil->home_la);
  pupil->home_la = g_strdup ("330");
  way_test_update (world->db, &way_pupil_entity, pupil);
  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
  list = list_on (world, 2026, 11, 10);
  g_assert_null (find (&list, "C01"));
}

static void
test_the_later_reading_is_a_day_later (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayAuthority) authority = way_records_get (world->db, &way_authority_entity,
                                                       &world->authority, &error);
  g_auto(List) list = { 0 };

  g_free (authority->sixth_day);
  authority->sixth_day = g_strdup ("later");
  way_test_update (world->db, &way_authority_entity, authority);
  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
  list = list_on (world, 2026, 11, 10);
  assert_duty (&list, "C01", "2026-11-13", WAY_DUTY_OPEN, 3);
}

static void
test_the_duty_knows_the_open_referral (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "PEX_DAY6");
  g_auto(List) list = { 0 };

  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
  list = list_on (world, 2026, 11, 10);
  g_assert_true (way_id_equal (&find (&list, "C01")->referral, &referral));
}

/* --- C02 --- */

static void
test_a_long_suspension_is_the_schools_to_meet (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_exclusion (world, "SUSP", way_date_ymd (2026, 12, 1), way_date_ymd (2026, 12, 10));
  list = list_on (world, 2026, 12, 3);
  assert_duty (&list, "C02", "2026-12-08", WAY_DUTY_OPEN, 3);
  g_assert_cmpstr (find (&list, "C02")->actor, ==, "SCHOOL");
}

static void
test_suspensions_back_to_back_count_as_one (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_exclusion (world, "SUSP", way_date_ymd (2026, 12, 9), way_date_ymd (2026, 12, 11));
  put_exclusion (world, "SUSP", way_date_ymd (2026, 12, 14), way_date_ymd (2026, 12, 17));
  list = list_on (world, 2026, 12, 15);
  assert_duty (&list, "C02", "2026-12-16", WAY_DUTY_DUE, 1);
}

static void
test_a_short_suspension_starts_no_duty (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_exclusion (world, "SUSP", way_date_ymd (2026, 11, 9), way_date_ymd (2026, 11, 11));
  list = list_on (world, 2026, 11, 10);
  g_assert_null (find (&list, "C02"));
}

static void
test_a_suspension_that_is_over_asks_for_nothing (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };
  g_auto(List) before = { 0 };
  GDate day = way_date_ymd (2026, 12, 9);

  put_exclusion (world, "SUSP", way_date_ymd (2026, 12, 1), way_date_ymd (2026, 12, 10));
  list = list_on (world, 2026, 12, 11);
  g_assert_null (find (&list, "C02"));
  before = list_since (world, way_date_ymd (2026, 12, 11), day);
  g_assert_cmpint (way_duty_fact_on (find (&before, "C02"), &day, 2).state, ==,
                   WAY_DUTY_BREACHED);
}

/* --- C19, C24 --- */

static void
test_a_placement_is_reviewed_each_half_term (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_placement (world, way_date_ymd (2026, 11, 2), 10);
  list = list_on (world, 2026, 11, 10);
  assert_duty (&list, "C19", "2026-12-18", WAY_DUTY_OPEN, 28);
  g_assert_cmpstr (find (&list, "C19")->place_name, ==, "Beacon Centre");
}

static void
test_a_placement_that_ended_is_not_reviewed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = put_placement (world, way_date_ymd (2026, 9, 7), 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_records_get (world->db, &way_placement_entity, &id,
                                                       &error);
  g_auto(List) list = { 0 };

  placement->end = way_date_ymd (2026, 11, 6);
  way_test_update (world->db, &way_placement_entity, placement);
  list = list_on (world, 2026, 11, 10);
  g_assert_null (find (&list, "C19"));
}

static void
test_what_comes_next_is_decided_in_week_16_of_20 (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_placement (world, way_date_ymd (2026, 11, 2), 10);
  list = list_on (world, 2026, 11, 10);
  g_assert_true (find (&list, "C24")->deciding);
  assert_duty (&list, "C24", "2027-03-12", WAY_DUTY_OPEN, 71);
}

static void
test_the_day_to_decide_is_never_in_breach (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  put_placement (world, way_date_ymd (2026, 11, 2), 10);
  list = list_on (world, 2027, 3, 15);
  g_assert_false (find (&list, "C24")->deciding);
  g_assert_cmpint (find (&list, "C24")->duty.state, ==, WAY_DUTY_OPEN);
}

static void
test_who_extends_a_stay_moves_its_end (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = put_placement (world, way_date_ymd (2026, 11, 2), 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_records_get (world->db, &way_placement_entity, &id,
                                                       &error);
  g_auto(List) list = { 0 };

  placement->expected_end = way_date_ymd (2027, 5, 7);
  way_test_update (world->db, &way_placement_entity, placement);
  list = list_on (world, 2027, 4, 30);
  assert_duty (&list, "C24", "2027-05-07", WAY_DUTY_OPEN, 4);
}

static void
test_a_stay_with_a_plan_ends_after_20_weeks (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = put_placement (world, way_date_ymd (2026, 11, 2), 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_records_get (world->db, &way_placement_entity, &id,
                                                       &error);
  g_auto(List) list = { 0 };

  placement->exit_plan = g_strdup ("Back to school");
  way_test_update (world->db, &way_placement_entity, placement);
  list = list_on (world, 2027, 4, 22);
  g_assert_false (find (&list, "C24")->deciding);
  assert_duty (&list, "C24", "2027-04-23", WAY_DUTY_DUE, 1);
}

/* --- C23 --- */

static void
leave_school (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayEnrolment) roll = way_records_get (world->db, &way_enrolment_entity,
                                                  &world->enrolment, &error);

  roll->to = way_date_ymd (2026, 10, 22);
  way_test_update (world->db, &way_enrolment_entity, roll);
}

static void
put_fair_access (WayTestWorld *world)
{
  WayDecision *decision = way_decision_new ();

  decision->referral = way_test_put_referral (world, &world->pupil, "INTERIM");
  decision->date = way_date_ymd (2026, 11, 12);
  decision->outcome = g_strdup ("REFER_FAP");
  way_test_put (world, &way_decision_entity, decision);
}

static void
test_fair_access_has_twenty_school_days (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };

  leave_school (world);
  put_fair_access (world);
  list = list_on (world, 2026, 11, 18);
  assert_duty (&list, "C23", "2026-12-10", WAY_DUTY_OPEN, 16);
}

static void
test_a_school_place_meets_fair_access (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayEnrolment *roll = way_enrolment_new ();
  g_auto(List) list = { 0 };

  leave_school (world);
  put_fair_access (world);
  roll->pupil = world->pupil;
  roll->establishment = world->school;
  roll->status = g_strdup ("C");
  roll->from = way_date_ymd (2026, 11, 16);
  way_test_put (world, &way_enrolment_entity, roll);
  list = list_on (world, 2026, 11, 18);
  g_assert_null (find (&list, "C23"));
}

static void
test_who_keeps_a_school_waits_for_none (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) kept = { 0 };
  g_auto(List) excluded = { 0 };

  put_fair_access (world);
  kept = list_on (world, 2026, 11, 18);
  g_assert_null (find (&kept, "C23"));
  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 2), way_date_none ());
  excluded = list_on (world, 2026, 11, 18);
  g_assert_nonnull (find (&excluded, "C23"));
}

/* --- The list --- */

static void
test_the_list_of_one_child_holds_no_other (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId other = way_test_put_pupil (world, "Nell", "Quarrington", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  g_autoptr(GPtrArray) duties = NULL;
  WayDutiesFilter filter = { .pupil = other };

  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
  put_placement (world, way_date_ymd (2026, 11, 9), 5);
  duties = way_duties_list (facts, &world->act.today, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (duties->len, ==, 0);
}

static void
test_why_this_day_counts_the_days (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };
  g_autoptr(WayClock) clock = NULL;
  g_autoptr(GError) error = NULL;
  guint counted = 0;

  put_exclusion (world, "PERM", way_date_ymd (2026, 10, 19), way_date_none ());
  list = list_on (world, 2026, 11, 3);
  clock = way_duty_why (list.facts, find (&list, "C01"), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < clock->steps->len; i++)
    counted += g_array_index (clock->steps, WayClockStep, i).counted ? 1 : 0;
  g_assert_cmpuint (counted, ==, 6);
  g_assert_cmpstr (clock->calendar, ==, "Specimen");
}

static void
test_why_of_every_rule_ends_on_the_due_day (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { 0 };
  g_autoptr(GError) error = NULL;

  put_exclusion (world, "PERM", way_date_ymd (2026, 11, 5), way_date_none ());
  put_exclusion (world, "SUSP", way_date_ymd (2026, 11, 2), way_date_ymd (2026, 11, 12));
  put_placement (world, way_date_ymd (2026, 11, 9), 5);
  list = list_on (world, 2026, 11, 10);
  g_assert_cmpuint (list.duties->len, ==, 5);
  for (guint i = 0; i < list.duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (list.duties, i);
      g_autoptr(WayClock) clock = way_duty_why (list.facts, fact, &error);

      g_test_message ("%s", fact->rule->id);
      g_assert_no_error (error);
      if (!fact->deciding)
        g_assert_true (way_date_equal (&clock->due, &fact->due));
    }
}

#define ADD(path, test) g_test_add_func ("/service/duties/" path, test)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("c01/sixth-day", test_a_permanent_exclusion_is_due_on_its_sixth_day);
  ADD ("c01/breach", test_it_is_in_breach_when_its_day_has_passed);
  ADD ("c01/met-full-time", test_a_full_time_place_meets_it);
  ADD ("c01/met-long-ago", test_what_was_met_long_ago_is_not_listed);
  ADD ("c01/cancelled", test_a_cancelled_or_reinstated_child_starts_no_duty);
  ADD ("c01/home-authority", test_another_authoritys_child_is_its_own);
  ADD ("c01/later-reading", test_the_later_reading_is_a_day_later);
  ADD ("c01/open-referral", test_the_duty_knows_the_open_referral);
  ADD ("c02/long-suspension", test_a_long_suspension_is_the_schools_to_meet);
  ADD ("c02/back-to-back", test_suspensions_back_to_back_count_as_one);
  ADD ("c02/short", test_a_short_suspension_starts_no_duty);
  ADD ("c02/over", test_a_suspension_that_is_over_asks_for_nothing);
  ADD ("c19/half-term", test_a_placement_is_reviewed_each_half_term);
  ADD ("c19/ended", test_a_placement_that_ended_is_not_reviewed);
  ADD ("c24/deciding", test_what_comes_next_is_decided_in_week_16_of_20);
  ADD ("c24/no-breach-of-deciding", test_the_day_to_decide_is_never_in_breach);
  ADD ("c24/extended", test_who_extends_a_stay_moves_its_end);
  ADD ("c24/ends", test_a_stay_with_a_plan_ends_after_20_weeks);
  ADD ("c23/twenty-days", test_fair_access_has_twenty_school_days);
  ADD ("c23/met", test_a_school_place_meets_fair_access);
  ADD ("c23/keeps-a-school", test_who_keeps_a_school_waits_for_none);
  ADD ("list/one-child", test_the_list_of_one_child_holds_no_other);
  ADD ("why/counts", test_why_this_day_counts_the_days);
  ADD ("why/ends-on-the-due-day", test_why_of_every_rule_ends_on_the_due_day);
  return g_test_run ();
}
