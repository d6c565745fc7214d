/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One statutory clock, run on facts that are given, and how its days were
 * counted. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "way-clocks.h"
#include "way-ctl-table.h"
#include "way-file.h"
#include "way-json.h"

#define MOST_FACTS (1024 * 1024)

/* Facts with what they lend from. */
typedef struct
{
  WayJson       *json;
  GArray        *events;
  GArray        *attended;
  WayClockFacts  facts;
} Given;

static void
given_clear (Given *self)
{
  g_clear_pointer (&self->json, way_json_free);
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->attended, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

/* --- Reading facts --- */

static gboolean
refuse (const char  *where,
        const char  *name,
        const char  *fault,
        GError     **error)
{
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, "%s%s: %s", where, name, fault);
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
         refuse (where, name, _("wants a date as YYYY-MM-DD"), error);
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
  return *word != NULL || refuse (where, name, _("wants a text"), error);
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
    return refuse (where, name, _("wants a whole number from 0 to 10000"), error);
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
         refuse (where, name, _("wants true or false"), error);
}

/* A name that nobody reads may be a misspelt one that matters. */
static gboolean
check_names (const WayJson      *object,
             const char         *where,
             const char *const  *known,
             GError            **error)
{
  if (way_json_type (object) != WAY_JSON_OBJECT)
    return refuse (where, "facts", _("wants an object"), error);
  for (guint i = 0; i < way_json_length (object); i++)
    if (!g_strv_contains (known, way_json_name (object, i)))
      return refuse (where, way_json_name (object, i), _("is not known"), error);
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
         (event->kind != NULL || refuse (where, "kind", _("is missing"), error)) &&
         read_date (way_json_member (value, "from"), where, "from", &event->from, error) &&
         read_date (way_json_member (value, "to"), where, "to", &event->to, error) &&
         read_date (way_json_member (value, "forecast_to"), where, "forecast_to",
                    &event->forecast_to, error) &&
         read_count (way_json_member (value, "half_days"), where, "half_days", &event->half_days,
                     error) &&
         read_truth (way_json_member (value, "posted"), where, "posted", &event->posted, error);
}

static gboolean
read_events (Given          *given,
             const WayJson  *events,
             const char     *path,
             GError        **error)
{
  for (guint i = 0; i < way_json_length (events); i++)
    {
      g_autofree char *where = g_strdup_printf ("%s: events[%u].", path, i);
      WayClockEvent event = { 0 };

      if (!read_event (way_json_at (events, i), where, &event, error))
        return FALSE;
      g_array_append_val (given->events, event);
    }
  return TRUE;
}

static gboolean
read_attended (Given          *given,
               const WayJson  *days,
               const char     *path,
               GError        **error)
{
  for (guint i = 0; i < way_json_length (days); i++)
    {
      g_autofree char *name = g_strdup_printf ("attended[%u]", i);
      g_autofree char *where = g_strdup_printf ("%s: ", path);
      GDate day = way_date_none ();

      if (!read_date (way_json_at (days, i), where, name, &day, error))
        return FALSE;
      g_array_append_val (given->attended, day);
    }
  return TRUE;
}

static gboolean
read_facts (Given       *given,
            const char  *path,
            GError     **error)
{
  static const char *const known[] = {
    "events", "attended", "birth", "school_type", "weeks", "year_used_half_days", "has_ehcp",
    "year", "exams_done", "exam_missed", "not_asked", "review_weeks", "stay_weeks", "today", NULL
  };
  const WayJson *json = given->json;
  WayClockFacts *facts = &given->facts;
  g_autofree char *where = g_strdup_printf ("%s: ", path);
  int review_weeks = 0, stay_weeks = 0;

  if (!check_names (json, where, known, error) ||
      !read_events (given, way_json_member (json, "events"), path, error) ||
      !read_attended (given, way_json_member (json, "attended"), path, error) ||
      !read_date (way_json_member (json, "birth"), where, "birth", &facts->birth, error) ||
      !read_word (way_json_member (json, "school_type"), where, "school_type",
                  &facts->school_type, error) ||
      !read_word (way_json_member (json, "weeks"), where, "weeks", &facts->weeks, error) ||
      !read_count (way_json_member (json, "year_used_half_days"), where, "year_used_half_days",
                   &facts->used_half_days, error) ||
      !read_truth (way_json_member (json, "has_ehcp"), where, "has_ehcp", &facts->has_plan,
                   error) ||
      !read_word (way_json_member (json, "year"), where, "year", &facts->year, error) ||
      !read_truth (way_json_member (json, "exams_done"), where, "exams_done", &facts->exams_done,
                   error) ||
      !read_truth (way_json_member (json, "exam_missed"), where, "exam_missed",
                   &facts->exam_missed, error) ||
      !read_truth (way_json_member (json, "not_asked"), where, "not_asked", &facts->not_asked,
                   error) ||
      !read_count (way_json_member (json, "review_weeks"), where, "review_weeks", &review_weeks,
                   error) ||
      !read_count (way_json_member (json, "stay_weeks"), where, "stay_weeks", &stay_weeks, error) ||
      !read_date (way_json_member (json, "today"), where, "today", &facts->today, error))
    return FALSE;
  facts->review_weeks = (guint) review_weeks;
  facts->stay_weeks = (guint) stay_weeks;
  return TRUE;
}

