/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs, and what is paid twice: K22 to K24, K34. */

#include "way-indicator-private.h"

#include "way-date.h"

static int
financial_year (const WayIndicatorFacts *facts,
                guint32                  day)
{
  GDate date = way_date_from_julian (day);

  return g_date_get_year (&date) - ((int) g_date_get_month (&date) < facts->rules.financial_month);
}

/* What was spent; where the year is not over, what is planned. */
static gint64
amount_of (const WayStatBudget *row)
{
  return row->spent != WAY_STAT_UNSAID ? row->spent : row->planned;
}

/* Lines of a block in the year in which the period ends.  FALSE: none. */
static gboolean
add_block (WayCases                   *cases,
           const WayIndicatorFacts    *facts,
           const WayIndicatorQuestion *question,
           const char                 *block)
{
  const char *interned = g_intern_string (block);
  gboolean found = FALSE;

  for (guint i = 0; i < facts->budgets->len; i++)
    {
      const WayStatBudget *row = WAY_STAT_AT (facts->budgets, WayStatBudget, i);
      WayCase one = way_case (WAY_CASE_BUDGET, i);

      if (row->block != interned || row->year != financial_year (facts, question->to) ||
          amount_of (row) == WAY_STAT_UNSAID)
        continue;
      one.numerator = amount_of (row);
      way_cases_add (cases, &one);
      found = TRUE;
    }
  return found;
}

static gboolean
add_spending (WayCases                   *cases,
              const WayIndicatorFacts    *facts,
              const WayIndicatorQuestion *question)
{
  static const char *const blocks[] = { "ap_places", "ap_top_up", "ap_fees", "ap_other", "ap" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    found |= add_block (cases, facts, question, blocks[i]);
  return found;
}

/* K22 */
static void
add_cost_of_places (const WayIndicatorFacts    *facts,
                    const WayIndicatorQuestion *question,
                    WayCases                   *cases)
{
  cases->not_collected = !add_spending (cases, facts, question);
  way_cases_add_places (cases, facts, question->to, 1);
}

/* K23: by full-time pupils over the whole period, in hundredths. */
static void
add_cost_of_filled (const WayIndicatorFacts    *facts,
                    const WayIndicatorQuestion *question,
                    WayCases                   *cases)
{
  gint64 length = (gint64) question->to - question->from + 1;
  gint64 sessions = 0;
  WayCase all = way_case (WAY_CASE_NONE, 0);

  cases->not_collected = !add_spending (cases, facts, question);
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);

      if (way_stat_in_period (facts, stay, question))
        sessions += stay->sessions * ((gint64) MIN (stay->to, question->to) -
                                      MAX (stay->from, question->from) + 1);
    }
  all.denominator = way_result_divide (sessions * 100, length * facts->rules.full_time);
  way_cases_add (cases, &all);
}

/* K24: the sum of what was brought forward and the year's own. */
static void
add_position (const WayIndicatorFacts    *facts,
              const WayIndicatorQuestion *question,
              WayCases                   *cases)
{
  gboolean brought = add_block (cases, facts, question, "hnb_brought_forward");
  gboolean in_year = add_block (cases, facts, question, "hnb_in_year");

  cases->not_collected = !brought || !in_year;
}

/* --- Paid twice --- */

static gboolean
is_twice (const WayIndicatorFacts *facts,
          guint                    stay,
          guint32                  day,
          gint64                  *amount)
{
  gboolean found = FALSE;

  *amount = 0;
  for (guint i = 0; i < facts->twice->len; i++)
    {
      const WayStatTwice *row = WAY_STAT_AT (facts->twice, WayStatTwice, i);

      if (row->stay != stay || !way_stat_is_live (row->from, row->to, day))
        continue;
      found = TRUE;
      *amount += row->amount != WAY_STAT_UNSAID ? row->amount : 0;
    }
  return found;
}

static void
add_live (const WayIndicatorFacts    *facts,
          const WayIndicatorQuestion *question,
          WayCases                   *cases,
          gboolean                    pounds)
{
  for (guint i = 0; i < facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (facts->stays, WayStatStay, i);
      gboolean twice;
      gint64 amount;

      if (!way_stat_is_live (stay->from, stay->to, question->to))
        continue;
      twice = is_twice (facts, i, question->to, &amount);
      if (!pounds)
        way_cases_add_stay (cases, facts, i, question->to, twice, 1);
      else if (twice)
        way_cases_add_stay (cases, facts, i, question->to, amount, 0);
    }
}

/* K34: of all that are live, counted or not. */
static void
add_twice (const WayIndicatorFacts    *facts,
           const WayIndicatorQuestion *question,
           WayCases                   *cases)
{
  add_live (facts, question, cases, FALSE);
}

/* K34B */
static void
add_twice_amount (const WayIndicatorFacts    *facts,
                  const WayIndicatorQuestion *question,
                  WayCases                   *cases)
{
  add_live (facts, question, cases, TRUE);
}

const WayIndicatorFuncRow way_indicator_money_funcs[] = {
  { "cost_of_places", add_cost_of_places },
  { "cost_of_filled", add_cost_of_filled },
  { "high_needs_position", add_position },
  { "paid_twice", add_twice },
  { "paid_twice_amount", add_twice_amount },
  { NULL }
};
