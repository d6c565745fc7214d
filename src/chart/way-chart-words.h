/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words, days and numbers as a chart says them.
 *
 * Language: the folder marks its texts for translation and knows no gettext.
 * Whoever makes a WayChartData gives it one function, which gets the English
 * msgid and, where a number is in the text, its plural and the number; a page
 * answers with g_dgettext() or g_dngettext().  NULL means English.  Texts that
 * come from outside (names of series, titles, terms) are taken as they are.
 *
 * Everything here is pure and may be called from any thread. */

typedef const char *(*WayChartTranslateFunc) (const char *msgid,
                                              const char *plural,
                                              gulong      n);

/* The text in the reader's language; not to be freed. */
const char *way_chart_say        (WayChartTranslateFunc  translate,
                                  const char            *msgid) G_GNUC_FORMAT (2);
const char *way_chart_say_n      (WayChartTranslateFunc  translate,
                                  const char            *one,
                                  const char            *many,
                                  gulong                 n) G_GNUC_FORMAT (2) G_GNUC_FORMAT (3);

/* "Thu 12 Nov 2026", "10 November 2026", "September 2025" for a Julian day as
 * of way_date_julian(); "" for day 0.  Free with g_free(). */
char       *way_chart_say_day    (WayChartTranslateFunc  translate,
                                  guint32                day);
char       *way_chart_say_date   (WayChartTranslateFunc  translate,
                                  guint32                day);
char       *way_chart_say_month  (WayChartTranslateFunc  translate,
                                  guint32                day);

/* "Sep"; month is 1 to 12.  Not to be freed. */
const char *way_chart_say_short_month (WayChartTranslateFunc  translate,
                                       guint                  month);

/* "1,234.5", with a true minus sign.  Halves go away from zero, as people
 * expect of 2.5.  A value that rounds to nothing has no sign.  Free with
 * g_free(). */
char       *way_chart_say_number (double                 value,
                                  guint                  decimals);

/* The number with its unit, where the unit stands at the number: "86%", "£1.3m"
 * for "£m".  Other units stand in words beside it.  Free with g_free(). */
char       *way_chart_say_amount (double                 value,
                                  guint                  decimals,
                                  const char            *unit);

/* The same rounding for files: "-1234.5".  Free with g_free(). */
char       *way_chart_plain_number (double               value,
                                    guint                decimals);

G_END_DECLS
