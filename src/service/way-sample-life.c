/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lives of sample authorities.  Time goes from one boundary to the next: half
 * terms, counted days of the plan, today.  Over each span every stream of
 * children is planned to the number that it shall have at the end
 * (way-sample-roll.h), then what happens is done in the order of days, so that
 * who leaves one place can be found for another. */

#include "way-sample-life.h"

#include <stdlib.h>
#include <string.h>

#include "way-sample-calendar.h"
#include "way-sample-roll.h"
#include "way-service-error.h"

typedef struct
{
  guint32 day;
  int     count;
} Anchor;

typedef struct
{
  WaySampleVenue *venue;
  guint           weight;
} Choice;

/* Children who come to one place, or from one district. */
typedef struct
{
  char           *group;
  GArray         *venues;          /* Choice */
  WaySampleWords *routes;
  GArray         *anchors;         /* Anchor, by day */
  GPtrArray      *open;            /* WaySampleStay */
  GHashTable     *records;         /* school year -> stays that shall be in it, or NULL */
  int             district;        /* -1: any */
  int             stay_low;        /* school weeks */
  int             stay_high;
  int             sessions_low;
  int             sessions_high;
  gboolean        fixed;           /* all stay equally long */
  guint           over;            /* so many above the places */
  int             began_in_year;   /* stays of the school year so far */
} Stream;

typedef struct
{
  guint32        day;
  guint          stream;
  guint          order;
  WaySampleStay *ends;             /* NULL: somebody comes */
} Event;

/* --- Making and freeing --- */

static void
child_free (gpointer data)
{
  WaySampleChild *child = data;

  g_ptr_array_unref (child->stays);
  g_free (child);
}

static void
stay_free (gpointer data)
{
  WaySampleStay *stay = data;

  g_free (stay->destination);
  g_free (stay);
}

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  g_free (stream->group);
  g_array_unref (stream->venues);
  way_sample_words_free (stream->routes);
  g_array_unref (stream->anchors);
  g_ptr_array_unref (stream->open);
  g_clear_pointer (&stream->records, g_hash_table_unref);
  g_free (stream);
}

void
way_sample_life_free (WaySampleLife *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->streams);
  g_ptr_array_unref (self->exclusions);
  g_ptr_array_unref (self->stays);
  g_ptr_array_unref (self->children);
  g_free (self);
}

const char *
way_sample_life_choice (WaySampleLife *self,
                        const char    *group,
                        const char    *key)
{
  g_autofree char *name = g_strdup_printf ("%s %s", group, key);
  const WaySampleWords *words = g_hash_table_lookup (self->plan->words, name);

  return words != NULL ? way_sample_words_pick (words, &self->sampler->random) : NULL;
}

static int
school_year (guint32 julian)
{
  GDate day = way_date_from_julian (julian);

  return way_date_school_year (&day);
}

static guint32
julian_ymd (int year,
            int month,
            int day)
{
  GDate date = way_date_ymd (year, month, day);

  return way_date_julian (&date);
}

int
way_sample_child_year (const WaySampleChild *child,
                       guint32               day)
{
  return school_year (day) - child->cohort;
}

/* --- Streams of the plan --- */

static gboolean
refuse (GError     **error,
        const char  *group,
        const char  *key)
{
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
               "sample plan, [%s] %s cannot be read", group, key);
  return FALSE;
}

static gboolean
read_venues (WaySampleLife  *self,
             Stream         *stream,
             GError        **error)
{
  g_auto(GStrv) items = way_sample_plan_list (self->plan, stream->group, "venues");

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (items[i], ":", 2);
      Choice choice = { .weight = parts[1] != NULL ? (guint) atoi (parts[1]) : 1 };

      choice.venue = way_sample_plan_venue (self->plan, parts[0]);
      if (choice.venue == NULL)
        return refuse (error, stream->group, "venues");
      g_array_append_val (stream->venues, choice);
    }
  return stream->venues->len > 0 || refuse (error, stream->group, "venues");
}

static int
compare_anchors (gconstpointer a,
                 gconstpointer b)
{
  const Anchor *anchor_a = a;
  const Anchor *anchor_b = b;

  return (anchor_a->day > anchor_b->day) - (anchor_a->day < anchor_b->day);
}

/* In summer, and until classes are full again, nobody is counted "today". */
static gboolean
is_quiet (const GDate *day)
{
  guint at = g_date_get_month (day) * 100 + g_date_get_day (day);

  return at > 624 && at < 920;
}

