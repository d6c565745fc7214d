/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices enrolled, joined and revoked, and what each of them holds. */

#include "way-enrol.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "way-copies.h"
#include "way-exchange-private.h"
#include "way-file.h"
#include "way-given.h"
#include "way-records.h"
#include "way-take-private.h"
#include "way-word.h"

#define MOST_KEYS 4096
#define MOST_INVITE (G_GUINT64_CONSTANT (1) << 31)
#define LOCK_MAGIC "waylock"
#define MAGIC_SIZE 8
#define LEAST_DIGITS 8

static gboolean refuse (GError **error, WayExchangeError code, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError           **error,
        WayExchangeError   code,
        const char        *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (WAY_EXCHANGE_ERROR, (int) code, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* --- Keys that have no file yet --- */

static char *
keys_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "waymark", "cards", NULL);
}

static char *
keys_path (const WayDevice *device)
{
  g_autofree char *folder = keys_folder ();
  char id[WAY_ID_TEXT_SIZE];
  g_autofree char *name = NULL;

  way_id_format (&device->id, id);
  name = g_strconcat (id, ".keys", NULL);
  return g_build_filename (folder, name, NULL);
}

static gboolean
derive_lock (const char    *passphrase,
             const guint8   salt[crypto_pwhash_SALTBYTES],
             guint8         key[crypto_secretbox_KEYBYTES],
             GError       **error)
{
  if (crypto_pwhash (key, crypto_secretbox_KEYBYTES, passphrase, strlen (passphrase), salt,
                     crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
                     crypto_pwhash_ALG_ARGON2ID13) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOMEM, "there is no memory to lock the keys");
  return FALSE;
}

/* magic, salt, nonce, secret box. */
static GBytes *
lock (GBytes      *keys,
      const char  *passphrase,
      GError     **error)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 nonce[crypto_secretbox_NONCEBYTES];
  guint8 key[crypto_secretbox_KEYBYTES];
  gsize size;
  const guint8 *data = g_bytes_get_data (keys, &size);
  guint at;

  randombytes_buf (salt, sizeof salt);
  randombytes_buf (nonce, sizeof nonce);
  if (!derive_lock (passphrase, salt, key, error))
    {
      g_byte_array_unref (bytes);
      return NULL;
    }
  g_byte_array_append (bytes, (const guint8 *) LOCK_MAGIC, MAGIC_SIZE);
  g_byte_array_append (bytes, salt, sizeof salt);
  g_byte_array_append (bytes, nonce, sizeof nonce);
  at = bytes->len;
  g_byte_array_set_size (bytes, (guint) (at + size + crypto_secretbox_MACBYTES));
  crypto_secretbox_easy (bytes->data + at, data, size, nonce, key);
  sodium_memzero (key, sizeof key);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
unlock (GBytes      *bytes,
        const char  *passphrase,
        const char  *path,
        GError     **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayReader reader = way_reader (data, size);
  const guint8 *magic = way_reader_take (&reader, MAGIC_SIZE);
  const guint8 *salt, *nonce, *box;
  guint8 key[crypto_secretbox_KEYBYTES];
  guint8 *plain;
  gsize left;

  if (magic == NULL || memcmp (magic, LOCK_MAGIC, MAGIC_SIZE) != 0)
    return g_bytes_ref (bytes);
  salt = way_reader_take (&reader, crypto_pwhash_SALTBYTES);
  nonce = way_reader_take (&reader, crypto_secretbox_NONCEBYTES);
  left = reader.size - reader.at;
  box = way_reader_take (&reader, left);
  if (reader.bad || left < crypto_secretbox_MACBYTES || passphrase == NULL ||
      !derive_lock (passphrase, salt, key, error))
    {
      if (error == NULL || *error == NULL)
        refuse (error, WAY_EXCHANGE_ERROR_NOT_FOR_US, "%s: is locked with a passphrase", path);
      return NULL;
    }
  left -= crypto_secretbox_MACBYTES;
  plain = g_malloc (left + 1);
  if (crypto_secretbox_open_easy (plain, box, left + crypto_secretbox_MACBYTES, nonce, key) == 0)
    return g_bytes_new_take (plain, left);
  g_free (plain);
  refuse (error, WAY_EXCHANGE_ERROR_NOT_FOR_US, "%s: the passphrase does not open it", path);
  return NULL;
}

