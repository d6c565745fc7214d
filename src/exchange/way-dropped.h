/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-merge.h"

G_BEGIN_DECLS

/* In a limited copy: the rows that offices told it to drop, and did.  It tells every
 * office of those that it has not, whichever said so. */

/* The row is not here from now on, or is not here still; with how far this copy has
 * taken in the files of others. */
gboolean way_dropped_note      (WayDb                *db,
                                const WayRetiredRow  *row,
                                const GByteArray     *receipts,
                                GError              **error);

/* Rows (of WayRetiredRow) noted after the mark that did not come again whole. */
GArray  *way_dropped_list      (WayDb                *db,
                                guint64               mark,
                                GError              **error);

/* Those that did, as a section WAY_SECTION_BACK says them, and how many: who gave them
 * may have known less of them than was dropped. */
gboolean way_dropped_put_back  (WayDb                *db,
                                guint64               mark,
                                GByteArray           *bytes,
                                guint                *n,
                                GError              **error);

/* Those of which an office that knew no better sent a part since. */
GArray  *way_dropped_leftovers (WayDb                *db,
                                GError              **error);

/* The latest stamp. */
gboolean way_dropped_read_mark (WayDb                *db,
                                guint64              *mark,
                                GError              **error);

G_END_DECLS
