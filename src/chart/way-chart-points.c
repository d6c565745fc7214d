/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of points: numbers along x and up y, and curves that say what is to
 * be expected.  A point outside the first or the second of its series' intervals
 * has a shape of its own and its name beside it. */

#include "way-chart-key-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define AXIS_GAP  8.0
#define END_GAP   6.0
#define NEAR      0.68        /* text sizes, from a point to its name */
#define RADIUS    0.3         /* text sizes, of a point */
#define HEADROOM  0.06        /* of the range, above the highest point */
#define MOST_CURVE 1.5        /* of the highest point, that curves may raise the axis to */
#define UNITS     2.0         /* text sizes: the units, above words at the axis' top */
#define SIDE      0.04        /* of the range, left and right of the points */

typedef struct
{
  WayChartScene  *scene;
  const WayChart *chart;
  const WayMark  *mark;
} Points;

static double
x_of (const Points *points,
      guint         point)
{
  return way_chart_data_get_value (points->scene->data, points->mark->other, point);
}

static double
y_of (const Points *points,
      guint         point)
{
  return way_chart_data_get_value (points->scene->data, points->mark->series, point);
}

/* How many of its intervals a value lies outside of. */
static guint
count_outside (const Points *points,
               guint         point)
{
  const WayChartData *data = points->scene->data;
  double value = y_of (points, point);
  guint n = 0;

  for (guint i = 0; i + 1 < way_chart_data_n_series (data); i++)
    if (way_chart_data_get_part (data, i) == WAY_PART_LOW &&
        way_chart_data_get_owner (data, i) == points->mark->series &&
        (value < way_chart_data_get_value (data, i, point) ||
         value > way_chart_data_get_value (data, i + 1, point)))
      n++;
  return n;
}

static void
style_dot (WayChartItem *item,
           guint         outside)
{
  static const WayChartShape shapes[] = { WAY_SHAPE_CIRCLE, WAY_SHAPE_DIAMOND,
                                          WAY_SHAPE_TRIANGLE };

  item->shape = shapes[MIN (outside, G_N_ELEMENTS (shapes) - 1)];
}

static WayChartRole
dot_role (const Points *points,
          guint         outside)
{
  return outside > 0 ? WAY_CHART_OVER : points->mark->role;
}

/* --- scales --- */

/* The highest that curves reach over the points, up to most. */
static double
find_curves (const Points *points,
             double        x_low,
             double        x_high,
             double        most)
{
  double high = 0;

  for (guint i = 0; i < points->chart->curves->len; i++)
    {
      const WayChartCurve *curve = &g_array_index (points->chart->curves, WayChartCurve, i);

      for (guint k = 0; k < curve->n; k++)
        if (curve->x[k] >= x_low && curve->x[k] <= x_high)
          high = MAX (high, MIN (curve->y[k], most));
    }
  return high;
}

/* Points say how far the axes reach; curves end where the axes do. */
static void
find_range (const Points *points,
            double       *x_low,
            double       *x_high,
            double       *y_high)
{
  *x_low = HUGE_VAL;
  *x_high = -HUGE_VAL;
  *y_high = 0;
  for (guint i = 0; i < way_chart_data_n_points (points->scene->data); i++)
    {
      double x = x_of (points, i), y = y_of (points, i);

      if (isnan (x))
        continue;
      *x_low = MIN (*x_low, x);
      *x_high = MAX (*x_high, x);
      if (!isnan (y))
        *y_high = MAX (*y_high, y * (1 + HEADROOM));
    }
  for (guint i = 0; i < points->chart->guides->len; i++)
    *y_high = MAX (*y_high, g_array_index (points->chart->guides, WayGuide, i).y);
  if (!isnan (points->chart->high))
    *y_high = MAX (*y_high, points->chart->high);
  if (*x_low > *x_high)
    *x_low = *x_high = 0;
  *y_high = MAX (*y_high, find_curves (points, *x_low, *x_high, *y_high * MOST_CURVE));
  *x_low = MAX (*x_low - (*x_high - *x_low) * SIDE, 0);
  *x_high += MAX ((*x_high - *x_low) * SIDE, 1);
  *y_high = *y_high > 0 ? *y_high : 1;
}

