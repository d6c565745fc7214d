/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page's figures and lists as they follow from what a file holds. */

#include "way-today.h"

#include "way-duty-acts.h"
#include "way-placement-flow.h"
#include "way-referral-flow.h"
#include "way-statutory.h"
#include "way-test-world.h"

static WayToday *
load_on (WayTestWorld *world,
         GDate         today)
{
  g_autoptr(GError) error = NULL;
  WayToday *self = way_today_load (world->db, &today, &error);

  g_assert_no_error (error);
  return self;
}

static WayToday *
load (WayTestWorld *world)
{
  return load_on (world, world->act.today);
}

static const WayTask *
find_task (const WayToday *self,
           WayTaskKind     kind)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      const WayTask *task = g_ptr_array_index (self->tasks, i);

      if (task->kind == kind)
        return task;
    }
  return NULL;
}

static const WayComing *
find_coming (const WayToday *self,
             WayComingKind   kind)
{
  for (guint i = 0; i < self->coming->len; i++)
    {
      const WayComing *one = g_ptr_array_index (self->coming, i);

      if (one->kind == kind)
        return one;
    }
  return NULL;
}

static WayId
put_placement (WayTestWorld *world,
               GDate         start,
               GDate         end,
               const char   *destination)
{
  WayPlacement *placement = way_placement_new ();

  way_record_start (&way_placement_entity, placement);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->start = start;
  placement->end = end;
  placement->destination = g_strdup (destination);
  return way_test_put (world, &way_placement_entity, placement);
}

static void
put_exclusion (WayTestWorld *world,
               GDate         from)
{
  WayExclusion *exclusion = way_exclusion_new ();

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("PERM");
  exclusion->from = from;
  exclusion->told_parents = exclusion->told_la = exclusion->informed = from;
  way_test_put (world, &way_exclusion_entity, exclusion);
}

/* Every number of the figures, as one text. */
static char *
say_figures (const WayToday *self)
{
  GString *text = g_string_new (NULL);

  for (guint f = 0; f < WAY_N_FIGURES; f++)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ":",
                              self->figures[f].value, self->figures[f].before);
      for (guint i = 0; i < WAY_N_SERIES; i++)
        g_string_append_printf (text, " %" G_GINT64_FORMAT, self->figures[f].series[i]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* --- Figures --- */

static void
test_an_empty_file_has_a_first_page (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  GDate today = way_date_ymd (2026, 11, 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayToday) self = way_today_load (db, &today, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (self->tasks->len, ==, 0);
  for (guint i = 0; i < WAY_N_FIGURES; i++)
    g_assert_cmpint (self->figures[i].value, ==, 0);
}

static void
test_on_roll_and_empty_places_move_together (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) self = NULL;
  const WayFigure *on_roll, *empty;

  put_placement (world, way_date_ymd (2026, 11, 4), way_date_none (), NULL);
  self = load (world);
  on_roll = &self->figures[WAY_FIGURE_ON_ROLL];
  empty = &self->figures[WAY_FIGURE_EMPTY_PLACES];
  g_assert_cmpint (on_roll->value, ==, 1);
  g_assert_cmpint (on_roll->series[WAY_N_SERIES - 2], ==, 0);
  g_assert_cmpint (on_roll->before, ==, 0);
  g_assert_cmpint (empty->value, ==, 19);
  g_assert_cmpint (empty->of, ==, 20);
  g_assert_cmpint (empty->before, ==, 20);
}

static void
test_october_is_compared_with (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) now = load (world);
  g_autoptr(WayToday) september = load_on (world, way_date_ymd (2026, 9, 15));
  g_autoptr(WayToday) october = load_on (world, way_date_ymd (2026, 10, 1));
  GDate this_year = way_date_ymd (2026, 10, 1), last_year = way_date_ymd (2025, 10, 1);

  g_assert_true (way_date_equal (&now->figures[WAY_FIGURE_ON_ROLL].before_on, &this_year));
  g_assert_true (way_date_equal (&september->figures[WAY_FIGURE_ON_ROLL].before_on, &last_year));
  g_assert_true (way_date_equal (&october->figures[WAY_FIGURE_ON_ROLL].before_on, &last_year));
}

