/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on the Section 19 register, on the specimen calendar. */

#include "way-register.h"

#include "way-test-duties.h"

typedef struct
{
  WayFacts    *facts;
  WayRegister *found;
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->found, way_register_free);
  g_clear_pointer (&list->facts, way_facts_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static List
load (WayTestWorld *world,
      const char   *today)
{
  List list = { NULL };
  GDate day = way_test_date (today);
  g_autoptr(GError) error = NULL;

  list.facts = way_facts_new (world->db, &error);
  g_assert_no_error (error);
  list.found = way_register_load (list.facts, NULL, &day, &error);
  g_assert_no_error (error);
  return list;
}

static const WayRegisterRow *
get_row (const List *list,
         guint       i)
{
  return g_ptr_array_index (list->found->rows, i);
}

/* "PEX 2026-11-05 C01 due", or "none". */
static char *
say (const List *list)
{
  const WayRegisterRow *row;
  g_autofree char *since = NULL;

  if (list->found->rows->len == 0)
    return g_strdup ("none");
  row = get_row (list, 0);
  since = way_date_to_iso (&row->since);
  return g_strdup_printf ("%s %s %s %s", row->reason->id, since,
                          row->duty != NULL ? row->duty->rule->id : "-",
                          row->duty != NULL ? way_duty_state_code (row->duty->duty.state) : "-");
}

typedef struct
{
  const char *name;
  struct { const WayEntity *entity; const char *fields; } records[4];
  const char *today;
  const char *expected;
} Row;

static const Row rows[] = {
  { "nothing", { { NULL } }, "2026-11-10", "none" },
  { "excluded", { { &way_exclusion_entity, "category=PERM from=2026-11-05" } }, "2026-11-10",
    "PEX 2026-11-05 C01 due" },
  { "excluded, educated from the sixth day",
    { { &way_exclusion_entity, "category=PERM from=2026-11-05 educated_from=2026-11-12" } },
    "2026-11-12", "none" },
  { "not yet educated", { { &way_exclusion_entity,
    "category=PERM from=2026-11-05 educated_from=2026-11-12" } }, "2026-11-11",
    "PEX 2026-11-05 C01 due" },
  { "reinstated", { { &way_exclusion_entity, "category=PERM from=2026-11-05 result=FRE" } },
    "2026-11-20", "none" },
  { "placed half time", { { &way_exclusion_entity, "category=PERM from=2026-11-05" },
    { &way_placement_entity, "start=2026-11-09 sessions=5" } }, "2026-11-16",
    "PEX 2026-11-05 C01 breached" },
  { "placed full time", { { &way_exclusion_entity, "category=PERM from=2026-11-05" },
    { &way_placement_entity, "start=2026-11-09 sessions=10" } }, "2026-11-16", "none" },
  { "the place was left", { { &way_exclusion_entity, "category=PERM from=2026-09-07" },
    { &way_placement_entity, "start=2026-09-14 sessions=10 end=2026-11-06" } }, "2026-11-16",
    "PEX 2026-11-07 - -" },
  { "the place was left for another", { { &way_exclusion_entity, "category=PERM from=2026-09-07" },
    { &way_placement_entity, "start=2026-09-14 sessions=10 end=2026-11-06 destination=SPECIAL" } },
    "2026-11-16", "none" },
  { "suspended for long",
    { { &way_exclusion_entity, "category=SUSP from=2026-11-05 to=2026-11-18" } }, "2026-11-13",
    "SUSPENDED 2026-11-05 C02 breached" },
  { "back from it",
    { { &way_exclusion_entity, "category=SUSP from=2026-11-05 to=2026-11-18" } }, "2026-11-19",
    "none" },
  { "ill for long", { { &way_absence_entity, "kind=ILLNESS from=2026-11-09 forecast_to=2027-01-29" } },
    "2026-11-10", "MEDICAL 2026-11-09 C14 open" },
  { "ill for a week", { { &way_absence_entity, "kind=ILLNESS from=2026-11-09" } }, "2026-11-13",
    "none" },
  { "anxious for five days", { { &way_absence_entity, "kind=EBSNA from=2026-11-05" } },
    "2026-11-11", "none" },
  { "anxious for six", { { &way_absence_entity, "kind=EBSNA from=2026-11-05" } }, "2026-11-12",
    "EBSNA 2026-11-05 C15 due" },
  { "a case", { { &way_s19_case_entity, "reason=ON_ROLL_UNSUITABLE since=2026-10-01" } },
    "2026-11-10", "ON_ROLL_UNSUITABLE 2026-10-01 - -" },
  { "a case that ended",
    { { &way_s19_case_entity, "reason=OTHER since=2026-10-01 ended=2026-11-09" } }, "2026-11-10",
    "none" },
};

static void
test_who_is_on_it_and_why (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_auto(List) list = { NULL };
      g_autofree char *said = NULL;

      g_test_message ("%s", rows[i].name);
      for (guint r = 0; rows[i].records[r].entity != NULL; r++)
        way_test_put_fields (world, rows[i].records[r].entity, rows[i].records[r].fields);
      list = load (world, rows[i].today);
      said = say (&list);
      g_assert_cmpstr (said, ==, rows[i].expected);
    }
}

