/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-clocks.h"

#include <string.h>

#include "way-data.h"
#include "way-rules-error.h"
#include "way-test-calendar.h"

#define MAX_EVENTS 6
#define OK WAY_CLOCK_OK
#define BLOCKED WAY_CLOCK_BLOCKED
#define NOT_DUE WAY_CLOCK_NOT_DUE

/* A case in words: dates as text, NULL for none. */
typedef struct
{
  const char    *name;
  const char    *rule;
  struct { const char *kind, *from, *to; int half_days; gboolean posted; const char *forecast_to; }
                 events[MAX_EVENTS];
  const char    *today;
  const char    *attended;
  const char    *birth;
  WayClockFacts  facts;         /* the rest */

  WayClockVerdict verdict;
  const char     *due;
  const char     *other;
  const char     *opens;
  const char     *actor;        /* NULL: not looked at */
  int             count;        /* 0: not looked at */
} Case;

static GDate
maybe (const char *text)
{
  return text != NULL ? way_test_date (text) : way_date_none ();
}

static WayClock *
run (const Case  *row,
     GError     **error)
{
  g_autoptr(WaySchoolDays) days = way_test_specimen_days ();
  WayClockEvent events[MAX_EVENTS];
  WayClockFacts facts = row->facts;
  GDate attended = maybe (row->attended);

  facts.events = events;
  for (guint i = 0; i < MAX_EVENTS && row->events[i].kind != NULL; i++)
    events[facts.n_events++] = (WayClockEvent) {
      .kind = row->events[i].kind,
      .from = maybe (row->events[i].from),
      .to = maybe (row->events[i].to),
      .forecast_to = maybe (row->events[i].forecast_to),
      .half_days = row->events[i].half_days,
      .posted = row->events[i].posted,
    };
  facts.attended = &attended;
  facts.n_attended = row->attended != NULL;
  facts.today = maybe (row->today);
  facts.birth = maybe (row->birth);
  return way_clocks_run (row->rule, &facts, days, error);
}

static void
check (const Case *row)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayClock) clock = run (row, &error);

  g_test_message ("%s", row->name);
  g_assert_no_error (error);
  g_assert_cmpint (clock->verdict, ==, row->verdict);
  way_test_assert_date (clock->due, row->due != NULL ? row->due : "");
  way_test_assert_date (clock->other_reading_due, row->other != NULL ? row->other : "");
  way_test_assert_date (clock->opens, row->opens != NULL ? row->opens : "");
  if (row->actor != NULL)
    g_assert_cmpstr (clock->actor, ==, row->actor);
  if (row->count != 0)
    g_assert_cmpint (clock->count, ==, row->count);
}

