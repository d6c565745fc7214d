/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a setting before it is visited, and which settings are to be
 * visited.  Numbers are compared with what the visit finds; they are not put in
 * its place. */

#include "way-visit-facts.h"

#include "way-act.h"
#include "way-directory.h"
#include "way-doubts.h"
#include "way-seals-sql.h"
#include "way-setting.h"


/* --- Of one setting --- */

typedef struct
{
  WayDb       *db;
  const WayId *establishment;
  GDate        today;
  GHashTable  *known;
} Knowing;

static void
know (Knowing    *self,
      const char *what,
      char       *text)
{
  if (text != NULL)
    g_hash_table_insert (self->known, (gpointer) what, text);
}

static void
know_number (Knowing    *self,
             const char *what,
             gint64      number)
{
  know (self, what, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static void
know_setting (Knowing                *self,
              const WayEstablishment *setting)
{
  gboolean is_school = way_setting_is_school (setting->type, setting->directory_type,
                                              setting->registered);

  know (self, "registered", g_strdup (is_school ? "yes" : "no"));
  if (setting->roll != WAY_INTEGER_NONE)
    know_number (self, "roll", setting->roll);
}

/* A setting that is no school and has no child of ours is not among them. */
static gboolean
know_registration (Knowing  *self,
                   GError  **error)
{
  g_autoptr(GArray) settings = way_doubts_settings (self->db, &self->today, error);

  for (guint i = 0; settings != NULL && i < settings->len; i++)
    {
      const WaySettingRegistration *one = &g_array_index (settings, WaySettingRegistration, i);

      if (!way_id_equal (&one->establishment, self->establishment))
        continue;
      know (self, "must_register",
            g_strdup (one->found.verdict == WAY_REGISTRATION_MUST ? "yes" : "no"));
      know_number (self, "hours", (one->most_minutes + 30) / 60);
      know_number (self, "full_time_single", one->found.n_single);
    }
  return settings != NULL;
}

/* The newest check of each kind. */
static gboolean
know_checks (Knowing  *self,
             GError  **error)
{
  static const struct { const char *kind, *known; gboolean expires; } kinds[] = {
    { "insurance", "insurance", TRUE }, { "dbs", "dbs", FALSE }, { "ofsted", "inspected", FALSE },
  };
  g_autoptr(GPtrArray) rows = way_records_of (self->db, &way_assurance_entity, "establishment",
                                              self->establishment, error);
  GDate newest[G_N_ELEMENTS (kinds)] = { 0 };

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      {
        const WayAssurance *check = g_ptr_array_index (rows, i);
        const GDate *day = kinds[k].expires ? &check->expires : &check->checked;

        if (g_strcmp0 (check->kind, kinds[k].kind) == 0 && way_date_is_set (day) &&
            way_date_compare (day, &newest[k]) > 0)
          newest[k] = *day;
      }
  for (guint k = 0; rows != NULL && k < G_N_ELEMENTS (kinds); k++)
    if (way_date_is_set (&newest[k]))
      know (self, kinds[k].known, way_date_to_iso (&newest[k]));
  return rows != NULL;
}

/* What the weeks sent to the authority say: sessions attended of those possible. */
static gboolean
know_attendance (Knowing  *self,
                 GError  **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  int weeks = way_code_get_int (way_codes_lookup ("visit_rule", "attendance"), "weeks", 0);
  GDate since = way_date_add_days (&self->today, -7 * weeks);
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT sum (attendance_week.attended), sum (attendance_week.possible)"
                         " FROM placement JOIN provision ON provision.id = placement.provision"
                         " JOIN attendance_week ON attendance_week.placement = placement.id"
                         " WHERE provision.establishment = :establishment"
                         " AND attendance_week.week > :since AND attendance_week.week <= :today",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":establishment", self->establishment);
  way_stmt_bind_date (stmt, ":since", &since);
  way_stmt_bind_date (stmt, ":today", &self->today);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW && way_stmt_int (stmt, 1) > 0)
    know_number (self, "attendance",
                 (way_stmt_int (stmt, 0) * 200 + way_stmt_int (stmt, 1)) /
                   (2 * way_stmt_int (stmt, 1)));
  return step != WAY_STEP_ERROR;
}

