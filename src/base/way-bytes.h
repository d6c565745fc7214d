/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-id.h"

G_BEGIN_DECLS

/* Canonical binary: the one spelling in which the journal's bodies and headers
 * are stored, hashed and exchanged.  Whole numbers are unsigned LEB128 in the
 * fewest bytes; signed ones are zigzag first; text and blobs carry their
 * length.  Equal values have equal bytes. */

/* Writing appends to a GByteArray and cannot fail. */
void way_bytes_put_u8     (GByteArray   *bytes,
                           guint8        value);
void way_bytes_put_uint   (GByteArray   *bytes,
                           guint64       value);
void way_bytes_put_int    (GByteArray   *bytes,
                           gint64        value);
void way_bytes_put_id     (GByteArray   *bytes,
                           const WayId  *id);
void way_bytes_put_blob   (GByteArray   *bytes,
                           gconstpointer data,
                           gsize         size);

/* NULL is written as the empty text. */
void way_bytes_put_text   (GByteArray   *bytes,
                           const char   *text);

/* Reading from a span that it does not own.  The first thing out of place (the
 * end, a number that is too long or not in its fewest bytes, a text that is no
 * UTF-8) sets bad, after which every read gives zero; so a caller reads a
 * whole structure and asks once. */
typedef struct
{
  const guint8 *data;
  gsize         size;
  gsize         at;
  gboolean      bad;
} WayReader;

WayReader     way_reader          (gconstpointer  data,
                                   gsize          size);
guint8        way_reader_get_u8   (WayReader     *self);
guint64       way_reader_get_uint (WayReader     *self);
gint64        way_reader_get_int  (WayReader     *self);
WayId         way_reader_get_id   (WayReader     *self);

/* A span inside the input, of at most max bytes. */
const guint8 *way_reader_get_blob (WayReader     *self,
                                   gsize          max,
                                   gsize         *size);

/* Newly allocated, nul-terminated, valid UTF-8 without inner nul; NULL once bad. */
char         *way_reader_get_text (WayReader     *self,
                                   gsize          max);

/* Exactly size bytes, or NULL once bad. */
const guint8 *way_reader_take     (WayReader     *self,
                                   gsize          size);

/* Whether all was read and nothing was bad. */
gboolean      way_reader_is_done  (const WayReader *self);

G_END_DECLS
