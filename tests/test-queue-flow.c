/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of a provision through its steps: who waits, who is offered a place,
 * who was passed over, on today and on days long past. */

#include "way-queue-flow.h"

#include "way-children.h"
#include "way-referral-flow.h"
#include "way-test-world.h"

/* A child whose place was agreed, and who waits for it from today on. */
static WayId
put_waiting (WayTestWorld *world,
             const char   *forename,
             const char   *route)
{
  WayId pupil = way_test_put_pupil (world, forename, "Ashdown", NULL);
  WayId referral = way_test_put_referral (world, &pupil, route);
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup ("WAITING_LIST");
  decision->provision = world->provision;
  way_referral_decide (&world->act, &referral, decision, &error);
  g_assert_no_error (error);
  return referral;
}

/* "Ann1 Bob Cid2": names in order, and the numbers of those who wait. */
static char *
say_queue (WayTestWorld *world,
           const GDate  *on)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = way_queue_list (world->db, &world->provision, on, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayQueueRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%s%.3s", i > 0 ? " " : "", row->pupil_name);
      if (row->place.place > 0)
        g_string_append_printf (text, "%u", row->place.place);
    }
  return g_string_free (text, FALSE);
}

static void
assert_queue (WayTestWorld *world,
              const GDate  *on,
              const char   *expected)
{
  g_autofree char *found = say_queue (world, on);

  g_assert_cmpstr (found, ==, expected);
}

static WayId
find_entry (WayTestWorld *world,
            const WayId  *referral)
{
  g_autoptr(GPtrArray) waits = way_queue_of_referral (world->db, referral, NULL);

  g_assert_cmpuint (waits->len, ==, 1);
  return ((const WayQueueEntry *) g_ptr_array_index (waits, 0))->id;
}

static gboolean
offer (WayTestWorld *world,
       const WayId  *referral,
       const char   *reason,
       WayId        *id,
       GError      **error)
{
  g_autoptr(WayOffer) made = way_offer_new ();

  made->provision = world->provision;
  made->start = way_date_add_days (&world->act.today, 7);
  made->expires = way_date_add_days (&world->act.today, 3);
  made->reason = g_strdup (reason);
  if (!way_referral_offer (&world->act, referral, made, error))
    return FALSE;
  if (id != NULL)
    *id = made->id;
  return TRUE;
}

static void
pass_days (WayTestWorld *world,
           int           days)
{
  world->act.today = way_date_add_days (&world->act.today, days);
}

static void
test_the_waiting_list_is_the_queue (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  GDate first = world->act.today;
  GDate before = way_date_add_days (&first, -1);
  WayId ann, bob;

  bob = put_waiting (world, "Bob", "LONG_TERM");
  pass_days (world, 1);
  ann = put_waiting (world, "Ann", "LONG_TERM");
  assert_queue (world, &before, "");
  assert_queue (world, &first, "Bob1");
  assert_queue (world, &world->act.today, "Bob1 Ann2");
  /* Route 1 is due by law: it goes first. */
  put_waiting (world, "Cid", "PEX_DAY6");
  assert_queue (world, &world->act.today, "Cid1 Bob2 Ann3");
  (void) ann;
  (void) bob;
}

