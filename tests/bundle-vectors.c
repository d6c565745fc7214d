/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bundle-vectors FOLDER: bundles of every kind and bundles that mean no good, with the
 * keys to open them, and what this program says of each: for a second reader, which
 * must say the same (test-second-reader.py).
 *
 * keys.txt: name, box public and secret, sign public.  verdicts.txt: file, key,
 * signer, verdict.  NAME.dump: what is inside a bundle that may be believed. */
#include "way-test-devices.h"
#include "way-test-sealed.h"

#include "way-file.h"
#include "way-word.h"

typedef struct
{
  const char      *folder;
  WayTestDevices   world;
  const WayDevice *reader;     /* of the vectors made by hand */
  const WayDevice *signer;
  const WayDevice *third;
  GString         *verdicts;
  guint            n;
} Vectors;

static void
put_hex (GString       *text,
         gconstpointer  data,
         gsize          size)
{
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", ((const guint8 *) data)[i]);
}

static void
put_id (GString     *text,
        const WayId *id)
{
  g_string_append_c (text, ' ');
  put_hex (text, id->bytes, sizeof id->bytes);
}

static void
put_ids (GString      *text,
         const GArray *ids)
{
  g_string_append_printf (text, " %u", ids != NULL ? ids->len : 0);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    put_id (text, &g_array_index (ids, WayId, i));
}

static void
put_hash_of (GString       *text,
             gconstpointer  data,
             gsize          size)
{
  guint8 hash[WAY_HASH_SIZE];

  way_test_hash (data, size, hash);
  g_string_append_c (text, ' ');
  put_hex (text, hash, sizeof hash);
}

static void
dump_manifest (GString           *text,
               const WayManifest *manifest)
{
  g_autoptr(GByteArray) heard = g_byte_array_new ();

  way_ranges_write (manifest->heard, heard);
  g_string_append (text, "manifest");
  put_id (text, &manifest->id);
  put_id (text, &manifest->sender);
  g_string_append_printf (text, " %s|%s %" G_GINT64_FORMAT " %u %" G_GINT64_FORMAT
                          " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT,
                          manifest->sender_name, manifest->authority, manifest->made,
                          manifest->reader, manifest->schema, manifest->edits, manifest->ops,
                          manifest->pages);
  put_hash_of (text, heard->data, heard->len);
  g_string_append_printf (text, " %u", manifest->kind);
  put_id (text, &manifest->device);
  put_ids (text, manifest->audience);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT, manifest->sequence);
  put_id (text, &manifest->previous);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %u",
                          manifest->received, manifest->roster, manifest->role);
  put_ids (text, manifest->scope);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT "\n", manifest->sections);
}

static void
dump_edit (GString              *text,
           const WayForeignEdit *edit)
{
  g_string_append (text, edit->more ? "more" : "edit");
  put_id (text, &edit->replica);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT " %u", edit->number, edit->n_ops);
  if (!edit->more)
    {
      g_string_append_printf (text, " %" G_GINT64_FORMAT " %s|%s|%s ", edit->clock, edit->who,
                              edit->name, edit->reason != NULL ? edit->reason : "");
      put_hex (text, edit->chain, sizeof edit->chain);
    }
  g_string_append_c (text, '\n');
  for (guint i = 0; i < edit->n_ops; i++)
    {
      const WayForeignOp *op = &edit->ops[i];
      guint8 commitment[WAY_HASH_SIZE];

      way_op_commit (op->sequence, op->entity, &op->row, op->kind, op->parts, op->size, commitment);
      g_string_append_printf (text, "op %" G_GUINT64_FORMAT " %u", op->sequence, op->entity);
      put_id (text, &op->row);
      g_string_append_printf (text, " %u ", op->kind);
      put_hex (text, commitment, sizeof commitment);
      g_string_append_c (text, '\n');
    }
}

/* A table of figures field by field. */
static void
dump_table (GString       *text,
            gconstpointer  data,
            gsize          size)
{
  g_autoptr(WayFigureTable) table = way_figure_table_unpack (data, size);
  g_autofree char *cut_off = way_date_to_iso (&table->cut_off);

  g_string_append_printf (text, "table %s|%s %" G_GINT64_FORMAT " %s", table->name, table->title,
                          table->made, cut_off);
  put_hash_of (text, table->description, strlen (table->description));
  put_hash_of (text, table->body, strlen (table->body));
  g_string_append_c (text, '\n');
}

