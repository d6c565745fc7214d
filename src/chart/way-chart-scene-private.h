/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-scene.h"

#include "way-chart-private.h"

G_BEGIN_DECLS

struct _WayChartScene
{
  WayChartData  *data;
  WayChartFrame  frame;
  WayChartPage   page;        /* text_scale filled in */
  double         text;        /* size of plain text */
  WayChartBox    room;        /* what the frame, or one facet of it, may use */
  WayChartBox    plot;
  WayScale       x;
  WayScale       y;
  GArray        *items;       /* WayChartItem */
  GArray        *points;      /* WayChartPoint */
  GStringChunk  *texts;
  GArray        *taken;       /* WayChartBox: words that are placed */
  GArray        *grid;        /* double: heights of the lines across */
  WayChartRole  *roles;       /* of each series; GROUND: not drawn */
  double        *along;       /* of each point, rising */
  gboolean       holds;       /* a point reaches to the next */
  WayChartBox   *cells;       /* series by points; NULL: lines */
  GArray        *facets;      /* WayFacet; empty: there is one plot */
  guint         *facet_of;    /* of each series */
};

/* One of several plots, as it was laid out. */
typedef struct
{
  WayChartBox plot;
  WayScale    y;
  double     *along;          /* owned */
} WayFacet;

/* Room between one line of words and the next. */
#define WAY_CHART_LEADING 1.4

/* Adding items.  All give the item, for what is left to set. */
WayChartItem *way_scene_add_rect  (WayChartScene     *self,
                                   WayChartRole       role,
                                   const WayChartBox *box);
WayChartItem *way_scene_add_line  (WayChartScene     *self,
                                   WayChartRole       role,
                                   double             width,
                                   double             x1,
                                   double             y1,
                                   double             x2,
                                   double             y2);
WayChartItem *way_scene_add_text  (WayChartScene     *self,
                                   WayChartRole       role,
                                   WayChartAnchor     anchor,
                                   double             x,
                                   double             y,
                                   const char        *text);
WayChartItem *way_scene_add_dot   (WayChartScene     *self,
                                   WayChartRole       role,
                                   double             radius,
                                   double             x,
                                   double             y);
/* An item over the points that were added since first. */
WayChartItem *way_scene_add_path  (WayChartScene     *self,
                                   WayChartItemKind   kind,
                                   WayChartRole       role,
                                   guint              first);
void          way_scene_add_point (WayChartScene     *self,
                                   double             x,
                                   double             y);

double        way_scene_measure   (const WayChartScene *self,
                                   const char        *text,
                                   gboolean           bold);

/* The box that such words would fill. */
WayChartBox   way_scene_text_box  (const WayChartScene *self,
                                   WayChartAnchor     anchor,
                                   double             x,
                                   double             y,
                                   const char        *text,
                                   gboolean           bold);

/* Baseline of words whose middle is at y. */
double        way_scene_baseline  (const WayChartScene *self,
                                   double             y);

/* As much as fits, ended at a word where there is one, with "…": the rule for
 * names that are too long; the read-out says them whole.  Free with g_free(). */
char         *way_scene_shorten   (const WayChartScene *self,
                                   const char        *text,
                                   gboolean           bold,
                                   double             width);

/* Where a name is parted into two lines: bytes up to the space that leaves the
 * longer line shortest, and its width; all of it where it has none. */
gsize         way_scene_part      (const WayChartScene *self,
                                   const char        *text,
                                   double            *width);

/* Keeps other words off a box; whether it is still free. */
void          way_scene_take      (WayChartScene     *self,
                                   const WayChartBox *box);
gboolean      way_scene_is_free   (const WayChartScene *self,
                                   const WayChartBox *box);

/* Head and foot, as the page asks; gives what is left between.  Words are
 * wrapped, never cut. */
WayChartBox   way_scene_add_words (WayChartScene     *self);

/* One plot, in a part of the page. */
void          way_scene_lay_frame (WayChartScene     *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);

/* The frames; each in a file of its own. */
void          way_scene_lay_time  (WayChartScene     *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);
void          way_scene_lay_bars  (WayChartScene     *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);
void          way_scene_lay_heat  (WayChartScene     *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);

void          way_scene_lay_lanes (WayChartScene     *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);
void          way_scene_lay_points (WayChartScene    *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);
void          way_scene_lay_flow  (WayChartScene     *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);
double        way_scene_flow_height (const WayChart *chart,
                                   double             text);
/* Several plots of a frame, each with its marks. */
void          way_scene_lay_facets (WayChartScene    *self,
                                   const WayChart    *chart,
                                   const WayChartBox *room);
double        way_scene_facets_height (const WayChart *chart,
                                       double          text,
                                       double          width);

/* What the marks of a chart over days span. */
void          way_scene_time_range (const WayChart   *chart,
                                   double            *low,
                                   double            *high);

/* The same for bars: zero is in it. */
void          way_scene_bars_range (const WayChart   *chart,
                                   double            *low,
                                   double            *high);

double        way_scene_lanes_height (const WayChart *chart,
                                   double             text);

/* Shared by the frames over days: holidays, from plot.y to y.start, and the
 * axis below y.start. */
void          way_scene_add_shades (WayChartScene    *self,
                                    const WayChart   *chart);
void          way_scene_add_time_axis (WayChartScene *self,
                                    const WayChart   *chart);

/* Shared by the frames with a y axis: number of labels that have room. */
WayTicks      way_scene_ask_ticks (const WayChartScene *self,
                                   double             low,
                                   double             high,
                                   double             length,
                                   gboolean           whole);

/* Guides of the time frame, once its marks stand. */
void          way_scene_add_guides (WayChartScene    *self,
                                    const WayChart   *chart);

G_END_DECLS
