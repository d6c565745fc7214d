/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Double funding found in a file, what people record of it, and how it is put
 * right and taken back. */

#include "way-double-funding.h"

#include "way-funding-acts.h"
#include "way-journey.h"
#include "way-placement-flow.h"
#include "way-route-sets.h"
#include "way-sample.h"
#include "way-test-world.h"

/* A child of Fernhill School at the Beacon Centre for two weeks by a route. */
static WayId
put_placement (WayTestWorld *world,
               const char   *route)
{
  WayPlacement *placement = way_placement_new ();

  way_record_start (&way_placement_entity, placement);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->route = g_strdup (route);
  placement->start = way_date_ymd (2026, 10, 7);
  placement->end = way_date_ymd (2026, 10, 20);
  return way_test_put (world, &way_placement_entity, placement);
}

static WayId
put_line (WayTestWorld *world,
          const WayId  *placement,
          const char   *element,
          const char   *payer)
{
  WayFundingLine *line = way_funding_line_new ();

  line->placement = *placement;
  line->element = g_strdup (element);
  line->payer = g_strdup (payer);
  line->basis = g_strdup (g_str_equal (element, "PLACE") ? "per_year" : "per_day");
  line->rate = g_str_equal (element, "PLACE") ? 1000000 : 6140;
  return way_test_put (world, &way_funding_line_entity, line);
}

static WayId
put_paid (WayTestWorld *world,
          const char   *route,
          const char   *place_payer,
          const char   *top_up_payer)
{
  WayId placement = put_placement (world, route);

  put_line (world, &placement, "PLACE", place_payer);
  put_line (world, &placement, "TOP_UP", top_up_payer);
  return placement;
}

static GPtrArray *
list (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  GPtrArray *found;

  g_assert_no_error (error);
  found = way_double_funding_list (facts, NULL, &world->act.today, &error);
  g_assert_no_error (error);
  return found;
}

