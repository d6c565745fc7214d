/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-calendar-year.h"

G_BEGIN_DECLS

/* A school year in words, translated.  Results are freed with g_free(). */

/* "Ardenshire’s calendar", or an establishment’s. */
char *way_calendar_words_whose   (const WayCalendarYear *year,
                                  WayDaysOwner           owner);

/* "Thursday 12 November 2026: open, both sessions · from Ardenshire’s calendar";
 * "" for a day of another year. */
char *way_calendar_words_day     (const WayCalendarYear *year,
                                  const GDate           *day);

/* What was entered: "Term, 2 Sep to 22 Oct 2026 · Autumn, first half". */
char *way_calendar_words_entry   (const WayCalendarDay  *entry);

/* What is to be known before the days are read: that they are somebody else's,
 * all of them or some, or nobody's.  NULL where they are its own. */
char *way_calendar_words_caution (const WayCalendarYear *year);

/* The school days of the year and whose calendar gives them, in a line. */
char *way_calendar_words_summary (const WayCalendarYear *year);

/* "2026/27". */
char *way_calendar_words_year    (int                    year);

/* Of a term: "74 school days", and its bounds. */
char *way_calendar_words_count   (const WayCalendarTerm *term);
char *way_calendar_words_bounds  (const WayCalendarTerm *term);

G_END_DECLS
