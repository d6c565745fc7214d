/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-merge.h"

G_BEGIN_DECLS

/* What copies of the role may hold, as this program knows it: a digest.  Free with
 * g_free(). */
char    *way_narrowing_describe (guint       role);

/* In a limited copy: which fields it may hold, as its role in the roster and the
 * descriptions of this program say it.  Where that has become less, the rest goes. */

/* How often it has changed; an office gives all rows anew after each. */
guint64  way_narrowing_turns    (WayDb      *db);

/* Within a merge, in a copy of the role.  Rows that keep() says stay whole until the
 * next time.  narrowed: whether anything went. */
gboolean way_narrowing_run      (WayDb         *db,
                                 guint          role,
                                 WayMergeKeep   keep,
                                 gpointer       data,
                                 gboolean      *narrowed,
                                 GError       **error);

G_END_DECLS
