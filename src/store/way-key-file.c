/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key file: its bytes, its slots, and opening one of them. */

#include "way-key-file.h"

#include <sodium.h>
#include <string.h>

#include "way-bytes.h"

#define VERSION 1
#define MOST_SLOTS 32
#define MOST_SLOT_BYTES 1024
#define MOST_PASSES 64
#define MOST_MEMORY ((guint64) 2 << 30)
#define PLAIN_WRAPPED (WAY_SECRET_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES)
#define SEALED_WRAPPED (WAY_SECRET_SIZE + crypto_box_SEALBYTES)

/* A printed code: 15 random bytes and 20 bits that tell a slip of the pen from
 * another file's code, five bits a letter. */
#define CODE_BYTES 15
#define CODE_LETTERS 28
#define CODE_GROUP 4
#define CODE_RANDOM_LETTERS (CODE_BYTES * 8 / 5)

static const char magic[8] = { 'W', 'A', 'Y', 'K', 'E', 'Y', 'S', '\n' };
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";   /* no I, L, O, U */

const WayKeyCost way_key_cost_usual = { 3, 256 * 1024 * 1024 };

/* --- Structs --- */

static void
slot_free (WayKeySlot *slot)
{
  g_free (slot->label);
  g_clear_pointer (&slot->unknown, g_bytes_unref);
  g_free (slot);
}

static WayKeySlot *
slot_new (WaySlotKind kind,
          const char *label)
{
  WayKeySlot *slot = g_new0 (WayKeySlot, 1);

  slot->kind = kind;
  slot->label = g_strdup (label);
  slot->made = g_get_real_time () / 1000;
  randombytes_buf (slot->salt, sizeof slot->salt);
  randombytes_buf (slot->nonce, sizeof slot->nonce);
  return slot;
}

static gpointer
slot_copy (gconstpointer source,
           gpointer      unused)
{
  const WayKeySlot *slot = source;
  WayKeySlot *copy = g_memdup2 (slot, sizeof *slot);

  copy->label = g_strdup (slot->label);
  if (copy->unknown != NULL)
    g_bytes_ref (copy->unknown);
  return copy;
}

static WayKeyGeneration *
generation_new (void)
{
  WayKeyGeneration *self = g_new0 (WayKeyGeneration, 1);

  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_free);
  return self;
}

void
way_key_generation_free (WayKeyGeneration *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->slots);
  g_free (self);
}

WayKeyGeneration *
way_key_generation_copy (const WayKeyGeneration *self)
{
  WayKeyGeneration *copy = g_memdup2 (self, sizeof *self);

  copy->slots = g_ptr_array_copy (self->slots, (GCopyFunc) slot_copy, NULL);
  g_ptr_array_set_free_func (copy->slots, (GDestroyNotify) slot_free);
  return copy;
}

void
way_key_file_free (WayKeyFile *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->generations);
  g_free (self);
}

static WayKeyFile *
key_file_empty (void)
{
  WayKeyFile *self = g_new0 (WayKeyFile, 1);

  self->generations = g_ptr_array_new_with_free_func ((GDestroyNotify) way_key_generation_free);
  return self;
}

WayKeyGeneration *
way_key_file_newest (const WayKeyFile *self)
{
  return g_ptr_array_index (self->generations, 0);
}

/* --- Bytes out --- */

static void
put_fixed (GByteArray    *bytes,
           gconstpointer  data,
           gsize          size)
{
  g_byte_array_append (bytes, data, (guint) size);
}

static void
put_nested (GByteArray *bytes,
            GByteArray *inner)
{
  way_bytes_put_blob (bytes, inner->data, inner->len);
  g_byte_array_unref (inner);
}

static gsize
wrapped_size (WaySlotKind kind)
{
  return kind == WAY_SLOT_ESCROW ? SEALED_WRAPPED : PLAIN_WRAPPED;
}

/* What the wrapping of a slot is bound to: all of it but what is wrapped. */
static void
put_slot_head (GByteArray       *bytes,
               const WayKeySlot *slot)
{
  way_bytes_put_uint (bytes, slot->kind);
  way_bytes_put_text (bytes, slot->label);
  way_bytes_put_int (bytes, slot->made);
  if (slot->kind == WAY_SLOT_PASSPHRASE)
    {
      way_bytes_put_uint (bytes, slot->cost.passes);
      way_bytes_put_uint (bytes, slot->cost.memory);
    }
  if (slot->kind == WAY_SLOT_ESCROW)
    put_fixed (bytes, slot->public_key, sizeof slot->public_key);
  else
    {
      put_fixed (bytes, slot->salt, sizeof slot->salt);
      put_fixed (bytes, slot->nonce, sizeof slot->nonce);
    }
}

