/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which provisions stand by themselves in a picture: where there are more than can
 * be told apart, the smallest are one. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>

void
way_file_shown_clear (WayFileShown *self)
{
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->orders, g_free);
}

typedef struct
{
  guint provision;
  guint n;
} Size;

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  const Size *one = a;
  const Size *other = b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;
  return (one->provision > other->provision) - (one->provision < other->provision);
}

/* Those of which something is counted, the largest first. */
static GArray *
sort_sizes (const guint *totals,
            guint        n)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (Size));

  for (guint i = 0; i < n; i++)
    if (totals[i] > 0)
      {
        Size size = { i, totals[i] };

        g_array_append_val (sizes, size);
      }
  g_array_sort (sizes, compare_sizes);
  return sizes;
}

void
way_file_shown_fill (WayFileShown            *self,
                     const WayFileChartAsk   *ask,
                     const WayOccupancyFacts *facts,
                     const guint             *totals,
                     guint                    most)
{
  guint n = facts->provisions->len;
  g_autoptr(GArray) sizes = sort_sizes (totals, n);
  guint own = sizes->len > most ? most - 1 : sizes->len;

  self->names = g_new0 (char *, n + 1);
  self->orders = g_new0 (guint, MAX (n, 1));
  self->others = own < sizes->len ? own : WAY_FACT_NONE;
  for (guint i = 0; i < n; i++)
    {
      const char *name = g_array_index (facts->provisions, WayProvisionFact, i).name;

      self->names[i] = g_strdup (name != NULL ? name : way_chart_say (ask->translate,
                                                                      N_("Not said")));
    }
  for (guint i = 0; i < sizes->len; i++)
    {
      guint provision = g_array_index (sizes, Size, i).provision;

      self->orders[provision] = MIN (i, own);
      if (i < own)
        continue;
      g_free (self->names[provision]);
      self->names[provision] =
        g_strdup_printf (way_chart_say (ask->translate, N_("Other settings (%u)")),
                         sizes->len - own);
    }
}

GHashTable *
way_file_shown_places (const WayFileShown      *self,
                       const WayOccupancyFacts *facts)
{
  GHashTable *places = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, g_free);

  for (guint i = 0; i < facts->provisions->len; i++)
    g_hash_table_insert (places,
                         g_memdup2 (&g_array_index (facts->provisions, WayProvisionFact, i).id,
                                    sizeof (WayId)),
                         g_strdup (self->names[i]));
  return places;
}
