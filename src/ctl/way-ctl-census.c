/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Census counts: taken on a day, and looked at beside what the records say now. */

#include "way-ctl-private.h"

#include "way-census-counts.h"
#include "way-ctl-table.h"
#include "way-result.h"

static void
add_sessions (WayCtlTable *table,
              gint64       sessions)
{
  g_autofree char *text = way_result_decimal (sessions, 1);

  way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, text);
}

static void
print_row (WayCtlTable        *table,
           const WayCensusRow *row)
{
  g_autofree char *day = way_date_to_iso (&row->day);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, day);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, row->name);
  way_ctl_table_add_int (table, row->places);
  way_ctl_table_add_int (table, row->on_roll);
  add_sessions (table, row->sessions);
  way_ctl_table_add_int (table, row->places_now);
  way_ctl_table_add_int (table, row->on_roll_now);
  add_sessions (table, row->sessions_now);
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, row->is_counted ? "yes" : "no");
}

static WayCtlStatus
print_counts (WayCtl  *ctl,
              GError **error)
{
  static const char *const headings[] = {
    "date", "name", "places", "on_roll", "fte", "places_now", "on_roll_now", "fte_now", "counted",
    NULL
  };
  g_autoptr(GPtrArray) rows = way_census_count_list (way_ctl_db (ctl), error);
  g_autoptr(WayCtlTable) table = NULL;

  if (rows == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < rows->len; i++)
    print_row (table, g_ptr_array_index (rows, i));
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_census_list (WayCtl  *ctl,
                         GError **error)
{
  return print_counts (ctl, error);
}

WayCtlStatus
way_ctl_run_census_take (WayCtl  *ctl,
                         GError **error)
{
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, way_ctl_option (ctl, "reason"));
  GDate today = way_ctl_today (ctl);
  GDate on = today;

  if (!way_ctl_date (ctl, "on", &on, error) ||
      !way_census_count_take (way_ctl_db (ctl), &info, &on, &today, error))
    return WAY_CTL_REFUSED;
  return print_counts (ctl, error);
}
