/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-device.h"
#include "way-exchange.h"

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

/* Takes what the bundle's manifest says of that. */
gboolean   way_exchange_note_mate    (WayDb            *db,
                                      const WayManifest *manifest,
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

/* What a limited copy wrote it has, whether or not it was given it. */
gboolean   way_exchange_note_held    (WayDb            *db,
                                      const WayId      *device,
                                      const WayForeignEdit *edit,
                                      GError          **error);

/* What kind of copy this is, as the roster has it, noted where all may read it. */
gboolean   way_exchange_note_role    (WayDb            *db,
                                      GError          **error);

G_END_DECLS
