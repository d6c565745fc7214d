/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of lanes: bars, moments and weekly values under one axis of school
 * time.  Bars of a lane that share a day stand under each other; what lies
 * after today is dashed; words stand in their bar, or beside it where it is
 * too short. */

#include "way-chart-scene-private.h"

#include "way-chart-timeline.h"

#include <glib/gi18n.h>
#include <math.h>

#define BAR          1.65     /* text sizes: a bar, */
#define ROW          2.1      /* a row with its gap, */
#define WEEKS        3.6      /* a lane of weeks, */
#define PAD          0.35     /* above and below a lane's rows */
#define NAME_GAP     16.0
#define MOST_NAME    0.25     /* of the width */
#define WORD_GAP     6.0
#define LEAST_BAR    3.0
#define BAR_GAP      1.0      /* left free at its end: two that touch are two */
#define LEAST_WORDS  4.5     /* text sizes of a bar that takes a part of its words */

typedef struct
{
  WayChartScene  *scene;
  const WayChart *chart;
  guint          *rows;       /* of each event, in its lane */
  guint          *n_rows;     /* of each lane */
  double         *tops;       /* of each lane, and the bottom of the last */
} Lanes;

static const WayEvent *
event_at (const Lanes *lanes,
          guint        i)
{
  return &g_array_index (lanes->chart->events, WayEvent, i);
}

static const WayLane *
lane_at (const Lanes *lanes,
         guint        i)
{
  return &g_array_index (lanes->chart->lanes, WayLane, i);
}

static double
last_day (const Lanes    *lanes,
          const WayEvent *event)
{
  return event->to != 0 ? MIN (event->to, lanes->chart->high) : lanes->chart->high;
}

static gboolean
is_week_lane (const Lanes *lanes,
              guint        lane)
{
  for (guint i = 0; i < lanes->chart->events->len; i++)
    if (event_at (lanes, i)->lane == lane && event_at (lanes, i)->kind == WAY_EVENT_WEEK)
      return TRUE;
  return FALSE;
}

/* Events come by lane and first day: each takes the first row that is free. */
static void
share_rows (Lanes *lanes)
{
  for (guint i = 0; i < lanes->chart->events->len; i++)
    {
      const WayEvent *event = event_at (lanes, i);
      guint row = 0;

      for (guint k = 0; k < i && event->kind == WAY_EVENT_BAR; k++)
        {
          const WayEvent *other = event_at (lanes, k);

          if (other->lane == event->lane && lanes->rows[k] == row &&
              last_day (lanes, other) >= event->from)
            {
              row++;
              k = (guint) -1;   /* look again at this row */
            }
        }
      lanes->rows[i] = row;
      lanes->n_rows[event->lane] = MAX (lanes->n_rows[event->lane], row + 1);
    }
}

static double
lane_height (const Lanes *lanes,
             guint        lane)
{
  double text = lanes->scene->text;

  if (is_week_lane (lanes, lane))
    return text * (WEEKS + 2 * PAD);
  return text * (ROW * MAX (lanes->n_rows[lane], 1) + 2 * PAD - (ROW - BAR));
}

static void
place_lanes (Lanes  *lanes,
             double  top)
{
  for (guint i = 0; i < lanes->chart->lanes->len; i++)
    {
      lanes->tops[i] = top;
      top += lane_height (lanes, i);
    }
  lanes->tops[lanes->chart->lanes->len] = top;
}

static double
widest_name (const Lanes *lanes)
{
  double widest = 0;

  for (guint i = 0; i < lanes->chart->lanes->len; i++)
    {
      widest = MAX (widest, way_scene_measure (lanes->scene, lane_at (lanes, i)->name, TRUE));
      widest = MAX (widest, way_scene_measure (lanes->scene, lane_at (lanes, i)->note, FALSE));
    }
  return widest;
}

