/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral from draft to place: what each step does, what it refuses, and that
 * taking it back leaves the file as it was. */

#include "way-referral-flow.h"

#include "way-placement-flow.h"
#include "way-route-sets.h"
#include "way-test-world.h"

static WayReferral *
new_referral (WayTestWorld *world,
              const char   *route)
{
  WayReferral *referral = way_referral_new ();

  referral->pupil = world->pupil;
  referral->referrer = world->school;
  referral->route = g_strdup (route);
  return referral;
}

/* Starts and sends a referral by a route on the act's day. */
static WayId
send_referral (WayTestWorld *world,
               const char   *route)
{
  g_autoptr(WayReferral) referral = new_referral (world, route);
  g_autoptr(GError) error = NULL;

  way_referral_start (&world->act, referral, NULL, &error);
  g_assert_no_error (error);
  way_referral_send (&world->act, &referral->id, &error);
  g_assert_no_error (error);
  return referral->id;
}

static gboolean
decide (WayTestWorld *world,
        const WayId  *referral,
        const char   *outcome,
        GError      **error)
{
  g_autoptr(WayDecision) decision = way_decision_new ();

  decision->outcome = g_strdup (outcome);
  return way_referral_decide (&world->act, referral, decision, error);
}

static gboolean
offer (WayTestWorld *world,
       const WayId  *referral,
       WayId        *id,
       GError      **error)
{
  g_autoptr(WayOffer) made = way_offer_new ();

  made->provision = world->provision;
  made->start = way_date_ymd (2026, 11, 16);
  made->expires = way_date_ymd (2026, 11, 13);
  if (!way_referral_offer (&world->act, referral, made, error))
    return FALSE;
  *id = made->id;
  return TRUE;
}

/* A referral whose offer was accepted. */
static WayId
accepted_referral (WayTestWorld *world,
                   const char   *route)
{
  WayId referral = send_referral (world, route);
  g_autoptr(GError) error = NULL;
  WayId id;

  decide (world, &referral, "AGREED", &error);
  g_assert_no_error (error);
  offer (world, &referral, &id, &error);
  g_assert_no_error (error);
  way_referral_answer (&world->act, &id, "accepted", NULL, &error);
  g_assert_no_error (error);
  return referral;
}

static WayPlacement *
place (WayTestWorld *world,
       const WayId  *referral)
{
  g_autoptr(GError) error = NULL;
  WayPlacement *placement = way_referral_plan_placement (world->db, referral, &world->act.today,
                                                         &error);

  g_assert_no_error (error);
  way_referral_place (&world->act, referral, placement, &error);
  g_assert_no_error (error);
  return placement;
}

static void
assert_stage (WayTestWorld *world,
              const WayId  *referral,
              const char   *stage,
              const char   *next_step)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayReferralCase) self = way_referral_case_load (world->db, referral,
                                                            &world->act.today, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (self->stage.stage, ==, stage);
  g_assert_cmpstr (self->stage.next_step, ==, next_step);
}

static void
test_a_referral_goes_its_way (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) draft = new_referral (world, "PEX_DAY6");
  g_autoptr(WayPlacement) placement = NULL;
  GDate panel = way_date_ymd (2026, 11, 12);
  g_autoptr(GError) error = NULL;
  WayId id;

  g_assert_true (way_referral_start (&world->act, draft, NULL, &error));
  assert_stage (world, &draft->id, "draft", "send");
  g_assert_true (way_referral_send (&world->act, &draft->id, &error));
  assert_stage (world, &draft->id, "received", "book_panel");
  g_assert_true (way_referral_to_panel (&world->act, &draft->id, &panel, &error));
  assert_stage (world, &draft->id, "panel", "decide");
  world->act.today = panel;
  g_assert_true (decide (world, &draft->id, "AGREED", &error));
  assert_stage (world, &draft->id, "panel", "offer");
  g_assert_true (offer (world, &draft->id, &id, &error));
  assert_stage (world, &draft->id, "offered", "answer");
  g_assert_true (way_referral_answer (&world->act, &id, "accepted", NULL, &error));
  assert_stage (world, &draft->id, "offered", "place");
  placement = place (world, &draft->id);
  assert_stage (world, &draft->id, "placed", "open_placement");
}

