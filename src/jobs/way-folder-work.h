/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-folder-pass.h"
#include "way-job.h"

G_BEGIN_DECLS

/* One look at the watched folder, as a job.  Counted: the job and the caller each hold
 * one; the report may be read once the job is over. */
typedef struct
{
  char            *database;
  char            *path;
  char            *who;
  GDate            today;
  WayFolderReport  report;
} WayFolderWork;

WayFolderWork *way_folder_work_new   (const char           *database,
                                      const char           *path,
                                      const char           *who,
                                      const GDate          *today);
WayFolderWork *way_folder_work_ref   (WayFolderWork        *self);
void           way_folder_work_unref (WayFolderWork        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayFolderWork, way_folder_work_unref)

/* Runs it on the job's thread; ends with way_job_run_finish(). */
void           way_folder_work_run   (WayFolderWork        *self,
                                      WayJob               *job,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

G_END_DECLS
