/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which provisions fit a child. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-ctl-table.h"
#include "way-match-service.h"
#include "way-match-words.h"

/* --- What is asked --- */

static gboolean
check_days (const char  *days,
            GError     **error)
{
  g_auto(GStrv) codes = g_strsplit (days, "|", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    if (!way_codes_has ("session_slot", codes[i]))
      {
        g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                     _("--days: “%s” is no half day of a week"), codes[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_question (WayCtl            *ctl,
               WayMatchQuestion  *question,
               GError           **error)
{
  const char *pupil = way_ctl_need (ctl, "pupil", error);
  const char *route = pupil != NULL ? way_ctl_need (ctl, "route", error) : NULL;

  if (route == NULL)
    return FALSE;
  *question = (WayMatchQuestion) {
    .route = route, .days = way_ctl_option (ctl, "days"), .on = way_ctl_today (ctl),
  };
  if (!way_id_parse (pupil, &question->pupil))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--pupil: “%s” is no id"), pupil);
      return FALSE;
    }
  if (!way_codes_has ("route", route))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--route: “%s” is no route"),
                   route);
      return FALSE;
    }
  if (question->days != NULL && !check_days (question->days, error))
    return FALSE;
  return !way_ctl_flag (ctl, "on") || way_ctl_date (ctl, "on", &question->on, error);
}

/* --- What came out --- */

static char *
say_day (const GDate *day,
         gpointer     unused)
{
  return way_date_to_iso (day);
}

static void
add_number (WayCtlTable *table,
            gboolean     known,
            gint64       number)
{
  if (known)
    way_ctl_table_add_int (table, number);
  else
    way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
}

static void
print_test (WayCtlTable         *table,
            WayCtlForm           form,
            const WayMatchLine  *line,
            const WayMatchTest  *test,
            const WayChildFacts *facts)
{
  g_autofree char *id = way_id_to_string (&line->provision->id);
  g_autofree char *why = way_match_words_why (line, test, facts);
  g_autofree char *change = way_match_words_change (line, test, facts, say_day, NULL);
  GDate first = way_date_from_julian (line->first_day);
  g_autofree char *first_day = way_date_to_iso (&first);

  add_number (table, line->rank > 0, line->rank);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, form == WAY_CTL_TEXT ? line->provision->name : id);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, way_match_verdict_name (line->verdict));
  add_number (table, line->free_known, line->free);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, way_match_test_name (test));
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, way_match_verdict_name (test->result.verdict));
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, why);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, change);
  if (form == WAY_CTL_TEXT)
    return;
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, line->provision->name);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     test->criterion != NULL ? test->criterion->wording : NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, first_day);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     line->travel == WAY_TRAVEL_SAME ? "same"
                     : line->travel == WAY_TRAVEL_OTHER ? "other" : NULL);
}

static void
print_lines (WayCtl         *ctl,
             const WayMatch *match)
{
  static const char *const headings[] = {
    "rank", "provision", "verdict", "free", "criterion", "result", "why", "change", "name",
    "wording", "first_day", "travel", NULL
  };
  static const char *const short_headings[] = {
    "rank", "provision", "verdict", "free", "criterion", "result", "why", "change", NULL
  };
  WayCtlForm form = way_ctl_form (ctl);
  g_autoptr(WayCtlTable) table =
    way_ctl_table_new (ctl, form == WAY_CTL_TEXT ? short_headings : headings);

  for (guint i = 0; i < match->lines->len; i++)
    {
      const WayMatchLine *line = g_ptr_array_index (match->lines, i);

      for (guint j = 0; j < line->tests->len; j++)
        print_test (table, form, line, &g_array_index (line->tests, WayMatchTest, j),
                    match->facts);
    }
}

WayCtlStatus
way_ctl_run_match (WayCtl  *ctl,
                   GError **error)
{
  g_autoptr(WayMatch) match = NULL;
  WayMatchQuestion question;
  GDate today = way_ctl_today (ctl);

  if (!read_question (ctl, &question, error))
    return WAY_CTL_REFUSED;
  match = way_match_find (way_ctl_db (ctl), &question, &today, error);
  if (match == NULL)
    return WAY_CTL_REFUSED;
  print_lines (ctl, match);
  return WAY_CTL_DONE;
}
