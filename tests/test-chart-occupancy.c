/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-chart-occupancy.h"

#include "way-chart-private.h"
#include "way-chart-read.h"
#include "way-test-occupancy.h"

#include <math.h>
#include <string.h>

static void
test_title_by_table (void)
{
  static const struct
  {
    WayOccupancyChartSetting settings[3];
    guint n;
    const char *want;
  } rows[] = {
    { { { "Hawthorn Academy", 204, 162 }, { "Beacon Centre", 20, 21 } }, 2,
      "A gap of 41 places, yet Beacon Centre is one over" },
    { { { "Hawthorn Academy", 72, 61 } }, 1, "A gap of 11 places" },
    { { { "Rowan House", 10, 9 } }, 1, "A gap of 1 place" },
    { { { "A", 50, 10 }, { "B", 10, 12 }, { "C", 10, 11 } }, 3,
      "A gap of 37 places, yet two settings are over" },
    { { { "A", 20, 20 } }, 1, "Every place is taken" },
    { { { "A", 20, 22 } }, 1, "2 pupils more than there are places" },
    { { { "A", 20, 18 }, { "B", 10, 12 } }, 2, "Every place is taken, yet B is two over" },
    { { { "A", 20, 17.5 } }, 1, "A gap of 2.5 places" },
    { { { "A", 0, 0 } }, 1, "No places and nobody on roll" },
    { { { "A", 0, 0 } }, 0, "No places and nobody on roll" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *title = way_occupancy_chart_title (rows[i].settings, rows[i].n, NULL);

      g_assert_cmpstr (title, ==, rows[i].want);
    }
}

static void
test_subtitle_says_measure_place_and_period (void)
{
  g_autofree char *text = way_occupancy_chart_subtitle (6, julian (2024, 9, 1), julian (2026, 11, 10),
                                                  TRUE, NULL);
  g_autofree char *one = way_occupancy_chart_subtitle (1, julian (2024, 9, 1), julian (2026, 11, 10),
                                                 FALSE, NULL);

  g_assert_cmpstr (text, ==, "Pupils on roll and commissioned places, six settings, "
                             "September 2024 to 10 November 2026. Holidays shaded.");
  g_assert_cmpstr (one, ==, "Pupils on roll and commissioned places, one setting, "
                            "September 2024 to 10 November 2026.");
}

static const WayGuide *
find_guide (const WayChart *chart,
            const char     *text)
{
  for (guint i = 0; i < chart->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (chart->guides, WayGuide, i);

      if (g_strcmp0 (guide->text, text) == 0)
        return guide;
    }
  return NULL;
}

static void
test_guides_measure_what_they_say (void)
{
  TestOccupancy occupancy;
  g_autoptr(WayChart) chart = NULL;
  const WayGuide *guide;

  test_occupancy_fill (&occupancy);
  chart = test_occupancy_chart_new (&occupancy);
  guide = find_guide (chart, "gap of 41");
  g_assert_cmpfloat (guide->y - guide->other_y, ==, 41);
  guide = find_guide (chart, "72 empty in September 2025");
  g_assert_cmpfloat (guide->y - guide->other_y, ==, 72);
  guide = find_guide (chart, "5 over, June 2025");
  g_assert_cmpfloat (guide->y, ==, 203);
  guide = find_guide (chart, "26 places added, September 2025");
  g_assert_cmpfloat (guide->x, ==, julian (2025, 9, 1));
}

static WayChart *
make_chart (const double *places,
            const double *on_roll,
            guint         n)
{
  guint32 days[12];

  for (guint i = 0; i < n; i++)
    days[i] = julian (2026, 1, 5) + 7 * i;
  return way_occupancy_chart_new (&(WayOccupancyChart) { .days = days, .places = places,
                                                    .on_roll = on_roll, .n = n,
                                                    .today = days[n - 1] });
}

static void
test_over_at_the_end_is_said (void)
{
  const double places[] = { 20, 20, 20 };
  const double on_roll[] = { 19, 20, 21 };
  g_autoptr(WayChart) chart = make_chart (places, on_roll, 3);
  const WayGuide *guide = find_guide (chart, "1 over");

  g_assert_nonnull (guide);
  g_assert_cmpint (guide->role, ==, WAY_CHART_OVER);
}

static void
test_full_has_no_gap_to_measure (void)
{
  const double places[] = { 20, 20, 20 };
  const double on_roll[] = { 20, 20, 20 };
  g_autoptr(WayChart) chart = make_chart (places, on_roll, 3);

  for (guint i = 0; i < chart->guides->len; i++)
    {
      WayGuideKind kind = g_array_index (chart->guides, WayGuide, i).kind;

      g_assert_cmpint (kind, !=, WAY_GUIDE_BRACKET);
      g_assert_cmpint (kind, !=, WAY_GUIDE_END_BRACKET);
    }
}

static void
test_closed_places_are_noted (void)
{
  const double places[] = { 20, 20, 12, 12 };
  const double on_roll[] = { 10, 10, 10, 10 };
  g_autoptr(WayChart) chart = make_chart (places, on_roll, 4);
  const WayGuide *guide = find_guide (chart, "8 places closed, January 2026");

  g_assert_nonnull (guide);
  g_assert_cmpstr (guide->brief, ==, "\u22128");
}

static void
test_unknown_end_is_not_invented (void)
{
  const double places[] = { 20, 20, 20 };
  const double on_roll[] = { 11, 12, NAN };
  g_autoptr(WayChart) chart = make_chart (places, on_roll, 3);

  g_assert_nonnull (find_guide (chart, "12 on roll"));
  g_assert_nonnull (find_guide (chart, "gap of 8"));
}

static void
test_notes_are_in_the_description (void)
{
  TestOccupancy occupancy;
  g_autoptr(WayChart) chart = NULL;
  g_autofree char *text = NULL;

  test_occupancy_fill (&occupancy);
  chart = test_occupancy_chart_new (&occupancy);
  text = way_chart_describe (way_chart_get_data (chart));
  g_assert_nonnull (strstr (text, "26 places added, September 2025."));
  g_assert_nonnull (strstr (text, "72 empty in September 2025."));
  g_assert_nonnull (strstr (text, "5 over, June 2025."));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/occupancy/title", test_title_by_table);
  g_test_add_func ("/chart/occupancy/subtitle", test_subtitle_says_measure_place_and_period);
  g_test_add_func ("/chart/occupancy/guides-measure", test_guides_measure_what_they_say);
  g_test_add_func ("/chart/occupancy/over-at-the-end", test_over_at_the_end_is_said);
  g_test_add_func ("/chart/occupancy/full-has-no-gap", test_full_has_no_gap_to_measure);
  g_test_add_func ("/chart/occupancy/closed-places", test_closed_places_are_noted);
  g_test_add_func ("/chart/occupancy/unknown-end", test_unknown_end_is_not_invented);
  g_test_add_func ("/chart/occupancy/notes-described", test_notes_are_in_the_description);
  return g_test_run ();
}
