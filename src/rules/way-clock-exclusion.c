/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clocks of exclusions: suspensions back to back, what the governors must do,
 * and how many days a term and a school year have lost. */

#include "way-clocks-private.h"

#include <glib/gi18n.h>

/* --- Back to back --- */

/* A run of school days out, of one suspension or several back to back. */
typedef struct
{
  GDate    began;          /* the first day of its first suspension */
  GDate    first;          /* its first school day */
  GDate    last;           /* not set: no end known */
  gboolean is_open;
} Spell;

static gboolean
attended_between (WayClockRun *run,
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
continues (WayClockRun *run,
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
takes_part_days (WayClockRun         *run,
                 const WayClockEvent *event)
{
  return event->half_days > 0 && way_date_is_set (&event->to) &&
         event->half_days < (int) way_school_days_count_half_days (run->days,
                                                                   &event->from, &event->to);
}

/* The spells of the events that start the rule, by first day. */
static GArray *
gather_spells (WayClockRun *run)
{
  GArray *spells = g_array_new (FALSE, FALSE, sizeof (Spell));

  for (guint i = 0; i < run->events->len; i++)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);
      Spell *last = spells->len > 0 ? &g_array_index (spells, Spell, spells->len - 1) : NULL;
      Spell spell = { .began = event->from, .last = event->to,
                      .is_open = !way_date_is_set (&event->to) };

      if (!way_code_allows (run->rule.code, "start", event->kind) || takes_part_days (run, event))
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
spell_half_days (WayClockRun *run,
                 const Spell *spell)
{
  return spell->is_open ? -1 : 2 * (int) way_school_days_count (run->days, &spell->first,
                                                                &spell->last);
}

/* The last spell that is longer than the limit; a suspension without an end is
 * taken to be.  NULL where none is. */
static const Spell *
find_long_spell (WayClockRun  *run,
                 const GArray *spells,
                 int           limit)
{
  for (guint i = spells->len; i-- > 0;)
    {
      const Spell *spell = &g_array_index (spells, Spell, i);

      if (spell->is_open || spell_half_days (run, spell) > limit)
        return spell;
    }
  return NULL;
}

GDate
way_clock_suspension_began (WayClockRun *run)
{
  g_autoptr(GArray) spells = gather_spells (run);
  const Spell *spell = find_long_spell (run, spells, way_clock_number (run, "limit", 0));

  return spell != NULL ? spell->began : way_date_none ();
}

/* The sixth day in a row (SI 2007/1870 reg 3): of the last spell that is long
 * enough. */
gboolean
way_clock_run_suspension (WayClockRun  *run,
                          GError      **error)
{
  g_autoptr(GArray) spells = NULL;
  const Spell *spell;

  if (way_clock_need_start (run, error) == NULL)
    return FALSE;
  if (run->facts->exams_done &&
      g_strcmp0 (run->facts->year, way_code_get (run->rule.code, "exam_year")) == 0)
    {
      way_clock_set_not_due (run, N_("All exams entered for are taken"));
      return TRUE;
    }

  spells = gather_spells (run);
  spell = find_long_spell (run, spells, run->clock->limit);
  if (spell != NULL)
    {
      run->clock->count = spell_half_days (run, spell);
      way_clock_set_due (run, &spell->first);
      way_clock_show_count (run, &spell->first, &run->clock->due);
      return TRUE;
    }
  if (spells->len > 0)
    run->clock->count = spell_half_days (run, &g_array_index (spells, Spell, spells->len - 1));
  way_clock_set_not_due (run, N_("Not enough school days in a row"));
  return TRUE;
}

/* --- Half days out, by term and by school year --- */

typedef struct
{
  GDate from;
  GDate to;
} Period;

typedef void (*TakeDay) (WayClockRun *run,
                         const GDate *day,
                         int          half_days,
                         gpointer     data);

/* The half days that an event takes on each of its days, the closed ones
 * included.  Half days that are given are spread evenly over the school days,
 * the first ones taking what is left over; without school days the first day has
 * them all. */
static void
spread_event (WayClockRun         *run,
              const WayClockEvent *event,
              TakeDay              take,
              gpointer             data)
{
  GDate to = way_date_is_set (&event->to) ? event->to : event->from;
  int days = (int) way_school_days_count (run->days, &event->from, &to);
  gboolean has_days = days > 0;
  int left = event->half_days;

  for (GDate day = event->from; way_date_compare (&day, &to) <= 0; day = way_date_add_days (&day, 1))
    {
      int half_days = 0;

      if (event->half_days == 0)
        half_days = (int) way_school_days_count_half_days (run->days, &day, &day);
      else if (!has_days)
        half_days = left;
      else if (way_school_days_is_open (run->days, &day))
        {
          half_days = (left + days - 1) / days;
          days--;
        }
      left -= event->half_days > 0 ? half_days : 0;
      take (run, &day, half_days, data);
    }
}

typedef struct
{
  const Period *period;
  int           total;
  gboolean      show;
} Sum;

static void
add_day (WayClockRun *run,
         const GDate *day,
         int          half_days,
         gpointer     data)
{
  Sum *sum = data;
  gboolean inside = way_date_within (day, &sum->period->from, &sum->period->to);

  if (inside)
    sum->total += half_days;
  if (!sum->show)
    return;
  if (!inside)
    way_clock_add_step (run, day, 0, N_("Belongs to another school year"));
  else if (half_days > 0)
    way_clock_add_step (run, day, sum->total, N_("Suspension"));
  else
    way_clock_add_step (run, day, 0,
                        way_school_days_is_open (run->days, day)
                          ? N_("School day with no half day of the suspension left")
                          : way_day_kind_label (way_school_days_kind (run->days, day)));
}

/* Half days of suspension in a period.  show: as steps, of the suspensions that
 * reach into it. */
static int
sum_period (WayClockRun  *run,
            const Period *period,
            int           used,
            gboolean      show)
{
  Sum sum = { .period = period, .total = used, .show = show };

  for (guint i = 0; i < run->events->len; i++)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);
      const GDate *to = way_date_is_set (&event->to) ? &event->to : &event->from;

      if (g_str_equal (event->kind, "suspension") &&
          way_date_overlap (&event->from, to, &period->from, &period->to))
        spread_event (run, event, add_day, &sum);
    }
  return sum.total;
}

