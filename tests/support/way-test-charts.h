/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One of every kind of chart, with made-up numbers that show all it has: for
 * pictures to look at, and for the tests that go over all of them. */

#include "way-chart-costs.h"
#include "way-chart-fan.h"
#include "way-chart-flow.h"
#include "way-chart-funnel.h"
#include "way-chart-matrix.h"
#include "way-chart-rates.h"
#include "way-interval.h"

#include "way-test-timeline.h"

#include <math.h>

#define TEST_N_DISTRICTS 12

static const char *const test_districts[TEST_N_DISTRICTS] = {
  "Burnley", "Chorley", "Fylde", "Hyndburn", "Lancaster", "Pendle", "Preston",
  "Ribble Valley", "Rossendale", "South Ribble", "West Lancashire", "Wyre",
};
static const double test_counts[TEST_N_DISTRICTS] = {
  248, 142, 61, 192, 221, 196, NAN, 21, 134, 124, 150, 157,
};
static const double test_bases[TEST_N_DISTRICTS] = {
  12520, 16900, 10000, 11230, 19730, 12810, 20400, 8750, 10230, 16100, 16130, 14950,
};

static inline WayChart *
test_rates_chart_new (void)
{
  static const WayChartBenchmark levels[] = {
    { "England", 88, NAN, FALSE }, { "North West", 97, NAN, FALSE },
    { "Neighbours", 104, NAN, FALSE },
  };
  double lows[TEST_N_DISTRICTS], highs[TEST_N_DISTRICTS];

  for (guint i = 0; i < TEST_N_DISTRICTS; i++)
    if (way_interval_poisson (test_counts[i], 0.95, &lows[i], &highs[i]))
      {
        lows[i] *= 10000 / test_bases[i];
        highs[i] *= 10000 / test_bases[i];
      }
    else
      lows[i] = highs[i] = NAN;
  return way_rates_chart_new (&(WayRatesChart) {
    .names = test_districts, .counts = test_counts, .bases = test_bases, .lows = lows,
    .highs = highs, .n = TEST_N_DISTRICTS, .per = 10000, .levels = levels,
    .n_levels = G_N_ELEMENTS (levels), .heading = "District",
    .rate_name = "Placements per 10,000 pupils", .count_name = "Placements",
    .base_name = "Pupils",
    .title = "Burnley places eight times as many as Ribble Valley",
    .subtitle = "Placements per 10,000 pupils by home district, spring census 2020",
    .source = "Source: placements of Ardenshire; benchmarks: DfE, 2022/23.",
  });
}

static inline void
test_funnel_limits (double   base,
                    double   level,
                    double  *low,
                    double  *high,
                    gpointer data)
{
  way_funnel_limits (WAY_CHANCE_POISSON, 0.0105, base, level, *(double *) data, low, high);
  *low *= 10000;
  *high *= 10000;
}

static inline WayChart *
test_funnel_chart_new (void)
{
  double dispersion = 6;

  return way_funnel_chart_new (&(WayFunnelChart) {
    .names = test_districts, .counts = test_counts, .bases = test_bases,
    .n = TEST_N_DISTRICTS, .per = 10000, .average = 105, .average_name = "Ardenshire",
    .limits = test_funnel_limits, .limits_data = &dispersion, .heading = "District",
    .rate_name = "Placements per 10,000 pupils", .count_name = "Placements",
    .base_name = "Pupils",
    .subtitle = "Placements per 10,000 pupils by size of district, spring census 2020. Limits "
                "widened for over-dispersion.",
    .source = "Source: placements of Ardenshire.",
  });
}

static inline WayChart *
test_strips_chart_new (void)
{
  static const char *const names[] = {
    "Hawthorn Academy", "Meadow Lane Centre", "Rowan House", "Willow Centre", "Northgate PRU",
    "Beacon Centre",
  };
  static const double counts[] = { 118, 64, 41, 38, 57, 3 };
  static const double tenths[] = { 6, 5, 9, 3, 8, NAN };
  static const double quarters[] = { 12, 11, 18, 6, 15, NAN };
  static const double medians[] = { 22, 19, 31, 11, 27, NAN };
  static const double three_quarters[] = { 38, 30, 47, 17, 44, NAN };
  static const double nine_tenths[] = { 61, 42, 70, 24, 66, NAN };

  return way_strips_chart_new (&(WayStripsChart) {
    .names = names, .counts = counts, .medians = medians, .tenths = tenths,
    .quarters = quarters, .three_quarters = three_quarters, .nine_tenths = nine_tenths,
    .n = G_N_ELEMENTS (names), .heading = "Setting", .value_name = "Length of stay",
    .count_name = "Stays", .unit = "weeks",
    .title = "Half of all stays at Rowan House last longer than 31 weeks",
    .subtitle = "Weeks from first to last day by setting, stays that ended in 2025/26 and those "
                "still open",
    .source = "Source: placements of Ardenshire, 10 November 2026.",
  });
}