/* Domain reference, 3.3, on its specimen calendar. */
static void
test_worked_dates (void)
{
  static const Case rows[] = {
    { .name = "T01 permanent, no break", .rule = "C01", .events = { { "permanent", "2026-11-05" } },
      .due = "2026-11-12", .other = "2026-11-13", .actor = "LA" },
    { .name = "T02 across half-term", .rule = "C01", .events = { { "permanent", "2026-10-19" } },
      .due = "2026-11-03", .other = "2026-11-04" },
    { .name = "T03 8-day suspension", .rule = "C02",
      .events = { { "suspension", "2026-12-01", "2026-12-10" } },
      .facts = { .school_type = "maintained" },
      .due = "2026-12-08", .actor = "SCHOOL", .count = 16 },
    { .name = "T04 back to back", .rule = "C02",
      .events = { { "suspension", "2026-12-14", "2026-12-17" },
                  { "suspension", "2026-12-09", "2026-12-11" } },
      .due = "2026-12-16", .count = 14 },
    { .name = "T05 a day at school between", .rule = "C02",
      .events = { { "suspension", "2026-12-09", "2026-12-11" },
                  { "suspension", "2026-12-15", "2026-12-18" } },
      .attended = "2026-12-14", .verdict = NOT_DUE, .count = 8 },
    { .name = "T06 governors 15 days", .rule = "C06", .events = { { "informed", "2026-10-19" } },
      .due = "2026-11-17", .actor = "GOVERNING_BOARD" },
    { .name = "T07 governors 50 days", .rule = "C07", .events = { { "informed", "2026-10-19" } },
      .due = "2027-01-20" },
    { .name = "T08 asking for a panel", .rule = "C09", .events = { { "notice", "2026-11-10" } },
      .due = "2026-12-01", .actor = "PARENT" },
    { .name = "T09 panel sits", .rule = "C10", .events = { { "application", "2026-12-01" } },
      .due = "2027-01-06" },
    { .name = "T10 remit back", .rule = "C11", .events = { { "notice", "2027-01-20" } },
      .due = "2027-02-03" },
    { .name = "T11 15 days ill", .rule = "C14",
      .events = { { "illness", "2026-11-09", "2026-12-18" } },
      .due = "2026-11-27", .opens = "2026-11-09", .count = 60 },
    { .name = "T11 with no end known", .rule = "C14", .events = { { "illness", "2026-11-09" } },
      .due = "2026-11-27", .count = 30 },
    { .name = "T12 cumulative", .rule = "C14",
      .events = { { "illness", "2026-09-07", "2026-09-10" },
                  { "illness", "2026-10-05", "2026-10-09" },
                  { "illness", "2026-11-16", "2026-11-18" },
                  { "illness", "2027-01-11", "2027-01-13" } },
      .due = "2027-01-13", .opens = "2027-01-11", .count = 30 },
    { .name = "T13 fair access", .rule = "C23", .events = { { "agreed", "2026-11-12" } },
      .due = "2026-12-10", .actor = "LA" },
    { .name = "T14 off-site notice", .rule = "C17", .events = { { "direction", "2026-11-23" } },
      .due = "2026-11-19" },
    { .name = "T15 20 school weeks", .rule = "C24", .events = { { "placement", "2026-11-02" } },
      .due = "2027-04-23" },
    { .name = "T16 20 calendar weeks", .rule = "C24", .events = { { "placement", "2026-11-02" } },
      .facts = { .weeks = "calendar" }, .due = "2027-03-21" },
    { .name = "6 school weeks", .rule = "C24", .events = { { "placement", "2026-11-02" } },
      .facts = { .stay_weeks = 6 }, .due = "2026-12-11" },
    { .name = "T17 leaving age", .rule = "C16", .birth = "2011-03-09",
      .due = "2027-06-25", .opens = "2027-05-14" },
    { .name = "T17 by an event", .rule = "C16", .events = { { "birth", "2010-09-01" } },
      .due = "2027-06-25", .opens = "2027-05-14" },
    { .name = "T18 45 days", .rule = "C12",
      .events = { { "suspension", "2027-06-14", "2027-06-14" } },
      .facts = { .used_half_days = 89 }, .verdict = BLOCKED, .count = 91 },
    { .name = "T19 suspension from a PRU", .rule = "C02",
      .events = { { "suspension", "2026-12-01", "2026-12-08" } },
      .facts = { .school_type = "pru" }, .due = "2026-12-08", .actor = "LA", .count = 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check (&rows[i]);
}

static void
test_further_dates (void)
{
  static const Case rows[] = {
    { .name = "later reading", .rule = "C01", .events = { { "permanent", "2026-11-05" } },
      .facts = { .reading = "later" }, .due = "2026-11-13", .other = "2026-11-12" },
    { .name = "decided in the holidays", .rule = "C01", .events = { { "permanent", "2026-10-28" } },
      .due = "2026-11-09", .other = "2026-11-10" },
    { .name = "the last exclusion counts", .rule = "C01",
      .events = { { "permanent", "2026-11-05" }, { "permanent", "2026-09-07" } },
      .due = "2026-11-12", .other = "2026-11-13" },
    { .name = "five days are not enough", .rule = "C02",
      .events = { { "suspension", "2026-12-01", "2026-12-07" } },
      .verdict = NOT_DUE, .count = 10 },
    { .name = "no end known", .rule = "C02", .events = { { "suspension", "2026-12-01" } },
      .due = "2026-12-08" },
    { .name = "over a weekend and an attended Saturday", .rule = "C02",
      .events = { { "suspension", "2026-12-09", "2026-12-11" },
                  { "suspension", "2026-12-14", "2026-12-17" } },
      .attended = "2026-12-12", .verdict = NOT_DUE, .count = 8 },
    { .name = "back to back over a holiday", .rule = "C02",
      .events = { { "suspension", "2026-10-20", "2026-10-22" },
                  { "suspension", "2026-11-02", "2026-11-04" } },
      .due = "2026-11-04", .count = 12 },
    { .name = "lunchtimes are no days out", .rule = "C02",
      .events = { { "suspension", "2026-12-01", "2026-12-10", 8 } }, .verdict = NOT_DUE },
    { .name = "year 11 with exams done", .rule = "C02",
      .events = { { "suspension", "2027-06-28", "2027-07-14" } },
      .facts = { .year = "11", .exams_done = TRUE }, .verdict = NOT_DUE },
    { .name = "year 10 with exams done", .rule = "C02",
      .events = { { "suspension", "2027-06-28", "2027-07-14" } },
      .facts = { .year = "10", .exams_done = TRUE }, .due = "2027-07-05" },
    { .name = "parents are told on the first day", .rule = "C03",
      .events = { { "suspension", "2026-11-05", "2026-11-06" } },
      .due = "2026-11-05", .actor = "HEADTEACHER" },
    { .name = "told on the first school day", .rule = "C04",
      .events = { { "permanent", "2026-10-23" } }, .due = "2026-11-02" },
    { .name = "board is told of a permanent exclusion", .rule = "C05",
      .events = { { "permanent", "2026-11-05" } }, .due = "2026-11-05" },
    { .name = "board is told of short ones once a term", .rule = "C05",
      .events = { { "suspension", "2026-11-05", "2026-11-06" } }, .due = "2026-12-18", .count = 4 },
    { .name = "board is told when they add up", .rule = "C05",
      .events = { { "suspension", "2026-09-07", "2026-09-10" },
                  { "suspension", "2026-11-05", "2026-11-06" } },
      .due = "2026-11-05", .count = 12 },
    { .name = "last term's do not add up", .rule = "C05",
      .events = { { "suspension", "2026-12-14", "2026-12-18" },
                  { "suspension", "2027-01-05", "2027-01-06" } },
      .due = "2027-03-25", .count = 4 },
    { .name = "15 days do not go to C06", .rule = "C06",
      .events = { { "suspension", "2026-11-02", "2026-11-20" }, { "informed", "2026-11-02" } },
      .verdict = NOT_DUE, .count = 30 },
    { .name = "15 days go to C07", .rule = "C07",
      .events = { { "suspension", "2026-11-02", "2026-11-20" }, { "informed", "2026-10-19" } },
      .due = "2027-01-20", .count = 30 },
    { .name = "15 and a half days go to C06", .rule = "C06",
      .events = { { "suspension", "2026-11-02", "2026-11-20" },
                  { "suspension", "2026-11-23", "2026-11-23", 1 }, { "informed", "2026-10-19" } },
      .due = "2026-11-17", .count = 31 },
    { .name = "an exam missed goes to C06", .rule = "C06",
      .events = { { "suspension", "2026-11-02", "2026-11-02" }, { "informed", "2026-10-19" } },
      .facts = { .exam_missed = TRUE }, .due = "2026-11-17" },
    { .name = "parents did not ask", .rule = "C07", .events = { { "informed", "2026-10-19" } },
      .facts = { .not_asked = TRUE }, .verdict = NOT_DUE },
    { .name = "short ones have no limit", .rule = "C08",
      .events = { { "suspension", "2026-11-02", "2026-11-04" }, { "informed", "2026-11-02" } },
      .count = 6 },
    { .name = "posted on a Friday", .rule = "C09",
      .events = { { "notice", "2026-11-06", .posted = TRUE } }, .due = "2026-12-01" },
    { .name = "posted before Christmas", .rule = "C09",
      .events = { { "notice", "2026-12-24", .posted = TRUE } }, .due = "2027-01-25" },
    { .name = "an academy's panel", .rule = "C10", .events = { { "application", "2026-12-01" } },
      .facts = { .school_type = "34" }, .due = "2027-01-06", .actor = "PROPRIETOR" },
    { .name = "45 days exactly", .rule = "C12",
      .events = { { "suspension", "2027-06-14", "2027-06-14" } },
      .facts = { .used_half_days = 88 }, .count = 90 },
    { .name = "last year's do not count", .rule = "C12",
      .events = { { "suspension", "2027-06-14", "2027-06-14" },
                  { "suspension", "2026-06-01", "2026-07-17" } },
      .facts = { .used_half_days = 88 }, .count = 90 },
    { .name = "a suspension over 31 August counts in the year of each day", .rule = "C12",
      .events = { { "suspension", "2026-08-20", "2026-09-04" },
                  { "suspension", "2026-09-14", "2026-09-15" } },
      .count = 10 },
    { .name = "and the fuller of its two years is the one that matters", .rule = "C12",
      .events = { { "suspension", "2026-08-31", "2026-11-18" } },
      .facts = { .used_half_days = 70 }, .verdict = BLOCKED, .count = 100 },
    { .name = "half days over the turn of the year", .rule = "C12",
      .events = { { "suspension", "2026-08-27", "2026-09-04", 6 },
                  { "suspension", "2026-09-14", "2026-09-14" } },
      .count = 5 },
    { .name = "a term is only what is in it", .rule = "C07",
      .events = { { "suspension", "2026-12-17", "2027-01-08" }, { "informed", "2026-10-19" } },
      .verdict = NOT_DUE, .count = 8 },
    { .name = "off the roll", .rule = "C13", .events = { { "notice", "2026-11-10" } },
      .opens = "2026-12-02", .actor = "SCHOOL" },
    { .name = "off the roll at once where parents gave the review up", .rule = "C13",
      .events = { { "notice", "2026-11-10" }, { "waived", "2026-11-12" } },
      .opens = "2026-11-12" },
    { .name = "gave up more than the 15 days later", .rule = "C13",
      .events = { { "notice", "2026-11-10" }, { "waived", "2026-12-08" } },
      .opens = "2026-12-02" },
    { .name = "a panel is asked for", .rule = "C13",
      .events = { { "notice", "2026-11-10" }, { "application", "2026-12-01" } },
      .verdict = BLOCKED },
    { .name = "a panel is asked for too late", .rule = "C13",
      .events = { { "notice", "2026-11-10" }, { "application", "2026-12-02" } },
      .opens = "2026-12-02" },
    { .name = "posted in time, given too late", .rule = "C13",
      .events = { { "notice", "2026-11-10" },
                  { "application", "2026-11-30", .posted = TRUE } },
      .opens = "2026-12-02" },
    { .name = "the panel is over", .rule = "C13",
      .events = { { "notice", "2026-11-10" }, { "application", "2026-12-01" },
                  { "concluded", "2027-01-15" } },
      .opens = "2027-01-15" },
    { .name = "a panel before the notice is another's", .rule = "C13",
      .events = { { "application", "2026-09-14" }, { "notice", "2026-11-10" } },
      .opens = "2026-12-02" },
    { .name = "a letter expects fifteen days from day 1", .rule = "C14",
      .events = { { "illness", "2026-11-09", .forecast_to = "2026-12-18" } },
      .due = "2026-11-27", .opens = "2026-11-09", .count = 2 },
    { .name = "lost so far, and expected", .rule = "C14",
      .events = { { "illness", "2026-11-09", .forecast_to = "2026-12-18" } },
      .today = "2026-11-13", .due = "2026-11-27", .opens = "2026-11-09", .count = 10 },
    { .name = "a letter expects too few", .rule = "C14",
      .events = { { "illness", "2026-11-09", .forecast_to = "2026-11-20" } },
      .today = "2026-11-13", .verdict = NOT_DUE, .count = 10 },
    { .name = "what is over counts beyond the limit", .rule = "C14",
      .events = { { "illness", "2026-11-09", "2026-12-18" } },
      .today = "2027-02-01", .due = "2026-11-27", .opens = "2026-11-09", .count = 60 },
    { .name = "ill over the turn of the school year", .rule = "C14",
      .events = { { "illness", "2026-09-02", "2026-09-15" },
                  { "illness", "2026-07-13", "2026-09-01" } },
      .verdict = NOT_DUE, .count = 20 },
    { .name = "fourteen days ill", .rule = "C14",
      .events = { { "illness", "2026-11-09", "2026-11-26" } }, .verdict = NOT_DUE, .count = 28 },
    { .name = "shared days count once", .rule = "C14",
      .events = { { "illness", "2026-11-09", "2026-11-20" },
                  { "illness", "2026-11-16", "2026-11-27" } },
      .due = "2026-11-27", .opens = "2026-11-16", .count = 30 },
    { .name = "last year's illness does not count", .rule = "C14",
      .events = { { "illness", "2026-06-01", "2026-06-30" },
                  { "illness", "2026-11-09", "2026-11-13" } },
      .verdict = NOT_DUE, .count = 10 },
    { .name = "absent for another reason", .rule = "C15", .events = { { "absence", "2026-11-05" } },
      .due = "2026-11-12" },
    { .name = "born on 29 February", .rule = "C16", .birth = "2012-02-29",
      .due = "2028-06-30", .opens = "2028-05-19" },
    { .name = "born on 31 August", .rule = "C16", .birth = "2011-08-31",
      .due = "2027-06-25", .opens = "2027-05-14" },
    { .name = "born on 1 September", .rule = "C16", .birth = "2011-09-01",
      .due = "2028-06-30", .opens = "2028-05-19" },
    { .name = "reviewed in the last ten weeks", .rule = "C18",
      .events = { { "review", "2026-11-02" } }, .opens = "2027-01-12" },
    { .name = "review of a placement", .rule = "C19", .events = { { "placement", "2026-09-02" } },
      .due = "2026-10-22" },
    { .name = "review after a review", .rule = "C19",
      .events = { { "placement", "2026-09-02" }, { "review", "2026-10-14" } },
      .facts = { .review_weeks = 6 }, .due = "2026-11-25" },
    { .name = "council is told of a placement", .rule = "C20",
      .events = { { "placement", "2026-11-05" } }, .due = "2026-11-05" },
    { .name = "ten days in a row", .rule = "C21",
      .events = { { "absence", "2026-11-02", "2026-11-06" },
                  { "absence", "2026-11-09", "2026-11-20" } },
      .due = "2026-11-13", .opens = "2026-11-09", .count = 30 },
    { .name = "ten days not in a row", .rule = "C21",
      .events = { { "absence", "2026-11-02", "2026-11-06" },
                  { "absence", "2026-11-10", "2026-11-16" } },
      .verdict = NOT_DUE, .count = 10 },
    { .name = "a reason for N", .rule = "C22", .events = { { "absence", "2026-11-05" } },
      .due = "2026-11-12" },
    { .name = "register kept", .rule = "C25", .events = { { "entry", "2026-11-05" } },
      .due = "2032-11-05" },
    { .name = "part-time timetable", .rule = "C26" },
    { .name = "part-time timetable with an end", .rule = "C26",
      .events = { { "timetable", "2026-11-05", "2026-12-04" } }, .due = "2026-12-04" },
    { .name = "posted in a year that nobody knows", .rule = "C09",
      .events = { { "notice", "2075-11-06", .posted = TRUE } } },
    { .name = "cancelled exclusion", .rule = "C27", .events = { { "cancelled", "2026-11-05" } },
      .due = "2026-11-05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check (&rows[i]);
}

/* Every rule has a method that runs, a source and somebody who acts. */
static void
test_every_rule_runs (void)
{
  g_autoptr(GPtrArray) rules = way_codes_list ("clock", NULL);

  g_assert_cmpuint (rules->len, ==, 27);
  for (guint i = 0; i < rules->len; i++)
    {
      const WayCode *rule = g_ptr_array_index (rules, i);
      Case row = { .rule = rule->id };
      g_autoptr(GError) error = NULL;
      g_autoptr(WayClock) clock = NULL;

      row.events[0].kind = way_clocks_first_event (rule->id);
      row.events[0].from = "2026-11-05";
      clock = run (&row, &error);
      g_test_message ("%s", rule->id);
      g_assert_no_error (error);
      g_assert_cmpstr (clock->rule->source, !=, "Waymark");
      g_assert_nonnull (clock->rule->note);
      g_assert_true (way_codes_has ("clock_actor", clock->actor));
      g_assert_nonnull (way_clock_kind_name (clock->kind));
      g_assert_nonnull (way_clock_verdict_name (clock->verdict));
      g_assert_cmpstr (clock->calendar, ==, "Specimen");
    }
}

/* The picture of the referral form: six numbered days, the weekend not counted. */
static void
test_steps_show_the_days (void)
{
  static const struct { const char *date; int number; const char *why; } rows[] = {
    { "2026-11-05", 1, "School day" }, { "2026-11-06", 2, "School day" },
    { "2026-11-07", 0, "Weekend" }, { "2026-11-08", 0, "Weekend" },
    { "2026-11-09", 3, "School day" }, { "2026-11-10", 4, "School day" },
    { "2026-11-11", 5, "School day" }, { "2026-11-12", 6, "School day" },
  };
  Case row = { .rule = "C01", .events = { { "permanent", "2026-11-05" } } };
  g_autoptr(WayClock) clock = run (&row, NULL);

  g_assert_cmpuint (clock->steps->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);

      way_test_assert_date (step->date, rows[i].date);
      g_assert_cmpint (step->number, ==, rows[i].number);
      g_assert_cmpint (step->counted, ==, rows[i].number > 0);
      g_assert_cmpstr (step->why, ==, rows[i].why);
    }
}

static void
test_steps_show_where_counting_begins (void)
{
  Case after = { .rule = "C23", .events = { { "agreed", "2026-11-12" } } };
  Case before = { .rule = "C17", .events = { { "direction", "2026-11-23" } } };
  g_autoptr(WayClock) forth = run (&after, NULL);
  g_autoptr(WayClock) back = run (&before, NULL);
  const WayClockStep *first = &g_array_index (forth->steps, WayClockStep, 0);
  const WayClockStep *second = &g_array_index (forth->steps, WayClockStep, 1);

  g_assert_false (first->counted);
  g_assert_cmpint (second->number, ==, 1);
  g_assert_cmpuint (back->steps->len, ==, 5);
  g_assert_cmpint (g_array_index (back->steps, WayClockStep, 0).number, ==, 2);
  g_assert_cmpint (g_array_index (back->steps, WayClockStep, 1).number, ==, 1);
  g_assert_cmpint (g_array_index (back->steps, WayClockStep, 4).number, ==, 0);
}

/* Whatever the rule, the numbers in its steps run without a gap, and the last
 * one stands on the due day. */
static void
test_steps_agree_with_the_due_day (void)
{
  static const char *const rules[] = { "C01", "C02", "C06", "C07", "C09", "C10", "C11", "C14",
                                       "C15", "C22", "C23" };
  GDate start = way_test_date ("2026-09-01");

  for (guint n = 0; n < 300; n++)
    {
      GDate from = way_date_add_days (&start, g_test_rand_int_range (0, 220));
      g_autofree char *text = way_date_to_iso (&from);
      Case row = { .rule = rules[g_test_rand_int_range (0, G_N_ELEMENTS (rules))] };
      g_autoptr(WayClock) clock = NULL;
      const WayClockStep *last;
      int number = 0;

      row.events[0].kind = way_clocks_first_event (row.rule);
      row.events[0].from = text;
      clock = run (&row, NULL);
      g_test_message ("%s %s", row.rule, text);
      for (guint i = 0; i < clock->steps->len; i++)
        {
          const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);

          if (!step->counted)
            continue;
          g_assert_cmpint (step->number, >, number);
          g_assert_cmpint (step->number, <=, number + (clock->limit == 30 ? 2 : 1));
          number = step->number;
        }
      last = &g_array_index (clock->steps, WayClockStep, clock->steps->len - 1);
      g_assert_true (last->counted);
      g_assert_true (way_date_equal (&last->date, &clock->due));
    }
}

/* The step of a day, in which week it counts. */
static void
assert_week (const WayClock *clock,
             const char     *day,
             int             number,
             const char     *why)
{
  GDate date = way_test_date (day);

  for (guint i = 0; i < clock->steps->len; i++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);

      if (!way_date_equal (&step->date, &date))
        continue;
      g_assert_cmpint (step->number, ==, number);
      g_assert_cmpstr (step->why, ==, why);
      return;
    }
  g_test_message ("%s has no step", day);
  g_test_fail ();
}

static void
test_a_stay_says_when_the_next_can_start (void)
{
  Case school = { .rule = "C24", .events = { { "placement", "2026-11-02" } } };
  Case calendar = { .rule = "C24", .events = { { "placement", "2026-11-02" } },
                    .facts = { .weeks = "calendar" } };
  g_autoptr(WayClock) by_school = run (&school, NULL);
  g_autoptr(WayClock) by_calendar = run (&calendar, NULL);

  way_test_assert_date (by_school->next_start, "2027-04-26");
  way_test_assert_date (by_school->last_school_day, "2027-04-23");
  way_test_assert_date (by_calendar->last_school_day, "2027-03-19");
  assert_week (by_school, "2026-11-06", 1, "Week of the placement");
  assert_week (by_school, "2026-12-23", 0, "No school day in this week");
  assert_week (by_school, "2027-02-03", 12, "Plan what comes next");
  assert_week (by_school, "2027-03-08", 16, "Decide what comes next");
  assert_week (by_school, "2027-04-23", 20, "Week of the placement");
  assert_week (by_calendar, "2026-12-23", 8, "Week of the placement");
}

static void
test_who_answers_depends_on_the_school (void)
{
  static const struct { const char *type, *actor, *body; } rows[] = {
    { "maintained", "SCHOOL", "GOVERNING_BODY" }, { "academy", "SCHOOL", "PROPRIETOR" },
    { "pru", "LA", "LA" }, { "14", "LA", "LA" }, { "34", "SCHOOL", "PROPRIETOR" },
    { "1", "SCHOOL", "GOVERNING_BODY" }, { NULL, "SCHOOL", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Case row = { .rule = "C02", .events = { { "suspension", "2026-12-01" } } };
      g_autoptr(WayClock) clock = NULL;

      row.facts.school_type = rows[i].type;
      clock = run (&row, NULL);
      g_assert_cmpstr (clock->actor, ==, rows[i].actor);
      g_assert_cmpstr (clock->body, ==, rows[i].body);
    }
}

static void
test_a_direction_with_a_plan_goes_to_the_council_too (void)
{
  Case row = { .rule = "C17", .events = { { "direction", "2026-11-23" } } };
  g_autoptr(WayClock) without = run (&row, NULL);
  g_autoptr(WayClock) with = NULL;

  row.facts.has_plan = TRUE;
  with = run (&row, NULL);
  g_assert_null (without->reason);
  g_assert_nonnull (with->reason);
}

static void
test_alerts_come_before_the_cap (void)
{
  static const struct { int used; gboolean says; WayClockVerdict verdict; } rows[] = {
    { 57, FALSE, OK }, { 58, TRUE, OK }, { 78, TRUE, OK }, { 88, TRUE, OK }, { 89, TRUE, BLOCKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Case row = { .rule = "C12", .events = { { "suspension", "2027-06-14", "2027-06-14" } } };
      g_autoptr(WayClock) clock = NULL;

      row.facts.used_half_days = rows[i].used;
      clock = run (&row, NULL);
      g_assert_cmpint (clock->reason != NULL, ==, rows[i].says);
      g_assert_cmpint (clock->verdict, ==, rows[i].verdict);
    }
}

static void
test_a_fallback_is_admitted (void)
{
  Case inside = { .rule = "C01", .events = { { "permanent", "2026-11-05" } } };
  Case outside = { .rule = "C01", .events = { { "permanent", "2025-11-05" } } };
  g_autoptr(WayClock) own = run (&inside, NULL);
  g_autoptr(WayClock) fallen = run (&outside, NULL);

  g_assert_false (own->fallback);
  g_assert_true (fallen->fallback);
}

static void
test_bad_facts_are_named (void)
{
  static const struct { Case row; int code; const char *message; } rows[] = {
    { { .rule = "C99" }, WAY_RULES_ERROR_UNKNOWN, "C99" },
    { { .rule = "C01" }, WAY_RULES_ERROR_INVALID, "events: C01 needs one of: permanent" },
    { { .rule = "C16" }, WAY_RULES_ERROR_INVALID, "birth: is missing" },
    { { .rule = "C01", .events = { { "party", "2026-11-05" } } },
      WAY_RULES_ERROR_UNKNOWN, "events[0].kind" },
    { { .rule = "C01", .events = { { "permanent", NULL } } },
      WAY_RULES_ERROR_INVALID, "events[0]: from" },
    { { .rule = "C02", .events = { { "suspension", "2026-11-05", "2026-11-04" } } },
      WAY_RULES_ERROR_INVALID, "events[0]: to" },
    { { .rule = "C02", .events = { { "suspension", "2026-11-05", NULL, -1 } } },
      WAY_RULES_ERROR_INVALID, "events[0]: half_days" },
    { { .rule = "C12", .facts = { .used_half_days = -1 } },
      WAY_RULES_ERROR_INVALID, "year_used_half_days" },
    { { .rule = "C24", .facts = { .weeks = "lunar" } }, WAY_RULES_ERROR_UNKNOWN, "weeks" },
    { { .rule = "C01", .facts = { .reading = "mine" } }, WAY_RULES_ERROR_UNKNOWN, "reading" },
    { { .rule = "C01", .facts = { .year = "99" } }, WAY_RULES_ERROR_UNKNOWN, "year" },
    { { .rule = "C02", .facts = { .school_type = "circus" } },
      WAY_RULES_ERROR_UNKNOWN, "school_type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (run (&rows[i].row, &error));
      g_assert_error (error, WAY_RULES_ERROR, rows[i].code);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, rows[i].message));
    }
}

/* --- Rules as data --- */

static char *
bundled_rules (void)
{
  g_autoptr(GBytes) bytes = way_data_get ("rules/clocks.xml");

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The bundled file with one text in place of another. */
static char *
change_rules (const char *old,
              const char *changed)
{
  g_autofree char *text = bundled_rules ();
  g_auto(GStrv) parts = g_strsplit (text, old, -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (changed, parts);
}

static void
use_rules (const char *text)
{
  g_autoptr(GError) error = NULL;

  way_clocks_use (text, strlen (text), &error);
  g_assert_no_error (error);
}

#define A_CLOCK(id, what) \
  "<code id='" id "' kind='deadline' method='count' start='agreed' actor='LA' source='A local" \
  " agreement' " what "><label>A clock of our own</label><note>Added by data.</note></code></codes>"

/* A clock of a kind that exists is a row of the file, and nothing else. */
static void
test_a_clock_is_added_by_data (void)
{
  static const struct { const char *what, *from, *due; guint steps; int last; } rows[] = {
    { "count='3' unit='school_days' counting='first'", "2026-10-21", "2026-11-02", 13, 3 },
    { "count='3' unit='school_days' counting='after'", "2026-10-21", "2026-11-03", 14, 3 },
    { "count='3' unit='school_days' counting='before'", "2026-11-03", "2026-10-21", 14, 0 },
    { "count='10' unit='calendar_days' counting='first'", "2026-12-20", "2026-12-29", 10, 10 },
    { "count='10' unit='calendar_days' counting='after'", "2026-12-20", "2026-12-30", 11, 10 },
    { "count='10' unit='calendar_days' counting='before'", "2026-12-30", "2026-12-20", 11, 0 },
    { "count='2' unit='working_days' counting='first'", "2026-12-24", "2026-12-29", 6, 2 },
    { "count='2' unit='working_days' counting='after'", "2026-12-24", "2026-12-30", 7, 2 },
    { "count='2' unit='working_days' counting='before'", "2026-12-29", "2026-12-23", 7, 0 },
    { "count='2' unit='weeks' counting='first'", "2026-11-02", "2026-11-15", 14, 2 },
    { "count='2' unit='weeks' counting='after'", "2026-11-02", "2026-11-16", 15, 2 },
    { "count='2' unit='weeks' counting='before'", "2026-11-16", "2026-11-02", 15, 0 },
    { "count='1' unit='months' counting='first'", "2026-11-02", "2026-12-01", 30, 1 },
    { "count='1' unit='months' counting='after'", "2027-01-30", "2027-02-28", 30, 1 },
    { "count='1' unit='months' counting='before'", "2026-12-02", "2026-11-02", 31, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clock_row = g_strdup_printf (A_CLOCK ("X01", "%s"), rows[i].what);
      g_autofree char *text = change_rules ("</codes>", clock_row);
      Case row = { .rule = "X01", .events = { { "agreed", rows[i].from } } };
      g_autoptr(WayClock) clock = NULL;

      g_test_message ("%s", rows[i].what);
      use_rules (text);
      clock = run (&row, NULL);
      way_test_assert_date (clock->due, rows[i].due);
      g_assert_cmpstr (clock->rule->source, ==, "A local agreement");
      g_assert_cmpuint (clock->steps->len, ==, rows[i].steps);
      g_assert_cmpint (g_array_index (clock->steps, WayClockStep, rows[i].steps - 1).number, ==,
                       rows[i].last);
      g_assert_false (clock->fallback);
    }
  way_clocks_use_bundled ();
  g_assert_null (way_clocks_first_event ("X01"));
}

/* Clock C23 gets 10 school days in place of 20 from 1 January 2027. */
#define C23_BEGINS "counting=\"after\" actor=\"LA\" from=\"2021-09-01\""
#define C23_CHANGED \
  "counting=\"after\" actor=\"LA\" from=\"2021-09-01\" to=\"2026-12-31\" source=\"S\"><label>A place" \
  "</label></code><code id=\"C23\" kind=\"deadline\" method=\"count\" start=\"agreed\" count=\"10\"" \
  " unit=\"school_days\" counting=\"after\" actor=\"LA\" from=\"2027-01-01\""

static void
test_a_changed_number_leaves_old_cases_alone (void)
{
  static const struct { const char *from, *before, *after; gboolean older; } rows[] = {
    { "2026-11-12", "2026-12-10", "2026-12-10", FALSE },
    { "2026-12-31", "2027-02-01", "2027-02-01", FALSE },
    { "2027-01-01", "2027-02-01", "2027-01-18", FALSE },
    { "2027-03-01", "2027-04-13", "2027-03-15", FALSE },
    { "2020-11-12", NULL, NULL, TRUE },
  };
  g_autofree char *text = change_rules (C23_BEGINS, C23_CHANGED);

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          const char *due = round == 0 ? rows[i].before : rows[i].after;
          Case row = { .rule = "C23", .events = { { "agreed", rows[i].from } } };
          g_autoptr(WayClock) clock = run (&row, NULL);

          g_test_message ("round %u: %s", round, rows[i].from);
          if (due != NULL)
            way_test_assert_date (clock->due, due);
          g_assert_cmpint (clock->older, ==, rows[i].older);
          g_assert_cmpint (clock->reason != NULL, ==, rows[i].older);
        }
      use_rules (text);
    }
  way_clocks_use_bundled ();
}

/* Suspensions back to back are one case, which began with the first. */
static void
test_a_case_goes_by_its_beginning (void)
{
  g_autofree char *text = change_rules ("body_pru=\"LA\" from=\"2007-09-01\"",
                                        "body_pru=\"LA\" from=\"2007-09-01\" to=\"2026-12-13\"");
  Case old = { .rule = "C02", .events = { { "suspension", "2026-12-09", "2026-12-11" },
                                          { "suspension", "2026-12-14", "2026-12-17" } } };
  Case late = { .rule = "C02", .events = { { "suspension", "2026-12-14", "2027-01-14" } } };
  g_autoptr(WayClock) kept = NULL;
  g_autoptr(WayClock) over = NULL;

  use_rules (text);
  kept = run (&old, NULL);
  over = run (&late, NULL);
  way_clocks_use_bundled ();
  way_test_assert_date (kept->due, "2026-12-16");
  g_assert_cmpint (over->verdict, ==, NOT_DUE);
  g_assert_cmpstr (over->reason, ==, "The rule no longer held when this began");
}

static void
test_what_cannot_be_run_is_refused_when_read (void)
{
  static const struct { const char *what, *says; } rows[] = {
    { "count='3' unit='fortnights' counting='after'", "X01: unit: “fortnights” is not known" },
    { "count='3' unit='weeks' counting='inside'", "X01: counting: “inside” is not known" },
    { "count='3' counting='after'", "X01: unit: is missing" },
    { "count='3' unit='weeks'", "X01: counting: is missing" },
    { "unit='weeks' counting='after'", "X01: count: is missing" },
    { "count='many' unit='weeks' counting='after'", "X01: count: “many” is not known" },
    { "count='0' unit='weeks' counting='after'", "X01: count: “0” is not known" },
    { "cuont='3' unit='weeks' counting='after'", "X01: attribute: “cuont” is not known" },
    { "count='3' unit='weeks' counting='after' actor_circus='LA'",
      "X01: attribute: “actor_circus” is not known" },
    { "count='3' unit='weeks' counting='after' actor_pru='ME'", "X01: actor_pru: “ME” is not" },
    { "count='3' unit='weeks' counting='after' asked='maybe'", "X01: asked: “maybe” is not" },
  };
  static const struct { const char *old, *changed, *says; } changes[] = {
    { "method=\"cap\"", "method=\"hat\"", "C12: method: “hat” is not known" },
    { "method=\"cap\"", "", "C12: method: is missing" },
    { "kind=\"limit\" method=\"cap\"", "kind=\"some\" method=\"cap\"", "C12: kind: “some” is" },
    { "start=\"birth\"", "start=\"birth party\"", "C16: start: “birth party” is not known" },
    { "limit=\"90\"", "", "C12: limit: is missing" },
    { "set=\"clock\"", "set=\"clocks\"", "clocks: is no set of clocks" },
    { "<name>Clocks</name>", "<title>Clocks</title>", "line " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows) + G_N_ELEMENTS (changes); i++)
    {
      guint n = i - G_N_ELEMENTS (rows);
      g_autofree char *clock_row = NULL;
      g_autofree char *text = NULL;
      g_autoptr(GError) error = NULL;

      if (i < G_N_ELEMENTS (rows))
        clock_row = g_strdup_printf (A_CLOCK ("X01", "%s"), rows[i].what);
      text = clock_row != NULL ? change_rules ("</codes>", clock_row)
                               : change_rules (changes[n].old, changes[n].changed);
      g_assert_false (way_clocks_use (text, strlen (text), &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message,
                                       clock_row != NULL ? rows[i].says : changes[n].says));
      g_assert_false (way_codes_has ("clock", "X01"));
      g_assert_true (way_codes_has ("clock", "C12"));
    }
}

/* The file that is shipped is held to the same. */
static void
test_the_bundled_rules_can_be_run (void)
{
  g_autofree char *text = bundled_rules ();

  use_rules (text);
  way_clocks_use_bundled ();
}

/* --- Steps --- */

/* Every clock that names a day shows how it came by it: the days run without a
 * gap and in order, each says why, and the due day is one of them. */
static void
test_every_day_named_has_its_steps (void)
{
  g_autoptr(GPtrArray) rules = way_codes_list ("clock", NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const WayCode *rule = g_ptr_array_index (rules, i);
      Case row = { .rule = rule->id, .events = { { NULL, "2026-11-05", "2026-12-11" } } };
      g_autoptr(WayClock) clock = NULL;
      GDate due, before = way_date_none ();
      gboolean found = FALSE;

      row.events[0].kind = way_clocks_first_event (rule->id);
      clock = run (&row, NULL);
      if (!way_date_is_set (&clock->due) && !way_date_is_set (&clock->opens))
        continue;
      due = way_date_is_set (&clock->due) ? clock->due : way_date_add_days (&clock->opens, -1);
      g_test_message ("%s", rule->id);
      for (guint j = 0; j < clock->steps->len; j++)
        {
          const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, j);

          g_assert_nonnull (step->why);
          g_assert_cmpint (step->counted, ==, step->number > 0);
          g_assert_true (j == 0 || way_date_days_between (&before, &step->date) == 1);
          found |= way_date_equal (&step->date, &due);
          before = step->date;
        }
      g_assert_true (found);
    }
}

static void
test_the_post_is_shown (void)
{
  static const struct { const char *date, *why; } rows[] = {
    { "2026-12-24", "Posted" },
    { "2026-12-25", "In the post: no working day" }, { "2026-12-26", "In the post: no working day" },
    { "2026-12-27", "In the post: no working day" }, { "2026-12-28", "In the post: no working day" },
    { "2026-12-29", "In the post: a working day" },
    { "2026-12-30", "Counting begins on the next school day" },
  };
  Case row = { .rule = "C09", .events = { { "notice", "2026-12-24", .posted = TRUE } } };
  g_autoptr(WayClock) clock = run (&row, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);

      way_test_assert_date (step->date, rows[i].date);
      g_assert_cmpstr (step->why, ==, rows[i].why);
      g_assert_false (step->counted);
    }
}

static void
test_a_forecast_is_no_count (void)
{
  Case row = { .rule = "C14", .today = "2026-11-13",
               .events = { { "illness", "2026-11-09", .forecast_to = "2026-12-18" } } };
  g_autoptr(WayClock) clock = run (&row, NULL);

  g_assert_cmpint (clock->count, ==, 10);
  g_assert_cmpint (clock->forecast, ==, 60);
  g_assert_cmpstr (clock->reason, ==, "So many days are expected; they have not all passed");
  assert_week (clock, "2026-11-13", 10, "School day");
  assert_week (clock, "2026-11-14", 0, "Weekend");
  assert_week (clock, "2026-11-16", 12, "School day still to come");
}

static void
test_the_cap_shows_each_day (void)
{
  Case row = { .rule = "C12",
               .events = { { "suspension", "2026-08-28", "2026-09-07", 6 } } };
  g_autoptr(WayClock) clock = run (&row, NULL);

  g_assert_cmpint (clock->count, ==, 4);
  assert_week (clock, "2026-08-28", 0, "Belongs to another school year");
  assert_week (clock, "2026-09-01", 0, "Training day");
  assert_week (clock, "2026-09-02", 1, "Suspension");
  assert_week (clock, "2026-09-03", 2, "Suspension");
  assert_week (clock, "2026-09-05", 0, "Weekend");
  assert_week (clock, "2026-09-07", 4, "Suspension");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/clocks/worked-dates", test_worked_dates);
  g_test_add_func ("/rules/clocks/further-dates", test_further_dates);
  g_test_add_func ("/rules/clocks/every-rule", test_every_rule_runs);
  g_test_add_func ("/rules/clocks/steps/days", test_steps_show_the_days);
  g_test_add_func ("/rules/clocks/steps/begin", test_steps_show_where_counting_begins);
  g_test_add_func ("/rules/clocks/steps/agree", test_steps_agree_with_the_due_day);
  g_test_add_func ("/rules/clocks/stay", test_a_stay_says_when_the_next_can_start);
  g_test_add_func ("/rules/clocks/actor", test_who_answers_depends_on_the_school);
  g_test_add_func ("/rules/clocks/plan", test_a_direction_with_a_plan_goes_to_the_council_too);
  g_test_add_func ("/rules/clocks/cap", test_alerts_come_before_the_cap);
  g_test_add_func ("/rules/clocks/fallback", test_a_fallback_is_admitted);
  g_test_add_func ("/rules/clocks/steps/every-day", test_every_day_named_has_its_steps);
  g_test_add_func ("/rules/clocks/steps/post", test_the_post_is_shown);
  g_test_add_func ("/rules/clocks/steps/forecast", test_a_forecast_is_no_count);
  g_test_add_func ("/rules/clocks/steps/cap", test_the_cap_shows_each_day);
  g_test_add_func ("/rules/clocks/data/bundled", test_the_bundled_rules_can_be_run);
  g_test_add_func ("/rules/clocks/data/added", test_a_clock_is_added_by_data);
  g_test_add_func ("/rules/clocks/data/changed", test_a_changed_number_leaves_old_cases_alone);
  g_test_add_func ("/rules/clocks/data/beginning", test_a_case_goes_by_its_beginning);
  g_test_add_func ("/rules/clocks/data/refused", test_what_cannot_be_run_is_refused_when_read);
  g_test_add_func ("/rules/clocks/bad-facts", test_bad_facts_are_named);
  return g_test_run ();
}