static void
test_each_step_taken_back_leaves_nothing (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) draft = new_referral (world, "LONG_TERM");
  g_autoptr(WayPlacement) placement = NULL;
  g_autoptr(GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) edits = g_array_new (FALSE, FALSE, sizeof (WayEditId));
  g_autoptr(GError) error = NULL;
  WayId id;

#define DO(call)                                      \
  g_ptr_array_add (dumps, way_test_dump (world));     \
  call;                                               \
  g_assert_no_error (error);                          \
  g_array_append_val (edits, world->act.edit)

  draft->commissioner = g_strdup ("LA");
  draft->registration = g_strdup ("SINGLE_AP");
  draft->payer_reason = g_strdup ("The last school pays to the end of the year");
  DO (way_referral_start (&world->act, draft, NULL, &error));
  DO (way_referral_send (&world->act, &draft->id, &error));
  DO (way_referral_to_panel (&world->act, &draft->id, &world->act.today, &error));
  DO (decide (world, &draft->id, "WAITING_LIST", &error));
  DO (offer (world, &draft->id, &id, &error));
  DO (way_referral_answer (&world->act, &id, "accepted", NULL, &error));
  DO (placement = place (world, &draft->id));
#undef DO

  for (guint i = edits->len; i-- > 0;)
    {
      g_autofree char *dump = NULL;

      g_test_message ("step %u", i);
      way_test_undo (world, g_array_index (edits, WayEditId, i));
      dump = way_test_dump (world);
      g_assert_cmpstr (dump, ==, g_ptr_array_index (dumps, i));
    }
}

static void
test_a_child_new_to_the_file_comes_in_by_the_same_edit (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Nell", "Quarrington");
  g_autoptr(WayReferral) draft = new_referral (world, "HEALTH");
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  draft->pupil = (WayId) { 0 };
  g_assert_true (way_referral_start (&world->act, draft, pupil, &error));
  g_assert_true (way_id_equal (&draft->pupil, &pupil->id));
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_what_the_route_leaves_no_doubt_about_is_filled_in (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) referral = new_referral (world, "HEALTH");

  way_referral_fill_choices (NULL, referral, &world->act.today);
  g_assert_null (referral->commissioner);
  g_assert_null (referral->place_payer);
  g_assert_cmpstr (referral->top_up_payer, ==, "SCHOOL");
  g_assert_cmpstr (referral->registration, ==, "DUAL_SCHOOL_MAIN");
}

static void
test_edits_are_named_after_the_place_and_not_the_child (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GError) error = NULL;
  WayId id;

  decide (world, &referral, "AGREED", &error);
  offer (world, &referral, &id, &error);
  g_assert_no_error (error);
  stmt = way_db_prepare (world->db, "SELECT name FROM edit ORDER BY id DESC LIMIT 1", &error);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  g_assert_cmpstr (way_stmt_text (stmt, 0), ==, "Offer a place at Beacon Centre, Hawthorn Academy");
}

/* --- Refusals: nothing has changed after one --- */

