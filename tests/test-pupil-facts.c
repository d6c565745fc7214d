/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One child's page: where now, what came before, what comes next. */

#include "way-pupil-facts.h"

#include "way-act.h"
#include "way-test-world.h"

typedef struct
{
  WayFacts      *facts;
  WayPupilFacts *pupil;
} Page;

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->pupil, way_pupil_facts_free);
  g_clear_pointer (&page->facts, way_facts_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static Page
load_on (WayTestWorld *world,
         GDate         today)
{
  Page page = { NULL, NULL };
  g_autoptr(GError) error = NULL;

  page.facts = way_facts_new (world->db, &error);
  page.pupil = way_pupil_facts_load (page.facts, &world->pupil, &today, &error);
  g_assert_no_error (error);
  return page;
}

static Page
load (WayTestWorld *world)
{
  return load_on (world, world->act.today);
}

static WayId
put_placement (WayTestWorld *world,
               GDate         start,
               GDate         expected_end,
               const char   *registration)
{
  WayPlacement *placement = way_placement_new ();

  way_record_start (&way_placement_entity, placement);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->start = start;
  placement->expected_end = expected_end;
  g_free (placement->registration);
  placement->registration = g_strdup (registration);
  return way_test_put (world, &way_placement_entity, placement);
}

static void
put_suspension (WayTestWorld *world,
                GDate         from,
                GDate         to,
                gint64        half_days,
                gboolean      cancelled)
{
  WayExclusion *exclusion = way_exclusion_new ();

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("SUSP");
  exclusion->from = from;
  exclusion->to = to;
  exclusion->half_days = half_days;
  if (cancelled)
    exclusion->cancelled = to;
  way_test_put (world, &way_exclusion_entity, exclusion);
}

static void
put_week (WayTestWorld *world,
          const WayId  *placement,
          GDate         monday,
          gint64        possible,
          gint64        attended)
{
  WayAttendanceWeek *week = way_attendance_week_new ();

  week->placement = *placement;
  week->week = monday;
  week->possible = possible;
  week->attended = attended;
  way_test_put (world, &way_attendance_week_entity, week);
}

static guint
count_lane (const WayPupilFacts *self,
            WayPupilLane         lane)
{
  guint count = 0;

  for (guint i = 0; i < self->bars->len; i++)
    count += g_array_index (self->bars, WayPupilBar, i).lane == lane ? 1 : 0;
  return count;
}

static void
test_a_child_at_school_has_a_page (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(Page) page = load (world);

  g_assert_cmpint (page.pupil->age, ==, 14);
  g_assert_cmpstr (page.pupil->district, ==, "Thornbury Vale");
  g_assert_cmpstr (page.pupil->main_school, ==, "Fernhill School");
  g_assert_null (page.pupil->placement);
  g_assert_cmpint (page.pupil->next, ==, WAY_NEXT_NONE);
  g_assert_cmpuint (page.pupil->bars->len, ==, 1);
}

static void
test_the_stay_is_told_by_week (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(Page) page = { NULL, NULL };

  put_placement (world, way_date_ymd (2026, 9, 7), way_date_ymd (2027, 2, 26), "DUAL_SCHOOL_MAIN");
  page = load (world);
  g_assert_cmpstr (page.pupil->provision, ==, "Beacon Centre");
  g_assert_cmpstr (page.pupil->setting, ==, "Hawthorn Academy");
  g_assert_cmpuint (page.pupil->week, ==, 9);
  g_assert_cmpuint (page.pupil->weeks, ==, 20);
  g_assert_cmpstr (page.pupil->main_school, ==, "Fernhill School");
  g_assert_false (page.pupil->is_single_at_ap);
}

static void
test_a_setting_may_keep_the_only_roll (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayEnrolment) roll = way_records_get (world->db, &way_enrolment_entity,
                                                  &world->enrolment, &error);
  g_auto(Page) page = { NULL, NULL };

  roll->to = way_date_ymd (2026, 9, 6);
  way_test_update (world->db, &way_enrolment_entity, roll);
  put_placement (world, way_date_ymd (2026, 9, 7), way_date_none (), "SINGLE_AP");
  page = load (world);
  g_assert_null (page.pupil->main_roll);
  g_assert_true (page.pupil->is_single_at_ap);
  g_assert_cmpstr (page.pupil->main_school, ==, "Hawthorn Academy");
}

static void
put_need (WayTestWorld *world,
          const char   *type,
          gint64        rank,
          GDate         to)
{
  WayNeed *need = way_need_new ();

  need->pupil = world->pupil;
  need->provision = g_strdup ("K");
  need->type = g_strdup (type);
  need->rank = rank;
  need->to = to;
  way_test_put (world, &way_need_entity, need);
}

