/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slot of the key file for each office of the roster. */

#include "way-escrow.h"

#include "way-copies.h"
#include "way-roster.h"
#include "way-vault.h"

/* Slots go by the device's id: two offices may bear one name. */
static gboolean
may_help (const WayRosterEntry *entry,
          const WayDevice      *own)
{
  return entry->role == WAY_COPY_OFFICE && entry->revoked == 0 &&
         (own == NULL || !way_id_equal (&entry->device->id, &own->id));
}

static gboolean
drop_slots (const char  *path,
            GError     **error)
{
  g_autoptr(GPtrArray) slots = way_vault_slots (path, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      const WayKeySlot *slot = g_ptr_array_index (slots, i);

      if (slot->kind == WAY_SLOT_ESCROW &&
          !way_vault_remove (path, WAY_SLOT_ESCROW, slot->label, error))
        return FALSE;
    }
  return slots != NULL;
}

static gboolean
add_slots (const char       *path,
           const WayRoster  *roster,
           const WayDevice  *own,
           GError          **error)
{
  guint n = 0;

  for (guint i = 0; i < roster->entries->len; i++)
    {
      const WayRosterEntry *entry = g_ptr_array_index (roster->entries, i);
      g_autofree char *label = way_id_to_string (&entry->device->id);

      if (!may_help (entry, own))
        continue;
      if (!way_vault_set_escrow (path, label, entry->device->box, error))
        return FALSE;
      n++;
    }
  if (n == 0)
    g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NO_DEVICE,
                 "%s: the roster has no office that could help", path);
  return n > 0;
}

gboolean
way_escrow_set (WayDb     *db,
                gboolean   on,
                GError   **error)
{
  const char *path = way_db_path (db);
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = on ? way_roster_read (db, NULL, &cause) : NULL;
  g_autoptr(WayDevice) own = cause == NULL ? way_device_read (db, &cause) : NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (on && roster == NULL)
    {
      g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NO_DEVICE,
                   "%s: this copy is not enrolled", path);
      return FALSE;
    }
  return drop_slots (path, error) && (!on || add_slots (path, roster, own, error));
}

gboolean
way_escrow_may (WayDb *db)
{
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, NULL);
  g_autoptr(WayDevice) own = way_device_read (db, NULL);
  gboolean any = FALSE;

  for (guint i = 0; roster != NULL && i < roster->entries->len; i++)
    any |= may_help (g_ptr_array_index (roster->entries, i), own);
  return any;
}

GPtrArray *
way_escrow_names (WayDb   *db,
                  GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) slots = way_vault_slots (way_db_path (db), error);
  g_autoptr(WayRoster) roster = slots != NULL ? way_roster_read (db, NULL, NULL) : NULL;

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      const WayKeySlot *slot = g_ptr_array_index (slots, i);
      const WayRosterEntry *entry = NULL;
      WayId id;

      if (slot->kind != WAY_SLOT_ESCROW)
        continue;
      if (roster != NULL && way_id_parse (slot->label, &id))
        entry = way_roster_find (roster, &id);
      g_ptr_array_add (names, g_strdup (entry != NULL ? entry->device->name : slot->label));
    }
  return slots != NULL ? g_steal_pointer (&names) : NULL;
}

char *
way_escrow_help (WayDb       *db,
                 const char  *path,
                 GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayDevice) device = way_device_read (db, &cause);

  if (device == NULL || !device->has_secrets)
    {
      if (cause != NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NO_DEVICE,
                     "%s: this copy is not enrolled", way_db_path (db));
      return NULL;
    }
  if (!way_vault_unlock_escrow (path, device->box, device->box_secret, error))
    return NULL;
  return way_vault_set_recovery (path, error);
}
