/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single records: what a new one starts with, what may be written, and the
 * edit that writes it. */

#include "way-service.h"

#include <string.h>

#include "way-area.h"
#include "way-attendance.h"
#include "way-directory.h"
#include "way-journey.h"
#include "way-records.h"
#include "way-roll-check.h"
#include "way-route-sets.h"
#include "way-visit-acts.h"

/* --- What a new record starts with --- */

static void
prepare_provision (WayProvision *self)
{
  const WayCode *kind = self->kind != NULL ? way_codes_lookup ("provision_kind", self->kind) : NULL;

  if (self->counted == WAY_INTEGER_NONE)
    self->counted = kind == NULL || way_code_is (kind, "counted_default");
}

/* Where the tables of routes cannot be read, the check that follows says so. */
static void
prepare_placement (WayDb        *db,
                   WayPlacement *self)
{
  g_autoptr(WayRouteSets) sets = NULL;
  g_auto(GStrv) allowed = NULL;
  const WayRouteSet *set;
  GDate on;

  if (self->registration != NULL || self->route == NULL)
    return;
  sets = way_route_sets_load (db, NULL);
  if (sets == NULL)
    return;
  set = way_route_sets_for_placement (sets, self, &self->start, &on);
  allowed = way_routes_allowed (set, self->route, WAY_ROUTE_REGISTRATION, &on);
  self->registration = g_strdup (allowed[0]);
}

void
way_service_prepare_new (WayDb           *db,
                         const WayEntity *entity,
                         gpointer         record)
{
  if (entity == &way_provision_entity)
    prepare_provision (record);
  else if (entity == &way_placement_entity)
    prepare_placement (db, record);
  way_record_start (entity, record);
}

/* --- Checks --- */

/* The table of routes and the day that a record goes by. */
typedef struct
{
  const char        *route;
  const WayRouteSet *set;
  GDate              on;
} Table;

static gboolean
check_choice (const Table     *table,
              WayRouteChoice   choice,
              const char      *field,
              const char      *value,
              GError         **error)
{
  g_auto(GStrv) allowed = NULL;
  g_autofree char *list = NULL;

  if (table->route == NULL || value == NULL ||
      way_routes_allows (table->set, table->route, choice, value, &table->on))
    return TRUE;
  allowed = way_routes_allowed (table->set, table->route, choice, &table->on);
  list = g_strjoinv (", ", allowed);
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "%s: %s is not allowed by the route %s (allowed: %s)", field, value, table->route,
               list);
  return FALSE;
}

static gboolean
check_placement (WayDb               *db,
                 const WayPlacement  *self,
                 const GDate         *today,
                 GError             **error)
{
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  Table table = { .route = self->route };

  if (sets == NULL)
    return FALSE;
  table.set = way_route_sets_for_placement (sets, self, today, &table.on);
  return check_choice (&table, WAY_ROUTE_REGISTRATION, "registration", self->registration, error) &&
         check_choice (&table, WAY_ROUTE_COMMISSIONER, "commissioner", self->commissioner, error);
}

static gboolean
check_referral (WayDb              *db,
                const WayReferral  *self,
                const GDate        *today,
                GError            **error)
{
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  Table table = { .route = self->route };

  if (sets == NULL)
    return FALSE;
  table.set = way_route_sets_for_referral (sets, self, today, &table.on);
  return check_choice (&table, WAY_ROUTE_REGISTRATION, "registration", self->registration, error) &&
         check_choice (&table, WAY_ROUTE_COMMISSIONER, "commissioner", self->commissioner, error) &&
         check_choice (&table, WAY_ROUTE_LUMP_SUM, "place_payer", self->place_payer, error) &&
         check_choice (&table, WAY_ROUTE_TOP_UP, "top_up_payer", self->top_up_payer, error);
}

/* A code of the rule is a district: its name, or its id. */
static gboolean
find_district (WayDb       *db,
               const char  *code,
               gboolean    *found,
               GError     **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  WayValue name = { .type = WAY_VALUE_TEXT, .text = code };
  WayValue id = { .type = WAY_VALUE_ID };

  if (way_id_parse (code, &id.id))
    rows = way_records_list (db, &way_district_entity, "id", &id, error);
  else
    rows = way_records_list (db, &way_district_entity, "name", &name, error);
  *found = rows != NULL && rows->len > 0;
  return rows != NULL;
}

/* Codes of other sets were checked with the record. */
static gboolean
check_criterion (WayDb               *db,
                 const WayCriterion  *self,
                 GError             **error)
{
  const WayCode *rule = self->rule != NULL ? way_codes_lookup ("criterion_rule", self->rule) : NULL;
  g_auto(GStrv) codes = g_strsplit (self->codes != NULL ? self->codes : "", "|", -1);

  if (rule == NULL || strcmp (way_code_get (rule, "value"), "district") != 0)
    return TRUE;
  for (guint i = 0; i == 0 || codes[i] != NULL; i++)
    {
      gboolean found = FALSE;

      if (codes[i] != NULL && !find_district (db, codes[i], &found, error))
        return FALSE;
      if (found)
        continue;
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE, "codes: “%s” is no district",
                   codes[i] != NULL ? codes[i] : "");
      return FALSE;
    }
  return TRUE;
}

gboolean
way_service_check (WayDb            *db,
                   const WayEntity  *entity,
                   gconstpointer     record,
                   const GPtrArray  *planned,
                   const GDate      *today,
                   GError          **error)
{
  if (entity == &way_placement_entity)
    return check_placement (db, record, today, error);
  if (entity == &way_referral_entity)
    return check_referral (db, record, today, error);
  if (entity == &way_enrolment_entity)
    return way_roll_check (db, record, planned, error);
  if (entity == &way_criterion_entity)
    return check_criterion (db, record, error);
  if (entity == &way_attendance_week_entity)
    return way_attendance_check_week (db, record, error);
  return way_visit_check_locked (db, entity, way_record_id (record), record, error);
}

/* --- Writing --- */

typedef struct
{
  const WayEntity *entity;
  gpointer         record;
  const WayId     *id;
} OneRecord;

static gboolean
insert_record (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  OneRecord *one = data;

  return way_records_insert (db, one->entity, one->record, error);
}

static gboolean
update_record (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  OneRecord *one = data;

  return way_records_update (db, one->entity, one->record, error);
}

static gboolean
delete_record (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  OneRecord *one = data;

  return way_records_delete (db, one->entity, one->id, error);
}

gboolean
way_service_save (WayDb              *db,
                  const WayEditInfo  *info,
                  const WayEntity    *entity,
                  gpointer            record,
                  gboolean            is_new,
                  const GDate        *today,
                  WayEditId          *edit,
                  GError            **error)
{
  OneRecord one = { .entity = entity, .record = record };

  return way_record_check (entity, record, error) &&
         way_service_check (db, entity, record, NULL, today, error) &&
         way_edit_run (db, info, is_new ? insert_record : update_record, &one, edit, error);
}

gboolean
way_service_delete (WayDb              *db,
                    const WayEditInfo  *info,
                    const WayEntity    *entity,
                    const WayId        *id,
                    WayEditId          *edit,
                    GError            **error)
{
  OneRecord one = { .entity = entity, .id = id };

  return way_visit_check_locked (db, entity, id, NULL, error) &&
         way_edit_run (db, info, delete_record, &one, edit, error);
}
