/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-db.h"
#include "way-progress.h"

G_BEGIN_DECLS

/* Whether a file still is what was written to it: its pages and references,
 * the chain of every copy's edits, and every row against the journal.  Finds
 * what another program, or a worn disk, did to it. */

/* No more findings than this are told. */
#define WAY_VERIFY_MOST 1000

/* Looks over the whole file as it is at one moment; nothing is changed.  The
 * findings are plain sentences (char *), without a child's name; none: the file
 * is whole.  NULL with WAY_STORE_ERROR where it could not be looked over, or
 * G_IO_ERROR_CANCELLED. */
GPtrArray *way_verify_run (WayDb            *db,
                           WayProgressFunc   progress,
                           gpointer          data,
                           GCancellable     *cancellable,
                           GError          **error);

/* The same but for the pages, which are most of the work on a small file: that they are
 * whole is SQLite's to keep. */
GPtrArray *way_verify_records (WayDb   *db,
                               GError **error);

G_END_DECLS
