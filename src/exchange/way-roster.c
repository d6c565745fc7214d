/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roster: read with bounds, taken only where it is newer, signed anew by who
 * holds the authority's key. */

#include "way-roster.h"

#include <sodium.h>
#include <string.h>

#include "way-copies.h"
#include "way-signature.h"

#define MAGIC "wayrost"
#define MAGIC_SIZE 8
#define VERSION 1
#define MOST_NAME 200
#define MOST_ENTRIES 4096
#define MOST_SCOPE 4096
#define DOMAIN "waymark roster 1"

static void
free_entry (gpointer data)
{
  WayRosterEntry *entry = data;

  way_device_free (entry->device);
  g_array_unref (entry->scope);
  g_free (entry);
}

static WayRoster *
new_roster (void)
{
  WayRoster *self = g_new0 (WayRoster, 1);

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  return self;
}

void
way_roster_free (WayRoster *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self);
}

WayRosterEntry *
way_roster_find (const WayRoster *self,
                 const WayId     *device)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      WayRosterEntry *entry = g_ptr_array_index (self->entries, i);

      if (way_id_equal (&entry->device->id, device))
        return entry;
    }
  return NULL;
}

gboolean
way_roster_entry_holds (const WayRosterEntry *entry,
                        gint64                now)
{
  return entry->revoked == 0 && (entry->expires == 0 || now < entry->expires);
}

/* --- As bytes --- */

static void
put_entry (GByteArray           *bytes,
           const WayRosterEntry *entry)
{
  way_bytes_put_id (bytes, &entry->device->id);
  way_bytes_put_text (bytes, entry->device->name);
  way_bytes_put_int (bytes, entry->device->made);
  g_byte_array_append (bytes, entry->device->box, sizeof entry->device->box);
  g_byte_array_append (bytes, entry->device->sign, sizeof entry->device->sign);
  way_bytes_put_uint (bytes, entry->role);
  way_bytes_put_uint (bytes, entry->scope->len);
  for (guint i = 0; i < entry->scope->len; i++)
    way_bytes_put_id (bytes, &g_array_index (entry->scope, WayId, i));
  way_bytes_put_int (bytes, entry->from);
  way_bytes_put_int (bytes, entry->expires);
  way_bytes_put_int (bytes, entry->revoked);
}

static GByteArray *
put_roster (const WayRoster *self)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) MAGIC, MAGIC_SIZE);
  way_bytes_put_u8 (bytes, VERSION);
  g_byte_array_append (bytes, self->authority, sizeof self->authority);
  way_bytes_put_uint (bytes, self->number);
  way_bytes_put_int (bytes, self->made);
  way_bytes_put_uint (bytes, self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    put_entry (bytes, g_ptr_array_index (self->entries, i));
  return bytes;
}

static void
copy_key (WayReader *reader,
          guint8     key[WAY_DEVICE_KEY_SIZE])
{
  const guint8 *data = way_reader_take (reader, WAY_DEVICE_KEY_SIZE);

  if (data != NULL)
    memcpy (key, data, WAY_DEVICE_KEY_SIZE);
}

static void
get_scope (WayReader *reader,
           GArray    *scope)
{
  guint64 n = way_reader_get_uint (reader);

  if (n > MOST_SCOPE)
    reader->bad = TRUE;
  for (guint64 i = 0; i < n && !reader->bad; i++)
    {
      WayId id = way_reader_get_id (reader);

      if (i > 0 && way_id_compare (&g_array_index (scope, WayId, i - 1), &id) >= 0)
        reader->bad = TRUE;
      g_array_append_val (scope, id);
    }
}

/* Entries stand by their devices' ids, none twice. */
static void
get_entry (WayReader *reader,
           WayRoster *self)
{
  WayRosterEntry *entry = g_new0 (WayRosterEntry, 1);
  const WayRosterEntry *last = self->entries->len > 0
                                 ? g_ptr_array_index (self->entries, self->entries->len - 1)
                                 : NULL;
  guint64 role;

  entry->device = g_new0 (WayDevice, 1);
  entry->scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_ptr_array_add (self->entries, entry);
  entry->device->id = way_reader_get_id (reader);
  entry->device->name = way_reader_get_text (reader, MOST_NAME);
  entry->device->made = way_reader_get_int (reader);
  copy_key (reader, entry->device->box);
  copy_key (reader, entry->device->sign);
  role = way_reader_get_uint (reader);
  get_scope (reader, entry->scope);
  entry->from = way_reader_get_int (reader);
  entry->expires = way_reader_get_int (reader);
  entry->revoked = way_reader_get_int (reader);
  if (role > WAY_COPIES_ALL || *way_copies_name ((guint) role) == '\0' ||
      (last != NULL && way_id_compare (&last->device->id, &entry->device->id) >= 0))
    reader->bad = TRUE;
  entry->role = (guint) role;
}

