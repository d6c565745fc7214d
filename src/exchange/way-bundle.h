/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange-error.h"
#include "way-merge.h"
#include "way-ranges.h"

G_BEGIN_DECLS

/* A bundle: edits in a file, for another copy.  This is its plain form, for
 * files that are not encrypted; sealing wraps it without changing what is
 * inside.
 *
 *   magic, version, form | manifest, its digest | pages | digest of all before
 *
 * A page holds records (an edit, then its operations, which may go on in the
 * next page), packed with zlib under a declared size and a digest.  Everything
 * is bounded, and nothing of a file is believed before all of it was checked. */

#define WAY_BUNDLE_SUFFIX ".waybundle"

typedef struct
{
  WayId       id;
  WayId       sender;        /* the replica that wrote it */
  char       *sender_name;   /* the copy's own name, for people; may be "" */
  char       *authority;     /* name of the authority it belongs to */
  gint64      made;          /* milliseconds since 1970 */
  guint       reader;        /* oldest version of the format that may read it */
  gint64      schema;
  guint64     edits;
  guint64     ops;
  guint64     pages;
  WayRanges  *heard;         /* what the sender has heard: the receipt */
} WayManifest;

void         way_manifest_free  (WayManifest           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayManifest, way_manifest_free)

/* --- Writing --- */

typedef struct _WayBundleWriter WayBundleWriter;

/* Collects edits; takes the manifest over (counts are filled in). */
WayBundleWriter *way_bundle_writer_new    (WayManifest           *manifest);
void             way_bundle_writer_free   (WayBundleWriter       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBundleWriter, way_bundle_writer_free)

gboolean         way_bundle_writer_add    (WayBundleWriter       *self,
                                           const WayForeignEdit  *edit,
                                           GError               **error);

/* All of it, under a name that held nothing of it before. */
gboolean         way_bundle_writer_finish (WayBundleWriter       *self,
                                           const char            *path,
                                           GError               **error);

/* --- Reading --- */

typedef struct _WayBundle WayBundle;

/* Reads and checks the whole file; NULL on any fault: WAY_EXCHANGE_ERROR. */
WayBundle         *way_bundle_open      (const char            *path,
                                         GError               **error);
WayBundle         *way_bundle_parse     (GBytes                *bytes,
                                         const char            *name,
                                         GError               **error);
void               way_bundle_free      (WayBundle             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBundle, way_bundle_free)

const WayManifest *way_bundle_manifest  (WayBundle             *self);

/* Back to the first edit. */
void               way_bundle_rewind    (WayBundle             *self);

/* A WayMergeSource over a WayBundle: the next edit, lent until the next call. */
gboolean           way_bundle_next      (const WayForeignEdit **edit,
                                         gpointer               bundle,
                                         GError               **error);

G_END_DECLS
