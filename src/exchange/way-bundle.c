/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles as bytes: written once, read with everything bounded. */

#include "way-bundle.h"

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

#include "way-deflate.h"
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
#define MOST_DEVICES 256
#define MOST_SCOPE 4096
#define MOST_SECTIONS 100000
#define MOST_SECTION (1 << 30)
#define MOST_RUN (MOST_PAGE / WAY_HASH_SIZE)
#define WORTH_A_THREAD (1 << 20)
#define MOST_AT_ONCE 1024                /* operations that room is made for unseen */
#define DOMAIN "waymark bundle signature 1"

typedef enum
{
  RECORD_EDIT = 1,
  RECORD_OP   = 2,
  RECORD_RUN  = 3,           /* commitments of operations that are withheld */
  RECORD_MORE = 4,           /* operations of an edit that the receiver has */
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
  g_clear_pointer (&self->audience, g_array_unref);
  g_clear_pointer (&self->scope, g_array_unref);
  g_free (self);
}

static void
digest (gconstpointer data,
        gsize         size,
        guint8        hash[WAY_HASH_SIZE])
{
  crypto_generichash (hash, WAY_HASH_SIZE, data, size, NULL, 0);
}

/* --- Writing --- */

struct _WayBundleWriter
{
  WayManifest *manifest;
  GByteArray  *page;         /* records not packed yet */
  GByteArray  *pages;        /* packed */
  GByteArray  *sections;
};

WayBundleWriter *
way_bundle_writer_new (WayManifest *manifest)
{
  WayBundleWriter *self = g_new0 (WayBundleWriter, 1);

  self->manifest = manifest;
  self->page = g_byte_array_new ();
  self->pages = g_byte_array_new ();
  self->sections = g_byte_array_new ();
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
  g_byte_array_unref (self->sections);
  g_free (self);
}

static void
pack_page (WayBundleWriter *self)
{
  g_autoptr(GByteArray) packed = NULL;
  guint8 hash[WAY_HASH_SIZE];

  if (self->page->len == 0)
    return;
  packed = way_deflate (self->page);
  digest (packed->data, packed->len, hash);
  way_bytes_put_uint (self->pages, self->page->len);
  g_byte_array_append (self->pages, hash, sizeof hash);
  way_bytes_put_blob (self->pages, packed->data, packed->len);
  self->manifest->pages++;
  g_byte_array_set_size (self->page, 0);
}

