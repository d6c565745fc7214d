/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUIDs as 16 bytes.  The random part comes from libsodium, because ids of
 * children's records must not be guessable from one another. */

#include "way-id.h"

#include <sodium.h>
#include <string.h>

WayId
way_id_from_parts (gint64       milliseconds,
                   const guint8 random[10])
{
  WayId id;

  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (milliseconds >> (8 * (5 - i)));
  memcpy (id.bytes + 6, random, 10);
  id.bytes[6] = (id.bytes[6] & 0x0f) | 0x70;
  id.bytes[8] = (id.bytes[8] & 0x3f) | 0x80;
  return id;
}

WayId
way_id_new (void)
{
  guint8 random[10];

  if (sodium_init () < 0)
    g_error ("libsodium found no source of random numbers");
  randombytes_buf (random, sizeof random);
  return way_id_from_parts (g_get_real_time () / 1000, random);
}

gboolean
way_id_is_null (const WayId *id)
{
  static const WayId none = { { 0 } };

  return memcmp (id, &none, sizeof none) == 0;
}

gboolean
way_id_equal (const WayId *a,
              const WayId *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

int
way_id_compare (const WayId *a,
                const WayId *b)
{
  return memcmp (a, b, sizeof *a);
}

guint
way_id_hash (gconstpointer id)
{
  guint hash;

  /* The last bytes are random; the first are time. */
  memcpy (&hash, ((const WayId *) id)->bytes + 12, sizeof hash);
  return hash;
}

gboolean
way_id_equal_func (gconstpointer a,
                   gconstpointer b)
{
  return way_id_equal (a, b);
}

void
way_id_format (const WayId *id,
               char        *text)
{
  static const char digits[] = "0123456789abcdef";
  char *out = text;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = digits[id->bytes[i] >> 4];
      *out++ = digits[id->bytes[i] & 15];
    }
  *out = '\0';
}

char *
way_id_to_string (const WayId *id)
{
  char text[WAY_ID_TEXT_SIZE];

  if (way_id_is_null (id))
    return g_strdup ("");
  way_id_format (id, text);
  return g_strdup (text);
}

gboolean
way_id_parse (const char *text,
              WayId      *id)
{
  memset (id, 0, sizeof *id);
  if (text == NULL || strlen (text) != 36)
    return FALSE;

  for (int i = 0, byte = 0; i < 36;)
    {
      int high, low;

      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i++] != '-')
            break;
          continue;
        }
      high = g_ascii_xdigit_value (text[i]);
      low = g_ascii_xdigit_value (text[i + 1]);
      if (high < 0 || low < 0)
        break;
      id->bytes[byte++] = (guint8) (high << 4 | low);
      i += 2;
      if (byte == 16)
        return TRUE;
    }
  memset (id, 0, sizeof *id);
  return FALSE;
}
