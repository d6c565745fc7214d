/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the rules of registration and hours over a whole file. */

#include "way-doubts.h"

#include <glib/gi18n.h>

#include "way-joins.h"
#include "way-matching.h"
#include "way-pupil-hours.h"
#include "way-roll-check.h"
#include "way-seals-sql.h"
#include "way-setting.h"

const char *
way_doubt_kind_name (WayDoubtKind kind)
{
  static const char *const names[] = { "rolls", "part_time", "hours", "registration",
                                       "fair_access" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), NULL);
  return names[kind];
}

static void
clear_doubt (gpointer doubt)
{
  g_free (((WayDoubt *) doubt)->text);
}

/* --- Rolls --- */

/* found is of WayRollDoubt; NULL: could not be read. */
static gboolean
add_rolls (GArray *doubts,
           GArray *found)
{
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const WayRollDoubt *roll = &g_array_index (found, WayRollDoubt, i);
      WayDoubt doubt = {
        .kind = WAY_DOUBT_ROLLS,
        .entity = roll->is_placement ? "placement" : "enrolment",
        .field = roll->is_placement ? "registration" : "status",
        .record = roll->roll,
        .pupil = roll->pupil,
        .from = roll->from,
        .text = g_strdup (_(way_roll_fault_text (roll->fault))),
      };

      g_array_append_val (doubts, doubt);
    }
  return TRUE;
}

/* --- Part-time timetables --- */

static void
judge_part_time (GArray            *doubts,
                 const WayPartTime *row,
                 const GDate       *on)
{
  WayPartTimeFacts facts = { row->sessions, row->from, row->to, row->review, row->agreed };
  g_autoptr(GArray) findings = way_registration_check_part_time (&facts, on);
  const WayCode *clock = way_codes_lookup ("clock", "C26");

  for (guint i = 0; i < findings->len; i++)
    {
      const WayPartTimeFinding *finding = &g_array_index (findings, WayPartTimeFinding, i);
      WayDoubt doubt = {
        .kind = WAY_DOUBT_PART_TIME, .entity = "part_time", .record = row->id,
        .pupil = row->pupil, .field = finding->field, .from = row->from,
        .text = g_strdup (_(finding->text)), .source = clock != NULL ? clock->source : NULL,
      };

      g_array_append_val (doubts, doubt);
    }
}

/* rows are of WayPartTime *; NULL: could not be read. */
static gboolean
add_part_time (GArray          *doubts,
               const GPtrArray *rows,
               const GDate     *on)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    judge_part_time (doubts, g_ptr_array_index (rows, i), on);
  return rows != NULL;
}

/* --- Weeks --- */

/* Children of whom two sites say which half days they give. */
static const char shared_sql[] =
  "SELECT pupil FROM ("
  " SELECT pupil, timetable FROM placement WHERE start <= :on AND coalesce (\"end\", :on) >= :on"
  " UNION ALL"
  " SELECT pupil, timetable FROM enrolment WHERE coalesce (\"from\", :on) <= :on"
  "  AND coalesce (\"to\", :on) >= :on)"
  " WHERE timetable IS NOT NULL AND pupil IS NOT NULL"
  " GROUP BY pupil HAVING count (*) > 1 ORDER BY pupil";

static gboolean
add_week (GArray       *doubts,
          WayDb        *db,
          const WayId  *pupil,
          const GDate  *on,
          GError      **error)
{
  g_autoptr(WayPupilHours) hours = way_pupil_hours_read (db, pupil, on, error);
  WayDoubt doubt = { .kind = WAY_DOUBT_HOURS, .pupil = *pupil, .field = "timetable" };
  const WayPupilSite *site;

  if (hours == NULL)
    return FALSE;
  doubt.text = way_pupil_hours_twice (hours);
  if (doubt.text == NULL)
    return TRUE;
  site = &g_array_index (hours->sites, WayPupilSite, 0);
  doubt.record = site->record;
  doubt.entity = site->is_placement ? "placement" : "enrolment";
  g_array_append_val (doubts, doubt);
  return TRUE;
}

static gboolean
add_weeks (GArray       *doubts,
           WayDb        *db,
           const GDate  *on,
           GError      **error)
{
  g_autoptr(GArray) pupils = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr(WayStmt) stmt = way_db_prepare (db, shared_sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":on", on);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId pupil = way_stmt_id (stmt, 0);

      g_array_append_val (pupils, pupil);
    }
  if (step != WAY_STEP_DONE)
    return FALSE;
  for (guint i = 0; i < pupils->len; i++)
    if (!add_week (doubts, db, &g_array_index (pupils, WayId, i), on, error))
      return FALSE;
  return TRUE;
}