/* Half days of suspension in the term of the last one (SI 2012/1033 reg 2); of
 * the terms that it reaches into, in the one that has lost most.  -1 where there
 * is no suspension. */
static int
count_term (WayClockRun *run)
{
  const WayClockEvent *last = way_clock_find_last (run, "suspension");
  Period term;
  GDate day, to;
  int most = 0;

  if (last == NULL)
    return -1;
  to = way_date_is_set (&last->to) ? last->to : last->from;
  for (day = last->from; way_date_compare (&day, &to) <= 0; day = way_date_add_days (&term.to, 1))
    {
      way_school_days_exclusion_term (&day, &term.from, &term.to);
      most = MAX (most, sum_period (run, &term, 0, FALSE));
    }
  return most;
}

/* --- The governors --- */

gboolean
way_clock_run_tell_board (WayClockRun  *run,
                          GError      **error)
{
  const WayClockEvent *event = way_clock_need_start (run, error);
  GDate from, to;

  if (event == NULL)
    return FALSE;
  run->clock->count = count_term (run);
  if (g_str_equal (event->kind, "permanent") || run->facts->exam_missed ||
      run->clock->count > run->clock->limit)
    return way_clock_run_same_day (run, error);

  way_school_days_exclusion_term (&event->from, &from, &to);
  run->clock->due = way_school_days_last (run->days, &to);
  run->clock->reason = N_("Once a term is enough for short suspensions");
  if (way_date_is_set (&run->clock->due))
    way_clock_show_days (run, &event->from, &run->clock->due);
  return TRUE;
}

/* Whether the governors must act by this rule: it depends on what the exclusion
 * is and how many days the term has lost.  Without exclusions among the facts
 * the caller has decided that. */
static gboolean
does_board_rule_apply (WayClockRun *run)
{
  gboolean permanent = way_clock_find_last (run, "permanent") != NULL;
  int half_days = count_term (run);

  run->clock->count = half_days;
  if (!permanent && half_days < 0)
    return TRUE;
  if (permanent || run->facts->exam_missed)
    return way_code_is (run->rule.code, permanent ? "permanent" : "exam");
  return half_days > way_clock_number (run, "over", -1) &&
         half_days <= way_clock_number (run, "up_to", G_MAXINT);
}

gboolean
way_clock_run_board (WayClockRun  *run,
                     GError      **error)
{
  if (way_clock_need_start (run, error) == NULL)
    return FALSE;
  if (!does_board_rule_apply (run))
    way_clock_set_not_due (run, N_("Another of the three rules for governors applies"));
  else if (way_code_is (run->rule.code, "asked") && run->facts->not_asked)
    way_clock_set_not_due (run, N_("The parents did not ask"));
  else if (run->rule.count == 0)
    run->clock->reason = N_("No time limit");
  else
    return way_clock_run_count (run, error);
  return TRUE;
}

/* --- The year's cap --- */

/* The school year of the last suspension; where it reaches into the next one, of
 * the two that which has lost more.  What was used before belongs to the year in
 * which it begins. */
static Period
find_worst_year (WayClockRun         *run,
                 const WayClockEvent *last,
                 int                 *used)
{
  int first = way_date_school_year (&last->from);
  int end = way_date_is_set (&last->to) ? way_date_school_year (&last->to) : first;
  Period worst = { way_date_none (), way_date_none () };
  int most = -1;

  *used = 0;
  for (int year = first; year <= end; year++)
    {
      Period period = { way_date_ymd (year, 9, 1), way_date_ymd (year + 1, 8, 31) };
      int before = year == first ? run->facts->used_half_days : 0;
      int total = sum_period (run, &period, before, FALSE);

      if (total > most)
        {
          most = total;
          worst = period;
          *used = before;
        }
    }
  return worst;
}

/* Days suspended in a school year, all schools. */
gboolean
way_clock_run_cap (WayClockRun  *run,
                   GError      **error)
{
  const WayClockEvent *last = way_clock_find_last (run, "suspension");
  int total = run->facts->used_half_days;
  Period year;
  int used;

  if (last != NULL)
    {
      year = find_worst_year (run, last, &used);
      total = sum_period (run, &year, used, TRUE);
    }
  run->clock->count = total;
  run->clock->by_half_days = TRUE;
  if (total > run->clock->limit)
    {
      run->clock->verdict = WAY_CLOCK_BLOCKED;
      run->clock->reason = N_("More days than a school year allows");
    }
  else if (total >= way_clock_number (run, "alarm", G_MAXINT))
    run->clock->reason = N_("Very near the limit of the school year");
  else if (total >= way_clock_number (run, "alert", G_MAXINT))
    run->clock->reason = N_("Near the limit of the school year");
  return TRUE;
}
