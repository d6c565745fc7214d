/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups made, looked into and restored, on a thread. */
#include "way-backup-work.h"

static void
clear_work (gpointer data)
{
  WayBackupWork *self = data;

  g_free (self->database);
  g_free (self->backup);
  g_free (self->restored);
}

WayBackupWork *
way_backup_work_new (WayBackupWorkKind  kind,
                     const char        *database,
                     const char        *backup,
                     const GDate       *day)
{
  WayBackupWork *self = g_atomic_rc_box_new0 (WayBackupWork);

  self->kind = kind;
  self->database = g_strdup (database);
  self->backup = g_strdup (backup);
  self->day = *day;
  return self;
}

WayBackupWork *
way_backup_work_ref (WayBackupWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_backup_work_unref (WayBackupWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

static gboolean
view_file (const char     *path,
           WayBackupView  *view,
           GError        **error)
{
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_READ, error);

  return db != NULL && way_backups_look (db, view, error);
}

static gboolean
make_backup (WayBackupWork  *self,
             WayJob         *job,
             GCancellable   *cancellable,
             GError        **error)
{
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_READ, error);

  return db != NULL && way_backups_make (db, &self->day, way_job_report, job, cancellable, error);
}

static gboolean
look_at_backup (WayBackupWork  *self,
                WayJob         *job,
                GCancellable   *cancellable,
                GError        **error)
{
  return way_backup_prove (self->backup, way_job_report, job, cancellable, error) &&
         view_file (self->backup, &self->view, error) &&
         view_file (self->database, &self->now, error);
}

static gboolean
restore_backup (WayBackupWork  *self,
                WayJob         *job,
                GCancellable   *cancellable,
                GError        **error)
{
  self->restored = way_backups_restored_path (self->database, &self->day);
  if (!way_backup_restore (self->backup, self->restored, error))
    return FALSE;
  if (way_backup_prove (self->restored, way_job_report, job, cancellable, error))
    return TRUE;
  way_db_remove (self->restored);
  return FALSE;
}

static gboolean
do_work (WayJob        *job,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  WayBackupWork *self = data;

  switch (self->kind)
    {
    case WAY_BACKUP_WORK_MAKE:
      return make_backup (self, job, cancellable, error);
    case WAY_BACKUP_WORK_RESTORE:
      return restore_backup (self, job, cancellable, error);
    case WAY_BACKUP_WORK_LOOK:
    default:
      return look_at_backup (self, job, cancellable, error);
    }
}

void
way_backup_work_run (WayBackupWork       *self,
                     WayJob              *job,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  way_job_run_async (job, do_work, way_backup_work_ref (self),
                     (GDestroyNotify) way_backup_work_unref, callback, user_data);
}