static gboolean
read_anchors (WaySampleLife  *self,
              Stream         *stream,
              GError        **error)
{
  g_auto(GStrv) items = way_sample_plan_list (self->plan, stream->group, "roll");

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (items[i], ":", 2);
      Anchor anchor;
      GDate day;

      if (parts[1] == NULL || !way_sample_plan_date (self->plan, parts[0], &day))
        return refuse (error, stream->group, "roll");
      anchor.day = way_date_julian (&day);
      anchor.count = atoi (parts[1]);
      if (strcmp (parts[0], "today") != 0 || !is_quiet (&day))
        g_array_append_val (stream->anchors, anchor);
    }
  g_array_sort (stream->anchors, compare_anchors);
  return TRUE;
}

static gboolean
read_records (WaySampleLife  *self,
              Stream         *stream,
              GError        **error)
{
  g_auto(GStrv) items = way_sample_plan_list (self->plan, stream->group, "records");

  if (items[0] != NULL)
    stream->records = g_hash_table_new (NULL, NULL);
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (items[i], ":", 2);

      if (parts[1] == NULL)
        return refuse (error, stream->group, "records");
      g_hash_table_insert (stream->records, GINT_TO_POINTER (atoi (parts[0])),
                           GINT_TO_POINTER (atoi (parts[1])));
    }
  return TRUE;
}

static gboolean
read_district (WaySampleLife  *self,
               Stream         *stream,
               GError        **error)
{
  g_autofree char *key = way_sample_plan_text (self->plan, stream->group, "district");

  stream->district = -1;
  if (key == NULL)
    return TRUE;
  for (guint i = 0; i < self->plan->districts->len; i++)
    if (strcmp (g_array_index (self->plan->districts, WaySampleDistrict, i).key, key) == 0)
      stream->district = (int) i;
  return stream->district >= 0 || refuse (error, stream->group, "district");
}

static gboolean
read_stream (WaySampleLife  *self,
             const char     *group,
             GError        **error)
{
  Stream *stream = g_new0 (Stream, 1);
  g_autofree char *routes = way_sample_plan_text (self->plan, group, "routes");

  g_ptr_array_add (self->streams, stream);
  stream->group = g_strdup (group);
  stream->venues = g_array_new (FALSE, FALSE, sizeof (Choice));
  stream->anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  stream->open = g_ptr_array_new ();
  stream->routes = way_sample_words_new (routes != NULL ? routes : "LONG_TERM", ";", TRUE);
  stream->stay_low = 12;
  stream->stay_high = 39;
  stream->sessions_low = stream->sessions_high = 10;
  way_sample_plan_range (self->plan, group, "stay", &stream->stay_low, &stream->stay_high);
  way_sample_plan_range (self->plan, group, "sessions", &stream->sessions_low,
                         &stream->sessions_high);
  stream->fixed = g_key_file_get_boolean (self->plan->file, group, "fixed", NULL);
  stream->over = (guint) way_sample_plan_number (self->plan, group, "over", 0);
  return read_venues (self, stream, error) && read_anchors (self, stream, error) &&
         read_records (self, stream, error) && read_district (self, stream, error);
}

static gboolean
read_streams (WaySampleLife  *self,
              GError        **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (self->plan->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "stream ") && !read_stream (self, groups[i], error))
      return FALSE;
  return TRUE;
}

/* --- Children --- */

static gboolean
school_fits (const WaySampleSchool *school,
             int                    year,
             int                    district)
{
  return school->secondary == (year >= 7) &&
         (district < 0 || school->district == (guint) district);
}

/* A school of the district where it has one of the phase, else any. */
static guint
pick_school (WaySampleLife *self,
             int            year,
             int            district)
{
  GArray *schools = self->plan->schools;
  guint count = 0;
  guint chosen;

  for (guint i = 0; i < schools->len; i++)
    count += school_fits (&g_array_index (schools, WaySampleSchool, i), year, district);
  if (count == 0 && district >= 0)
    return pick_school (self, year, -1);
  chosen = count > 0 ? way_random_below (&self->sampler->random, count) : 0;
  for (guint i = 0; i < schools->len; i++)
    if (school_fits (&g_array_index (schools, WaySampleSchool, i), year, district) &&
        chosen-- == 0)
      return i;
  return 0;
}

