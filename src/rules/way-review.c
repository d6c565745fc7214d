/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The due day of a placement's next review. */

#include "way-review.h"

#include "way-codes.h"

guint
way_review_default_weeks (const GDate *on)
{
  const WayCode *rule = way_codes_lookup_on ("clock", "C19", on);

  if (rule == NULL)
    rule = way_codes_lookup ("clock", "C19");
  return way_code_get_int (rule, "count", 0);
}

GDate
way_review_due (const WaySchoolDays *days,
                const GDate         *start,
                const GDate         *last_review,
                guint                weeks)
{
  gboolean was_reviewed = way_date_is_set (last_review) &&
                          way_date_compare (last_review, start) >= 0;
  const GDate *last = was_reviewed ? last_review : start;
  GDate due, from, to;

  g_return_val_if_fail (way_date_is_set (start), way_date_none ());
  due = way_date_add_days (last, 7 * (int) (weeks > 0 ? weeks : way_review_default_weeks (last)));

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
        due = to;
    }
  from = way_school_days_last (days, &due);
  return way_date_compare (&from, last) > 0 ? from : due;
}
