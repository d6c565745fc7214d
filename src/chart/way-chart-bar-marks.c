/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on bars, or in their place: the whisker of an interval, the box
 * and the tick of a distribution, the step of a waterfall. */

#include "way-chart-bars-private.h"

#include <math.h>

#define CAP        3.5        /* half of what ends a whisker */
#define LINE       1.5
#define TICK       3.0
#define BOX_SHARE  0.72       /* of a band */

static double
value_of (const WayBars *bars,
          guint          series,
          guint          point)
{
  return way_chart_data_get_value (bars->scene->data, series, point);
}

static guint
count_marks (const WayBars *bars)
{
  return bars->chart->marks->len;
}

static const WayMark *
any_mark (const WayBars *bars,
          guint          i)
{
  return &g_array_index (bars->chart->marks, WayMark, i);
}

/* --- what they reach --- */

/* The values that a mark draws at a point. */
static guint
find_values (const WayBars *bars,
             const WayMark *mark,
             guint          point,
             double         values[2])
{
  double value = value_of (bars, mark->series, point);
  double other = value_of (bars, mark->other, point);

  values[0] = value;
  switch (mark->kind)
    {
    case WAY_MARK_CHANGE:
      values[0] = other;
      values[1] = isnan (value) ? 0 : other - value;
      return 2;
    case WAY_MARK_WHISKER:
    case WAY_MARK_BOX:
      values[1] = other;
      return 2;
    case WAY_MARK_BAR:
    case WAY_MARK_TICK:
    case WAY_MARK_STEP:
    case WAY_MARK_LINE:
    case WAY_MARK_DOT:
    case WAY_MARK_BAND:
    case WAY_MARK_EXCESS:
    default:
      return 1;
    }
}

void
way_bars_range (const WayBars *bars,
                double        *low,
                double        *high)
{
  *low = *high = 0;
  for (guint i = 0; i < count_marks (bars); i++)
    for (guint k = 0; k < way_chart_data_n_points (bars->scene->data); k++)
      {
        double values[2];
        guint n = find_values (bars, any_mark (bars, i), k, values);

        for (guint v = 0; v < n; v++)
          if (!isnan (values[v]))
            {
              *low = MIN (*low, values[v]);
              *high = MAX (*high, values[v]);
            }
      }
}

double
way_bars_reach (const WayBars *bars,
                guint          point,
                double         value)
{
  for (guint i = 0; i < count_marks (bars); i++)
    {
      const WayMark *mark = any_mark (bars, i);

      if ((mark->kind == WAY_MARK_WHISKER || mark->kind == WAY_MARK_BOX) &&
          value_of (bars, mark->other, point) > value)
        value = value_of (bars, mark->other, point);
    }
  return value;
}

/* --- drawing --- */

/* A line from one place along the values to another, at a place along the bands. */
static void
add_stroke (WayChartScene *scene,
            gboolean       across,
            WayChartRole   role,
            double         width,
            double         band_from,
            double         band_to,
            double         from,
            double         to)
{
  if (across)
    way_scene_add_line (scene, role, width, from, band_from, to, band_to);
  else
    way_scene_add_line (scene, role, width, band_from, from, band_to, to);
}

/* Twice: the first of ground, so that it shows on its bar as well. */
void
way_bars_add_whisker (WayChartScene *scene,
                      gboolean       across,
                      double         middle,
                      double         from,
                      double         to)
{
  const WayChartRole roles[] = { WAY_CHART_GROUND, WAY_CHART_INK };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      double width = i == 0 ? LINE + 2 : LINE;
      double cap = i == 0 ? CAP + 1 : CAP;

      add_stroke (scene, across, roles[i], width, middle, middle, from, to);
      add_stroke (scene, across, roles[i], width, middle - cap, middle + cap, from, from);
      add_stroke (scene, across, roles[i], width, middle - cap, middle + cap, to, to);
    }
}

void
way_bars_add_box (WayChartScene     *scene,
                  const WayMark     *mark,
                  const WayChartBox *box)
{
  way_scene_add_rect (scene, mark->fill, box);
  way_scene_add_rect (scene, mark->role, box)->width =
    way_scale_snap_width (1, scene->page.pixel);
}

/* Where in the band the bar stands that an interval belongs to. */
static double
find_middle (const WayBars *bars,
             const WayMark *mark,
             double         start,
             double         size)
{
  guint owner = way_chart_data_get_owner (bars->scene->data, mark->series);

  for (guint i = 0; i < bars->n_bars && !bars->chart->is_stacked; i++)
    if (bars->bars[i]->series == owner)
      return start + size * (i + 0.5) / bars->n_bars;
  return start + size / 2;
}

