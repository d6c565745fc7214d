/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties to educate that exclusions start: the sixth day, C01 and C02. */

#include "way-duties-private.h"

#include "way-measure.h"

/* How far back a suspension may lie that another one goes on from, in days:
 * longer than any holiday. */
#define BACK_TO_BACK 60

/* What an exclusion starts and what ends it.  A child who was at a setting full
 * time when it began is educated from the first day. */
/* What ends the wait of an excluded child: a full-time place, or another roll. */
#define FULL_PLACES                                                             \
  " FROM placement WHERE placement.pupil = exclusion.pupil"                     \
  " AND coalesce (placement.\"end\", exclusion.\"from\") >= exclusion.\"from\""  \
  " AND coalesce (placement.sessions, :full) >= :full"
#define OTHER_ROLLS                                                             \
  " FROM enrolment WHERE enrolment.pupil = exclusion.pupil"                     \
  " AND enrolment.status IN ('C', 'M')"                                         \
  " AND enrolment.establishment IS NOT exclusion.establishment"                 \
  " AND enrolment.\"from\" >= exclusion.\"from\""

#define EXCLUSION_COLUMNS                                                       \
  WAY_DUTY_WHO_COLUMNS ", exclusion.id, establishment.name, establishment.type,"         \
  " exclusion.\"from\", exclusion.\"to\", coalesce (exclusion.half_days, 0),"   \
  " exclusion.educated_from, exclusion.result,"                                 \
  " (SELECT min (max (placement.start, exclusion.\"from\"))" FULL_PLACES "),"   \
  " (SELECT min (enrolment.\"from\")" OTHER_ROLLS "),"                          \
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
  int column = WAY_DUTY_N_WHO_COLUMNS;

  excluded->id = way_stmt_id (stmt, column++);
  excluded->school = g_strdup (way_stmt_text (stmt, column++));
  excluded->type = g_strdup (way_stmt_text (stmt, column++));
  excluded->from = way_stmt_date (stmt, column++);
  excluded->to = way_stmt_date (stmt, column++);
  excluded->half_days = (int) way_stmt_int (stmt, column++);
  excluded->educated = way_stmt_date (stmt, column++);
  excluded->result = way_stmt_text (stmt, column++);
  excluded->educated = way_duty_earlier (excluded->educated, way_stmt_date (stmt, column++));
  excluded->educated = way_duty_earlier (excluded->educated, way_stmt_date (stmt, column++));
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
find_reading (WayDutySearch *search)
{
  return way_facts_authority (search->facts)->sixth_day;
}

static int
full_time (void)
{
  return way_measure_full_time ();
}

static gboolean
is_reinstated (const char *result)
{
  const WayCode *code = result != NULL ? way_codes_lookup ("exclusion_review_result", result)
                                       : NULL;

  return code != NULL && way_code_is (code, "reinstated");
}

static gboolean
add_permanent (WayDutySearch  *search,
               WayStmt        *stmt,
               GError        **error)
{
  g_auto(Excluded) excluded = { .type = NULL };
  WayClockEvent event = { .kind = "permanent" };
  WayClockFacts facts = { .events = &event, .n_events = 1, .reading = find_reading (search) };
  GDate birth = way_stmt_date (stmt, 3);
  WayDutyFact *fact;

  read_excluded (stmt, &excluded);
  if (is_reinstated (excluded.result))
    return TRUE;
  fact = way_duty_search_read_who (search, stmt, "C01", error);
  if (fact == NULL)
    return FALSE;
  if (!way_duty_search_end_at_leaving_age (search, fact, &birth, error))
    {
      way_duty_fact_free (fact);
      return FALSE;
    }
  event.from = excluded.from;
  way_duty_fact_start (fact, "exclusion", &excluded.id);
  fact->exclusion = excluded.id;
  fact->referral = excluded.referral;
  fact->place_name = g_steal_pointer (&excluded.school);
  fact->started = excluded.from;
  fact->met = excluded.educated;
  return way_duty_search_run (search, fact, &facts, error);
}

