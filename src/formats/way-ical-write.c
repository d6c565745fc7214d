/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes events of whole days as iCalendar; libical folds and escapes. */

#include "way-ical-write.h"

#include <libical/ical.h>
#include <string.h>

void
way_ical_entry_free (WayIcalEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->summary);
  g_free (self->description);
  g_free (self->category);
  g_free (self);
}

static struct icaltimetype
ical_day (const GDate *day)
{
  struct icaltimetype time = icaltime_null_date ();

  time.year = g_date_get_year (day);
  time.month = (int) g_date_get_month (day);
  time.day = g_date_get_day (day);
  return time;
}

/* Midnight: events have no moment, and no clock is read here. */
static struct icaltimetype
ical_stamp (const GDate *day)
{
  struct icaltimetype time = ical_day (day);

  time.is_date = 0;
  time.zone = icaltimezone_get_utc_timezone ();
  return time;
}

static icalcomponent *
make_event (const WayIcalEntry *event,
            const GDate        *stamp)
{
  GDate next = way_date_add_days (&event->day, 1);
  icalcomponent *component = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  icalcomponent_add_property (component, icalproperty_new_uid (event->uid));
  icalcomponent_add_property (component, icalproperty_new_dtstamp (ical_stamp (stamp)));
  icalcomponent_add_property (component, icalproperty_new_dtstart (ical_day (&event->day)));
  icalcomponent_add_property (component, icalproperty_new_dtend (ical_day (&next)));
  icalcomponent_add_property (component, icalproperty_new_summary (event->summary));
  if (event->description != NULL)
    icalcomponent_add_property (component, icalproperty_new_description (event->description));
  if (event->category != NULL)
    icalcomponent_add_property (component, icalproperty_new_categories (event->category));
  icalcomponent_add_property (component, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  return component;
}

static void
add_name (icalcomponent *calendar,
          const char    *name)
{
  icalproperty *property = icalproperty_new_x (name);

  icalproperty_set_x_name (property, "X-WR-CALNAME");
  icalcomponent_add_property (calendar, property);
}

GBytes *
way_ical_write (GPtrArray   *events,
                const char  *name,
                const GDate *stamp)
{
  icalcomponent *calendar = icalcomponent_new_vcalendar ();
  char *text;
  GBytes *bytes;

  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid ("-//Waymark//Duties//EN"));
  if (name != NULL)
    add_name (calendar, name);
  for (guint i = 0; i < events->len; i++)
    icalcomponent_add_component (calendar, make_event (g_ptr_array_index (events, i), stamp));
  text = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (text, strlen (text));
  icalmemory_free_buffer (text);
  icalcomponent_free (calendar);
  return bytes;
}
