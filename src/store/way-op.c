/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations as bytes: written, read back with bounds, committed to. */

#include "way-op.h"

#include <sodium.h>
#include <string.h>

#include "way-bug-private.h"
typedef enum
{
  TAG_NONE    = 0,
  TAG_INTEGER = 1,
  TAG_TEXT    = 2,
  TAG_ID      = 3,
  TAG_DOTS    = 4,
} Tag;

typedef enum
{
  PART_WITHHELD = 0,
  PART_PRESENT  = 1,
} PartState;

int
way_dot_compare (gconstpointer a,
                 gconstpointer b)
{
  const WayDot *one = a;
  const WayDot *two = b;
  int order = way_id_compare (&one->replica, &two->replica);

  if (order != 0)
    return order;
  return (one->sequence > two->sequence) - (one->sequence < two->sequence);
}

static void
put_dots (GByteArray *body,
          GArray     *dots)
{
  way_bytes_put_uint (body, dots != NULL ? dots->len : 0);
  if (dots == NULL)
    return;
  g_array_sort (dots, way_dot_compare);
  for (guint i = 0; i < dots->len; i++)
    {
      const WayDot *dot = &g_array_index (dots, WayDot, i);

      way_bytes_put_id (body, &dot->replica);
      way_bytes_put_uint (body, dot->sequence);
    }
}

void
way_op_put_entry (GByteArray       *body,
                  const WayOpEntry *entry)
{
  way_bytes_put_uint (body, entry->field);
  if (entry->restored != NULL)
    {
      way_bytes_put_u8 (body, TAG_DOTS);
      put_dots (body, entry->restored);
    }
  else
    switch (entry->value.type)
      {
      case WAY_VALUE_INTEGER:
        way_bytes_put_u8 (body, TAG_INTEGER);
        way_bytes_put_int (body, entry->value.integer);
        break;
      case WAY_VALUE_TEXT:
        way_bytes_put_u8 (body, TAG_TEXT);
        way_bytes_put_text (body, entry->value.text);
        break;
      case WAY_VALUE_ID:
        way_bytes_put_u8 (body, TAG_ID);
        way_bytes_put_id (body, &entry->value.id);
        break;
      case WAY_VALUE_NONE:
      default:
        way_bytes_put_u8 (body, TAG_NONE);
        break;
      }
  put_dots (body, entry->replaced);
}

void
way_op_put_part (GByteArray       *parts,
                 guint             class,
                 const guint8      salt[WAY_SALT_SIZE],
                 const GByteArray *body)
{
  way_bytes_put_u8 (parts, (guint8) class);
  way_bytes_put_u8 (parts, PART_PRESENT);
  g_byte_array_append (parts, salt, WAY_SALT_SIZE);
  way_bytes_put_blob (parts, body->data, body->len);
}

void
way_op_put_withheld (GByteArray   *parts,
                     guint         class,
                     const guint8  commitment[WAY_HASH_SIZE])
{
  way_bytes_put_u8 (parts, (guint8) class);
  way_bytes_put_u8 (parts, PART_WITHHELD);
  g_byte_array_append (parts, commitment, WAY_HASH_SIZE);
}

void
way_op_part_commitment (const guint8  salt[WAY_SALT_SIZE],
                        gconstpointer body,
                        gsize         size,
                        guint8        commitment[WAY_HASH_SIZE])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, WAY_HASH_SIZE);
  crypto_generichash_update (&state, salt, WAY_SALT_SIZE);
  crypto_generichash_update (&state, body, size);
  crypto_generichash_final (&state, commitment, WAY_HASH_SIZE);
}

/* --- Reading --- */

typedef struct
{
  guint         class;
  PartState     state;
  const guint8 *salt;         /* or the commitment of a withheld part */
  const guint8 *body;
  gsize         size;
} Part;

/* The next part; FALSE at the end or when something is out of place (then the
 * reader is bad). */
static gboolean
next_part (WayReader *reader,
           int       *last_class,
           Part      *part)
{
  if (reader->bad || reader->at == reader->size)
    return FALSE;
  part->class = way_reader_get_u8 (reader);
  part->state = way_reader_get_u8 (reader);
  part->body = NULL;
  part->size = 0;
  if (((int) part->class <= *last_class && !way_bug (93)) || part->state > PART_PRESENT)
    reader->bad = TRUE;
  *last_class = (int) part->class;
  if (part->state == PART_WITHHELD)
    part->salt = way_reader_take (reader, WAY_HASH_SIZE);
  else
    {
      part->salt = way_reader_take (reader, WAY_SALT_SIZE);
      part->body = way_reader_get_blob (reader, G_MAXINT32, &part->size);
    }
  return !reader->bad;
}

