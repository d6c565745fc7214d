/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-children.h"
#include "way-codes.h"

G_BEGIN_DECLS

/* The same child recorded twice: who is suspected, and joining and taking apart,
 * each one edit.  Nothing is copied or thrown away by a join: what is recorded
 * under any of the records is read under the smallest id of them (way-joins.h). */

/* What two records say differently; texts as way_field_to_text() writes them. */
typedef struct
{
  const WayField *field;
  char           *one;
  char           *other;
} WayDifference;

typedef struct
{
  WayPupil      *one;           /* the smaller id: what would be kept */
  WayPupil      *other;
  const WayCode *ground;        /* of join_ground; sure: nothing is left to be asked */
  GPtrArray     *differences;   /* WayDifference *, in the order of the fields */
} WayDuplicate;

void       way_duplicate_free        (WayDuplicate   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDuplicate, way_duplicate_free)

/* Children that have a UPN in common and are not joined, the sure ones first.
 * WayDuplicate *, owned. */
GPtrArray *way_duplicates_list       (WayDb          *db,
                                      GError        **error);

/* Records that are joined: `other` is read under `one`.  The ground is that of a
 * join that names `other`.  WayDuplicate *, owned. */
GPtrArray *way_duplicates_joined     (WayDb          *db,
                                      GError        **error);

/* Joins two records and all that either is joined with.  Refused: a record with
 * itself, and what is joined already. */
gboolean   way_duplicates_join       (WayAct         *act,
                                      const WayId    *one,
                                      const WayId    *other,
                                      GError        **error);

/* Joins, in one edit, all that are surely of one child; *n is how many pairs.
 * None is no error, and no edit. */
gboolean   way_duplicates_join_sure  (WayAct         *act,
                                      guint          *n,
                                      GError        **error);

/* Takes one record out of those that it is joined with, which stay joined with
 * each other.  Refused where it is joined with none. */
gboolean   way_duplicates_part       (WayAct         *act,
                                      const WayId    *pupil,
                                      GError        **error);

G_END_DECLS
