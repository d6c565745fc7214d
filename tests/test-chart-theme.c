/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-theme.h"

#include <math.h>

/* Severe colour-vision deficiency in linear RGB: Machado, Oliveira, Fernandes
 * (2009), severity 1. */
static const struct { const char *name; double m[9]; } sights[] = {
  { "protan", { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216,
                -0.003882, -0.048116, 1.051998 } },
  { "deutan", { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413,
                -0.011820, 0.042940, 0.968881 } },
  { "tritan", { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602,
                0.004733, 0.691367, 0.303900 } },
  { "grey",   { 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722 } },
};

static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
from_linear (double c)
{
  c = CLAMP (c, 0, 1);
  return c <= 0.0031308 ? c * 12.92 : 1.055 * pow (c, 1 / 2.4) - 0.055;
}

static WayChartColour
see (const double         *m,
     const WayChartColour *colour)
{
  double r = to_linear (colour->red), g = to_linear (colour->green), b = to_linear (colour->blue);

  return (WayChartColour) {
    from_linear (m[0] * r + m[1] * g + m[2] * b),
    from_linear (m[3] * r + m[4] * g + m[5] * b),
    from_linear (m[6] * r + m[7] * g + m[8] * b),
    1,
  };
}

/* CIE 1976 colour difference, D65. */
static void
to_lab (const WayChartColour *colour,
        double                lab[3])
{
  double r = to_linear (colour->red), g = to_linear (colour->green), b = to_linear (colour->blue);
  double xyz[3] = {
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
  };

  for (guint i = 0; i < 3; i++)
    xyz[i] = xyz[i] > 0.008856 ? cbrt (xyz[i]) : 7.787 * xyz[i] + 16.0 / 116;
  lab[0] = 116 * xyz[1] - 16;
  lab[1] = 500 * (xyz[0] - xyz[1]);
  lab[2] = 200 * (xyz[1] - xyz[2]);
}

static double
difference (const WayChartColour *a,
            const WayChartColour *b)
{
  double la[3], lb[3];

  to_lab (a, la);
  to_lab (b, lb);
  return sqrt (pow (la[0] - lb[0], 2) + pow (la[1] - lb[1], 2) + pow (la[2] - lb[2], 2));
}

static double
contrast_of (WayChartThemeKind kind,
             WayChartRole      a,
             WayChartRole      b)
{
  const WayChartTheme *theme = way_chart_theme_get (kind);
  WayChartColour ca = way_chart_theme_colour (theme, a);
  WayChartColour cb = way_chart_theme_colour (theme, b);
  double contrast = way_chart_contrast (&ca, &cb);

  g_test_message ("theme %d: roles %d and %d: %.2f", kind, a, b, contrast);
  return contrast;
}

