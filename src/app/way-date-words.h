/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-date.h"

G_BEGIN_DECLS

/* Days as people say and type them, translated.  Pure but for the language;
 * results are freed with g_free(). */

/* "Thu 12 Nov"; with the year where it is not today's. */
char    *way_date_words_day   (const GDate *day,
                               const GDate *today);

/* A moment, in milliseconds since 1970, in the computer's own time: "Tue 10
 * Nov, 14:05". */
char    *way_date_words_moment (gint64       milliseconds,
                                const GDate *today);

/* "Thursday 12 November 2026". */
char    *way_date_words_long  (const GDate *day);

/* "12 Nov 2026": short, and exact on its own. */
char    *way_date_words_short (const GDate *day);

/* "November 2026". */
char    *way_date_words_month (const GDate *day);

/* "Thu", of 4; 1 is Monday.  Lent. */
const char *way_date_words_weekday (int weekday);

/* How far off, in calendar days: "Today", "Tomorrow", "In 10 days",
 * "Yesterday", "10 days ago". */
char    *way_date_words_near  (const GDate *day,
                               const GDate *today);

/* When a duty is due, in school days as the rules counted them (negative: so
 * many late): "Today", "Tomorrow", "In 2 school days", "2 school days late". */
char    *way_date_words_due   (const GDate *due,
                               const GDate *today,
                               int          school_days);

/* Reads what a person types for a day: "12 nov", "12 November 2026",
 * "12/11/26", "12.11.2026", "2026-11-12", "today", "yesterday", "tomorrow",
 * "+3" and "-3" (days), "+2w", "mon" (the next Monday).  Without a year, the
 * day nearest to today; a year of two figures is at most 20 years ahead.
 * FALSE, and *day no date, for anything else or a day that does not exist. */
gboolean way_date_words_parse (const char  *typed,
                               const GDate *today,
                               GDate       *day);

G_END_DECLS