static void
test_joining_twice_or_too_early_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId waits = put_waiting (world, "Ann", "LONG_TERM");
  WayId undecided = way_test_put_referral (world, &world->pupil, "LONG_TERM");
  g_autoptr(WayQueueEntry) again = way_queue_entry_new ();
  g_autoptr(WayQueueEntry) early = way_queue_entry_new ();
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  again->referral = waits;
  again->provision = world->provision;
  g_assert_false (way_queue_join (&world->act, again, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  early->referral = undecided;
  early->provision = world->provision;
  g_assert_false (way_queue_join (&world->act, early, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_who_was_passed_over_can_be_told (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId ann = put_waiting (world, "Ann", "LONG_TERM");
  WayId bob, cid;
  GDate day;
  g_autoptr(GPtrArray) skips = NULL;
  g_autoptr(GError) error = NULL;
  const WayQueueSkip *skip;
  g_auto(GStrv) names = NULL;

  pass_days (world, 1);
  bob = put_waiting (world, "Bob", "LONG_TERM");
  pass_days (world, 1);
  cid = put_waiting (world, "Cid", "LONG_TERM");
  names = way_queue_would_pass (world->db, &cid, &world->provision, &world->act.today, &error);
  g_assert_cmpuint (g_strv_length (names), ==, 2);

  g_assert_false (offer (world, &cid, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  g_clear_error (&error);
  day = world->act.today;
  g_assert_true (offer (world, &cid, "Only the morning group has room, and only Cid fits it", NULL,
                        &error));
  assert_queue (world, &world->act.today, "Ann1 Bob2 Cid");

  /* To the first, no reason is needed. */
  pass_days (world, 1);
  g_assert_true (offer (world, &ann, NULL, NULL, &error));
  g_assert_no_error (error);

  skips = way_queue_skips (world->db, &world->provision, &day, &day, &error);
  g_assert_cmpuint (skips->len, ==, 2);
  skip = g_ptr_array_index (skips, 0);
  g_assert_true (way_id_equal (&skip->passed, &ann));
  g_assert_true (way_id_equal (&skip->chosen, &cid));
  g_assert_cmpstr (skip->reason, ==, "Only the morning group has room, and only Cid fits it");
  skip = g_ptr_array_index (skips, 1);
  g_assert_true (way_id_equal (&skip->passed, &bob));
  g_clear_pointer (&skips, g_ptr_array_unref);
  skips = way_queue_skips (world->db, &world->provision, &world->act.today, NULL, &error);
  g_assert_cmpuint (skips->len, ==, 0);
}

static void
test_a_child_from_outside_the_queue_passes_over_all (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId outside = way_test_put_referral (world, &world->pupil, "LONG_TERM");
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(GPtrArray) skips = NULL;
  g_autoptr(GError) error = NULL;

  put_waiting (world, "Ann", "LONG_TERM");
  decision->outcome = g_strdup ("AGREED");
  g_assert_true (way_referral_decide (&world->act, &outside, decision, &error));
  g_assert_false (offer (world, &outside, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  g_clear_error (&error);
  g_assert_true (offer (world, &outside, "By order of the tribunal", NULL, &error));
  skips = way_queue_skips (world->db, &world->provision, NULL, NULL, &error);
  g_assert_cmpuint (skips->len, ==, 1);
}

static void
test_parked_children_are_not_passed_over (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId ann = put_waiting (world, "Ann", "LONG_TERM");
  WayId entry = find_entry (world, &ann);
  GDate first = world->act.today;
  GDate until;
  GDate none = way_date_none ();
  g_autoptr(GPtrArray) skips = NULL;
  g_autoptr(GError) error = NULL;
  WayId bob;

  pass_days (world, 1);
  bob = put_waiting (world, "Bob", "LONG_TERM");
  until = way_date_add_days (&world->act.today, 10);
  g_assert_false (way_queue_park (&world->act, &entry, &until, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  g_assert_true (way_queue_park (&world->act, &entry, &until, "In hospital until then", &error));
  assert_queue (world, &first, "Ann1");
  assert_queue (world, &world->act.today, "Ann Bob1");
  assert_queue (world, &until, "Ann Bob1");
  g_assert_false (offer (world, &ann, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  g_clear_error (&error);
  g_assert_true (offer (world, &bob, NULL, NULL, &error));
  skips = way_queue_skips (world->db, &world->provision, NULL, NULL, &error);
  g_assert_cmpuint (skips->len, ==, 0);

  pass_days (world, 5);
  entry = find_entry (world, &ann);
  g_assert_true (way_queue_park (&world->act, &entry, &none, NULL, &error));
  assert_queue (world, &world->act.today, "Ann1 Bob2");
}

static void
test_the_order_of_a_past_day_stays (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId ann = put_waiting (world, "Ann", "LONG_TERM");
  WayId bob, entry;
  GDate first;
  g_autofree char *then = NULL;
  g_autoptr(GPtrArray) summaries = NULL;
  g_autoptr(GError) error = NULL;
  const WayQueueSummary *summary;

  pass_days (world, 1);
  bob = put_waiting (world, "Bob", "LONG_TERM");
  first = world->act.today;
  pass_days (world, 2);
  entry = find_entry (world, &bob);
  g_assert_true (way_queue_move (&world->act, &entry, "safety", "Not safe at home", WAY_INTEGER_NONE,
                                 &error));
  assert_queue (world, &world->act.today, "Bob1 Ann2");
  assert_queue (world, &first, "Ann1 Bob2");

  pass_days (world, 2);
  entry = find_entry (world, &bob);
  g_assert_true (way_queue_leave (&world->act, &entry, "gave_up", NULL, WAY_INTEGER_NONE, &error));
  entry = find_entry (world, &ann);
  g_assert_false (way_queue_leave (&world->act, &entry, "placed", NULL, WAY_INTEGER_NONE, &error));
  g_clear_error (&error);
  assert_queue (world, &world->act.today, "Ann1");
  summaries = way_queue_summaries (world->db, &world->act.today, &error);
  g_assert_cmpuint (summaries->len, ==, 1);
  summary = g_ptr_array_index (summaries, 0);
  g_assert_cmpuint (summary->waiting, ==, 1);
  g_assert_cmpuint (summary->unmet, ==, 1);
}

/* Offered, refused: the child stands where it stood.  Placed: it waits no more. */
static void
test_an_answer_moves_the_queue (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId ann = put_waiting (world, "Ann", "LONG_TERM");
  g_autoptr(WayPlacement) placement = NULL;
  g_autoptr(WayQueueEntry) entry = NULL;
  g_autoptr(GError) error = NULL;
  WayId waits = find_entry (world, &ann);
  WayId id;

  g_assert_true (offer (world, &ann, NULL, &id, &error));
  assert_queue (world, &world->act.today, "Ann");
  g_assert_true (way_referral_answer (&world->act, &id, "declined", NULL, &error));
  assert_queue (world, &world->act.today, "Ann1");
  g_assert_true (offer (world, &ann, NULL, &id, &error));
  g_assert_true (way_referral_answer (&world->act, &id, "accepted", NULL, &error));
  placement = way_referral_plan_placement (world->db, &ann, &world->act.today, &error);
  g_assert_true (way_referral_place (&world->act, &ann, placement, &error));
  g_assert_no_error (error);
  assert_queue (world, &world->act.today, "");
  entry = way_records_get (world->db, &way_queue_entry_entity, &waits, &error);
  g_assert_cmpstr (entry->left_reason, ==, "placed");
  g_assert_cmpint (entry->unmet, ==, 0);
}

static void
test_each_step_taken_back_leaves_nothing (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId ann = put_waiting (world, "Ann", "LONG_TERM");
  WayId bob = put_waiting (world, "Bob", "LONG_TERM");
  GDate until;
  g_autoptr(GError) error = NULL;
  WayId entry;

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

  pass_days (world, 3);
  until = way_date_add_days (&world->act.today, 9);
  entry = find_entry (world, &ann);
  CHECK (way_queue_park (&world->act, &entry, &until, "Away", &error));
  CHECK (way_queue_move (&world->act, &entry, "duty", NULL, 4, &error));
  CHECK (way_queue_leave (&world->act, &entry, "moved_away", NULL, WAY_INTEGER_NONE, &error));
  CHECK (offer (world, &bob, "Another child goes first", NULL, &error));
  CHECK (way_referral_close (&world->act, &ann, "no_longer_needed", &error));
#undef CHECK
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/queue-flow/waiting-list", test_the_waiting_list_is_the_queue);
  g_test_add_func ("/service/queue-flow/join", test_joining_twice_or_too_early_is_refused);
  g_test_add_func ("/service/queue-flow/passed-over", test_who_was_passed_over_can_be_told);
  g_test_add_func ("/service/queue-flow/outside", test_a_child_from_outside_the_queue_passes_over_all);
  g_test_add_func ("/service/queue-flow/parked", test_parked_children_are_not_passed_over);
  g_test_add_func ("/service/queue-flow/past", test_the_order_of_a_past_day_stays);
  g_test_add_func ("/service/queue-flow/answers", test_an_answer_moves_the_queue);
  g_test_add_func ("/service/queue-flow/undo", test_each_step_taken_back_leaves_nothing);
  return g_test_run ();
}
