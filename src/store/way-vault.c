/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files on disk, and the master keys that this process was given. */

#include "way-vault.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-file.h"

static GMutex mutex;              /* of what follows */
static GHashTable *masters;       /* vault -> WaySecret */

/* --- Keys that were given --- */

static void
remember (const WayId *vault,
          WaySecret   *master)
{
  g_mutex_lock (&mutex);
  if (masters == NULL)
    masters = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                     (GDestroyNotify) way_secret_unref);
  g_hash_table_replace (masters, g_memdup2 (vault, sizeof *vault), way_secret_ref (master));
  g_mutex_unlock (&mutex);
}

static WaySecret *
recall (const WayId *vault)
{
  WaySecret *found;

  g_mutex_lock (&mutex);
  found = masters != NULL ? g_hash_table_lookup (masters, vault) : NULL;
  if (found != NULL)
    way_secret_ref (found);
  g_mutex_unlock (&mutex);
  return found;
}

void
way_vault_lock_all (void)
{
  g_mutex_lock (&mutex);
  g_clear_pointer (&masters, g_hash_table_unref);
  g_mutex_unlock (&mutex);
}

/* --- Key files --- */

char *
way_vault_key_path (const char *path)
{
  return g_strconcat (path, ".key", NULL);
}

gboolean
way_vault_is_sealed (const char *path)
{
  g_autofree char *name = way_vault_key_path (path);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static WayKeyFile *
read_key_file (const char  *path,
               GError     **error)
{
  g_autofree char *name = way_vault_key_path (path);
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) bytes = way_file_read (name, WAY_KEY_FILE_MOST_BYTES, &fault);

  if (bytes != NULL)
    return way_key_file_parse (bytes, name, error);
  g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_KEY_FILE, fault->message);
  return NULL;
}

static gboolean
write_key_file (const char        *path,
                const WayKeyFile  *keys,
                GError           **error)
{
  g_autofree char *name = way_vault_key_path (path);
  g_autoptr(GBytes) bytes = way_key_file_format (keys);
  g_autoptr(GError) fault = NULL;

  if (way_file_write (name, bytes, &fault))
    return TRUE;
  g_set_error_literal (error, WAY_STORE_ERROR,
                       g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                         ? WAY_STORE_ERROR_FULL : WAY_STORE_ERROR_READ_ONLY,
                       fault->message);
  return FALSE;
}

/* Beside a database, or one to be made; never in the place of another. */
static gboolean
write_new_key_file (const char        *path,
                    const WayKeyFile  *keys,
                    GError           **error)
{
  if (!way_vault_is_sealed (path))
    return write_key_file (path, keys, error);
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS, "%s.key: there is a file already",
               path);
  return FALSE;
}

/* A key file is for one database; in the middle of a re-keying it is for the one
 * before or for the one after. */
static const WayKeyGeneration *
generation_in_force (const WayKeyFile *keys,
                     const char       *path)
{
  for (guint i = 0; keys->generations->len > 1 && i < keys->generations->len; i++)
    {
      const WayKeyGeneration *generation = g_ptr_array_index (keys->generations, i);
      g_autoptr(WaySecret) master = recall (&generation->vault);

      if (master != NULL && way_vfs_fits (path, master, &generation->file))
        return generation;
    }
  return way_key_file_newest (keys);
}

gboolean
way_vault_is_unlocked (const char *path)
{
  g_autoptr(WayKeyFile) keys = NULL;
  g_autoptr(WaySecret) master = NULL;

  if (!way_vault_is_sealed (path))
    return TRUE;
  keys = read_key_file (path, NULL);
  if (keys != NULL)
    master = recall (&generation_in_force (keys, path)->vault);
  return master != NULL;
}

WayVfsNode *
way_vault_enter (const char  *path,
                 GError     **error)
{
  g_autoptr(WayKeyFile) keys = read_key_file (path, error);
  const WayKeyGeneration *generation;
  g_autoptr(WaySecret) master = NULL;

  if (keys == NULL)
    return NULL;
  generation = generation_in_force (keys, path);
  master = recall (&generation->vault);
  if (master != NULL)
    return way_vfs_enter (path, master, &generation->file, error);
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED,
               "%s: is sealed; its passphrase must be given", path);
  return NULL;
}