static guint
pick_district (WaySampleLife *self)
{
  GArray *districts = self->plan->districts;
  g_autofree guint *weights = g_new0 (guint, districts->len);

  for (guint i = 0; i < districts->len; i++)
    weights[i] = g_array_index (districts, WaySampleDistrict, i).weight;
  return way_random_pick (&self->sampler->random, weights, districts->len);
}

WaySampleChild *
way_sample_life_add_child (WaySampleLife *self,
                           int            year,
                           guint32        on,
                           int            district)
{
  WayRandom *random = &self->sampler->random;
  WaySampleChild *child = g_new0 (WaySampleChild, 1);

  child->cohort = school_year (on) - year;
  child->district = district >= 0 ? (guint) district : pick_district (self);
  child->school = pick_school (self, year, (int) child->district);
  child->girl = way_random_chance (random, 300);
  child->attendance = (guint) way_random_between (random, 450, 960);
  child->stays = g_ptr_array_new ();
  g_ptr_array_add (self->children, child);
  return child;
}

guint32
way_sample_life_latest (const WaySampleLife  *self,
                        const WaySampleChild *child,
                        const WaySampleVenue *venue)
{
  int year = child->cohort + venue->year_high;
  GDate end = way_date_ymd (year + 1, 8, 31);

  if (venue->year_high >= 12)
    return way_date_julian (&end);
  end = venue->year_high == 11 ? way_sample_calendar_leaving_day (year)
                               : way_school_days_last (self->plan->days, &end);
  return way_date_julian (&end);
}

static gboolean
child_fits (const WaySampleLife  *self,
            const WaySampleChild *child,
            const WaySampleVenue *venue,
            guint32               day,
            guint32               until)
{
  int year = way_sample_child_year (child, day);

  return child->free_from <= day && year >= venue->year_low && year <= venue->year_high &&
         way_sample_life_latest (self, child, venue) >= until;
}

/* Who was elsewhere before: now and then somebody comes back, and those for
 * whom it was agreed move on. */
static WaySampleChild *
find_former (WaySampleLife  *self,
             Stream         *stream,
             WaySampleVenue *venue,
             guint32         day,
             guint32         until,
             gboolean        onward)
{
  guint tried = 0;

  for (guint i = self->stays->len; i > 0 && tried < 400; i--, tried++)
    {
      WaySampleStay *stay = g_ptr_array_index (self->stays, i - 1);
      WaySampleChild *child = stay->child;
      gboolean moves_on = g_strcmp0 (stay->destination, "AP_LONG_TERM") == 0;

      if (stay->end == 0 || child->free_from > day || moves_on != onward ||
          stay->venue == venue || (onward && day > stay->end + 45) ||
          g_ptr_array_index (child->stays, child->stays->len - 1) != stay ||
          (stream->district >= 0 && child->district != (guint) stream->district) ||
          !child_fits (self, child, venue, day, until))
        continue;
      if (onward || (day > stay->end + 60 && way_random_chance (&self->sampler->random, 100)))
        return child;
    }
  return NULL;
}

/* A new child, of an age that can stay a while. */
static WaySampleChild *
find_new (WaySampleLife  *self,
          Stream         *stream,
          WaySampleVenue *venue,
          guint32         day,
          guint32         until)
{
  const char *kind = venue->year_low >= 7 ? "year-secondary" : "year-primary";
  WaySampleChild probe = { 0 };

  for (guint attempt = 0; attempt < 200; attempt++)
    {
      int year = attempt < 100 ? atoi (way_sample_life_choice (self, "weights", kind))
                               : way_random_between (&self->sampler->random, venue->year_low,
                                                     venue->year_high);

      probe.cohort = school_year (day) - year;
      if (child_fits (self, &probe, venue, day, until))
        return way_sample_life_add_child (self, year, day, stream->district);
    }
  return NULL;
}

/* --- Permanent exclusions --- */

static int
compare_exclusions (gconstpointer a,
                    gconstpointer b)
{
  const WaySampleExclusion *exclusion_a = *(const WaySampleExclusion *const *) a;
  const WaySampleExclusion *exclusion_b = *(const WaySampleExclusion *const *) b;

  return (exclusion_a->day > exclusion_b->day) - (exclusion_a->day < exclusion_b->day);
}

