/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells by key, and the sums that the totals of a table make: along each
 * dimension that has one, a sum for every line. */

#include "way-disclosure-block-private.h"

#include <string.h>

/* Between the parts of a key; codes are words without control characters. */
#define BETWEEN "\x1f"

/* --- Shapes --- */

static guint
get_length (const WayDisclosureDimension *dimension)
{
  return dimension->n + (dimension->has_total ? 1 : 0);
}

guint
way_disclosure_n_cells (const WayDisclosureShape *shape)
{
  guint n = 1;

  for (guint i = 0; i < shape->n_dimensions; i++)
    n *= get_length (&shape->dimensions[i]);
  return n;
}

/* How many cells on the next category of a dimension is. */
static guint
get_stride (const WayDisclosureShape *shape,
            guint                     dimension)
{
  guint stride = 1;

  for (guint i = dimension + 1; i < shape->n_dimensions; i++)
    stride *= get_length (&shape->dimensions[i]);
  return stride;
}

guint
way_disclosure_category (const WayDisclosureShape *shape,
                         guint                     cell,
                         guint                     dimension)
{
  return cell / get_stride (shape, dimension) % get_length (&shape->dimensions[dimension]);
}

/* --- Keys --- */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The same whichever the order of the dimensions; totals are not named. */
static char *
make_key (const WayDisclosureShape *shape,
          guint                     cell)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  char *key;

  for (guint i = 0; i < shape->n_dimensions; i++)
    {
      const WayDisclosureDimension *dimension = &shape->dimensions[i];
      guint category = way_disclosure_category (shape, cell, i);

      if (category < dimension->n)
        g_ptr_array_add (words, g_strdup_printf ("%s %s", dimension->name,
                                                 dimension->codes[category]));
    }
  g_ptr_array_sort (words, compare_texts);
  g_ptr_array_add (words, NULL);
  key = g_strjoinv (BETWEEN, (char **) words->pdata);
  return key;
}

static guint
find_level (const WayDisclosureShape *shape,
            guint                     cell)
{
  guint level = 0;

  for (guint i = 0; i < shape->n_dimensions; i++)
    level += way_disclosure_category (shape, cell, i) == shape->dimensions[i].n;
  return level;
}

/* --- The block --- */

WayBlock *
way_block_new (const WayDisclosureShape *shape)
{
  WayBlock *self = g_new0 (WayBlock, 1);

  self->measure = g_strdup (shape->measure);
  self->period = g_strdup (shape->period);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->levels = g_array_new (FALSE, FALSE, sizeof (guint));
  self->sums = g_array_new (FALSE, FALSE, sizeof (WaySum));
  self->parts = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
way_block_free (WayBlock *self)
{
  if (self == NULL)
    return;
  g_free (self->measure);
  g_free (self->period);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->keys);
  g_array_unref (self->levels);
  g_array_unref (self->sums);
  g_array_unref (self->parts);
  g_free (self);
}

gboolean
way_block_holds (const WayBlock           *self,
                 const WayDisclosureShape *shape)
{
  return strcmp (self->measure, shape->measure) == 0 && strcmp (self->period, shape->period) == 0;
}

static guint
find_or_add_cell (WayBlock                 *self,
                  const WayDisclosureShape *shape,
                  guint                     cell)
{
  g_autofree char *key = make_key (shape, cell);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key));
  guint level = find_level (shape, cell);

  if (index == 0)
    {
      g_array_append_val (self->levels, level);
      g_hash_table_insert (self->by_key, key, GUINT_TO_POINTER (self->levels->len));
      g_ptr_array_add (self->keys, g_steal_pointer (&key));
      return self->levels->len - 1;
    }
  g_array_index (self->levels, guint, index - 1) =
    MAX (level, g_array_index (self->levels, guint, index - 1));
  return index - 1;
}

guint *
way_block_add (WayBlock                 *self,
               const WayDisclosureShape *shape)
{
  guint n = way_disclosure_n_cells (shape);
  guint *cells = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    cells[i] = find_or_add_cell (self, shape, i);
  return cells;
}

/* A total is no less than any of its parts, although they may add up to more. */
static void
add_bounds (WayBlock     *self,
            const WaySum *line)
{
  for (guint i = 0; i < line->n_parts; i++)
    {
      WaySum bound = {
        .total = g_array_index (self->parts, guint, line->first + i), .first = self->parts->len,
        .n_parts = 1, .is_loose = TRUE,
      };

      g_array_append_val (self->parts, line->total);
      g_array_append_val (self->sums, bound);
    }
}

/* The line along a dimension that ends in this total. */
static void
add_line (WayBlock                 *self,
          const WayDisclosureShape *shape,
          const guint              *cells,
          const guint8             *is_missing,
          guint                     total,
          guint                     dimension)
{
  guint n = shape->dimensions[dimension].n;
  guint stride = get_stride (shape, dimension);
  WaySum sum = {
    .total = cells[total], .first = self->parts->len, .n_parts = n,
    .is_loose = shape->dimensions[dimension].is_loose,
  };

  if (is_missing[total])
    return;
  for (guint i = 0; i < n; i++)
    {
      guint part = total - (n - i) * stride;

      if (is_missing[part])
        {
          g_array_set_size (self->parts, sum.first);
          return;
        }
      g_array_append_val (self->parts, cells[part]);
    }
  g_array_append_val (self->sums, sum);
  if (sum.is_loose)
    add_bounds (self, &sum);
}

void
way_block_add_sums (WayBlock                 *self,
                    const WayDisclosureShape *shape,
                    const guint              *cells,
                    const guint8             *is_missing)
{
  guint n = way_disclosure_n_cells (shape);

  for (guint i = 0; i < shape->n_dimensions; i++)
    for (guint cell = 0; cell < n; cell++)
      if (way_disclosure_category (shape, cell, i) == shape->dimensions[i].n)
        add_line (self, shape, cells, is_missing, cell, i);
}

WaySums
way_block_sums (const WayBlock *self)
{
  return (WaySums) {
    .n_cells = self->keys->len,
    .sums = (const WaySum *) (void *) self->sums->data,
    .n_sums = self->sums->len,
    .parts = (const guint *) (void *) self->parts->data,
  };
}

char *
way_block_words (const WayBlock *self,
                 guint           cell)
{
  g_auto(GStrv) words = g_strsplit (g_ptr_array_index (self->keys, cell), BETWEEN, -1);
  g_autofree char *joined = g_strjoinv (", ", words);

  return g_strdup_printf ("%s, %s: %s", self->measure, self->period,
                          *joined != '\0' ? joined : "Total");
}

WayBlock *
way_blocks_find (GPtrArray                *blocks,
                 const WayDisclosureShape *shape,
                 guint                    *index)
{
  for (*index = 0; *index < blocks->len; ++*index)
    if (way_block_holds (g_ptr_array_index (blocks, *index), shape))
      return g_ptr_array_index (blocks, *index);
  g_ptr_array_add (blocks, way_block_new (shape));
  return g_ptr_array_index (blocks, *index);
}
