/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-id.h"
#include "way-session.h"

G_BEGIN_DECLS

/* A row that says in a line how many school days an establishment has this year
 * and by whose calendar, and leads to that. */
#define WAY_TYPE_CALENDAR_LINK (way_calendar_link_get_type ())
G_DECLARE_FINAL_TYPE (WayCalendarLink, way_calendar_link, WAY, CALENDAR_LINK, GtkBox)

GtkWidget *way_calendar_link_new  (void);

/* Reads the establishment's year.  Where it cannot be read the row says nothing of
 * it: the calendar itself then says why. */
void       way_calendar_link_show (WayCalendarLink *self,
                                   WaySession      *session,
                                   const WayId     *establishment);

G_END_DECLS
