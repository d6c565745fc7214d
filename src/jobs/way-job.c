/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of long work.  The work itself is synchronous and lives below; this
 * carries it to a thread, its progress back to the main loop, and a cancel the
 * other way. */
#include "way-job.h"

/* The main loop is told no oftener than this, in milliseconds. */
#define PAUSE 100

struct _WayJob
{
  GObject       parent_instance;

  GCancellable *cancellable;
  GMutex        mutex;

  /* Under the mutex. */
  double        fraction;
  const char   *phase;
  guint         tell_id;
};

typedef struct
{
  WayJobFunc     func;
  gpointer       data;
  GDestroyNotify destroy;
} Work;

enum
{
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayJob, way_job, G_TYPE_OBJECT)

static void
work_free (Work *work)
{
  if (work->destroy != NULL)
    work->destroy (work->data);
  g_free (work);
}

static gboolean
tell_cb (gpointer user_data)
{
  WayJob *self = user_data;

  g_mutex_lock (&self->mutex);
  self->tell_id = 0;
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, signals[PROGRESS], 0);
  return G_SOURCE_REMOVE;
}

static void
work_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (work->func (source, work->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
way_job_finalize (GObject *object)
{
  WayJob *self = WAY_JOB (object);

  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (way_job_parent_class)->finalize (object);
}

static void
way_job_class_init (WayJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_job_finalize;

  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_job_init (WayJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->phase = "";
  g_mutex_init (&self->mutex);
}

WayJob *
way_job_new (void)
{
  return g_object_new (WAY_TYPE_JOB, NULL);
}

void
way_job_run_async (WayJob              *self,
                   WayJobFunc           func,
                   gpointer             data,
                   GDestroyNotify       destroy,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Work *work;

  g_return_if_fail (WAY_IS_JOB (self));
  g_return_if_fail (func != NULL);

  work = g_new0 (Work, 1);
  work->func = func;
  work->data = data;
  work->destroy = destroy;
  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (task, way_job_run_async);
  /* Work that was done when the cancel came is done, and must be said so. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, work_thread);
}

gboolean
way_job_run_finish (WayJob        *self,
                    GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
way_job_cancel (WayJob *self)
{
  g_return_if_fail (WAY_IS_JOB (self));

  g_cancellable_cancel (self->cancellable);
}

void
way_job_report (double      fraction,
                const char *phase,
                gpointer    job)
{
  WayJob *self = job;

  g_mutex_lock (&self->mutex);
  self->fraction = CLAMP (fraction, 0, 1);
  self->phase = phase != NULL ? phase : "";
  if (self->tell_id == 0)
    self->tell_id = g_timeout_add_full (G_PRIORITY_DEFAULT, PAUSE, tell_cb, g_object_ref (self),
                                        g_object_unref);
  g_mutex_unlock (&self->mutex);
}

double
way_job_get_fraction (WayJob *self)
{
  double fraction;

  g_return_val_if_fail (WAY_IS_JOB (self), 0);

  g_mutex_lock (&self->mutex);
  fraction = self->fraction;
  g_mutex_unlock (&self->mutex);
  return fraction;
}

const char *
way_job_get_phase (WayJob *self)
{
  const char *phase;

  g_return_val_if_fail (WAY_IS_JOB (self), "");

  g_mutex_lock (&self->mutex);
  phase = self->phase;
  g_mutex_unlock (&self->mutex);
  return phase;
}
