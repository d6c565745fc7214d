/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fewest cells to hide, by cutting planes (after Fischetti and Salazar,
 * 2001): choose the cheapest set that every cut so far allows, attack it, and
 * where a cell can be worked out, add the cut that says why.  Each cut holds for
 * every safe set, so that the first set that stands is a cheapest one.
 *
 * The choice is a small integer program (GLPK).  It is bounded in size, rounds
 * and nodes, not in time, so that the same tables always come out the same;
 * beyond the bounds what was found one after the other stays. */

#include "way-attack-private.h"
#include "way-hide-private.h"

#include <math.h>

#define NEAR 1e-6

#define MOST_CELLS  49
#define MOST_ROUNDS 200
#define MOST_NODES  10000    /* of all rounds */

typedef struct
{
  WayHide  *hide;
  guint    *cells;        /* that may be hidden or not */
  guint     n_cells;
  int      *column_of;    /* by cell, from 1; 0: none */
  glp_prob *problem;
  guint     n_nodes;
} Search;

static void
add_row (Search       *self,
         int           n,
         const int    *columns,
         const double *factors,
         double        least)
{
  int row = glp_add_rows (self->problem, 1);

  glp_set_row_bnds (self->problem, row, GLP_LO, least, 0);
  glp_set_mat_row (self->problem, row, n, columns, factors);
}

/* Hidden cells count 1; of as many, the smaller numbers are cheaper. */
static void
add_columns (Search *self)
{
  double all = 1;

  for (guint i = 0; i < self->n_cells; i++)
    all += self->hide->cells[self->cells[i]].count;
  glp_add_cols (self->problem, (int) self->n_cells);
  for (guint i = 0; i < self->n_cells; i++)
    {
      glp_set_col_kind (self->problem, (int) i + 1, GLP_BV);
      glp_set_obj_coef (self->problem, (int) i + 1,
                        1 + self->hide->cells[self->cells[i]].count / (2 * all));
    }
}

/* What is looked for has fewer than n. */
static void
add_limit (Search *self,
           guint   n)
{
  g_autofree int *columns = g_new (int, self->n_cells + 1);
  g_autofree double *factors = g_new (double, self->n_cells + 1);

  for (guint i = 0; i < self->n_cells; i++)
    {
      columns[i + 1] = (int) i + 1;
      factors[i + 1] = -1;
    }
  add_row (self, (int) self->n_cells, columns, factors, 1.0 - n);
}

static gboolean
is_primary (const Search *self,
            guint         cell)
{
  return self->hide->cells[cell].state == WAY_CELL_PRIMARY;
}

/* A hidden member of a sum needs another, where there is one to hide. */
static void
add_companion_row (Search       *self,
                   const WaySum *sum,
                   guint         of)
{
  const WaySums *sums = self->hide->sums;
  g_autofree int *columns = g_new (int, way_sum_n_members (sum) + 1);
  g_autofree double *factors = g_new (double, way_sum_n_members (sum) + 1);
  double least = is_primary (self, of) ? 1 : 0;
  int n = 0;
  gboolean has_other = FALSE;

  for (guint i = 0; i < way_sum_n_members (sum); i++)
    {
      guint cell = way_sums_member (sums, sum, i);

      if (cell != of && is_primary (self, cell))
        return;
      if (self->column_of[cell] == 0 || (cell == of && is_primary (self, of)))
        continue;
      columns[++n] = self->column_of[cell];
      factors[n] = cell == of ? -1 : 1;
      has_other |= cell != of;
    }
  if (has_other)
    add_row (self, n, columns, factors, least);
}

static void
add_companion_rows (Search *self)
{
  const WaySums *sums = self->hide->sums;

  for (guint i = 0; i < sums->n_sums; i++)
    for (guint j = 0; !way_sum_is_bound (&sums->sums[i]) &&
                      j < way_sum_n_members (&sums->sums[i]); j++)
      {
        guint cell = way_sums_member (sums, &sums->sums[i], j);

        if (is_primary (self, cell) || self->column_of[cell] != 0)
          add_companion_row (self, &sums->sums[i], cell);
      }
}

