/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties of a placement: reviews, the end of a stay, telling the council; and a
 * place under fair access. */

#include "way-duties-private.h"

#include "way-duty-answers.h"
#include "way-stay-due.h"

/* --- Placements --- */

static GDate
later_of (GDate a,
          GDate b)
{
  return way_date_compare (&a, &b) < 0 ? b : a;
}

/* What every duty of a placement says of it. */
static void
read_placement (WayDutyFact *fact,
                WayStmt     *stmt)
{
  int column = WAY_DUTY_N_WHO_COLUMNS;

  fact->placement = way_stmt_id (stmt, column);
  fact->provision = way_stmt_id (stmt, column + 1);
  fact->place_name = g_strdup (way_stmt_text (stmt, column + 2));
  fact->started = way_stmt_date (stmt, column + 3);
  fact->ended = way_stmt_date (stmt, column + 4);
  way_duty_fact_start (fact, "placement", &fact->placement);
  way_duty_fact_add_event (fact, "placement", &fact->started);
}

static gboolean
add_review (WayDutySearch  *search,
            WayStmt        *stmt,
            GError        **error)
{
  guint weeks = (guint) way_facts_authority (search->facts)->review_weeks;
  WayDutyFact *fact = way_duty_search_read_who (search, stmt, "C19", error);
  GDate reviewed = way_stmt_date (stmt, WAY_DUTY_N_WHO_COLUMNS + 9);
  guint32 due;

  if (fact == NULL)
    return FALSE;
  read_placement (fact, stmt);
  due = way_duty_answers_review (search->reviews, fact->days, way_date_julian (&fact->started),
                                 way_date_is_set (&reviewed) ? way_date_julian (&reviewed) : 0,
                                 weeks);
  fact->due = due != 0 ? way_date_from_julian (due) : way_date_none ();
  if (way_date_is_set (&reviewed))
    {
      way_duty_fact_add_event (fact, "review", &reviewed);
      fact->started = later_of (fact->started, reviewed);
    }
  way_duty_search_keep (search, fact);
  return TRUE;
}

/* The school says that it arranged a place (C20); a referral says so too. */
static gboolean
add_telling (WayDutySearch  *search,
             WayStmt        *stmt,
             GError        **error)
{
  WayClockEvent event = { .kind = "placement" };
  WayClockFacts facts = { .events = &event, .n_events = 1 };
  WayDutyFact *fact = way_duty_search_read_who (search, stmt, "C20", error);

  if (fact == NULL)
    return FALSE;
  read_placement (fact, stmt);
  event.from = fact->started;
  fact->met = way_stmt_date (stmt, WAY_DUTY_N_WHO_COLUMNS + 10);
  return way_duty_search_run (search, fact, &facts, error);
}

static gboolean
is_school_weeks (const char *week_kind)
{
  return g_strcmp0 (week_kind, "calendar") != 0;
}