/* " " or another sign, then the id in digits. */
static void
put_read_id (GString    *text,
             char        sign,
             WayReader  *reader)
{
  WayId id = way_reader_get_id (reader);

  g_string_append_c (text, sign);
  put_hex (text, id.bytes, sizeof id.bytes);
}

/* n pairs of a device and a number. */
static void
put_pairs (GString   *text,
           WayReader *reader)
{
  guint64 n = way_reader_get_uint (reader);

  for (guint64 i = 0; i < n && !reader->bad; i++)
    {
      put_read_id (text, ' ', reader);
      g_string_append_printf (text, ":%" G_GUINT64_FORMAT, way_reader_get_uint (reader));
    }
}

static void
dump_given (GString       *text,
            gconstpointer  data,
            gsize          size)
{
  WayReader reader = way_reader (data, size);
  guint64 n;

  g_string_append (text, "given");
  put_pairs (text, &reader);
  g_string_append (text, " |");
  n = way_reader_get_uint (&reader);
  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      for (guint j = 0; j < 3; j++)
        put_read_id (text, j == 0 ? ' ' : ':', &reader);
      for (guint j = 0; j < 4; j++)
        g_string_append_printf (text, ":%" G_GUINT64_FORMAT, way_reader_get_uint (&reader));
    }
  g_string_append_c (text, '\n');
}

static void
dump_receipts (GString       *text,
               gconstpointer  data,
               gsize          size)
{
  WayReader reader = way_reader (data, size);

  g_string_append_printf (text, "receipts %" G_GUINT64_FORMAT, way_reader_get_uint (&reader));
  put_pairs (text, &reader);
  g_string_append_c (text, '\n');
}

static void
dump_back (GString       *text,
           gconstpointer  data,
           gsize          size)
{
  WayReader reader = way_reader (data, size);
  guint64 n = way_reader_get_uint (&reader);

  g_string_append (text, "back");
  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      g_string_append (text, " |");
      put_read_id (text, ' ', &reader);
      g_string_append_printf (text, ":%" G_GUINT64_FORMAT, way_reader_get_uint (&reader));
      put_pairs (text, &reader);
    }
  g_string_append_c (text, '\n');
}

/* The same as the second reader proves and says of each record. */
static void
dump_trail_record (GString   *text,
                   WayReader *reader,
                   guint64    number)
{
  gboolean erased = way_reader_get_u8 (reader) != 0;
  gint64 at = way_reader_get_int (reader);
  g_autofree char *action = way_reader_get_text (reader, 200000);
  g_autofree char *entity = way_reader_get_text (reader, 200000);
  const guint8 *chain;

  way_reader_get_id (reader);
  if (!erased)
    {
      g_autofree char *who = NULL;
      g_autofree char *what = NULL;
      g_autofree char *reason = NULL;

      way_reader_get_id (reader);
      who = way_reader_get_text (reader, 200000);
      way_reader_get_int (reader);
      what = way_reader_get_text (reader, 200000);
      reason = way_reader_get_text (reader, 200000);
      way_reader_take (reader, 16);
    }
  way_reader_take (reader, 32);
  chain = way_reader_take (reader, 32);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT ":%" G_GINT64_FORMAT ":%s:%s:", number, at,
                          action, entity);
  put_hex (text, chain, 32);
}

static void
dump_trail (GString       *text,
            gconstpointer  data,
            gsize          size)
{
  WayReader reader = way_reader (data, size);
  guint64 n;

  g_string_append (text, "trail");
  put_pairs (text, &reader);
  n = way_reader_get_uint (&reader);
  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      guint64 first, m;

      g_string_append (text, " |");
      put_read_id (text, ' ', &reader);
      first = way_reader_get_uint (&reader);
      way_reader_take (&reader, 32);
      m = way_reader_get_uint (&reader);
      for (guint64 j = 0; j < m && !reader.bad; j++)
        dump_trail_record (text, &reader, first + j);
    }
  g_string_append_c (text, '\n');
}

