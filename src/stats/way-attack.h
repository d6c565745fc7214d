/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The attacker's view of published tables: cells of which a range is known, and
 * sums that hold between them.  By linear programming (GLPK) it finds how far
 * each cell can lie.  Pure; an attack belongs to the thread that made it. */

/* high may be INFINITY. */
typedef struct
{
  double low;
  double high;
} WayRange;

/* A total and its parts, which are n_parts numbers of cells from `first` on. */
typedef struct
{
  guint    total;
  guint    first;
  guint    n_parts;
  gboolean is_loose;      /* a child may be in several parts: the total is no
                             more than what they add up to */
} WaySum;

typedef struct
{
  guint         n_cells;
  const WaySum *sums;
  guint         n_sums;
  const guint  *parts;    /* of all sums, one after the other */
} WaySums;

/* The members of a sum are its parts, then its total. */
static inline guint
way_sum_n_members (const WaySum *self)
{
  return self->n_parts + 1;
}

static inline guint
way_sums_member (const WaySums *self,
                 const WaySum  *sum,
                 guint          index)
{
  return index < sum->n_parts ? self->parts[sum->first + index] : sum->total;
}

/* What a member counts for in the sum. */
static inline double
way_sum_factor (const WaySum *self,
                guint         index)
{
  return index < self->n_parts ? 1 : -1;
}

/* Whether it says only that one cell is no less than another. */
static inline gboolean
way_sum_is_bound (const WaySum *self)
{
  return self->is_loose && self->n_parts == 1;
}

typedef struct _WayAttack WayAttack;

typedef enum
{
  WAY_ATTACK_FOUND,
  WAY_ATTACK_CONTRADICTION,   /* no counts at all fit what is known */
  WAY_ATTACK_GAVE_UP,         /* no answer within the bounds of the solver */
} WayAttackResult;

/* sums are borrowed and outlive the attack; the ranges are copied, one a cell.
 * Cells that no sum ties to each other are worked out apart. */
WayAttack       *way_attack_new      (const WaySums    *sums,
                                      const WayRange   *known);
void             way_attack_free     (WayAttack        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayAttack, way_attack_free)

/* How far a cell can lie. */
WayAttackResult  way_attack_range    (WayAttack        *self,
                                      guint             cell,
                                      WayRange         *range);

/* One end of it: the highest value, or the lowest.  prices, where it is not
 * NULL, gets a number for each sum, 0 where the sum plays no part: what the end
 * would gain if the sum were not to hold by one.  They prove that no other
 * counts reach further. */
WayAttackResult  way_attack_reach    (WayAttack        *self,
                                      guint             cell,
                                      gboolean          upward,
                                      double           *end,
                                      double           *prices);

/* What one of the solutions that were found so far has in the cell at least and
 * at most: a range that is surely possible, and costs nothing.  Empty (low
 * above high) where none was found. */
WayRange         way_attack_get_seen (const WayAttack  *self,
                                      guint             cell);

/* How many problems were solved. */
guint            way_attack_n_solved (const WayAttack  *self);

G_END_DECLS
