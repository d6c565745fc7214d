/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change after the other, each along the days from its own on. */

#include "way-place-changes.h"

static gint32 *
find_row (gint32 *places,
          guint   n_days,
          guint   group)
{
  return places + (gsize) group * n_days;
}

static guint
find_first (const guint32 *days,
            guint          n_days,
            guint32        day)
{
  guint first = 0;

  while (first < n_days && days[first] < day)
    first++;
  return first;
}

static void
apply (const WayPlaceChange *change,
       guint                 first,
       guint                 n_days,
       gint32               *places)
{
  gint32 *from = find_row (places, n_days, change->group);
  gint32 *to = change->kind == WAY_PLACES_MOVE ? find_row (places, n_days, change->to) : NULL;

  for (guint i = first; i < n_days; i++)
    {
      gint32 taken = MIN (change->places, from[i]);

      if (change->kind == WAY_PLACES_ADD)
        from[i] += change->places;
      else
        from[i] -= taken;
      if (to != NULL)
        to[i] += taken;
    }
}

/* By the days; those of one day stay as they stand. */
static void
sort_changes (const WayPlaceChange  *changes,
              const WayPlaceChange **order,
              gsize                  n)
{
  for (gsize i = 0; i < n; i++)
    {
      gsize at = i;

      for (; at > 0 && order[at - 1]->day > changes[i].day; at--)
        order[at] = order[at - 1];
      order[at] = &changes[i];
    }
}

void
way_place_changes_apply (const WayPlaceChange *changes,
                         gsize                 n_changes,
                         const guint32        *days,
                         guint                 n_days,
                         gint32               *places)
{
  g_autofree const WayPlaceChange **order = g_new (const WayPlaceChange *, MAX (n_changes, 1));

  sort_changes (changes, order, n_changes);
  for (gsize i = 0; i < n_changes; i++)
    apply (order[i], find_first (days, n_days, order[i]->day), n_days, places);
}
