/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

/* A file as an accident or an enemy leaves it: some bytes changed, a piece
 * taken out, doubled or moved, the end cut off. */

static inline void
way_test_mutate_once (GRand      *rand,
                      GByteArray *bytes)
{
  static const char *const tokens[] = {
    "\"", ",", "\r\n", "\n", "\0", "\xff", "BEGIN:VEVENT\n", "END:VEVENT\n", ":", ";", "=",
    "99999999999", "-1", "\xef\xbb\xbf", "\\",
  };
  const char *token = tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))];
  guint at = bytes->len > 0 ? (guint) g_rand_int_range (rand, 0, (int) bytes->len) : 0;
  guint wanted = (guint) g_rand_int_range (rand, 0, 40);
  guint length = MIN (bytes->len - at, wanted);
  guint size = MAX ((guint) strlen (token), 1);

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      if (bytes->len > 0)
        bytes->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
      break;
    case 1:
      g_byte_array_remove_range (bytes, at, length);
      break;
    case 2:
      {
        g_autofree guint8 *piece = g_memdup2 (bytes->data + at, length);

        g_byte_array_append (bytes, piece, length);
        break;
      }
    case 3:
      g_byte_array_set_size (bytes, at);
      break;
    default:
      g_byte_array_append (bytes, (const guint8 *) token, size);
      memmove (bytes->data + at + size, bytes->data + at, bytes->len - size - at);
      memcpy (bytes->data + at, token, size);
      break;
    }
}

static inline GBytes *
way_test_mutate (GRand  *rand,
                 GBytes *bytes)
{
  g_autoptr(GByteArray) mutated = g_byte_array_new ();

  g_byte_array_append (mutated, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  for (int i = g_rand_int_range (rand, 1, 5); i > 0; i--)
    way_test_mutate_once (rand, mutated);
  return g_byte_array_free_to_bytes (g_steal_pointer (&mutated));
}
