/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-device.h"
#include "way-test-bundle.h"

/* Sealed bundles by somebody who holds a device and means no good: what is inside is
 * put together by hand, signed and sealed as it must be, except where it is not. */

typedef struct
{
  /* The manifest. */
  guint64    reader, edits, ops, pages;
  guint64    kind, sequence, received, roster, role, sections;
  WayId      id, sender, previous;
  GByteArray *name;          /* blob of the copy's name as it stands */
  GArray    *audience;       /* of WayId, as they stand */
  guint64    n_audience;     /* as claimed; 0: as many as there are */
  GArray    *scope;          /* of WayId: settings that it is cut for */
  GByteArray *tail;          /* behind the manifest's last field */
  gboolean   wrong_digest;

  GByteArray *page;          /* records */
  guint64    page_size;      /* as claimed; 0: as it is */
  gboolean   wrong_page;
  GByteArray *after;         /* sections as bytes, and what follows them */

  const WayDevice *signer;   /* named by the manifest */
  const WayDevice *hand;     /* who signs; NULL: the signer */
  gboolean   wrong_signature;
} WayTestContent;

static inline void
way_test_content_init (WayTestContent  *self,
                       const WayDevice *signer,
                       const WayId     *reader)
{
  memset (self, 0, sizeof *self);
  self->reader = 1;
  self->sequence = 1;
  self->role = 1;
  self->id = way_id_new ();
  self->sender = way_id_new ();
  self->name = g_byte_array_new ();
  way_bytes_put_text (self->name, "Made by hand");
  self->audience = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_array_append_val (self->audience, *reader);
  self->scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  self->tail = g_byte_array_new ();
  self->page = g_byte_array_new ();
  self->after = g_byte_array_new ();
  self->signer = signer;
}

static inline void
way_test_content_clear (WayTestContent *self)
{
  g_byte_array_unref (self->name);
  g_array_unref (self->audience);
  g_array_unref (self->scope);
  g_byte_array_unref (self->tail);
  g_byte_array_unref (self->page);
  g_byte_array_unref (self->after);
}

static inline GByteArray *
way_test_content_manifest (const WayTestContent *self)
{
  GByteArray *bytes = g_byte_array_new ();

  way_bytes_put_id (bytes, &self->id);
  way_bytes_put_id (bytes, &self->sender);
  g_byte_array_append (bytes, self->name->data, self->name->len);
  way_bytes_put_text (bytes, "");
  way_bytes_put_int (bytes, 1);
  way_bytes_put_uint (bytes, self->reader);
  way_bytes_put_int (bytes, 1);
  way_bytes_put_uint (bytes, self->edits);
  way_bytes_put_uint (bytes, self->ops);
  way_bytes_put_uint (bytes, self->pages);
  way_bytes_put_uint (bytes, 0);
  way_bytes_put_uint (bytes, self->kind);
  way_bytes_put_id (bytes, &self->signer->id);
  way_bytes_put_uint (bytes, self->n_audience != 0 ? self->n_audience : self->audience->len);
  for (guint i = 0; i < self->audience->len; i++)
    way_bytes_put_id (bytes, &g_array_index (self->audience, WayId, i));
  way_bytes_put_uint (bytes, self->sequence);
  way_bytes_put_id (bytes, &self->previous);
  way_bytes_put_uint (bytes, self->received);
  way_bytes_put_uint (bytes, self->roster);
  way_bytes_put_uint (bytes, self->role);
  way_bytes_put_uint (bytes, self->scope->len);
  for (guint i = 0; i < self->scope->len; i++)
    way_bytes_put_id (bytes, &g_array_index (self->scope, WayId, i));
  way_bytes_put_uint (bytes, self->sections);
  g_byte_array_append (bytes, self->tail->data, self->tail->len);
  return bytes;
}

static inline void
way_test_content_put_page (const WayTestContent *self,
                           GByteArray           *content)
{
  g_autoptr(GByteArray) packed = way_test_deflate (self->page);
  guint8 hash[WAY_HASH_SIZE];

  if (self->page->len == 0)
    return;
  way_bytes_put_uint (content, self->page_size != 0 ? self->page_size : self->page->len);
  way_test_hash (packed->data, packed->len, hash);
  hash[0] ^= self->wrong_page;
  g_byte_array_append (content, hash, sizeof hash);
  way_bytes_put_blob (content, packed->data, packed->len);
}

