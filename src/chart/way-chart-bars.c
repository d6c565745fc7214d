/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames of categories: bars upwards or to the right, one series or
 * several, side by side or on top of each other.  Bars start at zero.  Lengths
 * are worked out once for both directions; only turn () knows which way is
 * up. */

#include "way-chart-scene-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define LABEL_GAP     8.0
#define BAR_GAP       0.34    /* of a band, between the bars of two categories */
#define WIDEST_BAR    40.0
#define PART          1.0     /* ground between touching bars */
#define MOST_NAME     0.38    /* of the width, for names of rows */

typedef struct
{
  WayChartScene  *scene;
  const WayChart *chart;
  gboolean        across;     /* bars run to the right */
  WayScale        length;     /* values to places */
  double          from;       /* of the bands */
  double          to;
} Bars;

static const WayMark *
mark_at (const Bars *bars,
         guint       i)
{
  return &g_array_index (bars->chart->marks, WayMark, i);
}

static guint
count_points (const Bars *bars)
{
  return way_chart_data_n_points (bars->scene->data);
}

static double
value_at (const Bars *bars,
          guint       mark,
          guint       point)
{
  return way_chart_data_get_value (bars->scene->data, mark_at (bars, mark)->series, point);
}

/* What a category adds up to; NaN where nothing is known. */
static double
total_at (const Bars *bars,
          guint       point)
{
  double total = NAN;

  for (guint i = 0; i < bars->chart->marks->len; i++)
    {
      double value = value_at (bars, i, point);

      if (!isnan (value))
        total = isnan (total) ? value : total + value;
    }
  return total;
}

static void
find_range (const Bars *bars,
            double     *low,
            double     *high)
{
  *low = *high = 0;
  for (guint i = 0; i < count_points (bars); i++)
    {
      for (guint k = 0; k < bars->chart->marks->len; k++)
        if (!isnan (value_at (bars, k, i)))
          {
            *low = MIN (*low, value_at (bars, k, i));
            *high = MAX (*high, value_at (bars, k, i));
          }
      if (bars->chart->is_stacked && !isnan (total_at (bars, i)))
        *high = MAX (*high, total_at (bars, i));
    }
  for (guint i = 0; i < bars->chart->guides->len; i++)
    *high = MAX (*high, g_array_index (bars->chart->guides, WayGuide, i).y);
  if (!isnan (bars->chart->high))
    *high = MAX (*high, bars->chart->high);
  if (*high <= *low)
    *high = *low + 1;
}

static gboolean
are_counts (const Bars *bars)
{
  for (guint i = 0; i < bars->chart->marks->len; i++)
    if (way_chart_data_get_series (bars->scene->data, mark_at (bars, i)->series)->decimals > 0)
      return FALSE;
  return TRUE;
}

static char *
say_value (const Bars *bars,
           guint       series,
           double      value)
{
  const WayChartSeries *info = way_chart_data_get_series (bars->scene->data, series);
  g_autofree char *number = way_chart_say_number (value, info->decimals);

  return g_strconcat (number, g_strcmp0 (info->unit, "%") == 0 ? "%" : "", NULL);
}

static double
widest_value (const Bars *bars)
{
  double widest = 0;

  for (guint i = 0; i < count_points (bars); i++)
    for (guint k = 0; k < bars->chart->marks->len; k++)
      {
        double value = bars->chart->is_stacked ? total_at (bars, i) : value_at (bars, k, i);
        g_autofree char *text = say_value (bars, mark_at (bars, k)->series, value);

        widest = MAX (widest, way_scene_measure (bars->scene, text, TRUE));
      }
  return widest;
}

static gboolean
has_levels (const WayChart *chart)
{
  for (guint i = 0; i < chart->guides->len; i++)
    if (g_array_index (chart->guides, WayGuide, i).kind == WAY_GUIDE_LEVEL)
      return TRUE;
  return FALSE;
}

