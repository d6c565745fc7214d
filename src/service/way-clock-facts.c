/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the facts of a case from JSON.  A name that nobody reads is refused: it
 * may be a misspelt one that matters. */

#include "way-clock-facts.h"

#include <string.h>

#include "way-json.h"
#include "way-service-error.h"

static gboolean
refuse (const char  *where,
        const char  *name,
        const char  *fault,
        GError     **error)
{
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID, "%s%s: %s", where, name,
               fault);
  return FALSE;
}

static gboolean
read_date (const WayJson  *value,
           const char     *where,
           const char     *name,
           GDate          *date,
           GError        **error)
{
  if (way_json_type (value) == WAY_JSON_NULL)
    return TRUE;
  return (way_json_text (value) != NULL && way_date_parse (way_json_text (value), date)) ||
         refuse (where, name, "wants a date as YYYY-MM-DD", error);
}

static gboolean
read_word (const WayJson  *value,
           const char     *where,
           const char     *name,
           const char    **word,
           GError        **error)
{
  if (way_json_type (value) == WAY_JSON_NULL)
    return TRUE;
  *word = way_json_text (value);
  return *word != NULL || refuse (where, name, "wants a text", error);
}

static gboolean
read_count (const WayJson  *value,
            const char     *where,
            const char     *name,
            int            *count,
            GError        **error)
{
  gint64 number;

  if (way_json_type (value) == WAY_JSON_NULL)
    return TRUE;
  if (!way_json_integer (value, 0, 10000, &number))
    return refuse (where, name, "wants a whole number from 0 to 10000", error);
  *count = (int) number;
  return TRUE;
}

static gboolean
read_truth (const WayJson  *value,
            const char     *where,
            const char     *name,
            gboolean       *truth,
            GError        **error)
{
  return way_json_type (value) == WAY_JSON_NULL || way_json_boolean (value, truth) ||
         refuse (where, name, "wants true or false", error);
}

static gboolean
check_names (const WayJson      *object,
             const char         *where,
             const char *const  *known,
             GError            **error)
{
  if (way_json_type (object) != WAY_JSON_OBJECT)
    return refuse (where, "facts", "wants an object", error);
  for (guint i = 0; i < way_json_length (object); i++)
    if (!g_strv_contains (known, way_json_name (object, i)))
      return refuse (where, way_json_name (object, i), "is not known", error);
  return TRUE;
}

static gboolean
read_event (const WayJson  *value,
            const char     *where,
            WayClockEvent  *event,
            GError        **error)
{
  static const char *const known[] = { "kind", "from", "to", "forecast_to", "half_days", "posted",
                                       NULL };

  return check_names (value, where, known, error) &&
         read_word (way_json_member (value, "kind"), where, "kind", &event->kind, error) &&
         (event->kind != NULL || refuse (where, "kind", "is missing", error)) &&
         read_date (way_json_member (value, "from"), where, "from", &event->from, error) &&
         read_date (way_json_member (value, "to"), where, "to", &event->to, error) &&
         read_date (way_json_member (value, "forecast_to"), where, "forecast_to",
                    &event->forecast_to, error) &&
         read_count (way_json_member (value, "half_days"), where, "half_days", &event->half_days,
                     error) &&
         read_truth (way_json_member (value, "posted"), where, "posted", &event->posted, error);
}

static gboolean
read_events (WayClockFile   *self,
             const WayJson  *events,
             GError        **error)
{
  if (way_json_type (events) != WAY_JSON_NULL && way_json_type (events) != WAY_JSON_ARRAY)
    return refuse ("", "events", "wants a list", error);
  for (guint i = 0; i < way_json_length (events); i++)
    {
      g_autofree char *where = g_strdup_printf ("events[%u].", i);
      WayClockEvent event = { 0 };

      if (!read_event (way_json_at (events, i), where, &event, error))
        return FALSE;
      g_array_append_val (self->events, event);
    }
  return TRUE;
}

static gboolean
read_attended (WayClockFile   *self,
               const WayJson  *days,
               GError        **error)
{
  if (way_json_type (days) != WAY_JSON_NULL && way_json_type (days) != WAY_JSON_ARRAY)
    return refuse ("", "attended", "wants a list", error);
  for (guint i = 0; i < way_json_length (days); i++)
    {
      g_autofree char *name = g_strdup_printf ("attended[%u]", i);
      GDate day = way_date_none ();

      if (!read_date (way_json_at (days, i), "", name, &day, error))
        return FALSE;
      g_array_append_val (self->attended, day);
    }
  return TRUE;
}

