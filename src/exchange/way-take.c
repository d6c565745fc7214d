/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files taken in: verified whole, judged edit by edit, merged in one transaction. */

#include "way-take-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-backup.h"
#include "way-exchange-private.h"
#include "way-given.h"
#include "way-quarantine.h"

#define CLOCK_AHEAD (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static void
take_clear (WayTake *self)
{
  g_clear_pointer (&self->bundle, way_bundle_free);
  g_clear_pointer (&self->judge, way_judge_free);
  g_clear_pointer (&self->pupils, g_hash_table_unref);
  g_clear_pointer (&self->receipts, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayTake, take_clear)

gboolean
way_take_refuse (GError           **error,
                 WayExchangeError   code,
                 const char        *name,
                 const char        *what)
{
  g_set_error (error, WAY_EXCHANGE_ERROR, code, "%s: %s", name, what);
  return FALSE;
}

/* --- The end --- */

/* Still in the merge's transaction. */
static gboolean
finish (WayTake  *self,
        GError  **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);

  if (!way_take_check_large (self, error))
    return FALSE;
  if (self->judge != NULL)
    return way_take_note_sealed (self, error);
  return self->options->preview ||
         (way_exchange_note_bundle (self->db, manifest, FALSE, &manifest->sender, error) &&
          way_exchange_note_peer (self->db, manifest, error));
}

/* --- Edits --- */

/* Whether the edit may be given to the merge; it is put in quarantine else. */
static gboolean
judge (WayTake               *self,
       const WayForeignEdit  *edit,
       gboolean              *pass,
       GError               **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  g_autofree char *detail = NULL;
  const char *why;
  gboolean known;

  *pass = !self->late;
  if (self->judge == NULL || self->late)
    return TRUE;
  if (!way_judge_edit (self->judge, edit, &known, &why, &detail, error))
    return FALSE;
  if (!known)
    self->clocks += (edit->clock >> 16) > g_get_real_time () / 1000 + CLOCK_AHEAD;
  if (why == NULL)
    return known || (way_take_weigh (self, edit, error) &&
                     (way_judge_sender (self->judge)->role == WAY_COPY_OFFICE ||
                      way_given_note_written (self->db, &manifest->device, edit, error)));
  *pass = FALSE;
  self->cloned += strcmp (why, "cloned") == 0;
  self->quarantined++;
  return way_quarantine_put (self->db, edit, &manifest->device, &manifest->id, why, detail, error);
}

/* How far the operations of the next edit lead. */
static void
follow (WayTake *self,
        guint    n_ops)
{
  double all = (double) MAX (way_bundle_manifest (self->bundle)->ops, 1);

  self->watch = (WayWatch) {
    .progress = self->progress, .data = self->data, .cancellable = self->cancellable,
    .phase = N_("Reading edits"), .from = (double) self->taken / all,
    .to = (double) (self->taken + n_ops) / all,
  };
  self->taken += n_ops;
  if (self->progress != NULL)
    self->progress (self->watch.from, self->watch.phase, self->data);
}

/* Feeds the merge; at the end, still in its transaction, notes what came. */
static gboolean
next_edit (const WayForeignEdit **edit,
           gpointer               data,
           GError               **error)
{
  WayTake *self = data;
  gboolean pass = FALSE;

  if (!self->prepared && self->judge != NULL &&
      !way_judge_prepare (self->judge, &self->options->today, error))
    return FALSE;
  self->prepared = TRUE;
  while (!pass)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !way_bundle_next (edit, self->bundle, error))
        return FALSE;
      if (*edit == NULL)
        return finish (self, error);
      follow (self, (*edit)->n_ops);
      if (!judge (self, *edit, &pass, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Snapshots --- */

static char *
snapshot_prefix (WayDb *db)
{
  return g_strconcat (way_db_path (db), ".before-import-", NULL);
}

/* Beside the file, under the moment's name; a copy in memory has none. */
static gboolean
take_snapshot (WayDb   *db,
               GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *moment = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *prefix = snapshot_prefix (db);
  g_autofree char *path = NULL;

  if (strcmp (way_db_path (db), ":memory:") == 0)
    return TRUE;
  path = g_strdup_printf ("%s%s-%06d", prefix, moment, g_date_time_get_microsecond (now));
  return way_backup_write (db, path, error);
}

/* What this copy may not hold any more it holds in no snapshot either. */
static void
drop_snapshots (WayDb *db)
{
  g_autofree char *prefix = snapshot_prefix (db);
  g_autofree char *folder = g_path_get_dirname (prefix);
  g_autofree char *begin = g_path_get_basename (prefix);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, begin))
        g_unlink (path);
    }
}

