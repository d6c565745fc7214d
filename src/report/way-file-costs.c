/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What alternative provision cost by year, and what changed since the year
 * before: from the lines of the budget. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "way-chart-costs.h"
#include "way-date.h"
#include "way-figures.h"
#include "way-records.h"
#include "way-service-error.h"

#define PENCE_A_MILLION 1e8
#define MOST_YEARS      20

typedef struct
{
  const char *block;                       /* of the budget */
  const char *name;
} Block;

/* Of which the sum is made; where a file has but the sum, it alone. */
static const Block parts[] = {
  { "ap_places", N_("Places") },
  { "ap_top_up", N_("Top-ups") },
  { "ap_fees", N_("Independent fees") },
  { "ap_other", N_("Other") },
};
static const Block whole[] = { { "ap", N_("Alternative provision") } };

typedef struct
{
  const Block       *blocks;
  guint              n_blocks;
  gint64             years[MOST_YEARS];    /* rising */
  guint              n_years;
  double             spend[G_N_ELEMENTS (parts)][MOST_YEARS];  /* millions; NaN: none */
  WayChartState      states[MOST_YEARS];   /* provisional: planned, not yet spent */
} Costs;

static int
find_block (const Costs *costs,
            const char  *block)
{
  for (guint i = 0; i < costs->n_blocks; i++)
    if (g_strcmp0 (costs->blocks[i].block, block) == 0)
      return (int) i;
  return -1;
}

/* The place of a year, which is made where it is new; -1: there is no more room. */
static int
find_year (Costs  *costs,
           gint64  year)
{
  guint at = 0;

  while (at < costs->n_years && costs->years[at] < year)
    at++;
  if (at < costs->n_years && costs->years[at] == year)
    return (int) at;
  if (costs->n_years == MOST_YEARS)
    return -1;
  for (guint i = costs->n_years; i > at; i--)
    {
      costs->years[i] = costs->years[i - 1];
      costs->states[i] = costs->states[i - 1];
      for (guint k = 0; k < costs->n_blocks; k++)
        costs->spend[k][i] = costs->spend[k][i - 1];
    }
  costs->years[at] = year;
  costs->states[at] = WAY_CHART_NORMAL;
  for (guint k = 0; k < costs->n_blocks; k++)
    costs->spend[k][at] = NAN;
  costs->n_years++;
  return (int) at;
}

static void
add_line (Costs                 *costs,
          const WayFileChartAsk *ask,
          const WayBudgetLine   *line)
{
  int block = find_block (costs, line->block);
  gboolean is_spent = line->spent != WAY_INTEGER_NONE;
  gint64 amount = is_spent ? line->spent : line->planned;
  int year;

  if (block < 0 || amount == WAY_INTEGER_NONE || line->year > g_date_get_year (&ask->to) ||
      line->year < g_date_get_year (&ask->from))
    return;
  year = find_year (costs, line->year);
  if (year < 0)
    return;
  costs->spend[block][year] = (isnan (costs->spend[block][year]) ? 0
                                                                  : costs->spend[block][year]) +
                              (double) amount / PENCE_A_MILLION;
  if (!is_spent)
    costs->states[year] = WAY_CHART_PROVISIONAL;
}

static void
fill (Costs                 *costs,
      const WayFileChartAsk *ask,
      const GPtrArray       *lines,
      const Block           *blocks,
      guint                  n_blocks)
{
  costs->blocks = blocks;
  costs->n_blocks = n_blocks;
  costs->n_years = 0;
  for (guint i = 0; i < lines->len; i++)
    add_line (costs, ask, g_ptr_array_index (lines, i));
}

