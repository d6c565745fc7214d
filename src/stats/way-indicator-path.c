/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Out of alternative provision and back: K10 to K12, and progress while there:
 * K17. */

#include "way-indicator-private.h"

#define WEEK 7

/* K10: of all who were there in the period, those who went back in it. */
static void
add_reintegration (const WayIndicatorFacts    *facts,
                   const WayIndicatorQuestion *question,
                   WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (way_stat_in_period (facts, stay, question))
        way_cases_add_stay (cases, facts, i, MIN (stay->to, question->to),
                            stay->to_mainstream && way_stat_is_asked (question, stay->to), 1);
    }
}

/* K11: of those who left in the period.  Who was only moved on inside the same
 * setting has not left it. */
static void
add_leavers (const WayIndicatorFacts    *facts,
             const WayIndicatorQuestion *question,
             WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (!way_stat_is_asked (question, stay->to) || !way_stat_is_counted (facts, stay))
        continue;
      if (stay->is_leaver)
        way_cases_add_stay (cases, facts, i, stay->to, stay->to_mainstream, 1);
      else
        cases->n_left_out++;
    }
}

/* --- Sustained --- */

static gboolean
is_back_in_ap (const WayIndicatorFacts *facts,
               guint                    pupil,
               guint32                  day)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (stay->pupil == pupil && way_stat_is_live (stay->from, stay->to, day))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_on_mainstream_roll (const WayIndicatorFacts *facts,
                       guint                    pupil,
                       guint32                  day)
{
  for (guint i = 0; i < facts->rolls->len; i++)
    {
      const WayStatRoll *roll = WAY_STAT_AT (facts->rolls, WayStatRoll, i);

      if (roll->pupil == pupil && way_stat_is_live (roll->from, roll->to, day) &&
          roll->school != WAY_STAT_NONE &&
          WAY_STAT_AT (facts->settings, WayStatSetting, roll->school)->is_mainstream)
        return TRUE;
    }
  return FALSE;
}

/* What was asked after so many weeks or later; NULL: nobody asked. */
static const WayStatLasted *
find_answer (const WayIndicatorFacts *facts,
             guint                    stay)
{
  for (guint i = 0; i < facts->lasted->len; i++)
    {
      const WayStatLasted *row = WAY_STAT_AT (facts->lasted, WayStatLasted, i);

      if (row->stay == stay && row->weeks >= facts->rules.sustained_weeks)
        return row;
    }
  return NULL;
}

/* K12: those who went back in the period and whose time has come.  What was
 * asked and answered counts; else the rolls tell. */
static void
add_sustained (const WayIndicatorFacts    *facts,
               const WayIndicatorQuestion *question,
               WayCases                   *cases)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      guint32 tested = stay->to == WAY_STAT_OPEN
                         ? 0 : stay->to + WEEK * (guint32) facts->rules.sustained_weeks;
      const WayStatLasted *answer;

      if (!stay->to_mainstream || !way_stat_is_asked (question, stay->to) ||
          !way_stat_is_counted (facts, stay))
        continue;
      if (tested > facts->known_to)
        {
          cases->n_left_out++;
          continue;
        }
      answer = find_answer (facts, i);
      way_cases_add_stay (cases, facts, i, stay->to,
                          answer != NULL ? answer->sustained
                                         : is_on_mainstream_roll (facts, stay->pupil, tested) &&
                                             !is_back_in_ap (facts, stay->pupil, tested), 1);
    }
}

/* --- Progress --- */

/* K17: targets that were measured at the start and looked at since. */
static void
add_progress (const WayIndicatorFacts    *facts,
              const WayIndicatorQuestion *question,
              WayCases                   *cases)
{
  cases->not_collected = facts->targets->len == 0;
  for (guint i = 0; i < facts->targets->len; i++)
    {
      const WayStatTarget *target = WAY_STAT_AT (facts->targets, WayStatTarget, i);
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, target->stay);
      guint32 enough = stay->from + WEEK * (guint32) facts->rules.progress_weeks;
      WayCase one = way_case_of_stay (facts, target->stay, question->to);

      if (!target->has_baseline || !way_stat_in_period (facts, stay, question) ||
          target->reviewed == 0 || target->reviewed > question->to)
        continue;
      if (MIN (stay->to, question->to) < enough)
        {
          cases->n_left_out++;
          continue;
        }
      one.kind = WAY_CASE_TARGET;
      one.index = i;
      one.code = target->area;
      one.numerator = target->is_met;
      one.denominator = 1;
      way_cases_add (cases, &one);
    }
}

const WayIndicatorFuncRow way_indicator_path_funcs[] = {
  { "reintegration", add_reintegration },
  { "leavers", add_leavers },
  { "sustained", add_sustained },
  { "progress", add_progress },
  { NULL }
};
