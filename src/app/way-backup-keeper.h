/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-session.h"

G_BEGIN_DECLS

/* Backs up the sealed file that a session has open, once a day, for as long as
 * the session lives.  What fails is tried again; the Backups page shows how old
 * the last one is.  Files that are not sealed hold nothing real. */
void way_backup_keeper_watch (WaySession *session);

G_END_DECLS
