/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart-read.h"
#include "way-chart.h"

G_BEGIN_DECLS

/* A chart laid out: numbers in, numbers out.  Items in the order in which they
 * are drawn, and what is needed to find the point under a pointer.  It names
 * roles, not colours, so one scene serves screen, paper and file.  Made once
 * per data and size; then only read, from any thread. */
typedef struct _WayChartScene WayChartScene;

typedef enum
{
  WAY_PARTS_TITLE = 1 << 0,   /* title and subtitle at the head */
  WAY_PARTS_FOOT  = 1 << 1,   /* source at the foot */
  WAY_PARTS_ALL   = WAY_PARTS_TITLE | WAY_PARTS_FOOT,
} WayChartParts;

/* The sheet to lay a chart out on, in scene units of 1/96 inch. */
typedef struct
{
  double          width;
  double          height;
  double          text_scale; /* 1 is 10 point; 0 is taken as 1 */
  double          pixel;      /* size of a device pixel; 0: vector output */
  WayChartParts   parts;
  WayChartMeasure measure;
} WayChartPage;

typedef enum
{
  WAY_ITEM_RECT,              /* filled; with width > 0 an outline */
  WAY_ITEM_PATH,              /* stroked; NaN in y parts it */
  WAY_ITEM_AREA,              /* the path filled, down to y */
  WAY_ITEM_POLYGON,           /* closed and filled; NaN in y parts it */
  WAY_ITEM_HATCH,             /* points are pairs of corners */
  WAY_ITEM_DOT,
  WAY_ITEM_TEXT,
} WayChartItemKind;

typedef enum
{
  WAY_LINE_SOLID,
  WAY_LINE_DASHED,
  WAY_LINE_DOTTED,
  WAY_LINE_LONG,              /* long dashes */
} WayChartLine;

typedef enum
{
  WAY_SHAPE_CIRCLE,
  WAY_SHAPE_DIAMOND,
  WAY_SHAPE_SQUARE,
  WAY_SHAPE_TRIANGLE,
} WayChartShape;

typedef enum
{
  WAY_TEXT_START,
  WAY_TEXT_MIDDLE,
  WAY_TEXT_END,
} WayChartAnchor;

typedef struct
{
  double x;
  double y;
} WayChartPoint;

typedef struct
{
  WayChartItemKind kind;
  WayChartRole     role;
  WayChartLine     line;
  WayChartShape    shape;
  WayChartAnchor   anchor;
  gboolean         is_bold;
  gboolean         is_square;   /* a path of level and upright lines only */
  gboolean         is_hollow;
  gboolean         has_halo;    /* words on ground that part lines behind them */
  double           ramp;        /* 0 to 1: colour of the heat ramp; else -1 */
  double           width;       /* of the line; radius of a dot */
  double           size;        /* of the text */
  WayChartBox      box;         /* text: x of the anchor, y of the baseline */
  guint            first;       /* points */
  guint            n;
  const char      *text;
} WayChartItem;

/* The height at which the chart reads well, for a page of this width and text:
 * rows of bars and cells take what their number needs. */
double         way_chart_scene_natural_height (const WayChart     *chart,
                                           const WayChartPage *page);

WayChartScene *way_chart_scene_new        (const WayChart      *chart,
                                           const WayChartPage  *page);
void           way_chart_scene_free       (WayChartScene       *self);

WayChartData  *way_chart_scene_get_data   (const WayChartScene *self);
double         way_chart_scene_get_width  (const WayChartScene *self);
double         way_chart_scene_get_height (const WayChartScene *self);

double         way_chart_scene_get_text_size (const WayChartScene *self);

/* Whether points lie on lines over x, rather than in bars or cells. */
gboolean       way_chart_scene_is_on_lines (const WayChartScene *self);

/* Whether it was laid out for pixels. */
gboolean       way_chart_scene_is_snapped (const WayChartScene *self);

/* Where a point stands along its axis, and the colour of a series. */
double         way_chart_scene_get_place  (const WayChartScene *self,
                                           WayChartAt           at);
WayChartRole   way_chart_scene_get_role   (const WayChartScene *self,
                                           guint                series);

/* Where the marks stand; of several plots, all together, or that of a series. */
WayChartBox    way_chart_scene_get_plot   (const WayChartScene *self);
WayChartBox    way_chart_scene_get_plot_of (const WayChartScene *self,
                                           guint                series);

/* The items and their points, lent. */
const WayChartItem *
               way_chart_scene_get_items  (const WayChartScene *self,
                                           guint               *n);
const WayChartPoint *
               way_chart_scene_get_points (const WayChartScene *self);

/* Where a value is drawn: a cell or bar, or a box without size on a line.
 * FALSE where nothing is drawn for it. */
gboolean       way_chart_scene_find       (const WayChartScene *self,
                                           guint                series,
                                           guint                point,
                                           WayChartBox         *box);

/* What is at a place of the plot: the point that holds or is nearest, by
 * halving, then the nearest of its series.  FALSE outside the plot. */
gboolean       way_chart_scene_hit        (const WayChartScene *self,
                                           double               x,
                                           double               y,
                                           guint               *series,
                                           guint               *point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayChartScene, way_chart_scene_free)

G_END_DECLS
