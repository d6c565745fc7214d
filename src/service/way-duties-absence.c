/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties that absence starts (C14, C15, C21, C22), and notice of a direction off
 * site (C17). */

#include "way-duties-private.h"

#include <string.h>

typedef struct
{
  WayId  id;
  GDate  from;
  GDate  to;
  GDate  until;          /* to, or as far as is known today or expected */
  int    half_days;
  GDate  told;
  GDate  explained;
  GDate  educated;       /* by whichever way came first */
} Absence;

/* One child's absences that run the same rule, by first day. */
typedef struct
{
  WayDutySearch *search;
  GArray        *absences;   /* Absence */
  const char    *rule;       /* lent by the code set */
  WayDutyFact   *fact;       /* of the last one; NULL: nothing read yet */
  char          *school;
} Series;

static const Absence *
get_absence (const Series *self,
             guint         i)
{
  return &g_array_index (self->absences, Absence, i);
}

/* A day that has come, or is expected, on which the child is still away. */
static GDate
find_until (const GDate *to,
            const GDate *forecast,
            const GDate *today)
{
  if (way_date_is_set (to))
    return *to;
  return way_date_is_set (forecast) && way_date_compare (forecast, today) > 0 ? *forecast : *today;
}

static void
read_absence (WayDutySearch *search,
              WayStmt       *stmt,
              Absence       *self)
{
  int column = WAY_DUTY_N_WHO_COLUMNS + 2;
  GDate forecast;

  self->id = way_stmt_id (stmt, column++);
  self->from = way_stmt_date (stmt, column++);
  self->to = way_stmt_date (stmt, column++);
  forecast = way_stmt_date (stmt, column++);
  self->half_days = (int) way_stmt_int (stmt, column++);
  self->told = way_stmt_date (stmt, column++);
  self->explained = way_stmt_date (stmt, column++);
  self->educated = way_stmt_date (stmt, column++);
  self->educated = way_duty_earlier (self->educated, way_stmt_date (stmt, column));
  self->until = find_until (&self->to, &forecast, &search->today);
}

static WayClockEvent
event_of (const Series  *self,
          const Absence *absence)
{
  return (WayClockEvent) {
    .kind = strcmp (self->rule, "C14") == 0 ? "illness" : "absence",
    .from = absence->from,
    .to = absence->until,
    .half_days = absence->half_days,
  };
}

/* What ends a duty: those to educate end with the absence; those to tell do not. */
static void
finish_fact (const Series  *self,
             const Absence *absence,
             WayDutyFact   *fact)
{
  way_duty_fact_start (fact, "absence", &absence->id);
  fact->started = absence->from;
  fact->place_name = g_strdup (self->school);
  if (strcmp (self->rule, "C21") == 0)
    fact->met = absence->told;
  else if (strcmp (self->rule, "C22") == 0)
    fact->met = absence->explained;
  else
    {
      fact->met = absence->educated;
      fact->ended = absence->to;
    }
}

/* What a school did not write down that it told is not looked for for ever. */
static gboolean
is_stale (const Series      *self,
          const WayDutyFact *fact)
{
  gboolean tells = strcmp (self->rule, "C21") == 0 || strcmp (self->rule, "C22") == 0;

  return tells && !way_date_is_set (&fact->met) &&
         !way_duty_search_looks_back (self->search, "notices", &fact->started);
}

/* A rule that counts days over several absences: the duty is of the one in which
 * the days were reached. */
static gboolean
run_sum (Series  *self,
         GError **error)
{
  g_autoptr(GArray) events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  WayClockFacts facts = { .n_events = self->absences->len };
  g_autoptr(WayClock) clock = NULL;
  const Absence *reached = get_absence (self, 0);

  for (guint i = 0; i < self->absences->len; i++)
    {
      WayClockEvent event = event_of (self, get_absence (self, i));

      g_array_append_val (events, event);
    }
  facts.events = (const WayClockEvent *) (gpointer) events->data;
  clock = way_clocks_run (self->rule, &facts, self->fact->days, error);
  if (clock == NULL)
    return FALSE;
  if (clock->verdict == WAY_CLOCK_NOT_DUE || !way_date_is_set (&clock->due))
    return TRUE;
  for (guint i = 0; i < self->absences->len; i++)
    if (way_date_compare (&get_absence (self, i)->from, &clock->due) <= 0)
      reached = get_absence (self, i);
  finish_fact (self, reached, self->fact);
  return is_stale (self, self->fact) ||
         way_duty_search_run (self->search, g_steal_pointer (&self->fact), &facts, error);
}

/* A rule that looks at each absence alone. */
static gboolean
run_one (Series         *self,
         const Absence  *absence,
         WayStmt        *stmt,
         GError        **error)
{
  WayClockEvent event = event_of (self, absence);
  WayClockFacts facts = { .events = &event, .n_events = 1 };
  WayDutyFact *fact = way_duty_search_read_who (self->search, stmt, self->rule, error);

  if (fact == NULL)
    return FALSE;
  finish_fact (self, absence, fact);
  if (is_stale (self, fact))
    {
      way_duty_fact_free (fact);
      return TRUE;
    }
  return way_duty_search_run (self->search, fact, &facts, error);
}

static gboolean
end_series (Series  *self,
            GError **error)
{
  gboolean done = self->fact == NULL || self->absences->len == 0 || run_sum (self, error);

  g_clear_pointer (&self->fact, way_duty_fact_free);
  g_clear_pointer (&self->school, g_free);
  g_array_set_size (self->absences, 0);
  return done;
}

