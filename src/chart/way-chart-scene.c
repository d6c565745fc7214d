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

  room = way_scene_add_words (self);
  if (chart->frame == WAY_CHART_LANES)
    way_scene_lay_lanes (self, chart, &room);
  else if (way_chart_data_n_points (self->data) == 0 || chart->marks->len == 0)
    lay_nothing (self, &room);
  else if (chart->frame == WAY_CHART_TIME)
    way_scene_lay_time (self, chart, &room);
  else if (chart->frame == WAY_CHART_HEAT)
    way_scene_lay_heat (self, chart, &room);
  else
    way_scene_lay_bars (self, chart, &room);
  return self;
}

double
way_chart_scene_natural_height (const WayChart     *chart,
                                const WayChartPage *page)
{
  double text = PLAIN_TEXT * (page->text_scale > 0 ? page->text_scale : 1);
  double words = (page->parts & WAY_PARTS_TITLE ? text * 4 : 0) +
                 (page->parts & WAY_PARTS_FOOT ? text * 2.4 : 0);

  switch (chart->frame)
    {
    case WAY_CHART_ROWS:
      return words + text * (4 + 1.9 * way_chart_data_n_points (chart->data) *
                                 (chart->is_stacked ? 1 : MAX (chart->marks->len, 1)));
    case WAY_CHART_HEAT:
      return words + text * (6.5 + 3.1 * chart->marks->len);
    case WAY_CHART_LANES:
      return words + way_scene_lanes_height (chart, text);
    case WAY_CHART_COLUMNS:
      return words + text * 9;
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

double
way_chart_scene_get_place (const WayChartScene *self,
                           guint                point)
{
  g_return_val_if_fail (point < way_chart_data_n_points (self->data), 0);
  return self->along[point];
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
  *box = (WayChartBox) { self->along[point], way_scale_map (&self->y, value), 0, 0 };
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

/* Events of a timeline lie in no order of x: the nearest of them all, which
 * are tens, not thousands. */
static gboolean
hit_cells (const WayChartScene *self,
           double               x,
           double               y,
           guint               *series,
           guint               *point)
{
  double best = HUGE_VAL;

  for (guint i = 0; i < way_chart_data_n_points (self->data); i++)
    {
      double distance = distance_to (&self->cells[i], x, y);

      if (distance >= best)
        continue;
      best = distance;
      *point = i;
      *series = 0;
    }
  return isfinite (best);
}

gboolean
way_chart_scene_hit (const WayChartScene *self,
                     double               x,
                     double               y,
                     guint               *series,
                     guint               *point)
{
  const WayChartBox *plot = &self->plot;
  guint n = way_chart_data_n_points (self->data);
  double along = self->frame == WAY_CHART_ROWS ? y : x;
  double best = HUGE_VAL;
  gboolean found = FALSE;

  if (n == 0 || x < plot->x || x > plot->x + plot->width || y < plot->y ||
      y > plot->y + plot->height)
    return FALSE;

  if (self->frame == WAY_CHART_LANES)
    return hit_cells (self, x, y, series, point);
  *point = self->holds ? way_chart_find_floor (self->along, n, along)
                       : way_chart_find_near (self->along, n, along);
  for (guint i = 0; i < way_chart_data_n_series (self->data); i++)
    {
      WayChartBox box;
      double distance;

      if (self->roles[i] == WAY_CHART_GROUND)
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
