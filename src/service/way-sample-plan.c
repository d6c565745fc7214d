/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans of sample authorities: read, and written as far as nothing in them
 * moves.  A group of the file becomes a record over the description tables, so
 * that a new field needs no code here. */

#include "way-sample-plan.h"

#include <stdlib.h>
#include <string.h>

#include "way-area.h"
#include "way-codes.h"
#include "way-directory.h"
#include "way-people.h"
#include "way-sample-calendar.h"
#include "way-service-error.h"
#include "way-text.h"

/* What a group begins with that is written last. */
#define AFTER "then "

static void
venue_free (gpointer data)
{
  WaySampleVenue *venue = data;

  g_free (venue->key);
  g_free (venue->kind);
  g_array_unref (venue->places);
  g_ptr_array_unref (venue->prices);
  g_free (venue);
}

static void
price_free (gpointer data)
{
  WaySamplePrice *price = data;

  g_free (price->element);
  g_free (price->basis);
  g_free (price);
}

static void
clear_district (gpointer data)
{
  WaySampleDistrict *district = data;

  g_free (district->key);
  g_free (district->name);
}

static gboolean
fault (GError     **error,
       const char  *group,
       const char  *key,
       const char  *value)
{
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
               "sample plan, [%s] %s: “%s” cannot be read", group, key, value);
  return FALSE;
}

/* --- Choices --- */

WaySampleWords *
way_sample_words_new (const char *list,
                      const char *separator,
                      gboolean    weighted)
{
  WaySampleWords *self = g_new0 (WaySampleWords, 1);

  self->texts = g_strsplit (list, separator, -1);
  self->count = g_strv_length (self->texts);
  self->weights = g_new (guint, self->count);
  for (guint i = 0; i < self->count; i++)
    {
      char *colon = weighted ? strrchr (self->texts[i], ':') : NULL;

      self->weights[i] = colon != NULL ? (guint) atoi (colon + 1) : 1;
      if (colon != NULL)
        *colon = '\0';
    }
  return self;
}

void
way_sample_words_free (WaySampleWords *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->texts);
  g_free (self->weights);
  g_free (self);
}

const char *
way_sample_words_pick (const WaySampleWords *self,
                       WayRandom            *random)
{
  return self->texts[way_random_pick (random, self->weights, self->count)];
}

/* --- Reading --- */

/* "09-01" in the school year that begins in `year`. */
static gboolean
date_in_school_year (const char *text,
                     int         year,
                     GDate      *date)
{
  g_autofree char *iso = NULL;

  if (strlen (text) != 5)
    return FALSE;
  iso = g_strdup_printf ("%04d-%s", strcmp (text, "09") < 0 ? year + 1 : year, text);
  return way_date_parse (iso, date);
}

gboolean
way_sample_plan_date (const WaySamplePlan *self,
                      const char          *text,
                      GDate               *date)
{
  gint64 offset = 0;
  const char *slash;

  *date = way_date_none ();
  if (*text == '\0')
    return TRUE;
  if (g_str_has_prefix (text, "today"))
    {
      if (text[5] != '\0' && !way_text_parse_int (text + 5 + (text[5] == '+'), -9999, 9999, &offset))
        return FALSE;
      *date = way_date_add_days (&self->today, (int) offset);
      return TRUE;
    }
  if (*text == 'y' && (slash = strchr (text, '/')) != NULL)
    {
      g_autofree char *years = g_strndup (text + 1, (gsize) (slash - text - 1));

      return (*years == '\0' ||
              way_text_parse_int (years + (*years == '+'), -20, 5, &offset)) &&
             date_in_school_year (slash + 1,
                                  way_date_school_year (&self->today) + (int) offset, date);
    }
  return way_date_parse (text, date);
}

char *
way_sample_plan_text (const WaySamplePlan *self,
                      const char          *group,
                      const char          *key)
{
  return g_key_file_get_string (self->file, group, key, NULL);
}

char **
way_sample_plan_list (const WaySamplePlan *self,
                      const char          *group,
                      const char          *key)
{
  g_autofree char *text = way_sample_plan_text (self, group, key);

  return text != NULL && *text != '\0' ? g_strsplit (text, ";", -1) : g_new0 (char *, 1);
}

