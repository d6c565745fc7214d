/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the clocks.  Numbers, sources and who must act are rows of data; this file
 * has one function for each way of working a day out, and shows every day that
 * it counted.  Whether a duty is met or late is in way-duty.c. */

#include "way-clocks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-review.h"
#include "way-rules-error.h"

#define WEEK 7

typedef struct
{
  const WayCode       *rule;
  const WayClockFacts *facts;
  const WaySchoolDays *days;
  GPtrArray           *events;     /* const WayClockEvent, by first day */
  WayClock            *clock;
} Run;

typedef gboolean (*Method) (Run     *run,
                            GError **error);

/* Facts */

static gboolean
refuse (GError        **error,
        WayRulesError   code,
        const char     *fact,
        const char     *fault)
{
  g_set_error (error, WAY_RULES_ERROR, code, "%s: %s", fact, fault);
  return FALSE;
}

static gboolean
check_code (const char  *set,
            const char  *fact,
            const char  *code,
            GError     **error)
{
  if (code == NULL || way_codes_has (set, code))
    return TRUE;
  g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_UNKNOWN,
               "%s: “%s” is not known", fact, code);
  return FALSE;
}

static gboolean
check_event (const WayClockEvent  *event,
             gsize                 place,
             GError              **error)
{
  g_autofree char *fact = g_strdup_printf ("events[%" G_GSIZE_FORMAT "]", place);
  g_autofree char *kind = g_strconcat (fact, ".kind", NULL);

  if (event->kind == NULL)
    return refuse (error, WAY_RULES_ERROR_INVALID, kind, "is missing");
  if (!check_code ("clock_event", kind, event->kind, error))
    return FALSE;
  if (!way_date_is_set (&event->from))
    return refuse (error, WAY_RULES_ERROR_INVALID, fact, "from: is missing");
  if (way_date_is_set (&event->to) && way_date_compare (&event->to, &event->from) < 0)
    return refuse (error, WAY_RULES_ERROR_INVALID, fact, "to: is before from");
  if (event->half_days < 0)
    return refuse (error, WAY_RULES_ERROR_INVALID, fact, "half_days: is below 0");
  return TRUE;
}

static gboolean
check_facts (const WayClockFacts  *facts,
             GError              **error)
{
  for (gsize i = 0; i < facts->n_events; i++)
    if (!check_event (&facts->events[i], i, error))
      return FALSE;
  if (facts->used_half_days < 0)
    return refuse (error, WAY_RULES_ERROR_INVALID, "year_used_half_days", "is below 0");
  return check_code ("week_kind", "weeks", facts->weeks, error) &&
         check_code ("reading", "reading", facts->reading, error) &&
         check_code ("nc_year", "year", facts->year, error) &&
         (way_codes_has ("school_body", facts->school_type) ||
          check_code ("establishment_type", "school_type", facts->school_type, error));
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const WayClockEvent *const *first = a;
  const WayClockEvent *const *second = b;

  return way_date_compare (&(*first)->from, &(*second)->from);
}

/* The last event of one of the kinds, parted by spaces; NULL where there is none. */
static const WayClockEvent *
find_last (Run        *run,
           const char *kinds)
{
  g_auto(GStrv) words = g_strsplit (kinds, " ", -1);

  for (guint i = run->events->len; i-- > 0;)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);

      if (g_strv_contains ((const char *const *) words, event->kind))
        return event;
    }
  return NULL;
}

/* The event that starts the rule; sets the error where the facts lack it. */
static const WayClockEvent *
need_start (Run     *run,
            GError **error)
{
  const char *kinds = way_code_get (run->rule, "start");
  const WayClockEvent *event = find_last (run, kinds);

  if (event == NULL)
    g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_INVALID,
                 "events: %s needs one of: %s", run->rule->id, kinds);
  return event;
}

/* The day on which something is taken as given: a letter some working days after
 * posting (SI 2012/1033 Sch 1). */
