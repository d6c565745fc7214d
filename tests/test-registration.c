/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rolls against each other, part-time timetables, and when a setting must be a
 * school (domain.md 4.6 and 8.2). */

#include "way-registration.h"

#include <string.h>

#include "way-date.h"
#include "way-field.h"

static GDate
day (const char *text)
{
  GDate date = way_date_none ();

  if (text != NULL && *text != '\0')
    g_assert_true (way_date_parse (text, &date));
  return date;
}

/* --- Rolls --- */

/* "M 1 2026-09-01..2026-12-31": status, school, period. */
static WayRoll
read_roll (const char *text,
           char      **status)
{
  g_auto(GStrv) words = g_strsplit (text, " ", 3);
  g_auto(GStrv) ends = g_strsplit (words[2], "..", 2);
  WayRoll roll = { .from = day (ends[0]), .to = day (ends[1]) };

  *status = g_strdup (words[0]);
  roll.status = *status;
  ((guint8 *) &roll.establishment)[0] = (guint8) (words[1][0] - '0');
  return roll;
}

/* "TWO_MAIN 0 1 2026-09-01" */
static char *
say_finding (const WayRollFinding *finding)
{
  static const char *const names[] = { "two-main", "excluded", "no-main" };
  g_autofree char *from = way_date_to_iso (&finding->from);

  if (finding->other == WAY_ROLL_NONE)
    return g_strdup_printf ("%s %u %s", names[finding->fault], finding->roll, from);
  return g_strdup_printf ("%s %u %u %s", names[finding->fault], finding->roll, finding->other,
                          from);
}

static char *
check_rolls (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, ";", -1);
  guint n = g_strv_length (lines);
  WayRoll rolls[8];
  char *statuses[8];
  g_autoptr(GArray) findings = NULL;
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    rolls[i] = read_roll (lines[i], &statuses[i]);
  findings = way_registration_check_rolls (rolls, n);
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *one = say_finding (&g_array_index (findings, WayRollFinding, i));

      g_string_append_printf (said, "%s%s", i > 0 ? ";" : "", one);
    }
  for (guint i = 0; i < n; i++)
    g_free (statuses[i]);
  return g_string_free (said, FALSE);
}

static void
test_rolls_that_may_stand_together (void)
{
  static const struct { const char *rolls, *findings; } rows[] = {
    { "C 1 2026-09-01..", "" },
    { "C 1 2025-09-01..2026-08-31;C 2 2026-09-01..", "" },
    { "C 1 2025-09-01..2026-09-01;C 2 2026-09-01..", "two-main 0 1 2026-09-01" },
    { "M 1 2025-09-01..;M 2 2026-01-05..2026-02-13", "two-main 0 1 2026-01-05" },
    { "M 1 2025-09-01..;C 2 2026-01-05..", "two-main 0 1 2026-01-05" },
    { "M 1 2025-09-01..;S 2 2026-01-05..2026-02-13", "" },
    { "M 1 2025-09-01..;S 2 2026-01-05..;S 3 2026-01-05..", "" },
    { "C 1 2025-09-01..;S 2 2026-01-05..", "excluded 0 1 2026-01-05;no-main 1 2026-01-05" },
    { "S 1 2026-01-05..", "no-main 0 2026-01-05" },
    { "M 1 2025-09-01..2026-02-01;S 2 2026-01-05..", "no-main 1 2026-02-02" },
    { "M 1 2025-09-01..2026-02-01;S 2 2026-01-05..2026-02-01", "" },
    { "M 1 2025-09-01..2026-02-01;M 3 2026-02-02..;S 2 2026-01-05..", "" },
    { "M 1 2025-09-01..;S 1 2026-01-05..", "no-main 1 2026-01-05" },
    { "C 1 2025-09-01..;G 2 2026-01-05..", "" },
    { "C 1 2025-09-01..;F 2 2026-01-05..;O 3 2026-01-05..", "" },
    { "C 1 2025-09-01..;P 2 2020-01-05..", "" },
    { "C 1 ..;C 2 ..2019-01-01", "two-main 0 1 " },
    { "Z 1 2026-01-05..;C 2 2026-01-05..", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = check_rolls (rows[i].rolls);

      g_test_message ("%s", rows[i].rolls);
      g_assert_cmpstr (said, ==, rows[i].findings);
    }
}

/* Day by day, as domain.md 4.6 says it. */
static gboolean
is_sound_on (const WayRoll *rolls,
             guint          n,
             const GDate   *on)
{
  guint mains = 0, singles = 0, others = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean backed = FALSE;

      if (!way_date_within (on, &rolls[i].from, &rolls[i].to))
        continue;
      mains += strcmp (rolls[i].status, "M") == 0;
      singles += strcmp (rolls[i].status, "C") == 0;
      others += strcmp (rolls[i].status, "S") == 0;
      for (guint j = 0; j < n; j++)
        backed |= strcmp (rolls[j].status, "M") == 0 &&
                  !way_id_equal (&rolls[i].establishment, &rolls[j].establishment) &&
                  way_date_within (on, &rolls[j].from, &rolls[j].to);
      if (strcmp (rolls[i].status, "S") == 0 && !backed)
        return FALSE;
    }
  return mains <= 1 && (singles == 0 || (singles == 1 && mains + others == 0));
}