static void
add_names (const Lanes *lanes)
{
  WayChartScene *scene = lanes->scene;
  double width = scene->plot.x - NAME_GAP;

  for (guint i = 0; i < lanes->chart->lanes->len; i++)
    {
      const WayLane *lane = lane_at (lanes, i);
      double middle = (lanes->tops[i] + lanes->tops[i + 1]) / 2;
      g_autofree char *name = way_scene_shorten (scene, lane->name, TRUE, width);

      if (i > 0)
        way_scene_add_line (scene, WAY_CHART_GRID, 1, 0, lanes->tops[i],
                            scene->plot.x + scene->plot.width, lanes->tops[i]);
      if (lane->note != NULL)
        {
          g_autofree char *note = way_scene_shorten (scene, lane->note, FALSE, width);

          way_scene_add_text (scene, WAY_CHART_DIM, WAY_TEXT_START, 0,
                              way_scene_baseline (scene, middle + scene->text * 0.65), note);
          middle -= scene->text * 0.65;
        }
      way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, 0,
                          way_scene_baseline (scene, middle), name)->is_bold = TRUE;
    }
}

/* From the first day's morning to the last day's evening. */
static WayChartBox
find_box (const Lanes *lanes,
          guint        i)
{
  WayChartScene *scene = lanes->scene;
  const WayEvent *event = event_at (lanes, i);
  double pixel = scene->page.pixel;
  double from = MAX (event->from, scene->x.low);
  double x = way_scale_snap (way_scale_map (&scene->x, from), pixel);
  double end = way_scale_snap (way_scale_map (&scene->x, last_day (lanes, event) + 1), pixel);
  double top = way_scale_snap (lanes->tops[event->lane] +
                                 scene->text * (PAD + ROW * lanes->rows[i]), pixel);
  WayChartBox box = { x, top, MAX (end - x - BAR_GAP, LEAST_BAR), way_scale_snap (scene->text * BAR, pixel) };

  if (event->kind == WAY_EVENT_MOMENT)
    {
      double middle = (x + way_scale_map (&scene->x, from + 1)) / 2;

      box.x = middle - scene->text * 0.5;
      box.width = scene->text;
    }
  return box;
}

/* Whether a box is free of words and of the lane's other bars. */
static gboolean
is_clear (const Lanes       *lanes,
          guint              i,
          const WayChartBox *box)
{
  const WayChartBox *plot = &lanes->scene->plot;

  if (box->x < plot->x || box->x + box->width > plot->x + plot->width ||
      !way_scene_is_free (lanes->scene, box))
    return FALSE;
  for (guint k = 0; k < lanes->chart->events->len; k++)
    if (k != i && way_chart_box_meets (box, &lanes->scene->cells[k]))
      return FALSE;
  return TRUE;
}

static void
add_words (const Lanes    *lanes,
           WayChartRole    role,
           WayChartAnchor  anchor,
           double          x,
           double          y,
           const char     *text)
{
  WayChartBox box = way_scene_text_box (lanes->scene, anchor, x, y, text, FALSE);

  way_scene_add_text (lanes->scene, role, anchor, x, y, text);
  way_scene_take (lanes->scene, &box);
}

/* What of the words fits into the bar. */
static void
place_short_words (const Lanes *lanes,
                   guint        i,
                   double       room)
{
  WayChartScene *scene = lanes->scene;
  const WayChartBox *bar = &scene->cells[i];
  g_autofree char *text = NULL;

  if (event_at (lanes, i)->kind != WAY_EVENT_BAR || room < scene->text * LEAST_WORDS)
    return;
  text = way_scene_shorten (scene, event_at (lanes, i)->text, FALSE, room - 2 * WORD_GAP);
  add_words (lanes, WAY_CHART_ON_LANE, WAY_TEXT_START, bar->x + WORD_GAP,
             way_scene_baseline (scene, bar->y + bar->height / 2), text);
}

/* In the bar up to room, else after it, else before it, else shortened in the
 * bar, else only said. */
