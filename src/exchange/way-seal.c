/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing: who may read is settled here, and nothing else. */

#include "way-seal.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "way-bytes.h"

#define MAGIC "waybndl"
#define MAGIC_SIZE 8
#define VERSION 1
#define FORM_SEALED 1

#define PLACES_STEP 8
#define STANZA_SIZE (WAY_SEAL_KEY_SIZE + crypto_box_SEALBYTES)
#define HASH_SIZE 32
#define STREAM_HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define TAG_SIZE crypto_secretstream_xchacha20poly1305_ABYTES
#define CHUNK (64 * 1024)
#define LENGTH_SIZE 8
#define LEAST_PADDED (16 * 1024)
#define MOST_CONTENT (G_GUINT64_CONSTANT (1) << 31)

typedef struct
{
  guint8 header[WAY_SEAL_KEY_SIZE];    /* of the hash over the header */
  guint8 stream[WAY_SEAL_KEY_SIZE];    /* of the chunks */
} Keys;

static gboolean
fault (const char        *name,
       WayExchangeError   code,
       const char        *what,
       GError           **error)
{
  g_set_error (error, WAY_EXCHANGE_ERROR, code, "%s: %s", name, what);
  return FALSE;
}

/* Two keys of the file's one, so that neither use can say anything of the other. */
static void
derive_keys (const guint8  file_key[WAY_SEAL_KEY_SIZE],
             Keys         *keys)
{
  static const char header[] = "waymark bundle header 1";
  static const char stream[] = "waymark bundle stream 1";

  crypto_generichash (keys->header, sizeof keys->header, (const guint8 *) header,
                      sizeof header - 1, file_key, WAY_SEAL_KEY_SIZE);
  crypto_generichash (keys->stream, sizeof keys->stream, (const guint8 *) stream,
                      sizeof stream - 1, file_key, WAY_SEAL_KEY_SIZE);
}

/* Steps of an eighth of the power of two below: a file tells its size to within
 * an eighth, and costs no more than that. */
gsize
way_seal_padded (gsize size)
{
  gsize step = 1;

  if (size <= LEAST_PADDED)
    return LEAST_PADDED;
  while (step <= (size - 1) / 16)
    step *= 2;
  return (size + step - 1) / step * step;
}

gboolean
way_seal_is_sealed (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size > MAGIC_SIZE + 2 && memcmp (data, MAGIC, MAGIC_SIZE) == 0 &&
         data[MAGIC_SIZE + 1] == FORM_SEALED;
}

/* --- Closing --- */

static void
put_header (GByteArray    *file,
            const guint8   file_key[WAY_SEAL_KEY_SIZE],
            const guint8 (*keys)[WAY_SEAL_KEY_SIZE],
            guint          n_keys)
{
  guint places = (n_keys + PLACES_STEP - 1) / PLACES_STEP * PLACES_STEP;
  guint offset = randombytes_uniform (places);

  g_byte_array_append (file, (const guint8 *) MAGIC, MAGIC_SIZE);
  way_bytes_put_u8 (file, VERSION);
  way_bytes_put_u8 (file, FORM_SEALED);
  way_bytes_put_u8 (file, (guint8) places);
  for (guint i = 0; i < places; i++)
    {
      guint which = (i + offset) % places;
      guint8 stanza[STANZA_SIZE];

      if (which < n_keys)
        crypto_box_seal (stanza, file_key, WAY_SEAL_KEY_SIZE, keys[which]);
      else
        randombytes_buf (stanza, sizeof stanza);
      g_byte_array_append (file, stanza, sizeof stanza);
    }
}

/* The plaintext at `at`: the length, the content, zeros. */
static void
copy_padded (guint8        *chunk,
             gsize          at,
             gsize          size,
             gconstpointer  content,
             gsize          content_size)
{
  guint8 length[LENGTH_SIZE];

  for (guint i = 0; i < LENGTH_SIZE; i++)
    length[i] = (guint8) (content_size >> (8 * (LENGTH_SIZE - 1 - i)));
  memset (chunk, 0, size);
  for (gsize i = 0; i < size && at + i < LENGTH_SIZE; i++)
    chunk[i] = length[at + i];
  if (at + size > LENGTH_SIZE && at < LENGTH_SIZE + content_size)
    {
      gsize skip = at < LENGTH_SIZE ? LENGTH_SIZE - at : 0;
      gsize from = at + skip - LENGTH_SIZE;

      memcpy (chunk + skip, (const guint8 *) content + from, MIN (size - skip, content_size - from));
    }
}

