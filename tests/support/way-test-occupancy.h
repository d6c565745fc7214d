/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-chart-occupancy.h"

#include "way-test-chart.h"

/* Six settings over two years and a term, in half-months: grows through each
 * year, falls in July, is over its places in June 2025, gets 26 more in
 * September. */
#define TEST_OCCUPANCY_POINTS 54

typedef struct
{
  guint32   days[TEST_OCCUPANCY_POINTS];
  double    places[TEST_OCCUPANCY_POINTS];
  double    on_roll[TEST_OCCUPANCY_POINTS];
  WayPeriod periods[24];
  guint     n_periods;
} TestOccupancy;

static inline void
test_occupancy_fill (TestOccupancy *self)
{
  static const double on_roll[TEST_OCCUPANCY_POINTS] = {
    147, 151, 155, 158, 161, 162, 164, 166, 167, 169, 171, 172, 174, 177, 181, 186, 189, 193,
    199, 203, 201, 180, 161, 161,
    152, 158, 163, 165, 168, 171, 175, 179, 178, 177, 179, 182, 185, 188, 193, 195, 198, 203,
    206, 208, 196, 170, 159, 159,
    164, 169, 174, 179, 181, 183,
  };
  const WayPeriod periods[] = {
    { WAY_PERIOD_TERM, julian (2024, 9, 2), julian (2024, 12, 20), "Aut" },
    { WAY_PERIOD_TERM, julian (2025, 1, 6), julian (2025, 4, 4), "Spr" },
    { WAY_PERIOD_TERM, julian (2025, 4, 22), julian (2025, 7, 22), "Sum" },
    { WAY_PERIOD_TERM, julian (2025, 9, 2), julian (2025, 12, 19), "Aut" },
    { WAY_PERIOD_TERM, julian (2026, 1, 5), julian (2026, 3, 27), "Spr" },
    { WAY_PERIOD_TERM, julian (2026, 4, 13), julian (2026, 7, 21), "Sum" },
    { WAY_PERIOD_TERM, julian (2026, 9, 2), julian (2026, 12, 18), "Aut" },
    { WAY_PERIOD_HOLIDAY, julian (2024, 12, 21), julian (2025, 1, 5), NULL },
    { WAY_PERIOD_HOLIDAY, julian (2025, 4, 5), julian (2025, 4, 21), NULL },
    { WAY_PERIOD_HOLIDAY, julian (2025, 7, 23), julian (2025, 9, 1), NULL },
    { WAY_PERIOD_HOLIDAY, julian (2025, 12, 20), julian (2026, 1, 4), NULL },
    { WAY_PERIOD_HOLIDAY, julian (2026, 3, 28), julian (2026, 4, 12), NULL },
    { WAY_PERIOD_HOLIDAY, julian (2026, 7, 22), julian (2026, 9, 1), NULL },
  };
  int year = 2024, month = 9;

  for (guint i = 0; i < TEST_OCCUPANCY_POINTS; i++)
    {
      self->days[i] = i + 1 == TEST_OCCUPANCY_POINTS
                        ? julian (2026, 11, 10)
                        : julian (year, month, i % 2 == 0 ? 1 : 15);
      self->places[i] = i < 24 ? 198 : 224;
      self->on_roll[i] = on_roll[i];
      if (i % 2 == 1 && ++month > 12)
        {
          month = 1;
          year++;
        }
    }
  memcpy (self->periods, periods, sizeof periods);
  self->n_periods = G_N_ELEMENTS (periods);
}

static inline WayChart *
test_occupancy_chart_new (const TestOccupancy *self)
{
  WayOccupancyChart occupancy = {
    .days = self->days,
    .places = self->places,
    .on_roll = self->on_roll,
    .n = TEST_OCCUPANCY_POINTS,
    .today = julian (2026, 11, 10),
    .periods = self->periods,
    .n_periods = self->n_periods,
    .title = "A gap of 41 places, yet Beacon Centre is one over",
    .subtitle = "Pupils on roll and commissioned places, six settings, September 2024 to "
                "10 November 2026. Holidays shaded.",
    .source = "Source: placements and commissioned places of Ardenshire, 10 November 2026.",
  };

  return way_occupancy_chart_new (&occupancy);
}
