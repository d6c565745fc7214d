/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-pupil-hours.h"

G_BEGIN_DECLS

/* A child's week over all sites: how much of full time it is, in words; what does
 * not add up, each with the record that mends it; the half days with who gives
 * them; the sites, and the part-time timetables in force. */
#define WAY_TYPE_TIMETABLE_VIEW (way_timetable_view_get_type ())
G_DECLARE_FINAL_TYPE (WayTimetableView, way_timetable_view, WAY, TIMETABLE_VIEW, GtkBox)

GtkWidget *way_timetable_view_new  (void);

/* doubts are of WayDoubt. */
void       way_timetable_view_show (WayTimetableView    *self,
                                    const WayPupilHours *hours,
                                    const GArray        *doubts,
                                    const GDate         *today);

G_END_DECLS
