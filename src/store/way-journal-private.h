/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sodium.h>

#include "way-db-private.h"
#include "way-edit.h"
#include "way-op.h"

G_BEGIN_DECLS

/* A dot or an edit in this file: the replica's short number and a sequence. */
#define WAY_LOCAL_SHIFT 40
#define WAY_LOCAL(replica, sequence) (((gint64) (replica) << WAY_LOCAL_SHIFT) | (gint64) (sequence))
#define WAY_LOCAL_REPLICA(local) ((gint64) (local) >> WAY_LOCAL_SHIFT)
#define WAY_LOCAL_SEQUENCE(local) ((gint64) (local) & ((G_GINT64_CONSTANT (1) << WAY_LOCAL_SHIFT) - 1))

typedef enum
{
  WAY_EDIT_ORDINARY = 0,
  WAY_EDIT_UNDO     = 1,
  WAY_EDIT_BASELINE = 2,
  WAY_EDIT_IMPORT   = 3,
  WAY_EDIT_ERASURE  = 4,
} WayEditKind;

/* Begins and ends the transaction of one edit. */
gboolean way_journal_begin    (WayDb              *db,
                               WayEditKind         kind,
                               GError            **error);
gboolean way_journal_commit   (WayDb              *db,
                               const WayEditInfo  *info,
                               WayEditId           undoes,
                               WayEditId          *edit,
                               GError            **error);
void     way_journal_rollback (WayDb              *db);

/* From here on this file writes as another replica: after it was cloned or
 * restored, and when it is made.  id NULL makes a random one. */
gboolean way_journal_new_life (WayDb              *db,
                               const WayId        *id,
                               GError            **error);

/* This file's replica. */
gint64   way_journal_replica  (WayDb              *db);

/* Between a dot in this file and the dot that all copies know. */
gboolean way_journal_dot      (WayDb              *db,
                               gint64              local,
                               WayDot             *dot,
                               GError            **error);
gboolean way_journal_local    (WayDb              *db,
                               const WayDot       *dot,
                               gint64             *local,
                               GError            **error);

/* While projecting, rows are written to follow operations that are told by
 * other means, and the hook stays silent. */
void     way_journal_set_projecting (WayDb         *db,
                                     gboolean       projecting);

/* Within an edit: the cell's live values are from now on those that the
 * sources (local dots) gave it.  The row itself is projected by the caller. */
void     way_journal_restore_cell (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *row,
                                   gint64            row_dot,
                                   const WayField   *field,
                                   GArray           *sources);

/* Within an edit: the delete (a local dot) is answered, or all that stand where
 * it is 0, and the row is written as the journal has it. */
gboolean way_journal_restore_row  (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *row,
                                   gint64            delete,
                                   GError          **error);

/* Within an edit: a restore of the row (a local dot) is taken back.  The deletes
 * that it answered stand again; what was written since keeps the row. */
void     way_journal_take_back_restore (WayDb            *db,
                                        const WayEntity  *entity,
                                        const WayId      *row,
                                        gint64            restore);

/* Within an edit of its kind: the row is erased.  What that drops is dropped by
 * way_erase_scrub(), once way_capture_flush() has told it. */
void     way_journal_erase_row    (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *row);

/* Whether the row was erased. */
gboolean way_journal_is_erased    (WayDb            *db,
                                   const WayId      *row,
                                   gboolean         *erased,
                                   GError          **error);

/* Within an edit: writes the row as the journal has it now. */
gboolean way_journal_project_row  (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *row,
                                   GError          **error);

/* The operation that inserted a row of a baseline, made from the row's values
 * as they were inserted: its parts.  NULL where the dot is of no baseline. */
GByteArray *way_journal_derive (WayDb             *db,
                                const WayEntity   *entity,
                                gint64             dot,
                                const WayValue    *values);

/* The edit that a dot of a baseline belongs to; 0 where there is none. */
gint64   way_journal_edit_of  (WayDb              *db,
                               gint64              dot);

/* Stamps beyond this lie more than a day ahead of the computer's clock. */
gint64   way_journal_clock_limit (WayDb           *db);

/* Whether the file has rows whose inserts only the rows themselves say. */
gboolean way_journal_has_baseline (WayDb          *db);

/* Whether the dot belongs to a baseline. */
gboolean way_journal_is_baseline (WayDb           *db,
                                  gint64           dot);

/* What an edit's chain value is made of, beside the value before it and its
 * operations. */
typedef struct
{
  WayId       replica;
  guint64     number;
  gint64      clock;
  WayId       user;
  const char *who;
  const char *name;
  const char *reason;
  gint64      schema;
  WayEditKind kind;
  WayDot      undoes;        /* sequence 0 for none */
  guint64     first;
  guint64     ops;
} WayEditHeader;

/* h = BLAKE2b(before, header, BLAKE2b of the commitments in order). */
void     way_journal_chain    (const guint8          before[WAY_HASH_SIZE],
                               const WayEditHeader  *header,
                               const guint8          ops[WAY_HASH_SIZE],
                               guint8                chain[WAY_HASH_SIZE]);

G_END_DECLS
