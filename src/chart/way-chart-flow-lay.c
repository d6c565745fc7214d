/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of flow: columns of nodes as tall as they count, ribbons between
 * them as thick.  Ribbons leave and enter in the order of what they lead to and
 * from, so that none crosses at its node. */

#include "way-chart-scene-private.h"

#include "way-chart-flow-private.h"
#include "way-chart-private.h"

#include <math.h>
#include <string.h>

#define NODE        1.1       /* text sizes: width of a node, */
#define GAP         0.9       /* between two, */
#define SLOT        1.45      /* and what one takes at least, for its words */
#define HEAD        2.0
#define NAME_GAP    7.0
#define MOST_NAME   0.28      /* of the width, at either side */
#define STEPS       24        /* of a ribbon's bend */
#define HALVINGS    40

typedef struct
{
  WayChartScene *scene;
  const WayFlow *flow;
  double         unit;        /* height of one */
  double        *tops;        /* of each node */
  double        *out;         /* where its next ribbon leaves, */
  double        *in;          /* and enters */
  double         left;        /* of the first column */
  double         apart;       /* from one column to the next */
} Lay;

static const WayFlowNode *
node_at (const Lay *lay,
         guint      i)
{
  return &g_array_index (lay->flow->nodes, WayFlowNode, i);
}

static guint
last_column (const Lay *lay)
{
  return lay->flow->columns->len - 1;
}

/* What the nodes of a column take from top to bottom. */
static double
column_height (const Lay *lay,
               guint      column,
               double      unit)
{
  double text = lay->scene->text;
  double sum = 0;

  for (guint i = 0; i < lay->flow->nodes->len; i++)
    if (node_at (lay, i)->column == column)
      sum += MAX (node_at (lay, i)->total * unit + GAP * text, SLOT * text);
  return sum;
}

static double
tallest (const Lay *lay,
         double      unit)
{
  double most = 0;

  for (guint i = 0; i <= last_column (lay); i++)
    most = MAX (most, column_height (lay, i, unit));
  return most;
}

/* As tall as one may be for the tallest column to fit. */
static double
find_unit (const Lay *lay,
           double      height)
{
  double low = 0, high = height;

  for (guint i = 0; i < HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (tallest (lay, middle) > height)
        high = middle;
      else
        low = middle;
    }
  return low;
}

static void
place_nodes (const Lay         *lay,
             const WayChartBox *room)
{
  double text = lay->scene->text;

  for (guint column = 0; column <= last_column (lay); column++)
    {
      double y = room->y + (room->height - column_height (lay, column, lay->unit)) / 2;

      for (guint i = 0; i < lay->flow->nodes->len; i++)
        {
          double height = node_at (lay, i)->total * lay->unit;
          double takes = MAX (height + GAP * text, SLOT * text);

          if (node_at (lay, i)->column != column)
            continue;
          lay->tops[i] = lay->in[i] = lay->out[i] =
            way_scale_snap (y + (takes - height) / 2, lay->scene->page.pixel);
          y += takes;
        }
    }
}

/* --- words --- */

/* "Beacon Centre  61": in less width the name is shortened, never the number. */
static char *
name_node (const Lay *lay,
           guint      i,
           double     width)
{
  g_autofree char *number = way_chart_say_number (node_at (lay, i)->total, 0);
  g_autofree char *end = g_strconcat ("  ", number, NULL);
  g_autofree char *name = way_scene_shorten (lay->scene, node_at (lay, i)->name, FALSE,
                                             width - way_scene_measure (lay->scene, end, FALSE));

  return g_strconcat (name, end, NULL);
}

static double
widest_name (const Lay *lay,
             guint      column)
{
  double widest = 0;

  for (guint i = 0; i < lay->flow->nodes->len; i++)
    {
      g_autofree char *name = name_node (lay, i, HUGE_VAL);

      if (node_at (lay, i)->column == column)
        widest = MAX (widest, way_scene_measure (lay->scene, name, FALSE));
    }
  return widest;
}

static double
column_x (const Lay *lay,
          guint      column)
{
  return lay->left + lay->apart * column;
}

/* Words on ground of their own, so that no ribbon runs through them. */
static void
add_patch (WayChartScene *scene,
           double         x,
           double         y,
           const char    *text)
{
  WayChartBox box = way_scene_text_box (scene, WAY_TEXT_START, x, y, text, FALSE);

  box = (WayChartBox) { box.x - 3, box.y - 1, box.width + 6, box.height + 2 };
  way_scene_add_rect (scene, WAY_CHART_GROUND, &box);
  way_scene_take (scene, &box);
}

static gboolean
is_between (const Lay *lay,
            guint      i)
{
  return node_at (lay, i)->column > 0 && node_at (lay, i)->column < last_column (lay);
}

