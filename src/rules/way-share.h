/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-date.h"

G_BEGIN_DECLS

/* What a day costs, and shares of a year's money (data/rules/funding.xml).
 * Amounts are pence; shares are kept exact, in parts of a penny, until they are
 * rounded once at the end.  Pure; any thread. */

/* Parts that make one penny. */
gint64   way_share_unit    (void);

/* Rounds half up to pence. */
gint64   way_share_round   (gint64       parts);

/* What a rate on a basis (funding_basis) comes to a school day, with so many
 * half days a week.  FALSE where it does not: paid once, or not known. */
gboolean way_share_per_day (const char  *basis,
                            gint64       rate,
                            gint64       sessions,
                            gint64      *parts);

/* The notional share of a place's yearly sum for one school day, in parts: the
 * place value of the day, by full time, over the funded days of a year. */
gint64   way_share_place   (const GDate *on,
                            gint64       sessions);

/* Of a year's funding, what follows a permanently excluded pupil: by the
 * complete weeks from the relevant day (included) to the year's last. */
gint64   way_share_follow  (gint64       year_amount,
                            const GDate *relevant,
                            const GDate *year_end);

/* Half days a week that make full time. */
gint64   way_share_full_time (void);

/* The first and the last day of the funding year that holds a day; whose is a
 * code of funding_year.  FALSE where there is no such code. */
gboolean way_share_year    (const char  *whose,
                            const GDate *day,
                            GDate       *first,
                            GDate       *last);

G_END_DECLS