static GByteArray *
slot_bytes (const WayKeySlot *slot)
{
  GByteArray *bytes = g_byte_array_new ();

  if (slot->unknown != NULL)
    put_fixed (bytes, g_bytes_get_data (slot->unknown, NULL), g_bytes_get_size (slot->unknown));
  else
    {
      put_slot_head (bytes, slot);
      put_fixed (bytes, slot->wrapped, wrapped_size (slot->kind));
    }
  return bytes;
}

/* All of a generation that its MAC covers. */
static GByteArray *
generation_bytes (const WayKeyGeneration *self)
{
  GByteArray *bytes = g_byte_array_new ();

  way_bytes_put_uint (bytes, self->number);
  way_bytes_put_id (bytes, &self->vault);
  way_bytes_put_id (bytes, &self->file);
  way_bytes_put_uint (bytes, self->slots->len);
  for (guint i = 0; i < self->slots->len; i++)
    put_nested (bytes, slot_bytes (g_ptr_array_index (self->slots, i)));
  return bytes;
}

static void
make_mac (const WayKeyGeneration *self,
          WaySecret              *master,
          guint8                  mac[32])
{
  g_autoptr(WaySecret) key = way_secret_derive (master, "waymark key file", &self->vault,
                                                sizeof self->vault);
  g_autoptr(GByteArray) bytes = generation_bytes (self);

  crypto_generichash (mac, 32, bytes->data, bytes->len, way_secret_bytes (key), WAY_SECRET_SIZE);
}

GBytes *
way_key_file_format (const WayKeyFile *self)
{
  GByteArray *record = g_byte_array_new ();
  GByteArray *body = g_byte_array_new ();
  guint8 sum[32];

  way_bytes_put_uint (body, VERSION);
  way_bytes_put_uint (body, self->generations->len);
  for (guint i = 0; i < self->generations->len; i++)
    {
      const WayKeyGeneration *generation = g_ptr_array_index (self->generations, i);
      GByteArray *bytes = generation_bytes (generation);

      put_fixed (bytes, generation->mac, sizeof generation->mac);
      put_nested (body, bytes);
    }
  put_fixed (record, magic, sizeof magic);
  put_nested (record, body);
  crypto_generichash (sum, sizeof sum, record->data, record->len, NULL, 0);
  put_fixed (record, sum, sizeof sum);
  g_byte_array_set_size (record, record->len * 2);
  memcpy (record->data + record->len / 2, record->data, record->len / 2);
  return g_byte_array_free_to_bytes (record);
}

/* --- Bytes in --- */

static void
get_fixed (WayReader *reader,
           guint8    *out,
           gsize      size)
{
  const guint8 *found = way_reader_take (reader, size);

  if (found != NULL)
    memcpy (out, found, size);
}

static WayKeySlot *
parse_slot (const guint8 *data,
            gsize         size)
{
  WayReader reader = way_reader (data, size);
  WayKeySlot *slot = g_new0 (WayKeySlot, 1);
  guint64 kind = way_reader_get_uint (&reader);

  slot->label = way_reader_get_text (&reader, WAY_KEY_FILE_MOST_LABEL * 4);
  slot->made = way_reader_get_int (&reader);
  if (!reader.bad && (kind < WAY_SLOT_PASSPHRASE || kind > WAY_SLOT_KEYRING))
    {
      slot->unknown = g_bytes_new (data, size);
      return slot;
    }
  slot->kind = (WaySlotKind) kind;
  if (kind == WAY_SLOT_PASSPHRASE)
    {
      slot->cost.passes = way_reader_get_uint (&reader);
      slot->cost.memory = way_reader_get_uint (&reader);
    }
  if (kind == WAY_SLOT_ESCROW)
    get_fixed (&reader, slot->public_key, sizeof slot->public_key);
  else
    {
      get_fixed (&reader, slot->salt, sizeof slot->salt);
      get_fixed (&reader, slot->nonce, sizeof slot->nonce);
    }
  get_fixed (&reader, slot->wrapped, wrapped_size (slot->kind));
  if (way_reader_is_done (&reader))
    return slot;
  slot_free (slot);
  return NULL;
}