/* The last day of the n-th week of a stay. */
static GDate
find_week_end (const WaySchoolDays *days,
               const GDate         *start,
               gboolean             school,
               guint                week)
{
  return school ? way_school_days_nth_week (days, start, week)
                : way_date_add_days (start, 7 * (int) week - 1);
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

void
way_duty_stay_days (const WaySchoolDays *days,
                    const GDate         *start,
                    guint                weeks,
                    gboolean             school,
                    GDate               *end,
                    GDate               *decide)
{
  guint week = find_deciding_week (way_codes_lookup ("clock", "C24"), weeks);

  *end = find_week_end (days, start, school, weeks);
  /* No law names the day to decide, so that passing it is no breach. */
  *decide = find_week_end (days, start, school, week);
}

static gboolean
add_stay (WayDutySearch  *search,
          WayStmt        *stmt,
          GError        **error)
{
  const int column = WAY_DUTY_N_WHO_COLUMNS;
  WayDutyFact *fact = way_duty_search_read_who (search, stmt, "C24", error);
  gboolean has_plan = way_stmt_int (stmt, column + 7) != 0;
  gboolean school = is_school_weeks (way_stmt_text (stmt, column + 6));
  GDate end, decide;

  if (fact == NULL)
    return FALSE;
  read_placement (fact, stmt);
  fact->weeks = (guint) way_stmt_int (stmt, column + 5);
  fact->week_kind = school ? "school" : "calendar";
  /* Who extends a placement has decided on the longer stay. */
  way_duty_stay_days (fact->days, &fact->started, fact->weeks, school, &end, &decide);
  fact->due = later_of (end, way_stmt_date (stmt, column + 8));
  fact->deciding = !has_plan && way_date_compare (&search->today, &decide) <= 0;
  if (fact->deciding)
    fact->due = decide;
  way_duty_search_keep (search, fact);
  return TRUE;
}

/* Whether a school arranged the place, and said so or is still looked to for it. */
static gboolean
wants_telling (WayDutySearch *search,
               WayStmt       *stmt)
{
  GDate start = way_stmt_date (stmt, WAY_DUTY_N_WHO_COLUMNS + 3);

  return g_strcmp0 (way_stmt_text (stmt, WAY_DUTY_N_WHO_COLUMNS + 11), "SCHOOL") == 0 &&
         (!way_stmt_is_null (stmt, WAY_DUTY_N_WHO_COLUMNS + 10) ||
          way_duty_search_looks_back (search, "notices", &start));
}

static gboolean
add_placement (WayDutySearch  *search,
               WayStmt        *stmt,
               GError        **error)
{
  return add_review (search, stmt, error) &&
         (way_stmt_int (stmt, WAY_DUTY_N_WHO_COLUMNS + 5) == 0 || add_stay (search, stmt, error)) &&
         (!wants_telling (search, stmt) || add_telling (search, stmt, error));
}

#define PLACEMENTS                                                              \
  "SELECT " WAY_DUTY_WHO_COLUMNS ", placement.id, provision.id, provision.name," \
  " placement.start, placement.\"end\","                                        \
  " " WAY_STAY_WEEKS_SQL ", provision.week_kind, placement.exit_plan IS NOT NULL," \
  " placement.expected_end, placement.reviewed,"                                \
  " coalesce (placement.told_la, (SELECT referral.received"                     \
  "  FROM referral WHERE referral.id = placement.referral)),"                   \
  " placement.commissioner"                                                     \
  " FROM placement CROSS JOIN pupil ON pupil.id = placement.pupil"              \
  " CROSS JOIN provision ON provision.id = placement.provision"                 \
  " CROSS JOIN establishment ON establishment.id = provision.establishment"     \
  " WHERE +placement.start <= :today"

static gboolean
find_placements (WayDutySearch  *search,
                 const char     *which,
                 GError        **error)
{
  g_autofree char *sql = g_strconcat (PLACEMENTS, which, WAY_DUTY_ONE_PUPIL, NULL);
  g_autoptr(WayStmt) stmt = way_duty_search_prepare (search, sql, error);
  g_autoptr(GHashTable) reviews = way_duty_answers_new ();
  gboolean done = TRUE;
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_date (stmt, ":since", &search->since);
  search->reviews = reviews;
  while (done && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    done = add_placement (search, stmt, error);
  search->reviews = NULL;
  return done && step == WAY_STEP_DONE;
}

gboolean
way_duty_search_placements (WayDutySearch  *self,
                            GError        **error)
{
  return find_placements (self,
                          " AND (placement.\"end\" IS NULL OR placement.\"end\" >= :since)",
                          error);
}

gboolean
way_duty_search_acted_placements (WayDutySearch  *self,
                                  GError        **error)
{
  return find_placements (self,
                          " AND placement.id IN (SELECT placement FROM duty_act"
                          "  WHERE placement IS NOT NULL)"
                          " AND coalesce (placement.\"end\", :since) >= :since", error);
}

/* --- Fair access --- */

static gboolean
add_fair_access (WayDutySearch  *search,
                 WayStmt        *stmt,
                 GError        **error)
{
  const int column = WAY_DUTY_N_WHO_COLUMNS;
  WayClockEvent event = { .kind = "agreed", .from = way_stmt_date (stmt, column + 2) };
  WayClockFacts facts = { .events = &event, .n_events = 1 };
  GDate birth = way_stmt_date (stmt, 3);
  WayDutyFact *fact;

  fact = way_duty_search_read_who (search, stmt, "C23", error);
  if (fact == NULL)
    return FALSE;
  if (!way_duty_search_end_at_leaving_age (search, fact, &birth, error))
    {
      way_duty_fact_free (fact);
      return FALSE;
    }
  fact->decision = way_stmt_id (stmt, column);
  fact->referral = way_stmt_id (stmt, column + 1);
  way_duty_fact_start (fact, "decision", &fact->decision);
  fact->place_name = g_strdup (way_stmt_text (stmt, column + 3));
  fact->started = event.from;
  fact->met = way_stmt_date (stmt, column + 4);
  return way_duty_search_run (search, fact, &facts, error);
}

/* The protocol is for children without a school: one that stays on a roll, but
 * for that of a school that excluded it, waits for none.  Met by the next main
 * roll that begins, or a place of ours.  The table fair_access has all of that. */
#define FAIR_ACCESS                                                             \
  "SELECT " WAY_DUTY_WHO_COLUMNS ", fair_access.decision, referral.id, fair_access.day," \
  " establishment.name, fair_access.met"                                        \
  " FROM fair_access CROSS JOIN decision ON decision.id = fair_access.decision" \
  " CROSS JOIN referral ON referral.id = decision.referral"                     \
  " CROSS JOIN pupil ON pupil.id = referral.pupil"                              \
  " LEFT JOIN establishment ON establishment.id = referral.referrer"            \
  " WHERE fair_access.asks AND fair_access.day <= :today"                       \
  " AND (fair_access.met IS NULL OR fair_access.met >= :since)"

static gboolean
find_fair_access (WayDutySearch  *search,
                  const char     *which,
                  GError        **error)
{
  g_autofree char *sql = g_strconcat (FAIR_ACCESS, which, WAY_DUTY_ONE_PUPIL, NULL);
  g_autoptr(WayStmt) stmt = way_duty_search_prepare (search, sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_date (stmt, ":since", &search->since);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!add_fair_access (search, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

gboolean
way_duty_search_fair_access (WayDutySearch  *self,
                             GError        **error)
{
  return find_fair_access (self, "", error);
}

gboolean
way_duty_search_acted_fair_access (WayDutySearch  *self,
                                   GError        **error)
{
  return find_fair_access (self,
                           " AND fair_access.decision IN (SELECT decision FROM duty_act"
                           "  WHERE decision IS NOT NULL)", error);
}
