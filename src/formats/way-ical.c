/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads events of whole days from iCalendar.
 *
 * The file is cut into its events here, so that each has its line, each is
 * bounded, and nothing nests deeper than it may; libical then reads one event
 * at a time. */

#include "way-ical.h"

#include <libical/ical.h>
#include <string.h>

#include "way-codes.h"
#include "way-text.h"
#include "way-unicode.h"

#define MOST_DEPTH 8
#define MOST_LINE  65536
#define MOST_EVENT (256 * 1024)
#define MOST_NAME  32

/* --- Cutting the file into events --- */

typedef struct
{
  char  name[MOST_NAME];
  guint line;
} Level;

typedef struct
{
  Level      levels[MOST_DEPTH];   /* components begun and not ended */
  guint      depth;
  guint      line;                 /* of the one that is looked at, from 1 */
  GString   *event;                /* inside an event: its lines so far */
  guint      event_line;
  GPtrArray *rows;                 /* WayCalendarRow */
  gboolean   has_calendar;
} Cutter;

static WayCalendarRow *read_event (const char *text,
                                   guint       line);

static gboolean
refuse (const Cutter     *self,
        WayFormatsError   code,
        const char       *what,
        GError          **error)
{
  g_set_error (error, WAY_FORMATS_ERROR, code, "line %u: %s", self->line, what);
  return FALSE;
}

/* The name in "BEGIN:NAME" or "END:NAME"; NULL where the line is another. */
static char *
match_marker (const char *line,
              gsize       length,
              const char *marker)
{
  gsize skip = strlen (marker);

  if (length < skip || g_ascii_strncasecmp (line, marker, skip) != 0)
    return NULL;
  return g_strstrip (g_strndup (line + skip, length - skip));
}

static gboolean
begin_component (Cutter      *self,
                 const char  *name,
                 GError     **error)
{
  Level *level;

  if (self->depth == 0 && g_ascii_strcasecmp (name, "VCALENDAR") != 0)
    return refuse (self, WAY_FORMATS_ERROR_KIND, "this is no calendar file", error);
  if (self->depth == MOST_DEPTH)
    return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, "components nest too deep", error);
  if (strlen (name) >= MOST_NAME)
    return refuse (self, WAY_FORMATS_ERROR_SYNTAX, "no such component", error);

  level = &self->levels[self->depth++];
  g_strlcpy (level->name, name, sizeof level->name);
  level->line = self->line;
  self->has_calendar = TRUE;
  if (self->depth == 2 && g_ascii_strcasecmp (name, "VEVENT") == 0)
    {
      if (self->rows->len == WAY_CALENDAR_MOST_ROWS)
        return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, "too many events", error);
      self->event = g_string_new (NULL);
      self->event_line = self->line;
    }
  return TRUE;
}

static gboolean
end_component (Cutter      *self,
               const char  *name,
               GError     **error)
{
  if (self->depth == 0 ||
      g_ascii_strcasecmp (self->levels[self->depth - 1].name, name) != 0)
    return refuse (self, WAY_FORMATS_ERROR_SYNTAX,
                   "a component ends here that was not the last to begin", error);
  self->depth--;
  if (self->depth == 1 && self->event != NULL)
    {
      g_string_append (self->event, "END:VEVENT\r\n");
      g_ptr_array_add (self->rows, read_event (self->event->str, self->event_line));
      g_string_free (g_steal_pointer (&self->event), TRUE);
    }
  return TRUE;
}

static gboolean
keep_line (Cutter      *self,
           const char  *line,
           gsize        length,
           GError     **error)
{
  if (self->event == NULL)
    return TRUE;
  g_string_append_len (self->event, line, (gssize) length);
  g_string_append (self->event, "\r\n");
  if (self->event->len > MOST_EVENT)
    return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, "the event is too long", error);
  return TRUE;
}

static gboolean
take_line (Cutter      *self,
           const char  *line,
           gsize        length,
           GError     **error)
{
  g_autofree char *begun = match_marker (line, length, "BEGIN:");
  g_autofree char *ended = match_marker (line, length, "END:");

  if (length > MOST_LINE)
    return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, "the line is too long", error);
  if (begun != NULL && !begin_component (self, begun, error))
    return FALSE;
  if (ended != NULL && !end_component (self, ended, error))
    return FALSE;
  if (self->depth == 0 && begun == NULL && ended == NULL && length > 0)
    return refuse (self, WAY_FORMATS_ERROR_KIND, "this is no calendar file", error);
  return keep_line (self, line, length, error);
}

