/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-db.h"
#include "way-progress.h"

G_BEGIN_DECLS

/* Who follows long work over a connection.  One edit may hold nearly all that there
 * is (that of a generated sample, or of a large import): what reads and writes its
 * operations tells how far it has come within it, and asks whether to go on. */
typedef struct
{
  WayProgressFunc  progress;     /* may be NULL */
  const char      *phase;        /* msgid */
  gpointer         data;
  GCancellable    *cancellable;  /* may be NULL */
  double           from, to;     /* the part of all that is the work ahead */
} WayWatch;

/* Lent until it is taken away with NULL. */
void       way_watch_set   (WayDb           *db,
                            const WayWatch  *watch);

/* So much of total is done; FALSE with G_IO_ERROR_CANCELLED where it is to stop.
 * Cheap, for every operation. */
gboolean   way_watch_go_on (WayDb           *db,
                            guint64          done,
                            guint64          total,
                            GError         **error);

G_END_DECLS
