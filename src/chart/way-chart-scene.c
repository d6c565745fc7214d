/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laid-out scene: its items, its words at head and foot, and the way from
 * a place back to a point.  The frames lay out what lies between. */

#include "way-chart-scene-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define PLAIN_TEXT  (10.0 * WAY_CHART_UNITS_PER_POINT)
#define TITLE_SIZE  1.2
#define ASCENT      0.78      /* of the text size, for boxes of words */
#define DESCENT     0.24
#define HALF_CAP    0.36      /* half the height of a capital letter */

static WayChartItem *
add_item (WayChartScene    *self,
          WayChartItemKind  kind,
          WayChartRole      role)
{
  WayChartItem item = { .kind = kind, .role = role, .ramp = -1 };

  g_array_append_val (self->items, item);
  return &g_array_index (self->items, WayChartItem, self->items->len - 1);
}

WayChartItem *
way_scene_add_rect (WayChartScene     *self,
                    WayChartRole       role,
                    const WayChartBox *box)
{
  WayChartItem *item = add_item (self, WAY_ITEM_RECT, role);

  item->box = *box;
  return item;
}

WayChartItem *
way_scene_add_path (WayChartScene    *self,
                    WayChartItemKind  kind,
                    WayChartRole      role,
                    guint             first)
{
  WayChartItem *item = add_item (self, kind, role);

  item->first = first;
  item->n = self->points->len - first;
  return item;
}

void
way_scene_add_point (WayChartScene *self,
                     double         x,
                     double         y)
{
  WayChartPoint point = { x, y };

  g_array_append_val (self->points, point);
}

WayChartItem *
way_scene_add_line (WayChartScene *self,
                    WayChartRole   role,
                    double         width,
                    double         x1,
                    double         y1,
                    double         x2,
                    double         y2)
{
  double pixel = self->page.pixel;
  double snapped = way_scale_snap_width (width, pixel);
  guint first = self->points->len;
  WayChartItem *item;

  if (y1 == y2)
    y1 = y2 = way_scale_snap_line (y1, snapped, pixel);
  if (x1 == x2)
    x1 = x2 = way_scale_snap_line (x1, snapped, pixel);
  way_scene_add_point (self, x1, y1);
  way_scene_add_point (self, x2, y2);
  item = way_scene_add_path (self, WAY_ITEM_PATH, role, first);
  item->width = snapped;
  item->is_square = x1 == x2 || y1 == y2;
  return item;
}

WayChartItem *
way_scene_add_text (WayChartScene  *self,
                    WayChartRole    role,
                    WayChartAnchor  anchor,
                    double          x,
                    double          y,
                    const char     *text)
{
  WayChartItem *item = add_item (self, WAY_ITEM_TEXT, role);

  item->anchor = anchor;
  item->box.x = x;
  item->box.y = y;
  item->size = self->text;
  item->text = g_string_chunk_insert (self->texts, text);
  return item;
}

WayChartItem *
way_scene_add_dot (WayChartScene *self,
                   WayChartRole   role,
                   double         radius,
                   double         x,
                   double         y)
{
  WayChartItem *item = add_item (self, WAY_ITEM_DOT, role);

  item->width = radius;
  item->box.x = x;
  item->box.y = y;
  return item;
}

double
way_scene_measure (const WayChartScene *self,
                   const char          *text,
                   gboolean             bold)
{
  return way_chart_measure (&self->page.measure, text, self->text, bold);
}

WayChartBox
way_scene_text_box (const WayChartScene *self,
                    WayChartAnchor       anchor,
                    double               x,
                    double               y,
                    const char          *text,
                    gboolean             bold)
{
  double width = way_scene_measure (self, text, bold);
  double left = x;

  if (anchor == WAY_TEXT_MIDDLE)
    left -= width / 2;
  else if (anchor == WAY_TEXT_END)
    left -= width;
  return (WayChartBox) { left, y - ASCENT * self->text, width,
                         (ASCENT + DESCENT) * self->text };
}

static char *
end_with_dots (const char *text,
               gsize       length)
{
  while (length > 0 && strchr (" ,.;:", text[length - 1]) != NULL)
    length--;
  return g_strdup_printf ("%.*s\u2026", (int) length, text);
}