static gboolean
know_pupils (Knowing  *self,
             GError  **error)
{
  g_autoptr(GPtrArray) expected = way_visit_expected (self->db, self->establishment, &self->today,
                                                      error);

  if (expected != NULL)
    know_number (self, "pupils", expected->len);
  return expected != NULL;
}

GHashTable *
way_visit_known (WayFacts     *facts,
                 const WayId  *establishment,
                 const GDate  *today,
                 GError      **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Knowing self = { way_facts_db (facts), establishment, *today, known };
  g_autoptr(WayEstablishment) setting = way_act_get (self.db, &way_establishment_entity,
                                                     establishment, error);

  if (setting == NULL)
    return NULL;
  know_setting (&self, setting);
  if (!know_registration (&self, error) || !know_checks (&self, error) ||
      !know_attendance (&self, error) || !know_pupils (&self, error))
    return NULL;
  return g_steal_pointer (&known);
}

static void
free_pupil (gpointer pupil)
{
  way_visit_pupil_free (pupil);
}

GPtrArray *
way_visit_expected (WayDb        *db,
                    const WayId  *establishment,
                    const GDate  *today,
                    GError      **error)
{
  g_autoptr(GPtrArray) expected = g_ptr_array_new_with_free_func (free_pupil);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT pupil.id, max (placement.id) FROM provision"
                         " JOIN placement ON placement.provision = provision.id"
                         " JOIN pupil ON pupil.id = placement.pupil"
                         " WHERE provision.establishment = :establishment"
                         " AND placement.start <= :today"
                         " AND coalesce (placement.\"end\", :today) >= :today"
                         " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " GROUP BY pupil.id ORDER BY pupil.surname, pupil.forename, pupil.id",
                         error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":establishment", establishment);
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayVisitPupil *pupil = way_visit_pupil_new ();

      pupil->pupil = way_stmt_id (stmt, 0);
      pupil->placement = way_stmt_id (stmt, 1);
      g_ptr_array_add (expected, pupil);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&expected) : NULL;
}

static void
free_child (gpointer data)
{
  WayVisitChild *self = data;

  way_visit_pupil_free (self->pupil);
  g_free (self->name);
  g_free (self->year);
  g_free (self->provision);
  g_free (self);
}

GPtrArray *
way_visit_children (WayDb        *db,
                    const WayId  *visit,
                    GError      **error)
{
  g_autoptr(GPtrArray) children = g_ptr_array_new_with_free_func (free_child);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT visit_pupil.id, " WAY_PUPIL_NAME_SQL ", pupil.year, provision.name"
                         " FROM visit_pupil JOIN pupil ON pupil.id = visit_pupil.pupil"
                         " LEFT JOIN placement ON placement.id = visit_pupil.placement"
                         " LEFT JOIN provision ON provision.id = placement.provision"
                         " WHERE visit_pupil.visit = :visit"
                         " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " ORDER BY pupil.surname, pupil.forename, visit_pupil.id", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":visit", visit);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);
      WayVisitPupil *pupil = way_act_get (db, &way_visit_pupil_entity, &id, error);
      WayVisitChild *child;

      if (pupil == NULL)
        return NULL;
      child = g_new0 (WayVisitChild, 1);
      child->pupil = pupil;
      child->name = g_strdup (way_stmt_text (stmt, 1));
      child->year = g_strdup (way_stmt_text (stmt, 2));
      child->provision = g_strdup (way_stmt_text (stmt, 3));
      g_ptr_array_add (children, child);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&children) : NULL;
}

/* --- All settings --- */

void
way_visit_setting_free (WayVisitSetting *self)
{
  if (self == NULL)
    return;
  way_visit_priority_clear (&self->priority);
  g_free (self->name);
  g_free (self);
}

