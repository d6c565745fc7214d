/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days into a calendar one by one, and out again.  What the days then mean is
 * for the rules to say; files of many days are way-import-calendar.c. */

#include "way-calendar-acts.h"

#include <string.h>

#include "way-calendar-file.h"
#include "way-directory.h"
#include "way-school-days.h"

/* --- Which calendar --- */

/* A calendar is called after whose days it holds. */
static WayCalendar *
new_calendar (WayDb        *db,
              const WayId  *establishment,
              GError      **error)
{
  g_autoptr(WayCalendar) calendar = way_calendar_new ();
  g_autoptr(WayEstablishment) whose = NULL;

  calendar->id = way_id_new ();
  if (establishment == NULL)
    {
      calendar->name = g_strdup ("Authority calendar");
      return g_steal_pointer (&calendar);
    }
  whose = way_records_get (db, &way_establishment_entity, establishment, error);
  if (whose == NULL)
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                     "there is no such establishment");
      return NULL;
    }
  calendar->name = g_strdup (whose->name);
  calendar->establishment = *establishment;
  return g_steal_pointer (&calendar);
}

WayCalendar *
way_calendar_acts_find (WayDb        *db,
                        const WayId  *establishment,
                        gboolean     *is_new,
                        GError      **error)
{
  const WayId *whose = establishment == NULL || way_id_is_null (establishment) ? NULL
                                                                               : establishment;
  WayValue value = { .type = whose != NULL ? WAY_VALUE_ID : WAY_VALUE_NONE };
  g_autoptr(GPtrArray) found = NULL;

  if (whose != NULL)
    value.id = *whose;
  found = way_records_list (db, &way_calendar_entity, "establishment", &value, error);
  if (found == NULL)
    return NULL;
  *is_new = found->len == 0;
  return *is_new ? new_calendar (db, whose, error)
                 : way_calendar_copy (g_ptr_array_index (found, 0));
}

/* --- Which days --- */

/* The counting of school days has the last word on which days there are. */
char *
way_calendar_acts_objection (const WayCalendarDay *days)
{
  static const char counted[] = "row 1: ";
  WayDayRow row = { days->from, days->to, days->kind };
  WayDayLayer layer = { "", &row, 1 };
  g_autoptr(GError) fault = NULL;
  g_autoptr(WaySchoolDays) laid = way_school_days_new (&layer, 1, &fault);
  const char *found;

  if (laid != NULL)
    return NULL;
  found = strstr (fault->message, counted);
  return g_strdup (found != NULL ? found + strlen (counted) : fault->message);
}

static gboolean
check_days (const WayCalendarDay  *days,
            GError               **error)
{
  g_autofree char *objection = NULL;

  if (!way_calendar_file_check (days, error))
    return FALSE;
  objection = way_calendar_acts_objection (days);
  if (objection == NULL)
    return TRUE;
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID, objection);
  return FALSE;
}

/* The same days of the same kind twice would be one day that is taken out and
 * still there. */
static gboolean
check_is_new (WayDb                 *db,
              const WayCalendarDay  *days,
              GError               **error)
{
  g_autoptr(GPtrArray) stored =
    way_records_of (db, &way_calendar_day_entity, "calendar", &days->calendar, error);

  if (stored == NULL)
    return FALSE;
  for (guint i = 0; i < stored->len; i++)
    {
      const WayCalendarDay *other = g_ptr_array_index (stored, i);

      if (way_id_equal (&other->id, &days->id) || g_strcmp0 (other->kind, days->kind) != 0 ||
          !way_date_equal (&other->from, &days->from) || !way_date_equal (&other->to, &days->to))
        continue;
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                           "The calendar says this of these days already.");
      return FALSE;
    }
  return TRUE;
}

/* --- Writing --- */

typedef struct
{
  const WayId    *establishment;
  WayCalendarDay *days;
} Add;

static WayCalendarDay *
copy_with_end (const WayCalendarDay *days)
{
  WayCalendarDay *copy = way_calendar_day_copy (days);

  if (!way_date_is_set (&copy->to))
    copy->to = copy->from;
  return copy;
}

static gboolean
write_new (WayDb     *db,
           gpointer   data,
           GError   **error)
{
  Add *add = data;
  gboolean is_new;
  g_autoptr(WayCalendar) calendar = way_calendar_acts_find (db, add->establishment, &is_new,
                                                            error);

  if (calendar == NULL || (is_new && !way_records_insert (db, &way_calendar_entity, calendar,
                                                          error)))
    return FALSE;
  add->days->calendar = calendar->id;
  return check_is_new (db, add->days, error) &&
         way_records_insert (db, &way_calendar_day_entity, add->days, error);
}

static gboolean
write_changed (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  return check_is_new (db, data, error) &&
         way_records_update (db, &way_calendar_day_entity, data, error);
}

static gboolean
write_removed (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  return way_records_delete (db, &way_calendar_day_entity, data, error);
}

gboolean
way_calendar_acts_add (WayAct                *act,
                       const WayId           *establishment,
                       const WayCalendarDay  *days,
                       GError               **error)
{
  g_autoptr(WayCalendarDay) copy = copy_with_end (days);
  Add add = { establishment, copy };

  copy->id = way_id_new ();
  return check_days (copy, error) &&
         way_act_write (act, "Add days to a calendar", write_new, &add, error);
}

gboolean
way_calendar_acts_change (WayAct                *act,
                          const WayCalendarDay  *days,
                          GError               **error)
{
  g_autoptr(WayCalendarDay) copy = copy_with_end (days);

  return check_days (copy, error) &&
         way_act_write (act, "Change days of a calendar", write_changed, copy, error);
}

gboolean
way_calendar_acts_remove (WayAct       *act,
                          const WayId  *days,
                          GError      **error)
{
  WayId id = *days;

  return way_act_write (act, "Take days out of a calendar", write_removed, &id, error);
}