static WayKeyGeneration *
parse_generation (const guint8 *data,
                  gsize         size)
{
  WayReader reader = way_reader (data, size);
  g_autoptr(WayKeyGeneration) self = generation_new ();
  guint64 n_slots;

  self->number = way_reader_get_uint (&reader);
  self->vault = way_reader_get_id (&reader);
  self->file = way_reader_get_id (&reader);
  n_slots = way_reader_get_uint (&reader);
  for (guint64 i = 0; i < n_slots && i < MOST_SLOTS && !reader.bad; i++)
    {
      gsize length;
      const guint8 *slot = way_reader_get_blob (&reader, MOST_SLOT_BYTES, &length);
      WayKeySlot *parsed = reader.bad ? NULL : parse_slot (slot, length);

      if (parsed == NULL)
        return NULL;
      g_ptr_array_add (self->slots, parsed);
    }
  get_fixed (&reader, self->mac, sizeof self->mac);
  return n_slots <= MOST_SLOTS && way_reader_is_done (&reader) ? g_steal_pointer (&self) : NULL;
}

static gboolean
parse_body (WayKeyFile   *self,
            const guint8 *data,
            gsize         size,
            gboolean     *too_new)
{
  WayReader reader = way_reader (data, size);
  guint64 version = way_reader_get_uint (&reader);
  guint64 count;

  *too_new = !reader.bad && version > VERSION;
  count = way_reader_get_uint (&reader);
  if (reader.bad || version != VERSION || count < 1 || count > 2)
    return FALSE;
  for (guint64 i = 0; i < count; i++)
    {
      gsize length;
      const guint8 *found = way_reader_get_blob (&reader, WAY_KEY_FILE_MOST_BYTES, &length);
      WayKeyGeneration *generation = reader.bad ? NULL : parse_generation (found, length);

      if (generation == NULL)
        return FALSE;
      g_ptr_array_add (self->generations, generation);
    }
  return way_reader_is_done (&reader);
}

/* One of the two records. */
static WayKeyFile *
parse_record (const guint8 *data,
              gsize         size,
              gboolean     *too_new)
{
  WayReader reader = way_reader (data, size);
  g_autoptr(WayKeyFile) self = key_file_empty ();
  const guint8 *start = way_reader_take (&reader, sizeof magic);
  gsize length, covered;
  const guint8 *body = way_reader_get_blob (&reader, WAY_KEY_FILE_MOST_BYTES, &length);
  const guint8 *sum;
  guint8 own[32];

  covered = reader.at;
  sum = way_reader_take (&reader, sizeof own);
  if (!way_reader_is_done (&reader) || memcmp (start, magic, sizeof magic) != 0)
    return NULL;
  crypto_generichash (own, sizeof own, data, covered, NULL, 0);
  if (memcmp (own, sum, sizeof own) != 0 || !parse_body (self, body, length, too_new))
    return NULL;
  return g_steal_pointer (&self);
}

WayKeyFile *
way_key_file_parse (GBytes      *bytes,
                    const char  *name,
                    GError     **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean too_new = FALSE;
  WayKeyFile *self = NULL;

  if (size <= WAY_KEY_FILE_MOST_BYTES && size % 2 == 0 && size > 0)
    {
      self = parse_record (data, size / 2, &too_new);
      if (self == NULL && !too_new)
        self = parse_record (data + size / 2, size / 2, &too_new);
    }
  if (self == NULL && too_new)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_TOO_NEW,
                 "%s: a newer program wrote this key file", name);
  else if (self == NULL)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_KEY_FILE,
                 "%s: is no key file, or is damaged", name);
  return self;
}

/* --- Generations --- */

WayKeyFile *
way_key_file_new (WaySecret *master)
{
  WayKeyFile *self = key_file_empty ();
  WayKeyGeneration *generation = generation_new ();

  generation->number = 1;
  generation->vault = way_id_new ();
  generation->file = way_id_new ();
  make_mac (generation, master, generation->mac);
  g_ptr_array_add (self->generations, generation);
  return self;
}

void
way_key_generation_rename (WayKeyGeneration *self,
                           WaySecret        *master)
{
  self->file = way_id_new ();
  make_mac (self, master, self->mac);
}

