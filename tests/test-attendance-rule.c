/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of a week: what a placement offers, and two registers as one. */
#include "way-attendance-rule.h"

#include "way-test-calendar.h"

static void
test_measures_are_fields (void)
{
  g_autoptr(WayAttendanceWeek) week = way_attendance_week_new ();

  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    {
      const WayField *field = way_entity_field (&way_attendance_week_entity,
                                                way_measure_field (measure));

      g_assert_nonnull (field);
      g_assert_cmpint (way_measure_get (week, measure), ==, WAY_INTEGER_NONE);
      way_measure_set (week, measure, measure + 1);
      g_assert_cmpint (way_field_get (field, week).integer, ==, measure + 1);
    }
}

/* A half-term's last week of four days, and weeks cut by the stay. */
static void
test_expected (void)
{
  static const struct
  {
    const char *start, *end, *timetable;
    gint64 sessions;
    const char *monday;
    guint expected;
  } cases[] = {
    { "2026-09-02", "", NULL, 10, "2026-09-14", 10 },
    { "2026-09-02", "", NULL, WAY_INTEGER_NONE, "2026-09-14", 10 },
    { "2026-09-02", "", NULL, 10, "2026-08-31", 6 },     /* school begins on Wednesday */
    { "2026-09-16", "", NULL, 10, "2026-09-14", 6 },     /* the child comes on Wednesday */
    { "2026-09-02", "2026-09-15", NULL, 10, "2026-09-14", 4 },
    { "2026-09-02", "", NULL, 5, "2026-09-14", 5 },
    { "2026-09-02", "", NULL, 3, "2026-09-14", 3 },
    { "2026-09-02", "", NULL, 5, "2026-08-31", 3 },
    { "2026-09-02", "", NULL, 10, "2026-10-26", 0 },     /* half-term */
    { "2026-09-02", "2026-09-10", NULL, 10, "2026-09-14", 0 },
    { "2026-09-02", "", "mon_am|tue_am|fri_pm", 3, "2026-09-14", 3 },
    { "2026-09-02", "", "mon_am|tue_am|fri_pm", 3, "2026-08-31", 1 },
    { "2026-09-15", "", "mon_am|tue_am|fri_pm", 3, "2026-09-14", 2 },
    { "2026-09-02", "", "mon_am|tue_am|fri_pm", 3, "2026-10-26", 0 },
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayPlacement) placement = way_placement_new ();
      GDate monday = way_test_date (cases[i].monday);

      g_test_message ("case %u", i);
      placement->start = way_test_date (cases[i].start);
      if (*cases[i].end != '\0')
        placement->end = way_test_date (cases[i].end);
      placement->sessions = cases[i].sessions;
      placement->timetable = g_strdup (cases[i].timetable);
      g_assert_cmpuint (way_sessions_expected (days, placement, &monday), ==, cases[i].expected);
    }
}

static void
assert_sessions (const WaySessions *self,
                 const gint64      *expected)
{
  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    {
      g_test_message ("%s", way_measure_field (measure));
      g_assert_cmpint (self->counts[measure], ==, expected[measure]);
    }
}

/* In the order of WayMeasure: possible, attended, authorised, unauthorised, not
 * offered, not possible. */
