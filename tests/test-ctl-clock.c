/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked dates by the real program, and whose calendar was counted on. */

#include "way-test-cases.h"
#include "way-test-ctl.h"

static void
assert_says (const char *json,
             const char *name,
             const char *value)
{
  g_autofree char *wanted = *value != '\0'
                              ? g_strdup_printf ("  \"%s\": \"%s\",\n", name, value)
                              : g_strdup_printf ("  \"%s\": null,\n", name);

  if (strstr (json, wanted) == NULL)
    g_error ("no %s in %s", wanted, json);
}

static void
check_case (const WayTestCase *one,
            const char        *calendar)
{
  static const struct { const char *name; guint cell; } texts[] = {
    { "rule", WAY_TEST_CASE_RULE }, { "verdict", WAY_TEST_CASE_VERDICT },
    { "due", WAY_TEST_CASE_DUE }, { "other_reading_due", WAY_TEST_CASE_OTHER },
    { "opens", WAY_TEST_CASE_OPENS }, { "actor", WAY_TEST_CASE_ACTOR },
    { "last_school_day", WAY_TEST_CASE_LAST_SCHOOL_DAY },
    { "next_start", WAY_TEST_CASE_NEXT_START },
  };
  g_autofree char *path = way_test_case_path (one->cells[WAY_TEST_CASE_NAME]);
  g_autofree char *json = way_test_ctl_out ("clock %s --facts %s --calendar %s --json",
                                            one->cells[WAY_TEST_CASE_RULE], path, calendar);
  int half_days = atoi (one->cells[WAY_TEST_CASE_HALF_DAYS]);
  g_autofree char *count = g_strdup_printf (half_days % 2 != 0 ? "  \"count\": %d.5,\n"
                                                               : "  \"count\": %d,\n",
                                            half_days / 2);

  g_test_message ("%s", one->cells[WAY_TEST_CASE_NAME]);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_says (json, texts[i].name, one->cells[texts[i].cell]);
  g_assert_true (half_days == 0 || strstr (json, count) != NULL);
  g_assert_true (*one->cells[WAY_TEST_CASE_DUE] == '\0' || strstr (json, "\"steps\": [\n") != NULL);
}

static void
test_the_worked_dates (void)
{
  g_autoptr(GPtrArray) cases = way_test_cases ();
  g_autofree char *calendar = g_test_build_filename (G_TEST_DIST, "data", "specimen-calendar.csv",
                                                     NULL);

  for (guint i = 0; i < cases->len; i++)
    check_case (g_ptr_array_index (cases, i), calendar);
}

/* What is lost and what is expected are two numbers. */
static void
test_a_forecast_is_told_apart (void)
{
  g_autofree char *path = way_test_case_path ("T11-letter");
  g_autofree char *calendar = g_test_build_filename (G_TEST_DIST, "data", "specimen-calendar.csv",
                                                     NULL);
  g_autofree char *json = way_test_ctl_out ("clock C14 --facts %s --calendar %s --json", path,
                                            calendar);

  g_assert_nonnull (strstr (json, "  \"count\": 1,\n  \"limit\": 15,\n  \"forecast\": 30,\n"));
}

/* The sixth day of a suspension is day 6, though the rule has a count of half
 * days; days of illness are counted in halves. */
static void
test_steps_are_numbered_in_days (void)
{
  static const struct { const char *name, *rule, *says; } rows[] = {
    { "T03", "C02", "{\"date\": \"2026-12-08\", \"counted\": true, \"number\": 6, " },
    { "T07", "C07", "{\"date\": \"2026-10-20\", \"counted\": true, \"number\": 1, " },
    { "T11", "C14", "{\"date\": \"2026-11-27\", \"counted\": true, \"number\": 15, " },
    { "T15", "C24", "{\"date\": \"2027-04-23\", \"counted\": true, \"number\": 20, " },
    { "T18", "C12", "{\"date\": \"2027-06-14\", \"counted\": true, \"number\": 45.5, " },
  };
  g_autofree char *calendar = g_test_build_filename (G_TEST_DIST, "data", "specimen-calendar.csv",
                                                     NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = way_test_case_path (rows[i].name);
      g_autofree char *json = way_test_ctl_out ("clock %s --facts %s --calendar %s --json",
                                                rows[i].rule, path, calendar);

      g_test_message ("%s", rows[i].name);
      g_assert_nonnull (strstr (json, rows[i].says));
    }
}

/* --- Whose calendar --- */

/* A school without a calendar is counted on the authority's, and says so; with
 * one of its own it no longer does. */
static void
test_a_borrowed_calendar_is_owned_up_to (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_autofree char *file = g_build_filename (folder, "s.waymark", NULL);
  g_autofree char *terms = g_test_build_filename (G_TEST_DIST, "data", "specimen-calendar.csv",
                                                  NULL);
  g_autofree char *made = way_test_ctl_out ("init --name Testshire --la 334 --out %s", file);
  g_autofree char *put = way_test_ctl_out ("--file %s put establishment --set urn=123456"
                                           " --set name=School --reason test", file);
  g_autofree char *theirs = way_test_ctl_out ("--file %s calendar import %s", file, terms);
  g_autofree char *before = way_test_ctl_out ("--file %s clock C01 --from 2026-11-05 --for 123456"
                                              " --json", file);
  g_auto(WayTestRun) days = way_test_ctl_format ("--file %s calendar days --from 2026-11-05"
                                                 " --to 2026-11-06 --for 123456 --csv", file);
  g_autofree char *own = way_test_ctl_out ("--file %s calendar import %s --for 123456", file,
                                           terms);
  g_autofree char *after = way_test_ctl_out ("--file %s clock C01 --from 2026-11-05 --for 123456"
                                             " --json", file);
  g_auto(WayTestRun) quiet = way_test_ctl_format ("--file %s calendar days --from 2026-11-05"
                                                  " --to 2026-11-06 --for 123456 --csv", file);

  g_assert_nonnull (strstr (before, "  \"fallback\": true,\n"));
  assert_says (before, "calendar", "Authority calendar");
  g_assert_cmpint (days.status, ==, 0);
  g_assert_nonnull (strstr (days.err, "123456 keeps no calendar of its own"));
  g_assert_nonnull (strstr (days.out, "2026-11-05,TERM,Authority calendar\n"));
  g_assert_nonnull (strstr (after, "  \"fallback\": false,\n"));
  assert_says (after, "calendar", "School");
  g_assert_cmpstr (quiet.err, ==, "");
  way_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/clock/worked-dates", test_the_worked_dates);
  g_test_add_func ("/ctl/clock/forecast", test_a_forecast_is_told_apart);
  g_test_add_func ("/ctl/clock/steps", test_steps_are_numbered_in_days);
  g_test_add_func ("/ctl/clock/borrowed-calendar", test_a_borrowed_calendar_is_owned_up_to);
  return g_test_run ();
}
