/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Releases, on a thread with a connection of its own. */

#include "way-publish-work.h"

#include <glib/gi18n.h>

#include "way-release-folder.h"
#include "way-service-error.h"

static void
clear_work (gpointer data)
{
  WayPublishWork *self = data;

  g_free (self->database);
  g_free (self->profile);
  g_strfreev (self->names);
  g_free (self->who);
  g_free (self->approved_by);
  g_free (self->folder);
  way_publish_draft_free (self->draft);
  way_publish_attack_free (self->attack);
}

WayPublishWork *
way_publish_work_new (const char        *database,
                      const char        *profile,
                      int                year,
                      const GDate       *today,
                      const char *const *names)
{
  WayPublishWork *self = g_atomic_rc_box_new0 (WayPublishWork);

  self->database = g_strdup (database);
  self->profile = g_strdup (profile);
  self->year = year;
  self->today = *today;
  self->names = g_strdupv ((char **) names);
  return self;
}

WayPublishWork *
way_publish_work_ref (WayPublishWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_publish_work_unref (WayPublishWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

static WayPublishDraft *
make_draft (WayPublishWork  *self,
            WayDb           *db,
            GError         **error)
{
  return way_publish_draft_new (db, self->profile, self->year, &self->today,
                                (const char *const *) self->names, error);
}

static gboolean
protect (WayJob        *job,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  WayPublishWork *self = data;
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_READ, error);

  way_job_report (0, N_("Protecting small numbers"), job);
  self->draft = db != NULL ? make_draft (self, db, error) : NULL;
  return self->draft != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
attack (WayJob        *job,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  WayPublishWork *self = data;
  WayPublishAttack *found = way_publish_draft_attack (self->draft, way_job_report, job,
                                                      cancellable, error);

  if (found == NULL)
    return FALSE;
  g_clear_pointer (&self->attack, way_publish_attack_free);
  self->attack = found;
  return TRUE;
}

/* What was approved is what goes out. */
static gboolean
check_unchanged (WayPublishWork  *self,
                 WayDb           *db,
                 GError         **error)
{
  g_autoptr(WayPublishDraft) again = make_draft (self, db, error);

  if (again == NULL)
    return FALSE;
  if (g_str_equal (again->digest, self->draft->digest))
    return TRUE;
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                       "The records have changed since the tables were looked at.");
  return FALSE;
}

static gboolean
write_release (WayJob        *job,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  WayPublishWork *self = data;
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_WRITE, error);

  way_job_report (0, N_("Writing the release"), job);
  return db != NULL && check_unchanged (self, db, error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         way_release_publish (db, self->who, self->approved_by, self->draft, self->folder, error);
}

static void
run (WayPublishWork      *self,
     WayJob              *job,
     WayJobFunc           func,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  way_job_run_async (job, func, way_publish_work_ref (self),
                     (GDestroyNotify) way_publish_work_unref, callback, user_data);
}

void
way_publish_work_protect (WayPublishWork      *self,
                          WayJob              *job,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  run (self, job, protect, callback, user_data);
}

void
way_publish_work_attack (WayPublishWork      *self,
                         WayJob              *job,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (self->draft != NULL);

  run (self, job, attack, callback, user_data);
}

void
way_publish_work_write (WayPublishWork      *self,
                        WayJob              *job,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (self->draft != NULL && self->folder != NULL);

  run (self, job, write_release, callback, user_data);
}