static GByteArray *
signed_bytes (gconstpointer data,
              gsize         size)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) size + sizeof DOMAIN);

  g_byte_array_append (bytes, (const guint8 *) DOMAIN, sizeof DOMAIN - 1);
  g_byte_array_append (bytes, data, (guint) size);
  return bytes;
}

WayRoster *
way_roster_parse (gconstpointer   data,
                  gsize           size,
                  const char     *name,
                  GError        **error)
{
  g_autoptr(WayRoster) self = new_roster ();
  WayReader reader = way_reader (data, size);
  const guint8 *magic = way_reader_take (&reader, MAGIC_SIZE);
  g_autoptr(GByteArray) signing = NULL;
  const guint8 *signature;
  guint64 n;

  if (magic == NULL || memcmp (magic, MAGIC, MAGIC_SIZE) != 0 ||
      way_reader_get_u8 (&reader) != VERSION)
    reader.bad = TRUE;
  copy_key (&reader, self->authority);
  self->number = way_reader_get_uint (&reader);
  self->made = way_reader_get_int (&reader);
  n = way_reader_get_uint (&reader);
  if (n > MOST_ENTRIES || self->number == 0 || self->number > G_MAXINT32)
    reader.bad = TRUE;
  for (guint64 i = 0; i < n && !reader.bad; i++)
    get_entry (&reader, self);
  signing = reader.bad ? NULL : signed_bytes (data, reader.at);
  signature = way_reader_take (&reader, crypto_sign_BYTES);
  if (!way_reader_is_done (&reader))
    {
      g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_MALFORMED,
                   "%s: has a roster that cannot be read", name);
      return NULL;
    }
  if (!way_signature_holds (signature, signing->data, signing->len, self->authority))
    {
      g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_SIGNATURE,
                   "%s: has a roster that the authority did not sign", name);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* --- In the file --- */

WayRoster *
way_roster_read (WayDb    *db,
                 GBytes  **body,
                 GError  **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT body FROM roster ORDER BY number DESC LIMIT 1",
                                            error);
  WayRoster *roster;
  const void *blob;
  gsize size;

  if (stmt == NULL || way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return NULL;
  blob = way_stmt_blob (stmt, 0, &size);
  roster = way_roster_parse (blob, size, way_db_path (db), error);
  if (roster != NULL && body != NULL)
    *body = g_bytes_new (blob, size);
  return roster;
}

static gboolean
keep (WayDb            *db,
      const WayRoster  *roster,
      gconstpointer     data,
      gsize             size,
      GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db, "INSERT INTO roster (number, body, at) VALUES (:number, :body, :at)",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":number", (gint64) roster->number);
  way_stmt_bind_blob (stmt, ":body", data, size);
  way_stmt_bind_int (stmt, ":at", g_get_real_time () / 1000);
  return way_stmt_run (stmt, error);
}

static gboolean
refuse (GError     **error,
        const char  *what)
{
  g_set_error_literal (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROSTER, what);
  return FALSE;
}

gboolean
way_roster_take (WayDb          *db,
                 gconstpointer   data,
                 gsize           size,
                 gboolean       *newer,
                 GError        **error)
{
  g_autoptr(WayRoster) roster = way_roster_parse (data, size, "the file", error);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) known = roster != NULL ? way_roster_read (db, &body, &cause) : NULL;

  *newer = FALSE;
  if (roster == NULL)
    return FALSE;
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (known != NULL && memcmp (known->authority, roster->authority, sizeof known->authority) != 0)
    return refuse (error, "the roster is another authority’s");
  if (known != NULL && roster->number < known->number)
    return refuse (error, "the roster is older than the one that this copy goes by");
  if (known != NULL && roster->number == known->number)
    return (g_bytes_get_size (body) == size &&
            memcmp (g_bytes_get_data (body, NULL), data, size) == 0) ||
           refuse (error, "there are two rosters of one number");
  *newer = TRUE;
  return keep (db, roster, data, size, error);
}

/* --- By who holds the authority's key --- */