static gboolean
read_file (Given       *given,
           const char  *path,
           GError     **error)
{
  g_autoptr(GBytes) bytes = way_file_read (path, MOST_FACTS, error);

  if (bytes == NULL)
    return FALSE;
  given->json = way_json_read (bytes, error);
  if (given->json != NULL)
    return read_facts (given, path, error);
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

/* A bare date is the event that the rule starts from. */
static gboolean
read_start (Given       *given,
            WayCtl      *ctl,
            const char  *rule,
            GError     **error)
{
  WayClockEvent event = { .kind = way_clocks_first_event (rule) };

  if (way_ctl_need (ctl, "from", error) == NULL || !way_ctl_date (ctl, "from", &event.from, error))
    return FALSE;
  if (event.kind == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, _("“%s”: there is no such rule"),
                   rule);
      return FALSE;
    }
  if (strcmp (event.kind, "birth") == 0)
    given->facts.birth = event.from;
  g_array_append_val (given->events, event);
  return TRUE;
}

static gboolean
read_given (Given       *given,
            WayCtl      *ctl,
            const char  *rule,
            GError     **error)
{
  const char *path = way_ctl_option (ctl, "facts");

  given->events = g_array_new (FALSE, FALSE, sizeof (WayClockEvent));
  given->attended = g_array_new (FALSE, FALSE, sizeof (GDate));
  if (path != NULL && way_ctl_flag (ctl, "from"))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--from or --facts, not both"));
      return FALSE;
    }
  if (path != NULL ? !read_file (given, path, error) : !read_start (given, ctl, rule, error))
    return FALSE;
  given->facts.reading = way_ctl_option (ctl, "reading");
  given->facts.events = (const WayClockEvent *) (void *) given->events->data;
  given->facts.n_events = given->events->len;
  given->facts.attended = (const GDate *) (void *) given->attended->data;
  given->facts.n_attended = given->attended->len;
  return TRUE;
}

/* --- Telling --- */

/* Where the rule counts half days, people count days. */
static char *
count_to_text (const WayClock *clock,
               int             count)
{
  if (count < 0)
    return g_strdup ("");
  return g_strdup_printf (count % 2 != 0 ? "%d.5" : "%d", count / 2);
}

static char *
step_to_text (const WayClock     *clock,
              const WayClockStep *step)
{
  if (!step->counted)
    return g_strdup ("");
  return clock->count >= 0 ? count_to_text (clock, step->number)
                           : g_strdup_printf ("%d", step->number);
}

static void
print_steps_json (const WayClock *clock)
{
  for (guint i = 0; i < clock->steps->len; i++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);
      g_autofree char *date = way_date_to_iso (&step->date);
      g_autofree char *number = step_to_text (clock, step);

      way_ctl_print ("%s\n    {\"date\": \"%s\", \"counted\": %s, \"number\": %s, \"why\": ",
                     i > 0 ? "," : "", date, step->counted ? "true" : "false",
                     *number != '\0' ? number : "null");
      way_ctl_print_json_text (step->why != NULL ? _(step->why) : NULL);
      way_ctl_print ("}");
    }
}

typedef struct
{
  const char *name;
  WayCtlCell  kind;
  char       *text;
} Answer;

