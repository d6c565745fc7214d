/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-word.h"

G_BEGIN_DECLS

/* Whether an edit of a sealed bundle may be taken in, by the roster and the signed
 * words that are known.  What may not waits in quarantine, and says why:
 *
 *   cloned     another edit goes by its number: its copy was cloned or restored
 *   revoked    the device that sent it was revoked
 *   expired    its time in the roster has run out
 *   unsigned   it stands under no signed head of its author
 *   author     a limited copy passed on what it did not write
 *   role       a copy of this kind may not change such records, or in such a way
 *   fields     ... or not this field
 *   scope      ... or not this record */

typedef struct _WayJudge WayJudge;

/* Takes the bundle's words in (in memory).  `sender` is lent by the roster, which
 * the judge takes over with `body`: its bytes where it is newer than this copy's. */
WayJudge   *way_judge_new     (WayDb                 *db,
                               WayBundle             *bundle,
                               WayRoster             *roster,
                               GBytes                *body,
                               const WayId           *own,
                               GError               **error);
void        way_judge_free    (WayJudge              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJudge, way_judge_free)

const WayRoster      *way_judge_roster (WayJudge     *self);
const WayRosterEntry *way_judge_sender (WayJudge     *self);
const WayRosterEntry *way_judge_own    (WayJudge     *self);

/* The newer roster of the bundle; NULL for none. */
GBytes     *way_judge_body    (WayJudge              *self);

/* Within the transaction, before the first edit: the rows that the sender may
 * change. */
gboolean    way_judge_prepare (WayJudge              *self,
                               const GDate           *today,
                               GError               **error);

/* *why is NULL for an edit that may be taken in; *known whether it is here.
 * detail, where it is set, is to be freed. */
gboolean    way_judge_edit    (WayJudge              *self,
                               const WayForeignEdit  *edit,
                               gboolean              *known,
                               const char           **why,
                               char                 **detail,
                               GError               **error);

/* Keeps the words that hold, and which device each replica belongs to. */
gboolean    way_judge_keep    (WayJudge              *self,
                               GError               **error);

G_END_DECLS
