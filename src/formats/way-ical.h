/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-calendar-file.h"

G_BEGIN_DECLS

/* Term dates and days off as iCalendar (RFC 5545).  What kind of days an event
 * stands for is said by its CATEGORIES, where one is a code of calendar_kind,
 * else by the words of its SUMMARY (data/rules/calendar-words.xml).  DTEND is
 * the first day after.  An event that cannot be told, that repeats, that is
 * cancelled or that has no right dates is refused.  As
 * way_calendar_file_read(). */
GPtrArray *way_ical_read (GBytes  *bytes,
                          GError **error);

/* The kind that the words of a summary tell: a code of calendar_kind, or NULL. */
const char *way_ical_tell_kind (const char *summary);

G_END_DECLS