WaySampleExclusion *
way_sample_life_add_exclusion (WaySampleLife *self,
                               guint32        on,
                               gboolean       primary)
{
  WaySampleExclusion *exclusion = g_new0 (WaySampleExclusion, 1);
  const char *year = way_sample_life_choice (self, "weights",
                                             primary ? "year-primary" : "year-secondary");
  GDate day = way_date_from_julian (on);
  GDate off_roll;

  exclusion->day = on;
  exclusion->child = way_sample_life_add_child (self, atoi (year), on, -1);
  exclusion->child->exclusion = exclusion;
  /* Fifteen school days for the governors, fifteen to ask for a review. */
  off_roll = way_school_days_nth_after (self->plan->days, &day,
                                        (guint) way_random_between (&self->sampler->random, 24, 32));
  exclusion->off_roll = way_date_julian (&off_roll);
  g_ptr_array_add (self->exclusions, exclusion);
  return exclusion;
}

/* "2021/autumn", by the reference dates of exclusions. */
static gboolean
read_term (const WaySampleLife *self,
           const char          *text,
           guint32             *from,
           guint32             *to)
{
  const char *slash = strchr (text, '/');
  int today = way_date_school_year (&self->plan->today);
  int year;

  if (slash == NULL)
    return FALSE;
  year = *text == 'y' ? today + atoi (text + 1) : atoi (text) - !g_str_has_prefix (slash, "/autumn");
  if (strcmp (slash, "/autumn") == 0)
    {
      *from = julian_ymd (year, 9, 10);
      *to = julian_ymd (year, 12, 12);
    }
  else if (strcmp (slash, "/spring") == 0)
    {
      *from = julian_ymd (year + 1, 1, 8);
      *to = julian_ymd (year + 1, 3, 21);
    }
  else
    {
      *from = julian_ymd (year + 1, 4, 27);
      *to = julian_ymd (year + 1, 7, 8);
    }
  return TRUE;
}

static guint32
random_school_day (WaySampleLife *self,
                   guint32        from,
                   guint32        to)
{
  for (guint attempt = 0; attempt < 100; attempt++)
    {
      guint32 julian = from + way_random_below (&self->sampler->random, to - from + 1);
      GDate day = way_date_from_julian (julian);

      if (way_school_days_is_open (self->plan->days, &day))
        return julian;
    }
  return from;
}

static gboolean
read_exclusions (WaySampleLife  *self,
                 const char     *key,
                 gboolean        primary,
                 GError        **error)
{
  g_auto(GStrv) items = way_sample_plan_list (self->plan, "life", key);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (items[i], ":", 2);
      guint32 known = way_date_julian (&self->plan->today) - 12;
      guint32 from, to;
      guint count;

      if (parts[1] == NULL || !read_term (self, parts[0], &from, &to))
        return refuse (error, "life", key);
      /* Of a term that has begun, its share. */
      count = (guint) atoi (parts[1]);
      if (known < to)
        count = known > from ? count * (known - from) / (to - from) : 0;
      to = MIN (to, known);
      for (; count > 0; count--)
        way_sample_life_add_exclusion (self, random_school_day (self, from, to), primary);
    }
  g_ptr_array_sort (self->exclusions, compare_exclusions);
  return TRUE;
}

/* The one who has waited longest. */
static WaySampleExclusion *
find_waiting (WaySampleLife  *self,
              const Stream   *stream,
              WaySampleVenue *venue,
              guint32         day,
              guint32         until)
{
  for (guint i = 0; i < self->exclusions->len; i++)
    {
      WaySampleExclusion *exclusion = g_ptr_array_index (self->exclusions, i);

      if (exclusion->day + 4 > day)
        break;
      if (exclusion->stay == NULL && day <= exclusion->day + 100 &&
          (stream->district < 0 || exclusion->child->district == (guint) stream->district) &&
          child_fits (self, exclusion->child, venue, day, until))
        return exclusion;
    }
  return NULL;
}

/* --- Coming and going --- */

static WaySampleVenue *
pick_venue (WaySampleLife *self,
            Stream        *stream,
            guint32        day)
{
  g_autofree guint *weights = g_new0 (guint, stream->venues->len);
  GDate date = way_date_from_julian (day);
  guint all = 0;

  for (guint i = 0; i < stream->venues->len; i++)
    {
      const Choice *choice = &g_array_index (stream->venues, Choice, i);

      if (choice->venue->there < way_sample_venue_places (choice->venue, &date))
        all += weights[i] = choice->weight;
    }
  if (all == 0)
    for (guint i = 0; i < stream->venues->len; i++)
      weights[i] = 1;
  return g_array_index (stream->venues, Choice,
                        way_random_pick (&self->sampler->random, weights,
                                         stream->venues->len)).venue;
}

