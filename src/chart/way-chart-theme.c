/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours by what they are for.  The light order dark blue, turquoise, dark
 * pink, orange is the Analysis Function's: 3:1 on white and between neighbours.
 * It fails on dark ground, where lighter hues stand that cannot also be 3:1
 * from each other; touching marks always keep a gap of ground.  tests/test-chart-theme.c
 * holds the tables to these figures. */

#include "way-chart-theme.h"

#include <math.h>

static const WayChartTheme themes[WAY_CHART_N_THEMES] = {
  [WAY_CHART_LIGHT] = {
    .colours = {
      [WAY_CHART_GROUND]   = 0xffffffff,
      [WAY_CHART_INK]      = 0x2b2b2bff,
      [WAY_CHART_DIM]      = 0x5f5f5fff,
      [WAY_CHART_AXIS]     = 0x5f5f5fff,
      [WAY_CHART_GRID]     = 0xdededeff,
      [WAY_CHART_SHADE]    = 0x0000000a,
      [WAY_CHART_SERIES_1] = 0x12436dff,
      [WAY_CHART_SERIES_2] = 0x28a197ff,
      [WAY_CHART_SERIES_3] = 0x801650ff,
      [WAY_CHART_SERIES_4] = 0xf46a25ff,
      [WAY_CHART_PALE]     = 0xdce8f5ff,
      [WAY_CHART_MUTED]    = 0xdededeff,
      [WAY_CHART_OVER]     = 0xc64410ff,
      [WAY_CHART_FLAG]     = 0xffae62ff,
      [WAY_CHART_LANE_1]   = 0x12436dff,
      [WAY_CHART_LANE_2]   = 0x187a72ff,
      [WAY_CHART_LANE_3]   = 0x7b52abff,
      [WAY_CHART_LANE_4]   = 0xc64410ff,
      [WAY_CHART_ON_LANE]  = 0xffffffff,
      [WAY_CHART_LOW]      = 0xe3ecf7ff,
      [WAY_CHART_HIGH]     = 0x12436dff,
      [WAY_CHART_BAND_1]   = 0xdfeaf6ff,
      [WAY_CHART_BAND_2]   = 0xb4d0eaff,
      [WAY_CHART_BAND_3]   = 0x86b3dcff,
      [WAY_CHART_FOCUS]    = 0x1c71d8ff,
      [WAY_CHART_DUE]      = 0x8a6000ff,
      [WAY_CHART_BREACH]   = 0xc01c28ff,
    },
  },
  [WAY_CHART_DARK] = {
    .colours = {
      [WAY_CHART_GROUND]   = 0x363636ff,
      [WAY_CHART_INK]      = 0xf5f5f5ff,
      [WAY_CHART_DIM]      = 0xbebebeff,
      [WAY_CHART_AXIS]     = 0xbebebeff,
      [WAY_CHART_GRID]     = 0x505050ff,
      [WAY_CHART_SHADE]    = 0xffffff12,
      [WAY_CHART_SERIES_1] = 0x78b7eeff,
      [WAY_CHART_SERIES_2] = 0x28998fff,
      [WAY_CHART_SERIES_3] = 0xbfa3e8ff,
      [WAY_CHART_SERIES_4] = 0xff8a4cff,
      [WAY_CHART_PALE]     = 0x414f5cff,
      [WAY_CHART_MUTED]    = 0x5a5a5aff,
      [WAY_CHART_OVER]     = 0xff8a4cff,
      [WAY_CHART_FLAG]     = 0xa33400ff,
      [WAY_CHART_LANE_1]   = 0x78b7eeff,
      [WAY_CHART_LANE_2]   = 0x35b8adff,
      [WAY_CHART_LANE_3]   = 0xbfa3e8ff,
      [WAY_CHART_LANE_4]   = 0xff8a4cff,
      [WAY_CHART_ON_LANE]  = 0x1a1a1aff,
      [WAY_CHART_LOW]      = 0x3d4854ff,
      [WAY_CHART_HIGH]     = 0x8cc2f2ff,
      [WAY_CHART_BAND_1]   = 0x3e4852ff,
      [WAY_CHART_BAND_2]   = 0x43576aff,
      [WAY_CHART_BAND_3]   = 0x465f76ff,
      [WAY_CHART_FOCUS]    = 0x99c1f1ff,
      [WAY_CHART_DUE]      = 0xf8e45cff,
      [WAY_CHART_BREACH]   = 0xff938cff,
    },
  },
  [WAY_CHART_CONTRAST] = {
    .colours = {
      [WAY_CHART_GROUND]   = 0xffffffff,
      [WAY_CHART_INK]      = 0x000000ff,
      [WAY_CHART_DIM]      = 0x000000ff,
      [WAY_CHART_AXIS]     = 0x000000ff,
      [WAY_CHART_GRID]     = 0x767676ff,
      [WAY_CHART_SHADE]    = 0x00000018,
      [WAY_CHART_SERIES_1] = 0x003a70ff,
      [WAY_CHART_SERIES_2] = 0x0f7a72ff,
      [WAY_CHART_SERIES_3] = 0x6b0040ff,
      [WAY_CHART_SERIES_4] = 0xa33400ff,
      [WAY_CHART_PALE]     = 0xd3e2f2ff,
      [WAY_CHART_MUTED]    = 0x8c8c8cff,
      [WAY_CHART_OVER]     = 0xa33400ff,
      [WAY_CHART_FLAG]     = 0xffc58cff,
      [WAY_CHART_LANE_1]   = 0x003a70ff,
      [WAY_CHART_LANE_2]   = 0x0a5c56ff,
      [WAY_CHART_LANE_3]   = 0x5a2d91ff,
      [WAY_CHART_LANE_4]   = 0x8f2d00ff,
      [WAY_CHART_ON_LANE]  = 0xffffffff,
      [WAY_CHART_LOW]      = 0xffffffff,
      [WAY_CHART_HIGH]     = 0x003a70ff,
      [WAY_CHART_BAND_1]   = 0xd3e2f2ff,
      [WAY_CHART_BAND_2]   = 0xa5c5e6ff,
      [WAY_CHART_BAND_3]   = 0x78a8d8ff,
      [WAY_CHART_FOCUS]    = 0x0000ccff,
      [WAY_CHART_DUE]      = 0x6b4a00ff,
      [WAY_CHART_BREACH]   = 0xa0000cff,
    },
  },
  [WAY_CHART_CONTRAST_DARK] = {
    .colours = {
      [WAY_CHART_GROUND]   = 0x000000ff,
      [WAY_CHART_INK]      = 0xffffffff,
      [WAY_CHART_DIM]      = 0xffffffff,
      [WAY_CHART_AXIS]     = 0xffffffff,
      [WAY_CHART_GRID]     = 0x8a8a8aff,
      [WAY_CHART_SHADE]    = 0xffffff2a,
      [WAY_CHART_SERIES_1] = 0x9dd0ffff,
      [WAY_CHART_SERIES_2] = 0x2fb0a5ff,
      [WAY_CHART_SERIES_3] = 0xd8c2ffff,
      [WAY_CHART_SERIES_4] = 0xffb07aff,
      [WAY_CHART_PALE]     = 0x16324cff,
      [WAY_CHART_MUTED]    = 0x767676ff,
      [WAY_CHART_OVER]     = 0xffb07aff,
      [WAY_CHART_FLAG]     = 0x8f2d00ff,
      [WAY_CHART_LANE_1]   = 0x8ec8ffff,
      [WAY_CHART_LANE_2]   = 0x5de0d3ff,
      [WAY_CHART_LANE_3]   = 0xd8c2ffff,
      [WAY_CHART_LANE_4]   = 0xffb07aff,
      [WAY_CHART_ON_LANE]  = 0x000000ff,
      [WAY_CHART_LOW]      = 0x101820ff,
      [WAY_CHART_HIGH]     = 0x8ec8ffff,
      [WAY_CHART_BAND_1]   = 0x12283cff,
      [WAY_CHART_BAND_2]   = 0x1f4466ff,
      [WAY_CHART_BAND_3]   = 0x2d6090ff,
      [WAY_CHART_FOCUS]    = 0xffff66ff,
      [WAY_CHART_DUE]      = 0xffe97aff,
      [WAY_CHART_BREACH]   = 0xff9e98ff,
    },
  },
  [WAY_CHART_PRINT] = {
    .colours = {
      [WAY_CHART_GROUND]   = 0xffffffff,
      [WAY_CHART_INK]      = 0x000000ff,
      [WAY_CHART_DIM]      = 0x404040ff,
      [WAY_CHART_AXIS]     = 0x404040ff,
      [WAY_CHART_GRID]     = 0xd0d0d0ff,
      [WAY_CHART_SHADE]    = 0x00000010,
      [WAY_CHART_SERIES_1] = 0x12436dff,
      [WAY_CHART_SERIES_2] = 0x28a197ff,
      [WAY_CHART_SERIES_3] = 0x801650ff,
      [WAY_CHART_SERIES_4] = 0xf46a25ff,
      [WAY_CHART_PALE]     = 0xdce8f5ff,
      [WAY_CHART_MUTED]    = 0xd0d0d0ff,
      [WAY_CHART_OVER]     = 0xb03a08ff,
      [WAY_CHART_FLAG]     = 0xffae62ff,
      [WAY_CHART_LANE_1]   = 0x12436dff,
      [WAY_CHART_LANE_2]   = 0x187a72ff,
      [WAY_CHART_LANE_3]   = 0x7b52abff,
      [WAY_CHART_LANE_4]   = 0xb03a08ff,
      [WAY_CHART_ON_LANE]  = 0xffffffff,
      [WAY_CHART_LOW]      = 0xe9eff7ff,
      [WAY_CHART_HIGH]     = 0x12436dff,
      [WAY_CHART_BAND_1]   = 0xdfeaf6ff,
      [WAY_CHART_BAND_2]   = 0xb4d0eaff,
      [WAY_CHART_BAND_3]   = 0x86b3dcff,
      [WAY_CHART_FOCUS]    = 0x000000ff,
      [WAY_CHART_DUE]      = 0x8a6000ff,
      [WAY_CHART_BREACH]   = 0xc01c28ff,
    },
  },
};