static GDate
find_given (Run                 *run,
            const WayClockEvent *event)
{
  GDate day = event->from;
  int left = event->posted ? way_code_get_int (run->rule, "posted", 0) : 0;

  while (left > 0)
    {
      day = way_date_add_days (&day, 1);
      left -= way_school_days_is_working_day (&day);
    }
  return day;
}

/* Half days that an event takes from one day to another. */
static int
count_half_days (Run                 *run,
                 const WayClockEvent *event)
{
  if (event->half_days > 0)
    return event->half_days;
  return way_school_days_count_half_days (run->days, &event->from,
                                          way_date_is_set (&event->to) ? &event->to : &event->from);
}

/* Steps */

static void
add_step (Run         *run,
          const GDate *date,
          int          number,
          const char  *why)
{
  WayClockStep step = { *date, number > 0, number, why };

  g_array_append_val (run->clock->steps, step);
}

/* Every day from one to another; of the school days, those from `first` on are
 * numbered. */
static void
add_days (Run         *run,
          const GDate *from,
          const GDate *to,
          const GDate *first)
{
  int number = 0;

  for (GDate day = *from; way_date_compare (&day, to) <= 0; day = way_date_add_days (&day, 1))
    {
      WayDayKind kind = way_school_days_kind (run->days, &day);

      if (way_date_compare (&day, first) < 0)
        add_step (run, &day, 0, N_("Counting begins on the next school day"));
      else
        add_step (run, &day, way_day_kind_is_open (kind) ? ++number : 0,
                  way_day_kind_label (kind));
    }
}

/* Counting backwards from an event, shown in the order of the days. */
static void
add_days_before (Run         *run,
                 const GDate *from,
                 const GDate *event)
{
  GDate last = way_date_add_days (event, -1);
  int number = way_school_days_count (run->days, from, &last);

  for (GDate day = *from; way_date_compare (&day, &last) <= 0; day = way_date_add_days (&day, 1))
    {
      WayDayKind kind = way_school_days_kind (run->days, &day);

      add_step (run, &day, way_day_kind_is_open (kind) ? number-- : 0, way_day_kind_label (kind));
    }
  add_step (run, event, 0, N_("The day itself does not count"));
}

static void
set_not_due (Run        *run,
             const char *reason)
{
  run->clock->verdict = WAY_CLOCK_NOT_DUE;
  run->clock->reason = reason;
}

/* Counting so many days, weeks or months */

static GDate
count_from (Run         *run,
            const GDate *start,
            int          count)
{
  const char *unit = way_code_get (run->rule, "unit");
  const char *counting = way_code_get (run->rule, "counting");

  if (g_str_equal (unit, "days"))
    return way_date_add_days (start, count);
  if (g_str_equal (unit, "weeks"))
    return way_date_add_days (start, WEEK * count);
  if (g_str_equal (unit, "months"))
    return way_date_add_months (start, count);
  if (g_str_equal (counting, "first"))
    return way_school_days_nth (run->days, start, count);
  if (g_str_equal (counting, "before"))
    return way_school_days_nth_before (run->days, start, count);
  return way_school_days_nth_after (run->days, start, count);
}

static void
show_count (Run         *run,
            const GDate *start,
            const GDate *end)
{
  const char *counting = way_code_get (run->rule, "counting");
  gboolean is_first = g_str_equal (counting, "first");
  GDate first = is_first ? *start : way_date_add_days (start, 1);

  if (!g_str_equal (way_code_get (run->rule, "unit"), "school_days") || !way_date_is_set (end))
    return;
  if (g_str_equal (counting, "before"))
    add_days_before (run, end, start);
  else
    add_days (run, start, end, &first);
}