static GArray *
get_dots (WayReader *reader)
{
  guint64 count = way_reader_get_uint (reader);
  GArray *dots;

  if (count > WAY_OP_MOST_DOTS)
    reader->bad = TRUE;
  if (reader->bad || count == 0)
    return NULL;
  dots = g_array_new (FALSE, FALSE, sizeof (WayDot));
  for (guint64 i = 0; i < count && !reader->bad; i++)
    {
      WayDot dot;

      dot.replica = way_reader_get_id (reader);
      dot.sequence = way_reader_get_uint (reader);
      if (dots->len > 0 && !way_bug (94) &&
          way_dot_compare (&g_array_index (dots, WayDot, dots->len - 1), &dot) >= 0)
        reader->bad = TRUE;
      g_array_append_val (dots, dot);
    }
  return dots;
}

static void
entry_free (gpointer data)
{
  WayOpEntry *entry = data;

  g_clear_pointer (&entry->restored, g_array_unref);
  g_clear_pointer (&entry->replaced, g_array_unref);
  if (entry->value.type == WAY_VALUE_TEXT)
    g_free ((char *) entry->value.text);
  g_free (entry);
}

static void
get_value (WayReader  *reader,
           WayOpEntry *entry)
{
  switch (way_reader_get_u8 (reader))
    {
    case TAG_NONE:
      entry->value.type = WAY_VALUE_NONE;
      break;
    case TAG_INTEGER:
      entry->value.type = WAY_VALUE_INTEGER;
      entry->value.integer = way_reader_get_int (reader);
      break;
    case TAG_TEXT:
      entry->value.text = way_reader_get_text (reader, WAY_OP_MOST_TEXT);
      entry->value.type = entry->value.text != NULL ? WAY_VALUE_TEXT : WAY_VALUE_NONE;
      break;
    case TAG_ID:
      entry->value.type = WAY_VALUE_ID;
      entry->value.id = way_reader_get_id (reader);
      break;
    case TAG_DOTS:
      entry->restored = get_dots (reader);
      break;
    default:
      reader->bad = TRUE;
      break;
    }
}

static void
read_body (GPtrArray  *entries,
           const Part *part,
           gboolean   *bad)
{
  WayReader reader = way_reader (part->body, part->size);
  guint64 last = 0;
  gboolean first = TRUE;

  while (!reader.bad && reader.at < reader.size)
    {
      WayOpEntry *entry = g_new0 (WayOpEntry, 1);
      guint64 field = way_reader_get_uint (&reader);

      g_ptr_array_add (entries, entry);
      if ((!first && field <= last && !way_bug (95)) || field > G_MAXUINT16)
        reader.bad = TRUE;
      first = FALSE;
      last = field;
      entry->class = part->class;
      entry->field = (guint) field;
      get_value (&reader, entry);
      entry->replaced = get_dots (&reader);
    }
  *bad = reader.bad;
}

GPtrArray *
way_op_read (gconstpointer parts,
             gsize         size)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  WayReader reader = way_reader (parts, size);
  int last_class = -1;
  gboolean bad = FALSE;
  Part part;

  while (!bad && next_part (&reader, &last_class, &part))
    if (part.state == PART_PRESENT)
      read_body (entries, &part, &bad);
  return bad || reader.bad ? NULL : g_steal_pointer (&entries);
}