static void
put_edit (GByteArray           *page,
          const WayForeignEdit *edit)
{
  way_bytes_put_u8 (page, edit->more ? RECORD_MORE : RECORD_EDIT);
  way_bytes_put_id (page, &edit->replica);
  way_bytes_put_uint (page, edit->number);
  if (edit->more)
    {
      way_bytes_put_uint (page, edit->n_ops);
      return;
    }
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
put_op (GByteArray           *page,
        const WayForeignEdit *edit,
        const WayForeignOp   *op)
{
  way_bytes_put_u8 (page, RECORD_OP);
  if (edit->more)
    way_bytes_put_uint (page, op->sequence);
  way_bytes_put_uint (page, op->entity);
  way_bytes_put_id (page, &op->row);
  way_bytes_put_uint (page, op->kind);
  way_bytes_put_blob (page, op->parts, op->size);
}

/* Operations that are withheld stand as one run; how many from index on. */
static guint
put_run (GByteArray           *page,
         const WayForeignEdit *edit,
         guint                 index)
{
  guint n = 0;

  while (index + n < edit->n_ops && edit->ops[index + n].kind == WAY_OP_WITHHELD &&
         n < FULL_PAGE / WAY_HASH_SIZE)
    n++;
  way_bytes_put_u8 (page, RECORD_RUN);
  way_bytes_put_uint (page, n);
  for (guint i = 0; i < n; i++)
    g_byte_array_append (page, edit->ops[index + i].parts, WAY_HASH_SIZE);
  return n;
}

/* Puts the operation at index, or a run from there, and goes on behind it. */
static void
put_next (GByteArray           *page,
          const WayForeignEdit *edit,
          guint                *index)
{
  if (edit->ops[*index].kind == WAY_OP_WITHHELD)
    *index += put_run (page, edit, *index);
  else
    put_op (page, edit, &edit->ops[(*index)++]);
}

void
way_bundle_writer_add (WayBundleWriter      *self,
                       const WayForeignEdit *edit)
{
  put_edit (self->page, edit);
  self->manifest->edits++;
  self->manifest->ops += edit->n_ops;
  for (guint i = 0; i < edit->n_ops;)
    {
      put_next (self->page, edit, &i);
      if (self->page->len >= FULL_PAGE)
        pack_page (self);
    }
}

GByteArray *
way_bundle_pack_edit (const WayForeignEdit *edit)
{
  GByteArray *bytes = g_byte_array_new ();

  put_edit (bytes, edit);
  for (guint i = 0; i < edit->n_ops;)
    put_next (bytes, edit, &i);
  return bytes;
}

void
way_bundle_writer_add_section (WayBundleWriter *self,
                               WaySectionKind   kind,
                               gconstpointer    data,
                               gsize            size)
{
  guint8 hash[WAY_HASH_SIZE];

  digest (data, size, hash);
  way_bytes_put_uint (self->sections, kind);
  g_byte_array_append (self->sections, hash, sizeof hash);
  way_bytes_put_blob (self->sections, data, size);
  self->manifest->sections++;
}

static void
put_ids (GByteArray   *bytes,
         const GArray *ids)
{
  way_bytes_put_uint (bytes, ids != NULL ? ids->len : 0);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    way_bytes_put_id (bytes, &g_array_index (ids, WayId, i));
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
  way_bytes_put_uint (bytes, manifest->kind);
  way_bytes_put_id (bytes, &manifest->device);
  put_ids (bytes, manifest->audience);
  way_bytes_put_uint (bytes, manifest->sequence);
  way_bytes_put_id (bytes, &manifest->previous);
  way_bytes_put_uint (bytes, manifest->received);
  way_bytes_put_uint (bytes, manifest->roster);
  way_bytes_put_uint (bytes, manifest->role);
  put_ids (bytes, manifest->scope);
  way_bytes_put_uint (bytes, manifest->sections);
  return bytes;
}

/* The manifest with its digest. */
static void
put_manifest (GByteArray        *head,
              const WayManifest *manifest)
{
  g_autoptr(GByteArray) bytes = manifest_bytes (manifest);
  guint8 hash[WAY_HASH_SIZE];

  digest (bytes->data, bytes->len, hash);
  way_bytes_put_blob (head, bytes->data, bytes->len);
  g_byte_array_append (head, hash, sizeof hash);
}

gboolean
way_bundle_writer_finish (WayBundleWriter  *self,
                          const char       *path,
                          GError          **error)
{
  g_autoptr(GByteArray) head = g_byte_array_new ();
  g_autoptr(WayFileWriter) file = NULL;
  crypto_generichash_state state;
  guint8 hash[WAY_HASH_SIZE];

  pack_page (self);
  g_byte_array_append (head, (const guint8 *) MAGIC, MAGIC_SIZE);
  way_bytes_put_u8 (head, VERSION);
  way_bytes_put_u8 (head, FORM_PLAIN);
  put_manifest (head, self->manifest);

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, head->data, head->len);
  crypto_generichash_update (&state, self->pages->data, self->pages->len);
  crypto_generichash_update (&state, self->sections->data, self->sections->len);
  crypto_generichash_final (&state, hash, sizeof hash);

  file = way_file_writer_new (path, error);
  return file != NULL &&
         way_file_writer_write (file, head->data, head->len, error) &&
         way_file_writer_write (file, self->pages->data, self->pages->len, error) &&
         way_file_writer_write (file, self->sections->data, self->sections->len, error) &&
         way_file_writer_write (file, hash, sizeof hash, error) &&
         way_file_writer_commit (file, error);
}

