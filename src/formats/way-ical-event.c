/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one event, and finds when it takes place. */

#include "way-ical-event.h"

#include <string.h>

#include "way-calendar-file.h"
#include "way-ical-kind.h"
#include "way-ical-recur.h"
#include "way-text.h"

#define DAY ((gint64) (24 * 60 * 60))
#define MOST_MOMENTS 4000       /* that one event adds or removes by name */
#define FIRST_YEAR 1990         /* of those that repeat */
#define LAST_YEAR 2069

static gboolean
say (GError     **error,
     const char  *what)
{
  g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, what);
  return FALSE;
}

/* --- Moments --- */

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

static gint64
wall_of (const struct icaltimetype *time)
{
  GDate day = way_date_ymd (time->year, time->month, time->day);

  return way_ical_midnight (&day) + (time->is_date ? 0 : time->hour * 3600 + time->minute * 60);
}

/* The zone that a property names; FALSE where nobody knows it. */
static gboolean
find_zone (icalproperty        *property,
           WayIcalZones        *zones,
           const WayIcalZone  **zone,
           GError             **error)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  const char *name = parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
  g_autofree char *quoted = NULL;

  if (name == NULL)
    return TRUE;
  *zone = way_ical_zones_find (zones, name);
  if (*zone != NULL)
    return TRUE;
  quoted = way_text_clip (name, 40);
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
               "%s: the time zone “%s” is not known", icalproperty_get_property_name (property),
               quoted);
  return FALSE;
}

/* A moment of a property; without a zone of its own it is in that of the event. */
static gboolean
read_moment (icalproperty               *property,
             const struct icaltimetype  *time,
             WayIcalZones               *zones,
             const WayIcalZone          *zone,
             WayIcalMoment              *moment,
             GError                    **error)
{
  if (!is_right (time))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, "%s: is no date",
                   icalproperty_get_property_name (property));
      return FALSE;
    }
  *moment = (WayIcalMoment) { .is_date = time->is_date, .wall = wall_of (time) };
  if (time->is_date)
    return TRUE;
  if (icaltime_is_utc (*time))
    {
      moment->universal = moment->wall;
      moment->wall = way_ical_zone_from_universal (zone, moment->universal);
      return TRUE;
    }
  if (!find_zone (property, zones, &zone, error))
    return FALSE;
  moment->universal = way_ical_zone_to_universal (zone, moment->wall);
  return TRUE;
}

/* --- When it takes place --- */

static gboolean
read_duration (WayIcalEvent                   *self,
               const struct icaldurationtype  *duration,
               GError                        **error)
{
  if (duration->is_neg || duration->weeks > WAY_CALENDAR_MOST_DAYS ||
      duration->days > WAY_CALENDAR_MOST_DAYS || duration->hours > 24 * WAY_CALENDAR_MOST_DAYS ||
      duration->minutes > 24 * 60 * WAY_CALENDAR_MOST_DAYS ||
      duration->seconds > DAY * WAY_CALENDAR_MOST_DAYS)
    return say (error, "DURATION: is longer than a school year, or negative");
  self->length = ((gint64) duration->weeks * 7 + duration->days) * DAY +
                 (gint64) duration->hours * 3600 + (gint64) duration->minutes * 60 +
                 duration->seconds;
  self->by_days = self->length > 0 && self->length % DAY == 0;
  return TRUE;
}

static gboolean
read_end (WayIcalEvent   *self,
          icalcomponent  *event,
          WayIcalZones   *zones,
          GError        **error)
{
  icalproperty *end = icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY);
  icalproperty *duration = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  struct icaldurationtype length;
  struct icaltimetype time;
  WayIcalMoment moment;

  if (end == NULL && duration == NULL)
    return TRUE;
  if (end == NULL)
    {
      length = icalproperty_get_duration (duration);
      return read_duration (self, &length, error);
    }
  time = icalproperty_get_dtend (end);
  if (!read_moment (end, &time, zones, self->zone, &moment, error))
    return FALSE;
  self->length = self->start.is_date || moment.is_date
                   ? moment.wall - self->start.wall
                   : moment.universal - self->start.universal;
  /* Longer than a school year: refused with its days, where all is. */
  self->length = CLAMP (self->length, -2 * WAY_CALENDAR_MOST_DAYS * DAY,
                        2 * WAY_CALENDAR_MOST_DAYS * DAY);
  return TRUE;
}

