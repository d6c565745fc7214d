/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of a referral form: what the file has, what was added and removed,
 * over a draft and back, into one edit. */

#include "way-referral-form.h"

#include "way-background.h"
#include "way-history.h"
#include "way-test-world.h"

#include <string.h>

static WayReferralForm *
new_form (WayTestWorld *world)
{
  WayReferralForm *form = way_referral_form_new ();

  way_referral_form_choose_pupil (form, world->db, &world->pupil, &world->act.today, NULL);
  return form;
}

static WayReferralForm *
over_the_draft (WayTestWorld    *world,
                WayReferralForm *form)
{
  g_autofree char *text = way_referral_form_to_text (form);
  g_autoptr(GError) error = NULL;
  WayReferralForm *back = way_referral_form_from_text (world->db, text, &world->act.today, &error);

  g_assert_no_error (error);
  return back;
}

static void
add_round (WayReferralForm *form,
           const char      *strategy)
{
  WaySupportRound *round = way_referral_form_add_row (form, WAY_REFERRAL_LIST_ROUNDS);

  round->strategy = g_strdup (strategy);
}

static WayId
put_contact (WayTestWorld *world,
             const char   *name,
             int           until)
{
  WayContact *contact = way_contact_new ();

  contact->pupil = world->pupil;
  contact->name = g_strdup (name);
  if (until != 0)
    contact->to = way_date_ymd (until, 1, 1);
  return way_test_put (world, &way_contact_entity, contact);
}

static void
test_lists_open_on_what_is_known (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = NULL;
  const WayContact *contact;

  put_contact (world, "Mo Ashdown", 0);
  put_contact (world, "Gone Ashdown", 2020);
  form = new_form (world);
  g_assert_cmpuint (way_referral_form_n_rows (form, WAY_REFERRAL_LIST_CONTACTS), ==, 1);
  contact = way_referral_form_get_row (form, WAY_REFERRAL_LIST_CONTACTS, 0);
  g_assert_cmpstr (contact->name, ==, "Mo Ashdown");
  /* The main roll is a part of the form and no row. */
  g_assert_cmpuint (way_referral_form_n_rows (form, WAY_REFERRAL_LIST_SCHOOLS), ==, 0);
}

static void
test_rows_come_back_from_a_draft (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = NULL;
  g_autoptr(WayReferralForm) back = NULL;
  WayContact *contact;
  const WaySupportRound *round;

  put_contact (world, "Mo Ashdown", 0);
  put_contact (world, "Jo Ashdown", 0);
  form = new_form (world);
  contact = way_referral_form_get_row (form, WAY_REFERRAL_LIST_CONTACTS, 0);
  contact->language = g_strdup ("Welsh, and a “quote'");
  way_referral_form_remove_row (form, WAY_REFERRAL_LIST_CONTACTS, 1);
  add_round (form, "Mentoring");
  add_round (form, "A quiet start");

  back = over_the_draft (world, form);
  g_assert_cmpuint (way_referral_form_n_rows (back, WAY_REFERRAL_LIST_CONTACTS), ==, 1);
  contact = way_referral_form_get_row (back, WAY_REFERRAL_LIST_CONTACTS, 0);
  g_assert_cmpstr (contact->language, ==, "Welsh, and a “quote'");
  g_assert_cmpuint (way_referral_form_n_rows (back, WAY_REFERRAL_LIST_ROUNDS), ==, 2);
  round = way_referral_form_get_row (back, WAY_REFERRAL_LIST_ROUNDS, 1);
  g_assert_cmpstr (round->strategy, ==, "A quiet start");
}

static void
test_rows_go_with_the_edit_and_come_back_with_it (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId gone = put_contact (world, "No Longer", 0);
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) rounds = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;
  WayOutcomeWanted *outcome;

  before = way_test_dump (world);
  way_referral_form_remove_row (form, WAY_REFERRAL_LIST_CONTACTS, 0);
  add_round (form, "Mentoring");
  way_referral_form_add_row (form, WAY_REFERRAL_LIST_RISKS);
  for (guint i = 0; i < 2; i++)
    {
      outcome = way_referral_form_add_row (form, WAY_REFERRAL_LIST_OUTCOMES);
      outcome->wording = g_strdup ("Back full time");
    }
  g_assert_true (way_referral_form_save (form, &world->act, &error));
  g_assert_no_error (error);

  g_assert_null (way_records_get (world->db, &way_contact_entity, &gone, NULL));
  rounds = way_records_of (world->db, &way_support_round_entity, "pupil", &world->pupil, NULL);
  g_assert_cmpuint (rounds->len, ==, 1);
  outcomes = way_records_of (world->db, &way_outcome_wanted_entity, "referral",
                             way_record_id (way_referral_form_get (
                               form, WAY_REFERRAL_PART_REFERRAL)), NULL);
  g_assert_cmpuint (outcomes->len, ==, 2);
  g_assert_cmpint (((WayOutcomeWanted *) outcomes->pdata[0])->position +
                   ((WayOutcomeWanted *) outcomes->pdata[1])->position, ==, 1 + 2);
  /* A row in which nothing was said is no record, and leaves the form. */
  g_assert_cmpuint (way_referral_form_n_rows (form, WAY_REFERRAL_LIST_RISKS), ==, 0);

  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (before, ==, after);
}

