/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-scene-private.h"

G_BEGIN_DECLS

typedef struct
{
  WayChartScene *scene;
  double         left;
  double         right;
  double         x;           /* of the next entry */
  double         y;           /* of its line */
  gboolean       draws;       /* else it only learns its height */
  gboolean       any;
} WayChartKey;

WayChartKey  way_key_begin      (WayChartScene      *scene,
                                 double              left,
                                 double              right,
                                 double              y,
                                 gboolean            draws);

/* Below the last line; where it began, if there is no entry. */
double       way_key_end        (const WayChartKey  *key);

/* The next entry's words, where it draws; gives the box for its swatch, width
 * wide, or as wide as most for 0. */
WayChartBox  way_key_next       (WayChartKey        *key,
                                 double              width,
                                 const char         *text);

/* Notes the states that a series has.  Of what is missing only gaps between
 * values count where between is set. */
void         way_key_find_states (const WayChartData *data,
                                 guint               series,
                                 gboolean            between,
                                 gboolean            states[WAY_CHART_N_STATES]);

/* An entry for each state that has a mark, as lines or as bars show it. */
void         way_key_add_states (WayChartKey        *key,
                                 const gboolean      states[WAY_CHART_N_STATES],
                                 gboolean            as_lines);

/* How a line or an edge is drawn for a state. */
WayChartLine way_key_line       (WayChartState       state);

/* A bar that is no plain fact: hatched, with an edge that tells which. */
void         way_key_add_unsure (WayChartScene      *scene,
                                 WayChartRole        role,
                                 const WayChartBox  *box,
                                 WayChartState       state);

/* The mark of a hidden number around a place: a hollow "c". */
void         way_key_add_hidden (WayChartScene      *scene,
                                 double              x,
                                 double              y);

G_END_DECLS
