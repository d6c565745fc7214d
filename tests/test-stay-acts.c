/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews, targets, plan and what lasted, each one edit that is taken back
 * whole; and a move from one provision to another. */

#include "way-stay-acts.h"

#include "way-placement-flow.h"
#include "way-stay-due.h"
#include "way-test-world.h"

static WayPlacement *
start (WayTestWorld *world)
{
  WayPlacement *placement = way_placement_new ();
  g_autoptr(GError) error = NULL;

  way_record_start (&way_placement_entity, placement);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->route = g_strdup ("PEX_DAY6");
  placement->start = way_date_ymd (2026, 9, 2);
  placement->expected_end = way_date_ymd (2027, 2, 5);
  way_placement_start (&world->act, placement, &error);
  g_assert_no_error (error);
  return placement;
}

static WayStay *
load (WayTestWorld *world,
      const WayId  *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  g_autoptr(WayPlacement) placement = way_records_get (world->db, &way_placement_entity, id,
                                                       &error);
  WayStay *stay = way_stay_load (facts, placement, &world->act.today, &error);

  g_assert_no_error (error);
  return stay;
}

static WayId
set_target (WayTestWorld *world,
            const WayId  *placement,
            gint64        baseline,
            gint64        aim)
{
  g_autoptr(WayTarget) target = way_target_new ();
  g_autoptr(GError) error = NULL;

  target->placement = *placement;
  target->area = g_strdup ("attendance");
  target->wording = g_strdup ("Comes every day");
  target->baseline = baseline;
  target->target = aim;
  way_target_save (&world->act, target, &error);
  g_assert_no_error (error);
  return target->id;
}

static WayReview *
new_review (const WayId *placement,
            int          day)
{
  WayReview *review = way_review_new ();

  review->placement = *placement;
  review->held = way_date_ymd (2026, 11, day);
  review->decision = g_strdup ("continue");
  return review;
}

static void
test_a_review_keeps_its_results (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  WayId target = set_target (world, &placement->id, 60, 90);
  g_autofree char *before = way_test_dump (world);
  g_autoptr(WayReview) review = new_review (&placement->id, 9);
  g_autoptr(GPtrArray) results =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_target_result_free);
  WayTargetResult *result = way_target_result_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStay) stay = NULL;
  g_autofree char *after = NULL;
  const WayTargetState *state;
  g_autofree char *due = NULL;

  result->target = target;
  result->value = 82;
  g_ptr_array_add (results, result);
  g_assert_true (way_review_record (&world->act, review, results, "Back by Easter", &error));
  g_assert_no_error (error);
  stay = load (world, &placement->id);
  g_assert_cmpuint (stay->reviews->len, ==, 1);
  due = way_date_to_iso (&((WayReview *) g_ptr_array_index (stay->reviews, 0))->due);
  g_assert_cmpstr (due, ==, "2026-10-22");
  state = g_ptr_array_index (stay->targets, 0);
  g_assert_cmpint (state->last->value, ==, 82);
  g_assert_cmpstr (state->progress, ==, "nearer");

  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_an_older_review_does_not_move_the_last (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  g_autoptr(WayReview) late = new_review (&placement->id, 9);
  g_autoptr(WayReview) early = new_review (&placement->id, 2);
  g_autoptr(WayPlacement) stored = NULL;
  g_autofree char *reviewed = NULL;

  g_assert_true (way_review_record (&world->act, late, NULL, NULL, NULL));
  g_assert_true (way_review_record (&world->act, early, NULL, NULL, NULL));
  stored = way_records_get (world->db, &way_placement_entity, &placement->id, NULL);
  reviewed = way_date_to_iso (&stored->reviewed);
  g_assert_cmpstr (reviewed, ==, "2026-11-09");
}