static gboolean
read_case (const WayJson  *json,
           WayClockFacts  *facts,
           GError        **error)
{
  return read_date (way_json_member (json, "birth"), "", "birth", &facts->birth, error) &&
         read_date (way_json_member (json, "today"), "", "today", &facts->today, error) &&
         read_word (way_json_member (json, "school_type"), "", "school_type",
                    &facts->school_type, error) &&
         read_word (way_json_member (json, "weeks"), "", "weeks", &facts->weeks, error) &&
         read_word (way_json_member (json, "year"), "", "year", &facts->year, error) &&
         read_truth (way_json_member (json, "has_ehcp"), "", "has_ehcp", &facts->has_plan, error) &&
         read_truth (way_json_member (json, "exams_done"), "", "exams_done", &facts->exams_done,
                     error) &&
         read_truth (way_json_member (json, "exam_missed"), "", "exam_missed",
                     &facts->exam_missed, error) &&
         read_truth (way_json_member (json, "not_asked"), "", "not_asked", &facts->not_asked,
                     error);
}

static gboolean
read_numbers (const WayJson  *json,
              WayClockFacts  *facts,
              GError        **error)
{
  int review_weeks = 0;
  int stay_weeks = 0;

  if (!read_count (way_json_member (json, "year_used_half_days"), "", "year_used_half_days",
                   &facts->used_half_days, error) ||
      !read_count (way_json_member (json, "review_weeks"), "", "review_weeks", &review_weeks,
                   error) ||
      !read_count (way_json_member (json, "stay_weeks"), "", "stay_weeks", &stay_weeks, error))
    return FALSE;
  facts->review_weeks = (guint) review_weeks;
  facts->stay_weeks = (guint) stay_weeks;
  return TRUE;
}

static gboolean
read_facts (WayClockFile  *self,
            GError       **error)
{
  static const char *const known[] = {
    "events", "attended", "birth", "school_type", "weeks", "year_used_half_days", "has_ehcp",
    "year", "exams_done", "exam_missed", "not_asked", "review_weeks", "stay_weeks", "today", NULL
  };

  return check_names (self->json, "", known, error) &&
         read_events (self, way_json_member (self->json, "events"), error) &&
         read_attended (self, way_json_member (self->json, "attended"), error) &&
         read_case (self->json, &self->facts, error) &&
         read_numbers (self->json, &self->facts, error);
}

/* Lends the lists to the facts; they do not grow after it. */
static void
lend_lists (WayClockFile *self)
{
  self->facts.events = (const WayClockEvent *) (void *) self->events->data;
  self->facts.n_events = self->events->len;
  self->facts.attended = (const GDate *) (void *) self->attended->data;
  self->facts.n_attended = self->attended->len;
}

static WayClockFile *
new_file (void)
{
  WayClockFile *self = g_new0 (WayClockFile, 1);

  self->events = g_array_new (FALSE, FALSE, sizeof (WayClockEvent));
  self->attended = g_array_new (FALSE, FALSE, sizeof (GDate));
  return self;
}

WayClockFile *
way_clock_file_read (GBytes  *bytes,
                     GError **error)
{
  g_autoptr(WayClockFile) self = new_file ();

  self->json = way_json_read (bytes, error);
  if (self->json == NULL || !read_facts (self, error))
    return NULL;
  lend_lists (self);
  return g_steal_pointer (&self);
}

WayClockFile *
way_clock_file_new (const char   *rule,
                    const GDate  *from,
                    GError      **error)
{
  WayClockEvent event = { .kind = way_clocks_first_event (rule), .from = *from };
  WayClockFile *self;

  if (event.kind == NULL)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                   "“%s”: there is no such rule", rule);
      return NULL;
    }
  self = new_file ();
  if (g_str_equal (event.kind, "birth"))
    self->facts.birth = *from;
  g_array_append_val (self->events, event);
  lend_lists (self);
  return self;
}

void
way_clock_file_free (WayClockFile *self)
{
  g_clear_pointer ((WayJson **) &self->json, way_json_free);
  g_array_unref (self->events);
  g_array_unref (self->attended);
  g_free (self);
}
