/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money by the day: rates on their basis, the notional share of a place, the
 * amount that follows an excluded pupil.  Every number is a row of data. */

#include "way-share.h"

#include "way-codes.h"
#include "way-field.h"

static gint64
number (const char *set,
        const char *id,
        const char *attribute)
{
  return way_code_get_int (way_codes_lookup (set, id), attribute, 1);
}

static gint64
day_sessions (void)
{
  return number ("calendar_rule", "sessions", "day");
}

static gint64
funded_days (void)
{
  return number ("funding_rule", "funded_days", "days");
}

gint64
way_share_full_time (void)
{
  return number ("funding_rule", "full_time", "sessions");
}

/* Whatever is divided below is divided by full time, funded days or both. */
gint64
way_share_unit (void)
{
  return way_share_full_time () * funded_days ();
}

gint64
way_share_round (gint64 parts)
{
  gint64 unit = way_share_unit ();

  return (parts + unit / 2) / unit;
}

gboolean
way_share_per_day (const char *basis,
                   gint64      rate,
                   gint64      sessions,
                   gint64     *parts)
{
  if (basis == NULL || rate == WAY_INTEGER_NONE)
    return FALSE;
  if (g_str_equal (basis, "per_day"))
    *parts = rate * way_share_unit ();
  else if (g_str_equal (basis, "per_session"))
    *parts = rate * sessions * day_sessions () * funded_days ();
  else if (g_str_equal (basis, "per_week"))
    *parts = rate * day_sessions () * funded_days ();
  else if (g_str_equal (basis, "per_year"))
    *parts = rate * way_share_full_time ();
  else
    return FALSE;
  return TRUE;
}

gint64
way_share_place (const GDate *on,
                 gint64       sessions)
{
  const WayCode *value = way_codes_lookup_on ("funding_rule", "place_value", on);

  return value != NULL ? way_code_get_int (value, "pence", 0) * sessions : 0;
}

gint64
way_share_follow (gint64       year_amount,
                  const GDate *relevant,
                  const GDate *year_end)
{
  gint64 year_weeks = number ("funding_rule", "amount_to_follow", "weeks");
  gint64 weeks = (way_date_days_between (relevant, year_end) + 1) / 7;

  weeks = CLAMP (weeks, 0, year_weeks);
  return (year_amount * weeks + year_weeks / 2) / year_weeks;
}

gboolean
way_share_year (const char  *whose,
                const GDate *day,
                GDate       *first,
                GDate       *last)
{
  const WayCode *row = whose != NULL ? way_codes_lookup ("funding_year", whose) : NULL;
  int month, begins;

  if (row == NULL)
    return FALSE;
  month = way_code_get_int (row, "month", 1);
  begins = way_code_get_int (row, "day", 1);
  *first = way_date_ymd (g_date_get_year (day), month, begins);
  if (way_date_compare (day, first) < 0)
    *first = way_date_ymd (g_date_get_year (day) - 1, month, begins);
  *last = way_date_ymd (g_date_get_year (first) + 1, month, begins);
  *last = way_date_add_days (last, -1);
  return TRUE;
}