static gboolean
is_single (WaySampleLife *self,
           const char    *route)
{
  WayRandom *random = &self->sampler->random;

  if (strcmp (route, "INTERIM") == 0)
    return TRUE;
  if (strcmp (route, "LONG_TERM") == 0)
    return way_random_chance (random, 250);
  return strcmp (route, "S19_OTHER") == 0 && way_random_chance (random, 400);
}

WaySampleStay *
way_sample_life_add_stay (WaySampleLife  *self,
                          WaySampleChild *child,
                          WaySampleVenue *venue,
                          const char     *route,
                          guint32         start,
                          guint32         expected,
                          guint32         end)
{
  WaySampleStay *stay = g_new0 (WaySampleStay, 1);

  stay->child = child;
  stay->venue = venue;
  stay->stream = G_MAXUINT;
  stay->route = g_intern_string (route);
  stay->single = strcmp (route, "PEX_DAY6") == 0 && child->exclusion != NULL
                   ? child->exclusion->off_roll <= way_date_julian (&self->plan->today)
                   : is_single (self, route);
  stay->sessions = 10;
  stay->start = start;
  stay->expected = stay->planned = expected;
  stay->latest = way_sample_life_latest (self, child, venue);
  stay->end = end;
  child->free_from = end != 0 ? end + 1 : G_MAXUINT32;
  child->medical |= strcmp (route, "HEALTH") == 0;
  g_ptr_array_add (child->stays, stay);
  g_ptr_array_add (self->stays, stay);
  return stay;
}

static guint32
planned_end (WaySampleLife *self,
             Stream        *stream,
             guint32        start)
{
  GDate day = way_date_from_julian (start);
  guint weeks = (guint) way_random_between (&self->sampler->random, stream->stay_low,
                                            stream->stay_high);

  day = way_school_days_nth_week (self->plan->days, &day, weeks);
  return way_date_is_set (&day) ? way_date_julian (&day) : start + weeks * 10;
}

/* Somebody comes on a day and stays at least until another. */
static WaySampleStay *
begin_stay (WaySampleLife *self,
            guint          number,
            guint32        day,
            guint32        until)
{
  Stream *stream = g_ptr_array_index (self->streams, number);
  WayRandom *random = &self->sampler->random;
  WaySampleVenue *venue = pick_venue (self, stream, day);
  const char *route = way_sample_words_pick (stream->routes, random);
  WaySampleExclusion *exclusion = NULL;
  WaySampleChild *child = NULL;
  WaySampleStay *stay;

  for (guint i = 0; i < 12 && strcmp (route, "PEX_DAY6") == 0; i++)
    {
      exclusion = find_waiting (self, stream, venue, day, until);
      if (exclusion != NULL)
        break;
      route = way_sample_words_pick (stream->routes, random);
    }
  if (exclusion != NULL)
    child = exclusion->child;
  else if (strcmp (route, "PEX_DAY6") == 0)
    route = "S19_OTHER";
  if (child == NULL && strcmp (route, "LONG_TERM") == 0)
    child = find_former (self, stream, venue, day, until, TRUE);
  if (child == NULL && strcmp (route, "INTERIM") != 0)
    child = find_former (self, stream, venue, day, until, FALSE);
  if (child == NULL)
    child = find_new (self, stream, venue, day, until);
  if (child == NULL)
    return NULL;

  stay = way_sample_life_add_stay (self, child, venue, route, day,
                                   planned_end (self, stream, day), 0);
  stay->expected = stay->planned = CLAMP (stay->planned, MIN (until, stay->latest), stay->latest);
  stay->sessions = way_random_between (random, stream->sessions_low, stream->sessions_high);
  stay->stream = number;
  if (exclusion != NULL)
    exclusion->stay = stay;
  venue->there++;
  stream->began_in_year++;
  g_ptr_array_add (stream->open, stay);
  return stay;
}