int
way_sample_plan_number (const WaySamplePlan *self,
                        const char          *group,
                        const char          *key,
                        int                  fallback)
{
  g_autofree char *text = way_sample_plan_text (self, group, key);
  gint64 number;

  return text != NULL && way_text_parse_int (text, G_MININT32, G_MAXINT32, &number)
           ? (int) number
           : fallback;
}

void
way_sample_plan_range (const WaySamplePlan *self,
                       const char          *group,
                       const char          *key,
                       int                 *low,
                       int                 *high)
{
  g_autofree char *text = way_sample_plan_text (self, group, key);
  char *dash = text != NULL ? strchr (text, '-') : NULL;

  if (text == NULL)
    return;
  *low = *high = atoi (text);
  if (dash != NULL)
    *high = atoi (dash + 1);
}

static gboolean
load_words (WaySamplePlan *self,
            GError       **error)
{
  g_autoptr(GBytes) bytes = way_sampler_data ("words.ini", error);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_auto(GStrv) groups = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error))
    return FALSE;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto(GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        {
          g_autofree char *text = g_key_file_get_string (file, groups[i], keys[j], NULL);

          g_hash_table_insert (self->words, g_strdup_printf ("%s %s", groups[i], keys[j]),
                               way_sample_words_new (text, "|", strcmp (groups[i], "weights") == 0));
        }
    }
  return TRUE;
}

WaySamplePlan *
way_sample_plan_load (const char   *name,
                      const GDate  *today,
                      GError      **error)
{
  g_autofree char *path = g_strconcat (name, ".ini", NULL);
  g_autoptr(GBytes) bytes = way_sampler_data (path, error);
  g_autoptr(WaySamplePlan) self = g_new0 (WaySamplePlan, 1);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  GDate last;

  self->file = g_key_file_new ();
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) way_sample_words_free);
  self->venues = g_ptr_array_new_with_free_func (venue_free);
  self->districts = g_array_new (FALSE, TRUE, sizeof (WaySampleDistrict));
  g_array_set_clear_func (self->districts, clear_district);
  self->schools = g_array_new (FALSE, TRUE, sizeof (WaySampleSchool));
  if (bytes == NULL || !g_key_file_load_from_bytes (self->file, bytes, G_KEY_FILE_NONE, error) ||
      !load_words (self, error))
    return NULL;

  from = way_sample_plan_text (self, "life", "from");
  until = way_sample_plan_text (self, "life", "until");
  self->today = *today;
  if (until == NULL || !way_sample_plan_date (self, until, &last))
    return fault (error, "life", "until", until != NULL ? until : ""), NULL;
  self->today = last;
  if (from == NULL || !way_sample_plan_date (self, from, &self->from))
    return fault (error, "life", "from", from != NULL ? from : ""), NULL;
  self->attendance_from = self->from;
  self->town = way_sample_plan_text (self, "life", "town");
  self->outward = way_sample_plan_list (self, "life", "outward");
  self->texts = g_key_file_get_boolean (self->file, "life", "texts", NULL);
  return g_steal_pointer (&self);
}

void
way_sample_plan_free (WaySamplePlan *self)
{
  if (self == NULL)
    return;
  g_key_file_unref (self->file);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->words);
  g_ptr_array_unref (self->venues);
  g_array_unref (self->districts);
  g_array_unref (self->schools);
  g_free (self->la);
  g_free (self->town);
  g_strfreev (self->outward);
  g_clear_pointer (&self->days, way_school_days_unref);
  g_free (self);
}

/* --- Records of the file --- */

static gboolean
set_field (const WaySamplePlan  *self,
           const char           *group,
           const WayField       *field,
           gpointer              record,
           const char           *text,
           GError              **error)
{
  g_autofree char *iso = NULL;
  GDate date;

  if (field->kind == WAY_KIND_REFERENCE)
    {
      g_autofree char *target = g_strdup_printf ("%s %s", field->set, text);
      const WayId *id = g_hash_table_lookup (self->ids, target);
      WayValue value = { .type = WAY_VALUE_ID };

      if (id == NULL)
        return fault (error, group, field->name, text);
      value.id = *id;
      way_field_set (field, record, &value);
      return TRUE;
    }
  if (field->kind == WAY_KIND_DATE)
    {
      if (!way_sample_plan_date (self, text, &date))
        return fault (error, group, field->name, text);
      iso = way_date_to_iso (&date);
      text = iso;
    }
  if (way_field_from_text (field, record, text, error))
    return TRUE;
  g_prefix_error (error, "sample plan, [%s]: ", group);
  return FALSE;
}