static gboolean
is_sum (const char *rule)
{
  return g_strcmp0 (way_code_get (way_codes_lookup ("clock", rule), "method"), "days_lost") == 0;
}

static gboolean
add_absence (Series   *self,
             WayStmt  *stmt,
             GError  **error)
{
  const WayCode *kind = way_codes_lookup ("absence_kind",
                                          way_stmt_text (stmt, WAY_DUTY_N_WHO_COLUMNS));
  const char *rule = kind != NULL ? way_code_get (kind, "clock") : NULL;
  WayId pupil = way_stmt_id (stmt, 0);
  Absence absence = { .half_days = 0 };

  if (self->fact != NULL &&
      (!way_id_equal (&self->fact->pupil, &pupil) || g_strcmp0 (rule, self->rule) != 0) &&
      !end_series (self, error))
    return FALSE;
  if (rule == NULL)
    return TRUE;
  read_absence (self->search, stmt, &absence);
  self->rule = rule;
  g_free (self->school);
  self->school = g_strdup (way_stmt_text (stmt, WAY_DUTY_N_WHO_COLUMNS + 1));
  if (!is_sum (rule))
    return run_one (self, &absence, stmt, error);
  g_array_append_val (self->absences, absence);
  g_clear_pointer (&self->fact, way_duty_fact_free);
  self->fact = way_duty_search_read_who (self->search, stmt, rule, error);
  return self->fact != NULL;
}

static gboolean
find_absences (WayDutySearch  *search,
               GError        **error)
{
  g_autoptr(GArray) absences = g_array_new (FALSE, TRUE, sizeof (Absence));
  Series self = { .search = search, .absences = absences };
  g_autoptr(WayStmt) stmt = NULL;
  gboolean done = TRUE;
  WayStep step;

  stmt = way_duty_search_prepare (search,
                                  "SELECT " WAY_DUTY_WHO_COLUMNS ", absence.kind,"
                                  " establishment.name, absence.id, absence.\"from\","
                                  " absence.\"to\", absence.forecast_to,"
                                  " coalesce (absence.half_days, 0), absence.told,"
                                  " absence.explained, absence.educated_from,"
                                  " (SELECT min (placement.start) FROM placement"
                                  "  WHERE placement.pupil = absence.pupil"
                                  "  AND placement.start > absence.\"from\")"
                                  " FROM absence CROSS JOIN pupil ON pupil.id = absence.pupil"
                                  " CROSS JOIN establishment"
                                  "  ON establishment.id = absence.establishment"
                                  " WHERE absence.\"from\" <= :today" WAY_DUTY_ONE_PUPIL
                                  " ORDER BY pupil.id, absence.kind, absence.\"from\","
                                  " absence.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  while (done && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    done = add_absence (&self, stmt, error);
  done = done && step == WAY_STEP_DONE && end_series (&self, error);
  way_duty_fact_free (self.fact);
  g_free (self.school);
  return done;
}

/* --- Directions --- */

static gboolean
add_direction (WayDutySearch  *search,
               WayStmt        *stmt,
               GError        **error)
{
  const int column = WAY_DUTY_N_WHO_COLUMNS;
  WayId id = way_stmt_id (stmt, column);
  GDate decided = way_stmt_date (stmt, column + 2);
  WayClockEvent event = { .kind = "direction", .from = way_stmt_date (stmt, column + 3) };
  WayClockFacts facts = {
    .events = &event, .n_events = 1, .has_plan = way_stmt_int (stmt, column + 5) != 0,
  };
  WayDutyFact *fact = way_duty_search_read_who (search, stmt, "C17", error);

  if (fact == NULL)
    return FALSE;
  way_duty_fact_start (fact, "direction", &id);
  fact->place_name = g_strdup (way_stmt_text (stmt, column + 1));
  fact->met = way_stmt_date (stmt, column + 4);
  /* Decided on no day that we know of, it is known of today. */
  fact->started = way_date_is_set (&decided) ? decided
                                             : way_duty_earlier (search->today, event.from);
  return way_duty_search_run (search, fact, &facts, error);
}

static gboolean
find_directions (WayDutySearch  *search,
                 GError        **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_duty_search_prepare (search,
                                  "SELECT " WAY_DUTY_WHO_COLUMNS ", direction.id,"
                                  " establishment.name, direction.decided, direction.\"from\","
                                  " direction.notice,"
                                  " EXISTS (SELECT 1 FROM need WHERE need.pupil = pupil.id"
                                  "  AND need.provision = 'E'"
                                  "  AND coalesce (need.\"to\", direction.\"from\")"
                                  "   >= direction.\"from\")"
                                  " FROM direction CROSS JOIN pupil ON pupil.id = direction.pupil"
                                  " CROSS JOIN establishment"
                                  "  ON establishment.id = direction.establishment"
                                  " WHERE direction.\"from\" IS NOT NULL" WAY_DUTY_ONE_PUPIL,
                                  error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate from = way_stmt_date (stmt, WAY_DUTY_N_WHO_COLUMNS + 3);

      if ((!way_stmt_is_null (stmt, WAY_DUTY_N_WHO_COLUMNS + 4) ||
           way_duty_search_looks_back (search, "notices", &from)) &&
          !add_direction (search, stmt, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

gboolean
way_duty_search_absences (WayDutySearch  *self,
                          GError        **error)
{
  return find_absences (self, error) && find_directions (self, error);
}
