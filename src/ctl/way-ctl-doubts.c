/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What does not add up about rolls, weeks and settings; and the week of a child. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-ctl-table.h"
#include "way-doubts.h"
#include "way-match.h"
#include "way-pupil-hours.h"

/* --- doubts --- */

static void
add_id (WayCtlTable *table,
        const WayId *id)
{
  g_autofree char *text = way_id_is_null (id) ? NULL : way_id_to_string (id);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
print_doubt (WayCtlTable    *table,
             const WayDoubt *doubt)
{
  g_autofree char *from = way_date_to_iso (&doubt->from);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, way_doubt_kind_name (doubt->kind));
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, doubt->entity);
  add_id (table, &doubt->record);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, doubt->field);
  add_id (table, &doubt->pupil);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, from);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, doubt->text);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, doubt->source);
}

WayCtlStatus
way_ctl_run_doubts (WayCtl  *ctl,
                    GError **error)
{
  static const char *const headings[] = {
    "kind", "entity", "id", "field", "pupil", "from", "text", "source", NULL
  };
  GDate on = way_ctl_today (ctl);
  g_autoptr(GArray) doubts = NULL;
  g_autoptr(WayCtlTable) table = NULL;

  if (way_ctl_flag (ctl, "on") && !way_ctl_date (ctl, "on", &on, error))
    return WAY_CTL_REFUSED;
  doubts = way_doubts_find (way_ctl_db (ctl), &on, error);
  if (doubts == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < doubts->len; i++)
    print_doubt (table, &g_array_index (doubts, WayDoubt, i));
  return doubts->len > 0 ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

/* --- hours --- */

static void
print_site (WayCtlTable        *table,
            const WayPupilSite *site)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("session_slot", NULL);
  g_autoptr(GString) slots = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      if (way_match_slots (code->id) & site->part.slots)
        g_string_append_printf (slots, "%s%s", slots->len > 0 ? "|" : "", code->id);
    }
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, site->name);
  if (site->part.sessions >= 0)
    way_ctl_table_add_int (table, site->part.sessions);
  else
    way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, slots->str);
  way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, NULL);
}

static void
print_week (WayCtlTable         *table,
            const WayPupilHours *hours)
{
  g_autofree char *words = way_pupil_hours_words (hours);
  g_autofree char *twice = way_pupil_hours_twice (hours);
  g_autofree char *text = twice != NULL ? g_strdup_printf ("%s. %s", words, twice)
                                        : g_strdup (words);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, "Total");
  way_ctl_table_add_int (table, hours->hours.sessions);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, NULL);
  if (hours->hours.known)
    way_ctl_table_add_int (table, hours->hours.short_sessions);
  else
    way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

WayCtlStatus
way_ctl_run_hours (WayCtl  *ctl,
                   GError **error)
{
  static const char *const headings[] = { "site", "sessions", "slots", "short", "text", NULL };
  const char *text = way_ctl_need (ctl, "pupil", error);
  GDate on = way_ctl_today (ctl);
  g_autoptr(WayPupilHours) hours = NULL;
  g_autoptr(WayCtlTable) table = NULL;
  WayId pupil;

  if (text == NULL || (way_ctl_flag (ctl, "on") && !way_ctl_date (ctl, "on", &on, error)))
    return WAY_CTL_REFUSED;
  if (!way_id_parse (text, &pupil))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--pupil: “%s” is no id"), text);
      return WAY_CTL_REFUSED;
    }
  hours = way_pupil_hours_read (way_ctl_db (ctl), &pupil, &on, error);
  if (hours == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < hours->sites->len; i++)
    print_site (table, &g_array_index (hours->sites, WayPupilSite, i));
  print_week (table, hours);
  return WAY_CTL_DONE;
}
