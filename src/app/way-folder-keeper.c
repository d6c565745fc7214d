/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the watched folder is looked at.  What a look does is way-folder-pass.h. */
#include "way-folder-keeper.h"

#include "way-error-text.h"
#include "way-folder-work.h"

#define KEY "way-folder-keeper"

/* Between a change, here or there, and the look: more of it may be on its way. */
#define SECONDS_AFTER 3

/* A network drive may say nothing of what others do. */
#define SECONDS_BETWEEN 300

typedef struct
{
  WaySession    *session;    /* whose it is */
  char          *path;       /* of monitor */
  GFileMonitor  *monitor;
  WayJob        *job;        /* while it looks */
  WayFolderWork *work;
  gboolean       by_hand;    /* that look */
  gboolean       again;      /* another was wanted while it went on */
  char          *problem;
  guint          asked;      /* files that waited for a person when it looked last */
  guint          soon;
  guint          timer;
} Keeper;

static Keeper *
find_keeper (WaySession *session)
{
  return g_object_get_data (G_OBJECT (session), KEY);
}

static void
stop_monitor (Keeper *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->path, g_free);
}

static void
keeper_free (gpointer data)
{
  Keeper *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  stop_monitor (self);
  if (self->job != NULL)
    way_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_pointer (&self->work, way_folder_work_unref);
  g_free (self->problem);
  g_free (self);
}

/* --- One look --- */

static void look_soon (Keeper *self);

static gboolean
brought_anything (const Keeper          *self,
                  const WayFolderReport *report)
{
  return report->taken + report->refused + report->put > 0 || report->asks != self->asked;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(WaySession) session = user_data;
  Keeper *self = find_keeper (session);
  g_autoptr(WayFolderWork) work = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  gboolean done = way_job_run_finish (WAY_JOB (source), result, &error);
  gboolean news;

  if (self == NULL)
    return;
  work = g_steal_pointer (&self->work);
  /* A last word of the job may come after its end. */
  g_signal_handlers_disconnect_by_data (self->job, session);
  g_clear_object (&self->job);
  before = g_steal_pointer (&self->problem);
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->problem = way_error_text (error);
  if (done && work->report.taken > 0 && way_session_get_store (session) != NULL)
    way_store_changed (way_session_get_store (session));
  news = done && brought_anything (self, &work->report);
  self->asked = work->report.asks;
  if (self->by_hand || g_strcmp0 (before, self->problem) != 0 || news)
    way_session_emit_changed (session);
  way_session_emit_working (session);
  if (self->again)
    look_soon (self);
  self->again = FALSE;
}

static void
look (Keeper   *self,
      gboolean  by_hand)
{
  WayDb *db = way_session_get_db (self->session);
  g_autofree char *path = db != NULL ? way_folder_dup_path (db) : NULL;
  g_autofree char *who = NULL;

  if (self->job != NULL)
    {
      self->again = TRUE;
      return;
    }
  if (path == NULL || (!by_hand && way_folder_is_paused (db)) ||
      (way_session_is_read_only (self->session) &&
       way_session_get_role (self->session) != WAY_COPY_GOVERNANCE))
    return;
  who = way_session_dup_user (self->session);
  self->by_hand = by_hand;
  self->work = way_folder_work_new (way_db_path (db), path, who,
                                    way_session_get_today (self->session));
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (way_session_emit_working),
                           self->session, G_CONNECT_SWAPPED);
  way_session_emit_working (self->session);
  way_folder_work_run (self->work, self->job, looked_cb, g_object_ref (self->session));
}

/* --- When --- */

static gboolean
soon_cb (gpointer data)
{
  Keeper *self = data;

  self->soon = 0;
  look (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
look_soon (Keeper *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add_seconds (SECONDS_AFTER, soon_cb, self);
}

static void
moved_cb (Keeper *self)
{
  look_soon (self);
}

/* The file that is open may watch another folder by now, or none. */
static void
follow (Keeper *self)
{
  WayDb *db = way_session_get_db (self->session);
  g_autofree char *path = db != NULL ? way_folder_dup_path (db) : NULL;
  g_autoptr(GFile) file = NULL;

  if (g_strcmp0 (path, self->path) == 0)
    return;
  stop_monitor (self);
  g_clear_pointer (&self->problem, g_free);
  if (path == NULL)
    return;
  file = g_file_new_for_path (path);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (moved_cb), self);
  self->path = g_steal_pointer (&path);
}

static void
session_changed_cb (Keeper *self)
{
  follow (self);
  if (self->path != NULL)
    look_soon (self);
}

static gboolean
tick_cb (gpointer data)
{
  look (data, FALSE);
  return G_SOURCE_CONTINUE;
}

void
way_folder_keeper_watch (WaySession *session)
{
  Keeper *self = g_new0 (Keeper, 1);

  self->session = session;
  self->timer = g_timeout_add_seconds (SECONDS_BETWEEN, tick_cb, self);
  g_object_set_data_full (G_OBJECT (session), KEY, self, keeper_free);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (session_changed_cb), self);
  session_changed_cb (self);
}

void
way_folder_keeper_look (WaySession *session)
{
  Keeper *self = find_keeper (session);

  if (self == NULL)
    return;
  follow (self);
  look (self, TRUE);
}

void
way_folder_keeper_cancel (WaySession *session)
{
  Keeper *self = find_keeper (session);

  if (self == NULL || self->job == NULL)
    return;
  self->again = FALSE;
  way_job_cancel (self->job);
}

WayJob *
way_folder_keeper_get_job (WaySession *session)
{
  const Keeper *self = find_keeper (session);

  return self != NULL ? self->job : NULL;
}

gboolean
way_folder_keeper_is_busy (WaySession *session)
{
  return way_folder_keeper_get_job (session) != NULL;
}

const char *
way_folder_keeper_problem (WaySession *session)
{
  const Keeper *self = find_keeper (session);

  return self != NULL ? self->problem : NULL;
}
