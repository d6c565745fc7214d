/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comings and goings between two counted days.  Most leave when their plan
 * says; where the count wants it, those nearest to their end leave early, or
 * those furthest from it stay. */

#include "way-sample-roll.h"

static GArray *
school_days (const WaySchoolDays *days,
             guint32              from,
             guint32              to)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 julian = from; julian <= to; julian++)
    {
      GDate day = way_date_from_julian (julian);

      if (way_school_days_is_open (days, &day))
        g_array_append_val (found, julian);
    }
  return found;
}

static guint32
pick_day (WayRandom *random,
          GArray    *days)
{
  return g_array_index (days, guint32, way_random_below (random, days->len));
}

/* The last of the days on or before the planned one, else the first. */
static guint32
planned_day (GArray  *days,
             guint32  planned)
{
  for (guint i = days->len; i > 0; i--)
    if (g_array_index (days, guint32, i - 1) <= planned)
      return g_array_index (days, guint32, i - 1);
  return g_array_index (days, guint32, 0);
}

static int
end_by_plan (WaySampleOpen *open,
             guint          n_open,
             GArray        *days,
             guint32        to)
{
  int ended = 0;

  for (guint i = 0; i < n_open; i++)
    {
      open[i].end = 0;
      if (open[i].planned < to && days->len > 0)
        {
          open[i].end = planned_day (days, open[i].planned);
          ended++;
        }
    }
  return ended;
}

static gboolean
end_one_early (WayRandom     *random,
               WaySampleOpen *open,
               guint          n_open,
               GArray        *days)
{
  WaySampleOpen *next = NULL;

  for (guint i = 0; i < n_open; i++)
    if (open[i].end == 0 && (next == NULL || open[i].planned < next->planned))
      next = &open[i];
  if (next == NULL || days->len == 0)
    return FALSE;
  next->end = pick_day (random, days);
  return TRUE;
}

static gboolean
keep_one_longer (WayRandom     *random,
                 WaySampleOpen *open,
                 guint          n_open,
                 guint32        to)
{
  WaySampleOpen *last = NULL;

  for (guint i = 0; i < n_open; i++)
    if (open[i].end != 0 && open[i].latest >= to &&
        (last == NULL || open[i].planned > last->planned))
      last = &open[i];
  if (last == NULL)
    return FALSE;
  last->end = 0;
  last->planned = MIN (last->latest, to + (guint32) way_random_between (random, 10, 80));
  return TRUE;
}

static guint
count_ended_before (const WaySampleOpen *open,
                    guint                n_open,
                    guint32              day)
{
  guint count = 0;

  for (guint i = 0; i < n_open; i++)
    count += open[i].end != 0 && open[i].end < day;
  return count;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  guint32 day_a = *(const guint32 *) a;
  guint32 day_b = *(const guint32 *) b;

  return (day_a > day_b) - (day_a < day_b);
}

/* Who finds no room waits for the next to leave. */
static void
wait_for_room (GArray              *starts,
               const WaySampleOpen *open,
               guint                n_open,
               GArray              *days,
               guint                limit)
{
  guint at = 0;

  for (guint i = 0; i < starts->len; i++)
    {
      guint32 *day = &g_array_index (starts, guint32, i);

      while (at + 1 < days->len && g_array_index (days, guint32, at) < *day)
        at++;
      while (at + 1 < days->len &&
             n_open + i + 1 > limit + count_ended_before (open, n_open,
                                                          g_array_index (days, guint32, at)))
        at++;
      *day = g_array_index (days, guint32, at);
    }
}

GArray *
way_sample_roll_plan (WayRandom            *random,
                      const WaySchoolDays  *days,
                      const WaySampleSpan  *span,
                      WaySampleOpen        *open,
                      guint                 n_open)
{
  guint32 from = way_date_julian (&span->from);
  guint32 to = way_date_julian (&span->to);
  g_autoptr(GArray) end_days = school_days (days, from, to - 1);
  g_autoptr(GArray) start_days = school_days (days, from + 1, to);
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  int left = (int) n_open - end_by_plan (open, n_open, end_days, to);
  int wanted = span->starts;

  if (wanted == WAY_SAMPLE_ANY)
    wanted = span->target == WAY_SAMPLE_ANY ? 0 : MAX (0, span->target - left);
  if (start_days->len == 0)
    wanted = 0;
  if (span->target != WAY_SAMPLE_ANY)
    {
      while (left + wanted > span->target && end_one_early (random, open, n_open, end_days))
        left--;
      while (left + wanted < span->target && keep_one_longer (random, open, n_open, to))
        left++;
    }
  for (int i = 0; i < wanted; i++)
    {
      guint32 day = pick_day (random, start_days);

      g_array_append_val (starts, day);
    }
  g_array_sort (starts, compare_days);
  wait_for_room (starts, open, n_open, start_days, MAX (span->limit, n_open));
  return starts;
}
