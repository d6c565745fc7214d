/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* Statutory and local clocks: by when somebody must act, what may not be
 * exceeded, from when something is allowed, and how the days were counted
 * (domain reference, 3).  The rules are the rows of data/rules/clocks.xml, each
 * with its source; a case goes by the row that held when it began.
 *
 * Pure: facts in, an answer out; any thread.  Codes and texts in an answer live
 * as long as the program. */

/* Something that happened, or will. */
typedef struct
{
  const char *kind;        /* of the set clock_event */
  GDate       from;
  GDate       to;          /* last day; not set: not known, or still going on */
  GDate       forecast_to; /* where to is not known: until when it is expected to go on */
  int         half_days;   /* half days it takes; 0: all school days of its time */
  gboolean    posted;      /* a notice or application sent by first-class post */
} WayClockEvent;

typedef struct
{
  const WayClockEvent *events;          /* in any order */
  gsize                n_events;
  const GDate         *attended;        /* days at school between suspensions */
  gsize                n_attended;
  GDate                today;           /* of days lost, those after it are to come; not set:
                                           what has an end has passed */
  GDate                birth;
  const char          *school_type;     /* maintained, academy, pru, independent, or a code of
                                           establishment_type; NULL: not known */
  const char          *year;            /* nc_year */
  const char          *weeks;           /* week_kind; NULL: school */
  guint                stay_weeks;      /* of a stay; 0: as many as the rule says */
  const char          *reading;         /* reading; NULL: earlier */
  guint                review_weeks;    /* 0: the default */
  int                  used_half_days;  /* suspended before in this school year */
  gboolean             has_plan;        /* education, health and care plan */
  gboolean             exams_done;      /* all public exams entered for are taken */
  gboolean             exam_missed;     /* an exam or test is missed by the exclusion */
  gboolean             not_asked;       /* the parents made no representations */
} WayClockFacts;

typedef enum
{
  WAY_CLOCK_DEADLINE,      /* act by the due day */
  WAY_CLOCK_LIMIT,         /* a count that matters when it is reached */
  WAY_CLOCK_WINDOW,        /* something is allowed from, or until, a day */
} WayClockKind;

typedef enum
{
  WAY_CLOCK_OK,
  WAY_CLOCK_BLOCKED,       /* the limit would be exceeded */
  WAY_CLOCK_NOT_DUE,       /* the rule asks for nothing here */
} WayClockVerdict;

/* One day of the counting. */
typedef struct
{
  GDate       date;
  gboolean    counted;
  int         number;      /* running number of the day, or of its week or month; half days where
                              the clock says so; 0 if not counted */
  const char *why;         /* msgid */
} WayClockStep;

typedef struct
{
  const WayCode   *rule;
  WayClockKind     kind;
  WayClockVerdict  verdict;
  const char      *reason;             /* msgid: why blocked or not due; NULL: nothing to say */
  GDate            due;                /* not set: no day */
  GDate            opens;              /* not set: no day */
  const char      *actor;              /* of clock_actor */
  const char      *body;               /* of clock_actor: who answers in that kind of school */
  gboolean         older;              /* the case is older than every row of the rule that is
                                          known: the first one was taken */
  int              count;              /* half days; -1: the rule has no such count */
  int              forecast;           /* half days, those to come included; -1: as count */
  int              limit;              /* half days; -1: none */
  GArray          *steps;              /* WayClockStep, by date; empty only without a day */
  gboolean         by_half_days;       /* their numbers are half days, not days */
  const char      *reading;            /* NULL: the rule has one reading only */
  GDate            other_reading_due;
  GDate            last_school_day;    /* on or before the due day, where a stay ends */
  GDate            next_start;         /* first school day after a stay */
  char            *calendar;           /* owned: whose days were counted; NULL: plain weekdays */
  gboolean         borrowed;           /* whoever was asked for has no calendar of their own */
  gboolean         fallback;           /* some days came from below the calendar asked for */
} WayClock;

/* Runs one rule, by the row that held when the case began; a case that began when
 * no row held any more asks for nothing.  NULL with WAY_RULES_ERROR_UNKNOWN for a rule, event, kind of
 * school, week or reading that there is not, and WAY_RULES_ERROR_INVALID for
 * facts that cannot be or lack what the rule needs; the message names the fact.
 * Free with way_clock_free(). */
WayClock   *way_clocks_run          (const char           *rule,
                                     const WayClockFacts  *facts,
                                     const WaySchoolDays  *days,
                                     GError              **error);
void        way_clock_free          (WayClock             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayClock, way_clock_free)

/* The row of a rule for a case that began on a day (not set: now): the one that
 * held.  Before the first row the first, *older then being TRUE; after the last
 * one's end that one.  NULL for an unknown rule.  older may be NULL. */
const WayCode *way_clocks_find_row  (const char           *rule,
                                     const GDate          *on,
                                     gboolean             *older);

/* Reads a file of clocks as data/rules/clocks.xml is one, and lays it over the
 * bundled ones for the whole program.  Refuses, with nothing changed, a file that
 * is no such set (G_MARKUP_ERROR, naming the line) and a row that could not be
 * run (WAY_RULES_ERROR, naming rule and attribute).  The other goes back. */
gboolean    way_clocks_use          (const char           *text,
                                     gsize                 size,
                                     GError              **error);
void        way_clocks_use_bundled  (void);

/* The kind of event that a bare date stands for, or NULL for an unknown rule.
 * Borrowed in an interned string. */
const char *way_clocks_first_event  (const char           *rule);

/* "deadline", "limit", "window"; "ok", "blocked", "not_due". */
const char *way_clock_kind_name     (WayClockKind          kind);
const char *way_clock_verdict_name  (WayClockVerdict       verdict);

G_END_DECLS