/* --- Settings --- */

static void
clear_setting (gpointer setting)
{
  g_free (((WaySettingRegistration *) setting)->name);
}

/* A row a child and setting: how many half days there, and what counts. */
static const char settings_sql[] =
  "SELECT establishment.id, establishment.name, establishment.type, establishment.directory_type,"
  " establishment.registered, pupil.id, pupil.birth, pupil.looked_after,"
  " sum (CASE WHEN placement.sessions IS NULL THEN :full ELSE placement.sessions END"
  "  * coalesce (provision.session_minutes, :minutes)),"
  " EXISTS (SELECT 1 FROM need WHERE need.pupil = pupil.id AND need.provision = 'E'"
  "  AND coalesce (need.\"from\", :on) <= :on AND coalesce (need.\"to\", :on) >= :on),"
  " EXISTS (SELECT 1 FROM need WHERE need.pupil = pupil.id AND need.provision IN ('E', 'K')"
  "  AND coalesce (need.\"from\", :on) <= :on AND coalesce (need.\"to\", :on) >= :on)"
  " FROM placement JOIN provision ON provision.id = placement.provision"
  " JOIN establishment ON establishment.id = provision.establishment"
  " JOIN pupil ON pupil.id = placement.pupil"
  " WHERE placement.start <= :on AND coalesce (placement.\"end\", :on) >= :on"
  " GROUP BY establishment.id, pupil.id ORDER BY establishment.name, establishment.id, pupil.id";

/* One setting while its children are read. */
typedef struct
{
  GArray                 *settings;
  GArray                 *pupils;     /* WayRegistrationPupil */
  const GDate            *on;
  WaySettingRegistration  setting;    /* its name is NULL before the first */
} Settings;

static void
end_setting (Settings *self)
{
  if (self->setting.name == NULL)
    return;
  way_registration_judge ((const WayRegistrationPupil *) (gpointer) self->pupils->data,
                          self->pupils->len, self->on, &self->setting.found);
  g_array_append_val (self->settings, self->setting);
  g_array_set_size (self->pupils, 0);
  self->setting.name = NULL;
}

static void
read_setting (Settings *self,
              WayStmt  *stmt)
{
  WayId id = way_stmt_id (stmt, 0);
  WayRegistrationPupil pupil = {
    .birth = way_stmt_date (stmt, 6),
    .is_looked_after = way_stmt_int (stmt, 7) == 1,
    .minutes = (int) CLAMP (way_stmt_int (stmt, 8), 0, G_MAXINT16),
    .has_plan = way_stmt_int (stmt, 9) != 0,
    .has_needs = way_stmt_int (stmt, 10) != 0,
  };

  if (way_setting_is_school (way_stmt_text (stmt, 2), way_stmt_text (stmt, 3),
                             way_stmt_is_null (stmt, 4) ? WAY_INTEGER_NONE
                                                        : way_stmt_int (stmt, 4)))
    return;
  if (self->setting.name == NULL || !way_id_equal (&id, &self->setting.establishment))
    {
      end_setting (self);
      self->setting = (WaySettingRegistration) { .establishment = id,
                                                 .name = g_strdup (way_stmt_text (stmt, 1)) };
    }
  self->setting.n_pupils++;
  self->setting.most_minutes = MAX (self->setting.most_minutes, pupil.minutes);
  g_array_append_val (self->pupils, pupil);
}

GArray *
way_doubts_settings (WayDb        *db,
                     const GDate  *on,
                     GError      **error)
{
  g_autoptr(GArray) settings = g_array_new (FALSE, FALSE, sizeof (WaySettingRegistration));
  g_autoptr(GArray) pupils = g_array_new (FALSE, FALSE, sizeof (WayRegistrationPupil));
  g_autoptr(WayStmt) stmt = way_db_prepare (db, settings_sql, error);
  Settings reading = { .settings = settings, .pupils = pupils, .on = on };
  WayStep step;

  g_array_set_clear_func (settings, clear_setting);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":on", on);
  way_stmt_bind_int (stmt, ":full", way_code_get_int (way_codes_lookup ("funding_rule", "full_time"),
                                                      "sessions", 0));
  way_stmt_bind_int (stmt, ":minutes", way_code_get_int (way_codes_lookup ("hours_rule", "session"),
                                                         "minutes", 0));
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    read_setting (&reading, stmt);
  end_setting (&reading);
  return step == WAY_STEP_DONE ? g_steal_pointer (&settings) : NULL;
}

