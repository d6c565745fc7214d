/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xoshiro256**, seeded by splitmix64 as its authors advise. */

#include "way-random.h"

#include <string.h>

static guint64
rotate (guint64 value,
        guint   by)
{
  return (value << by) | (value >> (64 - by));
}

static guint64
splitmix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

void
way_random_seed (WayRandom *self,
                 guint64    seed)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    self->state[i] = splitmix (&seed);
}

guint64
way_random_next (WayRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

guint
way_random_below (WayRandom *self,
                  guint      count)
{
  guint64 limit;
  guint64 drawn;

  g_return_val_if_fail (count > 0, 0);

  /* Draws past the last whole run of count would favour the small numbers. */
  limit = G_MAXUINT64 - G_MAXUINT64 % count;
  do
    drawn = way_random_next (self);
  while (drawn >= limit);
  return (guint) (drawn % count);
}

int
way_random_between (WayRandom *self,
                    int        low,
                    int        high)
{
  g_return_val_if_fail (low <= high, low);

  return low + (int) way_random_below (self, (guint) (high - low) + 1);
}

gboolean
way_random_chance (WayRandom *self,
                   guint      per_mille)
{
  return way_random_below (self, 1000) < per_mille;
}

guint
way_random_pick (WayRandom   *self,
                 const guint *weights,
                 guint        n_weights)
{
  guint sum = 0;
  guint drawn;

  for (guint i = 0; i < n_weights; i++)
    sum += weights[i];
  g_return_val_if_fail (sum > 0, 0);

  drawn = way_random_below (self, sum);
  for (guint i = 0; i < n_weights; i++)
    {
      if (drawn < weights[i])
        return i;
      drawn -= weights[i];
    }
  g_return_val_if_reached (0);
}

void
way_random_fill (WayRandom *self,
                 guint8    *bytes,
                 gsize      size)
{
  while (size > 0)
    {
      guint64 drawn = GUINT64_TO_LE (way_random_next (self));
      gsize part = MIN (size, sizeof drawn);

      memcpy (bytes, &drawn, part);
      bytes += part;
      size -= part;
    }
}
