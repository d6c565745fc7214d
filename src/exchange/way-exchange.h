/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-bundle.h"
#include "way-progress.h"

G_BEGIN_DECLS

/* Copies kept in step by files: a second copy, bundles out and in, receipts. */

/* A second full copy in a new file, with a replica of its own. */
gboolean   way_exchange_clone     (WayDb            *db,
                                   const char       *path,
                                   GError          **error);

/* Everything this copy knows, or what `to` (a replica, may be NULL) has not
 * acknowledged.  *bundle, when not NULL, is given the bundle's id. */
gboolean   way_exchange_export    (WayDb            *db,
                                   const WayId      *to,
                                   const char       *path,
                                   WayProgressFunc   progress,
                                   gpointer          data,
                                   GCancellable     *cancellable,
                                   WayManifest     **manifest,
                                   GError          **error);

/* What importing the file would do. */
gboolean   way_exchange_preview   (WayDb            *db,
                                   const char       *path,
                                   WayMergeReport   *report,
                                   WayManifest     **manifest,
                                   GError          **error);

/* Takes the file in: a snapshot of this copy beside it first, then one
 * transaction, and a note of what was received.  A repeat changes nothing. */
gboolean   way_exchange_import    (WayDb            *db,
                                   const char       *path,
                                   WayProgressFunc   progress,
                                   gpointer          data,
                                   GCancellable     *cancellable,
                                   WayMergeReport   *report,
                                   WayManifest     **manifest,
                                   GError          **error);

/* What went out and came in, newest first. */
typedef struct
{
  WayId     id;
  gboolean  sent;
  WayId     other;        /* the copy at the other end; none: for everyone */
  char     *other_name;
  gint64    when;         /* milliseconds since 1970 */
  gint64    edits;
  gint64    ops;
} WayExchangeEntry;

void       way_exchange_entry_free (WayExchangeEntry *self);
GPtrArray *way_exchange_list      (WayDb            *db,
                                   GError          **error);

G_END_DECLS