/* "DF1 2026-10-07..2026-10-20 10 61400 open" for each, parted by "; ". */
static void
assert_list (WayTestWorld *world,
             const char   *expected)
{
  g_autoptr(GPtrArray) found = list (world);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const WayDoubleFunding *one = g_ptr_array_index (found, i);
      g_autofree char *from = way_date_to_iso (&one->from);
      g_autofree char *to = way_date_to_iso (&one->to);

      g_string_append_printf (text, "%s%s %s..%s %u %" G_GINT64_FORMAT " %s%s", i > 0 ? "; " : "",
                              one->rule->id, from, to, one->days,
                              one->amount != WAY_INTEGER_NONE ? one->amount : 0, one->state,
                              one->is_found ? "" : " (gone)");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* --- Finding --- */

static void
test_the_worked_cases (void)
{
  static const struct { const char *route, *place, *top_up, *expected; } rows[] = {
    { "SHORT_TERM", "LA", "SCHOOL", "" },
    { "SHORT_TERM", "LA", "LA", "DF1 2026-10-07..2026-10-20 10 61400 open" },
    { "HEALTH", "SCHOOL", "LA", "DF2 2026-10-07..2026-10-20 10 61400 open" },
    { "SUSP_OFFSITE", "LA", "SCHOOL", "DF3 2026-10-07..2026-10-20 10 52632 open" },
    { "PEX_DAY6", "LA", "LA", "" },
    { "INTERIM", "LA", "LA", "" },
    { "S19_OTHER", "LA", "LA", "DF1 2026-10-07..2026-10-20 10 61400 open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();

      g_test_message ("row %u: %s", i, rows[i].route);
      put_paid (world, rows[i].route, rows[i].place, rows[i].top_up);
      assert_list (world, rows[i].expected);
    }
}

static void
test_it_says_who_and_where (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId placement = put_paid (world, "SHORT_TERM", "LA", "LA");
  g_autoptr(GPtrArray) found = list (world);
  const WayDoubleFunding *one = g_ptr_array_index (found, 0);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (way_id_equal (&one->placement, &placement));
  g_assert_true (way_id_equal (&one->pupil, &world->pupil));
  g_assert_true (way_id_equal (&one->school, &world->school));
  g_assert_cmpstr (one->pupil_name, ==, "Kit Ashdown");
  g_assert_cmpstr (one->school_name, ==, "Fernhill School");
  g_assert_cmpstr (one->place_name, ==, "Beacon Centre");
  g_assert_cmpstr (one->setting_name, ==, "Hawthorn Academy");
  g_assert_cmpint (way_double_funding_sum_open (found), ==, 61400);
}

static WayId
put_exclusion (WayTestWorld *world,
               const GDate  *from,
               const GDate  *decided,
               const char   *result)
{
  WayExclusion *exclusion = way_exclusion_new ();

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("PERM");
  exclusion->from = *from;
  exclusion->decided = *decided;
  exclusion->result = g_strdup (result);
  return way_test_put (world, &way_exclusion_entity, exclusion);
}

/* Decided on 21 September: fifteen school days to ask for a panel end on
 * 12 October, and from the 13th the roll may end. */
static void
test_an_excluded_child_on_two_rolls (void)
{
  static const struct { const char *result, *expected; } rows[] = {
    { "DNO", "DF4 2026-10-14..2026-10-20 5 0 open" },
    { "GNO", "" },
    { "FRE", "" },
  };
  GDate from = way_date_ymd (2026, 9, 8);
  GDate decided = way_date_ymd (2026, 9, 21);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();

      g_test_message ("%s", rows[i].result);
      put_exclusion (world, &from, &decided, rows[i].result);
      put_paid (world, "PEX_DAY6", "LA", "LA");
      assert_list (world, rows[i].expected);
    }
}

static void
test_the_third_day_of_an_exclusion (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  GDate from = way_date_ymd (2026, 10, 16);
  GDate none = way_date_none ();

  put_exclusion (world, &from, &none, NULL);
  put_paid (world, "PEX_DAY6", "LA", "LA");
  assert_list (world, "");
}

/* Excluded on 8 September: the sixth school day after is the 16th, and 28 whole
 * weeks are left of the financial year. */
static void
test_the_amount_to_follow (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayEstablishment) school = NULL;
  GDate from = way_date_ymd (2026, 9, 8);
  GDate none = way_date_none ();
  WayId exclusion = put_exclusion (world, &from, &none, "ANO");
  g_autoptr(GError) error = NULL;
  GDate off_roll = way_date_ymd (2026, 10, 14);
  g_autoptr(GPtrArray) found = NULL;

  school = way_records_get (world->db, &way_establishment_entity, &world->school, &error);
  school->pupil_amount = 520000;
  way_test_update (world->db, &way_establishment_entity, school);
  put_paid (world, "PEX_DAY6", "LA", "LA");
  g_assert_true (way_exclusion_off_roll (&world->act, &exclusion, &off_roll, &error));
  assert_list (world, "DF5 2026-10-15..2026-10-20 4 280000 open");

  found = list (world);
  g_assert_true (way_funding_recover (&world->act, g_ptr_array_index (found, 0), 280000, NULL,
                                      &error));
  g_assert_no_error (error);
  assert_list (world, "DF5 2026-10-15..2026-10-20 4 280000 recharged (gone)");
  way_test_undo (world, world->act.edit);
  assert_list (world, "DF5 2026-10-15..2026-10-20 4 280000 open");
}

