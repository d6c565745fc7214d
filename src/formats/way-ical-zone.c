/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time zones: by name from the system, else from what the file says of them. */

#include "way-ical-zone.h"

#include <string.h>

#include "way-ical-recur.h"

#define DAY (24 * 60 * 60)
#define EPOCH 719163                       /* Julian day of 1 January 1970 */
#define ENGLAND "Europe/London"
#define LAST_YEAR 2069
#define MOST_NAME 64
#define MOST_CHANGES 2000

/* From this moment on the wall, as it was until then, clocks are so far ahead. */
typedef struct
{
  gint64 wall;
  int    before;
  int    ahead;
} Change;

struct _WayIcalZone
{
  GTimeZone *known;
  GArray    *changes;      /* Change, by moment; where the system does not know it */
};

struct _WayIcalZones
{
  GHashTable *by_name;     /* char * -> WayIcalZone *; NULL: there is none by that name */
  GHashTable *described;   /* char * -> WayIcalZone * */
};

gint64
way_ical_midnight (const GDate *day)
{
  return ((gint64) way_date_julian (day) - EPOCH) * DAY;
}

GDate
way_ical_day_of (gint64 wall)
{
  gint64 days = wall >= 0 ? wall / DAY : -((-wall + DAY - 1) / DAY);

  return way_date_from_julian ((guint32) (days + EPOCH));
}

static void
zone_free (WayIcalZone *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->known, g_time_zone_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_free (self);
}

WayIcalZones *
way_ical_zones_new (void)
{
  WayIcalZones *self = g_new0 (WayIcalZones, 1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) zone_free);
  self->described = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) zone_free);
  return self;
}

void
way_ical_zones_free (WayIcalZones *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->described);
  g_free (self);
}

/* --- What the file says --- */

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = ((const Change *) a)->wall;
  gint64 second = ((const Change *) b)->wall;

  return (first > second) - (first < second);
}

/* A zone changes over at one time of day. */
static gboolean
add_changes (GArray        *changes,
             icalcomponent *part,
             guint         *budget)
{
  icalproperty *start = icalcomponent_get_first_property (part, ICAL_DTSTART_PROPERTY);
  icalproperty *from = icalcomponent_get_first_property (part, ICAL_TZOFFSETFROM_PROPERTY);
  icalproperty *to = icalcomponent_get_first_property (part, ICAL_TZOFFSETTO_PROPERTY);
  icalproperty *rule = icalcomponent_get_first_property (part, ICAL_RRULE_PROPERTY);
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  GDate first, last = way_date_ymd (LAST_YEAR, 12, 31);
  struct icaltimetype time;

  if (start == NULL || from == NULL || to == NULL)
    return TRUE;
  time = icalproperty_get_dtstart (start);
  if (time.year < 1000 || time.year > LAST_YEAR ||
      !g_date_valid_dmy ((GDateDay) time.day, (GDateMonth) time.month, (GDateYear) time.year))
    return TRUE;
  first = way_date_ymd (time.year, time.month, time.day);
  if (rule == NULL)
    g_array_append_val (days, first);
  else
    {
      struct icalrecurrencetype words = icalproperty_get_rrule (rule);
      g_autoptr(WayIcalRecur) recur = way_ical_recur_new (&words, NULL);
      const struct icaltimetype *until = recur != NULL ? way_ical_recur_until (recur) : NULL;

      if (recur == NULL)
        return TRUE;
      if (!icaltime_is_null_time (*until) && until->year <= LAST_YEAR &&
          g_date_valid_dmy ((GDateDay) until->day, (GDateMonth) until->month,
                            (GDateYear) until->year))
        last = way_date_ymd (until->year, until->month, until->day);
      if (!way_ical_recur_expand (recur, &first, &last, budget, days))
        return FALSE;
    }
  for (guint i = 0; i < days->len && changes->len < MOST_CHANGES; i++)
    {
      Change change = {
        .wall = way_ical_midnight (&g_array_index (days, GDate, i)) + time.hour * 3600 +
                time.minute * 60,
        .before = CLAMP (icalproperty_get_tzoffsetfrom (from), -DAY, DAY),
        .ahead = CLAMP (icalproperty_get_tzoffsetto (to), -DAY, DAY),
      };

      g_array_append_val (changes, change);
    }
  return TRUE;
}

