/* SPDX-License-Identifier: GPL-3.0-or-later */
/* September: from all records a list of what will change, and from the list one
 * edit.  What changes is said by src/rules/way-new-year.h. */

#include "way-roll-over.h"

#include <string.h>

#include "way-codes.h"
#include "way-funding.h"
#include "way-new-year.h"

static void
change_free (gpointer data)
{
  WayRollChange *self = data;

  g_free (self->who);
  g_free (self->place);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

void
way_roll_over_free (WayRollOver *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->changes);
  g_free (self);
}

guint
way_roll_over_count (const WayRollOver *self,
                     WayRollKind        kind)
{
  guint count = 0;

  for (guint i = 0; i < self->changes->len; i++)
    {
      const WayRollChange *change = g_ptr_array_index (self->changes, i);

      count += change->kind == kind && change->included;
    }
  return count;
}

/* --- The list --- */

typedef struct
{
  WayRollOver *self;
  WayFacts    *facts;
  WayDb       *db;
  GPtrArray   *pupils;     /* WayPupil * */
  GHashTable  *leavers;    /* WayId * -> WayPupil * */
} Planner;

static WayRollChange *
add_change (Planner     *planner,
            WayRollKind  kind,
            const WayId *record,
            const GDate *day)
{
  WayRollChange *change = g_new0 (WayRollChange, 1);

  change->kind = kind;
  change->included = TRUE;
  change->record = *record;
  change->day = *day;
  change->places = WAY_INTEGER_NONE;
  g_ptr_array_add (planner->self->changes, change);
  return change;
}

static void
plan_year_groups (Planner *planner)
{
  for (guint i = 0; i < planner->pupils->len; i++)
    {
      WayPupil *pupil = g_ptr_array_index (planner->pupils, i);
      WayRollChange *change;

      if (!way_new_year_moves (pupil, planner->self->year))
        continue;
      change = add_change (planner, WAY_ROLL_YEAR_GROUP, &pupil->id, &planner->self->begins);
      change->who = way_record_title (&way_pupil_entity, pupil);
      change->before = g_strdup (pupil->year);
      change->after = g_strdup (way_new_year_next_group (pupil->year));
      if (way_new_year_is_leaver (pupil->year, planner->self->year))
        g_hash_table_insert (planner->leavers, &pupil->id, pupil);
    }
}

/* The last school day of the old year at the setting; of one who came after
 * it, the last day of the year. */
static gboolean
find_last_day (Planner      *planner,
               const WayId  *provision,
               const GDate  *start,
               GDate        *last,
               GError      **error)
{
  GDate end = way_date_add_days (&planner->self->begins, -1);
  g_autoptr(WayProvision) found = way_act_get (planner->db, &way_provision_entity, provision,
                                               error);
  const WaySchoolDays *days = found != NULL
                                ? way_facts_days (planner->facts, &found->establishment, error)
                                : NULL;

  if (days == NULL)
    return FALSE;
  *last = way_school_days_last (days, &end);
  if (!way_date_is_set (last) || way_date_compare (last, start) < 0)
    *last = end;
  return TRUE;
}