static gboolean
take_lines (Cutter      *self,
            const char  *text,
            gsize        size,
            GError     **error)
{
  const char *at = text;
  const char *end = text + size;

  while (at < end)
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));
      gsize length = (gsize) ((stop != NULL ? stop : end) - at);
      gsize bare = length > 0 && at[length - 1] == '\r' ? length - 1 : length;

      self->line++;
      if (!take_line (self, at, bare, error))
        return FALSE;
      at += length + 1;
    }
  if (self->depth == 0 && self->has_calendar)
    return TRUE;
  if (self->depth == 0)
    return refuse (self, WAY_FORMATS_ERROR_KIND, "this is no calendar file", error);
  g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX,
               "line %u: the file is cut off: %s, begun in line %u, has no end", self->line,
               self->levels[self->depth - 1].name, self->levels[self->depth - 1].line);
  return FALSE;
}

GPtrArray *
way_ical_read (GBytes  *bytes,
               GError **error)
{
  g_autoptr(GBytes) read = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  Cutter cutter = { 0 };
  gboolean whole;

  if (g_bytes_get_size (bytes) > WAY_CALENDAR_MOST_BYTES)
    {
      g_set_error_literal (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                           "the file is too large for a calendar");
      return NULL;
    }
  read = way_unicode_read (bytes, NULL, error);
  if (read == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) way_calendar_row_free);
  cutter.rows = rows;
  whole = take_lines (&cutter, g_bytes_get_data (read, NULL), g_bytes_get_size (read), error);
  if (cutter.event != NULL)
    g_string_free (cutter.event, TRUE);
  return whole ? g_steal_pointer (&rows) : NULL;
}

/* --- What kind of days --- */

const char *
way_ical_tell_kind (const char *summary)
{
  g_autoptr(GPtrArray) words = way_codes_list ("calendar_word", NULL);
  g_autofree char *folded = way_text_fold (summary);
  g_autofree char *padded = g_strconcat (" ", folded, " ", NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const WayCode *word = g_ptr_array_index (words, i);
      g_autofree char *phrase = g_strconcat (" ", word->id, " ", NULL);

      if (strstr (padded, phrase) != NULL)
        return way_code_get (word, "kind");
    }
  return NULL;
}

/* "Bank holiday" and "bank-holiday" are the code BANK_HOLIDAY. */
static const WayCode *
find_category (const char *text)
{
  g_autofree char *folded = way_text_fold (text);
  g_autofree char *upper = g_ascii_strup (g_strdelimit (folded, " ", '_'), -1);
  const WayCode *kind = way_codes_lookup ("calendar_kind", upper);

  return kind != NULL && kind->active ? kind : NULL;
}

/* The kind that the event's categories name; NULL with *contradiction where
 * they name two. */
static const char *
tell_by_categories (icalcomponent *event,
                    gboolean      *contradiction)
{
  const WayCode *found = NULL;

  *contradiction = FALSE;
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_CATEGORIES_PROPERTY);
       property != NULL;
       property = icalcomponent_get_next_property (event, ICAL_CATEGORIES_PROPERTY))
    {
      const char *text = icalproperty_get_categories (property);
      g_auto(GStrv) categories = g_strsplit (text != NULL ? text : "", ",", -1);

      for (guint i = 0; categories[i] != NULL; i++)
        {
          const WayCode *kind = find_category (categories[i]);

          if (kind != NULL && found != NULL && kind != found)
            *contradiction = TRUE;
          if (kind != NULL)
            found = kind;
        }
    }
  return found != NULL && !*contradiction ? found->id : NULL;
}

/* --- Which days --- */

static gboolean
say (GError     **error,
     const char  *what)
{
  g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, what);
  return FALSE;
}

/* Moments in universal time fall on the day that clocks in England show. */
static GDate
day_in_england (const struct icaltimetype *time,
                int                        seconds)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  g_autoptr(GDateTime) utc = g_date_time_new_utc (time->year, time->month, time->day, time->hour,
                                                  time->minute, 0);
  g_autoptr(GDateTime) moved = utc != NULL ? g_date_time_add_seconds (utc, seconds) : NULL;
  g_autoptr(GDateTime) local =
    moved != NULL && zone != NULL ? g_date_time_to_timezone (moved, zone) : NULL;

  if (local == NULL)
    return way_date_none ();
  return way_date_ymd (g_date_time_get_year (local), g_date_time_get_month (local),
                       g_date_time_get_day_of_month (local));
}

/* libical reads dates that do not exist; here they are no date. */
static gboolean
is_right (const struct icaltimetype *time)
{
  return time->year >= 1900 && time->year <= 2200 && time->month >= 1 && time->month <= 12 &&
         time->day >= 1 && time->day <= 31 &&
         g_date_valid_dmy ((GDateDay) time->day, (GDateMonth) time->month,
                           (GDateYear) time->year) &&
         (time->is_date || (time->hour >= 0 && time->hour < 24 && time->minute >= 0 &&
                            time->minute < 60));
}

static GDate
first_day (const struct icaltimetype *start)
{
  if (!start->is_date && icaltime_is_utc (*start))
    return day_in_england (start, 0);
  return way_date_ymd (start->year, start->month, start->day);
}

