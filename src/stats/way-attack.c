/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attack: cells that sums tie to each other become one sparse linear
 * program, made when it is first asked for.  A cell that is known exactly is a
 * constant of it.  Each question is another objective over the same
 * constraints, so that the basis of the last answer begins the next one.
 *
 * Every solution that is found is a set of counts that fits what was published;
 * what it has in each cell is remembered, and answers most questions of the kind
 * "can this be 1, and can it be 5?" before they are asked. */

#include "way-attack-private.h"

#include <math.h>

/* Counts are whole numbers: anything closer is the same. */
#define NEAR 1e-6

/* Pivots of one problem.  Degenerate tables of some thousand cells stay far
 * below it; beyond, an answer is not to be waited for. */
#define MOST_PIVOTS 200000

/* Pivots of all problems of one attack, and cells that hang together: what
 * anybody publishes stays far below; a folder that is made to keep us busy does
 * not. */
#define MOST_PIVOTS_IN_ALL 4000000
#define MOST_CELLS 20000

typedef struct
{
  GArray   *cells;           /* guint: those that are not known exactly */
  GArray   *sums;            /* guint */
  glp_prob *problem;         /* or NULL */
} Part;

struct _WayAttack
{
  const WaySums *sums;
  WayRange      *known;
  WayRange      *seen;
  GPtrArray     *parts;      /* Part */
  guint         *part_of;    /* by cell; G_MAXUINT: known exactly, or in no sum */
  guint         *column_of;  /* by cell, from 1 */
  gboolean       contradicts;
  guint          n_solved;
  guint          n_pivots;
};

static _Thread_local guint n_problems;

glp_prob *
way_problem_new (void)
{
  n_problems++;
  glp_term_out (GLP_OFF);
  return glp_create_prob ();
}

void
way_problem_free (glp_prob *self)
{
  glp_delete_prob (self);
  if (--n_problems == 0)
    glp_free_env ();
}

static gboolean
is_exact (const WayRange *range)
{
  return range->high - range->low < NEAR;
}

/* --- Which cells hang together --- */

static guint
find_root (guint *parent,
           guint  cell)
{
  while (parent[cell] != cell)
    cell = parent[cell] = parent[parent[cell]];
  return cell;
}

static void
unite (guint *parent,
       guint  a,
       guint  b)
{
  parent[find_root (parent, a)] = find_root (parent, b);
}

/* The first member that is not known exactly; G_MAXUINT: all are. */
static guint
find_open_member (const WayAttack *self,
                  const WaySum    *sum)
{
  for (guint i = 0; i < way_sum_n_members (sum); i++)
    {
      guint cell = way_sums_member (self->sums, sum, i);

      if (!is_exact (&self->known[cell]))
        return cell;
    }
  return G_MAXUINT;
}

static void
unite_sum (const WayAttack *self,
           const WaySum    *sum,
           guint           *parent)
{
  guint first = find_open_member (self, sum);

  for (guint i = 0; first != G_MAXUINT && i < way_sum_n_members (sum); i++)
    {
      guint cell = way_sums_member (self->sums, sum, i);

      if (!is_exact (&self->known[cell]))
        unite (parent, cell, first);
    }
}

static void
part_free (Part *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->sums);
  g_clear_pointer (&self->problem, way_problem_free);
  g_free (self);
}

static Part *
find_or_add_part (WayAttack *self,
                  guint      root)
{
  Part *part;

  if (self->part_of[root] != G_MAXUINT)
    return g_ptr_array_index (self->parts, self->part_of[root]);
  part = g_new0 (Part, 1);
  part->cells = g_array_new (FALSE, FALSE, sizeof (guint));
  part->sums = g_array_new (FALSE, FALSE, sizeof (guint));
  self->part_of[root] = self->parts->len;
  g_ptr_array_add (self->parts, part);
  return part;
}

static void
add_cell (WayAttack *self,
          guint      cell,
          guint      root)
{
  Part *part = find_or_add_part (self, root);

  self->part_of[cell] = self->part_of[root];
  g_array_append_val (part->cells, cell);
  self->column_of[cell] = part->cells->len;
}

