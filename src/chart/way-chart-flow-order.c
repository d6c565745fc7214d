/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which nodes and ribbons a flow has, and in what order.  Small ways are gathered
 * way by way, not ribbon by ribbon: what enters a stop still leaves it. */

#include "way-chart-flow-private.h"

#include "way-chart-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define N_SWEEPS 8

/* Ways on the way to be gathered.  A stop n_stops + column is "Other"; staying
 * somewhere is a link to the end, n, for what leaves is had from it by taking
 * away. */
typedef struct
{
  const WayFlowChart *chart;
  WayFlowPath        *paths;
  guint               n;      /* stops with the others */
  double             *counts; /* of each gap, n by n + 1 */
} Gather;

static gboolean
is_other (const Gather *gather,
          guint         stop)
{
  return stop >= gather->chart->n_stops;
}

static guint
stop_of (const Gather      *gather,
         const WayFlowPath *path,
         guint              column)
{
  return path->stops[column] != WAY_FLOW_NONE ? path->stops[column] : gather->n;
}

static double *
count_at (const Gather *gather,
          guint         gap,
          guint         from,
          guint         to)
{
  return &gather->counts[(gap * gather->n + from) * (gather->n + 1) + to];
}

static void
count_links (Gather *gather)
{
  guint gaps = gather->chart->n_columns - 1;

  memset (gather->counts, 0, sizeof (double) * gaps * gather->n * (gather->n + 1));
  for (guint i = 0; i < gather->chart->n_paths; i++)
    for (guint gap = 0; gap < gaps && gather->paths[i].stops[gap] != WAY_FLOW_NONE; gap++)
      *count_at (gather, gap, gather->paths[i].stops[gap],
                 stop_of (gather, &gather->paths[i], gap + 1)) += gather->paths[i].count;
}

static double
count_stop (const Gather *gather,
            guint         column,
            guint         stop)
{
  double sum = 0;

  for (guint i = 0; i < gather->chart->n_paths; i++)
    if (gather->paths[i].stops[column] == stop)
      sum += gather->paths[i].count;
  return sum;
}

typedef struct
{
  guint  gap;
  guint  from;
  guint  to;
  double count;
} Link;

/* The smallest link below most, of those that are not both other where named is
 * set; in one gap, or in any for WAY_FLOW_NONE. */
static gboolean
find_smallest (const Gather *gather,
               guint         only,
               double        most,
               gboolean      named,
               Link         *found)
{
  gboolean any = FALSE;

  for (guint gap = 0; gap + 1 < gather->chart->n_columns; gap++)
    for (guint from = 0; from < gather->n; from++)
      for (guint to = 0; to <= gather->n; to++)
        {
          Link link = { gap, from, to, *count_at (gather, gap, from, to) };

          if (!(link.count > 0) || link.count >= most || (any && link.count >= found->count) ||
              (only != WAY_FLOW_NONE && gap != only) ||
              (named && is_other (gather, from) && is_other (gather, to)))
            continue;
          *found = link;
          any = TRUE;
        }
  return any;
}

/* All ways over a link stop at "Other" at its ends, or at one of them. */
static void
gather_link (Gather     *gather,
             const Link *link,
             gboolean    at_from,
             gboolean    at_to)
{
  for (guint i = 0; i < gather->chart->n_paths; i++)
    {
      guint *stops = gather->paths[i].stops + link->gap;

      if (stops[0] != link->from || stop_of (gather, &gather->paths[i], link->gap + 1) != link->to)
        continue;
      if (at_from)
        stops[0] = gather->chart->n_stops + link->gap;
      if (at_to && stops[1] != WAY_FLOW_NONE)
        stops[1] = gather->chart->n_stops + link->gap + 1;
    }
}

/* One step; FALSE when nothing is too small any more, or all is gathered. */
static gboolean
gather_once (Gather *gather)
{
  double limit = gather->chart->limit;
  Link link;
  gboolean from_larger;

  count_links (gather);
  if (!find_smallest (gather, WAY_FLOW_NONE, limit, FALSE, &link))
    return FALSE;
  if (is_other (gather, link.from) && is_other (gather, link.to))
    {
      /* Too few others: the next smallest joins them. */
      if (!find_smallest (gather, link.gap, HUGE_VAL, TRUE, &link))
        return FALSE;
      gather_link (gather, &link, TRUE, TRUE);
      return TRUE;
    }
  from_larger = is_other (gather, link.from) ||
                (!is_other (gather, link.to) &&
                 count_stop (gather, link.gap, link.from) >
                   count_stop (gather, link.gap + 1, link.to));
  gather_link (gather, &link, !from_larger, from_larger);
  return TRUE;
}