static void
test_a_child_waits_until_the_place_begins (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "PEX_DAY6");
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(WayOffer) offer = way_offer_new ();
  g_autoptr(WayPlacement) placement = NULL;
  g_autoptr(WayToday) before = NULL;
  g_autoptr(WayToday) still = NULL;
  g_autoptr(WayToday) after = NULL;
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup ("AGREED");
  way_referral_decide (&world->act, &referral, decision, &error);
  offer->provision = world->provision;
  offer->start = way_date_ymd (2026, 11, 16);
  way_referral_offer (&world->act, &referral, offer, &error);
  way_referral_answer (&world->act, &offer->id, "accepted", NULL, &error);
  placement = way_referral_plan_placement (world->db, &referral, &world->act.today, &error);
  before = load (world);
  way_referral_place (&world->act, &referral, placement, &error);
  g_assert_no_error (error);
  still = load (world);
  after = load_on (world, way_date_ymd (2026, 11, 16));
  g_assert_cmpint (before->figures[WAY_FIGURE_WAITING].value, ==, 1);
  g_assert_cmpint (before->figures[WAY_FIGURE_WAITING].series[WAY_N_SERIES - 3], ==, 0);
  g_assert_cmpint (still->figures[WAY_FIGURE_WAITING].value, ==, 1);
  g_assert_cmpint (after->figures[WAY_FIGURE_WAITING].value, ==, 0);
}

static void
test_who_was_decided_against_waits_no_more (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "PEX_DAY6");
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(WayToday) self = NULL;
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup ("NOT_AGREED_SIGNPOST");
  g_assert_true (way_referral_decide (&world->act, &referral, decision, &error));
  self = load (world);
  g_assert_cmpint (self->figures[WAY_FIGURE_WAITING].value, ==, 0);
  g_assert_cmpint (self->figures[WAY_FIGURE_WAITING].series[WAY_N_SERIES - 2], ==, 1);
}

static void
test_duties_are_counted_by_week_and_breach (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) due = NULL;
  g_autoptr(WayToday) late = NULL;
  GDate first = way_date_ymd (2026, 11, 12);

  put_exclusion (world, way_date_ymd (2026, 11, 5));
  due = load (world);
  late = load_on (world, way_date_ymd (2026, 11, 16));
  g_assert_cmpint (due->figures[WAY_FIGURE_DUE_THIS_WEEK].value, ==, 1);
  g_assert_true (way_date_equal (&due->figures[WAY_FIGURE_DUE_THIS_WEEK].first, &first));
  g_assert_cmpint (due->figures[WAY_FIGURE_IN_BREACH].value, ==, 0);
  g_assert_cmpint (late->figures[WAY_FIGURE_IN_BREACH].value, ==, 1);
  g_assert_cmpint (late->figures[WAY_FIGURE_IN_BREACH].before, ==, 0);
}

static void
test_a_weekend_looks_at_the_next_week (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) friday = NULL;
  g_autoptr(WayToday) sunday = NULL;

  put_exclusion (world, way_date_ymd (2026, 11, 12));   /* due on Thursday the 19th */
  friday = load_on (world, way_date_ymd (2026, 11, 13));
  sunday = load_on (world, way_date_ymd (2026, 11, 15));
  g_assert_cmpint (friday->figures[WAY_FIGURE_DUE_THIS_WEEK].value, ==, 0);
  g_assert_cmpint (sunday->figures[WAY_FIGURE_DUE_THIS_WEEK].value, ==, 1);
  g_assert_cmpuint (sunday->n_severity[WAY_SEVERITY_DUE], ==, 1);
}

static void
test_returns_count_from_september (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) self = NULL;
  const WayFigure *back;

  put_placement (world, way_date_ymd (2026, 3, 2), way_date_ymd (2026, 7, 3), "MAINSTREAM_HOME");
  put_placement (world, way_date_ymd (2026, 9, 7), way_date_ymd (2026, 10, 2), "SPECIAL");
  put_placement (world, way_date_ymd (2026, 10, 5), way_date_ymd (2026, 11, 6), "MAINSTREAM_NEW");
  put_placement (world, way_date_ymd (2025, 9, 8), way_date_ymd (2025, 10, 3), "MAINSTREAM_HOME");
  self = load (world);
  back = &self->figures[WAY_FIGURE_BACK_IN_MAINSTREAM];
  g_assert_cmpint (back->value, ==, 1);
  g_assert_cmpint (back->before, ==, 1);
  g_assert_cmpint (back->series[0], ==, 2);   /* August is last year still */
}

