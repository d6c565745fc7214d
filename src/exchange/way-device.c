/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices: their keys, their cards, the six words they are known by. */

#include "way-device.h"

#include <sodium.h>
#include <string.h>

#include "way-data.h"

#define CARD_MAGIC "waycard"
#define KEYS_MAGIC "waykeys"
#define MAGIC_SIZE 8
#define VERSION 1
#define MOST_NAME 200
#define CARD_DOMAIN "waymark device card 1"

#define WORDS 6
#define WORD_BITS 10
#define WORDS_IN_LIST (1 << WORD_BITS)

G_STATIC_ASSERT (crypto_box_PUBLICKEYBYTES == WAY_DEVICE_KEY_SIZE);
G_STATIC_ASSERT (crypto_box_SECRETKEYBYTES == WAY_DEVICE_KEY_SIZE);
G_STATIC_ASSERT (crypto_sign_PUBLICKEYBYTES == WAY_DEVICE_KEY_SIZE);
G_STATIC_ASSERT (crypto_sign_SECRETKEYBYTES == WAY_DEVICE_SECRET_SIZE);

static WayId
make_id (const WayDevice *self)
{
  crypto_generichash_state state;
  WayId id;

  crypto_generichash_init (&state, NULL, 0, sizeof id.bytes);
  crypto_generichash_update (&state, self->box, sizeof self->box);
  crypto_generichash_update (&state, self->sign, sizeof self->sign);
  crypto_generichash_final (&state, id.bytes, sizeof id.bytes);
  return id;
}

WayDevice *
way_device_new (const char *name)
{
  WayDevice *self = g_new0 (WayDevice, 1);

  self->name = g_strdup (name);
  self->made = g_get_real_time () / 1000;
  crypto_box_keypair (self->box, self->box_secret);
  crypto_sign_keypair (self->sign, self->sign_secret);
  self->has_secrets = TRUE;
  self->id = make_id (self);
  return self;
}

WayDevice *
way_device_copy (const WayDevice *self)
{
  WayDevice *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  return copy;
}

void
way_device_free (WayDevice *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

/* --- In the file --- */

static void
copy_blob (WayStmt *stmt,
           int      column,
           guint8  *bytes,
           gsize    size)
{
  gsize there;
  const void *blob = way_stmt_blob (stmt, column, &there);

  if (there == size)
    memcpy (bytes, blob, size);
}

WayDevice *
way_device_read (WayDb   *db,
                 GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayDevice *self;

  stmt = way_db_prepare (db,
                         "SELECT id, name, made, box_public, box_secret, sign_public, sign_secret"
                         " FROM device_key ORDER BY made DESC LIMIT 1", error);
  if (stmt == NULL || way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return NULL;
  self = g_new0 (WayDevice, 1);
  self->id = way_stmt_id (stmt, 0);
  self->name = g_strdup (way_stmt_text (stmt, 1));
  self->made = way_stmt_int (stmt, 2);
  copy_blob (stmt, 3, self->box, sizeof self->box);
  copy_blob (stmt, 4, self->box_secret, sizeof self->box_secret);
  copy_blob (stmt, 5, self->sign, sizeof self->sign);
  copy_blob (stmt, 6, self->sign_secret, sizeof self->sign_secret);
  self->has_secrets = TRUE;
  return self;
}

gboolean
way_device_keep (WayDb            *db,
                 const WayDevice  *device,
                 GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  g_return_val_if_fail (device->has_secrets, FALSE);
  if (!way_db_exec (db, "DELETE FROM device_key", error))
    return FALSE;
  stmt = way_db_prepare (db,
                         "INSERT INTO device_key (id, name, made, box_public, box_secret,"
                         " sign_public, sign_secret) VALUES (:id, :name, :made, :box, :box_secret,"
                         " :sign, :sign_secret)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":id", &device->id);
  way_stmt_bind_text (stmt, ":name", device->name);
  way_stmt_bind_int (stmt, ":made", device->made);
  way_stmt_bind_blob (stmt, ":box", device->box, sizeof device->box);
  way_stmt_bind_blob (stmt, ":box_secret", device->box_secret, sizeof device->box_secret);
  way_stmt_bind_blob (stmt, ":sign", device->sign, sizeof device->sign);
  way_stmt_bind_blob (stmt, ":sign_secret", device->sign_secret, sizeof device->sign_secret);
  return way_stmt_run (stmt, error);
}

gboolean
way_device_forget (WayDb   *db,
                   GError **error)
{
  return way_db_exec (db, "DELETE FROM device_key", error) &&
         way_db_exec (db, "DELETE FROM authority_key", error) &&
         way_db_exec (db, "DELETE FROM mate", error) &&
         way_db_exec (db, "DELETE FROM post", error) &&
         way_db_exec (db, "DELETE FROM held", error) &&
         way_db_exec (db, "DELETE FROM dropped", error);
}

/* --- Cards --- */

static void
put_public (GByteArray      *bytes,
            const char      *magic,
            const WayDevice *self)
{
  g_byte_array_append (bytes, (const guint8 *) magic, MAGIC_SIZE);
  way_bytes_put_u8 (bytes, VERSION);
  way_bytes_put_id (bytes, &self->id);
  way_bytes_put_text (bytes, self->name);
  way_bytes_put_int (bytes, self->made);
  g_byte_array_append (bytes, self->box, sizeof self->box);
  g_byte_array_append (bytes, self->sign, sizeof self->sign);
}

/* The signature is over a word of its own and all bytes before it, so that it can
 * stand for nothing else. */
static GByteArray *
signed_bytes (gconstpointer data,
              gsize         size)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) CARD_DOMAIN, sizeof CARD_DOMAIN - 1);
  g_byte_array_append (bytes, data, (guint) size);
  return bytes;
}

