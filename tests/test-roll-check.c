/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may not be written about a child's rolls, and what is found where two
 * copies brought it together. */

#include "way-roll-check.h"

#include "way-import.h"
#include "way-service.h"
#include "way-test-world.h"

/* An enrolment of the world's child, who is on Fernhill's only roll (C) from
 * September 2023. */
static WayEnrolment *
enrolment_new (WayTestWorld *world,
               const WayId  *school,
               const char   *status,
               const char   *from,
               const char   *to)
{
  WayEnrolment *self = way_enrolment_new ();

  self->pupil = world->pupil;
  self->establishment = *school;
  self->status = g_strdup (status);
  way_date_parse (from, &self->from);
  if (to != NULL)
    way_date_parse (to, &self->to);
  return self;
}

static gboolean
save (WayTestWorld  *world,
      WayEnrolment  *enrolment,
      gboolean       is_new,
      GError       **error)
{
  WayEditInfo info = { .name = "Save an enrolment", .who = "Tester" };

  return way_service_save (world->db, &info, &way_enrolment_entity, enrolment, is_new,
                           &world->act.today, NULL, error);
}

static void
set_first (WayTestWorld *world,
           const char   *status,
           const char   *to)
{
  g_autoptr(WayEnrolment) first = way_records_get (world->db, &way_enrolment_entity,
                                                   &world->enrolment, NULL);

  g_free (first->status);
  first->status = g_strdup (status);
  first->to = way_date_none ();
  if (to != NULL)
    way_date_parse (to, &first->to);
  way_test_update (world->db, &way_enrolment_entity, first);
}

static void
test_a_second_main_roll_is_refused (void)
{
  static const struct { const char *first, *first_to, *status, *from; gboolean allowed; } rows[] = {
    { "C", NULL, "C", "2026-09-01", FALSE },
    { "C", NULL, "M", "2026-09-01", FALSE },
    { "M", NULL, "M", "2026-09-01", FALSE },
    { "C", "2026-08-31", "C", "2026-09-01", TRUE },
    { "C", "2026-09-01", "C", "2026-09-01", FALSE },
    { "C", NULL, "S", "2026-09-01", FALSE },
    { "M", NULL, "S", "2026-09-01", TRUE },
    { "M", "2026-08-31", "S", "2026-09-01", FALSE },
    { "C", NULL, "G", "2026-09-01", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autoptr(WayEnrolment) second = enrolment_new (world, &world->setting, rows[i].status,
                                                      rows[i].from, NULL);
      g_autoptr(GError) error = NULL;

      g_test_message ("row %u", i);
      set_first (world, rows[i].first, rows[i].first_to);
      g_assert_cmpint (save (world, second, TRUE, &error), ==, rows[i].allowed);
      if (rows[i].allowed)
        continue;
      g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION);
      g_assert_true (g_str_has_prefix (error->message, "status: "));
    }
}

/* Saving the row itself again, or another that contradicts nothing, is no
 * matter. */
static void
test_only_what_is_written_is_judged (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayEnrolment) merged = enrolment_new (world, &world->setting, "C", "2026-09-01", NULL);
  g_autoptr(WayEnrolment) guest = enrolment_new (world, &world->setting, "G", "2026-09-01", NULL);
  g_autoptr(WayEnrolment) first = NULL;
  g_autoptr(GError) error = NULL;

  way_test_insert (world->db, &way_enrolment_entity, merged);
  g_assert_true (save (world, guest, TRUE, &error));
  g_assert_no_error (error);
  first = way_records_get (world->db, &way_enrolment_entity, &world->enrolment, NULL);
  g_assert_false (save (world, first, FALSE, &error));
  g_clear_error (&error);
  way_date_parse ("2026-08-31", &first->to);
  g_assert_true (save (world, first, FALSE, &error));
  g_assert_no_error (error);
}

static void
test_what_was_merged_is_found (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayEnrolment) merged = enrolment_new (world, &world->setting, "M", "2026-09-01",
                                                  "2026-10-23");
  GDate later = way_date_ymd (2026, 10, 24);
  g_autoptr(GArray) none = way_roll_check_all (world->db, &world->act.today, NULL);
  g_autoptr(GArray) found = NULL;
  g_autoptr(GArray) past = NULL;
  const WayRollDoubt *doubt;

  g_assert_cmpuint (none->len, ==, 0);
  way_test_insert (world->db, &way_enrolment_entity, merged);
  found = way_roll_check_all (world->db, &merged->from, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  doubt = &g_array_index (found, WayRollDoubt, 0);
  g_assert_cmpint (doubt->fault, ==, WAY_ROLL_TWO_MAIN);
  g_assert_true (way_id_equal (&doubt->pupil, &world->pupil));
  g_assert_true (way_date_equal (&doubt->from, &merged->from));
  past = way_roll_check_all (world->db, &later, NULL);
  g_assert_cmpuint (past->len, ==, 0);
}