static void
test_two_registers (void)
{
  static const struct
  {
    gint64 setting[WAY_N_MEASURES], school[WAY_N_MEASURES], joined[WAY_N_MEASURES];
  } cases[] = {
    /* Three days at the setting, two at school, D where the child was away. */
    { { 6, 5, 1, 0, 0, 0 }, { 4, 4, 0, 0, 0, 6 }, { 10, 9, 1, 0, 0, 0 } },
    /* The school marked the days away B: attended there too. */
    { { 6, 5, 1, 0, 0, 0 }, { 10, 9, 0, 1, 0, 0 }, { 10, 8, 1, 1, 0, 0 } },
    /* And once an absence that the setting counts already. */
    { { 6, 2, 0, 4, 0, 0 }, { 10, 4, 0, 6, 0, 0 }, { 10, 2, 0, 8, 0, 0 } },
    /* All of it at the setting. */
    { { 10, 8, 2, 0, 0, 0 }, { 10, 10, 0, 0, 0, 0 }, { 10, 8, 2, 0, 0, 0 } },
    /* No setting. */
    { { 0, 0, 0, 0, 0, 0 }, { 10, 7, 2, 1, 0, 0 }, { 10, 7, 2, 1, 0, 0 } },
    /* Both were closed on one day. */
    { { 4, 4, 0, 0, 0, 2 }, { 4, 3, 1, 0, 0, 6 }, { 8, 7, 1, 0, 0, 2 } },
    /* Sessions not offered stay beside it. */
    { { 4, 4, 0, 0, 2, 0 }, { 4, 4, 0, 0, 0, 0 }, { 8, 8, 0, 0, 2, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WaySessions setting, school, joined;

      memcpy (setting.counts, cases[i].setting, sizeof setting.counts);
      memcpy (school.counts, cases[i].school, sizeof school.counts);
      joined = way_sessions_join (&setting, &school, 10);
      g_test_message ("case %u", i);
      assert_sessions (&joined, cases[i].joined);
    }
}

static WaySessions
random_sessions (gint64 open)
{
  WaySessions self = { { 0 } };
  gint64 *counts = self.counts;

  counts[WAY_MEASURE_POSSIBLE] = g_test_rand_int_range (0, (gint32) open + 1);
  counts[WAY_MEASURE_ATTENDED] =
    g_test_rand_int_range (0, (gint32) counts[WAY_MEASURE_POSSIBLE] + 1);
  counts[WAY_MEASURE_AUTHORISED] = g_test_rand_int_range (
    0, (gint32) (counts[WAY_MEASURE_POSSIBLE] - counts[WAY_MEASURE_ATTENDED]) + 1);
  counts[WAY_MEASURE_UNAUTHORISED] = counts[WAY_MEASURE_POSSIBLE] - counts[WAY_MEASURE_ATTENDED] -
                                     counts[WAY_MEASURE_AUTHORISED];
  counts[WAY_MEASURE_NOT_POSSIBLE] = open - counts[WAY_MEASURE_POSSIBLE];
  return self;
}

/* No session counts twice, none that the setting counted is lost, and what was
 * possible is still what was attended and both absences. */
static void
test_no_session_counts_twice (void)
{
  for (guint n = 0; n < 5000; n++)
    {
      gint64 open = g_test_rand_int_range (0, 11);
      WaySessions setting = random_sessions (open);
      WaySessions school = random_sessions (open);
      WaySessions joined = way_sessions_join (&setting, &school, open);

      g_assert_cmpint (joined.counts[WAY_MEASURE_POSSIBLE], <=, open);
      g_assert_cmpint (joined.counts[WAY_MEASURE_POSSIBLE], ==,
                       MIN (open, setting.counts[WAY_MEASURE_POSSIBLE] +
                                    school.counts[WAY_MEASURE_POSSIBLE]));
      g_assert_cmpint (joined.counts[WAY_MEASURE_ATTENDED] +
                         joined.counts[WAY_MEASURE_AUTHORISED] +
                         joined.counts[WAY_MEASURE_UNAUTHORISED], ==,
                       joined.counts[WAY_MEASURE_POSSIBLE]);
      for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
        g_assert_cmpint (joined.counts[measure], >=, setting.counts[measure]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/attendance/measures", test_measures_are_fields);
  g_test_add_func ("/rules/attendance/expected", test_expected);
  g_test_add_func ("/rules/attendance/two-registers", test_two_registers);
  g_test_add_func ("/rules/attendance/no-session-counts-twice", test_no_session_counts_twice);
  return g_test_run ();
}