static gboolean
put_chunks (GByteArray       *file,
            const Keys       *keys,
            const guint8      hash[HASH_SIZE],
            gconstpointer     content,
            gsize             size,
            WayProgressFunc   progress,
            gpointer          data,
            GCancellable     *cancellable,
            GError          **error)
{
  gsize padded = way_seal_padded (size + LENGTH_SIZE);
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  crypto_secretstream_xchacha20poly1305_state state;
  guint at = file->len;

  g_byte_array_set_size (file, at + STREAM_HEADER);
  crypto_secretstream_xchacha20poly1305_init_push (&state, file->data + at, keys->stream);
  for (gsize done = 0; done < padded; done += CHUNK)
    {
      gsize part = MIN (padded - done, CHUNK);
      guint8 tag = done + part == padded ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                         : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((double) done / (double) padded, N_("Sealing the file"), data);
      copy_padded (chunk, done, part, content, size);
      at = file->len;
      g_byte_array_set_size (file, (guint) (at + part + TAG_SIZE));
      crypto_secretstream_xchacha20poly1305_push (&state, file->data + at, NULL, chunk, part,
                                                  hash, HASH_SIZE, tag);
    }
  sodium_memzero (chunk, CHUNK);
  return TRUE;
}

GBytes *
way_seal_close (gconstpointer     content,
                gsize             size,
                const guint8    (*devices)[WAY_SEAL_KEY_SIZE],
                guint             n_devices,
                WayProgressFunc   progress,
                gpointer          data,
                GCancellable     *cancellable,
                GError          **error)
{
  g_autoptr(GByteArray) file = NULL;
  guint8 file_key[WAY_SEAL_KEY_SIZE];
  guint8 hash[HASH_SIZE];
  gboolean done;
  Keys keys;

  g_return_val_if_fail (n_devices > 0 && n_devices <= WAY_SEAL_MOST_DEVICES, NULL);
  if (size >= MOST_CONTENT)
    {
      g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_BOUNDS,
                   "there is more to send than one file may hold");
      return NULL;
    }
  file = g_byte_array_sized_new ((guint) (size + size / 8 + 2 * CHUNK));
  randombytes_buf (file_key, sizeof file_key);
  derive_keys (file_key, &keys);
  put_header (file, file_key, devices, n_devices);
  crypto_generichash (hash, sizeof hash, file->data, file->len, keys.header, sizeof keys.header);
  g_byte_array_append (file, hash, sizeof hash);
  done = put_chunks (file, &keys, hash, content, size, progress, data, cancellable, error);
  sodium_memzero (file_key, sizeof file_key);
  sodium_memzero (&keys, sizeof keys);
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&file)) : NULL;
}

/* --- Opening --- */

typedef struct
{
  const char   *name;
  WayReader     reader;
  const guint8 *stanzas;
  guint         places;
  gsize         header_size;
  const guint8 *hash;
} Sealed;

static gboolean
read_header (Sealed  *self,
             GError **error)
{
  const guint8 *magic = way_reader_take (&self->reader, MAGIC_SIZE);
  guint8 version, form;

  if (magic == NULL || memcmp (magic, MAGIC, MAGIC_SIZE) != 0)
    return fault (self->name, WAY_EXCHANGE_ERROR_NOT_BUNDLE, "is not a Waymark bundle", error);
  version = way_reader_get_u8 (&self->reader);
  form = way_reader_get_u8 (&self->reader);
  self->places = way_reader_get_u8 (&self->reader);
  if (!self->reader.bad && (version != VERSION || form != FORM_SEALED))
    return fault (self->name, WAY_EXCHANGE_ERROR_TOO_NEW, "was written by a newer program", error);
  self->stanzas = way_reader_take (&self->reader, (gsize) self->places * STANZA_SIZE);
  self->header_size = self->reader.at;
  self->hash = way_reader_take (&self->reader, HASH_SIZE);
  if (self->reader.bad)
    return fault (self->name, WAY_EXCHANGE_ERROR_CUT, "ends too early", error);
  if (self->places == 0 || self->places % PLACES_STEP != 0)
    return fault (self->name, WAY_EXCHANGE_ERROR_MALFORMED, "has a header that cannot be read",
                  error);
  return TRUE;
}

/* The stanza that opens for this device, and with it a header that is as its
 * writer made it. */
