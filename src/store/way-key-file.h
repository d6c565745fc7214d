/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-id.h"
#include "way-secret.h"
#include "way-store-error.h"

G_BEGIN_DECLS

/* The key file beside a sealed database: its master key, wrapped once for each
 * way in (a slot).  Bytes and structs only: nothing here touches a file, and
 * what is read may have been written by anybody.
 *
 * A generation is one master key.  There are two while a database is being
 * re-keyed, since file and key file cannot be renamed in one go: whichever fits
 * the database is in force.
 *
 * On disk the same record stands twice, each with a checksum, so that one bad
 * sector does not cost the database:
 *
 *   record      "WAYKEYS\n", body as a blob, BLAKE2b-256 of all before
 *   body        version 1, number of generations, each as a blob
 *   generation  number, vault, file, number of slots, each as a blob, MAC
 *   slot        kind, label, made, then as the kind has it
 *
 * in the spelling of way-bytes.h.  The MAC, under a key derived from the master
 * key, covers the generation: whoever writes to the file can neither add a slot
 * nor take one away unnoticed. */

#define WAY_KEY_FILE_MOST_BYTES (64 * 1024)
#define WAY_KEY_FILE_MOST_LABEL 100

typedef enum
{
  WAY_SLOT_PASSPHRASE = 1,     /* Argon2id of what a person knows */
  WAY_SLOT_RECOVERY   = 2,     /* a printed code */
  WAY_SLOT_ESCROW     = 3,     /* a sealed box to a public key of the office */
  WAY_SLOT_KEYRING    = 4,     /* a key that the desktop's keyring keeps */
} WaySlotKind;

/* What a guess at a passphrase costs. */
typedef struct
{
  guint64 passes;
  guint64 memory;              /* bytes */
} WayKeyCost;

/* 3 passes over 256 MiB: about a second. */
extern const WayKeyCost way_key_cost_usual;

typedef struct
{
  WaySlotKind  kind;
  char        *label;          /* of an escrow: whose; else "" */
  gint64       made;           /* milliseconds since 1970 */
  WayKeyCost   cost;           /* of a passphrase */
  guint8       salt[16];
  guint8       public_key[32]; /* of an escrow */
  guint8       nonce[24];
  guint8       wrapped[80];    /* 48 bytes but for an escrow */
  GBytes      *unknown;        /* a slot of a later program, as it came */
} WayKeySlot;

typedef struct
{
  guint64    number;
  WayId      vault;            /* names the master key; the same in every copy and backup */
  WayId      file;             /* names this database among those under the key */
  GPtrArray *slots;            /* of WayKeySlot */
  guint8     mac[32];
} WayKeyGeneration;

typedef struct
{
  GPtrArray *generations;      /* of WayKeyGeneration, the newest first; one or two */
} WayKeyFile;

/* One generation with a new master key and no way in yet. */
WayKeyFile       *way_key_file_new    (WaySecret       *master);
void              way_key_file_free   (WayKeyFile      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayKeyFile, way_key_file_free)

/* WAY_STORE_ERROR_KEY_FILE, with name, where neither record is whole or what is
 * in it is beyond bounds; _TOO_NEW where a later program wrote it. */
WayKeyFile       *way_key_file_parse  (GBytes          *bytes,
                                       const char      *name,
                                       GError         **error);
GBytes           *way_key_file_format (const WayKeyFile *self);

WayKeyGeneration *way_key_file_newest (const WayKeyFile *self);

void              way_key_generation_free   (WayKeyGeneration       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayKeyGeneration, way_key_generation_free)
WayKeyGeneration *way_key_generation_copy   (const WayKeyGeneration *self);

/* Bears the name of another database under the same key. */
void              way_key_generation_rename (WayKeyGeneration       *self,
                                             WaySecret              *master);

/* The ways in.  A slot takes the place of that kind's (of an escrow: that
 * label's) before. */
gboolean          way_key_generation_add_passphrase (WayKeyGeneration *self,
                                                     WaySecret        *master,
                                                     const char       *passphrase,
                                                     const WayKeyCost *cost,
                                                     GError          **error);

/* The code to print: seven groups of four.  Free with way_secret_free_text(). */
char             *way_key_generation_add_recovery   (WayKeyGeneration *self,
                                                     WaySecret        *master);
void              way_key_generation_add_escrow     (WayKeyGeneration *self,
                                                     WaySecret        *master,
                                                     const char       *label,
                                                     const guint8      public_key[32]);

/* The key that the keyring is to keep. */
WaySecret        *way_key_generation_add_keyring    (WayKeyGeneration *self,
                                                     WaySecret        *master);

/* FALSE where there is none. */
gboolean          way_key_generation_remove         (WayKeyGeneration *self,
                                                     WaySecret        *master,
                                                     WaySlotKind       kind,
                                                     const char       *label);

const WayKeySlot *way_key_generation_find           (const WayKeyGeneration *self,
                                                     WaySlotKind             kind,
                                                     const char             *label);

/* The master key by one of the ways in.  WAY_STORE_ERROR_SECRET where it does
 * not fit, _KEY_FILE where it fits and the file was tampered with.  A passphrase
 * takes about a second. */
WaySecret        *way_key_generation_open           (const WayKeyGeneration *self,
                                                     WaySlotKind             kind,
                                                     const char             *text,
                                                     GError                **error);
WaySecret        *way_key_generation_open_keyring   (const WayKeyGeneration *self,
                                                     WaySecret              *kept,
                                                     GError                **error);
WaySecret        *way_key_generation_open_escrow    (const WayKeyGeneration *self,
                                                     const guint8            public_key[32],
                                                     const guint8            secret_key[32],
                                                     GError                **error);

G_END_DECLS
