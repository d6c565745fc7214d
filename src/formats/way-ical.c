/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads days from iCalendar.
 *
 * The file is cut into its events here, so that each has its line, each is
 * bounded, and nothing nests deeper than it may; libical then reads one at a
 * time (way-ical-event.c).  Then those that repeat are laid out into their days,
 * and those that change one of them take its place. */

#include "way-ical.h"

#include <string.h>

#include "way-ical-event.h"
#include "way-unicode.h"

#define MOST_DEPTH 8
#define MOST_LINE  65536
#define MOST_EVENT (256 * 1024)
#define MOST_NAME  32
#define MOST_ZONES 200

/* Days that are looked at, of all events that repeat together. */
#define MOST_WORK  1000000

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
  GString   *piece;                /* inside an event or a zone: its lines so far */
  guint      piece_line;
  GPtrArray *events;               /* Piece * */
  GPtrArray *zones;
  gboolean   has_calendar;
} Cutter;

/* An event, or the description of a time zone. */
typedef struct
{
  guint line;
  char *text;
} Piece;

static void
piece_free (Piece *self)
{
  g_free (self->text);
  g_free (self);
}

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
is_event (const char *name)
{
  return g_ascii_strcasecmp (name, "VEVENT") == 0;
}

static gboolean
is_zone (const char *name)
{
  return g_ascii_strcasecmp (name, "VTIMEZONE") == 0;
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
  if (self->depth == 2 && (is_event (name) || is_zone (name)))
    {
      if (self->events->len == WAY_CALENDAR_MOST_ROWS || self->zones->len == MOST_ZONES)
        return refuse (self, WAY_FORMATS_ERROR_TOO_LARGE, "too many events", error);
      self->piece = g_string_new (NULL);
      self->piece_line = self->line;
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
  if (self->depth == 1 && self->piece != NULL)
    {
      Piece *piece = g_new0 (Piece, 1);

      g_string_append_printf (self->piece, "END:%s\r\n", name);
      piece->line = self->piece_line;
      piece->text = g_string_free (g_steal_pointer (&self->piece), FALSE);
      g_ptr_array_add (is_event (name) ? self->events : self->zones, piece);
    }
  return TRUE;
}

static gboolean
keep_line (Cutter      *self,
           const char  *line,
           gsize        length,
           GError     **error)
{
  if (self->piece == NULL)
    return TRUE;
  g_string_append_len (self->piece, line, (gssize) length);
  g_string_append (self->piece, "\r\n");
  if (self->piece->len > MOST_EVENT)
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

/* --- The whole file --- */

typedef struct
{
  GPtrArray    *events;     /* WayIcalEvent *, in the order of the file */
  GHashTable   *changes;    /* uid -> GPtrArray of those that change one of its times */
  WayIcalZones *zones;
  GPtrArray    *rows;       /* WayCalendarRow */
  guint         budget;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_hash_table_unref);
  g_clear_pointer (&self->zones, way_ical_zones_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
refuse_work (GError **error)
{
  g_set_error_literal (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                       "the events repeat too often to be laid out");
  return FALSE;
}

static gboolean
read_zones (Reader    *self,
            GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = g_ptr_array_index (pieces, i);
      icalcomponent *zone;
      gboolean done;

      icalerror_set_errors_are_fatal (FALSE);
      zone = icalparser_parse_string (piece->text);
      done = zone == NULL || icalcomponent_isa (zone) != ICAL_VTIMEZONE_COMPONENT ||
             way_ical_zones_add (self->zones, zone, &self->budget);
      if (zone != NULL)
        icalcomponent_free (zone);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

static void
note_change (Reader       *self,
             WayIcalEvent *event)
{
  GPtrArray *others = g_hash_table_lookup (self->changes, event->uid);

  if (others == NULL)
    {
      others = g_ptr_array_new ();
      g_hash_table_insert (self->changes, event->uid, others);
    }
  g_ptr_array_add (others, event);
}

static void
read_events (Reader    *self,
             GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = g_ptr_array_index (pieces, i);
      WayIcalEvent *event = way_ical_event_read (piece->text, piece->line, self->zones);

      g_ptr_array_add (self->events, event);
      if (event->reason == NULL && event->changes && event->uid != NULL)
        note_change (self, event);
    }
}

/* Whether another event stands for the one that starts then. */
static gboolean
is_changed (Reader              *self,
            const WayIcalEvent  *event,
            const WayIcalMoment *start)
{
  const GPtrArray *others = event->uid != NULL && !event->changes
                              ? g_hash_table_lookup (self->changes, event->uid) : NULL;

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      const WayIcalEvent *other = g_ptr_array_index (others, i);

      if (way_ical_event_is_at (event, start, &other->changed))
        return TRUE;
    }
  return FALSE;
}

/* Of two that change the same time the later version speaks: the one with the
 * higher number, or else the one that comes last. */
static gboolean
is_outdated (Reader             *self,
             const WayIcalEvent *event)
{
  const GPtrArray *others = event->changes && event->uid != NULL
                              ? g_hash_table_lookup (self->changes, event->uid) : NULL;

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      const WayIcalEvent *other = g_ptr_array_index (others, i);

      if (other != event && way_ical_event_is_at (other, &other->changed, &event->changed) &&
          (other->sequence > event->sequence ||
           (other->sequence == event->sequence && other->line > event->line)))
        return TRUE;
    }
  return FALSE;
}

/* What looking through all changes for each time of an event costs. */
static gboolean
spend (Reader             *self,
       const WayIcalEvent *event,
       guint               n_starts)
{
  const GPtrArray *others = event->uid != NULL ? g_hash_table_lookup (self->changes, event->uid)
                                               : NULL;
  guint64 looks = others != NULL ? (guint64) others->len * n_starts / 8 : 0;

  if (looks > self->budget)
    return FALSE;
  self->budget -= (guint) looks;
  return TRUE;
}

static void
add_row (Reader         *self,
         guint           line,
         WayCalendarDay *day,
         const char     *reason)
{
  WayCalendarRow *row = g_new0 (WayCalendarRow, 1);

  row->line = line;
  row->day = day;
  row->reason = g_strdup (reason);
  g_ptr_array_add (self->rows, row);
}

static void
add_instance (Reader              *self,
              const WayIcalEvent  *event,
              const WayIcalMoment *start)
{
  g_autoptr(WayCalendarDay) day = way_calendar_day_copy (event->day);
  g_autoptr(GError) fault = NULL;

  way_ical_event_days (event, start, &day->from, &day->to);
  if (way_calendar_file_check (day, &fault))
    add_row (self, event->line, g_steal_pointer (&day), NULL);
  else
    add_row (self, event->line, NULL, fault->message);
}

static gboolean
lay_out (Reader              *self,
         const WayIcalEvent  *event,
         GError             **error)
{
  g_autoptr(GArray) starts = NULL;

  if (event->reason != NULL)
    {
      add_row (self, event->line, NULL, event->reason);
      return TRUE;
    }
  if (event->changes && !spend (self, event, 1))
    return refuse_work (error);
  if (event->cancelled || is_outdated (self, event))
    return TRUE;
  starts = way_ical_event_starts (event, &self->budget);
  if (starts == NULL || !spend (self, event, starts->len))
    return refuse_work (error);
  for (guint i = 0; i < starts->len; i++)
    {
      const WayIcalMoment *start = &g_array_index (starts, WayIcalMoment, i);

      if (is_changed (self, event, start))
        continue;
      if (self->rows->len == WAY_CALENDAR_MOST_ROWS)
        return refuse_work (error);
      add_instance (self, event, start);
    }
  return TRUE;
}

static gboolean
read_pieces (Reader        *self,
             const Cutter  *cutter,
             GError       **error)
{
  if (!read_zones (self, cutter->zones))
    return refuse_work (error);
  read_events (self, cutter->events);
  for (guint i = 0; i < self->events->len; i++)
    if (!lay_out (self, g_ptr_array_index (self->events, i), error))
      return FALSE;
  return TRUE;
}

GPtrArray *
way_ical_read (GBytes  *bytes,
               GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  g_autoptr(GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  Cutter cutter = { .events = events, .zones = zones };
  g_auto(Reader) reader = { .budget = MOST_WORK };
  g_autoptr(GBytes) read = NULL;
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
  whole = take_lines (&cutter, g_bytes_get_data (read, NULL), g_bytes_get_size (read), error);
  if (cutter.piece != NULL)
    g_string_free (cutter.piece, TRUE);
  if (!whole)
    return NULL;
  reader.events = g_ptr_array_new_with_free_func ((GDestroyNotify) way_ical_event_free);
  reader.changes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) g_ptr_array_unref);
  reader.zones = way_ical_zones_new ();
  reader.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) way_calendar_row_free);
  return read_pieces (&reader, &cutter, error) ? g_steal_pointer (&reader.rows) : NULL;
}
