/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-clocks.h"
#include "way-session.h"
#include "way-what-if.h"

G_BEGIN_DECLS

/* "Why this day?": the days of a clock as they were counted, one box a day.
 * Days that do not count are hatched and say why, today is outlined, the due day
 * is filled; the rule, the calendar and the source stand below. */
#define WAY_TYPE_DAY_STRIP (way_day_strip_get_type ())
G_DECLARE_FINAL_TYPE (WayDayStrip, way_day_strip, WAY, DAY_STRIP, GtkBox)

GtkWidget *way_day_strip_new       (void);
void       way_day_strip_set_clock (WayDayStrip    *self,
                                    const WayClock *clock,
                                    const GDate    *today);

/* Offers to look at what would have been: a button that opens the dialog for the
 * case, which is taken over.  NULL takes the button away. */
void       way_day_strip_set_what_if (WayDayStrip  *self,
                                      WaySession   *session,
                                      WayWhatIf    *what_if);

G_END_DECLS
