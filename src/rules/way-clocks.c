/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the clocks.  Numbers, sources and who must act are rows of data; the files
 * that way-clocks-private.h names have one function for each way of working a day
 * out, and show every day that they counted.  Whether a duty is met or late is in
 * way-duty.c. */

#include "way-clocks-private.h"

#include <glib/gi18n.h>

#include "way-rules-error.h"
#include "way-text.h"

/* Longer than any fact is true. */
#define MOST_YEARS 100

/* --- Facts --- */

gboolean
way_clock_refuse (GError     **error,
                  int          code,
                  const char  *fact,
                  const char  *fault)
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
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, kind, "is missing");
  if (!check_code ("clock_event", kind, event->kind, error))
    return FALSE;
  if (!way_date_is_set (&event->from))
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, fact, "from: is missing");
  if (way_date_is_set (&event->to) && way_date_compare (&event->to, &event->from) < 0)
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, fact, "to: is before from");
  if (way_date_is_set (&event->forecast_to) &&
      way_date_compare (&event->forecast_to, &event->from) < 0)
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, fact, "forecast_to: is before from");
  if (way_date_is_set (&event->to) &&
      g_date_get_year (&event->to) - g_date_get_year (&event->from) > MOST_YEARS)
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, fact, "to: is too long after from");
  if (event->half_days < 0)
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, fact, "half_days: is below 0");
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
    return way_clock_refuse (error, WAY_RULES_ERROR_INVALID, "year_used_half_days", "is below 0");
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

const WayClockEvent *
way_clock_find_last (WayClockRun *run,
                     const char  *kinds)
{
  for (guint i = run->events->len; i-- > 0;)
    {
      const WayClockEvent *event = g_ptr_array_index (run->events, i);

      if (way_text_has_word (kinds, event->kind))
        return event;
    }
  return NULL;
}

const WayClockEvent *
way_clock_need_start (WayClockRun  *run,
                      GError      **error)
{
  const char *kinds = way_code_get (run->rule.code, "start");
  const WayClockEvent *event = way_clock_find_last (run, kinds);

  if (event == NULL)
    g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_INVALID,
                 "events: %s needs one of: %s", run->rule.code->id, kinds);
  return event;
}

void
way_clock_set_not_due (WayClockRun *run,
                       const char  *reason)
{
  run->clock->verdict = WAY_CLOCK_NOT_DUE;
  run->clock->reason = reason;
}

int
way_clock_number (WayClockRun *run,
                  const char  *attribute,
                  int          fallback)
{
  return way_code_get_int (run->rule.code, attribute, fallback);
}

/* --- The row, and how it is run --- */

static const WayClockMethod methods[] = {
  { "board", way_clock_run_board, NULL, "start", FALSE },
  { "cap", way_clock_run_cap, NULL, "start limit", FALSE },
  { "count", way_clock_run_count, NULL, "start count", TRUE },
  { "days_lost", way_clock_run_days_lost, NULL, "start limit", FALSE },
  { "leaving", way_clock_run_leaving, way_clock_leaving_began, "start age month weekday count",
    TRUE },
  { "no_date", way_clock_run_no_date, NULL, "start", FALSE },
  { "open_after", way_clock_run_open_after, NULL, "start count", TRUE },
  { "review", way_clock_run_review, NULL, "start count", FALSE },
  { "same_day", way_clock_run_same_day, NULL, "start", FALSE },
  { "stay", way_clock_run_stay, NULL, "start count", FALSE },
  { "suspension", way_clock_run_suspension, way_clock_suspension_began, "start count limit",
    FALSE },
  { "tell_board", way_clock_run_tell_board, NULL, "start limit", FALSE },
};

static const char *const kind_names[] = { "deadline", "limit", "window" };
static const char *const verdict_names[] = { "ok", "blocked", "not_due" };

const WayClockMethod *
way_clock_method_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, name))
      return &methods[i];
  return NULL;
}

const WayCode *
way_clocks_find_row (const char  *rule,
                     const GDate *on,
                     gboolean    *older)
{
  const WayCode *found = way_codes_lookup ("clock", rule);
  g_autoptr(GPtrArray) rows = NULL;

  if (older != NULL)
    *older = FALSE;
  if (found == NULL || !way_date_is_set (on) || way_date_within (on, &found->from, &found->to))
    return found;
  rows = way_codes_list ("clock", NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      gboolean is_too_late = way_date_compare (&found->from, on) > 0;
      int order = way_date_compare (&row->from, &found->from);

      /* Of those that began by the day the last one, else the first of all. */
      if (g_str_equal (row->id, rule) &&
          (is_too_late ? order < 0 : order > 0 && way_date_compare (&row->from, on) <= 0))
        found = row;
    }
  if (older != NULL)
    *older = way_date_compare (&found->from, on) > 0;
  return found;
}

