/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clocks of time: school days lost, and expected to be; leaving age; stays of so
 * many weeks; reviews. */

#include "way-clocks-private.h"

#include <glib/gi18n.h>

#include "way-review.h"
#include "way-rules-error.h"

#define WEEK 7

/* --- Days lost --- */

typedef struct
{
  WayClockRun *run;
  gboolean     is_continuous;
  int          year;       /* school year that counts; any where days in a row do */
  GDate        counted;    /* last day counted: one that two events share counts once */
  int          known;      /* half days lost */
  int          expected;   /* and those to come with them */
} Lost;

/* The last day of an event that is known to have been lost, and the last one
 * that is expected; not set: until the limit is reached. */
static void
find_ends (WayClockRun         *run,
           const WayClockEvent *event,
           GDate               *known,
           GDate               *expected)
{
  const GDate *today = &run->facts->today;

  *expected = way_date_is_set (&event->to) ? event->to : event->forecast_to;
  *known = event->to;
  if (way_date_is_set (today) && (!way_date_is_set (known) || way_date_compare (today, known) < 0))
    *known = *today;
  else if (!way_date_is_set (known) && way_date_is_set (expected))
    *known = event->from;
}

/* Takes one day of an event; `left` half days of it are not accounted for. */
static void
lose_day (Lost        *lost,
          const GDate *day,
          const GDate *known,
          int         *left)
{
  WayClockRun *run = lost->run;
  gboolean is_known = way_date_within (day, NULL, known);
  int half_days = MIN (*left, (int) way_school_days_count_half_days (run->days, day, day));
  gboolean reached = lost->expected >= run->clock->limit;

  if (way_date_compare (day, &lost->counted) <= 0)
    return;
  if (half_days > 0)
    lost->counted = *day;
  *left -= half_days;
  lost->expected += half_days;
  lost->known += is_known ? half_days : 0;
  if (reached)
    return;
  way_clock_add_step (run, day, half_days > 0 ? lost->expected : 0,
                      half_days > 0 && !is_known
                        ? N_("School day still to come")
                        : way_day_kind_label (way_school_days_kind (run->days, day)));
  if (lost->expected >= run->clock->limit)
    run->clock->due = *day;
}

static gboolean
is_of_the_year (const Lost  *lost,
                const GDate *day)
{
  return lost->is_continuous || way_date_school_year (day) == lost->year;
}

/* Days of an event, from its first school day; one without an end goes on until
 * the limit is reached. */
static void
lose_event (Lost                *lost,
            const WayClockEvent *event)
{
  WayClockRun *run = lost->run;
  int left = event->half_days > 0 ? event->half_days : G_MAXINT;
  GDate day = way_school_days_nth (run->days, &event->from, 1);
  gboolean was_reached = lost->expected >= run->clock->limit;
  GDate first = day;
  GDate known, expected;

  find_ends (run, event, &known, &expected);
  if (!lost->is_continuous && way_date_school_year (&event->from) < lost->year)
    day = way_date_ymd (lost->year, 9, 1);
  while (way_date_is_set (&day) && way_school_days_is_known (&day) && left > 0 &&
         is_of_the_year (lost, &day) &&
         (way_date_is_set (&expected) ? way_date_compare (&day, &expected) <= 0
                                      : lost->expected < run->clock->limit))
    {
      lose_day (lost, &day, &known, &left);
      day = way_date_add_days (&day, 1);
    }
  if (!was_reached && lost->expected >= run->clock->limit && way_date_is_set (&expected))
    run->clock->opens = first;
}

/* Whether a new event breaks the days in a row. */
static gboolean
breaks (const Lost          *lost,
        const WayClockEvent *event)
{
  GDate next = way_school_days_nth_after (lost->run->days, &lost->counted, 1);
  GDate first = way_school_days_nth (lost->run->days, &event->from, 1);

  return lost->is_continuous && way_date_compare (&first, &next) > 0;
}

/* Days lost in the school year of the last event, or without a break.  What is
 * lost and what is expected are told apart: the council arranges education as
 * soon as it is clear that so many will be missed. */
gboolean
way_clock_run_days_lost (WayClockRun  *run,
                         GError      **error)
{
  const WayClockEvent *last = way_clock_need_start (run, error);
  Lost lost = { .run = run, .is_continuous = way_code_is (run->rule.code, "continuous"),
                .counted = way_date_none () };

  if (last == NULL)
    return FALSE;
  lost.year = way_date_school_year (&last->from);
  for (guint i = 0; i < run->events->len; i++)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);

      if (!way_code_allows (run->rule.code, "start", event->kind))
        continue;
      if (breaks (&lost, event))
        {
          if (lost.expected >= run->clock->limit)
            break;
          lost.known = lost.expected = 0;
          g_array_set_size (run->clock->steps, 0);
        }
      lose_event (&lost, event);
    }
  run->clock->by_half_days = TRUE;
  run->clock->count = lost.known;
  run->clock->forecast = lost.expected;
  if (lost.expected < run->clock->limit)
    way_clock_set_not_due (run, N_("Not so many days yet"));
  else if (lost.known < run->clock->limit)
    run->clock->reason = N_("So many days are expected; they have not all passed");
  return TRUE;
}

/* --- Leaving age --- */

