/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of referrals, and the provisions among which a place is chosen. */

#include "way-referral-board.h"

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
  return g_test_run ();
}