char *
way_scene_shorten (const WayChartScene *self,
                   const char          *text,
                   gboolean             bold,
                   double               width)
{
  const char *end = text + strlen (text);
  char *best = NULL;

  if (way_scene_measure (self, text, bold) <= width)
    return g_strdup (text);
  while (end > text)
    {
      g_autofree char *tried = NULL;

      end = g_utf8_prev_char (end);
      tried = end_with_dots (text, (gsize) (end - text));
      if (way_scene_measure (self, tried, bold) > width)
        continue;
      if (best == NULL)
        best = g_strdup (tried);
      /* A whole word, unless that costs more than half of what fits. */
      if (*end == ' ' && strlen (tried) * 2 > strlen (best))
        {
          g_free (best);
          return g_steal_pointer (&tried);
        }
    }
  return best != NULL ? best : g_strdup ("\u2026");
}

gsize
way_scene_part (const WayChartScene *self,
                const char          *text,
                double              *width)
{
  gsize best = strlen (text);

  *width = way_scene_measure (self, text, FALSE);
  for (const char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      g_autofree char *first = g_strndup (text, (gsize) (space - text));
      double wide = MAX (way_scene_measure (self, first, FALSE),
                         way_scene_measure (self, space + 1, FALSE));

      if (wide >= *width)
        continue;
      *width = wide;
      best = (gsize) (space - text);
    }
  return best;
}

double
way_scene_baseline (const WayChartScene *self,
                    double               y)
{
  return y + HALF_CAP * self->text;
}

void
way_scene_take (WayChartScene     *self,
                const WayChartBox *box)
{
  g_array_append_val (self->taken, *box);
}

gboolean
way_scene_is_free (const WayChartScene *self,
                   const WayChartBox   *box)
{
  for (guint i = 0; i < self->taken->len; i++)
    if (way_chart_box_meets (&g_array_index (self->taken, WayChartBox, i), box))
      return FALSE;
  return TRUE;
}

/* How many bytes of text go into the width, ending before a space.  At least
 * one word: a longer one stands out rather than being cut. */
static gsize
find_break (const WayChartScene *self,
            const char          *text,
            double               size,
            gboolean             bold,
            double               width)
{
  gsize fits = 0;

  for (const char *p = text;; p++)
    {
      g_autofree char *line = NULL;

      if (*p != ' ' && *p != '\0')
        continue;
      line = g_strndup (text, (gsize) (p - text));
      if (fits > 0 && way_chart_measure (&self->page.measure, line, size, bold) > width)
        return fits;
      fits = (gsize) (p - text);
      if (*p == '\0')
        return fits;
    }
}

/* Lines of words from y down; gives the y below them. */
static double
add_wrapped (WayChartScene *self,
             const char    *text,
             WayChartRole   role,
             double         size,
             gboolean       bold,
             double         y)
{
  if (text == NULL)
    return y;
  while (*text != '\0')
    {
      gsize length = find_break (self, text, size, bold, self->page.width);
      g_autofree char *line = g_strndup (text, length);
      WayChartItem *item = way_scene_add_text (self, role, WAY_TEXT_START, 0,
                                               y + (ASCENT + 0.17) * size, line);

      item->size = size;
      item->is_bold = bold;
      y += WAY_CHART_LEADING * size;
      text += length;
      while (*text == ' ')
        text++;
    }
  return y;
}

/* Moves the items from first on by so much. */
static void
move_down (WayChartScene *self,
           guint          first,
           double         by)
{
  for (guint i = first; i < self->items->len; i++)
    g_array_index (self->items, WayChartItem, i).box.y += by;
}

WayChartBox
way_scene_add_words (WayChartScene *self)
{
  WayChartBox room = { 0, 0, self->page.width, self->page.height };

  if (self->page.parts & WAY_PARTS_TITLE)
    {
      double y = add_wrapped (self, way_chart_data_get_title (self->data), WAY_CHART_INK,
                              self->text * TITLE_SIZE, TRUE, 0);

      y = add_wrapped (self, way_chart_data_get_subtitle (self->data), WAY_CHART_DIM,
                       self->text, FALSE, y);
      room.y = y > 0 ? y + self->text * 0.5 : 0;
    }
  if (self->page.parts & WAY_PARTS_FOOT)
    {
      guint first = self->items->len;
      double foot = add_wrapped (self, way_chart_data_get_source (self->data), WAY_CHART_DIM,
                                 self->text, FALSE, 0);

      if (foot > 0)
        {
          move_down (self, first, self->page.height - foot);
          room.height -= foot + self->text * 0.9;
        }
    }
  room.height -= room.y;
  return room;
}

