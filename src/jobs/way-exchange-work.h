/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange.h"
#include "way-job.h"

G_BEGIN_DECLS

/* The exchange with other copies, as jobs. */

typedef enum
{
  WAY_EXCHANGE_WORK_CLONE,     /* a second copy of the file */
  WAY_EXCHANGE_WORK_EXPORT,    /* a file for one copy, or for all */
  WAY_EXCHANGE_WORK_PREVIEW,   /* what taking a file in would do */
  WAY_EXCHANGE_WORK_IMPORT,    /* takes it in */
  WAY_EXCHANGE_WORK_SURE,      /* the same, also where it changes very much */
  WAY_EXCHANGE_WORK_SEND,      /* a sealed file for one enrolled device */
  WAY_EXCHANGE_WORK_ROUND,     /* the same for an officer's: with the settings that have a visit
                                  planned or begun, and no others */
} WayExchangeWorkKind;

/* What is asked, and what became of it.  Counted: the job and the caller each
 * hold one; the answers may be read once the job is over. */
typedef struct
{
  WayExchangeWorkKind  kind;
  char                *database;
  char                *file;      /* written, or read */
  char                *who;       /* set by who begins it: sends it, as history says */
  WayId                to;        /* export: none for all; send: the device */
  GDate                today;     /* set by who begins it; not set: the computer's */

  WayMergeReport       report;    /* preview, import */
  WayManifest         *manifest;  /* all but clone; NULL until done */
} WayExchangeWork;

WayExchangeWork *way_exchange_work_new    (WayExchangeWorkKind   kind,
                                           const char           *database,
                                           const char           *file,
                                           const WayId          *to);
WayExchangeWork *way_exchange_work_ref    (WayExchangeWork      *self);
void             way_exchange_work_unref  (WayExchangeWork      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayExchangeWork, way_exchange_work_unref)

/* Runs it on the job's thread; ends with way_job_run_finish().  After an error
 * or a cancel nothing was done. */
void             way_exchange_work_run    (WayExchangeWork      *self,
                                           WayJob               *job,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

G_END_DECLS