/* A box from start along the bands and from one value to another. */
static WayChartBox
turn (const Bars *bars,
      double      start,
      double      size,
      double      from,
      double      to)
{
  double pixel = bars->scene->page.pixel;
  double a = way_scale_snap (way_scale_map (&bars->length, from), pixel);
  double b = way_scale_snap (way_scale_map (&bars->length, to), pixel);
  double low = way_scale_snap (start, pixel);
  double high = way_scale_snap (start + size, pixel);

  if (bars->across)
    return (WayChartBox) { MIN (a, b), low, fabs (b - a), high - low };
  return (WayChartBox) { low, MIN (a, b), high - low, fabs (b - a) };
}

static void
add_bar (const Bars    *bars,
         const WayMark *mark,
         WayChartState  state,
         WayChartBox   *box)
{
  gboolean is_hollow = mark->is_hollow || state == WAY_CHART_ESTIMATED;
  WayChartItem *item;

  if (box->width <= 0 || box->height <= 0)
    return;
  way_scene_add_rect (bars->scene, is_hollow ? (mark->is_hollow ? mark->fill : WAY_CHART_GROUND)
                                             : mark->role, box);
  if (!is_hollow)
    return;
  item = way_scene_add_rect (bars->scene, mark->role, box);
  item->width = way_scale_snap_width (1, bars->scene->page.pixel);
  if (state == WAY_CHART_ESTIMATED)
    item->line = WAY_LINE_DASHED;
}

/* Words at the outer end of a bar, kept clear of the levels. */
static void
add_count (const Bars        *bars,
           const WayChartBox *box,
           const char        *text)
{
  WayChartScene *scene = bars->scene;

  if (bars->across && has_levels (bars->chart))
    {
      WayChartBox clear = { box->x + box->width + 3, box->y,
                            way_scene_measure (scene, text, FALSE) + 6, box->height };

      way_scene_add_rect (scene, WAY_CHART_GROUND, &clear);
    }
  if (bars->across)
    way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, box->x + box->width + 6,
                        way_scene_baseline (scene, box->y + box->height / 2), text);
  else
    way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_MIDDLE, box->x + box->width / 2,
                        way_scene_baseline (scene, box->y - scene->text * 0.75), text)
      ->is_bold = TRUE;
}

/* A hidden value stands at zero, hollow, as "c". */
static void
add_hidden (const Bars *bars,
            double      start,
            double      size)
{
  WayChartScene *scene = bars->scene;
  WayChartBox base = turn (bars, start, size, 0, 0);
  double radius = scene->text * 0.55;
  double x = base.x + (bars->across ? radius + 3 : base.width / 2);
  double y = base.y + (bars->across ? base.height / 2 : -radius - 3);

  way_scene_add_dot (scene, WAY_CHART_INK, radius, x, y)->is_hollow = TRUE;
  way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_MIDDLE, x,
                      way_scene_baseline (scene, y - scene->text * 0.08),
                      way_chart_say (way_chart_data_get_translate (scene->data), N_("c")));
}

static void
keep_cell (const Bars        *bars,
           guint              mark,
           guint              point,
           const WayChartBox *box)
{
  bars->scene->cells[mark_at (bars, mark)->series * count_points (bars) + point] = *box;
}

static void
add_stack (const Bars *bars,
           guint       point,
           double      start,
           double      size)
{
  double sum = 0;

  for (guint i = 0; i < bars->chart->marks->len; i++)
    {
      double value = value_at (bars, i, point);
      WayChartState state = way_chart_data_get_state (bars->scene->data,
                                                      mark_at (bars, i)->series, point);

      WayChartBox box;

      if (state == WAY_CHART_SUPPRESSED)
        add_hidden (bars, start, size);
      box = turn (bars, start, size, sum, sum + (isnan (value) ? 0 : MAX (value, 0)));
      keep_cell (bars, i, point, &box);
      if (sum > 0 && box.width > PART && box.height > PART && !mark_at (bars, i)->is_hollow)
        {
          box.height -= bars->across ? 0 : PART;
          box.x += bars->across ? PART : 0;
          box.width -= bars->across ? PART : 0;
        }
      add_bar (bars, mark_at (bars, i), state, &box);
      sum += isnan (value) ? 0 : MAX (value, 0);
    }
}

