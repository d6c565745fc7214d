/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of time: days along x by school years and terms, numbers up y,
 * steps, lines, dots, bands and the hatching of what is over. */

#include "way-chart-key-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define END_PAD         38.0  /* beyond the last point, for the end bracket */
#define END_DOT         4.5
#define AXIS_GAP        8.0
#define UNITS           2.0   /* text sizes: the units, above words at the axis' top */
#define MOST_THICK      4     /* series that are drawn two units wide */
#define POINTS_PER_PIXEL 4    /* from here on a line keeps extremes only */
#define LINE_SLANTED    1.5

static gboolean
has_guide (const WayChart *chart,
           WayGuideKind    kind)
{
  for (guint i = 0; i < chart->guides->len; i++)
    if (g_array_index (chart->guides, WayGuide, i).kind == kind)
      return TRUE;
  return FALSE;
}

/* Room at the right for the words at the lines' ends. */
static double
measure_end (const WayChartScene *self,
             const WayChart      *chart)
{
  double widest = 0;

  for (guint i = 0; i < chart->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (chart->guides, WayGuide, i);

      if (guide->kind == WAY_GUIDE_END || guide->kind == WAY_GUIDE_END_BRACKET ||
          guide->kind == WAY_GUIDE_LEVEL)
        widest = MAX (widest, way_scene_measure (self, guide->text, guide->is_bold));
    }
  return widest > 0 ? widest + AXIS_GAP : AXIS_GAP;
}

static gboolean
starts_at_zero (const WayChart *chart)
{
  for (guint i = 0; i < chart->marks->len; i++)
    {
      const WayMark *mark = &g_array_index (chart->marks, WayMark, i);

      if (mark->fill != WAY_CHART_GROUND && mark->kind != WAY_MARK_BAND)
        return TRUE;
    }
  return FALSE;
}

void
way_scene_time_range (const WayChart *chart,
                      double         *low,
                      double         *high)
{
  gboolean any = FALSE;

  for (guint i = 0; i < chart->marks->len; i++)
    {
      const WayMark *mark = &g_array_index (chart->marks, WayMark, i);
      const guint both[] = { mark->series, mark->other };

      for (guint k = 0; k < (mark->kind == WAY_MARK_BAND ? 2 : 1); k++)
        {
          double from, to;

          if (!way_chart_data_get_range (chart->data, both[k], &from, &to))
            continue;
          *low = any ? MIN (*low, from) : from;
          *high = any ? MAX (*high, to) : to;
          any = TRUE;
        }
    }
  if (!any)
    *low = *high = 0;
  if (starts_at_zero (chart))
    *low = MIN (*low, 0);
  for (guint i = 0; i < chart->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (chart->guides, WayGuide, i);

      if (guide->kind == WAY_GUIDE_LEVEL)
        *high = MAX (*high, guide->y);
    }
  if (!isnan (chart->low))
    *low = MIN (*low, chart->low);
  if (!isnan (chart->high))
    *high = MAX (*high, chart->high);
  if (*high <= *low)
    *high = *low + 1;
}

static gboolean
are_counts (const WayChart *chart)
{
  for (guint i = 0; i < way_chart_data_n_series (chart->data); i++)
    if (way_chart_data_get_series (chart->data, i)->decimals > 0)
      return FALSE;
  return TRUE;
}

/* The scale reaches the last tick, and leaves a line of words above the data
 * where notes want it. */
static WayTicks
fit_y (WayChartScene  *self,
       const WayChart *chart)
{
  double low, high, top, headroom;
  WayTicks ticks;

  way_scene_time_range (chart, &low, &high);
  ticks = way_scene_ask_ticks (self, low, high, self->plot.height, are_counts (chart));
  top = MAX (high, way_ticks_at (&ticks, ticks.n - 1));
  headroom = has_guide (chart, WAY_GUIDE_NOTE) ? self->text * WAY_CHART_LEADING + 4 : 6;
  if (headroom < self->plot.height / 2)
    top = MAX (top, low + (high - low) * self->plot.height / (self->plot.height - headroom));
  self->y = (WayScale) {
    .low = MIN (low, way_ticks_at (&ticks, 0)),
    .high = top,
    .start = way_scale_snap (self->plot.y + self->plot.height, self->page.pixel),
    .end = self->plot.y,
  };
  return ticks;
}

