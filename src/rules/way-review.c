/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The due day of a placement's next review. */

#include "way-review.h"

#include "way-clocks.h"

#define WEEK 7

guint
way_review_default_weeks (const GDate *on)
{
  const WayCode *rule = way_clocks_find_row ("C19", on, NULL);

  return (guint) way_code_get_int (rule, "count", 0);
}

GDate
way_review_explain (const WaySchoolDays *days,
                    const GDate         *start,
                    const GDate         *last_review,
                    guint                weeks,
                    WayReviewBound      *bound)
{
  gboolean was_reviewed = way_date_is_set (last_review) &&
                          way_date_compare (last_review, start) >= 0;
  const GDate *last = was_reviewed ? last_review : start;
  GDate due, from, to;

  g_return_val_if_fail (way_date_is_set (start), way_date_none ());
  *bound = WAY_REVIEW_BY_WEEKS;
  due = way_date_add_days (last, WEEK * (int) (weeks > 0 ? weeks
                                                         : way_review_default_weeks (start)));

  if (way_school_days_half_term (days, last, &from, &to))
    {
      /* A review held in the holidays before it does not serve a half-term; a
       * placement that starts on the last day leaves no time for one. */
      gboolean is_served = (was_reviewed && way_date_compare (last, &from) >= 0) ||
                           way_date_compare (&to, last) <= 0;
      GDate next = way_date_add_days (&to, 1);

      if (is_served && !way_school_days_half_term (days, &next, &from, &to))
        to = due;
      if (way_date_compare (&to, &due) < 0)
        {
          *bound = WAY_REVIEW_BY_HALF_TERM;
          due = to;
        }
    }
  from = way_school_days_last (days, &due);
  if (way_date_compare (&from, last) <= 0 || way_date_equal (&from, &due))
    return due;
  *bound = WAY_REVIEW_BY_SCHOOL_DAY;
  return from;
}

GDate
way_review_due (const WaySchoolDays *days,
                const GDate         *start,
                const GDate         *last_review,
                guint                weeks)
{
  WayReviewBound bound;

  return way_review_explain (days, start, last_review, weeks, &bound);
}
