/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where stays that ended led: by route, by setting, and what came after.  Where
 * there are more settings than can be told apart, the smallest are one stop. */

#include "way-file-charts-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-chart-flow.h"
#include "way-codes.h"
#include "way-occupancy-facts.h"

#define N_COLUMNS     3
#define MOST_SETTINGS 40       /* in the picture */
#define BITS          21       /* of a stop, where three make one number */

enum
{
  ROUTE, SETTING, AFTER
};

/* --- Counts --- */

typedef struct
{
  gint64 key;
  guint  n;
} Count;

/* Counts by a number, as they were met. */
typedef struct
{
  GHashTable *by_key;
  GArray     *keys;            /* gint64 */
} Counts;

/* Two small numbers stand in a key: both reach all bits. */
static guint
hash_key (gconstpointer key)
{
  return (guint) (*(const guint64 *) key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32);
}

static void
counts_init (Counts *self)
{
  self->by_key = g_hash_table_new_full (hash_key, g_int64_equal, g_free, NULL);
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
counts_clear (Counts *self)
{
  g_hash_table_unref (self->by_key);
  g_array_unref (self->keys);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counts, counts_clear)

static void
counts_add (Counts *self,
            gint64  key,
            guint   n)
{
  Count *count = g_hash_table_lookup (self->by_key, &key);

  if (count == NULL)
    {
      count = g_new (Count, 1);
      *count = (Count) { key, 0 };
      g_hash_table_add (self->by_key, count);
      g_array_append_val (self->keys, key);
    }
  count->n += n;
}

static guint
counts_get (const Counts *self,
            gint64        key)
{
  const Count *count = g_hash_table_lookup (self->by_key, &key);

  return count != NULL ? count->n : 0;
}

/* --- Reading --- */

gboolean
way_file_flow_counts (const WayFileChartAsk *ask,
                      const WayPlacement    *placement)
{
  return way_date_is_set (&placement->end) && way_date_is_set (&placement->start) &&
         !way_id_is_null (&placement->pupil) && !way_id_is_null (&placement->provision) &&
         g_date_compare (&placement->end, &ask->from) >= 0 &&
         g_date_compare (&placement->end, &ask->to) <= 0;
}

typedef struct
{
  const WayOccupancyFacts *facts;
  guint                  **counts;       /* by way, then by provision; NULL: of no way */
} Reading;

static void
reading_clear (Reading *self)
{
  for (guint i = 0; self->counts != NULL && i < self->facts->ways->len; i++)
    g_free (self->counts[i]);
  g_clear_pointer (&self->counts, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static guint
count_of (const Reading *self,
          guint          way,
          guint          provision)
{
  return self->counts[way] != NULL ? self->counts[way][provision] : 0;
}

static void
take_stays (guint32            end,
            const WayStay     *stays,
            const WayStayMore *more,
            guint              n,
            gpointer           data)
{
  const Reading *self = data;

  if (end < way_date_julian (&self->facts->from) || end > way_date_julian (&self->facts->to))
    return;
  for (guint i = 0; i < n; i++)
    {
      guint provision = g_array_index (self->facts->kinds, WayKindFact,
                                       way_stay_kind (&stays[i])).provision;

      guint **row = &self->counts[more[i].way];

      if (provision == WAY_FACT_NONE ||
          way_occupancy_facts_child (self->facts, stays[i].pupil) == WAY_FACT_NONE)
        continue;
      if (*row == NULL)
        *row = g_new0 (guint, self->facts->provisions->len);
      (*row)[provision]++;
    }
}

/* How many are counted of each provision. */
static guint *
sum_totals (const Reading *self)
{
  guint n = self->facts->provisions->len;
  guint *totals = g_new0 (guint, MAX (n, 1));

  for (guint way = 0; way < self->facts->ways->len; way++)
    for (guint i = 0; self->counts[way] != NULL && i < n; i++)
      totals[i] += self->counts[way][i];
  return totals;
}

/* NULL on error; else the reading is of them. */
static WayOccupancyFacts *
read_moves (WayDb                  *db,
            const WayFileChartAsk  *ask,
            Reading                *reading,
            GError                **error)
{
  g_autoptr(WayOccupancyFacts) facts = way_occupancy_facts_read (db, &ask->from, &ask->to,
                                                                 WAY_OCCUPANCY_WITH_NAMES, error);

  if (facts == NULL)
    return NULL;
  *reading = (Reading) { facts, g_new0 (guint *, MAX (facts->ways->len, 1)) };
  if (way_occupancy_facts_each (facts, TRUE, take_stays, reading, error))
    return g_steal_pointer (&facts);
  reading_clear (reading);
  return NULL;
}

GHashTable *
way_file_flow_places (WayDb                  *db,
                      const WayFileChartAsk  *ask,
                      GError                **error)
{
  g_autoptr(WayOccupancyFacts) facts = NULL;
  g_auto(Reading) reading = { 0 };
  g_autofree guint *totals = NULL;
  g_auto(WayFileShown) shown = { 0 };

  facts = read_moves (db, ask, &reading, error);
  if (facts == NULL)
    return NULL;
  totals = sum_totals (&reading);
  way_file_shown_fill (&shown, ask, facts, totals, MOST_SETTINGS);
  return way_file_shown_places (&shown, facts);
}

/* --- Stops --- */

typedef struct
{
  const WayFileChartAsk *ask;
  GArray                *stops;          /* WayFlowStop; names are lent */
  GHashTable            *codes[N_COLUMNS]; /* interned code -> index + 1 */
  guint                 *settings;       /* by order: index + 1 */
  const char           **names;          /* by order */
} Stops;

static guint
add_stop (Stops      *self,
          guint       column,
          const char *name)
{
  WayFlowStop stop = { column, name };

  g_array_append_val (self->stops, stop);
  return self->stops->len;
}

static guint
find_code (Stops      *self,
           guint       column,
           const char *set,
           const char *code)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->codes[column], code));

  if (index != 0)
    return index - 1;
  index = add_stop (self, column,
                    way_chart_say (self->ask->translate,
                                   code != NULL ? way_codes_label (set, code) : N_("Not said")));
  g_hash_table_insert (self->codes[column], (gpointer) code, GUINT_TO_POINTER (index));
  return index - 1;
}

