/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be done: each kind of task from one query, with its day and the one step
 * that is suggested. */

#include "way-today-tasks.h"

#include "way-records.h"
#include "way-register.h"
#include "way-seals-sql.h"
#include "way-stage.h"
#include "way-stay-due.h"
#include "way-visits.h"

void
way_task_free (WayTask *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->year);
  g_free (self->place);
  g_free (self);
}

int
way_today_rule (const char *rule,
                const char *unit)
{
  return way_code_get_int (way_codes_lookup ("work_rule", rule), unit, 0);
}

GDate
way_today_week_end (const GDate *day)
{
  GDate monday = way_date_week_start (day);

  return way_date_add_days (&monday, way_date_weekday (day) >= 6 ? 13 : 6);
}

typedef struct
{
  WayFacts            *facts;
  WayDb               *db;
  const WaySchoolDays *days;      /* the authority's */
  GDate                today;
  int                  amber;
  GPtrArray           *tasks;
  GHashTable          *shown;     /* WayId * of referrals and placements that a duty shows */
} Desk;

/* School days from tomorrow to the day; below 0, how many have passed since. */
static int
count_left (const WaySchoolDays *days,
            const GDate         *today,
            const GDate         *due)
{
  GDate from;

  if (way_date_compare (due, today) >= 0)
    {
      from = way_date_add_days (today, 1);
      return (int) way_school_days_count (days, &from, due);
    }
  from = way_date_add_days (due, 1);
  return -(int) way_school_days_count (days, &from, today);
}

/* --- Duties --- */

static void
show (Desk        *desk,
      const WayId *id)
{
  if (!way_id_is_null (id))
    g_hash_table_add (desk->shown, g_memdup2 (id, sizeof *id));
}

/* Where the child's referral stands decides what helps most. */
static gboolean
find_referral_step (Desk         *desk,
                    WayTask      *task,
                    GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  task->step = WAY_TASK_STEP_FIND_PLACE;
  if (way_id_is_null (&task->referral))
    return TRUE;
  stmt = way_db_prepare (desk->db,
                         "SELECT id, response FROM offer WHERE referral = :referral"
                         " AND (response = 'accepted' OR (coalesce (response, 'pending') = 'pending'"
                         "  AND coalesce (expires, :today) >= :today))"
                         " ORDER BY made DESC, id DESC LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":referral", &task->referral);
  way_stmt_bind_date (stmt, ":today", &desk->today);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      task->has_offer = TRUE;
      task->offer = way_stmt_id (stmt, 0);
      task->step = g_strcmp0 (way_stmt_text (stmt, 1), "accepted") == 0 ? WAY_TASK_STEP_PLACE
                                                                       : WAY_TASK_STEP_ANSWER;
    }
  return step != WAY_STEP_ERROR;
}

static gboolean
find_step (Desk               *desk,
           const WayDutyFact  *fact,
           WayTask            *task,
           GError            **error)
{
  static const struct
  {
    const char  *rule;
    WayTaskStep  step;
  } steps[] = {
    { "C02", WAY_TASK_STEP_ASK_SCHOOL },
    { "C03", WAY_TASK_STEP_RECORD_MET },
    { "C04", WAY_TASK_STEP_RECORD_MET },
    { "C05", WAY_TASK_STEP_RECORD_MET },
    { "C06", WAY_TASK_STEP_RECORD_MET },
    { "C07", WAY_TASK_STEP_RECORD_MET },
    { "C10", WAY_TASK_STEP_RECORD_MET },
    { "C11", WAY_TASK_STEP_RECORD_MET },
    { "C13", WAY_TASK_STEP_EXPLAIN },
    { "C17", WAY_TASK_STEP_RECORD_MET },
    { "C19", WAY_TASK_STEP_RECORD_REVIEW },
    { "C20", WAY_TASK_STEP_RECORD_MET },
    { "C21", WAY_TASK_STEP_RECORD_MET },
    { "C22", WAY_TASK_STEP_RECORD_MET },
    { "C23", WAY_TASK_STEP_NAME_SCHOOL },
    { "C24", WAY_TASK_STEP_END_PLACEMENT },
  };

  if (g_strv_contains ((const char *const []) { "C01", "C14", "C15", NULL }, fact->rule->id))
    return find_referral_step (desk, task, error);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (fact->rule->id, steps[i].rule))
      task->step = steps[i].step;
  if (fact->deciding)
    task->step = WAY_TASK_STEP_PLAN_NEXT;
  return TRUE;
}

