/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-id.h"
#include "way-secret.h"

G_BEGIN_DECLS

/* The desktop's keyring, as far as Waymark uses it: one key a vault, which opens the
 * keyring's slot of the vault's key files (way_vault_set_keyring()).  Whoever is signed
 * in to the account can have it.
 *
 * All of it waits for the keyring, which may ask the person for a password: not for
 * the main thread. */

typedef enum
{
  WAY_KEYRING_ERROR_FAILED,    /* there is none here, or it did not do as it was asked */
} WayKeyringError;

#define WAY_KEYRING_ERROR (way_keyring_error_quark ())
GQuark     way_keyring_error_quark (void);

/* In the place of the vault's key before.  name is the file's, for people who look
 * into their keyring. */
gboolean   way_keyring_keep        (const WayId   *vault,
                                    WaySecret     *key,
                                    const char    *name,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* NULL with no error where the keyring has none. */
WaySecret *way_keyring_find        (const WayId   *vault,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* TRUE also where it had none. */
gboolean   way_keyring_forget      (const WayId   *vault,
                                    GCancellable  *cancellable,
                                    GError       **error);

G_END_DECLS