/* The group's record with its fields set, or NULL. */
static gpointer
read_record (const WaySamplePlan  *self,
             const WayEntity      *entity,
             const char           *group,
             GError              **error)
{
  g_auto(GStrv) keys = g_key_file_get_keys (self->file, group, NULL, NULL);
  gpointer record = way_record_new (entity);

  way_record_start (entity, record);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const WayField *field = way_entity_field (entity, keys[i]);
      g_autofree char *text = way_sample_plan_text (self, group, keys[i]);

      if (g_str_has_prefix (keys[i], "life-"))
        continue;
      if (field != NULL ? set_field (self, group, field, record, text, error)
                        : fault (error, group, keys[i], text))
        continue;
      way_record_free (entity, record);
      return NULL;
    }
  return record;
}

/* --- What hangs on a provision, a line each --- */

/* "2021-09-01.." */
static gboolean
read_period (const WaySamplePlan *self,
             const char          *text,
             GDate               *from,
             GDate               *to)
{
  g_auto(GStrv) ends = g_strsplit (text, "..", 2);

  return g_strv_length (ends) == 2 && way_sample_plan_date (self, ends[0], from) &&
         way_sample_plan_date (self, ends[1], to);
}

static gboolean
write_places (WaySamplePlan   *self,
              WaySampler      *sampler,
              WaySampleVenue  *venue,
              const char      *group,
              GError         **error)
{
  g_auto(GStrv) lines = way_sample_plan_list (self, group, "life-places");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "|", 5);
      g_autoptr(WayCapacity) capacity = way_capacity_new ();
      WaySamplePlaces places;

      if (g_strv_length (parts) != 5 || !read_period (self, parts[0], &places.from, &places.to) ||
          !way_text_parse_int (parts[1], 0, 5000, &places.places))
        return fault (error, group, "life-places", lines[i]);
      way_record_start (&way_capacity_entity, capacity);
      capacity->provision = venue->id;
      capacity->from = places.from;
      capacity->to = places.to;
      capacity->places = places.places;
      g_free (capacity->kind);
      capacity->kind = g_strdup (parts[2]);
      capacity->funder = g_strdup (parts[3]);
      capacity->note = *parts[4] != '\0' ? g_strdup (parts[4]) : NULL;
      if (!way_sampler_insert (sampler, &way_capacity_entity, capacity, error))
        return FALSE;
      if (strcmp (parts[2], "commissioned") == 0)
        g_array_append_val (venue->places, places);
    }
  return TRUE;
}

static gboolean
write_prices (WaySamplePlan   *self,
              WaySampler      *sampler,
              WaySampleVenue  *venue,
              const char      *group,
              GError         **error)
{
  g_auto(GStrv) lines = way_sample_plan_list (self, group, "life-prices");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "|", 4);
      g_autoptr(WayPrice) price = way_price_new ();
      WaySamplePrice *kept = g_new0 (WaySamplePrice, 1);

      g_ptr_array_add (venue->prices, kept);
      if (g_strv_length (parts) != 4 || !way_text_parse_pence (parts[2], &kept->pence) ||
          !read_period (self, parts[3], &kept->from, &kept->to))
        return fault (error, group, "life-prices", lines[i]);
      kept->element = g_strdup (parts[0]);
      kept->basis = g_strdup (parts[1]);
      price->provision = venue->id;
      price->element = g_strdup (parts[0]);
      price->basis = g_strdup (parts[1]);
      price->amount = kept->pence;
      price->from = kept->from;
      price->to = kept->to;
      if (!way_sampler_insert (sampler, &way_price_entity, price, error))
        return FALSE;
    }
  return TRUE;
}

/* rule|low|high|codes|wording; codes are several by a comma.  A rule of words
 * alone is "text". */
