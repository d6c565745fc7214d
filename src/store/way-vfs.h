/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-id.h"
#include "way-secret.h"
#include "way-store-error.h"

G_BEGIN_DECLS

/* SQLite's way to a sealed file: every page of the database and of its log is
 * encrypted and bound to its place.  It stands over whatever way to files is
 * SQLite's own when a file is opened, so that tests put a failing disk below it.
 *
 * What it does not know, it refuses: rollback journals, temporary files, pages
 * of another size, memory maps.  So the connection has its temporary things in
 * memory and keeps a WAL; the index of the log stays in this process. */

/* The name to give to sqlite3_open_v2(). */
#define WAY_VFS_NAME "waymark"

/* The bytes at the end of each page that SQLite must leave alone. */
#define WAY_VFS_RESERVED 40

/* A sealed file that this process has open, once for all its connections. */
typedef struct _WayVfsNode WayVfsNode;

/* To be held from before sqlite3_open_v2() until after sqlite3_close(). The
 * file exists (it may be empty).  Takes the lock that keeps other processes out:
 * WAY_STORE_ERROR_IN_USE says who has it.  Any thread. */
WayVfsNode *way_vfs_enter         (const char    *path,
                                   WaySecret     *master,
                                   const WayId   *file,
                                   GError       **error);
void        way_vfs_leave         (WayVfsNode    *self);

/* From here until everybody has left, no further connection opens.  FALSE where
 * there is more than one now. */
gboolean    way_vfs_keep_alone    (WayVfsNode    *self);

/* Whether the first page of the file opens under the key. */
gboolean    way_vfs_fits          (const char    *path,
                                   WaySecret     *master,
                                   const WayId   *file);

/* A few megabytes beside the file, for the day the disk is full: kept where
 * there is room, spent (TRUE: there was some) when opening fails for want of
 * it. */
void        way_vfs_keep_ballast  (const char    *path);
gboolean    way_vfs_spend_ballast (const char    *path);

G_END_DECLS