static void
dump_section (GString       *text,
              guint          kind,
              gconstpointer  data,
              gsize          size)
{
  if (kind == WAY_SECTION_TABLE)
    dump_table (text, data, size);
  else if (kind == WAY_SECTION_GIVEN)
    dump_given (text, data, size);
  else if (kind == WAY_SECTION_RECEIPTS)
    dump_receipts (text, data, size);
  else if (kind == WAY_SECTION_TRAIL)
    dump_trail (text, data, size);
  else if (kind == WAY_SECTION_BACK)
    dump_back (text, data, size);
}

static char *
dump_bundle (WayBundle *bundle)
{
  GString *text = g_string_new (NULL);
  const WayForeignEdit *edit;
  const guint8 *data;
  guint kind;
  gsize size;

  dump_manifest (text, way_bundle_manifest (bundle));
  way_bundle_rewind (bundle);
  while (way_bundle_next (&edit, bundle, NULL) && edit != NULL)
    dump_edit (text, edit);
  for (guint i = 0; (data = way_bundle_section (bundle, i, &kind, &size)) != NULL; i++)
    {
      g_string_append_printf (text, "section %u %" G_GSIZE_FORMAT, kind, size);
      put_hash_of (text, data, size);
      g_string_append_c (text, '\n');
      dump_section (text, kind, data, size);
    }
  return g_string_free (text, FALSE);
}

/* --- Verdicts --- */

static gboolean
is_for (WayBundle       *bundle,
        const WayDevice *reader)
{
  const WayManifest *manifest = way_bundle_manifest (bundle);

  for (guint i = 0; manifest->audience != NULL && i < manifest->audience->len; i++)
    if (way_id_equal (&g_array_index (manifest->audience, WayId, i), &reader->id))
      return TRUE;
  return FALSE;
}

static WayBundle *
read_bundle (GBytes          *bytes,
             const WayDevice *reader,
             const WayDevice *signer)
{
  g_autoptr(WayBundle) bundle = NULL;
  g_autoptr(GBytes) content = NULL;

  if (!way_seal_is_sealed (bytes))
    return way_bundle_parse (bytes, "vector", NULL);
  content = way_seal_open (bytes, "vector", reader->box, reader->box_secret, NULL);
  bundle = content != NULL ? way_bundle_parse_sealed (content, "vector", NULL) : NULL;
  if (bundle == NULL || !way_bundle_is_signed (bundle, signer->sign) || !is_for (bundle, reader))
    return NULL;
  return g_steal_pointer (&bundle);
}

static void
judge (Vectors         *self,
       const char      *what,
       GBytes          *bytes,
       const WayDevice *reader,
       const WayDevice *signer)
{
  g_autofree char *name = g_strdup_printf ("%03u-%s", self->n++, what);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr(WayBundle) bundle = read_bundle (bytes, reader, signer);
  char reader_id[WAY_ID_TEXT_SIZE], signer_id[WAY_ID_TEXT_SIZE];

  way_id_format (&reader->id, reader_id);
  way_id_format (&signer->id, signer_id);
  g_assert_true (way_file_write (path, bytes, NULL));
  g_string_append_printf (self->verdicts, "%s %s %s %s\n", name, reader_id, signer_id,
                          bundle != NULL ? "good" : "bad");
  if (bundle != NULL)
    {
      g_autofree char *dump = dump_bundle (bundle);
      g_autofree char *dump_path = g_strconcat (path, ".dump", NULL);

      g_assert_true (g_file_set_contents (dump_path, dump, -1, NULL));
    }
}

/* --- Real ones --- */

static void
judge_mail (Vectors         *self,
            const char      *what,
            const WayDevice *reader,
            const WayDevice *signer)
{
  g_autoptr(GBytes) bytes = way_file_read (self->world.mail, 1 << 30, NULL);

  judge (self, what, bytes, reader, signer);
}

/* One office tells the other what the school was given, and the school what it took
 * in of both, and what it was given again after it had dropped it. */
