/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral while it is written: what it says of a child, that nothing typed is
 * lost, and that it is recorded as one edit. */

#include "way-referral-form.h"

#include "way-history.h"
#include "way-test-world.h"

static WayReferralForm *
new_form (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  WayReferralForm *form = way_referral_form_new ();

  way_referral_form_choose_pupil (form, world->db, &world->pupil, &world->act.today, &error);
  g_assert_no_error (error);
  return form;
}

static WayReferral *
referral_of (WayReferralForm *form)
{
  return way_referral_form_get (form, WAY_REFERRAL_PART_REFERRAL);
}

static void
set_text (char       **member,
          const char  *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

/* Suspended on Thursday 5 November for eight school days. */
static void
suspend (WayReferralForm *form)
{
  WayExclusion *exclusion = way_referral_form_get (form, WAY_REFERRAL_PART_EXCLUSION);

  set_text (&exclusion->category, "SUSP");
  exclusion->from = way_date_ymd (2026, 11, 5);
  exclusion->to = way_date_ymd (2026, 11, 16);
}

static const WayReferralSection *
find_section (GArray     *sections,
              const char *id)
{
  for (guint i = 0; i < sections->len; i++)
    {
      const WayReferralSection *section = &g_array_index (sections, WayReferralSection, i);

      if (g_str_equal (section->section->id, id))
        return section;
    }
  g_assert_not_reached ();
}

static void
test_child_brings_school (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  const WayEnrolment *roll = way_referral_form_get (form, WAY_REFERRAL_PART_ENROLMENT);

  g_assert_true (way_id_equal (&roll->id, &world->enrolment));
  g_assert_true (way_id_equal (&referral_of (form)->referrer, &world->school));
  g_assert_true (way_referral_form_is_stored (form, WAY_REFERRAL_PART_PUPIL));
  g_assert_false (way_referral_form_is_stored (form, WAY_REFERRAL_PART_REFERRAL));
}

static void
test_new_child_takes_the_referrer_for_school (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  const WayEnrolment *roll;

  referral_of (form)->referrer = world->school;
  g_assert_false (way_referral_form_has_child (form));
  way_referral_form_choose_pupil (form, world->db, NULL, &world->act.today, NULL);
  roll = way_referral_form_get (form, WAY_REFERRAL_PART_ENROLMENT);
  g_assert_true (way_id_equal (&roll->establishment, &world->school));
  g_assert_true (way_referral_form_has_child (form));
}

static void
test_draft_comes_back (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(WayReferralForm) back = NULL;
  g_autoptr(GError) error = NULL;
  const WayId *id = &referral_of (form)->id;

  set_text (&referral_of (form)->route, "SUSP_OFFSITE");
  set_text (&referral_of (form)->reasons, "Two lines,\nand a “quote”");
  suspend (form);
  way_referral_form_set_typed (form, "referral.weeks", "a few");
  g_assert_true (way_referral_form_keep (form, world->db, &error));
  g_assert_no_error (error);

  back = way_referral_form_open (world->db, id, &world->act.today, &error);
  g_assert_no_error (error);
  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    g_assert_true (way_record_equal (way_referral_part_entity (part),
                                     way_referral_form_get (form, part),
                                     way_referral_form_get (back, part)));
  g_assert_cmpstr (way_referral_form_get_typed (back, "referral.weeks"), ==, "a few");
}

static void
test_draft_of_a_new_child_comes_back (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(WayReferralForm) back = NULL;
  g_autofree char *text = NULL;
  WayPupil *pupil;

  way_referral_form_choose_pupil (form, world->db, NULL, &world->act.today, NULL);
  pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);
  set_text (&pupil->surname, "Follows");
  text = way_referral_form_to_text (form);
  back = way_referral_form_from_text (world->db, text, &world->act.today, NULL);
  pupil = way_referral_form_get (back, WAY_REFERRAL_PART_PUPIL);
  g_assert_cmpstr (pupil->surname, ==, "Follows");
  g_assert_true (way_referral_form_has_child (back));
  g_assert_false (way_referral_form_is_stored (back, WAY_REFERRAL_PART_PUPIL));
}