static int
find_slot (const WayKeyGeneration *self,
           WaySlotKind             kind,
           const char             *label)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      const WayKeySlot *slot = g_ptr_array_index (self->slots, i);

      if (slot->kind == kind && (label == NULL || strcmp (slot->label, label) == 0))
        return (int) i;
    }
  return -1;
}

const WayKeySlot *
way_key_generation_find (const WayKeyGeneration *self,
                         WaySlotKind             kind,
                         const char             *label)
{
  int at = find_slot (self, kind, label);

  return at >= 0 ? g_ptr_array_index (self->slots, at) : NULL;
}

gboolean
way_key_generation_remove (WayKeyGeneration *self,
                           WaySecret        *master,
                           WaySlotKind       kind,
                           const char       *label)
{
  int at = find_slot (self, kind, label);

  if (at < 0)
    return FALSE;
  g_ptr_array_remove_index (self->slots, (guint) at);
  make_mac (self, master, self->mac);
  return TRUE;
}

static void
place_slot (WayKeyGeneration *self,
            WaySecret        *master,
            WayKeySlot       *slot)
{
  int at = find_slot (self, slot->kind, slot->label);

  if (at >= 0)
    g_ptr_array_remove_index (self->slots, (guint) at);
  g_ptr_array_add (self->slots, slot);
  make_mac (self, master, self->mac);
}

/* --- Wrapping --- */

static GByteArray *
slot_binding (const WayKeyGeneration *self,
              const WayKeySlot       *slot)
{
  GByteArray *bytes = g_byte_array_new ();

  way_bytes_put_id (bytes, &self->vault);
  put_slot_head (bytes, slot);
  return bytes;
}

static void
wrap (WayKeyGeneration *self,
      WayKeySlot       *slot,
      WaySecret        *key,
      WaySecret        *master)
{
  g_autoptr(GByteArray) binding = slot_binding (self, slot);

  crypto_aead_xchacha20poly1305_ietf_encrypt (slot->wrapped, NULL, way_secret_bytes (master),
                                              WAY_SECRET_SIZE, binding->data, binding->len, NULL,
                                              slot->nonce, way_secret_bytes (key));
}

static void
refuse_secret (WaySlotKind   kind,
               GError      **error)
{
  static const char *const messages[] = {
    [WAY_SLOT_PASSPHRASE] = "the passphrase is not right",
    [WAY_SLOT_RECOVERY] = "the recovery code is not this file’s",
    [WAY_SLOT_ESCROW] = "the office’s key does not open this file",
    [WAY_SLOT_KEYRING] = "what the keyring keeps does not open this file",
  };

  g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET, messages[kind]);
}

/* The key that was found in a slot must be that of the whole generation. */
static WaySecret *
accept_master (const WayKeyGeneration  *self,
               guint8                   bytes[WAY_SECRET_SIZE],
               GError                 **error)
{
  g_autoptr(WaySecret) master = way_secret_new (bytes);
  guint8 mac[32];

  sodium_memzero (bytes, WAY_SECRET_SIZE);
  make_mac (self, master, mac);
  if (sodium_memcmp (mac, self->mac, sizeof mac) == 0)
    return g_steal_pointer (&master);
  g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_KEY_FILE,
                       "the key file was altered by something that does not hold its key");
  return NULL;
}

static WaySecret *
unwrap (const WayKeyGeneration  *self,
        const WayKeySlot        *slot,
        WaySecret               *key,
        GError                 **error)
{
  g_autoptr(GByteArray) binding = slot_binding (self, slot);
  guint8 bytes[WAY_SECRET_SIZE];

  if (crypto_aead_xchacha20poly1305_ietf_decrypt (bytes, NULL, NULL, slot->wrapped, PLAIN_WRAPPED,
                                                  binding->data, binding->len, slot->nonce,
                                                  way_secret_bytes (key)) == 0)
    return accept_master (self, bytes, error);
  refuse_secret (slot->kind, error);
  return NULL;
}

/* --- A passphrase --- */

