/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole copies of a file. */

#include "way-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "way-journal-private.h"

gboolean
way_backup_write (WayDb       *db,
                  const char  *path,
                  GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gboolean done;

  if (!way_db_make_file (path, error))
    return FALSE;
  stmt = way_db_prepare (db, "VACUUM INTO :path", error);
  if (stmt != NULL)
    way_stmt_bind_text (stmt, ":path", path);
  done = stmt != NULL && way_stmt_run (stmt, error);
  if (!done)
    g_unlink (path);
  return done;
}

/* The file writes under a new name from now on, and talks of no one else's
 * exchanges as its own. */
static gboolean
begin_new_life (const char  *path,
                GError     **error)
{
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_WRITE, error);

  if (db != NULL && way_journal_new_life (db, NULL, error))
    return TRUE;
  g_clear_pointer (&db, way_db_free);
  g_unlink (path);
  return FALSE;
}

gboolean
way_backup_clone (WayDb       *db,
                  const char  *path,
                  GError     **error)
{
  return way_backup_write (db, path, error) && begin_new_life (path, error);
}

gboolean
way_backup_restore (const char  *backup,
                    const char  *path,
                    GError     **error)
{
  g_autoptr(WayDb) db = way_db_open (backup, WAY_DB_READ, error);

  return db != NULL && way_backup_clone (db, path, error);
}