/* Whether the bundle brings nothing new: then nothing needs a snapshot. */
static gboolean
brings_news (WayTake   *self,
             gboolean  *news,
             GError   **error)
{
  g_autoptr(WayRanges) heard = way_exchange_read_heard (self->db, error);
  const WayForeignEdit *edit;

  *news = FALSE;
  if (heard == NULL)
    return FALSE;
  do
    {
      if (!way_bundle_next (&edit, self->bundle, error))
        return FALSE;
      *news |= edit != NULL &&
               (edit->more || !way_ranges_has (heard, &edit->replica, edit->number));
    }
  while (edit != NULL && !*news);
  way_bundle_rewind (self->bundle);
  return TRUE;
}

/* --- All of it --- */

/* Whether the very bundle was taken in before. */
static gboolean
was_taken (WayTake   *self,
           gboolean  *taken,
           GError   **error)
{
  g_autoptr(WayStmt) stmt =
    way_db_prepare (self->db, "SELECT 1 FROM bundle WHERE id = :id AND NOT sent", error);

  *taken = FALSE;
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", &way_bundle_manifest (self->bundle)->id);
  return way_stmt_finds (stmt, taken, error);
}

static gboolean
run (WayTake   *self,
     gboolean   snapshot,
     GError   **error)
{
  gboolean news, done, taken;

  if (self->options->once && (!was_taken (self, &taken, error) || taken))
    {
      memset (self->report, 0, sizeof *self->report);
      return taken;
    }
  way_watch_set (self->db, &self->watch);
  if (self->options->preview)
    return way_merge_preview (self->db, next_edit, self, self->report, error);
  if (!brings_news (self, &news, error) ||
      (news && snapshot && !take_snapshot (self->db, error)))
    return FALSE;
  done = way_merge_run (self->db, next_edit, self, self->report, error) &&
         (self->judge == NULL || way_quarantine_tidy (self->db, error));
  if (done && (self->retired > 0 || self->narrowed))
    drop_snapshots (self->db);
  return done;
}

gboolean
way_exchange_take_as (WayDb                 *db,
                      const char            *path,
                      const guint8          *authority,
                      const WayTakeOptions  *options,
                      WayProgressFunc        progress,
                      gpointer               data,
                      GCancellable          *cancellable,
                      WayMergeReport        *report,
                      WayManifest          **manifest,
                      GError               **error)
{
  WayTakeOptions wanted = *options;
  g_auto(WayTake) self = { .db = db, .options = &wanted, .progress = progress, .data = data,
                        .cancellable = cancellable, .report = report };
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  gboolean done;

  if (!way_date_is_set (&wanted.today))
    g_date_set_dmy (&wanted.today, (GDateDay) g_date_time_get_day_of_month (now),
                    (GDateMonth) g_date_time_get_month (now),
                    (GDateYear) g_date_time_get_year (now));
  self.receipts = g_array_new (FALSE, FALSE, sizeof (WayReceipt));
  self.pupils = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  done = way_take_open (&self, path, authority, error) && run (&self, authority == NULL, error);
  way_watch_set (db, NULL);
  if (!done)
    return FALSE;
  report->quarantined = self.quarantined;
  report->retired = self.retired;
  if (manifest != NULL)
    *manifest = way_exchange_copy_manifest (way_bundle_manifest (self.bundle));
  return TRUE;
}

gboolean
way_exchange_take (WayDb                 *db,
                   const char            *path,
                   const WayTakeOptions  *options,
                   WayProgressFunc        progress,
                   gpointer               data,
                   GCancellable          *cancellable,
                   WayMergeReport        *report,
                   WayManifest          **manifest,
                   GError               **error)
{
  return way_exchange_take_as (db, path, NULL, options, progress, data, cancellable, report,
                               manifest, error);
}

gboolean
way_exchange_preview (WayDb           *db,
                      const char      *path,
                      WayMergeReport  *report,
                      WayManifest    **manifest,
                      GError         **error)
{
  WayTakeOptions options = { .preview = TRUE };

  return way_exchange_take (db, path, &options, NULL, NULL, NULL, report, manifest, error);
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
  WayTakeOptions options = { .sure = FALSE };

  return way_exchange_take (db, path, &options, progress, data, cancellable, report, manifest,
                            error);
}
