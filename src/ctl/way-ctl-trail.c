/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of views and exports: told, and written to a file that proves itself. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-ctl-table.h"
#include "way-file.h"
#include "way-permit.h"
#include "way-trail-file.h"

#define PAGE 500               /* records read at a time */

static gboolean
read_filter (WayCtl          *ctl,
             WayTrailFilter  *filter,
             GError         **error)
{
  const char *entity = way_ctl_option (ctl, "entity");
  const char *const *actions = way_ctl_options (ctl, "action");

  for (guint i = 0; actions[i] != NULL; i++)
    if (!way_codes_has ("trail_action", actions[i]))
      {
        g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                     _("--action: “%s” is nothing that stands in the trail"), actions[i]);
        return FALSE;
      }
  filter->actions = actions[0] != NULL ? actions : NULL;
  if (entity != NULL && (filter->entity = way_ctl_entity (entity, error)) == NULL)
    return FALSE;
  return way_ctl_option (ctl, "id") == NULL || way_ctl_read_id (ctl, &filter->row, error);
}

static void
add_record (WayCtlTable          *table,
            const WayTrailRecord *record,
            guint                 n_columns)
{
  g_auto(GStrv) cells = way_trail_cells (record);

  for (guint i = 0; i < n_columns; i++)
    way_ctl_table_add (table, WAY_CTL_CELL_TEXT, cells[i]);
}

/* People are spared the columns that prove. */
static gboolean
print_trail (WayCtl                *ctl,
             const WayTrailFilter  *filter,
             GError               **error)
{
  guint n_columns = way_ctl_form (ctl) == WAY_CTL_TEXT
                      ? WAY_TRAIL_SHOWN : g_strv_length ((char **) way_trail_headings);
  g_autofree const char **headings = g_new0 (const char *, n_columns + 1);
  g_autoptr(WayCtlTable) table = NULL;
  guint offset = 0;

  for (guint i = 0; i < n_columns; i++)
    headings[i] = way_trail_headings[i];
  table = way_ctl_table_new (ctl, headings);
  for (gboolean more = TRUE; more; offset += PAGE)
    {
      g_autoptr(GPtrArray) records = way_trail_list (way_ctl_db (ctl), filter, offset, PAGE, error);

      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        add_record (table, g_ptr_array_index (records, i), n_columns);
      more = records->len == PAGE;
    }
  return TRUE;
}

/* The export stands in what it exports. */
static gboolean
write_trail (WayCtl      *ctl,
             const char  *path,
             GError     **error)
{
  const WayTrailEntry entry = { .action = WAY_TRAIL_EXPORT, .what = "trail" };
  g_autoptr(GBytes) bytes = NULL;

  if (!way_permit_note (way_ctl_db (ctl), &entry, error))
    return FALSE;
  bytes = way_trail_to_csv (way_ctl_db (ctl), error);
  return bytes != NULL && way_file_write (path, bytes, error);
}

WayCtlStatus
way_ctl_run_open_case (WayCtl  *ctl,
                       GError **error)
{
  const char *text = way_ctl_need (ctl, "pupil", error);
  const char *reason = text != NULL ? way_ctl_need (ctl, "reason", error) : NULL;
  g_autofree char *edit_text = NULL;
  GDate today = way_ctl_today (ctl);
  WayEditId edit;
  WayId pupil;

  if (reason == NULL)
    return WAY_CTL_REFUSED;
  if (!way_id_parse (text, &pupil))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--pupil: “%s” is no id"), text);
      return WAY_CTL_REFUSED;
    }
  if (!way_permit_break_glass (way_ctl_db (ctl), &pupil, &today, reason, &edit, error))
    return WAY_CTL_REFUSED;
  edit_text = way_edit_to_text (way_ctl_db (ctl), edit);
  way_ctl_print_key (ctl, "edit", edit_text);
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_trail (WayCtl  *ctl,
                   GError **error)
{
  const char *path = way_ctl_option (ctl, "out");
  WayTrailFilter filter = { NULL };

  if (!way_permit_check (way_ctl_db (ctl), "trail", error))
    return WAY_CTL_REFUSED;
  if (path != NULL)
    return write_trail (ctl, path, error) ? WAY_CTL_DONE : WAY_CTL_REFUSED;
  return read_filter (ctl, &filter, error) && print_trail (ctl, &filter, error)
           ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}