/* The last such weekday of a month. */
static GDate
find_last_weekday (int year,
                   int month,
                   int weekday)
{
  GDate day = way_date_ymd (year, month, g_date_get_days_in_month (month, year));

  while (way_date_weekday (&day) != weekday)
    day = way_date_add_days (&day, -1);
  return day;
}

/* The case begins with the birthday, not with the birth. */
GDate
way_clock_leaving_began (WayClockRun *run)
{
  const WayClockEvent *event = way_clock_find_last (run, way_code_get (run->rule.code, "start"));
  GDate birth = event != NULL ? event->from : run->facts->birth;

  if (!way_date_is_set (&birth))
    return way_date_none ();
  return way_date_add_months (&birth, 12 * way_clock_number (run, "age", 0));
}

/* Compulsory school age ends on the last such weekday of a month in the school
 * year of a birthday (Education Act 1996 s.8). */
gboolean
way_clock_run_leaving (WayClockRun  *run,
                       GError      **error)
{
  GDate birthday = way_clock_leaving_began (run);
  WayClock *clock = run->clock;

  if (!way_date_is_set (&birthday))
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, "birth", "is missing");
  clock->due = find_last_weekday (way_date_school_year (&birthday) + 1,
                                  way_clock_number (run, "month", 1),
                                  way_clock_number (run, "weekday", 1));
  clock->opens = way_clock_count_from (run, &clock->due, run->rule.count);
  way_clock_show_count (run, &clock->due, &clock->opens);
  if (clock->steps->len > 0)
    g_array_index (clock->steps, WayClockStep, clock->steps->len - 1).why =
      N_("Compulsory school age ends");
  return TRUE;
}

/* --- Stays --- */

/* The rule's weeks to plan and to decide lie as far into a longer or shorter
 * stay as into its own. */
static const char *
explain_week (WayClockRun *run,
              int          number,
              int          count)
{
  if (number == count * way_clock_number (run, "plan", 0) / run->rule.count)
    return N_("Plan what comes next");
  if (number == count * way_clock_number (run, "decide", 0) / run->rule.count)
    return N_("Decide what comes next");
  return N_("Week of the placement");
}

/* Each day of the stay with the number of its week: of the school's weeks those
 * with a school day count, of the calendar's all do. */
static void
show_stay (WayClockRun *run,
           const GDate *start,
           int          count,
           gboolean     is_school)
{
  gboolean counts = TRUE;
  int number = 0;

  for (GDate day = *start; way_date_compare (&day, &run->clock->due) <= 0;
       day = way_date_add_days (&day, 1))
    {
      gboolean is_new = is_school ? way_date_weekday (&day) == 1
                                  : way_date_days_between (start, &day) % WEEK == 0;

      if (is_new || way_date_equal (&day, start))
        {
          GDate monday = way_date_week_start (&day);
          GDate sunday = way_date_add_days (&monday, WEEK - 1);

          counts = !is_school || way_school_days_count (run->days, &day, &sunday) > 0;
          number += counts;
        }
      way_clock_add_step (run, &day, counts ? number : 0,
                          counts ? explain_week (run, number, count)
                                 : N_("No school day in this week"));
    }
}

/* A stay of so many weeks: school weeks, or weeks of the calendar. */
gboolean
way_clock_run_stay (WayClockRun  *run,
                    GError      **error)
{
  const WayClockEvent *event = way_clock_need_start (run, error);
  gboolean is_school = g_strcmp0 (run->facts->weeks, "calendar") != 0;
  int count = run->facts->stay_weeks > 0 ? (int) run->facts->stay_weeks : run->rule.count;
  WayClock *clock = run->clock;

  if (event == NULL)
    return FALSE;
  clock->due = is_school ? way_school_days_nth_week (run->days, &event->from, (guint) count)
                         : way_date_add_days (&event->from, WEEK * count - 1);
  clock->last_school_day = way_school_days_last (run->days, &clock->due);
  clock->next_start = way_school_days_nth_after (run->days, &clock->due, 1);
  show_stay (run, &event->from, count, is_school);
  return TRUE;
}

/* --- Reviews --- */

static const char *const bounds[] = {
  [WAY_REVIEW_BY_WEEKS] = N_("The weeks between two reviews are over"),
  [WAY_REVIEW_BY_HALF_TERM] = N_("The half-term ends"),
  [WAY_REVIEW_BY_SCHOOL_DAY] = N_("The last school day before the time is over"),
};

gboolean
way_clock_run_review (WayClockRun  *run,
                      GError      **error)
{
  const WayClockEvent *placement = way_clock_need_start (run, error);
  const WayClockEvent *review = way_clock_find_last (run, "review");
  guint weeks = run->facts->review_weeks > 0 ? run->facts->review_weeks : (guint) run->rule.count;
  WayClock *clock = run->clock;
  WayReviewBound bound;
  GDate last;

  if (placement == NULL)
    return FALSE;
  last = review != NULL && way_date_compare (&review->from, &placement->from) >= 0
           ? review->from : placement->from;
  clock->due = way_review_explain (run->days, &placement->from, &last, weeks, &bound);
  clock->last_school_day = way_school_days_last (run->days, &clock->due);
  way_clock_show_count (run, &last, &clock->due);
  if (clock->steps->len > 0)
    g_array_index (clock->steps, WayClockStep, clock->steps->len - 1).why = bounds[bound];
  return TRUE;
}
