/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expands rules of recurrence day by day.  A period is a day, a week, a month or
 * a year; all its days are held against every BY part of the rule, which for
 * these four gives the same as expanding and limiting does. */

#include "way-ical-recur.h"

#include "way-field.h"

#define WEEK 7
#define FIRST_YEAR 1990         /* days before it are of no use to anybody */

typedef enum
{
  PART_MONTH,
  PART_WEEK_NUMBER,
  PART_YEAR_DAY,
  PART_MONTH_DAY,
  PART_POSITION,
  PART_WEEKDAY,                 /* weekday * 1000 + position + 500 */
  N_PARTS,
} Part;

struct _WayIcalRecur
{
  icalrecurrencetype_frequency freq;
  int                          interval;
  guint                        count;          /* 0: no limit */
  struct icaltimetype          until;
  int                          week_start;     /* 1 is Monday */
  GArray                      *parts[N_PARTS]; /* int; NULL: the rule has none */
};

/* 1 is Monday; libical begins with Sunday. */
static int
to_weekday (int weekday)
{
  return weekday == ICAL_SUNDAY_WEEKDAY ? 7 : weekday - 1;
}

static GArray *
read_part (const short *values,
           guint        most)
{
  GArray *part = NULL;

  for (guint i = 0; i < most && values[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
    {
      int value = values[i];

      if (part == NULL)
        part = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_append_val (part, value);
    }
  return part;
}

static guint
count_part (const short *values,
            guint        most)
{
  guint n = 0;

  while (n < most && values[n] != ICAL_RECURRENCE_ARRAY_MAX)
    n++;
  return n;
}

static GArray *
read_weekdays (const struct icalrecurrencetype *rule)
{
  GArray *part = read_part (rule->by_day, ICAL_BY_DAY_SIZE);

  for (guint i = 0; part != NULL && i < part->len; i++)
    {
      short value = (short) g_array_index (part, int, i);
      int weekday = to_weekday ((int) icalrecurrencetype_day_day_of_week (value));

      g_array_index (part, int, i) = 1000 * weekday + icalrecurrencetype_day_position (value) + 500;
    }
  return part;
}

static gboolean
say (GError     **error,
     const char  *what)
{
  g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, what);
  return FALSE;
}

static gboolean
check_rule (const struct icalrecurrencetype  *rule,
            GError                          **error)
{
  if (rule->freq == ICAL_SECONDLY_RECURRENCE || rule->freq == ICAL_MINUTELY_RECURRENCE ||
      rule->freq == ICAL_HOURLY_RECURRENCE || count_part (rule->by_hour, ICAL_BY_HOUR_SIZE) > 1 ||
      count_part (rule->by_minute, ICAL_BY_MINUTE_SIZE) > 1 ||
      count_part (rule->by_second, ICAL_BY_SECOND_SIZE) > 1)
    return say (error, "RRULE: repeats within a day");
  if (rule->freq != ICAL_DAILY_RECURRENCE && rule->freq != ICAL_WEEKLY_RECURRENCE &&
      rule->freq != ICAL_MONTHLY_RECURRENCE && rule->freq != ICAL_YEARLY_RECURRENCE)
    return say (error, "RRULE: does not say how often");
  if (rule->rscale != NULL && g_ascii_strcasecmp (rule->rscale, "GREGORIAN") != 0)
    return say (error, "RRULE: goes by another calendar");
  for (guint i = 0; i < count_part (rule->by_month, ICAL_BY_MONTH_SIZE); i++)
    if (rule->by_month[i] < 1 || rule->by_month[i] > 12)
      return say (error, "RRULE: goes by another calendar");
  return TRUE;
}

WayIcalRecur *
way_ical_recur_new (const struct icalrecurrencetype  *rule,
                    GError                          **error)
{
  WayIcalRecur *self;

  if (!check_rule (rule, error))
    return NULL;
  self = g_new0 (WayIcalRecur, 1);
  self->freq = rule->freq;
  self->interval = MAX (1, rule->interval);
  self->count = rule->count > 0 ? (guint) rule->count : 0;
  self->until = rule->until;
  self->week_start = rule->week_start == ICAL_NO_WEEKDAY ? 1 : to_weekday ((int) rule->week_start);
  self->parts[PART_MONTH] = read_part (rule->by_month, ICAL_BY_MONTH_SIZE);
  self->parts[PART_WEEK_NUMBER] = read_part (rule->by_week_no, ICAL_BY_WEEKNO_SIZE);
  self->parts[PART_YEAR_DAY] = read_part (rule->by_year_day, ICAL_BY_YEARDAY_SIZE);
  self->parts[PART_MONTH_DAY] = read_part (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);
  self->parts[PART_POSITION] = read_part (rule->by_set_pos, ICAL_BY_SETPOS_SIZE);
  self->parts[PART_WEEKDAY] = read_weekdays (rule);
  return self;
}

void
way_ical_recur_free (WayIcalRecur *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], g_array_unref);
  g_free (self);
}

