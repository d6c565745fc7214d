/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties from facts.  SQL fetches the few records from which a duty can come;
 * the rules say by when, and how it stands. */

#include "way-duties.h"

#include "way-review.h"

/* How far back a suspension may lie that another one goes on from, in days:
 * longer than any holiday. */
#define BACK_TO_BACK 60

typedef struct
{
  WayFacts   *facts;
  WayDb      *db;
  GDate       today;
  GDate       since;
  WayId       pupil;
  GPtrArray  *found;
} Search;

void
way_duty_fact_free (WayDutyFact *self)
{
  if (self == NULL)
    return;
  g_free (self->pupil_name);
  g_free (self->year);
  g_free (self->place_name);
  g_free (self);
}

/* --- Judging --- */

WayDuty
way_duty_fact_on (const WayDutyFact *self,
                  const GDate       *day,
                  guint              amber)
{
  WayDutyFacts facts = { .due = self->due, .met = self->met };

  if (way_date_compare (day, &self->started) < 0 ||
      (way_date_is_set (&self->ended) && way_date_compare (day, &self->ended) > 0))
    return (WayDuty) { WAY_DUTY_NOT_APPLICABLE, 0 };
  return way_duty_judge (&facts, self->days, day, amber);
}

/* Keeps a fact that still matters; the others are freed. */
static void
keep (Search      *search,
      WayDutyFact *fact)
{
  guint amber = (guint) way_facts_authority (search->facts)->amber_days;
  gboolean over = (way_date_is_set (&fact->met) &&
                   way_date_compare (&fact->met, &search->since) < 0) ||
                  (way_date_is_set (&fact->ended) &&
                   way_date_compare (&fact->ended, &search->since) < 0);

  if (over || !way_date_is_set (&fact->due))
    {
      way_duty_fact_free (fact);
      return;
    }
  fact->duty = way_duty_fact_on (fact, &search->today, amber);
  g_ptr_array_add (search->found, fact);
}

/* The earlier of two days, of which either may be missing. */
static GDate
earlier (GDate a,
         GDate b)
{
  if (!way_date_is_set (&a) || (way_date_is_set (&b) && way_date_compare (&b, &a) < 0))
    return b;
  return a;
}

static GDate
later (GDate a,
       GDate b)
{
  return way_date_compare (&a, &b) < 0 ? b : a;
}

/* --- Reading --- */

/* The first columns of every search: who it is about and where.  CROSS JOIN
 * keeps SQLite from beginning with the children or the schools: the file has no
 * statistics to tell it that few of the first table's rows are wanted; a plus
 * keeps it from an index that would not help. */
#define WHO_COLUMNS                                                             \
  "pupil.id, trim (coalesce (pupil.forename, '') || ' ' || coalesce (pupil.surname, '')),"  \
  " pupil.year, pupil.birth, establishment.id"
#define N_WHO_COLUMNS 5
#define ONE_PUPIL                                                               \
  " AND (:pupil IS NULL OR pupil.id = :pupil"                                   \
  "      OR pupil.id IN (SELECT pupil FROM pupil_kept WHERE kept = :pupil))"

static WayStmt *
prepare (Search      *search,
         const char  *sql,
         GError     **error)
{
  WayStmt *stmt = way_db_prepare (search->db, sql, error);

  if (stmt != NULL)
    way_stmt_bind_id (stmt, ":pupil", &search->pupil);
  return stmt;
}

static WayDutyFact *
read_who (Search      *search,
          WayStmt     *stmt,
          const char  *rule,
          GError     **error)
{
  WayDutyFact *fact = g_new0 (WayDutyFact, 1);

  fact->rule = way_codes_lookup ("clock", rule);
  fact->actor = way_code_get (fact->rule, "actor");
  fact->pupil = way_stmt_id (stmt, 0);
  fact->pupil_name = g_strdup (way_stmt_text (stmt, 1));
  fact->year = g_strdup (way_stmt_text (stmt, 2));
  fact->establishment = way_stmt_id (stmt, 4);
  fact->days = way_facts_days (search->facts, &fact->establishment, error);
  if (fact->days == NULL)
    g_clear_pointer (&fact, way_duty_fact_free);
  return fact;
}

