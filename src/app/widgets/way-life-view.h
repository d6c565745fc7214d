/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-pupil-facts.h"

G_BEGIN_DECLS

/* A child's time at school as lanes: rolls, suspensions, placements, reviews,
 * and attendance by week under one another, with today as a line across; what
 * lies after it is expected, and dashed.  The lists of the page are its table;
 * its name says the same in words. */
#define WAY_TYPE_LIFE_VIEW (way_life_view_get_type ())
G_DECLARE_FINAL_TYPE (WayLifeView, way_life_view, WAY, LIFE_VIEW, GtkWidget)

GtkWidget *way_life_view_new       (void);

/* Copies what it draws. */
void       way_life_view_set_facts (WayLifeView         *self,
                                    const WayPupilFacts *facts,
                                    const GDate         *today);

G_END_DECLS
