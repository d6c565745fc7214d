/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* What a file says of itself. */
typedef struct
{
  gint64  schema;       /* version of the file format */
  char   *authority;    /* its name; NULL while there is none */
  char   *la;
  char   *role;         /* which copy this is: office, school, officer, governance */
  WayId   replica;      /* this life of this copy */
  gint64  replicas;     /* lives known, this one included */
  gint64  edits;
} WayInfo;

WayInfo *way_info_read (WayDb    *db,
                        GError  **error);
void     way_info_free (WayInfo  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayInfo, way_info_free)

G_END_DECLS
