/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

#include "way-bundle.h"
#include "way-op.h"

/* Bundles written by somebody who knows the format and means no good: every
 * digest fits, whatever is inside. */

typedef struct
{
  guint8      version;
  guint64     reader;
  guint64     edits, ops, pages;   /* as claimed */
  GByteArray *heard;               /* NULL: none */
  GByteArray *page;                /* records */
  guint64     size;                /* of the page as claimed; 0: as it is */
} WayTestBundle;

static inline void
way_test_hash (gconstpointer data,
               gsize         size,
               guint8        hash[WAY_HASH_SIZE])
{
  crypto_generichash (hash, WAY_HASH_SIZE, data, size, NULL, 0);
}

static inline GByteArray *
way_test_deflate (const GByteArray *page)
{
  g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));
  GByteArray *packed = g_byte_array_new ();

  g_output_stream_write_all (stream, page->data, page->len, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  g_byte_array_append (packed, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                       (guint) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  return packed;
}

static inline void
way_test_bundle_put_edit (GByteArray           *page,
                          const WayForeignEdit *edit)
{
  way_bytes_put_u8 (page, 1);
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
  g_byte_array_append (page, edit->before, WAY_HASH_SIZE);
  g_byte_array_append (page, edit->chain, WAY_HASH_SIZE);
  way_bytes_put_blob (page, edit->baseline, edit->baseline != NULL ? WAY_HASH_SIZE : 0);
}

static inline void
way_test_bundle_put_op (GByteArray         *page,
                        const WayForeignOp *op)
{
  way_bytes_put_u8 (page, 2);
  way_bytes_put_uint (page, op->entity);
  way_bytes_put_id (page, &op->row);
  way_bytes_put_uint (page, op->kind);
  way_bytes_put_blob (page, op->parts, op->size);
}

/* What a manifest says of sealed bundles alone. */
static inline void
way_test_bundle_put_no_address (GByteArray *manifest)
{
  static const WayId none = { { 0 } };

  way_bytes_put_uint (manifest, 0);
  way_bytes_put_id (manifest, &none);
  for (guint i = 0; i < 2; i++)
    way_bytes_put_uint (manifest, 0);
  way_bytes_put_id (manifest, &none);
  for (guint i = 0; i < 5; i++)
    way_bytes_put_uint (manifest, 0);
}

static inline GBytes *
way_test_bundle_bytes (const WayTestBundle *self)
{
  g_autoptr(GByteArray) manifest = g_byte_array_new ();
  g_autoptr(GByteArray) packed = way_test_deflate (self->page);
  GByteArray *file = g_byte_array_new ();
  WayId id = way_id_new ();
  guint8 hash[WAY_HASH_SIZE];

  way_bytes_put_id (manifest, &id);
  way_bytes_put_id (manifest, &id);
  way_bytes_put_text (manifest, "");
  way_bytes_put_text (manifest, "");
  way_bytes_put_int (manifest, 1);
  way_bytes_put_uint (manifest, self->reader);
  way_bytes_put_int (manifest, 1);
  way_bytes_put_uint (manifest, self->edits);
  way_bytes_put_uint (manifest, self->ops);
  way_bytes_put_uint (manifest, self->pages);
  if (self->heard != NULL)
    g_byte_array_append (manifest, self->heard->data, self->heard->len);
  else
    way_bytes_put_uint (manifest, 0);
  way_test_bundle_put_no_address (manifest);

  g_byte_array_append (file, (const guint8 *) "waybndl", 8);
  way_bytes_put_u8 (file, self->version);
  way_bytes_put_u8 (file, 0);
  way_bytes_put_blob (file, manifest->data, manifest->len);
  way_test_hash (manifest->data, manifest->len, hash);
  g_byte_array_append (file, hash, sizeof hash);
  if (self->page->len > 0)
    {
      way_bytes_put_uint (file, self->size != 0 ? self->size : self->page->len);
      way_test_hash (packed->data, packed->len, hash);
      g_byte_array_append (file, hash, sizeof hash);
      way_bytes_put_blob (file, packed->data, packed->len);
    }
  way_test_hash (file->data, file->len, hash);
  g_byte_array_append (file, hash, sizeof hash);
  return g_byte_array_free_to_bytes (file);
}
