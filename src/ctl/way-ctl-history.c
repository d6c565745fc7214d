/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal: told, and taken back. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-ctl-table.h"
#include "way-history.h"

#define PAGE 500               /* edits read at a time */

static gboolean
read_filter (WayCtl            *ctl,
             WayHistoryFilter  *filter,
             GError           **error)
{
  const char *entity = way_ctl_option (ctl, "entity");
  const char *id = way_ctl_option (ctl, "id");

  if ((entity == NULL) != (id == NULL))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--entity and --id belong together"));
      return FALSE;
    }
  if (entity == NULL)
    return TRUE;
  filter->entity = way_ctl_entity (entity, error);
  if (filter->entity == NULL)
    return FALSE;
  if (way_id_parse (id, &filter->row) && !way_id_is_null (&filter->row))
    return TRUE;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--id: “%s” is no id"), id);
  return FALSE;
}

char *
way_ctl_moment (gint64 milliseconds)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autofree char *seconds = when != NULL ? g_date_time_format (when, "%Y-%m-%dT%H:%M:%S") : NULL;

  return g_strdup_printf ("%s.%03dZ", seconds != NULL ? seconds : "", (int) (milliseconds % 1000));
}

static void
add_edit_cells (WayCtlTable          *table,
                WayDb                *db,
                const WayHistoryEdit *edit)
{
  g_autofree char *id = way_edit_to_text (db, edit->id);
  g_autofree char *when = way_ctl_moment (edit->when);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, id);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, when);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, edit->who);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, edit->copy);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, edit->name);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, edit->reason);
}

static void
add_change_cells (WayCtlTable            *table,
                  const WayHistoryChange *change)
{
  char row[WAY_ID_TEXT_SIZE] = "";

  if (change != NULL)
    way_id_format (&change->row, row);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     change != NULL && change->entity != NULL ? change->entity->name : NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, row);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     change != NULL && change->field != NULL ? change->field->name : NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, change != NULL ? change->before : NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, change != NULL ? change->after : NULL);
}

/* A row for each field that the edit changed; one with the right half empty
 * where it tells of none (the first load of a file). */
static gboolean
add_edit (WayCtlTable             *table,
          WayDb                   *db,
          const WayHistoryFilter  *filter,
          const WayHistoryEdit    *edit,
          GError                 **error)
{
  const WayId *row = filter->entity != NULL ? &filter->row : NULL;
  g_autoptr(GPtrArray) changes = way_history_changes (db, edit->id, row, error);

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < MAX (changes->len, 1); i++)
    {
      add_edit_cells (table, db, edit);
      add_change_cells (table, i < changes->len ? g_ptr_array_index (changes, i) : NULL);
    }
  return TRUE;
}

WayCtlStatus
way_ctl_run_history (WayCtl  *ctl,
                     GError **error)
{
  static const char *const headings[] = {
    "edit", "when", "who", "copy", "name", "reason", "entity", "id", "field", "old", "new", NULL
  };
  WayDb *db = way_ctl_db (ctl);
  WayHistoryFilter filter = { 0 };
  g_autoptr(WayCtlTable) table = NULL;
  guint offset = 0;

  if (!read_filter (ctl, &filter, error) || !way_db_exec (db, "BEGIN", error))
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (gboolean more = TRUE; more; offset += PAGE)
    {
      g_autoptr(GPtrArray) edits = way_history_edits (db, &filter, offset, PAGE, error);

      if (edits == NULL)
        return WAY_CTL_REFUSED;
      for (guint i = 0; i < edits->len; i++)
        if (!add_edit (table, db, &filter, g_ptr_array_index (edits, i), error))
          return WAY_CTL_REFUSED;
      more = edits->len == PAGE;
    }
  return way_db_exec (db, "COMMIT", error) ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}

WayCtlStatus
way_ctl_run_undo (WayCtl  *ctl,
                  GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, way_ctl_option (ctl, "reason"));
  g_autoptr(WayHistoryEdit) undone = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  WayEditId edit, undo;

  if (!way_edit_from_text (db, way_ctl_word (ctl, 0), &edit, error))
    return WAY_CTL_REFUSED;
  undone = way_history_get (db, edit, error);
  if (undone == NULL)
    return WAY_CTL_REFUSED;
  info.name = name = g_strdup_printf (_("Undo: %s"), undone->name);
  if (!way_edit_undo (db, edit, &info, &undo, error))
    return WAY_CTL_REFUSED;
  text = way_edit_to_text (db, undo);
  way_ctl_print_key (ctl, "edit", text);
  return WAY_CTL_DONE;
}