/* What a sum of cells that are known exactly is out by: 0 where it holds. */
static double
get_excess (const WayAttack *self,
            const WaySum    *sum)
{
  double excess = 0;

  for (guint i = 0; i < way_sum_n_members (sum); i++)
    excess += way_sum_factor (sum, i) * self->known[way_sums_member (self->sums, sum, i)].low;
  return sum->is_loose ? MIN (excess, 0) : excess;
}

static void
divide (WayAttack *self)
{
  g_autofree guint *parent = g_new (guint, self->sums->n_cells);

  for (guint i = 0; i < self->sums->n_cells; i++)
    parent[i] = i;
  for (guint i = 0; i < self->sums->n_sums; i++)
    unite_sum (self, &self->sums->sums[i], parent);
  for (guint i = 0; i < self->sums->n_cells; i++)
    if (!is_exact (&self->known[i]))
      add_cell (self, i, find_root (parent, i));
  for (guint i = 0; i < self->sums->n_sums; i++)
    {
      guint open = find_open_member (self, &self->sums->sums[i]);

      if (open == G_MAXUINT)
        self->contradicts |= ABS (get_excess (self, &self->sums->sums[i])) > NEAR;
      else
        {
          Part *part = g_ptr_array_index (self->parts, self->part_of[open]);

          g_array_append_val (part->sums, i);
        }
    }
}

/* --- The linear program of a part --- */

static void
set_column (const WayAttack *self,
            glp_prob        *problem,
            int              column,
            guint            cell)
{
  const WayRange *known = &self->known[cell];

  glp_set_col_bnds (problem, column, isinf (known->high) ? GLP_LO : GLP_DB, known->low,
                    isinf (known->high) ? 0 : known->high);
}

/* Parts less total are 0, or at least 0: what is known exactly goes to the
 * other side. */
static void
set_row (const WayAttack *self,
         glp_prob        *problem,
         int              row,
         const WaySum    *sum)
{
  g_autofree int *columns = g_new (int, way_sum_n_members (sum) + 1);
  g_autofree double *factors = g_new (double, way_sum_n_members (sum) + 1);
  double constant = 0;
  int n = 0;

  for (guint i = 0; i < way_sum_n_members (sum); i++)
    {
      guint cell = way_sums_member (self->sums, sum, i);
      double factor = way_sum_factor (sum, i);

      if (is_exact (&self->known[cell]))
        {
          constant += factor * self->known[cell].low;
          continue;
        }
      columns[++n] = (int) self->column_of[cell];
      factors[n] = factor;
    }
  glp_set_row_bnds (problem, row, sum->is_loose ? GLP_LO : GLP_FX, -constant, -constant);
  glp_set_mat_row (problem, row, n, columns, factors);
}

static void
make_problem (const WayAttack *self,
              Part            *part)
{
  part->problem = way_problem_new ();
  glp_add_cols (part->problem, (int) part->cells->len);
  for (guint i = 0; i < part->cells->len; i++)
    set_column (self, part->problem, (int) i + 1, g_array_index (part->cells, guint, i));
  glp_add_rows (part->problem, (int) part->sums->len);
  for (guint i = 0; i < part->sums->len; i++)
    set_row (self, part->problem, (int) i + 1,
             &self->sums->sums[g_array_index (part->sums, guint, i)]);
  glp_adv_basis (part->problem, 0);
}

static void
remember (WayAttack  *self,
          const Part *part)
{
  for (guint i = 0; i < part->cells->len; i++)
    {
      WayRange *seen = &self->seen[g_array_index (part->cells, guint, i)];
      double value = glp_get_col_prim (part->problem, (int) i + 1);

      seen->low = MIN (seen->low, value);
      seen->high = MAX (seen->high, value);
    }
}

static WayAttackResult
solve (WayAttack *self,
       Part      *part)
{
  glp_smcp how;
  int before = glp_get_it_cnt (part->problem);
  int status;

  if (self->n_pivots > MOST_PIVOTS_IN_ALL)
    return WAY_ATTACK_GAVE_UP;
  glp_init_smcp (&how);
  how.msg_lev = GLP_MSG_OFF;
  how.it_lim = MOST_PIVOTS;
  self->n_solved++;
  if (glp_simplex (part->problem, &how) != 0)
    {
      /* A basis that went bad: once more from the beginning. */
      glp_std_basis (part->problem);
      if (glp_simplex (part->problem, &how) != 0)
        return WAY_ATTACK_GAVE_UP;
    }
  self->n_pivots += (guint) MAX (glp_get_it_cnt (part->problem) - before, 0);
  status = glp_get_status (part->problem);
  if (status == GLP_NOFEAS || status == GLP_INFEAS)
    return WAY_ATTACK_CONTRADICTION;
  if (status != GLP_OPT && status != GLP_UNBND)
    return WAY_ATTACK_GAVE_UP;
  remember (self, part);
  return WAY_ATTACK_FOUND;
}

