/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange.h"
#include "way-judge.h"
#include "way-watch.h"

G_BEGIN_DECLS

/* way_exchange_take() by a copy that knows no roster yet, and believes that of the
 * authority with the key; no snapshot is made of what is empty. */
gboolean way_exchange_take_as      (WayDb                 *db,
                                    const char            *path,
                                    const guint8          *authority,
                                    const WayTakeOptions  *options,
                                    WayProgressFunc        progress,
                                    gpointer               data,
                                    GCancellable          *cancellable,
                                    WayMergeReport        *report,
                                    WayManifest          **manifest,
                                    GError               **error);

/* --- The rooms of way-take.c --- */

/* A file that is taken in. */
typedef struct
{
  WayDb                *db;
  WayBundle            *bundle;
  WayJudge             *judge;       /* NULL for a plain file */
  const WayTakeOptions *options;
  WayProgressFunc       progress;
  gpointer              data;
  GCancellable         *cancellable;
  WayMergeReport       *report;
  guint64               taken;       /* operations */
  WayWatch              watch;       /* within an edit */
  gboolean              prepared;
  gboolean              late;        /* nothing of it counts any more */
  GArray               *receipts;    /* of WayReceipt: what the sender took in of others */
  guint64               turns;       /* how often what the sender may hold was changed */
  gboolean              narrowed;    /* fields went that this copy may not hold */

  /* How much it does to what is here. */
  GHashTable           *pupils;      /* WayId * of those that it touches */
  gint64                deleted;
  guint                 cloned;
  guint                 clocks;
  guint                 quarantined;
  guint                 retired;
} WayTake;


/* Sets the error, of WAY_EXCHANGE_ERROR; FALSE always. */
gboolean way_take_refuse           (GError               **error,
                                    WayExchangeError       code,
                                    const char            *name,
                                    const char            *what);

/* way-take-open.c: reads the file and verifies all of it; who sent it, and whether
 * this copy may believe that.  With the key of an authority as that roster's. */
gboolean way_take_open             (WayTake               *self,
                                    const char            *path,
                                    const guint8          *authority,
                                    GError               **error);

/* way-take-weigh.c: notes how much an edit does, before it is applied; and an error
 * where all of them do so much that it must be looked at first. */
gboolean way_take_weigh            (WayTake               *self,
                                    const WayForeignEdit  *edit,
                                    GError               **error);
gboolean way_take_check_large      (WayTake               *self,
                                    GError               **error);

/* way-take-beside.c: what a sealed file says beside its edits, in the transaction of
 * the merge and after them. */
gboolean way_take_note_sealed      (WayTake               *self,
                                    GError               **error);

G_END_DECLS