static WayChartColour
unpack (guint32 packed)
{
  return (WayChartColour) {
    (packed >> 24) / 255.0,
    (packed >> 16 & 0xff) / 255.0,
    (packed >> 8 & 0xff) / 255.0,
    (packed & 0xff) / 255.0,
  };
}

const WayChartTheme *
way_chart_theme_get (WayChartThemeKind kind)
{
  g_return_val_if_fail (kind < WAY_CHART_N_THEMES, &themes[WAY_CHART_LIGHT]);
  return &themes[kind];
}

WayChartColour
way_chart_theme_colour (const WayChartTheme *self,
                        WayChartRole         role)
{
  g_return_val_if_fail (role < WAY_CHART_N_ROLES, (WayChartColour) { 0 });
  return unpack (self->colours[role]);
}

WayChartColour
way_chart_theme_ramp (const WayChartTheme *self,
                      double               share)
{
  WayChartColour low = unpack (self->colours[WAY_CHART_LOW]);
  WayChartColour high = unpack (self->colours[WAY_CHART_HIGH]);
  double at = CLAMP (share, 0, 1);

  return (WayChartColour) {
    low.red + (high.red - low.red) * at,
    low.green + (high.green - low.green) * at,
    low.blue + (high.blue - low.blue) * at,
    1,
  };
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const WayChartColour *colour)
{
  return 0.2126 * linear (colour->red) + 0.7152 * linear (colour->green) +
         0.0722 * linear (colour->blue);
}

WayChartColour
way_chart_words_on (const WayChartColour *on)
{
  double light = luminance (on) + 0.05;

  /* One of the two is above 4.5 on any colour there is. */
  if (light / 0.05 >= 1.05 / light)
    return (WayChartColour) { 0, 0, 0, 1 };
  return (WayChartColour) { 1, 1, 1, 1 };
}

double
way_chart_contrast (const WayChartColour *a,
                    const WayChartColour *b)
{
  double la = luminance (a) + 0.05;
  double lb = luminance (b) + 0.05;

  return MAX (la, lb) / MIN (la, lb);
}
