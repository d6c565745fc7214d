/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A day is a GDate.  A GDate that is not valid means "no date": an open end of
 * a period, or a fact not yet known.  All functions here are pure and may be
 * called from any thread; none reads the clock. */

/* No date. */
GDate    way_date_none         (void);

/* The given day; must exist. */
GDate    way_date_ymd          (int           year,
                                int           month,
                                int           day);

/* From a Julian day number as g_date_get_julian() gives it; 0 is no date. */
GDate    way_date_from_julian  (guint32       julian);

/* The Julian day number; 0 for no date. */
guint32  way_date_julian       (const GDate  *date);

gboolean way_date_is_set       (const GDate  *date);

/* Orders days; no date sorts before every day.  <0, 0, >0. */
int      way_date_compare      (const GDate  *a,
                                const GDate  *b);

gboolean way_date_equal        (const GDate  *a,
                                const GDate  *b);

/* Whether day lies in [from, to], both ends included; an end without a date is
 * open.  A day counts for a placement from its first to its last. */
gboolean way_date_within       (const GDate  *day,
                                const GDate  *from,
                                const GDate  *to);

/* Whether the periods share a day; ends as in way_date_within(). */
gboolean way_date_overlap      (const GDate  *from_a,
                                const GDate  *to_a,
                                const GDate  *from_b,
                                const GDate  *to_b);

/* The day so many days later (earlier when negative). */
GDate    way_date_add_days     (const GDate  *date,
                                int           days);

/* The same day so many months later, or the last of that month. */
GDate    way_date_add_months   (const GDate  *date,
                                int           months);

/* Days from a to b; both must be set. */
int      way_date_days_between (const GDate  *a,
                                const GDate  *b);

/* 1 is Monday, 7 is Sunday. */
int      way_date_weekday      (const GDate  *date);

/* The Monday of the day's week. */
GDate    way_date_week_start   (const GDate  *date);

/* The calendar year in which the school year of this day began, counting it
 * from 1 September: 2021 for any day of 2021/22 (domain.md 1, "School year"). */
int      way_date_school_year  (const GDate  *date);

/* Full years of age on a day; both must be set and in order. */
int      way_date_age          (const GDate  *birth,
                                const GDate  *on);

/* Reads YYYY-MM-DD exactly.  FALSE, and *date unset, for anything else or a
 * day that does not exist.  Years 1000 to 9999. */
gboolean way_date_parse        (const char   *text,
                                GDate        *date);

/* YYYY-MM-DD, or "" for no date.  Free with g_free(). */
char    *way_date_to_iso       (const GDate  *date);

G_END_DECLS