/* A fact that somebody else changed meanwhile is taken as it is now. */
static void
test_draft_keeps_only_what_was_changed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(WayReferralForm) back = NULL;
  g_autofree char *text = NULL;
  WayPupil *pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);
  g_autoptr(WayPupil) meanwhile = way_pupil_copy (pupil);

  set_text (&pupil->town, "Thornbury");
  text = way_referral_form_to_text (form);
  set_text (&meanwhile->year, "9");
  way_test_update (world->db, &way_pupil_entity, meanwhile);

  back = way_referral_form_from_text (world->db, text, &world->act.today, NULL);
  pupil = way_referral_form_get (back, WAY_REFERRAL_PART_PUPIL);
  g_assert_cmpstr (pupil->town, ==, "Thornbury");
  g_assert_cmpstr (pupil->year, ==, "9");
}

static void
test_noise_is_no_draft (void)
{
  static const char *const texts[] = {
    "", "noise", "{}", "{'id': 'none'}", "[1, 2]", "{'id': <1>}", "{'a': 'b'}",
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (way_referral_form_from_text (world->db, texts[i], &world->act.today, &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
    }
}

static void
test_a_value_that_no_longer_fits_stays_typed (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autofree char *id = way_id_to_string (&referral_of (form)->id);
  g_autofree char *text =
    g_strdup_printf ("{'id': '%s', 'referral.route': 'GONE', 'referral.nothing': 'x',"
                     " 'referral.stage': 'placed', 'child.of': 'x'}", id);
  g_autoptr(WayReferralForm) back = NULL;

  back = way_referral_form_from_text (world->db, text, &world->act.today, NULL);
  g_assert_cmpstr (way_referral_form_get_typed (back, "referral.route"), ==, "GONE");
  g_assert_null (referral_of (back)->route);
  g_assert_null (referral_of (back)->stage);
}

static void
test_draft_leaves_no_history (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;

  way_referral_form_keep (form, world->db, NULL);
  after = way_test_dump (world);
  g_assert_cmpstr (before, ==, after);
}

static void
test_sections_follow_the_route (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(GArray) without = NULL;
  g_autoptr(GArray) with = NULL;

  without = way_referral_form_sections (form, world->db, &world->act.today, NULL);
  g_assert_true (find_section (without, "reasons")->required);
  g_assert_cmpint (find_section (without, "health")->state, ==, WAY_SECTION_NOT_NEEDED);
  g_assert_cmpint (find_section (without, "child")->state, ==, WAY_SECTION_DONE);
  g_assert_cmpint (find_section (without, "attendance")->state, ==, WAY_SECTION_STARTED);

  set_text (&referral_of (form)->route, "HEALTH");
  with = way_referral_form_sections (form, world->db, &world->act.today, NULL);
  g_assert_cmpint (find_section (with, "health")->state, ==, WAY_SECTION_TO_DO);
  g_assert_cmpuint (find_section (with, "reasons")->n_missing, ==, 2);
}

/* What a new child needs is in the form, not yet in the file. */
static void
test_sections_count_what_is_not_recorded_yet (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(GArray) sections = NULL;
  WayPupil *pupil;
  WayNeed *need;

  way_referral_form_choose_pupil (form, world->db, NULL, &world->act.today, NULL);
  pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);
  set_text (&pupil->surname, "Follows");
  need = way_referral_form_get (form, WAY_REFERRAL_PART_NEED);
  set_text (&need->provision, "N");
  sections = way_referral_form_sections (form, world->db, &world->act.today, NULL);
  g_assert_cmpint (find_section (sections, "child")->state, ==, WAY_SECTION_STARTED);
  g_assert_cmpint (find_section (sections, "needs")->state, ==, WAY_SECTION_DONE);
}

static void
test_a_child_without_a_school_may_not_go_by_a_route_that_needs_one (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(GArray) alone = NULL;
  g_autoptr(GArray) enrolled = NULL;
  WayEnrolment *roll;

  way_referral_form_choose_pupil (form, world->db, NULL, &world->act.today, NULL);
  set_text (&referral_of (form)->route, "VOC_PART");
  way_referral_fill_choices (NULL, referral_of (form), &world->act.today);
  alone = way_referral_form_check (form, world->db, &world->act.today, NULL);
  roll = way_referral_form_get (form, WAY_REFERRAL_PART_ENROLMENT);
  roll->establishment = world->school;
  enrolled = way_referral_form_check (form, world->db, &world->act.today, NULL);
  g_assert_cmpuint (alone->len, ==, enrolled->len + 1);
}

/* The picture of the form: Kit, suspended on 5 November, today the 10th. */
static void
test_a_suspension_has_its_sixth_day (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(GError) error = NULL;
  WayReferralLimit limit;
  GDate due = way_date_ymd (2026, 11, 12);

  set_text (&referral_of (form)->route, "SUSP_OFFSITE");
  suspend (form);
  g_assert_true (way_referral_form_limit (form, world->db, &world->act.today, &limit, &error));
  g_assert_no_error (error);
  g_assert_nonnull (limit.clock);
  g_assert_true (way_date_equal (&limit.clock->due, &due));
  g_assert_cmpint (limit.duty.days_left, ==, 2);
  g_assert_cmpint (limit.duty.state, ==, WAY_DUTY_DUE);
  way_referral_limit_clear (&limit);
}

static void
test_no_time_limit_without_what_starts_it (void)
{
  static const struct
  {
    const char *route;
    const char *category;
  } cases[] = {
    { NULL, "SUSP" }, { "HEALTH", "SUSP" }, { "PEX_DAY6", "SUSP" }, { "SUSP_OFFSITE", "PERM" },
    { "SUSP_OFFSITE", NULL },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayReferralForm) form = new_form (world);
      WayExclusion *exclusion = way_referral_form_get (form, WAY_REFERRAL_PART_EXCLUSION);
      WayReferralLimit limit;

      g_test_message ("%s, %s", cases[i].route, cases[i].category);
      set_text (&referral_of (form)->route, cases[i].route);
      suspend (form);
      set_text (&exclusion->category, cases[i].category);
      g_assert_true (way_referral_form_limit (form, world->db, &world->act.today, &limit, NULL));
      g_assert_null (limit.clock);
    }
}