static double
widest_label (const WayChartScene *self,
              const WayTicks      *ticks)
{
  double widest = 0;

  for (guint i = 0; i < ticks->n; i++)
    {
      g_autofree char *text = way_chart_say_number (way_ticks_at (ticks, i), ticks->decimals);

      widest = MAX (widest, way_scene_measure (self, text, FALSE));
    }
  return widest;
}

static void
fit_x (WayChartScene  *self,
       const WayChart *chart)
{
  guint n = way_chart_data_n_points (self->data);
  double first = way_chart_data_get_day (self->data, 0);
  double last = MAX (way_chart_data_get_day (self->data, n - 1), first + 1);
  double pad = has_guide (chart, WAY_GUIDE_END_BRACKET) ? END_PAD : END_DOT + 2;

  pad = MIN (pad, self->plot.width / 3);
  self->x = (WayScale) { first, last, self->plot.x, self->plot.x + self->plot.width - pad };
  self->x.high = way_scale_invert (&self->x, self->plot.x + self->plot.width);
  self->x.end = self->plot.x + self->plot.width;
  for (guint i = 0; i < n; i++)
    self->along[i] = way_scale_map (&self->x, way_chart_data_get_day (self->data, i));
}

/* --- guides under and around the marks --- */

void
way_scene_add_shades (WayChartScene  *self,
                      const WayChart *chart)
{
  for (guint i = 0; i < chart->periods->len; i++)
    {
      const WayPeriod *period = &g_array_index (chart->periods, WayPeriod, i);
      double from, to;
      WayChartBox box;

      if (period->kind != WAY_PERIOD_HOLIDAY || period->to < self->x.low ||
          period->from >= self->x.high)
        continue;
      from = way_scale_snap (way_scale_map (&self->x, MAX (period->from, self->x.low)),
                             self->page.pixel);
      to = way_scale_snap (way_scale_map (&self->x, MIN (period->to + 1.0, self->x.high)),
                           self->page.pixel);
      box = (WayChartBox) { from, self->plot.y, to - from, self->y.start - self->plot.y };
      if (box.width > 0)
        way_scene_add_rect (self, WAY_CHART_SHADE, &box);
    }
}

static void
add_y_axis (WayChartScene  *self,
            const WayChart *chart,
            const WayTicks *ticks)
{
  double right = self->plot.x + self->plot.width;

  for (guint i = 0; i < ticks->n; i++)
    {
      double value = way_ticks_at (ticks, i);
      double y = way_scale_map (&self->y, value);
      g_autofree char *text = way_chart_say_number (value, ticks->decimals);

      if (y < self->y.start - 1)
        {
          way_scene_add_line (self, WAY_CHART_GRID, 1, self->plot.x, y, right, y);
          g_array_append_val (self->grid, y);
        }
      way_scene_add_text (self, WAY_CHART_DIM, WAY_TEXT_END, self->plot.x - AXIS_GAP,
                          way_scene_baseline (self, y), text);
    }
}

static void
add_labels (WayChartScene *self,
            GArray        *labels,
            gboolean       bold,
            double         tick,
            double         y)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const WayTimeLabel *label = &g_array_index (labels, WayTimeLabel, i);
      double middle = way_scale_map (&self->x, (label->from + label->to) / 2);
      WayChartAnchor anchor = WAY_TEXT_MIDDLE;

      if (label->has_tick && tick > 0)
        {
          double x = way_scale_map (&self->x, label->from);

          way_scene_add_line (self, WAY_CHART_AXIS, 1, x, self->y.start, x,
                              self->y.start + tick);
        }
      if (label->hangs_over)
        {
          anchor = WAY_TEXT_START;
          middle = way_scale_map (&self->x, label->from) + 5;
        }
      if (label->text != NULL)
        way_scene_add_text (self, bold ? WAY_CHART_INK : WAY_CHART_DIM, anchor, middle,
                            way_scene_baseline (self, y), label->text)->is_bold = bold;
    }
}