static gboolean
read_start (WayIcalEvent   *self,
            icalcomponent  *event,
            WayIcalZones   *zones,
            GError        **error)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  struct icaltimetype time;

  if (start == NULL)
    return say (error, "DTSTART: is missing, or no date");
  time = icalproperty_get_dtstart (start);
  if (!time.is_date && !icaltime_is_utc (time) && !find_zone (start, zones, &self->zone, error))
    return FALSE;
  return read_moment (start, &time, zones, self->zone, &self->start, error) &&
         read_end (self, event, zones, error);
}

/* --- What repeats it --- */

static gboolean
read_rules (WayIcalEvent   *self,
            icalcomponent  *event,
            GError        **error)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
       property != NULL;
       property = icalcomponent_get_next_property (event, ICAL_RRULE_PROPERTY))
    {
      struct icalrecurrencetype words = icalproperty_get_rrule (property);
      WayIcalRecur *rule = way_ical_recur_new (&words, error);

      if (rule == NULL)
        return FALSE;
      if (self->rules == NULL)
        self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) way_ical_recur_free);
      g_ptr_array_add (self->rules, rule);
      self->repeats = TRUE;
    }
  return TRUE;
}

static struct icaltimetype
time_of (icalproperty *property)
{
  struct icaldatetimeperiodtype added;

  if (icalproperty_isa (property) == ICAL_EXDATE_PROPERTY)
    return icalproperty_get_exdate (property);
  added = icalproperty_get_rdate (property);
  return added.time;
}

/* The moments that all properties of a kind name. */
static gboolean
read_moments (WayIcalEvent       *self,
              icalcomponent      *event,
              icalproperty_kind   kind,
              WayIcalZones       *zones,
              GArray            **moments,
              GError            **error)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, kind); property != NULL;
       property = icalcomponent_get_next_property (event, kind))
    {
      struct icaltimetype time = time_of (property);
      WayIcalMoment moment;

      if (icaltime_is_null_time (time))
        {
          g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID,
                       "%s: gives no dates, but periods",
                       icalproperty_get_property_name (property));
          return FALSE;
        }
      if (!read_moment (property, &time, zones, self->zone, &moment, error))
        return FALSE;
      if (*moments == NULL)
        *moments = g_array_new (FALSE, FALSE, sizeof (WayIcalMoment));
      if ((*moments)->len == MOST_MOMENTS)
        return say (error, "RDATE, EXDATE: name too many days");
      g_array_append_val (*moments, moment);
    }
  return TRUE;
}

static gboolean
read_changed (WayIcalEvent   *self,
              icalcomponent  *event,
              WayIcalZones   *zones,
              GError        **error)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY);
  struct icaltimetype time;

  if (property == NULL)
    return TRUE;
  if (icalproperty_get_first_parameter (property, ICAL_RANGE_PARAMETER) != NULL)
    return say (error, "RECURRENCE-ID: changes all that follow, which must stand by themselves");
  time = icalproperty_get_recurrenceid (property);
  self->changes = TRUE;
  return read_moment (property, &time, zones, self->zone, &self->changed, error);
}

static gboolean
read_repeats (WayIcalEvent   *self,
              icalcomponent  *event,
              WayIcalZones   *zones,
              GError        **error)
{
  if (icalcomponent_get_first_property (event, ICAL_EXRULE_PROPERTY) != NULL)
    return say (error, "EXRULE: is not read; name the days in EXDATE");
  if (!read_rules (self, event, error) ||
      !read_moments (self, event, ICAL_RDATE_PROPERTY, zones, &self->added, error) ||
      !read_moments (self, event, ICAL_EXDATE_PROPERTY, zones, &self->removed, error) ||
      !read_changed (self, event, zones, error))
    return FALSE;
  self->repeats |= self->added != NULL;
  return TRUE;
}