static void
place_words (const Lanes *lanes,
             guint        i,
             double       room)
{
  WayChartScene *scene = lanes->scene;
  const WayEvent *event = event_at (lanes, i);
  const WayChartBox *bar = &scene->cells[i];
  double y = way_scene_baseline (scene, bar->y + bar->height / 2);
  const WayChartAnchor anchors[] = { WAY_TEXT_START, WAY_TEXT_END };
  const double places[] = { bar->x + bar->width + WORD_GAP, bar->x - WORD_GAP };

  if (event->text == NULL)
    return;
  if (event->kind == WAY_EVENT_BAR &&
      way_scene_measure (scene, event->text, FALSE) + 2 * WORD_GAP <= room)
    {
      add_words (lanes, WAY_CHART_ON_LANE, WAY_TEXT_START, bar->x + WORD_GAP, y, event->text);
      return;
    }
  for (guint k = 0; k < G_N_ELEMENTS (places); k++)
    {
      WayChartBox box = way_scene_text_box (scene, anchors[k], places[k], y, event->text, FALSE);

      if (!is_clear (lanes, i, &box))
        continue;
      add_words (lanes, event->role == WAY_CHART_DUE || event->role == WAY_CHART_BREACH
                          ? event->role : WAY_CHART_INK,
                 anchors[k], places[k], y, event->text);
      return;
    }
  place_short_words (lanes, i, room);
}

static double
find_today (const Lanes *lanes)
{
  return lanes->chart->today != 0 ? way_scale_map (&lanes->scene->x, lanes->chart->today + 1.0)
                                  : HUGE_VAL;
}

static void
add_bar (const Lanes *lanes,
         guint        i)
{
  WayChartScene *scene = lanes->scene;
  const WayEvent *event = event_at (lanes, i);
  WayChartBox done = scene->cells[i];
  WayChartBox coming = done;
  double today = way_scale_snap (find_today (lanes), scene->page.pixel);

  done.width = CLAMP (today - done.x, 0, done.width);
  coming.x += done.width;
  coming.width -= done.width;
  if (coming.width > 1)
    {
      WayChartItem *item = way_scene_add_rect (scene, event->role, &coming);

      item->width = 1.5;
      item->line = WAY_LINE_DASHED;
    }
  if (done.width > 0)
    way_scene_add_rect (scene, event->role, &done);
  place_words (lanes, i, done.width);
}

static void
add_moment (const Lanes *lanes,
            guint        i)
{
  WayChartScene *scene = lanes->scene;
  const WayEvent *event = event_at (lanes, i);
  const WayChartBox *box = &scene->cells[i];
  WayChartItem *item = way_scene_add_dot (scene, event->role, scene->text * 0.4,
                                          box->x + box->width / 2, box->y + box->height / 2);

  item->shape = WAY_SHAPE_DIAMOND;
  item->is_hollow = lanes->chart->today != 0 && event->from > lanes->chart->today;
  place_words (lanes, i, 0);
}

/* Upright bars of a week each, with a gap of a pixel or two between. */
static void
add_week (const Lanes *lanes,
          guint        i)
{
  WayChartScene *scene = lanes->scene;
  const WayEvent *event = event_at (lanes, i);
  const WayLane *lane = lane_at (lanes, event->lane);
  double pixel = scene->page.pixel;
  double bottom = way_scale_snap (lanes->tops[event->lane + 1] - scene->text * PAD, pixel);
  double top = lanes->tops[event->lane] + scene->text * PAD;
  double share = isfinite (event->value) && lane->full > 0 ? event->value / lane->full : 0;
  double x = way_scale_snap (way_scale_map (&scene->x, event->from), pixel);
  double end = way_scale_snap (way_scale_map (&scene->x, event->from + 7.0), pixel);
  double height = way_scale_snap ((bottom - top) * CLAMP (share, 0, 1), pixel);
  WayChartBox box = { x, bottom - height, MAX (end - x - 2, 1), height };

  scene->cells[i] = box;
  if (height > 0)
    way_scene_add_rect (scene, event->role, &box);
}

static void
add_levels (const Lanes *lanes)
{
  WayChartScene *scene = lanes->scene;

  for (guint i = 0; i < lanes->chart->lanes->len; i++)
    {
      const WayLane *lane = lane_at (lanes, i);
      double bottom = lanes->tops[i + 1] - scene->text * PAD;
      double top = lanes->tops[i] + scene->text * PAD;
      double right = scene->plot.x + scene->plot.width;
      double y = bottom - (bottom - top) * lane->level / lane->full;
      g_autofree char *number = NULL;
      g_autofree char *text = NULL;

      if (!is_week_lane (lanes, i) || !isfinite (lane->level) || !(lane->full > 0))
        continue;
      number = way_chart_say_number (lane->level, 0);
      text = g_strconcat (number, lane->unit, NULL);
      way_scene_add_line (scene, WAY_CHART_INK, 1, scene->plot.x, y, right, y)->line =
        WAY_LINE_DOTTED;
      way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_START, right + WORD_GAP,
                          way_scene_baseline (scene, y), text);
    }
}

