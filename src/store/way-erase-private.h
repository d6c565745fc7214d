/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-erase.h"
#include "way-op.h"

G_BEGIN_DECLS

/* Drops the values of the row's operations but those of erasures, with its cells,
 * its drafts and what the trail says of it.  Digests of papers that it named are
 * added to `digests` (char *).  The row itself is projected by the caller. */
gboolean way_erase_scrub   (WayDb        *db,
                            const WayId  *row,
                            GPtrArray    *digests,
                            GError      **error);

/* Forms that were half filled in, of the row or naming it. */
gboolean way_erase_drop_drafts (WayDb       *db,
                            const WayId  *row,
                            GError      **error);

/* Where the entry names a paper, its digest is added (char *). */
void     way_erase_note_digest (const WayEntity  *entity,
                            const WayOpEntry *entry,
                            GPtrArray        *digests);

/* Ends an edit or a merge that erased something: drops the papers that nothing names
 * any more, and notes that the file must be written anew. */
gboolean way_erase_settle  (WayDb        *db,
                            GPtrArray    *digests,
                            GError      **error);

/* Writes the file anew where that was noted, outside of any transaction. */
gboolean way_erase_wipe    (WayDb        *db,
                            gboolean     *clean,
                            GError      **error);

/* Adds a finding (char *) for each row that was erased and is not empty. */
gboolean way_erase_verify  (WayDb        *db,
                            GPtrArray    *findings,
                            GError      **error);

G_END_DECLS
