/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file as a whole: made, and what it says of itself. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-ctl-table.h"
#include "way-info.h"
#include "way-records.h"
#include "way-sample.h"
#include "way-service-init.h"
#include "way-vault.h"

/* --- Making --- */

/* The key file of what is to be made, where a passphrase is given. */
static gboolean
make_key_file (WayCtl      *ctl,
               const char  *path,
               char       **recovery,
               GError     **error)
{
  char *passphrase;
  gboolean made;

  if (!way_ctl_passphrase (ctl, &passphrase, error))
    return FALSE;
  if (passphrase == NULL)
    return TRUE;
  made = way_vault_make (path, passphrase, &way_key_cost_usual, recovery, error);
  way_secret_free_text (passphrase);
  return made;
}

/* A new file with what func puts into it, or none. */
static WayCtlStatus
make_file (WayCtl          *ctl,
           WayCtlFillFunc   func,
           char           **recovery,
           GError         **error)
{
  const char *path = way_ctl_need (ctl, "out", error);
  g_autoptr(GError) fault = NULL;
  WayDb *db;
  gboolean done;

  if (path == NULL || !make_key_file (ctl, path, recovery, error))
    return WAY_CTL_REFUSED;
  db = way_db_open (path, WAY_DB_CREATE, &fault);
  done = db != NULL && func (ctl, db, &fault);
  way_db_free (db);
  if (done)
    return WAY_CTL_DONE;
  if (!g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS))
    way_db_remove (path);
  if (db != NULL)
    g_prefix_error (&fault, "%s: ", path);
  g_propagate_error (error, g_steal_pointer (&fault));
  return WAY_CTL_REFUSED;
}

WayCtlStatus
way_ctl_make_file (WayCtl          *ctl,
                   WayCtlFillFunc   func,
                   GError         **error)
{
  return make_file (ctl, func, NULL, error);
}

static gboolean
fill_sample (WayCtl  *ctl,
             WayDb   *db,
             GError **error)
{
  WaySampleOptions options = { .today = way_ctl_today (ctl) };
  gint64 seed, years;
  gboolean done;

  if (!way_ctl_integer (ctl, "seed", 0, G_MAXINT64, 0, &seed, error) ||
      !way_ctl_integer (ctl, "years", 1, 10, 0, &years, error))
    return FALSE;
  options.seed = (guint64) seed;
  options.years = (guint) years;
  done = way_sample_write (db, way_ctl_word (ctl, 0), &options, way_ctl_progress, NULL, NULL,
                           error);
  way_ctl_end_progress ();
  return done;
}

WayCtlStatus
way_ctl_run_sample (WayCtl  *ctl,
                    GError **error)
{
  return way_ctl_make_file (ctl, fill_sample, error);
}

static gboolean
fill_authority (WayCtl  *ctl,
                WayDb   *db,
                GError **error)
{
  return way_service_init_authority (db, way_ctl_option (ctl, "name"), way_ctl_option (ctl, "la"),
                                     error);
}

WayCtlStatus
way_ctl_run_init (WayCtl  *ctl,
                  GError **error)
{
  char *recovery = NULL;
  WayCtlStatus status;

  if (way_ctl_need (ctl, "name", error) == NULL || way_ctl_need (ctl, "la", error) == NULL)
    return WAY_CTL_REFUSED;
  status = make_file (ctl, fill_authority, &recovery, error);
  if (status == WAY_CTL_DONE && recovery != NULL)
    way_ctl_print (_("Recovery code, to be printed and kept apart: %s\n"), recovery);
  way_secret_free_text (recovery);
  return status;
}

/* --- info --- */

static void
add_text (WayCtlTable *table,
          const char  *what,
          const char  *value)
{
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, what);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, value);
}

static void
add_count (WayCtlTable *table,
           const char  *what,
           gint64       count)
{
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, what);
  way_ctl_table_add_int (table, count);
}

WayCtlStatus
way_ctl_run_info (WayCtl  *ctl,
                  GError **error)
{
  static const char *const headings[] = { "what", "value", NULL };
  WayDb *db = way_ctl_db (ctl);
  g_autoptr(WayInfo) info = way_info_read (db, error);
  g_autoptr(WayCtlTable) table = NULL;
  char replica[WAY_ID_TEXT_SIZE];

  if (info == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  way_id_format (&info->replica, replica);
  add_text (table, "authority.name", info->authority);
  add_text (table, "authority.la", info->la);
  add_count (table, "schema", info->schema);
  add_text (table, "role", info->role);
  add_text (table, "replica", replica);
  add_count (table, "replicas", info->replicas);
  add_count (table, "edits", info->edits);
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    {
      gint64 count;

      if (!way_records_count (db, *entity, &count, error))
        return WAY_CTL_REFUSED;
      add_count (table, (*entity)->name, count);
    }
  return WAY_CTL_DONE;
}