static void
add_stack_count (const Bars *bars,
                 guint       point,
                 double      start,
                 double      size)
{
  double total = total_at (bars, point);
  WayChartBox box = turn (bars, start, size, 0, isnan (total) ? 0 : MAX (total, 0));
  g_autofree char *text = NULL;

  if (isnan (total))
    return;
  text = say_value (bars, mark_at (bars, 0)->series, total);
  add_count (bars, &box, text);
}

static void
add_group (const Bars *bars,
           guint       point,
           double      start,
           double      size)
{
  guint n = bars->chart->marks->len;

  for (guint i = 0; i < n; i++)
    {
      double value = value_at (bars, i, point);
      WayChartState state = way_chart_data_get_state (bars->scene->data,
                                                      mark_at (bars, i)->series, point);
      double from = start + size * i / n;
      double width = size / n - (n > 1 ? PART : 0);
      WayChartBox box = turn (bars, from, width, 0, isnan (value) ? 0 : value);

      keep_cell (bars, i, point, &box);
      if (state == WAY_CHART_SUPPRESSED)
        add_hidden (bars, from, width);
      if (isnan (value))
        continue;
      add_bar (bars, mark_at (bars, i), state, &box);
    }
}

static void
add_group_counts (const Bars *bars,
                  guint       point)
{
  guint n = bars->chart->marks->len;

  for (guint i = 0; i < n; i++)
    {
      double value = value_at (bars, i, point);
      WayChartBox box;
      g_autofree char *text = NULL;

      if (isnan (value))
        continue;
      way_chart_scene_find (bars->scene, mark_at (bars, i)->series, point, &box);
      text = say_value (bars, mark_at (bars, i)->series, value);
      if (bars->across || n == 1 ||
          way_scene_measure (bars->scene, text, TRUE) <= box.width + 2)
        add_count (bars, &box, text);
    }
}

/* The bars of all categories, or the words at their ends. */
static void
add_bars (const Bars *bars,
          gboolean    counts)
{
  double widest = WIDEST_BAR * bars->scene->page.text_scale *
                  (bars->chart->is_stacked ? 1 : bars->chart->marks->len);

  for (guint i = 0; i < count_points (bars); i++)
    {
      double from, size;

      way_scale_band (bars->from, bars->to, count_points (bars), i, BAR_GAP, &from, &size);
      bars->scene->along[i] = from + size / 2;
      if (size > widest && !bars->across)
        {
          from += (size - widest) / 2;
          size = widest;
        }
      if (bars->chart->is_stacked && counts)
        add_stack_count (bars, i, from, size);
      else if (bars->chart->is_stacked)
        add_stack (bars, i, from, size);
      else if (counts)
        add_group_counts (bars, i);
      else
        add_group (bars, i, from, size);
    }
}

/* --- names, axis, guides --- */

static void
add_row_names (const Bars *bars,
               double      width)
{
  WayChartScene *scene = bars->scene;

  for (guint i = 0; i < count_points (bars); i++)
    {
      g_autofree char *label = way_chart_data_dup_label (scene->data, i);
      g_autofree char *text = way_scene_shorten (scene, label, FALSE, width);

      way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_END, scene->plot.x - LABEL_GAP,
                          way_scene_baseline (scene, scene->along[i]), text);
    }
}

/* Where not every name has room, every second or third keeps its own. */
static void
add_column_names (const Bars *bars)
{
  WayChartScene *scene = bars->scene;
  guint n = count_points (bars);
  double each = (bars->to - bars->from) / n;
  double widest = 0;
  guint keep;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = way_chart_data_dup_label (scene->data, i);

      widest = MAX (widest, way_scene_measure (scene, label, FALSE));
    }
  keep = (guint) MAX (ceil ((widest + LABEL_GAP) / each), 1);
  if (keep >= n)
    keep = 1;
  for (guint i = 0; i < n; i += keep)
    {
      g_autofree char *label = way_chart_data_dup_label (scene->data, i);
      g_autofree char *text = way_scene_shorten (scene, label, FALSE, each * keep - 2);

      way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_MIDDLE, scene->along[i],
                          way_scene_baseline (scene, scene->y.start + scene->text), text);
    }
}

static double
widest_name (const Bars *bars)
{
  double widest = 0;

  for (guint i = 0; i < count_points (bars); i++)
    {
      g_autofree char *label = way_chart_data_dup_label (bars->scene->data, i);

      widest = MAX (widest, way_scene_measure (bars->scene, label, FALSE));
    }
  return widest;
}

