/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Year 11 and after: K18 to K21. */

#include "way-indicator-private.h"

#include "way-date.h"

/* --- Examinations --- */

static gboolean
is_there_on (const WayIndicatorFacts *facts,
             guint                    pupil,
             guint32                  day)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (stay->pupil == pupil && way_stat_is_live (stay->from, stay->to, day) &&
          way_stat_is_counted (facts, stay))
        return TRUE;
    }
  return FALSE;
}

typedef gint64 (*ExamMeasure) (const WayIndicatorFacts *facts,
                               const WayStatExam       *exam);

static gboolean
has_both (const WayStatExam *exam,
          gint64             grade)
{
  return exam->english != WAY_STAT_UNSAID && exam->maths != WAY_STAT_UNSAID &&
         exam->english >= grade && exam->maths >= grade;
}

static gint64
pass (const WayIndicatorFacts *facts,
      const WayStatExam       *exam)
{
  return has_both (exam, facts->rules.pass_grade);
}

static gint64
strong_pass (const WayIndicatorFacts *facts,
             const WayStatExam       *exam)
{
  return has_both (exam, facts->rules.strong_grade);
}

static gint64
attainment_8 (const WayIndicatorFacts *facts,
              const WayStatExam       *exam)
{
  return exam->attainment_8 != WAY_STAT_UNSAID ? exam->attainment_8 : 0;
}

static gint64
any_qualification (const WayIndicatorFacts *facts,
                   const WayStatExam       *exam)
{
  return exam->any;
}

/* K18: results of the school year in which the period ends, of those who were
 * there on the January census. */
static void
add_exams (const WayIndicatorFacts    *facts,
           const WayIndicatorQuestion *question,
           WayCases                   *cases,
           ExamMeasure                 measure)
{
  GDate last = way_date_from_julian (question->to);
  int year = way_date_school_year (&last);

  cases->not_collected = TRUE;
  for (guint i = 0; i < facts->exams->len; i++)
    {
      const WayStatExam *exam = WAY_STAT_AT (facts->exams, WayStatExam, i);
      WayCase one = way_case (WAY_CASE_EXAM, i);

      if (exam->year != year)
        continue;
      cases->not_collected = FALSE;
      if (!is_there_on (facts, exam->pupil, facts->census_day))
        {
          cases->n_left_out++;
          continue;
        }
      one.pupil = exam->pupil;
      one.day = facts->census_day;
      one.numerator = measure (facts, exam);
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

static void
add_passes (const WayIndicatorFacts    *facts,
            const WayIndicatorQuestion *question,
            WayCases                   *cases)
{
  add_exams (facts, question, cases, pass);
}

static void
add_strong_passes (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  add_exams (facts, question, cases, strong_pass);
}

static void
add_attainment_8 (const WayIndicatorFacts    *facts,
                  const WayIndicatorQuestion *question,
                  WayCases                   *cases)
{
  add_exams (facts, question, cases, attainment_8);
}

static void
add_any_qualification (const WayIndicatorFacts    *facts,
                       const WayIndicatorQuestion *question,
                       WayCases                   *cases)
{
  add_exams (facts, question, cases, any_qualification);
}

/* --- Destinations --- */

/* The last that is known of a young person in a month. */
static const WayStatAfter *
find_after (const WayIndicatorFacts *facts,
            guint                    pupil,
            guint32                  from,
            guint32                  to)
{
  const WayStatAfter *last = NULL;

  for (guint i = 0; i < facts->after->len; i++)
    {
      const WayStatAfter *row = WAY_STAT_AT (facts->after, WayStatAfter, i);

      if (row->pupil == pupil && row->month >= from && row->month <= to &&
          (last == NULL || row->month > last->month))
        last = row;
    }
  return last;
}

static guint32
months_after (guint32 day,
              gint64  months)
{
  GDate date = way_date_from_julian (day);
  GDate after = way_date_add_months (&date, (int) months);

  return way_date_julian (&after);
}

/* Left in the period from the last year group. */
static gboolean
has_left_school (const WayIndicatorFacts    *facts,
                 const WayStatStay          *stay,
                 const WayIndicatorQuestion *question)
{
  const WayStatPupil *pupil = WAY_STAT_AT (facts->pupils, WayStatPupil, stay->pupil);

  return way_stat_is_asked (question, stay->to) && way_stat_is_counted (facts, stay) &&
         stay->is_leaver && !stay->to_mainstream &&
         way_stat_year_group (pupil, stay->to) == (int) facts->rules.leaving_year;
}

/* K19: what is not known stays in the denominator. */
static void
add_destinations (const WayIndicatorFacts    *facts,
                  const WayIndicatorQuestion *question,
                  WayCases                   *cases)
{
  cases->not_collected = facts->after->len == 0;
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      const WayStatAfter *row;
      guint32 tested;

      if (!has_left_school (facts, stay, question))
        continue;
      tested = months_after (stay->to, facts->rules.destination_months);
      if (tested > facts->known_to)
        {
          cases->n_left_out++;
          continue;
        }
      row = find_after (facts, stay->pupil, stay->to, tested);
      way_cases_add_stay (cases, facts, i, stay->to, row != NULL && row->is_sustained, 1);
    }
}

/* K21: former pupils within so many months of leaving, in the month of the day. */
static void
add_former_pupils (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  GDate last = way_date_from_julian (question->to);
  GDate month = way_date_ymd (g_date_get_year (&last), g_date_get_month (&last), 1);

  cases->not_collected = facts->after->len == 0;
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      WayIndicatorQuestion ever = { 0, question->to, WAY_BY_NOTHING };
      const WayStatAfter *row;

      if (!has_left_school (facts, stay, &ever) ||
          months_after (stay->to, facts->rules.follow_months) < question->to)
        continue;
      row = find_after (facts, stay->pupil, way_date_julian (&month), question->to);
      way_cases_add_stay (cases, facts, i, stay->to, row != NULL && row->is_eet, 1);
    }
}