static inline WayChart *
test_costs_chart_new (void)
{
  static const char *const years[] = { "2021/22", "2022/23", "2023/24", "2024/25", "2025/26" };
  static const char *const kinds[] = {
    "Pupil referral units", "AP academies", "Independent", "Outreach",
  };
  static const double prus[] = { 3.12, 3.20, 3.35, 3.30, 3.41 };
  static const double academies[] = { 1.05, 1.22, 1.40, 1.62, 1.71 };
  static const double independent[] = { 0.62, 0.80, 1.02, 1.31, 1.52 };
  static const double outreach[] = { 0.20, 0.22, 0.25, 0.35, 0.48 };
  static const double *const spend[] = { prus, academies, independent, outreach };
  static const WayChartState states[] = {
    WAY_CHART_NORMAL, WAY_CHART_NORMAL, WAY_CHART_NORMAL, WAY_CHART_NORMAL,
    WAY_CHART_PROVISIONAL,
  };

  return way_cost_chart_new (&(WayCostChart) {
    .years = years, .n_years = G_N_ELEMENTS (years), .kinds = kinds, .spend = spend,
    .n_kinds = G_N_ELEMENTS (kinds), .states = states, .unit = "\u00a3m", .decimals = 2,
    .subtitle = "High needs spend on alternative provision by kind of provider and financial "
                "year",
    .source = "Source: funding lines of Ardenshire, 10 November 2026.",
  });
}

static inline WayChart *
test_waterfall_chart_new (void)
{
  static const char *const names[] = { "Places", "Price", "Longer stays", "Outreach instead" };
  static const double changes[] = { 0.31, 0.22, 0.14, -0.13 };

  return way_waterfall_chart_new (&(WayWaterfallChart) {
    .from_name = "2024/25", .to_name = "2025/26", .from = 6.58, .names = names,
    .changes = changes, .n = G_N_ELEMENTS (names), .heading = "Part", .total_name = "Spend",
    .unit = "\u00a3m", .decimals = 2,
    .subtitle = "High needs spend on alternative provision, and what changed it",
    .source = "Source: funding lines of Ardenshire, 10 November 2026.",
  });
}

#define TEST_FAN_POINTS 36
#define TEST_FAN_START  24

static inline WayChart *
test_fan_chart_new (void)
{
  static const double shares[] = { 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975 };
  static const double z[] = { -1.96, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.96 };
  guint32 days[TEST_FAN_POINTS];
  double values[TEST_FAN_POINTS], middle[TEST_FAN_POINTS], places[TEST_FAN_POINTS];
  double chances[TEST_FAN_POINTS], older[TEST_FAN_POINTS];
  double low[3][TEST_FAN_POINTS], high[3][TEST_FAN_POINTS];
  TestOccupancy school;

  test_occupancy_fill (&school);
  for (guint i = 0; i < TEST_FAN_POINTS; i++)
    {
      double trend = 178 + i * 1.1 + 12 * sin (i * G_PI / 6);
      double spread = i < TEST_FAN_START ? NAN : 4 + 2.1 * sqrt (i - TEST_FAN_START + 1.0);
      double quantiles[7];

      days[i] = julian (2024 + (int) (i + 8) / 12, (int) (i + 8) % 12 + 1, 1);
      values[i] = i < TEST_FAN_START ? round (trend + (i * 7 % 5) - 2) : NAN;
      middle[i] = i < TEST_FAN_START ? NAN : trend;
      places[i] = i < 12 ? 198 : 224;
      older[i] = i < 12 || i > 23 ? NAN : trend - 6 + (i - 12) * 0.3;
      for (guint k = 0; k < 7; k++)
        quantiles[k] = trend + spread * z[k];
      chances[i] = i < TEST_FAN_START ? NAN
                                      : 100 * way_chance_above (shares, quantiles, 7, places[i]);
      for (guint k = 0; k < 3; k++)
        {
          low[k][i] = quantiles[2 - k];
          high[k][i] = quantiles[4 + k];
        }
    }
  return way_fan_chart_new (&(WayFanChart) {
    .days = days, .values = values, .middle = middle, .n = TEST_FAN_POINTS,
    .bands = { { 50, low[0], high[0] }, { 80, low[1], high[1] }, { 95, low[2], high[2] } },
    .n_bands = 3, .places = places, .chances = chances,
    .older = { { "Forecast of September 2025", older } }, .n_older = 1,
    .value_name = "Pupils", .places_name = "Places",
    .method = "Exponential smoothing with seasons, made on 1 September 2026; 79% of past values "
              "fell into its 80% range",
    .periods = school.periods, .n_periods = school.n_periods,
    .subtitle = "Pupils on roll by month with ranges of 50, 80 and 95%, and commissioned places",
    .source = "Source: placements of Ardenshire, 10 November 2026.",
  });
}

