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

/* How a file is taken in; all zero is what a person has not said yet. */
typedef struct
{
  gboolean  preview;       /* says what would happen, and keeps nothing */
  gboolean  sure;          /* also where it changes very much */
  gboolean  first;         /* of an empty copy: that is no wonder */
  gboolean  once;          /* what was taken in before is left, without a word */
  GBytes   *bytes;         /* of the file, where they were read already; else NULL */
  GDate     today;         /* not set: the computer's */
} WayTakeOptions;

/* Takes a file in, plain or sealed: a snapshot of this copy beside it first, then
 * one transaction, and a note of what was received.  A repeat changes nothing.
 * Of a sealed file what its author may not do waits in quarantine.
 *
 * Refused (WAY_EXCHANGE_ERROR): what is no whole bundle, what this copy wrote
 * itself, what is of another authority's file; sealed for others, not signed by
 * whom it names, from a stranger; and, until it is sure, what touches more than one
 * in twenty of the pupils or deletes more than one in a hundred of the records. */
gboolean   way_exchange_take      (WayDb                *db,
                                   const char           *path,
                                   const WayTakeOptions *options,
                                   WayProgressFunc       progress,
                                   gpointer              data,
                                   GCancellable         *cancellable,
                                   WayMergeReport       *report,
                                   WayManifest         **manifest,
                                   GError              **error);

/* The same, to look; and without being sure. */
gboolean   way_exchange_preview   (WayDb            *db,
                                   const char       *path,
                                   WayMergeReport   *report,
                                   WayManifest     **manifest,
                                   GError          **error);
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

/* What kind of copy this file is, of WayCopies; one that is not enrolled is an
 * office's. */
guint      way_exchange_own_role   (WayDb            *db);

/* The name of the authority that this file is of, for people; "" for none.  Free with
 * g_free(). */
char      *way_exchange_dup_authority (WayDb         *db);

/* A copy that this one knows of: itself, those that it heard from, and those
 * whose edits came by way of others. */
typedef struct
{
  WayId     id;
  char     *name;         /* for people; "" where it never said one */
  gboolean  own;
  gboolean  enrolled;     /* of a device of the roster: it gets sealed files alone */
  gint64    received;     /* milliseconds since 1970, 0 for never: a file from it */
  gint64    sent;         /* a file for it, or for everyone */
  gint64    waiting;      /* edits of this copy that it has not said to have heard */
} WayExchangeCopy;

void       way_exchange_copy_free (WayExchangeCopy  *self);

/* This copy first, then those heard from, the newest first, then the others. */
GPtrArray *way_exchange_copies    (WayDb            *db,
                                   GError          **error);

/* The other copy whose id begins with the digits, of which there must be eight
 * or more.  WAY_EXCHANGE_ERROR_UNKNOWN where there is none, or several. */
gboolean   way_exchange_find_copy (WayDb            *db,
                                   const char       *digits,
                                   WayId            *copy,
                                   GError          **error);

G_END_DECLS
