/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-merge.h"

G_BEGIN_DECLS

/* This file's number for a dot; a replica never heard of gets one. */
gboolean way_merge_localise          (WayDb            *db,
                                      const WayDot     *dot,
                                      gint64           *local,
                                      GError          **error);

/* The dot of the row's insert, 0 where it is not known; entity not NULL: also
 * where only the row of a baseline says it. */
gboolean way_merge_find_insert       (WayDb            *db,
                                      const WayEntity  *entity,
                                      const WayId      *row,
                                      gint64           *insert,
                                      GError          **error);

/* Whether the row exists by the journal: its insert is known, and it has a live
 * dot that no delete saw. */
gboolean way_merge_is_alive          (WayDb            *db,
                                      const WayId      *row,
                                      gint64           *insert,
                                      gboolean         *alive,
                                      GError          **error);

/* Writes the row anew from what lives in it, or takes it out, and counts that
 * in the report.  While projecting only. */
gboolean way_merge_project_row       (WayDb            *db,
                                      const WayEntity  *entity,
                                      const WayId      *row,
                                      WayMergeReport   *report,
                                      GError          **error);

/* Where an earlier program kept operations on fields and entities that it did
 * not know, writes the rows anew that this one knows more of.  Once after an
 * upgrade; nothing where that was done. */
gboolean way_merge_catch_up          (WayDb            *db,
                                      GError          **error);

/* What the operations that are here say of the cell, said again: its live values were
 * dropped, since operations on it went. */
gboolean way_merge_apply_again       (WayDb            *db,
                                      const WayId      *row,
                                      guint             field,
                                      GError          **error);

/* The row's insert came after operations on its cells: it lives in those where no known
 * operation replaced it. */
gboolean way_merge_apply_insert      (WayDb            *db,
                                      gint64            dot,
                                      const WayId      *row,
                                      GError          **error);

/* What the entries (of WayOpEntry *) of an operation that is no insert say of its row;
 * insert is the dot of that, or 0. */
gboolean way_merge_apply_entries     (WayDb              *db,
                                      gint64              dot,
                                      const WayForeignOp *op,
                                      gint64              insert,
                                      GPtrArray          *entries,
                                      GError            **error);

/* Writes the row's conflicts anew from its live values and deletes. */
gboolean way_merge_refresh_conflicts (WayDb            *db,
                                      const WayEntity  *entity,
                                      const WayId      *row,
                                      GError          **error);

G_END_DECLS
