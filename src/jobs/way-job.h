/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Long work on a thread of its own, with progress and cancel.
 *
 * Signal "progress" (main thread, at most ten times a second): fraction and
 * phase are others. */
#define WAY_TYPE_JOB (way_job_get_type ())
G_DECLARE_FINAL_TYPE (WayJob, way_job, WAY, JOB, GObject)

/* The work.  Runs on the job's thread, opens its own connection, checks the
 * cancellable and reports with way_job_report (…, self).  data is its own. */
typedef gboolean (*WayJobFunc) (WayJob        *self,
                                gpointer       data,
                                GCancellable  *cancellable,
                                GError       **error);

WayJob       *way_job_new             (void);

/* Once for a job.  data is destroyed when the work is over. */
void          way_job_run_async       (WayJob              *self,
                                       WayJobFunc           func,
                                       gpointer             data,
                                       GDestroyNotify       destroy,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

/* G_IO_ERROR_CANCELLED after way_job_cancel(): then nothing was done. */
gboolean      way_job_run_finish      (WayJob              *self,
                                       GAsyncResult        *result,
                                       GError             **error);

/* Any thread. */
void          way_job_cancel          (WayJob              *self);

/* A WayProgressFunc with the job as data; any thread, a million times. */
void          way_job_report          (double               fraction,
                                       const char          *phase,
                                       gpointer             job);

/* From 0 to 1. */
double        way_job_get_fraction    (WayJob              *self);

/* What is being done (msgid); "" before the first report.  Static. */
const char   *way_job_get_phase       (WayJob              *self);

G_END_DECLS