static void
judge_two_offices (Vectors *self)
{
  WayTestDevices *world = &self->world;
  WayTestDevice *office = g_ptr_array_index (world->devices, 0);
  WayTestDevice *school = g_ptr_array_index (world->devices, 1);

  way_test_devices_send (world, world->office, &office->device->id);
  judge_mail (self, "given", office->device, world->own);
  way_test_devices_take (world, office->db, &(WayMergeReport) { 0 }, NULL);
  way_test_devices_post (world, office->db, school->db, &school->device->id);
  way_test_devices_send (world, school->db, &world->own->id);
  judge_mail (self, "receipts", world->own, school->device);
  way_test_leave_schools (office->db, world->pupil);
  way_test_devices_post (world, office->db, school->db, &school->device->id);
  way_test_devices_turn (world, school, WAY_COPY_SCHOOL, &world->school->id);
  way_test_devices_send (world, school->db, &world->own->id);
  judge_mail (self, "back", world->own, school->device);
}

static void
judge_real (Vectors *self)
{
  static const guint roles[] = {
    WAY_COPY_OFFICE, WAY_COPY_SCHOOL, WAY_COPY_OFFICER, WAY_COPY_GOVERNANCE
  };
  WayTestDevices *world = &self->world;
  g_autofree char *plain = g_build_filename (world->folder, "plain.waybundle", NULL);
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gboolean limited = roles[i] == WAY_COPY_SCHOOL || roles[i] == WAY_COPY_OFFICER;
      const WayId *setting = roles[i] == WAY_COPY_SCHOOL ? &world->school->id : &world->setting->id;
      WayTestDevice *copy = way_test_devices_enrol (world, roles[i], limited ? setting : NULL);

      judge_mail (self, "invite", copy->device, world->own);
      way_test_devices_send (world, copy->db, &world->own->id);
      judge_mail (self, "answer", world->own, copy->device);
      way_test_devices_take (world, world->office, &(WayMergeReport) { 0 }, NULL);
      if (roles[i] == WAY_COPY_SCHOOL)
        way_test_devices_enrolment (world, world->stranger, world->school);
      way_test_devices_send (world, world->office, &copy->device->id);
      judge_mail (self, "next", copy->device, world->own);
    }
  judge_two_offices (self);
  g_assert_true (way_exchange_export (world->office, NULL, plain, NULL, NULL, NULL, NULL, NULL));
  bytes = way_file_read (plain, 1 << 30, NULL);
  judge (self, "plain", bytes, world->own, world->own);
}

/* --- Spoilt outside --- */

static GBytes *
spoil (GBytes *bytes,
       gsize   at,
       guint8  with)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  guint8 *copy = g_memdup2 (data, size);

  copy[MIN (at, size - 1)] ^= with;
  return g_bytes_new_take (copy, size);
}

static void
judge_spoilt (Vectors    *self,
              const char *what,
              GBytes     *bytes,
              gsize       at,
              guint8      with)
{
  g_autoptr(GBytes) spoilt = spoil (bytes, at, with);

  judge (self, what, spoilt, self->reader, self->signer);
}

static void
judge_cut (Vectors    *self,
           const char *what,
           GBytes     *bytes,
           gsize       size)
{
  g_autoptr(GBytes) cut = g_bytes_new_from_bytes (bytes, 0, MIN (size, g_bytes_get_size (bytes)));

  judge (self, what, cut, self->reader, self->signer);
}

#define HEADER_SIZE (11 + 8 * 80)
#define STREAM_AT (HEADER_SIZE + 32)
#define CHUNKS_AT (STREAM_AT + 24)
#define CHUNK (65536 + 17)

/* The span of one file takes the place of that of another of the same size. */
static void
judge_swapped (Vectors    *self,
               const char *what,
               GBytes     *bytes,
               gsize       one,
               gsize       two,
               gsize       size)
{
  gsize whole;
  gconstpointer data = g_bytes_get_data (bytes, &whole);
  guint8 *copy = g_memdup2 (data, whole);
  g_autoptr(GBytes) swapped = NULL;

  g_assert_cmpuint (MAX (one, two) + size, <=, whole);
  memcpy (copy + one, (const guint8 *) data + two, size);
  memcpy (copy + two, (const guint8 *) data + one, size);
  swapped = g_bytes_new_take (copy, whole);
  judge (self, what, swapped, self->reader, self->signer);
}

