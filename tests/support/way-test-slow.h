/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "way-clocks.h"
#include "way-codes.h"

/* School days and clocks once more, slow and plain: every question walks the days
 * one by one, and every number of the law is written out.  What the program
 * answers is held against it. */

/* --- Days --- */

#define SLOW_FIRST_YEAR 2023
#define SLOW_DAYS (366 * 14)

typedef struct
{
  const WayDayLayer *layers;
  guint              n_layers;
  guint32            first;                /* Julian day of the first one remembered */
  guint8             kind[SLOW_DAYS];      /* WayDayKind + 1; 0: not asked for yet */
  guint8             layer[SLOW_DAYS];     /* which decided; n_layers: none */
} SlowDays;

static inline void
slow_days_init (SlowDays          *self,
                const WayDayLayer *layers,
                guint              n_layers)
{
  GDate first = way_date_ymd (SLOW_FIRST_YEAR, 1, 1);

  memset (self, 0, sizeof *self);
  self->layers = layers;
  self->n_layers = n_layers;
  self->first = way_date_julian (&first);
}

static inline gboolean
slow_is_bank_holiday (const GDate *day)
{
  g_autofree char *iso = way_date_to_iso (day);

  return way_codes_has ("bank_holiday", iso);
}

/* A day of a term, or of the holidays round it. */
static inline WayDayKind
slow_plain (const GDate *day,
            WayDayKind   weekday)
{
  if (way_date_weekday (day) >= 6)
    return WAY_DAY_WEEKEND;
  return slow_is_bank_holiday (day) ? WAY_DAY_BANK_HOLIDAY : weekday;
}

enum
{
  SLOW_TERM = 1,
  SLOW_AM = 2,
  SLOW_PM = 4,
  SLOW_INSET = 8,
  SLOW_HOLIDAY = 16,
  SLOW_BANK_HOLIDAY = 32,
  SLOW_CLOSURE = 64,
  SLOW_YEAR = 128,         /* a term of the layer ends in the day's school year */
};

/* All that the rows of a layer say of a day. */
static inline guint
slow_said (const WayDayLayer *layer,
           const GDate       *day)
{
  static const struct { const char *kind; guint bit; } kinds[] = {
    { "TERM", SLOW_TERM }, { "SESSION_AM", SLOW_AM }, { "SESSION_PM", SLOW_PM },
    { "INSET", SLOW_INSET }, { "HOLIDAY", SLOW_HOLIDAY }, { "BANK_HOLIDAY", SLOW_BANK_HOLIDAY },
    { "CLOSURE", SLOW_CLOSURE },
  };
  guint32 julian = way_date_julian (day);
  int year = way_date_school_year (day);
  guint said = 0;

  for (gsize i = 0; i < layer->n_rows; i++)
    {
      const WayDayRow *row = &layer->rows[i];

      if (row->kind[0] == 'T' && way_date_school_year (&row->to) == year)
        said |= SLOW_YEAR;
      if (julian < way_date_julian (&row->from) || julian > way_date_julian (&row->to))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
        if (strcmp (row->kind, kinds[j].kind) == 0)
          said |= kinds[j].bit;
    }
  return said;
}

/* What one layer says of a day that those below it say `below` of. */
static inline WayDayKind
slow_over (const WayDayLayer *layer,
           const GDate       *day,
           WayDayKind         below,
           gboolean          *decided)
{
  guint said = slow_said (layer, day);
  WayDayKind kind = below;

  *decided = said != 0;
  if (said & SLOW_TERM)
    kind = slow_plain (day, WAY_DAY_SCHOOL);
  else if (said & SLOW_YEAR)
    kind = slow_plain (day, WAY_DAY_HOLIDAY);
  if ((said & SLOW_AM) && (said & SLOW_PM))
    kind = WAY_DAY_SCHOOL;
  else if (said & SLOW_AM)
    kind = WAY_DAY_MORNING;
  else if (said & SLOW_PM)
    kind = WAY_DAY_AFTERNOON;
  if (kind == WAY_DAY_WEEKEND)
    *decided = (said & (SLOW_TERM | SLOW_YEAR)) != 0;
  else if (said & SLOW_CLOSURE)
    kind = WAY_DAY_CLOSURE;
  else if (said & SLOW_INSET)
    kind = WAY_DAY_INSET;
  else if (said & SLOW_BANK_HOLIDAY)
    kind = WAY_DAY_BANK_HOLIDAY;
  else if (said & SLOW_HOLIDAY)
    kind = WAY_DAY_HOLIDAY;
  return kind;
}