/* --- Tasks --- */

static void
test_a_breach_comes_first_and_asks_for_a_place (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) self = NULL;
  const WayTask *task;

  put_exclusion (world, way_date_ymd (2026, 10, 30));
  self = load (world);
  task = g_ptr_array_index (self->tasks, 0);
  g_assert_cmpint (task->severity, ==, WAY_SEVERITY_BREACH);
  g_assert_cmpint (task->step, ==, WAY_TASK_STEP_FIND_PLACE);
  g_assert_cmpstr (task->who, ==, "Kit Ashdown");
  g_assert_cmpstr (task->year, ==, "8");
  g_assert_false (task->has_offer);
  g_assert_cmpuint (self->n_severity[WAY_SEVERITY_BREACH], ==, 1);
}

static void
test_a_duty_shows_its_referral_once (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) self = NULL;
  WayId referral = way_test_put_referral (world, &world->pupil, "PEX_DAY6");

  put_exclusion (world, way_date_ymd (2026, 10, 30));
  self = load (world);
  g_assert_true (way_id_equal (&find_task (self, WAY_TASK_DUTY)->referral, &referral));
  g_assert_null (find_task (self, WAY_TASK_DECISION));
}

/* Met late, and nobody said why: asked for, for four weeks. */
static void
test_why_a_duty_was_late_is_asked (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayExclusion *exclusion = way_exclusion_new ();
  g_autoptr(WayToday) self = NULL;
  g_autoptr(WayToday) later = NULL;
  const WayTask *task;

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("PERM");
  exclusion->from = way_date_ymd (2026, 10, 5);
  exclusion->told_parents = exclusion->told_la = exclusion->informed = exclusion->from;
  exclusion->decided = way_date_ymd (2026, 10, 12);
  exclusion->educated_from = way_date_ymd (2026, 10, 14);
  way_test_put (world, &way_exclusion_entity, exclusion);
  self = load_on (world, way_date_ymd (2026, 11, 10));
  task = find_task (self, WAY_TASK_EXPLAIN);
  g_assert_nonnull (task);
  g_assert_cmpstr (task->rule->id, ==, "C01");
  g_assert_cmpint (task->step, ==, WAY_TASK_STEP_EXPLAIN);
  later = load_on (world, way_date_ymd (2026, 11, 12));
  g_assert_null (find_task (later, WAY_TASK_EXPLAIN));
}

/* It is on the list of what rests, from which it can be restarted, and on no other. */
static void
test_a_paused_duty_rests (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayExclusion *exclusion = way_exclusion_new ();
  g_autoptr(WayDutyAct) act = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WayToday) before = NULL;
  g_autoptr(WayToday) self = NULL;
  const WayTask *task;

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("PERM");
  exclusion->from = way_date_ymd (2026, 11, 5);
  exclusion->told_parents = exclusion->told_la = exclusion->informed = exclusion->from;
  way_test_put (world, &way_exclusion_entity, exclusion);
  before = load_on (world, way_date_ymd (2026, 11, 10));
  g_assert_cmpuint (before->n_severity[WAY_SEVERITY_PAUSED], ==, 0);
  task = find_task (before, WAY_TASK_DUTY);
  act = way_duty_act_start (task->rule->id, task->started_by, &task->subject, &task->pupil,
                            "paused", &world->act.today);
  act->reason = g_strdup ("In hospital");
  way_duty_act_record (&world->act, act, &error);
  g_assert_no_error (error);

  self = load_on (world, way_date_ymd (2026, 11, 10));
  g_assert_cmpuint (self->n_severity[WAY_SEVERITY_PAUSED], ==, 1);
  task = find_task (self, WAY_TASK_DUTY);
  g_assert_cmpint (task->severity, ==, WAY_SEVERITY_PAUSED);
  g_assert_cmpint (task->step, ==, WAY_TASK_STEP_RESTART);
}

