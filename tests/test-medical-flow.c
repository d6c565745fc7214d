/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The medical pathway: each step goes where it may, and is taken back whole. */

#include "way-medical-flow.h"

#include "way-children.h"
#include "way-journey.h"
#include "way-test-world.h"

static gboolean
move (WayTestWorld *world,
      const WayId  *referral,
      const char   *state,
      const char   *mode,
      const char   *evidence,
      GError      **error)
{
  g_autoptr(WayPathwayStep) step = way_pathway_step_new ();

  step->referral = *referral;
  step->state = g_strdup (state);
  step->mode = g_strdup (mode);
  step->evidence = g_strdup (evidence);
  return way_medical_move (&world->act, step, error);
}

/* Moves on the next day. */
static void
go (WayTestWorld *world,
    const WayId  *referral,
    const char   *state,
    const char   *mode,
    const char   *evidence)
{
  g_autoptr(GError) error = NULL;

  world->act.today = way_date_add_days (&world->act.today, 1);
  move (world, referral, state, mode, evidence, &error);
  g_assert_no_error (error);
}

static void
assert_refused (WayTestWorld *world,
                const WayId  *referral,
                const char   *state,
                int           code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (move (world, referral, state, NULL, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, code);
}

static void
test_from_the_alert_to_the_end (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "HEALTH");
  GDate before = world->act.today;
  GDate second = way_date_add_days (&before, 2);
  g_autoptr(GPtrArray) steps = NULL;
  g_autoptr(GError) error = NULL;

  assert_refused (world, &referral, "ACTIVE", WAY_SERVICE_ERROR_STAGE);
  go (world, &referral, "ALERTED", NULL, NULL);
  assert_refused (world, &referral, "PANEL", WAY_SERVICE_ERROR_INCOMPLETE);
  assert_refused (world, &referral, "TRIAL", WAY_SERVICE_ERROR_STAGE);
  go (world, &referral, "PANEL", NULL, "Letter of the school nurse");
  assert_refused (world, &referral, "ACTIVE", WAY_SERVICE_ERROR_INCOMPLETE);
  go (world, &referral, "ACTIVE", "remote", NULL);
  go (world, &referral, "ACTIVE", "integrated", NULL);
  go (world, &referral, "REINTEGRATING", NULL, NULL);
  go (world, &referral, "CLOSED", NULL, NULL);
  assert_refused (world, &referral, "ALERTED", WAY_SERVICE_ERROR_STAGE);

  steps = way_medical_steps (world->db, &referral, &error);
  g_assert_cmpuint (steps->len, ==, 6);
  g_assert_cmpstr (way_medical_state (steps, &before), ==, NULL);
  g_assert_cmpstr (way_medical_state (steps, &second), ==, "PANEL");
  g_assert_cmpstr (way_medical_state (steps, &world->act.today), ==, "CLOSED");
}

static void
test_a_step_taken_back_leaves_nothing (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "HEALTH");
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (move (world, &referral, "ALERTED", NULL, NULL, &error));
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/medical-flow/way", test_from_the_alert_to_the_end);
  g_test_add_func ("/service/medical-flow/undo", test_a_step_taken_back_leaves_nothing);
  return g_test_run ();
}