void
way_scene_add_time_axis (WayChartScene  *self,
                         const WayChart *chart)
{
  double row = self->text * 1.32;
  double bottom = self->y.start;
  WayTimeAsk ask = {
    .from = self->x.low,
    .to = self->x.high,
    .length = self->plot.width,
    .overhang = self->room.x + self->room.width - self->plot.x - self->plot.width,
    .periods = (const WayPeriod *) (gconstpointer) chart->periods->data,
    .n_periods = chart->periods->len,
    .text_size = self->text,
    .measure = self->page.measure,
    .translate = way_chart_data_get_translate (self->data),
  };
  g_autoptr(WayTimeTicks) ticks = way_time_ticks_new (&ask);
  double first = bottom + row * 0.75 + 3;

  if (ticks->level == WAY_TIME_YEARS)
    add_labels (self, ticks->coarse, TRUE, row + 4, first);
  else
    {
      add_labels (self, ticks->fine, FALSE, ticks->level == WAY_TIME_TERMS ? 0 : 5, first);
      add_labels (self, ticks->coarse, TRUE, row * 2 + 4, first + row);
    }
  way_scene_add_line (self, WAY_CHART_AXIS, 1, self->plot.x, bottom,
                      self->plot.x + self->plot.width, bottom);
}

/* --- marks --- */

static double
line_width (const WayChart *chart,
            const WayMark  *mark)
{
  if (mark->width > 0)
    return mark->width;
  if (mark->kind == WAY_MARK_STEP)
    return chart->marks->len <= 2 * MOST_THICK ? 2 : 1;
  return LINE_SLANTED;
}

static gboolean
is_drawn (const WayChartScene *self,
          guint                series,
          guint                point,
          WayChartState        state)
{
  return way_chart_data_get_state (self->data, series, point) == state;
}

static void
part_path (WayChartScene *self,
           guint          first)
{
  WayChartPoint *points = (WayChartPoint *) (gpointer) self->points->data;

  if (self->points->len > first && !isnan (points[self->points->len - 1].y))
    way_scene_add_point (self, NAN, NAN);
}

/* The corners of a stair over all points for which want holds; equal runs are
 * one tread.  Snapped so that both sides of the line lie on pixel edges. */
static void
add_stair (WayChartScene *self,
           guint          series,
           WayChartState  want,
           gboolean       any_state,
           double         width)
{
  const double *values = way_chart_data_get_values (self->data, series);
  gboolean has_states = way_chart_data_has_states (self->data, series);
  guint n = way_chart_data_n_points (self->data);
  guint first = self->points->len;
  double pixel = self->page.pixel;
  double before = NAN;
  gboolean on = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gboolean good = !isnan (values[i]) &&
                      (any_state || (has_states ? is_drawn (self, series, i, want)
                                                : want == WAY_CHART_NORMAL));
      double x, y;

      if (on && good && values[i] == before)
        continue;
      x = way_scale_snap_line (self->along[i], width, pixel);
      if (on)
        way_scene_add_point (self, x, way_scale_snap_line (way_scale_map (&self->y, before),
                                                           width, pixel));
      if (good)
        {
          y = way_scale_snap_line (way_scale_map (&self->y, values[i]), width, pixel);
          if (!on && !isnan (before))
            way_scene_add_point (self, x, way_scale_snap_line (way_scale_map (&self->y, before),
                                                               width, pixel));
          way_scene_add_point (self, x, y);
        }
      else if (on)
        part_path (self, first);
      on = good;
      before = values[i];
    }
  if (on)
    way_scene_add_point (self, way_scale_snap_line (self->along[n - 1], width, pixel),
                         way_scale_snap_line (way_scale_map (&self->y, before), width, pixel));
}

