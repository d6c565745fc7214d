/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-bytes.h"
#include "way-entity.h"

G_BEGIN_DECLS

/* One operation of the journal, as bytes.  These numbers and spellings are
 * exchanged between copies and hashed: they never change.
 *
 * A dot is the pair (replica, sequence) of an operation.  A part is what an
 * operation says in fields of one class; its body is a list of entries, each a
 * field's number, its value and the dots that it replaces, and its commitment
 * is BLAKE2b(salt, body).  So a copy can hold and check an operation without
 * the parts that it may not have. */

typedef enum
{
  WAY_OP_WITHHELD = 0, /* nothing but its commitment: not even of which row */
  WAY_OP_INSERT  = 1,  /* entries: every value that is there, replacing nothing */
  WAY_OP_SET     = 2,  /* entries: what changed, replacing what its author saw */
  WAY_OP_DELETE  = 3,  /* one entry of field 0 and class 0: the row's live dots */
  WAY_OP_RESTORE = 4,  /* field 0: the deletes answered; else dots made live again */
  WAY_OP_ERASE   = 5,  /* field 0: the dots whose values its author dropped (way-erase.h) */
} WayOpKind;

typedef struct
{
  WayId   replica;
  guint64 sequence;
} WayDot;

#define WAY_SALT_SIZE 16
#define WAY_HASH_SIZE 32
#define WAY_CLASS_STRUCTURE 0   /* deletes and restores: no values */

/* Bounds on what a foreign operation may hold. */
#define WAY_OP_MOST_TEXT (1 << 20)
#define WAY_OP_MOST_DOTS 4096

typedef struct
{
  guint     class;
  guint     field;
  WayValue  value;      /* text lent by the body */
  GArray   *restored;   /* of WayDot, or NULL */
  GArray   *replaced;   /* of WayDot, or NULL */
} WayOpEntry;

int  way_dot_compare    (gconstpointer  a,
                         gconstpointer  b);

/* Appends one entry to a body; the dots are sorted first. */
void way_op_put_entry   (GByteArray       *body,
                         const WayOpEntry *entry);

/* Appends a part with its salt. */
void way_op_put_part    (GByteArray       *parts,
                         guint             class,
                         const guint8      salt[WAY_SALT_SIZE],
                         const GByteArray *body);

/* Appends what stands for a part that a receiver may not hold. */
void way_op_put_withheld (GByteArray      *parts,
                          guint            class,
                          const guint8     commitment[WAY_HASH_SIZE]);

/* The parts without their values: each that is there becomes what stands for it, but
 * for structure.  NULL when anything is out of place. */
GByteArray *way_op_withhold (gconstpointer     parts,
                             gsize             size);

/* BLAKE2b(salt, body). */
void way_op_part_commitment (const guint8  salt[WAY_SALT_SIZE],
                             gconstpointer body,
                             gsize         size,
                             guint8        commitment[WAY_HASH_SIZE]);

/* Reads all entries of the parts that are there; NULL when anything is out of
 * place.  Elements are WayOpEntry *; free with g_ptr_array_unref(), before the
 * parts' own memory. */
GPtrArray *way_op_read  (gconstpointer  parts,
                         gsize          size);

/* Appends the parts with those withheld whose class is not in classes (a bit for
 * each, 1 << class; what is of no class always stays).  Gives how many there are
 * that say something; -1 when anything is out of place. */
int way_op_mask         (gconstpointer     parts,
                         gsize             size,
                         guint             classes,
                         GByteArray       *masked);

/* Appends each part from that of the two which has it: both are of one operation. */
gboolean way_op_unite   (gconstpointer     one,
                         gsize             one_size,
                         gconstpointer     two,
                         gsize             two_size,
                         GByteArray       *united);

/* Whether any part is withheld. */
gboolean way_op_is_masked (gconstpointer   parts,
                           gsize           size);

/* The commitment of an operation: over its dot's sequence, entity, row, kind
 * and its parts' commitments in order; one that is withheld says it.  FALSE when
 * the parts are malformed. */
gboolean way_op_commit  (guint64        sequence,
                         guint          entity,
                         const WayId   *row,
                         WayOpKind      kind,
                         gconstpointer  parts,
                         gsize          size,
                         guint8         commitment[WAY_HASH_SIZE]);

G_END_DECLS