/* The day on which the case began: that of the last event that starts the rule,
 * unless the method knows better. */
static GDate
find_beginning (WayClockRun *run)
{
  const WayClockEvent *last = way_clock_find_last (run, way_code_get (run->rule.code, "start"));
  GDate began = run->rule.method->began != NULL ? run->rule.method->began (run)
                                                : way_date_none ();

  if (!way_date_is_set (&began) && last != NULL)
    began = last->from;
  return began;
}

/* Takes the row that held when the case began. */
static gboolean
choose_row (WayClockRun  *run,
            GDate        *began,
            GError      **error)
{
  const WayCode *row;

  *began = find_beginning (run);
  row = way_clocks_find_row (run->rule.code->id, began, &run->clock->older);
  return row == run->rule.code || way_clock_rule_read (&run->rule, row, error);
}

/* The actor, or the body that answers, in this kind of school. */
static const char *
find_actor (WayClockRun *run,
            const char  *attribute)
{
  const char *type = run->facts->school_type;
  const WayCode *establishment;
  g_autofree char *special = NULL;
  const char *found;

  if (type == NULL)
    return way_code_get (run->rule.code, attribute);
  establishment = way_codes_lookup ("establishment_type", type);
  if (establishment != NULL)
    type = way_code_get (establishment, "body");
  special = g_strconcat (attribute, "_", type, NULL);
  found = way_code_get (run->rule.code, special);
  return found != NULL ? found : way_code_get (run->rule.code, attribute);
}

/* Whether the rule looks at school days at all. */
static gboolean
uses_calendar (WayClockRun *run)
{
  return !run->rule.method->by_unit || run->rule.unit == WAY_CLOCK_SCHOOL_DAYS;
}

/* Whether the days between the first and the last day that matter all come from
 * the calendar that was asked for. */
static void
note_calendar (WayClockRun *run)
{
  WayClock *clock = run->clock;
  const GArray *steps = clock->steps;
  GDate from = clock->due, to = clock->due;

  if (steps->len > 0)
    {
      GDate last = g_array_index (steps, WayClockStep, steps->len - 1).date;

      from = g_array_index (steps, WayClockStep, 0).date;
      if (way_date_compare (&last, &to) > 0)
        to = last;
    }
  clock->calendar = g_strdup (way_school_days_name (run->days));
  clock->borrowed = way_school_days_is_borrowed (run->days);
  clock->fallback = uses_calendar (run) && way_date_is_set (&from) && way_date_is_set (&to) &&
                    way_school_days_is_fallback (run->days, &from, &to);
}

static WayClock *
new_clock (void)
{
  WayClock *clock = g_new0 (WayClock, 1);

  clock->steps = g_array_new (FALSE, FALSE, sizeof (WayClockStep));
  clock->count = -1;
  clock->forecast = -1;
  return clock;
}

/* Runs the row that was chosen. */
static gboolean
run_row (WayClockRun  *run,
         const GDate  *began,
         GError      **error)
{
  const WayCode *code = run->rule.code;
  WayClock *clock = run->clock;

  clock->rule = code;
  clock->kind = run->rule.kind;
  clock->limit = way_clock_number (run, "limit", -1);
  if (way_date_is_set (began) && !clock->older && !way_date_within (began, NULL, &code->to))
    way_clock_set_not_due (run, N_("The rule no longer held when this began"));
  else if (!run->rule.method->run (run, error))
    return FALSE;
  if (run->facts->has_plan && way_code_is (code, "copy_with_plan"))
    clock->reason = N_("The child has a plan: send the council a copy");
  if (clock->older && clock->reason == NULL)
    clock->reason = N_("It began before the rule did: worked out by the first that is known");
  clock->actor = find_actor (run, "actor");
  clock->body = find_actor (run, "body");
  note_calendar (run);
  return TRUE;
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
  WayClockRun run = { .facts = facts, .days = days, .events = events };
  GDate began;

  if (latest == NULL)
    {
      way_clock_refuse (error, WAY_RULES_ERROR_UNKNOWN, rule, "there is no such rule");
      return NULL;
    }
  if (!check_facts (facts, error))
    return NULL;
  for (gsize i = 0; i < facts->n_events; i++)
    g_ptr_array_add (events, (gpointer) &facts->events[i]);
  g_ptr_array_sort (events, compare_events);

  clock = new_clock ();
  run.clock = clock;
  if (!way_clock_rule_read (&run.rule, latest, error) || !choose_row (&run, &began, error) ||
      !run_row (&run, &began, error))
    return NULL;
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