static inline WayDayKind
slow_kind (SlowDays    *self,
           const GDate *day,
           guint       *layer)
{
  guint place = way_date_julian (day) - self->first;

  g_assert_cmpuint (place, <, SLOW_DAYS);
  if (self->kind[place] == 0)
    {
      WayDayKind kind = slow_plain (day, WAY_DAY_SCHOOL);

      self->layer[place] = (guint8) self->n_layers;
      for (guint i = self->n_layers; i-- > 0;)
        {
          gboolean decided;

          kind = slow_over (&self->layers[i], day, kind, &decided);
          if (decided)
            self->layer[place] = (guint8) i;
        }
      self->kind[place] = (guint8) kind + 1;
    }
  if (layer != NULL)
    *layer = self->layer[place];
  return (WayDayKind) (self->kind[place] - 1);
}

static inline int
slow_half_days (SlowDays    *self,
                const GDate *day)
{
  switch (slow_kind (self, day, NULL))
    {
    case WAY_DAY_SCHOOL:
      return 2;
    case WAY_DAY_MORNING:
    case WAY_DAY_AFTERNOON:
      return 1;
    default:
      return 0;
    }
}

static inline gboolean
slow_is_open (SlowDays    *self,
              const GDate *day)
{
  return slow_half_days (self, day) > 0;
}

static inline GDate
slow_next (const GDate *day)
{
  return way_date_add_days (day, 1);
}

/* The n-th school day from a day on, itself included where it is one. */
static inline GDate
slow_nth (SlowDays *self,
          GDate     day,
          int       n)
{
  while (!slow_is_open (self, &day) || --n > 0)
    day = slow_next (&day);
  return day;
}

static inline GDate
slow_nth_after (SlowDays *self,
                GDate     day,
                int       n)
{
  return slow_nth (self, slow_next (&day), n);
}

static inline GDate
slow_nth_before (SlowDays *self,
                 GDate     day,
                 int       n)
{
  while (n > 0)
    {
      day = way_date_add_days (&day, -1);
      n -= slow_is_open (self, &day);
    }
  return day;
}

/* The day itself, or the last school day before it. */
static inline GDate
slow_last (SlowDays *self,
           GDate     day)
{
  while (!slow_is_open (self, &day))
    day = way_date_add_days (&day, -1);
  return day;
}

/* --- Clocks --- */

typedef struct
{
  WayClockVerdict verdict;
  GDate           due;
  GDate           other;
  GDate           opens;
  int             count;           /* -1: none */
  GDate           last_school_day;
  GDate           next_start;
} SlowClock;

static inline SlowClock
slow_clock (void)
{
  return (SlowClock) {
    .verdict = WAY_CLOCK_OK, .due = way_date_none (), .other = way_date_none (),
    .opens = way_date_none (), .count = -1, .last_school_day = way_date_none (),
    .next_start = way_date_none (),
  };
}

/* The only event of a kind; the last one where there are several. */
static inline const WayClockEvent *
slow_event (const WayClockFacts *facts,
            const char          *kind)
{
  const WayClockEvent *found = NULL;

  for (gsize i = 0; i < facts->n_events; i++)
    if (strcmp (facts->events[i].kind, kind) == 0 &&
        (found == NULL || way_date_compare (&facts->events[i].from, &found->from) >= 0))
      found = &facts->events[i];
  return found;
}

/* Whether a day lies in an event of a kind; one without an end has one day, or
 * with goes_on all that follow. */
