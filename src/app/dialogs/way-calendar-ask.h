/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-calendar-year.h"
#include "way-import-dialog.h"
#include "way-page-ask.h"

G_BEGIN_DECLS

/* What the page of a calendar asks: days to enter or change, and files of them. */

/* A form for new days, which begin on a day. */
void way_calendar_ask_add    (WayPage               *page,
                              const WayCalendarYear *year,
                              const GDate           *day);

/* The same of days that are entered. */
void way_calendar_ask_change (WayPage               *page,
                              const WayCalendarYear *year,
                              const WayCalendarDay  *days);

/* Takes days out at once, with a way back. */
void way_calendar_ask_remove (WayPage               *page,
                              const WayCalendarDay  *days);

/* A file of days for the calendar that is shown; path NULL asks for it. */
void way_calendar_ask_import (WayPage               *page,
                              const WayCalendarYear *year,
                              const char            *path);

G_END_DECLS
