/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-school-days.h"

/* The invented calendar of tests/data/specimen-calendar.csv: 190 school days
 * from September 2026 to July 2027. */

/* WayDayRow; the kinds are interned. */
static inline GArray *
way_test_specimen_rows (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "specimen-calendar.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (WayDayRow));

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", -1);
      WayDayRow row = { .kind = g_intern_string (cells[2]) };

      g_assert_true (way_date_parse (cells[0], &row.from));
      g_assert_true (way_date_parse (cells[1], &row.to));
      g_array_append_val (rows, row);
    }
  return rows;
}

static inline WaySchoolDays *
way_test_specimen_days (void)
{
  g_autoptr(GArray) rows = way_test_specimen_rows ();
  g_autoptr(GError) error = NULL;
  WayDayLayer layer = { "Specimen", (const WayDayRow *) rows->data, rows->len };
  WaySchoolDays *days = way_school_days_new (&layer, 1, &error);

  g_assert_no_error (error);
  return days;
}

static inline GDate
way_test_date (const char *text)
{
  GDate date;

  g_assert_true (way_date_parse (text, &date));
  return date;
}

#define way_test_assert_date(date, text) \
  G_STMT_START { \
    g_autofree char *shown_ = way_date_to_iso (&(date)); \
    g_assert_cmpstr (shown_, ==, (text)); \
  } G_STMT_END
