/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registers: of a child, and of a setting.  Which status excludes which, from
 * how many children on a setting is a school, and from how many hours a child
 * counts, are rows of enrolment_status and registration_rule. */

#include "way-registration.h"

#include <glib/gi18n.h>

#include "way-date.h"
#include "way-field.h"

/* --- Rolls --- */

const char *
way_roll_fault_text (WayRollFault fault)
{
  switch (fault)
    {
    case WAY_ROLL_TWO_MAIN:
      return N_("A child has one main roll at a time");
    case WAY_ROLL_EXCLUDED:
      return N_("A single registration allows no other beside it");
    case WAY_ROLL_NO_MAIN:
    default:
      return N_("A subsidiary roll needs a main roll at another school");
    }
}

static const WayCode *
status_of (const WayRoll *roll)
{
  return roll->status != NULL ? way_codes_lookup ("enrolment_status", roll->status) : NULL;
}

static void
add_finding (GArray       *findings,
             WayRollFault  fault,
             guint         roll,
             guint         other,
             const GDate  *from)
{
  WayRollFinding finding = { fault, roll, other, *from };

  g_array_append_val (findings, finding);
}

static void
check_pair (const WayRoll *rolls,
            guint          one,
            guint          other,
            GArray        *findings)
{
  const WayRoll *a = &rolls[one];
  const WayRoll *b = &rolls[other];
  const WayCode *status_a = status_of (a);
  const WayCode *status_b = status_of (b);
  gboolean both_main;

  if (status_a == NULL || status_b == NULL || !way_code_allows (status_a, "excludes", b->status) ||
      !way_date_overlap (&a->from, &a->to, &b->from, &b->to))
    return;
  both_main = way_code_is (status_a, "main") && way_code_is (status_b, "main");
  add_finding (findings, both_main ? WAY_ROLL_TWO_MAIN : WAY_ROLL_EXCLUDED, one, other,
               way_date_compare (&a->from, &b->from) > 0 ? &a->from : &b->from);
}

/* Whether the child is on the needed roll elsewhere on the day. */
static gboolean
is_backed (const WayRoll *rolls,
           guint          n_rolls,
           guint          roll,
           const char    *needed,
           const GDate   *day)
{
  for (guint i = 0; i < n_rolls; i++)
    if (i != roll && g_strcmp0 (rolls[i].status, needed) == 0 &&
        !way_id_equal (&rolls[i].establishment, &rolls[roll].establishment) &&
        way_date_within (day, &rolls[i].from, &rolls[i].to))
      return TRUE;
  return FALSE;
}

/* It can only begin to be so on the first day, or on the day after another roll
 * ended. */
static void
check_need (const WayRoll *rolls,
            guint          n_rolls,
            guint          roll,
            GArray        *findings)
{
  const WayRoll *self = &rolls[roll];
  const WayCode *status = status_of (self);
  const char *needed = status != NULL ? way_code_get (status, "needs") : NULL;
  GDate first = self->from;
  gboolean found;

  if (needed == NULL)
    return;
  if (!way_date_is_set (&first))
    first = way_date_from_julian (1);
  found = !is_backed (rolls, n_rolls, roll, needed, &first);
  for (guint i = 0; !found && i < n_rolls; i++)
    {
      GDate after = way_date_is_set (&rolls[i].to) ? way_date_add_days (&rolls[i].to, 1)
                                                   : way_date_none ();

      if (way_date_is_set (&after) && way_date_within (&after, &self->from, &self->to) &&
          !is_backed (rolls, n_rolls, roll, needed, &after))
        {
          first = after;
          found = TRUE;
        }
    }
  if (found)
    add_finding (findings, WAY_ROLL_NO_MAIN, roll, WAY_ROLL_NONE, &first);
}

GArray *
way_registration_check_rolls (const WayRoll *rolls,
                              guint          n_rolls)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (WayRollFinding));

  for (guint i = 0; i < n_rolls; i++)
    for (guint j = i + 1; j < n_rolls; j++)
      check_pair (rolls, i, j, findings);
  for (guint i = 0; i < n_rolls; i++)
    check_need (rolls, n_rolls, i, findings);
  return findings;
}

/* --- Part-time timetables --- */

static void
add_doubt (GArray     *findings,
           const char *field,
           const char *text)
{
  WayPartTimeFinding finding = { field, text };

  g_array_append_val (findings, finding);
}

static gint64
full_time_sessions (void)
{
  return way_code_get_int (way_codes_lookup ("funding_rule", "full_time"), "sessions", 0);
}

