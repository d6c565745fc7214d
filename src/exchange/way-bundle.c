/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles as bytes: written once, read with everything bounded. */

#include "way-bundle.h"

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

#include "way-file.h"

#define MAGIC "waybndl"
#define MAGIC_SIZE 8                     /* with its nul */
#define VERSION 1
#define FORM_PLAIN 0

#define MOST_FILE (G_GUINT64_CONSTANT (1) << 31)
#define MOST_MANIFEST (16 << 20)
#define MOST_PAGE (8 << 20)              /* unpacked */
#define FULL_PAGE (1 << 20)
#define MOST_PAGES 100000
#define MOST_OPS 50000000
#define MOST_PARTS (6 << 20)
#define MOST_NAME 2000

typedef enum
{
  RECORD_EDIT = 1,
  RECORD_OP   = 2,
} RecordTag;

G_DEFINE_QUARK (way-exchange-error-quark, way_exchange_error)

void
way_manifest_free (WayManifest *self)
{
  if (self == NULL)
    return;
  g_free (self->sender_name);
  g_free (self->authority);
  g_clear_pointer (&self->heard, way_ranges_free);
  g_free (self);
}

static void
digest (gconstpointer data,
        gsize         size,
        guint8        hash[WAY_HASH_SIZE])
{
  crypto_generichash (hash, WAY_HASH_SIZE, data, size, NULL, 0);
}

static GByteArray *
convert (GConverter     *converter,
         gconstpointer   data,
         gsize           size,
         gsize           most,
         GError        **error)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  gsize at = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      guint8 buffer[65536];
      gsize taken, given;

      result = g_converter_convert (converter, (const guint8 *) data + at, size - at, buffer,
                                    sizeof buffer, G_CONVERTER_INPUT_AT_END, &taken, &given, error);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      at += taken;
      if (out->len + given > most)
        {
          g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_BOUNDS,
                       "a page unpacks to more than it may");
          return NULL;
        }
      g_byte_array_append (out, buffer, (guint) given);
    }
  return g_steal_pointer (&out);
}

/* --- Writing --- */

struct _WayBundleWriter
{
  WayManifest *manifest;
  GByteArray  *page;         /* records not packed yet */
  GByteArray  *pages;        /* packed */
};

WayBundleWriter *
way_bundle_writer_new (WayManifest *manifest)
{
  WayBundleWriter *self = g_new0 (WayBundleWriter, 1);

  self->manifest = manifest;
  self->page = g_byte_array_new ();
  self->pages = g_byte_array_new ();
  return self;
}

void
way_bundle_writer_free (WayBundleWriter *self)
{
  if (self == NULL)
    return;
  way_manifest_free (self->manifest);
  g_byte_array_unref (self->page);
  g_byte_array_unref (self->pages);
  g_free (self);
}

static gboolean
pack_page (WayBundleWriter  *self,
           GError          **error)
{
  g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr(GByteArray) packed = NULL;
  guint8 hash[WAY_HASH_SIZE];

  if (self->page->len == 0)
    return TRUE;
  packed = convert (G_CONVERTER (zlib), self->page->data, self->page->len, MOST_PAGE, error);
  if (packed == NULL)
    return FALSE;
  digest (packed->data, packed->len, hash);
  way_bytes_put_uint (self->pages, self->page->len);
  g_byte_array_append (self->pages, hash, sizeof hash);
  way_bytes_put_blob (self->pages, packed->data, packed->len);
  self->manifest->pages++;
  g_byte_array_set_size (self->page, 0);
  return TRUE;
}

static void
put_edit (GByteArray           *page,
          const WayForeignEdit *edit)
{
  way_bytes_put_u8 (page, RECORD_EDIT);
  way_bytes_put_id (page, &edit->replica);
  way_bytes_put_uint (page, edit->number);
  way_bytes_put_int (page, edit->clock);
  way_bytes_put_id (page, &edit->user);
  way_bytes_put_text (page, edit->who);
  way_bytes_put_text (page, edit->name);
  way_bytes_put_text (page, edit->reason);
  way_bytes_put_int (page, edit->schema);
  way_bytes_put_uint (page, edit->kind);
  way_bytes_put_id (page, &edit->undoes.replica);
  way_bytes_put_uint (page, edit->undoes.sequence);
  way_bytes_put_uint (page, edit->first);
  way_bytes_put_uint (page, edit->n_ops);
  g_byte_array_append (page, edit->before, sizeof edit->before);
  g_byte_array_append (page, edit->chain, sizeof edit->chain);
  way_bytes_put_blob (page, edit->baseline, edit->baseline != NULL ? WAY_HASH_SIZE : 0);
}