gboolean
way_op_commit (guint64       sequence,
               guint         entity,
               const WayId  *row,
               WayOpKind     kind,
               gconstpointer parts,
               gsize         size,
               guint8        commitment[WAY_HASH_SIZE])
{
  guint8 header[8 + 2 + sizeof row->bytes + 1];
  crypto_generichash_state whole;
  WayReader reader = way_reader (parts, size);
  int last_class = -1;
  Part part;

  if (kind == WAY_OP_WITHHELD)
    {
      if (size == WAY_HASH_SIZE)
        memcpy (commitment, parts, WAY_HASH_SIZE);
      return size == WAY_HASH_SIZE;
    }
  for (int i = 0; i < 8; i++)
    header[i] = way_bug (91) ? 0 : (guint8) (sequence >> (56 - 8 * i));
  header[8] = (guint8) (entity >> 8);
  header[9] = (guint8) entity;
  if (way_bug (90))
    memset (header + 10, 0, sizeof row->bytes);
  else
    memcpy (header + 10, row->bytes, sizeof row->bytes);
  header[sizeof header - 1] = way_bug (92) ? 0 : (guint8) kind;

  crypto_generichash_init (&whole, NULL, 0, WAY_HASH_SIZE);
  crypto_generichash_update (&whole, header, sizeof header);
  while (next_part (&reader, &last_class, &part))
    {
      guint8 class = way_bug (89) ? 0 : (guint8) part.class;
      guint8 hash[WAY_HASH_SIZE];

      if (part.state == PART_WITHHELD)
        memcpy (hash, part.salt, sizeof hash);
      else
        way_op_part_commitment (part.salt, part.body, part.size, hash);
      crypto_generichash_update (&whole, &class, 1);
      crypto_generichash_update (&whole, hash, sizeof hash);
    }
  crypto_generichash_final (&whole, commitment, WAY_HASH_SIZE);
  return !reader.bad;
}

GByteArray *
way_op_withhold (gconstpointer parts,
                 gsize         size)
{
  g_autoptr(GByteArray) withheld = g_byte_array_new ();
  WayReader reader = way_reader (parts, size);
  int last_class = -1;
  gsize start = 0;
  Part part;

  for (; next_part (&reader, &last_class, &part); start = reader.at)
    if (part.state == PART_PRESENT && part.class != WAY_CLASS_STRUCTURE)
      {
        guint8 commitment[WAY_HASH_SIZE];

        way_op_part_commitment (part.salt, part.body, part.size, commitment);
        way_op_put_withheld (withheld, part.class, commitment);
      }
    else
      g_byte_array_append (withheld, (const guint8 *) parts + start, (guint) (reader.at - start));
  return reader.bad ? NULL : g_steal_pointer (&withheld);
}

/* --- What a receiver may hold --- */

static void
put_part (GByteArray *parts,
          const Part *part)
{
  way_bytes_put_u8 (parts, (guint8) part->class);
  way_bytes_put_u8 (parts, (guint8) part->state);
  g_byte_array_append (parts, part->salt,
                       part->state == PART_PRESENT ? WAY_SALT_SIZE : WAY_HASH_SIZE);
  if (part->state == PART_PRESENT)
    way_bytes_put_blob (parts, part->body, part->size);
}

int
way_op_mask (gconstpointer parts,
             gsize         size,
             guint         classes,
             GByteArray   *masked)
{
  WayReader reader = way_reader (parts, size);
  int last_class = -1;
  int present = 0;
  Part part;

  while (next_part (&reader, &last_class, &part))
    {
      guint8 commitment[WAY_HASH_SIZE];

      if (part.state == PART_WITHHELD || part.class == WAY_CLASS_STRUCTURE ||
          (part.class < 32 && (classes & 1u << part.class) != 0))
        {
          present += part.state == PART_PRESENT;
          put_part (masked, &part);
          continue;
        }
      way_op_part_commitment (part.salt, part.body, part.size, commitment);
      way_op_put_withheld (masked, part.class, commitment);
    }
  return reader.bad ? -1 : present;
}

gboolean
way_op_unite (gconstpointer one,
              gsize         one_size,
              gconstpointer two,
              gsize         two_size,
              GByteArray   *united)
{
  WayReader first = way_reader (one, one_size);
  WayReader second = way_reader (two, two_size);
  int first_class = -1;
  int second_class = -1;
  Part a, b;

  while (next_part (&first, &first_class, &a))
    {
      if (!next_part (&second, &second_class, &b) || a.class != b.class)
        return FALSE;
      put_part (united, a.state == PART_PRESENT ? &a : &b);
    }
  return !first.bad && second.at == second.size;
}

gboolean
way_op_is_masked (gconstpointer parts,
                  gsize         size)
{
  WayReader reader = way_reader (parts, size);
  int last_class = -1;
  Part part;

  while (next_part (&reader, &last_class, &part))
    if (part.state == PART_WITHHELD)
      return TRUE;
  return FALSE;
}