static void
test_contrast_is_that_of_the_standard (void)
{
  WayChartColour black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  WayChartColour grey = { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0, 1 };

  g_assert_cmpfloat_with_epsilon (way_chart_contrast (&black, &white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (way_chart_contrast (&white, &grey), 4.54, 0.01);
}

static void
test_marks_stand_out_from_the_ground (void)
{
  static const WayChartRole marks[] = {
    WAY_CHART_AXIS, WAY_CHART_SERIES_1, WAY_CHART_SERIES_2, WAY_CHART_SERIES_3,
    WAY_CHART_SERIES_4, WAY_CHART_OVER, WAY_CHART_LANE_1, WAY_CHART_LANE_2, WAY_CHART_LANE_3,
    WAY_CHART_LANE_4, WAY_CHART_FOCUS, WAY_CHART_DUE, WAY_CHART_BREACH, WAY_CHART_HIGH,
  };

  for (guint kind = 0; kind < WAY_CHART_N_THEMES; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
      g_assert_cmpfloat (contrast_of (kind, marks[i], WAY_CHART_GROUND), >=, 3);
}

/* The middle of a forecast and the edges of its bands on every band. */
static void
test_lines_stand_out_from_bands (void)
{
  for (guint kind = 0; kind < WAY_CHART_N_THEMES; kind++)
    for (guint i = WAY_CHART_BAND_1; i <= WAY_CHART_BAND_3; i++)
      {
        g_assert_cmpfloat (contrast_of (kind, WAY_CHART_SERIES_1, i), >=, 3);
        g_assert_cmpfloat (contrast_of (kind, WAY_CHART_INK, i), >=, 4.5);
      }
}

static void
test_words_can_be_read (void)
{
  static const WayChartRole words[][2] = {
    { WAY_CHART_INK, WAY_CHART_GROUND }, { WAY_CHART_DIM, WAY_CHART_GROUND },
    { WAY_CHART_SERIES_1, WAY_CHART_GROUND }, { WAY_CHART_OVER, WAY_CHART_GROUND },
    { WAY_CHART_DUE, WAY_CHART_GROUND }, { WAY_CHART_BREACH, WAY_CHART_GROUND },
    { WAY_CHART_INK, WAY_CHART_PALE }, { WAY_CHART_DIM, WAY_CHART_PALE },
    { WAY_CHART_ON_LANE, WAY_CHART_LANE_1 }, { WAY_CHART_ON_LANE, WAY_CHART_LANE_2 },
    { WAY_CHART_ON_LANE, WAY_CHART_LANE_3 }, { WAY_CHART_ON_LANE, WAY_CHART_LANE_4 },
  };

  for (guint kind = 0; kind < WAY_CHART_N_THEMES; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (words); i++)
      g_assert_cmpfloat (contrast_of (kind, words[i][0], words[i][1]), >=, 4.5);
}

static void
test_numbers_can_be_read_all_along_the_ramp (void)
{
  for (guint kind = 0; kind < WAY_CHART_N_THEMES; kind++)
    for (guint i = 0; i <= 20; i++)
      {
        const WayChartTheme *theme = way_chart_theme_get (kind);
        WayChartColour cell = way_chart_theme_ramp (theme, i / 20.0);
        WayChartColour words = way_chart_words_on (&cell);

        g_test_message ("theme %u at %u of 20", kind, i);
        g_assert_cmpfloat (way_chart_contrast (&cell, &words), >=, 4.5);
      }
}

static void
test_corner_shows_on_a_full_cell (void)
{
  for (guint kind = 0; kind < WAY_CHART_N_THEMES; kind++)
    g_assert_cmpfloat (contrast_of (kind, WAY_CHART_FLAG, WAY_CHART_HIGH), >=, 3);
}

/* 3:1 between neighbours on white; elsewhere the ground allows it no more, and
 * layouts part touching marks by it. */
static void
test_neighbours_are_told_apart (void)
{
  for (guint i = WAY_CHART_SERIES_1; i < WAY_CHART_SERIES_4; i++)
    {
      g_assert_cmpfloat (contrast_of (WAY_CHART_LIGHT, i, i + 1), >=, 3);
      g_assert_cmpfloat (contrast_of (WAY_CHART_PRINT, i, i + 1), >=, 3);
    }
}

static void
test_neighbours_are_told_apart_by_every_eye (void)
{
  for (guint kind = 0; kind < WAY_CHART_N_THEMES; kind++)
    for (guint sight = 0; sight < G_N_ELEMENTS (sights) - 1; sight++)
      for (guint i = WAY_CHART_SERIES_1; i < WAY_CHART_SERIES_4; i++)
        {
          const WayChartTheme *theme = way_chart_theme_get (kind);
          WayChartColour a = way_chart_theme_colour (theme, i);
          WayChartColour b = way_chart_theme_colour (theme, i + 1);

          a = see (sights[sight].m, &a);
          b = see (sights[sight].m, &b);
          g_test_message ("theme %u, %s, series %u: %.1f", kind, sights[sight].name,
                          i - WAY_CHART_SERIES_1, difference (&a, &b));
          g_assert_cmpfloat (difference (&a, &b), >=, 15);
        }
}

static void
test_print_survives_grey (void)
{
  const WayChartTheme *theme = way_chart_theme_get (WAY_CHART_PRINT);

  for (guint i = WAY_CHART_SERIES_1; i < WAY_CHART_SERIES_4; i++)
    {
      WayChartColour a = way_chart_theme_colour (theme, i);
      WayChartColour b = way_chart_theme_colour (theme, i + 1);

      a = see (sights[3].m, &a);
      b = see (sights[3].m, &b);
      g_assert_cmpfloat (way_chart_contrast (&a, &b), >=, 2.9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/theme/contrast-of-the-standard", test_contrast_is_that_of_the_standard);
  g_test_add_func ("/chart/theme/marks-stand-out", test_marks_stand_out_from_the_ground);
  g_test_add_func ("/chart/theme/lines-on-bands", test_lines_stand_out_from_bands);
  g_test_add_func ("/chart/theme/words-can-be-read", test_words_can_be_read);
  g_test_add_func ("/chart/theme/ramp-can-be-read", test_numbers_can_be_read_all_along_the_ramp);
  g_test_add_func ("/chart/theme/corner-shows", test_corner_shows_on_a_full_cell);
  g_test_add_func ("/chart/theme/neighbours", test_neighbours_are_told_apart);
  g_test_add_func ("/chart/theme/neighbours-every-eye", test_neighbours_are_told_apart_by_every_eye);
  g_test_add_func ("/chart/theme/print-survives-grey", test_print_survives_grey);
  return g_test_run ();
}
