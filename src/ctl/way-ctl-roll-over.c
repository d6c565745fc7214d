/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new school year: what will change, and the edit that does it. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-ctl-table.h"
#include "way-roll-over.h"

/* --leave-out names records of the list. */
static gboolean
leave_out (WayCtl       *ctl,
           WayRollOver  *roll,
           GError      **error)
{
  const char *const *ids = way_ctl_options (ctl, "leave-out");

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gboolean found = FALSE;
      WayId id;

      for (guint j = 0; way_id_parse (ids[i], &id) && j < roll->changes->len; j++)
        {
          WayRollChange *change = g_ptr_array_index (roll->changes, j);

          if (!way_id_equal (&change->record, &id))
            continue;
          change->included = FALSE;
          found = TRUE;
        }
      if (found)
        continue;
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--leave-out: %s is not in the list"), ids[i]);
      return FALSE;
    }
  return TRUE;
}

static void
print_change (WayCtlTable         *table,
              const WayRollChange *change)
{
  static const char *const kinds[WAY_N_ROLL_KINDS] = {
    [WAY_ROLL_YEAR_GROUP] = "year_group",
    [WAY_ROLL_PLACEMENT] = "placement",
    [WAY_ROLL_ENROLMENT] = "enrolment",
    [WAY_ROLL_PLACES] = "places",
  };
  g_autofree char *id = way_id_to_string (&change->record);
  g_autofree char *day = way_date_to_iso (&change->day);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, id);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, kinds[change->kind]);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, change->who);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, change->place);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, change->before);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, change->after);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, day);
  if (change->places != WAY_INTEGER_NONE)
    way_ctl_table_add_int (table, change->places);
  else
    way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, change->included ? "yes" : "no");
}

static void
print_list (WayCtl            *ctl,
            const WayRollOver *roll)
{
  static const char *const headings[] = { "id", "kind", "who", "place", "before", "after", "day",
                                          "places", "included", NULL };
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);

  for (guint i = 0; i < roll->changes->len; i++)
    print_change (table, g_ptr_array_index (roll->changes, i));
}

WayCtlStatus
way_ctl_run_roll_over (WayCtl  *ctl,
                       GError **error)
{
  GDate today = way_ctl_today (ctl);
  g_autoptr(WayFacts) facts = way_facts_new (way_ctl_db (ctl), error);
  g_autoptr(WayRollOver) roll = facts != NULL ? way_roll_over_plan (facts, &today, error) : NULL;
  g_autofree char *name = NULL;
  WayEditInfo info;

  if (roll == NULL || !leave_out (ctl, roll, error))
    return WAY_CTL_REFUSED;
  name = way_roll_over_name (roll);
  info = way_ctl_edit_info (ctl, name, way_ctl_option (ctl, "reason"));
  if (!way_ctl_flag (ctl, "dry-run") &&
      !way_edit_run (way_ctl_db (ctl), &info, way_roll_over_write, roll, NULL, error))
    return WAY_CTL_REFUSED;
  print_list (ctl, roll);
  return WAY_CTL_DONE;
}