static void
judge_outside (Vectors *self,
               GBytes  *good,
               GBytes  *large)
{
  gsize size = g_bytes_get_size (good);
  gsize large_size = g_bytes_get_size (large);
  g_autoptr(GByteArray) longer = g_byte_array_new ();
  g_autoptr(GBytes) grown = NULL;

  judge (self, "good", good, self->reader, self->signer);
  judge (self, "large", large, self->reader, self->signer);
  judge (self, "for-another", good, self->third, self->signer);
  judge_spoilt (self, "magic", good, 2, 0x20);
  judge_spoilt (self, "version", good, 8, 3);
  judge_spoilt (self, "form", good, 9, 6);
  judge_spoilt (self, "no-places", good, 10, 8);
  judge_spoilt (self, "nine-places", good, 10, 1);
  judge_spoilt (self, "many-places", good, 10, 0xf0);
  judge_spoilt (self, "stanza", good, 11 + 3 * 80 + 40, 1);
  judge_spoilt (self, "other-stanza", good, 11 + 40, 1);
  judge_swapped (self, "swapped-stanzas", good, 11, 11 + 3 * 80, 80);
  judge_spoilt (self, "header-hash", good, HEADER_SIZE + 5, 1);
  judge_spoilt (self, "stream-header", good, STREAM_AT + 3, 1);
  judge_spoilt (self, "first-byte", good, CHUNKS_AT + 1, 1);
  judge_spoilt (self, "last-byte", good, size - 1, 1);
  judge_cut (self, "cut-header", good, 100);
  judge_cut (self, "cut-hash", good, HEADER_SIZE + 10);
  judge_cut (self, "cut-stream", good, STREAM_AT + 10);
  judge_cut (self, "no-chunk", good, CHUNKS_AT);
  judge_cut (self, "last-byte-gone", good, size - 1);
  judge_cut (self, "last-chunk-gone", large, CHUNKS_AT + CHUNK);
  judge_cut (self, "half-of-it", large, large_size / 2);
  judge_swapped (self, "swapped-chunks", large, CHUNKS_AT, CHUNKS_AT + CHUNK, CHUNK);
  g_byte_array_append (longer, g_bytes_get_data (good, NULL), (guint) size);
  way_bytes_put_u8 (longer, 0);
  grown = g_bytes_new (longer->data, longer->len);
  judge (self, "one-byte-more", grown, self->reader, self->signer);
}

/* --- Spoilt inside --- */

typedef void (*Worsen) (WayTestContent *content,
                        WayTestSealing *how,
                        const Vectors  *self);

static void
fill (WayTestContent *content)
{
  WayForeignEdit edit = { .number = 1, .clock = 5, .who = "Somebody", .name = "Something",
                          .schema = 1, .first = 1 };
  WayForeignOp op = { .sequence = 1, .entity = 9, .kind = WAY_OP_INSERT, .parts = "" };

  edit.replica = content->sender;
  edit.n_ops = 1;
  op.row = way_id_new ();
  way_test_bundle_put_edit (content->page, &edit);
  way_test_bundle_put_op (content->page, &op);
  content->edits = content->ops = content->pages = 1;
  way_test_put_section (content->after, 99, "hello", 5);
  content->sections = 1;
}

#define WORSEN(name, body) \
  static void name (WayTestContent *c, WayTestSealing *how, const Vectors *self) { body; }