WayTicks
way_scene_ask_ticks (const WayChartScene *self,
                     double               low,
                     double               high,
                     double               length,
                     gboolean             whole)
{
  double each = self->text * WAY_CHART_LEADING;
  WayTicksAsk ask = {
    .low = low,
    .high = high,
    .wanted = (guint) CLAMP (length / (each * 2.2), 2, 8),
    .most = (guint) CLAMP (length / each, 1, 20),
    .whole = whole,
  };

  return way_ticks_numbers (&ask);
}

/* Marks, axes and guides of a chart that has one plot. */
void
way_scene_lay_frame (WayChartScene     *self,
                     const WayChart    *chart,
                     const WayChartBox *room)
{
  self->room = *room;
  switch (chart->frame)
    {
    case WAY_CHART_LANES:
      way_scene_lay_lanes (self, chart, room);
      break;
    case WAY_CHART_TIME:
      way_scene_lay_time (self, chart, room);
      break;
    case WAY_CHART_HEAT:
      way_scene_lay_heat (self, chart, room);
      break;
    case WAY_CHART_POINTS:
      way_scene_lay_points (self, chart, room);
      break;
    case WAY_CHART_FLOW:
      way_scene_lay_flow (self, chart, room);
      break;
    case WAY_CHART_COLUMNS:
    case WAY_CHART_ROWS:
    default:
      way_scene_lay_bars (self, chart, room);
      break;
    }
}

static gboolean
has_nothing (const WayChart *chart)
{
  if (chart->frame == WAY_CHART_LANES)
    return FALSE;               /* its lanes have names */
  return way_chart_data_n_points (chart->data) == 0 ||
         (chart->marks->len == 0 && chart->flow == NULL);
}

static void
clear_facet (gpointer data)
{
  g_free (((WayFacet *) data)->along);
}

static void
lay_nothing (WayChartScene     *self,
             const WayChartBox *room)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (self->data);

  self->plot = *room;
  way_scene_add_text (self, WAY_CHART_DIM, WAY_TEXT_MIDDLE, room->x + room->width / 2,
                      way_scene_baseline (self, room->y + room->height / 2),
                      way_chart_say (translate, N_("Nothing to show yet")));
}

WayChartScene *
way_chart_scene_new (const WayChart     *chart,
                     const WayChartPage *page)
{
  WayChartScene *self = g_new0 (WayChartScene, 1);
  WayChartBox room;

  self->data = way_chart_data_ref (chart->data);
  self->frame = chart->frame;
  self->page = *page;
  if (!(self->page.text_scale > 0))
    self->page.text_scale = 1;
  self->text = PLAIN_TEXT * self->page.text_scale;
  self->items = g_array_new (FALSE, FALSE, sizeof (WayChartItem));
  self->points = g_array_new (FALSE, FALSE, sizeof (WayChartPoint));
  self->taken = g_array_new (FALSE, FALSE, sizeof (WayChartBox));
  self->grid = g_array_new (FALSE, FALSE, sizeof (double));
  self->texts = g_string_chunk_new (512);
  self->roles = g_new0 (WayChartRole, MAX (way_chart_data_n_series (self->data), 1));
  self->along = g_new0 (double, MAX (way_chart_data_n_points (self->data), 1));
  self->facets = g_array_new (FALSE, FALSE, sizeof (WayFacet));
  g_array_set_clear_func (self->facets, clear_facet);
  self->facet_of = g_new0 (guint, MAX (way_chart_data_n_series (self->data), 1));

  room = way_scene_add_words (self);
  if (has_nothing (chart))
    lay_nothing (self, &room);
  else if (chart->facets->len > 0)
    way_scene_lay_facets (self, chart, &room);
  else
    way_scene_lay_frame (self, chart, &room);
  return self;
}

/* Bars of a category that stand side by side; one where there are none. */
static guint
count_bars (const WayChart *chart)
{
  guint n = 0;

  for (guint i = 0; i < chart->marks->len; i++)
    n += g_array_index (chart->marks, WayMark, i).kind == WAY_MARK_BAR ? 1 : 0;
  return MAX (n, 1);
}