/* A row a setting, with what its risk follows from. */
static const char settings_sql[] =
  "SELECT establishment.id, establishment.name, establishment.type, establishment.directory_type,"
  " establishment.registered,"
  " (SELECT count (DISTINCT placement.pupil) FROM provision"
  "  JOIN placement ON placement.provision = provision.id"
  "  WHERE provision.establishment = establishment.id AND placement.start <= :today"
  "  AND coalesce (placement.\"end\", :today) >= :today),"
  " EXISTS (SELECT 1 FROM assurance WHERE assurance.establishment = establishment.id"
  "  AND assurance.expires < :today AND NOT EXISTS (SELECT 1 FROM assurance AS newer"
  "   WHERE newer.establishment = assurance.establishment AND newer.kind = assurance.kind"
  "   AND coalesce (newer.checked, 0) > coalesce (assurance.checked, 0))),"
  " EXISTS (SELECT 1 FROM action WHERE action.establishment = establishment.id"
  "  AND action.done IS NULL AND action.dropped IS NULL AND action.due < :today),"
  " EXISTS (SELECT 1 FROM action WHERE action.establishment = establishment.id"
  "  AND action.done IS NULL AND action.dropped IS NULL AND action.severity = 'urgent'),"
  " EXISTS (SELECT 1 FROM placement_hold WHERE placement_hold.establishment = establishment.id"
  "  AND placement_hold.\"from\" <= :today"
  "  AND coalesce (placement_hold.cleared, :today + 1) > :today)"
  " FROM establishment WHERE establishment.directory_type IS NOT NULL"
  " AND coalesce (establishment.closed, :today) >= :today"
  " AND EXISTS (SELECT 1 FROM provision WHERE provision.establishment = establishment.id"
  "  AND coalesce (provision.\"to\", :today) >= :today)"
  " ORDER BY establishment.name, establishment.id";

static WayVisitSetting *
read_setting (WayStmt *stmt)
{
  WayVisitSetting *self = g_new0 (WayVisitSetting, 1);

  self->establishment = way_stmt_id (stmt, 0);
  self->name = g_strdup (way_stmt_text (stmt, 1));
  self->is_school = way_setting_is_school (way_stmt_text (stmt, 2), way_stmt_text (stmt, 3),
                                           way_stmt_is_null (stmt, 4) ? WAY_INTEGER_NONE
                                                                      : way_stmt_int (stmt, 4));
  self->risk = (WayVisitRisk) {
    .n_pupils = (guint) way_stmt_int (stmt, 5),
    .is_school = self->is_school,
    .check_ran_out = way_stmt_int (stmt, 6) != 0,
    .has_late_action = way_stmt_int (stmt, 7) != 0,
    .has_urgent_action = way_stmt_int (stmt, 8) != 0,
    .is_held = way_stmt_int (stmt, 9) != 0,
  };
  return self;
}

/* The earliest visit that is planned or begun and not signed. */
static void
find_planned (WayVisitSetting *self,
              const GPtrArray *visits)
{
  for (guint i = 0; i < visits->len; i++)
    {
      const WayVisit *visit = g_ptr_array_index (visits, i);
      const char *stage = way_visit_stage (visit)->id;
      const GDate *day = way_date_is_set (&visit->date) ? &visit->date : &visit->planned;

      if ((!g_str_equal (stage, "planned") && !g_str_equal (stage, "started")) ||
          (!way_id_is_null (&self->planned) &&
           (!way_date_is_set (day) || way_date_compare (day, &self->planned_for) >= 0)))
        continue;
      self->planned = visit->id;
      self->planned_for = *day;
    }
}

static gboolean
look_at_visits (WayVisitSetting      *self,
                WayFacts             *facts,
                const WaySchoolDays  *days,
                const GDate          *today,
                GError              **error)
{
  g_autoptr(GPtrArray) visits = way_records_of (way_facts_db (facts), &way_visit_entity,
                                                "establishment", &self->establishment, error);
  WayVisitStanding standing;

  if (visits == NULL)
    return FALSE;
  way_visit_standing (visits, today, &standing);
  way_visit_next (&standing, self->is_school, self->risk.n_pupils > 0, days, today, &self->due);
  self->judgement = standing.judgement;
  self->lapses = standing.lapses;
  self->risk.has_lapsed = standing.has_lapsed;
  self->risk.last_visit = standing.last != NULL ? standing.last->date : way_date_none ();
  find_planned (self, visits);
  return TRUE;
}