/* --- Making --- */

/* What was typed opens what it sealed. */
static gboolean
try_passphrase (const WayKeyGeneration  *generation,
                const char              *passphrase,
                GError                 **error)
{
  g_autoptr(WaySecret) tried = way_key_generation_open (generation, WAY_SLOT_PASSPHRASE, passphrase,
                                                        error);

  return tried != NULL;
}

static WayKeyFile *
make_keys (WaySecret         *master,
           const char        *passphrase,
           const WayKeyCost  *cost,
           char             **recovery,
           GError           **error)
{
  g_autoptr(WayKeyFile) keys = way_key_file_new (master);
  WayKeyGeneration *generation = way_key_file_newest (keys);

  if (!way_key_generation_add_passphrase (generation, master, passphrase, cost, error) ||
      !try_passphrase (generation, passphrase, error))
    return NULL;
  if (recovery != NULL)
    *recovery = way_key_generation_add_recovery (generation, master);
  return g_steal_pointer (&keys);
}

gboolean
way_vault_make (const char        *path,
                const char        *passphrase,
                const WayKeyCost  *cost,
                char             **recovery,
                GError           **error)
{
  g_autoptr(WaySecret) master = way_secret_new_random ();
  g_autoptr(WayKeyFile) keys = NULL;

  if (recovery != NULL)
    *recovery = NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                   "%s: there is a file already", path);
      return FALSE;
    }
  keys = make_keys (master, passphrase, cost, recovery, error);
  if (keys == NULL || !write_new_key_file (path, keys, error))
    {
      if (recovery != NULL)
        g_clear_pointer (recovery, way_secret_free_text);
      return FALSE;
    }
  remember (&way_key_file_newest (keys)->vault, master);
  return TRUE;
}

gboolean
way_vault_copy (const char  *path,
                const char  *other,
                GError     **error)
{
  g_autoptr(WayKeyFile) keys = read_key_file (path, error);
  g_autoptr(WayKeyFile) copy = NULL;
  const WayKeyGeneration *generation;
  g_autoptr(WaySecret) master = NULL;

  if (keys == NULL)
    return FALSE;
  generation = generation_in_force (keys, path);
  master = recall (&generation->vault);
  if (master == NULL)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED,
                   "%s: is sealed; its passphrase must be given", path);
      return FALSE;
    }
  copy = way_key_file_new (master);
  g_ptr_array_set_size (copy->generations, 0);
  g_ptr_array_add (copy->generations, way_key_generation_copy (generation));
  way_key_generation_rename (way_key_file_newest (copy), master);
  return write_new_key_file (other, copy, error);
}

/* --- Unlocking --- */

typedef WaySecret *(*OpenFunc) (const WayKeyGeneration  *generation,
                                gpointer                 data,
                                GError                 **error);

/* In the middle of a re-keying there are two generations, and the file is of one of
 * them: its first page says of which, but where it may stand torn beside a log. */
static gboolean
may_be_of (const char             *path,
           const WayKeyFile       *keys,
           const WayKeyGeneration *generation,
           WaySecret              *master)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return keys->generations->len == 1 || way_vfs_fits (path, master, &generation->file) ||
         g_file_test (log, G_FILE_TEST_EXISTS);
}

/* What opens a key that the file has not, or has no more. */
static void
refuse_other_key (GError **fault)
{
  g_clear_error (fault);
  g_set_error_literal (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET,
                       "the change of its key did not come to an end, and this is a way in to"
                       " the other one: try what opened the file before, or what was chosen then");
}

static gboolean
unlock (const char  *path,
        OpenFunc     func,
        gpointer     data,
        GError     **error)
{
  g_autoptr(WayKeyFile) keys = read_key_file (path, error);
  g_autoptr(GError) fault = NULL;
  gboolean opened = FALSE;

  for (guint i = 0; keys != NULL && i < keys->generations->len; i++)
    {
      const WayKeyGeneration *generation = g_ptr_array_index (keys->generations, i);
      g_autoptr(WaySecret) master = func (generation, data, fault == NULL ? &fault : NULL);

      if (master == NULL)
        continue;
      remember (&generation->vault, master);
      if (may_be_of (path, keys, generation, master))
        opened = TRUE;
      else
        refuse_other_key (&fault);
    }
  if (keys != NULL && !opened)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      g_prefix_error (error, "%s: ", path);
    }
  return opened;
}

