/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first edit of a new file: an authority with nothing in it yet. */

#include "way-service-init.h"

#include "way-area.h"
#include "way-codes.h"
#include "way-edit.h"
#include "way-people.h"
#include "way-records.h"
#include "way-service-error.h"

typedef struct
{
  const char *name;
  const char *la;
} NewAuthority;

static gboolean
write_authority (WayDb               *db,
                 const NewAuthority  *self,
                 GError             **error)
{
  g_autoptr(WayAuthority) authority = way_authority_new ();

  way_record_start (&way_authority_entity, authority);
  authority->name = g_strdup (self->name);
  authority->la = g_strdup (self->la);
  return way_records_insert (db, &way_authority_entity, authority, error);
}

/* A job, not a person: the preferences ask for the name. */
static gboolean
write_user (WayDb               *db,
            const NewAuthority  *self,
            GError             **error)
{
  g_autoptr(WayUser) user = way_user_new ();

  user->name = g_strdup ("AP office");
  user->role = g_strdup ("office");
  user->organisation = g_strdup (self->name);
  return way_records_insert (db, &way_user_entity, user, error);
}

static gboolean
write_bank_holiday (WayDb          *db,
                    const WayId    *calendar,
                    const WayCode  *holiday,
                    GError        **error)
{
  g_autoptr(WayCalendarDay) day = way_calendar_day_new ();

  day->calendar = *calendar;
  if (!way_date_parse (holiday->id, &day->from))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "bank holiday “%s” is no date", holiday->id);
      return FALSE;
    }
  day->to = day->from;
  day->kind = g_strdup ("BANK_HOLIDAY");
  day->name = g_strdup (holiday->label);
  return way_records_insert (db, &way_calendar_day_entity, day, error);
}

static gboolean
write_calendar (WayDb   *db,
                GError **error)
{
  g_autoptr(WayCalendar) calendar = way_calendar_new ();
  g_autoptr(GPtrArray) holidays = way_codes_list ("bank_holiday", NULL);

  calendar->name = g_strdup ("Authority calendar");
  calendar->source = g_strdup ("Bank holidays as published on GOV.UK");
  if (!way_records_insert (db, &way_calendar_entity, calendar, error))
    return FALSE;
  for (guint i = 0; i < holidays->len; i++)
    if (!write_bank_holiday (db, &calendar->id, g_ptr_array_index (holidays, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_new_authority (WayDb     *db,
                     gpointer   data,
                     GError   **error)
{
  return write_authority (db, data, error) &&
         write_user (db, data, error) &&
         write_calendar (db, error);
}

gboolean
way_service_init_authority (WayDb       *db,
                            const char  *name,
                            const char  *la,
                            GError     **error)
{
  WayEditInfo info = { .name = "Make a new authority", .who = "Waymark" };
  NewAuthority authority = { .name = name, .la = la };

  return way_service_check_empty (db, error) &&
         way_edit_run_baseline (db, &info, write_new_authority, &authority, NULL, error);
}

gboolean
way_service_check_empty (WayDb   *db,
                         GError **error)
{
  gint64 count;

  if (!way_records_count (db, &way_authority_entity, &count, error))
    return FALSE;
  if (count == 0)
    return TRUE;
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_EMPTY,
               "the file holds an authority already");
  return FALSE;
}