static void
put_op (GByteArray         *page,
        const WayForeignOp *op)
{
  way_bytes_put_u8 (page, RECORD_OP);
  way_bytes_put_uint (page, op->entity);
  way_bytes_put_id (page, &op->row);
  way_bytes_put_uint (page, op->kind);
  way_bytes_put_blob (page, op->parts, op->size);
}

gboolean
way_bundle_writer_add (WayBundleWriter       *self,
                       const WayForeignEdit  *edit,
                       GError               **error)
{
  put_edit (self->page, edit);
  self->manifest->edits++;
  self->manifest->ops += edit->n_ops;
  for (guint i = 0; i < edit->n_ops; i++)
    {
      put_op (self->page, &edit->ops[i]);
      if (self->page->len >= FULL_PAGE && !pack_page (self, error))
        return FALSE;
    }
  return TRUE;
}

static GByteArray *
manifest_bytes (const WayManifest *manifest)
{
  GByteArray *bytes = g_byte_array_new ();

  way_bytes_put_id (bytes, &manifest->id);
  way_bytes_put_id (bytes, &manifest->sender);
  way_bytes_put_text (bytes, manifest->sender_name);
  way_bytes_put_text (bytes, manifest->authority);
  way_bytes_put_int (bytes, manifest->made);
  way_bytes_put_uint (bytes, VERSION);
  way_bytes_put_int (bytes, manifest->schema);
  way_bytes_put_uint (bytes, manifest->edits);
  way_bytes_put_uint (bytes, manifest->ops);
  way_bytes_put_uint (bytes, manifest->pages);
  way_ranges_write (manifest->heard, bytes);
  return bytes;
}

gboolean
way_bundle_writer_finish (WayBundleWriter  *self,
                          const char       *path,
                          GError          **error)
{
  g_autoptr(GByteArray) head = g_byte_array_new ();
  g_autoptr(GByteArray) manifest = NULL;
  g_autoptr(WayFileWriter) file = NULL;
  crypto_generichash_state state;
  guint8 hash[WAY_HASH_SIZE];

  if (!pack_page (self, error))
    return FALSE;
  manifest = manifest_bytes (self->manifest);
  digest (manifest->data, manifest->len, hash);
  g_byte_array_append (head, (const guint8 *) MAGIC, MAGIC_SIZE);
  way_bytes_put_u8 (head, VERSION);
  way_bytes_put_u8 (head, FORM_PLAIN);
  way_bytes_put_blob (head, manifest->data, manifest->len);
  g_byte_array_append (head, hash, sizeof hash);

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, head->data, head->len);
  crypto_generichash_update (&state, self->pages->data, self->pages->len);
  crypto_generichash_final (&state, hash, sizeof hash);

  file = way_file_writer_new (path, error);
  return file != NULL &&
         way_file_writer_write (file, head->data, head->len, error) &&
         way_file_writer_write (file, self->pages->data, self->pages->len, error) &&
         way_file_writer_write (file, hash, sizeof hash, error) &&
         way_file_writer_commit (file, error);
}

/* --- Reading --- */

struct _WayBundle
{
  char            *name;
  GBytes          *bytes;
  WayManifest     *manifest;
  gsize            first_page;

  /* Where reading stands. */
  WayReader        file;
  guint64          pages_left;
  GByteArray      *page;
  WayReader        records;
  WayForeignEdit  *edit;     /* lent out */
  GByteArray      *parts;    /* of its operations, one after the other */
};

static void
clear_edit (WayBundle *self)
{
  if (self->edit == NULL)
    return;
  g_free ((char *) self->edit->who);
  g_free ((char *) self->edit->name);
  g_free ((char *) self->edit->reason);
  g_free ((gpointer) self->edit->baseline);
  g_free (self->edit->ops);
  g_clear_pointer (&self->edit, g_free);
}

