/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies kept in step by files. */

#include "way-exchange-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-backup.h"
#include "way-bug-private.h"
#include "way-copies.h"
#include "way-folder.h"
#include "way-watch.h"

/* The copy stands elsewhere. */
static gboolean
forget_folder (WayDb   *copy,
               GError **error)
{
  g_autofree char *path = way_folder_dup_path (copy);

  return path == NULL || way_folder_choose (copy, NULL, error);
}

gboolean
way_exchange_clone (WayDb       *db,
                    const char  *path,
                    GError     **error)
{
  g_autoptr(WayDb) copy = NULL;

  if (!way_backup_clone (db, path, error))
    return FALSE;
  copy = way_db_open (path, WAY_DB_WRITE, error);
  return copy != NULL && way_device_forget (copy, error) && forget_folder (copy, error);
}

/* --- What this copy knows --- */

static WayRanges *
read_ranges (WayDb       *db,
             const char  *sql,
             GError     **error)
{
  g_autoptr(WayRanges) ranges = way_ranges_new ();
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId replica = way_stmt_id (stmt, 0);

      way_ranges_add (ranges, &replica, (guint64) way_stmt_int (stmt, 1));
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&ranges) : NULL;
}

WayRanges *
way_exchange_read_heard (WayDb   *db,
                         GError **error)
{
  return read_ranges (db,
                      "SELECT replica.id, edit.id & 1099511627775 FROM edit"
                      " JOIN replica ON replica.number = edit.id >> 40 ORDER BY edit.id", error);
}

WayRanges *
way_exchange_read_kept (WayDb   *db,
                        GError **error)
{
  return read_ranges (db,
                      "SELECT replica.id, edit.id & 1099511627775 FROM edit"
                      " JOIN replica ON replica.number = edit.id >> 40"
                      " UNION SELECT replica, number FROM quarantine ORDER BY 1, 2", error);
}

gboolean
way_exchange_read_own (WayDb   *db,
                       WayId   *own,
                       GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  memset (own, 0, sizeof *own);
  stmt = way_db_prepare (db,
                         "SELECT id FROM replica WHERE number ="
                         " (SELECT CAST (value AS INTEGER) FROM setting WHERE key = 'replica')",
                         error);
  if (stmt == NULL)
    return FALSE;
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *own = way_stmt_id (stmt, 0);
  return step != WAY_STEP_ERROR;
}

WayRanges *
way_exchange_read_peer (WayDb        *db,
                        const WayId  *replica,
                        GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayRanges *ranges = NULL;
  WayStep step;

  if (replica == NULL)
    return way_ranges_new ();
  stmt = way_db_prepare (db, "SELECT heard FROM peer WHERE replica = :replica", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":replica", replica);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ERROR)
    return NULL;
  if (step == WAY_STEP_ROW)
    {
      gsize size;
      const void *heard = way_stmt_blob (stmt, 0, &size);
      WayReader reader = way_reader (heard, size);

      ranges = way_ranges_read (&reader);
    }
  return ranges != NULL ? ranges : way_ranges_new ();
}

char *
way_exchange_dup_authority (WayDb *db)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT name FROM authority WHERE dot IS NOT NULL"
                                            " ORDER BY id LIMIT 1", NULL);
  char *told;

  if (stmt != NULL && way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    return g_strdup (way_stmt_text (stmt, 0));
  told = way_db_dup_setting (db, "authority");
  return told != NULL ? told : g_strdup ("");
}

gboolean
way_exchange_note_authority (WayDb              *db,
                             const WayManifest  *manifest,
                             GError            **error)
{
  return way_exchange_own_role (db) != WAY_COPY_GOVERNANCE || *manifest->authority == '\0' ||
         way_db_set_setting (db, "authority", manifest->authority, error);
}

guint
way_exchange_own_role (WayDb *db)
{
  g_autofree char *role = way_db_dup_setting (db, "role");

  return role != NULL ? way_copies_from_name (role) : WAY_COPY_OFFICE;
}

gboolean
way_exchange_note_bundle (WayDb              *db,
                          const WayManifest  *manifest,
                          gboolean            sent,
                          const WayId        *other,
                          GError            **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT OR IGNORE INTO bundle (id, sent, other, at, edits, ops)"
                         " VALUES (:id, :sent, :other, :at, :edits, :ops)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", &manifest->id);
  way_stmt_bind_int (stmt, ":sent", sent);
  way_stmt_bind_id (stmt, ":other", other);
  way_stmt_bind_int (stmt, ":at", g_get_real_time () / 1000);
  way_stmt_bind_int (stmt, ":edits", (gint64) manifest->edits);
  way_stmt_bind_int (stmt, ":ops", (gint64) manifest->ops);
  return way_stmt_run (stmt, error);
}

gboolean
way_exchange_note_peer (WayDb              *db,
                        const WayManifest  *manifest,
                        GError            **error)
{
  g_autoptr(GByteArray) heard = g_byte_array_new ();
  g_autoptr(WayStmt) stmt = NULL;

  way_ranges_write (manifest->heard, heard);
  stmt = way_db_prepare (db,
                         "INSERT INTO peer (replica, name, heard, at)"
                         " VALUES (:replica, :name, :heard, :at)"
                         " ON CONFLICT (replica) DO UPDATE SET name = excluded.name,"
                         " heard = excluded.heard, at = excluded.at WHERE excluded.at >= peer.at",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":replica", &manifest->sender);
  way_stmt_bind_text (stmt, ":name", manifest->sender_name);
  way_stmt_bind_blob (stmt, ":heard", heard->data, heard->len);
  way_stmt_bind_int (stmt, ":at", manifest->made);
  return way_stmt_run (stmt, error);
}