static void
add_cut (Search           *self,
         const WayHideCut *cut)
{
  g_autofree int *columns = g_new (int, self->n_cells + 2);
  g_autofree double *factors = g_new (double, self->n_cells + 2);
  gboolean is_sure = is_primary (self, cut->cell);
  int n = 0;

  for (guint i = 0; i < self->n_cells; i++)
    if (cut->gains[self->cells[i]] > NEAR)
      {
        columns[++n] = (int) i + 1;
        factors[n] = cut->gains[self->cells[i]] / cut->need;
      }
  if (!is_sure)
    {
      columns[++n] = self->column_of[cut->cell];
      factors[n] = -1;
    }
  add_row (self, n, columns, factors, is_sure ? 1 : 0);
}

static void
count_node_cb (glp_tree *tree,
               void     *data)
{
  Search *self = data;

  if (glp_ios_reason (tree) == GLP_ISELECT && ++self->n_nodes > MOST_NODES)
    glp_ios_terminate (tree);
}

static gboolean
choose (Search *self)
{
  glp_iocp how;

  glp_init_iocp (&how);
  how.msg_lev = GLP_MSG_OFF;
  how.presolve = GLP_ON;
  how.cb_func = count_node_cb;
  how.cb_info = self;
  return glp_intopt (self->problem, &how) == 0 && glp_mip_status (self->problem) == GLP_OPT;
}

static void
take_choice (Search *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    self->hide->cells[self->cells[i]].state =
      glp_mip_col_val (self->problem, (int) i + 1) > 0.5 ? WAY_CELL_SECONDARY : WAY_CELL_SHOWN;
}

/* Adds a cut for each cell that can be worked out; FALSE where that cannot be
 * said. */
static gboolean
try_choice (Search   *self,
            gboolean *is_safe)
{
  g_autoptr(WayAttack) attack = way_hide_attack (self->hide);

  *is_safe = TRUE;
  for (guint i = 0; i < self->hide->sums->n_cells; i++)
    {
      gboolean is_cell_safe = TRUE;
      WayHideCut cut;
      WayHideResult result;

      if (self->hide->cells[i].state == WAY_CELL_SHOWN)
        continue;
      result = way_hide_look (self->hide, attack, i, &is_cell_safe, &cut);
      if (result == WAY_HIDE_DONE && !is_cell_safe)
        add_cut (self, &cut);
      way_hide_cut_clear (&cut);
      if (result != WAY_HIDE_DONE)
        return FALSE;
      *is_safe &= is_cell_safe;
    }
  return TRUE;
}

/* TRUE where fewer were found, and the cells are so. */
static gboolean
search (Search *self)
{
  for (guint i = 0; i < MOST_ROUNDS; i++)
    {
      gboolean is_safe;

      if (!choose (self))
        return FALSE;
      take_choice (self);
      if (!try_choice (self, &is_safe))
        return FALSE;
      if (is_safe)
        return TRUE;
    }
  return FALSE;
}

static void
find_cells (Search *self)
{
  guint n_all = self->hide->sums->n_cells;

  self->cells = g_new (guint, n_all + 1);
  self->column_of = g_new0 (int, n_all + 1);
  for (guint i = 0; i < n_all; i++)
    if (!is_primary (self, i) && way_hide_may (self->hide, i))
      {
        self->cells[self->n_cells++] = i;
        self->column_of[i] = (int) self->n_cells;
      }
}

static void
restore (WayHide            *hide,
         const WayCellState *states)
{
  for (guint i = 0; i < hide->sums->n_cells; i++)
    hide->cells[i].state = states[i];
}

void
way_hide_fewest (WayHide *hide)
{
  g_autofree WayCellState *states = g_new (WayCellState, hide->sums->n_cells + 1);
  Search self = { .hide = hide };
  guint n_secondary = 0;

  find_cells (&self);
  for (guint i = 0; i < hide->sums->n_cells; i++)
    {
      states[i] = hide->cells[i].state;
      n_secondary += states[i] == WAY_CELL_SECONDARY;
    }
  if (n_secondary > 1 && self.n_cells <= MOST_CELLS)
    {
      self.problem = way_problem_new ();
      add_columns (&self);
      add_companion_rows (&self);
      add_limit (&self, n_secondary);
      if (!search (&self))
        restore (hide, states);
      way_problem_free (self.problem);
    }
  g_free (self.cells);
  g_free (self.column_of);
}
