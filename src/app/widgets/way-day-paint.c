/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One day of a calendar as a small box.  School days are tinted, and half of the
 * box where half of the day is; holidays are striped; what closes a day that would
 * else be open has a frame and a mark in the corner. */
#include "way-day-paint.h"

#include <math.h>

#define INSET 1.0          /* between neighbours */
#define RADIUS 4.0
#define MARK 6.5           /* of a corner */
#define LINE 1.5
#define STRIPE 5.0         /* from one to the next */
#define EDGE 2.5           /* of the bounds of a term */

typedef struct
{
  cairo_t             *cr;
  const WayChartTheme *theme;
  double               x;
  double               y;
  double               width;
  double               height;
} Painter;

static void
use (const Painter *self,
     WayChartRole   role)
{
  WayChartColour colour = way_chart_theme_colour (self->theme, role);

  cairo_set_source_rgba (self->cr, colour.red, colour.green, colour.blue, colour.alpha);
}

/* A path around the box, so far inside of it. */
static void
round_box (const Painter *self,
           double         inside)
{
  double left = self->x + inside, top = self->y + inside;
  double right = self->x + self->width - inside, bottom = self->y + self->height - inside;

  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, right - RADIUS, top + RADIUS, RADIUS, -G_PI_2, 0);
  cairo_arc (self->cr, right - RADIUS, bottom - RADIUS, RADIUS, 0, G_PI_2);
  cairo_arc (self->cr, left + RADIUS, bottom - RADIUS, RADIUS, G_PI_2, G_PI);
  cairo_arc (self->cr, left + RADIUS, top + RADIUS, RADIUS, G_PI, 1.5 * G_PI);
  cairo_close_path (self->cr);
}

static void
fill (const Painter *self,
      WayChartRole   role)
{
  use (self, role);
  round_box (self, 0);
  cairo_fill (self->cr);
}

static void
outline (const Painter *self,
         WayChartRole   role)
{
  use (self, role);
  cairo_set_line_width (self->cr, 1);
  round_box (self, 0.5);
  cairo_stroke (self->cr);
}

/* The half above the rising diagonal is the morning, the half below it the
 * afternoon. */
static void
paint_half (const Painter *self,
            gboolean       morning)
{
  double right = self->x + self->width, bottom = self->y + self->height;

  cairo_save (self->cr);
  round_box (self, 0);
  cairo_clip (self->cr);
  cairo_move_to (self->cr, self->x, bottom);
  cairo_line_to (self->cr, right, self->y);
  cairo_line_to (self->cr, morning ? self->x : right, morning ? self->y : bottom);
  cairo_close_path (self->cr);
  use (self, WAY_CHART_PALE);
  cairo_fill (self->cr);
  cairo_move_to (self->cr, self->x, bottom);
  cairo_line_to (self->cr, right, self->y);
  use (self, WAY_CHART_SERIES_1);
  cairo_set_line_width (self->cr, LINE);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
  outline (self, WAY_CHART_SERIES_1);
}

