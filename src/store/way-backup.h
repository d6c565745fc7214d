/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Whole copies of a file, made while it is in use. */

/* Writes all of the file, as it is now, to a new file; refused where there is
 * one.  The copy goes by the same name among copies (replica): it is for
 * keeping, and is opened again only through way_backup_restore(). */
gboolean way_backup_write   (WayDb        *db,
                             const char   *path,
                             GError      **error);

/* A new file from a backup, with a replica of its own, so that what it writes
 * is not taken for what the lost file wrote. */
gboolean way_backup_restore (const char   *backup,
                             const char   *path,
                             GError      **error);

/* A second copy beside this one, with a replica of its own. */
gboolean way_backup_clone   (WayDb        *db,
                             const char   *path,
                             GError      **error);

G_END_DECLS
