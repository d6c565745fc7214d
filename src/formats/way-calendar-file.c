/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of term dates: tells the two formats apart, and what both are held to. */

#include "way-calendar-file.h"

#include <string.h>

#include "way-calendar-csv.h"
#include "way-ical.h"

void
way_calendar_row_free (WayCalendarRow *self)
{
  if (self == NULL)
    return;
  way_calendar_day_free (self->day);
  g_free (self->reason);
  g_free (self);
}

gboolean
way_calendar_file_is_ical (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gsize at = size >= 3 && memcmp (text, "\357\273\277", 3) == 0 ? 3 : 0;

  while (at < size && g_ascii_isspace (text[at]))
    at++;
  return size - at >= strlen ("BEGIN:") && g_ascii_strncasecmp (text + at, "BEGIN:", 6) == 0;
}

GPtrArray *
way_calendar_file_read (GBytes  *bytes,
                        GError **error)
{
  if (g_bytes_get_size (bytes) > WAY_CALENDAR_MOST_BYTES)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                   "the file has more than %d MB", WAY_CALENDAR_MOST_BYTES / (1024 * 1024));
      return NULL;
    }
  return way_calendar_file_is_ical (bytes) ? way_ical_read (bytes, error)
                                           : way_calendar_csv_read (bytes, error);
}

gboolean
way_calendar_file_check (const WayCalendarDay  *day,
                         GError               **error)
{
  for (guint i = 0; i < way_calendar_day_entity.n_fields; i++)
    if (!way_field_check (&way_calendar_day_entity.fields[i], day, error))
      return FALSE;
  if (way_date_compare (&day->to, &day->from) < 0)
    {
      g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                           "to: lies before the beginning");
      return FALSE;
    }
  if (way_date_days_between (&day->from, &day->to) >= WAY_CALENDAR_MOST_DAYS)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_RANGE, "to: more than %d days",
                   WAY_CALENDAR_MOST_DAYS);
      return FALSE;
    }
  return TRUE;
}
