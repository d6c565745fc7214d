/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-job.h"
#include "way-session.h"

G_BEGIN_DECLS

/* Looks at the folder that the session's file watches: at the start, when something in
 * it moves, some time after something was changed here, and now and then.  Says that the
 * session changed where a look brought or asked anything. */
void        way_folder_keeper_watch   (WaySession *session);

/* Looks at once, paused or not; says that the session changed when it is over. */
void        way_folder_keeper_look    (WaySession *session);
void        way_folder_keeper_cancel  (WaySession *session);
gboolean    way_folder_keeper_is_busy (WaySession *session);

/* The look that goes on, for how far it has come; NULL where none does.  Lent.  The
 * session says "working" when it is another, or came further. */
WayJob     *way_folder_keeper_get_job (WaySession *session);

/* Why the last look came to nothing, in a person's words; NULL where it did not. */
const char *way_folder_keeper_problem (WaySession *session);

G_END_DECLS
