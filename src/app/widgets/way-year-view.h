/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-calendar-year.h"

G_BEGIN_DECLS

/* A school year at a glance: twelve small months, as many beside each other as
 * there is room for.  One day is selected; its name is that day's reading, which
 * a screen reader says as the keys walk.  It belongs into a GtkScrolledWindow.
 *
 * Keys: Left and Right walk by a day, Up and Down by a week, Page keys by a month,
 * Home and End to the ends of the month, Enter activates.
 *
 * Signals: "moved": another day is selected; "left"(julian): the keys walked to a
 * day of another year; "activated": Enter, or a double click, on the day. */
#define WAY_TYPE_YEAR_VIEW (way_year_view_get_type ())
G_DECLARE_FINAL_TYPE (WayYearView, way_year_view, WAY, YEAR_VIEW, GtkWidget)

/* Lends the year, which lives until another is set; NULL shows none.  The day
 * that was selected stays where the year has it; else it is today, else the
 * first. */
void         way_year_view_set_year (WayYearView           *self,
                                     const WayCalendarYear *year,
                                     const GDate           *today);

/* No date while there is no year. */
const GDate *way_year_view_get_day  (WayYearView           *self);

/* Selects a day; nothing for one of another year. */
void         way_year_view_set_day  (WayYearView           *self,
                                     const GDate           *day);

G_END_DECLS
