/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Census days: the n-th weekday of a month, as dated rows of data say. */

#include "way-census.h"

#include "way-codes.h"

static GDate
find_nth_weekday (int year,
                  int month,
                  int weekday,
                  int nth)
{
  GDate first = way_date_ymd (year, month, 1);
  int ahead = (weekday - way_date_weekday (&first) + 7) % 7;

  return way_date_add_days (&first, ahead + 7 * (nth - 1));
}

static GDate
find_day_of (const WayCode *row,
             int            year)
{
  return find_nth_weekday (year, way_code_get_int (row, "month", 1),
                           way_code_get_int (row, "weekday", 4), way_code_get_int (row, "nth", 1));
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  return way_date_compare (a, b);
}

GArray *
way_census_days (const GDate *from,
                 const GDate *to)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(GPtrArray) rows = way_codes_list ("census_day", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      for (int year = g_date_get_year (from); year <= g_date_get_year (to); year++)
        {
          GDate day = find_day_of (row, year);

          if (way_date_within (&day, from, to) && way_code_is_current (row, &day))
            g_array_append_val (days, day);
        }
    }
  g_array_sort (days, compare_days);
  return days;
}

GDate
way_census_last (const char  *kind,
                 const GDate *on)
{
  const WayCode *row = way_codes_lookup ("census_day", kind);
  GDate day;

  if (row == NULL)
    return way_date_none ();
  day = find_day_of (row, g_date_get_year (on));
  return way_date_compare (&day, on) <= 0 ? day : find_day_of (row, g_date_get_year (on) - 1);
}
