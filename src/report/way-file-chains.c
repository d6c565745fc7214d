/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children who were at several settings one after the other, as a flow whose
 * columns are the first setting, the second and so on. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>

#include "way-chart-flow.h"
#include "way-codes.h"
#include "way-facts.h"
#include "way-flows.h"
#include "way-indicators.h"

#define MOST_COLUMNS 4         /* what comes after them is left out of the picture */

static const char *const column_names[MOST_COLUMNS] = {
  N_("First"), N_("Then"), N_("Third"), N_("Fourth"),
};

static guint
find_stop (GArray     *stops,
           guint       column,
           const char *name)
{
  WayFlowStop stop = { column, name };

  for (guint i = 0; i < stops->len; i++)
    {
      const WayFlowStop *one = &g_array_index (stops, WayFlowStop, i);

      if (one->column == column && one->name == name)
        return i;
    }
  g_array_append_val (stops, stop);
  return stops->len - 1;
}

static WayFlowPath
make_path (const WayIndicatorFacts *facts,
           const WayFlowChain      *chain,
           GArray                  *stops)
{
  WayFlowPath path = { .count = chain->n };

  for (guint i = 0; i < WAY_FLOW_MOST_COLUMNS; i++)
    path.stops[i] = WAY_FLOW_NONE;
  for (guint i = 0; i < MIN (chain->settings->len, MOST_COLUMNS); i++)
    {
      guint setting = g_array_index (chain->settings, guint, i);

      path.stops[i] = find_stop (stops, i, WAY_STAT_AT (facts->settings, WayStatSetting,
                                                        setting)->name);
    }
  return path;
}

static WayChart *
make_chart (const WayFileChartAsk   *ask,
            const WayIndicatorFacts *facts,
            const GArray            *chains)
{
  g_autoptr(GArray) stops = g_array_new (FALSE, FALSE, sizeof (WayFlowStop));
  g_autoptr(GArray) paths = g_array_new (FALSE, FALSE, sizeof (WayFlowPath));
  g_autofree char *from = way_chart_say_date (ask->translate, way_date_julian (&ask->from));
  g_autofree char *to = way_chart_say_date (ask->translate, way_date_julian (&ask->to));
  g_autofree char *subtitle =
    g_strdup_printf (way_chart_say (ask->translate,
                                    N_("Pupils who were at several settings one after the other, "
                                       "and at one of them from %s to %s")), from, to);
  const char *columns[MOST_COLUMNS];
  guint n_columns = 2;

  for (guint i = 0; i < chains->len; i++)
    {
      const WayFlowChain *chain = &g_array_index (chains, WayFlowChain, i);
      WayFlowPath path = make_path (facts, chain, stops);

      n_columns = MAX (n_columns, MIN (chain->settings->len, MOST_COLUMNS));
      g_array_append_val (paths, path);
    }
  for (guint i = 0; i < MOST_COLUMNS; i++)
    columns[i] = way_chart_say (ask->translate, column_names[i]);
  return way_flow_chart_new (&(WayFlowChart) {
    .columns = columns, .n_columns = n_columns,
    .stops = (const WayFlowStop *) (gconstpointer) stops->data, .n_stops = stops->len,
    .paths = (const WayFlowPath *) (gconstpointer) paths->data, .n_paths = paths->len,
    .limit = ask->limit, .count_name = way_chart_say (ask->translate, N_("Pupils")),
    .subtitle = subtitle, .translate = ask->translate });
}

static WayIndicatorBook *
open_book (WayFacts               *facts,
           const WayFileChartAsk  *ask,
           GError                **error)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("indicator", NULL);

  return way_indicator_book_new (facts, rows, &ask->from, &ask->to, &ask->to, error);
}

static guint32
find_gap (void)
{
  return (guint32) way_code_get_int (way_codes_lookup ("file_chart", "chains"), "gap", 0);
}

WayChart *
way_file_chart_chains (WayDb                  *db,
                       const WayFileChartAsk  *ask,
                       GError                **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(WayIndicatorBook) book = facts != NULL ? open_book (facts, ask, error) : NULL;
  g_autoptr(GArray) chains = NULL;

  if (book == NULL)
    return NULL;
  chains = way_flows_chains (way_indicator_book_facts (book), way_date_julian (&ask->from),
                             way_date_julian (&ask->to), find_gap ());
  return make_chart (ask, way_indicator_book_facts (book), chains);
}

GArray *
way_file_chain_stays (WayDb                  *db,
                      const WayFileChartAsk  *ask,
                      GError                **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(WayIndicatorBook) book = facts != NULL ? open_book (facts, ask, error) : NULL;
  const WayIndicatorFacts *known;
  g_autoptr(GArray) found = NULL;
  GArray *ids;

  if (book == NULL)
    return NULL;
  known = way_indicator_book_facts (book);
  found = way_flows_chained (known, way_date_julian (&ask->from), way_date_julian (&ask->to),
                             find_gap ());
  ids = g_array_new (FALSE, FALSE, sizeof (WayId));
  for (guint i = 0; i < found->len; i++)
    g_array_append_val (ids, WAY_STAT_AT (known->stays, WayStatStay,
                                          g_array_index (found, guint, i))->id);
  return ids;
}