static void
test_a_payer_against_the_route_is_not_sent (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) draft = new_referral (world, "SUSP_OFFSITE");
  g_autoptr(GError) error = NULL;

  draft->top_up_payer = g_strdup ("LA");
  g_assert_true (way_referral_start (&world->act, draft, NULL, &error));
  g_assert_false (way_referral_send (&world->act, &draft->id, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  assert_stage (world, &draft->id, "draft", "send");
}

static void
test_a_referral_without_a_route_is_not_sent (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) draft = new_referral (world, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (way_referral_start (&world->act, draft, NULL, &error));
  g_assert_false (way_referral_send (&world->act, &draft->id, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
}

static void
test_no_place_is_offered_before_it_is_agreed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  WayId id;

  g_assert_false (offer (world, &referral, &id, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_no_second_offer_stands_beside_a_first (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;
  WayId id;

  decide (world, &referral, "AGREED", &error);
  g_assert_true (offer (world, &referral, &id, &error));
  g_assert_false (offer (world, &referral, &id, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
test_a_declined_offer_makes_room_for_another (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;
  WayId id;

  decide (world, &referral, "AGREED", &error);
  g_assert_true (offer (world, &referral, &id, &error));
  g_assert_true (way_referral_answer (&world->act, &id, "declined", NULL, &error));
  assert_stage (world, &referral, "panel", "offer");
  g_assert_true (offer (world, &referral, &id, &error));
}

static void
test_an_offer_that_ran_out_is_not_accepted (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;
  WayId id;

  decide (world, &referral, "AGREED", &error);
  g_assert_true (offer (world, &referral, &id, &error));
  world->act.today = way_date_ymd (2026, 11, 16);
  g_assert_false (way_referral_answer (&world->act, &id, "accepted", NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
  g_clear_error (&error);
  g_assert_true (way_referral_answer (&world->act, &id, "lapsed", NULL, &error));
}

static void
test_an_answer_in_the_future_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  GDate tomorrow = way_date_ymd (2026, 11, 11);
  g_autoptr(GError) error = NULL;
  WayId id;

  decide (world, &referral, "AGREED", &error);
  g_assert_true (offer (world, &referral, &id, &error));
  g_assert_false (way_referral_answer (&world->act, &id, "accepted", &tomorrow, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

static void
test_a_decision_in_the_future_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup ("AGREED");
  decision->date = way_date_ymd (2026, 11, 11);
  g_assert_false (way_referral_decide (&world->act, &referral, decision, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

/* The days that it was with the school are kept, and the day on which it first
 * came; it can come back on the same day. */
static void
test_a_returned_referral_comes_back (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autoptr(WayReferralCase) found = NULL;
  g_autoptr(GError) error = NULL;
  GDate first = world->act.today;

  g_assert_true (way_referral_ask (&world->act, &referral, "risk|voice", "The risk assessment",
                                   &error));
  assert_stage (world, &referral, "needs_information", "chase");
  world->act.today = way_date_ymd (2026, 11, 13);
  found = way_referral_case_load (world->db, &referral, &world->act.today, &error);
  g_assert_cmpstr (way_referral_case_return (found)->asked, ==, "risk|voice");
  g_assert_cmpint (way_referral_case_days_returned (found, &world->act.today), ==, 3);
  g_assert_true (way_referral_send (&world->act, &referral, &error));
  assert_stage (world, &referral, "received", "book_panel");

  g_assert_true (way_referral_ask (&world->act, &referral, NULL, "More", &error));
  assert_stage (world, &referral, "needs_information", "chase");
  g_assert_true (way_referral_send (&world->act, &referral, &error));
  assert_stage (world, &referral, "received", "book_panel");

  world->act.today = way_date_ymd (2026, 11, 20);
  way_referral_case_free (g_steal_pointer (&found));
  found = way_referral_case_load (world->db, &referral, &world->act.today, &error);
  g_assert_true (way_date_equal (&found->referral->received, &first));
  g_assert_null (way_referral_case_return (found));
  g_assert_cmpint (way_referral_case_days_returned (found, &world->act.today), ==, 3);
}

static void
test_receipt_is_confirmed_once (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "PEX_DAY6");
  g_autoptr(WayReferralCase) found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_referral_acknowledge (&world->act, &referral, &error));
  assert_stage (world, &referral, "received", "book_panel");
  found = way_referral_case_load (world->db, &referral, &world->act.today, &error);
  g_assert_true (way_date_equal (&found->referral->acknowledged, &world->act.today));
  g_assert_false (way_referral_acknowledge (&world->act, &referral, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
test_only_a_draft_is_thrown_away (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) draft = new_referral (world, "PEX_DAY6");
  WayId sent = send_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;

  g_assert_true (way_referral_start (&world->act, draft, NULL, &error));
  g_assert_true (way_referral_discard (&world->act, &draft->id, &error));
  g_assert_false (way_referral_discard (&world->act, &sent, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
test_closing_withdraws_the_offers_that_stand (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = accepted_referral (world, "PEX_DAY6");
  g_autoptr(WayReferralCase) self = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_referral_close (&world->act, &referral, "moved_away", &error));
  self = way_referral_case_load (world->db, &referral, &world->act.today, &error);
  g_assert_cmpstr (self->stage.stage, ==, "closed");
  g_assert_cmpstr (((WayOffer *) g_ptr_array_index (self->offers, 0))->response, ==, "withdrawn");
  g_assert_false (way_referral_close (&world->act, &referral, "other", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
test_a_save_does_not_move_the_stage (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = send_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayReferral) form = way_records_get (world->db, &way_referral_entity, &id, &error);

  form->reasons = g_strdup ("Because");
  form->closed = way_date_ymd (2026, 11, 10);
  form->received = way_date_none ();
  g_assert_true (way_referral_save (&world->act, form, &error));
  assert_stage (world, &id, "received", "book_panel");
}

static void
test_no_such_referral_is_said_so (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = way_id_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (way_referral_send (&world->act, &id, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

/* --- Placing --- */

static GPtrArray *
lines_of (WayTestWorld *world,
          const WayId  *placement)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *lines = way_records_of (world->db, &way_funding_line_entity, "placement", placement,
                                     &error);

  g_assert_no_error (error);
  return lines;
}

static void
test_a_placement_follows_from_the_offer (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = accepted_referral (world, "PEX_DAY6");
  g_autoptr(WayPlacement) placement = place (world, &referral);
  GDate start = way_date_ymd (2026, 11, 16);

  g_assert_true (way_id_equal (&placement->provision, &world->provision));
  g_assert_true (way_date_equal (&placement->start, &start));
  g_assert_cmpint (placement->sessions, ==, 10);
  g_assert_cmpstr (placement->commissioner, ==, "LA");
  g_assert_cmpstr (placement->route, ==, "PEX_DAY6");
}

static void
test_twenty_school_weeks_skip_the_holidays (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = accepted_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_referral_plan_placement (world->db, &referral,
                                                                   &world->act.today, &error);
  GDate end = way_date_ymd (2027, 5, 7);

  g_assert_true (way_date_equal (&placement->expected_end, &end));
}

static void
test_an_excluded_child_is_dual_until_off_the_roll_and_single_then (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayExclusion) exclusion = way_exclusion_new ();
  g_autoptr(WayReferral) draft = new_referral (world, "PEX_DAY6");
  g_autoptr(WayPlacement) placement = NULL;
  g_autoptr(WayPlacement) stored = NULL;
  g_autoptr(WayEnrolment) roll = NULL;
  GDate day = way_date_ymd (2026, 12, 1), last = way_date_ymd (2026, 11, 30);
  WayId referral = accepted_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("PERM");
  exclusion->from = way_date_ymd (2026, 11, 5);
  way_test_insert (world->db, &way_exclusion_entity, exclusion);
  placement = place (world, &referral);
  g_assert_cmpstr (placement->registration, ==, "DUAL_SCHOOL_MAIN");

  g_assert_true (way_exclusion_off_roll (&world->act, &exclusion->id, &day, &error));
  stored = way_records_get (world->db, &way_placement_entity, &placement->id, &error);
  g_assert_cmpstr (stored->registration, ==, "SINGLE_AP");
  roll = way_records_get (world->db, &way_enrolment_entity, &world->enrolment, &error);
  g_assert_true (way_date_equal (&roll->to, &last));
}

static void
test_single_registration_is_refused_while_the_excluding_school_keeps_the_roll (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = accepted_referral (world, "PEX_DAY6");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_referral_plan_placement (world->db, &referral,
                                                                   &world->act.today, &error);

  g_free (placement->registration);
  placement->registration = g_strdup ("SINGLE_AP");
  g_assert_false (way_referral_place (&world->act, &referral, placement, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
}

static void
test_funding_follows_the_route_and_the_prices (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) draft = new_referral (world, "SHORT_TERM");
  g_autoptr(WayPlacement) placement = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(GError) error = NULL;
  guint seen = 0;
  WayId id;

  draft->place_payer = g_strdup ("LA");
  way_referral_start (&world->act, draft, NULL, &error);
  way_referral_send (&world->act, &draft->id, &error);
  decide (world, &draft->id, "AGREED", &error);
  offer (world, &draft->id, &id, &error);
  way_referral_answer (&world->act, &id, "accepted", NULL, &error);
  g_assert_no_error (error);
  placement = place (world, &draft->id);
  lines = lines_of (world, &placement->id);
  g_assert_cmpuint (lines->len, ==, 2);
  for (guint i = 0; i < lines->len; i++)
    {
      const WayFundingLine *line = g_ptr_array_index (lines, i);
      gboolean is_place = g_str_equal (line->element, "PLACE");

      seen |= is_place ? 1 : 2;
      g_assert_cmpstr (line->payer, ==, is_place ? "LA" : "SCHOOL");
      g_assert_cmpint (line->rate, ==, is_place ? 1000000 : 6140);
      g_assert_true (way_date_equal (&line->from, &placement->start));
      g_assert_false (way_date_is_set (&line->to));
    }
  g_assert_cmpuint (seen, ==, 3);
}

static void
test_nothing_is_placed_while_nobody_is_named_to_pay (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = accepted_referral (world, "SHORT_TERM");
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPlacement) placement = way_referral_plan_placement (world->db, &referral,
                                                                   &world->act.today, &error);

  g_assert_false (way_referral_place (&world->act, &referral, placement, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

/* --- The form --- */

static void
test_consequences_name_payers_and_prices (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId other = way_test_put_provision (world, &world->setting, "Rowan House", 8);
  WayReferralConsequences consequences;
  g_autoptr(GError) error = NULL;

  way_test_put_price (world, &other, "TOP_UP", "per_week", 19000);
  g_assert_true (way_referral_consequences (world->db, "SUSP_OFFSITE", &world->act.today,
                                            &consequences, &error));
  g_assert_cmpint (consequences.place_year, ==, 1000000);
  g_assert_cmpint (consequences.place_day, ==, 5263);
  g_assert_cmpint (consequences.top_up_least, ==, 3800);
  g_assert_cmpint (consequences.top_up_most, ==, 6140);
  g_assert_cmpuint (consequences.n_settings, ==, 2);
  g_assert_cmpstr (consequences.choices[WAY_ROUTE_TOP_UP].who, ==, "SCHOOL");
}

static void
test_a_provision_that_does_not_take_the_route_has_no_say_in_its_price (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayReferralConsequences consequences;
  g_autoptr(GError) error = NULL;
  WayProvision *provision = way_records_get (world->db, &way_provision_entity, &world->provision,
                                             &error);

  provision->routes = g_strdup ("PEX_DAY6|INTERIM");
  way_test_update (world->db, &way_provision_entity, provision);
  way_provision_free (provision);
  g_assert_true (way_referral_consequences (world->db, "SUSP_OFFSITE", &world->act.today,
                                            &consequences, &error));
  g_assert_cmpint (consequences.top_up_least, ==, WAY_INTEGER_NONE);
}

static void
test_no_such_route_has_no_consequences (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayReferralConsequences consequences;
  g_autoptr(GError) error = NULL;

  g_assert_false (way_referral_consequences (world->db, "BY_BROOM", &world->act.today,
                                             &consequences, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
}

static WayReferral *
stored_referral (WayTestWorld *world,
                 const WayId  *id)
{
  g_autoptr(GError) error = NULL;
  WayReferral *referral = way_records_get (world->db, &way_referral_entity, id, &error);

  g_assert_no_error (error);
  return referral;
}

/* A child without a school, by a route that the table has for children with
 * one. */
static WayReferral *
draft_with_gap (WayTestWorld *world)
{
  WayReferral *draft = new_referral (world, "HEALTH");
  g_autoptr(WayPupil) pupil = way_test_pupil ("Nell", "Quarrington");
  g_autoptr(GError) error = NULL;

  way_referral_start (&world->act, draft, pupil, &error);
  g_assert_no_error (error);
  return draft;
}

static void
test_a_gap_wants_a_reason (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) draft = draft_with_gap (world);
  g_autoptr(GArray) findings = NULL;
  g_autoptr(WayReferral) sent = NULL;
  g_autoptr(GError) error = NULL;

  findings = way_referral_check (world->db, draft, &world->act.today, &error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_false (g_array_index (findings, WayRouteFinding, 0).is_error);
  g_assert_nonnull (g_array_index (findings, WayRouteFinding, 0).source);
  g_assert_false (way_referral_send (&world->act, &draft->id, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);

  draft->exception_reason = g_strdup ("A school has promised a place from January");
  g_assert_true (way_referral_save (&world->act, draft, &error));
  g_assert_true (way_referral_send (&world->act, &draft->id, &error));
  g_assert_no_error (error);
  sent = stored_referral (world, &draft->id);
  g_assert_cmpstr (sent->exception_by, ==, "Tester");
  g_assert_true (way_date_equal (&sent->exception_on, &world->act.today));
}

static void
test_without_a_gap_there_is_no_exception (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = send_referral (world, "SHORT_TERM");
  g_autoptr(WayReferral) sent = stored_referral (world, &referral);

  g_assert_null (sent->exception_by);
  g_assert_false (way_date_is_set (&sent->exception_on));
}

/* A table adopted on the day before; the case keeps it when a third begins. */
static void
test_a_case_keeps_its_table (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  GDate from = way_date_add_days (&world->act.today, -1);
  GDate later = way_date_add_days (&world->act.today, 7);
  g_autoptr(WayReferral) referral = NULL;
  g_autoptr(WayRouteSets) sets = NULL;
  g_autoptr(GError) error = NULL;
  WayId table, other, id;
  GDate on;

  g_assert_true (way_route_sets_adopt (&world->act, "Our routes", &from, &table, &error));
  id = send_referral (world, "SHORT_TERM");
  g_assert_true (decide (world, &id, "AGREED", &error));
  g_assert_no_error (error);
  referral = stored_referral (world, &id);
  g_assert_true (way_id_equal (&referral->route_set, &table));

  g_assert_true (way_route_sets_adopt (&world->act, "New routes", &later, &other, &error));
  sets = way_route_sets_load (world->db, &error);
  g_assert_cmpstr (way_route_set_name (way_route_sets_for_referral (sets, referral, &later, &on)),
                   ==, "Our routes");
  g_assert_cmpstr (way_route_set_name (way_route_sets_on (sets, &later)), ==, "New routes");
}

/* A payer whom the table refuses is no exception. */
static void
test_a_contradiction_is_not_agreed_to (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  g_autoptr(WayReferral) referral = stored_referral (world, &id);
  g_autoptr(GError) error = NULL;

  g_free (referral->top_up_payer);
  referral->top_up_payer = g_strdup ("LA");
  referral->exception_reason = g_strdup ("We always did it so");
  way_test_update (world->db, &way_referral_entity, referral);
  g_assert_false (decide (world, &id, "AGREED", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  g_clear_error (&error);
  g_assert_true (decide (world, &id, "NOT_AGREED_SIGNPOST", &error));
}

static const WayReferralSection *
find_section (GArray     *sections,
              const char *id)
{
  for (guint i = 0; i < sections->len; i++)
    if (g_str_equal (g_array_index (sections, WayReferralSection, i).section->id, id))
      return &g_array_index (sections, WayReferralSection, i);
  g_assert_not_reached ();
}

static void
test_sections_say_what_is_missing (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferral) referral = new_referral (world, "SUSP_OFFSITE");
  g_autoptr(GArray) sections = NULL;
  g_autoptr(GError) error = NULL;

  referral->reasons = g_strdup ("Because");
  sections = way_referral_missing (world->db, referral, &world->act.today, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find_section (sections, "child")->state, ==, WAY_SECTION_DONE);
  g_assert_cmpint (find_section (sections, "attendance")->state, ==, WAY_SECTION_STARTED);
  g_assert_cmpint (find_section (sections, "reasons")->state, ==, WAY_SECTION_STARTED);
  g_assert_cmpuint (find_section (sections, "reasons")->n_missing, ==, 1);
  g_assert_cmpstr (find_section (sections, "reasons")->missing[0], ==,
                   "outcome_wanted|referral.outcomes");
  g_assert_cmpint (find_section (sections, "risk")->state, ==, WAY_SECTION_TO_DO);
  g_assert_cmpint (find_section (sections, "health")->state, ==, WAY_SECTION_NOT_NEEDED);
}

/* Every field that the sections name is there. */
static void
test_sections_name_fields_that_are_there (void)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("referral_section", NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);
      g_auto(GStrv) fields = g_strsplit_set (way_code_get (code, "fields"), " |", -1);
      const char *listed = way_code_get (code, "routes");
      g_auto(GStrv) routes = g_strsplit (listed != NULL ? listed : "", " ", -1);

      for (guint j = 0; fields[j] != NULL; j++)
        {
          WayReferralItem item = way_referral_missing_item (fields[j]);

          g_test_message ("%s", fields[j]);
          g_assert_nonnull (item.entity);
          g_assert_cmpuint (item.least, >=, 1);
          if (strchr (fields[j], '.') != NULL)
            g_assert_nonnull (item.field);
          else
            g_assert_true (way_entity_field (item.entity, "pupil") != NULL ||
                           way_entity_field (item.entity, "referral") != NULL);
        }
      for (guint j = 0; routes[j] != NULL; j++)
        g_assert_true (g_str_equal (routes[j], "all") || way_codes_has ("route", routes[j]));
    }
}

#define ADD(path, test) g_test_add_func ("/service/referral-flow/" path, test)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("goes-its-way", test_a_referral_goes_its_way);
  ADD ("undo/leaves-nothing", test_each_step_taken_back_leaves_nothing);
  ADD ("start/new-child", test_a_child_new_to_the_file_comes_in_by_the_same_edit);
  ADD ("start/fills-choices", test_what_the_route_leaves_no_doubt_about_is_filled_in);
  ADD ("edit-name", test_edits_are_named_after_the_place_and_not_the_child);
  ADD ("send/against-the-route", test_a_payer_against_the_route_is_not_sent);
  ADD ("send/without-a-route", test_a_referral_without_a_route_is_not_sent);
  ADD ("send/gap", test_a_gap_wants_a_reason);
  ADD ("send/no-gap", test_without_a_gap_there_is_no_exception);
  ADD ("own-table", test_a_case_keeps_its_table);
  ADD ("decide/against-the-route", test_a_contradiction_is_not_agreed_to);
  ADD ("send/comes-back", test_a_returned_referral_comes_back);
  ADD ("send/receipt", test_receipt_is_confirmed_once);
  ADD ("send/unknown", test_no_such_referral_is_said_so);
  ADD ("save/keeps-the-stage", test_a_save_does_not_move_the_stage);
  ADD ("discard/only-drafts", test_only_a_draft_is_thrown_away);
  ADD ("decide/in-the-future", test_a_decision_in_the_future_is_refused);
  ADD ("offer/not-agreed", test_no_place_is_offered_before_it_is_agreed);
  ADD ("offer/one-at-a-time", test_no_second_offer_stands_beside_a_first);
  ADD ("answer/declined", test_a_declined_offer_makes_room_for_another);
  ADD ("answer/ran-out", test_an_offer_that_ran_out_is_not_accepted);
  ADD ("answer/in-the-future", test_an_answer_in_the_future_is_refused);
  ADD ("close/withdraws-offers", test_closing_withdraws_the_offers_that_stand);
  ADD ("place/follows-from-the-offer", test_a_placement_follows_from_the_offer);
  ADD ("place/school-weeks", test_twenty_school_weeks_skip_the_holidays);
  ADD ("place/dual-then-single", test_an_excluded_child_is_dual_until_off_the_roll_and_single_then);
  ADD ("place/single-too-early",
       test_single_registration_is_refused_while_the_excluding_school_keeps_the_roll);
  ADD ("place/funding", test_funding_follows_the_route_and_the_prices);
  ADD ("place/no-payer", test_nothing_is_placed_while_nobody_is_named_to_pay);
  ADD ("consequences/payers-and-prices", test_consequences_name_payers_and_prices);
  ADD ("consequences/only-who-takes-it",
       test_a_provision_that_does_not_take_the_route_has_no_say_in_its_price);
  ADD ("consequences/unknown", test_no_such_route_has_no_consequences);
  ADD ("missing/sections", test_sections_say_what_is_missing);
  ADD ("missing/fields-are-there", test_sections_name_fields_that_are_there);
  return g_test_run ();
}
