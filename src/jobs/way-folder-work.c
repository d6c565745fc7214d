/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at the watched folder, on a thread with a connection of its own. */
#include "way-folder-work.h"

#include "way-permit.h"

static void
clear_work (gpointer data)
{
  WayFolderWork *self = data;

  g_free (self->database);
  g_free (self->path);
  g_free (self->who);
}

WayFolderWork *
way_folder_work_new (const char  *database,
                     const char  *path,
                     const char  *who,
                     const GDate *today)
{
  WayFolderWork *self = g_atomic_rc_box_new0 (WayFolderWork);

  self->database = g_strdup (database);
  self->path = g_strdup (path);
  self->who = g_strdup (who);
  self->today = *today;
  return self;
}

WayFolderWork *
way_folder_work_ref (WayFolderWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_folder_work_unref (WayFolderWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

static gboolean
do_work (WayJob        *job,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  WayFolderWork *self = data;
  WayFolderOptions options = { .path = self->path, .who = self->who, .today = self->today };
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_WRITE, error);

  return db != NULL && way_permit_enter (db, self->who, &self->today, error) &&
         way_folder_pass (db, &options, way_job_report, job, cancellable, &self->report, error);
}

void
way_folder_work_run (WayFolderWork       *self,
                     WayJob              *job,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  way_job_run_async (job, do_work, way_folder_work_ref (self),
                     (GDestroyNotify) way_folder_work_unref, callback, user_data);
}