/* However its accents were typed. */
static WaySecret *
key_of_passphrase (const char        *passphrase,
                   const WayKeySlot  *slot,
                   GError           **error)
{
  char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFKC);
  guint8 bytes[WAY_SECRET_SIZE];
  WaySecret *key = NULL;
  int code = -1;

  G_STATIC_ASSERT (sizeof slot->salt == crypto_pwhash_argon2id_SALTBYTES);
  if (normal != NULL && slot->cost.passes >= 1 && slot->cost.passes <= MOST_PASSES &&
      slot->cost.memory >= crypto_pwhash_argon2id_MEMLIMIT_MIN &&
      slot->cost.memory <= MOST_MEMORY)
    code = crypto_pwhash_argon2id (bytes, sizeof bytes, normal, strlen (normal), slot->salt,
                                   slot->cost.passes, (gsize) slot->cost.memory,
                                   crypto_pwhash_argon2id_ALG_ARGON2ID13);
  way_secret_free_text (normal);
  if (code == 0)
    key = way_secret_new (bytes);
  else
    g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET,
                         "the passphrase cannot be tried on this computer: it is no text, or "
                         "there is not enough memory");
  sodium_memzero (bytes, sizeof bytes);
  return key;
}

gboolean
way_key_generation_add_passphrase (WayKeyGeneration  *self,
                                   WaySecret         *master,
                                   const char        *passphrase,
                                   const WayKeyCost  *cost,
                                   GError           **error)
{
  WayKeySlot *slot = slot_new (WAY_SLOT_PASSPHRASE, "");
  g_autoptr(WaySecret) key = NULL;

  slot->cost = *cost;
  key = key_of_passphrase (passphrase, slot, error);
  if (key == NULL)
    {
      slot_free (slot);
      return FALSE;
    }
  wrap (self, slot, key, master);
  place_slot (self, master, slot);
  return TRUE;
}

/* --- A printed code --- */

static guint
code_check (const guint8 random[CODE_BYTES])
{
  guint8 hash[16];

  crypto_generichash (hash, sizeof hash, random, CODE_BYTES, (const guint8 *) "waymark recovery",
                      strlen ("waymark recovery"));
  return (guint) hash[0] << 12 | (guint) hash[1] << 4 | hash[2] >> 4;
}

static char *
code_text (const guint8 random[CODE_BYTES])
{
  GString *text = g_string_sized_new (CODE_LETTERS * 2);
  guint check = code_check (random);

  for (guint i = 0; i < CODE_LETTERS; i++)
    {
      guint value = 0;

      if (i > 0 && i % CODE_GROUP == 0)
        g_string_append_c (text, '-');
      for (guint bit = i * 5; bit < i * 5 + 5; bit++)
        value = value << 1 | (bit < CODE_BYTES * 8
                                ? random[bit / 8] >> (7 - bit % 8) & 1
                                : check >> (19 - (bit - CODE_BYTES * 8)) & 1);
      g_string_append_c (text, alphabet[value]);
    }
  return g_string_free (text, FALSE);
}

/* The letter's five bits, however it was read off the paper; -1 for none. */
static int
letter_value (char letter)
{
  const char *at;

  letter = g_ascii_toupper (letter);
  letter = letter == 'O' ? '0' : letter == 'I' || letter == 'L' ? '1' : letter;
  at = letter != '\0' ? strchr (alphabet, letter) : NULL;
  return at != NULL ? (int) (at - alphabet) : -1;
}

static gboolean
parse_code (const char *text,
            guint8      random[CODE_BYTES])
{
  guint check = 0;
  guint n = 0;

  memset (random, 0, CODE_BYTES);
  for (; *text != '\0'; text++)
    {
      int value;

      if (*text == '-' || g_ascii_isspace (*text))
        continue;
      value = letter_value (*text);
      if (value < 0 || n == CODE_LETTERS)
        return FALSE;
      for (guint i = 0; i < 5; i++)
        {
          guint bit = n * 5 + i;
          guint set = (guint) value >> (4 - i) & 1;

          if (bit < CODE_BYTES * 8)
            random[bit / 8] = (guint8) (random[bit / 8] | set << (7 - bit % 8));
          else
            check = check << 1 | set;
        }
      n++;
    }
  return n == CODE_LETTERS && check == code_check (random);
}

/* 120 random bits need no slow hash. */
static WaySecret *
key_of_code (const guint8      random[CODE_BYTES],
             const WayKeySlot *slot)
{
  guint8 padded[WAY_SECRET_SIZE] = { 0 };
  g_autoptr(WaySecret) code = NULL;

  memcpy (padded, random, CODE_BYTES);
  code = way_secret_new (padded);
  sodium_memzero (padded, sizeof padded);
  return way_secret_derive (code, "waymark recovery code", slot->salt, sizeof slot->salt);
}

