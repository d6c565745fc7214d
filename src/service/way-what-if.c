/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case held in memory, changed at will, and run beside the one that is. */

#include "way-what-if.h"

typedef struct
{
  char     *rule;
  GArray   *events;        /* WayClockEvent; kinds are interned */
  GArray   *attended;      /* GDate */
  GDate     start;
  WayId     establishment;
  gboolean  weekdays;
} Version;

struct _WayWhatIf
{
  Version        now;
  Version        then;
  WayClockFacts  facts;    /* all but events and days at school */
};

/* --- Two versions of a case --- */

static void
version_clear (Version *self)
{
  g_free (self->rule);
  g_array_unref (self->events);
  g_array_unref (self->attended);
}

static Version
version_copy (const Version *self)
{
  Version copy = *self;

  copy.rule = g_strdup (self->rule);
  copy.events = g_array_copy (self->events);
  copy.attended = g_array_copy (self->attended);
  return copy;
}

/* The last event that starts the rule; NULL where none does. */
static WayClockEvent *
find_start (const Version *self)
{
  const WayCode *rule = way_codes_lookup ("clock", self->rule);
  WayClockEvent *found = NULL;

  for (guint i = 0; i < self->events->len; i++)
    {
      WayClockEvent *event = &g_array_index (self->events, WayClockEvent, i);

      if (way_code_allows (rule, "start", event->kind) &&
          (found == NULL || way_date_compare (&event->from, &found->from) >= 0))
        found = event;
    }
  return found;
}

static const char *
intern_code (const char *set,
             const char *code)
{
  return code != NULL && way_codes_has (set, code) ? way_codes_lookup (set, code)->id : NULL;
}

/* The words that the facts lend, as words that stay. */
static void
keep_words (WayClockFacts *facts)
{
  facts->school_type = g_intern_string (facts->school_type);
  facts->year = intern_code ("nc_year", facts->year);
  facts->weeks = intern_code ("week_kind", facts->weeks);
  facts->reading = intern_code ("reading", facts->reading);
}

WayWhatIf *
way_what_if_new (const char          *rule,
                 const WayClockFacts *facts,
                 const WayId         *establishment)
{
  WayWhatIf *self = g_new0 (WayWhatIf, 1);
  const WayClockEvent *start;

  self->facts = *facts;
  keep_words (&self->facts);
  self->now.rule = g_strdup (rule);
  self->now.events = g_array_new (FALSE, FALSE, sizeof (WayClockEvent));
  self->now.attended = g_array_new (FALSE, FALSE, sizeof (GDate));
  for (gsize i = 0; i < facts->n_events; i++)
    {
      WayClockEvent event = facts->events[i];

      event.kind = g_intern_string (event.kind);
      g_array_append_val (self->now.events, event);
    }
  if (facts->n_attended > 0)
    g_array_append_vals (self->now.attended, facts->attended, (guint) facts->n_attended);
  if (establishment != NULL)
    self->now.establishment = *establishment;
  start = find_start (&self->now);
  if (start != NULL)
    self->now.start = start->from;
  self->then = version_copy (&self->now);
  return self;
}

WayWhatIf *
way_what_if_of_duty (WayFacts          *facts,
                     const WayDutyFact *duty)
{
  WayClockFacts clock_facts = way_duty_clock_facts (facts, duty);

  return way_what_if_new (duty->rule->id, &clock_facts, &duty->establishment);
}

WayWhatIf *
way_what_if_copy (const WayWhatIf *self)
{
  WayWhatIf *copy = g_new0 (WayWhatIf, 1);

  copy->facts = self->facts;
  copy->now = version_copy (&self->now);
  copy->then = version_copy (&self->then);
  return copy;
}

void
way_what_if_free (WayWhatIf *self)
{
  if (self == NULL)
    return;
  version_clear (&self->now);
  version_clear (&self->then);
  g_free (self);
}

/* --- Changes --- */

const GDate *
way_what_if_get_start (const WayWhatIf *self)
{
  return &self->then.start;
}

static void
move (GDate *day,
      int    days)
{
  if (way_date_is_set (day))
    *day = way_date_add_days (day, days);
}

void
way_what_if_set_start (WayWhatIf   *self,
                       const GDate *start)
{
  Version *then = &self->then;
  int days;

  g_return_if_fail (way_date_is_set (start));
  if (!way_date_is_set (&then->start))
    return;
  days = way_date_days_between (&then->start, start);
  for (guint i = 0; i < then->events->len; i++)
    {
      WayClockEvent *event = &g_array_index (then->events, WayClockEvent, i);

      move (&event->from, days);
      move (&event->to, days);
      move (&event->forecast_to, days);
    }
  for (guint i = 0; i < then->attended->len; i++)
    move (&g_array_index (then->attended, GDate, i), days);
  then->start = *start;
}

const WayCode *
way_what_if_get_rule (const WayWhatIf *self)
{
  return way_codes_lookup ("clock", self->then.rule);
}

void
way_what_if_set_rule (WayWhatIf  *self,
                      const char *rule)
{
  WayClockEvent *start = find_start (&self->then);
  const WayCode *code = way_codes_lookup ("clock", rule);

  g_return_if_fail (code != NULL);
  if (start != NULL && !way_code_allows (code, "start", start->kind))
    start->kind = way_clocks_first_event (rule);
  g_free (self->then.rule);
  self->then.rule = g_strdup (rule);
}

