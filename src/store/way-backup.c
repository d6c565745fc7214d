/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole copies of a file.  Each is written under another name and gets its own
 * once it is whole and on the disk. */

#include "way-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "way-file.h"
#include "way-journal-private.h"

static char *
part_path (const char *path)
{
  return g_strconcat (path, ".part", NULL);
}

/* With what SQLite leaves beside it where it could not end. */
static void
drop_part (const char *part)
{
  static const char *const ends[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (part, ends[i], NULL);

      g_unlink (path);
    }
}

/* What an earlier try left behind is written anew. */
static gboolean
write_part (WayDb       *db,
            const char  *path,
            const char  *part,
            GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                   "%s: there is a file already", path);
      return FALSE;
    }
  drop_part (part);
  if (!way_db_make_file (part, path, error))
    return FALSE;
  stmt = way_db_prepare (db, "VACUUM INTO :path", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":path", part);
  return way_stmt_run (stmt, error);
}

gboolean
way_backup_write (WayDb       *db,
                  const char  *path,
                  GError     **error)
{
  g_autofree char *part = part_path (path);
  gboolean done = write_part (db, path, part, error) && way_file_settle (part, path, error);

  drop_part (part);
  return done;
}

/* The file alone gets another name: nothing of it may be in its log, and what
 * closing it could not bring home would be missed too late. */
static gboolean
empty_log (WayDb   *db,
           GError **error)
{
  gint64 busy;

  if (!way_db_get_int (db, "PRAGMA wal_checkpoint (TRUNCATE)", 1, &busy, error))
    return FALSE;
  if (busy != 0)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_BUSY, "%s: is being read",
                 way_db_path (db));
  return busy == 0;
}

/* The file writes under a new name from now on, and talks of no one else's
 * exchanges as its own. */
static gboolean
begin_new_life (const char  *path,
                GError     **error)
{
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_WRITE, error);

  return db != NULL && way_journal_new_life (db, NULL, error) && empty_log (db, error);
}

gboolean
way_backup_clone (WayDb       *db,
                  const char  *path,
                  GError     **error)
{
  g_autofree char *part = part_path (path);
  gboolean done = write_part (db, path, part, error) && begin_new_life (part, error) &&
                  way_file_settle (part, path, error);

  drop_part (part);
  return done;
}

gboolean
way_backup_restore (const char  *backup,
                    const char  *path,
                    GError     **error)
{
  g_autoptr(WayDb) db = way_db_open (backup, WAY_DB_READ, error);

  return db != NULL && way_backup_clone (db, path, error);
}