static void
add_interval (const WayBars *bars,
              const WayMark *mark,
              guint          point,
              double         start,
              double         size)
{
  double low = value_of (bars, mark->series, point);
  double high = value_of (bars, mark->other, point);

  if (isnan (low) || isnan (high))
    return;
  if (mark->kind == WAY_MARK_WHISKER)
    way_bars_add_whisker (bars->scene, bars->across, find_middle (bars, mark, start, size),
                          way_scale_map (&bars->length, low),
                          way_scale_map (&bars->length, high));
  else
    {
      WayChartBox box = way_bars_turn (bars, start + size * (1 - BOX_SHARE) / 2,
                                       size * BOX_SHARE, low, high);

      way_bars_add_box (bars->scene, mark, &box);
    }
}

/* A stroke across the band; its number stands beyond all that is drawn there. */
static void
add_tick (const WayBars *bars,
          const WayMark *mark,
          guint          point,
          double         start,
          double         size)
{
  double value = value_of (bars, mark->series, point);
  double at = way_scale_map (&bars->length, value);
  WayChartBox cell = way_bars_turn (bars, start, size, 0, isnan (value) ? 0 : value);
  g_autofree char *text = NULL;

  if (isnan (value))
    {
      way_bars_keep (bars, mark->series, point, &cell);
      if (way_chart_data_get_state (bars->scene->data, mark->series, point) ==
          WAY_CHART_SUPPRESSED)
        way_bars_add_hidden (bars, start, size);
      return;
    }
  add_stroke (bars->scene, bars->across, mark->role, TICK, start, start + size, at, at);
  cell = way_bars_turn (bars, start, size, value, value);
  cell.x -= bars->across ? TICK : 0;
  cell.width += bars->across ? 2 * TICK : 0;
  way_bars_keep (bars, mark->series, point, &cell);
  if (!bars->chart->is_counted || bars->n_bars > 0)
    return;
  text = way_bars_say (bars, mark->series, value);
  cell = way_bars_turn (bars, start, size, 0, way_bars_reach (bars, point, value));
  way_bars_add_count (bars, &cell, text);
}

void
way_bars_add_marks (const WayBars *bars,
                    guint          point,
                    double         start,
                    double         size)
{
  for (guint i = 0; i < count_marks (bars); i++)
    if (any_mark (bars, i)->kind == WAY_MARK_WHISKER || any_mark (bars, i)->kind == WAY_MARK_BOX)
      add_interval (bars, any_mark (bars, i), point, start, size);
    else if (any_mark (bars, i)->kind == WAY_MARK_TICK)
      add_tick (bars, any_mark (bars, i), point, start, size);
}

/* --- a waterfall --- */

/* The change with its sign, the total without. */
static char *
say_change (const WayBars *bars,
            const WayMark *mark,
            guint          point)
{
  double change = value_of (bars, mark->series, point);
  g_autofree char *text = NULL;

  if (isnan (change))
    return way_bars_say (bars, mark->other, value_of (bars, mark->other, point));
  text = way_bars_say (bars, mark->series, change);
  return g_strconcat (change > 0 ? "+" : "", text, NULL);
}

/* From the level that one step ends on to the next. */
static void
add_link (const WayBars     *bars,
          const WayMark     *mark,
          guint              point,
          const WayChartBox *box)
{
  const WayChartBox *before =
    &bars->scene->cells[mark->other * way_chart_data_n_points (bars->scene->data) + point - 1];
  double at = way_scale_map (&bars->length, value_of (bars, mark->other, point - 1));

  if (isnan (at))
    return;
  if (bars->across)
    way_scene_add_line (bars->scene, WAY_CHART_AXIS, 1, at, before->y + before->height, at,
                        box->y)->line = WAY_LINE_DOTTED;
  else
    way_scene_add_line (bars->scene, WAY_CHART_AXIS, 1, before->x + before->width, at, box->x,
                        at)->line = WAY_LINE_DOTTED;
}

void
way_bars_add_change (const WayBars *bars,
                     const WayMark *mark,
                     guint          point,
                     double         start,
                     double         size)
{
  double change = value_of (bars, mark->series, point);
  double total = value_of (bars, mark->other, point);
  double from = isnan (change) ? 0 : total - change;
  WayChartBox box = way_bars_turn (bars, start, size, isnan (total) ? 0 : from,
                                   isnan (total) ? 0 : total);
  WayChartBox top = way_bars_turn (bars, start, size, 0, isnan (total) ? 0 : MAX (from, total));
  g_autofree char *text = NULL;

  way_bars_keep (bars, mark->series, point, &box);
  way_bars_keep (bars, mark->other, point, &box);
  if (point > 0)
    add_link (bars, mark, point, &box);
  if (isnan (total))
    return;
  /* A fall is hollow: colour alone says nothing. */
  way_scene_add_rect (bars->scene, change < 0 ? WAY_CHART_GROUND
                                              : isnan (change) ? mark->role : mark->fill, &box);
  if (change < 0)
    way_scene_add_rect (bars->scene, mark->fill, &box)->width =
      way_scale_snap_width (2, bars->scene->page.pixel);
  text = say_change (bars, mark, point);
  way_bars_add_count (bars, &top, text);
}