/* A duty ends when the child leaves compulsory school age. */
static gboolean
end_at_leaving_age (Search       *search,
                    WayDutyFact  *fact,
                    const GDate  *birth,
                    GError      **error)
{
  WayClockFacts facts = { .birth = *birth };
  g_autoptr(WayClock) clock = NULL;

  if (!way_date_is_set (birth) || way_date_age (birth, &search->today) < 15)
    return TRUE;
  clock = way_clocks_run ("C16", &facts, fact->days, error);
  if (clock == NULL)
    return FALSE;
  fact->ended = earlier (fact->ended, clock->due);
  return TRUE;
}

/* --- Exclusions --- */

/* What an exclusion starts and what ends it.  A child who was at a setting full
 * time when it began is educated from the first day. */
#define EXCLUSION_COLUMNS                                                       \
  WHO_COLUMNS ", exclusion.id, establishment.name, establishment.type,"         \
  " exclusion.\"from\", exclusion.\"to\", coalesce (exclusion.half_days, 0),"   \
  " exclusion.educated_from, exclusion.result,"                                 \
  " (SELECT min (max (placement.start, exclusion.\"from\")) FROM placement"     \
  "  WHERE placement.pupil = exclusion.pupil"                                   \
  "  AND coalesce (placement.\"end\", exclusion.\"from\") >= exclusion.\"from\"" \
  "  AND coalesce (placement.sessions, :full) >= :full),"                       \
  " (SELECT min (enrolment.\"from\") FROM enrolment"                            \
  "  WHERE enrolment.pupil = exclusion.pupil AND enrolment.status IN ('C', 'M')" \
  "  AND enrolment.establishment IS NOT exclusion.establishment"                \
  "  AND enrolment.\"from\" >= exclusion.\"from\"),"                            \
  " (SELECT referral.id FROM referral WHERE referral.pupil = exclusion.pupil"   \
  "  AND referral.closed IS NULL"                                               \
  "  ORDER BY referral.received DESC, referral.id DESC LIMIT 1)"

#define EXCLUSION_TABLES                                                        \
  " FROM exclusion CROSS JOIN pupil ON pupil.id = exclusion.pupil"              \
  " CROSS JOIN establishment ON establishment.id = exclusion.establishment"     \
  " WHERE exclusion.cancelled IS NULL"

typedef struct
{
  WayId        id;
  char        *school;
  char        *type;
  GDate        from;
  GDate        to;
  int          half_days;
  GDate        educated;    /* by whichever way came first */
  const char  *result;      /* lent by the statement */
  WayId        referral;
} Excluded;

static void
read_excluded (WayStmt  *stmt,
               Excluded *excluded)
{
  int column = N_WHO_COLUMNS;

  excluded->id = way_stmt_id (stmt, column++);
  excluded->school = g_strdup (way_stmt_text (stmt, column++));
  excluded->type = g_strdup (way_stmt_text (stmt, column++));
  excluded->from = way_stmt_date (stmt, column++);
  excluded->to = way_stmt_date (stmt, column++);
  excluded->half_days = (int) way_stmt_int (stmt, column++);
  excluded->educated = way_stmt_date (stmt, column++);
  excluded->result = way_stmt_text (stmt, column++);
  excluded->educated = earlier (excluded->educated, way_stmt_date (stmt, column++));
  excluded->educated = earlier (excluded->educated, way_stmt_date (stmt, column++));
  excluded->referral = way_stmt_id (stmt, column);
}

static void
clear_excluded (Excluded *excluded)
{
  g_free (excluded->school);
  g_free (excluded->type);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Excluded, clear_excluded)

static const char *
find_reading (Search *search)
{
  return way_facts_authority (search->facts)->sixth_day;
}

static int
full_time (void)
{
  return way_code_get_int (way_codes_lookup ("funding_rule", "full_time"), "sessions", 10);
}

static gboolean
is_reinstated (const char *result)
{
  const WayCode *code = result != NULL ? way_codes_lookup ("exclusion_review_result", result)
                                       : NULL;

  return code != NULL && way_code_is (code, "reinstated");
}

