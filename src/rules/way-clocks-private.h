/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-clocks.h"

G_BEGIN_DECLS

/* What the files of the clocks share: a rule as it was read, and one run of it.
 *
 *   way-clock-rule.c         reads a row and refuses what no function could run
 *   way-clock-count.c        so many days, weeks or months, and each day shown
 *   way-clock-exclusion.c    suspensions, the governors, the year's cap
 *   way-clock-time.c         days lost, leaving age, stays, reviews
 *   way-clocks.c             which row, which function, who acts */

typedef enum
{
  WAY_CLOCK_SCHOOL_DAYS,
  WAY_CLOCK_CALENDAR_DAYS,
  WAY_CLOCK_WORKING_DAYS,
  WAY_CLOCK_WEEKS,
  WAY_CLOCK_MONTHS,
} WayClockUnit;

typedef enum
{
  WAY_CLOCK_FIRST,         /* the day of the event is day 1 */
  WAY_CLOCK_AFTER,         /* the next one is */
  WAY_CLOCK_BEFORE,        /* counting back from the day of the event */
} WayClockCounting;

typedef struct _WayClockRun WayClockRun;

/* One way of working a day out. */
typedef struct
{
  const char *name;
  gboolean  (*run)  (WayClockRun  *run,
                     GError      **error);
  GDate     (*began) (WayClockRun *run);    /* when the case did; NULL: with its last event */
  const char *needs;                        /* attributes without which it cannot run */
  gboolean    by_unit;                      /* looks at a calendar only where its unit does */
} WayClockMethod;

/* A row as read: what the functions here need of it, checked. */
typedef struct
{
  const WayCode        *code;
  WayClockKind          kind;
  const WayClockMethod *method;
  WayClockUnit          unit;
  WayClockCounting      counting;
  int                   count;              /* 0: the rule names no number */
} WayClockRule;

struct _WayClockRun
{
  WayClockRule         rule;
  const WayClockFacts *facts;
  const WaySchoolDays *days;
  GPtrArray           *events;              /* const WayClockEvent *, by first day */
  WayClock            *clock;
};

/* --- way-clock-rule.c --- */

/* Reads a row.  FALSE with WAY_RULES_ERROR, naming rule and attribute. */
gboolean way_clock_rule_read (WayClockRule   *rule,
                              const WayCode  *code,
                              GError        **error);

/* --- way-clocks.c --- */

const WayClockMethod *way_clock_method_find (const char *name);

/* The last event of one of the kinds, parted by spaces; NULL where there is none. */
const WayClockEvent  *way_clock_find_last   (WayClockRun         *run,
                                             const char          *kinds);

/* The event that starts the rule; NULL and the error set where the facts lack it. */
const WayClockEvent  *way_clock_need_start  (WayClockRun         *run,
                                             GError             **error);

gboolean              way_clock_refuse      (GError             **error,
                                             int                  code,
                                             const char          *fact,
                                             const char          *fault);

void                  way_clock_set_not_due (WayClockRun         *run,
                                             const char          *reason);

/* The number that an attribute of the rule gives. */
int                   way_clock_number      (WayClockRun         *run,
                                             const char          *attribute,
                                             int                  fallback);

/* --- way-clock-count.c --- */

void  way_clock_add_step  (WayClockRun *run, const GDate *date, int number, const char *why);

/* The day that so many of the rule's units give. */
GDate way_clock_count_from (WayClockRun *run, const GDate *start, int count);

/* Every day of such a count, by date. */
void  way_clock_show_count (WayClockRun *run, const GDate *start, const GDate *end);

/* Every day from one to another; school days are numbered. */
void  way_clock_show_days (WayClockRun *run, const GDate *from, const GDate *to);

/* The day on which something is taken as given: a letter so many working days
 * after posting (SI 2012/1033 Sch 1).  show: the days of the post become steps. */
GDate way_clock_find_given (WayClockRun *run, const WayClockEvent *event, gboolean show);

/* Sets the due day by the reading that was asked for, and the other one's. */
void  way_clock_set_due (WayClockRun *run, const GDate *start);

gboolean way_clock_run_count      (WayClockRun *run, GError **error);
gboolean way_clock_run_open_after (WayClockRun *run, GError **error);
gboolean way_clock_run_same_day   (WayClockRun *run, GError **error);
gboolean way_clock_run_no_date    (WayClockRun *run, GError **error);

/* --- way-clock-exclusion.c --- */

GDate    way_clock_suspension_began (WayClockRun *run);
gboolean way_clock_run_suspension   (WayClockRun *run, GError **error);
gboolean way_clock_run_tell_board   (WayClockRun *run, GError **error);
gboolean way_clock_run_board        (WayClockRun *run, GError **error);
gboolean way_clock_run_cap          (WayClockRun *run, GError **error);

/* --- way-clock-time.c --- */

GDate    way_clock_leaving_began (WayClockRun *run);
gboolean way_clock_run_days_lost (WayClockRun *run, GError **error);
gboolean way_clock_run_leaving   (WayClockRun *run, GError **error);
gboolean way_clock_run_stay      (WayClockRun *run, GError **error);
gboolean way_clock_run_review    (WayClockRun *run, GError **error);

G_END_DECLS
