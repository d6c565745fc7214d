/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-area.h"
#include "way-formats-error.h"

G_BEGIN_DECLS

/* Files of term dates and days off: iCalendar, or a table `from,to,kind`. */

#define WAY_CALENDAR_MOST_BYTES (8 * 1024 * 1024)
#define WAY_CALENDAR_MOST_ROWS  20000

/* No term or holiday is longer than a school year. */
#define WAY_CALENDAR_MOST_DAYS  366

/* One row or event: its days, or why it cannot be taken. */
typedef struct
{
  guint           line;     /* on which it begins */
  WayCalendarDay *day;      /* without id and calendar; NULL where it is refused */
  char           *reason;
} WayCalendarRow;

void       way_calendar_row_free   (WayCalendarRow  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCalendarRow, way_calendar_row_free)

/* Tells which of the two it is and reads it.  Elements are WayCalendarRow * in
 * the order of the file.  NULL where the file cannot be read at all:
 * WAY_FORMATS_ERROR, naming the line. */
GPtrArray *way_calendar_file_read  (GBytes          *bytes,
                                    GError         **error);

/* Whether it looks like iCalendar. */
gboolean   way_calendar_file_is_ical (GBytes        *bytes);

/* Checks the days of a row as a record is checked, and their number.  FALSE
 * with a sentence. */
gboolean   way_calendar_file_check (const WayCalendarDay  *day,
                                    GError               **error);

G_END_DECLS
