/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Term dates for sample authorities.  The rule gives the specimen calendar of
 * the domain reference for 2026/27, and something like it for other years. */

#include "way-sample-calendar.h"

#include "way-codes.h"
#include "way-school-days.h"

#define SCHOOL_DAYS 190

static gboolean
is_bank_holiday (const GDate *day)
{
  g_autofree char *iso = way_date_to_iso (day);

  return way_codes_has ("bank_holiday", iso);
}

static gboolean
is_weekday (const GDate *day)
{
  return way_date_weekday (day) <= 5;
}

/* The day itself or the first after it on which a school could open. */
static GDate
opening_day (GDate day)
{
  while (!is_weekday (&day) || is_bank_holiday (&day))
    day = way_date_add_days (&day, 1);
  return day;
}

static GDate
monday_from (GDate day)
{
  while (way_date_weekday (&day) != 1)
    day = way_date_add_days (&day, 1);
  return day;
}

static GDate
friday_until (GDate day)
{
  while (way_date_weekday (&day) != 5)
    day = way_date_add_days (&day, -1);
  return day;
}

static void
add (GArray     *rows,
     GDate       from,
     GDate       to,
     const char *kind,
     const char *name)
{
  WaySampleDays row = { from, to, kind, name };

  g_array_append_val (rows, row);
}

static guint
count_days (const GDate *from,
            const GDate *to)
{
  guint count = 0;

  for (GDate day = *from; way_date_compare (&day, to) <= 0; day = way_date_add_days (&day, 1))
    if (is_weekday (&day) && !is_bank_holiday (&day))
      count++;
  return count;
}

/* The day on which the year's 190 days are full. */
static GDate
last_day (GDate from,
          guint so_far)
{
  GDate day = way_date_add_days (&from, -1);

  while (so_far < SCHOOL_DAYS)
    {
      day = way_date_add_days (&day, 1);
      if (is_weekday (&day) && !is_bank_holiday (&day))
        so_far++;
    }
  return day;
}

/* A training day, then the half term's days for children. */
static GDate
add_training_day (GArray *rows,
                  GDate   day)
{
  GDate next = way_date_add_days (&day, 1);

  add (rows, day, day, "INSET", "Training day");
  return opening_day (next);
}

static void
add_bank_holidays (GArray *rows,
                   int     year)
{
  GDate from = way_date_ymd (year, 9, 1);
  GDate to = way_date_ymd (year + 1, 8, 31);

  for (GDate day = from; way_date_compare (&day, &to) <= 0; day = way_date_add_days (&day, 1))
    {
      g_autofree char *iso = way_date_to_iso (&day);

      if (way_codes_has ("bank_holiday", iso))
        add (rows, day, day, "BANK_HOLIDAY", way_codes_label ("bank_holiday", iso));
    }
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const WaySampleDays *row_a = a;
  const WaySampleDays *row_b = b;

  return way_date_compare (&row_a->from, &row_b->from);
}

GArray *
way_sample_calendar_year (int year)
{
  static const char *const names[] = { "Autumn, first half", "Autumn, second half",
                                       "Spring, first half", "Spring, second half",
                                       "Summer, first half", "Summer, second half" };
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (WaySampleDays));
  GDate october = monday_from (way_date_ymd (year, 10, 22));
  GDate february = monday_from (way_date_ymd (year + 1, 2, 14));
  GDate may = monday_from (way_date_ymd (year + 1, 5, 25));   /* the spring bank holiday's week */
  GDate easter = way_school_days_easter_monday (year + 1);
  GDate early_easter = way_date_ymd (year + 1, 4, 7);
  gboolean is_early = way_date_compare (&easter, &early_easter) <= 0;
  GDate from[6], to[6];
  guint so_far = 0;

  from[0] = add_training_day (rows, opening_day (way_date_ymd (year, 9, 1)));
  to[0] = way_date_add_days (&october, -4);
  add_training_day (rows, way_date_add_days (&october, -3));
  from[1] = way_date_add_days (&october, 7);
  to[1] = friday_until (way_date_ymd (year, 12, 22));
  from[2] = add_training_day (rows, opening_day (monday_from (way_date_ymd (year + 1, 1, 2))));
  to[2] = way_date_add_days (&february, -4);
  add_training_day (rows, way_date_add_days (&february, -3));
  from[3] = way_date_add_days (&february, 7);
  to[3] = way_date_add_days (&easter, is_early ? -4 : -10);
  from[4] = way_date_add_days (&easter, is_early ? 14 : 7);
  to[4] = way_date_add_days (&may, -4);
  add_training_day (rows, way_date_add_days (&may, -3));
  from[5] = way_date_add_days (&may, 7);

  for (guint i = 0; i < 5; i++)
    so_far += count_days (&from[i], &to[i]);
  to[5] = last_day (from[5], so_far);
  for (guint i = 0; i < 6; i++)
    add (rows, from[i], to[i], "TERM", names[i]);
  add_bank_holidays (rows, year);
  g_array_sort (rows, compare_rows);
  return rows;
}

GDate
way_sample_calendar_leaving_day (int year)
{
  return friday_until (way_date_ymd (year + 1, 6, 30));
}