static WayTask *
task_from_duty (const WayDutyFact *fact,
                WaySeverity        severity)
{
  WayTask *task = g_new0 (WayTask, 1);

  task->kind = WAY_TASK_DUTY;
  task->severity = severity;
  task->rule = fact->rule;
  task->actor = fact->actor;
  task->deciding = fact->deciding;
  task->number = fact->count >= 0 ? (guint) fact->count : fact->weeks;
  task->state = fact->duty.state;
  task->started_by = fact->started_by;
  task->subject = fact->subject;
  task->pupil = fact->pupil;
  task->establishment = fact->establishment;
  task->provision = fact->provision;
  task->referral = fact->referral;
  task->placement = fact->placement;
  task->exclusion = fact->exclusion;
  task->who = g_strdup (fact->pupil_name);
  task->year = g_strdup (fact->year);
  task->place = g_strdup (fact->place_name);
  /* A limit has no day to act on. */
  task->due = fact->count >= 0 ? way_date_none () : fact->due;
  task->days = fact->duty.days_left;
  return task;
}

/* What rests is not forgotten. */
static void
add_paused (Desk              *desk,
            const WayDutyFact *fact)
{
  WayTask *task = task_from_duty (fact, WAY_SEVERITY_PAUSED);

  task->step = WAY_TASK_STEP_RESTART;
  g_ptr_array_add (desk->tasks, task);
}

/* In breach, or to be done this week or within the authority's warning. */
static gboolean
add_duties (Desk       *desk,
            GPtrArray  *duties,
            GError    **error)
{
  GDate sunday = way_today_week_end (&desk->today);

  for (guint i = 0; i < duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (duties, i);
      gboolean due = fact->duty.state == WAY_DUTY_DUE ||
                     (fact->duty.state == WAY_DUTY_OPEN &&
                      way_date_compare (&fact->due, &sunday) <= 0);
      WayTask *task;

      if (fact->duty.state == WAY_DUTY_PAUSED)
        add_paused (desk, fact);
      if ((!due && fact->duty.state != WAY_DUTY_BREACHED) || way_duty_fact_is_choice (fact))
        continue;
      task = task_from_duty (fact, due ? WAY_SEVERITY_DUE : WAY_SEVERITY_BREACH);
      g_ptr_array_add (desk->tasks, task);
      show (desk, &task->referral);
      if (g_str_equal (fact->rule->id, "C24"))
        show (desk, &task->placement);
      if (!find_step (desk, fact, task, error))
        return FALSE;
    }
  return TRUE;
}

/* Whoever was late lately says why, as long as it is remembered. */
static void
add_explanations (Desk      *desk,
                  GPtrArray *duties)
{
  GDate since = way_date_add_days (&desk->today, -way_today_rule ("explain", "days"));

  for (guint i = 0; i < duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (duties, i);
      WayTask *task;

      if (fact->duty.state != WAY_DUTY_MET_LATE || !way_duty_fact_wants_reason (fact) ||
          way_date_compare (&fact->met, &since) < 0)
        continue;
      task = task_from_duty (fact, WAY_SEVERITY_OTHER);
      task->kind = WAY_TASK_EXPLAIN;
      task->step = WAY_TASK_STEP_EXPLAIN;
      task->days = 0;
      g_ptr_array_add (desk->tasks, task);
    }
}

/* --- Without education --- */

/* A duty that is still in time is on the list itself. */
static gboolean
wants_considering (const WayRegisterRow *row)
{
  if (row->open_case != NULL && way_date_is_set (&row->open_case->considered))
    return FALSE;
  return row->counted && (row->duty == NULL || row->duty->duty.state == WAY_DUTY_BREACHED);
}

static gboolean
wants_a_look (const WayRegisterRow *row,
              const GDate          *today)
{
  return row->open_case != NULL && way_date_is_set (&row->open_case->review_by) &&
         way_date_compare (&row->open_case->review_by, today) <= 0;
}

