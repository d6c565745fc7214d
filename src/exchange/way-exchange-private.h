/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-device.h"
#include "way-exchange.h"
#include "way-given.h"

G_BEGIN_DECLS

/* The id of this copy; none before its first edit. */
gboolean   way_exchange_read_own     (WayDb            *db,
                                      WayId            *own,
                                      GError          **error);

/* What the other copy said last that it heard; nothing where it never did. */
WayRanges *way_exchange_read_peer    (WayDb            *db,
                                      const WayId      *replica,
                                      GError          **error);

/* Local ids of the edits that are not in heard, by their clocks. */
GArray    *way_exchange_list_unheard (WayDb            *db,
                                      const WayRanges  *heard,
                                      GError          **error);

/* All that this copy has heard. */
WayRanges *way_exchange_read_heard   (WayDb            *db,
                                      GError          **error);

/* The same and what waits in quarantine, of which this copy has every word. */
WayRanges *way_exchange_read_kept    (WayDb            *db,
                                      GError          **error);

/* A manifest of this copy's, still without counts. */
WayManifest *way_exchange_make_manifest (WayDb         *db,
                                      GError          **error);
WayManifest *way_exchange_copy_manifest (const WayManifest *manifest);

/* Puts edits (local ids) into the bundle, whole. */
gboolean   way_exchange_write_edits  (WayDb            *db,
                                      WayBundleWriter  *writer,
                                      const GArray     *ids,
                                      WayProgressFunc   progress,
                                      gpointer          data,
                                      GCancellable     *cancellable,
                                      GError          **error);

/* What the manifest says of its writer, where it is not older than what is known. */
gboolean   way_exchange_note_peer    (WayDb            *db,
                                      const WayManifest *manifest,
                                      GError          **error);

/* A copy that holds no record of its authority is told the name by who writes to it. */
gboolean   way_exchange_note_authority (WayDb          *db,
                                      const WayManifest *manifest,
                                      GError          **error);

/* A note of what went out or came in, by whoever is at the other end. */
gboolean   way_exchange_note_bundle  (WayDb            *db,
                                      const WayManifest *manifest,
                                      gboolean          sent,
                                      const WayId      *other,
                                      GError          **error);

/* What a device has acknowledged and heard; nothing where it never wrote. */
gboolean   way_exchange_read_mate    (WayDb            *db,
                                      const WayId      *device,
                                      guint64          *acked,
                                      WayRanges       **heard,
                                      GError          **error);

/* Takes what the bundle's manifest says of that, and how often what the device may
 * hold was changed. */
gboolean   way_exchange_note_mate    (WayDb            *db,
                                      const WayManifest *manifest,
                                      guint64           turns,
                                      GError          **error);

/* What the receiver of a file knows, once it has taken it in. */
typedef struct
{
  WayRanges *heard;          /* edits that this copy had heard of, and the other has as far
                              * as it may hold them */
  guint64    mark;           /* how far it was told of rows given, or dropped */
  gboolean   turned;         /* what it may hold, or what this program knows of that,
                              * has changed since */
} WayTold;

void       way_told_clear            (WayTold          *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayTold, way_told_clear)

/* Notes that of a file that was sent; reads it of the last one that was acknowledged.
 * The role is that of the device. */
gboolean   way_exchange_note_told    (WayDb            *db,
                                      const WayId      *device,
                                      guint             role,
                                      guint64           sequence,
                                      const WayRanges  *heard,
                                      guint64           mark,
                                      GError          **error);
gboolean   way_exchange_read_told    (WayDb            *db,
                                      const WayId      *device,
                                      guint             role,
                                      guint64           acked,
                                      WayTold          *told,
                                      GError          **error);

/* The bundle that came from the device under the sequence; none for none. */
gboolean   way_exchange_find_post    (WayDb            *db,
                                      const WayId      *device,
                                      guint64           sequence,
                                      WayId            *bundle,
                                      GError          **error);

/* The greatest sequence sent to the device, or received from it, and its bundle. */
gboolean   way_exchange_read_post    (WayDb            *db,
                                      const WayId      *device,
                                      gboolean          sent,
                                      guint64          *sequence,
                                      WayId            *bundle,
                                      GError          **error);
gboolean   way_exchange_note_post    (WayDb            *db,
                                      const WayId      *device,
                                      gboolean          sent,
                                      guint64           sequence,
                                      const WayId      *bundle,
                                      GError          **error);

/* How far this copy took in the files of others than `to` (of all where that is NULL),
 * as files say it; and read back, each added to an array of WayReceipt. */
gboolean   way_exchange_put_receipts (WayDb            *db,
                                      const WayId      *to,
                                      GByteArray       *bytes,
                                      GError          **error);
void       way_exchange_get_receipts (WayReader        *reader,
                                      GArray           *receipts);

/* What kind of copy this is, as the roster has it, noted where all may read it. */
gboolean   way_exchange_note_role    (WayDb            *db,
                                      GError          **error);

G_END_DECLS