/* Sets the due day by the reading that was asked for, and the other one's. */
static void
set_due (Run         *run,
         const GDate *start)
{
  int count = way_code_get_int (run->rule, "count", 0);
  int later = way_code_get_int (run->rule, "later", 0);
  gboolean is_later = later > 0 && g_strcmp0 (run->facts->reading, "later") == 0;

  run->clock->due = count_from (run, start, is_later ? count + later : count);
  if (later > 0)
    {
      run->clock->reading = is_later ? "later" : "earlier";
      run->clock->other_reading_due = count_from (run, start, is_later ? count : count + later);
    }
}

static gboolean
run_count (Run     *run,
           GError **error)
{
  const WayClockEvent *event = need_start (run, error);
  GDate start;

  if (event == NULL)
    return FALSE;
  start = find_given (run, event);
  set_due (run, &start);
  show_count (run, &start, &run->clock->due);
  return TRUE;
}

/* What may be done once the days are over. */
static gboolean
run_open_after (Run     *run,
                GError **error)
{
  const WayClockEvent *event = need_start (run, error);
  GDate start, last;

  if (event == NULL)
    return FALSE;
  start = find_given (run, event);
  last = count_from (run, &start, way_code_get_int (run->rule, "count", 0));
  show_count (run, &start, &last);
  if (way_date_is_set (&last))
    run->clock->opens = way_date_add_days (&last, 1);
  return TRUE;
}

/* Without delay: on the first school day of the event. */
static gboolean
run_same_day (Run     *run,
              GError **error)
{
  const WayClockEvent *event = need_start (run, error);

  if (event == NULL)
    return FALSE;
  run->clock->due = way_school_days_nth (run->days, &event->from, 1);
  if (way_date_is_set (&run->clock->due))
    add_days (run, &event->from, &run->clock->due, &event->from);
  return TRUE;
}

static gboolean
run_no_date (Run     *run,
             GError **error)
{
  run->clock->reason = N_("No day is named: agree an end and a review");
  return TRUE;
}

/* Suspensions */

/* A run of school days out, of one suspension or several back to back. */
typedef struct
{
  GDate    first;          /* its first school day */
  GDate    last;           /* not set: no end known */
  gboolean is_open;
} Spell;

static gboolean
attended_between (Run         *run,
                  const GDate *after,
                  const GDate *before)
{
  for (gsize i = 0; i < run->facts->n_attended; i++)
    if (way_date_compare (&run->facts->attended[i], after) > 0 &&
        way_date_compare (&run->facts->attended[i], before) < 0)
      return TRUE;
  return FALSE;
}

/* Whether a time out that begins on a school day goes on from the spell. */
static gboolean
continues (Run         *run,
           const Spell *spell,
           const GDate *first)
{
  GDate next;

  if (spell->is_open)
    return TRUE;
  next = way_school_days_nth_after (run->days, &spell->last, 1);
  return way_date_compare (first, &next) <= 0 && !attended_between (run, &spell->last, first);
}

/* Lunchtimes and other part days are no school days out. */
static gboolean
takes_part_days (Run                 *run,
                 const WayClockEvent *event)
{
  return event->half_days > 0 && way_date_is_set (&event->to) &&
         event->half_days < (int) way_school_days_count_half_days (run->days,
                                                                   &event->from, &event->to);
}

/* The spells of the events that start the rule, by first day. */
static GArray *
gather_spells (Run *run)
{
  GArray *spells = g_array_new (FALSE, FALSE, sizeof (Spell));

  for (guint i = 0; i < run->events->len; i++)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);
      Spell *last = spells->len > 0 ? &g_array_index (spells, Spell, spells->len - 1) : NULL;
      Spell spell = { .last = event->to, .is_open = !way_date_is_set (&event->to) };

      if (!way_code_allows (run->rule, "start", event->kind) || takes_part_days (run, event))
        continue;
      spell.first = way_school_days_nth (run->days, &event->from, 1);
      if (last != NULL && continues (run, last, &spell.first))
        {
          last->is_open = spell.is_open;
          if (spell.is_open || way_date_compare (&spell.last, &last->last) > 0)
            last->last = spell.last;
        }
      else
        g_array_append_val (spells, spell);
    }
  return spells;
}

