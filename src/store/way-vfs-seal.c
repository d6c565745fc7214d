/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and frames of the log as they stand on disk.
 *
 * A page is XChaCha20-Poly1305 of all but its last 40 bytes, which SQLite leaves
 * alone (SQLITE_FCNTL_RESERVE_BYTES) and where the random nonce and the tag go.
 * They are zero in memory: SQLite sums whole pages in the log. */

#include "way-vfs-private.h"

#include <sodium.h>
#include <string.h>

#define PLAIN (WAY_VFS_PAGE - WAY_VFS_TRAILER)
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define HALF (WAY_VFS_FRAME_HEADER / 2)
#define ROUNDS 4

/* Page number and size after commit.  Salts and checksums are written late where
 * SQLite had to write a frame early, and tell an old page by themselves. */
#define BOUND_HEADER 8

G_STATIC_ASSERT (NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES == WAY_VFS_TRAILER);

/* What a page is bound to. */
typedef struct
{
  guint8 kind;                      /* 'D' of the database, 'W' of its log */
  guint8 file[16];
  guint8 number[4];                 /* of the page, or of the frame */
  guint8 header[BOUND_HEADER];      /* of the frame */
} Binding;

void
way_vfs_seal_init (WayVfsSeal  *self,
                   WaySecret   *master,
                   const WayId *file)
{
  self->pages = way_secret_derive (master, "waymark pages", file, sizeof *file);
  self->frames = way_secret_derive (master, "waymark frames", file, sizeof *file);
  self->file = *file;
}

void
way_vfs_seal_clear (WayVfsSeal *self)
{
  g_clear_pointer (&self->pages, way_secret_unref);
  g_clear_pointer (&self->frames, way_secret_unref);
}

static void
put_number (guint8  *out,
            guint32  number)
{
  number = GUINT32_TO_BE (number);
  memcpy (out, &number, sizeof number);
}

static Binding
bind_page (const WayVfsSeal *self,
           guint8            kind,
           guint32           number,
           const guint8     *header)
{
  Binding binding = { .kind = kind };

  memcpy (binding.file, self->file.bytes, sizeof binding.file);
  put_number (binding.number, number);
  if (header != NULL)
    memcpy (binding.header, header, sizeof binding.header);
  return binding;
}

static gboolean
seal_bytes (const WayVfsSeal *self,
            Binding           binding,
            const guint8     *plain,
            guint8           *sealed)
{
  guint8 *nonce = sealed + PLAIN;
  guint8 fresh[NONCE];

  if (!sodium_is_zero (plain + PLAIN, WAY_VFS_TRAILER))
    return FALSE;
  randombytes_buf (fresh, sizeof fresh);
  crypto_aead_xchacha20poly1305_ietf_encrypt_detached (sealed, nonce + NONCE, NULL, plain, PLAIN,
                                                       (const guint8 *) &binding, sizeof binding,
                                                       NULL, fresh, way_secret_bytes (self->pages));
  memcpy (nonce, fresh, sizeof fresh);
  return TRUE;
}

static gboolean
open_bytes (const WayVfsSeal *self,
            Binding           binding,
            const guint8     *sealed,
            guint8           *plain)
{
  guint8 trailer[WAY_VFS_TRAILER];
  int code;

  memcpy (trailer, sealed + PLAIN, sizeof trailer);
  code = crypto_aead_xchacha20poly1305_ietf_decrypt_detached (plain, NULL, sealed, PLAIN,
                                                              trailer + NONCE,
                                                              (const guint8 *) &binding,
                                                              sizeof binding, trailer,
                                                              way_secret_bytes (self->pages));
  if (code != 0)
    memset (plain, 0, WAY_VFS_PAGE);
  else
    memset (plain + PLAIN, 0, WAY_VFS_TRAILER);
  return code == 0;
}

gboolean
way_vfs_seal_page (const WayVfsSeal *self,
                   guint32           page,
                   const guint8     *plain,
                   guint8           *sealed)
{
  return seal_bytes (self, bind_page (self, 'D', page, NULL), plain, sealed);
}

gboolean
way_vfs_open_page (const WayVfsSeal *self,
                   guint32           page,
                   const guint8     *sealed,
                   guint8           *plain)
{
  return open_bytes (self, bind_page (self, 'D', page, NULL), sealed, plain);
}

gboolean
way_vfs_seal_frame (const WayVfsSeal *self,
                    guint32           frame,
                    const guint8     *header,
                    const guint8     *plain,
                    guint8           *sealed)
{
  return seal_bytes (self, bind_page (self, 'W', frame, header), plain, sealed);
}

gboolean
way_vfs_open_frame (const WayVfsSeal *self,
                    guint32           frame,
                    const guint8     *header,
                    const guint8     *sealed,
                    guint8           *plain)
{
  return open_bytes (self, bind_page (self, 'W', frame, header), sealed, plain);
}

/* --- Headers of frames: a Feistel network of four rounds (Luby and Rackoff) --- */

static void
mix (const WayVfsSeal *self,
     guint32           frame,
     guint8            round,
     const guint8     *from,
     guint8           *into)
{
  guint8 input[1 + 4 + HALF];
  guint8 hash[crypto_generichash_BYTES_MIN];

  input[0] = round;
  put_number (input + 1, frame);
  memcpy (input + 5, from, HALF);
  crypto_generichash (hash, sizeof hash, input, sizeof input, way_secret_bytes (self->frames),
                      WAY_SECRET_SIZE);
  for (guint i = 0; i < HALF; i++)
    into[i] ^= hash[i];
}

void
way_vfs_seal_header (const WayVfsSeal *self,
                     guint32           frame,
                     guint8           *header)
{
  for (guint8 round = 0; round < ROUNDS; round++)
    if (round % 2 == 0)
      mix (self, frame, round, header, header + HALF);
    else
      mix (self, frame, round, header + HALF, header);
}

void
way_vfs_open_header (const WayVfsSeal *self,
                     guint32           frame,
                     guint8           *header)
{
  for (guint8 round = ROUNDS; round-- > 0;)
    if (round % 2 == 0)
      mix (self, frame, round, header, header + HALF);
    else
      mix (self, frame, round, header + HALF, header);
}
