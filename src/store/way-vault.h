/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-key-file.h"
#include "way-vfs.h"

G_BEGIN_DECLS

/* Sealed files and the keys that open them.  A database is sealed when a key
 * file stands beside it ("NAME.key").  Unlocking it once lets every
 * way_db_open() of this process open it, and all files under the same master
 * key: its backups, its snapshots, a file restored from one.  Any thread, but
 * what unlocks by a passphrase takes about a second.
 *
 * Errors are WAY_STORE_ERROR, and name the file: _SECRET where what was given
 * does not open it, _KEY_FILE, _IN_USE. */

gboolean   way_vault_is_sealed   (const char       *path);

/* Whether way_db_open() may be asked now: the file is not sealed, or was
 * unlocked. */
gboolean   way_vault_is_unlocked (const char       *path);

/* The key file of a database that way_db_open() is to make next.  The passphrase
 * is tried before anything is sealed with it.  *recovery is the code to print;
 * free with way_secret_free_text(); NULL for a file without one.  Refused where
 * there is a database or a key file. */
gboolean   way_vault_make        (const char       *path,
                                  const char       *passphrase,
                                  const WayKeyCost *cost,
                                  char            **recovery,
                                  GError          **error);

/* By a passphrase or a recovery code. */
gboolean   way_vault_unlock      (const char       *path,
                                  WaySlotKind       kind,
                                  const char       *text,
                                  GError          **error);
gboolean   way_vault_unlock_kept (const char       *path,
                                  WaySecret        *kept,
                                  GError          **error);
gboolean   way_vault_unlock_escrow (const char     *path,
                                  const guint8      public_key[32],
                                  const guint8      secret_key[32],
                                  GError          **error);

/* Forgets every key.  Connections that are open stay so. */
void       way_vault_lock_all    (void);

/* The ways in of a file, without what they wrap.  WayKeySlot, owned by the
 * array. */
GPtrArray *way_vault_slots       (const char       *path,
                                  GError          **error);

/* Whether there is a way in of that kind. */
gboolean   way_vault_has_slot    (const char       *path,
                                  WaySlotKind       kind);

/* What names the file's master key, for the keyring to find it by. */
gboolean   way_vault_name        (const char       *path,
                                  WayId            *vault,
                                  GError          **error);

/* Changes of the ways in.  The file must be unlocked.  A slot takes the place of
 * the one of its kind (and label); the one before opens nothing any more, in
 * this file: backups keep the slots that they were made with. */
gboolean   way_vault_set_passphrase (const char       *path,
                                     const char       *passphrase,
                                     const WayKeyCost *cost,
                                     GError          **error);
char      *way_vault_set_recovery   (const char       *path,
                                     GError          **error);
gboolean   way_vault_set_escrow     (const char       *path,
                                     const char       *label,
                                     const guint8      public_key[32],
                                     GError          **error);
WaySecret *way_vault_set_keyring    (const char       *path,
                                     GError          **error);

/* The passphrase stays: refused with _SECRET. */
gboolean   way_vault_remove         (const char       *path,
                                     WaySlotKind       kind,
                                     const char       *label,
                                     GError          **error);

/* A key file for another database under the same master key, with the same ways
 * in: of a backup.  Refused where there is one. */
gboolean   way_vault_copy           (const char       *path,
                                     const char       *other,
                                     GError          **error);

/* For way_db_open(): the node to hold while the file is open; NULL with
 * WAY_STORE_ERROR_LOCKED where nobody unlocked it. */
WayVfsNode *way_vault_enter         (const char       *path,
                                     GError          **error);

/* --- Re-keying, in steps that may each be the last --- */

/* A new master key for the file: its key file stands beside `other`, a database
 * to be made.  Passphrase and recovery code are new slots, escrows come along;
 * the keyring must be told anew. */
gboolean   way_vault_begin_rekey    (const char       *path,
                                     const char       *other,
                                     const char       *passphrase,
                                     const WayKeyCost *cost,
                                     char            **recovery,
                                     GError          **error);

/* path's key file opens both databases from here on. */
gboolean   way_vault_join_rekey     (const char       *path,
                                     const char       *other,
                                     GError          **error);

/* `other` has taken the place of path: the key before is forgotten. */
gboolean   way_vault_end_rekey      (const char       *path,
                                     const char       *other,
                                     GError          **error);

/* "NAME.key".  Free with g_free(). */
char      *way_vault_key_path       (const char       *path);

G_END_DECLS