/* First, lowest, highest and last of each pixel column, which keeps every
 * extreme that can be seen (M4). */
static void
add_columns (WayChartScene *self,
             const double  *values,
             guint          n)
{
  guint first = self->points->len;

  for (guint i = 0; i < n;)
    {
      double column = floor (self->along[i]);
      guint from = i, low = i, high = i, picks[4];

      if (isnan (values[i]))
        {
          part_path (self, first);
          i++;
          continue;
        }
      for (; i < n && floor (self->along[i]) == column && !isnan (values[i]); i++)
        {
          low = values[i] < values[low] ? i : low;
          high = values[i] > values[high] ? i : high;
        }
      picks[0] = from;
      picks[1] = MIN (low, high);
      picks[2] = MAX (low, high);
      picks[3] = i - 1;
      for (guint k = 0; k < 4; k++)
        if (k == 0 || picks[k] != picks[k - 1])
          way_scene_add_point (self, self->along[picks[k]],
                               way_scale_map (&self->y, values[picks[k]]));
    }
}

/* Whether one of the points beside is in that state. */
static gboolean
is_beside (const WayChartScene *self,
           guint                series,
           guint                point,
           WayChartState        state)
{
  return (point > 0 && is_drawn (self, series, point - 1, state)) ||
         (point + 1 < way_chart_data_n_points (self->data) &&
          is_drawn (self, series, point + 1, state));
}

/* A slanted line; what is no plain fact holds to the points beside. */
static void
add_slope (WayChartScene *self,
           guint          series,
           WayChartState  want)
{
  const double *values = way_chart_data_get_values (self->data, series);
  gboolean has_states = way_chart_data_has_states (self->data, series);
  guint n = way_chart_data_n_points (self->data);
  guint first = self->points->len;

  if (!has_states && want != WAY_CHART_NORMAL)
    return;
  if (!has_states && n > POINTS_PER_PIXEL * self->plot.width)
    {
      add_columns (self, values, n);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      gboolean good = !isnan (values[i]);

      if (good && has_states && !is_drawn (self, series, i, want))
        good = want != WAY_CHART_NORMAL && is_beside (self, series, i, want);
      if (good)
        way_scene_add_point (self, self->along[i], way_scale_map (&self->y, values[i]));
      else
        part_path (self, first);
    }
}

static void
add_fill (WayChartScene *self,
          const WayMark *mark,
          double         width)
{
  guint first = self->points->len;

  if (mark->fill == WAY_CHART_GROUND)
    return;
  if (mark->kind == WAY_MARK_STEP)
    add_stair (self, mark->series, WAY_CHART_NORMAL, TRUE, width);
  else
    add_slope (self, mark->series, WAY_CHART_NORMAL);
  way_scene_add_path (self, WAY_ITEM_AREA, mark->fill, first)->box.y = self->y.start;
}

static void
add_lines_of (WayChartScene *self,
              const WayMark *mark,
              double         width,
              WayChartState  state)
{
  guint first = self->points->len;
  WayChartItem *item;

  if (mark->kind == WAY_MARK_STEP)
    add_stair (self, mark->series, state, FALSE, width);
  else
    add_slope (self, mark->series, state);
  if (self->points->len == first)
    return;
  item = way_scene_add_path (self, WAY_ITEM_PATH, mark->role, first);
  item->width = width;
  item->is_square = mark->kind == WAY_MARK_STEP;
  item->line = way_key_line (state);
}

/* A hidden value is a hollow mark on the axis: it has no height that could give
 * it away. */
static void
add_hidden (WayChartScene *self,
            guint          series)
{
  if (!way_chart_data_has_states (self->data, series))
    return;
  for (guint i = 0; i < way_chart_data_n_points (self->data); i++)
    if (is_drawn (self, series, i, WAY_CHART_SUPPRESSED))
      way_key_add_hidden (self, self->along[i], self->y.start - self->text * 0.55 - 3);
}

