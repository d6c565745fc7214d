/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules keep no longer, and what is left once it was erased. */
#include "way-retention.h"

#include <string.h>

#include "way-access.h"
#include "way-background.h"
#include "way-codes.h"
#include "way-finance.h"
#include "way-occupancy-service.h"
#include "way-panel.h"
#include "way-people.h"
#include "way-permit.h"
#include "way-seals.h"
#include "way-service-error.h"
#include "way-test-store.h"
#include "way-verify.h"

typedef struct
{
  WayDb        *db;
  GDate         today;
  WayPupil     *pupil;
  WayPerson    *carer;
  WayPlacement *placement;
} World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  world->db = way_test_db_new ();
  world->today = way_date_ymd (2026, 11, 10);
  world->carer = way_person_new ();
  world->carer->surname = g_strdup ("Ashdown");
  way_test_insert (world->db, &way_person_entity, world->carer);
  world->pupil = way_test_pupil ("Kit", "Ashdown");
  world->pupil->birth = way_date_ymd (1998, 3, 1);
  world->pupil->home_la = g_strdup ("334");
  world->pupil->carer = world->carer->id;
  way_test_insert (world->db, &way_pupil_entity, world->pupil);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_pupil_free (world->pupil);
  way_person_free (world->carer);
  way_placement_free (world->placement);
  way_db_free (world->db);
}

/* --- What a child may have --- */

static void
add_need (World *world)
{
  g_autoptr(WayNeed) need = way_need_new ();

  need->pupil = world->pupil->id;
  need->provision = g_strdup ("E");
  need->type = g_strdup ("SEMH");
  need->rank = 1;
  need->from = way_date_ymd (2010, 1, 1);
  way_test_insert (world->db, &way_need_entity, need);
}

static void
add_circumstance (World      *world,
                  const char *kind)
{
  g_autoptr(WayCircumstance) self = way_circumstance_new ();

  self->pupil = world->pupil->id;
  self->kind = g_strdup (kind);
  self->from = way_date_ymd (2010, 1, 1);
  way_test_insert (world->db, &way_circumstance_entity, self);
}

static void
add_hold (World       *world,
          const GDate *to)
{
  g_autoptr(WayLegalHold) hold = way_legal_hold_new ();

  hold->pupil = world->pupil->id;
  hold->from = way_date_ymd (2020, 1, 1);
  hold->to = *to;
  hold->reason = g_strdup ("an inquiry");
  way_test_insert (world->db, &way_legal_hold_entity, hold);
}

static void
add_week (World *world)
{
  g_autoptr(WayAttendanceWeek) week = way_attendance_week_new ();

  week->placement = world->placement->id;
  week->week = way_date_ymd (2012, 9, 10);
  week->possible = 10;
  week->attended = 8;
  week->authorised = 2;
  week->unauthorised = 0;
  way_test_insert (world->db, &way_attendance_week_entity, week);
}

/* A referral that led to a year at a setting. */
static void
add_stay (World *world)
{
  g_autoptr(WayEstablishment) setting = way_establishment_new ();
  g_autoptr(WayProvision) provision = way_provision_new ();
  g_autoptr(WayReferral) referral = way_referral_new ();

  setting->name = g_strdup ("Saturn Centre");
  setting->type = g_strdup ("14");
  way_test_insert (world->db, &way_establishment_entity, setting);
  provision->establishment = setting->id;
  provision->name = g_strdup ("Day places");
  provision->kind = g_strdup ("destination");
  provision->counted = 1;
  way_test_insert (world->db, &way_provision_entity, provision);
  referral->pupil = world->pupil->id;
  referral->route = g_strdup ("HEALTH");
  referral->received = way_date_ymd (2012, 6, 1);
  referral->reasons = g_strdup ("what happened");
  way_test_insert (world->db, &way_referral_entity, referral);
  world->placement = way_placement_new ();
  world->placement->pupil = world->pupil->id;
  world->placement->provision = provision->id;
  world->placement->referral = referral->id;
  world->placement->route = g_strdup ("HEALTH");
  world->placement->registration = g_strdup ("SINGLE_AP");
  world->placement->start = way_date_ymd (2012, 9, 3);
  world->placement->end = way_date_ymd (2013, 7, 19);
  world->placement->exit_plan = g_strdup ("back to school");
  way_test_insert (world->db, &way_placement_entity, world->placement);
  add_week (world);
}

static void
add_contact (World *world)
{
  g_autoptr(WayContact) contact = way_contact_new ();

  contact->pupil = world->pupil->id;
  contact->name = g_strdup ("Jo Ashdown");
  way_test_insert (world->db, &way_contact_entity, contact);
}

