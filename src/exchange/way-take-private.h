/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange.h"
#include "way-judge.h"

G_BEGIN_DECLS

/* way_exchange_take() by a copy that knows no roster yet, and believes that of the
 * authority with the key; no snapshot is made of what is empty. */
gboolean way_exchange_take_as      (WayDb                 *db,
                                    const char            *path,
                                    const guint8          *authority,
                                    const WayTakeOptions  *options,
                                    WayProgressFunc        progress,
                                    gpointer               data,
                                    GCancellable          *cancellable,
                                    WayMergeReport        *report,
                                    WayManifest          **manifest,
                                    GError               **error);

G_END_DECLS
