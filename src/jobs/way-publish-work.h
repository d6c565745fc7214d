/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-job.h"
#include "way-publish.h"

G_BEGIN_DECLS

/* A statistics release, as jobs: its tables are protected, attacked, and
 * written. */

/* What is asked, and what became of it.  Counted: the job and the caller each
 * hold one; the answers may be read while no job runs. */
typedef struct
{
  char             *database;
  char             *profile;
  int               year;
  GDate             today;
  char            **names;         /* tables */
  char             *who;
  char             *approved_by;
  char             *folder;

  WayPublishDraft  *draft;         /* once protected */
  WayPublishAttack *attack;        /* once attacked */
} WayPublishWork;

WayPublishWork *way_publish_work_new     (const char           *database,
                                          const char           *profile,
                                          int                   year,
                                          const GDate          *today,
                                          const char *const    *names);
WayPublishWork *way_publish_work_ref     (WayPublishWork       *self);
void            way_publish_work_unref   (WayPublishWork       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPublishWork, way_publish_work_unref)

/* Each runs on the job's thread, and ends with way_job_run_finish().  After an
 * error or a cancel nothing was done. */
void            way_publish_work_protect (WayPublishWork       *self,
                                          WayJob               *job,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void            way_publish_work_attack  (WayPublishWork       *self,
                                          WayJob               *job,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

/* The draft is made again first: what was looked at may have changed since.
 * WAY_SERVICE_ERROR_INVALID where it has. */
void            way_publish_work_write   (WayPublishWork       *self,
                                          WayJob               *job,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

G_END_DECLS