static void
add_line (const Lay  *lay,
          guint       i,
          double      middle,
          const char *text)
{
  WayChartScene *scene = lay->scene;
  gboolean is_first = node_at (lay, i)->column == 0;
  double y = way_scene_baseline (scene, middle);
  double x = column_x (lay, node_at (lay, i)->column) +
             (is_first ? -NAME_GAP : NODE * scene->text + NAME_GAP);

  if (is_between (lay, i))
    add_patch (scene, x, y, text);
  way_scene_add_text (scene, WAY_CHART_INK, is_first ? WAY_TEXT_END : WAY_TEXT_START, x, y, text);
}

/* Beside the node: outside at both ends, to the right of those between.  Too long
 * a name takes two lines where the node is tall enough for them. */
static void
add_name (const Lay *lay,
          guint      i,
          double     width)
{
  WayChartScene *scene = lay->scene;
  double middle = lay->tops[i] + node_at (lay, i)->total * lay->unit / 2;
  double line = scene->text * 0.62;
  g_autofree char *whole = name_node (lay, i, HUGE_VAL);
  g_autofree char *name = NULL;
  double parted;
  gsize end;

  if (is_between (lay, i))
    width = lay->apart - NODE * scene->text - 2 * NAME_GAP;
  end = way_scene_part (scene, whole, &parted);
  if (way_scene_measure (scene, whole, FALSE) > width && whole[end] == ' ' &&
      node_at (lay, i)->total * lay->unit + GAP * scene->text >= 4 * line)
    {
      g_autofree char *start = g_strndup (whole, end);
      g_autofree char *first = way_scene_shorten (scene, start, FALSE, width);

      /* The number ends the second line, which is never cut. */
      add_line (lay, i, middle - line, first);
      add_line (lay, i, middle + line, whole + end + strspn (whole + end, " "));
      return;
    }
  name = name_node (lay, i, width);
  add_line (lay, i, middle, name);
}

/* Over their columns: outwards at both ends, in the middle of those between. */
static void
add_heads (const Lay *lay,
           double      y)
{
  WayChartScene *scene = lay->scene;
  double half = NODE * scene->text / 2;

  for (guint i = 0; i <= last_column (lay); i++)
    {
      gboolean is_last = i == last_column (lay);
      gboolean is_end = i == 0 || is_last;
      WayChartAnchor anchor = i == 0 ? WAY_TEXT_START : is_last ? WAY_TEXT_END : WAY_TEXT_MIDDLE;
      double x = column_x (lay, i) + (i == 0 ? 0 : is_last ? 2 * half : half);
      g_autofree char *name =
        way_scene_shorten (scene, g_ptr_array_index (lay->flow->columns, i), TRUE,
                           MAX (lay->apart * (is_end ? 0.6 : 1.3), scene->text * 4));

      way_scene_add_text (scene, WAY_CHART_INK, anchor, x,
                          way_scene_baseline (scene, y + scene->text * 0.7), name)->is_bold = TRUE;
    }
}

/* --- ribbons --- */

static double
bend (double from,
      double to,
      double t)
{
  return from + (to - from) * t * t * (3 - 2 * t);
}

/* One edge of a ribbon, there or back. */
static void
add_edge (WayChartScene *scene,
          double         left,
          double         right,
          double         from,
          double         to,
          gboolean       back)
{
  for (guint i = 0; i <= STEPS; i++)
    {
      double t = (back ? STEPS - i : i) / (double) STEPS;

      way_scene_add_point (scene, left + (right - left) * t, bend (from, to, t));
    }
}

static void
draw_bend (WayChartScene *scene,
           double         left,
           double         right,
           double         from,
           double         to)
{
  guint first = scene->points->len;

  add_edge (scene, left, right, from, to, FALSE);
  way_scene_add_path (scene, WAY_ITEM_PATH, WAY_CHART_AXIS, first)->width = 1;
}

/* One that is thinner than a line is a line. */
static void
draw_ribbon (WayChartScene *scene,
             double         left,
             double         right,
             double         from,
             double         to,
             double         thick)
{
  guint first = scene->points->len;

  if (thick < 1)
    {
      draw_bend (scene, left, right, from + thick / 2, to + thick / 2);
      return;
    }
  add_edge (scene, left, right, from, to, FALSE);
  add_edge (scene, left, right, from + thick, to + thick, TRUE);
  way_scene_add_path (scene, WAY_ITEM_POLYGON, WAY_CHART_PALE, first);
  draw_bend (scene, left, right, from, to);
  draw_bend (scene, left, right, from + thick, to + thick);
}

