/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-timeline.h"

#include "way-test-occupancy.h"

#include <math.h>

#define TEST_TIMELINE_WEEKS 60

/* A year of a made-up pupil: two rolls, suspensions, help, reviews, weeks. */
static inline WayChart *
test_timeline_chart_new (void)
{
  static const WayLane lanes[] = {
    { "Rolls" }, { "Suspensions" }, { "Placements" }, { "Reviews" },
    { "Attendance", "by week", 90, 100, "%" },
  };
  WayEvent events[12 + TEST_TIMELINE_WEEKS] = {
    { WAY_EVENT_BAR, 0, julian (2025, 9, 2), julian (2027, 1, 15), "Alder Park School, main roll",
      WAY_CHART_LANE_1 },
    { WAY_EVENT_BAR, 0, julian (2026, 5, 11), julian (2026, 12, 11), "Beacon Centre, subsidiary",
      WAY_CHART_LANE_2 },
    { WAY_EVENT_SHORT, 1, julian (2025, 11, 10), julian (2025, 11, 11), "2 days",
      WAY_CHART_LANE_4 },
    { WAY_EVENT_SHORT, 1, julian (2026, 1, 19), julian (2026, 1, 21), "3 days",
      WAY_CHART_LANE_4 },
    { WAY_EVENT_SHORT, 1, julian (2026, 3, 9), julian (2026, 3, 12), "3\u00bd days",
      WAY_CHART_LANE_4 },
    { WAY_EVENT_SHORT, 1, julian (2026, 5, 4), julian (2026, 5, 6), "3 days",
      WAY_CHART_LANE_4 },
    { WAY_EVENT_BAR, 2, julian (2026, 2, 2), julian (2026, 5, 8), "Outreach from Beacon",
      WAY_CHART_LANE_3 },
    { WAY_EVENT_BAR, 2, julian (2026, 5, 11), julian (2026, 12, 11),
      "Beacon assessment, week 16 of 20", WAY_CHART_LANE_2 },
    { WAY_EVENT_MOMENT, 3, julian (2026, 6, 26), julian (2026, 6, 26), "held on time",
      WAY_CHART_INK },
    { WAY_EVENT_MOMENT, 3, julian (2026, 10, 22), julian (2026, 10, 22), "held", WAY_CHART_INK },
    { WAY_EVENT_MOMENT, 3, julian (2026, 11, 13), julian (2026, 11, 13), "by Fri 13 Nov",
      WAY_CHART_DUE },
  };
  TestOccupancy school;
  guint n = 11;

  test_occupancy_fill (&school);
  for (guint32 monday = julian (2025, 9, 1); monday < julian (2026, 11, 9); monday += 7)
    {
      gboolean is_open = FALSE;

      for (guint i = 0; i < school.n_periods; i++)
        is_open = is_open || (school.periods[i].kind == WAY_PERIOD_TERM &&
                              monday + 2 >= school.periods[i].from &&
                              monday <= school.periods[i].to);
      if (!is_open || n >= G_N_ELEMENTS (events))
        continue;
      events[n] = (WayEvent) { WAY_EVENT_WEEK, 4, monday, monday + 6, NULL,
                               monday < julian (2026, 5, 11) ? WAY_CHART_LANE_1
                                                             : WAY_CHART_LANE_2,
                               40 + (n * 37) % 55 };
      n++;
    }
  return way_timeline_chart_new (&(WayTimeline) {
    .lanes = lanes, .n_lanes = G_N_ELEMENTS (lanes),
    .events = events, .n_events = n,
    .from = julian (2025, 9, 1), .to = julian (2027, 1, 15), .today = julian (2026, 11, 10),
    .periods = school.periods, .n_periods = school.n_periods,
    .title = "Attendance rose from 48% to 84% after the move to Beacon",
    .subtitle = "Rolls, suspensions, placements, reviews and weekly attendance since September "
                "2025. Holidays shaded, expected dates dashed.",
  });
}