static void
test_more_outcomes_than_the_rule_allows_are_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(GError) error = NULL;
  guint most = way_referral_list_most (WAY_REFERRAL_LIST_OUTCOMES);

  g_assert_cmpuint (most, ==, 5);
  for (guint i = 0; i <= most; i++)
    {
      WayOutcomeWanted *one = way_referral_form_add_row (form, WAY_REFERRAL_LIST_OUTCOMES);

      one->wording = g_strdup ("Better");
    }
  g_assert_false (way_referral_form_save (form, &world->act, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
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
test_two_rounds_make_the_section_complete (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  WayReferral *referral = way_referral_form_get (form, WAY_REFERRAL_PART_REFERRAL);

  referral->route = g_strdup ("SHORT_TERM");
  for (guint rounds = 0; rounds <= 2; rounds++)
    {
      g_autoptr(GArray) sections = way_referral_form_sections (form, world->db,
                                                               &world->act.today, NULL);
      const WayReferralSection *tried = find_section (sections, "tried");

      g_assert_true (tried->required);
      g_assert_cmpint (tried->state, ==, rounds < 2 ? WAY_SECTION_TO_DO : WAY_SECTION_DONE);
      add_round (form, "Mentoring");
    }
}

static void
test_another_child_brings_other_rows (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId other = way_test_put_pupil (world, "Nell", "Quarrington", NULL);
  g_autoptr(WayReferralForm) form = NULL;
  WayOutcomeWanted *outcome;

  put_contact (world, "Mo Ashdown", 0);
  form = new_form (world);
  add_round (form, "Mentoring");
  outcome = way_referral_form_add_row (form, WAY_REFERRAL_LIST_OUTCOMES);
  outcome->wording = g_strdup ("Back full time");
  way_referral_form_choose_pupil (form, world->db, &other, &world->act.today, NULL);
  g_assert_cmpuint (way_referral_form_n_rows (form, WAY_REFERRAL_LIST_CONTACTS), ==, 0);
  g_assert_cmpuint (way_referral_form_n_rows (form, WAY_REFERRAL_LIST_ROUNDS), ==, 0);
  g_assert_cmpuint (way_referral_form_n_rows (form, WAY_REFERRAL_LIST_OUTCOMES), ==, 1);
}

static void
test_suspensions_of_the_year_add_up (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  static const struct { int year, month; gint64 half_days; } rows[] = {
    { 2026, 9, 10 }, { 2026, 10, 4 }, { 2026, 6, 20 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayExclusion *one = i == 0 ? way_referral_form_get (form, WAY_REFERRAL_PART_EXCLUSION)
                                 : way_referral_form_add_row (form,
                                                              WAY_REFERRAL_LIST_EXCLUSIONS);

      one->category = g_strdup ("SUSP");
      one->from = way_date_ymd (rows[i].year, rows[i].month, 14);
      one->half_days = rows[i].half_days;
    }
  g_assert_cmpint (way_referral_form_suspended (form, &world->act.today), ==, 14);
}

static void
test_the_place_comes_back_and_an_open_form_is_found (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(WayReferralForm) back = NULL;
  WayReferral *referral = way_referral_form_get (form, WAY_REFERRAL_PART_REFERRAL);
  WayId found;

  referral->reasons = g_strdup ("'open': 'yes'");
  way_referral_form_set_place (form, "voice", "referral.child_view");
  g_assert_true (way_referral_form_keep (form, world->db, NULL));
  g_assert_false (way_referral_form_find_open (world->db, &found));
  way_referral_form_set_open (form, TRUE);
  g_assert_true (way_referral_form_keep (form, world->db, NULL));
  g_assert_true (way_referral_form_find_open (world->db, &found));
  g_assert_true (way_id_equal (&found, &referral->id));
  back = way_referral_form_open (world->db, &found, &world->act.today, NULL);
  g_assert_cmpstr (way_referral_form_get_section (back), ==, "voice");
  g_assert_cmpstr (way_referral_form_get_field (back), ==, "referral.child_view");
}

/* A draft spoilt at any place is read or refused, and never more. */
static void
test_a_spoilt_draft_does_no_harm (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autofree char *text = NULL;

  add_round (form, "Mentoring");
  text = way_referral_form_to_text (form);
  for (guint round = 0; round < 500; round++)
    {
      g_autofree char *spoilt = g_strdup (text);
      g_autoptr(WayReferralForm) back = NULL;

      spoilt[g_test_rand_int_range (0, (gint32) strlen (spoilt))] =
        (char) g_test_rand_int_range (32, 127);
      back = way_referral_form_from_text (world->db, spoilt, &world->act.today, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/service/referral-rows/" path, func)
  ADD ("known", test_lists_open_on_what_is_known);
  ADD ("draft", test_rows_come_back_from_a_draft);
  ADD ("spoilt-draft", test_a_spoilt_draft_does_no_harm);
  ADD ("one-edit", test_rows_go_with_the_edit_and_come_back_with_it);
  ADD ("most", test_more_outcomes_than_the_rule_allows_are_refused);
  ADD ("two-rounds", test_two_rounds_make_the_section_complete);
  ADD ("another-child", test_another_child_brings_other_rows);
  ADD ("suspensions", test_suspensions_of_the_year_add_up);
  ADD ("place", test_the_place_comes_back_and_an_open_form_is_found);
  return g_test_run ();
}
