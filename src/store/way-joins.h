/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-join.h"
#include "way-records.h"

G_BEGIN_DECLS

/* Records that are of one child.  Who reads of a child asks here, and is given
 * what is recorded under any of them. */

/* The record under which a child is read: the smallest id of those joined; the
 * record itself where it is joined with none. */
gboolean   way_joins_kept        (WayDb            *db,
                                  const WayId      *pupil,
                                  WayId            *kept,
                                  GError          **error);

/* All records of the child, by id (WayId); the one itself where there is no other. */
GArray    *way_joins_members     (WayDb            *db,
                                  const WayId      *pupil,
                                  GError          **error);

/* What way_records_of() gives of the field "pupil", of all records of the child. */
GPtrArray *way_joins_records_of  (WayDb            *db,
                                  const WayEntity  *entity,
                                  const WayId      *pupil,
                                  GError          **error);

/* Two children as they are read now. */
typedef struct
{
  WayId one;             /* the smaller id */
  WayId other;
} WayJoinPair;

/* Pairs of WayJoinPair that have a UPN in common and are not joined; of several
 * with one UPN, each with the first. */
GArray    *way_joins_suspects    (WayDb            *db,
                                  GError          **error);

/* Each record that is read under another, with that one as `one`. */
GArray    *way_joins_list        (WayDb            *db,
                                  GError          **error);

/* The joins, not ended, that name any of these (WayId).  WayPupilJoin *, owned. */
GPtrArray *way_joins_live        (WayDb            *db,
                                  const GArray     *pupils,
                                  GError          **error);

G_END_DECLS