static gboolean
add_register (Desk       *desk,
              GPtrArray  *duties,
              GError    **error)
{
  g_autoptr(WayRegister) found = way_register_load (desk->facts, duties, &desk->today, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->rows->len; i++)
    {
      const WayRegisterRow *row = g_ptr_array_index (found->rows, i);
      gboolean again = wants_a_look (row, &desk->today);
      WayTask *task;

      if (!again && !wants_considering (row))
        continue;
      task = g_new0 (WayTask, 1);
      task->kind = again ? WAY_TASK_LOOK_AGAIN : WAY_TASK_CONSIDER;
      task->severity = WAY_SEVERITY_OTHER;
      task->step = WAY_TASK_STEP_CONSIDER;
      task->code = row->reason;
      task->pupil = row->pupil;
      task->who = g_strdup (row->pupil_name);
      task->year = g_strdup (row->year);
      task->due = again ? row->open_case->review_by : way_date_none ();
      if (again)
        task->days = count_left (desk->days, &desk->today, &task->due);
      g_ptr_array_add (desk->tasks, task);
    }
  return TRUE;
}

/* --- Referrals --- */

/* The columns of find_referrals(). */
enum
{
  REFERRAL, PUPIL, WHO, YEAR, RECEIVED, PANEL, OUTCOME, DECIDED,
  OFFER, RESPONSE, MADE, EXPIRES, START, PLACE, PROVISION, ANSWERED,
};

static WayStage
read_stage (WayStmt     *stmt,
            const GDate *today)
{
  WayStageDecision decision = { way_stmt_text (stmt, OUTCOME), way_stmt_date (stmt, DECIDED),
                                way_stmt_date (stmt, ANSWERED) };
  WayStageOffer offer = {
    way_stmt_text (stmt, RESPONSE), way_stmt_date (stmt, MADE), way_stmt_date (stmt, EXPIRES),
  };
  WayStageFacts facts = {
    .received = way_stmt_date (stmt, RECEIVED),
    .panel = way_stmt_date (stmt, PANEL),
    .decisions = &decision,
    .n_decisions = way_stmt_is_null (stmt, OUTCOME) ? 0 : 1,
    .offers = &offer,
    .n_offers = way_stmt_is_null (stmt, OFFER) ? 0 : 1,
  };

  return way_stage_find (&facts, today);
}

/* The day on which a referral was begun: its id tells the moment. */
static GDate
begun_on (const WayId *id)
{
  guint64 milliseconds = 0;
  GDate epoch = way_date_ymd (1970, 1, 1);

  for (guint i = 0; i < 6; i++)
    milliseconds = milliseconds << 8 | id->bytes[i];
  return way_date_add_days (&epoch, (int) MIN (milliseconds / 86400000, 2900000));
}

static GDate
days_after (const GDate *day,
            const char  *rule)
{
  return way_date_add_days (day, way_today_rule (rule, "days"));
}

static GDate
school_days_after (Desk        *desk,
                   const GDate *day,
                   const char  *rule)
{
  return way_school_days_nth_after (desk->days, day, (guint) way_today_rule (rule, "school_days"));
}

/* An offer whose day has passed without an answer. */
static gboolean
ran_out (WayStmt     *stmt,
         const GDate *today)
{
  GDate expires = way_stmt_date (stmt, EXPIRES);

  return !way_stmt_is_null (stmt, OFFER) &&
         g_strcmp0 (way_stmt_text (stmt, RESPONSE), "accepted") != 0 &&
         way_date_is_set (&expires) && way_date_compare (&expires, today) < 0;
}