gboolean
way_enrol_keep_keys (const WayDevice  *device,
                     const char       *passphrase,
                     GError          **error)
{
  g_autoptr(GBytes) keys = way_device_pack (device);
  g_autofree char *folder = keys_folder ();
  g_autofree char *path = keys_path (device);
  g_autoptr(GBytes) kept = passphrase != NULL ? lock (keys, passphrase, error)
                                              : g_bytes_ref (keys);

  if (kept == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES, "%s: cannot be made", folder);
      return FALSE;
    }
  return way_file_write (path, kept, error) && g_chmod (path, 0600) == 0;
}

void
way_enrol_drop_keys (const WayDevice *device)
{
  g_autofree char *path = keys_path (device);

  g_unlink (path);
}

static WayDevice *
read_keys (const char  *path,
           const char  *passphrase,
           GError     **error)
{
  g_autoptr(GBytes) bytes = way_file_read (path, MOST_KEYS, error);
  g_autoptr(GBytes) keys = bytes != NULL ? unlock (bytes, passphrase, path, error) : NULL;

  return keys != NULL ? way_device_unpack (keys, path, error) : NULL;
}

WayDevice *
way_enrol_find_keys (const char  *invite,
                     const char  *passphrase,
                     GError     **error)
{
  g_autoptr(GBytes) sealed = way_file_read (invite, MOST_INVITE, error);
  g_autofree char *folder = keys_folder ();
  g_autoptr(GDir) dir = sealed != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr(GError) last = NULL;
  const char *name;

  if (sealed == NULL)
    return NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(WayDevice) device = NULL;
      g_autoptr(GBytes) content = NULL;

      if (!g_str_has_suffix (name, ".keys"))
        continue;
      g_clear_error (&last);
      device = read_keys (path, passphrase, &last);
      if (device == NULL)
        continue;
      content = way_seal_open (sealed, invite, device->box, device->box_secret, NULL);
      if (content != NULL)
        return g_steal_pointer (&device);
    }
  if (last != NULL)
    g_propagate_error (error, g_steal_pointer (&last));
  else
    refuse (error, WAY_EXCHANGE_ERROR_NOT_FOR_US, "%s: is for no card that was made here", invite);
  return NULL;
}

WayDevice *
way_enrol_own_device (WayDb       *db,
                      const char  *name,
                      GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayDevice) device = way_device_read (db, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (device != NULL)
    return g_steal_pointer (&device);
  device = way_device_new (name);
  return way_device_keep (db, device, error) ? g_steal_pointer (&device) : NULL;
}

/* --- Joining --- */

WayRoster *
way_enrol_read_invite (const char       *path,
                       const WayDevice  *device,
                       GError          **error)
{
  g_autoptr(GBytes) sealed = way_file_read (path, MOST_INVITE, error);
  g_autoptr(GBytes) content = NULL;
  g_autoptr(WayBundle) bundle = NULL;
  const guint8 *data;
  guint kind;
  gsize size;

  if (sealed == NULL)
    return NULL;
  content = way_seal_open (sealed, path, device->box, device->box_secret, error);
  bundle = content != NULL ? way_bundle_parse_sealed (content, path, error) : NULL;
  if (bundle == NULL)
    return NULL;
  for (guint i = 0; (data = way_bundle_section (bundle, i, &kind, &size)) != NULL; i++)
    if (kind == WAY_SECTION_ROSTER)
      return way_roster_parse (data, size, path, error);
  refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "%s: brings no roster, and is no invite", path);
  return NULL;
}

gboolean
way_enrol_join (WayDb            *db,
                const char       *path,
                const WayDevice  *device,
                const WayRoster  *roster,
                WayProgressFunc   progress,
                gpointer          data,
                GCancellable     *cancellable,
                WayMergeReport   *report,
                GError          **error)
{
  const WayRosterEntry *own = way_roster_find (roster, &device->id);
  WayTakeOptions options = { .sure = TRUE, .first = TRUE };

  if (own == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, "%s: its roster does not have this device",
                   path);
  return way_device_keep (db, device, error) &&
         way_db_set_setting (db, "copy_name", own->device->name, error) &&
         way_exchange_take_as (db, path, roster->authority, &options, progress, data, cancellable,
                               report, NULL, error) &&
         way_exchange_note_role (db, error);
}