static inline gboolean
slow_covers (const WayClockFacts *facts,
             const char          *kind,
             const GDate         *day,
             gboolean             goes_on)
{
  for (gsize i = 0; i < facts->n_events; i++)
    {
      const WayClockEvent *event = &facts->events[i];
      GDate end = way_date_is_set (&event->to) ? event->to : event->forecast_to;

      if (strcmp (event->kind, kind) != 0 || way_date_compare (day, &event->from) < 0)
        continue;
      if (!way_date_is_set (&end) && goes_on)
        return TRUE;
      if (!way_date_is_set (&end))
        end = event->from;
      if (way_date_compare (day, &end) <= 0)
        return TRUE;
    }
  return FALSE;
}

/* The first and last day that any event of the kind touches. */
static inline void
slow_span (const WayClockFacts *facts,
           const char          *kind,
           GDate               *from,
           GDate               *to)
{
  *from = *to = way_date_none ();
  for (gsize i = 0; i < facts->n_events; i++)
    {
      const WayClockEvent *event = &facts->events[i];
      GDate end = way_date_is_set (&event->to) ? event->to : event->forecast_to;

      if (strcmp (event->kind, kind) != 0)
        continue;
      if (!way_date_is_set (&end))
        end = event->from;
      if (!way_date_is_set (from) || way_date_compare (&event->from, from) < 0)
        *from = event->from;
      if (way_date_compare (&end, to) > 0)
        *to = end;
    }
}

/* The number of the exclusion term that a day lies in: they end on 31 December,
 * Easter Monday and 31 July. */
static inline int
slow_term (const GDate *day)
{
  static const struct { int month, day; } easter_mondays[] = {   /* from 2023 on */
    { 4, 10 }, { 4, 1 }, { 4, 21 }, { 4, 6 }, { 3, 29 }, { 4, 17 }, { 4, 2 }, { 4, 22 }, { 4, 14 },
  };
  int year = g_date_get_year (day);
  int date = 100 * (int) g_date_get_month (day) + g_date_get_day (day);
  int place = year - SLOW_FIRST_YEAR;

  g_assert_true (place >= 0 && place < (int) G_N_ELEMENTS (easter_mondays));
  return 3 * year + (date > 100 * easter_mondays[place].month + easter_mondays[place].day) +
         (date > 731);
}

/* Half days of suspension in a term (by_term) or a school year. */
static inline int
slow_suspended (SlowDays            *days,
                const WayClockFacts *facts,
                gboolean             by_term,
                int                  number)
{
  GDate day, to;
  int total = 0;

  for (slow_span (facts, "suspension", &day, &to); way_date_compare (&day, &to) <= 0;
       day = slow_next (&day))
    if ((by_term ? slow_term (&day) : way_date_school_year (&day)) == number &&
        slow_covers (facts, "suspension", &day, FALSE))
      total += slow_half_days (days, &day);
  return total;
}

/* Of the terms, or years, that the last suspension touches, the one that has lost
 * most. */
static inline int
slow_worst (SlowDays            *days,
            const WayClockFacts *facts,
            gboolean             by_term)
{
  const WayClockEvent *last = slow_event (facts, "suspension");
  int first_year = way_date_school_year (&last->from);
  GDate day = last->from;
  int before = -1;
  int most = 0;

  do
    {
      int number = by_term ? slow_term (&day) : way_date_school_year (&day);
      int used = !by_term && number == first_year ? facts->used_half_days : 0;

      if (number != before)
        most = MAX (most, used + slow_suspended (days, facts, by_term, number));
      before = number;
      day = slow_next (&day);
    }
  while (way_date_compare (&day, &last->to) <= 0);
  return most;
}

/* Sixth school day of a permanent exclusion, or the day after it. */
static inline SlowClock
slow_permanent (SlowDays            *days,
                const WayClockFacts *facts)
{
  SlowClock clock = slow_clock ();
  GDate from = slow_event (facts, "permanent")->from;

  clock.due = slow_nth (days, from, 6);
  clock.other = slow_nth (days, from, 7);
  return clock;
}