/* A child without education whose clock has passed, and one whose case is to be
 * looked at again. */
static void
test_the_duty_to_educate_is_considered (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) in_time = NULL;
  g_autoptr(WayToday) late = NULL;
  g_autoptr(WayToday) again = NULL;
  WayS19Case *record = way_s19_case_new ();

  put_exclusion (world, way_date_ymd (2026, 11, 5));
  in_time = load (world);
  g_assert_null (find_task (in_time, WAY_TASK_CONSIDER));
  late = load_on (world, way_date_ymd (2026, 11, 13));
  g_assert_cmpstr (find_task (late, WAY_TASK_CONSIDER)->code->id, ==, "PEX");

  record->pupil = world->pupil;
  record->reason = g_strdup ("PEX");
  record->considered = way_date_ymd (2026, 11, 13);
  record->review_by = way_date_ymd (2026, 11, 20);
  way_test_put (world, &way_s19_case_entity, record);
  again = load_on (world, way_date_ymd (2026, 11, 20));
  g_assert_null (find_task (again, WAY_TASK_CONSIDER));
  g_assert_cmpint (find_task (again, WAY_TASK_LOOK_AGAIN)->step, ==, WAY_TASK_STEP_CONSIDER);
}

/* Parents need not ask for a panel: it is nothing to do. */
static void
test_what_parents_may_do_is_no_task (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayExclusion *exclusion = way_exclusion_new ();
  g_autoptr(WayToday) self = NULL;

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("PERM");
  exclusion->from = way_date_ymd (2026, 10, 5);
  exclusion->told_parents = exclusion->told_la = exclusion->informed = exclusion->from;
  exclusion->decided = way_date_ymd (2026, 10, 20);
  exclusion->result = g_strdup ("DNO");
  exclusion->notice = way_date_ymd (2026, 10, 20);
  exclusion->educated_from = way_date_ymd (2026, 10, 12);
  way_test_put (world, &way_exclusion_entity, exclusion);
  self = load (world);
  g_assert_null (find_task (self, WAY_TASK_DUTY));
  g_assert_cmpint (self->figures[WAY_FIGURE_DUE_THIS_WEEK].value, ==, 0);
}

static void
test_a_panel_that_was_is_to_be_recorded (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) self = NULL;
  const WayTask *task;

  way_test_put_referral (world, &world->pupil, "LONG_TERM");
  self = load (world);
  task = find_task (self, WAY_TASK_DECISION);
  g_assert_nonnull (task);
  g_assert_cmpint (task->step, ==, WAY_TASK_STEP_DECIDE);
  g_assert_cmpint (task->days, ==, -3);
}

static void
test_an_offer_without_an_answer_is_chased (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(WayOffer) offer = way_offer_new ();
  g_autoptr(WayToday) early = NULL;
  g_autoptr(WayToday) late = NULL;
  g_autoptr(GError) error = NULL;
  WayId referral = way_test_put_referral (world, &world->pupil, "LONG_TERM");

  decision->outcome = g_strdup ("AGREED");
  way_referral_decide (&world->act, &referral, decision, &error);
  offer->provision = world->provision;
  offer->start = way_date_ymd (2026, 11, 30);
  offer->expires = way_date_ymd (2026, 11, 20);
  g_assert_true (way_referral_offer (&world->act, &referral, offer, &error));
  early = load (world);
  g_assert_null (find_task (early, WAY_TASK_OFFER));
  late = load_on (world, way_date_ymd (2026, 11, 24));
  g_assert_cmpint (find_task (late, WAY_TASK_OFFER)->step, ==, WAY_TASK_STEP_ANSWER);
  g_assert_cmpint (find_task (late, WAY_TASK_OFFER)->days, ==, -2);
}