GBytes *
way_device_card (const WayDevice *self)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr(GByteArray) signing = NULL;
  guint8 signature[crypto_sign_BYTES];

  put_public (bytes, CARD_MAGIC, self);
  signing = signed_bytes (bytes->data, bytes->len);
  crypto_sign_detached (signature, NULL, signing->data, signing->len, self->sign_secret);
  g_byte_array_append (bytes, signature, sizeof signature);
  return g_byte_array_free_to_bytes (bytes);
}

static WayDevice *
refuse (const char        *name,
        WayExchangeError   code,
        const char        *what,
        GError           **error)
{
  g_set_error (error, WAY_EXCHANGE_ERROR, code, "%s: %s", name, what);
  return NULL;
}

static WayDevice *
get_public (WayReader  *reader,
            const char *magic)
{
  g_autoptr(WayDevice) self = g_new0 (WayDevice, 1);
  const guint8 *begin = way_reader_take (reader, MAGIC_SIZE);
  const guint8 *box, *sign;
  WayId id;

  if (begin == NULL || memcmp (begin, magic, MAGIC_SIZE) != 0 ||
      way_reader_get_u8 (reader) != VERSION)
    return NULL;
  self->id = way_reader_get_id (reader);
  self->name = way_reader_get_text (reader, MOST_NAME);
  self->made = way_reader_get_int (reader);
  box = way_reader_take (reader, sizeof self->box);
  sign = way_reader_take (reader, sizeof self->sign);
  if (reader->bad)
    return NULL;
  memcpy (self->box, box, sizeof self->box);
  memcpy (self->sign, sign, sizeof self->sign);
  id = make_id (self);
  return way_id_equal (&id, &self->id) ? g_steal_pointer (&self) : NULL;
}

WayDevice *
way_device_read_card (GBytes      *card,
                      const char  *name,
                      GError     **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (card, &size);
  WayReader reader = way_reader (data, size);
  g_autoptr(WayDevice) self = get_public (&reader, CARD_MAGIC);
  g_autoptr(GByteArray) signing = NULL;
  const guint8 *signature;
  gsize at = reader.at;

  if (self == NULL)
    return refuse (name, WAY_EXCHANGE_ERROR_MALFORMED, "is no card of a device", error);
  signature = way_reader_take (&reader, crypto_sign_BYTES);
  if (!way_reader_is_done (&reader))
    return refuse (name, WAY_EXCHANGE_ERROR_MALFORMED, "is no card of a device", error);
  signing = signed_bytes (data, at);
  if (crypto_sign_verify_detached (signature, signing->data, signing->len, self->sign) != 0)
    return refuse (name, WAY_EXCHANGE_ERROR_SIGNATURE, "was altered", error);
  return g_steal_pointer (&self);
}

GBytes *
way_device_pack (const WayDevice *self)
{
  GByteArray *bytes = g_byte_array_new ();

  put_public (bytes, KEYS_MAGIC, self);
  g_byte_array_append (bytes, self->box_secret, sizeof self->box_secret);
  g_byte_array_append (bytes, self->sign_secret, sizeof self->sign_secret);
  return g_byte_array_free_to_bytes (bytes);
}

WayDevice *
way_device_unpack (GBytes      *bytes,
                   const char  *name,
                   GError     **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  WayReader reader = way_reader (data, size);
  g_autoptr(WayDevice) self = get_public (&reader, KEYS_MAGIC);
  const guint8 *box = self != NULL ? way_reader_take (&reader, sizeof self->box_secret) : NULL;
  const guint8 *sign = self != NULL ? way_reader_take (&reader, sizeof self->sign_secret) : NULL;

  if (self == NULL || !way_reader_is_done (&reader))
    return refuse (name, WAY_EXCHANGE_ERROR_MALFORMED, "holds no keys of a device", error);
  memcpy (self->box_secret, box, sizeof self->box_secret);
  memcpy (self->sign_secret, sign, sizeof self->sign_secret);
  self->has_secrets = TRUE;
  return g_steal_pointer (&self);
}

/* --- Six words --- */

char *
way_key_words (const guint8 *key,
               gsize         size)
{
  static const char domain[] = "waymark six words 1";
  g_autoptr(GBytes) list = way_data_get ("words/six-words.txt");
  g_autofree char *text = g_strndup (g_bytes_get_data (list, NULL), g_bytes_get_size (list));
  g_auto(GStrv) words = g_strsplit (text, "\n", -1);
  GString *said = g_string_new (NULL);
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 out[crypto_pwhash_BYTES_MIN];
  guint64 bits = 0;

  g_assert (g_strv_length (words) >= WORDS_IN_LIST);
  crypto_generichash (salt, sizeof salt, (const guint8 *) domain, sizeof domain - 1, NULL, 0);
  if (crypto_pwhash (out, sizeof out, (const char *) key, size, salt,
                     crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                     crypto_pwhash_ALG_ARGON2ID13) != 0)
    g_error ("There is no memory for the six words of a device");
  for (guint i = 0; i < 8; i++)
    bits = bits << 8 | out[i];
  for (guint i = 0; i < WORDS; i++)
    g_string_append_printf (said, "%s%s", i > 0 ? " " : "",
                            words[bits >> (64 - WORD_BITS * (i + 1)) & (WORDS_IN_LIST - 1)]);
  return g_string_free (said, FALSE);
}

char *
way_device_words (const WayDevice *self)
{
  guint8 keys[sizeof self->box + sizeof self->sign];

  memcpy (keys, self->box, sizeof self->box);
  memcpy (keys + sizeof self->box, self->sign, sizeof self->sign);
  return way_key_words (keys, sizeof keys);
}