static inline void
way_test_put_section (GByteArray    *after,
                      guint          kind,
                      gconstpointer  data,
                      gsize          size)
{
  guint8 hash[WAY_HASH_SIZE];

  way_test_hash (data, size, hash);
  way_bytes_put_uint (after, kind);
  g_byte_array_append (after, hash, sizeof hash);
  way_bytes_put_blob (after, data, size);
}

/* The inside with its signature. */
static inline GByteArray *
way_test_content_bytes (const WayTestContent *self)
{
  static const char domain[] = "waymark bundle signature 1";
  g_autoptr(GByteArray) manifest = way_test_content_manifest (self);
  const WayDevice *hand = self->hand != NULL ? self->hand : self->signer;
  GByteArray *content = g_byte_array_new ();
  guint8 signature[crypto_sign_BYTES];
  guint8 hash[WAY_HASH_SIZE];
  crypto_sign_state state;

  way_bytes_put_blob (content, manifest->data, manifest->len);
  way_test_hash (manifest->data, manifest->len, hash);
  hash[0] ^= self->wrong_digest;
  g_byte_array_append (content, hash, sizeof hash);
  way_test_content_put_page (self, content);
  g_byte_array_append (content, self->after->data, self->after->len);
  crypto_sign_init (&state);
  crypto_sign_update (&state, (const guint8 *) domain, sizeof domain - 1);
  crypto_sign_update (&state, content->data, content->len);
  crypto_sign_final_create (&state, signature, NULL, hand->sign_secret);
  signature[7] ^= self->wrong_signature;
  g_byte_array_append (content, signature, sizeof signature);
  return content;
}

/* --- Sealing, by hand --- */

typedef struct
{
  gsize    length;           /* as claimed; 0: as it is */
  gsize    padded;           /* of the plaintext; 0: as it must be */
  gboolean dirty;            /* the padding is not zeros */
  guint8   last_tag;         /* of the last chunk */
  guint8   first_tag;        /* of the others */
} WayTestSealing;

#define WAY_TEST_SEALING { .last_tag = crypto_secretstream_xchacha20poly1305_TAG_FINAL }

static inline GBytes *
way_test_seal (const GByteArray     *content,
               const WayDevice      *reader,
               const WayTestSealing *how)
{
  GByteArray *file = g_byte_array_new ();
  gsize padded = how->padded != 0 ? how->padded : way_seal_padded (content->len + 8);
  gsize length = how->length != 0 ? how->length : content->len;
  g_autofree guint8 *plain = g_malloc0 (padded);
  guint8 key[32], header_key[32], stream_key[32], hash[32], box[80], head[24];
  crypto_secretstream_xchacha20poly1305_state state;

  for (guint i = 0; i < 8; i++)
    plain[i] = (guint8) ((guint64) length >> (56 - 8 * i));
  memcpy (plain + 8, content->data, MIN (content->len, padded - 8));
  if (how->dirty)
    plain[padded - 1] = 1;
  randombytes_buf (key, sizeof key);
  crypto_generichash (header_key, 32, (const guint8 *) "waymark bundle header 1", 23, key, 32);
  crypto_generichash (stream_key, 32, (const guint8 *) "waymark bundle stream 1", 23, key, 32);
  g_byte_array_append (file, (const guint8 *) "waybndl\0\1\1\10", 11);
  for (guint i = 0; i < 8; i++)
    {
      randombytes_buf (box, sizeof box);
      if (i == 3)
        crypto_box_seal (box, key, sizeof key, reader->box);
      g_byte_array_append (file, box, sizeof box);
    }
  crypto_generichash (hash, 32, file->data, file->len, header_key, 32);
  g_byte_array_append (file, hash, 32);
  crypto_secretstream_xchacha20poly1305_init_push (&state, head, stream_key);
  g_byte_array_append (file, head, sizeof head);
  for (gsize at = 0; at < padded; at += 65536)
    {
      gsize part = MIN (padded - at, 65536);
      g_autofree guint8 *chunk = g_malloc (part + 17);

      crypto_secretstream_xchacha20poly1305_push (&state, chunk, NULL, plain + at, part, hash, 32,
                                                  at + part == padded ? how->last_tag
                                                                      : how->first_tag);
      g_byte_array_append (file, chunk, (guint) (part + 17));
    }
  return g_byte_array_free_to_bytes (file);
}
