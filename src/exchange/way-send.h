/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange.h"
#include "way-figure-table.h"

G_BEGIN_DECLS

/* Files for one enrolled device. */

typedef struct
{
  GDate             today;     /* children who left before it do not go */
  gboolean          invite;    /* the device has no file yet */
  gboolean          news_only; /* nothing is written, and *manifest is NULL, where there is
                                  nothing to say but what was received */
  const GPtrArray  *tables;    /* of WayFigureTable *; NULL for none */
} WaySendOptions;

/* What the device has not acknowledged, cut to what a copy of its kind may hold,
 * signed and sealed.  WAY_EXCHANGE_ERROR: NO_DEVICE where this copy is not enrolled,
 * REVOKED where either is or its time has run out, ROLE between limited copies,
 * UNKNOWN for no device of the roster. */
gboolean way_exchange_send (WayDb                 *db,
                            const WayId           *to,
                            const WaySendOptions  *options,
                            const char            *path,
                            WayProgressFunc        progress,
                            gpointer               data,
                            GCancellable          *cancellable,
                            WayManifest          **manifest,
                            GError               **error);

G_END_DECLS