static int
spell_half_days (Run         *run,
                 const Spell *spell)
{
  return spell->is_open ? -1 : 2 * (int) way_school_days_count (run->days, &spell->first,
                                                                &spell->last);
}

/* The sixth day in a row (SI 2007/1870 reg 3): of the last spell that is long
 * enough.  A suspension without an end is taken to be. */
static gboolean
run_suspension (Run     *run,
                GError **error)
{
  g_autoptr(GArray) spells = NULL;

  if (need_start (run, error) == NULL)
    return FALSE;
  if (run->facts->exams_done &&
      g_strcmp0 (run->facts->year, way_code_get (run->rule, "exam_year")) == 0)
    {
      set_not_due (run, N_("All exams entered for are taken"));
      return TRUE;
    }

  spells = gather_spells (run);
  for (guint i = spells->len; i-- > 0;)
    {
      const Spell *spell = &g_array_index (spells, Spell, i);
      int half_days = spell_half_days (run, spell);

      if (i == spells->len - 1)
        run->clock->count = half_days;
      if (spell->is_open || half_days > run->clock->limit)
        {
          run->clock->count = half_days;
          set_due (run, &spell->first);
          show_count (run, &spell->first, &run->clock->due);
          return TRUE;
        }
    }
  set_not_due (run, N_("Not enough school days in a row"));
  return TRUE;
}

/* Half days of suspension in the exclusion term of the last one (SI 2012/1033
 * reg 2); -1 where there is no suspension. */
static int
count_term (Run *run)
{
  const WayClockEvent *last = find_last (run, "suspension");
  int half_days = 0;
  GDate from, to;

  if (last == NULL)
    return -1;
  way_school_days_exclusion_term (&last->from, &from, &to);
  for (guint i = 0; i < run->events->len; i++)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);

      if (g_str_equal (event->kind, "suspension") && way_date_within (&event->from, &from, &to))
        half_days += count_half_days (run, event);
    }
  return half_days;
}

static gboolean
run_tell_board (Run     *run,
                GError **error)
{
  const WayClockEvent *event = need_start (run, error);
  GDate from, to;

  if (event == NULL)
    return FALSE;
  run->clock->count = count_term (run);
  if (g_str_equal (event->kind, "permanent") || run->facts->exam_missed ||
      run->clock->count > run->clock->limit)
    return run_same_day (run, error);

  way_school_days_exclusion_term (&event->from, &from, &to);
  run->clock->due = way_school_days_last (run->days, &to);
  run->clock->reason = N_("Once a term is enough for short suspensions");
  return TRUE;
}

/* Whether the governors must act by this rule: it depends on what the exclusion
 * is and how many days the term has lost.  Without exclusions among the facts
 * the caller has decided that. */
static gboolean
does_board_rule_apply (Run *run)
{
  gboolean permanent = find_last (run, "permanent") != NULL;
  int over = way_code_get_int (run->rule, "over", -1);
  int up_to = way_code_get_int (run->rule, "up_to", G_MAXINT);
  int half_days = count_term (run);

  run->clock->count = half_days;
  if (!permanent && half_days < 0)
    return TRUE;
  if (permanent || run->facts->exam_missed)
    return way_code_is (run->rule, permanent ? "permanent" : "exam");
  return half_days > over && half_days <= up_to;
}

static gboolean
run_board (Run     *run,
           GError **error)
{
  if (need_start (run, error) == NULL)
    return FALSE;
  if (!does_board_rule_apply (run))
    set_not_due (run, N_("Another of the three rules for governors applies"));
  else if (way_code_is (run->rule, "asked") && run->facts->not_asked)
    set_not_due (run, N_("The parents did not ask"));
  else if (way_code_get (run->rule, "count") == NULL)
    run->clock->reason = N_("No time limit");
  else
    return run_count (run, error);
  return TRUE;
}