static void
test_rolls_agree_with_a_walk (void)
{
  static const char *const statuses[] = { "C", "M", "S", "G", "P" };
  GDate start = way_date_ymd (2026, 1, 1);

  for (guint round = 0; round < 5000; round++)
    {
      WayRoll rolls[4] = { 0 };
      guint n = (guint) g_test_rand_int_range (1, 5);
      g_autoptr(GArray) findings = NULL;
      gboolean sound = TRUE;

      for (guint i = 0; i < n; i++)
        {
          rolls[i].status = statuses[g_test_rand_int_range (0, 5)];
          ((guint8 *) &rolls[i].establishment)[0] = (guint8) g_test_rand_int_range (1, 4);
          rolls[i].from = way_date_add_days (&start, g_test_rand_int_range (0, 30));
          if (g_test_rand_bit ())
            rolls[i].to = way_date_add_days (&rolls[i].from, g_test_rand_int_range (0, 20));
        }
      for (int offset = 0; offset < 60; offset++)
        {
          GDate on = way_date_add_days (&start, offset);

          sound &= is_sound_on (rolls, n, &on);
        }
      findings = way_registration_check_rolls (rolls, n);
      g_assert_cmpint (findings->len == 0, ==, sound);
    }
}

/* --- Part time --- */

static void
test_part_time_timetables (void)
{
  static const struct
  {
    gint64      sessions;
    const char *agreed, *to, *review;
    const char *fields;
  } rows[] = {
    { 6, "2026-10-01", "2026-12-18", "2026-11-20", "" },
    { 6, "2026-10-01", "2026-12-18", "2026-11-10", "" },
    { 6, "2026-10-01", "2026-12-18", "2026-11-09", "review" },
    { 6, "", "2026-12-18", "2026-11-20", "agreed" },
    { 6, "2026-10-01", "", "2026-11-20", "to" },
    { 6, "2026-10-01", "2026-12-18", "", "review" },
    { 6, "2026-10-01", "2026-12-18", "2026-12-19", "review" },
    { 10, "2026-10-01", "2026-12-18", "2026-11-20", "sessions" },
    { WAY_INTEGER_NONE, "", "", "", "agreed to review" },
    { 6, "", "2026-11-09", "", "" },
    { 6, "2026-10-01", "2026-11-10", "2026-11-10", "" },
  };
  GDate today = way_date_ymd (2026, 11, 10);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayPartTimeFacts facts = { rows[i].sessions, way_date_ymd (2026, 10, 1), day (rows[i].to),
                                 day (rows[i].review), day (rows[i].agreed) };
      g_autoptr(GArray) findings = way_registration_check_part_time (&facts, &today);
      g_autoptr(GString) fields = g_string_new (NULL);

      g_test_message ("row %u", i);
      for (guint j = 0; j < findings->len; j++)
        g_string_append_printf (fields, "%s%s", j > 0 ? " " : "",
                                g_array_index (findings, WayPartTimeFinding, j).field);
      g_assert_cmpstr (fields->str, ==, rows[i].fields);
    }
}

/* --- Compulsory school age --- */

static void
test_compulsory_school_age (void)
{
  static const struct { const char *birth, *on; gboolean compulsory; } rows[] = {
    /* Five on 31 August: from that day. */
    { "2016-08-31", "2021-08-30", FALSE },
    { "2016-08-31", "2021-08-31", TRUE },
    { "2016-09-01", "2021-12-30", FALSE },
    { "2016-09-01", "2021-12-31", TRUE },
    { "2016-12-31", "2021-12-31", TRUE },
    { "2017-01-01", "2022-03-30", FALSE },
    { "2017-01-01", "2022-03-31", TRUE },
    { "2017-04-01", "2022-08-30", FALSE },
    { "2017-04-01", "2022-08-31", TRUE },
    /* Sixteen in 2025/26: to 26 June 2026, the last Friday. */
    { "2009-09-01", "2026-06-26", TRUE },
    { "2010-08-31", "2026-06-26", TRUE },
    { "2010-08-31", "2026-06-27", FALSE },
    { "2010-09-01", "2026-06-27", TRUE },
    { "2010-09-01", "2027-06-25", TRUE },
    { "2010-09-01", "2027-06-26", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GDate birth = day (rows[i].birth), on = day (rows[i].on);

      g_test_message ("%s on %s", rows[i].birth, rows[i].on);
      g_assert_cmpint (way_registration_is_compulsory (&birth, &on), ==, rows[i].compulsory);
    }
}

/* --- Schools --- */

/* "19 19p 18 15l 20n ?": hours; p plan, l looked after, n needs, o over age. */
static GArray *
read_pupils (const char *text)
{
  GArray *pupils = g_array_new (FALSE, FALSE, sizeof (WayRegistrationPupil));
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      char *rest = NULL;
      double hours = g_ascii_strtod (words[i], &rest);
      WayRegistrationPupil pupil = {
        .birth = way_date_ymd (*rest == 'o' ? 2009 : 2012, 5, 1),
        .minutes = words[i][0] == '?' ? -1 : (int) (hours * 60),
        .has_plan = *rest == 'p', .is_looked_after = *rest == 'l',
        .has_needs = *rest == 'n' || *rest == 'p',
      };

      g_array_append_val (pupils, pupil);
    }
  return pupils;
}

