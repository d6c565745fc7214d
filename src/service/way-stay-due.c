/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings stays under way, and those that ended lately, to the rules of
 * way-stay-rule.h. */

#include "way-stay-due.h"

#include "way-records.h"
#include "way-seals-sql.h"

#define DAYS_OF_WEEK 7

/* What both queries begin with. */
#define WHO_COLUMNS \
  "placement.id, pupil.id, " WAY_PUPIL_NAME_SQL ", pupil.year, provision.id," \
  " provision.establishment," \
  " provision.name, placement.start"

enum
{
  PLACEMENT, PUPIL, WHO, YEAR, PROVISION, ESTABLISHMENT, PLACE, START, N_WHO_COLUMNS
};

/* The first column past them, by query. */
enum
{
  WEEKS = N_WHO_COLUMNS, WEEK_KIND, HAS_STEPS
};

enum
{
  END = N_WHO_COLUMNS, DESTINATION
};

void
way_stay_due_free (WayStayDue *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->year);
  g_free (self->place);
  g_free (self->destination);
  g_free (self);
}

static WayStayDue *
read_who (WayStmt        *stmt,
          WayStayDueKind  kind)
{
  WayStayDue *self = g_new0 (WayStayDue, 1);

  self->kind = kind;
  self->placement = way_stmt_id (stmt, PLACEMENT);
  self->pupil = way_stmt_id (stmt, PUPIL);
  self->provision = way_stmt_id (stmt, PROVISION);
  self->establishment = way_stmt_id (stmt, ESTABLISHMENT);
  self->who = g_strdup (way_stmt_text (stmt, WHO));
  self->year = g_strdup (way_stmt_text (stmt, YEAR));
  self->place = g_strdup (way_stmt_text (stmt, PLACE));
  self->start = way_stmt_date (stmt, START);
  self->end = way_date_none ();
  return self;
}

/* --- On the way --- */

static gboolean
add_running (GPtrArray    *found,
             WayFacts     *facts,
             WayStmt      *stmt,
             const GDate  *today,
             GError      **error)
{
  WayId establishment = way_stmt_id (stmt, ESTABLISHMENT);
  GDate start = way_stmt_date (stmt, START);
  const WaySchoolDays *days = way_facts_days (facts, &establishment, error);
  WayStayWeek week;
  WayStayDue *self;

  if (days == NULL)
    return FALSE;
  week = way_stay_week (days, &start, way_stmt_int (stmt, WEEKS), way_stmt_text (stmt, WEEK_KIND),
                        today);
  if ((week.prompt != WAY_STAY_PLAN || way_stmt_int (stmt, HAS_STEPS) != 0) &&
      week.prompt != WAY_STAY_DECIDE)
    return TRUE;
  self = read_who (stmt, week.prompt == WAY_STAY_PLAN ? WAY_STAY_DUE_PLAN : WAY_STAY_DUE_DECIDE);
  self->week = week.week;
  self->weeks = week.weeks;
  self->rule = way_codes_lookup_on ("clock", "C24", &start);
  self->due = week.prompt == WAY_STAY_PLAN ? week.plan : week.decide;
  g_ptr_array_add (found, self);
  return TRUE;
}

static gboolean
find_running (GPtrArray    *found,
              WayFacts     *facts,
              const GDate  *today,
              GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (way_facts_db (facts),
                         "SELECT " WHO_COLUMNS ", " WAY_STAY_WEEKS_SQL ", provision.week_kind,"
                         " EXISTS (SELECT 1 FROM plan_step WHERE plan_step.placement = placement.id)"
                         " FROM placement CROSS JOIN provision ON provision.id = placement.provision"
                         " CROSS JOIN pupil ON pupil.id = placement.pupil"
                         " WHERE +placement.start <= :today"
                         " AND (placement.\"end\" IS NULL OR placement.\"end\" >= :today)"
                         " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " AND placement.exit_plan IS NULL AND " WAY_STAY_WEEKS_SQL " > 0"
                         " ORDER BY placement.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!add_running (found, facts, stmt, today, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

/* --- Afterwards --- */

/* Days until the first question and until the last one. */
static void
find_reach (int *least,
            int *most)
{
  g_autoptr(GPtrArray) rules = way_codes_list ("sustained_check", NULL);

  *least = G_MAXINT;
  *most = 0;
  for (guint i = 0; i < rules->len; i++)
    {
      int days = DAYS_OF_WEEK * way_code_get_int (g_ptr_array_index (rules, i), "weeks", 0);

      *least = MIN (*least, days);
      *most = MAX (*most, days);
    }
  *least = MIN (*least, *most);
}

static void
free_checks (gpointer checks)
{
  g_ptr_array_unref (checks);
}

/* What was asked already: WayId * of a placement -> WayOutcomeCheck * of a
 * GPtrArray. */
static GHashTable *
read_checks (WayDb        *db,
             const GDate  *since,
             GError      **error)
{
  g_autoptr(GHashTable) checks = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                        free_checks);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT outcome_check.placement, outcome_check.weeks,"
                         " outcome_check.sustained FROM outcome_check"
                         " CROSS JOIN placement ON placement.id = outcome_check.placement"
                         " WHERE placement.\"end\" >= :since",
                         error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":since", since);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId placement = way_stmt_id (stmt, 0);
      GPtrArray *of = g_hash_table_lookup (checks, &placement);
      WayOutcomeCheck *check = way_outcome_check_new ();

      if (of == NULL)
        {
          of = g_ptr_array_new_with_free_func ((GDestroyNotify) way_outcome_check_free);
          g_hash_table_insert (checks, g_memdup2 (&placement, sizeof placement), of);
        }
      check->weeks = way_stmt_int (stmt, 1);
      if (!way_stmt_is_null (stmt, 2))
        check->sustained = way_stmt_int (stmt, 2);
      g_ptr_array_add (of, check);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&checks) : NULL;
}

