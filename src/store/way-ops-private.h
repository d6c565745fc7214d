/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journal-private.h"

G_BEGIN_DECLS

/* A stored operation. */
typedef struct
{
  gint64           dot;
  gint64           edit;
  const WayEntity *entity;   /* NULL: unknown to this program */
  WayId            row;
  WayOpKind        kind;
  GPtrArray       *entries;  /* of WayOpEntry * */
} WayOp;

void       way_op_free       (WayOp        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOp, way_op_free)

/* Stores an operation of an edit; entity and kind may be unknown here. */
gboolean   way_ops_store     (WayDb          *db,
                              gint64          dot,
                              gint64          edit,
                              guint           entity,
                              const WayId    *row,
                              guint           kind,
                              gconstpointer   parts,
                              gsize           size,
                              GError        **error);

/* A row of a baseline is about to differ from what its insert said (values, by
 * field): that is stored now, unless it was before. */
gboolean   way_ops_keep_baseline (WayDb           *db,
                                  const WayEntity *entity,
                                  const WayId     *row,
                                  gint64           dot,
                                  const WayValue  *values,
                                  GError         **error);

/* The operation with the dot; for a row of a baseline that was never changed,
 * made from the row.  NULL with no error where it is not known. */
WayOp     *way_ops_get       (WayDb        *db,
                              gint64        dot,
                              const WayEntity *entity,
                              const WayId  *row,
                              GError      **error);

/* The operations of an edit in order; none for a baseline. */
GPtrArray *way_ops_of_edit   (WayDb        *db,
                              WayEditId     edit,
                              GError      **error);

/* The entry that gives a field a value, or NULL. */
const WayOpEntry *way_op_entry (const WayOp *self,
                                guint        field);

/* The entry of a restore for a field, or NULL. */
const WayOpEntry *way_op_restored (const WayOp *self,
                                   guint        field);

/* Whether it brought the row itself back, not values of its cells. */
gboolean   way_op_is_row_restore (const WayOp *self);

/* The record that an insert with these entries (of WayOpEntry *) says; free it
 * with way_record_free(). */
gpointer   way_ops_make_record (const WayEntity *entity,
                                const WayId     *row,
                                GPtrArray       *entries);

/* What a row holds by the journal: its insert, then for each cell the live
 * value of the greatest (clock, replica).  A record for way_record_free(), and
 * the dot of its insert; NULL with no error where the insert is not known. */
gpointer   way_ops_project   (WayDb           *db,
                              const WayEntity *entity,
                              const WayId     *row,
                              gint64          *insert,
                              GError         **error);

/* Appends the local dots whose values the operation stands for in a field: its
 * own, or those that it made live again. */
gboolean   way_ops_sources   (WayDb           *db,
                              const WayOp     *op,
                              guint            field,
                              GArray          *sources,
                              GError         **error);

/* The live sources of a cell, ascending: of its own rows, or the insert. */
gboolean   way_ops_live      (WayDb           *db,
                              const WayId     *row,
                              guint            field,
                              gint64           insert,
                              GArray          *sources,
                              GError         **error);

/* Puts the one that every copy shows first: the greatest (clock, replica). */
gboolean   way_ops_rank      (WayDb           *db,
                              GArray          *sources,
                              GError         **error);

/* Sets the record's field to what the sources gave it; of several, the one
 * with the greatest (clock, replica), as every copy shows it. */
gboolean   way_ops_set_shown (WayDb           *db,
                              const WayEntity *entity,
                              const WayId     *row,
                              const WayField  *field,
                              const GArray    *sources,
                              gpointer         record,
                              GError         **error);

/* The dot of a row's insert as the row carries it; 0 where the row is not. */
gboolean   way_ops_row_dot   (WayDb           *db,
                              const WayEntity *entity,
                              const WayId     *row,
                              gint64          *dot,
                              GError         **error);

G_END_DECLS
