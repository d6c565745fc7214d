/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of a word's size.  They have no layout to keep: a dozen numbers are
 * scaled as they are drawn. */

#include "way-chart-sparkline.h"

#include "way-chart-scale.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define LINE_WIDTH  1.5
#define STEP_WIDTH  2.0
#define DOT         3.5
#define FULL_AT     0.90      /* of the width */
#define BAR_HEIGHT  0.62      /* of the height; the mark takes all of it */
#define MARK_WIDTH  2.0
#define HATCH_STEP  4.0

static void
set_role (cairo_t             *cr,
          const WayChartTheme *theme,
          WayChartRole         role)
{
  WayChartColour colour = way_chart_theme_colour (theme, role);

  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha);
}

/* FALSE where there is no number at all. */
static gboolean
widen_range (const double *values,
             guint         n,
             double       *low,
             double       *high)
{
  gboolean any = FALSE;

  for (guint i = 0; values != NULL && i < n; i++)
    if (isfinite (values[i]))
      {
        *low = MIN (*low, values[i]);
        *high = MAX (*high, values[i]);
        any = TRUE;
      }
  return any;
}

static gboolean
find_last (const double *values,
           guint         n,
           guint        *last)
{
  for (guint i = n; i > 0; i--)
    if (isfinite (values[i - 1]))
      {
        *last = i - 1;
        return TRUE;
      }
  return FALSE;
}

