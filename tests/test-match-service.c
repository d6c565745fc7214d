/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matching from the file: what is read, what is kept of a choice, and that a
 * failure mended in the file passes. */

#include "way-match-service.h"

#include "way-background.h"
#include "way-json.h"
#include "way-match-words.h"
#include "way-referral-flow.h"
#include "way-test-world.h"

static WayMatch *
find (WayTestWorld *world,
      const char   *route,
      const char   *days)
{
  WayMatchQuestion question = { .pupil = world->pupil, .route = route, .days = days,
                                .on = way_date_ymd (2026, 11, 16) };
  g_autoptr(GError) error = NULL;
  WayMatch *match = way_match_find (world->db, &question, &world->act.today, &error);

  g_assert_no_error (error);
  return match;
}

static void
put_criterion (WayTestWorld *world,
               const WayId  *provision,
               const char   *rule,
               gint64        low,
               const char   *codes)
{
  WayCriterion *criterion = way_criterion_new ();

  criterion->provision = *provision;
  criterion->kind = g_strdup ("entry");
  criterion->rule = g_strdup (rule);
  criterion->low = low;
  criterion->codes = g_strdup (codes);
  criterion->wording = g_strdup ("Words");
  way_test_put (world, &way_criterion_entity, criterion);
}

static void
put_need (WayTestWorld *world,
          const char   *provision,
          const char   *type,
          gint64        rank)
{
  WayNeed *need = way_need_new ();

  need->rank = rank;
  need->pupil = world->pupil;
  need->provision = g_strdup (provision);
  need->type = g_strdup (type);
  way_test_put (world, &way_need_entity, need);
}

static void
put_round (WayTestWorld *world,
           const GDate  *from)
{
  WaySupportRound *round = way_support_round_new ();

  round->pupil = world->pupil;
  round->strategy = g_strdup ("Mentoring");
  round->from = *from;
  way_test_put (world, &way_support_round_entity, round);
}

static void
put_stay (WayTestWorld *world,
          const WayId  *provision,
          const char   *timetable)
{
  WayPlacement *placement = way_placement_new ();

  placement->pupil = way_test_put_pupil (world, "A", "Nother", NULL);
  placement->provision = *provision;
  placement->start = way_date_ymd (2026, 9, 7);
  placement->expected_end = way_date_ymd (2026, 12, 18);
  placement->timetable = g_strdup (timetable);
  way_test_put (world, &way_placement_entity, placement);
}

static const WayMatchTest *
find_test (const WayMatchLine *line,
           const char         *name)
{
  for (guint i = 0; i < line->tests->len; i++)
    {
      const WayMatchTest *test = &g_array_index (line->tests, WayMatchTest, i);

      if (strcmp (way_match_test_name (test), name) == 0)
        return test;
    }
  return NULL;
}

static WayMatchVerdict
verdict_of (const WayMatch *match,
            const WayId    *provision,
            const char     *test)
{
  const WayMatchLine *line = way_match_line_of (match, provision);

  g_assert_nonnull (line);
  g_assert_nonnull (find_test (line, test));
  return find_test (line, test)->result.verdict;
}

static void
test_facts_come_from_the_records (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayMatch) before = find (world, "HEALTH", NULL);
  g_autoptr(WayMatch) match = NULL;
  const WayChildFacts *facts;

  g_assert_false (way_child_facts_get (before->facts, WAY_CHILD_NEEDS)->known);
  put_need (world, "E", "ASD", 2);
  put_need (world, "E", "SEMH", 1);
  match = find (world, "HEALTH", "mon_am|tue_am");
  facts = match->facts;
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_YEAR)->codes, ==, "8");
  g_assert_cmpint (way_child_facts_get (facts, WAY_CHILD_AGE)->number, ==, 14);
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_NEEDS)->codes, ==, "SEMH|ASD");
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_PLAN)->codes, ==, "yes");
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_HAS_SCHOOL)->codes, ==, "yes");
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_ROUTE)->codes, ==, "HEALTH");
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_REGISTRATION)->codes, ==,
                   "DUAL_SCHOOL_MAIN");
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_AREA)->codes, ==, "334");
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_DAYS)->codes, ==, "mon|tue");
  g_assert_cmpstr (way_child_facts_get (facts, WAY_CHILD_EVIDENCE)->codes, ==, "EHC_PLAN");
  g_assert_true (g_str_has_prefix (way_child_facts_get (facts, WAY_CHILD_DISTRICT)->codes,
                                   "Thornbury Vale|"));
}

