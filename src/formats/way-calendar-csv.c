/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Term dates and days off as a table. */

#include "way-calendar-csv.h"

#include "way-codes.h"
#include "way-csv.h"
#include "way-text.h"

/* Weekends are no rows of a calendar. */
static gboolean
check_kind (const WayCalendarDay  *day,
            GError               **error)
{
  const WayCode *kind = way_codes_lookup ("calendar_kind", day->kind);
  g_autofree char *quoted = way_text_clip (day->kind, 40);

  if (kind != NULL && kind->active)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE,
               "kind: “%s” is no kind of day that a calendar can give", quoted);
  return FALSE;
}

static gboolean
read_day (const WayCsvReader  *table,
          WayCalendarDay      *day,
          GError             **error)
{
  static const char *const names[] = { "from", "to", "kind", "name" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const WayField *field = way_entity_field (&way_calendar_day_entity, names[i]);
      const char *text = way_csv_reader_field (table, way_csv_reader_find (table, names[i]));
      g_autofree char *upper = g_ascii_strup (text, -1);

      if (!way_field_from_text (field, day, field->kind == WAY_KIND_CODE ? upper : text, error))
        return FALSE;
    }
  if (!way_date_is_set (&day->from) || day->kind == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING, "%s: is empty",
                   day->kind != NULL ? "from" : "kind");
      return FALSE;
    }
  if (!way_date_is_set (&day->to))
    day->to = day->from;
  return check_kind (day, error) && way_calendar_file_check (day, error);
}

static WayCalendarRow *
read_row (const WayCsvReader *table)
{
  WayCalendarRow *row = g_new0 (WayCalendarRow, 1);
  g_autoptr(GError) fault = NULL;

  row->line = way_csv_reader_line (table);
  row->day = way_calendar_day_new ();
  if (read_day (table, row->day, &fault))
    return row;
  g_clear_pointer (&row->day, way_calendar_day_free);
  row->reason = g_strdup (fault->message);
  return row;
}

static gboolean
check_headings (const WayCsvReader  *table,
                GError             **error)
{
  static const char *const needed[] = { "from", "kind" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (way_csv_reader_find (table, needed[i]) < 0)
      {
        g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                     "line 1: the heading “%s” is missing: a calendar has from, to, kind",
                     needed[i]);
        return FALSE;
      }
  return TRUE;
}

GPtrArray *
way_calendar_csv_read (GBytes  *bytes,
                       GError **error)
{
  g_autoptr(WayCsvReader) table = way_csv_reader_new (bytes, 0, error);
  g_autoptr(GPtrArray) rows = NULL;
  WayCsvStep step;

  if (table == NULL || !check_headings (table, error))
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) way_calendar_row_free);
  while ((step = way_csv_reader_next (table, error)) == WAY_CSV_ROW)
    {
      if (rows->len == WAY_CALENDAR_MOST_ROWS)
        {
          g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                       "line %u: more than %d rows", way_csv_reader_line (table),
                       WAY_CALENDAR_MOST_ROWS);
          return NULL;
        }
      g_ptr_array_add (rows, read_row (table));
    }
  return step == WAY_CSV_DONE ? g_steal_pointer (&rows) : NULL;
}
