/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db-private.h"

G_BEGIN_DECLS

/* Whether a row is there, and which deletes of it stand: by the journal, so
 * the same in every copy that has heard the same. */
typedef struct
{
  gint64    insert;      /* local dot; 0 where it has not come */
  gboolean  alive;       /* the insert is known, and something is kept */
  GArray   *deletes;     /* local dots of deletes that stand */
  GArray   *kept;        /* local dots that none of those saw */
} WayFate;

gboolean way_fate_read  (WayDb        *db,
                         const WayId  *row,
                         WayFate      *fate,
                         GError      **error);

/* Whether a delete or a restore of the row, by its local dot, stands. */
gboolean way_fate_stands (WayDb        *db,
                          const WayId  *row,
                          gint64        dot,
                          gboolean     *stands,
                          GError      **error);
void     way_fate_clear (WayFate      *fate);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayFate, way_fate_clear)

G_END_DECLS
