/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A setting's attendance: the sheet is filled, pasted into, taken back step by
 * step and saved as one edit. */

#include "way-attendance.h"

#include "way-service.h"
#include "way-test-world.h"

static WayId
put_placement (WayTestWorld *world,
               const WayId  *pupil,
               const char   *start)
{
  WayPlacement *placement = way_placement_new ();

  way_record_start (&way_placement_entity, placement);
  placement->pupil = *pupil;
  placement->provision = world->provision;
  placement->route = g_strdup ("PEX_DAY6");
  g_assert_true (way_date_parse (start, &placement->start));
  return way_test_put (world, &way_placement_entity, placement);
}

/* Two children over the two weeks of 2 and 9 November 2026; Robin came on the
 * second Wednesday. */
static WayAttendanceSheet *
new_sheet (WayTestWorld *world)
{
  GDate from = way_date_ymd (2026, 11, 2), to = way_date_ymd (2026, 11, 13);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayAttendanceSheet *sheet;

  sheet = way_attendance_sheet_new (facts, &world->setting, &from, &to, &error);
  g_assert_no_error (error);
  return sheet;
}

static WayTestWorld *
new_world (void)
{
  WayTestWorld *world = way_test_world_new ();
  WayId robin = way_test_put_pupil (world, "Robin", "Marsh", NULL);

  put_placement (world, &world->pupil, "2026-09-02");
  put_placement (world, &robin, "2026-11-11");
  return world;
}

static void
save (WayTestWorld       *world,
      WayAttendanceSheet *sheet)
{
  g_autoptr(GError) error = NULL;

  way_attendance_sheet_save (&world->act, sheet, &error);
  g_assert_no_error (error);
}

static void
set (WayAttendanceSheet *sheet,
     guint               row,
     guint               column,
     gint64              value)
{
  g_autoptr(GError) error = NULL;

  way_attendance_sheet_set (sheet, row, column, value, &error);
  g_assert_no_error (error);
}

static void
test_possible_is_there_already (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autofree char *text = NULL;

  g_assert_cmpuint (way_attendance_sheet_n_rows (sheet), ==, 2);
  g_assert_cmpuint (way_attendance_sheet_n_columns (sheet), ==, 12);
  g_assert_cmpstr (way_attendance_sheet_row (sheet, 0)->name, ==, "Kit Ashdown");
  text = way_attendance_sheet_copy (sheet, 0, 0, 1, 6);
  g_assert_cmpstr (text, ==, "10\t\t\t\t\t\t10\n\t\t\t\t\t\t6\n");
  g_assert_true (way_attendance_sheet_is_prefilled (sheet, 0, 0));
  g_assert_false (way_attendance_sheet_is_open (sheet, 1, 0));
  g_assert_cmpuint (way_attendance_sheet_n_changed (sheet), ==, 0);
}

static void
test_it_is_saved_as_one_edit (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autofree char *before = way_test_dump (world);
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autoptr(WayAttendanceSheet) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;

  set (sheet, 0, WAY_MEASURE_ATTENDED, 9);
  set (sheet, 0, WAY_MEASURE_UNAUTHORISED, 1);
  set (sheet, 1, WAY_N_MEASURES + WAY_MEASURE_ATTENDED, 6);
  g_assert_cmpuint (way_attendance_sheet_n_changed (sheet), ==, 2);
  save (world, sheet);
  again = new_sheet (world);
  text = way_attendance_sheet_copy (again, 0, 0, 1, 11);
  g_assert_cmpstr (text, ==, "10\t9\t\t1\t\t\t10\t\t\t\t\t\n\t\t\t\t\t\t6\t6\t\t\t\t\n");
  g_assert_false (way_attendance_sheet_is_prefilled (again, 0, 0));
  g_assert_cmpuint (way_attendance_sheet_n_changed (again), ==, 0);
  way_test_undo (world, world->act.edit);
  after = way_test_dump (world);
  g_assert_cmpstr (after, ==, before);
}

