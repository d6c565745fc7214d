/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-chart-scale.h"
#include "way-date.h"

/* Six units a letter, whatever the size: layouts come out the same on every
 * machine, whatever its fonts. */
static inline double
six_a_letter (const char *text,
              double      size,
              gboolean    bold,
              gpointer    data)
{
  return 6.0 * g_utf8_strlen (text, -1);
}

static const WayChartMeasure test_measure = { six_a_letter, NULL };

static inline guint32
julian (int year,
        int month,
        int day)
{
  GDate date = way_date_ymd (year, month, day);

  return way_date_julian (&date);
}