void
way_bundle_free (WayBundle *self)
{
  if (self == NULL)
    return;
  clear_edit (self);
  way_manifest_free (self->manifest);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->page, g_byte_array_unref);
  g_clear_pointer (&self->parts, g_byte_array_unref);
  g_free (self->name);
  g_free (self);
}

const WayManifest *
way_bundle_manifest (WayBundle *self)
{
  return self->manifest;
}

static gboolean
fault (WayBundle         *self,
       WayExchangeError   code,
       const char        *what,
       GError           **error)
{
  g_set_error (error, WAY_EXCHANGE_ERROR, code, "%s: %s", self->name, what);
  return FALSE;
}

static WayManifest *
read_manifest (gconstpointer  data,
               gsize          size)
{
  g_autoptr(WayManifest) manifest = g_new0 (WayManifest, 1);
  WayReader reader = way_reader (data, size);
  guint64 oldest;

  manifest->id = way_reader_get_id (&reader);
  manifest->sender = way_reader_get_id (&reader);
  manifest->sender_name = way_reader_get_text (&reader, MOST_NAME);
  manifest->authority = way_reader_get_text (&reader, MOST_NAME);
  manifest->made = way_reader_get_int (&reader);
  oldest = way_reader_get_uint (&reader);
  manifest->reader = (guint) MIN (oldest, G_MAXUINT);
  manifest->schema = way_reader_get_int (&reader);
  manifest->edits = way_reader_get_uint (&reader);
  manifest->ops = way_reader_get_uint (&reader);
  manifest->pages = way_reader_get_uint (&reader);
  manifest->heard = way_ranges_read (&reader);
  return way_reader_is_done (&reader) ? g_steal_pointer (&manifest) : NULL;
}

/* Magic, version, form, manifest: what can be said before the pages. */
static gboolean
open_head (WayBundle  *self,
           GError    **error)
{
  const guint8 *magic = way_reader_take (&self->file, MAGIC_SIZE);
  const guint8 *manifest, *claimed;
  guint8 version, form;
  guint8 hash[WAY_HASH_SIZE];
  gsize size;

  if (magic == NULL || memcmp (magic, MAGIC, MAGIC_SIZE) != 0)
    return fault (self, WAY_EXCHANGE_ERROR_NOT_BUNDLE, "is not a Waymark bundle", error);
  version = way_reader_get_u8 (&self->file);
  form = way_reader_get_u8 (&self->file);
  if (!self->file.bad && (version != VERSION || form != FORM_PLAIN))
    return fault (self, WAY_EXCHANGE_ERROR_TOO_NEW,
                  "was written by a newer program, or is sealed", error);
  manifest = way_reader_get_blob (&self->file, MOST_MANIFEST, &size);
  claimed = way_reader_take (&self->file, WAY_HASH_SIZE);
  if (claimed == NULL)
    return fault (self, WAY_EXCHANGE_ERROR_CUT, "ends too early", error);
  digest (manifest, size, hash);
  if (memcmp (hash, claimed, sizeof hash) != 0)
    return fault (self, WAY_EXCHANGE_ERROR_ALTERED, "was altered", error);

  self->manifest = read_manifest (manifest, size);
  if (self->manifest == NULL)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has a manifest that cannot be read", error);
  if (self->manifest->reader > VERSION)
    return fault (self, WAY_EXCHANGE_ERROR_TOO_NEW, "asks for a newer program", error);
  if (self->manifest->pages > MOST_PAGES || self->manifest->ops > MOST_OPS ||
      self->manifest->edits > MOST_OPS)
    return fault (self, WAY_EXCHANGE_ERROR_BOUNDS, "claims more than a bundle may hold", error);
  self->first_page = self->file.at;
  return TRUE;
}

static gboolean
check_digest (WayBundle  *self,
              gsize       size,
              GError    **error)
{
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  guint8 hash[WAY_HASH_SIZE];

  digest (data, size, hash);
  if (memcmp (hash, data + size, sizeof hash) == 0)
    return TRUE;
  return fault (self, WAY_EXCHANGE_ERROR_ALTERED, "was altered or cut short", error);
}