static gboolean
find_last (const WayChartScene *self,
           guint                series,
           guint               *last)
{
  const double *values = way_chart_data_get_values (self->data, series);

  for (guint i = way_chart_data_n_points (self->data); i > 0; i--)
    if (!isnan (values[i - 1]))
      {
        *last = i - 1;
        return TRUE;
      }
  return FALSE;
}

static void
add_ends (WayChartScene *self,
          const WayMark *mark,
          double         width)
{
  guint last;
  double y;

  if (!find_last (self, mark->series, &last))
    return;
  y = way_scale_map (&self->y, way_chart_data_get_value (self->data, mark->series, last));
  if (mark->extends)
    way_scene_add_line (self, mark->role, width, self->along[last], y,
                        self->plot.x + self->plot.width, y)->line = WAY_LINE_DASHED;
  if (mark->has_end_dot)
    way_scene_add_dot (self, mark->role, END_DOT,
                       way_scale_snap_line (self->along[last], width, self->page.pixel),
                       way_scale_snap_line (y, width, self->page.pixel));
}

static void
add_dots (WayChartScene *self,
          const WayMark *mark)
{
  for (guint i = 0; i < way_chart_data_n_points (self->data); i++)
    {
      WayChartItem *item;
      WayChartBox box;

      if (!way_chart_scene_find (self, mark->series, i, &box))
        continue;
      item = way_scene_add_dot (self, mark->role, 3.5, box.x, box.y);
      item->shape = (WayChartShape) (mark->series % (WAY_SHAPE_TRIANGLE + 1));
      item->is_hollow = !is_drawn (self, mark->series, i, WAY_CHART_NORMAL);
    }
}

/* Whether what a band bounds is drawn as steps: then so is the band. */
static gboolean
is_stepped (const WayChart *chart,
            const WayMark  *band)
{
  guint owner = way_chart_data_get_owner (chart->data, band->series);

  for (guint i = 0; i < chart->marks->len; i++)
    {
      const WayMark *mark = &g_array_index (chart->marks, WayMark, i);

      if (mark->kind == WAY_MARK_STEP && mark->series == owner)
        return TRUE;
    }
  return FALSE;
}

static void
add_edge (WayChartScene *self,
          const WayMark *mark,
          guint          series,
          gboolean       stepped)
{
  guint first = self->points->len;
  double width = way_scale_snap_width (mark->width > 0 ? mark->width : 1, self->page.pixel);
  WayChartItem *item;

  if (stepped)
    add_stair (self, series, WAY_CHART_NORMAL, TRUE, width);
  else
    add_slope (self, series, WAY_CHART_NORMAL);
  if (self->points->len == first)
    return;
  item = way_scene_add_path (self, WAY_ITEM_PATH, mark->role, first);
  item->width = width;
  item->is_square = stepped;
}

/* One side of a band over the points [from, to), there or back. */
static void
add_side (WayChartScene *self,
          const double  *values,
          guint          from,
          guint          to,
          gboolean       stepped,
          gboolean       back)
{
  for (guint k = from; k < to; k++)
    {
      guint i = back ? to - 1 - (k - from) : k;
      double y = way_scale_map (&self->y, values[i]);

      /* A step holds up to the next point. */
      if (stepped && back && i + 1 < to)
        way_scene_add_point (self, self->along[i + 1], y);
      if (stepped && !back && i > from)
        way_scene_add_point (self, self->along[i], way_scale_map (&self->y, values[i - 1]));
      way_scene_add_point (self, self->along[i], y);
    }
}

