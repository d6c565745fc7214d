/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers that look random and come out the same from the same seed, on every
 * machine and in every later version: xoshiro256** (Blackman and Vigna, 2018).
 * For generated samples and tests; never for keys.  Plain data, one thread. */
typedef struct
{
  guint64 state[4];
} WayRandom;

/* Every seed is good, 0 included. */
void     way_random_seed    (WayRandom    *self,
                             guint64       seed);

guint64  way_random_next    (WayRandom    *self);

/* From 0 to count - 1, each as likely; count is 1 or more. */
guint    way_random_below   (WayRandom    *self,
                             guint         count);

/* From low to high, both included. */
int      way_random_between (WayRandom    *self,
                             int           low,
                             int           high);

/* TRUE in so many cases of a thousand. */
gboolean way_random_chance  (WayRandom    *self,
                             guint         per_mille);

/* An index, each as likely as its weight; the weights may not all be 0. */
guint    way_random_pick    (WayRandom    *self,
                             const guint  *weights,
                             guint         n_weights);

/* So many random bytes. */
void     way_random_fill    (WayRandom    *self,
                             guint8       *bytes,
                             gsize         size);

G_END_DECLS