/* --- nodes and links --- */

static char *
name_other (const WayFlowChart *chart)
{
  return g_strdup_printf (way_chart_say (chart->translate, N_("Other (fewer than %u)")),
                          chart->limit);
}

/* A node for each stop that somebody is at, by column; others come last. */
static void
add_nodes (WayFlow      *self,
           const Gather *gather,
           guint        *nodes)
{
  for (guint column = 0; column < gather->chart->n_columns; column++)
    {
      guint place = 0;

      for (guint stop = 0; stop < gather->n; stop++)
        {
          gboolean other = is_other (gather, stop);
          guint its = other ? stop - gather->chart->n_stops : gather->chart->stops[stop].column;
          WayFlowNode node = { column, NULL, its == column ? count_stop (gather, column, stop) : 0,
                               place, 0, other };
          g_autofree char *name = NULL;

          if (!(node.total > 0))
            continue;
          name = other ? name_other (gather->chart) : g_strdup (gather->chart->stops[stop].name);
          node.name = g_string_chunk_insert (self->texts, name);
          nodes[stop] = self->nodes->len;
          g_array_append_val (self->nodes, node);
          place++;
        }
    }
}

static void
add_links (WayFlow      *self,
           const Gather *gather,
           const guint  *nodes)
{
  for (guint gap = 0; gap + 1 < gather->chart->n_columns; gap++)
    for (guint from = 0; from < gather->n; from++)
      for (guint to = 0; to < gather->n; to++)
        if (*count_at (gather, gap, from, to) > 0)
          {
            WayFlowLink link = { nodes[from], nodes[to], *count_at (gather, gap, from, to), 0 };

            g_array_append_val (self->links, link);
          }
}

/* --- order --- */

static WayFlowNode *
node_at (const WayFlow *self,
         guint          i)
{
  return &g_array_index (self->nodes, WayFlowNode, i);
}

static WayFlowLink *
link_at (const WayFlow *self,
         guint          i)
{
  return &g_array_index (self->links, WayFlowLink, i);
}

double
way_flow_crossings (const WayFlow *self)
{
  double sum = 0;

  for (guint i = 0; i < self->links->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const WayFlowLink *a = link_at (self, i), *b = link_at (self, k);
        int from = (int) node_at (self, a->from)->place - (int) node_at (self, b->from)->place;
        int to = (int) node_at (self, a->to)->place - (int) node_at (self, b->to)->place;

        if (node_at (self, a->from)->column == node_at (self, b->from)->column &&
            ((from < 0 && to > 0) || (from > 0 && to < 0)))
          sum += MIN (a->count, b->count);
      }
  return sum;
}

typedef struct
{
  guint  node;
  guint  place;
  double weight;
} Rank;

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const Rank *ra = a, *rb = b;

  if (ra->weight != rb->weight)
    return ra->weight < rb->weight ? -1 : 1;
  return (ra->place > rb->place) - (ra->place < rb->place);
}

/* Where a node would stand by the middle of those it is joined to on one side. */
static double
find_middle (const WayFlow *self,
             guint          node,
             gboolean       forward)
{
  double sum = 0, weight = 0;

  for (guint i = 0; i < self->links->len; i++)
    {
      const WayFlowLink *link = link_at (self, i);
      guint mine = forward ? link->to : link->from;
      guint other = forward ? link->from : link->to;

      if (mine != node)
        continue;
      sum += link->count * node_at (self, other)->place;
      weight += link->count;
    }
  return weight > 0 ? sum / weight : node_at (self, node)->place;
}

static void
sort_column (WayFlow *self,
             guint    column,
             gboolean forward)
{
  g_autoptr(GArray) ranks = g_array_new (FALSE, FALSE, sizeof (Rank));

  for (guint i = 0; i < self->nodes->len; i++)
    {
      Rank rank = { i, node_at (self, i)->place, 0 };

      if (node_at (self, i)->column != column)
        continue;
      /* Others stay below. */
      rank.weight = node_at (self, i)->is_other ? HUGE_VAL : find_middle (self, i, forward);
      g_array_append_val (ranks, rank);
    }
  g_array_sort (ranks, compare_ranks);
  for (guint i = 0; i < ranks->len; i++)
    node_at (self, g_array_index (ranks, Rank, i).node)->place = i;
}

