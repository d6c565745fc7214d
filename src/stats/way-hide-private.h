/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-hide.h"

G_BEGIN_DECLS

/* What way-hide.c (one cell after the other) and way-hide-fewest.c (all at once)
 * both stand on. */

typedef struct
{
  const WaySums     *sums;
  WayHideCell       *cells;
  const WayHideRule *rule;
  WayRange          *shown;    /* by cell: what the attacker knows where it is shown */
  WayRange          *hidden;   /* and where it is hidden */
  double            *lowest;   /* by cell: what its interval must reach down to */
} WayHide;

/* Why a set of hidden cells does not do, whatever else is shown: of the cells
 * that have a gain here, so many must be hidden that their gains come to the
 * need (if `cell` is hidden at all). */
typedef struct
{
  guint   cell;
  double  need;
  double *gains;               /* by cell, 0 to need; those that may be hidden */
} WayHideCut;

void           way_hide_cut_clear    (WayHideCut     *self);

/* Whether the cell could be hidden: it counts somebody, and what is known of it
 * is little enough. */
gboolean       way_hide_may          (const WayHide  *self,
                                      guint           cell);

/* The attack on the states that the cells have. */
WayAttack     *way_hide_attack       (const WayHide  *self);

/* Looks at one hidden cell: *is_safe, or a cut. */
WayHideResult  way_hide_look         (WayHide        *self,
                                      WayAttack      *attack,
                                      guint           cell,
                                      gboolean       *is_safe,
                                      WayHideCut     *cut);

/* Finds fewer secondary cells than there are, or leaves all as it is. */
void           way_hide_fewest       (WayHide        *self);

G_END_DECLS
