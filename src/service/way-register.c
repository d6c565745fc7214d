/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on the Section 19 register.  Each search finds the children to whom one
 * kind of record can apply and adds to their facts; the rule says why they are on
 * it, if they are. */

#include "way-register.h"

#include <string.h>

#include "way-measure.h"
#include "way-s19.h"
#include "way-seals-sql.h"

/* What is known of one child. */
typedef struct
{
  WayRegisterRow *row;
  WayS19Facts     facts;
  char           *absence;      /* s19_reason */
  char           *ground;
  GDate           birth;
  GDate           absent;       /* first day */
  GDate           left;         /* last day on a roll */
} Child;

typedef struct
{
  WayFacts    *facts;
  WayDb       *db;
  GDate        today;
  const char  *la;
  int          full;            /* half days a week */
  WayRegister *found;
  GHashTable  *children;        /* WayId * -> Child */
} Search;

static void
row_free (WayRegisterRow *self)
{
  if (self == NULL)
    return;
  way_s19_case_free (self->open_case);
  g_free (self->pupil_name);
  g_free (self->year);
  g_free (self->place_name);
  g_free (self->worker);
  g_free (self);
}

static void
child_free (Child *self)
{
  row_free (self->row);
  g_free (self->absence);
  g_free (self->ground);
  g_free (self);
}

/* --- Reading --- */

#define WHO_COLUMNS                                                             \
  "pupil.id, " WAY_PUPIL_NAME_SQL ", pupil.year, pupil.birth"
#define N_WHO_COLUMNS 4
#define OF_THE_AREA                                                             \
  " AND (pupil.home_la IS NULL OR :la IS NULL OR pupil.home_la = :la)"          \
  " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")

static WayStmt *
prepare (Search      *search,
         const char  *sql,
         GError     **error)
{
  WayStmt *stmt = way_db_prepare (search->db, sql, error);

  if (stmt != NULL)
    way_stmt_bind_text (stmt, ":la", search->la);
  return stmt;
}

/* The child of a row, known already or new. */
static Child *
get_child (Search  *search,
           WayStmt *stmt)
{
  WayId id = way_stmt_id (stmt, 0);
  Child *child = g_hash_table_lookup (search->children, &id);

  if (child != NULL)
    return child;
  child = g_new0 (Child, 1);
  child->row = g_new0 (WayRegisterRow, 1);
  child->row->pupil = id;
  child->row->pupil_name = g_strdup (way_stmt_text (stmt, 1));
  child->row->year = g_strdup (way_stmt_text (stmt, 2));
  child->birth = way_stmt_date (stmt, 3);
  child->facts.has_roll = TRUE;   /* until it is found to have none */
  g_hash_table_insert (search->children, &child->row->pupil, child);
  return child;
}

typedef void (*TakeFunc) (Search  *search,
                          WayStmt *stmt,
                          Child   *child);

static gboolean
run (Search      *search,
     WayStmt     *stmt,
     TakeFunc     take,
     GError     **error)
{
  WayStep step;

  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    take (search, stmt, get_child (search, stmt));
  return step == WAY_STEP_DONE;
}

/* --- Permanently excluded --- */

static gboolean
is_reinstated (const char *result)
{
  const WayCode *code = result != NULL ? way_codes_lookup ("exclusion_review_result", result)
                                       : NULL;

  return code != NULL && way_code_is (code, "reinstated");
}

/* Whether a child who left a place of ours went on to education. */
static gboolean
is_education (const char *destination)
{
  const WayCode *code = destination != NULL ? way_codes_lookup ("destination", destination) : NULL;

  return code != NULL && way_code_is (code, "eet");
}