static void
test_when_it_is_a_school (void)
{
  static const struct
  {
    const char            *pupils;
    WayRegistrationVerdict verdict;
    guint                  full_time, single;
  } rows[] = {
    { "", WAY_REGISTRATION_QUIET, 0, 0 },
    { "19 19 19 19 19", WAY_REGISTRATION_MUST, 5, 0 },
    { "19 19 19 19", WAY_REGISTRATION_NEAR, 4, 0 },
    { "19 19 19 19 18", WAY_REGISTRATION_NEAR, 4, 0 },       /* 18 is not more than 18 */
    { "18.1 18.1 18.1 18.1 18.1", WAY_REGISTRATION_MUST, 5, 0 },
    { "19p", WAY_REGISTRATION_MUST, 1, 1 },                  /* one with a plan is not fine */
    { "19l", WAY_REGISTRATION_MUST, 1, 1 },
    { "18p 18l", WAY_REGISTRATION_NEAR, 0, 0 },
    { "19n", WAY_REGISTRATION_NEAR, 1, 0 },                  /* needs alone count from section 43 */
    { "15 15 15 15 15 15", WAY_REGISTRATION_QUIET, 0, 0 },   /* 15 hours is no cap */
    { "15.1", WAY_REGISTRATION_NEAR, 0, 0 },
    { "16 16 16 16 16 16 16", WAY_REGISTRATION_NEAR, 0, 0 },
    { "19o 19o 19o 19o 19o 19o", WAY_REGISTRATION_QUIET, 0, 0 },  /* over the age */
    { "19 19 19 19 19o", WAY_REGISTRATION_NEAR, 4, 0 },
    { "? ? ? ? ? ?", WAY_REGISTRATION_QUIET, 0, 0 },
  };
  GDate on = way_date_ymd (2026, 11, 10);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) pupils = read_pupils (rows[i].pupils);
      WayRegistration found;

      g_test_message ("%s", rows[i].pupils);
      way_registration_judge ((const WayRegistrationPupil *) (gpointer) pupils->data, pupils->len,
                              &on, &found);
      g_assert_cmpint (found.verdict, ==, rows[i].verdict);
      g_assert_cmpuint (found.n_full_time, ==, rows[i].full_time);
      g_assert_cmpuint (found.n_single, ==, rows[i].single);
      g_assert_cmpint (found.rule != NULL, ==, found.verdict != WAY_REGISTRATION_QUIET);
      if (found.rule != NULL)
        g_assert_nonnull (found.rule->source);
    }
}

/* What comes is a row that is not in force; by it one child with needs is
 * enough. */
static void
test_the_rule_to_come (void)
{
  const WayCode *rule = way_codes_lookup ("registration_rule", "section_43");
  g_autoptr(GArray) pupils = read_pupils ("19n ?");
  GDate on = way_date_ymd (2026, 11, 10);
  WayRegistration found;

  way_registration_judge_by (rule, NULL, (const WayRegistrationPupil *) (gpointer) pupils->data,
                             pupils->len, &on, &found);
  g_assert_cmpint (found.verdict, ==, WAY_REGISTRATION_MUST);
  g_assert_true (found.rule == rule);
  g_assert_cmpuint (found.n_unknown, ==, 1);
  g_assert_false (rule->active);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/registration/rolls", test_rolls_that_may_stand_together);
  g_test_add_func ("/rules/registration/rolls-agree-with-a-walk", test_rolls_agree_with_a_walk);
  g_test_add_func ("/rules/registration/part-time-timetables", test_part_time_timetables);
  g_test_add_func ("/rules/registration/compulsory-school-age", test_compulsory_school_age);
  g_test_add_func ("/rules/registration/when-it-is-a-school", test_when_it_is_a_school);
  g_test_add_func ("/rules/registration/the-rule-to-come", test_the_rule_to_come);
  return g_test_run ();
}
