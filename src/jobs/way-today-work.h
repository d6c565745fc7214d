/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-job.h"
#include "way-today.h"

G_BEGIN_DECLS

/* The lists of the first page, as a job. */

/* What is asked, and what was found.  Counted: the job and the caller each hold one;
 * the lists may be taken once the job is over. */
typedef struct
{
  char     *database;
  char     *who;
  GDate     today;

  WayToday *lists;              /* as way_today_load_lists() gives them */
} WayTodayWork;

WayTodayWork *way_today_work_new   (const char          *database,
                                    const char          *who,
                                    const GDate         *today);
WayTodayWork *way_today_work_ref   (WayTodayWork        *self);
void          way_today_work_unref (WayTodayWork        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTodayWork, way_today_work_unref)

/* Runs on the job's thread, and ends with way_job_run_finish(). */
void          way_today_work_run   (WayTodayWork        *self,
                                    WayJob              *job,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);

G_END_DECLS