static void
end_stay (WaySampleLife *self,
          WaySampleStay *stay,
          guint32        day)
{
  Stream *stream = g_ptr_array_index (self->streams, stay->stream);
  int year = way_sample_child_year (stay->child, day);
  const char *kind = stay->venue->kind;
  GDate date = way_date_from_julian (day);

  if (year == 11 && g_date_get_month (&date) >= 5 && g_date_get_month (&date) <= 8)
    kind = "leaver";
  else if (year == 6 && g_date_get_month (&date) == 7)
    kind = "leaver-primary";
  stay->end = day;
  stay->destination = g_strdup (way_sample_life_choice (self, "weights", kind));
  stay->child->free_from = day + 1;
  stay->venue->there--;
  g_ptr_array_remove (stream->open, stay);
}

/* --- Numbers to reach --- */

/* From the leaving day to the boundary before classes begin. */
static gboolean
is_summer (guint32 julian)
{
  GDate day = way_date_from_julian (julian);
  guint month = g_date_get_month (&day);

  return month == 7 || month == 8 || (month == 6 && g_date_get_day (&day) > 24) ||
         (month == 9 && g_date_get_day (&day) == 1);
}

/* The number that the plan wants on a day; between two counted days of a school
 * year on the line between them, a little up or down. */
static int
find_target (WaySampleLife *self,
             const Stream  *stream,
             guint32        day)
{
  const Anchor *before = NULL, *after = NULL;
  gboolean same_before, same_after;
  double from_count, count;
  guint32 from_day;
  int wobble;

  for (guint i = 0; i < stream->anchors->len; i++)
    {
      const Anchor *anchor = &g_array_index (stream->anchors, Anchor, i);

      if (anchor->day == day)
        return anchor->count;
      if (anchor->day < day)
        before = anchor;
      else if (after == NULL)
        after = anchor;
    }
  if (is_summer (day))
    return WAY_SAMPLE_ANY;
  same_before = before != NULL && school_year (before->day) == school_year (day);
  same_after = after != NULL && school_year (after->day) == school_year (day);
  if (same_after)
    {
      from_day = same_before ? before->day : julian_ymd (school_year (day), 9, 1);
      from_count = same_before ? before->count : before != NULL ? after->count * 0.7 : 0;
      count = from_count + (after->count - from_count) * (day - from_day) / (after->day - from_day);
    }
  else if (before != NULL)
    count = before->count;
  else
    return 0;
  wobble = (int) (count * 0.05) + (count >= 8);
  return MAX (0, (int) (count + 0.5) + way_random_between (&self->sampler->random, -wobble, wobble));
}

static guint
find_limit (const Stream *stream,
            guint32       from,
            guint32       to)
{
  GDate first = way_date_from_julian (from);
  GDate last = way_date_from_julian (to);
  guint limit = 0;

  for (guint i = 0; i < stream->venues->len; i++)
    {
      const WaySampleVenue *venue = g_array_index (stream->venues, Choice, i).venue;
      guint places = MAX (way_sample_venue_places (venue, &first),
                          way_sample_venue_places (venue, &last));

      limit = places > G_MAXUINT / 2 ? G_MAXUINT / 2 : limit + places;
    }
  return limit + stream->over;
}

/* Where the plan says how many stays a school year shall have, spreads those
 * that are to come: most before the counted day, the rest after it. */
static void
find_starts (const Stream  *stream,
             guint32        from,
             WaySampleSpan *span)
{
  int year = school_year (from + 1);
  int all = GPOINTER_TO_INT (g_hash_table_lookup (stream->records, GINT_TO_POINTER (year)));
  guint32 counted = 0;
  guint32 to = way_date_julian (&span->to);
  guint32 year_end = julian_ymd (year + 1, 6, 10);
  int left = MAX (0, all - stream->began_in_year);
  int live = 0;
  int before;

  for (guint i = 0; i < stream->anchors->len; i++)
    {
      const Anchor *anchor = &g_array_index (stream->anchors, Anchor, i);

      if (school_year (anchor->day) == year)
        {
          counted = anchor->day;
          live = anchor->count;
        }
    }
  if (to > counted)
    {
      span->target = WAY_SAMPLE_ANY;
      span->starts = to >= year_end || from >= year_end
                       ? left : (int) ((gint64) left * (to - from) / (year_end - from));
      return;
    }
  /* Enough to be as many as counted, and half of the rest. */
  before = MIN (left, MAX (0, live - (int) stream->open->len));
  before += (left - before) / 2;
  span->starts = to == counted ? before
                               : (int) ((gint64) before * (to - from) / (counted - from));
  if (to < counted)
    span->target = (int) stream->open->len +
                   (int) (((gint64) live - stream->open->len) * (to - from) / (counted - from));
}

