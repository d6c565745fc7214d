/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places against people on roll: on a day, or as a series. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-ctl-table.h"
#include "way-occupancy-service.h"

/* --- Cells --- */

static void
add_tenths (WayCtlTable *table,
            gint64       tenths)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT ".%d", tenths / 10, (int) (tenths % 10));
  way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, text);
}

/* "z": not applicable (domain.md 6). */
static void
add_percent (WayCtlTable            *table,
             const WayOccupancyCell *cell)
{
  int permille = way_occupancy_permille (cell);

  if (permille < 0)
    way_ctl_table_add (table, WAY_CTL_CELL_TEXT, "z");
  else
    add_tenths (table, permille);
}

static void
add_none (WayCtlTable *table)
{
  way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, NULL);
}

/* Codes for programs, words for people. */
static void
add_name (WayCtlTable             *table,
          WayCtlForm               form,
          const WayOccupancyGroup *group)
{
  g_auto(GStrv) codes = NULL;
  g_autofree char *words = NULL;

  if (form != WAY_CTL_TEXT)
    {
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, group->key);
      return;
    }
  if (group->set != NULL)
    {
      codes = g_strsplit (group->key, "|", -1);
      for (guint i = 0; codes[i] != NULL; i++)
        {
          const char *label = _(way_codes_label (group->set, codes[i]));

          g_free (codes[i]);
          codes[i] = g_strdup (label);
        }
      words = g_strjoinv (" + ", codes);
    }
  else
    words = g_strdup (group->key);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, *words != '\0' ? words : _("Not said"));
}

/* --- On a day --- */

static void
add_figures (WayCtlTable            *table,
             const WayOccupancyCell *cell,
             gboolean                has_places)
{
  if (has_places)
    way_ctl_table_add_int (table, cell->places);
  else
    add_none (table);
  way_ctl_table_add_int (table, cell->on_roll);
  add_tenths (table, cell->sessions);
}

static void
add_rates (WayCtlTable            *table,
           const WayOccupancyCell *cell,
           gboolean                has_places)
{
  if (!has_places)
    {
      add_none (table);
      add_none (table);
      return;
    }
  way_ctl_table_add_int (table, way_occupancy_empty (cell));
  add_percent (table, cell);
}

static void
add_groups (WayCtlTable             *table,
            WayCtlForm               form,
            const WayOccupancyTable *found,
            gboolean                 counted)
{
  for (guint i = 0; i < found->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (found->groups, WayOccupancyGroup, i);
      const WayOccupancyCell *cell = way_occupancy_row (found->counts, group->row);

      if (group->counted != counted)
        continue;
      add_name (table, form, group);
      add_figures (table, cell, found->has_places);
      add_rates (table, cell, found->has_places);
    }
}

/* As it was; with --expected, from today on as it is expected to be. */
static WayOccupancyTable *
read_table (WayCtl          *ctl,
            GArray          *days,
            WayOccupancyBy   by,
            GError         **error)
{
  GDate today = way_ctl_today (ctl);

  if (way_ctl_flag (ctl, "expected"))
    return way_occupancy_service_expect (way_ctl_db (ctl), days, by, way_ctl_flag (ctl, "all"),
                                         &today, error);
  return way_occupancy_service_read (way_ctl_db (ctl), days, by, way_ctl_flag (ctl, "all"), error);
}

static WayCtlStatus
print_day (WayCtl          *ctl,
           const GDate     *on,
           WayOccupancyBy   by,
           GError         **error)
{
  static const char *const headings[] = {
    "name", "places", "on_roll", "fte", "empty", "occupancy", NULL
  };
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(WayOccupancyTable) found = NULL;
  g_autoptr(WayCtlTable) table = NULL;
  const WayOccupancyCell *whole;

  g_array_append_val (days, *on);
  found = read_table (ctl, days, by, error);
  if (found == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  whole = way_occupancy_row (found->counts, found->whole);
  add_groups (table, way_ctl_form (ctl), found, TRUE);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, "Total");
  add_figures (table, whole, TRUE);
  add_rates (table, whole, TRUE);
  add_groups (table, way_ctl_form (ctl), found, FALSE);
  return WAY_CTL_DONE;
}

/* --- A series --- */

static GArray *
read_days (WayCtl  *ctl,
           GError **error)
{
  const char *word = way_ctl_option (ctl, "every");
  g_autoptr(WaySchoolDays) school_days = NULL;
  WayOccupancyEvery every;
  GDate from, to;

  if (way_ctl_flag (ctl, "on"))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--on, or --from and --to, not both"));
      return NULL;
    }
  if (!way_occupancy_every_from_text (word != NULL ? word : "month", &every))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--every: “%s” is none of day, week, month, census"), word);
      return NULL;
    }
  if (!way_ctl_span (ctl, &from, &to, error))
    return NULL;
  school_days = way_ctl_school_days (ctl, error);
  return school_days != NULL ? way_occupancy_days (school_days, every, &from, &to) : NULL;
}

static void
print_series_day (WayCtlTable             *table,
                  WayCtlForm               form,
                  const WayOccupancyTable *found,
                  guint                    day,
                  gboolean                 counted)
{
  g_autofree char *date = way_date_to_iso (&g_array_index (found->days, GDate, day));

  for (guint i = 0; i < found->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (found->groups, WayOccupancyGroup, i);

      if (group->counted != counted)
        continue;
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, date);
      add_name (table, form, group);
      add_figures (table, &way_occupancy_row (found->counts, group->row)[day], found->has_places);
    }
  if (!counted)
    return;
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, date);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, "Total");
  add_figures (table, &way_occupancy_row (found->counts, found->whole)[day], TRUE);
}

static WayCtlStatus
print_series (WayCtl          *ctl,
              WayOccupancyBy   by,
              GError         **error)
{
  static const char *const headings[] = { "date", "name", "places", "on_roll", "fte", NULL };
  g_autoptr(GArray) days = read_days (ctl, error);
  g_autoptr(WayOccupancyTable) found = NULL;
  g_autoptr(WayCtlTable) table = NULL;

  if (days == NULL)
    return WAY_CTL_REFUSED;
  found = read_table (ctl, days, by, error);
  if (found == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint day = 0; day < days->len; day++)
    {
      print_series_day (table, way_ctl_form (ctl), found, day, TRUE);
      print_series_day (table, way_ctl_form (ctl), found, day, FALSE);
    }
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_occupancy (WayCtl  *ctl,
                       GError **error)
{
  const char *word = way_ctl_option (ctl, "by");
  GDate on = way_ctl_today (ctl);
  WayOccupancyBy by;

  if (!way_occupancy_by_from_text (word != NULL ? word : "setting", &by))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--by: “%s” is none of setting, provision, phase, kind, funder, district"),
                   word);
      return WAY_CTL_REFUSED;
    }
  if (way_ctl_flag (ctl, "from") || way_ctl_flag (ctl, "to") || way_ctl_flag (ctl, "every"))
    return print_series (ctl, by, error);
  if (!way_ctl_date (ctl, "on", &on, error))
    return WAY_CTL_REFUSED;
  return print_day (ctl, &on, by, error);
}