static void
test_an_approved_top_up_is_no_double_funding (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  const WayDoubleFunding *one;
  g_autoptr(GError) error = NULL;

  put_paid (world, "S19_OTHER", "LA", "LA");
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 open");
  found = list (world);
  one = g_ptr_array_index (found, 0);
  g_assert_true (way_funding_can_approve (one));
  g_assert_false (way_funding_approve (&world->act, one, "", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  g_assert_true (way_funding_approve (&world->act, one, "No school could teach this child",
                                      &error));
  g_assert_no_error (error);
  assert_list (world, "");
  way_test_undo (world, world->act.edit);
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 open");
}

static void
test_by_the_schools_route_nothing_is_approved (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  put_paid (world, "SHORT_TERM", "LA", "LA");
  found = list (world);
  g_assert_false (way_funding_can_approve (g_ptr_array_index (found, 0)));
  g_assert_false (way_funding_approve (&world->act, g_ptr_array_index (found, 0), "We say so",
                                       &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
}

/* --- Acting --- */

static void
test_an_explanation_stays_with_it (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  put_paid (world, "SHORT_TERM", "LA", "LA");
  found = list (world);
  g_assert_true (way_funding_explain (&world->act, g_ptr_array_index (found, 0),
                                      "Schools Forum agreed to two weeks", &error));
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 explained");
  way_test_undo (world, world->act.edit);
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 open");
}

static void
test_a_reason_is_wanted (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  put_paid (world, "SHORT_TERM", "LA", "LA");
  found = list (world);
  g_assert_false (way_funding_explain (&world->act, g_ptr_array_index (found, 0), "  ", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
}

static void
test_a_recharge_takes_it_off_the_list (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  put_paid (world, "SHORT_TERM", "LA", "LA");
  found = list (world);
  g_assert_true (way_funding_recharge (&world->act, g_ptr_array_index (found, 0), 61400, NULL,
                                       &error));
  g_assert_no_error (error);
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 recharged (gone)");
  way_test_undo (world, world->act.edit);
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 open");
}

static void
test_another_payer_takes_it_off_the_list (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  const WayDoubleFunding *one;

  put_paid (world, "SHORT_TERM", "LA", "LA");
  before = way_test_dump (world);
  found = list (world);
  one = g_ptr_array_index (found, 0);
  g_assert_true (way_funding_correct (&world->act, one, &one->from, NULL, &error));
  g_assert_no_error (error);
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 corrected (gone)");
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

/* The days before are as they were, and said to be dealt with. */
static void
test_another_payer_from_a_later_day (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId placement = put_paid (world, "SHORT_TERM", "LA", "LA");
  g_autoptr(GPtrArray) found = list (world);
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(GError) error = NULL;
  GDate from = way_date_ymd (2026, 10, 19);
  guint schools = 0;

  g_assert_true (way_funding_correct (&world->act, g_ptr_array_index (found, 0), &from, NULL,
                                      &error));
  assert_list (world, "DF1 2026-10-07..2026-10-18 8 49120 corrected");
  lines = way_records_of (world->db, &way_funding_line_entity, "placement", &placement, &error);
  g_assert_cmpuint (lines->len, ==, 3);
  for (guint i = 0; i < lines->len; i++)
    schools += g_str_equal (((WayFundingLine *) g_ptr_array_index (lines, i))->payer, "SCHOOL");
  g_assert_cmpuint (schools, ==, 1);
}

static void
test_a_day_outside_of_it_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;
  GDate from = way_date_ymd (2026, 10, 26);

  put_paid (world, "SHORT_TERM", "LA", "LA");
  found = list (world);
  g_assert_false (way_funding_correct (&world->act, g_ptr_array_index (found, 0), &from, NULL,
                                       &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

/* By route 6 the place is the school's too. */
static void
test_the_place_is_put_right_too (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;
  const WayDoubleFunding *one;

  put_paid (world, "SUSP_OFFSITE", "LA", "SCHOOL");
  found = list (world);
  one = g_ptr_array_index (found, 0);
  g_assert_true (way_funding_correct (&world->act, one, &one->from, NULL, &error));
  assert_list (world, "DF3 2026-10-07..2026-10-20 10 52632 corrected (gone)");
}

/* --- The authority's own routes --- */

/* From 1 November the council may pay the top-up of a short stay; a child who
 * came before keeps the table of that day. */
static void
test_an_old_case_keeps_its_table (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  GDate from = way_date_ymd (2026, 11, 1);
  WayId table;
  WayPlacement *later = way_placement_new ();
  WayId id;

  g_assert_true (way_route_sets_adopt (&world->act, "Ardenshire routes", &from, &table, &error));
  rows = way_records_of (world->db, &way_route_row_entity, "route_set", &table, &error);
  g_assert_cmpuint (rows->len, ==, 8);
  for (guint i = 0; i < rows->len; i++)
    {
      WayRouteRow *row = g_ptr_array_index (rows, i);

      if (!g_str_equal (row->route, "SHORT_TERM"))
        continue;
      g_free (row->top_up);
      row->top_up = g_strdup ("LA");
      g_assert_true (way_route_sets_change (&world->act, row, &error));
    }
  put_paid (world, "SHORT_TERM", "LA", "LA");
  way_record_start (&way_placement_entity, later);
  later->pupil = world->pupil;
  later->provision = world->provision;
  later->route = g_strdup ("SHORT_TERM");
  later->start = way_date_ymd (2026, 11, 2);
  id = way_test_put (world, &way_placement_entity, later);
  put_line (world, &id, "TOP_UP", "LA");
  assert_list (world, "DF1 2026-10-07..2026-10-20 10 61400 open");
}

/* --- One child --- */

static guint
count_of (GPtrArray   *list,
          const WayId *pupil)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += way_id_equal (&((const WayDoubleFunding *) g_ptr_array_index (list, i))->pupil, pupil);
  return n;
}

static void
test_of_one_child_as_of_all (void)
{
  WaySampleOptions options = { .today = way_date_ymd (2026, 11, 25) };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStore) store = way_store_open (":memory:", WAY_DB_CREATE, &error);
  WayDb *db = way_store_get_db (store);
  g_autoptr(WayFacts) facts = NULL;
  g_autoptr(GPtrArray) all = NULL;

  way_sample_write (db, "demo", &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  facts = way_facts_new (db, &error);
  all = way_double_funding_list (facts, NULL, &options.today, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, >, 1);
  for (guint i = 0; i < all->len; i++)
    {
      const WayDoubleFunding *one = g_ptr_array_index (all, i);
      g_autoptr(GPtrArray) own = way_double_funding_list (facts, &one->pupil, &options.today,
                                                          &error);
      const WayDoubleFunding *first = g_ptr_array_index (own, 0);

      g_assert_no_error (error);
      g_assert_cmpuint (own->len, ==, count_of (all, &one->pupil));
      g_assert_cmpuint (own->len, ==, count_of (own, &one->pupil));
      g_assert_cmpstr (first->pupil_name, ==, one->pupil_name);
      g_assert_cmpstr (first->year, ==, one->year);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/double-funding/worked-cases", test_the_worked_cases);
  g_test_add_func ("/service/double-funding/who-and-where", test_it_says_who_and_where);
  g_test_add_func ("/service/double-funding/two-rolls", test_an_excluded_child_on_two_rolls);
  g_test_add_func ("/service/double-funding/third-day", test_the_third_day_of_an_exclusion);
  g_test_add_func ("/service/double-funding/amount-to-follow", test_the_amount_to_follow);
  g_test_add_func ("/service/double-funding/approved",
                   test_an_approved_top_up_is_no_double_funding);
  g_test_add_func ("/service/double-funding/approved/not",
                   test_by_the_schools_route_nothing_is_approved);
  g_test_add_func ("/service/double-funding/explain", test_an_explanation_stays_with_it);
  g_test_add_func ("/service/double-funding/explain/no-reason", test_a_reason_is_wanted);
  g_test_add_func ("/service/double-funding/recharge", test_a_recharge_takes_it_off_the_list);
  g_test_add_func ("/service/double-funding/correct", test_another_payer_takes_it_off_the_list);
  g_test_add_func ("/service/double-funding/correct/later", test_another_payer_from_a_later_day);
  g_test_add_func ("/service/double-funding/correct/outside", test_a_day_outside_of_it_is_refused);
  g_test_add_func ("/service/double-funding/correct/place", test_the_place_is_put_right_too);
  g_test_add_func ("/service/double-funding/own-routes", test_an_old_case_keeps_its_table);
  g_test_add_func ("/service/double-funding/one-child", test_of_one_child_as_of_all);
  return g_test_run ();
}