static WaySampleSpan
find_span (WaySampleLife *self,
           const Stream  *stream,
           guint32        from,
           guint32        to)
{
  WaySampleSpan span = { .starts = WAY_SAMPLE_ANY };

  span.from = way_date_from_julian (from);
  span.to = way_date_from_julian (to);
  span.limit = find_limit (stream, from, to);
  span.target = find_target (self, stream, to);
  if (stream->records != NULL &&
      g_hash_table_contains (stream->records, GINT_TO_POINTER (school_year (from + 1))))
    find_starts (stream, from, &span);
  else if (span.target == WAY_SAMPLE_ANY)
    span.starts = (int) way_random_below (&self->sampler->random, 1 + stream->open->len / 10);
  else
    span.target = MIN (span.target, (int) span.limit);
  return span;
}

/* --- The spans --- */

static void
plan_stream (WaySampleLife *self,
             guint          number,
             guint32        from,
             guint32        to,
             GArray        *events)
{
  Stream *stream = g_ptr_array_index (self->streams, number);
  WaySampleSpan span = find_span (self, stream, from, to);
  g_autofree WaySampleOpen *open = g_new0 (WaySampleOpen, stream->open->len + 1);
  g_autoptr(GArray) starts = NULL;

  for (guint i = 0; i < stream->open->len; i++)
    {
      const WaySampleStay *stay = g_ptr_array_index (stream->open, i);

      open[i].planned = stay->planned;
      open[i].latest = stay->latest;
    }
  starts = way_sample_roll_plan (&self->sampler->random, self->plan->days, &span, open,
                                 stream->open->len);
  for (guint i = 0; i < stream->open->len; i++)
    {
      WaySampleStay *stay = g_ptr_array_index (stream->open, i);
      Event event = { .day = open[i].end, .stream = number, .ends = stay };

      stay->planned = open[i].planned;
      event.order = events->len;
      if (open[i].end != 0)
        g_array_append_val (events, event);
    }
  for (guint i = 0; i < starts->len; i++)
    {
      Event event = { .day = g_array_index (starts, guint32, i), .stream = number };

      event.order = events->len;
      g_array_append_val (events, event);
    }
}

/* A last day ends with its evening, so comings of the day come first. */
static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *event_a = a;
  const Event *event_b = b;

  if (event_a->day != event_b->day)
    return event_a->day < event_b->day ? -1 : 1;
  if ((event_a->ends == NULL) != (event_b->ends == NULL))
    return event_a->ends == NULL ? -1 : 1;
  return (event_a->order > event_b->order) - (event_a->order < event_b->order);
}

/* The boundary between two school years. */
static gboolean
is_year_start (guint32 julian)
{
  GDate day = way_date_from_julian (julian);

  return g_date_get_month (&day) == 9 && g_date_get_day (&day) == 1;
}

static void
live_span (WaySampleLife *self,
           guint32        from,
           guint32        to)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));

  if (is_year_start (from) || from == way_date_julian (&self->plan->from))
    for (guint i = 0; i < self->streams->len; i++)
      {
        Stream *stream = g_ptr_array_index (self->streams, i);

        stream->began_in_year = (int) stream->open->len;
      }
  for (guint i = 0; i < self->streams->len; i++)
    plan_stream (self, i, from, to, events);
  g_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);

      if (event->ends != NULL)
        end_stay (self, event->ends, event->day);
      else
        begin_stay (self, event->stream, event->day, to);
    }
  self->now = to;
}

static void
add_boundary (WaySampleLife *self,
              GArray        *boundaries,
              guint32        day)
{
  if (day > way_date_julian (&self->plan->from) && day <= way_date_julian (&self->plan->today))
    g_array_append_val (boundaries, day);
}

static int
compare_julian (gconstpointer a,
                gconstpointer b)
{
  guint32 day_a = *(const guint32 *) a;
  guint32 day_b = *(const guint32 *) b;

  return (day_a > day_b) - (day_a < day_b);
}