static void
test_a_placement_past_its_day_is_to_be_ended (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = put_placement (world, way_date_ymd (2026, 9, 7), way_date_none (), NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_records_get (world->db, &way_placement_entity, &id,
                                                       &error);
  g_autoptr(WayToday) self = NULL;

  placement->expected_end = way_date_ymd (2026, 11, 6);
  way_test_update (world->db, &way_placement_entity, placement);
  self = load (world);
  g_assert_cmpint (find_task (self, WAY_TASK_OVERRUN)->days, ==, -2);
}

static void
test_whether_it_lasted_is_asked (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) early = NULL;
  g_autoptr(WayToday) self = NULL;
  g_autoptr(WayToday) late = NULL;
  const WayTask *task;

  put_placement (world, way_date_ymd (2026, 3, 2), way_date_ymd (2026, 10, 16),
                 "MAINSTREAM_HOME");
  early = load_on (world, way_date_ymd (2026, 11, 12));
  self = load_on (world, way_date_ymd (2026, 11, 13));
  late = load_on (world, way_date_ymd (2027, 8, 2));
  g_assert_null (find_task (early, WAY_TASK_LASTED));
  task = find_task (self, WAY_TASK_LASTED);
  g_assert_nonnull (task);
  g_assert_cmpint (task->step, ==, WAY_TASK_STEP_ASK_LASTED);
  g_assert_cmpint (task->severity, ==, WAY_SEVERITY_OTHER);
  g_assert_cmpuint (task->number, ==, 4);
  g_assert_cmpint (task->days, ==, 0);
  g_assert_cmpstr (task->place, ==, "Beacon Centre");
  /* The list of placements goes on asking. */
  g_assert_null (find_task (late, WAY_TASK_LASTED));
}

/* In the sixteenth week the duty says it, and says it once. */
static void
test_the_end_of_a_stay_is_planned (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) before = NULL;
  g_autoptr(WayToday) plan = NULL;
  g_autoptr(WayToday) decide = NULL;
  g_autoptr(WayToday) after = NULL;

  put_placement (world, way_date_ymd (2026, 9, 2), way_date_none (), NULL);
  before = load_on (world, way_date_ymd (2026, 11, 20));
  plan = load_on (world, way_date_ymd (2026, 11, 23));
  decide = load_on (world, way_date_ymd (2027, 1, 5));
  after = load_on (world, way_date_ymd (2027, 1, 12));
  g_assert_null (find_task (before, WAY_TASK_PLAN));
  g_assert_nonnull (find_task (plan, WAY_TASK_PLAN));
  g_assert_false (find_task (plan, WAY_TASK_PLAN)->deciding);
  g_assert_cmpuint (find_task (plan, WAY_TASK_PLAN)->number, ==, 12);
  g_assert_null (find_task (decide, WAY_TASK_PLAN));
  g_assert_nonnull (find_task (after, WAY_TASK_PLAN));
  g_assert_true (find_task (after, WAY_TASK_PLAN)->deciding);
  g_assert_cmpint (find_task (after, WAY_TASK_PLAN)->step, ==, WAY_TASK_STEP_PLAN_NEXT);
}

static void
put_insurance (WayTestWorld *world,
               GDate         checked,
               GDate         expires)
{
  WayAssurance *one = way_assurance_new ();

  one->establishment = world->setting;
  one->kind = g_strdup ("insurance");
  one->checked = checked;
  one->expires = expires;
  way_test_put (world, &way_assurance_entity, one);
}

static void
test_a_check_that_runs_out_is_renewed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) self = NULL;
  g_autoptr(WayToday) renewed = NULL;
  const WayTask *task;

  put_placement (world, way_date_ymd (2026, 11, 2), way_date_none (), NULL);
  put_insurance (world, way_date_ymd (2025, 11, 20), way_date_ymd (2026, 11, 20));
  self = load (world);
  task = find_task (self, WAY_TASK_ASSURANCE);
  g_assert_cmpint (task->days, ==, 10);
  g_assert_cmpuint (task->number, ==, 1);
  g_assert_cmpstr (task->who, ==, "Hawthorn Academy");
  g_assert_cmpstr (task->code->id, ==, "insurance");
  put_insurance (world, way_date_ymd (2026, 11, 9), way_date_ymd (2027, 11, 20));
  renewed = load (world);
  g_assert_null (find_task (renewed, WAY_TASK_ASSURANCE));
}

static void
test_an_entry_grows_stale_in_six_months (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) fresh = load_on (world, way_date_ymd (2027, 5, 2));
  g_autoptr(WayToday) stale = load_on (world, way_date_ymd (2027, 5, 3));

  g_assert_null (find_task (fresh, WAY_TASK_ENTRY));
  g_assert_nonnull (find_task (stale, WAY_TASK_ENTRY));
  g_assert_cmpint (find_task (stale, WAY_TASK_ENTRY)->step, ==, WAY_TASK_STEP_CHECK_ENTRY);
}

