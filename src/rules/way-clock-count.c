/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting so many school days, working days, days of the calendar, weeks or
 * months from an event, and showing each day: counted or not, and why. */

#include "way-clocks-private.h"

#include <glib/gi18n.h>

#define WEEK 7

/* --- Steps --- */

void
way_clock_add_step (WayClockRun *run,
                    const GDate *date,
                    int          number,
                    const char  *why)
{
  WayClockStep step = { *date, number > 0, number, why };

  g_array_append_val (run->clock->steps, step);
}

void
way_clock_show_days (WayClockRun *run,
                     const GDate *from,
                     const GDate *to)
{
  int number = 0;

  for (GDate day = *from; way_date_compare (&day, to) <= 0; day = way_date_add_days (&day, 1))
    {
      WayDayKind kind = way_school_days_kind (run->days, &day);

      way_clock_add_step (run, &day, way_day_kind_is_open (kind) ? ++number : 0,
                          way_day_kind_label (kind));
    }
}

/* Whether a day is one of the rule's units, and what is said of it. */
static gboolean
is_counted (WayClockRun  *run,
            const GDate  *day,
            const char  **why)
{
  WayDayKind kind = way_school_days_kind (run->days, day);

  switch (run->rule.unit)
    {
    case WAY_CLOCK_SCHOOL_DAYS:
      *why = way_day_kind_label (kind);
      return way_day_kind_is_open (kind);
    case WAY_CLOCK_WORKING_DAYS:
      if (way_school_days_is_working_day (day))
        *why = N_("Working day");
      else
        *why = way_day_kind_label (way_date_weekday (day) > 5 ? WAY_DAY_WEEKEND
                                                              : WAY_DAY_BANK_HOLIDAY);
      return way_school_days_is_working_day (day);
    case WAY_CLOCK_CALENDAR_DAYS:
    case WAY_CLOCK_WEEKS:
    case WAY_CLOCK_MONTHS:
    default:
      *why = N_("Every day counts");
      return TRUE;
    }
}

/* The number of a day that counts, after the number of the one before it: of
 * weeks and months, which one it lies in. */
static int
number_of (WayClockRun *run,
           const GDate *start,
           const GDate *day,
           int          before)
{
  gboolean is_after = run->rule.counting == WAY_CLOCK_AFTER;
  GDate end;

  if (run->rule.unit == WAY_CLOCK_WEEKS)
    return (way_date_days_between (start, day) - is_after) / WEEK + 1;
  if (run->rule.unit != WAY_CLOCK_MONTHS)
    return before + 1;
  end = way_date_add_months (start, MAX (before, 1));
  return MAX (before, 1) + (way_date_compare (day, &end) >= is_after);
}

static const char *
says_when_it_begins (WayClockRun *run)
{
  if (run->rule.unit == WAY_CLOCK_SCHOOL_DAYS)
    return N_("Counting begins on the next school day");
  if (run->rule.unit == WAY_CLOCK_WORKING_DAYS)
    return N_("Counting begins on the next working day");
  return N_("Counting begins on the next day");
}

static void
show_forth (WayClockRun *run,
            const GDate *start,
            const GDate *end)
{
  gboolean is_after = run->rule.counting == WAY_CLOCK_AFTER;
  GDate first = is_after ? way_date_add_days (start, 1) : *start;
  int number = 0;
  const char *why;

  if (is_after)
    way_clock_add_step (run, start, 0, says_when_it_begins (run));
  for (GDate day = first; way_date_compare (&day, end) <= 0; day = way_date_add_days (&day, 1))
    {
      gboolean counted = is_counted (run, &day, &why);

      if (counted)
        number = number_of (run, start, &day, number);
      way_clock_add_step (run, &day, counted ? number : 0, why);
    }
}

/* Counting backwards from an event, shown in the order of the days: the steps
 * are found from the event on, and turned round. */