static void
add_today (const Lanes *lanes)
{
  WayChartScene *scene = lanes->scene;
  double x = find_today (lanes);
  const char *text = way_chart_say (way_chart_data_get_translate (scene->data), N_("today"));

  if (x < scene->plot.x || x > scene->plot.x + scene->plot.width)
    return;
  way_scene_add_line (scene, WAY_CHART_INK, 1.5, x, scene->plot.y, x, scene->y.start);
  way_scene_add_text (scene, WAY_CHART_INK, WAY_TEXT_MIDDLE, x,
                      way_scene_baseline (scene, scene->plot.y - scene->text * 0.7), text)
    ->is_bold = TRUE;
}

static void
add_events (const Lanes *lanes)
{
  for (guint i = 0; i < lanes->chart->events->len; i++)
    {
      if (event_at (lanes, i)->kind != WAY_EVENT_WEEK)
        lanes->scene->cells[i] = find_box (lanes, i);
      /* The second series says the same bar: both lead to it. */
      lanes->scene->cells[lanes->chart->events->len + i] = lanes->scene->cells[i];
    }
  for (guint i = 0; i < lanes->chart->events->len; i++)
    switch (event_at (lanes, i)->kind)
      {
      case WAY_EVENT_MOMENT:
        add_moment (lanes, i);
        break;
      case WAY_EVENT_WEEK:
        add_week (lanes, i);
        break;
      case WAY_EVENT_BAR:
      case WAY_EVENT_SHORT:
      default:
        add_bar (lanes, i);
        break;
      }
}

double
way_scene_lanes_height (const WayChart *chart,
                        double          text)
{
  WayChartScene scene = { .text = text };
  Lanes lanes = { .scene = &scene, .chart = chart };
  double height = 0;

  lanes.rows = g_new0 (guint, MAX (chart->events->len, 1));
  lanes.n_rows = g_new0 (guint, MAX (chart->lanes->len, 1));
  share_rows (&lanes);
  for (guint i = 0; i < chart->lanes->len; i++)
    height += lane_height (&lanes, i);
  g_free (lanes.rows);
  g_free (lanes.n_rows);
  return height + text * 4.6;
}

void
way_scene_lay_lanes (WayChartScene     *self,
                     const WayChart    *chart,
                     const WayChartBox *room)
{
  guint n = chart->events->len;
  g_autofree guint *rows = g_new0 (guint, MAX (n, 1));
  g_autofree guint *n_rows = g_new0 (guint, MAX (chart->lanes->len, 1));
  g_autofree double *tops = g_new0 (double, chart->lanes->len + 1);
  Lanes lanes = { self, chart, rows, n_rows, tops };
  double right = way_scene_measure (self, "100%", FALSE) + WORD_GAP;

  self->cells = g_new0 (WayChartBox, MAX (2 * n, 1));
  self->roles[0] = WAY_CHART_INK;
  self->plot.x = way_scale_snap (MIN (widest_name (&lanes), room->width * MOST_NAME) + NAME_GAP,
                                 self->page.pixel);
  self->plot.y = room->y + self->text * 1.4;
  self->plot.width = MAX (room->width - self->plot.x - right, self->text * 4);
  self->x = (WayScale) { chart->low, chart->high + 1, self->plot.x,
                         self->plot.x + self->plot.width };
  share_rows (&lanes);
  place_lanes (&lanes, self->plot.y);
  self->plot.height = tops[chart->lanes->len] - self->plot.y;
  self->y.start = way_scale_snap (tops[chart->lanes->len], self->page.pixel);

  way_scene_add_shades (self, chart);
  add_names (&lanes);
  add_events (&lanes);
  add_levels (&lanes);
  way_scene_add_time_axis (self, chart);
  add_today (&lanes);
}