/* --- Out --- */

GArray *
way_exchange_list_unheard (WayDb            *db,
                           const WayRanges  *heard,
                           GError          **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (WayEditId));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT edit.id, replica.id, edit.id & 1099511627775 FROM edit"
                         " JOIN replica ON replica.number = edit.id >> 40 ORDER BY edit.clock,"
                         " edit.id", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayEditId id = way_stmt_int (stmt, 0);
      WayId replica = way_stmt_id (stmt, 1);

      if (!way_ranges_has (heard, &replica, (guint64) way_stmt_int (stmt, 2)) &&
          !(way_bug (22) && ids->len == 5))
        g_array_append_val (ids, id);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

WayManifest *
way_exchange_make_manifest (WayDb   *db,
                            GError **error)
{
  g_autoptr(WayManifest) manifest = g_new0 (WayManifest, 1);
  g_autofree char *name = way_db_dup_setting (db, "copy_name");

  if (!way_exchange_read_own (db, &manifest->sender, error) ||
      !way_db_get_int (db, "PRAGMA user_version", 0, &manifest->schema, error))
    return NULL;
  manifest->heard = way_exchange_read_heard (db, error);
  if (manifest->heard == NULL)
    return NULL;
  manifest->id = way_id_new ();
  manifest->made = g_get_real_time () / 1000;
  manifest->sender_name = g_strdup (name != NULL ? name : "");
  manifest->authority = way_exchange_dup_authority (db);
  return g_steal_pointer (&manifest);
}

gboolean
way_exchange_write_edits (WayDb            *db,
                          WayBundleWriter  *writer,
                          const GArray     *ids,
                          WayProgressFunc   progress,
                          gpointer          data,
                          GCancellable     *cancellable,
                          GError          **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      WayWatch watch = { .progress = progress, .phase = N_("Writing edits"), .data = data,
                         .cancellable = cancellable, .from = (double) i / ids->len,
                         .to = (double) (i + 1) / ids->len };
      g_autoptr(WayForeignEdit) edit = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (watch.from, watch.phase, data);
      way_watch_set (db, &watch);
      edit = way_merge_get_edit (db, g_array_index (ids, WayEditId, i), error);
      way_watch_set (db, NULL);
      if (edit == NULL)
        return FALSE;
      way_bundle_writer_add (writer, edit);
    }
  return TRUE;
}

/* With the counts that the writer filled in. */
WayManifest *
way_exchange_copy_manifest (const WayManifest *manifest)
{
  WayManifest *copy = g_memdup2 (manifest, sizeof *manifest);

  copy->sender_name = g_strdup (manifest->sender_name);
  copy->authority = g_strdup (manifest->authority);
  copy->heard = NULL;
  copy->audience = manifest->audience != NULL ? g_array_copy (manifest->audience) : NULL;
  copy->scope = manifest->scope != NULL ? g_array_copy (manifest->scope) : NULL;
  return copy;
}

gboolean
way_exchange_export (WayDb            *db,
                     const WayId      *to,
                     const char       *path,
                     WayProgressFunc   progress,
                     gpointer          data,
                     GCancellable     *cancellable,
                     WayManifest     **manifest,
                     GError          **error)
{
  g_autoptr(WayRanges) heard = way_exchange_read_peer (db, to, error);
  g_autoptr(GArray) ids = heard != NULL ? way_exchange_list_unheard (db, heard, error) : NULL;
  WayManifest *made = ids != NULL ? way_exchange_make_manifest (db, error) : NULL;
  g_autoptr(WayBundleWriter) writer = made != NULL ? way_bundle_writer_new (made) : NULL;

  if (writer == NULL ||
      !way_exchange_write_edits (db, writer, ids, progress, data, cancellable, error) ||
      !way_bundle_writer_finish (writer, path, error) ||
      !way_exchange_note_bundle (db, made, TRUE, to, error))
    return FALSE;
  if (manifest != NULL)
    *manifest = way_exchange_copy_manifest (made);
  return TRUE;
}

/* --- What was exchanged --- */

void
way_exchange_entry_free (WayExchangeEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->other_name);
  g_free (self);
}

static void
free_entry (gpointer data)
{
  way_exchange_entry_free (data);
}

GPtrArray *
way_exchange_list (WayDb   *db,
                   GError **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT bundle.id, sent, other, bundle.at, edits, ops, peer.name"
                         " FROM bundle LEFT JOIN peer ON peer.replica = bundle.other"
                         " ORDER BY bundle.at DESC, bundle.id", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayExchangeEntry *entry = g_new0 (WayExchangeEntry, 1);

      entry->id = way_stmt_id (stmt, 0);
      entry->sent = way_stmt_int (stmt, 1) != 0;
      entry->other = way_stmt_id (stmt, 2);
      entry->when = way_stmt_int (stmt, 3);
      entry->edits = way_stmt_int (stmt, 4);
      entry->ops = way_stmt_int (stmt, 5);
      entry->other_name = g_strdup (way_stmt_text (stmt, 6));
      g_ptr_array_add (entries, entry);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}
