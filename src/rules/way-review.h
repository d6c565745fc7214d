/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-school-days.h"

G_BEGIN_DECLS

/* When a placement must be reviewed next: clock C19 (Arranging alternative
 * provision, February 2025: at least half-termly; and not more than so many
 * weeks after the last one, a setting of the authority).  Pure; any thread. */

/* The longest time between reviews of a placement that began on a day, where the
 * authority set none. */
guint way_review_default_weeks (const GDate         *on);

/* The due day: the earlier of the end of the half-term and so many weeks after
 * the last review (the start, where there was none), on or before which the
 * last school day is.  A half-term in which a review was held is served, so the
 * next one counts.  Where no calendar tells half-terms, only weeks count.
 * last_review may be NULL or not set; weeks 0 is the default. */
GDate way_review_due           (const WaySchoolDays *days,
                                const GDate         *start,
                                const GDate         *last_review,
                                guint                weeks);

/* What set that day. */
typedef enum
{
  WAY_REVIEW_BY_WEEKS,
  WAY_REVIEW_BY_HALF_TERM,
  WAY_REVIEW_BY_SCHOOL_DAY,   /* either, brought forward to a school day */
} WayReviewBound;

/* The same, and why. */
GDate way_review_explain       (const WaySchoolDays *days,
                                const GDate         *start,
                                const GDate         *last_review,
                                guint                weeks,
                                WayReviewBound      *bound);

G_END_DECLS
