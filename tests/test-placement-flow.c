/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A placement from its first to its last day, its money beside it, and what is
 * doubtful about one. */

#include "way-placement-flow.h"

#include "way-funding.h"
#include "way-test-world.h"

static WayPlacement *
new_placement (WayTestWorld *world)
{
  WayPlacement *placement = way_placement_new ();

  way_record_start (&way_placement_entity, placement);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->route = g_strdup ("PEX_DAY6");
  placement->start = way_date_ymd (2026, 11, 2);
  placement->expected_end = way_date_ymd (2027, 4, 23);
  return placement;
}

static WayPlacement *
start (WayTestWorld *world)
{
  WayPlacement *placement = new_placement (world);
  g_autoptr(GError) error = NULL;

  way_placement_start (&world->act, placement, &error);
  g_assert_no_error (error);
  return placement;
}

static WayPlacement *
stored (WayTestWorld *world,
        const WayId  *id)
{
  g_autoptr(GError) error = NULL;
  WayPlacement *placement = way_records_get (world->db, &way_placement_entity, id, &error);

  g_assert_no_error (error);
  return placement;
}

/* Ids of one millisecond have no order. */
static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const WayFundingLine *one = *(const WayFundingLine *const *) a;
  const WayFundingLine *other = *(const WayFundingLine *const *) b;
  int order = g_strcmp0 (one->element, other->element);

  return order != 0 ? order : way_date_compare (&one->from, &other->from);
}

static void
assert_lines (WayTestWorld *world,
              const WayId  *placement,
              const char   *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = way_records_of (world->db, &way_funding_line_entity, "placement",
                                               placement, &error);
  g_autoptr(GString) text = g_string_new (NULL);

  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const WayFundingLine *line = g_ptr_array_index (lines, i);
      g_autofree char *from = way_date_to_iso (&line->from);
      g_autofree char *to = way_date_to_iso (&line->to);

      g_string_append_printf (text, "%s %s %s..%s\n", line->element, line->payer, from, to);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_it_starts_with_its_money (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);

  g_assert_cmpstr (placement->commissioner, ==, "LA");
  assert_lines (world, &placement->id, "PLACE LA 2026-11-02..\nTOP_UP LA 2026-11-02..\n");
}

static void
test_a_price_that_changes_makes_a_second_line (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = NULL;
  WayPrice *later = way_price_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) prices = way_funding_prices (world->db, &world->provision,
                                                    &world->act.today, &world->act.today, &error);
  WayPrice *now = g_ptr_array_index (prices, 1);

  now->to = way_date_ymd (2026, 12, 31);
  way_test_update (world->db, &way_price_entity, now);
  later->provision = world->provision;
  later->element = g_strdup ("TOP_UP");
  later->basis = g_strdup ("per_day");
  later->amount = 6500;
  later->from = way_date_ymd (2027, 1, 1);
  way_test_put (world, &way_price_entity, later);
  placement = start (world);
  assert_lines (world, &placement->id,
                "PLACE LA 2026-11-02..\n"
                "TOP_UP LA 2026-11-02..2026-12-31\n"
                "TOP_UP LA 2027-01-01..\n");
}

static void
test_it_ends_with_its_money (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate last = way_date_ymd (2026, 11, 6);
  g_autoptr(WayPlacement) ended = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_placement_end (&world->act, &placement->id, &last, "MAINSTREAM_HOME",
                                    "Ready", &error));
  ended = stored (world, &placement->id);
  g_assert_true (way_date_equal (&ended->end, &last));
  g_assert_cmpstr (ended->destination, ==, "MAINSTREAM_HOME");
  assert_lines (world, &placement->id,
                "PLACE LA 2026-11-02..2026-11-06\nTOP_UP LA 2026-11-02..2026-11-06\n");
}