char *
way_key_generation_add_recovery (WayKeyGeneration *self,
                                 WaySecret        *master)
{
  WayKeySlot *slot = slot_new (WAY_SLOT_RECOVERY, "");
  g_autoptr(WaySecret) key = NULL;
  guint8 random[CODE_BYTES];
  char *text;

  randombytes_buf (random, sizeof random);
  key = key_of_code (random, slot);
  text = code_text (random);
  sodium_memzero (random, sizeof random);
  wrap (self, slot, key, master);
  place_slot (self, master, slot);
  return text;
}

/* --- Opening by what a person types --- */

static WaySecret *
open_by_code (const WayKeyGeneration  *self,
              const WayKeySlot        *slot,
              const char              *text,
              GError                 **error)
{
  g_autoptr(WaySecret) key = NULL;
  guint8 random[CODE_BYTES];

  if (!parse_code (text, random))
    {
      g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET,
                           "the recovery code has a letter wrong or missing");
      return NULL;
    }
  key = key_of_code (random, slot);
  sodium_memzero (random, sizeof random);
  return unwrap (self, slot, key, error);
}

WaySecret *
way_key_generation_open (const WayKeyGeneration  *self,
                         WaySlotKind              kind,
                         const char              *text,
                         GError                 **error)
{
  const WayKeySlot *slot = way_key_generation_find (self, kind, NULL);
  g_autoptr(WaySecret) key = NULL;

  if (slot == NULL)
    {
      g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET,
                           kind == WAY_SLOT_RECOVERY ? "the file has no recovery code"
                                                     : "the file has no passphrase");
      return NULL;
    }
  if (kind == WAY_SLOT_RECOVERY)
    return open_by_code (self, slot, text, error);
  key = key_of_passphrase (text, slot, error);
  return key != NULL ? unwrap (self, slot, key, error) : NULL;
}

/* --- The keyring --- */

WaySecret *
way_key_generation_add_keyring (WayKeyGeneration *self,
                                WaySecret        *master)
{
  WayKeySlot *slot = slot_new (WAY_SLOT_KEYRING, "");
  WaySecret *kept = way_secret_new_random ();
  g_autoptr(WaySecret) key = way_secret_derive (kept, "waymark keyring", slot->salt,
                                                sizeof slot->salt);

  wrap (self, slot, key, master);
  place_slot (self, master, slot);
  return kept;
}

WaySecret *
way_key_generation_open_keyring (const WayKeyGeneration  *self,
                                 WaySecret               *kept,
                                 GError                 **error)
{
  const WayKeySlot *slot = way_key_generation_find (self, WAY_SLOT_KEYRING, NULL);
  g_autoptr(WaySecret) key = NULL;

  if (slot == NULL)
    {
      refuse_secret (WAY_SLOT_KEYRING, error);
      return NULL;
    }
  key = way_secret_derive (kept, "waymark keyring", slot->salt, sizeof slot->salt);
  return unwrap (self, slot, key, error);
}

/* --- The office --- */

void
way_key_generation_add_escrow (WayKeyGeneration *self,
                               WaySecret        *master,
                               const char       *label,
                               const guint8      public_key[32])
{
  WayKeySlot *slot = slot_new (WAY_SLOT_ESCROW, label);

  G_STATIC_ASSERT (sizeof slot->public_key == crypto_box_PUBLICKEYBYTES);
  G_STATIC_ASSERT (sizeof slot->wrapped == SEALED_WRAPPED);
  memcpy (slot->public_key, public_key, sizeof slot->public_key);
  crypto_box_seal (slot->wrapped, way_secret_bytes (master), WAY_SECRET_SIZE, public_key);
  place_slot (self, master, slot);
}

WaySecret *
way_key_generation_open_escrow (const WayKeyGeneration  *self,
                                const guint8             public_key[32],
                                const guint8             secret_key[32],
                                GError                 **error)
{
  guint8 bytes[WAY_SECRET_SIZE];

  for (guint i = 0; i < self->slots->len; i++)
    {
      const WayKeySlot *slot = g_ptr_array_index (self->slots, i);

      if (slot->kind == WAY_SLOT_ESCROW &&
          memcmp (slot->public_key, public_key, sizeof slot->public_key) == 0 &&
          crypto_box_seal_open (bytes, slot->wrapped, SEALED_WRAPPED, public_key, secret_key) == 0)
        return accept_master (self, bytes, error);
    }
  refuse_secret (WAY_SLOT_ESCROW, error);
  return NULL;
}
