/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-match-service.h"

G_BEGIN_DECLS

/* A matching: a row a provision, a column for what is compared, and below why
 * the chosen one fits or not, and what would change that.
 *
 * Signal: "changed": another provision is chosen.
 * Property: folded: for a narrow window, fewer columns. */
#define WAY_TYPE_MATCH_VIEW (way_match_view_get_type ())
G_DECLARE_FINAL_TYPE (WayMatchView, way_match_view, WAY, MATCH_VIEW, GtkBox)

/* Shows a matching in place of the one before; takes it over.  What was chosen
 * stays so where it is still there; else chosen, or the first of the list. */
void                way_match_view_set_match   (WayMatchView  *self,
                                                WayMatch      *match,
                                                const WayId   *chosen,
                                                const GDate   *today);

/* Lent; NULL before one was set. */
const WayMatch     *way_match_view_get_match   (WayMatchView  *self);

/* Chooses a provision; one that is not in the list is none. */
void                way_match_view_choose      (WayMatchView  *self,
                                                const WayId   *provision);

/* The provision that is chosen, lent; NULL for none. */
const WayMatchLine *way_match_view_get_chosen  (WayMatchView  *self);

G_END_DECLS
