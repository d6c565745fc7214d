/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The new school year as one edit: what moves, what is left out, what stays,
 * and that undo gives the very same rows. */

#include "way-roll-over.h"

#include "way-new-year.h"
#include "way-sample.h"
#include "way-test-world.h"

static WayRollOver *
plan (WayTestWorld *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayRollOver *roll;

  g_assert_no_error (error);
  roll = way_roll_over_plan (facts, &world->act.today, &error);
  g_assert_no_error (error);
  return roll;
}

static WayEditId
run (WayTestWorld      *world,
     const WayRollOver *roll)
{
  g_autoptr(GError) error = NULL;

  way_roll_over_run (&world->act, roll, &error);
  g_assert_no_error (error);
  return world->act.edit;
}

/* The world of the tests, in the summer: a child of year 8, one of year 11 with
 * a place, and a placement by route 1. */
static WayTestWorld *
new_world (WayId *leaver,
           WayId *placement)
{
  WayTestWorld *world = way_test_world_new ();
  WayPlacement *stay = way_placement_new ();
  WayId id = way_test_put_pupil (world, "Robin", "Marsh", NULL);
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &id, NULL);

  g_free (pupil->year);
  pupil->year = g_strdup ("11");
  pupil->birth = way_date_ymd (2011, 3, 3);
  way_test_update (world->db, &way_pupil_entity, pupil);
  way_record_start (&way_placement_entity, stay);
  stay->pupil = id;
  stay->provision = world->provision;
  stay->route = g_strdup ("PEX_DAY6");
  stay->start = way_date_ymd (2027, 2, 22);
  *placement = way_test_put (world, &way_placement_entity, stay);
  *leaver = id;
  world->act.today = way_date_ymd (2027, 8, 20);
  return world;
}

static void
test_everything_is_listed_and_nothing_written (void)
{
  WayId leaver, placement;
  g_autoptr(WayTestWorld) world = new_world (&leaver, &placement);
  g_autofree char *before = way_test_dump (world);
  g_autoptr(WayRollOver) roll = plan (world);
  g_autofree char *after = way_test_dump (world);

  g_assert_cmpint (roll->year, ==, 2027);
  g_assert_false (roll->is_early);
  g_assert_cmpuint (way_roll_over_count (roll, WAY_ROLL_YEAR_GROUP), ==, 2);
  g_assert_cmpuint (way_roll_over_count (roll, WAY_ROLL_PLACEMENT), ==, 1);
  g_assert_cmpuint (way_roll_over_count (roll, WAY_ROLL_ENROLMENT), ==, 1);
  g_assert_cmpuint (way_roll_over_count (roll, WAY_ROLL_PLACES), ==, 1);
  g_assert_cmpstr (after, ==, before);
}

static void
test_it_is_one_edit (void)
{
  WayId leaver, id;
  g_autoptr(WayTestWorld) world = new_world (&leaver, &id);
  g_autofree char *before = way_test_dump (world);
  g_autoptr(WayRollOver) roll = plan (world);
  WayEditId edit = run (world, roll);
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &leaver, NULL);
  g_autoptr(WayPlacement) placement = way_records_get (world->db, &way_placement_entity, &id, NULL);
  g_autoptr(GPtrArray) places = way_records_of (world->db, &way_capacity_entity, "provision",
                                                &world->provision, NULL);
  g_autofree char *last = way_date_to_iso (&placement->end);
  g_autofree char *restored = NULL;

  g_assert_cmpstr (pupil->year, ==, "12");
  g_assert_cmpstr (last, ==, "2027-07-21");
  g_assert_cmpstr (placement->destination, ==, "NOT_KNOWN");
  g_assert_cmpuint (places->len, ==, 2);
  way_test_undo (world, edit);
  restored = way_test_dump (world);
  g_assert_cmpstr (restored, ==, before);
}

static void
test_the_year_before_stays_readable (void)
{
  WayId leaver, placement;
  g_autoptr(WayTestWorld) world = new_world (&leaver, &placement);
  g_autoptr(WayRollOver) roll = plan (world);
  GDate june = way_date_ymd (2027, 6, 15);
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(GPtrArray) former = NULL;

  run (world, roll);
  pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil, NULL);
  former = way_records_of (world->db, &way_year_group_entity, "pupil", &world->pupil, NULL);
  g_assert_cmpstr (pupil->year, ==, "9");
  g_assert_cmpstr (way_new_year_group_on (pupil, former, &june), ==, "8");
}

static void
test_a_row_can_be_left_out (void)
{
  WayId leaver, id;
  g_autoptr(WayTestWorld) world = new_world (&leaver, &id);
  g_autoptr(WayRollOver) roll = plan (world);
  g_autoptr(WayPlacement) placement = NULL;

  for (guint i = 0; i < roll->changes->len; i++)
    {
      WayRollChange *change = g_ptr_array_index (roll->changes, i);

      change->included = change->kind != WAY_ROLL_PLACEMENT;
    }
  run (world, roll);
  placement = way_records_get (world->db, &way_placement_entity, &id, NULL);
  g_assert_false (way_date_is_set (&placement->end));
}