WayBundle *
way_bundle_parse (GBytes      *bytes,
                  const char  *name,
                  GError     **error)
{
  g_autoptr(WayBundle) self = g_new0 (WayBundle, 1);
  const WayForeignEdit *edit;
  guint64 edits = 0;
  guint64 ops = 0;
  gsize size;

  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->parts = g_byte_array_new ();
  g_bytes_get_data (bytes, &size);
  self->file = way_reader (g_bytes_get_data (bytes, NULL),
                           size > WAY_HASH_SIZE ? size - WAY_HASH_SIZE : size);
  if (!open_head (self, error) || !check_digest (self, size - WAY_HASH_SIZE, error))
    return NULL;

  /* All of it is read once before any of it is believed. */
  way_bundle_rewind (self);
  do
    {
      if (!way_bundle_next (&edit, self, error))
        return NULL;
      edits += edit != NULL;
      ops += edit != NULL ? edit->n_ops : 0;
    }
  while (edit != NULL);
  if (edits != self->manifest->edits || ops != self->manifest->ops ||
      self->file.at != self->file.size)
    {
      fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "does not hold what its manifest says", error);
      return NULL;
    }
  way_bundle_rewind (self);
  return g_steal_pointer (&self);
}

WayBundle *
way_bundle_open (const char  *path,
                 GError     **error)
{
  g_autoptr(GBytes) bytes = way_file_read (path, MOST_FILE, error);

  return bytes != NULL ? way_bundle_parse (bytes, path, error) : NULL;
}

void
way_bundle_rewind (WayBundle *self)
{
  clear_edit (self);
  self->file.at = self->first_page;
  self->file.bad = FALSE;
  self->pages_left = self->manifest->pages;
  g_clear_pointer (&self->page, g_byte_array_unref);
  self->records = way_reader (NULL, 0);
}

/* Unpacks the next page; TRUE with no page at the end of them. */
static gboolean
next_page (WayBundle  *self,
           GError    **error)
{
  g_autoptr(GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr(GError) cause = NULL;
  const guint8 *claimed, *packed;
  guint8 hash[WAY_HASH_SIZE];
  guint64 size;
  gsize packed_size;

  g_clear_pointer (&self->page, g_byte_array_unref);
  if (self->pages_left == 0)
    return TRUE;
  size = way_reader_get_uint (&self->file);
  claimed = way_reader_take (&self->file, WAY_HASH_SIZE);
  packed = way_reader_get_blob (&self->file, MOST_PAGE, &packed_size);
  if (self->file.bad)
    return fault (self, WAY_EXCHANGE_ERROR_CUT, "ends within a page", error);
  digest (packed, packed_size, hash);
  if (memcmp (hash, claimed, sizeof hash) != 0)
    return fault (self, WAY_EXCHANGE_ERROR_ALTERED, "has a page that was altered", error);
  if (size == 0 || size > MOST_PAGE)
    return fault (self, WAY_EXCHANGE_ERROR_BOUNDS, "has a page of a size out of bounds", error);
  self->page = convert (G_CONVERTER (zlib), packed, packed_size, size, &cause);
  if (self->page == NULL || self->page->len != size)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has a page that cannot be unpacked", error);
  self->pages_left--;
  self->records = way_reader (self->page->data, self->page->len);
  return TRUE;
}

/* The tag of the next record, 0 at the end. */
static gboolean
next_tag (WayBundle  *self,
          guint8     *tag,
          GError    **error)
{
  *tag = 0;
  if (self->page == NULL || self->records.at == self->records.size)
    {
      if (!next_page (self, error))
        return FALSE;
      if (self->page == NULL)
        return TRUE;
    }
  *tag = way_reader_get_u8 (&self->records);
  return TRUE;
}

static gboolean
read_edit (WayBundle  *self,
           GError    **error)
{
  WayReader *reader = &self->records;
  WayForeignEdit *edit = g_new0 (WayForeignEdit, 1);
  const guint8 *before, *chain, *baseline;
  guint64 kind, ops;
  gsize size;

  self->edit = edit;
  edit->replica = way_reader_get_id (reader);
  edit->number = way_reader_get_uint (reader);
  edit->clock = way_reader_get_int (reader);
  edit->user = way_reader_get_id (reader);
  edit->who = way_reader_get_text (reader, MOST_NAME);
  edit->name = way_reader_get_text (reader, MOST_NAME);
  edit->reason = way_reader_get_text (reader, 100 * MOST_NAME);
  edit->schema = way_reader_get_int (reader);
  kind = way_reader_get_uint (reader);
  edit->undoes.replica = way_reader_get_id (reader);
  edit->undoes.sequence = way_reader_get_uint (reader);
  edit->first = way_reader_get_uint (reader);
  ops = way_reader_get_uint (reader);
  before = way_reader_take (reader, WAY_HASH_SIZE);
  chain = way_reader_take (reader, WAY_HASH_SIZE);
  baseline = way_reader_get_blob (reader, WAY_HASH_SIZE, &size);
  if (reader->bad || kind > G_MAXUINT8 || ops == 0 || (size != 0 && size != WAY_HASH_SIZE))
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has an edit that cannot be read", error);
  if (ops > self->manifest->ops || edit->first == 0 ||
      edit->first > (G_GUINT64_CONSTANT (1) << 40) - 1 - ops)
    return fault (self, WAY_EXCHANGE_ERROR_BOUNDS, "has an edit out of bounds", error);
  edit->kind = (guint) kind;
  edit->n_ops = (guint) ops;
  memcpy (edit->before, before, sizeof edit->before);
  memcpy (edit->chain, chain, sizeof edit->chain);
  if (size > 0)
    edit->baseline = g_memdup2 (baseline, size);
  return TRUE;
}

/* Reads one operation; its parts are kept by offset until all are there. */
static gboolean
read_op (WayBundle     *self,
         WayForeignOp  *op,
         gsize         *offset,
         GError       **error)
{
  WayReader *reader = &self->records;
  const guint8 *parts;
  guint64 entity, kind;
  gsize size;

  entity = way_reader_get_uint (reader);
  op->row = way_reader_get_id (reader);
  kind = way_reader_get_uint (reader);
  parts = way_reader_get_blob (reader, MOST_PARTS, &size);
  if (reader->bad || entity > G_MAXUINT16 || kind > G_MAXUINT8)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has an operation that cannot be read",
                  error);
  if (self->parts->len + size > G_MAXINT32)
    return fault (self, WAY_EXCHANGE_ERROR_BOUNDS, "has an edit that is too large", error);
  op->entity = (guint) entity;
  op->kind = (guint) kind;
  op->size = size;
  *offset = self->parts->len;
  if (size > 0)
    g_byte_array_append (self->parts, parts, (guint) size);
  return TRUE;
}