/* The merge's own tests say when a conflict is noted. */
static gboolean
note_conflicts (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "INSERT INTO conflict (row, field, entity)"
                                            " VALUES (:row, 2, :entity), (:row, 3, :entity)",
                                            error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", data);
  way_stmt_bind_int (stmt, ":entity", way_establishment_entity.number);
  return way_stmt_run (stmt, error);
}

static void
test_what_copies_changed_differently_is_compared (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) none = load (world);
  g_autoptr(WayToday) some = NULL;
  g_autoptr(GError) error = NULL;
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  const WayTask *task;

  g_assert_null (find_task (none, WAY_TASK_CONFLICT));
  way_edit_run (world->db, &info, note_conflicts, &world->school, NULL, &error);
  g_assert_no_error (error);
  some = load (world);
  task = find_task (some, WAY_TASK_CONFLICT);
  g_assert_nonnull (task);
  g_assert_cmpint (task->step, ==, WAY_TASK_STEP_COMPARE);
  g_assert_cmpuint (task->number, ==, 2);
  g_assert_true (task->entity == &way_establishment_entity);
  g_assert_cmpint (strlen (task->who), >, 0);
}

static void
test_a_draft_is_old_after_two_weeks (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  const guint8 random[10] = { 0 };
  WayReferral *draft = way_referral_new ();
  g_autoptr(WayToday) young = NULL;
  g_autoptr(WayToday) old = NULL;

  draft->id = way_id_from_parts (G_GINT64_CONSTANT (1793620800000), random);   /* 2 Nov 2026 */
  draft->pupil = world->pupil;
  way_test_put (world, &way_referral_entity, draft);
  young = load (world);
  old = load_on (world, way_date_ymd (2026, 11, 16));
  g_assert_null (find_task (young, WAY_TASK_DRAFT));
  g_assert_nonnull (find_task (old, WAY_TASK_DRAFT));
}

/* --- Coming up --- */

static void
test_panels_starts_ends_and_the_census_come_up (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "LONG_TERM");
  GDate panel = way_date_ymd (2026, 11, 12);
  g_autoptr(WayToday) self = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_referral_to_panel (&world->act, &referral, &panel, &error));
  put_placement (world, way_date_ymd (2026, 11, 16), way_date_none (), NULL);
  put_placement (world, way_date_ymd (2027, 2, 22), way_date_none (), NULL);
  self = load (world);
  g_assert_cmpuint (find_coming (self, WAY_COMING_PANEL)->number, ==, 1);
  g_assert_true (way_date_equal (&find_coming (self, WAY_COMING_PANEL)->day, &panel));
  g_assert_cmpstr (find_coming (self, WAY_COMING_START)->place, ==, "Beacon Centre");
  g_assert_null (find_coming (self, WAY_COMING_END));
  g_assert_nonnull (find_coming (self, WAY_COMING_CENSUS));
}

/* --- What is taken back leaves the figures as they were --- */

static void
test_an_edit_taken_back_brings_the_figures_back (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = way_placement_new ();
  g_autofree char *before = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;
  g_autoptr(WayToday) first = load (world);
  g_autoptr(WayToday) second = NULL;
  g_autoptr(WayToday) third = NULL;
  g_autoptr(GError) error = NULL;

  way_record_start (&way_placement_entity, placement);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->route = g_strdup ("PEX_DAY6");
  placement->start = way_date_ymd (2026, 11, 2);
  g_assert_true (way_placement_start (&world->act, placement, &error));
  second = load (world);
  way_test_undo (world, world->act.edit);
  third = load (world);
  before = say_figures (first);
  during = say_figures (second);
  after = say_figures (third);
  g_assert_cmpstr (during, !=, before);
  g_assert_cmpstr (after, ==, before);
}

/* --- In halves --- */