/* Between two series: there along the upper, back along the lower. */
static void
add_band (WayChartScene  *self,
          const WayChart *chart,
          const WayMark  *mark)
{
  const double *lower = way_chart_data_get_values (self->data, mark->series);
  const double *upper = way_chart_data_get_values (self->data, mark->other);
  gboolean stepped = is_stepped (chart, mark);
  guint n = way_chart_data_n_points (self->data);
  guint first = self->points->len;

  for (guint from = 0; from < n;)
    {
      guint to = from;

      while (to < n && !isnan (lower[to]) && !isnan (upper[to]))
        to++;
      add_side (self, upper, from, to, stepped, FALSE);
      add_side (self, lower, from, to, stepped, TRUE);
      if (to > from)
        way_scene_add_point (self, NAN, NAN);
      from = MAX (to, from + 1);
    }
  way_scene_add_path (self, WAY_ITEM_POLYGON, mark->fill, first);
  if (mark->role == WAY_CHART_GROUND)
    return;
  add_edge (self, mark, mark->series, stepped);
  add_edge (self, mark, mark->other, stepped);
}

static void
add_excess (WayChartScene *self,
            const WayMark *mark)
{
  const double *values = way_chart_data_get_values (self->data, mark->series);
  const double *limits = way_chart_data_get_values (self->data, mark->other);
  guint n = way_chart_data_n_points (self->data);
  guint first = self->points->len;

  for (guint i = 0; i < n; i++)
    {
      guint from = i;

      if (!(values[i] > limits[i]))
        continue;
      while (i + 1 < n && values[i + 1] == values[from] && limits[i + 1] == limits[from])
        i++;
      way_scene_add_point (self, self->along[from], way_scale_map (&self->y, values[from]));
      way_scene_add_point (self, self->along[MIN (i + 1, n - 1)],
                           way_scale_map (&self->y, limits[from]));
    }
  if (self->points->len > first)
    way_scene_add_path (self, WAY_ITEM_HATCH, mark->role, first);
}

static const WayMark *
mark_at (const WayChart *chart,
         guint           i)
{
  return &g_array_index (chart->marks, WayMark, i);
}

static void
add_fills (WayChartScene  *self,
           const WayChart *chart)
{
  for (guint i = 0; i < chart->marks->len; i++)
    if (mark_at (chart, i)->kind == WAY_MARK_BAND)
      add_band (self, chart, mark_at (chart, i));
    else if (mark_at (chart, i)->kind != WAY_MARK_EXCESS)
      add_fill (self, mark_at (chart, i),
                way_scale_snap_width (line_width (chart, mark_at (chart, i)), self->page.pixel));
}

static void
add_marks (WayChartScene  *self,
           const WayChart *chart)
{
  for (guint i = 0; i < chart->marks->len; i++)
    if (mark_at (chart, i)->kind == WAY_MARK_EXCESS)
      add_excess (self, mark_at (chart, i));
  for (guint i = 0; i < chart->marks->len; i++)
    {
      const WayMark *mark = mark_at (chart, i);
      double width = way_scale_snap_width (line_width (chart, mark), self->page.pixel);

      if (mark->kind == WAY_MARK_DOT)
        add_dots (self, mark);
      if (mark->kind != WAY_MARK_STEP && mark->kind != WAY_MARK_LINE)
        continue;
      add_lines_of (self, mark, width, WAY_CHART_NORMAL);
      for (WayChartState state = WAY_CHART_ESTIMATED; state <= WAY_CHART_FORECAST; state++)
        if (way_chart_data_has_states (self->data, mark->series))
          add_lines_of (self, mark, width, state);
      add_hidden (self, mark->series);
      add_ends (self, mark, width);
    }
}

static void
name_roles (WayChartScene  *self,
            const WayChart *chart)
{
  for (guint i = 0; i < chart->marks->len; i++)
    {
      const WayMark *mark = mark_at (chart, i);

      if (mark->kind == WAY_MARK_EXCESS || mark->kind == WAY_MARK_BAND)
        continue;
      self->roles[mark->series] = mark->role;
      self->holds = self->holds || mark->kind == WAY_MARK_STEP;
    }
}

