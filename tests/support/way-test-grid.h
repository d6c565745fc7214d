/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-hide.h"
#include "way-random.h"

#include <math.h>

/* A table of rows and columns with all its totals, as cells and sums, and slow,
 * obvious answers about it. */

typedef struct
{
  guint        n_rows;        /* without the totals */
  guint        n_columns;
  WayHideCell *cells;         /* row after row, totals last */
  WaySums      sums;
} WayTestGrid;

static inline guint
way_test_grid_at (const WayTestGrid *self,
                  guint              row,
                  guint              column)
{
  return row * (self->n_columns + 1) + column;
}

static inline void
way_test_grid_add_line (WayTestGrid *self,
                        GArray      *sums,
                        GArray      *parts,
                        guint        first,
                        guint        step,
                        guint        n)
{
  WaySum sum = { .total = first + step * n, .first = parts->len, .n_parts = n };

  for (guint i = 0; i < n; i++)
    {
      guint part = first + step * i;

      g_array_append_val (parts, part);
    }
  g_array_append_val (sums, sum);
}

static inline void
way_test_grid_add_up (WayTestGrid *self)
{
  for (guint i = 0; i < self->sums.n_sums; i++)
    {
      const WaySum *sum = &self->sums.sums[i];
      gint32 total = 0;

      for (guint j = 0; j < sum->n_parts; j++)
        total += self->cells[self->sums.parts[sum->first + j]].count;
      self->cells[sum->total].count = total;
    }
}

/* counts holds the inner cells; NULL: they are 0 until way_test_grid_add_up().
 * A table of one row has no line of column totals. */
static inline WayTestGrid *
way_test_grid_new (guint         n_rows,
                   guint         n_columns,
                   const gint32 *counts)
{
  WayTestGrid *self = g_new0 (WayTestGrid, 1);
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (WaySum));
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_lines = n_rows == 1 ? 1 : n_rows + 1;

  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->sums.n_cells = n_lines * (n_columns + 1);
  self->cells = g_new0 (WayHideCell, self->sums.n_cells);
  for (guint i = 0; i < self->sums.n_cells; i++)
    {
      guint row = i / (n_columns + 1);
      guint column = i % (n_columns + 1);

      self->cells[i].known = (WayRange) { 0, INFINITY };
      self->cells[i].level = (row == n_rows) + (column == n_columns);
      if (row < n_rows && column < n_columns && counts != NULL)
        self->cells[i].count = counts[row * n_columns + column];
    }
  for (guint i = 0; i < n_rows; i++)
    way_test_grid_add_line (self, sums, parts, way_test_grid_at (self, i, 0), 1, n_columns);
  for (guint i = 0; n_lines > 1 && i <= n_columns; i++)
    way_test_grid_add_line (self, sums, parts, i, n_columns + 1, n_rows);
  self->sums.n_sums = sums->len;
  self->sums.sums = (const WaySum *) g_array_free (sums, FALSE);
  self->sums.parts = (const guint *) g_array_free (parts, FALSE);
  way_test_grid_add_up (self);
  return self;
}

static inline void
way_test_grid_free (WayTestGrid *self)
{
  g_free (self->cells);
  g_free ((gpointer) self->sums.sums);
  g_free ((gpointer) self->sums.parts);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTestGrid, way_test_grid_free)

/* A made-up table: mostly small counts and some larger ones. */
static inline WayTestGrid *
way_test_grid_random (WayRandom *random,
                      guint      most)
{
  guint n_rows = (guint) way_random_between (random, 1, (int) most);
  guint n_columns = (guint) way_random_between (random, 2, (int) most);
  WayTestGrid *self = way_test_grid_new (n_rows, n_columns, NULL);

  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      self->cells[way_test_grid_at (self, i, j)].count =
        way_random_chance (random, 250) ? 0
        : way_random_chance (random, 300) ? way_random_between (random, 1, 6)
        : way_random_between (random, 3, 60);
  way_test_grid_add_up (self);
  return self;
}

static inline void
way_test_grid_mark_small (WayTestGrid       *self,
                          const WayHideRule *rule)
{
  for (guint i = 0; i < self->sums.n_cells; i++)
    if (self->cells[i].count > 0 && self->cells[i].count <= rule->threshold)
      self->cells[i].state = WAY_CELL_PRIMARY;
}

/* What the attacker knows of each cell; free with g_free(). */
static inline WayRange *
way_test_grid_known (const WayTestGrid *self,
                     const WayHideRule *rule)
{
  WayRange *known = g_new (WayRange, self->sums.n_cells);

  for (guint i = 0; i < self->sums.n_cells; i++)
    known[i] = self->cells[i].state != WAY_CELL_SHOWN
             ? way_hide_hidden (self->cells[i].hides_none)
             : way_hide_shown (way_hide_round (self->cells[i].count, rule->rounding), rule);
  return known;
}

static inline guint
way_test_grid_n_hidden (const WayTestGrid *self)
{
  guint n = 0;

  for (guint i = 0; i < self->sums.n_cells; i++)
    n += self->cells[i].state != WAY_CELL_SHOWN;
  return n;
}

static inline char *
way_test_grid_to_string (const WayTestGrid *self)
{
  GString *out = g_string_new ("\n");

  for (guint i = 0; i < self->sums.n_cells; i++)
    g_string_append_printf (out, "%4d%s%s", self->cells[i].count,
                            self->cells[i].state == WAY_CELL_PRIMARY ? "!"
                            : self->cells[i].state == WAY_CELL_SECONDARY ? "*" : " ",
                            i % (self->n_columns + 1) == self->n_columns ? "\n" : "");
  return g_string_free (out, FALSE);
}
