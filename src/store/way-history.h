/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-edit.h"

G_BEGIN_DECLS

/* The journal read as a story: edits, and what each did to which field.
 * Plain data; any connection. */

typedef struct
{
  WayEditId  id;
  gint64     when;        /* milliseconds since 1970, by the clock of its copy */
  char      *who;
  char      *copy;        /* first eight digits of the replica */
  char      *name;
  char      *reason;      /* NULL for none */
  gint64     ops;
  WayEditId  undoes;      /* 0 for none */
  WayEditId  undone_by;   /* 0 while it stands */
  gboolean   baseline;
  gboolean   erasure;     /* cannot be undone */
} WayHistoryEdit;

void way_history_edit_free (WayHistoryEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayHistoryEdit, way_history_edit_free)

/* One field of one row: from what to what, as the machine writes values. */
typedef struct
{
  WayEditId        edit;
  const WayEntity *entity;  /* NULL: of a later version of the program */
  WayId            row;
  int              kind;    /* WayOpKind */
  const WayField  *field;   /* NULL: the row itself, deleted or brought back */
  char            *before;
  char            *after;
} WayHistoryChange;

void way_history_change_free (WayHistoryChange *self);

/* Which edits.  All none: every one. */
typedef struct
{
  const WayEntity *entity;  /* with row: only edits of this record */
  WayId            row;
  const char      *who;     /* exactly */
  const char      *text;    /* in name, reason or who, folded */
  gint64           since;   /* milliseconds, 0 for none */
  gint64           until;
} WayHistoryFilter;

/* Newest first, at most limit after skipping offset.  Elements are
 * WayHistoryEdit *. */
GPtrArray *way_history_edits   (WayDb                   *db,
                                const WayHistoryFilter  *filter,
                                guint                    offset,
                                guint                    limit,
                                GError                 **error);
gboolean   way_history_count   (WayDb                   *db,
                                const WayHistoryFilter  *filter,
                                gint64                  *count,
                                GError                 **error);

/* One edit.  WAY_STORE_ERROR_NOT_FOUND where it is not. */
WayHistoryEdit *way_history_get (WayDb                  *db,
                                 WayEditId               edit,
                                 GError                **error);

/* What an edit did; with row not NULL only to that row.  A baseline tells only
 * of a named row.  Elements are WayHistoryChange *. */
GPtrArray *way_history_changes (WayDb                   *db,
                                WayEditId                edit,
                                const WayId             *row,
                                GError                 **error);

G_END_DECLS
