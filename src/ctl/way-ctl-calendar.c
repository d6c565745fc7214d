/* SPDX-License-Identifier: GPL-3.0-or-later */
/* School days: taken in, and told day by day. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "way-calendar-file.h"
#include "way-ctl-table.h"
#include "way-facts.h"
#include "way-file.h"
#include "way-import.h"

#define MOST_YEARS 100         /* of days */

/* --- Whose days --- */

/* The establishment that --for names; none where it is not given. */
static gboolean
read_for (WayCtl  *ctl,
          WayId   *establishment,
          GError **error)
{
  const char *urn = way_ctl_option (ctl, "for");

  *establishment = (WayId) { { 0 } };
  if (urn == NULL)
    return TRUE;
  if (way_ctl_db (ctl) != NULL)
    return way_import_find_establishment (way_ctl_db (ctl), urn, establishment, error);
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--for: needs --file"));
  return FALSE;
}

/* A row that is refused refuses the file: days counted without it would be
 * wrong. */
static GArray *
read_rows (const char  *path,
           GPtrArray   *found,
           GError     **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayDayRow));

  for (guint i = 0; i < found->len; i++)
    {
      const WayCalendarRow *row = g_ptr_array_index (found, i);
      WayDayRow day;

      if (row->day == NULL)
        {
          g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, _("%s: line %u: %s"), path,
                       row->line, row->reason);
          return NULL;
        }
      day = (WayDayRow) { row->day->from, row->day->to, row->day->kind };
      g_array_append_val (rows, day);
    }
  return g_steal_pointer (&rows);
}

static WaySchoolDays *
read_calendar_file (const char  *path,
                    GError     **error)
{
  g_autoptr(GBytes) bytes = way_file_read (path, WAY_CALENDAR_MOST_BYTES, error);
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GArray) rows = NULL;
  g_autofree char *name = g_path_get_basename (path);
  WayDayLayer layer = { .name = name };

  if (bytes == NULL)
    return NULL;
  found = way_calendar_file_read (bytes, error);
  if (found == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  rows = read_rows (path, found, error);
  if (rows == NULL)
    return NULL;
  layer.rows = (const WayDayRow *) (void *) rows->data;
  layer.n_rows = rows->len;
  return way_school_days_new (&layer, 1, error);
}

WaySchoolDays *
way_ctl_school_days (WayCtl  *ctl,
                     GError **error)
{
  const char *path = way_ctl_option (ctl, "calendar");
  g_autoptr(WayFacts) facts = NULL;
  const WaySchoolDays *days;
  WayId establishment;

  if (path != NULL)
    return read_calendar_file (path, error);
  if (!read_for (ctl, &establishment, error))
    return NULL;
  if (way_ctl_db (ctl) == NULL)
    return way_school_days_new (NULL, 0, error);
  facts = way_facts_new (way_ctl_db (ctl), error);
  days = facts != NULL
           ? way_facts_days (facts, way_id_is_null (&establishment) ? NULL : &establishment, error)
           : NULL;
  return days != NULL ? way_school_days_ref ((WaySchoolDays *) days) : NULL;
}

/* --- Days --- */

gboolean
way_ctl_span (WayCtl  *ctl,
              GDate   *from,
              GDate   *to,
              GError **error)
{
  if (way_ctl_need (ctl, "from", error) == NULL || way_ctl_need (ctl, "to", error) == NULL ||
      !way_ctl_date (ctl, "from", from, error) || !way_ctl_date (ctl, "to", to, error))
    return FALSE;
  if (way_date_compare (to, from) < 0)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--to: lies before --from"));
      return FALSE;
    }
  if (g_date_get_year (to) - g_date_get_year (from) > MOST_YEARS)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--to: lies more than %d years after --from"), MOST_YEARS);
      return FALSE;
    }
  return TRUE;
}

static void
add_day (WayCtlTable         *table,
         const WaySchoolDays *days,
         const GDate         *day)
{
  g_autofree char *date = way_date_to_iso (day);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, date);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     way_day_kind_code (way_school_days_kind (days, day)));
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, way_school_days_source (days, day));
}

/* Days that are not of the calendar asked for are owned up to. */
static void
note_fallback (WayCtl              *ctl,
               const WaySchoolDays *days,
               const GDate         *from,
               const GDate         *to)
{
  const char *urn = way_ctl_option (ctl, "for");

  if (urn == NULL || !way_school_days_is_fallback (days, from, to))
    return;
  if (way_school_days_is_borrowed (days))
    fprintf (stderr, _("waymarkctl: %s keeps no calendar of its own: these are the authority’s"
                       " days\n"), urn);
  else
    fprintf (stderr, _("waymarkctl: the calendar of %s does not cover all these days: see their"
                       " source\n"), urn);
}

WayCtlStatus
way_ctl_run_calendar_days (WayCtl  *ctl,
                           GError **error)
{
  static const char *const headings[] = { "date", "kind", "source", NULL };
  g_autoptr(WaySchoolDays) days = NULL;
  g_autoptr(WayCtlTable) table = NULL;
  GDate from, to;

  if (!way_ctl_span (ctl, &from, &to, error))
    return WAY_CTL_REFUSED;
  days = way_ctl_school_days (ctl, error);
  if (days == NULL)
    return WAY_CTL_REFUSED;
  note_fallback (ctl, days, &from, &to);
  table = way_ctl_table_new (ctl, headings);
  for (guint32 day = way_date_julian (&from); day <= way_date_julian (&to); day++)
    {
      GDate date = way_date_from_julian (day);

      add_day (table, days, &date);
    }
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_calendar_import (WayCtl  *ctl,
                             GError **error)
{
  const char *path = way_ctl_word (ctl, 0);
  g_autoptr(WayImport) import = NULL;
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) bytes = NULL;
  WayId establishment;

  if (!read_for (ctl, &establishment, error))
    return WAY_CTL_REFUSED;
  bytes = way_file_read (path, WAY_CALENDAR_MOST_BYTES, error);
  if (bytes == NULL)
    return WAY_CTL_REFUSED;
  import = way_import_calendar (way_ctl_db (ctl), bytes,
                                way_id_is_null (&establishment) ? NULL : &establishment, NULL,
                                &fault);
  if (import != NULL)
    return way_ctl_finish_import (ctl, import, path, error);
  if (fault->domain == WAY_FORMATS_ERROR)
    g_prefix_error (&fault, "%s: ", path);
  g_propagate_error (error, g_steal_pointer (&fault));
  return WAY_CTL_REFUSED;
}