static GPtrArray *
list (World *world)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *items = way_retention_list (world->db, &world->today, &error);

  g_assert_no_error (error);
  return items;
}

/* --- The list --- */

static void
test_a_file_is_due_after_so_many_years (World         *world,
                                        gconstpointer  data)
{
  static const struct { int year, month, day; guint due; } cases[] = {
    { 2023, 2, 28, 0 },
    { 2023, 3, 1, 1 },
    { 2026, 11, 10, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) items = NULL;

      world->today = way_date_ymd (cases[i].year, cases[i].month, cases[i].day);
      items = list (world);
      g_test_message ("%d-%d-%d", cases[i].year, cases[i].month, cases[i].day);
      g_assert_cmpuint (items->len, ==, cases[i].due);
    }
}

static const char *
rule_on (World *world,
         int    year)
{
  g_autoptr(GPtrArray) items = NULL;

  world->today = way_date_ymd (year, 3, 2);
  items = list (world);
  return items->len > 0 ? ((WayRetentionItem *) g_ptr_array_index (items, 0))->rule : NULL;
}

static void
test_the_longest_rule_counts (World         *world,
                              gconstpointer  data)
{
  g_assert_cmpstr (rule_on (world, 2023), ==, "pupil_file");
  add_need (world);
  g_assert_cmpstr (rule_on (world, 2028), ==, NULL);
  g_assert_cmpstr (rule_on (world, 2029), ==, "plan_file");
  add_circumstance (world, "CIN");
  g_assert_cmpstr (rule_on (world, 2029), ==, "plan_file");
  add_circumstance (world, "LAC");
  g_assert_cmpstr (rule_on (world, 2072), ==, NULL);
  g_assert_cmpstr (rule_on (world, 2073), ==, "looked_after");
}

static void
test_a_referral_that_led_nowhere (World         *world,
                                  gconstpointer  data)
{
  g_autoptr(WayReferral) referral = way_referral_new ();
  g_autoptr(WayEnrolment) enrolment = way_enrolment_new ();
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) none = NULL;

  world->today = way_date_ymd (2021, 6, 2);
  referral->pupil = world->pupil->id;
  referral->route = g_strdup ("HEALTH");
  referral->received = way_date_ymd (2015, 5, 1);
  referral->closed = way_date_ymd (2015, 6, 1);
  referral->close_reason = g_strdup ("placed");
  way_test_insert (world->db, &way_referral_entity, referral);
  items = list (world);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (((WayRetentionItem *) g_ptr_array_index (items, 0))->rule, ==, "referral");
  school->name = g_strdup ("Fernhill");
  way_test_insert (world->db, &way_establishment_entity, school);
  enrolment->pupil = world->pupil->id;
  enrolment->establishment = school->id;
  enrolment->status = g_strdup ("C");
  way_test_insert (world->db, &way_enrolment_entity, enrolment);
  none = list (world);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_the_table_keeps_what_there_is (void)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("retention_keep", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      const WayEntity *entity = way_entity_by_name (row->id);
      g_auto(GStrv) keep = g_strsplit (way_code_get (row, "keep"), " ", -1);

      for (guint j = 0; keep[j] != NULL; j++)
        {
          const WayField *field = way_entity_field (entity, keep[j]);

          g_test_message ("%s.%s", row->id, keep[j]);
          g_assert_nonnull (field);
          g_assert_cmpint (field->kind, !=, WAY_KIND_TEXT);
          g_assert_cmpint (field->kind, !=, WAY_KIND_LONG_TEXT);
          g_assert_cmpint (field->sensitivity, !=, WAY_CLASS_SPECIAL);
        }
    }
}

/* --- Erasing --- */

static void
must_erase (World *world)
{
  g_autoptr(GError) error = NULL;

  way_retention_erase (world->db, &way_pupil_entity, &world->pupil->id, &world->today, NULL,
                       &error);
  g_assert_no_error (error);
}