static void
put_placement (WayTestWorld *world,
               const char   *registration)
{
  WayPlacement *placement = way_placement_new ();

  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->registration = g_strdup (registration);
  placement->start = way_date_ymd (2026, 9, 7);
  way_test_put (world, &way_placement_entity, placement);
}

/* A setting that shares the child is no contradiction; one that has the child
 * alone while a school still does is; and so is sharing with nobody. */
static void
test_placements_are_rolls (void)
{
  static const struct { const char *registration, *school_to; guint found; } rows[] = {
    { "DUAL_SCHOOL_MAIN", NULL, 0 },
    { "SINGLE_AP", NULL, 1 },
    { "SINGLE_AP", "2026-09-06", 0 },
    { "DUAL_SCHOOL_MAIN", "2026-09-30", 1 },
    { NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autoptr(GArray) found = NULL;

      g_test_message ("row %u", i);
      set_first (world, "C", rows[i].school_to);
      put_placement (world, rows[i].registration);
      found = way_roll_check_all (world->db, &world->act.today, NULL);
      g_assert_cmpuint (found->len, ==, rows[i].found);
    }
}

/* Rows of one table are judged together: the main roll may come after. */
static void
test_a_table_is_judged_as_a_whole (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autofree char *pupil = NULL;
  g_autofree char *school = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *text = NULL;
  g_autofree char *enrolment = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayImport) import = NULL;
  g_autoptr(GError) error = NULL;

  pupil = way_id_to_string (&world->pupil);
  school = way_id_to_string (&world->school);
  setting = way_id_to_string (&world->setting);
  enrolment = way_id_to_string (&world->enrolment);
  text = g_strdup_printf ("id,pupil,establishment,status,from,to\n"
                          "%s,%s,%s,C,2023-09-01,2026-08-31\n"
                          ",%s,%s,S,2026-09-01,\n"
                          ",%s,%s,M,2026-09-01,\n"
                          ",%s,%s,C,2026-09-15,\n",
                          enrolment, pupil, school, pupil, setting, pupil, school, pupil, setting);
  bytes = g_bytes_new (text, strlen (text));
  import = way_import_csv (world->db, &way_enrolment_entity, bytes, NULL, &world->act.today, NULL,
                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_CHANGED), ==, 1);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_NEW), ==, 2);
  g_assert_cmpuint (way_import_count (import, WAY_IMPORT_REFUSED), ==, 1);
}

static void
test_codes_of_criteria_are_checked (void)
{
  static const struct { const char *rule; gint64 low; const char *codes, *field; } rows[] = {
    { "needs", WAY_INTEGER_NONE, "SEMH|ASD", NULL },
    { "needs", WAY_INTEGER_NONE, "SEMH|XYZ", "codes: " },
    { "needs", WAY_INTEGER_NONE, NULL, "codes: " },
    { "year_min", 7, NULL, NULL },
    { "year_min", WAY_INTEGER_NONE, NULL, "low: " },
    { "weekday", WAY_INTEGER_NONE, "mon|sun", "codes: " },
    { "route", WAY_INTEGER_NONE, "HEALTH", NULL },
    { "district", WAY_INTEGER_NONE, "Thornbury Vale", NULL },
    { "district", WAY_INTEGER_NONE, "Thornbury Vale|Elsewhere", "codes: " },
    { "text", WAY_INTEGER_NONE, NULL, NULL },
    { NULL, WAY_INTEGER_NONE, NULL, NULL },
  };
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayEditInfo info = { .name = "Save a criterion", .who = "Tester" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayCriterion) criterion = way_criterion_new ();
      g_autoptr(GError) error = NULL;

      criterion->provision = world->provision;
      criterion->kind = g_strdup ("entry");
      criterion->rule = g_strdup (rows[i].rule);
      criterion->low = rows[i].low;
      criterion->codes = g_strdup (rows[i].codes);
      criterion->wording = g_strdup ("Words");
      g_test_message ("row %u", i);
      way_service_save (world->db, &info, &way_criterion_entity, criterion, TRUE,
                        &world->act.today, NULL, &error);
      if (rows[i].field == NULL)
        g_assert_no_error (error);
      else
        g_assert_true (error != NULL && g_str_has_prefix (error->message, rows[i].field));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/roll-check/a-second-main-roll-is-refused",
                   test_a_second_main_roll_is_refused);
  g_test_add_func ("/service/roll-check/only-what-is-written-is-judged",
                   test_only_what_is_written_is_judged);
  g_test_add_func ("/service/roll-check/what-was-merged-is-found", test_what_was_merged_is_found);
  g_test_add_func ("/service/roll-check/placements-are-rolls", test_placements_are_rolls);
  g_test_add_func ("/service/roll-check/a-table-is-judged-as-a-whole",
                   test_a_table_is_judged_as_a_whole);
  g_test_add_func ("/service/roll-check/codes-of-criteria", test_codes_of_criteria_are_checked);
  return g_test_run ();
}
