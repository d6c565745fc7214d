/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passphrases tried and set, keys kept and changed, on a thread. */
#include "way-vault-work.h"

#include <glib/gstdio.h>

#include "way-backup.h"
#include "way-keyring.h"
#include "way-new-file.h"

static const WayKeyCost *set_cost;

static void
clear_work (gpointer data)
{
  WayVaultWork *self = data;

  way_secret_free_text (self->text);
  way_secret_free_text (self->old_text);
  way_secret_free_text (self->recovery);
  g_free (self->path);
  g_free (self->name);
  g_free (self->la);
}

WayVaultWork *
way_vault_work_new (WayVaultWorkKind  kind,
                    const char       *path,
                    const char       *text)
{
  WayVaultWork *self = g_atomic_rc_box_new0 (WayVaultWork);

  self->kind = kind;
  self->slot = WAY_SLOT_PASSPHRASE;
  self->path = g_strdup (path);
  self->text = g_strdup (text);
  return self;
}

WayVaultWork *
way_vault_work_ref (WayVaultWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_vault_work_unref (WayVaultWork *self)
{
  g_atomic_rc_box_release_full (self, clear_work);
}

void
way_vault_work_set_cost (const WayKeyCost *cost)
{
  set_cost = cost;
}

const WayKeyCost *
way_vault_work_get_cost (void)
{
  return set_cost != NULL ? set_cost : &way_key_cost_usual;
}

static gboolean
make_authority (WayVaultWork  *self,
                GError       **error)
{
  g_autofree char *key = way_vault_key_path (self->path);

  if (!way_vault_make (self->path, self->text, way_vault_work_get_cost (), &self->recovery, error))
    return FALSE;
  if (way_new_file_authority (self->path, self->name, self->la, error))
    return TRUE;
  g_unlink (key);
  return FALSE;
}

/* --- The keyring --- */

/* A slot whose key nobody keeps would be a way in that is none. */
static gboolean
keep (WayVaultWork  *self,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autoptr(WaySecret) key = NULL;
  WayId vault;

  if (!way_vault_name (self->path, &vault, error))
    return FALSE;
  key = way_vault_set_keyring (self->path, error);
  if (key == NULL)
    return FALSE;
  if (way_keyring_keep (&vault, key, name, cancellable, error))
    return TRUE;
  way_vault_remove (self->path, WAY_SLOT_KEYRING, "", NULL);
  return FALSE;
}

/* Without its slot the key opens nothing, wherever it still is. */
static gboolean
forget (WayVaultWork  *self,
        GCancellable  *cancellable,
        GError       **error)
{
  WayId vault;

  return (!way_vault_has_slot (self->path, WAY_SLOT_KEYRING) ||
          way_vault_remove (self->path, WAY_SLOT_KEYRING, "", error)) &&
         way_vault_name (self->path, &vault, error) &&
         way_keyring_forget (&vault, cancellable, error);
}

static gboolean
unlock_kept (WayVaultWork  *self,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WaySecret) key = NULL;
  WayId vault;

  if (!way_vault_name (self->path, &vault, error))
    return FALSE;
  key = way_keyring_find (&vault, cancellable, &cause);
  if (key != NULL)
    return way_vault_unlock_kept (self->path, key, error);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET, "%s: the keyring has no key of it",
                 self->path);
  return FALSE;
}

/* --- Sealing anew --- */

/* That the keyring does not take the new key is no reason to say that nothing was
 * done: the file then asks for its passphrase. */
static gboolean
rekey (WayVaultWork  *self,
       WayJob        *job,
       GCancellable  *cancellable,
       GError       **error)
{
  gboolean kept = way_vault_has_slot (self->path, WAY_SLOT_KEYRING);
  WayId before;

  if (!way_vault_unlock (self->path, WAY_SLOT_PASSPHRASE, self->text, error) ||
      !way_vault_name (self->path, &before, error) ||
      !way_backup_rekey (self->path, self->text, way_vault_work_get_cost (), way_job_report, job,
                         cancellable, &self->recovery, error))
    return FALSE;
  if (kept && keep (self, NULL, NULL))
    way_keyring_forget (&before, NULL, NULL);
  return TRUE;
}

static gboolean
do_work (WayJob        *job,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  WayVaultWork *self = data;

  switch (self->kind)
    {
    case WAY_VAULT_WORK_AUTHORITY:
      return make_authority (self, error);
    case WAY_VAULT_WORK_PASSPHRASE:
      return way_vault_unlock (self->path, WAY_SLOT_PASSPHRASE, self->old_text, error) &&
             way_vault_set_passphrase (self->path, self->text, way_vault_work_get_cost (), error);
    case WAY_VAULT_WORK_REKEY:
      return rekey (self, job, cancellable, error);
    case WAY_VAULT_WORK_KEPT:
      return unlock_kept (self, cancellable, error);
    case WAY_VAULT_WORK_KEEP:
      return keep (self, cancellable, error);
    case WAY_VAULT_WORK_FORGET:
      return forget (self, cancellable, error);
    case WAY_VAULT_WORK_UNLOCK:
    default:
      return way_vault_unlock (self->path, self->slot, self->text, error);
    }
}

void
way_vault_work_run (WayVaultWork        *self,
                    WayJob              *job,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  way_job_run_async (job, do_work, way_vault_work_ref (self), (GDestroyNotify) way_vault_work_unref,
                     callback, user_data);
}