static void
show_back (WayClockRun *run,
           const GDate *end,
           const GDate *event)
{
  GArray *steps = run->clock->steps;
  guint first = steps->len;
  int number = 0;
  const char *why;

  way_clock_add_step (run, event, 0, N_("The day itself does not count"));
  for (GDate day = way_date_add_days (event, -1); way_date_compare (&day, end) >= 0;
       day = way_date_add_days (&day, -1))
    {
      gboolean counted = is_counted (run, &day, &why);
      GDate month = way_date_add_months (event, -MAX (number, 1));

      if (counted && run->rule.unit == WAY_CLOCK_WEEKS)
        number = (way_date_days_between (&day, event) + WEEK - 1) / WEEK;
      else if (counted && run->rule.unit == WAY_CLOCK_MONTHS)
        number = MAX (number, 1) + (way_date_compare (&day, &month) < 0);
      else
        number += counted;
      way_clock_add_step (run, &day, counted ? number : 0, why);
    }
  for (guint low = first, high = steps->len - 1; low < high; low++, high--)
    {
      WayClockStep step = g_array_index (steps, WayClockStep, low);

      g_array_index (steps, WayClockStep, low) = g_array_index (steps, WayClockStep, high);
      g_array_index (steps, WayClockStep, high) = step;
    }
}

void
way_clock_show_count (WayClockRun *run,
                      const GDate *start,
                      const GDate *end)
{
  if (!way_date_is_set (start) || !way_date_is_set (end))
    return;
  if (run->rule.counting == WAY_CLOCK_BEFORE)
    show_back (run, end, start);
  else
    show_forth (run, start, end);
}

/* --- Counting --- */

/* So many working days after a day, or before it; no date past what is known. */
static GDate
count_working_days (const GDate *from,
                    int          count,
                    int          step)
{
  GDate day = *from;

  while (count > 0)
    {
      day = way_date_add_days (&day, step);
      if (!way_school_days_is_known (&day))
        return way_date_none ();
      count -= way_school_days_is_working_day (&day);
    }
  return day;
}

static GDate
count_school_days (WayClockRun *run,
                   const GDate *start,
                   int          count)
{
  switch (run->rule.counting)
    {
    case WAY_CLOCK_FIRST:
      return way_school_days_nth (run->days, start, (guint) count);
    case WAY_CLOCK_BEFORE:
      return way_school_days_nth_before (run->days, start, (guint) count);
    case WAY_CLOCK_AFTER:
    default:
      return way_school_days_nth_after (run->days, start, (guint) count);
    }
}

GDate
way_clock_count_from (WayClockRun *run,
                      const GDate *start,
                      int          count)
{
  gboolean is_before = run->rule.counting == WAY_CLOCK_BEFORE;
  int signed_count = is_before ? -count : count;
  /* The day of the event being day 1, all ends a day sooner. */
  int shift = run->rule.counting == WAY_CLOCK_FIRST ? -1 : 0;
  GDate day;

  if (!way_date_is_set (start))
    return way_date_none ();
  switch (run->rule.unit)
    {
    case WAY_CLOCK_CALENDAR_DAYS:
      return way_date_add_days (start, signed_count + shift);
    case WAY_CLOCK_WEEKS:
      return way_date_add_days (start, WEEK * signed_count + shift);
    case WAY_CLOCK_MONTHS:
      day = way_date_add_months (start, signed_count);
      return way_date_add_days (&day, shift);
    case WAY_CLOCK_WORKING_DAYS:
      day = way_date_add_days (start, shift);
      return count_working_days (&day, count, is_before ? -1 : 1);
    case WAY_CLOCK_SCHOOL_DAYS:
    default:
      return count_school_days (run, start, count);
    }
}

GDate
way_clock_find_given (WayClockRun         *run,
                      const WayClockEvent *event,
                      gboolean             show)
{
  GDate day = event->from;
  int left = event->posted ? way_clock_number (run, "posted", 0) : 0;
  GDate given = count_working_days (&day, left, 1);

  if (!show || left == 0)
    return given;
  way_clock_add_step (run, &day, 0, N_("Posted"));
  for (day = way_date_add_days (&day, 1); way_date_compare (&day, &given) < 0;
       day = way_date_add_days (&day, 1))
    way_clock_add_step (run, &day, 0,
                        way_school_days_is_working_day (&day)
                          ? N_("In the post: a working day")
                          : N_("In the post: no working day"));
  return given;
}

void
way_clock_set_due (WayClockRun *run,
                   const GDate *start)
{
  int count = run->rule.count;
  int later = way_clock_number (run, "later", 0);
  gboolean is_later = later > 0 && g_strcmp0 (run->facts->reading, "later") == 0;

  run->clock->due = way_clock_count_from (run, start, is_later ? count + later : count);
  if (later > 0)
    {
      run->clock->reading = is_later ? "later" : "earlier";
      run->clock->other_reading_due = way_clock_count_from (run, start,
                                                            is_later ? count : count + later);
    }
}