static WayRegistrationVerdict
find_registration (const GArray *settings,
                   const WayId  *establishment)
{
  for (guint i = 0; i < settings->len; i++)
    {
      const WaySettingRegistration *one = &g_array_index (settings, WaySettingRegistration, i);

      if (way_id_equal (&one->establishment, establishment))
        return one->found.verdict;
    }
  return WAY_REGISTRATION_QUIET;
}

/* Those without a child come by the day on which they are due, which may never
 * be. */
static int
compare_settings (gconstpointer a,
                  gconstpointer b)
{
  const WayVisitSetting *one = *(const WayVisitSetting *const *) a;
  const WayVisitSetting *other = *(const WayVisitSetting *const *) b;
  guint32 due = way_date_is_set (&one->due.due) ? way_date_julian (&one->due.due) : G_MAXUINT32;
  guint32 than = way_date_is_set (&other->due.due) ? way_date_julian (&other->due.due)
                                                   : G_MAXUINT32;

  if (one->priority.priority != other->priority.priority)
    return one->priority.priority > other->priority.priority ? -1 : 1;
  if (due != than)
    return due < than ? -1 : 1;
  return g_strcmp0 (one->name, other->name);
}

static gboolean
complete_settings (GPtrArray    *settings,
                   WayFacts     *facts,
                   const GDate  *today,
                   GError      **error)
{
  g_autoptr(GArray) registrations = way_doubts_settings (way_facts_db (facts), today, error);
  const WaySchoolDays *days = way_facts_days (facts, NULL, error);

  if (registrations == NULL || days == NULL)
    return FALSE;
  for (guint i = 0; i < settings->len; i++)
    {
      WayVisitSetting *self = g_ptr_array_index (settings, i);

      self->risk.registration = find_registration (registrations, &self->establishment);
      if (!look_at_visits (self, facts, days, today, error))
        return FALSE;
      way_visit_prioritise (&self->risk, today, &self->priority);
    }
  g_ptr_array_sort (settings, compare_settings);
  return TRUE;
}

GPtrArray *
way_visit_settings (WayFacts     *facts,
                    const GDate  *today,
                    GError      **error)
{
  g_autoptr(GPtrArray) settings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_visit_setting_free);
  g_autoptr(WayStmt) stmt = way_db_prepare (way_facts_db (facts), settings_sql, error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (settings, read_setting (stmt));
  return step == WAY_STEP_DONE && complete_settings (settings, facts, today, error)
           ? g_steal_pointer (&settings) : NULL;
}

/* --- Lists --- */

static void
free_row (gpointer data)
{
  WayVisitRow *self = data;

  way_visit_free (self->visit);
  g_free (self->setting);
  g_free (self->round);
  g_free (self);
}

static const GDate *
day_of (const WayVisit *visit)
{
  return way_date_is_set (&visit->date) ? &visit->date : &visit->planned;
}

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  const WayVisitRow *one = *(const WayVisitRow *const *) a;
  const WayVisitRow *other = *(const WayVisitRow *const *) b;
  int order = way_date_compare (day_of (other->visit), day_of (one->visit));

  return order != 0 ? order : way_id_compare (&one->visit->id, &other->visit->id);
}