static void
begin_signature (crypto_sign_state *state)
{
  crypto_sign_init (state);
  crypto_sign_update (state, (const guint8 *) DOMAIN, sizeof DOMAIN - 1);
}

GBytes *
way_bundle_writer_sign (WayBundleWriter  *self,
                        const guint8     *secret,
                        GError          **error)
{
  GByteArray *content = NULL;
  guint8 signature[WAY_BUNDLE_SIGNATURE_SIZE];
  crypto_sign_state state;

  pack_page (self);
  if ((guint64) self->pages->len + self->sections->len >= MOST_FILE)
    {
      g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_BOUNDS,
                   "there is more to send than one file may hold");
      return NULL;
    }
  content = g_byte_array_sized_new (self->pages->len + self->sections->len + 4096);
  put_manifest (content, self->manifest);
  g_byte_array_append (content, self->pages->data, self->pages->len);
  g_byte_array_append (content, self->sections->data, self->sections->len);
  begin_signature (&state);
  crypto_sign_update (&state, content->data, content->len);
  crypto_sign_final_create (&state, signature, NULL, secret);
  g_byte_array_append (content, signature, sizeof signature);
  return g_byte_array_free_to_bytes (content);
}

/* --- Reading --- */

typedef struct
{
  guint         kind;
  const guint8 *data;
  gsize         size;
} Section;

struct _WayBundle
{
  char            *name;
  GBytes          *bytes;
  WayManifest     *manifest;
  gsize            end;      /* of what the digest or the signature is over */
  crypto_sign_state signature;
  GThread         *hashing;  /* all of it into signature, beside the reading */
  gboolean         hashed;
  gsize            first_page;
  GArray          *sections; /* of Section */

  /* Where reading stands. */
  WayReader        file;
  guint64          pages_left;
  GByteArray      *page;
  WayReader        records;
  WayForeignEdit  *edit;     /* lent out; its parts stand in pages */
  GPtrArray       *behind;   /* pages before this one that it has parts in */
  gsize            parts;    /* bytes of them */
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
  g_ptr_array_set_size (self->behind, 0);
  self->parts = 0;
}

void
way_bundle_free (WayBundle *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->hashing, g_thread_join);
  clear_edit (self);
  way_manifest_free (self->manifest);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->page, g_byte_array_unref);
  g_clear_pointer (&self->behind, g_ptr_array_unref);
  g_clear_pointer (&self->sections, g_array_unref);
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

/* Ids in ascending order, none twice; NULL for none. */
static GArray *
read_ids (WayReader *reader,
          guint      most)
{
  guint64 count = way_reader_get_uint (reader);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (WayId));

  if (count > most)
    reader->bad = TRUE;
  for (guint64 i = 0; i < count && !reader->bad; i++)
    {
      WayId id = way_reader_get_id (reader);

      if (i > 0 && way_id_compare (&g_array_index (ids, WayId, i - 1), &id) >= 0)
        reader->bad = TRUE;
      g_array_append_val (ids, id);
    }
  return count > 0 && !reader->bad ? g_steal_pointer (&ids) : NULL;
}

static void
read_address (WayReader   *reader,
              WayManifest *manifest)
{
  guint64 kind = way_reader_get_uint (reader);
  guint64 role;

  manifest->device = way_reader_get_id (reader);
  manifest->audience = read_ids (reader, MOST_DEVICES);
  manifest->sequence = way_reader_get_uint (reader);
  manifest->previous = way_reader_get_id (reader);
  manifest->received = way_reader_get_uint (reader);
  manifest->roster = way_reader_get_uint (reader);
  role = way_reader_get_uint (reader);
  manifest->scope = read_ids (reader, MOST_SCOPE);
  manifest->sections = way_reader_get_uint (reader);
  if (kind > WAY_BUNDLE_FIGURES || role > WAY_COPIES_ALL ||
      manifest->sequence > G_MAXINT64 || manifest->received > G_MAXINT64 ||
      manifest->roster > G_MAXINT64)
    reader->bad = TRUE;
  manifest->kind = (guint) kind;
  manifest->role = (guint) role;
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
  read_address (&reader, manifest);
  return way_reader_is_done (&reader) ? g_steal_pointer (&manifest) : NULL;
}

