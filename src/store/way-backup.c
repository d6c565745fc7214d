/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole copies of a file.  Each is written under another name and gets its own
 * once it is whole and on the disk. */

#include "way-backup.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-file.h"
#include "way-journal-private.h"
#include "way-vault.h"
#include "way-verify.h"

#define PAGES_A_STEP 1000

/* --- Writing --- */

static gboolean
write_plain (WayDb       *db,
             const char  *path,
             GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "VACUUM INTO :path", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":path", path);
  return way_stmt_run (stmt, error);
}

/* How far a copy has come, and whether it is to stop; all NULL for nobody who asks. */
typedef struct
{
  WayProgressFunc  progress;
  gpointer         data;
  GCancellable    *cancellable;
} Watch;

static int
step_pages (sqlite3_backup *backup,
            const Watch    *watch)
{
  int code = SQLITE_OK;

  while (code == SQLITE_OK)
    {
      int left, total;

      if (g_cancellable_is_cancelled (watch->cancellable))
        return SQLITE_INTERRUPT;
      code = sqlite3_backup_step (backup, watch->progress != NULL ? PAGES_A_STEP : -1);
      left = sqlite3_backup_remaining (backup);
      total = sqlite3_backup_pagecount (backup);
      if (watch->progress != NULL && total > 0)
        watch->progress (1 - (double) left / total, N_("Writing the file anew"), watch->data);
    }
  return SQLITE_OK;                    /* what went wrong is said at the end */
}

/* Page by page.  Left without a log, so that it can be read where nothing can be
 * written. */
static int
copy_pages (sqlite3     *from,
            sqlite3     *to,
            const Watch *watch)
{
  int stopped;
  int code = sqlite3_exec (to, "PRAGMA journal_mode = MEMORY", NULL, NULL, NULL);
  sqlite3_backup *backup;

  if (code != SQLITE_OK)
    return code;
  backup = sqlite3_backup_init (to, "main", from, "main");
  if (backup == NULL)
    return sqlite3_extended_errcode (to);
  stopped = step_pages (backup, watch);
  code = sqlite3_backup_finish (backup);
  if (code == SQLITE_OK)
    code = stopped;
  return code != SQLITE_OK ? code
                           : sqlite3_exec (to, "PRAGMA journal_mode = MEMORY", NULL, NULL, NULL);
}

/* Into an empty file whose key file is there. */
static gboolean
write_sealed (WayDb        *db,
              const char   *path,
              const Watch  *watch,
              GError      **error)
{
  WayVfsNode *node = way_vault_enter (path, error);
  sqlite3 *handle = NULL;
  int code;

  if (node == NULL)
    return FALSE;
  code = sqlite3_open_v2 (path, &handle,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                          WAY_VFS_NAME);
  if (code == SQLITE_OK)
    code = copy_pages (db->handle, handle, watch);
  if (code != SQLITE_OK && !g_cancellable_set_error_if_cancelled (watch->cancellable, error))
    way_db_set_error (path, handle, code, error);
  sqlite3_close (handle);
  way_vfs_leave (node);
  return code == SQLITE_OK;
}

static char *
part_path (const char *path)
{
  return g_strconcat (path, ".part", NULL);
}

/* What an earlier try left behind is written anew. */
static gboolean
write_part (WayDb       *db,
            const char  *path,
            const char  *part,
            GError     **error)
{
  static const Watch nobody = { NULL, NULL, NULL };

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                   "%s: there is a file already", path);
      return FALSE;
    }
  way_db_remove (part);
  if (!way_db_make_file (part, path, error))
    return FALSE;
  if (!way_db_is_sealed (db))
    return write_plain (db, part, error);
  return way_vault_copy (db->path, part, error) && write_sealed (db, part, &nobody, error);
}

/* The key file goes first: a database without one is nothing.  One that stands
 * there belongs to a database that is gone, and is put aside. */
static gboolean
settle_key (const char  *part,
            const char  *path,
            GError     **error)
{
  g_autofree char *from = way_vault_key_path (part);
  g_autofree char *to = way_vault_key_path (path);
  g_autofree char *aside = g_strconcat (to, ".old", NULL);

  if (!way_vault_is_sealed (part))
    return TRUE;
  if (way_vault_is_sealed (path))
    g_rename (to, aside);
  return way_file_settle (from, to, error);
}

/* What is said names the file that was asked for. */
static void
name_path (GError     *error,
           const char *part,
           const char *path)
{
  char *message;

  if (!g_str_has_prefix (error->message, part))
    return;
  message = g_strconcat (path, error->message + strlen (part), NULL);
  g_free (error->message);
  error->message = message;
}