static double
measure_ends (const Points *points)
{
  double widest = 0;

  for (guint i = 0; i < points->chart->curves->len; i++)
    {
      const char *name = g_array_index (points->chart->curves, WayChartCurve, i).name;

      if (name != NULL)
        widest = MAX (widest, way_scene_measure (points->scene, name, FALSE));
    }
  for (guint i = 0; i < points->chart->guides->len; i++)
    widest = MAX (widest,
                  way_scene_measure (points->scene,
                                     g_array_index (points->chart->guides, WayGuide, i).text,
                                     FALSE));
  return widest + END_GAP;
}

static void
fit (const Points      *points,
     const WayChartBox *room,
     double             top,
     WayTicks          *x_ticks,
     WayTicks          *y_ticks)
{
  WayChartScene *scene = points->scene;
  double x_low, x_high, y_high, bottom = scene->text * 3.2;
  guint decimals = way_chart_data_get_series (scene->data, points->mark->series)->decimals;
  g_autofree char *widest = NULL;

  find_range (points, &x_low, &x_high, &y_high);
  scene->plot = (WayChartBox) { room->x, top + scene->text * UNITS, room->width, 0 };
  scene->plot.height = MAX (room->y + room->height - scene->plot.y - bottom, scene->text * 2);
  *y_ticks = way_scene_ask_ticks (scene, 0, y_high, scene->plot.height, decimals == 0);
  y_high = MAX (y_high, way_ticks_at (y_ticks, y_ticks->n - 1));
  widest = way_chart_say_number (way_ticks_at (y_ticks, y_ticks->n - 1), y_ticks->decimals);
  scene->plot.x = way_scale_snap (room->x + way_scene_measure (scene, widest, FALSE) + AXIS_GAP,
                                  scene->page.pixel);
  scene->plot.width = MAX (room->x + room->width - measure_ends (points) - scene->plot.x,
                           scene->text * 4);
  scene->y = (WayScale) { 0, y_high,
                          way_scale_snap (scene->plot.y + scene->plot.height, scene->page.pixel),
                          scene->plot.y };
  scene->x = (WayScale) { x_low, x_high, scene->plot.x, scene->plot.x + scene->plot.width };
  *x_ticks = way_ticks_numbers (&(WayTicksAsk) {
    .low = x_low, .high = x_high, .wanted = 6, .whole = TRUE,
    .most = (guint) CLAMP (scene->plot.width / (scene->text * 5), 1, 12) });
  for (guint i = 0; i < way_chart_data_n_points (scene->data); i++)
    scene->along[i] = way_scale_map (&scene->x, isnan (x_of (points, i)) ? x_low
                                                                         : x_of (points, i));
}

/* --- axes --- */

static void
add_axes (const Points   *points,
          const WayTicks *x_ticks,
          const WayTicks *y_ticks)
{
  WayChartScene *scene = points->scene;
  double right = scene->plot.x + scene->plot.width;
  double bottom = scene->y.start;

  for (guint i = 0; i < y_ticks->n; i++)
    {
      double y = way_scale_map (&scene->y, way_ticks_at (y_ticks, i));
      g_autofree char *text = way_chart_say_number (way_ticks_at (y_ticks, i), y_ticks->decimals);

      if (y < bottom - 1)
        way_scene_add_line (scene, WAY_CHART_GRID, 1, scene->plot.x, y, right, y);
      way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_END, scene->plot.x - AXIS_GAP,
                          way_scene_baseline (scene, y), text);
    }
  for (guint i = 0; i < x_ticks->n; i++)
    {
      double value = way_ticks_at (x_ticks, i);
      double x = way_scale_map (&scene->x, value);
      g_autofree char *text = way_chart_say_number (value, x_ticks->decimals);

      if (value < scene->x.low || value > scene->x.high)
        continue;
      way_scene_add_line (scene, WAY_CHART_AXIS, 1, x, bottom, x, bottom + 5);
      way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_MIDDLE, x,
                          way_scene_baseline (scene, bottom + scene->text), text);
    }
  way_scene_add_line (scene, WAY_CHART_AXIS, 1, scene->plot.x, bottom, right, bottom);
  way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_END, right,
                      way_scene_baseline (scene, bottom + scene->text * 2.3),
                      way_chart_data_get_series (scene->data, points->mark->other)->name);
}