static void
test_needs_of_today_are_told (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(Page) page = { NULL, NULL };

  put_need (world, "MLD", 1, way_date_ymd (2026, 8, 31));
  put_need (world, "SEMH", 1, way_date_none ());
  put_need (world, "ASD", 2, way_date_none ());
  page = load (world);
  g_assert_cmpstr (page.pupil->support->id, ==, "K");
  g_assert_cmpstr (page.pupil->primary_need->id, ==, "SEMH");
  g_assert_cmpstr (page.pupil->secondary_need->id, ==, "ASD");
}

static void
test_suspensions_are_summed_by_school_year (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(Page) page = { NULL, NULL };

  put_suspension (world, way_date_ymd (2026, 3, 2), way_date_ymd (2026, 3, 4), 6, FALSE);
  put_suspension (world, way_date_ymd (2026, 9, 14), way_date_ymd (2026, 9, 15), 3, FALSE);
  put_suspension (world, way_date_ymd (2026, 10, 5), way_date_ymd (2026, 10, 6),
                  WAY_INTEGER_NONE, FALSE);
  put_suspension (world, way_date_ymd (2026, 11, 2), way_date_ymd (2026, 11, 2), 2, TRUE);
  page = load (world);
  g_assert_cmpint (page.pupil->half_days, ==, 9);
  g_assert_cmpint (page.pupil->half_days_before, ==, 6);
  g_assert_cmpint (page.pupil->half_days_limit, ==, 90);
  g_assert_cmpuint (count_lane (page.pupil, WAY_LANE_EXCLUSIONS), ==, 3);
}

static void
test_attendance_of_the_term_is_summed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = put_placement (world, way_date_ymd (2026, 6, 1), way_date_none (),
                            "DUAL_SCHOOL_MAIN");
  g_auto(Page) page = { NULL, NULL };

  put_week (world, &id, way_date_ymd (2026, 6, 29), 10, 5);
  put_week (world, &id, way_date_ymd (2026, 9, 7), 10, 8);
  put_week (world, &id, way_date_ymd (2026, 11, 2), 10, 9);
  page = load (world);
  g_assert_cmpint (page.pupil->possible, ==, 20);
  g_assert_cmpint (page.pupil->attended, ==, 17);
  g_assert_cmpuint (page.pupil->attendance->len, ==, 3);
}

static void
test_attendance_before_and_since_is_compared (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId old = put_placement (world, way_date_ymd (2026, 3, 2), way_date_none (),
                             "DUAL_SCHOOL_MAIN");
  WayId now = put_placement (world, way_date_ymd (2026, 9, 9), way_date_none (),
                             "DUAL_SCHOOL_MAIN");
  g_auto(Page) page = { NULL, NULL };
  double before = 0, since = 0;

  put_week (world, &old, way_date_ymd (2026, 3, 2), 10, 4);
  put_week (world, &old, way_date_ymd (2026, 3, 9), 10, 5);
  /* The week in which the placement began is one of its weeks. */
  put_week (world, &now, way_date_ymd (2026, 9, 7), 6, 6);
  put_week (world, &now, way_date_ymd (2026, 9, 14), 10, 6);
  page = load (world);
  g_assert_true (way_pupil_facts_compare (page.pupil, &before, &since));
  g_assert_cmpfloat (before, ==, 45);
  g_assert_cmpfloat (since, ==, 75);
}

static void
test_attendance_needs_both_sides_to_compare (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId now = put_placement (world, way_date_ymd (2026, 9, 9), way_date_none (),
                             "DUAL_SCHOOL_MAIN");
  g_auto(Page) page = { NULL, NULL };
  double before, since;

  put_week (world, &now, way_date_ymd (2026, 9, 14), 10, 6);
  page = load (world);
  g_assert_false (way_pupil_facts_compare (page.pupil, &before, &since));
}

static void
test_the_last_entry_is_found (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId placement = put_placement (world, way_date_ymd (2026, 9, 7), way_date_ymd (2027, 2, 26),
                                   "DUAL_SCHOOL_MAIN");
  g_auto(Page) page = { NULL, NULL };
  const WayPupilBar *last;
  gboolean ended = TRUE;

  put_suspension (world, way_date_ymd (2026, 3, 2), way_date_ymd (2026, 3, 4), 6, FALSE);
  page = load (world);
  last = way_pupil_facts_last (page.pupil, &world->act.today, &ended);
  g_assert_cmpint (last->lane, ==, WAY_LANE_PLACEMENTS);
  g_assert_true (way_id_equal (&last->record, &placement));
  g_assert_false (ended);
}

static void
test_an_end_is_an_entry (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(Page) page = { NULL, NULL };
  const WayPupilBar *last;
  gboolean ended = FALSE;

  put_placement (world, way_date_ymd (2026, 3, 2), way_date_ymd (2026, 9, 25), "DUAL_SCHOOL_MAIN");
  put_suspension (world, way_date_ymd (2026, 9, 14), way_date_ymd (2026, 9, 30), 6, FALSE);
  page = load (world);
  last = way_pupil_facts_last (page.pupil, &world->act.today, &ended);
  g_assert_cmpint (last->lane, ==, WAY_LANE_PLACEMENTS);
  g_assert_true (ended);
}