static gboolean
add_permanent (Search   *search,
               WayStmt  *stmt,
               GError  **error)
{
  g_auto(Excluded) excluded = { .type = NULL };
  WayClockEvent event = { .kind = "permanent" };
  WayClockFacts facts = { .events = &event, .n_events = 1, .reading = find_reading (search) };
  g_autoptr(WayClock) clock = NULL;
  GDate birth = way_stmt_date (stmt, 3);
  WayDutyFact *fact;

  read_excluded (stmt, &excluded);
  if (is_reinstated (excluded.result) ||
      (way_date_is_set (&excluded.educated) &&
       way_date_compare (&excluded.educated, &search->since) < 0))
    return TRUE;
  fact = read_who (search, stmt, "C01", error);
  if (fact == NULL)
    return FALSE;
  event.from = excluded.from;
  clock = way_clocks_run ("C01", &facts, fact->days, error);
  if (clock == NULL || !end_at_leaving_age (search, fact, &birth, error))
    {
      way_duty_fact_free (fact);
      return FALSE;
    }
  fact->exclusion = excluded.id;
  fact->referral = excluded.referral;
  fact->place_name = g_steal_pointer (&excluded.school);
  fact->started = excluded.from;
  fact->met = excluded.educated;
  fact->due = clock->due;
  keep (search, fact);
  return TRUE;
}

/* The home authority's children only: the duty is the home authority's, even
 * where the school is elsewhere (domain.md C01). */