/* Units at the head of the axis; a line may start above zero, and then says
 * so. */
static char *
say_units (const WayChartScene *self,
           const WayChart      *chart,
           const WayTicks      *ticks)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (self->data);
  g_autofree char *from = NULL;

  if (self->y.low <= 0)
    return g_strdup (chart->units);
  from = way_chart_say_number (way_ticks_at (ticks, 0), ticks->decimals);
  if (chart->units == NULL)
    return g_strdup_printf (way_chart_say (translate, N_("axis not from zero but %s")), from);
  /* Translators: the unit, as in "pupils", then a number. */
  return g_strdup_printf (way_chart_say (translate, N_("%s; axis not from zero but %s")),
                          chart->units, from);
}

/* A series that others bound is keyed by their names: "95% interval". */
static void
add_band_keys (WayChartKey    *key,
               const WayChart *chart)
{
  for (guint i = 0; i < chart->marks->len; i++)
    {
      const WayMark *mark = mark_at (chart, i);
      WayChartBox box;

      if (mark->kind != WAY_MARK_BAND || mark->role == WAY_CHART_GROUND)
        continue;
      box = way_key_next (key, 0, way_chart_data_get_series (chart->data, mark->series)->spoken);
      if (!key->draws)
        continue;
      way_scene_add_rect (key->scene, mark->fill, &box);
      way_scene_add_rect (key->scene, mark->role, &box)->width =
        way_scale_snap_width (1, key->scene->page.pixel);
    }
}

/* Gives the y below the key. */
static double
add_key (WayChartScene     *self,
         const WayChart    *chart,
         const WayChartBox *room,
         gboolean           draws)
{
  WayChartKey key = way_key_begin (self, room->x, room->x + room->width, room->y, draws);
  gboolean states[WAY_CHART_N_STATES] = { FALSE };

  if (!chart->is_keyed)
    return room->y;
  add_band_keys (&key, chart);
  for (guint i = 0; i < chart->marks->len; i++)
    if (mark_at (chart, i)->kind == WAY_MARK_LINE || mark_at (chart, i)->kind == WAY_MARK_STEP)
      way_key_find_states (self->data, mark_at (chart, i)->series, TRUE, states);
  way_key_add_states (&key, states, TRUE);
  return way_key_end (&key);
}

void
way_scene_lay_time (WayChartScene     *self,
                    const WayChart    *chart,
                    const WayChartBox *room)
{
  double head = add_key (self, chart, room, TRUE);
  double row = self->text * 1.32;
  double units = self->text * (chart->units != NULL && !has_guide (chart, WAY_GUIDE_NOTE)
                                 ? UNITS : WAY_CHART_LEADING);
  double end = measure_end (self, chart);
  g_autofree char *unit_words = NULL;
  WayTicks ticks;

  name_roles (self, chart);
  self->plot = (WayChartBox) { room->x, head + units, room->width, room->height };
  self->plot.height = MAX (room->y + room->height - self->plot.y - row * 2 - 6, self->text * 2);
  ticks = fit_y (self, chart);
  self->plot.x = way_scale_snap (room->x + widest_label (self, &ticks) + AXIS_GAP,
                                 self->page.pixel);
  /* Too narrow for words beside the plot: they go into it. */
  if (end > room->width * 0.3)
    end = AXIS_GAP;
  self->plot.width = MAX (room->x + room->width - self->plot.x - end, self->text * 2);
  fit_x (self, chart);

  unit_words = say_units (self, chart, &ticks);
  if (unit_words != NULL)
    way_scene_add_text (self, WAY_CHART_DIM, WAY_TEXT_START, room->x,
                        way_scene_baseline (self, head + self->text * 0.7), unit_words);
  add_fills (self, chart);
  way_scene_add_shades (self, chart);
  add_y_axis (self, chart, &ticks);
  add_marks (self, chart);
  way_scene_add_time_axis (self, chart);
  way_scene_add_guides (self, chart);
}