static void
test_the_referral_behind_a_placement_is_known (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  WayId id = put_placement (world, way_date_ymd (2026, 9, 7), way_date_none (),
                            "DUAL_SCHOOL_MAIN");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_records_get (world->db, &way_placement_entity, &id,
                                                       &error);
  g_auto(Page) page = { NULL, NULL };

  placement->referral = referral;
  way_test_update (world->db, &way_placement_entity, placement);
  page = load (world);
  g_assert_true (way_id_equal (&page.pupil->agreed->id, &referral));
}

static void
test_the_earliest_of_what_comes_is_next (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  GDate end = way_date_ymd (2026, 11, 20);
  g_auto(Page) page = { NULL, NULL };

  put_placement (world, way_date_ymd (2026, 9, 7), end, "DUAL_SCHOOL_MAIN");
  page = load (world);
  /* The review of the first half-term was never held. */
  g_assert_cmpint (page.pupil->next, ==, WAY_NEXT_DUTY);
  g_assert_cmpstr (page.pupil->next_duty->rule->id, ==, "C19");
  g_assert_cmpint (page.pupil->next_days, <, 0);
}

static void
test_an_end_may_be_next (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  GDate end = way_date_ymd (2026, 11, 20);
  g_auto(Page) page = { NULL, NULL };

  put_placement (world, way_date_ymd (2026, 11, 2), end, "DUAL_SCHOOL_MAIN");
  page = load (world);
  g_assert_cmpint (page.pupil->next, ==, WAY_NEXT_END);
  g_assert_true (way_date_equal (&page.pupil->next_day, &end));
  g_assert_cmpint (page.pupil->next_days, ==, 8);
}

static void
test_lanes_hold_rolls_stays_and_reviews (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(Page) page = { NULL, NULL };
  const WayPupilBar *subsidiary;

  put_placement (world, way_date_ymd (2026, 11, 2), way_date_ymd (2027, 4, 23),
                 "DUAL_SCHOOL_MAIN");
  page = load (world);
  g_assert_cmpuint (count_lane (page.pupil, WAY_LANE_ROLLS), ==, 2);
  g_assert_cmpuint (count_lane (page.pupil, WAY_LANE_PLACEMENTS), ==, 1);
  g_assert_cmpuint (count_lane (page.pupil, WAY_LANE_REVIEWS), ==, 1);
  subsidiary = &g_array_index (page.pupil->bars, WayPupilBar, 1);
  g_assert_cmpstr (subsidiary->code->id, ==, "S");
  g_assert_cmpstr (subsidiary->name, ==, "Hawthorn Academy");
  g_assert_true (way_date_equal (&subsidiary->to, &page.pupil->to));
}

static void
test_what_ended_before_the_chart_is_left_out (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(Page) page = { NULL, NULL };

  put_suspension (world, way_date_ymd (2024, 3, 4), way_date_ymd (2024, 3, 6), 6, FALSE);
  page = load (world);
  g_assert_cmpuint (count_lane (page.pupil, WAY_LANE_EXCLUSIONS), ==, 0);
}

static void
test_the_open_referral_is_known (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "PEX_DAY6");
  g_auto(Page) page = load (world);

  g_assert_true (way_id_equal (&page.pupil->referral->id, &referral));
}

static void
test_no_such_child_is_said_so (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayId id = way_id_new ();

  g_assert_null (way_pupil_facts_load (facts, &id, &world->act.today, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

#define ADD(path, test) g_test_add_func ("/service/pupil-facts/" path, test)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("at-school", test_a_child_at_school_has_a_page);
  ADD ("stay/week", test_the_stay_is_told_by_week);
  ADD ("roll/setting", test_a_setting_may_keep_the_only_roll);
  ADD ("needs", test_needs_of_today_are_told);
  ADD ("suspensions/by-year", test_suspensions_are_summed_by_school_year);
  ADD ("attendance/of-the-term", test_attendance_of_the_term_is_summed);
  ADD ("attendance/compared", test_attendance_before_and_since_is_compared);
  ADD ("attendance/one-side", test_attendance_needs_both_sides_to_compare);
  ADD ("last/began", test_the_last_entry_is_found);
  ADD ("last/ended", test_an_end_is_an_entry);
  ADD ("referral/agreed", test_the_referral_behind_a_placement_is_known);
  ADD ("next/earliest", test_the_earliest_of_what_comes_is_next);
  ADD ("next/end", test_an_end_may_be_next);
  ADD ("lanes/all", test_lanes_hold_rolls_stays_and_reviews);
  ADD ("lanes/long-ago", test_what_ended_before_the_chart_is_left_out);
  ADD ("referral", test_the_open_referral_is_known);
  ADD ("unknown", test_no_such_child_is_said_so);
  return g_test_run ();
}