void
way_sparkline_draw (const double        *values,
                    guint                n,
                    WayChartRole         last,
                    const WayChartTheme *theme,
                    double               width,
                    double               height,
                    cairo_t             *cr)
{
  double low = HUGE_VAL, high = -HUGE_VAL;
  WayScale x = { 0, MAX (n, 2) - 1.0, DOT, width - DOT };
  WayScale y = { 0, 0, height - DOT, DOT };
  gboolean on = FALSE;
  guint end;

  if (!widen_range (values, n, &low, &high))
    return;
  y.low = low;
  y.high = high;
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (values[i]))
        on = FALSE;
      else if (on)
        cairo_line_to (cr, way_scale_map (&x, i), way_scale_map (&y, values[i]));
      else
        {
          cairo_move_to (cr, way_scale_map (&x, i), way_scale_map (&y, values[i]));
          on = TRUE;
        }
    }
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_role (cr, theme, WAY_CHART_DIM);
  cairo_stroke (cr);
  if (find_last (values, n, &end))
    {
      cairo_arc (cr, way_scale_map (&x, end), way_scale_map (&y, values[end]), DOT, 0, 2 * G_PI);
      set_role (cr, theme, last);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

/* Level and upright strokes on pixel edges; a value holds to the next. */
static void
trace_steps (const double   *values,
             guint           n,
             const WayScale *x,
             const WayScale *y,
             double          width,
             double          pixel,
             cairo_t        *cr)
{
  gboolean on = FALSE;

  for (guint i = 0; i < n; i++)
    {
      double from = way_scale_snap_line (way_scale_map (x, i), width, pixel);
      double to = way_scale_snap_line (way_scale_map (x, i + 1.0), width, pixel);
      double at;

      if (!isfinite (values[i]))
        {
          on = FALSE;
          continue;
        }
      at = way_scale_snap_line (way_scale_map (y, values[i]), width, pixel);
      if (on)
        cairo_line_to (cr, from, at);
      else
        cairo_move_to (cr, from, at);
      cairo_line_to (cr, to, at);
      on = TRUE;
    }
}

void
way_sparkline_draw_steps (const double        *on_roll,
                          const double        *places,
                          guint                n,
                          const WayChartTheme *theme,
                          double               width,
                          double               height,
                          double               pixel,
                          cairo_t             *cr)
{
  static const double dots[] = { 1.5, 2 };
  double step = way_scale_snap_width (STEP_WIDTH, pixel);
  double dot = way_scale_snap_width (1, pixel);
  double low = HUGE_VAL, high = -HUGE_VAL;
  WayScale x = { 0, MAX (n, 1), 0, width };
  WayScale y = { 0, 0, height - step, step };

  if (!widen_range (on_roll, n, &low, &high))
    return;
  widen_range (places, n, &low, &high);
  y.low = low;
  y.high = high;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  if (places != NULL)
    {
      trace_steps (places, n, &x, &y, dot, pixel, cr);
      cairo_set_line_width (cr, dot);
      cairo_set_dash (cr, dots, 2, 0);
      set_role (cr, theme, WAY_CHART_DIM);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  trace_steps (on_roll, n, &x, &y, step, pixel, cr);
  cairo_set_line_width (cr, step);
  set_role (cr, theme, WAY_CHART_SERIES_1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

char *
way_sparkline_describe (const double          *values,
                        guint                  n,
                        guint                  decimals,
                        WayChartTranslateFunc  translate)
{
  double low = HUGE_VAL, high = -HUGE_VAL;
  guint first = 0, last;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  if (!widen_range (values, n, &low, &high) || !find_last (values, n, &last))
    return g_strdup (way_chart_say (translate, N_("Nothing to show yet")));
  while (!isfinite (values[first]))
    first++;
  from = way_chart_say_number (values[first], decimals);
  to = way_chart_say_number (values[last], decimals);
  least = way_chart_say_number (low, decimals);
  most = way_chart_say_number (high, decimals);
  if (g_str_equal (least, most))
    return g_strdup_printf (way_chart_say (translate, N_("%s throughout")), least);
  return g_strdup_printf (way_chart_say (translate, N_("From %s to %s; lowest %s, highest %s")),
                          from, to, least, most);
}

/* --- filled bars --- */

WayFilledBar
way_filled_bar (double value,
                double full,
                double width)
{
  WayFilledBar bar = { 0, width * FULL_AT, width * FULL_AT };
  double share;

  if (!isfinite (value) || !isfinite (full) || value <= 0)
    return bar;
  /* Anyone in a setting without places is over. */
  share = full > 0 ? value / full : HUGE_VAL;
  bar.filled = bar.full * MIN (share, 1);
  if (full <= 0)
    bar.filled = 0;
  if (share > 1)
    bar.over = MIN (bar.full * share, width);
  return bar;
}

static void
hatch_box (const WayChartBox   *box,
           const WayChartTheme *theme,
           cairo_t             *cr)
{
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  set_role (cr, theme, WAY_CHART_GROUND);
  cairo_paint (cr);
  for (double x = box->x - box->height; x < box->x + box->width; x += HATCH_STEP)
    {
      cairo_move_to (cr, x, box->y + box->height);
      cairo_line_to (cr, x + box->height, box->y);
    }
  set_role (cr, theme, WAY_CHART_OVER);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
fill_box (cairo_t             *cr,
          const WayChartTheme *theme,
          WayChartRole         role,
          double               x,
          double               y,
          double               width,
          double               height)
{
  cairo_rectangle (cr, x, y, width, height);
  set_role (cr, theme, role);
  cairo_fill (cr);
}

void
way_filled_bar_draw (const WayFilledBar  *bar,
                     const WayChartTheme *theme,
                     double               height,
                     double               pixel,
                     cairo_t             *cr)
{
  double top = way_scale_snap (height * (1 - BAR_HEIGHT) / 2, pixel);
  double deep = way_scale_snap (height * BAR_HEIGHT, pixel);
  double filled = way_scale_snap (bar->filled, pixel);
  double full = way_scale_snap (bar->full, pixel);
  WayChartBox over = { full, top, way_scale_snap (bar->over, pixel) - full, deep };

  cairo_save (cr);
  cairo_new_path (cr);
  fill_box (cr, theme, WAY_CHART_MUTED, 0, top, full, deep);
  fill_box (cr, theme, WAY_CHART_SERIES_1, 0, top, filled, deep);
  if (over.width > 0)
    hatch_box (&over, theme, cr);
  fill_box (cr, theme, WAY_CHART_INK, full - MARK_WIDTH / 2, 0, MARK_WIDTH, height);
  cairo_restore (cr);
}

char *
way_filled_bar_describe (double                value,
                         double                full,
                         guint                 decimals,
                         WayChartTranslateFunc translate)
{
  g_autofree char *number = way_chart_say_number (value, decimals);
  g_autofree char *whole = way_chart_say_number (full, decimals);
  g_autofree char *rest = way_chart_say_number (fabs (full - value), decimals);

  if (!isfinite (value) || !isfinite (full))
    return g_strdup (way_chart_say (translate, N_("not collected")));
  if (strspn (rest, "0.") == strlen (rest))
    return g_strdup_printf (way_chart_say (translate, N_("%s of %s, full")), number, whole);
  if (value > full)
    return g_strdup_printf (way_chart_say (translate, N_("%s of %s, %s over")), number, whole,
                            rest);
  return g_strdup_printf (way_chart_say (translate, N_("%s of %s, %s empty")), number, whole,
                          rest);
}