static void
read_prices (const Part *part,
             double     *prices)
{
  for (guint i = 0; i < part->sums->len; i++)
    {
      double price = glp_get_row_dual (part->problem, (int) i + 1);

      prices[g_array_index (part->sums, guint, i)] = ABS (price) < NEAR ? 0 : price;
    }
}

/* Whole numbers as such, so that nobody sees 4.999999. */
static double
tidy (double value)
{
  return ABS (value - round (value)) < NEAR ? round (value) : value;
}

static double
read_end (const Part *part,
          gboolean    upward)
{
  if (glp_get_status (part->problem) == GLP_UNBND)
    return upward ? INFINITY : -INFINITY;
  return tidy (glp_get_obj_val (part->problem));
}

/* --- The attack --- */

WayAttack *
way_attack_new (const WaySums  *sums,
                const WayRange *known)
{
  WayAttack *self = g_new0 (WayAttack, 1);

  self->sums = sums;
  self->known = g_memdup2 (known, sums->n_cells * sizeof (WayRange));
  self->seen = g_new (WayRange, sums->n_cells);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->part_of = g_new (guint, sums->n_cells);
  self->column_of = g_new0 (guint, sums->n_cells);
  for (guint i = 0; i < sums->n_cells; i++)
    {
      self->part_of[i] = G_MAXUINT;
      self->seen[i] = is_exact (&known[i]) ? known[i] : (WayRange) { INFINITY, -INFINITY };
      self->contradicts |= known[i].low > known[i].high + NEAR;
    }
  divide (self);
  return self;
}

void
way_attack_free (WayAttack *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->parts);
  g_free (self->known);
  g_free (self->seen);
  g_free (self->part_of);
  g_free (self->column_of);
  g_free (self);
}

WayAttackResult
way_attack_reach (WayAttack *self,
                  guint      cell,
                  gboolean   upward,
                  double    *end,
                  double    *prices)
{
  WayAttackResult result;
  Part *part;

  for (guint i = 0; prices != NULL && i < self->sums->n_sums; i++)
    prices[i] = 0;
  if (self->contradicts)
    return WAY_ATTACK_CONTRADICTION;
  *end = upward ? self->known[cell].high : self->known[cell].low;
  if (self->part_of[cell] == G_MAXUINT)
    return WAY_ATTACK_FOUND;
  part = g_ptr_array_index (self->parts, self->part_of[cell]);
  if (part->sums->len == 0)
    return WAY_ATTACK_FOUND;
  if (part->cells->len > MOST_CELLS)
    return WAY_ATTACK_GAVE_UP;
  if (part->problem == NULL)
    make_problem (self, part);
  glp_set_obj_dir (part->problem, upward ? GLP_MAX : GLP_MIN);
  glp_set_obj_coef (part->problem, (int) self->column_of[cell], 1);
  result = solve (self, part);
  glp_set_obj_coef (part->problem, (int) self->column_of[cell], 0);
  if (result != WAY_ATTACK_FOUND)
    return result;
  *end = read_end (part, upward);
  if (prices != NULL)
    read_prices (part, prices);
  return WAY_ATTACK_FOUND;
}

WayAttackResult
way_attack_range (WayAttack *self,
                  guint      cell,
                  WayRange  *range)
{
  WayAttackResult result = way_attack_reach (self, cell, FALSE, &range->low, NULL);

  if (result != WAY_ATTACK_FOUND)
    return result;
  return way_attack_reach (self, cell, TRUE, &range->high, NULL);
}

WayRange
way_attack_get_seen (const WayAttack *self,
                     guint            cell)
{
  return self->seen[cell];
}

guint
way_attack_n_solved (const WayAttack *self)
{
  return self->n_solved;
}