gboolean
way_exchange_note_role (WayDb   *db,
                        GError **error)
{
  g_autoptr(WayDevice) device = way_device_read (db, NULL);
  g_autoptr(WayRoster) roster = device != NULL ? way_roster_read (db, NULL, NULL) : NULL;
  const WayRosterEntry *own = roster != NULL ? way_roster_find (roster, &device->id) : NULL;

  return own == NULL || way_db_set_setting (db, "role", way_copies_name (own->role), error);
}

/* --- In the office --- */

/* Larger than any card. */
#define MOST_CARD 4096

WayDevice *
way_enrol_read_card (const char  *path,
                     GError     **error)
{
  g_autoptr(GBytes) card = way_file_read (path, MOST_CARD, error);

  return card != NULL ? way_device_read_card (card, path, error) : NULL;
}

gint64
way_enrol_day_end (const GDate *day)
{
  g_autoptr(GTimeZone) zone = NULL;
  g_autoptr(GDateTime) end = NULL;

  if (!way_date_is_set (day))
    return 0;
  zone = g_time_zone_new_local ();
  end = g_date_time_new (zone, g_date_get_year (day), (int) g_date_get_month (day),
                         g_date_get_day (day), 23, 59, 59);
  return g_date_time_to_unix (end) * 1000;
}

static gboolean
begin_roster (WayDb       *db,
              const char  *own_name,
              GError     **error)
{
  g_autoptr(WayDevice) device = NULL;

  if (!way_roster_found (db, own_name, error))
    return FALSE;
  device = way_device_read (db, error);
  return device != NULL && way_words_sign_heads (db, device, 1, TRUE, error) &&
         way_db_set_setting (db, "role", way_copies_name (WAY_COPY_OFFICE), error);
}

static gboolean
check_role (const WayEnrolOptions  *options,
            GError                **error)
{
  gboolean needs = options->role == WAY_COPY_SCHOOL || options->role == WAY_COPY_OFFICER;

  if (*way_copies_name (options->role) == '\0')
    return refuse (error, WAY_EXCHANGE_ERROR_ROLE, "%s", "there is no such kind of copy");
  if (needs != (options->scope != NULL && options->scope->len > 0))
    return refuse (error, WAY_EXCHANGE_ERROR_ROLE,
                   needs ? "%s: a copy of this kind needs the settings that it is for"
                         : "%s: a copy of this kind is for no settings alone",
                   way_copies_name (options->role));
  return TRUE;
}

static gboolean
add (WayDb                  *db,
     const WayDevice        *card,
     const WayEnrolOptions  *options,
     const char             *invite,
     WayProgressFunc         progress,
     gpointer                data,
     GCancellable           *cancellable,
     GError                **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, &cause);
  WaySendOptions send = options->send;

  if (cause == NULL && roster == NULL && begin_roster (db, options->own_name, &cause))
    roster = way_roster_read (db, NULL, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  /* What it may hold is worked out anew, and all of it is sent; what it held before
   * and may hold no more it is told to drop. */
  send.invite = TRUE;
  way_roster_put (roster, card, options->role, options->scope, options->expires);
  return way_roster_sign (db, roster, error) && way_given_begin_anew (db, &card->id, error) &&
         way_exchange_send (db, &card->id, &send, invite, progress, data, cancellable, NULL, error);
}

gboolean
way_enrol_add (WayDb                  *db,
               const WayDevice        *card,
               const WayEnrolOptions  *options,
               const char             *invite,
               WayProgressFunc         progress,
               gpointer                data,
               GCancellable           *cancellable,
               GError                **error)
{
  gboolean done;

  if (!check_role (options, error) || !way_db_exec (db, "SAVEPOINT enrol", error))
    return FALSE;
  done = add (db, card, options, invite, progress, data, cancellable, error);
  return way_db_end_savepoint (db, "enrol", done, error);
}

gboolean
way_enrol_revoke (WayDb        *db,
                  const WayId  *device,
                  GError      **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, &cause);
  WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, device) : NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (entry == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_UNKNOWN, "%s", "there is no such device");
  if (entry->revoked != 0)
    return refuse (error, WAY_EXCHANGE_ERROR_REVOKED, "%s: was revoked already",
                   entry->device->name);
  entry->revoked = g_get_real_time () / 1000;
  return way_roster_sign (db, roster, error);
}