/* --- curves --- */

/* As far as it lies inside the plot. */
static void
add_curve (const Points        *points,
           const WayChartCurve *curve)
{
  WayChartScene *scene = points->scene;
  guint first = scene->points->len;
  WayChartItem *item;

  for (guint i = 0; i < curve->n; i++)
    {
      gboolean inside = curve->x[i] >= scene->x.low && curve->x[i] <= scene->x.high &&
                        curve->y[i] <= scene->y.high;

      way_scene_add_point (scene, way_scale_map (&scene->x, curve->x[i]),
                           inside ? way_scale_map (&scene->y, curve->y[i]) : NAN);
    }
  item = way_scene_add_path (scene, WAY_ITEM_PATH, curve->role, first);
  item->width = way_scale_snap_width (1.5, scene->page.pixel);
  item->line = curve->line;
}

/* At the right end, where nothing stands yet. */
static void
add_end_words (const Points *points,
               double        value,
               WayChartRole  role,
               const char   *text)
{
  WayChartScene *scene = points->scene;
  double x = scene->plot.x + scene->plot.width + END_GAP;
  double y = way_scene_baseline (scene, way_scale_map (&scene->y, value));
  WayChartBox box = way_scene_text_box (scene, WAY_TEXT_START, x, y, text, FALSE);

  if (value > scene->y.high || !way_scene_is_free (scene, &box))
    return;
  way_scene_add_text (scene, role, WAY_TEXT_START, x, y, text);
  way_scene_take (scene, &box);
}

static void
add_levels (const Points *points)
{
  WayChartScene *scene = points->scene;

  for (guint i = 0; i < points->chart->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (points->chart->guides, WayGuide, i);
      double y = way_scale_map (&scene->y, guide->y);

      if (guide->kind != WAY_GUIDE_LEVEL)
        continue;
      way_scene_add_line (scene, guide->role, 1.5, scene->plot.x, y,
                          scene->plot.x + scene->plot.width, y);
      add_end_words (points, guide->y, guide->role, guide->text);
    }
}

static void
add_curves (const Points *points)
{
  for (guint i = 0; i < points->chart->curves->len; i++)
    {
      const WayChartCurve *curve = &g_array_index (points->chart->curves, WayChartCurve, i);

      add_curve (points, curve);
      if (curve->name != NULL && curve->n > 0)
        add_end_words (points, curve->y[curve->n - 1], curve->role, curve->name);
    }
}

/* --- points --- */

static WayChartBox
dot_box (double x,
         double y,
         double radius)
{
  return (WayChartBox) { x - radius, y - radius, 2 * radius, 2 * radius };
}

static void
add_dot (const Points *points,
         guint         point)
{
  WayChartScene *scene = points->scene;
  double value = y_of (points, point);
  guint outside = isnan (value) ? 0 : count_outside (points, point);
  double y = isnan (value) ? scene->y.start - scene->text * 0.55 - 3
                           : way_scale_map (&scene->y, value);
  WayChartBox box = dot_box (scene->along[point], y, scene->text * RADIUS + 2);
  WayChartItem *item;

  for (guint i = 0; i < way_chart_data_n_series (scene->data); i++)
    scene->cells[i * way_chart_data_n_points (scene->data) + point] = box;
  if (way_chart_data_get_state (scene->data, points->mark->series, point) == WAY_CHART_SUPPRESSED)
    way_key_add_hidden (scene, scene->along[point], y);
  if (isnan (value))
    return;
  way_scene_take (scene, &box);
  /* Ground around it parts it from its neighbours. */
  item = way_scene_add_dot (scene, WAY_CHART_GROUND, scene->text * RADIUS + 1.5,
                            scene->along[point], y);
  style_dot (item, outside);
  item = way_scene_add_dot (scene, dot_role (points, outside), scene->text * RADIUS,
                            scene->along[point], y);
  style_dot (item, outside);
}

