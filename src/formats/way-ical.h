/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-calendar-file.h"

G_BEGIN_DECLS

/* Term dates and days off as iCalendar (RFC 5545).  What kind of days an event
 * stands for is said by its CATEGORIES, where one is a code of calendar_kind,
 * else by the words of its SUMMARY (data/rules/calendar-words.xml).  DTEND is
 * the first day after.
 *
 * Times are taken to the day that clocks in England show, from universal time,
 * from a zone that the system knows by name or that the file describes.  An event
 * that repeats (RRULE, RDATE, without EXDATE, and with the times that others
 * change or cancel by RECURRENCE-ID) gives a row for each time, to the end of the
 * years that are known.  An event that cannot be told, that is cancelled, that
 * has no right dates, or whose zone or repetition is not understood, is refused
 * with its reason; a file that gives more rows than WAY_CALENDAR_MOST_ROWS, or
 * takes too long to lay out, is refused whole.  As way_calendar_file_read(). */
GPtrArray *way_ical_read (GBytes  *bytes,
                          GError **error);

/* The kind that the words of a summary tell: a code of calendar_kind, or NULL. */
const char *way_ical_tell_kind (const char *summary);

G_END_DECLS