/* Those begun by the day count; none recorded says nothing. */
static void
test_rounds_of_support_count (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayMatch) before = find (world, "HEALTH", NULL);
  g_autoptr(WayMatch) match = NULL;
  GDate later = way_date_add_days (&world->act.today, 365);

  g_assert_false (way_child_facts_get (before->facts, WAY_CHILD_ROUNDS)->known);
  put_round (world, &world->act.today);
  put_round (world, &later);
  match = find (world, "HEALTH", NULL);
  g_assert_cmpint (way_child_facts_get (match->facts, WAY_CHILD_ROUNDS)->number, ==, 1);
}

/* What the entry in the directory says is a criterion, unless a criterion says
 * the same in words. */
static void
test_the_entry_itself_asks (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayProvision) provision = way_records_get (world->db, &way_provision_entity,
                                                       &world->provision, NULL);
  g_autoptr(WayMatch) match = NULL;
  const WayMatchLine *line;

  provision->year_low = g_strdup ("7");
  provision->year_high = g_strdup ("9");
  provision->routes = g_strdup ("SHORT_TERM");
  provision->needs = g_strdup ("SEMH");
  way_test_update (world->db, &way_provision_entity, provision);
  put_criterion (world, &world->provision, "year_min", 7, NULL);
  put_criterion (world, &world->provision, "needs", WAY_INTEGER_NONE, "ASD");
  match = find (world, "HEALTH", NULL);
  line = way_match_line_of (match, &world->provision);
  g_assert_cmpuint (line->tests->len, ==, 5);   /* years, route, needs, place */
  g_assert_cmpstr (find_test (line, "year_min")->criterion->wording, ==, "Words");
  g_assert_cmpstr (find_test (line, "needs")->criterion->codes, ==, "ASD");
  g_assert_cmpint (verdict_of (match, &world->provision, "route"), ==, WAY_MATCH_FAIL);
  g_assert_cmpuint (line->rank, ==, 0);
}

static void
test_criteria_hold_while_they_last (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayCriterion *past = way_criterion_new ();
  g_autoptr(WayMatch) match = NULL;

  past->provision = world->provision;
  past->kind = g_strdup ("entry");
  past->rule = g_strdup ("plan");
  past->codes = g_strdup ("yes");
  past->wording = g_strdup ("Once");
  past->to = way_date_ymd (2026, 11, 15);
  way_test_put (world, &way_criterion_entity, past);
  match = find (world, "HEALTH", NULL);
  g_assert_null (find_test (way_match_line_of (match, &world->provision), "plan"));
}

static void
test_places_are_those_of_the_days_wanted (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId small = way_test_put_provision (world, &world->setting, "Kiln Works", 1);
  g_autoptr(WayMatch) whole = NULL;
  g_autoptr(WayMatch) part = NULL;

  put_stay (world, &small, "mon_am|mon_pm");
  whole = find (world, "VOC_PART", NULL);
  part = find (world, "VOC_PART", "wed_am|wed_pm");
  g_assert_cmpint (way_match_line_of (whole, &small)->free, ==, 0);
  g_assert_cmpint (verdict_of (whole, &small, "place"), ==, WAY_MATCH_FAIL);
  g_assert_cmpint (way_match_line_of (part, &small)->free, ==, 1);
  g_assert_cmpint (verdict_of (part, &small, "place"), ==, WAY_MATCH_PASS);
}

/* 18 December is the last day of the only stay: the first free day is a school
 * day of the next term. */
static void
test_the_first_day_is_a_school_day (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId small = way_test_put_provision (world, &world->setting, "Kiln Works", 1);
  g_autoptr(WayMatch) match = NULL;
  g_autofree char *day = NULL;
  GDate first;

  put_stay (world, &small, NULL);
  match = find (world, "HEALTH", NULL);
  first = way_date_from_julian (way_match_line_of (match, &small)->first_day);
  day = way_date_to_iso (&first);
  g_assert_cmpstr (day, ==, "2027-01-05");
}

