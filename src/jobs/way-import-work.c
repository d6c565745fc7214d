/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that come in, on a thread with a connection of its own. */
#include "way-import-work.h"

#include <glib/gi18n.h>

#include "way-file.h"
#include "way-permit.h"

static void
clear_work (gpointer data)
{
  WayImportWork *self = data;

  g_free (self->database);
  g_free (self->file);
  g_free (self->who);
  way_import_free (self->import);
}

WayImportWork *
way_import_work_new (const char        *database,
                     const char        *file,
                     gsize              most_bytes,
                     WayImportReadFunc  read)
{
  WayImportWork *self = g_atomic_rc_box_new0 (WayImportWork);

  self->database = g_strdup (database);
  self->file = g_strdup (file);
  self->most_bytes = most_bytes;
  self->read = read;
  return self;
}

WayImportWork *
way_import_work_ref (WayImportWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_import_work_unref (WayImportWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

/* The connection is another than the window's, and who works with it the same. */
static gboolean
enter (WayImportWork  *self,
       WayDb          *db,
       GError        **error)
{
  return self->who == NULL || way_permit_enter (db, self->who, &self->today, error);
}

static gboolean
look (WayJob        *job,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  WayImportWork *self = data;
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayImport) import = NULL;

  way_job_report (0, N_("Reading the file"), job);
  bytes = way_file_read (self->file, self->most_bytes, error);
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  db = way_db_open (self->database, WAY_DB_READ, error);
  if (db == NULL || !enter (self, db, error))
    return FALSE;
  import = self->read (db, bytes, &self->whom, &self->today, cancellable, error);
  if (import == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  way_import_free (self->import);
  self->import = g_steal_pointer (&import);
  return TRUE;
}

static gboolean
take_in (WayJob        *job,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  WayImportWork *self = data;
  WayEditInfo info = { .who = self->who };
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_WRITE, error);

  return db != NULL && enter (self, db, error) &&
         way_import_run (self->import, db, &info, way_job_report, job, cancellable, &self->edit,
                         error);
}

static void
run (WayImportWork       *self,
     WayJob              *job,
     WayJobFunc           func,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  way_job_run_async (job, func, way_import_work_ref (self),
                     (GDestroyNotify) way_import_work_unref, callback, user_data);
}

void
way_import_work_look (WayImportWork       *self,
                      WayJob              *job,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  run (self, job, look, callback, user_data);
}

void
way_import_work_take_in (WayImportWork       *self,
                         WayJob              *job,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (self->import != NULL);

  run (self, job, take_in, callback, user_data);
}
