/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical binary, written and read.  The reader is the first thing that a
 * hostile file meets, so it checks every length before it moves. */

#include "way-bytes.h"

#include <string.h>

void
way_bytes_put_u8 (GByteArray *bytes,
                  guint8      value)
{
  g_byte_array_append (bytes, &value, 1);
}

void
way_bytes_put_uint (GByteArray *bytes,
                    guint64     value)
{
  guint8 buffer[10];
  guint count = 0;

  do
    {
      buffer[count] = value & 0x7f;
      value >>= 7;
      if (value != 0)
        buffer[count] |= 0x80;
      count++;
    }
  while (value != 0);
  g_byte_array_append (bytes, buffer, count);
}

void
way_bytes_put_int (GByteArray *bytes,
                   gint64      value)
{
  way_bytes_put_uint (bytes, ((guint64) value << 1) ^ (value < 0 ? G_MAXUINT64 : 0));
}

void
way_bytes_put_id (GByteArray  *bytes,
                  const WayId *id)
{
  g_byte_array_append (bytes, id->bytes, sizeof id->bytes);
}

void
way_bytes_put_blob (GByteArray    *bytes,
                    gconstpointer  data,
                    gsize          size)
{
  way_bytes_put_uint (bytes, size);
  if (size > 0)
    g_byte_array_append (bytes, data, size);
}

void
way_bytes_put_text (GByteArray *bytes,
                    const char *text)
{
  way_bytes_put_blob (bytes, text, text != NULL ? strlen (text) : 0);
}

WayReader
way_reader (gconstpointer data,
            gsize         size)
{
  WayReader reader = { .data = data, .size = size };

  return reader;
}

const guint8 *
way_reader_take (WayReader *self,
                 gsize      size)
{
  const guint8 *span;

  if (self->bad || size > self->size - self->at)
    {
      self->bad = TRUE;
      return NULL;
    }
  span = self->data + self->at;
  self->at += size;
  return span;
}

guint8
way_reader_get_u8 (WayReader *self)
{
  const guint8 *byte = way_reader_take (self, 1);

  return byte != NULL ? *byte : 0;
}

guint64
way_reader_get_uint (WayReader *self)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 70; shift += 7)
    {
      guint8 byte = way_reader_get_u8 (self);

      if (self->bad)
        return 0;
      if (shift == 63 && byte > 1)      /* more than 64 bits */
        break;
      value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          if (byte == 0 && shift > 0)   /* not in its fewest bytes */
            break;
          return value;
        }
    }
  self->bad = TRUE;
  return 0;
}

gint64
way_reader_get_int (WayReader *self)
{
  guint64 value = way_reader_get_uint (self);

  return (gint64) ((value >> 1) ^ (~(value & 1) + 1));
}

WayId
way_reader_get_id (WayReader *self)
{
  WayId id = { { 0 } };
  const guint8 *span = way_reader_take (self, sizeof id.bytes);

  if (span != NULL)
    memcpy (id.bytes, span, sizeof id.bytes);
  return id;
}

const guint8 *
way_reader_get_blob (WayReader *self,
                     gsize      max,
                     gsize     *size)
{
  guint64 length = way_reader_get_uint (self);

  *size = 0;
  if (length > max)
    self->bad = TRUE;
  if (self->bad)
    return NULL;
  *size = length;
  return way_reader_take (self, length);
}

char *
way_reader_get_text (WayReader *self,
                     gsize      max)
{
  gsize size;
  const guint8 *span = way_reader_get_blob (self, max, &size);

  if (self->bad)
    return NULL;
  if (!g_utf8_validate_len ((const char *) span, size, NULL))
    {
      self->bad = TRUE;
      return NULL;
    }
  return g_strndup ((const char *) span, size);
}

gboolean
way_reader_is_done (const WayReader *self)
{
  return !self->bad && self->at == self->size;
}