/* Days suspended in the school year of the last suspension, all schools. */
static gboolean
run_cap (Run     *run,
         GError **error)
{
  const WayClockEvent *last = find_last (run, "suspension");
  int total = run->facts->used_half_days;

  for (guint i = 0; i < run->events->len; i++)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);

      if (!g_str_equal (event->kind, "suspension") ||
          way_date_school_year (&event->from) != way_date_school_year (&last->from))
        continue;
      total += count_half_days (run, event);
      add_step (run, &event->from, total, N_("Suspension"));
    }
  run->clock->count = total;
  if (total > run->clock->limit)
    {
      run->clock->verdict = WAY_CLOCK_BLOCKED;
      run->clock->reason = N_("More days than a school year allows");
    }
  else if (total >= way_code_get_int (run->rule, "alarm", G_MAXINT))
    run->clock->reason = N_("Very near the limit of the school year");
  else if (total >= way_code_get_int (run->rule, "alert", G_MAXINT))
    run->clock->reason = N_("Near the limit of the school year");
  return TRUE;
}

/* Days lost */

/* Adds an event's days until the limit is reached.  `counted` is the last day
 * counted so far: a day that two events share counts once. */
static void
add_lost_days (Run                 *run,
               const WayClockEvent *event,
               int                 *total,
               GDate               *counted)
{
  int left = event->half_days > 0 ? event->half_days : G_MAXINT;
  GDate day = way_school_days_nth (run->days, &event->from, 1);

  while (way_date_is_set (&day) && left > 0 && *total < run->clock->limit &&
         way_date_within (&day, NULL, &event->to))
    {
      if (way_date_compare (&day, counted) > 0)
        {
          int half_days = MIN (left, (int) way_school_days_count_half_days (run->days, &day, &day));

          *total += half_days;
          *counted = day;
          left -= half_days;
          add_step (run, &day, *total, way_day_kind_label (way_school_days_kind (run->days, &day)));
        }
      day = way_school_days_nth_after (run->days, &day, 1);
    }
}

/* Days lost in the school year of the last event, or without a break. */
static gboolean
run_days_lost (Run     *run,
               GError **error)
{
  const WayClockEvent *last = need_start (run, error);
  gboolean is_continuous = way_code_is (run->rule, "continuous");
  GDate counted = way_date_none ();
  int total = 0;

  if (last == NULL)
    return FALSE;
  for (guint i = 0; i < run->events->len && total < run->clock->limit; i++)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);
      GDate next = way_school_days_nth_after (run->days, &counted, 1);
      GDate first = way_school_days_nth (run->days, &event->from, 1);

      if (!way_code_allows (run->rule, "start", event->kind) ||
          way_date_school_year (&event->from) != way_date_school_year (&last->from))
        continue;
      if (is_continuous && way_date_compare (&first, &next) > 0)
        {
          total = 0;
          g_array_set_size (run->clock->steps, 0);
        }
      add_lost_days (run, event, &total, &counted);
      if (total >= run->clock->limit)
        {
          run->clock->due = counted;
          if (way_date_is_set (&event->to))
            run->clock->opens = first;
        }
    }
  run->clock->count = total;
  if (total < run->clock->limit)
    set_not_due (run, N_("Not so many days yet"));
  return TRUE;
}

/* Leaving age, stays, reviews */

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

/* Compulsory school age ends on the last Friday in June of the school year of
 * the 16th birthday (Education Act 1996 s.8). */
static gboolean
run_leaving (Run     *run,
             GError **error)
{
  const WayClockEvent *event = find_last (run, "birth");
  GDate birth = event != NULL ? event->from : run->facts->birth;
  GDate birthday;

  if (!way_date_is_set (&birth))
    return refuse (error, WAY_RULES_ERROR_INVALID, "birth", "is missing");
  birthday = way_date_add_months (&birth, 12 * way_code_get_int (run->rule, "age", 0));
  run->clock->due = find_last_weekday (way_date_school_year (&birthday) + 1,
                                       way_code_get_int (run->rule, "month", 1),
                                       way_code_get_int (run->rule, "weekday", 1));
  run->clock->opens = way_date_add_days (&run->clock->due,
                                         -way_code_get_int (run->rule, "count", 0));
  return TRUE;
}

