/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-job.h"
#include "way-vault.h"

G_BEGIN_DECLS

/* What takes the second that a passphrase takes, or waits for the desktop's keyring,
 * as a job. */

typedef enum
{
  WAY_VAULT_WORK_UNLOCK,       /* text is what the slot wants */
  WAY_VAULT_WORK_AUTHORITY,    /* a new sealed file; text is its passphrase */
  WAY_VAULT_WORK_PASSPHRASE,   /* another one: old_text must be the one before */
  WAY_VAULT_WORK_REKEY,        /* sealed anew; text is the passphrase that it has → recovery */
  WAY_VAULT_WORK_KEPT,         /* unlocked by the key that the keyring keeps */
  WAY_VAULT_WORK_KEEP,         /* from now on the keyring keeps a key of the file */
  WAY_VAULT_WORK_FORGET,       /* and no more */
} WayVaultWorkKind;

/* Counted (g_atomic_rc_box).  Plain data; texts are owned and wiped. */
typedef struct
{
  WayVaultWorkKind  kind;
  WaySlotKind       slot;
  char             *path;
  char             *text;
  char             *old_text;
  char             *name;      /* of the authority */
  char             *la;
  char             *recovery;  /* out: the code to print */
} WayVaultWork;

WayVaultWork *way_vault_work_new   (WayVaultWorkKind     kind,
                                    const char          *path,
                                    const char          *text);
WayVaultWork *way_vault_work_ref   (WayVaultWork        *self);
void          way_vault_work_unref (WayVaultWork        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayVaultWork, way_vault_work_unref)

/* The other fields are set before.  Its end is way_job_run_finish()'s:
 * WAY_STORE_ERROR, WAY_KEYRING_ERROR, and where a file was to be made, none is left.
 * Sealing anew wants the file for itself; the keyring is told of the new key where it
 * kept the one before. */
void          way_vault_work_run   (WayVaultWork        *self,
                                    WayJob              *job,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);

/* What a guess at passphrases that are set from here on costs; the usual cost
 * with NULL.  For tests. */
void          way_vault_work_set_cost (const WayKeyCost *cost);
const WayKeyCost *way_vault_work_get_cost (void);

G_END_DECLS
