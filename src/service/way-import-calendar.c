/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Term dates and days off into a calendar: days that are there stay, so that
 * bank holidays and terms may come in two files.  What a newer file of the same
 * terms no longer names is taken out. */

#include "way-import-private.h"

#include "way-calendar-acts.h"
#include "way-calendar-file.h"

typedef struct
{
  WayDb       *db;
  WayImport   *import;
  WayId        calendar;
  WayCalendar *unplanned;   /* is made with its first day; NULL where it is there */
  GHashTable  *days;        /* "from to kind" -> WayCalendarDay in stored, or NULL */
  GPtrArray   *stored;      /* WayCalendarDay */
  GHashTable  *named;       /* of stored, those that the file names too */
  GHashTable  *said;        /* "year kind": the file names such days of a school year */
} Calendar;

/* Kinds that are planned for a year; closures and sessions are told as they come. */
static const char *const planned_kinds[] = { "TERM", "HOLIDAY", "INSET", NULL };

static void
calendar_clear (Calendar *self)
{
  g_clear_pointer (&self->import, way_import_free);
  g_clear_pointer (&self->unplanned, way_calendar_free);
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_clear_pointer (&self->named, g_hash_table_unref);
  g_clear_pointer (&self->said, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Calendar, calendar_clear)

static char *
key_of (const WayCalendarDay *day)
{
  const GDate *last = way_date_is_set (&day->to) ? &day->to : &day->from;

  return g_strdup_printf ("%u %u %s", way_date_julian (&day->from), way_date_julian (last),
                          day->kind);
}

/* A term belongs to the school year in which it ends. */
static char *
year_key (const WayCalendarDay *day,
          const char           *kind)
{
  const GDate *last = way_date_is_set (&day->to) ? &day->to : &day->from;

  return g_strdup_printf ("%d %s", way_date_school_year (last), kind);
}

/* --- The calendar --- */

static gboolean
find_calendar (Calendar     *self,
               const WayId  *establishment,
               GError      **error)
{
  gboolean is_new;
  g_autoptr(WayCalendar) found = way_calendar_acts_find (self->db, establishment, &is_new, error);

  if (found == NULL)
    return FALSE;
  self->calendar = found->id;
  if (is_new)
    self->unplanned = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
load_days (Calendar  *self,
           GError   **error)
{
  self->stored =
    way_records_of (self->db, &way_calendar_day_entity, "calendar", &self->calendar, error);
  if (self->stored == NULL)
    return FALSE;
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->stored->len; i++)
    {
      WayCalendarDay *day = g_ptr_array_index (self->stored, i);

      g_hash_table_insert (self->days, key_of (day), day);
    }
  return TRUE;
}

/* --- Rows --- */

/* The same days with a name where there was none are changed; anything else
 * that is there already is the same. */
static void
plan_over (Calendar       *self,
           guint           line,
           WayCalendarDay *stored,
           WayCalendarDay *day)
{
  WayCalendarDay *merged;

  if (stored == NULL || stored->name != NULL || day->name == NULL)
    {
      way_import_count_row (self->import, WAY_IMPORT_SAME);
      return;
    }
  merged = way_calendar_day_copy (stored);
  merged->name = g_strdup (day->name);
  way_import_plan_over (self->import, &way_calendar_day_entity, line, stored, merged);
}

static void
judge_row (Calendar       *self,
           WayCalendarRow *row)
{
  g_autofree char *key = NULL;
  gpointer stored;

  if (row->day != NULL)
    row->reason = way_calendar_acts_objection (row->day);
  if (row->reason != NULL)
    {
      way_import_refuse (self->import, row->line, NULL, row->reason);
      return;
    }
  key = key_of (row->day);
  g_hash_table_add (self->said, year_key (row->day, row->day->kind));
  if (g_hash_table_lookup_extended (self->days, key, NULL, &stored))
    {
      if (stored != NULL)
        g_hash_table_add (self->named, stored);
      plan_over (self, row->line, stored, row->day);
      return;
    }
  if (self->unplanned != NULL)
    way_import_plan_new (self->import, &way_calendar_entity, row->line,
                         g_steal_pointer (&self->unplanned));
  g_hash_table_insert (self->days, g_steal_pointer (&key), NULL);
  row->day->calendar = self->calendar;
  way_import_plan_new (self->import, &way_calendar_day_entity, row->line,
                       g_steal_pointer (&row->day));
  way_import_count_row (self->import, WAY_IMPORT_NEW);
}

/* Whether the file replaces a day that it does not name. */
static gboolean
is_replaced (Calendar             *self,
             const WayCalendarDay *day)
{
  g_autofree char *terms = NULL;
  g_autofree char *same = NULL;

  if (day->kind == NULL || !g_strv_contains (planned_kinds, day->kind) ||
      g_hash_table_contains (self->named, day))
    return FALSE;
  terms = year_key (day, "TERM");
  same = year_key (day, day->kind);
  return g_hash_table_contains (self->said, terms) && g_hash_table_contains (self->said, same);
}

/* A row that was refused may be the new form of what would be taken out. */
static void
take_out_replaced (Calendar *self)
{
  guint gone = 0;

  if (way_import_n_refusals (self->import) > 0)
    return;
  for (guint i = 0; i < self->stored->len; i++)
    {
      const WayCalendarDay *day = g_ptr_array_index (self->stored, i);

      if (!is_replaced (self, day))
        continue;
      way_import_plan_gone (self->import, &way_calendar_day_entity, way_calendar_day_copy (day));
      gone++;
    }
  if (gone > 0)
    way_import_note (self->import, "%u terms, holidays or training days that the file no longer"
                                   " names are taken out", gone);
}

WayImport *
way_import_calendar (WayDb         *db,
                     GBytes        *bytes,
                     const WayId   *establishment,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_auto(Calendar) self = { .db = db };
  g_autoptr(GPtrArray) rows = way_calendar_file_read (bytes, error);

  if (rows == NULL)
    return NULL;
  self.import = way_import_new ("Import school days");
  self.named = g_hash_table_new (NULL, NULL);
  self.said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!find_calendar (&self, establishment, error) || !load_days (&self, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      judge_row (&self, g_ptr_array_index (rows, i));
    }
  take_out_replaced (&self);
  return way_import_finish (g_steal_pointer (&self.import));
}