GPtrArray *
way_visit_list (WayDb        *db,
                const WayId  *establishment,
                const GDate  *today,
                GError      **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT visit.id, establishment.name, visit_round.name,"
                         " count (action.id) FILTER (WHERE action.done IS NULL"
                         "  AND action.dropped IS NULL),"
                         " count (action.id) FILTER (WHERE action.done IS NULL"
                         "  AND action.dropped IS NULL AND action.due < :today)"
                         " FROM visit JOIN establishment ON establishment.id = visit.establishment"
                         " LEFT JOIN visit_round ON visit_round.id = visit.round"
                         " LEFT JOIN action ON action.visit = visit.id"
                         " WHERE :one IS NULL OR visit.establishment = :one"
                         " GROUP BY visit.id ORDER BY visit.id", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":today", today);
  if (establishment != NULL)
    way_stmt_bind_id (stmt, ":one", establishment);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);
      WayVisitRow *row = g_new0 (WayVisitRow, 1);

      g_ptr_array_add (rows, row);
      row->visit = way_act_get (db, &way_visit_entity, &id, error);
      if (row->visit == NULL)
        return NULL;
      row->setting = g_strdup (way_stmt_text (stmt, 1));
      row->round = g_strdup (way_stmt_text (stmt, 2));
      row->stage = way_visit_stage (row->visit);
      row->n_open = (guint) way_stmt_int (stmt, 3);
      row->n_late = (guint) way_stmt_int (stmt, 4);
    }
  if (step != WAY_STEP_DONE)
    return NULL;
  g_ptr_array_sort (rows, compare_visits);
  return g_steal_pointer (&rows);
}

static gboolean
has_id (const GArray *ids,
        const WayId  *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (way_id_equal (&g_array_index (ids, WayId, i), id))
      return TRUE;
  return FALSE;
}

GArray *
way_visit_ahead (WayDb        *db,
                 const GDate  *today,
                 GError      **error)
{
  g_autoptr(GPtrArray) visits = way_visit_list (db, NULL, today, error);
  g_autoptr(GArray) settings = g_array_new (FALSE, FALSE, sizeof (WayId));

  if (visits == NULL)
    return NULL;
  for (guint i = 0; i < visits->len; i++)
    {
      const WayVisitRow *row = g_ptr_array_index (visits, i);

      if ((g_str_equal (row->stage->id, "planned") || g_str_equal (row->stage->id, "started")) &&
          !has_id (settings, &row->visit->establishment))
        g_array_append_val (settings, row->visit->establishment);
    }
  return g_steal_pointer (&settings);
}

static void
free_action_row (gpointer data)
{
  WayActionRow *self = data;

  way_action_free (self->action);
  g_free (self->setting);
  g_free (self);
}

static const GDate *
closed_on (const WayAction *action)
{
  return way_date_is_set (&action->done) ? &action->done : &action->dropped;
}

static int
compare_actions (gconstpointer a,
                 gconstpointer b)
{
  const WayAction *one = (*(const WayActionRow *const *) a)->action;
  const WayAction *other = (*(const WayActionRow *const *) b)->action;
  int order = (int) way_visit_action_is_open (other) - (int) way_visit_action_is_open (one);

  if (order == 0)
    order = way_visit_action_is_open (one) ? way_date_compare (&one->due, &other->due)
                                     : way_date_compare (closed_on (other), closed_on (one));
  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

GPtrArray *
way_action_list (WayDb        *db,
                 const WayId  *establishment,
                 gboolean      with_closed,
                 const GDate  *today,
                 GError      **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (free_action_row);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT action.id, establishment.name FROM action"
                         " LEFT JOIN establishment ON establishment.id = action.establishment"
                         " WHERE (:one IS NULL OR action.establishment = :one)"
                         " AND (:closed OR (action.done IS NULL AND action.dropped IS NULL))"
                         " ORDER BY action.id", error);
  if (stmt == NULL)
    return NULL;
  if (establishment != NULL)
    way_stmt_bind_id (stmt, ":one", establishment);
  way_stmt_bind_int (stmt, ":closed", with_closed);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);
      WayActionRow *row = g_new0 (WayActionRow, 1);

      g_ptr_array_add (rows, row);
      row->action = way_act_get (db, &way_action_entity, &id, error);
      if (row->action == NULL)
        return NULL;
      row->setting = g_strdup (way_stmt_text (stmt, 1));
      row->state = way_visit_action_state (row->action, today);
    }
  if (step != WAY_STEP_DONE)
    return NULL;
  g_ptr_array_sort (rows, compare_actions);
  return g_steal_pointer (&rows);
}
