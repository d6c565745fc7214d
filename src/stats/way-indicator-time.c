/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long things take, and whether they come in time: K25 to K29, K37. */

#include "way-indicator-private.h"

/* --- Length of stay --- */

static gint64
days_between (const WayIndicatorFacts *facts,
              guint32                  from,
              guint32                  to,
              gboolean                 school_days)
{
  if (school_days)
    return way_indicator_facts_school_days (facts, from, to);
  return to > from ? (gint64) to - from : 0;
}

/* K25: stays that ended in the period or go on after it; those for as long as
 * they were seen, and marked as open.  What was over before the period began
 * was not seen in it. */
static void
add_lengths (const WayIndicatorFacts    *facts,
             const WayIndicatorQuestion *question,
             WayCases                   *cases,
             gboolean                    school_days)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      guint32 last = MIN (stay->to, question->to);
      WayCase one = way_case_of_stay (facts, i, last);

      if (!way_stat_in_period (facts, stay, question))
        continue;
      one.numerator = days_between (facts, stay->from, last + 1, school_days);
      one.denominator = stay->to <= question->to;
      one.entered = (guint32) days_between (facts, stay->from, question->from, school_days);
      if (one.entered < one.numerator)
        way_cases_add (cases, &one);
    }
}

static void
add_days_stayed (const WayIndicatorFacts    *facts,
                 const WayIndicatorQuestion *question,
                 WayCases                   *cases)
{
  add_lengths (facts, question, cases, FALSE);
}

static void
add_school_days_stayed (const WayIndicatorFacts    *facts,
                        const WayIndicatorQuestion *question,
                        WayCases                   *cases)
{
  add_lengths (facts, question, cases, TRUE);
}

/* --- Waiting --- */

/* K26: from the referral to the first day. */
static void
add_waits (const WayIndicatorFacts    *facts,
           const WayIndicatorQuestion *question,
           WayCases                   *cases,
           gboolean                    school_days)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (!way_stat_is_asked (question, stay->from) || !way_stat_is_counted (facts, stay))
        continue;
      if (stay->received == 0 || stay->received > stay->from)
        {
          cases->n_left_out++;
          continue;
        }
      way_cases_add_stay (cases, facts, i, stay->from,
                          school_days
                            ? way_indicator_facts_school_days (facts, stay->received, stay->from)
                            : stay->from - stay->received, 1);
    }
}

static void
add_school_days_waited (const WayIndicatorFacts    *facts,
                        const WayIndicatorQuestion *question,
                        WayCases                   *cases)
{
  add_waits (facts, question, cases, TRUE);
}

static void
add_days_waited (const WayIndicatorFacts    *facts,
                 const WayIndicatorQuestion *question,
                 WayCases                   *cases)
{
  add_waits (facts, question, cases, FALSE);
}

static WayCase
case_of_referral (const WayIndicatorFacts *facts,
                  guint                    index)
{
  const WayStatReferral *row = WAY_STAT_AT (facts->referrals, WayStatReferral, index);
  WayCase one = way_case (WAY_CASE_REFERRAL, index);

  one.pupil = row->pupil;
  one.stay = row->stay;
  one.code = row->route;
  one.day = row->received;
  if (row->stay != WAY_STAT_NONE)
    one.provision = WAY_STAT_AT (facts->stays, WayStatStay, row->stay)->provision;
  return one;
}

/* K26C: referrals that wait on the day: neither a place nor an end. */
static void
add_waiting (const WayIndicatorFacts    *facts,
             const WayIndicatorQuestion *question,
             WayCases                   *cases)
{
  for (guint i = 0; i < facts->referrals->len; i++)
    {
      const WayStatReferral *row = WAY_STAT_AT (facts->referrals, WayStatReferral, i);
      WayCase one = case_of_referral (facts, i);

      if (row->received == 0 || row->received > question->to ||
          (row->started != 0 && row->started <= question->to) ||
          (row->closed != 0 && row->closed <= question->to))
        continue;
      one.numerator = 1;
      way_cases_add (cases, &one);
    }
}

/* K27: from the referral to its decision, without the time that it was with the
 * school for information. */