/* --- One event --- */

/* libical drops what it cannot read and leaves a note; of what says when, nothing
 * may be dropped. */
static gboolean
check_whole (icalcomponent  *event,
             GError        **error)
{
  static const char *const names[] = {
    "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID",
  };

  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_XLICERROR_PROPERTY);
       property != NULL;
       property = icalcomponent_get_next_property (event, ICAL_XLICERROR_PROPERTY))
    {
      const char *note = icalproperty_get_xlicerror (property);

      for (guint i = 0; note != NULL && i < G_N_ELEMENTS (names); i++)
        if (strstr (note, names[i]) != NULL)
          {
            g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, "%s: cannot be read",
                         names[i]);
            return FALSE;
          }
    }
  return TRUE;
}

static gboolean
read_component (WayIcalEvent   *self,
                icalcomponent  *event,
                WayIcalZones   *zones,
                GError        **error)
{
  icalproperty *sequence;

  if (event == NULL || icalcomponent_isa (event) != ICAL_VEVENT_COMPONENT)
    return say (error, "is no event");
  self->uid = g_strdup (icalcomponent_get_uid (event));
  self->cancelled = icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED;
  sequence = icalcomponent_get_first_property (event, ICAL_SEQUENCE_PROPERTY);
  self->sequence = sequence != NULL ? icalproperty_get_sequence (sequence) : 0;
  if (!check_whole (event, error) || !read_start (self, event, zones, error) ||
      !read_repeats (self, event, zones, error))
    return FALSE;
  if (self->cancelled)
    return self->changes || say (error, "STATUS: the event is cancelled");
  return way_ical_read_kind (event, self->day, error);
}

WayIcalEvent *
way_ical_event_read (const char   *text,
                     guint         line,
                     WayIcalZones *zones)
{
  WayIcalEvent *self = g_new0 (WayIcalEvent, 1);
  g_autoptr(GError) fault = NULL;
  icalcomponent *event;

  icalerror_set_errors_are_fatal (FALSE);
  event = icalparser_parse_string (text);
  self->line = line;
  self->day = way_calendar_day_new ();
  if (!read_component (self, event, zones, &fault))
    self->reason = g_strdup (fault->message);
  if (event != NULL)
    icalcomponent_free (event);
  return self;
}

void
way_ical_event_free (WayIcalEvent *self)
{
  if (self == NULL)
    return;
  way_calendar_day_free (self->day);
  g_free (self->uid);
  g_free (self->reason);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->added, g_array_unref);
  g_clear_pointer (&self->removed, g_array_unref);
  g_free (self);
}

/* --- Each time --- */

gboolean
way_ical_event_is_at (const WayIcalEvent  *self,
                      const WayIcalMoment *start,
                      const WayIcalMoment *named)
{
  GDate day = way_ical_day_of (start->wall);
  GDate other = way_ical_day_of (named->wall);

  if (start->is_date || named->is_date)
    return way_date_equal (&day, &other);
  return start->universal == named->universal;
}

/* The start on another day, at the same time on the wall. */
static WayIcalMoment
move_start (const WayIcalEvent *self,
            const GDate        *day)
{
  GDate first = way_ical_day_of (self->start.wall);
  WayIcalMoment moment = {
    .is_date = self->start.is_date,
    .wall = way_ical_midnight (day) + self->start.wall - way_ical_midnight (&first),
  };

  if (!moment.is_date)
    moment.universal = way_ical_zone_to_universal (self->zone, moment.wall);
  return moment;
}

/* The last day of a rule: that of its UNTIL, unless that comes before the time of
 * day at which the event starts. */