/* The first question that nobody has asked is enough for one child. */
static void
add_ended (GPtrArray       *found,
           WayStmt         *stmt,
           const GPtrArray *done,
           const GDate     *today,
           const GDate     *since)
{
  WayPlacement ended = { .end = way_stmt_date (stmt, END),
                         .destination = (char *) way_stmt_text (stmt, DESTINATION) };
  g_autoptr(GArray) checks = way_sustained_checks (&ended, done, today);

  for (guint i = 0; i < checks->len; i++)
    {
      const WaySustained *check = &g_array_index (checks, WaySustained, i);
      WayStayDue *self;

      if (!check->is_due)
        continue;
      if (way_date_compare (&check->due, since) < 0)
        return;
      self = read_who (stmt, WAY_STAY_DUE_LASTED);
      self->end = ended.end;
      self->destination = g_strdup (ended.destination);
      self->weeks = check->weeks;
      self->rule = check->rule;
      self->due = check->due;
      g_ptr_array_add (found, self);
      return;
    }
}

/* Of what nobody has asked about, the first question alone can be due: it is not read
 * where that was due too long ago. */
static gboolean
find_ended (GPtrArray    *found,
            WayDb        *db,
            const GDate  *today,
            const GDate  *due_since,
            GError      **error)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GHashTable) checks = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  GDate since, first_since;
  int least, most;
  WayStep step;

  find_reach (&least, &most);
  since = way_date_add_days (today, -2 * most);
  if (due_since == NULL)
    due_since = &since;
  first_since = way_date_add_days (due_since, -least);
  checks = read_checks (db, &since, error);
  if (checks == NULL)
    return FALSE;
  stmt = way_db_prepare (db,
                         "SELECT " WHO_COLUMNS ", placement.\"end\", placement.destination"
                         " FROM placement JOIN pupil ON pupil.id = placement.pupil"
                         " JOIN provision ON provision.id = placement.provision"
                         " WHERE placement.\"end\" >= :since AND placement.\"end\" <= :today"
                         " AND (placement.\"end\" >= :first_since OR placement.id IN"
                         "  (SELECT outcome_check.placement FROM outcome_check))"
                         " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " AND placement.destination IS NOT NULL ORDER BY placement.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":since", &since);
  way_stmt_bind_date (stmt, ":first_since", &first_since);
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId placement = way_stmt_id (stmt, PLACEMENT);
      const GPtrArray *done = g_hash_table_lookup (checks, &placement);

      add_ended (found, stmt, done != NULL ? done : none, today, due_since);
    }
  return step == WAY_STEP_DONE;
}

/* --- Both --- */

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const WayStayDue *one = *(const WayStayDue *const *) a;
  const WayStayDue *other = *(const WayStayDue *const *) b;
  int order = way_date_compare (&one->due, &other->due);

  return order != 0 ? order : way_id_compare (&one->placement, &other->placement);
}

GPtrArray *
way_stay_due_list (WayFacts     *facts,
                   const GDate  *today,
                   const GDate  *since,
                   GError      **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) way_stay_due_free);

  if (!find_running (found, facts, today, error) ||
      !find_ended (found, way_facts_db (facts), today, since, error))
    return NULL;
  g_ptr_array_sort (found, compare_due);
  return g_steal_pointer (&found);
}
