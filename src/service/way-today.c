/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The six figures of the first page, each with what it was and how it went; the
 * lists beside them are in way-today-tasks.c. */

#include "way-today.h"

#include <string.h>

#include "way-occupancy-service.h"
#include "way-seals-sql.h"
#include "way-seals.h"
#include "way-today-tasks.h"

#define WEEK 7

G_STATIC_ASSERT (WAY_N_SERIES == WAY_DUTY_MOST_DAYS);

static void
fill_days (WayToday *self)
{
  for (guint f = 0; f < WAY_N_FIGURES; f++)
    {
      self->figures[f] = (WayFigure) { .of = WAY_INTEGER_NONE, .before = WAY_INTEGER_NONE };
      for (int i = 0; i < WAY_N_SERIES; i++)
        self->figures[f].days[i] = way_date_add_days (&self->today, WEEK * (i - WAY_N_SERIES + 1));
    }
}

static void
finish (WayFigure *figure)
{
  figure->value = figure->series[WAY_N_SERIES - 1];
}

/* --- On roll and empty places --- */

/* The last 1 October before a day: schools count themselves then. */
static GDate
last_october (const GDate *day)
{
  GDate october = way_date_ymd (g_date_get_year (day), G_DATE_OCTOBER, 1);

  return way_date_compare (&october, day) < 0
           ? october : way_date_ymd (g_date_get_year (day) - 1, G_DATE_OCTOBER, 1);
}

/* The days of a series and the day of comparison, ascending, none twice. */
static GArray *
gather_days (const WayFigure *figure)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (GDate));
  gboolean added = FALSE;

  for (guint i = 0; i < WAY_N_SERIES; i++)
    {
      int order = way_date_compare (&figure->before_on, &figure->days[i]);

      if (order < 0 && !added)
        g_array_append_val (days, figure->before_on);
      added |= order <= 0;
      g_array_append_val (days, figure->days[i]);
    }
  return days;
}

static void
take_cell (WayToday               *self,
           const GDate            *day,
           const WayOccupancyCell *cell)
{
  WayFigure *on_roll = &self->figures[WAY_FIGURE_ON_ROLL];
  WayFigure *empty = &self->figures[WAY_FIGURE_EMPTY_PLACES];

  for (guint i = 0; i < WAY_N_SERIES; i++)
    if (way_date_equal (&on_roll->days[i], day))
      {
        on_roll->series[i] = cell->on_roll;
        empty->series[i] = way_occupancy_empty (cell);
        empty->of = cell->places;
      }
  if (way_date_equal (&on_roll->before_on, day))
    {
      on_roll->before = cell->on_roll;
      empty->before = way_occupancy_empty (cell);
    }
}

static gboolean
count_places (WayToday  *self,
              WayDb     *db,
              GError   **error)
{
  WayFigure *on_roll = &self->figures[WAY_FIGURE_ON_ROLL];
  WayFigure *empty = &self->figures[WAY_FIGURE_EMPTY_PLACES];
  g_autoptr(GArray) days = NULL;
  g_autoptr(WayOccupancyTable) table = NULL;
  const WayOccupancyCell *cells;

  on_roll->before_on = empty->before_on = last_october (&self->today);
  days = gather_days (on_roll);
  table = way_occupancy_service_read (db, days, WAY_OCCUPANCY_BY_NOTHING, FALSE, error);
  if (table == NULL)
    return FALSE;
  cells = way_occupancy_row (table->counts, table->whole);
  for (guint i = 0; i < days->len; i++)
    take_cell (self, &g_array_index (days, GDate, i), &cells[i]);
  finish (on_roll);
  finish (empty);
  return TRUE;
}

/* --- Waiting --- */

/* A child waits from the day the referral came until a place begins, or the
 * referral is closed or decided against. */
typedef struct
{
  WayId pupil;
  GDate from;
  GDate gone;     /* not set: still waits */
} Wait;

#define STILL "4294967295"      /* a day that a referral never comes to: it waits */

/* What was decided last matters while it waits. */
#define WAITS                                                                   \
  "SELECT wait.pupil, wait.received, nullif (wait.gone, " STILL "),"            \
  " decision.outcome, decision.date FROM referral_wait AS wait"                 \
  " LEFT JOIN decision ON decision.id ="                                        \
  "  CASE WHEN wait.gone = " STILL " THEN"                                      \
  "   (SELECT id FROM decision WHERE decision.referral = wait.referral"         \
  "    ORDER BY date DESC, id DESC LIMIT 1) END"                                \
  " WHERE wait.gone >= :since AND wait.received <= :today"