/* --- Not in education, employment or training --- */

static void
add_given_pair (const WayIndicatorFacts    *facts,
                const WayIndicatorQuestion *question,
                WayCases                   *cases,
                const char *const          *numerators,
                const char                 *denominator)
{
  gboolean known = way_cases_add_given (cases, facts, question, denominator, FALSE);

  for (guint i = 0; numerators[i] != NULL; i++)
    known &= way_cases_add_given (cases, facts, question, numerators[i], TRUE);
  cases->not_collected = !known;
}

/* K20 */
static void
add_neet (const WayIndicatorFacts    *facts,
          const WayIndicatorQuestion *question,
          WayCases                   *cases)
{
  static const char *const parts[] = { "neet", NULL };

  add_given_pair (facts, question, cases, parts, "young_people");
}

/* K20B: the number that the DfE puts first. */
static void
add_neet_or_not_known (const WayIndicatorFacts    *facts,
                       const WayIndicatorQuestion *question,
                       WayCases                   *cases)
{
  static const char *const parts[] = { "neet", "activity_not_known", NULL };

  add_given_pair (facts, question, cases, parts, "young_people");
}

/* K20C */
static void
add_neet_with_sen (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  static const char *const parts[] = { "neet_with_sen", NULL };

  add_given_pair (facts, question, cases, parts, "neet_16_18");
}

/* K20D */
static void
add_neet_with_social_care (const WayIndicatorFacts    *facts,
                           const WayIndicatorQuestion *question,
                           WayCases                   *cases)
{
  static const char *const parts[] = { "neet_with_social_care", NULL };

  add_given_pair (facts, question, cases, parts, "neet_16_18");
}

const WayIndicatorFuncRow way_indicator_after_funcs[] = {
  { "passes", add_passes },
  { "strong_passes", add_strong_passes },
  { "attainment_8", add_attainment_8 },
  { "any_qualification", add_any_qualification },
  { "destinations", add_destinations },
  { "former_pupils", add_former_pupils },
  { "neet", add_neet },
  { "neet_or_not_known", add_neet_or_not_known },
  { "neet_with_sen", add_neet_with_sen },
  { "neet_with_social_care", add_neet_with_social_care },
  { NULL }
};