/* What the next step of a referral makes of it: kind, step, rule and day. */
static void
shape_task (Desk        *desk,
            WayStmt     *stmt,
            const char  *next_step,
            WayTask     *task)
{
  GDate received = way_stmt_date (stmt, RECEIVED);
  GDate decided = way_stmt_date (stmt, DECIDED);
  GDate begun = begun_on (&task->referral);
  const struct
  {
    const char  *next_step;
    WayTaskKind  kind;
    WayTaskStep  step;
    const char  *rule;
    GDate        due;
  } shapes[] = {
    { "send", WAY_TASK_DRAFT, WAY_TASK_STEP_FINISH_DRAFT, "draft", days_after (&begun, "draft") },
    { "book_panel", WAY_TASK_PANEL, WAY_TASK_STEP_BOOK_PANEL, "decision",
      way_date_is_set (&received) ? school_days_after (desk, &received, "decision") : received },
    { "decide", WAY_TASK_DECISION, WAY_TASK_STEP_DECIDE, NULL, way_stmt_date (stmt, PANEL) },
    { "chase", WAY_TASK_INFORMATION, WAY_TASK_STEP_CHASE, "information",
      way_date_is_set (&decided) ? days_after (&decided, "information") : decided },
    { "offer", WAY_TASK_WAITING, WAY_TASK_STEP_OFFER, "waiting",
      way_date_is_set (&decided) ? school_days_after (desk, &decided, "waiting") : decided },
    { "wait", WAY_TASK_WAITING, WAY_TASK_STEP_OFFER, "waiting",
      way_date_is_set (&decided) ? school_days_after (desk, &decided, "waiting") : decided },
    { "answer", WAY_TASK_OFFER, WAY_TASK_STEP_ANSWER, NULL, way_stmt_date (stmt, EXPIRES) },
    { "place", WAY_TASK_START, WAY_TASK_STEP_PLACE, NULL, way_stmt_date (stmt, START) },
  };

  if (ran_out (stmt, &desk->today))
    next_step = "answer";
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_str_equal (shapes[i].next_step, next_step))
      {
        task->kind = shapes[i].kind;
        task->step = shapes[i].step;
        task->rule = shapes[i].rule != NULL ? way_codes_lookup ("work_rule", shapes[i].rule) : NULL;
        task->due = shapes[i].due;
      }
}

static void
add_referral (Desk    *desk,
              WayStmt *stmt)
{
  WayStage stage = read_stage (stmt, &desk->today);
  WayTask *task;

  if (!way_code_is (way_codes_lookup ("referral_stage", stage.stage), "live"))
    return;
  task = g_new0 (WayTask, 1);
  task->severity = WAY_SEVERITY_OTHER;
  task->referral = way_stmt_id (stmt, REFERRAL);
  task->pupil = way_stmt_id (stmt, PUPIL);
  task->who = g_strdup (way_stmt_text (stmt, WHO));
  task->year = g_strdup (way_stmt_text (stmt, YEAR));
  task->place = g_strdup (way_stmt_text (stmt, PLACE));
  task->provision = way_stmt_id (stmt, PROVISION);
  task->offer = way_stmt_id (stmt, OFFER);
  task->code = way_codes_lookup ("referral_stage", stage.stage);
  shape_task (desk, stmt, stage.next_step, task);
  if (way_date_is_set (&task->due))
    task->days = count_left (desk->days, &desk->today, &task->due);
  if (!way_date_is_set (&task->due) || task->days > desk->amber ||
      g_hash_table_contains (desk->shown, &task->referral))
    way_task_free (task);
  else
    g_ptr_array_add (desk->tasks, task);
}

