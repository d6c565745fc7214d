/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-backups.h"
#include "way-date.h"
#include "way-job.h"

G_BEGIN_DECLS

/* Backups made, looked into and restored, as jobs with a connection of their
 * own. */

typedef enum
{
  WAY_BACKUP_WORK_MAKE,       /* the backup of the day */
  WAY_BACKUP_WORK_LOOK,       /* proves the backup; fills view and now */
  WAY_BACKUP_WORK_RESTORE,    /* a new file from it; fills restored */
} WayBackupWorkKind;

/* Counted (g_atomic_rc_box).  Plain data. */
typedef struct
{
  WayBackupWorkKind  kind;
  char              *database;
  char              *backup;    /* NULL where one is to be made */
  GDate              day;
  WayBackupView      view;      /* out: what is in the backup */
  WayBackupView      now;       /* out: what is in the file */
  char              *restored;  /* out: the new file */
} WayBackupWork;

WayBackupWork *way_backup_work_new   (WayBackupWorkKind    kind,
                                      const char          *database,
                                      const char          *backup,
                                      const GDate         *day);
WayBackupWork *way_backup_work_ref   (WayBackupWork       *self);
void           way_backup_work_unref (WayBackupWork       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBackupWork, way_backup_work_unref)

/* Its end is way_job_run_finish()'s: WAY_STORE_ERROR, and then no file is left. */
void           way_backup_work_run   (WayBackupWork       *self,
                                      WayJob              *job,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);

G_END_DECLS