/* Whether one event on a day is enough for the rule to name another. */
static gboolean
names_a_day (const WayCode       *rule,
             const WaySchoolDays *days)
{
  WayClockEvent event = { .kind = way_clocks_first_event (rule->id) };
  WayClockFacts facts = { .events = &event, .n_events = 1 };
  g_autoptr(WayClock) clock = NULL;

  event.from = way_date_is_set (&rule->from) ? rule->from : way_date_ymd (2020, 9, 1);
  clock = way_clocks_run (rule->id, &facts, days, NULL);
  return clock != NULL && clock->steps->len > 0 && !g_str_equal (event.kind, "birth") &&
         (way_date_is_set (&clock->due) || way_date_is_set (&clock->opens));
}

GPtrArray *
way_what_if_rules (void)
{
  g_autoptr(WaySchoolDays) days = way_school_days_new (NULL, 0, NULL);
  g_autoptr(GPtrArray) all = way_codes_list ("clock", NULL);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const WayCode *row = g_ptr_array_index (all, i);

      if (row == way_codes_lookup ("clock", row->id) && names_a_day (row, days))
        g_ptr_array_add (found, (gpointer) row);
    }
  return found;
}

/* --- Calendars --- */

static void
calendar_free (WayWhatIfCalendar *self)
{
  g_free (self->name);
  g_free (self);
}

static void
add_calendar (GPtrArray   *found,
              const WayId *establishment,
              const char  *name,
              gboolean     weekdays)
{
  WayWhatIfCalendar *calendar = g_new0 (WayWhatIfCalendar, 1);

  if (establishment != NULL)
    calendar->establishment = *establishment;
  calendar->name = g_strdup (name);
  calendar->weekdays = weekdays;
  g_ptr_array_add (found, calendar);
}

static void
move_last (GPtrArray *found,
           int        place)
{
  gpointer last = g_ptr_array_steal_index (found, found->len - 1);

  g_ptr_array_insert (found, place, last);
}

/* The establishment of the case, calendar or not, and those that keep one. */
static gboolean
add_establishments (const WayWhatIf  *self,
                    WayFacts         *facts,
                    GPtrArray        *found,
                    GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (way_facts_db (facts),
                         "SELECT id, name, id = :own FROM establishment"
                         " WHERE id = :own OR id IN (SELECT establishment FROM calendar)"
                         " ORDER BY name, id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":own", &self->now.establishment);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);

      add_calendar (found, &id, way_stmt_text (stmt, 1), FALSE);
      if (way_stmt_int (stmt, 2) != 0)
        move_last (found, 0);
    }
  return step == WAY_STEP_DONE;
}

GPtrArray *
way_what_if_calendars (const WayWhatIf  *self,
                       WayFacts         *facts,
                       GError          **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) calendar_free);
  gboolean is_own = !way_id_is_null (&self->now.establishment);

  if (!add_establishments (self, facts, found, error))
    return NULL;
  add_calendar (found, NULL, NULL, FALSE);
  move_last (found, is_own && found->len > 1 ? 1 : 0);
  add_calendar (found, NULL, NULL, TRUE);
  return g_steal_pointer (&found);
}

void
way_what_if_set_calendar (WayWhatIf               *self,
                          const WayWhatIfCalendar *calendar)
{
  self->then.establishment = calendar->establishment;
  self->then.weekdays = calendar->weekdays;
}

/* --- The answer --- */

static WayClock *
run_version (const WayWhatIf  *self,
             const Version    *version,
             WayFacts         *facts,
             GError          **error)
{
  const WayId *whose = way_id_is_null (&version->establishment) ? NULL : &version->establishment;
  WayClockFacts clock_facts = self->facts;
  g_autoptr(WaySchoolDays) weekdays = NULL;
  const WaySchoolDays *days;

  clock_facts.events = (const WayClockEvent *) (gpointer) version->events->data;
  clock_facts.n_events = version->events->len;
  clock_facts.attended = (const GDate *) (gpointer) version->attended->data;
  clock_facts.n_attended = version->attended->len;
  if (version->weekdays)
    days = weekdays = way_school_days_new (NULL, 0, error);
  else
    days = way_facts_days (facts, whose, error);
  return days != NULL ? way_clocks_run (version->rule, &clock_facts, days, error) : NULL;
}

static GDate
day_of (const WayClock *clock)
{
  return way_date_is_set (&clock->due) ? clock->due : clock->opens;
}

gboolean
way_what_if_run (const WayWhatIf  *self,
                 WayFacts         *facts,
                 WayWhatIfAnswer  *answer,
                 GError          **error)
{
  g_autoptr(WayClock) now = run_version (self, &self->now, facts, error);
  WayClock *then = now != NULL ? run_version (self, &self->then, facts, error) : NULL;

  *answer = (WayWhatIfAnswer) { .clock = then };
  if (then == NULL)
    return FALSE;
  answer->before = day_of (now);
  answer->after = day_of (then);
  if (way_date_is_set (&answer->before) && way_date_is_set (&answer->after))
    answer->moved = way_date_days_between (&answer->before, &answer->after);
  return TRUE;
}

void
way_what_if_answer_clear (WayWhatIfAnswer *self)
{
  g_clear_pointer (&self->clock, way_clock_free);
}