static gboolean
read_ops (WayBundle  *self,
          GError    **error)
{
  WayForeignEdit *edit = self->edit;
  g_autoptr(GArray) ops = g_array_new (FALSE, TRUE, sizeof (WayForeignOp));
  g_autoptr(GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));

  g_byte_array_set_size (self->parts, 0);
  for (guint i = 0; i < edit->n_ops; i++)
    {
      WayForeignOp op = { .sequence = edit->first + i };
      gsize offset;
      guint8 tag;

      if (!next_tag (self, &tag, error))
        return FALSE;
      if (tag != RECORD_OP)
        return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has an edit without its operations",
                      error);
      if (!read_op (self, &op, &offset, error))
        return FALSE;
      g_array_append_val (ops, op);
      g_array_append_val (offsets, offset);
    }
  /* All of them may say nothing: then there is nothing to point into. */
  for (guint i = 0; i < ops->len; i++)
    g_array_index (ops, WayForeignOp, i).parts =
      self->parts->len > 0 ? self->parts->data + g_array_index (offsets, gsize, i)
                           : (const guint8 *) "";
  edit->ops = (WayForeignOp *) (void *) g_array_free (g_steal_pointer (&ops), FALSE);
  return TRUE;
}

gboolean
way_bundle_next (const WayForeignEdit **edit,
                 gpointer               bundle,
                 GError               **error)
{
  WayBundle *self = bundle;
  guint8 tag;

  *edit = NULL;
  clear_edit (self);
  if (!next_tag (self, &tag, error))
    return FALSE;
  if (tag == 0)
    return self->page == NULL ||
           fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has an empty record", error);
  if (tag != RECORD_EDIT)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has a record of an unknown kind", error);
  if (!read_edit (self, error) || !read_ops (self, error))
    return FALSE;
  *edit = self->edit;
  return TRUE;
}
