/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-review.h"

#include "way-test-calendar.h"

static void
test_due (void)
{
  static const struct { const char *start, *last; guint weeks; const char *due; } rows[] = {
    { "2026-09-02", NULL, 8, "2026-10-22" },           /* the half-term ends first */
    { "2026-09-02", NULL, 6, "2026-10-14" },           /* six weeks are shorter */
    { "2026-09-02", NULL, 0, "2026-10-22" },           /* the default is 8 */
    { "2026-11-02", NULL, 6, "2026-12-14" },
    { "2026-11-30", NULL, 8, "2026-12-18" },
    { "2026-09-02", "2026-10-14", 8, "2026-12-09" },   /* its half-term is served */
    { "2026-09-02", "2026-10-14", 26, "2026-12-18" },
    { "2026-09-02", "2026-10-26", 26, "2026-12-18" },  /* held in the holidays */
    { "2026-10-22", NULL, 26, "2026-12-18" },          /* started on the last day */
    { "2026-09-02", "2026-12-01", 4, "2026-12-18" },   /* four weeks end in the holidays */
    { "2026-09-02", "2026-06-01", 8, "2026-10-22" },   /* a review before the start is not its */
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate start = way_test_date (rows[i].start);
      GDate last = way_date_none ();
      GDate due;

      if (rows[i].last != NULL)
        last = way_test_date (rows[i].last);
      due = way_review_due (days, &start, &last, rows[i].weeks);
      g_test_message ("row %u", i);
      way_test_assert_date (due, rows[i].due);
    }
}

static void
test_without_a_calendar_only_weeks_count (void)
{
  g_autoptr(WaySchoolDays) days = way_school_days_new (NULL, 0, NULL);
  GDate start = way_test_date ("2026-09-02");
  GDate due = way_review_due (days, &start, NULL, 8);

  way_test_assert_date (due, "2026-10-28");
}

/* Whatever the dates, the next review comes after the last one, not later than
 * the weeks allow, and on a school day unless none lies between. */
static void
test_due_keeps_its_bounds (void)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();

  for (guint n = 0; n < 500; n++)
    {
      GDate start = way_test_date ("2026-09-02");
      guint weeks = g_test_rand_int_range (1, 13);
      GDate last, due, latest;

      last = way_date_add_days (&start, g_test_rand_int_range (0, 310));
      due = way_review_due (days, &start, &last, weeks);
      latest = way_date_add_days (&last, 7 * weeks);
      g_assert_cmpint (way_date_compare (&due, &last), >, 0);
      g_assert_cmpint (way_date_compare (&due, &latest), <=, 0);
      if (!way_school_days_is_open (days, &due))
        {
          last = way_date_add_days (&last, 1);
          g_assert_cmpuint (way_school_days_count (days, &last, &due), ==, 0);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/review/due", test_due);
  g_test_add_func ("/rules/review/without-calendar", test_without_a_calendar_only_weeks_count);
  g_test_add_func ("/rules/review/bounds", test_due_keeps_its_bounds);
  return g_test_run ();
}
