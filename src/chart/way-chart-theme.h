/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Colours by what they are for.  A scene names roles, a theme gives them
 * colours, so one scene is drawn light, dark, in high contrast and printed.
 * Colour is never the only sign: series also differ in dash and marker. */
typedef enum
{
  WAY_CHART_GROUND,           /* behind the chart; between touching marks */
  WAY_CHART_INK,              /* words, and lines that are limits */
  WAY_CHART_DIM,              /* lesser words */
  WAY_CHART_AXIS,
  WAY_CHART_GRID,
  WAY_CHART_SHADE,            /* holidays; lies over fills */
  WAY_CHART_SERIES_1,
  WAY_CHART_SERIES_2,
  WAY_CHART_SERIES_3,
  WAY_CHART_SERIES_4,
  WAY_CHART_PALE,             /* under series 1 */
  WAY_CHART_MUTED,            /* out of focus, and what fills up a bar */
  WAY_CHART_OVER,             /* over capacity: words and hatch */
  WAY_CHART_FLAG,             /* over capacity, on a dark cell */
  WAY_CHART_LANE_1,           /* bars that carry words */
  WAY_CHART_LANE_2,
  WAY_CHART_LANE_3,
  WAY_CHART_LANE_4,
  WAY_CHART_ON_LANE,          /* the words */
  WAY_CHART_LOW,              /* ends of the heat ramp */
  WAY_CHART_HIGH,
  WAY_CHART_BAND_1,           /* under a forecast: the widest interval, */
  WAY_CHART_BAND_2,
  WAY_CHART_BAND_3,           /* the narrowest */
  WAY_CHART_FOCUS,
  WAY_CHART_DUE,
  WAY_CHART_BREACH,
  WAY_CHART_N_ROLES
} WayChartRole;

typedef enum
{
  WAY_CHART_LIGHT,
  WAY_CHART_DARK,
  WAY_CHART_CONTRAST,         /* high contrast, light */
  WAY_CHART_CONTRAST_DARK,
  WAY_CHART_PRINT,
  WAY_CHART_N_THEMES
} WayChartThemeKind;

typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} WayChartColour;

typedef struct
{
  guint32  colours[WAY_CHART_N_ROLES];  /* 0xRRGGBBAA */
} WayChartTheme;

/* A static table.  Any thread. */
const WayChartTheme *way_chart_theme_get    (WayChartThemeKind      kind);

WayChartColour       way_chart_theme_colour (const WayChartTheme   *self,
                                             WayChartRole           role);

/* The ramp of the heat map; share 0 is low, 1 is high. */
WayChartColour       way_chart_theme_ramp   (const WayChartTheme   *self,
                                             double                 share);

/* Black or white, whichever reads better on this colour. */
WayChartColour       way_chart_words_on     (const WayChartColour  *on);

/* Contrast of two opaque colours by WCAG 2.2: 1 to 21. */
double               way_chart_contrast     (const WayChartColour  *a,
                                             const WayChartColour  *b);

G_END_DECLS