static gboolean
find_permanent (Search  *search,
                GError **error)
{
  const char *la = way_facts_authority (search->facts)->la;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = prepare (search,
                  "SELECT " EXCLUSION_COLUMNS EXCLUSION_TABLES
                  " AND exclusion.category = 'PERM' AND exclusion.\"from\" <= :today"
                  " AND (pupil.home_la IS NULL OR :la IS NULL OR pupil.home_la = :la)"
                  ONE_PUPIL, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_text (stmt, ":la", la);
  way_stmt_bind_int (stmt, ":full", full_time ());
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!add_permanent (search, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

/* One child's suspensions, those back to back together. */
typedef struct
{
  Search      *search;
  GArray      *events;     /* WayClockEvent */
  WayDutyFact *fact;       /* of the last one; NULL: nothing read yet */
  char        *type;
} Suspensions;

/* Runs the clock over what was gathered of one child. */
static gboolean
end_child (Suspensions  *self,
           GError      **error)
{
  WayClockFacts facts = {
    .events = (const WayClockEvent *) (gpointer) self->events->data,
    .n_events = self->events->len,
    .reading = find_reading (self->search),
    .school_type = self->type,
    .year = self->fact != NULL ? self->fact->year : NULL,
  };
  g_autoptr(WayClock) clock = NULL;

  if (self->fact == NULL)
    return TRUE;
  clock = way_clocks_run ("C02", &facts, self->fact->days, error);
  if (clock == NULL)
    return FALSE;
  if (clock->verdict != WAY_CLOCK_NOT_DUE)
    {
      self->fact->due = clock->due;
      self->fact->actor = clock->actor;
      keep (self->search, g_steal_pointer (&self->fact));
    }
  g_clear_pointer (&self->fact, way_duty_fact_free);
  g_clear_pointer (&self->type, g_free);
  g_array_set_size (self->events, 0);
  return TRUE;
}

static gboolean
add_suspension (Suspensions  *self,
                WayStmt      *stmt,
                GError      **error)
{
  g_auto(Excluded) excluded = { .type = NULL };
  WayClockEvent event = { .kind = "suspension" };
  WayId pupil = way_stmt_id (stmt, 0);
  GDate started;

  if (self->fact != NULL && !way_id_equal (&self->fact->pupil, &pupil) && !end_child (self, error))
    return FALSE;
  read_excluded (stmt, &excluded);
  event.from = excluded.from;
  event.to = excluded.to;
  event.half_days = way_date_is_set (&excluded.to) ? excluded.half_days : 0;
  g_array_append_val (self->events, event);

  started = self->fact != NULL ? self->fact->started : excluded.from;
  g_clear_pointer (&self->fact, way_duty_fact_free);
  g_free (self->type);
  self->type = NULL;
  self->fact = read_who (self->search, stmt, "C02", error);
  if (self->fact == NULL)
    return FALSE;
  self->type = g_steal_pointer (&excluded.type);
  self->fact->exclusion = excluded.id;
  self->fact->referral = excluded.referral;
  self->fact->place_name = g_steal_pointer (&excluded.school);
  self->fact->started = started;
  self->fact->ended = excluded.to;
  self->fact->met = excluded.educated;
  return TRUE;
}

/* The clock looks at school days itself, so a child is left out only where no
 * suspension reaches the days asked for. */
static gboolean
find_suspensions (Search  *search,
                  GError **error)
{
  g_autoptr(GArray) events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  Suspensions self = { .search = search, .events = events };
  g_autoptr(WayStmt) stmt = NULL;
  GDate before = way_date_add_days (&search->since, -BACK_TO_BACK);
  gboolean done = TRUE;
  WayStep step;

  stmt = prepare (search,
                  "SELECT " EXCLUSION_COLUMNS EXCLUSION_TABLES
                  " AND exclusion.category IN ('SUSP', 'FIXD')"
                  " AND exclusion.\"from\" <= :today AND exclusion.\"from\" >= :before"
                  " AND exclusion.pupil IN (SELECT late.pupil FROM exclusion AS late"
                  "  WHERE late.category IN ('SUSP', 'FIXD') AND late.\"from\" >= :before"
                  "  AND coalesce (late.\"to\", :since) >= :since)"
                  ONE_PUPIL " ORDER BY pupil.id, exclusion.\"from\", exclusion.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_date (stmt, ":before", &before);
  way_stmt_bind_date (stmt, ":since", &search->since);
  way_stmt_bind_int (stmt, ":full", full_time ());
  while (done && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    done = add_suspension (&self, stmt, error);
  done = done && step == WAY_STEP_DONE && end_child (&self, error);
  way_duty_fact_free (self.fact);
  g_free (self.type);
  return done;
}

/* --- Placements --- */

static void
add_review (Search      *search,
            WayDutyFact *fact,
            GDate        reviewed)
{
  guint weeks = (guint) way_facts_authority (search->facts)->review_weeks;

  fact->due = way_review_due (fact->days, &fact->started, &reviewed, weeks);
  if (way_date_is_set (&reviewed))
    fact->started = later (fact->started, reviewed);
  keep (search, fact);
}

static gboolean
is_school_weeks (const char *week_kind)
{
  return g_strcmp0 (week_kind, "calendar") != 0;
}

/* The last day of the n-th week of a stay. */
static GDate
find_week_end (const WayDutyFact *fact,
               gboolean           school,
               guint              week)
{
  return school ? way_school_days_nth_week (fact->days, &fact->started, week)
                : way_date_add_days (&fact->started, 7 * (int) week - 1);
}

/* What comes next is decided as late in the stay as in the rule's own 20 weeks. */
static guint
find_deciding_week (const WayCode *rule,
                    guint          weeks)
{
  guint count = (guint) way_code_get_int (rule, "count", 1);
  guint decide = (guint) way_code_get_int (rule, "decide", (int) count);

  return MAX (1, weeks * decide / count);
}

static gboolean
add_stay (Search       *search,
          WayStmt      *stmt,
          int           column,
          GError      **error)
{
  WayDutyFact *fact = read_who (search, stmt, "C24", error);
  gboolean has_plan = way_stmt_int (stmt, column + 7) != 0;
  gboolean school = is_school_weeks (way_stmt_text (stmt, column + 6));
  GDate decide;

  if (fact == NULL)
    return FALSE;
  fact->placement = way_stmt_id (stmt, column);
  fact->provision = way_stmt_id (stmt, column + 1);
  fact->place_name = g_strdup (way_stmt_text (stmt, column + 2));
  fact->started = way_stmt_date (stmt, column + 3);
  fact->ended = way_stmt_date (stmt, column + 4);
  fact->weeks = (guint) way_stmt_int (stmt, column + 5);
  fact->week_kind = school ? "school" : "calendar";
  /* Who extends a placement has decided on the longer stay. */
  fact->due = later (find_week_end (fact, school, fact->weeks), way_stmt_date (stmt, column + 8));
  /* No law names the day to decide, so that passing it is no breach. */
  decide = find_week_end (fact, school, find_deciding_week (fact->rule, fact->weeks));
  fact->deciding = !has_plan && way_date_compare (&search->today, &decide) <= 0;
  if (fact->deciding)
    fact->due = decide;
  keep (search, fact);
  return TRUE;
}

static gboolean
add_placement (Search   *search,
               WayStmt  *stmt,
               GError  **error)
{
  const int column = N_WHO_COLUMNS;
  WayDutyFact *fact = read_who (search, stmt, "C19", error);

  if (fact == NULL)
    return FALSE;
  fact->placement = way_stmt_id (stmt, column);
  fact->provision = way_stmt_id (stmt, column + 1);
  fact->place_name = g_strdup (way_stmt_text (stmt, column + 2));
  fact->started = way_stmt_date (stmt, column + 3);
  fact->ended = way_stmt_date (stmt, column + 4);
  add_review (search, fact, way_stmt_date (stmt, column + 9));
  return way_stmt_int (stmt, column + 5) == 0 || add_stay (search, stmt, column, error);
}

static gboolean
find_placements (Search  *search,
                 GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = prepare (search,
                  "SELECT " WHO_COLUMNS ", placement.id, provision.id, provision.name,"
                  " placement.start, placement.\"end\","
                  " CASE WHEN provision.kind = 'assessment' OR provision.cohorts IS NOT NULL"
                  "  THEN coalesce (provision.weeks_most, 0) ELSE 0 END,"
                  " provision.week_kind, placement.exit_plan IS NOT NULL,"
                  " placement.expected_end, placement.reviewed"
                  " FROM placement CROSS JOIN pupil ON pupil.id = placement.pupil"
                  " CROSS JOIN provision ON provision.id = placement.provision"
                  " CROSS JOIN establishment ON establishment.id = provision.establishment"
                  " WHERE +placement.start <= :today"
                  " AND (placement.\"end\" IS NULL OR placement.\"end\" >= :since)"
                  ONE_PUPIL, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_date (stmt, ":since", &search->since);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!add_placement (search, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

/* --- Fair access --- */

static gboolean
add_fair_access (Search   *search,
                 WayStmt  *stmt,
                 GError  **error)
{
  const int column = N_WHO_COLUMNS;
  WayClockEvent event = { .kind = "agreed", .from = way_stmt_date (stmt, column + 2) };
  WayClockFacts facts = { .events = &event, .n_events = 1 };
  GDate met = earlier (way_stmt_date (stmt, column + 4), way_stmt_date (stmt, column + 5));
  GDate birth = way_stmt_date (stmt, 3);
  g_autoptr(WayClock) clock = NULL;
  WayDutyFact *fact;

  if (way_date_is_set (&met) && way_date_compare (&met, &search->since) < 0)
    return TRUE;
  fact = read_who (search, stmt, "C23", error);
  if (fact == NULL)
    return FALSE;
  clock = way_clocks_run ("C23", &facts, fact->days, error);
  if (clock == NULL || !end_at_leaving_age (search, fact, &birth, error))
    {
      way_duty_fact_free (fact);
      return FALSE;
    }
  fact->decision = way_stmt_id (stmt, column);
  fact->referral = way_stmt_id (stmt, column + 1);
  fact->place_name = g_strdup (way_stmt_text (stmt, column + 3));
  fact->started = event.from;
  fact->met = met;
  fact->due = clock->due;
  keep (search, fact);
  return TRUE;
}

/* The protocol is for children without a school: one that stays on a roll, but
 * for that of a school that excluded it, waits for none.  Met by the next main
 * roll that begins, or a place of ours. */
static gboolean
find_fair_access (Search  *search,
                  GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = prepare (search,
                  "SELECT " WHO_COLUMNS ", decision.id, referral.id, decision.date,"
                  " establishment.name,"
                  " (SELECT min (enrolment.\"from\") FROM enrolment"
                  "  WHERE enrolment.pupil = pupil.id AND enrolment.status IN ('C', 'M')"
                  "  AND enrolment.\"from\" >= decision.date),"
                  " (SELECT min (placement.start) FROM placement"
                  "  WHERE placement.pupil = pupil.id AND placement.start >= decision.date)"
                  " FROM decision CROSS JOIN referral ON referral.id = decision.referral"
                  " CROSS JOIN pupil ON pupil.id = referral.pupil"
                  " LEFT JOIN establishment ON establishment.id = referral.referrer"
                  " WHERE decision.outcome = 'REFER_FAP' AND decision.date <= :today"
                  " AND NOT EXISTS (SELECT 1 FROM enrolment"
                  "  WHERE enrolment.pupil = pupil.id AND enrolment.status IN ('C', 'M')"
                  "  AND coalesce (enrolment.\"from\", 0) < decision.date"
                  "  AND coalesce (enrolment.\"to\", decision.date) >= decision.date"
                  "  AND NOT EXISTS (SELECT 1 FROM exclusion"
                  "   WHERE exclusion.pupil = pupil.id AND exclusion.category = 'PERM'"
                  "   AND exclusion.cancelled IS NULL"
                  "   AND +exclusion.establishment = enrolment.establishment))"
                  ONE_PUPIL, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!add_fair_access (search, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

/* --- The list --- */

static int
compare_facts (gconstpointer a,
               gconstpointer b)
{
  const WayDutyFact *one = *(const WayDutyFact *const *) a;
  const WayDutyFact *other = *(const WayDutyFact *const *) b;
  int order = way_date_compare (&one->due, &other->due);

  if (order == 0)
    order = g_strcmp0 (one->rule->id, other->rule->id);
  if (order == 0)
    order = way_id_compare (&one->pupil, &other->pupil);
  if (order == 0)
    order = way_id_compare (&one->placement, &other->placement);
  if (order == 0)
    order = way_id_compare (&one->exclusion, &other->exclusion);
  return order != 0 ? order : way_id_compare (&one->decision, &other->decision);
}

GPtrArray *
way_duties_list (WayFacts               *facts,
                 const GDate            *today,
                 const WayDutiesFilter  *filter,
                 GError                **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) way_duty_fact_free);
  Search search = {
    .facts = facts,
    .db = way_facts_db (facts),
    .today = *today,
    .since = *today,
    .found = found,
  };

  if (filter != NULL)
    {
      search.pupil = filter->pupil;
      if (way_date_is_set (&filter->since) && way_date_compare (&filter->since, today) < 0)
        search.since = filter->since;
    }
  if (!find_permanent (&search, error) || !find_suspensions (&search, error) ||
      !find_placements (&search, error) || !find_fair_access (&search, error))
    return NULL;
  g_ptr_array_sort (found, compare_facts);
  return g_steal_pointer (&found);
}

/* --- Why this day --- */

/* All suspensions of the child that the clock had before it. */
static GArray *
gather_suspensions (WayDb        *db,
                    const WayId  *pupil,
                    const GDate  *from,
                    GError      **error)
{
  g_autoptr(GArray) events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT \"from\", \"to\", coalesce (half_days, 0) FROM exclusion"
                         " WHERE pupil = :pupil AND category IN ('SUSP', 'FIXD')"
                         " AND cancelled IS NULL AND \"from\" >= :from ORDER BY \"from\", id",
                         error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":pupil", pupil);
  way_stmt_bind_date (stmt, ":from", from);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayClockEvent event = {
        .kind = "suspension",
        .from = way_stmt_date (stmt, 0),
        .to = way_stmt_date (stmt, 1),
        .half_days = way_stmt_is_null (stmt, 1) ? 0 : (int) way_stmt_int (stmt, 2),
      };

      g_array_append_val (events, event);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&events) : NULL;
}

/* The first event of the clock as the fact has it. */
static gboolean
gather_events (WayFacts           *facts,
               const WayDutyFact  *duty,
               GArray            **events,
               GError            **error)
{
  WayClockEvent event = { .kind = way_clocks_first_event (duty->rule->id), .from = duty->started };

  if (g_str_equal (duty->rule->id, "C02"))
    {
      *events = gather_suspensions (way_facts_db (facts), &duty->pupil, &duty->started, error);
      return *events != NULL;
    }
  *events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  g_array_append_val (*events, event);
  return TRUE;
}

WayClock *
way_duty_why (WayFacts           *facts,
              const WayDutyFact  *duty,
              GError            **error)
{
  g_autoptr(GArray) events = NULL;
  WayClockFacts clock_facts = {
    .reading = way_facts_authority (facts)->sixth_day,
    .review_weeks = (guint) way_facts_authority (facts)->review_weeks,
    .year = duty->year,
    .weeks = duty->week_kind,
    .stay_weeks = duty->weeks,
  };

  if (!gather_events (facts, duty, &events, error))
    return NULL;
  clock_facts.events = (const WayClockEvent *) (gpointer) events->data;
  clock_facts.n_events = events->len;
  return way_clocks_run (duty->rule->id, &clock_facts, duty->days, error);
}