/* Six school days out in a row.  A run ends with a school day that is not taken,
 * and with any day on which the child attended. */
static inline SlowClock
slow_suspension (SlowDays            *days,
                 const WayClockFacts *facts)
{
  SlowClock clock = slow_clock ();
  gboolean in_run = FALSE, is_due = FALSE;
  int length = 0;
  GDate day, to, sixth = way_date_none ();

  clock.verdict = WAY_CLOCK_NOT_DUE;
  slow_span (facts, "suspension", &day, &to);
  to = way_date_add_days (&to, 1);
  for (; way_date_compare (&day, &to) <= 0; day = slow_next (&day))
    {
      gboolean out = slow_covers (facts, "suspension", &day, FALSE);
      gboolean attended = FALSE;

      for (gsize i = 0; i < facts->n_attended; i++)
        attended |= way_date_equal (&facts->attended[i], &day);
      if (out && !in_run)
        length = 0;
      in_run = out || (in_run && !attended && !slow_is_open (days, &day));
      if (out && slow_is_open (days, &day) && ++length == 6)
        sixth = day;
      if (length >= 6)
        {
          is_due = TRUE;
          clock.due = sixth;
          clock.count = 2 * length;
        }
      else if (!is_due)
        clock.count = 2 * length;
    }
  if (is_due)
    clock.verdict = WAY_CLOCK_OK;
  return clock;
}

/* So many school days after an event, the day itself not counted. */
static inline SlowClock
slow_after (SlowDays    *days,
            const GDate *from,
            int          n)
{
  SlowClock clock = slow_clock ();

  clock.due = slow_nth_after (days, *from, n);
  return clock;
}

/* The governors within 15 school days: for a permanent exclusion. */
static inline SlowClock
slow_governors_permanent (SlowDays            *days,
                          const WayClockFacts *facts)
{
  return slow_after (days, &slow_event (facts, "informed")->from, 15);
}

/* Within 50: for more than 5 and up to 15 days of suspension in a term. */
static inline SlowClock
slow_governors_suspension (SlowDays            *days,
                           const WayClockFacts *facts)
{
  int half_days = slow_worst (days, facts, TRUE);
  SlowClock clock = slow_clock ();

  if (half_days > 10 && half_days <= 30)
    clock = slow_after (days, &slow_event (facts, "informed")->from, 50);
  else
    clock.verdict = WAY_CLOCK_NOT_DUE;
  clock.count = half_days;
  return clock;
}

static inline SlowClock
slow_asking (SlowDays            *days,
             const WayClockFacts *facts)
{
  return slow_after (days, &slow_event (facts, "notice")->from, 15);
}

static inline SlowClock
slow_panel (SlowDays            *days,
            const WayClockFacts *facts)
{
  return slow_after (days, &slow_event (facts, "application")->from, 15);
}

static inline SlowClock
slow_again (SlowDays            *days,
            const WayClockFacts *facts)
{
  return slow_after (days, &slow_event (facts, "notice")->from, 10);
}

static inline SlowClock
slow_fair_access (SlowDays            *days,
                  const WayClockFacts *facts)
{
  return slow_after (days, &slow_event (facts, "agreed")->from, 20);
}

/* Two school days before a direction off site. */
static inline SlowClock
slow_direction (SlowDays            *days,
                const WayClockFacts *facts)
{
  SlowClock clock = slow_clock ();

  clock.due = slow_nth_before (days, slow_event (facts, "direction")->from, 2);
  return clock;
}

