/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-attack.h"

G_BEGIN_DECLS

/* Which cells of published tables must be hidden so that the small ones cannot
 * be worked out from the others (domain.md 7, rule 5).  Pure; any thread.
 *
 * A hidden cell counts somebody: 0 stays 0.  The attacker knows that, the
 * threshold, the rounding and that counts are not negative. */

typedef enum
{
  WAY_CELL_SHOWN,
  WAY_CELL_PRIMARY,          /* hidden for what it is */
  WAY_CELL_SECONDARY,        /* hidden so that others cannot be worked out */
} WayCellState;

typedef struct
{
  gint32       count;
  WayCellState state;        /* in: shown or primary */
  guint        level;        /* of how many dimensions it is a total: those of
                                none are hidden first */
  gboolean     hides_none;   /* a 0 may be hidden too, as the attacker knows */
  gboolean     is_fixed;     /* published before, and not again: cannot be hidden */
  WayRange     known;        /* from elsewhere: { 0, INFINITY } is nothing */
} WayHideCell;

typedef struct
{
  gint32 threshold;          /* counts from 1 to this are small */
  gint32 rounding;           /* shown to the nearest multiple; 0: as they are */
} WayHideRule;

typedef enum
{
  WAY_HIDE_DONE,
  WAY_HIDE_EXPOSED,          /* the cell can be worked out whatever is hidden */
  WAY_HIDE_CONTRADICTION,    /* the counts do not fit their sums, or what is known */
  WAY_HIDE_GAVE_UP,
} WayHideResult;

/* Hides until the interval of each primary cell holds all of 1 to the threshold
 * and that of every other hidden one is at least the threshold wide.  Begins
 * with the sums of which one member alone is hidden (its smallest other part
 * that is not 0; the first of equal ones), goes on with the cheapest cell that
 * helps, and shows again what turns out not to be needed.  Small tables are
 * searched for the fewest cells; of so many, the smaller counts.  *exposed gets
 * the cell with WAY_HIDE_EXPOSED. */
WayHideResult  way_hide          (const WaySums     *sums,
                                  WayHideCell       *cells,
                                  const WayHideRule *rule,
                                  guint             *exposed);

/* The nearest multiple, halves up; the count itself where rounding is 0. */
gint32         way_hide_round    (gint32             count,
                                  gint32             rounding);

/* Which counts are shown so: none from 1 to the threshold is shown at all. */
WayRange       way_hide_shown    (gint32             shown,
                                  const WayHideRule *rule);

/* Which counts are hidden. */
WayRange       way_hide_hidden   (gboolean           hides_none);

/* Whether the interval of a hidden cell tells too little to work it out, as far
 * as that can be said without knowing which cells are the small ones: all of 1
 * to the threshold, or as wide. */
gboolean       way_hide_is_wide  (const WayRange    *range,
                                  const WayHideRule *rule);

G_END_DECLS