typedef struct
{
  WaySlotKind   kind;
  const char   *text;
  WaySecret    *kept;
  const guint8 *public_key;
  const guint8 *secret_key;
} Given;

static WaySecret *
open_slot (const WayKeyGeneration  *generation,
           gpointer                 data,
           GError                 **error)
{
  const Given *given = data;

  if (given->kind == WAY_SLOT_KEYRING)
    return way_key_generation_open_keyring (generation, given->kept, error);
  if (given->kind == WAY_SLOT_ESCROW)
    return way_key_generation_open_escrow (generation, given->public_key, given->secret_key, error);
  return way_key_generation_open (generation, given->kind, given->text, error);
}

gboolean
way_vault_unlock (const char   *path,
                  WaySlotKind   kind,
                  const char   *text,
                  GError      **error)
{
  Given given = { .kind = kind, .text = text };

  return unlock (path, open_slot, &given, error);
}

gboolean
way_vault_unlock_kept (const char  *path,
                       WaySecret   *kept,
                       GError     **error)
{
  Given given = { .kind = WAY_SLOT_KEYRING, .kept = kept };

  return unlock (path, open_slot, &given, error);
}

gboolean
way_vault_unlock_escrow (const char    *path,
                         const guint8   public_key[32],
                         const guint8   secret_key[32],
                         GError       **error)
{
  Given given = {
    .kind = WAY_SLOT_ESCROW, .public_key = public_key, .secret_key = secret_key
  };

  return unlock (path, open_slot, &given, error);
}

/* --- Ways in --- */

GPtrArray *
way_vault_slots (const char  *path,
                 GError     **error)
{
  g_autoptr(WayKeyFile) keys = read_key_file (path, error);

  return keys != NULL ? g_ptr_array_ref (generation_in_force (keys, path)->slots) : NULL;
}

gboolean
way_vault_has_slot (const char  *path,
                    WaySlotKind  kind)
{
  g_autoptr(GPtrArray) slots = way_vault_slots (path, NULL);
  gboolean any = FALSE;

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    any |= ((const WayKeySlot *) g_ptr_array_index (slots, i))->kind == kind;
  return any;
}

gboolean
way_vault_name (const char  *path,
                WayId       *vault,
                GError     **error)
{
  g_autoptr(WayKeyFile) keys = read_key_file (path, error);

  if (keys == NULL)
    return FALSE;
  *vault = generation_in_force (keys, path)->vault;
  return TRUE;
}

/* A key file that is being changed: of one generation, by whoever holds the
 * file. */
typedef struct
{
  const char       *path;
  WayVfsNode       *node;
  WayKeyFile       *keys;
  WayKeyGeneration *generation;    /* of keys */
  WaySecret        *master;
} Change;