/* The days to which numbers are planned, ascending. */
static GArray *
find_boundaries (WaySampleLife *self)
{
  GArray *boundaries = g_array_new (FALSE, FALSE, sizeof (guint32));
  int last = way_date_school_year (&self->plan->today);

  for (int year = way_date_school_year (&self->plan->from); year <= last; year++)
    {
      g_autoptr(GArray) days = way_sample_calendar_year (year);

      /* The day before the year begins closes the summer. */
      add_boundary (self, boundaries, julian_ymd (year, 9, 1));
      for (guint i = 0; i < days->len; i++)
        {
          const WaySampleDays *row = &g_array_index (days, WaySampleDays, i);

          if (strcmp (row->kind, "TERM") == 0 && g_date_get_month (&row->to) != 7)
            add_boundary (self, boundaries, way_date_julian (&row->to));
        }
    }
  for (guint i = 0; i < self->streams->len; i++)
    {
      const Stream *stream = g_ptr_array_index (self->streams, i);

      for (guint j = 0; j < stream->anchors->len; j++)
        add_boundary (self, boundaries, g_array_index (stream->anchors, Anchor, j).day);
    }
  add_boundary (self, boundaries, way_date_julian (&self->plan->today));
  g_array_sort (boundaries, compare_julian);
  return boundaries;
}

/* Those who were there before the life begins: they came in the school year
 * before, or on its first day. */
static void
begin_with (WaySampleLife *self,
            guint          number,
            guint32        until)
{
  Stream *stream = g_ptr_array_index (self->streams, number);
  guint32 from = way_date_julian (&self->plan->from);
  const Anchor *first = stream->anchors->len > 0 ? &g_array_index (stream->anchors, Anchor, 0)
                                                 : NULL;
  int count;

  if (first == NULL || school_year (first->day) != school_year (from))
    return;
  count = first->count * 6 / 10;
  for (int i = 0; i < count; i++)
    {
      WaySampleStay *stay = begin_stay (self, number, from, until);
      guint32 earlier = stay != NULL ? random_school_day (self, from - 250, from - 60) : from;

      if (stay != NULL && way_sample_child_year (stay->child, earlier) >= stay->venue->year_low &&
          stay->child->exclusion == NULL && stay->child->stays->len == 1)
        stay->start = earlier;
    }
}

static gboolean
live (WaySampleLife  *self,
      GError        **error)
{
  g_autoptr(GArray) boundaries = find_boundaries (self);
  guint32 from = way_date_julian (&self->plan->from);

  for (guint i = 0; boundaries->len > 0 && i < self->streams->len; i++)
    begin_with (self, i, g_array_index (boundaries, guint32, 0));
  for (guint i = 0; i < boundaries->len; i++)
    {
      guint32 to = g_array_index (boundaries, guint32, i);

      if (!way_sampler_tick (self->sampler, i, boundaries->len, error))
        return FALSE;
      if (to > from)
        live_span (self, from, to);
      from = to;
    }
  return TRUE;
}

void
way_sample_life_add_coming (WaySampleLife *self,
                            guint32        day)
{
  for (guint attempt = 0; attempt < 50; attempt++)
    {
      guint number = way_random_below (&self->sampler->random, self->streams->len);
      const Stream *stream = g_ptr_array_index (self->streams, number);
      const WaySampleVenue *venue = g_array_index (stream->venues, Choice, 0).venue;

      if (venue->counted && stream->open->len < find_limit (stream, day, day) &&
          begin_stay (self, number, day, day + 28) != NULL)
        return;
    }
}

WaySampleLife *
way_sample_life_new (WaySamplePlan *plan,
                     WaySampler    *sampler)
{
  WaySampleLife *self = g_new0 (WaySampleLife, 1);

  self->plan = plan;
  self->sampler = sampler;
  self->children = g_ptr_array_new_with_free_func (child_free);
  self->stays = g_ptr_array_new_with_free_func (stay_free);
  self->exclusions = g_ptr_array_new_with_free_func (g_free);
  self->streams = g_ptr_array_new_with_free_func (stream_free);
  return self;
}

WaySampleLife *
way_sample_life_run (WaySamplePlan  *plan,
                     WaySampler     *sampler,
                     GError        **error)
{
  g_autoptr(WaySampleLife) self = way_sample_life_new (plan, sampler);

  if (!read_streams (self, error) ||
      !read_exclusions (self, "secondary-exclusions", FALSE, error) ||
      !read_exclusions (self, "primary-exclusions", TRUE, error) ||
      !live (self, error))
    return NULL;
  return g_steal_pointer (&self);
}
