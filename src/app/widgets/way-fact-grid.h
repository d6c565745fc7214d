/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One fact in three lines: its name, dim; the value, bold; a note.  Properties:
 * label, value, note.  A fact without a value says a dash. */
#define WAY_TYPE_FACT (way_fact_get_type ())
G_DECLARE_FINAL_TYPE (WayFact, way_fact, WAY, FACT, GtkBox)

GtkWidget *way_fact_new (const char *label,
                         const char *value,
                         const char *note);
void       way_fact_set (WayFact    *self,
                         const char *value,
                         const char *note);

/* Facts in up to four equal columns inside a card. */
#define WAY_TYPE_FACT_GRID (way_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (WayFactGrid, way_fact_grid, WAY, FACT_GRID, GtkBox)

GtkWidget *way_fact_grid_new   (void);
void       way_fact_grid_clear (WayFactGrid *self);

/* Adds a fact at the end; note may be NULL. */
void       way_fact_grid_add   (WayFactGrid *self,
                                const char  *label,
                                const char  *value,
                                const char  *note);

G_END_DECLS
