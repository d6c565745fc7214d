/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A panel from the call to the decision: what each step does, what it refuses,
 * and that taking it back leaves the file as it was. */

#include "way-panel-flow.h"

#include "way-children.h"
#include "way-referral-flow.h"
#include "way-test-world.h"

/* A meeting of a kind, so many days from today. */
static WayId
call_meeting (WayTestWorld *world,
              const char   *kind,
              int           days)
{
  GDate day = way_date_add_days (&world->act.today, days);
  g_autoptr(WayMeeting) meeting = way_panel_plan (kind, &day);
  g_autoptr(GError) error = NULL;

  way_panel_make (&world->act, meeting, &error);
  g_assert_no_error (error);
  return meeting->id;
}

static WayId
add_member (WayTestWorld *world,
            const WayId  *meeting,
            const char   *name,
            gboolean      present)
{
  g_autoptr(WayMember) member = way_member_new ();
  g_autoptr(GError) error = NULL;

  member->meeting = *meeting;
  member->name = g_strdup (name);
  way_panel_add_member (&world->act, member, &error);
  g_assert_no_error (error);
  way_panel_set_present (&world->act, &member->id, present, &error);
  g_assert_no_error (error);
  return member->id;
}

/* A referral that came on 3 November and is booked for no panel. */
static WayId
put_received (WayTestWorld *world,
              const char   *forename)
{
  WayId pupil = way_test_put_pupil (world, forename, "Ashdown", NULL);
  WayReferral *referral = way_referral_new ();

  referral->pupil = pupil;
  referral->route = g_strdup ("LONG_TERM");
  referral->referrer = world->school;
  referral->received = way_date_ymd (2026, 11, 3);
  return way_test_put (world, &way_referral_entity, referral);
}

static WayId
add_item (WayTestWorld *world,
          const WayId  *meeting,
          const WayId  *referral)
{
  g_autoptr(WayPanel) panel = NULL;
  g_autoptr(GError) error = NULL;

  way_panel_add (&world->act, meeting, referral, &error);
  g_assert_no_error (error);
  panel = way_panel_load (world->db, meeting, &error);
  g_assert_no_error (error);
  return ((WayPanelItem *) g_ptr_array_index (panel->items, panel->items->len - 1))->item->id;
}

static WayDecision *
new_decision (const char *outcome)
{
  WayDecision *decision = way_decision_new ();

  decision->outcome = g_strdup (outcome);
  decision->reasons = g_strdup ("Needs smaller groups for two terms");
  return decision;
}