static void
add_days_to_decision (const WayIndicatorFacts    *facts,
                      const WayIndicatorQuestion *question,
                      WayCases                   *cases)
{
  for (guint i = 0; i < facts->referrals->len; i++)
    {
      const WayStatReferral *row = WAY_STAT_AT (facts->referrals, WayStatReferral, i);
      WayCase one = case_of_referral (facts, i);
      gint64 days;

      if (!way_stat_is_asked (question, row->decided) || row->received == 0 ||
          row->received > row->decided)
        continue;
      days = way_indicator_facts_school_days (facts, row->received, row->decided);
      one.numerator = MAX (days - row->waited_days, 0);
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

/* K27C: the time that was left out there, of those that were sent back. */
static void
add_days_returned (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  for (guint i = 0; i < facts->referrals->len; i++)
    {
      const WayStatReferral *row = WAY_STAT_AT (facts->referrals, WayStatReferral, i);
      WayCase one = case_of_referral (facts, i);

      if (!way_stat_is_asked (question, row->decided) || row->waited_days == 0)
        continue;
      one.numerator = row->waited_days;
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

/* K27B: from the decision to the first day. */
static void
add_days_to_start (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (!way_stat_is_asked (question, stay->from) || !way_stat_is_counted (facts, stay))
        continue;
      if (stay->decided == 0 || stay->decided > stay->from)
        cases->n_left_out++;
      else
        way_cases_add_stay (cases, facts, i, stay->from,
                            way_indicator_facts_school_days (facts, stay->decided, stay->from), 1);
    }
}

/* --- The sixth day --- */

/* Whether anybody writes down when a child first came. */
static gboolean
is_attendance_known (const WayIndicatorFacts *facts)
{
  for (guint i = 0; i < facts->duties->len; i++)
    if (WAY_STAT_AT (facts->duties, WayStatDuty, i)->attended != 0)
      return TRUE;
  return FALSE;
}

static void
add_duties (const WayIndicatorFacts    *facts,
            const WayIndicatorQuestion *question,
            WayCases                   *cases,
            gboolean                    attended)
{
  cases->not_collected = attended && !is_attendance_known (facts);
  for (guint i = 0; i < facts->duties->len; i++)
    {
      const WayStatDuty *duty = WAY_STAT_AT (facts->duties, WayStatDuty, i);
      guint32 done = attended ? duty->attended : duty->offered;
      WayCase one = way_case (WAY_CASE_DUTY, i);

      if (!way_stat_is_asked (question, duty->due))
        continue;
      if (duty->left_out)
        {
          cases->n_left_out++;
          continue;
        }
      one.pupil = duty->pupil;
      one.school = duty->school;
      one.code = duty->rule;
      one.day = duty->due;
      one.numerator = done != 0 && done <= duty->due;
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

/* K28: education was there by the sixth day. */
static void
add_offered_in_time (const WayIndicatorFacts    *facts,
                     const WayIndicatorQuestion *question,
                     WayCases                   *cases)
{
  add_duties (facts, question, cases, FALSE);
}

/* K28B: the child came to it by then. */
static void
add_attended_in_time (const WayIndicatorFacts    *facts,
                      const WayIndicatorQuestion *question,
                      WayCases                   *cases)
{
  add_duties (facts, question, cases, TRUE);
}

/* K29: children of the area without education on the day. */
static void
add_without (const WayIndicatorFacts    *facts,
             const WayIndicatorQuestion *question,
             WayCases                   *cases)
{
  for (guint i = 0; i < facts->without->len; i++)
    {
      const WayStatWithout *row = WAY_STAT_AT (facts->without, WayStatWithout, i);
      WayCase one = way_case (WAY_CASE_PUPIL, row->pupil);

      one.pupil = row->pupil;
      one.day = question->to;
      one.numerator = 1;
      way_cases_add (cases, &one);
    }
}

/* --- Reviews --- */

/* K37: those that were held, and those that should have been. */
static void
add_reviews (const WayIndicatorFacts    *facts,
             const WayIndicatorQuestion *question,
             WayCases                   *cases)
{
  cases->not_collected = TRUE;
  for (guint i = 0; i < facts->reviews->len; i++)
    {
      const WayStatReview *row = WAY_STAT_AT (facts->reviews, WayStatReview, i);
      WayCase one = way_case_of_stay (facts, row->stay, row->due);

      cases->not_collected &= row->held == 0;
      if (!way_stat_is_asked (question, row->due) ||
          !way_stat_is_counted (facts, WAY_STAT_AT (facts->stays, WayStatStay, row->stay)))
        continue;
      one.kind = row->held != 0 ? WAY_CASE_REVIEW : WAY_CASE_STAY;
      one.index = row->held != 0 ? i : row->stay;
      one.numerator = row->held != 0 && row->held <= row->due;
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

const WayIndicatorFuncRow way_indicator_time_funcs[] = {
  { "days_stayed", add_days_stayed },
  { "school_days_stayed", add_school_days_stayed },
  { "school_days_waited", add_school_days_waited },
  { "days_waited", add_days_waited },
  { "waiting", add_waiting },
  { "days_to_decision", add_days_to_decision },
  { "days_to_start", add_days_to_start },
  { "days_returned", add_days_returned },
  { "offered_in_time", add_offered_in_time },
  { "attended_in_time", add_attended_in_time },
  { "without", add_without },
  { "reviews", add_reviews },
  { NULL }
};