gboolean
way_enrol_find (WayDb       *db,
                const char  *text,
                WayId       *device,
                GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, &cause);
  g_autofree char *digits = g_ascii_strdown (text, -1);
  guint n = 0;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  for (guint i = 0; roster != NULL && i < roster->entries->len; i++)
    {
      const WayRosterEntry *entry = g_ptr_array_index (roster->entries, i);
      char id[WAY_ID_TEXT_SIZE];

      way_id_format (&entry->device->id, id);
      if (strcmp (entry->device->name, text) != 0 &&
          !(strlen (digits) >= LEAST_DIGITS && g_str_has_prefix (id, digits)))
        continue;
      *device = entry->device->id;
      n++;
    }
  if (n == 1)
    return TRUE;
  return refuse (error, WAY_EXCHANGE_ERROR_UNKNOWN,
                 n == 0 ? "“%s”: there is no device of that name, or whose id begins so with at"
                          " least eight digits"
                        : "“%s”: several devices go by this: give their ids", text);
}

/* --- What a device holds --- */

void
way_held_row_free (WayHeldRow *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self);
}

static void
free_held (gpointer data)
{
  way_held_row_free (data);
}

/* The roles in which it may still hold what it was given: that of the roster that it
 * said last to go by, and each since.  It drops fields with the roster that says so. */
static gboolean
find_roles (WayDb        *db,
            const WayId  *device,
            guint        *roles,
            GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  *roles = 0;
  stmt = way_db_prepare (db,
                         "SELECT body FROM roster WHERE number >= coalesce ((SELECT max (number)"
                         "  FROM roster WHERE number <= (SELECT mate.roster FROM mate"
                         "   WHERE mate.device = :device)), 0)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gsize size;
      const void *body = way_stmt_blob (stmt, 0, &size);
      g_autoptr(WayRoster) roster = way_roster_parse (body, size, "roster", error);
      const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, device) : NULL;

      if (roster == NULL)
        return FALSE;
      *roles |= entry != NULL ? entry->role : 0;
    }
  return step == WAY_STEP_DONE;
}

static guint
find_classes (const WayEntity *entity,
              guint            roles)
{
  guint classes = 0;

  for (guint role = 1; role <= roles; role <<= 1)
    if (roles & role)
      classes |= way_copies_classes (entity, role);
  return classes;
}

static gboolean
add_held (WayDb            *db,
          const WayEntity  *entity,
          const char       *sql,
          const WayId      *device,
          guint             roles,
          GPtrArray        *rows,
          GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  if (strstr (sql, ":entity") != NULL)
    way_stmt_bind_int (stmt, ":entity", entity->number);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayHeldRow *row = g_new0 (WayHeldRow, 1);
      gpointer record;

      g_ptr_array_add (rows, row);
      row->entity = entity;
      row->row = way_stmt_id (stmt, 0);
      row->since = way_stmt_int (stmt, 1);
      row->classes = find_classes (entity, roles);
      record = way_records_get (db, entity, &row->row, NULL);
      row->title = record != NULL ? way_record_title (entity, record) : g_strdup ("");
      if (record != NULL)
        way_record_free (entity, record);
    }
  return step == WAY_STEP_DONE;
}

static int
compare_held (gconstpointer a,
              gconstpointer b)
{
  const WayHeldRow *one = *(const WayHeldRow *const *) a;
  const WayHeldRow *two = *(const WayHeldRow *const *) b;
  int order = strcmp (one->entity->name, two->entity->name);

  if (order == 0)
    order = g_utf8_collate (one->title, two->title);
  return order != 0 ? order : way_id_compare (&one->row, &two->row);
}

GPtrArray *
way_enrol_held_by (WayDb        *db,
                   const WayId  *device,
                   GError      **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (free_held);
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, error);
  const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, device) : NULL;
  const WayEntity *const *entities = way_entities ();
  guint roles;

  if (entry == NULL)
    {
      if (error == NULL || *error == NULL)
        refuse (error, WAY_EXCHANGE_ERROR_UNKNOWN, "%s", "there is no such device");
      return NULL;
    }
  if (!find_roles (db, device, &roles, error))
    return NULL;
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *all = g_strdup_printf ("SELECT id, (SELECT max (at) FROM post WHERE sent"
                                              " AND device = :device) FROM \"%s\""
                                              " WHERE dot IS NOT NULL", entities[i]->name);
      const char *part = "SELECT row, min (at) FROM held WHERE device = :device"
                         " AND entity = :entity AND gone IS NULL GROUP BY row";

      if (!add_held (db, entities[i], entry->role == WAY_COPY_OFFICE ? all : part, device,
                     roles, rows, error))
        return NULL;
    }
  g_ptr_array_sort (rows, compare_held);
  return g_steal_pointer (&rows);
}