/* "Ann Bob": the agenda in order. */
static void
assert_agenda (WayTestWorld *world,
               const WayId  *meeting,
               const char   *expected)
{
  g_autoptr(WayPanel) panel = way_panel_load (world->db, meeting, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < panel->items->len; i++)
    {
      const WayPanelItem *item = g_ptr_array_index (panel->items, i);

      g_assert_cmpint (item->item->position, ==, i + 1);
      g_string_append_printf (text, "%s%.3s", i > 0 ? " " : "", item->pupil_name);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_papers_go_out_before_the_meeting (void)
{
  GDate day = way_date_ymd (2026, 11, 19);
  GDate papers = way_date_ymd (2026, 11, 12);
  g_autoptr(WayMeeting) meeting = way_panel_plan ("panel", &day);

  g_assert_true (way_date_equal (&meeting->papers_by, &papers));
  g_assert_nonnull (meeting->time);
}

static void
test_what_waits_comes_onto_the_agenda (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId meeting = call_meeting (world, "panel", 9);
  WayId ann = put_received (world, "Ann");
  WayId bob = put_received (world, "Bob");
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(WayReferralCase) found = NULL;
  g_autoptr(GError) error = NULL;
  guint n;

  waiting = way_panel_waiting (world->db, &world->act.today, &error);
  g_assert_cmpuint (waiting->len, ==, 2);
  g_assert_true (way_panel_add_waiting (&world->act, &meeting, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_clear_pointer (&waiting, g_ptr_array_unref);
  waiting = way_panel_waiting (world->db, &world->act.today, &error);
  g_assert_cmpuint (waiting->len, ==, 0);
  found = way_referral_case_load (world->db, &ann, &world->act.today, &error);
  g_assert_cmpstr (found->stage.next_step, ==, "decide");
  g_assert_false (way_panel_add (&world->act, &meeting, &bob, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);

  /* The day passed and nothing was decided: they wait again. */
  g_clear_pointer (&waiting, g_ptr_array_unref);
  g_clear_error (&error);
  world->act.today = way_date_add_days (&world->act.today, 10);
  waiting = way_panel_waiting (world->db, &world->act.today, &error);
  g_assert_cmpuint (waiting->len, ==, 2);
}

static void
test_the_order_of_the_agenda (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId meeting = call_meeting (world, "panel", 9);
  WayId ann = put_received (world, "Ann");
  WayId bob = put_received (world, "Bob");
  WayId cid = put_received (world, "Cid");
  WayId first = add_item (world, &meeting, &ann);
  WayId second = add_item (world, &meeting, &bob);
  g_autoptr(WayReferral) freed = NULL;
  g_autoptr(GError) error = NULL;

  add_item (world, &meeting, &cid);
  assert_agenda (world, &meeting, "Ann Bob Cid");
  g_assert_true (way_panel_move (&world->act, &first, 3, &error));
  assert_agenda (world, &meeting, "Bob Cid Ann");
  g_assert_true (way_panel_move (&world->act, &first, 1, &error));
  assert_agenda (world, &meeting, "Ann Bob Cid");
  g_assert_true (way_panel_move (&world->act, &first, 99, &error));
  assert_agenda (world, &meeting, "Bob Cid Ann");
  g_assert_true (way_panel_remove (&world->act, &second, &error));
  assert_agenda (world, &meeting, "Cid Ann");
  freed = way_records_get (world->db, &way_referral_entity, &bob, &error);
  g_assert_false (way_date_is_set (&freed->panel));
}

static void
test_members_come_again (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId first = call_meeting (world, "panel", -14);
  WayId next, other;
  g_autoptr(WayPanel) panel = NULL;
  g_autoptr(WayPanel) fair = NULL;

  add_member (world, &first, "R. Okafor", TRUE);
  add_member (world, &first, "A. Lindqvist", TRUE);
  next = call_meeting (world, "panel", 0);
  other = call_meeting (world, "fair_access", 0);
  panel = way_panel_load (world->db, &next, NULL);
  g_assert_cmpuint (panel->members->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (panel->names, 0), ==, "A. Lindqvist");
  g_assert_cmpint (((WayMember *) g_ptr_array_index (panel->members, 0))->present, !=, 1);
  fair = way_panel_load (world->db, &other, NULL);
  g_assert_cmpuint (fair->members->len, ==, 0);
}

static void
test_a_decision_says_who_made_it (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId meeting = call_meeting (world, "panel", 0);
  WayId ann = put_received (world, "Ann");
  WayId item = add_item (world, &meeting, &ann);
  WayId involved;
  g_autoptr(WayInterest) interest = way_interest_new ();
  g_autoptr(WayDecision) decision = new_decision ("AGREED");
  g_autoptr(WayPanel) panel = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  decision->provision = world->provision;
  add_member (world, &meeting, "A. Lindqvist", TRUE);
  add_member (world, &meeting, "M. Patel", FALSE);
  involved = add_member (world, &meeting, "R. Okafor", TRUE);
  interest->member = involved;
  interest->item = item;
  interest->what = g_strdup ("Head of the school that refers");
  interest->left_room = 1;
  g_assert_true (way_panel_declare (&world->act, interest, &error));

  g_assert_true (way_panel_decide (&world->act, &item, decision, &error));
  g_assert_no_error (error);
  panel = way_panel_load (world->db, &meeting, &error);
  g_assert_cmpstr (((WayPanelItem *) g_ptr_array_index (panel->items, 0))->decision->members, ==,
                   "A. Lindqvist");
  g_assert_cmpstr (decision->body, ==, "panel");
  g_assert_true (way_date_equal (&decision->date, &world->act.today));
  list = way_panel_list (world->db, &error);
  g_assert_cmpuint (((WayPanelSummary *) g_ptr_array_index (list, 0))->n_decided, ==, 1);

  /* What was decided stays where it was decided. */
  g_assert_false (way_panel_remove (&world->act, &item, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  g_assert_false (way_panel_cancel (&world->act, &meeting, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
assert_refused (WayTestWorld *world,
                const WayId  *item,
                WayDecision  *decision,
                int           code)
{
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (way_panel_decide (&world->act, item, decision, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, code);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_decisions_that_cannot_be (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId meeting = call_meeting (world, "panel", 0);
  WayId later = call_meeting (world, "panel", 3);
  WayId ann = put_received (world, "Ann");
  WayId bob = put_received (world, "Bob");
  WayId item = add_item (world, &meeting, &ann);
  WayId coming = add_item (world, &later, &bob);
  g_autoptr(WayDecision) agreed = new_decision ("AGREED");
  g_autoptr(WayDecision) conditional = new_decision ("AGREED_CONDITIONAL");
  g_autoptr(WayDecision) unsaid = new_decision (NULL);
  g_autoptr(WayDecision) silent = way_decision_new ();

  silent->outcome = g_strdup ("NOT_AGREED_SIGNPOST");
  assert_refused (world, &item, agreed, WAY_SERVICE_ERROR_INCOMPLETE);
  add_member (world, &meeting, "A. Lindqvist", TRUE);
  add_member (world, &later, "A. Lindqvist", TRUE);
  assert_refused (world, &coming, agreed, WAY_SERVICE_ERROR_DATE);
  assert_refused (world, &item, conditional, WAY_SERVICE_ERROR_INCOMPLETE);
  assert_refused (world, &item, unsaid, WAY_SERVICE_ERROR_INCOMPLETE);
  assert_refused (world, &item, silent, WAY_SERVICE_ERROR_INCOMPLETE);
}

static void
put_plan (WayTestWorld *world,
          const WayId  *pupil)
{
  WayNeed *need = way_need_new ();

  need->pupil = *pupil;
  need->provision = g_strdup ("E");
  need->type = g_strdup ("SEMH");
  need->from = way_date_ymd (2025, 9, 1);
  way_test_put (world, &way_need_entity, need);
}

static void
test_fair_access (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId meeting = call_meeting (world, "fair_access", 0);
  WayId ann = put_received (world, "Ann");
  WayId bob = put_received (world, "Bob");
  WayId item = add_item (world, &meeting, &ann);
  g_autoptr(WayDecision) decision = new_decision ("AGREED");
  g_autoptr(WayReferral) referral = way_records_get (world->db, &way_referral_entity, &ann, NULL);
  g_autoptr(WayReferral) planned = way_records_get (world->db, &way_referral_entity, &bob, NULL);
  g_autoptr(GPtrArray) shares = NULL;
  g_autoptr(GError) error = NULL;

  put_plan (world, &planned->pupil);
  g_assert_false (way_panel_add (&world->act, &meeting, &bob, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  g_clear_error (&error);

  add_member (world, &meeting, "A. Lindqvist", TRUE);
  decision->school = world->school;
  assert_refused (world, &item, decision, WAY_SERVICE_ERROR_RULE);
  referral->panel = world->act.today;
  referral->fair_group = g_strdup ("CARER");
  referral->fair_efforts = g_strdup ("Three schools were asked");
  way_referral_save (&world->act, referral, &error);
  g_assert_no_error (error);
  decision->school = (WayId) { { 0 } };
  assert_refused (world, &item, decision, WAY_SERVICE_ERROR_INCOMPLETE);
  decision->school = world->school;
  g_assert_true (way_panel_decide (&world->act, &item, decision, &error));
  g_assert_no_error (error);

  shares = way_panel_shares (world->db, NULL, NULL, &error);
  g_assert_cmpuint (shares->len, ==, 1);
  g_assert_cmpstr (((WayPanelShare *) g_ptr_array_index (shares, 0))->name, ==, "Fernhill School");
  g_assert_cmpuint (((WayPanelShare *) g_ptr_array_index (shares, 0))->taken, ==, 1);
}

static void
test_a_meeting_moves_with_its_referrals (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId meeting = call_meeting (world, "panel", 9);
  WayId ann = put_received (world, "Ann");
  GDate day = way_date_add_days (&world->act.today, 16);
  g_autoptr(WayMeeting) changed = NULL;
  g_autoptr(WayReferral) referral = NULL;
  g_autoptr(GError) error = NULL;

  add_item (world, &meeting, &ann);
  changed = way_records_get (world->db, &way_meeting_entity, &meeting, &error);
  changed->date = day;
  g_assert_true (way_panel_change (&world->act, changed, &error));
  referral = way_records_get (world->db, &way_referral_entity, &ann, &error);
  g_assert_true (way_date_equal (&referral->panel, &day));
}

static void
test_each_step_taken_back_leaves_nothing (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId earlier = call_meeting (world, "panel", -14);
  WayId meeting = call_meeting (world, "panel", 0);
  WayId ann = put_received (world, "Ann");
  WayId bob = put_received (world, "Bob");
  WayId item = add_item (world, &meeting, &ann);
  WayId member = add_member (world, &earlier, "R. Okafor", TRUE);
  GDate day = way_date_add_days (&world->act.today, 20);
  g_autoptr(WayMeeting) planned = way_panel_plan ("panel", &day);
  g_autoptr(WayDecision) decision = new_decision ("AGREED");
  g_autoptr(WayAgendaItem) said = way_records_get (world->db, &way_agenda_item_entity, &item, NULL);
  g_autoptr(GError) error = NULL;
  guint n;

#define CHECK(call)                                         \
  G_STMT_START {                                            \
    g_autofree char *before = way_test_dump (world);        \
    g_autofree char *after = NULL;                          \
                                                            \
    g_assert_true (call);                                   \
    g_assert_no_error (error);                              \
    way_test_undo (world, world->act.edit);                 \
    after = way_test_dump (world);                          \
    g_assert_cmpstr (after, ==, before);                    \
  } G_STMT_END

  add_member (world, &meeting, "A. Lindqvist", TRUE);
  said->views = g_strdup ("The psychologist supports it");
  CHECK (way_panel_make (&world->act, planned, &error));
  CHECK (way_panel_add (&world->act, &meeting, &bob, &error));
  CHECK (way_panel_add_waiting (&world->act, &meeting, &n, &error));
  CHECK (way_panel_note (&world->act, said, &error));
  CHECK (way_panel_set_present (&world->act, &member, FALSE, &error));
  CHECK (way_panel_remove (&world->act, &item, &error));
  CHECK (way_panel_cancel (&world->act, &meeting, &error));
  CHECK (way_panel_decide (&world->act, &item, decision, &error));
#undef CHECK
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/panel-flow/papers", test_papers_go_out_before_the_meeting);
  g_test_add_func ("/service/panel-flow/waiting", test_what_waits_comes_onto_the_agenda);
  g_test_add_func ("/service/panel-flow/order", test_the_order_of_the_agenda);
  g_test_add_func ("/service/panel-flow/members", test_members_come_again);
  g_test_add_func ("/service/panel-flow/decision", test_a_decision_says_who_made_it);
  g_test_add_func ("/service/panel-flow/refusals", test_decisions_that_cannot_be);
  g_test_add_func ("/service/panel-flow/fair-access", test_fair_access);
  g_test_add_func ("/service/panel-flow/move", test_a_meeting_moves_with_its_referrals);
  g_test_add_func ("/service/panel-flow/undo", test_each_step_taken_back_leaves_nothing);
  return g_test_run ();
}