static void
change_clear (Change *self)
{
  way_vfs_leave (self->node);
  way_key_file_free (self->keys);
  way_secret_unref (self->master);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static gboolean
change_begin (Change      *self,
              const char  *path,
              GError     **error)
{
  const WayKeyGeneration *in_force;
  WayKeyGeneration *copy;

  self->path = path;
  self->node = way_vault_enter (path, error);
  self->keys = self->node != NULL ? read_key_file (path, error) : NULL;
  if (self->keys == NULL)
    return FALSE;
  in_force = generation_in_force (self->keys, path);
  copy = way_key_generation_copy (in_force);
  g_ptr_array_set_size (self->keys->generations, 0);
  g_ptr_array_add (self->keys->generations, copy);
  self->generation = copy;
  self->master = recall (&copy->vault);
  return self->master != NULL;
}

static gboolean
change_end (Change  *self,
            GError **error)
{
  return write_key_file (self->path, self->keys, error);
}

gboolean
way_vault_set_passphrase (const char        *path,
                          const char        *passphrase,
                          const WayKeyCost  *cost,
                          GError           **error)
{
  g_auto(Change) change = { NULL };

  return change_begin (&change, path, error) &&
         way_key_generation_add_passphrase (change.generation, change.master, passphrase, cost,
                                            error) &&
         try_passphrase (change.generation, passphrase, error) &&
         change_end (&change, error);
}

char *
way_vault_set_recovery (const char  *path,
                        GError     **error)
{
  g_auto(Change) change = { NULL };
  char *code;

  if (!change_begin (&change, path, error))
    return NULL;
  code = way_key_generation_add_recovery (change.generation, change.master);
  if (!change_end (&change, error))
    g_clear_pointer (&code, way_secret_free_text);
  return code;
}

gboolean
way_vault_set_escrow (const char    *path,
                      const char    *label,
                      const guint8   public_key[32],
                      GError       **error)
{
  g_auto(Change) change = { NULL };

  if (!change_begin (&change, path, error))
    return FALSE;
  way_key_generation_add_escrow (change.generation, change.master, label, public_key);
  return change_end (&change, error);
}

WaySecret *
way_vault_set_keyring (const char  *path,
                       GError     **error)
{
  g_auto(Change) change = { NULL };
  WaySecret *kept;

  if (!change_begin (&change, path, error))
    return NULL;
  kept = way_key_generation_add_keyring (change.generation, change.master);
  if (!change_end (&change, error))
    g_clear_pointer (&kept, way_secret_unref);
  return kept;
}

gboolean
way_vault_remove (const char   *path,
                  WaySlotKind   kind,
                  const char   *label,
                  GError      **error)
{
  g_auto(Change) change = { NULL };

  if (!change_begin (&change, path, error))
    return FALSE;
  if (kind != WAY_SLOT_PASSPHRASE &&
      way_key_generation_remove (change.generation, change.master, kind, label))
    return change_end (&change, error);
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET, "%s: %s", path,
               kind == WAY_SLOT_PASSPHRASE ? "a file keeps its passphrase; change it instead"
                                           : "there is no such way in");
  return FALSE;
}

/* --- Re-keying --- */

gboolean
way_vault_begin_rekey (const char        *path,
                       const char        *other,
                       const char        *passphrase,
                       const WayKeyCost  *cost,
                       char             **recovery,
                       GError           **error)
{
  g_autoptr(WaySecret) master = way_secret_new_random ();
  g_autoptr(WayKeyFile) keys = make_keys (master, passphrase, cost, recovery, error);
  g_auto(Change) change = { NULL };

  if (keys == NULL || !change_begin (&change, path, error))
    return FALSE;
  way_key_file_newest (keys)->number = change.generation->number + 1;
  for (guint i = 0; i < change.generation->slots->len; i++)
    {
      const WayKeySlot *slot = g_ptr_array_index (change.generation->slots, i);

      if (slot->kind == WAY_SLOT_ESCROW)
        way_key_generation_add_escrow (way_key_file_newest (keys), master, slot->label,
                                       slot->public_key);
    }
  way_key_generation_rename (way_key_file_newest (keys), master);
  if (!write_new_key_file (other, keys, error))
    return FALSE;
  remember (&way_key_file_newest (keys)->vault, master);
  return TRUE;
}

gboolean
way_vault_join_rekey (const char  *path,
                      const char  *other,
                      GError     **error)
{
  g_autoptr(WayKeyFile) fresh = read_key_file (other, error);
  g_auto(Change) change = { NULL };

  if (fresh == NULL || !change_begin (&change, path, error))
    return FALSE;
  g_ptr_array_insert (change.keys->generations, 0,
                      way_key_generation_copy (way_key_file_newest (fresh)));
  return change_end (&change, error);
}

gboolean
way_vault_end_rekey (const char  *path,
                     const char  *other,
                     GError     **error)
{
  g_autoptr(WayKeyFile) fresh = read_key_file (other, error);
  g_autofree char *name = way_vault_key_path (other);

  if (fresh == NULL || !write_key_file (path, fresh, error))
    return FALSE;
  g_unlink (name);
  return TRUE;
}