/* The roll ends: what is known of why tells. */
static void
test_a_child_on_no_roll_is_asked_after (void)
{
  static const struct { const char *ground, *expected; } cases[] = {
    { NULL, "OTHER 2026-10-24 - -" },
    { "HOME_EDUCATED", "none" },
    { "CANNOT_BE_FOUND", "WHEREABOUTS 2026-10-24 - -" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(WayEnrolment) roll = way_records_get (world->db, &way_enrolment_entity,
                                                      &world->enrolment, &error);
      g_auto(List) list = { NULL };
      g_autofree char *said = NULL;

      roll->to = way_date_ymd (2026, 10, 23);
      roll->leaving_ground = g_strdup (cases[i].ground);
      way_test_update (world->db, &way_enrolment_entity, roll);
      list = load (world, "2026-11-10");
      said = say (&list);
      g_assert_cmpstr (said, ==, cases[i].expected);
    }
}

static void
test_a_suspended_child_is_shown_and_not_counted (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_auto(List) list = { NULL };

  way_test_put_fields (world, &way_exclusion_entity, "category=SUSP from=2026-11-05 to=2026-11-18");
  list = load (world, "2026-11-10");
  g_assert_cmpuint (list.found->rows->len, ==, 1);
  g_assert_cmpuint (list.found->n_counted, ==, 0);
}

/* Who marks the sixth-day duty as met has said that education began. */
static void
test_a_duty_marked_as_met_is_education (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayDutyAct *act = way_duty_act_new ();
  g_auto(List) before = { NULL };
  g_auto(List) since = { NULL };

  act->pupil = world->pupil;
  act->exclusion = way_test_put_fields (world, &way_exclusion_entity,
                                        "category=PERM from=2026-11-05");
  act->rule = g_strdup ("C01");
  act->kind = g_strdup ("met");
  act->day = way_test_date ("2026-11-13");
  way_test_put (world, &way_duty_act_entity, act);
  before = load (world, "2026-11-12");
  g_assert_cmpuint (before.found->rows->len, ==, 1);
  since = load (world, "2026-11-16");
  g_assert_cmpuint (since.found->rows->len, ==, 0);
}

static void
test_another_authoritys_child_is_not_on_it (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil, &error);
  g_auto(List) list = { NULL };

  g_free (pupil->home_la);
  pupil->home_la = g_strdup ("330");
  way_test_update (world->db, &way_pupil_entity, pupil);
  way_test_put_fields (world, &way_absence_entity, "kind=EBSNA from=2026-11-02");
  list = load (world, "2026-11-13");
  g_assert_cmpuint (list.found->rows->len, ==, 0);
}

