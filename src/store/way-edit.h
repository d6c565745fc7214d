/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Every change of a synced table is part of a named edit: who, when, in which
 * copy, which fields from what to what, and why where the law or the strategy
 * wants it. */

/* An edit's number in this file; say it to people with way_edit_to_text(). */
typedef gint64 WayEditId;

typedef struct
{
  const char *name;      /* what was done; never a child's name */
  const char *reason;    /* may be NULL */
  const char *who;       /* the user's name; NULL: as the copy is set */
  WayId       user;      /* may be none */
} WayEditInfo;

/* Does the writing with way_records_*, and nothing else that waits. */
typedef gboolean (*WayEditFunc) (WayDb     *db,
                                 gpointer   data,
                                 GError   **error);

/* Runs func in one transaction and journals what it changed; on FALSE from it,
 * or any fault, nothing has happened.  An edit that changed nothing leaves no
 * trace and sets *edit to 0.  edit may be NULL. */
gboolean  way_edit_run          (WayDb              *db,
                                 const WayEditInfo  *info,
                                 WayEditFunc         func,
                                 gpointer            data,
                                 WayEditId          *edit,
                                 GError            **error);

/* The same for a generated sample or a first load: func may only insert.  The
 * rows are committed to in the chain, but their operations are not stored:
 * they are derived from the rows when they are asked for, and kept once a row
 * is changed. */
gboolean  way_edit_run_baseline (WayDb              *db,
                                 const WayEditInfo  *info,
                                 WayEditFunc         func,
                                 gpointer            data,
                                 WayEditId          *edit,
                                 GError            **error);

/* Takes an edit back by a new edit that names what it replaces: later edits of
 * other fields stay, and fields that somebody changed since keep what they
 * have.  reason may be NULL.  WAY_STORE_ERROR_NOT_FOUND where there is no such
 * edit, WAY_STORE_ERROR_NOTHING where all of it was changed or taken back
 * since. */
gboolean  way_edit_undo         (WayDb              *db,
                                 WayEditId           edit,
                                 const WayEditInfo  *info,
                                 WayEditId          *undo,
                                 GError            **error);

/* The newest edit of this copy that can be undone: not itself an undo, and not
 * taken back already; 0 for none.  What other copies did is never the next to
 * be taken back, and baselines are never undone. */
gboolean  way_edit_latest       (WayDb              *db,
                                 WayEditId          *edit,
                                 GError            **error);

/* "3f2a91c0-12": the first eight digits of the replica, and the number in it.
 * Free with g_free(). */
char     *way_edit_to_text      (WayDb              *db,
                                 WayEditId           edit);
gboolean  way_edit_from_text    (WayDb              *db,
                                 const char         *text,
                                 WayEditId          *edit,
                                 GError            **error);

G_END_DECLS