static void
take_excluded (Search  *search,
               WayStmt *stmt,
               Child   *child)
{
  int column = N_WHO_COLUMNS;
  GDate from = way_stmt_date (stmt, column + 2);
  GDate educated = way_stmt_date (stmt, column + 3);
  GDate placed_to = way_stmt_date (stmt, column + 6);
  gboolean has_left = way_date_is_set (&placed_to) &&
                      way_date_compare (&placed_to, &from) >= 0;

  if (is_reinstated (way_stmt_text (stmt, column + 4)))
    return;
  child->facts.excluded = TRUE;
  child->row->establishment = way_stmt_id (stmt, column);
  g_free (child->row->place_name);
  child->row->place_name = g_strdup (way_stmt_text (stmt, column + 1));
  child->row->since = has_left ? way_date_add_days (&placed_to, 1) : from;
  if (!has_left)
    child->row->known = way_stmt_date (stmt, column + 5);
  /* Education that began counts until a place that came of it is left. */
  if (has_left)
    child->facts.is_educated = is_education (way_stmt_text (stmt, column + 7));
  else
    child->facts.is_educated = way_date_is_set (&educated) &&
                               way_date_compare (&educated, &search->today) <= 0;
}

static gboolean
find_excluded (Search  *search,
               GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = prepare (search,
                  "SELECT " WHO_COLUMNS ", establishment.id, establishment.name,"
                  " exclusion.\"from\","
                  " coalesce (exclusion.educated_from, (SELECT min (duty_act.day) FROM duty_act"
                  "  WHERE duty_act.exclusion = exclusion.id AND duty_act.rule = 'C01'"
                  "  AND duty_act.kind = 'met')), exclusion.result,"
                  " exclusion.told_la, max (placement.\"end\"), placement.destination"
                  " FROM exclusion CROSS JOIN pupil ON pupil.id = exclusion.pupil"
                  " CROSS JOIN establishment ON establishment.id = exclusion.establishment"
                  " LEFT JOIN placement ON placement.pupil = pupil.id"
                  "  AND placement.\"end\" >= exclusion.\"from\" AND placement.\"end\" < :today"
                  " WHERE exclusion.category = 'PERM' AND exclusion.cancelled IS NULL"
                  " AND exclusion.\"from\" <= :today" OF_THE_AREA
                  " AND NOT EXISTS (SELECT 1 FROM enrolment"
                  "  WHERE enrolment.pupil = pupil.id AND enrolment.status IN ('C', 'M')"
                  "  AND enrolment.establishment IS NOT exclusion.establishment"
                  "  AND enrolment.\"from\" >= exclusion.\"from\""
                  "  AND enrolment.\"from\" <= :today"
                  "  AND coalesce (enrolment.\"to\", :today) >= :today)"
                  " GROUP BY exclusion.id ORDER BY exclusion.\"from\", exclusion.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  return run (search, stmt, take_excluded, error);
}

/* --- Those whose clocks run --- */

static gboolean
is_running (const WayDutyFact *duty,
            const GDate       *today)
{
  return way_duty_is_live (duty->duty.state) && way_date_within (today, &duty->started, &duty->ended);
}

static Child *
get_child_of_duty (Search            *search,
                   const WayDutyFact *duty,
                   GError           **error)
{
  Child *child = g_hash_table_lookup (search->children, &duty->pupil);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (child != NULL)
    return child;
  stmt = prepare (search, "SELECT " WHO_COLUMNS " FROM pupil WHERE id = :id" OF_THE_AREA, error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":id", &duty->pupil);
  step = way_stmt_step (stmt, error);
  return step == WAY_STEP_ROW ? get_child (search, stmt) : NULL;
}

static void
take_place (Child             *child,
            const WayDutyFact *duty)
{
  child->row->duty = duty;
  child->row->establishment = duty->establishment;
  g_free (child->row->place_name);
  child->row->place_name = g_strdup (duty->place_name);
}

static gboolean
is_pru (const WayDutyFact *duty)
{
  const WayCode *type = duty->school_type != NULL
                          ? way_codes_lookup ("establishment_type", duty->school_type) : NULL;

  return type != NULL && g_strcmp0 (way_code_get (type, "body"), "pru") == 0;
}

/* An absence puts the child on the register once its clock asks for education. */
static gboolean
take_absence (Search             *search,
              const WayDutyFact  *duty,
              Child              *child,
              GError            **error)
{
  g_autoptr(WayAbsence) absence = way_act_get (search->db, &way_absence_entity, &duty->subject,
                                               error);
  const WayCode *kind;

  if (absence == NULL)
    return FALSE;
  kind = way_codes_lookup ("absence_kind", absence->kind);
  g_free (child->absence);
  child->absence = g_strdup (kind != NULL ? way_code_get (kind, "register") : NULL);
  child->facts.absence = child->absence;
  child->absent = absence->from;
  child->row->known = absence->told;
  take_place (child, duty);
  return TRUE;
}

/* C14 knows by its forecast that education is due; of C15 nobody does before the
 * day. */
static gboolean
has_come (const WayDutyFact *duty,
          const GDate       *today)
{
  return strcmp (duty->rule->id, "C15") != 0 || way_date_compare (&duty->due, today) <= 0;
}

static gboolean
take_duty (Search             *search,
           const WayDutyFact  *duty,
           GError            **error)
{
  g_autoptr(GError) fault = NULL;
  Child *child;

  if (!g_strv_contains ((const char *const []) { "C01", "C02", "C14", "C15", NULL },
                        duty->rule->id) ||
      !is_running (duty, &search->today) || !has_come (duty, &search->today))
    return TRUE;
  child = get_child_of_duty (search, duty, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (child == NULL || (child->facts.excluded && strcmp (duty->rule->id, "C01") != 0))
    return TRUE;
  if (strcmp (duty->rule->id, "C14") == 0 || strcmp (duty->rule->id, "C15") == 0)
    return take_absence (search, duty, child, error);
  take_place (child, duty);
  if (strcmp (duty->rule->id, "C02") == 0)
    {
      child->facts.suspended = TRUE;
      child->facts.from_pru = is_pru (duty);
      child->row->since = duty->started;
    }
  return TRUE;
}

static gboolean
find_by_duties (Search  *search,
                GError **error)
{
  for (guint i = 0; i < search->found->duties->len; i++)
    if (!take_duty (search, g_ptr_array_index (search->found->duties, i), error))
      return FALSE;
  return TRUE;
}

/* --- On no roll --- */

static void
take_without_roll (Search  *search,
                   WayStmt *stmt,
                   Child   *child)
{
  child->left = way_stmt_date (stmt, N_WHO_COLUMNS);
  child->facts.had_roll = way_stmt_int (stmt, N_WHO_COLUMNS + 1) != 0;
  g_free (child->ground);
  child->ground = g_strdup (way_stmt_text (stmt, N_WHO_COLUMNS + 2));
  child->facts.ground = child->ground;
  child->facts.has_roll = FALSE;
}

/* Old enough: the lowest of the ages that are counted as of school age. */
static GDate
find_latest_birth (const GDate *today)
{
  int age = way_code_get_int (way_codes_lookup ("ages", "all"), "age_min", 0);

  return way_date_add_months (today, -12 * age);
}

/* Nobody of compulsory school age was born before. */
static GDate
find_earliest_birth (const GDate *today)
{
  int age = way_code_get_int (way_codes_lookup ("clock", "C16"), "age", 0);

  return way_date_add_months (today, -12 * (age + 1));
}

static gboolean
find_without_roll (Search  *search,
                   GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  GDate earliest = find_earliest_birth (&search->today);
  GDate latest = find_latest_birth (&search->today);

  stmt = prepare (search,
                  "SELECT " WHO_COLUMNS ", max (enrolment.\"to\"), count (enrolment.id),"
                  " enrolment.leaving_ground"
                  " FROM pupil LEFT JOIN enrolment ON enrolment.pupil = pupil.id"
                  "  AND enrolment.status IN ('C', 'M') AND enrolment.\"to\" < :today"
                  " WHERE pupil.birth > :earliest AND pupil.birth <= :latest" OF_THE_AREA
                  " AND NOT EXISTS (SELECT 1 FROM enrolment AS now"
                  "  WHERE now.pupil = pupil.id AND now.status IN ('C', 'M')"
                  "  AND coalesce (now.\"from\", :today) <= :today"
                  "  AND coalesce (now.\"to\", :today) >= :today)"
                  " AND NOT EXISTS (SELECT 1 FROM placement"
                  "  WHERE placement.pupil = pupil.id AND placement.start <= :today"
                  "  AND coalesce (placement.\"end\", :today) >= :today)"
                  " GROUP BY +pupil.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_date (stmt, ":earliest", &earliest);
  way_stmt_bind_date (stmt, ":latest", &latest);
  return run (search, stmt, take_without_roll, error);
}

/* --- Cases --- */

static void
take_case (Search  *search,
           WayStmt *stmt,
           Child   *child)
{
  WayId id = way_stmt_id (stmt, N_WHO_COLUMNS);
  WayS19Case *record = way_records_get (search->db, &way_s19_case_entity, &id, NULL);

  if (record == NULL)
    return;
  way_s19_case_free (child->row->open_case);
  child->row->open_case = record;
  child->facts.recorded = record->reason;
  g_free (child->row->worker);
  child->row->worker = g_strdup (way_stmt_text (stmt, N_WHO_COLUMNS + 1));
}

/* The latest of a child's open ones tells. */
static gboolean
find_cases (Search  *search,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = prepare (search,
                  "SELECT " WHO_COLUMNS ", s19_case.id,"
                  " trim (coalesce (person.forename, '') || ' ' || coalesce (person.surname, ''))"
                  " FROM s19_case CROSS JOIN pupil ON pupil.id = s19_case.pupil"
                  " LEFT JOIN person ON person.id = s19_case.worker"
                  " WHERE (s19_case.ended IS NULL OR s19_case.ended >= :today)"
                  " AND coalesce (s19_case.since, :today) <= :today" OF_THE_AREA
                  " ORDER BY s19_case.since, s19_case.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  return run (search, stmt, take_case, error);
}

/* --- What else is known of them --- */

static gboolean
ask_places (Search  *search,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (search->db,
                         "SELECT pupil, sum (coalesce (sessions, :full)) FROM placement"
                         " WHERE +start <= :today AND (\"end\" IS NULL OR \"end\" >= :today)"
                         " GROUP BY +pupil", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  way_stmt_bind_int (stmt, ":full", search->full);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId pupil = way_stmt_id (stmt, 0);
      Child *child = g_hash_table_lookup (search->children, &pupil);

      if (child == NULL)
        continue;
      child->row->sessions = (int) way_stmt_int (stmt, 1);
      child->facts.is_placed = TRUE;
      child->facts.is_placed_full = child->row->sessions >= search->full;
    }
  return step == WAY_STEP_DONE;
}

static gboolean
ask_plans (Search  *search,
           GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (search->db,
                         "SELECT DISTINCT pupil FROM need WHERE provision = 'E'"
                         " AND coalesce (\"from\", :today) <= :today"
                         " AND coalesce (\"to\", :today) >= :today", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":today", &search->today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId pupil = way_stmt_id (stmt, 0);
      Child *child = g_hash_table_lookup (search->children, &pupil);

      if (child != NULL)
        child->facts.has_plan = TRUE;
    }
  return step == WAY_STEP_DONE;
}

/* --- The list --- */

/* Past the last day of compulsory school age nobody is owed education by s.19. */
static gboolean
has_left_school (Search       *search,
                 const Child  *child,
                 gboolean     *left,
                 GError      **error)
{
  int age = way_code_get_int (way_codes_lookup ("clock", "C16"), "age", 0);
  WayClockFacts facts = { .birth = child->birth };
  g_autoptr(WayClock) clock = NULL;
  const WaySchoolDays *days;

  *left = FALSE;
  if (!way_date_is_set (&child->birth) || way_date_age (&child->birth, &search->today) < age - 1)
    return TRUE;
  days = way_facts_days (search->facts, NULL, error);
  clock = days != NULL ? way_clocks_run ("C16", &facts, days, error) : NULL;
  if (clock == NULL)
    return FALSE;
  *left = way_date_compare (&search->today, &clock->due) > 0;
  return TRUE;
}

static void
finish_row (Child *child)
{
  WayRegisterRow *row = child->row;
  const WayS19Case *open_case = row->open_case;

  row->counted = way_code_is (row->reason, "counted");
  if (child->facts.absence != NULL && g_strcmp0 (row->reason->id, child->absence) == 0)
    row->since = child->absent;
  else if (!child->facts.excluded && !child->facts.suspended && way_date_is_set (&child->left))
    row->since = way_date_add_days (&child->left, 1);
  if (open_case == NULL)
    return;
  if (way_date_is_set (&open_case->known))
    row->known = open_case->known;
  if (way_date_is_set (&open_case->since) && g_strcmp0 (row->reason->id, open_case->reason) == 0)
    row->since = open_case->since;
}

static gboolean
judge (Search  *search,
       Child   *child,
       GError **error)
{
  gboolean left;

  child->row->reason = way_s19_reason (&child->facts);
  if (child->row->reason == NULL)
    return TRUE;
  if (!has_left_school (search, child, &left, error))
    return FALSE;
  if (left)
    return TRUE;
  finish_row (child);
  search->found->n_counted += child->row->counted ? 1 : 0;
  g_ptr_array_add (search->found->rows, g_steal_pointer (&child->row));
  return TRUE;
}

static int
compare_dates (const GDate *one,
               const GDate *other)
{
  if (way_date_is_set (one) != way_date_is_set (other))
    return way_date_is_set (one) ? -1 : 1;
  return way_date_is_set (one) ? way_date_compare (one, other) : 0;
}

/* By the day that was, or will be, missed; those without a clock by how long. */
static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const WayRegisterRow *one = *(const WayRegisterRow *const *) a;
  const WayRegisterRow *other = *(const WayRegisterRow *const *) b;
  GDate none = way_date_none ();
  int order = compare_dates (one->duty != NULL ? &one->duty->due : &none,
                             other->duty != NULL ? &other->duty->due : &none);

  if (order == 0)
    order = compare_dates (&one->since, &other->since);
  return order != 0 ? order : way_id_compare (&one->pupil, &other->pupil);
}

static gboolean
judge_all (Search  *search,
           GError **error)
{
  GHashTableIter iter;
  gpointer child;

  g_hash_table_iter_init (&iter, search->children);
  while (g_hash_table_iter_next (&iter, NULL, &child))
    if (!judge (search, child, error))
      return FALSE;
  g_ptr_array_sort (search->found->rows, compare_rows);
  return TRUE;
}

WayRegister *
way_register_load (WayFacts     *facts,
                   GPtrArray    *duties,
                   const GDate  *today,
                   GError      **error)
{
  g_autoptr(WayRegister) self = g_new0 (WayRegister, 1);
  g_autoptr(GHashTable) children = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL,
                                                          (GDestroyNotify) child_free);
  Search search = {
    .facts = facts,
    .db = way_facts_db (facts),
    .today = *today,
    .la = way_facts_authority (facts)->la,
    .full = way_measure_full_time (),
    .found = self,
    .children = children,
  };

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->duties = duties != NULL ? g_ptr_array_ref (duties)
                                : way_duties_list (facts, today, NULL, error);
  if (self->duties == NULL || !find_without_roll (&search, error) ||
      !find_excluded (&search, error) || !find_by_duties (&search, error) ||
      !find_cases (&search, error) || !ask_places (&search, error) ||
      !ask_plans (&search, error) || !judge_all (&search, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_register_free (WayRegister *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->duties, g_ptr_array_unref);
  g_free (self);
}

/* --- Recording --- */

WayS19Case *
way_register_start_case (const WayRegisterRow *row,
                         const GDate          *today)
{
  WayS19Case *record;

  if (row->open_case != NULL)
    return way_s19_case_copy (row->open_case);
  record = way_s19_case_new ();
  way_record_start (&way_s19_case_entity, record);
  record->pupil = row->pupil;
  record->reason = g_strdup (row->reason->id);
  record->since = row->since;
  record->known = row->known;
  record->considered = *today;
  return record;
}

static gboolean
refuse_date (const char  *field,
             const char  *fault,
             GError     **error)
{
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE, "%s: %s", field, fault);
  return FALSE;
}

static gboolean
check_days (const WayS19Case  *record,
            const GDate       *today,
            GError           **error)
{
  const struct { const char *field; const GDate *day; } days[] = {
    { "since", &record->since }, { "known", &record->known },
    { "considered", &record->considered }, { "decided", &record->decided },
    { "ended", &record->ended },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (way_date_is_set (days[i].day) && way_date_compare (days[i].day, today) > 0)
      return refuse_date (days[i].field, "must not be in the future", error);
  if (way_date_is_set (&record->known) && way_date_is_set (&record->considered) &&
      way_date_compare (&record->considered, &record->known) < 0)
    return refuse_date ("considered", "must not be before the council became aware", error);
  return TRUE;
}

typedef struct
{
  WayS19Case *record;
  gboolean    is_new;
} Write;

static gboolean
write_in_edit (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  Write *write = data;

  return write->is_new ? way_records_insert (db, &way_s19_case_entity, write->record, error)
                       : way_records_update (db, &way_s19_case_entity, write->record, error);
}

static const char *
name_edit (const WayS19Case *before,
           const WayS19Case *after)
{
  if (after->decision != NULL && (before == NULL || g_strcmp0 (before->decision, after->decision)))
    return "Section 19: decide on the duty";
  if (before == NULL || way_date_compare (&before->considered, &after->considered) != 0)
    return "Section 19: consider the duty";
  return "Section 19: change what is being done";
}

static gboolean
write_case (WayAct            *act,
            const WayS19Case  *record,
            const char        *name,
            GError           **error)
{
  g_autoptr(WayS19Case) copy = way_s19_case_copy (record);
  g_autoptr(WayS19Case) before = NULL;
  g_autoptr(GError) fault = NULL;
  Write write = { .record = copy };

  if (!way_id_is_null (&copy->id))
    before = way_records_get (way_store_get_db (act->store), &way_s19_case_entity, &copy->id,
                              &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  write.is_new = before == NULL;
  if (copy->decision != NULL && !way_date_is_set (&copy->decided))
    copy->decided = act->today;
  if (copy->decision != NULL && copy->by == NULL)
    copy->by = g_strdup (act->who);
  if (!check_days (copy, &act->today, error))
    return FALSE;
  return way_act_write (act, name != NULL ? name : name_edit (before, copy), write_in_edit, &write,
                        error);
}

gboolean
way_register_record (WayAct            *act,
                     const WayS19Case  *record,
                     GError           **error)
{
  return write_case (act, record, NULL, error);
}

gboolean
way_register_end (WayAct       *act,
                  const WayId  *id,
                  const GDate  *day,
                  const char   *reason,
                  GError      **error)
{
  g_autoptr(WayS19Case) record = way_act_get (way_store_get_db (act->store), &way_s19_case_entity,
                                              id, error);

  if (record == NULL)
    return FALSE;
  record->ended = *day;
  g_free (record->end_reason);
  record->end_reason = g_strdup (reason);
  return write_case (act, record, "Section 19: end a case", error);
}
