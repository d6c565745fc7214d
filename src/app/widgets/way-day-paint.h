/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-calendar-year.h"
#include "way-chart-theme.h"

G_BEGIN_DECLS

/* How a day of a calendar looks: a colour and a mark of its own for each kind, so
 * that nobody needs the colours. */

typedef enum
{
  WAY_DAY_LOOK_PLAIN = 0,
  WAY_DAY_LOOK_TODAY = 1 << 0,
  WAY_DAY_LOOK_SELECTED = 1 << 1,
  WAY_DAY_LOOK_FOCUS = 1 << 2,      /* with the keyboard's ring */
} WayDayLook;

/* Paints the day into its box; restores cr.  text is its figure, laid out in the
 * size it is to have; NULL for none. */
void way_day_paint (cairo_t               *cr,
                    const WayChartTheme   *theme,
                    const graphene_rect_t *box,
                    const WayCalendarCell *cell,
                    WayDayLook             look,
                    PangoLayout           *text);

G_END_DECLS