static void
print_answers_json (const WayClock *clock,
                    const Answer   *answers,
                    guint           n)
{
  way_ctl_print ("{\n");
  for (guint i = 0; i < n; i++)
    {
      way_ctl_print ("  \"%s\": ", answers[i].name);
      if (answers[i].kind == WAY_CTL_CELL_TEXT || *answers[i].text == '\0')
        way_ctl_print_json_text (answers[i].text);
      else
        way_ctl_print ("%s", answers[i].text);
      way_ctl_print (",\n");
    }
  way_ctl_print ("  \"fallback\": %s,\n  \"steps\": [", clock->fallback ? "true" : "false");
  print_steps_json (clock);
  way_ctl_print (clock->steps->len > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

static void
print_answers (WayCtl         *ctl,
               const WayClock *clock,
               const Answer   *answers,
               guint           n)
{
  static const char *const headings[] = { "what", "value", NULL };
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);

  for (guint i = 0; i < n; i++)
    {
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, answers[i].name);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, answers[i].text);
    }
  for (guint i = 0; i < clock->steps->len; i++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, i);
      g_autofree char *date = way_date_to_iso (&step->date);
      g_autofree char *number = step_to_text (clock, step);
      g_autofree char *line = g_strdup_printf ("%s  %s", number,
                                               step->why != NULL ? _(step->why) : "");

      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, date);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, g_strstrip (line));
    }
}

static void
print_clock (WayCtl         *ctl,
             const WayClock *clock)
{
  Answer answers[] = {
    { "rule", WAY_CTL_CELL_TEXT, g_strdup (clock->rule->id) },
    { "kind", WAY_CTL_CELL_TEXT, g_strdup (way_clock_kind_name (clock->kind)) },
    { "due", WAY_CTL_CELL_TEXT, way_date_to_iso (&clock->due) },
    { "opens", WAY_CTL_CELL_TEXT, way_date_to_iso (&clock->opens) },
    { "actor", WAY_CTL_CELL_TEXT, g_strdup (clock->actor) },
    { "verdict", WAY_CTL_CELL_TEXT, g_strdup (way_clock_verdict_name (clock->verdict)) },
    { "reason", WAY_CTL_CELL_TEXT, g_strdup (clock->reason != NULL ? _(clock->reason) : NULL) },
    { "count", WAY_CTL_CELL_NUMBER, count_to_text (clock, clock->count) },
    { "limit", WAY_CTL_CELL_NUMBER, count_to_text (clock, clock->limit) },
    { "forecast", WAY_CTL_CELL_NUMBER, count_to_text (clock, clock->forecast) },
    { "source", WAY_CTL_CELL_TEXT, g_strdup (clock->rule->source) },
    { "reading", WAY_CTL_CELL_TEXT, g_strdup (clock->reading) },
    { "other_reading_due", WAY_CTL_CELL_TEXT, way_date_to_iso (&clock->other_reading_due) },
    { "last_school_day", WAY_CTL_CELL_TEXT, way_date_to_iso (&clock->last_school_day) },
    { "next_start", WAY_CTL_CELL_TEXT, way_date_to_iso (&clock->next_start) },
    { "calendar", WAY_CTL_CELL_TEXT, g_strdup (clock->calendar) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i].text == NULL)
      answers[i].text = g_strdup ("");
  if (way_ctl_form (ctl) == WAY_CTL_JSON)
    print_answers_json (clock, answers, G_N_ELEMENTS (answers));
  else
    print_answers (ctl, clock, answers, G_N_ELEMENTS (answers));
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    g_free (answers[i].text);
}

WayCtlStatus
way_ctl_run_clock (WayCtl  *ctl,
                   GError **error)
{
  const char *rule = way_ctl_word (ctl, 0);
  g_auto(Given) given = { 0 };
  g_autoptr(WaySchoolDays) days = NULL;
  g_autoptr(WayClock) clock = NULL;

  if (!read_given (&given, ctl, rule, error))
    return WAY_CTL_REFUSED;
  days = way_ctl_school_days (ctl, error);
  if (days == NULL)
    return WAY_CTL_REFUSED;
  clock = way_clocks_run (rule, &given.facts, days, error);
  if (clock == NULL)
    {
      if (way_ctl_option (ctl, "facts") != NULL)
        g_prefix_error (error, "%s: ", way_ctl_option (ctl, "facts"));
      return WAY_CTL_REFUSED;
    }
  print_clock (ctl, clock);
  return WAY_CTL_DONE;
}