/* Several kinds of bars with a key, or the small steps of a waterfall. */
static gboolean
is_tall (const WayChart *chart)
{
  for (guint i = 0; i < chart->marks->len; i++)
    if (g_array_index (chart->marks, WayMark, i).kind == WAY_MARK_CHANGE)
      return TRUE;
  return chart->is_keyed && count_bars (chart) > 1;
}

double
way_chart_scene_natural_height (const WayChart     *chart,
                                const WayChartPage *page)
{
  double text = PLAIN_TEXT * (page->text_scale > 0 ? page->text_scale : 1);
  double words = (page->parts & WAY_PARTS_TITLE ? text * 4 : 0) +
                 (page->parts & WAY_PARTS_FOOT ? text * 2.4 : 0);

  if (chart->facets->len > 0)
    return words + way_scene_facets_height (chart, text, page->width);
  switch (chart->frame)
    {
    case WAY_CHART_ROWS:
      return words + text * (6 + 1.9 * way_chart_data_n_points (chart->data) *
                                 (chart->is_stacked ? 1 : count_bars (chart)));
    case WAY_CHART_FLOW:
      return words + way_scene_flow_height (chart, text);
    case WAY_CHART_POINTS:
      return words + text * 24;
    case WAY_CHART_HEAT:
      return words + text * (6.5 + 3.1 * chart->marks->len);
    case WAY_CHART_LANES:
      return words + way_scene_lanes_height (chart, text);
    case WAY_CHART_COLUMNS:
      return words + text * (is_tall (chart) ? 18 : 9);
    case WAY_CHART_TIME:
    default:
      return words + text * 20;
    }
}

void
way_chart_scene_free (WayChartScene *self)
{
  if (self == NULL)
    return;
  way_chart_data_unref (self->data);
  g_array_unref (self->items);
  g_array_unref (self->points);
  g_array_unref (self->taken);
  g_array_unref (self->grid);
  g_string_chunk_free (self->texts);
  g_free (self->roles);
  g_free (self->along);
  g_free (self->cells);
  g_array_unref (self->facets);
  g_free (self->facet_of);
  g_free (self);
}

WayChartData *
way_chart_scene_get_data (const WayChartScene *self)
{
  return self->data;
}

double
way_chart_scene_get_width (const WayChartScene *self)
{
  return self->page.width;
}

double
way_chart_scene_get_height (const WayChartScene *self)
{
  return self->page.height;
}

double
way_chart_scene_get_text_size (const WayChartScene *self)
{
  return self->text;
}

gboolean
way_chart_scene_is_on_lines (const WayChartScene *self)
{
  return self->cells == NULL;
}

gboolean
way_chart_scene_is_snapped (const WayChartScene *self)
{
  return self->page.pixel > 0;
}

static const WayFacet *
facet_of (const WayChartScene *self,
          guint                series)
{
  if (self->facets->len == 0)
    return NULL;
  return &g_array_index (self->facets, WayFacet, self->facet_of[series]);
}

double
way_chart_scene_get_place (const WayChartScene *self,
                           WayChartAt           at)
{
  const WayFacet *facet;

  g_return_val_if_fail (at.point < way_chart_data_n_points (self->data) &&
                        at.series < way_chart_data_n_series (self->data), 0);
  facet = facet_of (self, at.series);
  return facet != NULL ? facet->along[at.point] : self->along[at.point];
}

WayChartRole
way_chart_scene_get_role (const WayChartScene *self,
                          guint                series)
{
  g_return_val_if_fail (series < way_chart_data_n_series (self->data), WAY_CHART_INK);
  return self->roles[series];
}

WayChartBox
way_chart_scene_get_plot (const WayChartScene *self)
{
  return self->plot;
}

WayChartBox
way_chart_scene_get_plot_of (const WayChartScene *self,
                             guint                series)
{
  const WayFacet *facet;

  g_return_val_if_fail (series < way_chart_data_n_series (self->data), self->plot);
  facet = facet_of (self, series);
  return facet != NULL ? facet->plot : self->plot;
}

const WayChartItem *
way_chart_scene_get_items (const WayChartScene *self,
                           guint               *n)
{
  *n = self->items->len;
  return (const WayChartItem *) (gconstpointer) self->items->data;
}