static gboolean
find_keys (Sealed        *self,
           const guint8   public[WAY_SEAL_KEY_SIZE],
           const guint8   secret[WAY_SEAL_KEY_SIZE],
           Keys          *keys,
           GError       **error)
{
  guint8 file_key[WAY_SEAL_KEY_SIZE];
  guint8 hash[HASH_SIZE];
  gboolean opened = FALSE;

  for (guint i = 0; i < self->places && !opened; i++)
    opened = crypto_box_seal_open (file_key, self->stanzas + i * STANZA_SIZE, STANZA_SIZE, public,
                                   secret) == 0;
  if (!opened)
    return fault (self->name, WAY_EXCHANGE_ERROR_NOT_FOR_US, "is not for this copy", error);
  derive_keys (file_key, keys);
  sodium_memzero (file_key, sizeof file_key);
  crypto_generichash (hash, sizeof hash, self->reader.data, self->header_size, keys->header,
                      sizeof keys->header);
  if (sodium_memcmp (hash, self->hash, sizeof hash) == 0)
    return TRUE;
  return fault (self->name, WAY_EXCHANGE_ERROR_ALTERED, "has a header that was altered", error);
}

static gboolean
pull_chunks (Sealed        *self,
             const Keys    *keys,
             guint8        *plain,
             gsize          plain_size,
             GError       **error)
{
  const guint8 *head = way_reader_take (&self->reader, STREAM_HEADER);
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 tag = 0;

  if (crypto_secretstream_xchacha20poly1305_init_pull (&state, head, keys->stream) != 0)
    return fault (self->name, WAY_EXCHANGE_ERROR_ALTERED, "was altered", error);
  for (gsize done = 0; done < plain_size; done += CHUNK)
    {
      gsize part = MIN (plain_size - done, CHUNK);
      const guint8 *chunk = way_reader_take (&self->reader, part + TAG_SIZE);

      if (chunk == NULL || tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL ||
          crypto_secretstream_xchacha20poly1305_pull (&state, plain + done, NULL, &tag, chunk,
                                                      part + TAG_SIZE, self->hash, HASH_SIZE) != 0)
        return fault (self->name, WAY_EXCHANGE_ERROR_ALTERED, "was altered or cut short", error);
      if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL &&
          tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
        return fault (self->name, WAY_EXCHANGE_ERROR_MALFORMED, "has a chunk of an unknown kind",
                      error);
    }
  if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL)
    return fault (self->name, WAY_EXCHANGE_ERROR_CUT, "was cut short", error);
  return TRUE;
}

/* The length that stands first, if all about it is as it must be. */
static gboolean
read_length (Sealed        *self,
             const guint8  *plain,
             gsize          plain_size,
             gsize         *size,
             GError       **error)
{
  guint64 length = 0;
  gboolean well = TRUE;

  for (guint i = 0; i < LENGTH_SIZE; i++)
    length = length << 8 | plain[i];
  if (length >= MOST_CONTENT || length > plain_size - LENGTH_SIZE ||
      way_seal_padded ((gsize) length + LENGTH_SIZE) != plain_size)
    return fault (self->name, WAY_EXCHANGE_ERROR_MALFORMED, "is not of the length that it says",
                  error);
  for (gsize i = LENGTH_SIZE + (gsize) length; i < plain_size && well; i++)
    well = plain[i] == 0;
  *size = (gsize) length;
  return well || fault (self->name, WAY_EXCHANGE_ERROR_MALFORMED,
                        "has something behind its end", error);
}

GBytes *
way_seal_open (GBytes        *sealed,
               const char    *name,
               const guint8   public[WAY_SEAL_KEY_SIZE],
               const guint8   secret[WAY_SEAL_KEY_SIZE],
               GError       **error)
{
  g_autoptr(GBytes) whole = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (sealed, &size);
  Sealed self = { .name = name, .reader = way_reader (data, size) };
  gsize left, chunks, plain_size, length;
  guint8 *plain;
  gboolean done;
  Keys keys;

  if (!read_header (&self, error) || !find_keys (&self, public, secret, &keys, error))
    return NULL;
  left = self.reader.size - self.reader.at;
  left -= MIN (left, STREAM_HEADER);
  chunks = (left + CHUNK + TAG_SIZE - 1) / (CHUNK + TAG_SIZE);
  plain_size = left - MIN (left, chunks * TAG_SIZE);
  if (plain_size < LEAST_PADDED)
    {
      fault (name, WAY_EXCHANGE_ERROR_CUT, "was cut short", error);
      return NULL;
    }
  plain = g_malloc (plain_size);
  whole = g_bytes_new_take (plain, plain_size);
  done = pull_chunks (&self, &keys, plain, plain_size, error) &&
         read_length (&self, plain, plain_size, &length, error);
  sodium_memzero (&keys, sizeof keys);
  return done ? g_bytes_new_from_bytes (whole, LENGTH_SIZE, length) : NULL;
}