/* Magic, version, form. */
static gboolean
open_plain (WayBundle  *self,
            GError    **error)
{
  const guint8 *magic = way_reader_take (&self->file, MAGIC_SIZE);
  guint8 version, form;

  if (magic == NULL || memcmp (magic, MAGIC, MAGIC_SIZE) != 0)
    return fault (self, WAY_EXCHANGE_ERROR_NOT_BUNDLE, "is not a Waymark bundle", error);
  version = way_reader_get_u8 (&self->file);
  form = way_reader_get_u8 (&self->file);
  if (!self->file.bad && (version != VERSION || form != FORM_PLAIN))
    return fault (self, WAY_EXCHANGE_ERROR_TOO_NEW,
                  "was written by a newer program, or is sealed", error);
  return TRUE;
}

/* The manifest: what can be said before the pages. */
static gboolean
open_manifest (WayBundle  *self,
               GError    **error)
{
  const guint8 *manifest, *claimed;
  guint8 hash[WAY_HASH_SIZE];
  gsize size;

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
      self->manifest->edits > MOST_OPS || self->manifest->sections > MOST_SECTIONS)
    return fault (self, WAY_EXCHANGE_ERROR_BOUNDS, "claims more than a bundle may hold", error);
  self->first_page = self->file.at;
  return TRUE;
}

static gboolean
check_digest (WayBundle  *self,
              GError    **error)
{
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  guint8 hash[WAY_HASH_SIZE];

  digest (data, self->end, hash);
  if (memcmp (hash, data + self->end, sizeof hash) == 0)
    return TRUE;
  return fault (self, WAY_EXCHANGE_ERROR_ALTERED, "was altered or cut short", error);
}

static gboolean
read_sections (WayBundle  *self,
               GError    **error)
{
  for (guint64 i = 0; i < self->manifest->sections; i++)
    {
      guint64 kind = way_reader_get_uint (&self->file);
      const guint8 *claimed = way_reader_take (&self->file, WAY_HASH_SIZE);
      Section section = { .kind = (guint) MIN (kind, G_MAXUINT) };
      guint8 hash[WAY_HASH_SIZE];

      section.data = way_reader_get_blob (&self->file, MOST_SECTION, &section.size);
      if (self->file.bad)
        return fault (self, WAY_EXCHANGE_ERROR_CUT, "ends within a section", error);
      digest (section.data, section.size, hash);
      if (memcmp (hash, claimed, sizeof hash) != 0)
        return fault (self, WAY_EXCHANGE_ERROR_ALTERED, "has a section that was altered", error);
      g_array_append_val (self->sections, section);
    }
  return TRUE;
}

/* All of it is read once before any of it is believed. */
static gboolean
read_whole (WayBundle  *self,
            GError    **error)
{
  const WayForeignEdit *edit;
  guint64 edits = 0;
  guint64 ops = 0;

  way_bundle_rewind (self);
  do
    {
      if (!way_bundle_next (&edit, self, error))
        return FALSE;
      edits += edit != NULL;
      ops += edit != NULL ? edit->n_ops : 0;
    }
  while (edit != NULL);
  if (!read_sections (self, error))
    return FALSE;
  if (edits != self->manifest->edits || ops != self->manifest->ops ||
      self->file.at != self->file.size)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "does not hold what its manifest says",
                  error);
  way_bundle_rewind (self);
  return TRUE;
}

/* Over bytes that end with a digest or a signature of so many. */
static WayBundle *
new_over (GBytes     *bytes,
          const char *name,
          gsize       behind)
{
  WayBundle *self = g_new0 (WayBundle, 1);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->behind = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  self->sections = g_array_new (FALSE, FALSE, sizeof (Section));
  self->end = size > behind ? size - behind : size;
  self->file = way_reader (data, self->end);
  return self;
}