static void
test_a_recorded_week_can_be_changed_and_emptied (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autoptr(WayAttendanceSheet) second = NULL;
  g_autoptr(WayAttendanceSheet) third = NULL;
  gint64 count;

  set (sheet, 0, WAY_MEASURE_ATTENDED, 9);
  save (world, sheet);
  second = new_sheet (world);
  set (second, 0, WAY_MEASURE_ATTENDED, 8);
  save (world, second);
  third = new_sheet (world);
  g_assert_cmpint (way_attendance_sheet_get (third, 0, WAY_MEASURE_ATTENDED), ==, 8);
  set (third, 0, WAY_MEASURE_ATTENDED, WAY_INTEGER_NONE);
  set (third, 0, WAY_MEASURE_POSSIBLE, WAY_INTEGER_NONE);
  save (world, third);
  g_assert_true (way_records_count (world->db, &way_attendance_week_entity, &count, NULL));
  g_assert_cmpint (count, ==, 0);
}

static void
test_a_week_that_cannot_be_is_said_and_refused (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;

  set (sheet, 0, WAY_MEASURE_ATTENDED, 11);
  problem = way_attendance_sheet_problem (sheet, 0, WAY_MEASURE_ATTENDED);
  g_assert_nonnull (problem);
  g_assert_false (way_attendance_sheet_save (&world->act, sheet, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION);
  g_assert_nonnull (strstr (error->message, "week of 2026-11-02"));
}

static void
test_a_closed_week_takes_nothing (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_attendance_sheet_set (sheet, 1, WAY_MEASURE_ATTENDED, 3, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (way_attendance_sheet_set (sheet, 0, WAY_MEASURE_ATTENDED, 15, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
  g_assert_cmpuint (way_attendance_sheet_n_changed (sheet), ==, 0);
}

static void
test_what_is_copied_can_be_pasted (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autofree char *before = way_attendance_sheet_copy (sheet, 0, 0, 1, 11);
  g_autofree char *after = NULL;
  g_autofree char *restored = NULL;
  g_autoptr(GError) error = NULL;

  /* As a spreadsheet on another system writes it. */
  g_assert_true (way_attendance_sheet_paste (sheet, 0, 6, "10\t8\t 2\r\n6\t6\r\n", &error));
  after = way_attendance_sheet_copy (sheet, 0, 6, 1, 8);
  g_assert_cmpstr (after, ==, "10\t8\t2\n6\t6\t\n");
  g_assert_true (way_attendance_sheet_undo (sheet));
  restored = way_attendance_sheet_copy (sheet, 0, 0, 1, 11);
  g_assert_cmpstr (restored, ==, before);
  g_assert_false (way_attendance_sheet_undo (sheet));
}

static void
test_a_paste_is_whole_or_not_at_all (void)
{
  static const struct { const char *text; const char *says; } cases[] = {
    { "9\tmany\n", "Line 1, place 2" }, { "9\n\n9\n", "Line 3, place 1" },
    { "9\n6\t6\t6\t6\t6\t6\t1\n", "Line 2, place 7" }, { "9\n15\n", "Line 2, place 1" },
    { "9\t-1\n", "Line 1, place 2" }, { "9.5\n", "Line 1, place 1" }, { "\xff\n", "no part" },
  };
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autofree char *before = way_attendance_sheet_copy (sheet, 0, 0, 1, 11);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;

      g_test_message ("case %u", i);
      g_assert_false (way_attendance_sheet_paste (sheet, 0, 6, cases[i].text, &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      after = way_attendance_sheet_copy (sheet, 0, 0, 1, 11);
      g_assert_cmpstr (after, ==, before);
    }
}

/* Steps in any order and number are taken back to where it began. */
static void
test_steps_are_taken_back (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autofree char *before = way_attendance_sheet_copy (sheet, 0, 0, 1, 11);
  g_autofree char *after = NULL;

  for (guint i = 0; i < 300; i++)
    {
      guint row = (guint) g_test_rand_int_range (0, 2);
      guint column = (guint) g_test_rand_int_range (0, 12);
      g_autofree char *text = g_strdup_printf ("%d\t%d\n", g_test_rand_int_range (0, 12),
                                               g_test_rand_int_range (0, 12));

      if (g_test_rand_int_range (0, 4) == 0)
        way_attendance_sheet_undo (sheet);
      else if (g_test_rand_int_range (0, 2) == 0)
        way_attendance_sheet_paste (sheet, row, column, text, NULL);
      else
        way_attendance_sheet_set (sheet, row, column, g_test_rand_int_range (0, 12), NULL);
    }
  while (way_attendance_sheet_undo (sheet))
    ;
  after = way_attendance_sheet_copy (sheet, 0, 0, 1, 11);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (way_attendance_sheet_n_changed (sheet), ==, 0);
}

static void
test_one_week_is_recorded_once (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  g_autoptr(WayAttendanceWeek) week = way_attendance_week_new ();
  WayEditInfo info = { .name = "Test" };
  g_autoptr(GError) error = NULL;

  set (sheet, 0, WAY_MEASURE_ATTENDED, 9);
  save (world, sheet);
  week->placement = way_attendance_sheet_row (sheet, 0)->placement;
  week->week = way_date_ymd (2026, 11, 2);
  week->possible = 10;
  g_assert_false (way_service_save (world->db, &info, &way_attendance_week_entity, week, TRUE,
                                    &world->act.today, NULL, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION);
  g_clear_error (&error);

  /* The school's register of the same week is another. */
  week->placement = (WayId) { { 0 } };
  week->enrolment = world->enrolment;
  g_assert_true (way_service_save (world->db, &info, &way_attendance_week_entity, week, TRUE,
                                   &world->act.today, NULL, &error));
  g_assert_no_error (error);
}

/* The school marked the days at the setting as well. */
static void
test_two_registers_are_one_child (void)
{
  g_autoptr(WayTestWorld) world = new_world ();
  g_autoptr(WayAttendanceSheet) sheet = new_sheet (world);
  WayAttendanceWeek *school = way_attendance_week_new ();
  GDate from = way_date_ymd (2026, 11, 1), to = way_date_ymd (2026, 11, 30);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  g_autoptr(GArray) weeks = NULL;
  const WayPupilSessions *first;

  set (sheet, 0, WAY_MEASURE_POSSIBLE, 6);
  set (sheet, 0, WAY_MEASURE_ATTENDED, 5);
  set (sheet, 0, WAY_MEASURE_AUTHORISED, 1);
  set (sheet, 0, WAY_N_MEASURES + WAY_MEASURE_ATTENDED, 10);
  save (world, sheet);
  school->enrolment = world->enrolment;
  school->week = way_date_ymd (2026, 11, 2);
  school->possible = 10;
  school->attended = 9;
  school->unauthorised = 1;
  way_test_put (world, &way_attendance_week_entity, school);

  weeks = way_attendance_of_pupil (world->db, &world->pupil, way_facts_days (facts, NULL, &error),
                                   &from, &to, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (weeks->len, ==, 2);
  first = &g_array_index (weeks, WayPupilSessions, 0);
  g_assert_cmpint (first->sessions.counts[WAY_MEASURE_POSSIBLE], ==, 10);
  g_assert_cmpint (first->sessions.counts[WAY_MEASURE_ATTENDED], ==, 8);
  g_assert_cmpint (first->sessions.counts[WAY_MEASURE_UNAUTHORISED], ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/attendance/possible", test_possible_is_there_already);
  g_test_add_func ("/service/attendance/one-edit", test_it_is_saved_as_one_edit);
  g_test_add_func ("/service/attendance/changed", test_a_recorded_week_can_be_changed_and_emptied);
  g_test_add_func ("/service/attendance/refused", test_a_week_that_cannot_be_is_said_and_refused);
  g_test_add_func ("/service/attendance/closed", test_a_closed_week_takes_nothing);
  g_test_add_func ("/service/attendance/pasted", test_what_is_copied_can_be_pasted);
  g_test_add_func ("/service/attendance/whole", test_a_paste_is_whole_or_not_at_all);
  g_test_add_func ("/service/attendance/taken-back", test_steps_are_taken_back);
  g_test_add_func ("/service/attendance/two-registers", test_two_registers_are_one_child);
  g_test_add_func ("/service/attendance/once", test_one_week_is_recorded_once);
  return g_test_run ();
}
