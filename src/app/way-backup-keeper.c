/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The backup of the day, made while nobody waits for it. */
#include "way-backup-keeper.h"

#include "way-backup-work.h"

/* Not at once: a start has enough to do. */
#define SECONDS_BETWEEN 60

typedef struct
{
  WaySession *session;       /* whose it is */
  WayJob     *job;           /* while a backup is made */
  guint       timer;
} Keeper;

static void
keeper_free (gpointer data)
{
  Keeper *self = data;

  g_source_remove (self->timer);
  if (self->job != NULL)
    way_job_cancel (self->job);
  g_clear_object (&self->job);
  g_free (self);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(WaySession) session = user_data;
  Keeper *self = g_object_get_data (G_OBJECT (session), "way-backup-keeper");
  g_autoptr(GError) error = NULL;

  if (!way_job_run_finish (WAY_JOB (source), result, &error))
    g_message ("backup: %s", error->message);
  if (self != NULL)
    g_clear_object (&self->job);
}

static gboolean
tick_cb (gpointer data)
{
  Keeper *self = data;
  WayDb *db = way_session_get_db (self->session);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  GDate day = way_date_ymd (g_date_time_get_year (now), g_date_time_get_month (now),
                            g_date_time_get_day_of_month (now));
  g_autoptr(WayBackupWork) work = NULL;

  if (db == NULL || self->job != NULL || !way_db_is_sealed (db) ||
      (way_session_is_read_only (self->session) &&
       way_session_get_role (self->session) != WAY_COPY_GOVERNANCE) ||
      way_backups_has_day (way_db_path (db), &day))
    return G_SOURCE_CONTINUE;
  work = way_backup_work_new (WAY_BACKUP_WORK_MAKE, way_db_path (db), NULL, &day);
  self->job = way_job_new ();
  way_backup_work_run (work, self->job, made_cb, g_object_ref (self->session));
  return G_SOURCE_CONTINUE;
}

void
way_backup_keeper_watch (WaySession *session)
{
  Keeper *self = g_new0 (Keeper, 1);

  self->session = session;
  self->timer = g_timeout_add_seconds (SECONDS_BETWEEN, tick_cb, self);
  g_object_set_data_full (G_OBJECT (session), "way-backup-keeper", self, keeper_free);
}
