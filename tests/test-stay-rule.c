/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prompts of a stay, targets, and when it is asked whether it lasted. */
#include "way-stay-rule.h"

#include "way-test-calendar.h"

/* The twelfth school week of a stay from 2 September 2026 ends on 27 November,
 * the sixteenth on 15 January 2027. */
static void
test_prompts (void)
{
  static const struct
  {
    const char *today;
    gint64 weeks;
    const char *kind;
    guint week;
    WayStayPrompt prompt;
  } cases[] = {
    { "2026-09-01", 20, "school", 0, WAY_STAY_NO_PROMPT },
    { "2026-09-02", 20, "school", 1, WAY_STAY_NO_PROMPT },
    { "2026-11-20", 20, "school", 11, WAY_STAY_NO_PROMPT },
    { "2026-11-23", 20, "school", 12, WAY_STAY_PLAN },
    { "2026-12-18", 20, "school", 15, WAY_STAY_PLAN },
    { "2027-01-05", 20, "school", 16, WAY_STAY_DECIDE },
    { "2027-02-05", 20, "school", 20, WAY_STAY_DECIDE },
    { "2027-02-08", 20, "school", 21, WAY_STAY_OVER },
    { "2026-11-17", 20, "calendar", 11, WAY_STAY_NO_PROMPT },
    { "2026-11-18", 20, "calendar", 12, WAY_STAY_PLAN },
    { "2026-12-16", 20, "calendar", 16, WAY_STAY_DECIDE },
    /* As far before the end of a stay of 12 weeks: week 4 and week 8. */
    { "2026-09-21", 12, "school", 4, WAY_STAY_PLAN },
    { "2026-09-18", 12, "school", 3, WAY_STAY_NO_PROMPT },
    { "2026-11-23", WAY_INTEGER_NONE, "school", 12, WAY_STAY_NO_PROMPT },
  };
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  GDate start = way_test_date ("2026-09-02");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate today = way_test_date (cases[i].today);
      WayStayWeek week = way_stay_week (days, &start, cases[i].weeks, cases[i].kind, &today);

      g_test_message ("case %u: week %u, prompt %d", i, week.week, week.prompt);
      g_assert_cmpuint (week.week, ==, cases[i].week);
      g_assert_cmpint (week.prompt, ==, cases[i].prompt);
    }
}

static void
test_targets_go_either_way (void)
{
  static const struct { gint64 baseline, target, value; const char *progress; } cases[] = {
    { 60, 90, 95, "met" }, { 60, 90, 90, "met" }, { 60, 90, 75, "nearer" }, { 60, 90, 60, "same" },
    { 60, 90, 40, "further" }, { 20, 8, 8, "met" }, { 20, 8, 2, "met" }, { 20, 8, 15, "nearer" },
    { 20, 8, 20, "same" }, { 20, 8, 25, "further" }, { WAY_INTEGER_NONE, 90, 95, NULL },
    { 60, 90, WAY_INTEGER_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WayTarget target = { .baseline = cases[i].baseline, .target = cases[i].target };

      g_test_message ("case %u", i);
      g_assert_cmpstr (way_target_progress (&target, cases[i].value), ==, cases[i].progress);
    }
}

static char *
say_checks (const char *end,
            const char *destination,
            gint64      first_lasted,
            const char *today_text)
{
  g_autoptr(WayPlacement) placement = way_placement_new ();
  g_autoptr(GPtrArray) done =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_outcome_check_free);
  GDate today = way_test_date (today_text);
  GString *text = g_string_new (NULL);
  g_autoptr(GArray) checks = NULL;

  if (*end != '\0')
    placement->end = way_test_date (end);
  placement->destination = g_strdup (destination);
  if (first_lasted != WAY_INTEGER_NONE)
    {
      WayOutcomeCheck *check = way_outcome_check_new ();

      check->weeks = 4;
      check->sustained = first_lasted;
      g_ptr_array_add (done, check);
    }
  checks = way_sustained_checks (placement, done, &today);
  for (guint i = 0; i < checks->len; i++)
    {
      const WaySustained *one = &g_array_index (checks, WaySustained, i);
      g_autofree char *due = way_date_to_iso (&one->due);

      g_string_append_printf (text, "%u %s %s\n", one->weeks, due,
                              one->is_done ? "done" : one->is_due ? "due" : "later");
    }
  return g_string_free (text, FALSE);
}

static void
test_what_lasted_is_asked_when_due (void)
{
  static const struct
  {
    const char *end, *destination;
    gint64 first_lasted;
    const char *today, *checks;
  } cases[] = {
    { "2026-07-17", "MAINSTREAM_HOME", WAY_INTEGER_NONE, "2026-08-13",
      "4 2026-08-14 later\n12 2026-10-09 later\n26 2027-01-15 later\n" },
    { "2026-07-17", "MAINSTREAM_HOME", WAY_INTEGER_NONE, "2026-08-14",
      "4 2026-08-14 due\n12 2026-10-09 later\n26 2027-01-15 later\n" },
    { "2026-07-17", "POST16_FE", 1, "2026-10-09",
      "4 2026-08-14 done\n12 2026-10-09 due\n26 2027-01-15 later\n" },
    { "2026-07-17", "MAINSTREAM_HOME", 0, "2027-03-01", "4 2026-08-14 done\n" },
    { "2026-07-17", "OTHER_AP", WAY_INTEGER_NONE, "2026-10-09", "" },
    { "2026-07-17", NULL, WAY_INTEGER_NONE, "2026-10-09", "" },
    { "", "MAINSTREAM_HOME", WAY_INTEGER_NONE, "2026-10-09", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *checks = say_checks (cases[i].end, cases[i].destination,
                                            cases[i].first_lasted, cases[i].today);

      g_test_message ("case %u", i);
      g_assert_cmpstr (checks, ==, cases[i].checks);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/stay/prompts", test_prompts);
  g_test_add_func ("/rules/stay/targets", test_targets_go_either_way);
  g_test_add_func ("/rules/stay/lasted", test_what_lasted_is_asked_when_due);
  return g_test_run ();
}
