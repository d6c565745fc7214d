/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of referrals, and the provisions among which a place is chosen. */

#include "way-referral-board.h"

#include "way-provision-choice.h"
#include "way-referral-form.h"
#include "way-test-world.h"

static GPtrArray *
read_board (WayTestWorld                 *world,
            const WayReferralBoardFilter *filter)
{
  g_autoptr(WayFacts) facts = way_facts_new (world->db, NULL);
  g_autoptr(GError) error = NULL;
  GPtrArray *cards = way_referral_board (facts, &world->act.today, filter, &error);

  g_assert_no_error (error);
  return cards;
}

static const WayReferralCard *
first_card (GPtrArray *cards)
{
  g_assert_cmpuint (cards->len, >, 0);
  return g_ptr_array_index (cards, 0);
}

static void
test_an_empty_file_has_an_empty_board (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) cards = read_board (world, NULL);

  g_assert_cmpuint (cards->len, ==, 0);
}

static void
test_a_card_says_who_and_how_long (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) cards = NULL;
  const WayReferralCard *card;
  gint64 open = 0;

  way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  cards = read_board (world, NULL);
  card = first_card (cards);
  g_assert_cmpstr (card->pupil_name, ==, "Kit Ashdown");
  g_assert_cmpstr (card->year, ==, "8");
  g_assert_cmpstr (card->route, ==, "SHORT_TERM");
  g_assert_cmpstr (card->referrer, ==, "Fernhill School");
  g_assert_cmpstr (card->stage, ==, "panel");
  g_assert_cmpstr (card->next_step, ==, "decide");
  /* Received on Tuesday 3 November, today Tuesday 10. */
  g_assert_cmpuint (card->waited, ==, 5);
  g_assert_true (way_referral_count_open (world->db, &open, NULL));
  g_assert_cmpint (open, ==, 1);
}

static void
test_a_kept_draft_has_a_card (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(GPtrArray) cards = NULL;
  const WayReferralCard *card;

  way_referral_form_choose_pupil (form, world->db, &world->pupil, &world->act.today, NULL);
  way_referral_form_keep (form, world->db, NULL);
  cards = read_board (world, NULL);
  card = first_card (cards);
  g_assert_true (card->kept);
  g_assert_cmpstr (card->stage, ==, "draft");
  g_assert_cmpstr (card->pupil_name, ==, "Kit Ashdown");
  g_assert_cmpstr (card->referrer, ==, "Fernhill School");
}

static void
test_a_changed_referral_has_one_card (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  g_autoptr(WayReferralForm) form = way_referral_form_load (world->db, &id, &world->act.today,
                                                            NULL);
  g_autoptr(GPtrArray) cards = NULL;

  way_referral_form_keep (form, world->db, NULL);
  cards = read_board (world, NULL);
  g_assert_cmpuint (cards->len, ==, 1);
  g_assert_false (first_card (cards)->kept);
}

static void
test_what_cannot_be_read_is_left_alone (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) cards = NULL;
  g_autoptr(WayDraft) draft = NULL;
  WayId id = way_id_new ();

  way_drafts_put (world->db, "referral", &id, "noise", NULL);
  cards = read_board (world, NULL);
  g_assert_cmpuint (cards->len, ==, 0);
  draft = way_drafts_get (world->db, "referral", &id, NULL);
  g_assert_nonnull (draft);
}

static void
test_closed_ones_leave_after_a_while (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  g_autoptr(GPtrArray) soon = NULL;
  g_autoptr(GPtrArray) late = NULL;

  g_assert_true (way_referral_close (&world->act, &id, "other", NULL));
  soon = read_board (world, NULL);
  g_assert_cmpstr (first_card (soon)->stage, ==, "closed");
  g_assert_cmpuint (first_card (soon)->waited, ==, 0);
  world->act.today = way_date_add_days (&world->act.today, 29);
  late = read_board (world, NULL);
  g_assert_cmpuint (late->len, ==, 0);
}

static void
test_filters (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  const struct
  {
    WayReferralBoardFilter filter;
    guint                  n;
  } cases[] = {
    { { .route = "SHORT_TERM" }, 1 },
    { { .route = "HEALTH" }, 0 },
    { { .referrer = world->school }, 1 },
    { { .referrer = world->setting }, 0 },
    { { .words = "ASHD" }, 1 },
    { { .words = "kit fern" }, 1 },
    { { .words = "kit nobody" }, 0 },
    { { .words = "" }, 1 },
  };

  way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) cards = read_board (world, &cases[i].filter);

      g_test_message ("case %u", i);
      g_assert_cmpuint (cards->len, ==, cases[i].n);
    }
}

static void
test_a_running_duty_stands_on_the_card (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayExclusion *exclusion = way_exclusion_new ();
  g_autoptr(GPtrArray) cards = NULL;
  const WayReferralCard *card;
  GDate due = way_date_ymd (2026, 11, 12);

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("SUSP");
  exclusion->from = way_date_ymd (2026, 11, 5);
  exclusion->to = way_date_ymd (2026, 11, 16);
  way_test_put (world, &way_exclusion_entity, exclusion);
  way_test_put_referral (world, &world->pupil, "SUSP_OFFSITE");

  cards = read_board (world, NULL);
  card = first_card (cards);
  g_assert_nonnull (card->rule);
  g_assert_cmpstr (card->rule->id, ==, "C02");
  g_assert_true (way_date_equal (&card->due, &due));
  g_assert_cmpint (card->duty.state, ==, WAY_DUTY_DUE);
}

/* --- Provisions --- */