const struct icaltimetype *
way_ical_recur_until (const WayIcalRecur *self)
{
  return &self->until;
}

/* --- Whether a day is one of the rule's --- */

/* Whether a part names a number, counted from the beginning or from the end. */
static gboolean
has (const GArray *part,
     int           number,
     int           from_end)
{
  for (guint i = 0; i < part->len; i++)
    if (g_array_index (part, int, i) == number || g_array_index (part, int, i) == from_end)
      return TRUE;
  return FALSE;
}

static int
days_in_year (int year)
{
  return g_date_is_leap_year ((GDateYear) year) ? 366 : 365;
}

/* The week of a day, counted from the week start; the first one is that with four
 * days of its year. */
static int
week_number (const GDate *day,
             int          week_start,
             int         *year)
{
  int into = (way_date_weekday (day) - week_start + WEEK) % WEEK;
  GDate middle = way_date_add_days (day, 3 - into);

  *year = g_date_get_year (&middle);
  return ((int) g_date_get_day_of_year (&middle) - 1) / WEEK + 1;
}

static gboolean
is_in_weeks (const WayIcalRecur *self,
             const GDate        *day)
{
  int year, other;
  int number = week_number (day, self->week_start, &year);
  GDate late = way_date_ymd (year, 12, 28);
  int weeks = week_number (&late, self->week_start, &other);

  return has (self->parts[PART_WEEK_NUMBER], number, number - weeks - 1);
}

/* "Second Monday", of the month or of the year; any Monday. */
static gboolean
is_on_weekdays (const WayIcalRecur *self,
                const GDate        *day)
{
  gboolean of_month = self->freq == ICAL_MONTHLY_RECURRENCE || self->parts[PART_MONTH] != NULL;
  int year = g_date_get_year (day);
  int place = of_month ? g_date_get_day (day) : (int) g_date_get_day_of_year (day);
  int days = of_month ? g_date_get_days_in_month (g_date_get_month (day), (GDateYear) year)
                      : days_in_year (year);
  int base = 1000 * way_date_weekday (day) + 500;
  const GArray *part = self->parts[PART_WEEKDAY];

  return has (part, base, base) ||
         has (part, base + (place - 1) / WEEK + 1, base - ((days - place) / WEEK + 1));
}

/* Where the rule names no day, it is that of the first event. */
static gboolean
is_as_first (const WayIcalRecur *self,
             const GDate        *first,
             const GDate        *day)
{
  gboolean names_month = self->parts[PART_MONTH] != NULL;

  switch (self->freq)
    {
    case ICAL_WEEKLY_RECURRENCE:
      return way_date_weekday (first) == way_date_weekday (day);
    case ICAL_MONTHLY_RECURRENCE:
      return g_date_get_day (first) == g_date_get_day (day);
    case ICAL_YEARLY_RECURRENCE:
      if (self->parts[PART_WEEK_NUMBER] != NULL)
        return way_date_weekday (first) == way_date_weekday (day);
      return g_date_get_day (first) == g_date_get_day (day) &&
             (names_month || g_date_get_month (first) == g_date_get_month (day));
    case ICAL_DAILY_RECURRENCE:
    default:
      return TRUE;
    }
}

static gboolean
is_of_the_rule (const WayIcalRecur *self,
                const GDate        *first,
                const GDate        *day)
{
  GArray *const *parts = self->parts;
  int month = g_date_get_month (day);
  int year = g_date_get_year (day);
  int month_days = g_date_get_days_in_month (month, (GDateYear) year);
  int year_day = (int) g_date_get_day_of_year (day);

  if (parts[PART_MONTH] != NULL && !has (parts[PART_MONTH], month, month))
    return FALSE;
  if (parts[PART_WEEK_NUMBER] != NULL && !is_in_weeks (self, day))
    return FALSE;
  if (parts[PART_YEAR_DAY] != NULL &&
      !has (parts[PART_YEAR_DAY], year_day, year_day - days_in_year (year) - 1))
    return FALSE;
  if (parts[PART_MONTH_DAY] != NULL &&
      !has (parts[PART_MONTH_DAY], g_date_get_day (day), g_date_get_day (day) - month_days - 1))
    return FALSE;
  if (parts[PART_WEEKDAY] != NULL)
    return is_on_weekdays (self, day);
  return parts[PART_YEAR_DAY] != NULL || parts[PART_MONTH_DAY] != NULL ||
         is_as_first (self, first, day);
}

/* --- Periods --- */