/* The end is not part of the event: of days the day before is the last, of
 * times the moment before. */
static GDate
last_day (const struct icaltimetype *end)
{
  GDate day;

  if (!end->is_date && icaltime_is_utc (*end))
    return day_in_england (end, -1);
  day = way_date_ymd (end->year, end->month, end->day);
  if (end->is_date || (end->hour == 0 && end->minute == 0))
    return way_date_add_days (&day, -1);
  return day;
}

static gboolean
add_duration (const struct icaldurationtype *duration,
              WayCalendarDay                *day,
              GError                       **error)
{
  guint64 days;

  if (duration->is_neg || duration->weeks > WAY_CALENDAR_MOST_DAYS ||
      duration->days > WAY_CALENDAR_MOST_DAYS || duration->hours > 24 * WAY_CALENDAR_MOST_DAYS)
    return say (error, "DURATION: is longer than a school year, or negative");
  days = (guint64) duration->weeks * 7 + duration->days + duration->hours / 24;
  day->to = way_date_add_days (&day->from, days > 0 ? (int) days - 1 : 0);
  return TRUE;
}

static gboolean
read_days (icalcomponent   *event,
           WayCalendarDay  *day,
           GError         **error)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  icalproperty *end = icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY);
  icalproperty *duration = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  struct icaltimetype time;

  if (start == NULL)
    return say (error, "DTSTART: is missing, or no date");
  time = icalproperty_get_dtstart (start);
  if (!is_right (&time))
    return say (error, "DTSTART: is no date");
  day->from = day->to = first_day (&time);
  if (end == NULL && duration != NULL)
    {
      struct icaldurationtype length = icalproperty_get_duration (duration);

      return add_duration (&length, day, error);
    }
  if (end == NULL)
    return TRUE;

  time = icalproperty_get_dtend (end);
  if (!is_right (&time))
    return say (error, "DTEND: is no date");
  day->to = last_day (&time);

  /* Some programs give the same day twice for a single one. */
  if (way_date_is_set (&day->from) && way_date_is_set (&day->to) &&
      way_date_days_between (&day->from, &day->to) == -1)
    day->to = day->from;
  if (!way_date_is_set (&day->from) || !way_date_is_set (&day->to))
    return say (error, "DTSTART: is no date");
  return TRUE;
}

/* --- One event --- */

static gboolean
check_plain (icalcomponent  *event,
             GError        **error)
{
  static const struct
  {
    icalproperty_kind kind;
    const char       *says;
  } repeats[] = {
    { ICAL_RRULE_PROPERTY, "RRULE: the event repeats; each of its days must stand by itself" },
    { ICAL_RDATE_PROPERTY, "RDATE: the event repeats; each of its days must stand by itself" },
    { ICAL_RECURRENCEID_PROPERTY, "RECURRENCE-ID: changes an event that repeats" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (repeats); i++)
    if (icalcomponent_get_first_property (event, repeats[i].kind) != NULL)
      return say (error, repeats[i].says);
  if (icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED)
    return say (error, "STATUS: the event is cancelled");
  return TRUE;
}

static gboolean
read_kind (icalcomponent   *event,
           WayCalendarDay  *day,
           GError         **error)
{
  const char *summary = icalcomponent_get_summary (event);
  g_autofree char *quoted = way_text_clip (summary != NULL ? summary : "", 60);
  gboolean contradiction;
  const char *kind = tell_by_categories (event, &contradiction);

  if (contradiction)
    return say (error, "CATEGORIES: name two kinds of days");
  if (kind == NULL && summary != NULL)
    kind = way_ical_tell_kind (summary);
  if (kind == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE,
                   "SUMMARY: “%s” does not tell what kind of days these are", quoted);
      return FALSE;
    }
  day->kind = g_strdup (kind);
  return way_field_from_text (way_entity_field (&way_calendar_day_entity, "name"), day, summary,
                              error);
}

static gboolean
read_component (icalcomponent   *event,
                WayCalendarDay  *day,
                GError         **error)
{
  if (event == NULL || icalcomponent_isa (event) != ICAL_VEVENT_COMPONENT)
    return say (error, "is no event");
  return check_plain (event, error) && read_days (event, day, error) &&
         read_kind (event, day, error) && way_calendar_file_check (day, error);
}

static WayCalendarRow *
read_event (const char *text,
            guint       line)
{
  WayCalendarRow *row = g_new0 (WayCalendarRow, 1);
  g_autoptr(GError) fault = NULL;
  icalcomponent *event;

  icalerror_set_errors_are_fatal (FALSE);
  event = icalparser_parse_string (text);
  row->line = line;
  row->day = way_calendar_day_new ();
  if (!read_component (event, row->day, &fault))
    {
      g_clear_pointer (&row->day, way_calendar_day_free);
      row->reason = g_strdup (fault->message);
    }
  if (event != NULL)
    icalcomponent_free (event);
  return row;
}
