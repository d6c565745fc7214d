/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file looked over, kept and brought back. */

#include "way-ctl-private.h"

#include "way-backup.h"
#include "way-ctl-table.h"
#include "way-verify.h"

/* --- verify --- */

static void
print_findings (WayCtl          *ctl,
                const GPtrArray *findings)
{
  static const char *const headings[] = { "finding", NULL };
  g_autoptr(WayCtlTable) table = NULL;

  if (way_ctl_form (ctl) != WAY_CTL_TEXT)
    table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < findings->len; i++)
    if (table != NULL)
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, g_ptr_array_index (findings, i));
    else
      way_ctl_print ("%s\n", (const char *) g_ptr_array_index (findings, i));
}

WayCtlStatus
way_ctl_run_verify (WayCtl  *ctl,
                    GError **error)
{
  g_autoptr(GPtrArray) findings = way_verify_run (way_ctl_db (ctl), way_ctl_progress, NULL, NULL,
                                                  error);

  way_ctl_end_progress ();
  if (findings == NULL)
    return WAY_CTL_REFUSED;
  print_findings (ctl, findings);
  return findings->len > 0 ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

/* --- backup, restore --- */

static WayCtlStatus
keep_if_proved (const char  *path,
                GError     **error)
{
  gboolean proved = way_backup_prove (path, way_ctl_progress, NULL, NULL, error);

  way_ctl_end_progress ();
  if (proved)
    return WAY_CTL_DONE;
  way_db_remove (path);
  return WAY_CTL_REFUSED;
}

WayCtlStatus
way_ctl_run_backup (WayCtl  *ctl,
                    GError **error)
{
  const char *path = way_ctl_need (ctl, "out", error);
  g_autoptr(GError) fault = NULL;

  if (path == NULL)
    return WAY_CTL_REFUSED;
  if (way_backup_write (way_ctl_db (ctl), path, &fault))
    return keep_if_proved (path, error);

  /* The message names the new file where that is at fault. */
  g_set_error_literal (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, fault->message);
  return WAY_CTL_REFUSED;
}

WayCtlStatus
way_ctl_run_restore (WayCtl  *ctl,
                     GError **error)
{
  const char *path = way_ctl_need (ctl, "out", error);

  const char *backup = way_ctl_word (ctl, 0);

  if (path == NULL || !way_ctl_unlock (ctl, backup, error) ||
      !way_backup_restore (backup, path, error))
    return WAY_CTL_REFUSED;
  return keep_if_proved (path, error);
}
