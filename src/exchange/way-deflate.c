/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-deflate.h"

#include <libdeflate.h>

#define LEVEL 6

GByteArray *
way_deflate (const GByteArray *page)
{
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (LEVEL);
  gsize room = libdeflate_zlib_compress_bound (compressor, page->len);
  GByteArray *packed = g_byte_array_sized_new ((guint) room);

  g_assert_nonnull (compressor);
  g_byte_array_set_size (packed, (guint) room);
  g_byte_array_set_size (packed, (guint) libdeflate_zlib_compress (compressor, page->data, page->len,
                                                                   packed->data, room));
  libdeflate_free_compressor (compressor);
  return packed;
}

GByteArray *
way_inflate (const guint8 *packed,
             gsize         packed_size,
             gsize         size)
{
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor ();
  g_autoptr(GByteArray) page = g_byte_array_sized_new ((guint) size);
  enum libdeflate_result result;

  g_assert_nonnull (decompressor);
  g_byte_array_set_size (page, (guint) size);
  result = libdeflate_zlib_decompress (decompressor, packed, packed_size, page->data, size, NULL);
  libdeflate_free_decompressor (decompressor);
  return result == LIBDEFLATE_SUCCESS ? g_steal_pointer (&page) : NULL;
}
