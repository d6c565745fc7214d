/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-import.h"
#include "way-job.h"

G_BEGIN_DECLS

/* A file that comes in, as two jobs: it is looked at, then taken in. */

/* Compares the file with what is there; writes nothing.  whom is what it is about,
 * as its kind has it; it may be none. */
typedef WayImport *(*WayImportReadFunc) (WayDb        *db,
                                         GBytes       *bytes,
                                         const WayId  *whom,
                                         const GDate  *today,
                                         GCancellable *cancellable,
                                         GError      **error);

/* What is asked, and what became of it.  Counted: the job and the caller each
 * hold one; the answers may be read while no job runs. */
typedef struct
{
  char              *database;
  char              *file;
  gsize              most_bytes;   /* more are refused */
  WayImportReadFunc  read;
  WayId              whom;
  GDate              today;
  char              *who;          /* makes the edit */

  WayImport         *import;       /* once looked at */
  WayEditId          edit;         /* once taken in; 0 where there was nothing to do */
} WayImportWork;

WayImportWork *way_import_work_new     (const char           *database,
                                        const char           *file,
                                        gsize                 most_bytes,
                                        WayImportReadFunc     read);
WayImportWork *way_import_work_ref     (WayImportWork        *self);
void           way_import_work_unref   (WayImportWork        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayImportWork, way_import_work_unref)

/* Each runs on the job's thread, and ends with way_job_run_finish().  After an
 * error or a cancel nothing was done.  G_FILE_ERROR; what the read and
 * way_import_run() give. */
void           way_import_work_look    (WayImportWork        *self,
                                        WayJob               *job,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void           way_import_work_take_in (WayImportWork        *self,
                                        WayJob               *job,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

G_END_DECLS
