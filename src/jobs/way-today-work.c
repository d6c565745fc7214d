/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of the first page, on a thread with a connection of its own. */

#include "way-today-work.h"

#include "way-permit.h"

static void
clear_work (gpointer data)
{
  WayTodayWork *self = data;

  g_free (self->database);
  g_free (self->who);
  way_today_free (self->lists);
}

WayTodayWork *
way_today_work_new (const char  *database,
                    const char  *who,
                    const GDate *today)
{
  WayTodayWork *self = g_atomic_rc_box_new0 (WayTodayWork);

  self->database = g_strdup (database);
  self->who = g_strdup (who);
  self->today = *today;
  return self;
}

WayTodayWork *
way_today_work_ref (WayTodayWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_today_work_unref (WayTodayWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

/* An interrupted read is a failure to the store, and none to who asked for it. */
static gboolean
find_lists (WayJob        *job,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  WayTodayWork *self = data;
  g_autoptr(WayToday) lists = NULL;
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayDb) db = way_db_open (self->database, WAY_DB_READ, &fault);

  if (db != NULL)
    {
      way_db_set_cancellable (db, cancellable);
      if (way_permit_enter (db, self->who, &self->today, &fault))
        lists = way_today_load_lists (db, &self->today, &fault);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (lists == NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  self->lists = g_steal_pointer (&lists);
  return self->lists != NULL;
}

void
way_today_work_run (WayTodayWork        *self,
                    WayJob              *job,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  way_job_run_async (job, find_lists, way_today_work_ref (self),
                     (GDestroyNotify) way_today_work_unref, callback, user_data);
}