static gint64
count_edits (WayTestWorld *world)
{
  WayHistoryFilter filter = { NULL };
  gint64 count = 0;

  way_history_count (world->db, &filter, &count, NULL);
  return count;
}

static void
test_all_of_it_is_one_edit_and_taken_back_as_one (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(WayDraft) draft = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  gint64 n_edits = count_edits (world);
  const WayId *id = &referral_of (form)->id;
  WayPupil *pupil;
  WayNeed *need;

  referral_of (form)->referrer = world->school;
  way_referral_form_choose_pupil (form, world->db, NULL, &world->act.today, NULL);
  set_text (&referral_of (form)->route, "SUSP_OFFSITE");
  suspend (form);
  pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);
  set_text (&pupil->surname, "Follows");
  need = way_referral_form_get (form, WAY_REFERRAL_PART_NEED);
  set_text (&need->provision, "N");
  way_referral_form_keep (form, world->db, NULL);

  g_assert_true (way_referral_form_save (form, &world->act, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_edits (world), ==, n_edits + 1);
  g_assert_true (way_id_equal (&need->pupil, &pupil->id));
  g_assert_false (way_id_is_null (&referral_of (form)->exclusion));
  draft = way_drafts_get (world->db, "referral", id, NULL);
  g_assert_null (draft);

  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (before, ==, after);
}

static void
test_what_is_not_said_is_not_recorded (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(GPtrArray) needs = NULL;
  g_autoptr(GPtrArray) exclusions = NULL;

  g_assert_true (way_referral_form_save (form, &world->act, NULL));
  needs = way_records_list (world->db, &way_need_entity, NULL, NULL, NULL);
  exclusions = way_records_list (world->db, &way_exclusion_entity, NULL, NULL, NULL);
  g_assert_cmpuint (needs->len, ==, 0);
  g_assert_cmpuint (exclusions->len, ==, 0);
}

