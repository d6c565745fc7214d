/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of routes that an authority has, and what may be done with them. */

#include "way-route-sets.h"

#include "way-test-world.h"

static GArray *
list_tables (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRouteSets) sets = way_route_sets_load (world->db, &error);
  GArray *list;

  g_assert_no_error (error);
  list = way_route_sets_list (sets, world->db, &world->act.today, &error);
  g_assert_no_error (error);
  /* What they lend is not looked at. */
  return list;
}

static void
assert_table (GArray     *list,
              guint       place,
              gboolean    is_shipped,
              gboolean    is_in_force,
              gboolean    is_used)
{
  const WayRouteTable *table = &g_array_index (list, WayRouteTable, place);

  g_assert_cmpint (way_id_is_null (&table->id), ==, is_shipped);
  g_assert_cmpint (table->is_in_force, ==, is_in_force);
  g_assert_cmpint (table->is_used, ==, is_used);
}

static WayId
adopt (WayTestWorld *world,
       int           days_from_today)
{
  GDate from = way_date_add_days (&world->act.today, days_from_today);
  g_autoptr(GError) error = NULL;
  WayId id;

  way_route_sets_adopt (&world->act, "Our routes", &from, &id, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_the_shipped_table_is_the_first (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GArray) before = list_tables (world);
  g_autoptr(GArray) after = NULL;

  g_assert_cmpuint (before->len, ==, 1);
  assert_table (before, 0, TRUE, TRUE, FALSE);
  adopt (world, 0);
  adopt (world, 10);
  after = list_tables (world);
  g_assert_cmpuint (after->len, ==, 3);
  assert_table (after, 0, TRUE, FALSE, FALSE);
  assert_table (after, 1, FALSE, TRUE, FALSE);
  assert_table (after, 2, FALSE, FALSE, FALSE);
  way_test_assert_date (g_array_index (after, WayRouteTable, 1).to, "2026-11-19");
}

static void
test_a_table_that_decided_a_case_stays (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId table = adopt (world, 0);
  WayId id = way_test_put_referral (world, &world->pupil, "SHORT_TERM");
  g_autoptr(WayReferral) referral = NULL;
  g_autoptr(WayRouteRow) row = NULL;
  g_autoptr(GArray) list = NULL;
  g_autoptr(GError) error = NULL;

  row = way_route_sets_find_row (world->db, &table, "SHORT_TERM", &error);
  g_assert_no_error (error);
  g_assert_nonnull (row);
  row->wording = g_strdup ("As agreed with the schools");
  g_assert_true (way_route_sets_change (&world->act, row, &error));

  referral = way_records_get (world->db, &way_referral_entity, &id, &error);
  referral->route_set = table;
  way_test_update (world->db, &way_referral_entity, referral);
  list = list_tables (world);
  assert_table (list, 1, FALSE, TRUE, TRUE);
  g_assert_false (way_route_sets_change (&world->act, row, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
}

static void
test_a_route_that_is_left_out_has_no_row (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId table = adopt (world, 0);
  g_autoptr(GError) error = NULL;

  g_assert_null (way_route_sets_find_row (world->db, &table, "NO_SUCH_ROUTE", &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/route-sets/list", test_the_shipped_table_is_the_first);
  g_test_add_func ("/service/route-sets/used", test_a_table_that_decided_a_case_stays);
  g_test_add_func ("/service/route-sets/left-out", test_a_route_that_is_left_out_has_no_row);

  return g_test_run ();
}