static gboolean
add_referrals (Desk    *desk,
               GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (desk->db,
                         "SELECT referral.id, pupil.id, " WAY_PUPIL_NAME_SQL ", pupil.year,"
                         " referral.received, referral.panel, decision.outcome, decision.date,"
                         " offer.id, coalesce (offer.response, 'pending'), offer.made,"
                         " offer.expires, offer.start, provision.name, provision.id,"
                         " decision.answered"
                         " FROM referral_waiting JOIN referral"
                         " ON referral.id = referral_waiting.referral"
                         " JOIN pupil ON pupil.id = referral.pupil"
                         " LEFT JOIN decision ON decision.id = (SELECT id FROM decision"
                         "  WHERE decision.referral = referral.id"
                         "  ORDER BY date DESC, id DESC LIMIT 1)"
                         " LEFT JOIN offer ON offer.id = (SELECT id FROM offer"
                         "  WHERE offer.referral = referral.id"
                         "  AND coalesce (offer.response, 'pending') IN ('pending', 'accepted')"
                         "  ORDER BY made DESC, id DESC LIMIT 1)"
                         " LEFT JOIN provision ON provision.id ="
                         "  coalesce (offer.provision, decision.provision, referral.wanted)"
                         " WHERE " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " ORDER BY referral.id", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    add_referral (desk, stmt);
  return step == WAY_STEP_DONE;
}

/* --- Placements past their day --- */

static gboolean
add_overruns (Desk    *desk,
              GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (desk->db,
                         "SELECT placement.id, pupil.id, " WAY_PUPIL_NAME_SQL ", pupil.year,"
                         " provision.id, provision.name, placement.expected_end"
                         " FROM placement JOIN pupil ON pupil.id = placement.pupil"
                         " JOIN provision ON provision.id = placement.provision"
                         " WHERE placement.\"end\" IS NULL AND placement.expected_end < :today"
                         " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " ORDER BY placement.expected_end, placement.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &desk->today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId placement = way_stmt_id (stmt, 0);
      WayTask *task;

      if (g_hash_table_contains (desk->shown, &placement))
        continue;
      task = g_new0 (WayTask, 1);
      task->kind = WAY_TASK_OVERRUN;
      task->severity = WAY_SEVERITY_OTHER;
      task->step = WAY_TASK_STEP_END_PLACEMENT;
      task->placement = placement;
      task->pupil = way_stmt_id (stmt, 1);
      task->who = g_strdup (way_stmt_text (stmt, 2));
      task->year = g_strdup (way_stmt_text (stmt, 3));
      task->provision = way_stmt_id (stmt, 4);
      task->place = g_strdup (way_stmt_text (stmt, 5));
      task->due = way_stmt_date (stmt, 6);
      task->days = count_left (desk->days, &desk->today, &task->due);
      g_ptr_array_add (desk->tasks, task);
    }
  return step == WAY_STEP_DONE;
}

/* --- On the way through a stay, and after it --- */

static WayTask *
task_from_stay (const WayStayDue *due)
{
  gboolean after = due->kind == WAY_STAY_DUE_LASTED;
  WayTask *task = g_new0 (WayTask, 1);

  task->kind = after ? WAY_TASK_LASTED : WAY_TASK_PLAN;
  task->severity = WAY_SEVERITY_OTHER;
  task->step = after ? WAY_TASK_STEP_ASK_LASTED : WAY_TASK_STEP_PLAN_NEXT;
  task->rule = due->rule;
  task->deciding = due->kind == WAY_STAY_DUE_DECIDE;
  task->number = after ? due->weeks : due->week;
  task->placement = due->placement;
  task->pupil = due->pupil;
  task->provision = due->provision;
  task->who = g_strdup (due->who);
  task->year = g_strdup (due->year);
  task->place = g_strdup (due->place);
  task->due = due->due;
  return task;
}

/* A stay that a duty shows is not said twice; what nobody asked for long is left to
 * the list of placements. */
static gboolean
add_stays (Desk    *desk,
           GError **error)
{
  GDate since = way_date_add_days (&desk->today, -way_today_rule ("lasted", "days"));
  g_autoptr(GPtrArray) found = way_stay_due_list (desk->facts, &desk->today, &since, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const WayStayDue *due = g_ptr_array_index (found, i);
      WayTask *task;

      if (g_hash_table_contains (desk->shown, &due->placement))
        continue;
      task = task_from_stay (due);
      task->days = count_left (desk->days, &desk->today, &task->due);
      g_ptr_array_add (desk->tasks, task);
    }
  return found != NULL;
}

/* --- Settings --- */

/* A setting's own task; its days are those of the calendar. */
static WayTask *
add_setting_task (Desk        *desk,
                  WayStmt     *stmt,
                  WayTaskKind  kind,
                  const GDate *due)
{
  WayTask *task = g_new0 (WayTask, 1);

  task->kind = kind;
  task->severity = WAY_SEVERITY_OTHER;
  task->establishment = way_stmt_id (stmt, 0);
  task->who = g_strdup (way_stmt_text (stmt, 1));
  task->due = *due;
  if (way_date_is_set (due))
    task->days = way_date_days_between (&desk->today, due);
  g_ptr_array_add (desk->tasks, task);
  return task;
}

static gboolean
add_assurances (Desk    *desk,
                GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  GDate soon = way_date_add_days (&desk->today, way_today_rule ("assurance", "days"));
  WayStep step;

  stmt = way_db_prepare (desk->db,
                         "SELECT establishment.id, establishment.name, assurance.id,"
                         " assurance.kind, assurance.expires,"
                         " (SELECT count (DISTINCT placement.pupil) FROM placement"
                         "  JOIN provision ON provision.id = placement.provision"
                         "  WHERE provision.establishment = establishment.id"
                         "  AND placement.start <= :today"
                         "  AND coalesce (placement.\"end\", :today) >= :today"
                         "  AND " WAY_PUPIL_KNOWN_SQL ("placement.pupil") ")"
                         " FROM assurance"
                         " JOIN establishment ON establishment.id = assurance.establishment"
                         " WHERE assurance.expires <= :soon AND establishment.closed IS NULL"
                         " AND NOT EXISTS (SELECT 1 FROM assurance AS newer"
                         "  WHERE newer.establishment = assurance.establishment"
                         "  AND newer.kind = assurance.kind"
                         "  AND coalesce (newer.checked, 0) > coalesce (assurance.checked, 0))"
                         " ORDER BY assurance.expires, assurance.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &desk->today);
  way_stmt_bind_date (stmt, ":soon", &soon);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate expires = way_stmt_date (stmt, 4);
      WayTask *task = add_setting_task (desk, stmt, WAY_TASK_ASSURANCE, &expires);
      const char *kind = way_stmt_text (stmt, 3);

      task->step = WAY_TASK_STEP_ASK_RENEWAL;
      task->rule = way_codes_lookup ("work_rule", "assurance");
      task->assurance = way_stmt_id (stmt, 2);
      task->code = kind != NULL ? way_codes_lookup ("assurance_kind", kind) : NULL;
      task->number = (guint) way_stmt_int (stmt, 5);
    }
  return step == WAY_STEP_DONE;
}

static gboolean
add_entries (Desk    *desk,
             GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  int months = way_today_rule ("entry", "months");
  GDate before = way_date_add_months (&desk->today, -months);
  WayStep step;

  stmt = way_db_prepare (desk->db,
                         "SELECT id, name, verified FROM establishment"
                         " WHERE directory_type IS NOT NULL AND closed IS NULL"
                         " AND (verified IS NULL OR verified < :before)"
                         " ORDER BY verified, id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":before", &before);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate verified = way_stmt_date (stmt, 2);
      GDate due = way_date_is_set (&verified) ? way_date_add_months (&verified, months) : verified;
      WayTask *task = add_setting_task (desk, stmt, WAY_TASK_ENTRY, &due);

      task->step = WAY_TASK_STEP_CHECK_ENTRY;
      task->rule = way_codes_lookup ("work_rule", "entry");
    }
  return step == WAY_STEP_DONE;
}

/* Actions and visits alike: a setting, a record of it, and its day. */
static gboolean
add_dated (Desk             *desk,
           const char       *sql,
           WayTaskKind       kind,
           WayTaskStep       step_wanted,
           const WayEntity  *entity,
           const char       *rule,
           GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (desk->db, sql, error);
  GDate soon = way_date_add_days (&desk->today, way_today_rule (rule, "days"));
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":soon", &soon);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate due = way_stmt_date (stmt, 3);
      WayTask *task = add_setting_task (desk, stmt, kind, &due);
      const char *words = way_stmt_text (stmt, 4);

      task->step = step_wanted;
      task->rule = way_codes_lookup ("work_rule", rule);
      task->entity = entity;
      task->row = way_stmt_id (stmt, 2);
      if (kind == WAY_TASK_ACTION)
        task->place = g_strdup (words);
      else
        task->code = words != NULL ? way_codes_lookup ("visit_type", words) : NULL;
    }
  return step == WAY_STEP_DONE;
}

