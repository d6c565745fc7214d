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
#include "way-routes.h"

/* --- What a new record starts with --- */

static void
prepare_provision (WayProvision *self)
{
  const WayCode *kind = self->kind != NULL ? way_codes_lookup ("provision_kind", self->kind) : NULL;

  if (self->counted == WAY_INTEGER_NONE)
    self->counted = kind == NULL || way_code_is (kind, "counted_default");
}

static void
prepare_placement (WayPlacement *self)
{
  g_auto(GStrv) allowed = NULL;

  if (self->registration != NULL || self->route == NULL)
    return;
  allowed = way_routes_allowed (NULL, self->route, WAY_ROUTE_REGISTRATION, &self->start);
  self->registration = g_strdup (allowed[0]);
}

void
way_service_prepare_new (const WayEntity *entity,
                         gpointer         record)
{
  if (entity == &way_provision_entity)
    prepare_provision (record);
  else if (entity == &way_placement_entity)
    prepare_placement (record);
  way_record_start (entity, record);
}

/* --- Checks --- */

static gboolean
check_choice (const char      *route,
              WayRouteChoice   choice,
              const char      *field,
              const char      *value,
              const GDate     *on,
              GError         **error)
{
  g_auto(GStrv) allowed = NULL;
  g_autofree char *list = NULL;

  if (route == NULL || value == NULL || way_routes_allows (NULL, route, choice, value, on))
    return TRUE;
  allowed = way_routes_allowed (NULL, route, choice, on);
  list = g_strjoinv (", ", allowed);
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "%s: %s is not allowed by the route %s (allowed: %s)", field, value, route, list);
  return FALSE;
}

static gboolean
check_placement (const WayPlacement  *self,
                 const GDate         *today,
                 GError             **error)
{
  const GDate *on = way_date_is_set (&self->start) ? &self->start : today;

  return check_choice (self->route, WAY_ROUTE_REGISTRATION, "registration", self->registration, on,
                       error) &&
         check_choice (self->route, WAY_ROUTE_COMMISSIONER, "commissioner", self->commissioner, on,
                       error);
}

static gboolean
check_referral (const WayReferral  *self,
                const GDate        *today,
                GError            **error)
{
  const GDate *on = way_date_is_set (&self->received) ? &self->received : today;

  return check_choice (self->route, WAY_ROUTE_REGISTRATION, "registration", self->registration, on,
                       error) &&
         check_choice (self->route, WAY_ROUTE_COMMISSIONER, "commissioner", self->commissioner, on,
                       error) &&
         check_choice (self->route, WAY_ROUTE_LUMP_SUM, "place_payer", self->place_payer, on,
                       error) &&
         check_choice (self->route, WAY_ROUTE_TOP_UP, "top_up_payer", self->top_up_payer, on,
                       error);
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
    return check_placement (record, today, error);
  if (entity == &way_referral_entity)
    return check_referral (record, today, error);
  if (entity == &way_enrolment_entity)
    return way_roll_check (db, record, planned, error);
  if (entity == &way_criterion_entity)
    return check_criterion (db, record, error);
  if (entity == &way_attendance_week_entity)
    return way_attendance_check_week (db, record, error);
  return TRUE;
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

  return way_edit_run (db, info, delete_record, &one, edit, error);
}