/* 15 school days ill in a school year. */
static inline SlowClock
slow_illness (SlowDays            *days,
              const WayClockFacts *facts)
{
  const WayClockEvent *last = slow_event (facts, "illness");
  int year = way_date_school_year (&last->from);
  gboolean goes_on = !way_date_is_set (&last->to) && !way_date_is_set (&last->forecast_to);
  SlowClock clock = slow_clock ();
  int expected = 0;
  GDate day, to;

  clock.verdict = WAY_CLOCK_NOT_DUE;
  clock.count = 0;
  slow_span (facts, "illness", &day, &to);
  if (goes_on)
    to = way_date_ymd (year + 1, 8, 31);
  for (; way_date_compare (&day, &to) <= 0; day = slow_next (&day))
    {
      int half_days = slow_half_days (days, &day);

      if (way_date_school_year (&day) != year || half_days == 0 ||
          !slow_covers (facts, "illness", &day, TRUE) || (goes_on && expected >= 30))
        continue;
      if (!way_date_is_set (&facts->today) || way_date_compare (&day, &facts->today) <= 0)
        clock.count += half_days;
      if (expected < 30 && expected + half_days >= 30)
        {
          clock.due = day;
          clock.verdict = WAY_CLOCK_OK;
          for (gsize i = 0; i < facts->n_events && !goes_on; i++)
            {
              GDate end = way_date_is_set (&facts->events[i].to) ? facts->events[i].to
                                                                 : facts->events[i].forecast_to;

              if (way_date_compare (&facts->events[i].from, &day) <= 0 &&
                  way_date_compare (&day, &end) <= 0)
                clock.opens = slow_nth (days, facts->events[i].from, 1);
            }
        }
      expected += half_days;
    }
  return clock;
}

/* 45 days of suspension in a school year. */
static inline SlowClock
slow_cap (SlowDays            *days,
          const WayClockFacts *facts)
{
  SlowClock clock = slow_clock ();

  clock.count = slow_worst (days, facts, FALSE);
  clock.verdict = clock.count > 90 ? WAY_CLOCK_BLOCKED : WAY_CLOCK_OK;
  return clock;
}

/* 20 weeks: of the school, those with a school day, the last one to its last
 * school day; or of the calendar. */
static inline SlowClock
slow_stay (SlowDays            *days,
           const WayClockFacts *facts)
{
  SlowClock clock = slow_clock ();
  GDate start = slow_event (facts, "placement")->from;
  GDate day = start;
  gboolean counted = FALSE;

  if (g_strcmp0 (facts->weeks, "calendar") == 0)
    clock.due = way_date_add_days (&start, 20 * 7 - 1);
  else
    for (int weeks = 0; weeks < 20 || way_date_weekday (&day) != 1; day = slow_next (&day))
      {
        if (way_date_weekday (&day) == 1)
          counted = FALSE;
        if (!slow_is_open (days, &day))
          continue;
        weeks += !counted;
        counted = TRUE;
        clock.due = day;
      }
  clock.last_school_day = slow_last (days, clock.due);
  clock.next_start = slow_nth_after (days, clock.due, 1);
  return clock;
}

/* The last Friday in June of the school year in which the child becomes 16; six
 * weeks before it. */
static inline SlowClock
slow_leaving (SlowDays            *days,
              const WayClockFacts *facts)
{
  SlowClock clock = slow_clock ();
  GDate birthday = way_date_ymd (g_date_get_year (&facts->birth) + 16, 1, 1);
  int month = g_date_get_month (&facts->birth);

  clock.due = way_date_ymd (g_date_get_year (&birthday) + (month >= 9), 6, 30);
  while (way_date_weekday (&clock.due) != 5)
    clock.due = way_date_add_days (&clock.due, -1);
  clock.opens = way_date_add_days (&clock.due, -42);
  return clock;
}

typedef SlowClock (*SlowRule) (SlowDays            *days,
                               const WayClockFacts *facts);

static inline SlowRule
slow_rule (const char *rule)
{
  static const struct { const char *id; SlowRule run; } rules[] = {
    { "C01", slow_permanent }, { "C02", slow_suspension }, { "C06", slow_governors_permanent },
    { "C07", slow_governors_suspension }, { "C09", slow_asking }, { "C10", slow_panel },
    { "C11", slow_again }, { "C12", slow_cap }, { "C14", slow_illness }, { "C16", slow_leaving },
    { "C17", slow_direction }, { "C23", slow_fair_access }, { "C24", slow_stay },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].id, rule) == 0)
      return rules[i].run;
  g_error ("%s has no slow version", rule);
}