/* The first day of the period of a day. */
static GDate
period_of (const WayIcalRecur *self,
           const GDate        *day)
{
  switch (self->freq)
    {
    case ICAL_WEEKLY_RECURRENCE:
      return way_date_add_days (day, -((way_date_weekday (day) - self->week_start + WEEK) % WEEK));
    case ICAL_MONTHLY_RECURRENCE:
      return way_date_ymd (g_date_get_year (day), g_date_get_month (day), 1);
    case ICAL_YEARLY_RECURRENCE:
      return way_date_ymd (g_date_get_year (day), 1, 1);
    case ICAL_DAILY_RECURRENCE:
    default:
      return *day;
    }
}

static GDate
add_periods (const WayIcalRecur *self,
             const GDate        *from,
             int                 n)
{
  switch (self->freq)
    {
    case ICAL_WEEKLY_RECURRENCE:
      return way_date_add_days (from, WEEK * n);
    case ICAL_MONTHLY_RECURRENCE:
      return way_date_add_months (from, n);
    case ICAL_YEARLY_RECURRENCE:
      return way_date_add_months (from, 12 * n);
    case ICAL_DAILY_RECURRENCE:
    default:
      return way_date_add_days (from, n);
    }
}

/* Where nothing is counted, what lies before the days that matter need not be
 * looked at. */
static GDate
skip_periods (const WayIcalRecur *self,
              const GDate        *from)
{
  GDate wanted = way_date_ymd (FIRST_YEAR, 1, 1);
  GDate far = add_periods (self, from, self->interval);
  int stride = way_date_days_between (from, &far);
  int n = self->count > 0 ? 0 : way_date_days_between (from, &wanted) / MAX (stride, 1) - 2;

  return n > 0 ? add_periods (self, from, n * self->interval) : *from;
}

/* Whether the rule can have days in the month of a day at all. */
static gboolean
is_in_months (const WayIcalRecur *self,
              const GDate        *first,
              const GDate        *day)
{
  int month = g_date_get_month (day);

  if (self->parts[PART_MONTH] != NULL)
    return has (self->parts[PART_MONTH], month, month);
  return self->freq != ICAL_YEARLY_RECURRENCE || self->parts[PART_WEEK_NUMBER] != NULL ||
         self->parts[PART_YEAR_DAY] != NULL || self->parts[PART_MONTH_DAY] != NULL ||
         self->parts[PART_WEEKDAY] != NULL || (int) g_date_get_month (first) == month;
}

static GDate
next_month (const GDate *day)
{
  GDate first = way_date_ymd (g_date_get_year (day), g_date_get_month (day), 1);

  return way_date_add_months (&first, 1);
}

/* The days of one period that are of the rule, in their order.  A month without
 * any costs one look.  *budget is 0 when it is used up. */
static GArray *
gather_period (const WayIcalRecur *self,
               const GDate        *first,
               const GDate        *from,
               const GDate        *next,
               guint              *budget)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (GDate));
  const GArray *positions = self->parts[PART_POSITION];
  g_autoptr(GArray) all = NULL;
  GDate day = *from;

  while (*budget > 0 && way_date_compare (&day, next) < 0)
    {
      gboolean is_near = is_in_months (self, first, &day);

      --*budget;
      if (is_near && is_of_the_rule (self, first, &day))
        g_array_append_val (found, day);
      day = is_near ? way_date_add_days (&day, 1) : next_month (&day);
    }
  if (positions == NULL)
    return found;
  all = found;
  found = g_array_new (FALSE, FALSE, sizeof (GDate));
  for (guint i = 0; i < all->len; i++)
    if (has (positions, (int) i + 1, (int) i - (int) all->len))
      g_array_append_val (found, g_array_index (all, GDate, i));
  return found;
}

gboolean
way_ical_recur_expand (const WayIcalRecur *self,
                       const GDate        *first,
                       const GDate        *last,
                       guint              *budget,
                       GArray             *days)
{
  GDate from = period_of (self, first);
  guint found = 1;

  if (way_date_compare (first, last) <= 0)
    g_array_append_val (days, *first);
  for (from = skip_periods (self, &from); way_date_compare (&from, last) <= 0;
       from = add_periods (self, &from, self->interval))
    {
      GDate next = add_periods (self, &from, 1);
      g_autoptr(GArray) period = gather_period (self, first, &from, &next, budget);

      if (*budget == 0)
        return FALSE;
      for (guint i = 0; i < period->len; i++)
        {
          GDate day = g_array_index (period, GDate, i);

          if (way_date_compare (&day, first) <= 0)
            continue;
          if (way_date_compare (&day, last) > 0 || (self->count > 0 && found >= self->count))
            return TRUE;
          g_array_append_val (days, day);
          found++;
        }
    }
  return TRUE;
}