static void
test_figures_and_lists_come_one_after_the_other (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayToday) whole = NULL;
  g_autoptr(WayToday) figures = NULL;
  g_autoptr(WayToday) lists = NULL;
  g_autofree char *all = NULL;
  g_autofree char *some = NULL;

  put_exclusion (world, way_date_ymd (2026, 10, 30));
  whole = load (world);
  figures = way_today_load_figures (world->db, &world->act.today, &error);
  g_assert_no_error (error);
  lists = way_today_load_lists (world->db, &world->act.today, &error);
  g_assert_no_error (error);
  all = say_figures (whole);
  some = say_figures (figures);
  g_assert_cmpstr (some, ==, all);
  g_assert_null (figures->tasks);
  g_assert_cmpuint (whole->tasks->len, >, 0);
  g_assert_cmpuint (lists->tasks->len, ==, whole->tasks->len);
  g_assert_cmpuint (lists->coming->len, ==, whole->coming->len);
  g_assert_cmpmem (lists->n_severity, sizeof lists->n_severity, whole->n_severity,
                   sizeof whole->n_severity);
}

/* Of very much only the first is listed; how much there is is still said. */
static void
test_a_long_list_is_cut_and_counted (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayToday) self = NULL;

  put_exclusion (world, way_date_ymd (2026, 10, 30));
  for (guint i = 0; i < WAY_MOST_TASKS; i++)
    way_test_put_establishment (world, "Setting", "PRU");
  self = load_on (world, way_date_ymd (2027, 5, 3));
  g_assert_cmpuint (self->n_severity[WAY_SEVERITY_BREACH], >, 0);
  g_assert_cmpuint (self->n_severity[WAY_SEVERITY_OTHER], >, WAY_MOST_TASKS);
  g_assert_cmpuint (self->tasks->len, ==, self->n_severity[WAY_SEVERITY_BREACH] +
                                          self->n_severity[WAY_SEVERITY_DUE] + WAY_MOST_TASKS);
  g_assert_cmpint (((const WayTask *) g_ptr_array_index (self->tasks, 0))->severity, ==,
                   WAY_SEVERITY_BREACH);
}

#define ADD(path, test) g_test_add_func ("/service/today/" path, test)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("figures/empty-file", test_an_empty_file_has_a_first_page);
  ADD ("figures/on-roll-and-empty", test_on_roll_and_empty_places_move_together);
  ADD ("figures/october", test_october_is_compared_with);
  ADD ("figures/waiting", test_a_child_waits_until_the_place_begins);
  ADD ("figures/decided-against", test_who_was_decided_against_waits_no_more);
  ADD ("figures/duties", test_duties_are_counted_by_week_and_breach);
  ADD ("figures/weekend", test_a_weekend_looks_at_the_next_week);
  ADD ("figures/returns", test_returns_count_from_september);
  ADD ("figures/undo", test_an_edit_taken_back_brings_the_figures_back);
  ADD ("tasks/breach", test_a_breach_comes_first_and_asks_for_a_place);
  ADD ("tasks/referral-once", test_a_duty_shows_its_referral_once);
  ADD ("tasks/explain", test_why_a_duty_was_late_is_asked);
  ADD ("tasks/paused", test_a_paused_duty_rests);
  ADD ("tasks/consider", test_the_duty_to_educate_is_considered);
  ADD ("tasks/choice", test_what_parents_may_do_is_no_task);
  ADD ("tasks/panel", test_a_panel_that_was_is_to_be_recorded);
  ADD ("tasks/offer", test_an_offer_without_an_answer_is_chased);
  ADD ("tasks/overrun", test_a_placement_past_its_day_is_to_be_ended);
  ADD ("tasks/lasted", test_whether_it_lasted_is_asked);
  ADD ("tasks/plan", test_the_end_of_a_stay_is_planned);
  ADD ("tasks/assurance", test_a_check_that_runs_out_is_renewed);
  ADD ("tasks/entry", test_an_entry_grows_stale_in_six_months);
  ADD ("tasks/conflict", test_what_copies_changed_differently_is_compared);
  ADD ("tasks/draft", test_a_draft_is_old_after_two_weeks);
  ADD ("halves", test_figures_and_lists_come_one_after_the_other);
  ADD ("cut", test_a_long_list_is_cut_and_counted);
  ADD ("coming", test_panels_starts_ends_and_the_census_come_up);
  return g_test_run ();
}