static gboolean
add_visits (Desk    *desk,
            GError **error)
{
  return add_dated (desk,
                    "SELECT establishment.id, establishment.name, action.id, action.due,"
                    " action.wording FROM action"
                    " JOIN establishment ON establishment.id = action.establishment"
                    " WHERE action.done IS NULL AND action.dropped IS NULL AND action.due <= :soon"
                    " ORDER BY action.due, action.id",
                    WAY_TASK_ACTION, WAY_TASK_STEP_CLOSE_ACTION, &way_action_entity, "action",
                    error) &&
         add_dated (desk,
                    "SELECT establishment.id, establishment.name, visit.id, visit.planned,"
                    " visit.kind FROM visit"
                    " JOIN establishment ON establishment.id = visit.establishment"
                    " WHERE visit.date IS NULL AND visit.cancelled IS NULL"
                    " AND visit.planned <= :soon ORDER BY visit.planned, visit.id",
                    WAY_TASK_VISIT, WAY_TASK_STEP_VISIT, &way_visit_entity, "visit", error);
}

/* --- What copies changed differently --- */

/* "" where the record has no name of its own. */
static char *
record_title (WayDb            *db,
              const WayEntity  *entity,
              const WayId      *row,
              GError          **error)
{
  gpointer record = way_records_get (db, entity, row, error);
  char *title = record != NULL ? way_record_title (entity, record) : g_strdup ("");

  way_record_free (entity, record);
  return title;
}