/* Without counts on the bars, a grid to read them off. */
static void
add_value_axis (const Bars     *bars,
                const WayTicks *ticks)
{
  WayChartScene *scene = bars->scene;
  WayChartBox plot = scene->plot;

  for (guint i = 0; i < ticks->n; i++)
    {
      double value = way_ticks_at (ticks, i);
      double at = way_scale_map (&bars->length, value);
      g_autofree char *text = way_chart_say_number (value, ticks->decimals);

      if (bars->across)
        {
          way_scene_add_line (scene, WAY_CHART_GRID, 1, at, plot.y, at, plot.y + plot.height);
          way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_MIDDLE, at,
                              way_scene_baseline (scene, plot.y + plot.height + scene->text),
                              text);
        }
      else
        {
          way_scene_add_line (scene, WAY_CHART_GRID, 1, plot.x, at, plot.x + plot.width, at);
          way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_END, plot.x - LABEL_GAP,
                              way_scene_baseline (scene, at), text);
        }
    }
}

static void
add_base (const Bars *bars)
{
  WayChartBox plot = bars->scene->plot;
  double at = way_scale_map (&bars->length, 0);

  if (bars->across)
    way_scene_add_line (bars->scene, WAY_CHART_AXIS, 1, at, plot.y, at, plot.y + plot.height);
  else
    way_scene_add_line (bars->scene, WAY_CHART_AXIS, 1, plot.x, at, plot.x + plot.width, at);
}

/* Dashes on ground, so that they show on bars as well. */
static void
add_level_line (WayChartScene *scene,
                WayChartRole   role,
                double         x1,
                double         y1,
                double         x2,
                double         y2)
{
  way_scene_add_line (scene, WAY_CHART_GROUND, 3, x1, y1, x2, y2);
  way_scene_add_line (scene, role, 1, x1, y1, x2, y2)->line = WAY_LINE_DASHED;
}

/* A named level: England, the region, a target.  Names that would meet move
 * to the second line above the rows, then stay out. */
static void
add_levels (const Bars *bars)
{
  WayChartScene *scene = bars->scene;
  WayChartBox plot = scene->plot;

  for (guint i = 0; i < bars->chart->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (bars->chart->guides, WayGuide, i);
      double at = way_scale_map (&bars->length, guide->y);

      if (guide->kind != WAY_GUIDE_LEVEL)
        continue;
      if (!bars->across)
        {
          add_level_line (scene, guide->role, plot.x, at, plot.x + plot.width, at);
          way_scene_add_text (scene, guide->role, WAY_TEXT_END, plot.x + plot.width,
                              way_scene_baseline (scene, at - scene->text * 0.75), guide->text);
          continue;
        }
      add_level_line (scene, guide->role, at, plot.y - 2, at, plot.y + plot.height);
      for (guint line = 0; line < 2; line++)
        {
          double half = way_scene_measure (scene, guide->text, FALSE) / 2;
          double x = CLAMP (at, half, scene->page.width - half);
          double y = way_scene_baseline (scene, plot.y - scene->text * (0.8 + 1.3 * line));
          WayChartBox box = way_scene_text_box (scene, WAY_TEXT_MIDDLE, x, y, guide->text, FALSE);

          if (!way_scene_is_free (scene, &box))
            continue;
          way_scene_add_text (scene, guide->role, WAY_TEXT_MIDDLE, x, y, guide->text);
          way_scene_take (scene, &box);
          break;
        }
    }
}

static gboolean
has_key (const WayChart *chart)
{
  return chart->is_keyed && chart->marks->len > 1;
}

static void
add_key (const Bars *bars,
         double      y)
{
  WayChartScene *scene = bars->scene;
  double side = scene->text * 0.8;
  double x = 0;

  for (guint i = 0; i < bars->chart->marks->len; i++)
    {
      const WayMark *mark = mark_at (bars, i);
      const char *name = way_chart_data_get_series (scene->data, mark->series)->name;
      WayChartBox swatch = { x, y + scene->text * 0.25, side, side };

      add_bar (bars, mark, WAY_CHART_NORMAL, &swatch);
      way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, x + side + 6,
                          way_scene_baseline (scene, y + scene->text * 0.65), name);
      x += side + 6 + way_scene_measure (scene, name, FALSE) + 18;
    }
}