static inline WayChart *
test_flow_chart_new (void)
{
  static const char *const columns[] = { "Before", "Alternative provision", "After" };
  static const WayFlowStop stops[] = {
    { 0, "Mainstream school" }, { 0, "Special school" }, { 0, "New to the area" },
    { 0, "No school" },
    { 1, "Beacon Centre" }, { 1, "Hawthorn Academy" }, { 1, "Rowan House" },
    { 1, "Meadow Lane Centre" },
    { 2, "Mainstream school" }, { 2, "Special school" }, { 2, "College or work" },
    { 2, "Other AP" },
  };
  static const WayFlowPath paths[] = {
    { { 0, 4, 8 }, 31 }, { { 0, 4, 9 }, 12 }, { { 0, 4, 10 }, 9 }, { { 0, 5, 8 }, 44 },
    { { 0, 5, 10 }, 38 }, { { 0, 6, 9 }, 17 }, { { 0, 7, 8 }, 22 }, { { 0, 7, 10 }, 6 },
    { { 1, 6, 9 }, 9 }, { { 1, 4, 9 }, 3 }, { { 2, 5, 8 }, 8 }, { { 2, 7, 10 }, 6 },
    { { 3, 4, 11 }, 2 }, { { 3, 6, 10 }, 2 }, { { 0, 6, 11 }, 4 },
    { { 0, 5, WAY_FLOW_NONE }, 21 },
  };

  return way_flow_chart_new (&(WayFlowChart) {
    .columns = columns, .n_columns = G_N_ELEMENTS (columns), .stops = stops,
    .n_stops = G_N_ELEMENTS (stops), .paths = paths, .n_paths = G_N_ELEMENTS (paths),
    .limit = 5, .count_name = "Pupils",
    .title = "More pupils go back to a mainstream school than anywhere else",
    .subtitle = "Pupils by the setting before, in and after alternative provision, 2025/26. "
                "Ways of fewer than 5 are shown together.",
    .source = "Source: placements of Ardenshire, 10 November 2026.",
  });
}

#define TEST_MATRIX_DAYS 14

static const char *const test_settings[] = {
  "Hawthorn Academy", "Meadow Lane Centre", "Rowan House", "Willow Centre", "Northgate PRU",
  "Beacon Centre",
};

static inline WayChart *
test_matrix_chart_new (void)
{
  static const char *const places[] = {
    "72 places", "40 places", "32 places", "32 places", "28 places", "20 places",
  };
  guint32 days[TEST_MATRIX_DAYS];
  double values[6][TEST_MATRIX_DAYS];
  WayChartState states[6][TEST_MATRIX_DAYS] = { 0 };
  WayMatrixRow rows[6];

  for (guint i = 0; i < TEST_MATRIX_DAYS; i++)
    days[i] = julian (2025 + (int) (i + 8) / 12, (int) (i + 8) % 12 + 1, 20);
  for (guint k = 0; k < 6; k++)
    {
      for (guint i = 0; i < TEST_MATRIX_DAYS; i++)
        {
          values[k][i] = 52 + 8 * k + (i % 12) * 3;
          states[k][i] = i == 11 ? WAY_CHART_CLOSED : i == 13 ? WAY_CHART_PROVISIONAL
                                                              : WAY_CHART_NORMAL;
        }
      rows[k] = (WayMatrixRow) { test_settings[k], places[k], values[k], states[k] };
    }
  states[3][0] = states[3][1] = WAY_CHART_SUPPRESSED;
  states[1][4] = WAY_CHART_MISSING;
  return way_matrix_chart_new (&(WayMatrixChart) {
    .days = days, .n_days = TEST_MATRIX_DAYS, .rows = rows, .n_rows = 6, .unit = "%",
    .low = 50, .high = 100, .units = "Filled, %", .has_means = TRUE,
    .title = "Beacon Centre has been full or over since October",
    .subtitle = "Pupils on roll on the last school day of the month, as a share of places",
    .source = "Source: placements and commissioned places of Ardenshire, 10 November 2026.",
  });
}