static void
test_a_review_cannot_be_anywhere (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  g_autoptr(WayReview) future = new_review (&placement->id, 11);
  g_autoptr(WayReview) never = new_review (&placement->id, 9);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_review_record (&world->act, future, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
  g_clear_error (&error);
  never->held = way_date_none ();
  g_assert_false (way_review_record (&world->act, never, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
}

static void
test_a_plan_has_steps (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  static const char *const words[] = { "Visit the school", "Two mornings a week" };
  g_autoptr(WayStay) stay = NULL;
  g_autoptr(WayStay) ticked = NULL;
  g_autoptr(GError) error = NULL;
  const WayPlanStep *second;
  GDate tomorrow = way_date_add_days (&world->act.today, 1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr(WayPlanStep) step = way_plan_step_new ();

      step->placement = placement->id;
      step->step = g_strdup (words[i]);
      g_assert_true (way_plan_step_save (&world->act, step, NULL));
    }
  stay = load (world, &placement->id);
  second = g_ptr_array_index (stay->steps, 1);
  g_assert_cmpstr (second->step, ==, words[1]);
  g_assert_true (way_plan_step_do (&world->act, &second->id, &world->act.today, NULL));
  ticked = load (world, &placement->id);
  second = g_ptr_array_index (ticked->steps, 1);
  g_assert_true (way_date_equal (&second->done, &world->act.today));
  g_assert_false (way_plan_step_do (&world->act, &second->id, &tomorrow, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

static WayOutcomeCheck *
new_check (const WayId *placement,
           gint64       weeks,
           const GDate *asked)
{
  WayOutcomeCheck *check = way_outcome_check_new ();

  check->placement = *placement;
  check->weeks = weeks;
  check->asked = *asked;
  check->sustained = 1;
  return check;
}

static GPtrArray *
list_due (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  GPtrArray *due = way_stay_due_list (facts, &world->act.today, NULL, &error);

  g_assert_no_error (error);
  return due;
}

static void
test_what_lasted_is_asked_once_and_in_time (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate last = way_date_ymd (2026, 10, 2);
  g_autoptr(WayOutcomeCheck) four = new_check (&placement->id, 4, &world->act.today);
  g_autoptr(WayOutcomeCheck) again = new_check (&placement->id, 4, &world->act.today);
  g_autoptr(WayOutcomeCheck) twelve = new_check (&placement->id, 12, &world->act.today);
  g_autoptr(WayOutcomeCheck) five = new_check (&placement->id, 5, &world->act.today);
  g_autoptr(GPtrArray) due = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (way_outcome_check_record (&world->act, four, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  g_assert_true (way_placement_end (&world->act, &placement->id, &last, "MAINSTREAM_HOME", NULL,
                                    NULL));
  due = list_due (world);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_true (way_outcome_check_record (&world->act, four, NULL));
  g_assert_false (way_outcome_check_record (&world->act, again, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  g_assert_false (way_outcome_check_record (&world->act, twelve, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
  g_clear_error (&error);
  g_assert_false (way_outcome_check_record (&world->act, five, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  none = list_due (world);
  g_assert_cmpuint (none->len, ==, 0);
}

/* "kind week due", of the one thing that is due; "" for nothing. */
static char *
say_due (WayTestWorld *world)
{
  static const char *const kinds[] = { "plan", "decide", "lasted" };
  g_autoptr(GPtrArray) found = list_due (world);
  const WayStayDue *due;
  g_autofree char *day = NULL;

  g_assert_cmpuint (found->len, <=, 1);
  if (found->len == 0)
    return g_strdup ("");
  due = g_ptr_array_index (found, 0);
  day = way_date_to_iso (&due->due);
  g_assert_cmpstr (due->who, ==, "Kit Ashdown");
  g_assert_cmpstr (due->place, ==, "Beacon Centre");
  return g_strdup_printf ("%s %u %s", kinds[due->kind],
                          due->kind == WAY_STAY_DUE_LASTED ? due->weeks : due->week, day);
}

/* The stay begins on 2 September 2026 and is of 20 school weeks: the twelfth ends on
 * 27 November, the sixteenth on 8 January. */
static void
test_a_long_stay_prompts_on_its_way (void)
{
  static const struct
  {
    int year, month, day;
    const char *plan;      /* that is written down; NULL: none */
    gboolean has_step;
    const char *due;
  } rows[] = {
    { 2026, 11, 20, NULL, FALSE, "" },
    { 2026, 11, 23, NULL, FALSE, "plan 12 2026-11-27" },
    { 2026, 11, 23, NULL, TRUE, "" },
    { 2026, 11, 23, "Back to Fernhill", FALSE, "" },
    { 2026, 12, 18, NULL, FALSE, "plan 15 2026-11-27" },
    { 2027, 1, 5, NULL, FALSE, "decide 16 2027-01-08" },
    { 2027, 1, 5, NULL, TRUE, "decide 16 2027-01-08" },
    { 2027, 1, 5, "Back to Fernhill", TRUE, "" },
    { 2027, 1, 20, NULL, FALSE, "decide 18 2027-01-08" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autoptr(WayPlacement) placement = start (world);
      g_autofree char *due = NULL;

      g_test_message ("row %u", i);
      if (rows[i].has_step)
        {
          WayPlanStep *step = way_plan_step_new ();

          step->placement = placement->id;
          step->step = g_strdup ("Visit the school");
          way_test_put (world, &way_plan_step_entity, step);
        }
      placement->exit_plan = g_strdup (rows[i].plan);
      way_test_update (world->db, &way_placement_entity, placement);
      world->act.today = way_date_ymd (rows[i].year, rows[i].month, (GDateDay) rows[i].day);
      due = say_due (world);
      g_assert_cmpstr (due, ==, rows[i].due);
    }
}

static void
test_what_lasted_is_due_after_so_many_weeks (void)
{
  static const struct
  {
    const char *destination;
    int year, month, day;
    gint64 asked;          /* weeks; 0: nothing */
    gint64 sustained;
    const char *due;
  } rows[] = {
    { "MAINSTREAM_HOME", 2026, 10, 29, 0, 0, "" },
    { "MAINSTREAM_HOME", 2026, 10, 30, 0, 0, "lasted 4 2026-10-30" },
    { "MAINSTREAM_HOME", 2026, 11, 30, 4, 1, "" },
    { "MAINSTREAM_HOME", 2026, 12, 25, 4, 1, "lasted 12 2026-12-25" },
    { "MAINSTREAM_HOME", 2026, 12, 25, 4, 0, "" },
    { "MAINSTREAM_HOME", 2026, 12, 25, 0, 0, "lasted 4 2026-10-30" },
    { "SPECIAL", 2026, 10, 30, 0, 0, "lasted 4 2026-10-30" },
    { "OTHER_AP", 2026, 10, 30, 0, 0, "" },
    { "MAINSTREAM_HOME", 2027, 9, 30, 0, 0, "lasted 4 2026-10-30" },
    { "MAINSTREAM_HOME", 2027, 10, 2, 0, 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autoptr(WayPlacement) placement = start (world);
      g_autofree char *due = NULL;

      g_test_message ("row %u", i);
      placement->end = way_date_ymd (2026, 10, 2);
      placement->destination = g_strdup (rows[i].destination);
      way_test_update (world->db, &way_placement_entity, placement);
      if (rows[i].asked != 0)
        {
          WayOutcomeCheck *check = new_check (&placement->id, rows[i].asked, &placement->end);

          check->sustained = rows[i].sustained;
          way_test_put (world, &way_outcome_check_entity, check);
        }
      world->act.today = way_date_ymd (rows[i].year, rows[i].month, (GDateDay) rows[i].day);
      due = say_due (world);
      g_assert_cmpstr (due, ==, rows[i].due);
    }
}

/* --- Moves and first sessions --- */

static void
test_a_move_is_one_edit (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  WayId other = way_test_put_provision (world, &world->setting, "Kiln Works", 8);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *last = NULL;
  g_autoptr(WayPlacement) next = way_placement_new ();
  g_autoptr(WayPlacement) old = NULL;
  g_autoptr(GError) error = NULL;

  way_test_put_price (world, &other, "PLACE", "per_year", 1000000);
  before = way_test_dump (world);
  next->provision = other;
  next->start = way_date_ymd (2026, 11, 16);
  g_assert_false (way_placement_transfer (&world->act, &placement->id, next, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  next->transfer_reason = g_strdup ("Wants to work with his hands");
  way_placement_transfer (&world->act, &placement->id, next, &error);
  g_assert_no_error (error);

  old = way_records_get (world->db, &way_placement_entity, &placement->id, NULL);
  last = way_date_to_iso (&old->end);
  g_assert_cmpstr (last, ==, "2026-11-15");
  g_assert_cmpstr (old->destination, ==, "OTHER_AP");
  g_assert_true (way_id_equal (&next->previous, &placement->id));
  g_assert_cmpstr (next->route, ==, "PEX_DAY6");
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_both_first_sessions_are_kept (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate offered = way_date_ymd (2026, 9, 3), attended = way_date_ymd (2026, 9, 7);
  GDate before = way_date_ymd (2026, 9, 1);
  g_autoptr(WayPlacement) stored = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_placement_begin (&world->act, &placement->id, &offered, &attended, NULL));
  stored = way_records_get (world->db, &way_placement_entity, &placement->id, NULL);
  g_assert_true (way_date_equal (&stored->offered_from, &offered));
  g_assert_true (way_date_equal (&stored->attended_from, &attended));
  g_assert_false (way_placement_begin (&world->act, &placement->id, &before, &attended, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
  g_clear_error (&error);
  /* Nobody comes before anything is offered. */
  g_assert_false (way_placement_begin (&world->act, &placement->id, &attended, &offered, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION);
}

static void
test_an_extension_says_why (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate later = way_date_ymd (2027, 3, 25);
  g_autoptr(WayPlacement) stored = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (way_placement_extend (&world->act, &placement->id, &later, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_assert_true (way_placement_extend (&world->act, &placement->id, &later, "Not ready", NULL));
  stored = way_records_get (world->db, &way_placement_entity, &placement->id, NULL);
  g_assert_cmpstr (stored->extend_reason, ==, "Not ready");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/stay/review", test_a_review_keeps_its_results);
  g_test_add_func ("/service/stay/older-review", test_an_older_review_does_not_move_the_last);
  g_test_add_func ("/service/stay/review-refused", test_a_review_cannot_be_anywhere);
  g_test_add_func ("/service/stay/plan", test_a_plan_has_steps);
  g_test_add_func ("/service/stay/lasted", test_what_lasted_is_asked_once_and_in_time);
  g_test_add_func ("/service/stay/prompts", test_a_long_stay_prompts_on_its_way);
  g_test_add_func ("/service/stay/lasted-due", test_what_lasted_is_due_after_so_many_weeks);
  g_test_add_func ("/service/stay/move", test_a_move_is_one_edit);
  g_test_add_func ("/service/stay/first-sessions", test_both_first_sessions_are_kept);
  g_test_add_func ("/service/stay/extension", test_an_extension_says_why);
  return g_test_run ();
}