/* Stripes, as wherever days do not count. */
static void
paint_stripes (const Painter *self)
{
  cairo_save (self->cr);
  round_box (self, 0);
  cairo_clip (self->cr);
  use (self, WAY_CHART_MUTED);
  cairo_set_line_width (self->cr, LINE);
  for (double x = self->x - self->height; x < self->x + self->width; x += STRIPE)
    {
      cairo_move_to (self->cr, x, self->y + self->height);
      cairo_line_to (self->cr, x + self->height, self->y);
    }
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

static void
paint_dot (const Painter *self,
           WayChartRole   role)
{
  use (self, role);
  cairo_arc (self->cr, self->x + self->width - MARK * 0.65, self->y + MARK * 0.65, MARK * 0.4, 0,
             2 * G_PI);
  cairo_fill (self->cr);
}

static void
paint_corner (const Painter *self,
              WayChartRole   role)
{
  double right = self->x + self->width;

  cairo_save (self->cr);
  round_box (self, 0);
  cairo_clip (self->cr);
  cairo_move_to (self->cr, right - MARK * 1.3, self->y);
  cairo_line_to (self->cr, right, self->y);
  cairo_line_to (self->cr, right, self->y + MARK * 1.3);
  cairo_close_path (self->cr);
  use (self, role);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static void
paint_cross (const Painter *self,
             WayChartRole   role)
{
  double left = self->x + self->width - MARK - 1.5, top = self->y + 2;

  use (self, role);
  cairo_set_line_width (self->cr, LINE);
  cairo_move_to (self->cr, left, top);
  cairo_line_to (self->cr, left + MARK - 1, top + MARK - 1);
  cairo_move_to (self->cr, left + MARK - 1, top);
  cairo_line_to (self->cr, left, top + MARK - 1);
  cairo_stroke (self->cr);
}

static void
paint_kind (const Painter *self,
            WayDayKind     kind)
{
  switch (kind)
    {
    case WAY_DAY_SCHOOL:
      fill (self, WAY_CHART_PALE);
      break;
    case WAY_DAY_MORNING:
    case WAY_DAY_AFTERNOON:
      paint_half (self, kind == WAY_DAY_MORNING);
      break;
    case WAY_DAY_HOLIDAY:
      paint_stripes (self);
      break;
    case WAY_DAY_BANK_HOLIDAY:
      paint_stripes (self);
      paint_dot (self, WAY_CHART_SERIES_3);
      break;
    case WAY_DAY_INSET:
      outline (self, WAY_CHART_OVER);
      paint_corner (self, WAY_CHART_OVER);
      break;
    case WAY_DAY_CLOSURE:
      outline (self, WAY_CHART_BREACH);
      paint_cross (self, WAY_CHART_BREACH);
      break;
    case WAY_DAY_WEEKEND:
    default:
      break;
    }
}

/* A bracket at the left or the right of the box. */
static void
paint_bracket (const Painter *self,
               gboolean       opens)
{
  double side = opens ? self->x + EDGE / 2 - INSET : self->x + self->width - EDGE / 2 + INSET;
  double tip = opens ? side + 5 : side - 5;

  use (self, WAY_CHART_INK);
  cairo_set_line_width (self->cr, EDGE);
  cairo_move_to (self->cr, tip, self->y);
  cairo_line_to (self->cr, side, self->y);
  cairo_line_to (self->cr, side, self->y + self->height);
  cairo_line_to (self->cr, tip, self->y + self->height);
  cairo_stroke (self->cr);
}

static void
paint_edges (const Painter *self,
             WayDayEdges    edges)
{
  static const double dashes[] = { 3, 2 };

  if ((edges & WAY_EDGE_TERM_FIRST) != 0)
    paint_bracket (self, TRUE);
  if ((edges & WAY_EDGE_TERM_LAST) != 0)
    paint_bracket (self, FALSE);
  if ((edges & WAY_EDGE_EXCLUSION_TERM) == 0)
    return;
  use (self, WAY_CHART_SERIES_3);
  cairo_set_line_width (self->cr, 2);
  cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (self->cr, self->x, self->y - INSET);
  cairo_line_to (self->cr, self->x, self->y + self->height + INSET);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

/* Today has a line under its figure, what is selected a ring. */
static void
paint_look (const Painter *self,
            WayDayLook     look)
{
  if ((look & WAY_DAY_LOOK_TODAY) != 0)
    {
      use (self, WAY_CHART_FOCUS);
      cairo_rectangle (self->cr, self->x + 4, self->y + self->height - 3.5, self->width - 8, 2.5);
      cairo_fill (self->cr);
    }
  if ((look & WAY_DAY_LOOK_SELECTED) == 0)
    return;
  use (self, WAY_CHART_FOCUS);
  cairo_set_line_width (self->cr, (look & WAY_DAY_LOOK_FOCUS) != 0 ? 3 : 2);
  round_box (self, 0);
  cairo_stroke (self->cr);
}

static void
paint_text (const Painter *self,
            WayDayKind     kind,
            PangoLayout   *text)
{
  int width, height;

  pango_layout_get_pixel_size (text, &width, &height);
  use (self, kind == WAY_DAY_WEEKEND ? WAY_CHART_DIM : WAY_CHART_INK);
  cairo_move_to (self->cr, round (self->x + (self->width - width) / 2),
                 round (self->y + (self->height - height) / 2));
  pango_cairo_show_layout (self->cr, text);
}

void
way_day_paint (cairo_t               *cr,
               const WayChartTheme   *theme,
               const graphene_rect_t *box,
               const WayCalendarCell *cell,
               WayDayLook             look,
               PangoLayout           *text)
{
  Painter painter = {
    .cr = cr,
    .theme = theme,
    .x = box->origin.x + INSET,
    .y = box->origin.y + INSET,
    .width = box->size.width - 2 * INSET,
    .height = box->size.height - 2 * INSET,
  };

  cairo_save (cr);
  paint_kind (&painter, cell->kind);
  paint_edges (&painter, cell->edges);
  if (text != NULL)
    paint_text (&painter, cell->kind, text);
  paint_look (&painter, look);
  cairo_restore (cr);
}