static gboolean
write_criteria (WaySamplePlan   *self,
                WaySampler      *sampler,
                WaySampleVenue  *venue,
                const char      *group,
                const char      *kind,
                GError         **error)
{
  g_autofree char *key = g_strconcat ("life-", kind, NULL);
  g_auto(GStrv) lines = way_sample_plan_list (self, group, key);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "|", 5);
      g_autoptr(WayCriterion) criterion = way_criterion_new ();

      if (g_strv_length (parts) != 5)
        return fault (error, group, key, lines[i]);
      criterion->provision = venue->id;
      criterion->kind = g_strdup (kind);
      criterion->position = i + 1;
      criterion->rule = strcmp (parts[0], "text") != 0 ? g_strdup (parts[0]) : NULL;
      if (*parts[1] != '\0' && !way_text_parse_int (parts[1], -100, 1000, &criterion->low))
        return fault (error, group, key, lines[i]);
      if (*parts[2] != '\0' && !way_text_parse_int (parts[2], -100, 1000, &criterion->high))
        return fault (error, group, key, lines[i]);
      if (*parts[3] != '\0')
        criterion->codes = g_strdelimit (g_strdup (parts[3]), ",", '|');
      criterion->wording = g_strdup (parts[4]);
      if (!way_sampler_insert (sampler, &way_criterion_entity, criterion, error))
        return FALSE;
    }
  return TRUE;
}

static int
year_number (const char *year,
             int         fallback)
{
  gint64 number;

  if (year == NULL)
    return fallback;
  if (strcmp (year, "R") == 0)
    return 0;
  return way_text_parse_int (year, 0, 14, &number) ? (int) number : fallback;
}

/* Children are on the roll of a setting whose establishment is a school. */
static gboolean
is_school (const WaySamplePlan *self,
           const char          *group)
{
  g_autofree char *key = way_sample_plan_text (self, group, "establishment");
  g_autofree char *establishment = g_strdup_printf ("establishment %s", key);
  g_autofree char *type = way_sample_plan_text (self, establishment, "type");
  const WayCode *code = type != NULL ? way_codes_lookup ("establishment_type", type) : NULL;

  return code != NULL && way_code_is (code, "school");
}

WaySampleVenue *
way_sample_plan_add_venue (WaySamplePlan *self,
                           const char    *key,
                           const char    *kind,
                           const char    *year_low,
                           const char    *year_high)
{
  WaySampleVenue *venue = g_new0 (WaySampleVenue, 1);

  venue->key = g_strdup (key);
  venue->kind = g_strdup (kind);
  venue->year_low = year_number (year_low, 1);
  venue->year_high = year_number (year_high, 11);
  venue->places = g_array_new (FALSE, FALSE, sizeof (WaySamplePlaces));
  venue->prices = g_ptr_array_new_with_free_func (price_free);
  g_ptr_array_add (self->venues, venue);
  return venue;
}

static gboolean
add_venue (WaySamplePlan       *self,
           WaySampler          *sampler,
           const char          *group,
           const WayProvision  *provision,
           GError             **error)
{
  WaySampleVenue *venue = way_sample_plan_add_venue (self, strchr (group, ' ') + 1,
                                                     provision->kind, provision->year_low,
                                                     provision->year_high);

  venue->id = provision->id;
  venue->establishment = provision->establishment;
  venue->counted = provision->counted == 1;
  venue->full_time = provision->full_time == 1;
  venue->is_school = is_school (self, group);
  return write_places (self, sampler, venue, group, error) &&
         write_prices (self, sampler, venue, group, error) &&
         write_criteria (self, sampler, venue, group, "entry", error) &&
         write_criteria (self, sampler, venue, group, "exit", error);
}

static void
add_district (WaySamplePlan     *self,
              const char        *group,
              const WayDistrict *district)
{
  WaySampleDistrict kept = { 0 };

  kept.key = g_strdup (strchr (group, ' ') + 1);
  kept.id = district->id;
  kept.name = g_strdup (district->name);
  kept.weight = (guint) way_sample_plan_number (self, group, "life-weight", 10);
  kept.affluence = district->idaci_rank > 0 ? (guint) (district->idaci_rank * 1000 / 33000) : 500;
  g_array_append_val (self->districts, kept);
}