static gboolean
read_costs (WayDb                  *db,
            const WayFileChartAsk  *ask,
            Costs                  *costs,
            GError                **error)
{
  g_autoptr(GPtrArray) lines = way_records_list (db, &way_budget_line_entity, NULL, NULL, error);

  if (lines == NULL)
    return FALSE;
  fill (costs, ask, lines, parts, G_N_ELEMENTS (parts));
  if (costs->n_years == 0)
    fill (costs, ask, lines, whole, G_N_ELEMENTS (whole));
  if (costs->n_years > 0)
    return TRUE;
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
               "budget_line: the years asked for have no line of alternative provision");
  return FALSE;
}

/* Whether any year has a line of a block: one without says nothing. */
static gboolean
is_used (const Costs *costs,
         guint        block)
{
  for (guint i = 0; i < costs->n_years; i++)
    if (!isnan (costs->spend[block][i]))
      return TRUE;
  return FALSE;
}

static char *
name_year (gint64 year)
{
  return g_strdup_printf ("%d/%02d", (int) year, (int) (year + 1) % 100);
}

WayChart *
way_file_chart_costs (WayDb                  *db,
                      const WayFileChartAsk  *ask,
                      GError                **error)
{
  Costs costs = { 0 };
  g_auto(GStrv) years = NULL;
  const char *kinds[G_N_ELEMENTS (parts)];
  const double *spend[G_N_ELEMENTS (parts)];
  guint n = 0;

  if (!read_costs (db, ask, &costs, error))
    return NULL;
  years = g_new0 (char *, costs.n_years + 1);
  for (guint i = 0; i < costs.n_years; i++)
    years[i] = name_year (costs.years[i]);
  for (guint i = 0; i < costs.n_blocks; i++)
    if (is_used (&costs, i))
      {
        kinds[n] = way_chart_say (ask->translate, costs.blocks[i].name);
        spend[n++] = costs.spend[i];
      }
  return way_cost_chart_new (&(WayCostChart) {
    .years = (const char *const *) years, .n_years = costs.n_years, .kinds = kinds,
    .spend = spend, .n_kinds = n, .states = costs.states, .unit = "\u00a3m",
    .decimals = 2, .translate = ask->translate,
    .subtitle = way_chart_say (ask->translate,
                               N_("What alternative provision cost, by financial year")) });
}

static double
total_of (const Costs *costs,
          guint        year)
{
  double sum = 0;

  for (guint i = 0; i < costs->n_blocks; i++)
    sum += isnan (costs->spend[i][year]) ? 0 : costs->spend[i][year];
  return sum;
}

WayChart *
way_file_chart_waterfall (WayDb                  *db,
                          const WayFileChartAsk  *ask,
                          GError                **error)
{
  Costs costs = { 0 };
  const char *names[G_N_ELEMENTS (parts)];
  double changes[G_N_ELEMENTS (parts)];
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  guint last, n = 0;

  if (!read_costs (db, ask, &costs, error))
    return NULL;
  if (costs.n_years < 2)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                   "budget_line: a change needs two years, and there is one");
      return NULL;
    }
  last = costs.n_years - 1;
  for (guint i = 0; i < costs.n_blocks; i++)
    {
      double now = isnan (costs.spend[i][last]) ? 0 : costs.spend[i][last];
      double before = isnan (costs.spend[i][last - 1]) ? 0 : costs.spend[i][last - 1];

      if (!is_used (&costs, i))
        continue;
      names[n] = way_chart_say (ask->translate, costs.blocks[i].name);
      changes[n++] = now - before;
    }
  from = name_year (costs.years[last - 1]);
  to = name_year (costs.years[last]);
  return way_waterfall_chart_new (&(WayWaterfallChart) {
    .from_name = from, .to_name = to, .from = total_of (&costs, last - 1), .names = names,
    .changes = changes, .n = n,
    .heading = way_chart_say (ask->translate, N_("Part")),
    .total_name = way_chart_say (ask->translate, N_("Spend")), .unit = "\u00a3m", .decimals = 2,
    .translate = ask->translate,
    .subtitle = way_chart_say (ask->translate,
                               N_("What alternative provision cost, and what changed it")) });
}
