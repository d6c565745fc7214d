/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures that held are kept in mind, as digests of key, signature and message. */

#include "way-signature.h"

#include <sodium.h>
#include <string.h>

#define MOST_KNOWN 16384     /* then it begins anew */

typedef struct
{
  guint8 bytes[crypto_generichash_BYTES];
} Digest;

G_LOCK_DEFINE_STATIC (known);
static GHashTable *known;

static guint
hash_digest (gconstpointer data)
{
  guint hash;

  memcpy (&hash, data, sizeof hash);
  return hash;
}

static gboolean
equal_digests (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, sizeof (Digest)) == 0;
}

static gboolean
is_known (const Digest *digest)
{
  gboolean found;

  G_LOCK (known);
  found = known != NULL && g_hash_table_contains (known, digest);
  G_UNLOCK (known);
  return found;
}

static void
remember (const Digest *digest)
{
  G_LOCK (known);
  if (known == NULL)
    known = g_hash_table_new_full (hash_digest, equal_digests, g_free, NULL);
  if (g_hash_table_size (known) >= MOST_KNOWN)
    g_hash_table_remove_all (known);
  g_hash_table_add (known, g_memdup2 (digest, sizeof *digest));
  G_UNLOCK (known);
}

gboolean
way_signature_holds (const guint8  *signature,
                     gconstpointer  message,
                     gsize          size,
                     const guint8  *key)
{
  crypto_generichash_state state;
  Digest digest;

  crypto_generichash_init (&state, NULL, 0, sizeof digest.bytes);
  crypto_generichash_update (&state, key, crypto_sign_PUBLICKEYBYTES);
  crypto_generichash_update (&state, signature, crypto_sign_BYTES);
  crypto_generichash_update (&state, message, size);
  crypto_generichash_final (&state, digest.bytes, sizeof digest.bytes);
  if (is_known (&digest))
    return TRUE;
  if (crypto_sign_verify_detached (signature, message, size, key) != 0)
    return FALSE;
  remember (&digest);
  return TRUE;
}