static void
test_offers_hold_places (void)
{
  static const struct { const char *response, *expires; int free; } rows[] = {
    { "pending", "2026-11-13", 0 },
    { "pending", "2026-11-09", 1 },
    { "accepted", "2026-11-09", 0 },
    { "declined", "2026-11-13", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      WayId small = way_test_put_provision (world, &world->setting, "Kiln Works", 1);
      WayId other = way_test_put_pupil (world, "A", "Nother", NULL);
      WayOffer *offer = way_offer_new ();
      g_autoptr(WayMatch) match = NULL;

      offer->referral = way_test_put_referral (world, &other, "HEALTH");
      offer->provision = small;
      offer->made = way_date_ymd (2026, 11, 6);
      offer->start = way_date_ymd (2026, 11, 16);
      way_date_parse (rows[i].expires, &offer->expires);
      offer->response = g_strdup (rows[i].response);
      way_test_put (world, &way_offer_entity, offer);
      match = find (world, "HEALTH", NULL);
      g_test_message ("row %u", i);
      g_assert_cmpint (way_match_line_of (match, &small)->free, ==, rows[i].free);
    }
}

/* Places out of service are none until they are back, and planned ones are none
 * at all; who came by an offer takes one place, not two. */
static void
test_what_counts_as_a_place (void)
{
  static const struct { const char *kind, *from, *to; int free; } rows[] = {
    { "out_of_service", "2026-11-02", "2026-11-20", 1 },
    { "out_of_service", "2026-11-02", "2026-11-15", 2 },
    { "planned", "2026-11-02", NULL, 2 },
    { "commissioned", "2026-11-02", NULL, 3 },
    { "commissioned", "2026-11-17", NULL, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      WayId small = way_test_put_provision (world, &world->setting, "Kiln Works", 2);
      WayCapacity *capacity = way_capacity_new ();
      g_autoptr(WayMatch) match = NULL;

      capacity->provision = small;
      capacity->kind = g_strdup (rows[i].kind);
      capacity->places = 1;
      way_date_parse (rows[i].from, &capacity->from);
      if (rows[i].to != NULL)
        way_date_parse (rows[i].to, &capacity->to);
      way_test_put (world, &way_capacity_entity, capacity);
      match = find (world, "HEALTH", NULL);
      g_test_message ("row %u", i);
      g_assert_cmpint (way_match_line_of (match, &small)->free, ==, rows[i].free);
    }
}

static void
test_a_kept_promise_is_none (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId small = way_test_put_provision (world, &world->setting, "Kiln Works", 2);
  WayId other = way_test_put_pupil (world, "A", "Nother", NULL);
  WayOffer *offer = way_offer_new ();
  WayPlacement *placement = way_placement_new ();
  g_autoptr(WayMatch) match = NULL;

  offer->referral = placement->referral = way_test_put_referral (world, &other, "HEALTH");
  offer->provision = placement->provision = small;
  offer->made = way_date_ymd (2026, 11, 4);
  offer->start = placement->start = way_date_ymd (2026, 11, 9);
  offer->response = g_strdup ("accepted");
  placement->pupil = other;
  way_test_put (world, &way_offer_entity, offer);
  way_test_put (world, &way_placement_entity, placement);
  match = find (world, "HEALTH", NULL);
  g_assert_cmpint (way_match_line_of (match, &small)->free, ==, 1);
}

/* The change that a failure names, made in the file, and it passes. */
static void
test_a_change_made_in_the_file_mends (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil, NULL);
  g_autoptr(WayMatch) before = NULL;
  g_autoptr(WayMatch) after = NULL;
  const WayMatchTest *test;

  put_criterion (world, &world->provision, "year_min", 10, NULL);
  before = find (world, "HEALTH", NULL);
  test = find_test (way_match_line_of (before, &world->provision), "year_min");
  g_assert_cmpint (test->result.verdict, ==, WAY_MATCH_FAIL);
  g_free (pupil->year);
  pupil->year = g_strdup (test->result.change.codes);
  way_test_update (world->db, &way_pupil_entity, pupil);
  after = find (world, "HEALTH", NULL);
  g_assert_cmpint (verdict_of (after, &world->provision, "year_min"), ==, WAY_MATCH_PASS);
  g_assert_cmpuint (way_match_line_of (after, &world->provision)->rank, ==, 1);
}

/* --- Words --- */

static char *
say_day (const GDate *day,
         gpointer     unused)
{
  return way_date_to_iso (day);
}

static void
test_words (void)
{
  static const struct { const char *rule; gint64 low; const char *codes, *why, *change; } rows[] = {
    { "year_min", 10, NULL, "Year group: Year 8; asked for: at least Year 10",
      "Year group: Year 10, from 2028-09-01" },
    { "year_max", 9, NULL, "Year group: Year 8", "" },
    { "age_min", 15, NULL, "Age: 14; asked for: at least 15", "Age: 15, from 2027-05-03" },
    { "needs", WAY_INTEGER_NONE, "ASD|SEMH", "Needs: MLD; asked for: ASD, SEMH", "Needs: ASD" },
    { "sex", WAY_INTEGER_NONE, "F", "Sex: not known; asked for: Female", "Sex: Female" },
    { "district", WAY_INTEGER_NONE, "Thornbury Vale", "Home district: Thornbury Vale", "" },
    { "rounds_of_support", 2, NULL, "Rounds of support tried: not known; asked for: at least 2",
      "Rounds of support tried: 2" },
    { "evidence", WAY_INTEGER_NONE, "HEALTH", "Not all is there yet; asked for: Evidence from a"
      " health professional", "Evidence: Evidence from a health professional" },
    { NULL, WAY_INTEGER_NONE, NULL, "For a person to judge: Words", "" },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayMatch) match = NULL;
  const WayMatchLine *line;

  put_need (world, "K", "MLD", 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    put_criterion (world, &world->provision, rows[i].rule, rows[i].low, rows[i].codes);
  match = find (world, "HEALTH", NULL);
  line = way_match_line_of (match, &world->provision);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayMatchTest *test = find_test (line, rows[i].rule != NULL ? rows[i].rule : "text");
      g_autofree char *why = way_match_words_why (line, test, match->facts);
      g_autofree char *change = way_match_words_change (line, test, match->facts, say_day, NULL);

      g_assert_cmpstr (why, ==, rows[i].why);
      g_assert_cmpstr (change, ==, rows[i].change);
    }
}

static void
test_cells (void)
{
  static const struct { const char *group, *cell; WayMatchVerdict verdict; } rows[] = {
    { "year", "10 and 11", WAY_MATCH_FAIL },
    { "need", "any", WAY_MATCH_PASS },
    { "route", "on a school’s roll", WAY_MATCH_PASS },
    { "place", "20 free", WAY_MATCH_PASS },
    { "travel", "not known", WAY_MATCH_UNKNOWN },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayMatch) match = NULL;
  const WayMatchLine *line;

  put_criterion (world, &world->provision, "year_min", 10, NULL);
  put_criterion (world, &world->provision, "year_max", 11, NULL);
  put_criterion (world, &world->provision, "has_school", WAY_INTEGER_NONE, "yes");
  match = find (world, "HEALTH", NULL);
  line = way_match_line_of (match, &world->provision);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayMatchVerdict verdict;
      g_autofree char *cell = way_match_words_cell (line, rows[i].group, &verdict);

      g_assert_cmpstr (cell, ==, rows[i].cell);
      g_assert_cmpint (verdict, ==, rows[i].verdict);
    }
}

