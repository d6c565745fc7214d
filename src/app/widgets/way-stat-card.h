/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a card stands.  Amber and red are for duties only; each brings its icon,
 * so that colour is never the only sign. */
typedef enum
{
  WAY_STAT_NORMAL,
  WAY_STAT_AMBER,
  WAY_STAT_RED,
} WayStatState;

#define WAY_TYPE_STAT_STATE (way_stat_state_get_type ())
GType way_stat_state_get_type (void);

/* One figure as a card that is a button: its name, the figure, its unit, the
 * change in words with an arrow, and a small line.  Clicked, it opens the list
 * behind the figure: connect "clicked", or set an action.
 *
 *   <object class="WayStatCard" id="on_roll">
 *     <property name="heading" translatable="yes">On roll</property>
 *     <property name="unit" translatable="yes">pupils</property>
 *
 * Properties: heading, figure, unit, change, trend (below, at or above 0: an
 * arrow down, none, up), state. */
#define WAY_TYPE_STAT_CARD (way_stat_card_get_type ())
G_DECLARE_FINAL_TYPE (WayStatCard, way_stat_card, WAY, STAT_CARD, GtkButton)

GtkWidget *way_stat_card_new        (void);
void       way_stat_card_set_figure (WayStatCard  *self,
                                     const char   *figure);
void       way_stat_card_set_unit   (WayStatCard  *self,
                                     const char   *unit);

/* The change in words ("6 more than on 1 October"), and its direction. */
void       way_stat_card_set_change (WayStatCard  *self,
                                     const char   *words,
                                     int           trend);
void       way_stat_card_set_state  (WayStatCard  *self,
                                     WayStatState  state);

/* The small line's values, oldest first; copied.  NaN is a gap. */
void       way_stat_card_set_values (WayStatCard  *self,
                                     const double *values,
                                     guint         n);

G_END_DECLS
