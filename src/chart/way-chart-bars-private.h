/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-scene-private.h"

G_BEGIN_DECLS

/* The frames of categories while they are laid out.  Lengths are worked out once
 * for both directions; only way_bars_turn() knows which way is up. */
typedef struct
{
  WayChartScene  *scene;
  const WayChart *chart;
  const WayMark **bars;       /* those that are bars or changes, */
  guint           n_bars;
  gboolean        across;     /* bars run to the right */
  WayScale        length;     /* values to places */
  double          from;       /* of the bands */
  double          to;
} WayBars;

/* The first series of bars, or of whatever else has a number at its end; -1:
 * nothing has. */
int         way_bars_lead     (const WayBars     *bars);

/* A box from start along the bands and from one value to another. */
WayChartBox way_bars_turn     (const WayBars     *bars,
                               double             start,
                               double             size,
                               double             from,
                               double             to);

/* Where the read-out finds a value. */
void        way_bars_keep     (const WayBars     *bars,
                               guint              series,
                               guint              point,
                               const WayChartBox *box);

/* A number as a bar carries it. */
char       *way_bars_say      (const WayBars     *bars,
                               guint              series,
                               double             value);

/* Words at the outer end of a box, kept clear of the levels. */
void        way_bars_add_count (const WayBars    *bars,
                               const WayChartBox *box,
                               const char        *text);

/* A hidden value stands at zero, hollow, as "c". */
void        way_bars_add_hidden (const WayBars   *bars,
                               double             start,
                               double             size);

/* way-chart-bar-marks.c: whiskers, boxes and ticks of one category, and the
 * steps of a waterfall. */
void        way_bars_add_marks (const WayBars    *bars,
                               guint              point,
                               double             start,
                               double             size);
/* Their parts, for marks and key alike: a whisker along its length, and a box. */
void        way_bars_add_whisker (WayChartScene  *scene,
                               gboolean           across,
                               double             middle,
                               double             from,
                               double             to);
void        way_bars_add_box  (WayChartScene     *scene,
                               const WayMark     *mark,
                               const WayChartBox *box);
void        way_bars_add_change (const WayBars   *bars,
                               const WayMark     *mark,
                               guint              point,
                               double             start,
                               double             size);

/* The outermost that marks of a category reach, or value. */
double      way_bars_reach    (const WayBars     *bars,
                               guint              point,
                               double             value);

/* Smallest and largest of all marks; zero is among them. */
void        way_bars_range    (const WayBars     *bars,
                               double            *low,
                               double            *high);

G_END_DECLS