WORSEN (no_harm, (void) c)
WORSEN (wrong_signature, c->wrong_signature = TRUE)
WORSEN (other_hand, c->hand = self->third)
WORSEN (other_signer, c->signer = self->third)
WORSEN (other_audience, g_array_index (c->audience, WayId, 0) = self->third->id)
WORSEN (no_audience, g_array_set_size (c->audience, 0))
WORSEN (twice_audience, { WayId id = g_array_index (c->audience, WayId, 0); g_array_append_val (c->audience, id); })
WORSEN (huge_audience, c->n_audience = 1000000)
WORSEN (wrong_digest, c->wrong_digest = TRUE)
WORSEN (manifest_goes_on, way_bytes_put_u8 (c->tail, 0))
WORSEN (newer_reader, c->reader = 2)
WORSEN (unknown_kind, c->kind = 9)
WORSEN (unknown_role, c->role = 99)
WORSEN (one_edit_more, c->edits++)
WORSEN (one_edit_less, c->edits--)
WORSEN (one_op_more, c->ops++)
WORSEN (huge_ops, c->ops = G_GUINT64_CONSTANT (1) << 40)
WORSEN (one_page_more, c->pages++)
WORSEN (no_page, c->pages = 0)
WORSEN (huge_pages, c->pages = G_MAXUINT32)
WORSEN (one_section_more, c->sections++)
WORSEN (one_section_less, c->sections--)
WORSEN (huge_sections, c->sections = G_MAXUINT32)
WORSEN (section_digest, c->after->data[3] ^= 1)
WORSEN (section_cut, g_byte_array_set_size (c->after, c->after->len - 1))
WORSEN (something_behind, way_bytes_put_u8 (c->after, 0))
WORSEN (wrong_page, c->wrong_page = TRUE)
WORSEN (small_bomb, c->page_size = 10)
WORSEN (large_bomb, c->page_size = G_GUINT64_CONSTANT (1) << 40)
WORSEN (unknown_record, way_bytes_put_u8 (c->page, 9))
WORSEN (empty_run, { way_bytes_put_u8 (c->page, 3); way_bytes_put_uint (c->page, 0); })
WORSEN (name_not_utf8, { g_byte_array_set_size (c->name, 0); way_bytes_put_blob (c->name, "\xc3\x28", 2); })
WORSEN (name_with_zero, { g_byte_array_set_size (c->name, 0); way_bytes_put_blob (c->name, "a\0b", 3); })
WORSEN (name_too_long, { g_autofree char *x = g_strnfill (3000, 'x'); g_byte_array_set_size (c->name, 0);
                         way_bytes_put_text (c->name, x); })