/* The home authority's children only: the duty is the home authority's, even
 * where the school is elsewhere (domain.md C01).  Nearly all of them were taught
 * again long ago, so that this is asked first. */
static gboolean
find_permanent (WayDutySearch  *search,
                GError        **error)
{
  const char *la = way_facts_authority (search->facts)->la;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_duty_search_prepare (search,
                                  "SELECT " EXCLUSION_COLUMNS EXCLUSION_TABLES
                                  " AND exclusion.category = 'PERM' AND +exclusion.\"from\" <= :today"
                                  " AND coalesce (exclusion.educated_from, 4294967295) >= :since"
                                  " AND NOT EXISTS (SELECT 1" FULL_PLACES
                                  "  AND max (placement.start, exclusion.\"from\") < :since)"
                                  " AND NOT EXISTS (SELECT 1" OTHER_ROLLS
                                  "  AND enrolment.\"from\" < :since)"
                                  " AND (pupil.home_la IS NULL OR :la IS NULL OR pupil.home_la = :la)"
                                  WAY_DUTY_ONE_PUPIL, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_date (stmt, ":since", &search->since);
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
  WayDutySearch *search;
  GArray        *events;     /* WayClockEvent */
  GArray        *rows;       /* Excluded of each */
  WayDutyFact   *fact;       /* of the last one; NULL: nothing read yet */
} Suspensions;

/* Days at school between times out. */
static GArray *
load_attended (WayDb        *db,
               const WayId  *pupil,
               GError      **error)
{
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT day FROM attended_day WHERE pupil = :pupil"
                                            " AND day IS NOT NULL ORDER BY day, id", error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":pupil", pupil);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate day = way_stmt_date (stmt, 0);

      g_array_append_val (days, day);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&days) : NULL;
}

static const Excluded *
get_row (const Suspensions *self,
         guint              i)
{
  return &g_array_index (self->rows, Excluded, i);
}

/* The days of the run of suspensions that the clock found long enough. */
static void
find_spell (const Suspensions *self,
            const WayClock    *clock,
            GDate             *first,
            GDate             *last)
{
  *first = g_array_index (clock->steps, WayClockStep, 0).date;
  *last = clock->count > 0
            ? way_school_days_nth (self->fact->days, first, (guint) clock->count / 2)
            : way_date_none ();
}

/* The duty began with the suspension of the run's first day; it ends with the
 * last one, and education under any of them meets it. */
static void
take_spell (Suspensions    *self,
            const WayClock *clock)
{
  WayDutyFact *fact = self->fact;
  const Excluded *begun = get_row (self, 0);
  const Excluded *latest = begun;
  GDate first, last;

  find_spell (self, clock, &first, &last);
  for (guint i = 1; i < self->rows->len; i++)
    if (way_date_compare (&get_row (self, i)->from, &first) <= 0)
      begun = get_row (self, i);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Excluded *one = get_row (self, i);

      if (way_date_compare (&one->from, &begun->from) < 0 ||
          !way_date_within (&one->from, NULL, &last))
        continue;
      latest = one;
      fact->met = way_duty_earlier (fact->met, one->educated);
    }
  way_duty_fact_start (fact, "exclusion", &begun->id);
  fact->started = begun->from;
  fact->exclusion = latest->id;
  fact->referral = latest->referral;
  fact->place_name = g_strdup (latest->school);
  fact->ended = latest->to;
}

static gboolean
run_child (Suspensions          *self,
           const WayClockFacts  *facts,
           GError              **error)
{
  g_autoptr(WayClock) clock = way_clocks_run ("C02", facts, self->fact->days, error);

  if (clock == NULL)
    return FALSE;
  if (clock->verdict == WAY_CLOCK_NOT_DUE || clock->steps->len == 0)
    {
      g_clear_pointer (&self->fact, way_duty_fact_free);
      return TRUE;
    }
  take_spell (self, clock);
  return way_duty_search_run (self->search, g_steal_pointer (&self->fact), facts, error);
}