static void
test_an_end_before_the_start_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate last = way_date_ymd (2026, 11, 1);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_placement_end (&world->act, &placement->id, &last, "SPECIAL", NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

static void
test_an_end_says_where_next (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_placement_end (&world->act, &placement->id, &world->act.today, NULL, NULL,
                                     &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
}

static void
test_it_ends_once (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate later = way_date_ymd (2027, 5, 7);
  g_autoptr(GError) error = NULL;

  g_assert_true (way_placement_end (&world->act, &placement->id, &world->act.today, "SPECIAL",
                                    NULL, &error));
  g_assert_false (way_placement_extend (&world->act, &placement->id, &later, "Not ready", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
}

static void
test_a_moved_start_moves_the_money (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  g_autoptr(GError) error = NULL;

  placement->start = way_date_ymd (2026, 11, 9);
  placement->sessions = 4;
  placement->timetable = g_strdup ("mon_am|mon_pm|tue_am|tue_pm");
  g_assert_true (way_placement_change (&world->act, placement, &error));
  assert_lines (world, &placement->id, "PLACE LA 2026-11-09..\nTOP_UP LA 2026-11-09..\n");
}

static void
test_a_registration_against_the_route_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  g_autoptr(GError) error = NULL;

  g_free (placement->route);
  placement->route = g_strdup ("VOC_PART");
  g_free (placement->registration);
  placement->registration = g_strdup ("SINGLE_AP");
  g_assert_false (way_placement_change (&world->act, placement, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
}

static void
test_a_move_elsewhere_is_a_new_placement (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  g_autoptr(GError) error = NULL;

  placement->provision = way_test_put_provision (world, &world->setting, "Rowan House", 8);
  g_assert_false (way_placement_change (&world->act, placement, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
}

static void
test_a_review_is_recorded (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  g_autoptr(WayPlacement) reviewed = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_placement_review (&world->act, &placement->id, &world->act.today,
                                       "Back to school after Easter", &error));
  reviewed = stored (world, &placement->id);
  g_assert_true (way_date_equal (&reviewed->reviewed, &world->act.today));
  g_assert_cmpstr (reviewed->exit_plan, ==, "Back to school after Easter");
}

static void
test_a_review_to_come_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate tomorrow = way_date_ymd (2026, 11, 11);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_placement_review (&world->act, &placement->id, &tomorrow, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

static void
test_it_is_extended_only_forward (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate later = way_date_ymd (2027, 5, 7), earlier = way_date_ymd (2027, 5, 6);
  g_autoptr(GError) error = NULL;

  g_assert_true (way_placement_extend (&world->act, &placement->id, &later, "Not ready", &error));
  g_assert_false (way_placement_extend (&world->act, &placement->id, &earlier, "Ready soon", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

static void
test_each_step_taken_back_leaves_nothing (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = start (world);
  GDate later = way_date_ymd (2027, 5, 7);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *before = way_test_dump (world);
      g_autofree char *after = NULL;

      g_test_message ("step %u", i);
      if (i == 0)
        way_placement_review (&world->act, &placement->id, &world->act.today, "Plan", &error);
      else if (i == 1)
        way_placement_extend (&world->act, &placement->id, &later, "Not ready", &error);
      else
        way_placement_end (&world->act, &placement->id, &world->act.today, "SPECIAL", "x", &error);
      g_assert_no_error (error);
      way_test_undo (world, world->act.edit);
      after = way_test_dump (world);
      g_assert_cmpstr (after, ==, before);
    }
}

static gboolean
has_doubt (GArray            *findings,
           WayPlacementDoubt  doubt)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, WayPlacementFinding, i).doubt == doubt)
      return TRUE;
  return FALSE;
}

static void
test_more_than_ten_sessions_a_week_are_doubted (void)
{
  static const struct
  {
    gint64   sessions;
    int      start_month;
    gboolean doubted;
  } cases[] = {
    { 10, 11, TRUE }, { 6, 11, TRUE }, { 5, 11, FALSE }, { 10, 5, FALSE },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) first = new_placement (world);
  g_autoptr(GError) error = NULL;

  first->sessions = 5;
  g_assert_true (way_placement_start (&world->act, first, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayPlacement) second = new_placement (world);
      g_autoptr(GArray) findings = NULL;

      g_test_message ("case %u", i);
      second->sessions = cases[i].sessions;
      second->start = way_date_ymd (cases[i].start_month == 5 ? 2027 : 2026,
                                    cases[i].start_month, 10);
      second->expected_end = way_date_none ();
      findings = way_placement_check (world->db, second, &error);
      g_assert_no_error (error);
      g_assert_cmpint (has_doubt (findings, WAY_PLACEMENT_TOO_MANY_SESSIONS), ==,
                       cases[i].doubted);
    }
}

static void
test_an_overlap_that_begins_later_is_found (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) later = new_placement (world);
  g_autoptr(WayPlacement) now = new_placement (world);
  g_autoptr(GArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  later->start = way_date_ymd (2027, 1, 5);
  g_assert_true (way_placement_start (&world->act, later, &error));
  findings = way_placement_check (world->db, now, &error);
  g_assert_true (has_doubt (findings, WAY_PLACEMENT_TOO_MANY_SESSIONS));
  g_assert_true (way_date_equal (&g_array_index (findings, WayPlacementFinding, 0).from,
                                 &later->start));
}

static void
test_days_and_stays_are_doubted (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPlacement) placement = new_placement (world);
  g_autoptr(GArray) good = NULL;
  g_autoptr(GArray) bad = NULL;
  g_autoptr(GError) error = NULL;

  good = way_placement_check (world->db, placement, &error);
  g_assert_cmpuint (good->len, ==, 0);
  placement->start = way_date_ymd (2026, 10, 28);
  placement->expected_end = way_date_ymd (2027, 4, 30);
  bad = way_placement_check (world->db, placement, &error);
  g_assert_true (has_doubt (bad, WAY_PLACEMENT_NOT_A_SCHOOL_DAY));
  g_assert_true (has_doubt (bad, WAY_PLACEMENT_OVER_STAY));
}

static void
test_only_a_permanent_exclusion_takes_off_the_roll (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayExclusion) exclusion = way_exclusion_new ();
  g_autoptr(GError) error = NULL;

  exclusion->pupil = world->pupil;
  exclusion->establishment = world->school;
  exclusion->category = g_strdup ("SUSP");
  exclusion->from = way_date_ymd (2026, 11, 5);
  way_test_insert (world->db, &way_exclusion_entity, exclusion);
  g_assert_false (way_exclusion_off_roll (&world->act, &exclusion->id, &world->act.today, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
}

static void
test_prices_are_said_a_school_day (void)
{
  static const struct
  {
    const char *basis;
    gint64      amount;
    gint64      per_day;
  } cases[] = {
    { "per_day", 6140, 6140 }, { "per_session", 3000, 6000 }, { "per_week", 19000, 3800 },
    { "per_year", 1000000, 5263 }, { "once", 5000, WAY_INTEGER_NONE },
    { NULL, 5000, WAY_INTEGER_NONE }, { "per_day", WAY_INTEGER_NONE, WAY_INTEGER_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (way_funding_per_day (cases[i].basis, cases[i].amount), ==, cases[i].per_day);
}

#define ADD(path, test) g_test_add_func ("/service/placement-flow/" path, test)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("start/with-money", test_it_starts_with_its_money);
  ADD ("start/price-changes", test_a_price_that_changes_makes_a_second_line);
  ADD ("end/with-money", test_it_ends_with_its_money);
  ADD ("end/before-the-start", test_an_end_before_the_start_is_refused);
  ADD ("end/says-where-next", test_an_end_says_where_next);
  ADD ("end/once", test_it_ends_once);
  ADD ("change/moves-money", test_a_moved_start_moves_the_money);
  ADD ("change/registration", test_a_registration_against_the_route_is_refused);
  ADD ("change/elsewhere", test_a_move_elsewhere_is_a_new_placement);
  ADD ("review/recorded", test_a_review_is_recorded);
  ADD ("review/to-come", test_a_review_to_come_is_refused);
  ADD ("extend/only-forward", test_it_is_extended_only_forward);
  ADD ("undo/leaves-nothing", test_each_step_taken_back_leaves_nothing);
  ADD ("check/sessions", test_more_than_ten_sessions_a_week_are_doubted);
  ADD ("check/later-overlap", test_an_overlap_that_begins_later_is_found);
  ADD ("check/days-and-stays", test_days_and_stays_are_doubted);
  ADD ("off-roll/only-permanent", test_only_a_permanent_exclusion_takes_off_the_roll);
  ADD ("funding/per-day", test_prices_are_said_a_school_day);
  return g_test_run ();
}