/* The secret key, wiped by the caller; FALSE with no error where it is not here. */
static gboolean
read_secret (WayDb   *db,
             guint8   public[crypto_sign_PUBLICKEYBYTES],
             guint8   secret[crypto_sign_SECRETKEYBYTES],
             GError **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT public, secret FROM authority_key LIMIT 1",
                                            error);
  const void *one, *two;
  gsize one_size, two_size;

  if (stmt == NULL || way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return FALSE;
  one = way_stmt_blob (stmt, 0, &one_size);
  two = way_stmt_blob (stmt, 1, &two_size);
  if (one_size != crypto_sign_PUBLICKEYBYTES || two_size != crypto_sign_SECRETKEYBYTES)
    return FALSE;
  memcpy (public, one, one_size);
  memcpy (secret, two, two_size);
  return TRUE;
}

gboolean
way_roster_is_keeper (WayDb     *db,
                      gboolean  *keeper,
                      GError   **error)
{
  gint64 count;

  if (!way_db_get_int (db, "SELECT count (*) FROM authority_key", 0, &count, error))
    return FALSE;
  *keeper = count > 0;
  return TRUE;
}

gboolean
way_roster_sign (WayDb      *db,
                 WayRoster  *self,
                 GError    **error)
{
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 signature[crypto_sign_BYTES];
  g_autoptr(GByteArray) bytes = NULL;
  g_autoptr(GByteArray) signing = NULL;
  gboolean newer;

  if (!read_secret (db, self->authority, secret, error))
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROLE,
                     "only the copy that holds the authority’s key can change who is enrolled");
      return FALSE;
    }
  self->number++;
  self->made = g_get_real_time () / 1000;
  bytes = put_roster (self);
  signing = signed_bytes (bytes->data, bytes->len);
  crypto_sign_detached (signature, NULL, signing->data, signing->len, secret);
  sodium_memzero (secret, sizeof secret);
  g_byte_array_append (bytes, signature, sizeof signature);
  return way_roster_take (db, bytes->data, bytes->len, &newer, error);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const WayRosterEntry *one = *(const WayRosterEntry *const *) a;
  const WayRosterEntry *two = *(const WayRosterEntry *const *) b;

  return way_id_compare (&one->device->id, &two->device->id);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return way_id_compare (a, b);
}

void
way_roster_put (WayRoster       *self,
                const WayDevice *device,
                guint            role,
                GArray          *scope,
                gint64           expires)
{
  WayRosterEntry *entry = way_roster_find (self, &device->id);

  if (entry == NULL)
    {
      entry = g_new0 (WayRosterEntry, 1);
      entry->device = way_device_copy (device);
      entry->device->has_secrets = FALSE;
      sodium_memzero (entry->device->box_secret, sizeof entry->device->box_secret);
      sodium_memzero (entry->device->sign_secret, sizeof entry->device->sign_secret);
      entry->scope = g_array_new (FALSE, FALSE, sizeof (WayId));
      g_ptr_array_add (self->entries, entry);
      g_ptr_array_sort (self->entries, compare_entries);
    }
  g_array_set_size (entry->scope, 0);
  if (scope != NULL)
    g_array_append_vals (entry->scope, scope->data, scope->len);
  g_array_sort (entry->scope, compare_ids);
  for (guint i = entry->scope->len; i > 1; i--)
    if (way_id_equal (&g_array_index (entry->scope, WayId, i - 1),
                      &g_array_index (entry->scope, WayId, i - 2)))
      g_array_remove_index (entry->scope, i - 1);
  entry->role = role;
  entry->from = g_get_real_time () / 1000;
  entry->expires = expires;
  entry->revoked = 0;
}

gboolean
way_roster_found (WayDb       *db,
                  const char  *name,
                  GError     **error)
{
  g_autoptr(WayRoster) roster = new_roster ();
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayDevice) device = way_device_read (db, &cause);
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  g_autoptr(WayStmt) stmt = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (device == NULL)
    {
      device = way_device_new (name);
      if (!way_device_keep (db, device, error))
        return FALSE;
    }
  stmt = way_db_prepare (db, "INSERT INTO authority_key (public, secret) VALUES (:public, :secret)",
                         error);
  if (stmt == NULL)
    return FALSE;
  crypto_sign_keypair (public, secret);
  way_stmt_bind_blob (stmt, ":public", public, sizeof public);
  way_stmt_bind_blob (stmt, ":secret", secret, sizeof secret);
  sodium_memzero (secret, sizeof secret);
  if (!way_stmt_run (stmt, error))
    return FALSE;
  way_roster_put (roster, device, WAY_COPY_OFFICE, NULL, 0);
  return way_roster_sign (db, roster, error);
}