/* The rule's weeks to plan and to decide lie as far into a longer or shorter
 * stay as into its own. */
static const char *
explain_week (Run *run,
              int  number,
              int  count)
{
  int whole = way_code_get_int (run->rule, "count", 1);

  if (number == count * way_code_get_int (run->rule, "plan", 0) / whole)
    return N_("Plan what comes next");
  if (number == count * way_code_get_int (run->rule, "decide", 0) / whole)
    return N_("Decide what comes next");
  return N_("Week of the placement");
}

static void
show_weeks (Run         *run,
            const GDate *start,
            int          count,
            gboolean     is_school)
{
  GDate day = *start;

  for (int i = 1; i <= count && way_date_is_set (&day); i++)
    {
      GDate end = way_school_days_nth_week (run->days, &day, 1);

      add_step (run, &day, i, explain_week (run, i, count));
      day = is_school ? way_school_days_nth_after (run->days, &end, 1)
                      : way_date_add_days (&day, WEEK);
    }
}

/* A stay of so many weeks: school weeks, or weeks of the calendar. */
static gboolean
run_stay (Run     *run,
          GError **error)
{
  const WayClockEvent *event = need_start (run, error);
  gboolean is_school = g_strcmp0 (run->facts->weeks, "calendar") != 0;
  int count = run->facts->stay_weeks > 0 ? (int) run->facts->stay_weeks
                                         : way_code_get_int (run->rule, "count", 0);
  WayClock *clock = run->clock;

  if (event == NULL)
    return FALSE;
  clock->due = is_school ? way_school_days_nth_week (run->days, &event->from, count)
                         : way_date_add_days (&event->from, WEEK * count - 1);
  clock->last_school_day = way_school_days_last (run->days, &clock->due);
  clock->next_start = way_school_days_nth_after (run->days, &clock->due, 1);
  show_weeks (run, &event->from, count, is_school);
  return TRUE;
}

static gboolean
run_review (Run     *run,
            GError **error)
{
  const WayClockEvent *placement = need_start (run, error);
  const WayClockEvent *review = find_last (run, "review");

  if (placement == NULL)
    return FALSE;
  run->clock->due = way_review_due (run->days, &placement->from,
                                    review != NULL ? &review->from : NULL,
                                    run->facts->review_weeks);
  run->clock->last_school_day = way_school_days_last (run->days, &run->clock->due);
  return TRUE;
}

static const struct
{
  const char *name;
  Method      run;
} methods[] = {
  { "board", run_board },
  { "cap", run_cap },
  { "count", run_count },
  { "days_lost", run_days_lost },
  { "leaving", run_leaving },
  { "no_date", run_no_date },
  { "open_after", run_open_after },
  { "review", run_review },
  { "same_day", run_same_day },
  { "stay", run_stay },
  { "suspension", run_suspension },
  { "tell_board", run_tell_board },
};

static const char *const kind_names[] = { "deadline", "limit", "window" };
static const char *const verdict_names[] = { "ok", "blocked", "not_due" };

static Method
find_method (const WayCode *rule)
{
  const char *name = way_code_get (rule, "method");

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, name))
      return methods[i].run;
  g_return_val_if_reached (NULL);
}

static WayClockKind
find_kind (const WayCode *rule)
{
  const char *name = way_code_get (rule, "kind");

  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (kind_names[i], name))
      return i;
  g_return_val_if_reached (WAY_CLOCK_DEADLINE);
}

