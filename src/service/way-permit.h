/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-edit.h"
#include "way-trail.h"

G_BEGIN_DECLS

/* Who works with a connection, what they may do (data/rules/role-acts.xml), and what
 * they see.  Page and waymarkctl enter alike; from then on every edit of the
 * connection is asked for, and refused in a sentence, at one place.
 *
 * A user is known by name.  A file in which nobody was ever made administrator is open
 * to whoever has it.  Where the time of all administrators has run out, the last of
 * them stay. */

/* From now on somebody works with the connection, on a day.  Again after each edit,
 * and where the day or the name changes: roles and seals are read anew. */
gboolean           way_permit_enter       (WayDb                *db,
                                           const char           *who,
                                           const GDate          *today,
                                           GError              **error);

/* Whether they may do an act of role_act.  WAY_SERVICE_ERROR_NOT_ALLOWED, with a
 * sentence that says who may.  TRUE where nobody entered. */
gboolean           way_permit_check       (WayDb                *db,
                                           const char           *act,
                                           GError              **error);

/* The act that changes records of the entity. */
const char        *way_permit_act_of      (const WayEntity      *entity);

/* Who makes an edit: as who works with the connection. */
void               way_permit_sign         (WayDb                *db,
                                           WayEditInfo          *info);

/* Whether any act that changes records is theirs. */
gboolean           way_permit_may_write   (WayDb                *db);

/* Whether the file is open: no users have roles. */
gboolean           way_permit_is_open     (WayDb                *db);

/* The record of who works, none where they have none; their roles on the day, ended
 * by NULL. */
WayId              way_permit_user        (WayDb                *db);
const char *const *way_permit_roles       (WayDb                *db);

/* --- What is seen and handed out --- */

/* Writes to the trail by who works; of the entry all but who and user counts. */
gboolean           way_permit_note        (WayDb                *db,
                                           const WayTrailEntry  *entry,
                                           GError              **error);

/* A record is about to be shown: where it is of a case under seal, that is written
 * down first.  what may be NULL. */
gboolean           way_permit_look        (WayDb                *db,
                                           const WayEntity      *entity,
                                           const WayId          *id,
                                           const char           *what,
                                           GError              **error);

/* Records are about to be printed, copied or saved (action): whether that is allowed,
 * and it is written down, with each of ids (WayId of entry->entity, may be NULL) that
 * is of a case under seal. */
gboolean           way_permit_hand_out    (WayDb                *db,
                                           const WayTrailEntry  *entry,
                                           const GArray         *ids,
                                           GError              **error);

/* Opens a sealed case to who works until the end of the day, and writes down why.
 * WAY_SERVICE_ERROR_INCOMPLETE without a reason, _NOT_ALLOWED for a role that may
 * not, _INVALID where the case is not sealed to them. */
gboolean           way_permit_break_glass (WayDb                *db,
                                           const WayId          *pupil,
                                           const GDate          *today,
                                           const char           *reason,
                                           WayEditId            *edit,
                                           GError              **error);

G_END_DECLS
