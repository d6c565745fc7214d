/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "way-chart-read.h"
#include "way-chart-scene.h"
#include "way-chart-theme.h"

G_BEGIN_DECLS

/* Words in one family, measured and drawn alike, with tabular figures.
 * Belongs to the thread that made it. */
typedef struct _WayChartFont WayChartFont;

/* family as Pango takes it; NULL is "Cantarell, Sans".  For pixels letters
 * stand on whole ones, as GTK has them; for vectors they stand where they
 * are. */
WayChartFont   *way_chart_font_new         (const char          *family,
                                            gboolean             is_vector);
void            way_chart_font_free        (WayChartFont        *self);

/* For WayChartPage; valid while the font lives. */
WayChartMeasure way_chart_font_get_measure (WayChartFont        *self);

/* A layout with these words in this size, one line, as wide as they are; lent,
 * and the next call may change or end it.  A width that is set on it must be
 * taken off again. */
PangoLayout    *way_chart_font_lay         (WayChartFont        *self,
                                            const char          *text,
                                            double               size,
                                            gboolean             bold);

/* Draws the scene with its corner at the origin; restores cr.  What it draws
 * stays the same until data, size or theme change: keep it on a surface, and
 * draw only the overlay on pointer and key. */
void            way_chart_draw             (const WayChartScene *scene,
                                            const WayChartTheme *theme,
                                            WayChartFont        *font,
                                            cairo_t             *cr);

/* The cross-hair through a point, a mark on every series there (of more than
 * eight, on the one in question), and a card
 * with the same words as the read-out.  is_focused adds the keyboard's ring. */
void            way_chart_draw_overlay     (const WayChartScene *scene,
                                            const WayChartTheme *theme,
                                            WayChartFont        *font,
                                            WayChartAt           at,
                                            gboolean             is_focused,
                                            cairo_t             *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayChartFont, way_chart_font_free)

G_END_DECLS
