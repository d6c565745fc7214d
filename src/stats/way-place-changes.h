/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Places added, moved and closed from a day on: the arithmetic of a what-if.
 * Pure; any thread; days are Julian day numbers. */

typedef enum
{
  WAY_PLACES_ADD,
  WAY_PLACES_MOVE,
  WAY_PLACES_CLOSE,
} WayPlaceChangeKind;

typedef struct
{
  WayPlaceChangeKind kind;
  guint32            day;      /* the first on which it holds */
  guint              group;    /* where places are added, closed, or moved from */
  guint              to;       /* of a move: where they go; else not looked at */
  gint32             places;   /* above 0 */
} WayPlaceChange;

/* Changes places in place: a row of n_days for each group, one after the other,
 * as they are without the changes.  Changes hold in the order of their days, those
 * of one day in the order given.  On a day with fewer places than are to be closed
 * or moved, as many are as there are: there are never fewer than none, and a move
 * neither makes nor loses a place.  days ascend. */
void way_place_changes_apply (const WayPlaceChange *changes,
                              gsize                 n_changes,
                              const guint32        *days,
                              guint                 n_days,
                              gint32               *places);

G_END_DECLS