static gboolean
write_group (WaySamplePlan    *self,
             WaySampler       *sampler,
             const WayEntity  *entity,
             const char       *group,
             GError          **error)
{
  gpointer record = read_record (self, entity, group, error);
  gboolean done;

  if (record == NULL)
    return FALSE;
  done = way_sampler_insert (sampler, entity, record, error);
  if (done)
    g_hash_table_insert (self->ids, g_strdup (group),
                         g_memdup2 (way_record_id (record), sizeof (WayId)));
  else
    g_prefix_error (error, "sample plan, [%s]: ", group);
  if (done && entity == &way_provision_entity)
    done = add_venue (self, sampler, group, record, error);
  if (done && entity == &way_district_entity)
    add_district (self, group, record);
  if (done && entity == &way_authority_entity)
    self->la = g_strdup (((WayAuthority *) record)->la);
  way_record_free (entity, record);
  return done;
}

/* "then ENTITY KEY": written after the life, which draws its numbers as if these
 * were not there. */
static gboolean
write_groups (WaySamplePlan  *self,
              WaySampler     *sampler,
              gboolean        after,
              GError        **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      gboolean comes_after = g_str_has_prefix (groups[i], AFTER);
      g_auto(GStrv) words = g_strsplit (groups[i] + (comes_after ? strlen (AFTER) : 0), " ", 2);
      const WayEntity *entity;

      if (strcmp (words[0], "life") == 0 || strcmp (words[0], "stream") == 0 ||
          comes_after != after)
        continue;
      entity = way_entity_by_name (words[0]);
      if (entity == NULL || words[1] == NULL)
        return fault (error, groups[i], "", words[0]);
      if (!write_group (self, sampler, entity, groups[i], error))
        return FALSE;
    }
  return TRUE;
}

/* --- Schools --- */

static gboolean
write_school (WaySamplePlan  *self,
              WaySampler     *sampler,
              const char     *name,
              guint           number,
              gboolean        secondary,
              GError        **error)
{
  static const char *const secondary_ends[] = { "Academy", "School", "High School" };
  static const char *const primary_ends[] = { "Primary School", "Primary Academy", "Junior School" };
  static const char *const types[] = { "34", "1", "28" };
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  guint like = way_random_below (&sampler->random, 3);
  WaySampleSchool kept = { .secondary = secondary };

  kept.district = number % self->districts->len;
  school->name = g_strdup_printf ("%s %s", name, secondary ? secondary_ends[like]
                                                           : primary_ends[like]);
  school->urn = way_sampler_urn (sampler);
  school->type = g_strdup (types[like]);
  school->la = g_strdup (self->la);
  school->status = g_strdup ("1");
  school->phase = g_strdup (secondary ? "4" : "2");
  school->district = g_array_index (self->districts, WaySampleDistrict, kept.district).id;
  school->age_low = secondary ? 11 : 4;
  school->age_high = secondary ? 16 : 11;
  school->gender = g_strdup ("3");
  school->roll = way_random_between (&sampler->random, secondary ? 650 : 180, secondary ? 1500 : 480);
  school->street = way_sampler_street (sampler);
  school->town = g_strdup (self->town);
  school->telephone = way_sampler_telephone (sampler);
  school->registered = 1;
  if (!way_sampler_insert (sampler, &way_establishment_entity, school, error))
    return FALSE;
  kept.id = school->id;
  g_array_append_val (self->schools, kept);
  return TRUE;
}

/* Names in the list's order from a random one on, so that none comes twice. */
gboolean
way_sample_plan_write_schools (WaySamplePlan  *self,
                               WaySampler     *sampler,
                               GError        **error)
{
  guint secondary = (guint) way_sample_plan_number (self, "life", "secondary-schools", 0);
  guint primary = (guint) way_sample_plan_number (self, "life", "primary-schools", 0);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  while (names->len < secondary + primary)
    {
      const char *name = way_sampler_line (sampler, "schools");

      if (!g_ptr_array_find (names, name, NULL))
        g_ptr_array_add (names, (gpointer) name);
    }
  for (guint i = 0; i < names->len; i++)
    if (!write_school (self, sampler, g_ptr_array_index (names, i),
                       i < secondary ? i : i - secondary, i < secondary, error))
      return FALSE;
  return TRUE;
}

/* --- Days and users --- */