/* --- Choosing --- */

static guint
count_rows (WayTestWorld    *world,
            const WayEntity *entity)
{
  gint64 count = 0;

  g_assert_true (way_records_count (world->db, entity, &count, NULL));
  return (guint) count;
}

static void
test_a_choice_is_kept (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *before = way_test_dump (world);
  WayId other = way_test_put_provision (world, &world->setting, "Kiln Works", 2);
  g_autofree char *with = way_test_dump (world);
  g_autofree char *after = NULL;
  g_autoptr(WayMatch) match = find (world, "HEALTH", NULL);
  g_autoptr(GPtrArray) runs = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayJson) facts = NULL;
  g_autoptr(GError) error = NULL;
  const WayMatchRun *run;

  /* The first of the list needs no reason. */
  g_assert_false (way_match_wants_reason (match, &world->provision));
  way_match_choose (&world->act, match, &world->provision, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (world, &way_match_result_entity), ==, 2);
  runs = way_records_list (world->db, &way_match_run_entity, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  run = g_ptr_array_index (runs, 0);
  g_assert_cmpint (run->rank, ==, 1);
  g_assert_true (way_id_equal (&run->chosen, &world->provision));
  g_assert_nonnull (run->rules);
  bytes = g_bytes_new (run->facts, strlen (run->facts));
  facts = way_json_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (way_json_text (way_json_member (facts, "year")), ==, "8");
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, with);
  g_assert_cmpstr (before, !=, with);
  g_assert_true (way_match_wants_reason (match, &other));
}