WORSEN (long_number, { g_byte_array_set_size (c->name, 0); g_byte_array_append (c->name, (const guint8 *) "\x80\x00", 2); })
WORSEN (huge_sequence, c->sequence = G_MAXUINT64)
WORSEN (longer_than_it_is, how->length = 60000)
WORSEN (much_shorter, how->length = 3)
WORSEN (dirty_padding, how->dirty = TRUE)
WORSEN (odd_size, how->padded = 16384 + 7)
WORSEN (no_padding, how->padded = 20000)
WORSEN (no_end, how->last_tag = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
WORSEN (strange_tag, how->last_tag = crypto_secretstream_xchacha20poly1305_TAG_PUSH)
WORSEN (end_in_the_middle, { how->first_tag = crypto_secretstream_xchacha20poly1305_TAG_FINAL;
                             how->padded = 81920; how->length = 70000; })

static void
run_longer_than_edit (WayTestContent *c,
                      WayTestSealing *how,
                      const Vectors  *self)
{
  WayForeignEdit edit = { .number = 2, .who = "", .name = "", .first = 2, .n_ops = 1 };
  guint8 hashes[64] = { 0 };

  way_test_bundle_put_edit (c->page, &edit);
  way_bytes_put_u8 (c->page, 3);
  way_bytes_put_uint (c->page, 2);
  g_byte_array_append (c->page, hashes, sizeof hashes);
  c->edits++;
  c->ops++;
}

static void
op_of_no_kind (WayTestContent *c,
               WayTestSealing *how,
               const Vectors  *self)
{
  WayForeignEdit edit = { .number = 2, .who = "", .name = "", .first = 2, .n_ops = 1 };
  WayForeignOp op = { .sequence = 2, .entity = 9, .kind = 0, .parts = "" };

  way_test_bundle_put_edit (c->page, &edit);
  way_test_bundle_put_op (c->page, &op);
  c->edits++;
  c->ops++;
}

static const struct
{
  const char *name;
  Worsen      worsen;
} insides[] = {
  { "no-harm", no_harm },
  { "wrong-signature", wrong_signature },
  { "other-hand", other_hand },
  { "other-signer", other_signer },
  { "other-audience", other_audience },
  { "no-audience", no_audience },
  { "twice-audience", twice_audience },
  { "huge-audience", huge_audience },
  { "wrong-digest", wrong_digest },
  { "manifest-goes-on", manifest_goes_on },
  { "newer-reader", newer_reader },
  { "unknown-kind", unknown_kind },
  { "unknown-role", unknown_role },
  { "one-edit-more", one_edit_more },
  { "one-edit-less", one_edit_less },
  { "one-op-more", one_op_more },
  { "huge-ops", huge_ops },
  { "one-page-more", one_page_more },
  { "no-page", no_page },
  { "huge-pages", huge_pages },
  { "one-section-more", one_section_more },
  { "one-section-less", one_section_less },
  { "huge-sections", huge_sections },
  { "section-digest", section_digest },
  { "section-cut", section_cut },
  { "something-behind", something_behind },
  { "wrong-page", wrong_page },
  { "small-bomb", small_bomb },
  { "large-bomb", large_bomb },
  { "unknown-record", unknown_record },
  { "empty-run", empty_run },
  { "run-longer-than-edit", run_longer_than_edit },
  { "op-of-no-kind", op_of_no_kind },
  { "name-not-utf8", name_not_utf8 },
  { "name-with-zero", name_with_zero },
  { "name-too-long", name_too_long },
  { "long-number", long_number },
  { "huge-sequence", huge_sequence },
  { "longer-than-it-is", longer_than_it_is },
  { "much-shorter", much_shorter },
  { "dirty-padding", dirty_padding },
  { "odd-size", odd_size },
  { "no-padding", no_padding },
  { "no-end", no_end },
  { "strange-tag", strange_tag },
  { "end-in-the-middle", end_in_the_middle },
};

static GBytes *
make (const Vectors *self,
      Worsen         worsen,
      gsize          weight)
{
  WayTestContent content;
  WayTestSealing how = WAY_TEST_SEALING;
  g_autoptr(GByteArray) inside = NULL;
  GBytes *bytes;

  way_test_content_init (&content, self->signer, &self->reader->id);
  fill (&content);
  if (weight > 0)
    {
      g_autofree guint8 *body = g_malloc0 (weight);

      way_test_put_section (content.after, WAY_SECTION_FILE, body, weight);
      content.sections++;
    }
  worsen (&content, &how, self);
  inside = way_test_content_bytes (&content);
  bytes = way_test_seal (inside, self->reader, &how);
  way_test_content_clear (&content);
  return bytes;
}

/* --- All of it --- */

static void
put_key (GString         *text,
         const WayDevice *device)
{
  char id[WAY_ID_TEXT_SIZE];

  way_id_format (&device->id, id);
  g_string_append_printf (text, "%s ", id);
  put_hex (text, device->box, sizeof device->box);
  g_string_append_c (text, ' ');
  put_hex (text, device->box_secret, sizeof device->box_secret);
  g_string_append_c (text, ' ');
  put_hex (text, device->sign, sizeof device->sign);
  g_string_append_c (text, '\n');
}

static void
write_text (const Vectors *self,
            const char    *name,
            const GString *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
}

int
main (int   argc,
      char *argv[])
{
  Vectors self = { .folder = argc > 1 ? argv[1] : NULL };
  g_autoptr(WayDevice) reader = NULL;
  g_autoptr(WayDevice) signer = NULL;
  g_autoptr(WayDevice) third = NULL;
  g_autoptr(GBytes) good = NULL;
  g_autoptr(GBytes) large = NULL;
  g_autoptr(GString) keys = g_string_new (NULL);
  g_autoptr(GString) verdicts = g_string_new (NULL);

  if (self.folder == NULL || sodium_init () < 0)
    return 2;
  way_test_devices_init (&self.world);
  self.verdicts = verdicts;
  self.reader = reader = way_device_new ("Reader");
  self.signer = signer = way_device_new ("Signer");
  self.third = third = way_device_new ("Third");
  judge_real (&self);
  good = make (&self, no_harm, 0);
  large = make (&self, no_harm, 200000);
  judge_outside (&self, good, large);
  for (guint i = 0; i < G_N_ELEMENTS (insides); i++)
    {
      g_autoptr(GBytes) bytes = make (&self, insides[i].worsen, 0);

      judge (&self, insides[i].name, bytes, reader, signer);
    }
  put_key (keys, reader);
  put_key (keys, signer);
  put_key (keys, third);
  put_key (keys, self.world.own);
  for (guint i = 0; i < self.world.devices->len; i++)
    put_key (keys, ((WayTestDevice *) g_ptr_array_index (self.world.devices, i))->device);
  write_text (&self, "keys.txt", keys);
  write_text (&self, "verdicts.txt", verdicts);
  way_test_devices_clear (&self.world);
  return 0;
}