static gboolean
try_name (const Points   *points,
          WayChartAnchor  anchor,
          double          x,
          double          y,
          const char     *text)
{
  WayChartScene *scene = points->scene;
  const WayChartBox *plot = &scene->plot;
  double baseline = way_scene_baseline (scene, y);
  WayChartBox box = way_scene_text_box (scene, anchor, x, baseline, text, TRUE);
  WayChartItem *item;

  if (box.x < plot->x || box.x + box.width > scene->room.x + scene->room.width ||
      box.y < plot->y - 2 || box.y + box.height > plot->y + plot->height ||
      !way_scene_is_free (scene, &box))
    return FALSE;
  item = way_scene_add_text (scene, WAY_CHART_INK, anchor, x, baseline, text);
  item->is_bold = TRUE;
  item->has_halo = TRUE;
  way_scene_take (scene, &box);
  return TRUE;
}

/* What stands out has its name beside it, where there is a place. */
static void
add_name (const Points *points,
          guint         point)
{
  static const struct { WayChartAnchor anchor; double dx; double dy; } tries[] = {
    { WAY_TEXT_START, NEAR, 0 }, { WAY_TEXT_END, -NEAR, 0 }, { WAY_TEXT_MIDDLE, 0, -1.2 },
    { WAY_TEXT_MIDDLE, 0, 1.2 }, { WAY_TEXT_START, NEAR, -0.9 }, { WAY_TEXT_END, -NEAR, -0.9 },
    { WAY_TEXT_START, NEAR, 0.9 }, { WAY_TEXT_END, -NEAR, 0.9 },
  };
  WayChartScene *scene = points->scene;
  double x = scene->along[point];
  double y = way_scale_map (&scene->y, y_of (points, point));
  g_autofree char *label = way_chart_data_dup_label (scene->data, point);

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    if (try_name (points, tries[i].anchor, x + tries[i].dx * scene->text,
                  y + tries[i].dy * scene->text, label))
      return;
}

/* --- the key --- */

static double
add_key (const Points      *points,
         const WayChartBox *room,
         gboolean           draws)
{
  WayChartScene *scene = points->scene;
  WayChartTranslateFunc translate = way_chart_data_get_translate (scene->data);
  WayChartKey key = way_key_begin (scene, room->x, room->x + room->width, room->y, draws);
  gboolean states[WAY_CHART_N_STATES] = { FALSE };
  guint outside = 0;

  for (guint i = 0; i < way_chart_data_n_series (scene->data); i++)
    {
      g_autofree char *text = NULL;
      WayChartBox box;
      WayChartItem *item;

      if (way_chart_data_get_part (scene->data, i) != WAY_PART_LOW)
        continue;
      outside++;
      /* Translators: "95% limits". */
      text = g_strdup_printf (way_chart_say (translate, N_("outside its %s")),
                              way_chart_data_get_series (scene->data, i)->spoken);
      box = way_key_next (&key, scene->text * 2 * RADIUS + 2, text);
      if (!draws)
        continue;
      item = way_scene_add_dot (scene, dot_role (points, outside), scene->text * RADIUS,
                                box.x + box.width / 2, box.y + box.height / 2);
      style_dot (item, outside);
    }
  way_key_find_states (scene->data, points->mark->series, FALSE, states);
  states[WAY_CHART_MISSING] = FALSE;
  way_key_add_states (&key, states, FALSE);
  return way_key_end (&key);
}

void
way_scene_lay_points (WayChartScene     *self,
                      const WayChart    *chart,
                      const WayChartBox *room)
{
  Points points = { self, chart, &g_array_index (chart->marks, WayMark, 0) };
  guint n = way_chart_data_n_points (self->data);
  WayTicks x_ticks, y_ticks;
  double top;

  self->cells = g_new0 (WayChartBox, MAX (way_chart_data_n_series (self->data) * n, 1));
  self->roles[points.mark->series] = points.mark->role;
  top = add_key (&points, room, TRUE);
  fit (&points, room, top, &x_ticks, &y_ticks);
  if (chart->units != NULL)
    way_scene_add_text (self, WAY_CHART_DIM, WAY_TEXT_START, room->x,
                        way_scene_baseline (self, top + self->text * 0.7), chart->units);
  add_axes (&points, &x_ticks, &y_ticks);
  add_levels (&points);
  add_curves (&points);
  for (guint i = 0; i < n; i++)
    add_dot (&points, i);
  for (guint i = 0; i < n; i++)
    if (!isnan (y_of (&points, i)) && count_outside (&points, i) > 0)
      add_name (&points, i);
}