static void
keep_places (const WayFlow *self,
             guint         *places)
{
  for (guint i = 0; i < self->nodes->len; i++)
    places[i] = node_at (self, i)->place;
}

/* Barycentre sweeps there and back; the order that crosses least is kept. */
static void
find_order (WayFlow *self)
{
  g_autofree guint *best = g_new0 (guint, MAX (self->nodes->len, 1));
  double least = way_flow_crossings (self);
  guint columns = self->columns->len;

  keep_places (self, best);
  for (guint sweep = 0; sweep < N_SWEEPS && least > 0; sweep++)
    {
      gboolean forward = sweep % 2 == 0;

      double crossings;

      for (guint k = 1; k < columns; k++)
        sort_column (self, forward ? k : columns - 1 - k, forward);
      crossings = way_flow_crossings (self);
      if (crossings >= least)
        continue;
      least = crossings;
      keep_places (self, best);
    }
  for (guint i = 0; i < self->nodes->len; i++)
    node_at (self, i)->place = best[i];
}

static int
compare_nodes (gconstpointer a,
               gconstpointer b)
{
  const WayFlowNode *na = a, *nb = b;

  if (na->column != nb->column)
    return na->column < nb->column ? -1 : 1;
  return (na->place > nb->place) - (na->place < nb->place);
}

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const WayFlowLink *la = a, *lb = b;

  if (la->from != lb->from)
    return la->from < lb->from ? -1 : 1;
  return (la->to > lb->to) - (la->to < lb->to);
}

/* Nodes by column and place, links by the nodes at their ends. */
static void
sort_all (WayFlow *self)
{
  g_autofree guint *before = g_new0 (guint, MAX (self->nodes->len, 1));
  g_autofree guint *now = g_new0 (guint, MAX (self->nodes->len, 1));

  for (guint i = 0; i < self->nodes->len; i++)
    node_at (self, i)->point = i;
  g_array_sort (self->nodes, compare_nodes);
  for (guint i = 0; i < self->nodes->len; i++)
    before[i] = node_at (self, i)->point;
  for (guint i = 0; i < self->nodes->len; i++)
    now[before[i]] = i;
  for (guint i = 0; i < self->links->len; i++)
    {
      link_at (self, i)->from = now[link_at (self, i)->from];
      link_at (self, i)->to = now[link_at (self, i)->to];
    }
  g_array_sort (self->links, compare_links);
}

/* Points of the data: the nodes of a column, then the links that leave it. */
static void
number_points (WayFlow *self)
{
  guint point = 0, link = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      guint column = node_at (self, i)->column;

      node_at (self, i)->point = point++;
      if (i + 1 < self->nodes->len && node_at (self, i + 1)->column == column)
        continue;
      for (; link < self->links->len &&
             node_at (self, link_at (self, link)->from)->column == column; link++)
        link_at (self, link)->point = point++;
    }
}

WayFlow *
way_flow_new (const WayFlowChart *chart)
{
  WayFlow *self = g_new0 (WayFlow, 1);
  guint n = chart->n_stops + chart->n_columns;
  g_autofree WayFlowPath *paths = g_memdup2 (chart->paths, chart->n_paths * sizeof *paths);
  g_autofree double *counts = g_new0 (double, MAX (chart->n_columns - 1, 1) * n * (n + 1));
  g_autofree guint *nodes = g_new0 (guint, n);
  Gather gather = { chart, paths, n, counts };

  self->nodes = g_array_new (FALSE, FALSE, sizeof (WayFlowNode));
  self->links = g_array_new (FALSE, FALSE, sizeof (WayFlowLink));
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (256);
  for (guint i = 0; i < chart->n_columns; i++)
    g_ptr_array_add (self->columns, g_strdup (chart->columns[i]));
  while (gather_once (&gather))
    ;
  if (find_smallest (&gather, WAY_FLOW_NONE, chart->limit, FALSE, &(Link) { 0 }))
    return self;                /* fewer than the limit in all: nobody is shown */
  add_nodes (self, &gather, nodes);
  add_links (self, &gather, nodes);
  if (!chart->keeps_order)
    find_order (self);
  sort_all (self);
  number_points (self);
  return self;
}

void
way_flow_free (WayFlow *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_array_unref (self->links);
  g_ptr_array_unref (self->columns);
  g_string_chunk_free (self->texts);
  g_free (self);
}
