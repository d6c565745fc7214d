/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* What is kept no longer (data/rules/retention.xml): found, shown for review, and
 * erased by a person, never by itself. */

typedef struct
{
  const WayEntity *entity;   /* pupil: all that is recorded of the child */
  WayId            id;
  const char      *rule;     /* of the set "retention": why */
  GDate            since;    /* the first day on which it need not be kept */
  gboolean         held;     /* a legal hold keeps it */
  gboolean         placed;   /* a placement goes on: the dates cannot be right */
} WayRetentionItem;

/* What the time has run out of, the longest first, of what who looks may see.
 * WayRetentionItem *.  WAY_STORE_ERROR. */
GPtrArray *way_retention_list    (WayDb                   *db,
                                  const GDate             *today,
                                  GError                 **error);

/* How many records an erasure of the item takes whole, and of how many it keeps what
 * the figures need. */
gboolean   way_retention_count   (WayDb                   *db,
                                  const WayRetentionItem  *item,
                                  guint                   *gone,
                                  guint                   *kept,
                                  GError                 **error);

/* Erases the item for good and writes that to the trail.  *clean as in
 * way_erase_run().  WAY_SERVICE_ERROR_NOT_ALLOWED; _RULE while a hold or the rules keep
 * it. */
gboolean   way_retention_erase   (WayDb                   *db,
                                  const WayEntity         *entity,
                                  const WayId             *id,
                                  const GDate             *today,
                                  gboolean                *clean,
                                  GError                 **error);

G_END_DECLS