gboolean
way_ical_zones_add (WayIcalZones  *self,
                    icalcomponent *component,
                    guint         *budget)
{
  icalproperty *name = icalcomponent_get_first_property (component, ICAL_TZID_PROPERTY);
  g_autoptr(GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  WayIcalZone *zone;

  for (icalcomponent *part = icalcomponent_get_first_component (component, ICAL_ANY_COMPONENT);
       part != NULL;
       part = icalcomponent_get_next_component (component, ICAL_ANY_COMPONENT))
    if ((icalcomponent_isa (part) == ICAL_XSTANDARD_COMPONENT ||
         icalcomponent_isa (part) == ICAL_XDAYLIGHT_COMPONENT) &&
        !add_changes (changes, part, budget))
      return FALSE;
  if (name == NULL || icalproperty_get_tzid (name) == NULL || changes->len == 0)
    return TRUE;
  g_array_sort (changes, compare_changes);
  zone = g_new0 (WayIcalZone, 1);
  zone->changes = g_steal_pointer (&changes);
  g_hash_table_replace (self->described, g_strdup (icalproperty_get_tzid (name)), zone);
  return TRUE;
}

/* --- What the system knows --- */

/* A name is looked up among files: nothing that leads elsewhere. */
static gboolean
is_plain_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > MOST_NAME || *name == '/' || strstr (name, "..") != NULL ||
      strchr (name, '/') == NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("/_+-", name[i]) == NULL)
      return FALSE;
  return TRUE;
}

static GTimeZone *
find_known (const char *name)
{
  if (g_ascii_strcasecmp (name, "UTC") == 0 || g_ascii_strcasecmp (name, "GMT") == 0 ||
      g_ascii_strcasecmp (name, "Etc/UTC") == 0)
    return g_time_zone_new_utc ();
  return is_plain_name (name) ? g_time_zone_new_identifier (name) : NULL;
}

/* "/example.org/20260101/Europe/London" is London. */
static GTimeZone *
find_known_in_path (const char *name)
{
  GTimeZone *zone = find_known (name);
  const char *at = name + strlen (name);
  guint slashes = 0;

  if (zone != NULL || *name != '/')
    return zone;
  while (at > name && slashes < 2)
    slashes += *--at == '/';
  return slashes == 2 ? find_known (at + 1) : NULL;
}

const WayIcalZone *
way_ical_zones_find (WayIcalZones *self,
                     const char   *name)
{
  gpointer found;
  GTimeZone *known;
  WayIcalZone *zone = NULL;

  if (g_hash_table_lookup_extended (self->by_name, name, NULL, &found))
    return found;
  known = find_known_in_path (name);
  if (known == NULL)
    return g_hash_table_lookup (self->described, name);
  zone = g_new0 (WayIcalZone, 1);
  zone->known = known;
  g_hash_table_insert (self->by_name, g_strdup (name), zone);
  return zone;
}

/* --- Moments --- */

static gpointer
load_england (gpointer data)
{
  GTimeZone *zone = g_time_zone_new_identifier (ENGLAND);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static GTimeZone *
known_zone (const WayIcalZone *self)
{
  static GOnce once = G_ONCE_INIT;

  return self != NULL ? self->known : g_once (&once, load_england, NULL);
}

/* How far ahead of universal time the clocks of a described zone are. */
static int
find_ahead (const WayIcalZone *self,
            gint64             moment,
            gboolean           is_wall)
{
  const Change *changes = &g_array_index (self->changes, Change, 0);
  int ahead = changes[0].before;

  for (guint i = 0; i < self->changes->len; i++)
    if (moment >= changes[i].wall - (is_wall ? 0 : changes[i].before))
      ahead = changes[i].ahead;
  return ahead;
}

gint64
way_ical_zone_to_universal (const WayIcalZone *self,
                            gint64             wall)
{
  GTimeZone *known = known_zone (self);
  gint64 moment = wall;
  int interval;

  if (known == NULL)
    return wall - find_ahead (self, wall, TRUE);
  interval = g_time_zone_adjust_time (known, G_TIME_TYPE_STANDARD, &moment);
  return moment - g_time_zone_get_offset (known, interval);
}

gint64
way_ical_zone_from_universal (const WayIcalZone *self,
                              gint64             universal)
{
  GTimeZone *known = known_zone (self);
  int interval;

  if (known == NULL)
    return universal + find_ahead (self, universal, FALSE);
  interval = g_time_zone_find_interval (known, G_TIME_TYPE_UNIVERSAL, universal);
  return universal + g_time_zone_get_offset (known, interval);
}

GDate
way_ical_day_in_england (gint64 universal)
{
  return way_ical_day_of (way_ical_zone_from_universal (NULL, universal));
}