/* The actor, or the body that answers, in this kind of school. */
static const char *
find_actor (Run        *run,
            const char *attribute)
{
  const char *type = run->facts->school_type;
  const WayCode *establishment;
  g_autofree char *special = NULL;
  const char *found;

  if (type == NULL)
    return way_code_get (run->rule, attribute);
  establishment = way_codes_lookup ("establishment_type", type);
  if (establishment != NULL)
    type = way_code_get (establishment, "body");
  special = g_strconcat (attribute, "_", type, NULL);
  found = way_code_get (run->rule, special);
  return found != NULL ? found : way_code_get (run->rule, attribute);
}

/* The row that held when the case began; the last one where none did. */
static const WayCode *
find_row (const char    *rule,
          const WayCode *latest,
          GPtrArray     *events)
{
  const WayCode *row = NULL;

  for (guint i = events->len; i-- > 0 && row == NULL;)
    {
      const WayClockEvent *event = g_ptr_array_index (events, i);

      if (way_code_allows (latest, "start", event->kind))
        row = way_codes_lookup_on ("clock", rule, &event->from);
    }
  return row != NULL ? row : latest;
}

/* Whether the days between the first and the last day that matter all come from
 * the calendar that was asked for. */
static void
note_calendar (Run *run)
{
  WayClock *clock = run->clock;
  const GArray *steps = clock->steps;
  const GDate *from = steps->len > 0 ? &g_array_index (steps, WayClockStep, 0).date : &clock->due;
  const GDate *to = way_date_is_set (&clock->due) || steps->len == 0
                      ? &clock->due
                      : &g_array_index (steps, WayClockStep, steps->len - 1).date;

  clock->calendar = g_strdup (way_school_days_name (run->days));
  clock->fallback = way_date_is_set (from) && way_date_is_set (to) &&
                    way_school_days_is_fallback (run->days, from, to);
}

WayClock *
way_clocks_run (const char           *rule,
                const WayClockFacts  *facts,
                const WaySchoolDays  *days,
                GError              **error)
{
  const WayCode *latest = way_codes_lookup ("clock", rule);
  g_autoptr(WayClock) clock = NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new ();
  Run run = { .facts = facts, .days = days, .events = events };

  if (latest == NULL)
    {
      refuse (error, WAY_RULES_ERROR_UNKNOWN, rule, "there is no such rule");
      return NULL;
    }
  if (!check_facts (facts, error))
    return NULL;
  for (gsize i = 0; i < facts->n_events; i++)
    g_ptr_array_add (events, (gpointer) &facts->events[i]);
  g_ptr_array_sort (events, compare_events);

  clock = g_new0 (WayClock, 1);
  clock->steps = g_array_new (FALSE, FALSE, sizeof (WayClockStep));
  clock->rule = find_row (rule, latest, events);
  clock->kind = find_kind (clock->rule);
  clock->count = -1;
  clock->limit = way_code_get_int (clock->rule, "limit", -1);
  run.rule = clock->rule;
  run.clock = clock;
  if (!find_method (clock->rule) (&run, error))
    return NULL;
  if (facts->has_plan && way_code_is (clock->rule, "copy_with_plan"))
    clock->reason = N_("The child has a plan: send the council a copy");
  clock->actor = find_actor (&run, "actor");
  clock->body = find_actor (&run, "body");
  note_calendar (&run);
  return g_steal_pointer (&clock);
}

void
way_clock_free (WayClock *self)
{
  g_array_unref (self->steps);
  g_free (self->calendar);
  g_free (self);
}

const char *
way_clocks_first_event (const char *rule)
{
  const WayCode *latest = way_codes_lookup ("clock", rule);
  g_auto(GStrv) kinds = NULL;

  if (latest == NULL)
    return NULL;
  kinds = g_strsplit (way_code_get (latest, "start"), " ", 2);
  return g_intern_string (kinds[0]);
}

const char *
way_clock_kind_name (WayClockKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), NULL);
  return kind_names[kind];
}

const char *
way_clock_verdict_name (WayClockVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (verdict_names), NULL);
  return verdict_names[verdict];
}