static GArray *
load_waits (WayDb        *db,
            const GDate  *since,
            const GDate  *today,
            GError      **error)
{
  g_autoptr(GArray) waits = g_array_new (FALSE, FALSE, sizeof (Wait));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         way_seals_any (db) ? WAITS " AND " WAY_PUPIL_KNOWN_SQL ("wait.pupil")
                                            : WAITS, error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":since", since);
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      const char *outcome = way_stmt_text (stmt, 3);
      const WayCode *decision = outcome != NULL ? way_codes_lookup ("decision", outcome) : NULL;
      Wait wait = { .pupil = way_stmt_id (stmt, 0), .from = way_stmt_date (stmt, 1),
                    .gone = way_stmt_date (stmt, 2) };

      if (decision != NULL && way_code_is (decision, "closes"))
        wait.gone = way_stmt_date (stmt, 4);
      g_array_append_val (waits, wait);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&waits) : NULL;
}

static gboolean
waits_on (const Wait  *wait,
          const GDate *day)
{
  return way_date_compare (&wait->from, day) <= 0 &&
         (!way_date_is_set (&wait->gone) || way_date_compare (day, &wait->gone) < 0);
}

/* Different children who wait on each day of the figure. */
static void
count_waits (GArray    *waits,
             WayFigure *figure)
{
  g_autoptr(GHashTable) pupils = g_hash_table_new (way_id_hash, way_id_equal_func);
  GHashTableIter iter;
  gpointer days;

  for (guint i = 0; i < waits->len; i++)
    {
      Wait *wait = &g_array_index (waits, Wait, i);
      guint on = GPOINTER_TO_UINT (g_hash_table_lookup (pupils, &wait->pupil));

      for (guint d = 0; d < WAY_N_SERIES; d++)
        on |= waits_on (wait, &figure->days[d]) ? 1u << d : 0;
      g_hash_table_insert (pupils, &wait->pupil, GUINT_TO_POINTER (on));
    }
  g_hash_table_iter_init (&iter, pupils);
  while (g_hash_table_iter_next (&iter, NULL, &days))
    for (guint d = 0; d < WAY_N_SERIES; d++)
      figure->series[d] += GPOINTER_TO_UINT (days) >> d & 1;
}

static gboolean
count_waiting (WayToday  *self,
               WayDb     *db,
               GError   **error)
{
  WayFigure *figure = &self->figures[WAY_FIGURE_WAITING];
  g_autoptr(GArray) waits = load_waits (db, &figure->days[0], &self->today, error);

  if (waits == NULL)
    return FALSE;
  count_waits (waits, figure);
  figure->before_on = figure->days[WAY_N_SERIES - 2];
  figure->before = figure->series[WAY_N_SERIES - 2];
  finish (figure);
  return TRUE;
}

/* --- Duties --- */

static gboolean
count_duties (WayToday  *self,
              WayFacts  *facts,
              GError   **error)
{
  WayFigure *due = &self->figures[WAY_FIGURE_DUE_THIS_WEEK];
  WayFigure *breach = &self->figures[WAY_FIGURE_IN_BREACH];
  WayDutyCounts counts;

  if (!way_duties_count (facts, due->days, WAY_N_SERIES, &counts, error))
    return FALSE;
  memcpy (due->series, counts.due, sizeof due->series);
  memcpy (breach->series, counts.breach, sizeof breach->series);
  due->first = counts.first;
  due->before_on = breach->before_on = due->days[WAY_N_SERIES - 2];
  due->before = due->series[WAY_N_SERIES - 2];
  breach->before = breach->series[WAY_N_SERIES - 2];
  finish (due);
  finish (breach);
  return TRUE;
}

/* --- Back in mainstream --- */

/* Stays that ended in a mainstream school on a day. */
typedef struct
{
  GDate  day;
  gint64 n;
} Return;

#define RETURNS                                                                 \
  "SELECT \"end\", destination, count (*) FROM placement"                       \
  " WHERE \"end\" >= :from AND \"end\" <= :to AND destination IS NOT NULL"
#define RETURNS_BY " GROUP BY \"end\", destination"

static GArray *
load_returns (WayDb        *db,
              const GDate  *from,
              const GDate  *to,
              GError      **error)
{
  g_autoptr(GArray) returns = g_array_new (FALSE, FALSE, sizeof (Return));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  /* An index has all that is asked for, where nobody need ask whose it is. */
  stmt = way_db_prepare (db,
                         way_seals_any (db)
                           ? RETURNS " AND " WAY_PUPIL_KNOWN_SQL ("pupil") RETURNS_BY
                           : RETURNS RETURNS_BY, error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":from", from);
  way_stmt_bind_date (stmt, ":to", to);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      const WayCode *code = way_codes_lookup ("destination", way_stmt_text (stmt, 1));
      Return one = { way_stmt_date (stmt, 0), way_stmt_int (stmt, 2) };

      if (code != NULL && way_code_is (code, "mainstream"))
        g_array_append_val (returns, one);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&returns) : NULL;
}

/* How many lie in the school year of a day, up to it. */
static gint64
count_returns (GArray      *returns,
               const GDate *on)
{
  GDate from = way_date_ymd (way_date_school_year (on), G_DATE_SEPTEMBER, 1);
  gint64 count = 0;

  for (guint i = 0; i < returns->len; i++)
    {
      const Return *one = &g_array_index (returns, Return, i);

      count += way_date_within (&one->day, &from, on) ? one->n : 0;
    }
  return count;
}

