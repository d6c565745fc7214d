/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-db.h"
#include "way-key-file.h"
#include "way-progress.h"

G_BEGIN_DECLS

/* Whole copies of a file, made while it is in use.  That of a sealed file is
 * sealed, and opens by the same passphrase; its key file stands beside it.
 * Errors are WAY_STORE_ERROR. */

/* Writes all of the file, as it is now, to a new file; refused where there is
 * one.  The copy goes by the same name among copies (replica): it is for
 * keeping, and is opened again only through way_backup_restore(). */
gboolean way_backup_write   (WayDb            *db,
                             const char       *path,
                             GError          **error);

/* A copy is worth what it can be brought back from: opens it and looks it over
 * as way_verify_run() does.  WAY_STORE_ERROR_DAMAGED with the first finding. */
gboolean way_backup_prove   (const char       *path,
                             WayProgressFunc   progress,
                             gpointer          data,
                             GCancellable     *cancellable,
                             GError          **error);

/* A new file from a backup, with a replica of its own, so that what it writes
 * is not taken for what the lost file wrote. */
gboolean way_backup_restore (const char       *backup,
                             const char       *path,
                             GError          **error);

/* A second copy beside this one, with a replica of its own. */
gboolean way_backup_clone   (WayDb            *db,
                             const char       *path,
                             GError          **error);

/* Seals the file with a new master key: a new file is written beside it,
 * looked over, and takes its name.  Nobody may have it open.  The keyring knows
 * nothing of it and must be told anew; what was copied before opens by the old
 * key.  At any fault, and where it is cancelled, the file is as it was, or sealed
 * anew.  *recovery as way_vault_make() gives it. */
gboolean way_backup_rekey   (const char       *path,
                             const char       *passphrase,
                             const WayKeyCost *cost,
                             WayProgressFunc   progress,
                             gpointer          data,
                             GCancellable     *cancellable,
                             char            **recovery,
                             GError          **error);

G_END_DECLS