const WayChartPoint *
way_chart_scene_get_points (const WayChartScene *self)
{
  return (const WayChartPoint *) (gconstpointer) self->points->data;
}

gboolean
way_chart_scene_find (const WayChartScene *self,
                      guint                series,
                      guint                point,
                      WayChartBox         *box)
{
  const WayFacet *facet;
  double value;

  if (series >= way_chart_data_n_series (self->data) ||
      point >= way_chart_data_n_points (self->data) ||
      self->roles[series] == WAY_CHART_GROUND)
    return FALSE;
  if (self->cells != NULL)
    {
      *box = self->cells[series * way_chart_data_n_points (self->data) + point];
      return TRUE;
    }
  value = way_chart_data_get_value (self->data, series, point);
  if (isnan (value))
    return FALSE;
  facet = facet_of (self, series);
  *box = (WayChartBox) { facet != NULL ? facet->along[point] : self->along[point],
                         way_scale_map (facet != NULL ? &facet->y : &self->y, value), 0, 0 };
  return TRUE;
}

static double
distance_to (const WayChartBox *box,
             double             x,
             double             y)
{
  double dx = MAX (MAX (box->x - x, x - box->x - box->width), 0);
  double dy = MAX (MAX (box->y - y, y - box->y - box->height), 0);

  return dx * dx + dy * dy;
}

/* What lies in no order of x (events of a timeline, parts of a flow, points of a
 * funnel): the smallest that holds the place, else the nearest of them all, which
 * are tens, not thousands. */
static gboolean
hit_cells (const WayChartScene *self,
           double               x,
           double               y,
           guint               *series,
           guint               *point)
{
  double best = HUGE_VAL, smallest = HUGE_VAL;

  for (guint i = 0; i < way_chart_data_n_points (self->data); i++)
    {
      const WayChartBox *cell = &self->cells[i];
      double distance = distance_to (cell, x, y);

      if (distance > best || (distance >= best && cell->width * cell->height >= smallest))
        continue;
      best = distance;
      smallest = cell->width * cell->height;
      *point = i;
      *series = 0;
    }
  return isfinite (best);
}

static gboolean
holds_place (const WayChartBox *box,
             double             x,
             double             y)
{
  return x >= box->x && x <= box->x + box->width && y >= box->y && y <= box->y + box->height;
}

/* The plot under a place, its points along it, and its index. */
static gboolean
find_plot (const WayChartScene  *self,
           double                x,
           double                y,
           const double        **along,
           guint                *facet)
{
  *along = self->along;
  *facet = 0;
  for (guint i = 0; i < self->facets->len; i++)
    {
      const WayFacet *tried = &g_array_index (self->facets, WayFacet, i);

      if (!holds_place (&tried->plot, x, y))
        continue;
      *along = tried->along;
      *facet = i;
      return TRUE;
    }
  return self->facets->len == 0 && holds_place (&self->plot, x, y);
}

static gboolean
lies_free (const WayChartScene *self)
{
  return self->frame == WAY_CHART_LANES || self->frame == WAY_CHART_FLOW ||
         self->frame == WAY_CHART_POINTS;
}

gboolean
way_chart_scene_hit (const WayChartScene *self,
                     double               x,
                     double               y,
                     guint               *series,
                     guint               *point)
{
  guint n = way_chart_data_n_points (self->data);
  double place = self->frame == WAY_CHART_ROWS ? y : x;
  double best = HUGE_VAL;
  gboolean found = FALSE;
  const double *along;
  guint facet;

  if (n == 0 || !find_plot (self, x, y, &along, &facet))
    return FALSE;
  if (lies_free (self))
    return self->cells != NULL && hit_cells (self, x, y, series, point);
  *point = self->holds ? way_chart_find_floor (along, n, place)
                       : way_chart_find_near (along, n, place);
  for (guint i = 0; i < way_chart_data_n_series (self->data); i++)
    {
      WayChartBox box;
      double distance;

      if (self->roles[i] == WAY_CHART_GROUND || self->facet_of[i] != facet)
        continue;
      if (!found)
        *series = i;            /* a gap has a read-out too */
      found = TRUE;
      if (!way_chart_scene_find (self, i, *point, &box))
        continue;
      if (self->cells == NULL)
        box.x = x;
      distance = distance_to (&box, x, y);
      if (distance < best)
        {
          best = distance;
          *series = i;
        }
    }
  return found;
}