static void
test_it_happens_once_a_year (void)
{
  WayId leaver, placement;
  g_autoptr(WayTestWorld) world = new_world (&leaver, &placement);
  g_autoptr(WayRollOver) roll = plan (world);
  g_autoptr(WayRollOver) next = NULL;
  g_autoptr(GError) error = NULL;

  run (world, roll);
  next = plan (world);
  g_assert_cmpint (next->year, ==, 2028);
  g_assert_true (next->is_early);
  g_assert_false (way_roll_over_run (&world->act, next, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE);
}

static void
test_what_changed_since_is_refused (void)
{
  WayId leaver, placement;
  g_autoptr(WayTestWorld) world = new_world (&leaver, &placement);
  g_autoptr(WayRollOver) roll = plan (world);
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &leaver, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_free (pupil->year);
  pupil->year = g_strdup ("10");
  way_test_update (world->db, &way_pupil_entity, pupil);
  before = way_test_dump (world);
  g_assert_false (way_roll_over_run (&world->act, roll, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

/* --- On the samples --- */

static gint64
count_on (WayDb       *db,
          const char  *what,
          const GDate *day)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s AND coalesce (\"%s\", 9999999) >= %u", what,
                     strstr (what, "placement") != NULL ? "end" : "to", way_date_julian (day));
  g_autoptr(GError) error = NULL;
  gint64 answer = -1;

  way_db_get_int (db, sql, -1, &answer, &error);
  g_assert_no_error (error);
  return answer;
}

/* What last year's days say: how many were there, in how many places. */
static char *
look_back (WayDb *db,
           int    year)
{
  GString *text = g_string_new (NULL);
  GDate from = way_new_year_begins (year - 1);
  GDate last = way_date_ymd (year, 7, 10);

  for (GDate day = from; way_date_compare (&day, &last) < 0; day = way_date_add_days (&day, 1))
    {
      guint32 julian = way_date_julian (&day);
      g_autofree char *there =
        g_strdup_printf ("count (*) FROM placement WHERE start <= %u", julian);
      g_autofree char *places =
        g_strdup_printf ("coalesce (sum (places), 0) FROM capacity WHERE"
                         " coalesce (kind, 'commissioned') = 'commissioned' AND \"from\" <= %u",
                         julian);

      g_string_append_printf (text, "%u %d %d\n", julian, (int) count_on (db, there, &day),
                              (int) count_on (db, places, &day));
    }
  return g_string_free (text, FALSE);
}

static void
roll_sample (const char *name,
             int         year)
{
  GDate today = way_date_ymd (year, 8, 20);
  WaySampleOptions options = { .seed = (guint64) g_test_rand_int (), .today = today };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayTestWorld) world = g_new0 (WayTestWorld, 1);
  g_autoptr(WayRollOver) roll = NULL;
  g_autofree char *before = NULL, *restored = NULL, *then = NULL, *now = NULL;

  world->store = way_store_open (":memory:", WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  world->db = way_store_get_db (world->store);
  world->act = (WayAct) { .store = world->store, .today = today, .who = "Tester" };
  way_sample_write (world->db, name, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  before = way_test_dump (world);
  then = look_back (world->db, year);

  roll = plan (world);
  g_assert_cmpint (roll->year, ==, year);
  g_assert_cmpuint (way_roll_over_count (roll, WAY_ROLL_YEAR_GROUP), >, 0);
  for (guint i = 0; i < roll->changes->len; i++)
    ((WayRollChange *) g_ptr_array_index (roll->changes, i))->included =
      g_test_rand_int_range (0, 10) > 0;
  way_test_undo (world, run (world, roll));
  restored = way_test_dump (world);
  g_assert_cmpstr (restored, ==, before);

  run (world, roll);
  now = look_back (world->db, year);
  g_assert_cmpstr (now, ==, then);
}

static void
test_samples_come_back_row_by_row (void)
{
  roll_sample ("demo", 2026);
  roll_sample ("demo", 2027);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/roll-over/listed", test_everything_is_listed_and_nothing_written);
  g_test_add_func ("/service/roll-over/one-edit", test_it_is_one_edit);
  g_test_add_func ("/service/roll-over/the-year-before", test_the_year_before_stays_readable);
  g_test_add_func ("/service/roll-over/left-out", test_a_row_can_be_left_out);
  g_test_add_func ("/service/roll-over/once", test_it_happens_once_a_year);
  g_test_add_func ("/service/roll-over/changed-since", test_what_changed_since_is_refused);
  g_test_add_func ("/service/roll-over/samples", test_samples_come_back_row_by_row);
  return g_test_run ();
}