static guint
find_setting (Stops *self,
              guint  order)
{
  guint *index = &self->settings[order];

  if (*index == 0)
    *index = add_stop (self, SETTING, self->names[order]);
  return *index - 1;
}

/* How many went one way, by the order in which their setting stands. */
static void
sum_orders (const Reading      *reading,
            const WayFileShown *shown,
            guint               way,
            guint               orders[MOST_SETTINGS])
{
  memset (orders, 0, MOST_SETTINGS * sizeof *orders);
  for (guint i = 0; i < reading->facts->provisions->len; i++)
    orders[shown->orders[i]] += count_of (reading, way, i);
}

/* The counts by the stops that they go over. */
static void
count_paths (Stops              *self,
             const Reading      *reading,
             const WayFileShown *shown,
             Counts             *paths)
{
  guint orders[MOST_SETTINGS];

  for (guint i = 0; i < reading->facts->ways->len; i++)
    {
      const WayStayWay *way = &g_array_index (reading->facts->ways, WayStayWay, i);

      if (reading->counts[i] == NULL)
        continue;
      sum_orders (reading, shown, i, orders);
      for (guint order = 0; order < MOST_SETTINGS; order++)
        if (orders[order] > 0)
          {
            gint64 path = find_code (self, ROUTE, "route", way->route);

            path = path << BITS | find_setting (self, order);
            path = path << BITS | find_code (self, AFTER, "destination", way->destination);
            counts_add (paths, path, orders[order]);
          }
    }
}

static GArray *
make_paths (const Counts *counts)
{
  const gint64 mask = ((gint64) 1 << BITS) - 1;
  GArray *paths = g_array_new (FALSE, FALSE, sizeof (WayFlowPath));

  for (guint i = 0; i < counts->keys->len; i++)
    {
      gint64 key = g_array_index (counts->keys, gint64, i);
      WayFlowPath path = {
        .stops = { (guint) (key >> 2 * BITS), (guint) (key >> BITS & mask), (guint) (key & mask) },
        .count = counts_get (counts, key),
      };

      g_array_append_val (paths, path);
    }
  return paths;
}

/* --- The chart --- */

static WayChart *
make_chart (const WayFileChartAsk *ask,
            const GArray          *stops,
            const GArray          *paths)
{
  WayChartTranslateFunc translate = ask->translate;
  const char *columns[N_COLUMNS];
  g_autofree char *from = way_chart_say_date (translate, way_date_julian (&ask->from));
  g_autofree char *to = way_chart_say_date (translate, way_date_julian (&ask->to));
  g_autofree char *subtitle = NULL;

  columns[ROUTE] = way_chart_say (translate, N_("Route"));
  columns[SETTING] = way_chart_say (translate, N_("Setting"));
  columns[AFTER] = way_chart_say (translate, N_("After"));
  subtitle = g_strdup_printf (way_chart_say (translate,
                                             N_("Stays that ended from %s to %s: the route, the "
                                                "setting, and what came after")), from, to);
  return way_flow_chart_new (&(WayFlowChart) {
    .columns = columns, .n_columns = N_COLUMNS,
    .stops = (const WayFlowStop *) (gconstpointer) stops->data, .n_stops = stops->len,
    .paths = (const WayFlowPath *) (gconstpointer) paths->data, .n_paths = paths->len,
    .limit = ask->limit, .count_name = way_chart_say (translate, N_("Stays")),
    .subtitle = subtitle, .translate = translate });
}

WayChart *
way_file_chart_flow (WayDb                  *db,
                     const WayFileChartAsk  *ask,
                     GError                **error)
{
  g_autoptr(WayOccupancyFacts) facts = NULL;
  g_auto(Reading) reading = { 0 };
  g_autofree guint *totals = NULL;
  g_auto(WayFileShown) shown = { 0 };
  g_auto(Counts) by_path = { 0 };
  g_autoptr(GArray) stops = g_array_new (FALSE, FALSE, sizeof (WayFlowStop));
  g_autoptr(GHashTable) routes = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) destinations = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) paths = NULL;
  guint settings[MOST_SETTINGS] = { 0 };
  const char *names[MOST_SETTINGS] = { NULL };
  Stops found = { ask, stops, { routes, NULL, destinations }, settings, names };

  counts_init (&by_path);
  facts = read_moves (db, ask, &reading, error);
  if (facts == NULL)
    return NULL;
  totals = sum_totals (&reading);
  way_file_shown_fill (&shown, ask, facts, totals, MOST_SETTINGS);
  for (guint i = 0; i < facts->provisions->len; i++)
    if (totals[i] > 0)
      names[shown.orders[i]] = shown.names[i];
  count_paths (&found, &reading, &shown, &by_path);
  paths = make_paths (&by_path);
  return make_chart (ask, stops, paths);
}