static inline WayChart *
test_multiples_chart_new (void)
{
  TestOccupancy school;
  double on_roll[6][TEST_OCCUPANCY_POINTS], places[6][TEST_OCCUPANCY_POINTS];
  static const double shares[] = { 0.32, 0.18, 0.14, 0.14, 0.13, 0.098 };
  static const double rooms[] = { 72, 40, 32, 32, 28, 20 };
  WayMultiplesSetting settings[6];

  test_occupancy_fill (&school);
  for (guint k = 0; k < 6; k++)
    {
      for (guint i = 0; i < TEST_OCCUPANCY_POINTS; i++)
        {
          on_roll[k][i] = round (school.on_roll[i] * shares[k]);
          places[k][i] = rooms[k] - (i < 24 && k == 0 ? 16 : 0);
        }
      settings[k] = (WayMultiplesSetting) { test_settings[k], places[k], on_roll[k] };
    }
  return way_multiples_chart_new (&(WayMultiplesChart) {
    .days = school.days, .n_days = TEST_OCCUPANCY_POINTS, .settings = settings,
    .n_settings = 6, .periods = school.periods, .n_periods = school.n_periods,
    .title = "Only Hawthorn Academy has room to spare",
    .subtitle = "Pupils on roll and commissioned places by setting since September 2024",
    .source = "Source: placements and commissioned places of Ardenshire, 10 November 2026.",
  });
}

static inline WayChart *
test_occupancy_sample_new (void)
{
  TestOccupancy occupancy;

  test_occupancy_fill (&occupancy);
  return test_occupancy_chart_new (&occupancy);
}

/* One setting, held against how full it should be. */
static inline WayChart *
test_setting_chart_new (void)
{
  TestOccupancy occupancy;

  test_occupancy_fill (&occupancy);
  return way_occupancy_chart_new (&(WayOccupancyChart) {
    .days = occupancy.days, .places = occupancy.places, .on_roll = occupancy.on_roll,
    .n = TEST_OCCUPANCY_POINTS, .benchmark = "target", .benchmark_low = 80, .benchmark_high = 95,
    .periods = occupancy.periods, .n_periods = occupancy.n_periods,
    .title = "Within its target since October",
    .subtitle = "Pupils on roll and commissioned places, and 80 to 95% of the places",
  });
}

/* Weekly attendance of two settings with every state, and a target. */
static inline WayChart *
test_lines_chart_new (void)
{
  guint32 days[40];
  double first[40], second[40];
  TestOccupancy school;
  g_autoptr(WayChartData) data = NULL;
  WayChart *chart;

  test_occupancy_fill (&school);
  for (guint i = 0; i < 40; i++)
    {
      days[i] = julian (2025, 9, 1) + 7 * i;
      first[i] = i == 17 || i == 18 ? NAN : 78 + 9 * sin (i / 5.0) + i * 0.2;
      second[i] = 66 + 6 * cos (i / 4.0) + i * 0.1;
    }
  data = way_chart_data_new_days (days, 40, NULL);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Hawthorn", .unit = "%",
                                                       .decimals = 1, .whole = -1 }, first);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = "Beacon", .unit = "%",
                                                       .decimals = 1, .whole = -1 }, second);
  for (guint i = 34; i < 40; i++)
    way_chart_data_set_state (data, 0, i, WAY_CHART_PROVISIONAL);
  for (guint i = 10; i < 14; i++)
    way_chart_data_set_state (data, 1, i, WAY_CHART_ESTIMATED);
  way_chart_data_set_state (data, 1, 8, WAY_CHART_SUPPRESSED);
  way_chart_data_add_benchmark (data, 0, &(WayChartBenchmark) { "target", 90, NAN, FALSE });
  way_chart_data_set_title (data, "Attendance at Hawthorn passes its target");
  way_chart_data_set_subtitle (data, "Sessions attended as a share of those possible, by week");
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_add_periods (chart, school.periods, school.n_periods);
  way_chart_set_units (chart, "%");
  for (guint i = 0; i < 2; i++)
    way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_LINE, .series = i,
                                            .role = WAY_CHART_SERIES_1 + i });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .y = first[39],
                                            .text = "Hawthorn", .role = WAY_CHART_SERIES_1,
                                            .is_bold = TRUE });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .y = second[39],
                                            .text = "Beacon", .role = WAY_CHART_INK,
                                            .is_bold = TRUE });
  way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_LEVEL, .y = 90,
                                            .text = "target 90%", .role = WAY_CHART_INK });
  return chart;
}

/* All kinds, and the size at which they read well. */
static const struct
{
  const char *name;
  WayChart *(*make) (void);
  double      width;
  double      height;
} test_charts[] = {
  { "occupancy", test_occupancy_sample_new, 1000, 400 },
  { "setting", test_setting_chart_new, 900, 380 },
  { "matrix", test_matrix_chart_new, 1000, 460 },
  { "rates", test_rates_chart_new, 760, 480 },
  { "fan", test_fan_chart_new, 960, 460 },
  { "funnel", test_funnel_chart_new, 860, 500 },
  { "flow", test_flow_chart_new, 960, 520 },
  { "multiples", test_multiples_chart_new, 1000, 560 },
  { "costs", test_costs_chart_new, 760, 420 },
  { "waterfall", test_waterfall_chart_new, 760, 420 },
  { "strips", test_strips_chart_new, 760, 360 },
  { "lines", test_lines_chart_new, 900, 380 },
  { "timeline", test_timeline_chart_new, 1000, 420 },
};