/* "Known to us: 4 children full time, …": the provider is asked for the rest. */
static char *
say_setting (const WayRegistration *found)
{
  g_autofree char *count =
    g_strdup_printf (ngettext ("%u child full time that we know of",
                               "%u children full time that we know of", found->n_full_time),
                     found->n_full_time);

  if (found->verdict == WAY_REGISTRATION_MUST)
    return g_strdup_printf (_("Must be registered as a school: %s"), count);
  return g_strdup_printf (_("Near to being a school (%s): ask how many children others have there"),
                          count);
}

static gboolean
add_settings (GArray       *doubts,
              WayDb        *db,
              const GDate  *on,
              GError      **error)
{
  g_autoptr(GArray) settings = way_doubts_settings (db, on, error);

  if (settings == NULL)
    return FALSE;
  for (guint i = 0; i < settings->len; i++)
    {
      const WaySettingRegistration *setting = &g_array_index (settings, WaySettingRegistration, i);
      WayDoubt doubt = { .kind = WAY_DOUBT_REGISTRATION, .entity = "establishment",
                         .record = setting->establishment, .field = "registered" };

      if (setting->found.verdict == WAY_REGISTRATION_QUIET)
        continue;
      doubt.text = say_setting (&setting->found);
      doubt.source = setting->found.rule->source;
      g_array_append_val (doubts, doubt);
    }
  return TRUE;
}

/* --- Fair access --- */

/* The duty ends with a school or a place, or as the child leaves school age: where
 * neither is known nor when it was born, it runs for ever. */
static const char endless_sql[] =
  "SELECT pupil, day FROM fair_access"
  " WHERE asks AND day <= :on AND birth IS NULL AND (met IS NULL OR met > :on)"
  " AND (:pupil IS NULL OR pupil = :pupil"
  "      OR pupil IN (SELECT pupil FROM pupil_kept WHERE kept = :pupil))"
  " AND " WAY_PUPIL_KNOWN_SQL ("pupil")
  " ORDER BY day, decision";

/* pupil is NULL for all. */
static gboolean
add_fair_access (GArray       *doubts,
                 WayDb        *db,
                 const WayId  *pupil,
                 const GDate  *on,
                 GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, endless_sql, error);
  const WayCode *clock = way_codes_lookup ("clock", "C23");
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":on", on);
  if (pupil != NULL)
    way_stmt_bind_id (stmt, ":pupil", pupil);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayDoubt doubt = {
        .kind = WAY_DOUBT_FAIR_ACCESS, .entity = "pupil", .record = way_stmt_id (stmt, 0),
        .pupil = way_stmt_id (stmt, 0), .field = "birth", .from = way_stmt_date (stmt, 1),
        .text = g_strdup (_("Passed to fair access, with neither a birth date nor a school or place "
                            "since: nothing ends this duty. Say when the child was born, or where "
                            "it goes now")),
        .source = clock != NULL ? clock->source : NULL,
      };

      g_array_append_val (doubts, doubt);
    }
  return step == WAY_STEP_DONE;
}

static GArray *
new_doubts (void)
{
  GArray *doubts = g_array_new (FALSE, FALSE, sizeof (WayDoubt));

  g_array_set_clear_func (doubts, clear_doubt);
  return doubts;
}

GArray *
way_doubts_find (WayDb        *db,
                 const GDate  *on,
                 GError      **error)
{
  g_autoptr(GArray) doubts = new_doubts ();
  g_autoptr(GArray) rolls = way_roll_check_all (db, on, error);
  g_autoptr(GPtrArray) part_time = NULL;

  if (!add_rolls (doubts, rolls))
    return NULL;
  part_time = way_records_list (db, &way_part_time_entity, NULL, NULL, error);
  if (!add_part_time (doubts, part_time, on) || !add_weeks (doubts, db, on, error) ||
      !add_settings (doubts, db, on, error) || !add_fair_access (doubts, db, NULL, on, error))
    return NULL;
  return g_steal_pointer (&doubts);
}

GArray *
way_doubts_of_child (WayDb        *db,
                     const WayId  *pupil,
                     const GDate  *on,
                     GError      **error)
{
  g_autoptr(GArray) doubts = new_doubts ();
  g_autoptr(GArray) rolls = way_roll_check_child (db, pupil, on, error);
  g_autoptr(GPtrArray) part_time = NULL;

  if (!add_rolls (doubts, rolls))
    return NULL;
  part_time = way_joins_records_of (db, &way_part_time_entity, pupil, error);
  if (!add_part_time (doubts, part_time, on) || !add_week (doubts, db, pupil, on, error) ||
      !add_fair_access (doubts, db, pupil, on, error))
    return NULL;
  return g_steal_pointer (&doubts);
}