static void
test_another_choice_wants_a_reason (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId other = way_test_put_provision (world, &world->setting, "Kiln Works", 2);
  g_autoptr(WayMatch) match = find (world, "HEALTH", NULL);
  g_autoptr(GPtrArray) runs = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (way_match_choose (&world->act, match, &other, "  ", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  g_assert_cmpuint (count_rows (world, &way_match_run_entity), ==, 0);
  way_match_choose (&world->act, match, &other, "The family lives next door", &error);
  g_assert_no_error (error);
  runs = way_records_list (world->db, &way_match_run_entity, NULL, NULL, NULL);
  g_assert_cmpstr (((const WayMatchRun *) g_ptr_array_index (runs, 0))->reason, ==,
                   "The family lives next door");
}

/* Offer and run are one edit: what refuses the one refuses both, and one undo
 * takes back both. */
static void
test_an_offer_keeps_the_run (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "HEALTH");
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(WayMatch) match = NULL;
  g_autoptr(WayOffer) offer = way_offer_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup ("AGREED");
  way_referral_decide (&world->act, &referral, decision, &error);
  g_assert_no_error (error);
  before = way_test_dump (world);
  match = find (world, "HEALTH", NULL);
  g_assert_true (way_id_equal (&match->referral, &referral));
  offer->provision = world->provision;
  g_assert_false (way_match_offer (&world->act, match, offer, NULL, &error));
  g_clear_error (&error);
  g_assert_cmpuint (count_rows (world, &way_match_run_entity), ==, 0);
  offer->start = way_date_ymd (2026, 11, 16);
  way_match_offer (&world->act, match, offer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_rows (world, &way_match_run_entity), ==, 1);
  g_assert_cmpuint (count_rows (world, &way_offer_entity), ==, 1);
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/match/facts", test_facts_come_from_the_records);
  g_test_add_func ("/service/match/rounds-of-support", test_rounds_of_support_count);
  g_test_add_func ("/service/match/the-entry-itself-asks", test_the_entry_itself_asks);
  g_test_add_func ("/service/match/criteria-hold-while-they-last",
                   test_criteria_hold_while_they_last);
  g_test_add_func ("/service/match/places-of-the-days-wanted",
                   test_places_are_those_of_the_days_wanted);
  g_test_add_func ("/service/match/the-first-day", test_the_first_day_is_a_school_day);
  g_test_add_func ("/service/match/offers-hold-places", test_offers_hold_places);
  g_test_add_func ("/service/match/what-counts-as-a-place", test_what_counts_as_a_place);
  g_test_add_func ("/service/match/a-kept-promise-is-none", test_a_kept_promise_is_none);
  g_test_add_func ("/service/match/a-change-mends", test_a_change_made_in_the_file_mends);
  g_test_add_func ("/service/match/words", test_words);
  g_test_add_func ("/service/match/cells", test_cells);
  g_test_add_func ("/service/match/a-choice-is-kept", test_a_choice_is_kept);
  g_test_add_func ("/service/match/another-choice", test_another_choice_wants_a_reason);
  g_test_add_func ("/service/match/an-offer-keeps-the-run", test_an_offer_keeps_the_run);
  return g_test_run ();
}