GArray *
way_registration_check_part_time (const WayPartTimeFacts *facts,
                                  const GDate            *today)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (WayPartTimeFinding));

  if (way_date_is_set (&facts->to) && way_date_compare (&facts->to, today) < 0)
    return findings;
  if (facts->sessions != WAY_INTEGER_NONE && facts->sessions >= full_time_sessions ())
    add_doubt (findings, "sessions", N_("This is a full-time week"));
  if (!way_date_is_set (&facts->agreed))
    add_doubt (findings, "agreed", N_("No agreement with a parent is recorded"));
  if (!way_date_is_set (&facts->to))
    add_doubt (findings, "to", N_("A part-time timetable needs a last day"));
  if (!way_date_is_set (&facts->review))
    add_doubt (findings, "review", N_("Say when it is looked at again"));
  else if (way_date_compare (&facts->review, today) < 0)
    add_doubt (findings, "review", N_("The review is late"));
  else if (way_date_is_set (&facts->to) && way_date_compare (&facts->review, &facts->to) > 0)
    add_doubt (findings, "review", N_("The review lies after the last day"));
  return findings;
}

/* --- Compulsory school age --- */

/* The first of the days of the year on which it may begin, on or after the
 * birthday. */
static GDate
begins_on (const GDate *birth)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("compulsory_age", NULL);
  GDate first = way_date_none ();

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      GDate birthday = way_date_add_months (birth, way_code_get_int (row, "age", 0) * 12);
      int year = g_date_get_year (&birthday);
      GDate day;

      if (way_code_get (row, "day") == NULL)
        continue;
      day = way_date_ymd (year, way_code_get_int (row, "month", 1), way_code_get_int (row, "day", 1));
      if (way_date_compare (&day, &birthday) < 0)
        day = way_date_add_months (&day, 12);
      if (!way_date_is_set (&first) || way_date_compare (&day, &first) < 0)
        first = day;
    }
  return first;
}

/* The last such weekday of the month in the school year of the birthday. */
static GDate
ends_on (const GDate *birth)
{
  const WayCode *row = way_codes_lookup ("compulsory_age", "ends");
  GDate birthday = way_date_add_months (birth, way_code_get_int (row, "age", 0) * 12);
  GDate month = way_date_ymd (way_date_school_year (&birthday) + 1,
                              way_code_get_int (row, "month", 1), 1);
  GDate next = way_date_add_months (&month, 1);
  GDate day = way_date_add_days (&next, -1);

  while (way_date_weekday (&day) != way_code_get_int (row, "weekday", 1))
    day = way_date_add_days (&day, -1);
  return day;
}

gboolean
way_registration_is_compulsory (const GDate *birth,
                                const GDate *on)
{
  GDate first = begins_on (birth);
  GDate last = ends_on (birth);

  return way_date_within (on, &first, &last);
}

/* --- Schools --- */

/* The row of a kind that is in force, the one that began last. */
static const WayCode *
find_rule (const char  *kind,
           const GDate *on)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("registration_rule", on);
  const WayCode *found = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (way_code_get (row, "kind"), kind) == 0 &&
          (found == NULL || way_date_compare (&row->from, &found->from) >= 0))
        found = row;
    }
  return found;
}

static gboolean
is_enough_alone (const WayCode              *rule,
                 const WayRegistrationPupil *pupil)
{
  return (pupil->has_plan && way_code_allows (rule, "single", "plan")) ||
         (pupil->is_looked_after && way_code_allows (rule, "single", "looked_after")) ||
         (pupil->has_needs && way_code_allows (rule, "single", "needs"));
}

/* More than so many hours a week. */
static gboolean
is_above_hours (const WayCode              *rule,
                const WayRegistrationPupil *pupil)
{
  return pupil->minutes > way_code_get_int (rule, "hours", 0) * 60;
}

void
way_registration_judge_by (const WayCode              *rule,
                           const WayCode              *warning,
                           const WayRegistrationPupil *pupils,
                           guint                       n_pupils,
                           const GDate                *on,
                           WayRegistration            *registration)
{
  WayRegistration found = { 0 };

  for (guint i = 0; i < n_pupils; i++)
    {
      const WayRegistrationPupil *pupil = &pupils[i];

      if (pupil->minutes < 0 || !way_date_is_set (&pupil->birth))
        {
          found.n_unknown++;
          continue;
        }
      if (!way_registration_is_compulsory (&pupil->birth, on))
        continue;
      found.n_near += warning != NULL && is_above_hours (warning, pupil);
      if (!is_above_hours (rule, pupil))
        continue;
      found.n_full_time++;
      found.n_single += is_enough_alone (rule, pupil);
    }
  if (found.n_full_time >= (guint) way_code_get_int (rule, "pupils", G_MAXINT) || found.n_single > 0)
    {
      found.verdict = WAY_REGISTRATION_MUST;
      found.rule = rule;
    }
  else if (warning != NULL &&
           (found.n_full_time >= (guint) way_code_get_int (warning, "pupils", G_MAXINT) ||
            found.n_near > 0))
    {
      found.verdict = WAY_REGISTRATION_NEAR;
      found.rule = warning;
    }
  *registration = found;
}

void
way_registration_judge (const WayRegistrationPupil *pupils,
                        guint                       n_pupils,
                        const GDate                *on,
                        WayRegistration            *registration)
{
  const WayCode *rule = find_rule ("must", on);

  *registration = (WayRegistration) { 0 };
  if (rule != NULL)
    way_registration_judge_by (rule, find_rule ("warn", on), pupils, n_pupils, on, registration);
}