static WayTicks
fit_rows (Bars              *bars,
          const WayChartBox *room,
          double             top)
{
  WayChartScene *scene = bars->scene;
  double names = MIN (widest_name (bars), room->width * MOST_NAME);
  double counts = bars->chart->is_counted ? widest_value (bars) + 10 : 8;
  double bottom = bars->chart->is_counted ? 2 : scene->text * 1.8;
  double low, high;
  WayTicks ticks;

  if (has_levels (bars->chart))
    top += scene->text * 2.8;
  scene->plot = (WayChartBox) { names + LABEL_GAP, room->y + top, 0, 0 };
  scene->plot.width = MAX (room->width - scene->plot.x - counts, scene->text * 2);
  scene->plot.height = MAX (room->height - top - bottom, scene->text);
  find_range (bars, &low, &high);
  ticks = way_ticks_numbers (&(WayTicksAsk) {
    .low = low, .high = high, .wanted = 5, .whole = are_counts (bars),
    .most = (guint) CLAMP (scene->plot.width / (scene->text * 4), 1, 12) });
  if (!bars->chart->is_counted)
    high = MAX (high, way_ticks_at (&ticks, ticks.n - 1));
  bars->length = (WayScale) { low, high, scene->plot.x, scene->plot.x + scene->plot.width };
  bars->from = scene->plot.y;
  bars->to = scene->plot.y + scene->plot.height;
  return ticks;
}

static WayTicks
fit_columns (Bars              *bars,
             const WayChartBox *room,
             double             top)
{
  WayChartScene *scene = bars->scene;
  double bottom = scene->text * 1.7;
  double low, high, left = 0;
  WayTicks ticks;

  top += bars->chart->is_counted ? scene->text * 1.5 : scene->text * 0.5;
  scene->plot = (WayChartBox) { 0, room->y + top, room->width, 0 };
  scene->plot.height = MAX (room->height - top - bottom, scene->text);
  find_range (bars, &low, &high);
  ticks = way_scene_ask_ticks (scene, low, high, scene->plot.height, are_counts (bars));
  if (!bars->chart->is_counted)
    {
      g_autofree char *last = way_chart_say_number (way_ticks_at (&ticks, ticks.n - 1),
                                                    ticks.decimals);

      high = MAX (high, way_ticks_at (&ticks, ticks.n - 1));
      left = way_scene_measure (scene, last, FALSE) + LABEL_GAP;
      scene->plot.x = left;
      scene->plot.width = MAX (room->width - left, scene->text);
    }
  scene->y = (WayScale) {
    low, high, way_scale_snap (scene->plot.y + scene->plot.height, scene->page.pixel),
    scene->plot.y
  };
  bars->length = scene->y;
  bars->from = scene->plot.x;
  bars->to = scene->plot.x + scene->plot.width;
  return ticks;
}

void
way_scene_lay_bars (WayChartScene     *self,
                    const WayChart    *chart,
                    const WayChartBox *room)
{
  Bars bars = { .scene = self, .chart = chart, .across = chart->frame == WAY_CHART_ROWS };
  double top = has_key (chart) ? self->text * 1.9 : 0;
  WayTicks ticks;

  self->cells = g_new0 (WayChartBox, MAX (way_chart_data_n_series (self->data), 1) *
                                       count_points (&bars));
  for (guint i = 0; i < chart->marks->len; i++)
    self->roles[mark_at (&bars, i)->series] = mark_at (&bars, i)->role;
  ticks = bars.across ? fit_rows (&bars, room, top) : fit_columns (&bars, room, top);
  if (has_key (chart))
    add_key (&bars, room->y);
  if (!chart->is_counted)
    add_value_axis (&bars, &ticks);
  add_bars (&bars, FALSE);
  add_base (&bars);
  add_levels (&bars);
  if (chart->is_counted)
    add_bars (&bars, TRUE);
  if (bars.across)
    add_row_names (&bars, self->plot.x - LABEL_GAP);
  else
    add_column_names (&bars);
}
