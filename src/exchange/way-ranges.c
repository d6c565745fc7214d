/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which edits a copy has heard, as ranges. */

#include "way-ranges.h"

#include "way-bug-private.h"

#define MOST_REPLICAS 100000
#define MOST_RANGES 1000000

typedef struct
{
  guint64 from;
  guint64 to;
} Range;

struct _WayRanges
{
  GHashTable *replicas;      /* WayId * -> GArray of Range */
};

static void
free_array (gpointer data)
{
  g_array_unref (data);
}

WayRanges *
way_ranges_new (void)
{
  WayRanges *self = g_new0 (WayRanges, 1);

  self->replicas = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, free_array);
  return self;
}

void
way_ranges_free (WayRanges *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->replicas);
  g_free (self);
}

static GArray *
ranges_of (WayRanges   *self,
           const WayId *replica)
{
  GArray *ranges = g_hash_table_lookup (self->replicas, replica);

  if (ranges == NULL)
    {
      ranges = g_array_new (FALSE, FALSE, sizeof (Range));
      g_hash_table_insert (self->replicas, g_memdup2 (replica, sizeof *replica), ranges);
    }
  return ranges;
}

void
way_ranges_add (WayRanges   *self,
                const WayId *replica,
                guint64      number)
{
  GArray *ranges = ranges_of (self, replica);
  Range *last = ranges->len > 0 ? &g_array_index (ranges, Range, ranges->len - 1) : NULL;
  Range one = { number, number };

  g_return_if_fail (last == NULL || number > last->to);
  if (last != NULL && (number == last->to + 1 || way_bug (67)))
    last->to = number;
  else
    g_array_append_val (ranges, one);
}

gboolean
way_ranges_has (const WayRanges *self,
                const WayId     *replica,
                guint64          number)
{
  const GArray *ranges = g_hash_table_lookup (self->replicas, replica);
  guint low = 0;
  guint high = ranges != NULL ? ranges->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Range *range = &g_array_index (ranges, Range, middle);

      if (number < range->from)
        high = middle;
      else if (number > range->to + (way_bug (11) ? 1 : 0))
        low = middle + 1;
      else
        return TRUE;
    }
  return FALSE;
}

guint64
way_ranges_count (const WayRanges *self)
{
  GHashTableIter iter;
  GArray *ranges;
  guint64 count = 0;

  g_hash_table_iter_init (&iter, self->replicas);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &ranges))
    for (guint i = 0; i < ranges->len; i++)
      count += g_array_index (ranges, Range, i).to - g_array_index (ranges, Range, i).from + 1;
  return count;
}

static gboolean
arrays_meet (const GArray *a,
             const GArray *b)
{
  guint i = 0;
  guint j = 0;

  while (i < a->len && j < b->len)
    {
      const Range *one = &g_array_index (a, Range, i);
      const Range *other = &g_array_index (b, Range, j);

      if ((one->from <= other->to && other->from <= one->to) || way_bug (20))
        return TRUE;
      if (one->to < other->to)
        i++;
      else
        j++;
    }
  return FALSE;
}

gboolean
way_ranges_meet (const WayRanges *self,
                 const WayRanges *other)
{
  GHashTableIter iter;
  gpointer replica, ranges;

  g_hash_table_iter_init (&iter, self->replicas);
  while (g_hash_table_iter_next (&iter, &replica, &ranges))
    {
      const GArray *others = g_hash_table_lookup (other->replicas, replica);

      if (others != NULL && arrays_meet (ranges, others))
        return TRUE;
    }
  return FALSE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return way_id_compare (a, b);
}

void
way_ranges_write (const WayRanges *self,
                  GByteArray      *bytes)
{
  g_autoptr(GList) ids = g_list_sort (g_hash_table_get_keys (self->replicas), compare_ids);

  way_bytes_put_uint (bytes, g_hash_table_size (self->replicas));
  for (const GList *link = ids; link != NULL; link = link->next)
    {
      const WayId *id = link->data;
      const GArray *ranges = g_hash_table_lookup (self->replicas, id);
      guint n = way_bug (98) ? 1 : ranges->len;

      way_bytes_put_id (bytes, id);
      way_bytes_put_uint (bytes, n);
      for (guint j = 0; j < n; j++)
        {
          way_bytes_put_uint (bytes, g_array_index (ranges, Range, j).from);
          way_bytes_put_uint (bytes, g_array_index (ranges, Range, j).to);
        }
    }
}

/* Replicas stand in order, so that equal sets are equal bytes. */
static void
read_replica (WayReader *reader,
              WayRanges *self,
              WayId     *last)
{
  WayId id = way_reader_get_id (reader);
  guint64 count = way_reader_get_uint (reader);
  GArray *ranges;
  guint64 after = 0;

  if (count == 0 || count > MOST_RANGES ||
      (g_hash_table_size (self->replicas) > 0 && way_id_compare (last, &id) >= 0))
    reader->bad = TRUE;
  *last = id;
  if (reader->bad)
    return;
  ranges = ranges_of (self, &id);
  for (guint64 i = 0; i < count && !reader->bad; i++)
    {
      Range range;

      range.from = way_reader_get_uint (reader);
      range.to = way_reader_get_uint (reader);
      if ((range.from <= after && !way_bug (43)) || range.to < range.from || range.to >= G_MAXUINT64 - 1)
        reader->bad = TRUE;
      after = range.to + 1;
      g_array_append_val (ranges, range);
    }
}

WayRanges *
way_ranges_read (WayReader *reader)
{
  g_autoptr(WayRanges) self = way_ranges_new ();
  guint64 count = way_reader_get_uint (reader);
  WayId last = { { 0 } };

  if (count > MOST_REPLICAS)
    reader->bad = TRUE;
  for (guint64 i = 0; i < count && !reader->bad; i++)
    read_replica (reader, self, &last);
  return reader->bad ? NULL : g_steal_pointer (&self);
}