static gboolean
count_back (WayToday  *self,
            WayDb     *db,
            GError   **error)
{
  WayFigure *figure = &self->figures[WAY_FIGURE_BACK_IN_MAINSTREAM];
  GDate from = way_date_ymd (way_date_school_year (&self->today) - 1, G_DATE_SEPTEMBER, 1);
  g_autoptr(GArray) returns = load_returns (db, &from, &self->today, error);

  if (returns == NULL)
    return FALSE;
  for (guint i = 0; i < WAY_N_SERIES; i++)
    figure->series[i] = count_returns (returns, &figure->days[i]);
  figure->before_on = way_date_add_months (&self->today, -12);
  figure->before = count_returns (returns, &figure->before_on);
  finish (figure);
  return TRUE;
}

/* --- All of it --- */

static void
count_severities (WayToday *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    self->n_severity[((const WayTask *) g_ptr_array_index (self->tasks, i))->severity]++;
}

gboolean
way_today_figure (WayFacts       *facts,
                  const GDate    *today,
                  WayFigureKind   kind,
                  WayFigure      *figure,
                  GError        **error)
{
  WayToday self = { .today = *today };
  WayDb *db = way_facts_db (facts);
  gboolean done;

  fill_days (&self);
  switch (kind)
    {
    case WAY_FIGURE_WAITING:
      done = count_waiting (&self, db, error);
      break;
    case WAY_FIGURE_DUE_THIS_WEEK:
    case WAY_FIGURE_IN_BREACH:
      done = count_duties (&self, facts, error);
      break;
    case WAY_FIGURE_BACK_IN_MAINSTREAM:
      done = count_back (&self, db, error);
      break;
    case WAY_FIGURE_ON_ROLL:
    case WAY_FIGURE_EMPTY_PLACES:
    default:
      done = count_places (&self, db, error);
      break;
    }
  *figure = self.figures[kind];
  return done;
}

static WayToday *
new_today (const GDate *today)
{
  WayToday *self = g_new0 (WayToday, 1);

  self->today = *today;
  fill_days (self);
  return self;
}

static gboolean
load_figures (WayToday  *self,
              WayFacts  *facts,
              GError   **error)
{
  WayDb *db = way_facts_db (facts);

  return way_service_today_term (facts, &self->today, &self->term, error) &&
         count_places (self, db, error) && count_waiting (self, db, error) &&
         count_duties (self, facts, error) && count_back (self, db, error);
}

/* Keeps the first of each severity; they stand together. */
static void
cut_tasks (WayToday *self)
{
  guint kept = 0;
  guint listed[WAY_N_SEVERITIES] = { 0 };

  for (guint i = 0; i < self->tasks->len; i++)
    {
      WayTask **task = (WayTask **) &self->tasks->pdata[i];

      if (++listed[(*task)->severity] <= WAY_MOST_TASKS)
        self->tasks->pdata[kept++] = *task;
      else
        way_task_free (*task);
      if (kept <= i)
        *task = NULL;
    }
  g_ptr_array_set_size (self->tasks, (int) kept);
}

static gboolean
load_lists (WayToday  *self,
            WayFacts  *facts,
            GError   **error)
{
  WayDutiesFilter filter = { .since = self->figures[0].days[0] };
  g_autoptr(GPtrArray) duties = way_duties_list (facts, &self->today, &filter, error);

  if (duties == NULL)
    return FALSE;
  self->tasks = way_today_tasks (facts, duties, &self->today, error);
  self->coming = self->tasks != NULL ? way_today_coming (facts, &self->today, error) : NULL;
  if (self->coming == NULL)
    return FALSE;
  count_severities (self);
  cut_tasks (self);
  return TRUE;
}

typedef gboolean (*LoadFunc) (WayToday  *self,
                              WayFacts  *facts,
                              GError   **error);

static WayToday *
load (WayDb        *db,
      const GDate  *today,
      LoadFunc      one,
      LoadFunc      other,
      GError      **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(WayToday) self = new_today (today);

  if (facts == NULL || !one (self, facts, error) || (other != NULL && !other (self, facts, error)))
    return NULL;
  return g_steal_pointer (&self);
}

WayToday *
way_today_load_figures (WayDb        *db,
                        const GDate  *today,
                        GError      **error)
{
  return load (db, today, load_figures, NULL, error);
}

WayToday *
way_today_load_lists (WayDb        *db,
                      const GDate  *today,
                      GError      **error)
{
  return load (db, today, load_lists, NULL, error);
}

WayToday *
way_today_load (WayDb        *db,
                const GDate  *today,
                GError      **error)
{
  return load (db, today, load_figures, load_lists, error);
}

void
way_today_free (WayToday *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  g_free (self);
}
