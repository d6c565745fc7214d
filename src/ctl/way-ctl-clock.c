/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One statutory clock, run on facts that are given, and how its days were
 * counted. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "way-clock-facts.h"
#include "way-ctl-table.h"
#include "way-file.h"

static WayClockFile *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr(GBytes) bytes = way_file_read (path, WAY_CLOCK_FACTS_MOST_BYTES, error);
  WayClockFile *given;

  if (bytes == NULL)
    return NULL;
  given = way_clock_file_read (bytes, error);
  if (given == NULL)
    g_prefix_error (error, "%s: ", path);
  return given;
}

/* A bare date is the event that the rule starts from. */
static WayClockFile *
read_given (WayCtl      *ctl,
            const char  *rule,
            GError     **error)
{
  const char *path = way_ctl_option (ctl, "facts");
  WayClockFile *given;
  GDate from;

  if (path != NULL && way_ctl_flag (ctl, "from"))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--from or --facts, not both"));
      return NULL;
    }
  if (path != NULL)
    given = read_file (path, error);
  else if (way_ctl_need (ctl, "from", error) == NULL || !way_ctl_date (ctl, "from", &from, error))
    return NULL;
  else
    given = way_clock_file_new (rule, &from, error);
  if (given != NULL)
    given->facts.reading = way_ctl_option (ctl, "reading");
  return given;
}

/* --- Telling --- */

/* Where the rule counts half days, people count days. */
static char *
count_to_text (int count)
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
  return clock->by_half_days ? count_to_text (step->number)
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
    { "count", WAY_CTL_CELL_NUMBER, count_to_text (clock->count) },
    { "limit", WAY_CTL_CELL_NUMBER, count_to_text (clock->limit) },
    { "forecast", WAY_CTL_CELL_NUMBER, count_to_text (clock->forecast) },
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
  g_autoptr(WayClockFile) given = read_given (ctl, rule, error);
  g_autoptr(WaySchoolDays) days = NULL;
  g_autoptr(WayClock) clock = NULL;

  if (given == NULL)
    return WAY_CTL_REFUSED;
  days = way_ctl_school_days (ctl, error);
  if (days == NULL)
    return WAY_CTL_REFUSED;
  clock = way_clocks_run (rule, &given->facts, days, error);
  if (clock == NULL)
    {
      if (way_ctl_option (ctl, "facts") != NULL)
        g_prefix_error (error, "%s: ", way_ctl_option (ctl, "facts"));
      return WAY_CTL_REFUSED;
    }
  print_clock (ctl, clock);
  return WAY_CTL_DONE;
}