static gboolean
plan_placements (Planner  *planner,
                 GError  **error)
{
  g_autoptr(GPtrArray) rows = way_records_list (planner->db, &way_placement_entity, NULL, NULL,
                                                error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayPlacement *row = g_ptr_array_index (rows, i);
      const WayPupil *pupil = g_hash_table_lookup (planner->leavers, &row->pupil);
      WayRollChange *change;
      GDate last;

      if (pupil == NULL || !way_new_year_is_open (&row->start, &row->end, planner->self->year))
        continue;
      if (!find_last_day (planner, &row->provision, &row->start, &last, error))
        return FALSE;
      change = add_change (planner, WAY_ROLL_PLACEMENT, &row->id, &last);
      change->who = way_record_title (&way_pupil_entity, pupil);
      change->place = way_act_provision_title (planner->db, &row->provision, error);
      if (change->place == NULL)
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
plan_enrolments (Planner  *planner,
                 GError  **error)
{
  g_autoptr(GPtrArray) rows = way_records_list (planner->db, &way_enrolment_entity, NULL, NULL,
                                                error);
  GDate last = way_date_add_days (&planner->self->begins, -1);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayEnrolment *row = g_ptr_array_index (rows, i);
      const WayPupil *pupil = g_hash_table_lookup (planner->leavers, &row->pupil);
      const WayCode *status = row->status != NULL
                                ? way_codes_lookup ("enrolment_status", row->status) : NULL;
      g_autoptr(WayEstablishment) school = NULL;
      WayRollChange *change;

      if (pupil == NULL || status == NULL || !way_code_is (status, "on_roll") ||
          !way_new_year_is_open (&row->from, &row->to, planner->self->year))
        continue;
      school = way_act_get (planner->db, &way_establishment_entity, &row->establishment, error);
      if (school == NULL)
        return FALSE;
      change = add_change (planner, WAY_ROLL_ENROLMENT, &row->id, &last);
      change->who = way_record_title (&way_pupil_entity, pupil);
      change->place = g_strdup (school->name);
    }
  return rows != NULL;
}

static gboolean
plan_places_of (Planner             *planner,
                const WayProvision  *provision,
                GError             **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (planner->db, &way_capacity_entity, "provision",
                                              &provision->id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayCapacity *row = g_ptr_array_index (rows, i);
      WayRollChange *change;

      if (way_new_year_places (row, rows, planner->self->year) == WAY_NEW_PLACES_NONE)
        continue;
      change = add_change (planner, WAY_ROLL_PLACES, &row->id, &planner->self->begins);
      change->place = way_act_provision_title (planner->db, &provision->id, error);
      change->places = row->places;
      if (change->place == NULL)
        return FALSE;
    }
  return rows != NULL;
}

/* A provision that ends with the year has no places in the next. */
static gboolean
plan_places (Planner  *planner,
             GError  **error)
{
  g_autoptr(GPtrArray) rows = way_records_list (planner->db, &way_provision_entity, NULL, NULL,
                                                error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayProvision *row = g_ptr_array_index (rows, i);

      if (way_date_within (&planner->self->begins, &row->from, &row->to) &&
          !plan_places_of (planner, row, error))
        return FALSE;
    }
  return rows != NULL;
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const WayRollChange *one = *(const WayRollChange *const *) a;
  const WayRollChange *other = *(const WayRollChange *const *) b;
  int order = (int) one->kind - (int) other->kind;

  if (order == 0)
    order = g_strcmp0 (one->who, other->who);
  if (order == 0)
    order = g_strcmp0 (one->place, other->place);
  return order != 0 ? order : memcmp (&one->record, &other->record, sizeof (WayId));
}

WayRollOver *
way_roll_over_plan (WayFacts     *facts,
                    const GDate  *today,
                    GError      **error)
{
  g_autoptr(WayRollOver) self = g_new0 (WayRollOver, 1);
  g_autoptr(GHashTable) leavers = g_hash_table_new (way_id_hash, way_id_equal_func);
  g_autoptr(GPtrArray) pupils = way_records_list (way_facts_db (facts), &way_pupil_entity, NULL,
                                                  NULL, error);
  Planner planner = { self, facts, way_facts_db (facts), pupils, leavers };

  self->changes = g_ptr_array_new_with_free_func (change_free);
  if (pupils == NULL)
    return NULL;
  self->year = way_new_year_due (pupils, way_facts_authority (facts)->year_begun, today);
  self->begins = way_new_year_begins (self->year);
  self->earliest = way_new_year_earliest (self->year);
  self->is_early = way_date_compare (today, &self->earliest) < 0;
  plan_year_groups (&planner);
  if (!plan_placements (&planner, error) || !plan_enrolments (&planner, error) ||
      !plan_places (&planner, error))
    return NULL;
  g_ptr_array_sort (self->changes, compare_changes);
  return g_steal_pointer (&self);
}

/* --- The edit --- */

typedef struct
{
  const WayRollOver *self;
  WayDb             *db;
  const WayCode     *leaving;   /* of roll_over_rule */
} Run;

static gboolean
refuse_changed (const char  *what,
                GError     **error)
{
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
               "A %s was changed since the list was made. Look at the list again.", what);
  return FALSE;
}

/* The group that ends is kept with its days. */
static gboolean
move_up (Run                  *run,
         const WayRollChange  *change,
         GError              **error)
{
  g_autoptr(WayPupil) pupil = way_act_get (run->db, &way_pupil_entity, &change->record, error);
  g_autoptr(WayYearGroup) former = way_year_group_new ();

  if (pupil == NULL)
    return FALSE;
  if (g_strcmp0 (pupil->year, change->before) != 0)
    return refuse_changed ("year group", error);
  former->pupil = pupil->id;
  former->year = g_steal_pointer (&pupil->year);
  former->from = way_new_year_begins (run->self->year - 1);
  former->to = way_date_add_days (&run->self->begins, -1);
  pupil->year = g_strdup (change->after);
  return way_records_update (run->db, &way_pupil_entity, pupil, error) &&
         way_records_insert (run->db, &way_year_group_entity, former, error);
}

