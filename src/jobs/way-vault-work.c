/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passphrases tried and set, on a thread. */
#include "way-vault-work.h"

#include <glib/gstdio.h>

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