static GDate
find_last_day (const WayIcalEvent *self,
               const WayIcalRecur *rule)
{
  const struct icaltimetype *until = way_ical_recur_until (rule);
  GDate last = way_date_ymd (LAST_YEAR, 12, 31);
  GDate day;
  WayIcalMoment start;
  gint64 wall;

  if (icaltime_is_null_time (*until) || !is_right (until) || until->year > LAST_YEAR)
    return last;
  wall = wall_of (until);
  if (!until->is_date && icaltime_is_utc (*until))
    wall = way_ical_zone_from_universal (self->zone, wall);
  day = way_ical_day_of (wall);
  if (until->is_date || self->start.is_date)
    return day;
  start = move_start (self, &day);
  return start.wall <= wall ? day : way_date_add_days (&day, -1);
}

static gboolean
expand_rules (const WayIcalEvent *self,
              GArray             *starts,
              guint              *budget)
{
  GDate first = way_ical_day_of (self->start.wall);

  for (guint i = 0; self->rules != NULL && i < self->rules->len; i++)
    {
      const WayIcalRecur *rule = g_ptr_array_index (self->rules, i);
      g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
      GDate last = find_last_day (self, rule);

      if (!way_ical_recur_expand (rule, &first, &last, budget, days))
        return FALSE;
      for (guint j = 0; j < days->len; j++)
        {
          WayIcalMoment start = move_start (self, &g_array_index (days, GDate, j));

          if (g_date_get_year (&g_array_index (days, GDate, j)) >= FIRST_YEAR)
            g_array_append_val (starts, start);
        }
    }
  return TRUE;
}

static int
compare_moments (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = ((const WayIcalMoment *) a)->wall;
  gint64 second = ((const WayIcalMoment *) b)->wall;

  return (first > second) - (first < second);
}

static gboolean
is_named (const WayIcalEvent  *self,
          const GArray        *named,
          const WayIcalMoment *start)
{
  for (guint i = 0; named != NULL && i < named->len; i++)
    if (way_ical_event_is_at (self, start, &g_array_index (named, WayIcalMoment, i)))
      return TRUE;
  return FALSE;
}

GArray *
way_ical_event_starts (const WayIcalEvent *self,
                       guint              *budget)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (WayIcalMoment));
  g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (WayIcalMoment));
  guint looks;

  if (self->rules == NULL)
    g_array_append_val (all, self->start);
  if (!expand_rules (self, all, budget))
    return NULL;
  if (self->added != NULL)
    g_array_append_vals (all, self->added->data, self->added->len);
  g_array_sort (all, compare_moments);
  looks = self->removed != NULL ? all->len / 64 * self->removed->len : 0;
  if (*budget < looks)
    return NULL;
  *budget -= looks;
  for (guint i = 0; i < all->len; i++)
    {
      const WayIcalMoment *start = &g_array_index (all, WayIcalMoment, i);
      gboolean again = i > 0 && start->wall == g_array_index (all, WayIcalMoment, i - 1).wall;

      if (!again && !is_named (self, self->removed, start))
        g_array_append_val (starts, *start);
    }
  return g_steal_pointer (&starts);
}

/* The end is not part of the event: of days the day before is the last, of times
 * the moment before. */
void
way_ical_event_days (const WayIcalEvent  *self,
                     const WayIcalMoment *start,
                     GDate               *from,
                     GDate               *to)
{
  gint64 begins = start->is_date ? start->wall
                                 : way_ical_zone_from_universal (NULL, start->universal);
  gint64 ends = begins + self->length;

  if (!start->is_date)
    ends = way_ical_zone_from_universal (NULL, start->universal + self->length);
  *from = way_ical_day_of (begins);
  if (self->by_days)
    {
      *to = way_date_add_days (from, (int) (self->length / DAY) - 1);
      return;
    }
  /* Some programs give the same day twice for a single one. */
  *to = self->length == 0 ? *from : way_ical_day_of (ends - 1);
}
