/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange-error.h"
#include "way-merge.h"
#include "way-ranges.h"

G_BEGIN_DECLS

/* A bundle: edits in a file, for another copy.  data/bundle-format.md says every
 * byte of it.  The plain form is for files that are not encrypted; sealing wraps
 * the same inside (way-seal.h), and signs it.
 *
 *   magic, version, form | manifest, its digest | pages | sections | digest
 *   sealed (              manifest, its digest | pages | sections | signature )
 *
 * A page holds records (an edit, then its operations, which may go on in the
 * next page), packed with zlib under a declared size and a digest.  Everything
 * is bounded, and nothing of a file is believed before all of it was checked. */

#define WAY_BUNDLE_SUFFIX ".waybundle"

/* What a bundle is for. */
typedef enum
{
  WAY_BUNDLE_EDITS   = 0,
  WAY_BUNDLE_INVITE  = 1,    /* edits, for a device that has no file yet */
  WAY_BUNDLE_FIGURES = 2,    /* tables, and no edit at all */
} WayBundleKind;

/* Parts of a bundle beside its pages.  The numbers stand in files. */
typedef enum
{
  WAY_SECTION_ROSTER  = 1,
  WAY_SECTION_WORDS   = 2,   /* signed heads, and what offices accepted */
  WAY_SECTION_RETIRED = 3,   /* rows that the receiver must drop */
  WAY_SECTION_FILE    = 4,   /* the bytes of one attachment */
  WAY_SECTION_TABLE   = 5,   /* one table of figures */
  WAY_SECTION_DROPPED = 6,   /* rows that the sender was told to drop, and has */
  WAY_SECTION_GIVEN   = 7,   /* rows that limited copies were given, by offices */
  WAY_SECTION_RECEIPTS = 8,  /* how far the sender took in the files of others */
  WAY_SECTION_TRAIL   = 9,   /* who looked, printed, exported (way-trail-post.h) */
  WAY_SECTION_BACK    = 10,  /* rows that the sender dropped, and was given again */
} WaySectionKind;

#define WAY_BUNDLE_SIGNATURE_SIZE 64
#define WAY_BUNDLE_KEY_SIZE 32

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

  /* Of sealed ones; zero in a plain one. */
  guint       kind;          /* WayBundleKind */
  WayId       device;        /* who signed */
  GArray     *audience;      /* of WayId: the devices that it is for; NULL for none */
  guint64     sequence;      /* from 1, for the one device that it is for */
  WayId       previous;      /* the bundle before it for that device */
  guint64     received;      /* the greatest sequence that came from that device */
  guint64     roster;        /* the number that the sender goes by */
  guint       role;          /* WayCopies: of the copy that it is cut for */
  GArray     *scope;         /* of WayId: the settings that it is cut for; NULL for none */
  guint64     sections;
} WayManifest;

void         way_manifest_free  (WayManifest           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayManifest, way_manifest_free)

/* --- Writing --- */

typedef struct _WayBundleWriter WayBundleWriter;

/* Collects edits; takes the manifest over (counts are filled in). */
WayBundleWriter *way_bundle_writer_new    (WayManifest           *manifest);
void             way_bundle_writer_free   (WayBundleWriter       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBundleWriter, way_bundle_writer_free)

void             way_bundle_writer_add    (WayBundleWriter       *self,
                                           const WayForeignEdit  *edit);

/* Something beside the edits; the bytes are copied. */
void             way_bundle_writer_add_section (WayBundleWriter  *self,
                                           WaySectionKind         kind,
                                           gconstpointer          data,
                                           gsize                  size);

/* All of it, under a name that held nothing of it before. */
gboolean         way_bundle_writer_finish (WayBundleWriter       *self,
                                           const char            *path,
                                           GError               **error);

/* All of it as it stands within a sealed file, signed with the device's key. */
GBytes          *way_bundle_writer_sign   (WayBundleWriter       *self,
                                           const guint8          *secret,
                                           GError               **error);

/* --- Reading --- */

typedef struct _WayBundle WayBundle;

/* Reads and checks the whole file; NULL on any fault: WAY_EXCHANGE_ERROR. */
WayBundle         *way_bundle_open      (const char            *path,
                                         GError               **error);
WayBundle         *way_bundle_parse     (GBytes                *bytes,
                                         const char            *name,
                                         GError               **error);

/* The same of what was sealed, and whether it is signed by who has the key. */
WayBundle         *way_bundle_parse_sealed (GBytes            *content,
                                         const char            *name,
                                         GError               **error);
gboolean           way_bundle_is_signed (WayBundle             *self,
                                         const guint8           public[WAY_BUNDLE_KEY_SIZE]);

void               way_bundle_free      (WayBundle             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayBundle, way_bundle_free)

const WayManifest *way_bundle_manifest  (WayBundle             *self);

/* The n-th section, lent; NULL behind the last. */
const guint8      *way_bundle_section   (WayBundle             *self,
                                         guint                  n,
                                         guint                 *kind,
                                         gsize                 *size);

/* Back to the first edit. */
void               way_bundle_rewind    (WayBundle             *self);

/* A WayMergeSource over a WayBundle: the next edit, lent until the next call. */
gboolean           way_bundle_next      (const WayForeignEdit **edit,
                                         gpointer               bundle,
                                         GError               **error);

/* --- One edit alone --- */

/* Its record and those of its operations, as they stand in a page. */
GByteArray        *way_bundle_pack_edit   (const WayForeignEdit *edit);

/* And back, from bytes that this copy wrote; NULL where they are not whole.  The
 * bytes must live as long; free with way_foreign_edit_free(). */
WayForeignEdit    *way_bundle_unpack_edit (gconstpointer         data,
                                           gsize                 size);

G_END_DECLS