static void
test_a_fault_leaves_the_form_as_it_was (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *before = way_test_dump (world);
  g_autofree char *after = NULL;
  WayPupil *pupil;

  way_referral_form_choose_pupil (form, world->db, NULL, &world->act.today, NULL);
  pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);
  set_text (&pupil->forename, "Only");
  g_assert_false (way_referral_form_save (form, &world->act, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING);
  after = way_test_dump (world);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (way_id_is_null (&pupil->id));

  set_text (&pupil->surname, "Now");
  g_assert_true (way_referral_form_save (form, &world->act, NULL));
}

static void
test_no_child_is_refused (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (way_referral_form_save (form, &world->act, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
}

/* Somebody took it to a panel while the form was open. */
static void
test_saving_does_not_move_the_stage (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayReferralForm) form = new_form (world);
  g_autoptr(WayReferralForm) again = NULL;
  g_autoptr(WayReferralCase) found = NULL;
  WayId id = referral_of (form)->id;
  GDate panel = way_date_ymd (2026, 11, 12);

  set_text (&referral_of (form)->route, "PEX_DAY6");
  g_assert_true (way_referral_form_save (form, &world->act, NULL));
  g_assert_true (way_referral_send (&world->act, &id, NULL));
  again = way_referral_form_load (world->db, &id, &world->act.today, NULL);
  g_assert_true (way_referral_to_panel (&world->act, &id, &panel, NULL));
  set_text (&referral_of (again)->risk, "None known");
  g_assert_true (way_referral_form_save (again, &world->act, NULL));

  found = way_referral_case_load (world->db, &id, &world->act.today, NULL);
  g_assert_cmpstr (found->stage.stage, ==, "panel");
  g_assert_cmpstr (found->referral->risk, ==, "None known");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/referral-form/child/brings-school", test_child_brings_school);
  g_test_add_func ("/service/referral-form/child/new-takes-the-referrer",
                   test_new_child_takes_the_referrer_for_school);
  g_test_add_func ("/service/referral-form/draft/comes-back", test_draft_comes_back);
  g_test_add_func ("/service/referral-form/draft/of-a-new-child",
                   test_draft_of_a_new_child_comes_back);
  g_test_add_func ("/service/referral-form/draft/only-what-was-changed",
                   test_draft_keeps_only_what_was_changed);
  g_test_add_func ("/service/referral-form/draft/noise", test_noise_is_no_draft);
  g_test_add_func ("/service/referral-form/draft/no-longer-fits",
                   test_a_value_that_no_longer_fits_stays_typed);
  g_test_add_func ("/service/referral-form/draft/no-history", test_draft_leaves_no_history);
  g_test_add_func ("/service/referral-form/sections/follow-the-route",
                   test_sections_follow_the_route);
  g_test_add_func ("/service/referral-form/sections/not-recorded-yet",
                   test_sections_count_what_is_not_recorded_yet);
  g_test_add_func ("/service/referral-form/check/no-school",
                   test_a_child_without_a_school_may_not_go_by_a_route_that_needs_one);
  g_test_add_func ("/service/referral-form/limit/sixth-day", test_a_suspension_has_its_sixth_day);
  g_test_add_func ("/service/referral-form/limit/none", test_no_time_limit_without_what_starts_it);
  g_test_add_func ("/service/referral-form/save/one-edit",
                   test_all_of_it_is_one_edit_and_taken_back_as_one);
  g_test_add_func ("/service/referral-form/save/nothing-said",
                   test_what_is_not_said_is_not_recorded);
  g_test_add_func ("/service/referral-form/save/fault", test_a_fault_leaves_the_form_as_it_was);
  g_test_add_func ("/service/referral-form/save/no-child", test_no_child_is_refused);
  g_test_add_func ("/service/referral-form/save/stage-stays", test_saving_does_not_move_the_stage);
  return g_test_run ();
}