static gboolean
settle_part (const char  *part,
             const char  *path,
             gboolean     written,
             GError     **error)
{
  gboolean done = written && settle_key (part, path, error) && way_file_settle (part, path, error);

  way_db_remove (part);
  if (!done && error != NULL && *error != NULL)
    name_path (*error, part, path);
  return done;
}

gboolean
way_backup_write (WayDb       *db,
                  const char  *path,
                  GError     **error)
{
  g_autofree char *part = part_path (path);

  return settle_part (part, path, write_part (db, path, part, error), error);
}

/* --- Proving --- */

static gboolean
look_over (const char   *path,
           WayDbMode     mode,
           const Watch  *watch,
           GError      **error)
{
  g_autoptr(WayDb) db = way_db_open (path, mode, error);
  g_autoptr(GPtrArray) findings = NULL;

  if (db == NULL)
    return FALSE;
  findings = way_verify_run (db, watch->progress, watch->data, watch->cancellable, error);
  if (findings != NULL && findings->len > 0)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED, "%s: %s", path,
                 (const char *) g_ptr_array_index (findings, 0));
  return findings != NULL && findings->len == 0;
}

gboolean
way_backup_prove (const char       *path,
                  WayProgressFunc   progress,
                  gpointer          data,
                  GCancellable     *cancellable,
                  GError          **error)
{
  Watch watch = { progress, data, cancellable };

  return look_over (path, WAY_DB_READ, &watch, error);
}

/* --- Second copies --- */

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
  gboolean written = write_part (db, path, part, error) && begin_new_life (part, error);

  return settle_part (part, path, written, error);
}

gboolean
way_backup_restore (const char  *backup,
                    const char  *path,
                    GError     **error)
{
  g_autoptr(WayDb) db = way_db_open (backup, WAY_DB_READ, error);

  return db != NULL && way_backup_clone (db, path, error);
}

/* --- Re-keying --- */

/* While nobody else has the file: all of it into another, which then is whole. */
static gboolean
write_rekeyed (const char        *path,
               const char        *other,
               const char        *passphrase,
               const WayKeyCost  *cost,
               const Watch       *watch,
               char             **recovery,
               GError           **error)
{
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_WRITE, error);

  if (db == NULL)
    return FALSE;
  if (!way_db_is_sealed (db) || !way_vfs_keep_alone (db->node))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_BUSY, "%s: %s", path,
                   way_db_is_sealed (db) ? "something else has it open" : "is not sealed");
      return FALSE;
    }
  return way_vault_begin_rekey (path, other, passphrase, cost, recovery, error) &&
         way_db_make_file (other, other, error) &&
         write_sealed (db, other, watch, error) &&
         look_over (other, WAY_DB_WRITE, watch, error);
}

/* A log that could not be brought into the file belongs to the key before. */
static gboolean
has_log (const char *path)
{
  g_autofree char *name = g_strconcat (path, "-wal", NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* Once the file has its new name both keys are in the key file: where that
 * cannot be written once more, the one before stays until its next change. */
static gboolean
change_places (const char  *path,
               const char  *other,
               GError     **error)
{
  if (has_log (path) || has_log (other))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED,
                   "%s: what was written last could not be brought into the file", path);
      return FALSE;
    }
  if (!way_vault_join_rekey (path, other, error) || !way_file_settle (other, path, error))
    return FALSE;
  way_vault_end_rekey (path, other, NULL);
  return TRUE;
}

gboolean
way_backup_rekey (const char        *path,
                  const char        *passphrase,
                  const WayKeyCost  *cost,
                  WayProgressFunc    progress,
                  gpointer           data,
                  GCancellable      *cancellable,
                  char             **recovery,
                  GError           **error)
{
  Watch watch = { progress, data, cancellable };
  g_autofree char *other = g_strconcat (path, ".rekey", NULL);
  WayVfsNode *node = way_vault_enter (path, error);
  gboolean done;

  if (recovery != NULL)
    *recovery = NULL;
  if (node == NULL)
    return FALSE;
  way_db_remove (other);            /* of an earlier try */
  done = write_rekeyed (path, other, passphrase, cost, &watch, recovery, error) &&
         change_places (path, other, error);
  way_db_remove (other);
  way_vfs_leave (node);
  if (!done && recovery != NULL)
    g_clear_pointer (recovery, way_secret_free_text);
  return done;
}