static void
test_the_most_late_comes_first (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId first = world->pupil;
  g_auto(List) list = { NULL };

  way_test_put_fields (world, &way_exclusion_entity, "category=PERM from=2026-10-19");
  world->pupil = way_test_put_pupil (world, "Nell", "Quarrington", NULL);
  way_test_put_fields (world, &way_exclusion_entity, "category=PERM from=2026-11-05");
  world->pupil = way_test_put_pupil (world, "Ada", "Thorne", NULL);
  way_test_put_fields (world, &way_s19_case_entity, "reason=OTHER since=2026-01-01");
  list = load (world, "2026-11-10");
  g_assert_cmpuint (list.found->rows->len, ==, 3);
  g_assert_true (way_id_equal (&get_row (&list, 0)->pupil, &first));
  g_assert_true (way_id_equal (&get_row (&list, 2)->pupil, &world->pupil));
}

static void
test_considered_and_decided_are_edits (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto(List) list = { NULL };
  g_autoptr(WayS19Case) form = NULL;
  g_autoptr(GError) error = NULL;

  way_test_put_fields (world, &way_exclusion_entity, "category=PERM from=2026-11-05");
  before = way_test_dump (world);
  list = load (world, "2026-11-10");
  form = way_register_start_case (get_row (&list, 0), &world->act.today);
  g_assert_cmpstr (form->reason, ==, "PEX");
  form->decision = g_strdup ("ARRANGE");
  form->decision_reason = g_strdup ("No place is offered yet");
  g_assert_true (way_register_record (&world->act, form, &error));
  list_clear (&list);
  list = load (world, "2026-11-10");
  g_assert_cmpstr (get_row (&list, 0)->open_case->decision, ==, "ARRANGE");
  g_assert_cmpstr (get_row (&list, 0)->open_case->by, ==, "Tester");
  g_assert_true (way_date_equal (&get_row (&list, 0)->open_case->decided, &world->act.today));
  list_clear (&list);
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (before, ==, after);
}

static void
test_a_case_changes_and_ends (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId id = way_test_put_fields (world, &way_s19_case_entity, "reason=OTHER since=2026-10-01");
  g_auto(List) list = load (world, "2026-11-10");
  g_autoptr(WayS19Case) form = way_register_start_case (get_row (&list, 0), &world->act.today);
  GDate yesterday = way_date_ymd (2026, 11, 9);
  g_autoptr(GError) error = NULL;

  g_assert_true (way_id_equal (&form->id, &id));
  form->hours = 6;
  g_assert_true (way_register_record (&world->act, form, &error));
  g_assert_true (way_register_end (&world->act, &id, &yesterday, "Back at school", &error));
  list_clear (&list);
  list = load (world, "2026-11-10");
  g_assert_cmpuint (list.found->rows->len, ==, 0);
}

static void
test_days_that_cannot_be_are_refused (void)
{
  static const struct { const char *fields, *field; } cases[] = {
    { "reason=OTHER considered=2026-11-11", "considered" },
    { "reason=OTHER known=2026-11-09 considered=2026-11-06", "considered" },
    { "reason=OTHER since=2026-12-01", "since" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      WayId id = way_test_put_fields (world, &way_s19_case_entity, cases[i].fields);
      g_autoptr(GError) error = NULL;
      g_autoptr(WayS19Case) form = way_records_get (world->db, &way_s19_case_entity, &id, &error);

      g_assert_false (way_register_record (&world->act, form, &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
      g_assert_true (g_str_has_prefix (error->message, cases[i].field));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/register/why", test_who_is_on_it_and_why);
  g_test_add_func ("/service/register/no-roll", test_a_child_on_no_roll_is_asked_after);
  g_test_add_func ("/service/register/counted", test_a_suspended_child_is_shown_and_not_counted);
  g_test_add_func ("/service/register/marked-as-met", test_a_duty_marked_as_met_is_education);
  g_test_add_func ("/service/register/area", test_another_authoritys_child_is_not_on_it);
  g_test_add_func ("/service/register/order", test_the_most_late_comes_first);
  g_test_add_func ("/service/register/decided", test_considered_and_decided_are_edits);
  g_test_add_func ("/service/register/case", test_a_case_changes_and_ends);
  g_test_add_func ("/service/register/dates", test_days_that_cannot_be_are_refused);
  return g_test_run ();
}