static gboolean
end_placement (Run                  *run,
               const WayRollChange  *change,
               GError              **error)
{
  g_autoptr(WayPlacement) before = way_act_get (run->db, &way_placement_entity, &change->record,
                                                error);
  g_autoptr(WayPlacement) after = before != NULL ? way_placement_copy (before) : NULL;

  if (before == NULL)
    return FALSE;
  if (!way_new_year_is_open (&before->start, &before->end, run->self->year))
    return refuse_changed ("placement", error);
  after->end = change->day;
  if (after->destination == NULL)
    after->destination = g_strdup (way_code_get (run->leaving, "destination"));
  return way_records_update (run->db, &way_placement_entity, after, error) &&
         way_funding_follow (run->db, before, after, error);
}

static gboolean
end_enrolment (Run                  *run,
               const WayRollChange  *change,
               GError              **error)
{
  g_autoptr(WayEnrolment) row = way_act_get (run->db, &way_enrolment_entity, &change->record,
                                             error);

  if (row == NULL)
    return FALSE;
  if (!way_new_year_is_open (&row->from, &row->to, run->self->year))
    return refuse_changed ("time on a roll", error);
  row->to = change->day;
  g_free (row->leaving_ground);
  row->leaving_ground = g_strdup (way_code_get (run->leaving, "ground"));
  return way_records_update (run->db, &way_enrolment_entity, row, error);
}

static gboolean
begin_places (Run                  *run,
              const WayRollChange  *change,
              GError              **error)
{
  g_autoptr(WayCapacity) row = way_act_get (run->db, &way_capacity_entity, &change->record, error);
  g_autoptr(WayCapacity) next = row != NULL ? way_capacity_copy (row) : NULL;
  g_autoptr(GPtrArray) rows = row != NULL
                                ? way_records_of (run->db, &way_capacity_entity, "provision",
                                                  &row->provision, error)
                                : NULL;

  if (rows == NULL)
    return FALSE;
  next->id = (WayId) { { 0 } };
  next->from = run->self->begins;
  switch (way_new_year_places (row, rows, run->self->year))
    {
    case WAY_NEW_PLACES_CONTINUE:
      row->to = way_date_add_days (&run->self->begins, -1);
      return way_records_update (run->db, &way_capacity_entity, row, error) &&
             way_records_insert (run->db, &way_capacity_entity, next, error);

    case WAY_NEW_PLACES_RENEW:
      next->to = way_date_none ();
      return way_records_insert (run->db, &way_capacity_entity, next, error);

    case WAY_NEW_PLACES_OPEN:
      g_free (row->kind);
      row->kind = g_strdup ("commissioned");
      return way_records_update (run->db, &way_capacity_entity, row, error);

    case WAY_NEW_PLACES_NONE:
    default:
      return refuse_changed ("number of places", error);
    }
}

static gboolean
note_year (Run     *run,
           GError **error)
{
  g_autoptr(GPtrArray) rows = way_records_list (run->db, &way_authority_entity, NULL, NULL, error);
  WayAuthority *authority = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (authority == NULL)
    return rows != NULL;
  authority->year_begun = run->self->year;
  return way_records_update (run->db, &way_authority_entity, authority, error);
}

gboolean
way_roll_over_write (WayDb     *db,
                     gpointer   data,
                     GError   **error)
{
  static gboolean (*const steps[WAY_N_ROLL_KINDS]) (Run *, const WayRollChange *, GError **) = {
    [WAY_ROLL_YEAR_GROUP] = move_up,
    [WAY_ROLL_PLACEMENT] = end_placement,
    [WAY_ROLL_ENROLMENT] = end_enrolment,
    [WAY_ROLL_PLACES] = begin_places,
  };
  Run run = { data, db, way_codes_lookup ("roll_over_rule", "leavers") };

  if (run.self->is_early)
    {
      g_autofree char *day = way_date_to_iso (&run.self->earliest);

      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE,
                   "The year groups cannot move up before %s.", day);
      return FALSE;
    }
  for (guint i = 0; i < run.self->changes->len; i++)
    {
      const WayRollChange *change = g_ptr_array_index (run.self->changes, i);

      if (change->included && !steps[change->kind] (&run, change, error))
        return FALSE;
    }
  return note_year (&run, error);
}

char *
way_roll_over_name (const WayRollOver *self)
{
  return g_strdup_printf ("Begin the school year %d/%02d", self->year, (self->year + 1) % 100);
}

gboolean
way_roll_over_run (WayAct             *act,
                   const WayRollOver  *self,
                   GError            **error)
{
  g_autofree char *name = way_roll_over_name (self);

  return way_act_write (act, name, way_roll_over_write, (gpointer) self, error);
}