static char *
occupancy (World *world)
{
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(WayOccupancyTable) table = NULL;
  g_autoptr(GError) error = NULL;

  for (guint month = 0; month < 18; month++)
    {
      GDate first = way_date_ymd (2012, 6, 15);
      GDate day = way_date_add_months (&first, (int) month);

      g_array_append_val (days, day);
    }
  table = way_occupancy_service_read (world->db, days, WAY_OCCUPANCY_BY_PROVISION, FALSE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++)
    g_string_append_printf (text, "%d ",
                            way_occupancy_row (table->counts, table->whole)[i].on_roll);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
count (World           *world,
       const WayEntity *entity)
{
  gint64 n;

  g_assert_true (way_records_count (world->db, entity, &n, NULL));
  return n;
}

static void
test_figures_do_not_move (World         *world,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(WayPupil) stub = NULL;
  g_autoptr(WayReferral) referral = NULL;
  g_autoptr(GPtrArray) after = NULL;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;

  add_stay (world);
  add_contact (world);
  add_need (world);
  world->today = way_date_ymd (2030, 1, 1);
  before = occupancy (world);
  g_assert_nonnull (strstr (before, "1"));
  must_erase (world);
  now = occupancy (world);
  g_assert_cmpstr (now, ==, before);

  stub = way_records_get (world->db, &way_pupil_entity, &world->pupil->id, NULL);
  g_assert_null (stub->surname);
  g_assert_cmpstr (stub->home_la, ==, "334");
  referral = way_records_get (world->db, &way_referral_entity, &world->placement->referral, NULL);
  g_assert_null (referral->reasons);
  g_assert_cmpint (count (world, &way_attendance_week_entity), ==, 1);
  g_assert_cmpint (count (world, &way_contact_entity), ==, 0);
  g_assert_cmpint (count (world, &way_need_entity), ==, 0);
  g_assert_cmpint (count (world, &way_person_entity), ==, 0);
  findings = way_verify_run (world->db, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
  after = list (world);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_a_brother_keeps_the_carer (World         *world,
                                gconstpointer  data)
{
  g_autoptr(WayPupil) brother = way_test_pupil ("Lee", "Ashdown");

  brother->carer = world->carer->id;
  way_test_insert (world->db, &way_pupil_entity, brother);
  must_erase (world);
  g_assert_cmpint (count (world, &way_person_entity), ==, 1);
}

static void
assert_refused (World *world,
                int    code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (way_retention_erase (world->db, &way_pupil_entity, &world->pupil->id,
                                       &world->today, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, code);
}

static void
test_what_stands_against_it (World         *world,
                             gconstpointer  data)
{
  GDate ended = way_date_ymd (2025, 1, 1);
  GDate open = way_date_none ();

  world->today = way_date_ymd (2020, 1, 1);
  assert_refused (world, WAY_SERVICE_ERROR_RULE);
  world->today = way_date_ymd (2026, 11, 10);
  add_hold (world, &ended);
  add_hold (world, &open);
  assert_refused (world, WAY_SERVICE_ERROR_RULE);
}

static void
test_a_live_placement_stands_against_it (World         *world,
                                         gconstpointer  data)
{
  add_stay (world);
  world->placement->end = way_date_none ();
  way_test_update (world->db, &way_placement_entity, world->placement);
  assert_refused (world, WAY_SERVICE_ERROR_RULE);
}

static void
test_only_some_may (World         *world,
                    gconstpointer  data)
{
  static const char *const names[] = { "Ada", "Olu" };
  static const char *const roles[] = { "administrator", "officer" };
  const char *const actions[] = { WAY_TRAIL_ERASE, NULL };
  WayTrailFilter filter = { .actions = actions };
  g_autoptr(GPtrArray) records = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(WayUser) user = way_user_new ();
      g_autoptr(WayRoleGrant) grant = way_role_grant_new ();

      user->name = g_strdup (names[i]);
      way_test_insert (world->db, &way_user_entity, user);
      grant->user = user->id;
      grant->role = g_strdup (roles[i]);
      way_test_insert (world->db, &way_role_grant_entity, grant);
    }
  g_assert_true (way_permit_enter (world->db, "Olu", &world->today, NULL));
  assert_refused (world, WAY_SERVICE_ERROR_NOT_ALLOWED);
  g_assert_true (way_permit_enter (world->db, "Ada", &world->today, NULL));
  must_erase (world);
  records = way_trail_list (world->db, &filter, 0, 0, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (((WayTrailRecord *) g_ptr_array_index (records, 0))->what, ==, "pupil_file");
  g_assert_cmpstr (((WayTrailRecord *) g_ptr_array_index (records, 0))->who, ==, "Ada");
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/retention/years", test_a_file_is_due_after_so_many_years);
  ADD ("/retention/longest", test_the_longest_rule_counts);
  ADD ("/retention/referral", test_a_referral_that_led_nowhere);
  g_test_add_func ("/retention/table", test_the_table_keeps_what_there_is);
  ADD ("/retention/figures", test_figures_do_not_move);
  ADD ("/retention/carer", test_a_brother_keeps_the_carer);
  ADD ("/retention/hold", test_what_stands_against_it);
  ADD ("/retention/live-placement", test_a_live_placement_stands_against_it);
  ADD ("/retention/roles", test_only_some_may);

  return g_test_run ();
}