WayBundle *
way_bundle_parse (GBytes      *bytes,
                  const char  *name,
                  GError     **error)
{
  g_autoptr(WayBundle) self = new_over (bytes, name, WAY_HASH_SIZE);

  if (!open_plain (self, error) || !open_manifest (self, error) || !check_digest (self, error) ||
      !read_whole (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gpointer
hash_whole (gpointer bundle)
{
  WayBundle *self = bundle;

  begin_signature (&self->signature);
  crypto_sign_update (&self->signature, g_bytes_get_data (self->bytes, NULL), self->end);
  return NULL;
}

/* Who is to have signed is not known before some of it was read; what they signed is. */
static void
begin_hash (WayBundle *self)
{
  if (self->end >= WORTH_A_THREAD)
    self->hashing = g_thread_try_new ("signature", hash_whole, self, NULL);
  self->hashed = self->hashing != NULL;
}

static void
end_hash (WayBundle *self)
{
  g_clear_pointer (&self->hashing, g_thread_join);
  if (!self->hashed)
    hash_whole (self);
  self->hashed = TRUE;
}

WayBundle *
way_bundle_parse_sealed (GBytes      *content,
                         const char  *name,
                         GError     **error)
{
  g_autoptr(WayBundle) self = new_over (content, name, WAY_BUNDLE_SIGNATURE_SIZE);

  begin_hash (self);
  if (!open_manifest (self, error) || !read_whole (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
way_bundle_is_signed (WayBundle    *self,
                      const guint8  public[WAY_BUNDLE_KEY_SIZE])
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  crypto_sign_state state;

  if (size != self->end + WAY_BUNDLE_SIGNATURE_SIZE)
    return FALSE;
  end_hash (self);
  state = self->signature;               /* asking spends it */
  return crypto_sign_final_verify (&state, data + self->end, public) == 0;
}

const guint8 *
way_bundle_section (WayBundle *self,
                    guint      n,
                    guint     *kind,
                    gsize     *size)
{
  const Section *section;

  if (n >= self->sections->len)
    return NULL;
  section = &g_array_index (self->sections, Section, n);
  *kind = section->kind;
  *size = section->size;
  return section->data != NULL ? section->data : (const guint8 *) "";
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

/* While an edit is being read it may have parts in the page. */
static void
leave_page (WayBundle *self)
{
  if (self->page != NULL && self->edit != NULL)
    g_ptr_array_add (self->behind, g_byte_array_ref (self->page));
  g_clear_pointer (&self->page, g_byte_array_unref);
}

/* Unpacks the next page; TRUE with no page at the end of them. */
static gboolean
next_page (WayBundle  *self,
           GError    **error)
{
  const guint8 *claimed, *packed;
  guint8 hash[WAY_HASH_SIZE];
  guint64 size;
  gsize packed_size;

  leave_page (self);
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
  self->page = way_inflate (packed, packed_size, (gsize) size);
  if (self->page == NULL)
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

/* Operations of an edit that the receiver has: which edit, and how many. */
static gboolean
read_more (WayBundle  *self,
           GError    **error)
{
  WayReader *reader = &self->records;
  WayForeignEdit *edit = g_new0 (WayForeignEdit, 1);
  guint64 ops;

  self->edit = edit;
  edit->more = TRUE;
  edit->replica = way_reader_get_id (reader);
  edit->number = way_reader_get_uint (reader);
  ops = way_reader_get_uint (reader);
  if (reader->bad || ops == 0)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has an edit that cannot be read", error);
  if (ops > self->manifest->ops)
    return fault (self, WAY_EXCHANGE_ERROR_BOUNDS, "has an edit out of bounds", error);
  edit->n_ops = (guint) ops;
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

static gboolean
read_op (WayBundle     *self,
         WayForeignOp  *op,
         GError       **error)
{
  WayReader *reader = &self->records;
  const guint8 *parts;
  guint64 entity, kind;
  gsize size;

  if (self->edit->more)
    op->sequence = way_reader_get_uint (reader);
  entity = way_reader_get_uint (reader);
  op->row = way_reader_get_id (reader);
  kind = way_reader_get_uint (reader);
  parts = way_reader_get_blob (reader, MOST_PARTS, &size);
  if (reader->bad || entity > G_MAXUINT16 || kind > G_MAXUINT8 || kind == WAY_OP_WITHHELD)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has an operation that cannot be read",
                  error);
  self->parts += size;
  if (self->parts > G_MAXINT32)
    return fault (self, WAY_EXCHANGE_ERROR_BOUNDS, "has an edit that is too large", error);
  op->entity = (guint) entity;
  op->kind = (guint) kind;
  op->parts = parts;
  op->size = size;
  return TRUE;
}

/* A run of operations that are withheld: only what they are committed to. */
static gboolean
read_run (WayBundle  *self,
          GArray     *ops,
          GError    **error)
{
  WayReader *reader = &self->records;
  WayForeignEdit *edit = self->edit;
  guint64 n = way_reader_get_uint (reader);

  if (reader->bad || edit->more || n == 0 || n > MOST_RUN || n > edit->n_ops - ops->len)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has operations that cannot be read", error);
  for (guint64 i = 0; i < n; i++)
    {
      WayForeignOp op = { .sequence = edit->first + ops->len, .kind = WAY_OP_WITHHELD,
                          .size = WAY_HASH_SIZE };

      op.parts = way_reader_take (reader, WAY_HASH_SIZE);
      if (op.parts == NULL)
        return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has operations that cannot be read",
                      error);
      g_array_append_val (ops, op);
    }
  return TRUE;
}

static gboolean
read_next (WayBundle  *self,
           GArray     *ops,
           GError    **error)
{
  WayForeignOp op = { .sequence = self->edit->first + ops->len };
  guint8 tag;

  if (!next_tag (self, &tag, error))
    return FALSE;
  if (tag == RECORD_RUN)
    return read_run (self, ops, error);
  if (tag != RECORD_OP)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has an edit without its operations", error);
  if (!read_op (self, &op, error))
    return FALSE;
  g_array_append_val (ops, op);
  return TRUE;
}

static gboolean
read_ops (WayBundle  *self,
          GError    **error)
{
  WayForeignEdit *edit = self->edit;
  g_autoptr(GArray) ops = g_array_sized_new (FALSE, TRUE, sizeof (WayForeignOp),
                                             MIN (edit->n_ops, MOST_AT_ONCE));

  while (ops->len < edit->n_ops)
    if (!read_next (self, ops, error))
      return FALSE;
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
  if (tag != RECORD_EDIT && tag != RECORD_MORE)
    return fault (self, WAY_EXCHANGE_ERROR_MALFORMED, "has a record of an unknown kind", error);
  if (!(tag == RECORD_MORE ? read_more (self, error) : read_edit (self, error)) ||
      !read_ops (self, error))
    return FALSE;
  *edit = self->edit;
  return TRUE;
}

/* --- One edit alone --- */

WayForeignEdit *
way_bundle_unpack_edit (gconstpointer data,
                        gsize         size)
{
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(WayBundle) self = new_over (nothing, "", 0);
  const WayForeignEdit *edit;
  WayForeignEdit *own;

  self->manifest = g_new0 (WayManifest, 1);
  self->manifest->ops = MOST_OPS;
  self->page = g_byte_array_new ();
  self->records = way_reader (data, size);
  if (!way_bundle_next (&edit, self, NULL) || edit == NULL)
    return NULL;
  own = g_steal_pointer (&self->edit);
  for (guint i = 0; i < own->n_ops; i++)
    own->ops[i].parts = own->ops[i].size > 0 ? g_memdup2 (own->ops[i].parts, own->ops[i].size)
                                             : g_malloc0 (1);
  return own;
}