static gboolean
add_conflicts (Desk    *desk,
               GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (desk->db,
                         "SELECT entity, row, count (*) FROM conflict GROUP BY entity, row"
                         " ORDER BY entity, row", error);
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      const WayEntity *entity = way_entity_by_number ((guint) way_stmt_int (stmt, 0));
      g_autoptr(GError) fault = NULL;
      WayTask *task;

      if (entity == NULL)
        continue;
      task = g_new0 (WayTask, 1);
      g_ptr_array_add (desk->tasks, task);
      task->kind = WAY_TASK_CONFLICT;
      task->severity = WAY_SEVERITY_OTHER;
      task->step = WAY_TASK_STEP_COMPARE;
      task->entity = entity;
      task->row = way_stmt_id (stmt, 1);
      task->number = (guint) way_stmt_int (stmt, 2);
      task->due = way_date_none ();
      task->who = record_title (desk->db, entity, &task->row, &fault);
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
    }
  return step == WAY_STEP_DONE;
}

/* --- The list --- */

static int
compare_tasks (gconstpointer a,
               gconstpointer b)
{
  const WayTask *one = *(const WayTask *const *) a;
  const WayTask *other = *(const WayTask *const *) b;
  int order = (int) one->severity - (int) other->severity;

  if (order == 0)
    order = way_date_compare (&one->due, &other->due);
  if (order == 0)
    order = (int) one->kind - (int) other->kind;
  if (order == 0)
    order = g_strcmp0 (one->who, other->who);
  if (order == 0)
    order = way_id_compare (&one->referral, &other->referral);
  if (order == 0)
    order = way_id_compare (&one->placement, &other->placement);
  if (order == 0)
    order = way_id_compare (&one->subject, &other->subject);
  return order != 0 ? order : way_id_compare (&one->row, &other->row);
}

GPtrArray *
way_today_tasks (WayFacts     *facts,
                 GPtrArray    *duties,
                 const GDate  *today,
                 GError      **error)
{
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) way_task_free);
  g_autoptr(GHashTable) shown = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                       NULL);
  Desk desk = {
    .facts = facts,
    .db = way_facts_db (facts),
    .days = way_facts_days (facts, NULL, error),
    .today = *today,
    .amber = (int) way_facts_authority (facts)->amber_days,
    .tasks = tasks,
    .shown = shown,
  };

  if (desk.days == NULL || !add_duties (&desk, duties, error) ||
      !add_register (&desk, duties, error) || !add_referrals (&desk, error) ||
      !add_overruns (&desk, error) || !add_stays (&desk, error) ||
      !add_assurances (&desk, error) || !add_entries (&desk, error) ||
      !add_visits (&desk, error) || !add_conflicts (&desk, error))
    return NULL;
  add_explanations (&desk, duties);
  g_ptr_array_sort (tasks, compare_tasks);
  return g_steal_pointer (&tasks);
}