static GPtrArray *
read_choices (WayTestWorld *world,
              const char   *route,
              const char   *year)
{
  GDate on = way_date_ymd (2026, 11, 16);
  g_autoptr(GError) error = NULL;
  GPtrArray *found = way_provision_choices (world->db, &world->act.today, &on, route, year, &error);

  g_assert_no_error (error);
  return found;
}

static void
put_offer (WayTestWorld *world,
           const char   *response,
           GDate         expires)
{
  WayOffer *offer = way_offer_new ();

  offer->referral = way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  offer->provision = world->provision;
  offer->made = way_date_ymd (2026, 11, 5);
  offer->start = way_date_ymd (2026, 11, 12);
  offer->expires = expires;
  offer->response = g_strdup (response);
  way_test_put (world, &way_offer_entity, offer);
}

static void
put_placement (WayTestWorld *world,
               GDate         start,
               GDate         end)
{
  WayPlacement *placement = way_placement_new ();

  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->start = start;
  placement->end = end;
  way_test_put (world, &way_placement_entity, placement);
}

static void
test_room_is_places_less_taken_and_promised (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  const WayProvisionChoice *choice;

  put_placement (world, way_date_ymd (2026, 9, 7), way_date_none ());
  put_placement (world, way_date_ymd (2026, 9, 7), way_date_ymd (2026, 11, 15));
  put_placement (world, way_date_ymd (2026, 11, 17), way_date_none ());
  put_offer (world, "accepted", way_date_none ());
  put_offer (world, "pending", way_date_ymd (2026, 11, 10));
  put_offer (world, "pending", way_date_ymd (2026, 11, 9));
  put_offer (world, "declined", way_date_none ());

  found = read_choices (world, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  choice = g_ptr_array_index (found, 0);
  g_assert_cmpstr (choice->name, ==, "Beacon Centre");
  g_assert_cmpstr (choice->setting, ==, "Hawthorn Academy");
  g_assert_cmpint (choice->places, ==, 20);
  g_assert_cmpint (choice->taken, ==, 1);
  g_assert_cmpint (choice->promised, ==, 2);
  g_assert_cmpint (choice->empty, ==, 17);
}

/* Who came is counted once, though nobody closed the referral. */
static void
test_a_promise_that_was_kept_is_none (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayPlacement *placement = way_placement_new ();
  g_autoptr(GPtrArray) referrals = NULL;
  g_autoptr(GPtrArray) found = NULL;

  put_offer (world, "accepted", way_date_none ());
  referrals = way_records_list (world->db, &way_referral_entity, NULL, NULL, NULL);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->referral = *way_record_id (referrals->pdata[0]);
  placement->start = way_date_ymd (2026, 11, 12);
  way_test_put (world, &way_placement_entity, placement);

  found = read_choices (world, NULL, NULL);
  g_assert_cmpint (((WayProvisionChoice *) found->pdata[0])->taken, ==, 1);
  g_assert_cmpint (((WayProvisionChoice *) found->pdata[0])->promised, ==, 0);
}

static void
test_places_out_of_service_are_no_room (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  static const struct
  {
    const char *kind;
    int         places;
  } more[] = { { "out_of_service", 3 }, { "planned", 50 }, { "commissioned", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      WayCapacity *capacity = way_capacity_new ();

      capacity->provision = world->provision;
      capacity->from = way_date_ymd (2026, 11, 16);
      capacity->places = more[i].places;
      capacity->kind = g_strdup (more[i].kind);
      capacity->unit = g_strdup ("places");
      way_test_put (world, &way_capacity_entity, capacity);
    }
  found = read_choices (world, NULL, NULL);
  g_assert_cmpint (((WayProvisionChoice *) found->pdata[0])->places, ==, 18);
}

static void
test_those_that_fit_come_first (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId small = way_test_put_provision (world, &world->setting, "Small Room", 2);
  g_autoptr(WayProvision) big = way_records_get (world->db, &way_provision_entity,
                                                 &world->provision, NULL);
  g_autoptr(GPtrArray) found = NULL;
  const WayProvisionChoice *first;

  big->year_low = g_strdup ("10");
  big->year_high = g_strdup ("11");
  way_test_update (world->db, &way_provision_entity, big);
  found = read_choices (world, "SHORT_TERM", "8");
  first = g_ptr_array_index (found, 0);
  g_assert_true (way_id_equal (&first->id, &small));
  g_assert_false (((WayProvisionChoice *) found->pdata[1])->takes_year);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/referral-board/empty", test_an_empty_file_has_an_empty_board);
  g_test_add_func ("/service/referral-board/who-and-how-long", test_a_card_says_who_and_how_long);
  g_test_add_func ("/service/referral-board/kept-draft", test_a_kept_draft_has_a_card);
  g_test_add_func ("/service/referral-board/changed", test_a_changed_referral_has_one_card);
  g_test_add_func ("/service/referral-board/unreadable", test_what_cannot_be_read_is_left_alone);
  g_test_add_func ("/service/referral-board/recent", test_closed_ones_leave_after_a_while);
  g_test_add_func ("/service/referral-board/filters", test_filters);
  g_test_add_func ("/service/referral-board/duty", test_a_running_duty_stands_on_the_card);
  g_test_add_func ("/service/provision-choice/room", test_room_is_places_less_taken_and_promised);
  g_test_add_func ("/service/provision-choice/kept-promise",
                   test_a_promise_that_was_kept_is_none);
  g_test_add_func ("/service/provision-choice/out-of-service",
                   test_places_out_of_service_are_no_room);
  g_test_add_func ("/service/provision-choice/fits-first", test_those_that_fit_come_first);
  return g_test_run ();
}
