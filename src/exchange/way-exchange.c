/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies kept in step by files. */

#include "way-exchange-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-backup.h"
#include "way-bug-private.h"

gboolean
way_exchange_clone (WayDb       *db,
                    const char  *path,
                    GError     **error)
{
  return way_backup_clone (db, path, error);
}

/* --- What this copy knows --- */

static WayRanges *
read_heard (WayDb   *db,
            GError **error)
{
  g_autoptr(WayRanges) ranges = way_ranges_new ();
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT replica.id, edit.id & 1099511627775 FROM edit"
                         " JOIN replica ON replica.number = edit.id >> 40 ORDER BY edit.id", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId replica = way_stmt_id (stmt, 0);

      way_ranges_add (ranges, &replica, (guint64) way_stmt_int (stmt, 1));
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&ranges) : NULL;
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

static char *
dup_authority (WayDb *db)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT name FROM authority WHERE dot IS NOT NULL"
                                            " ORDER BY id LIMIT 1", NULL);

  if (stmt == NULL || way_stmt_step (stmt, NULL) != WAY_STEP_ROW)
    return g_strdup ("");
  return g_strdup (way_stmt_text (stmt, 0));
}

static gboolean
note_bundle (WayDb              *db,
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

static gboolean
note_peer (WayDb              *db,
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

static WayManifest *
make_manifest (WayDb   *db,
               GError **error)
{
  g_autoptr(WayManifest) manifest = g_new0 (WayManifest, 1);
  g_autofree char *name = way_db_dup_setting (db, "copy_name");

  if (!way_exchange_read_own (db, &manifest->sender, error) ||
      !way_db_get_int (db, "PRAGMA user_version", 0, &manifest->schema, error))
    return NULL;
  manifest->heard = read_heard (db, error);
  if (manifest->heard == NULL)
    return NULL;
  manifest->id = way_id_new ();
  manifest->made = g_get_real_time () / 1000;
  manifest->sender_name = g_strdup (name != NULL ? name : "");
  manifest->authority = dup_authority (db);
  return g_steal_pointer (&manifest);
}

static gboolean
write_edits (WayDb            *db,
             WayBundleWriter  *writer,
             const GArray     *ids,
             WayProgressFunc   progress,
             gpointer          data,
             GCancellable     *cancellable,
             GError          **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(WayForeignEdit) edit = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((double) i / ids->len, N_("Writing edits"), data);
      edit = way_merge_get_edit (db, g_array_index (ids, WayEditId, i), error);
      if (edit == NULL || !way_bundle_writer_add (writer, edit, error))
        return FALSE;
    }
  return TRUE;
}

/* The counts that the writer filled in. */
static WayManifest *
copy_manifest (const WayManifest *manifest)
{
  WayManifest *copy = g_memdup2 (manifest, sizeof *manifest);

  copy->sender_name = g_strdup (manifest->sender_name);
  copy->authority = g_strdup (manifest->authority);
  copy->heard = NULL;
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
  WayManifest *made = ids != NULL ? make_manifest (db, error) : NULL;
  g_autoptr(WayBundleWriter) writer = made != NULL ? way_bundle_writer_new (made) : NULL;

  if (writer == NULL ||
      !write_edits (db, writer, ids, progress, data, cancellable, error) ||
      !way_bundle_writer_finish (writer, path, error) ||
      !note_bundle (db, made, TRUE, to, error))
    return FALSE;
  if (manifest != NULL)
    *manifest = copy_manifest (made);
  return TRUE;
}

/* --- In --- */

typedef struct
{
  WayDb           *db;
  WayBundle       *bundle;
  gboolean         keep;
  WayProgressFunc  progress;
  gpointer         data;
  GCancellable    *cancellable;
  guint64          taken;
} Import;

/* Feeds the merge; at the end, still in its transaction, notes what came. */
static gboolean
next_edit (const WayForeignEdit **edit,
           gpointer               data,
           GError               **error)
{
  Import *self = data;
  const WayManifest *manifest = way_bundle_manifest (self->bundle);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !way_bundle_next (edit, self->bundle, error))
    return FALSE;
  if (*edit != NULL)
    {
      self->taken++;
      if (self->progress != NULL)
        self->progress ((double) self->taken / (double) MAX (manifest->edits, 1),
                        N_("Reading edits"), self->data);
      return TRUE;
    }
  return !self->keep || (note_bundle (self->db, manifest, FALSE, &manifest->sender, error) &&
                         note_peer (self->db, manifest, error));
}

