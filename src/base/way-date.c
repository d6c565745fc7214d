/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and periods of days.  What is a school day is not known here: that is
 * src/rules.  How a day is said to people is not known here either: that is
 * src/app. */

#include "way-date.h"

#include <string.h>

GDate
way_date_none (void)
{
  GDate date;

  g_date_clear (&date, 1);
  return date;
}

GDate
way_date_ymd (int year,
              int month,
              int day)
{
  GDate date = way_date_none ();

  g_return_val_if_fail (g_date_valid_dmy (day, month, year), date);
  g_date_set_dmy (&date, day, month, year);
  return date;
}

GDate
way_date_from_julian (guint32 julian)
{
  GDate date = way_date_none ();

  if (g_date_valid_julian (julian))
    g_date_set_julian (&date, julian);
  return date;
}

guint32
way_date_julian (const GDate *date)
{
  return way_date_is_set (date) ? g_date_get_julian (date) : 0;
}

gboolean
way_date_is_set (const GDate *date)
{
  return date != NULL && g_date_valid (date);
}

int
way_date_compare (const GDate *a,
                  const GDate *b)
{
  guint32 ja = way_date_julian (a);
  guint32 jb = way_date_julian (b);

  return (ja > jb) - (ja < jb);
}

gboolean
way_date_equal (const GDate *a,
                const GDate *b)
{
  return way_date_compare (a, b) == 0;
}

gboolean
way_date_within (const GDate *day,
                 const GDate *from,
                 const GDate *to)
{
  if (way_date_is_set (from) && way_date_compare (day, from) < 0)
    return FALSE;
  return !way_date_is_set (to) || way_date_compare (day, to) <= 0;
}

gboolean
way_date_overlap (const GDate *from_a,
                  const GDate *to_a,
                  const GDate *from_b,
                  const GDate *to_b)
{
  if (way_date_is_set (to_a) && way_date_is_set (from_b) && way_date_compare (to_a, from_b) < 0)
    return FALSE;
  if (way_date_is_set (to_b) && way_date_is_set (from_a) && way_date_compare (to_b, from_a) < 0)
    return FALSE;
  return TRUE;
}

GDate
way_date_add_days (const GDate *date,
                   int          days)
{
  GDate later = *date;

  g_return_val_if_fail (way_date_is_set (date), later);
  if (days >= 0)
    g_date_add_days (&later, days);
  else
    g_date_subtract_days (&later, -days);
  return later;
}

GDate
way_date_add_months (const GDate *date,
                     int          months)
{
  GDate later = *date;

  g_return_val_if_fail (way_date_is_set (date), later);
  if (months >= 0)
    g_date_add_months (&later, months);
  else
    g_date_subtract_months (&later, -months);
  return later;
}

int
way_date_days_between (const GDate *a,
                       const GDate *b)
{
  return (int) way_date_julian (b) - (int) way_date_julian (a);
}

int
way_date_weekday (const GDate *date)
{
  return g_date_get_weekday (date);
}

GDate
way_date_week_start (const GDate *date)
{
  return way_date_add_days (date, 1 - way_date_weekday (date));
}

int
way_date_school_year (const GDate *date)
{
  int year = g_date_get_year (date);

  return g_date_get_month (date) >= G_DATE_SEPTEMBER ? year : year - 1;
}

int
way_date_age (const GDate *birth,
              const GDate *on)
{
  int years = g_date_get_year (on) - g_date_get_year (birth);
  gboolean before = g_date_get_month (on) < g_date_get_month (birth) ||
                    (g_date_get_month (on) == g_date_get_month (birth) &&
                     g_date_get_day (on) < g_date_get_day (birth));

  return before ? years - 1 : years;
}

static int
read_digits (const char *text,
             int         count)
{
  int value = 0;

  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

gboolean
way_date_parse (const char *text,
                GDate      *date)
{
  int year, month, day;

  *date = way_date_none ();
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;

  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  day = read_digits (text + 8, 2);
  if (year < 1000 || month < 1 || day < 1 || !g_date_valid_dmy (day, month, year))
    return FALSE;

  g_date_set_dmy (date, day, month, year);
  return TRUE;
}

char *
way_date_to_iso (const GDate *date)
{
  if (!way_date_is_set (date))
    return g_strdup ("");
  return g_strdup_printf ("%04u-%02u-%02u",
                          g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}
