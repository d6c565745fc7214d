/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-merge.h"

G_BEGIN_DECLS

/* Edits of which this copy holds a part.  What is withheld stands as commitments,
 * so that the chain can be checked, and what comes later can be fitted in. */

/* The commitments of all operations of the edit, in order; NULL with no error
 * where the edit is whole. */
GByteArray *way_withheld_read    (WayDb                 *db,
                                  gint64                 edit,
                                  GError               **error);

/* Whether something is withheld of the edit as it came. */
gboolean    way_withheld_is_part (const WayForeignEdit  *edit);

/* Keeps the commitments of an edit that is stored, and marks it. */
gboolean    way_withheld_keep    (WayDb                 *db,
                                  gint64                 id,
                                  const WayForeignEdit  *edit,
                                  GError               **error);

/* Every edit of the row is held in part from now on: something of it is about to go. */
gboolean    way_withheld_keep_row (WayDb                *db,
                                  const WayId           *row,
                                  GError               **error);

G_END_DECLS