/* Copies of one authority have edits in common, the first of all; what was
 * begun apart is another's, though its name be the same.  A file with nothing
 * in it yet may take in anything. */
static gboolean
check_kin (WayDb              *db,
           const WayManifest  *manifest,
           const char         *path,
           GError            **error)
{
  g_autoptr(WayRanges) heard = read_heard (db, error);
  g_autofree char *authority = NULL;

  if (heard == NULL)
    return FALSE;
  authority = dup_authority (db);
  if (*authority == '\0' || *manifest->authority == '\0' ||
      way_ranges_meet (heard, manifest->heard))
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FOREIGN,
               "%s: is of another file, of %s, and not of a copy of this one", path,
               manifest->authority);
  return FALSE;
}

/* A bundle that this copy may take in. */
static WayBundle *
open_bundle (WayDb       *db,
             const char  *path,
             GError     **error)
{
  g_autoptr(WayBundle) bundle = way_bundle_open (path, error);
  WayId own;

  if (bundle == NULL || !way_exchange_read_own (db, &own, error))
    return NULL;
  if (way_id_equal (&own, &way_bundle_manifest (bundle)->sender))
    {
      g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_OWN,
                   "%s: was written by this very copy", path);
      return NULL;
    }
  if (!check_kin (db, way_bundle_manifest (bundle), path, error))
    return NULL;
  return g_steal_pointer (&bundle);
}

gboolean
way_exchange_preview (WayDb           *db,
                      const char      *path,
                      WayMergeReport  *report,
                      WayManifest    **manifest,
                      GError         **error)
{
  g_autoptr(WayBundle) bundle = open_bundle (db, path, error);
  Import self = { .db = db, .bundle = bundle };

  if (bundle == NULL || !way_merge_preview (db, next_edit, &self, report, error))
    return FALSE;
  if (manifest != NULL)
    *manifest = copy_manifest (way_bundle_manifest (bundle));
  return TRUE;
}

/* Beside the file, under the moment's name; a copy in memory has none. */
static gboolean
take_snapshot (WayDb   *db,
               GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *moment = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *path = NULL;

  if (strcmp (way_db_path (db), ":memory:") == 0)
    return TRUE;
  path = g_strdup_printf ("%s.before-import-%s-%06d", way_db_path (db), moment,
                          g_date_time_get_microsecond (now));
  return way_backup_write (db, path, error);
}

/* Whether the bundle brings nothing new: then nothing needs a snapshot. */
static gboolean
brings_news (WayDb      *db,
             WayBundle  *bundle,
             gboolean   *news,
             GError    **error)
{
  g_autoptr(WayRanges) heard = read_heard (db, error);
  const WayForeignEdit *edit;

  *news = FALSE;
  if (heard == NULL)
    return FALSE;
  do
    {
      if (!way_bundle_next (&edit, bundle, error))
        return FALSE;
      *news |= edit != NULL && !way_ranges_has (heard, &edit->replica, edit->number);
    }
  while (edit != NULL && !*news);
  way_bundle_rewind (bundle);
  return TRUE;
}

gboolean
way_exchange_import (WayDb            *db,
                     const char       *path,
                     WayProgressFunc   progress,
                     gpointer          data,
                     GCancellable     *cancellable,
                     WayMergeReport   *report,
                     WayManifest     **manifest,
                     GError          **error)
{
  g_autoptr(WayBundle) bundle = open_bundle (db, path, error);
  Import self = { .db = db, .bundle = bundle, .keep = TRUE, .progress = progress, .data = data,
                  .cancellable = cancellable };
  gboolean news;

  if (bundle == NULL || !brings_news (db, bundle, &news, error) ||
      (news && !take_snapshot (db, error)) ||
      !way_merge_run (db, next_edit, &self, report, error))
    return FALSE;
  if (manifest != NULL)
    *manifest = copy_manifest (way_bundle_manifest (bundle));
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