static gboolean
write_day (WaySampler           *sampler,
           const WayId          *calendar,
           const WaySampleDays  *row,
           GError              **error)
{
  g_autoptr(WayCalendarDay) day = way_calendar_day_new ();

  day->calendar = *calendar;
  day->from = row->from;
  day->to = row->to;
  day->kind = g_strdup (row->kind);
  day->name = g_strdup (row->name);
  return way_sampler_insert (sampler, &way_calendar_day_entity, day, error);
}

/* From the year before the life, since some came before, to the year after
 * today's. */
gboolean
way_sample_plan_write_calendar (WaySamplePlan  *self,
                                WaySampler     *sampler,
                                GError        **error)
{
  g_autoptr(WayCalendar) calendar = way_calendar_new ();
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayDayRow));
  WayDayLayer layer = { .name = "Authority calendar" };

  calendar->name = g_strdup (layer.name);
  calendar->source = g_strdup ("Terms made up for this sample; bank holidays from GOV.UK");
  if (!way_sampler_insert (sampler, &way_calendar_entity, calendar, error))
    return FALSE;
  for (int year = way_date_school_year (&self->from) - 1;
       year <= way_date_school_year (&self->today) + 1; year++)
    {
      g_autoptr(GArray) days = way_sample_calendar_year (year);

      for (guint i = 0; i < days->len; i++)
        {
          const WaySampleDays *day = &g_array_index (days, WaySampleDays, i);
          WayDayRow row = { day->from, day->to, day->kind };

          g_array_append_val (rows, row);
          if (!write_day (sampler, &calendar->id, day, error))
            return FALSE;
        }
    }
  layer.rows = (const WayDayRow *) (gpointer) rows->data;
  layer.n_rows = rows->len;
  self->days = way_school_days_new (&layer, 1, error);
  return self->days != NULL;
}

static gboolean
write_users (WaySamplePlan  *self,
             WaySampler     *sampler,
             GError        **error)
{
  g_auto(GStrv) roles = way_sample_plan_list (self, "life", "users");

  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (roles[i], ":", 2);

      for (int n = atoi (parts[1] != NULL ? parts[1] : "1"); n > 0; n--)
        {
          g_autoptr(WayUser) user = way_user_new ();

          user->name = g_strdup_printf ("%s %s",
                                        way_sampler_line (sampler, n % 2 ? "forenames-f" : "forenames-m"),
                                        way_sampler_line (sampler, "surnames"));
          user->role = g_strdup (parts[0]);
          user->from = self->from;
          if (!way_sampler_insert (sampler, &way_user_entity, user, error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
way_sample_plan_write (WaySamplePlan  *self,
                       WaySampler     *sampler,
                       GError        **error)
{
  return write_groups (self, sampler, FALSE, error) &&
         way_sample_plan_write_schools (self, sampler, error) &&
         way_sample_plan_write_calendar (self, sampler, error) &&
         write_users (self, sampler, error);
}

gboolean
way_sample_plan_write_after (WaySamplePlan  *self,
                             WaySampler     *sampler,
                             GError        **error)
{
  return write_groups (self, sampler, TRUE, error);
}

/* --- Venues --- */

WaySampleVenue *
way_sample_plan_venue (const WaySamplePlan *self,
                       const char          *key)
{
  for (guint i = 0; i < self->venues->len; i++)
    {
      WaySampleVenue *venue = g_ptr_array_index (self->venues, i);

      if (strcmp (venue->key, key) == 0)
        return venue;
    }
  return NULL;
}

guint
way_sample_venue_places (const WaySampleVenue *self,
                         const GDate          *day)
{
  gint64 places = 0;

  if (self->places->len == 0)
    return G_MAXUINT;
  for (guint i = 0; i < self->places->len; i++)
    {
      const WaySamplePlaces *row = &g_array_index (self->places, WaySamplePlaces, i);

      if (way_date_within (day, &row->from, &row->to))
        places += row->places;
    }
  return (guint) places;
}

const WaySamplePrice *
way_sample_venue_price (const WaySampleVenue *self,
                        const char           *element,
                        const GDate          *day)
{
  for (guint i = 0; i < self->prices->len; i++)
    {
      const WaySamplePrice *price = g_ptr_array_index (self->prices, i);

      if (strcmp (price->element, element) == 0 && way_date_within (day, &price->from, &price->to))
        return price;
    }
  return NULL;
}