static void
add_ribbon (const Lay         *lay,
            const WayFlowLink *link)
{
  WayChartScene *scene = lay->scene;
  double thick = link->count * lay->unit;
  double left = column_x (lay, node_at (lay, link->from)->column) + NODE * scene->text;
  double right = column_x (lay, node_at (lay, link->to)->column);
  double from = lay->out[link->from], to = lay->in[link->to];
  WayChartBox cell = { (left + right) / 2 - lay->apart / 10, (from + to) / 2, lay->apart / 5,
                       thick };

  lay->out[link->from] += thick;
  lay->in[link->to] += thick;
  draw_ribbon (scene, left, right, from, to, thick);
  for (guint i = 0; i < way_chart_data_n_series (scene->data); i++)
    scene->cells[i * way_chart_data_n_points (scene->data) + link->point] = cell;
}

/* The number where the ribbon arrives, if it is thick enough. */
static void
add_number (const Lay         *lay,
            const WayFlowLink *link,
            double             top)
{
  WayChartScene *scene = lay->scene;
  double thick = link->count * lay->unit;
  double x, y;
  WayChartBox box;
  g_autofree char *text = NULL;

  if (thick < scene->text * 1.15)
    return;
  text = way_chart_say_number (link->count, 0);
  x = column_x (lay, node_at (lay, link->to)->column) - NAME_GAP;
  y = way_scene_baseline (scene, top + thick / 2);
  box = way_scene_text_box (scene, WAY_TEXT_END, x, y, text, FALSE);
  if (way_scene_is_free (scene, &box))
    way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_END, x, y, text);
}

/* They leave in the order of the nodes they go to, as the links stand, and enter
 * in the order of those they come from. */
static void
add_ribbons (const Lay *lay)
{
  for (guint i = 0; i < lay->flow->links->len; i++)
    add_ribbon (lay, &g_array_index (lay->flow->links, WayFlowLink, i));
}

/* Once the names stand. */
static void
add_numbers (const Lay *lay)
{
  for (guint i = 0; i < lay->flow->nodes->len; i++)
    lay->in[i] = lay->tops[i];
  for (guint i = 0; i < lay->flow->links->len; i++)
    {
      const WayFlowLink *link = &g_array_index (lay->flow->links, WayFlowLink, i);

      add_number (lay, link, lay->in[link->to]);
      lay->in[link->to] += link->count * lay->unit;
    }
}

static void
add_node (const Lay *lay,
          guint      i)
{
  WayChartScene *scene = lay->scene;
  const WayFlowNode *node = node_at (lay, i);
  WayChartBox box = { column_x (lay, node->column), lay->tops[i], NODE * scene->text,
                      MAX (node->total * lay->unit, 2) };

  way_scene_add_rect (scene, node->is_other ? WAY_CHART_AXIS : WAY_CHART_SERIES_1, &box);
  for (guint k = 0; k < way_chart_data_n_series (scene->data); k++)
    scene->cells[k * way_chart_data_n_points (scene->data) + node->point] = box;
}

double
way_scene_flow_height (const WayChart *chart,
                       double          text)
{
  guint most = 1;

  for (guint column = 0; column < chart->flow->columns->len; column++)
    {
      guint n = 0;

      for (guint i = 0; i < chart->flow->nodes->len; i++)
        n += g_array_index (chart->flow->nodes, WayFlowNode, i).column == column ? 1 : 0;
      most = MAX (most, n);
    }
  return text * (HEAD + 6 + 3.2 * most);
}

void
way_scene_lay_flow (WayChartScene     *self,
                    const WayChart    *chart,
                    const WayChartBox *room)
{
  guint n = chart->flow->nodes->len;
  g_autofree double *places = g_new0 (double, MAX (n, 1) * 3);
  Lay lay = { .scene = self, .flow = chart->flow, .tops = places, .out = places + n,
              .in = places + 2 * n };
  WayChartBox below = { room->x, room->y + self->text * HEAD, room->width,
                        MAX (room->height - self->text * HEAD, self->text) };
  double first, last;

  self->cells = g_new0 (WayChartBox, MAX (way_chart_data_n_series (self->data) *
                                            way_chart_data_n_points (self->data), 1));
  self->roles[0] = WAY_CHART_SERIES_1;
  first = MIN (widest_name (&lay, 0), room->width * MOST_NAME);
  last = MIN (widest_name (&lay, last_column (&lay)), room->width * MOST_NAME);
  lay.left = room->x + first + NAME_GAP;
  lay.apart = (room->width - first - last - 2 * NAME_GAP - NODE * self->text) / last_column (&lay);
  lay.unit = find_unit (&lay, below.height);
  self->plot = below;
  place_nodes (&lay, &below);
  add_ribbons (&lay);
  for (guint i = 0; i < n; i++)
    add_node (&lay, i);
  for (guint i = 0; i < n; i++)
    add_name (&lay, i, node_at (&lay, i)->column == 0 ? first : last);
  add_numbers (&lay);
  add_heads (&lay, room->y);
}