/* --- Rules that count --- */

gboolean
way_clock_run_count (WayClockRun  *run,
                     GError      **error)
{
  const WayClockEvent *event = way_clock_need_start (run, error);
  GDate start;

  if (event == NULL)
    return FALSE;
  start = way_clock_find_given (run, event, TRUE);
  way_clock_set_due (run, &start);
  way_clock_show_count (run, &start, &run->clock->due);
  return TRUE;
}

/* The event that the rule's attribute names, not before the start; NULL. */
static const WayClockEvent *
find_named (WayClockRun *run,
            const char  *attribute,
            const GDate *start)
{
  const char *kind = way_code_get (run->rule.code, attribute);
  const WayClockEvent *event = kind != NULL ? way_clock_find_last (run, kind) : NULL;

  return event != NULL && way_date_compare (&event->from, start) >= 0 ? event : NULL;
}

/* What opens it sooner, holds it, or ends the holding: for a child taken off the
 * roll, a review given up, asked for in time, or over (SI 2024/208 reg 9).  TRUE
 * where one of them decides. */
static gboolean
open_otherwise (WayClockRun         *run,
                const WayClockEvent *start,
                const GDate         *last)
{
  const WayClockEvent *sooner = find_named (run, "sooner_by", &start->from);
  const WayClockEvent *held = find_named (run, "held_by", &start->from);
  const WayClockEvent *ended = find_named (run, "ended_by", &start->from);
  GDate asked = held != NULL ? way_clock_find_given (run, held, FALSE) : way_date_none ();

  if (sooner != NULL && (!way_date_is_set (last) || way_date_compare (&sooner->from, last) <= 0))
    {
      run->clock->opens = sooner->from;
      run->clock->reason = N_("The parents gave up the review in writing");
      return TRUE;
    }
  if (held == NULL || (way_date_is_set (last) && way_date_compare (&asked, last) > 0))
    return FALSE;
  if (ended != NULL && way_date_compare (&ended->from, &held->from) >= 0)
    {
      run->clock->opens = ended->from;
      run->clock->reason = N_("The review panel is over");
      return TRUE;
    }
  run->clock->verdict = WAY_CLOCK_BLOCKED;
  run->clock->reason = N_("A review panel was asked for in time and is not over");
  return TRUE;
}

/* What may be done once the days are over. */
gboolean
way_clock_run_open_after (WayClockRun  *run,
                          GError      **error)
{
  const WayClockEvent *event = way_clock_need_start (run, error);
  GDate start, last;

  if (event == NULL)
    return FALSE;
  start = way_clock_find_given (run, event, TRUE);
  last = way_clock_count_from (run, &start, run->rule.count);
  way_clock_show_count (run, &start, &last);
  if (!open_otherwise (run, event, &last) && way_date_is_set (&last))
    run->clock->opens = way_date_add_days (&last, 1);
  return TRUE;
}

/* Without delay: on the first school day of the event. */
gboolean
way_clock_run_same_day (WayClockRun  *run,
                        GError      **error)
{
  const WayClockEvent *event = way_clock_need_start (run, error);

  if (event == NULL)
    return FALSE;
  run->clock->due = way_school_days_nth (run->days, &event->from, 1);
  if (way_date_is_set (&run->clock->due))
    way_clock_show_days (run, &event->from, &run->clock->due);
  return TRUE;
}

/* The rule names no day; one that was agreed is its end. */
gboolean
way_clock_run_no_date (WayClockRun  *run,
                       GError      **error)
{
  const WayClockEvent *event = way_clock_find_last (run, way_code_get (run->rule.code, "start"));

  if (event == NULL || !way_date_is_set (&event->to))
    {
      run->clock->reason = N_("No day is named: agree an end and a review");
      if (event != NULL)
        way_clock_add_step (run, &event->from, 0, run->clock->reason);
      return TRUE;
    }
  run->clock->due = event->to;
  run->clock->reason = N_("Until the end that was agreed");
  way_clock_show_days (run, &event->from, &event->to);
  return TRUE;
}
