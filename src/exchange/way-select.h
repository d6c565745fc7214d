/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-bundle.h"
#include "way-roster.h"

G_BEGIN_DECLS

/* What of the journal goes to a limited copy: the rows of its scope and, of their
 * operations, the parts of the classes that it may hold.  The rest of an edit stands
 * as commitments.  What it acknowledged to this office is not sent again; what it has
 * never held is sent with all that was ever said of it. */
typedef struct _WaySelection WaySelection;

/* Works out the scope of the entry's copy on the day. */
WaySelection *way_selection_new     (WayDb                 *db,
                                     const WayRosterEntry  *entry,
                                     const GDate           *today,
                                     GError               **error);
void          way_selection_free    (WaySelection          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySelection, way_selection_free)

/* Local ids of the edits that something may go of, by their clocks. */
GArray       *way_selection_edits   (WaySelection          *self,
                                     GError               **error);

/* The edit as the copy is told of it; NULL with no error where nothing is left. */
WayForeignEdit *way_selection_get   (WaySelection          *self,
                                     WayEditId              id,
                                     GError               **error);

/* Rows that the copy holds and must not any more: of WayRetiredRow. */
GArray       *way_selection_retired (WaySelection          *self);

G_END_DECLS