/* Runs the clock over what was gathered of one child. */
static gboolean
end_child (Suspensions  *self,
           GError      **error)
{
  WayClockFacts facts = {
    .events = (const WayClockEvent *) (gpointer) self->events->data,
    .n_events = self->events->len,
    .reading = find_reading (self->search),
  };
  g_autoptr(GArray) attended = NULL;
  gboolean done;

  if (self->fact == NULL)
    return TRUE;
  attended = load_attended (self->search->db, &self->fact->pupil, error);
  if (attended == NULL)
    return FALSE;
  facts.attended = (const GDate *) (gpointer) attended->data;
  facts.n_attended = attended->len;
  facts.year = self->fact->year;
  facts.school_type = get_row (self, self->rows->len - 1)->type;
  done = run_child (self, &facts, error);
  g_array_set_size (self->events, 0);
  g_array_set_size (self->rows, 0);
  return done;
}

static gboolean
add_suspension (Suspensions  *self,
                WayStmt      *stmt,
                GError      **error)
{
  Excluded excluded = { .type = NULL };
  WayClockEvent event = { .kind = "suspension" };
  WayId pupil = way_stmt_id (stmt, 0);

  if (self->fact != NULL && !way_id_equal (&self->fact->pupil, &pupil) && !end_child (self, error))
    return FALSE;
  read_excluded (stmt, &excluded);
  event.from = excluded.from;
  event.to = excluded.to;
  event.half_days = way_date_is_set (&excluded.to) ? excluded.half_days : 0;
  g_array_append_val (self->events, event);
  g_array_append_val (self->rows, excluded);

  g_clear_pointer (&self->fact, way_duty_fact_free);
  self->fact = way_duty_search_read_who (self->search, stmt, "C02", error);
  return self->fact != NULL;
}

/* The clock looks at school days itself, so a child is left out only where no
 * suspension reaches the days asked for. */
static gboolean
find_suspensions (WayDutySearch  *search,
                  GError        **error)
{
  g_autoptr(GArray) events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  g_autoptr(GArray) rows = g_array_new (FALSE, TRUE, sizeof (Excluded));
  Suspensions self = { .search = search, .events = events, .rows = rows };
  g_autoptr(WayStmt) stmt = NULL;
  GDate before = way_date_add_days (&search->since, -BACK_TO_BACK);
  gboolean done = TRUE;
  WayStep step;

  stmt = way_duty_search_prepare (search,
                                  "SELECT " EXCLUSION_COLUMNS EXCLUSION_TABLES
                                  " AND exclusion.category IN ('SUSP', 'FIXD')"
                                  " AND exclusion.\"from\" <= :today AND exclusion.\"from\" >= :before"
                                  " AND exclusion.pupil IN (SELECT late.pupil FROM exclusion AS late"
                                  "  WHERE late.category IN ('SUSP', 'FIXD')"
                                  "  AND late.\"from\" >= :before"
                                  "  AND coalesce (late.\"to\", :since) >= :since)"
                                  WAY_DUTY_ONE_PUPIL
                                  " ORDER BY pupil.id, exclusion.\"from\", exclusion.id", error);
  if (stmt == NULL)
    return FALSE;
  g_array_set_clear_func (rows, (GDestroyNotify) clear_excluded);
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_date (stmt, ":before", &before);
  way_stmt_bind_date (stmt, ":since", &search->since);
  way_stmt_bind_int (stmt, ":full", full_time ());
  while (done && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    done = add_suspension (&self, stmt, error);
  done = done && step == WAY_STEP_DONE && end_child (&self, error);
  way_duty_fact_free (self.fact);
  return done;
}

gboolean
way_duty_search_exclusions (WayDutySearch  *self,
                            GError        **error)
{
  return find_permanent (self, error) && find_suspensions (self, error);
}
