/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-edit.h"

G_BEGIN_DECLS

/* Erasure: what was recorded of a row is gone for good, out of the journal too, and
 * the chain still holds, since each part is bound by its commitment alone.
 *
 * An erasure is an edit of its own kind and cannot be undone.  Its operation on a row
 * drops the values of every operation on that row that is of no erasure, those that
 * come later from copies that had not heard of it included; so all copies, and
 * backups that are brought back, end up with the same.  Nothing may change an erased
 * row any more. */

/* One row.  The fields to keep are written anew by the erasure itself. */
typedef struct
{
  const WayEntity   *entity;
  WayId              row;
  const char *const *keep;   /* names of fields, ended by NULL; NULL: the row goes whole */
} WayErasure;

/* Erases the rows (n of them) in one edit: their values, what stands of them in
 * drafts and in the trail, the bytes of papers that only they named.  Rows that go
 * whole may refer to each other, but nothing else may refer to them.  Then the file
 * is written anew, so that no page of it holds what was there; *clean is FALSE where
 * other readers keep the old pages on the disk until they are gone (may be NULL). */
gboolean   way_erase_run       (WayDb              *db,
                                const WayEditInfo  *info,
                                const WayErasure   *rows,
                                guint               n,
                                WayEditId          *edit,
                                gboolean           *clean,
                                GError            **error);

/* Whether the row was erased. */
gboolean   way_erase_is_erased (WayDb              *db,
                                const WayId        *row,
                                gboolean           *erased,
                                GError            **error);

G_END_DECLS
