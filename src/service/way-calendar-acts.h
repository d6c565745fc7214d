/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-area.h"

G_BEGIN_DECLS

/* Days that somebody enters into a calendar: an establishment's, or the
 * authority's where the establishment is NULL or none. */

/* The calendar that takes what is entered: the oldest there is; else *is_new, and
 * it is one with an id that is not written yet.  NULL on error. */
WayCalendar *way_calendar_acts_find      (WayDb                 *db,
                                          const WayId           *establishment,
                                          gboolean              *is_new,
                                          GError               **error);

/* Why nobody could count these days; NULL where they can be counted.  Free with
 * g_free(). */
char        *way_calendar_acts_objection (const WayCalendarDay  *days);

/* Enters the days, and makes their calendar where there is none; their id and
 * calendar are not looked at.  Days without an end are one day.
 * WAY_MODEL_ERROR; WAY_SERVICE_ERROR_INVALID where nobody could count them, or
 * the calendar says just that already. */
gboolean     way_calendar_acts_add       (WayAct                *act,
                                          const WayId           *establishment,
                                          const WayCalendarDay  *days,
                                          GError               **error);

/* Changes days that were entered; errors as above. */
gboolean     way_calendar_acts_change    (WayAct                *act,
                                          const WayCalendarDay  *days,
                                          GError               **error);

/* Takes days out.  WAY_STORE_ERROR_NOT_FOUND where they are not there. */
gboolean     way_calendar_acts_remove    (WayAct                *act,
                                          const WayId           *days,
                                          GError               **error);

G_END_DECLS
