/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept no longer: listed, and erased. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-ctl-table.h"
#include "way-retention.h"

static gboolean
add_item (WayCtlTable             *table,
          WayDb                   *db,
          const WayRetentionItem  *item,
          GError                 **error)
{
  g_autofree char *id = way_id_to_string (&item->id);
  g_autofree char *since = way_date_to_iso (&item->since);
  guint gone, kept;

  if (!way_retention_count (db, item, &gone, &kept, error))
    return FALSE;
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, id);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, item->entity->name);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, item->rule);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, since);
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, item->held ? "yes" : "no");
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, item->placed ? "yes" : "no");
  way_ctl_table_add_int (table, gone);
  way_ctl_table_add_int (table, kept);
  return TRUE;
}

WayCtlStatus
way_ctl_run_retention (WayCtl  *ctl,
                       GError **error)
{
  static const char *const headings[] = {
    "id", "entity", "rule", "since", "held", "placed", "gone", "kept", NULL
  };
  GDate today = way_ctl_today (ctl);
  g_autoptr(GPtrArray) items = way_retention_list (way_ctl_db (ctl), &today, error);
  g_autoptr(WayCtlTable) table = NULL;

  if (items == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < items->len; i++)
    if (!add_item (table, way_ctl_db (ctl), g_ptr_array_index (items, i), error))
      return WAY_CTL_REFUSED;
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_erase (WayCtl  *ctl,
                   GError **error)
{
  const WayEntity *entity = way_ctl_entity (way_ctl_word (ctl, 0), error);
  GDate today = way_ctl_today (ctl);
  gboolean clean;
  WayId id;

  if (entity == NULL || !way_ctl_read_id (ctl, &id, error) ||
      !way_retention_erase (way_ctl_db (ctl), entity, &id, &today, &clean, error))
    return WAY_CTL_REFUSED;
  if (!clean)
    g_printerr ("%s\n", _("Another program reads the file: what was erased leaves the disk once it "
                          "has closed it."));
  return WAY_CTL_DONE;
}
