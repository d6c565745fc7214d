/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of a week counted. */

#include "way-attendance-rule.h"

#include "way-codes.h"

#define DAYS_OF_WEEK 7

static const struct
{
  const char *field;
  gsize       offset;
} measures[] = {
  [WAY_MEASURE_POSSIBLE] = { "possible", G_STRUCT_OFFSET (WayAttendanceWeek, possible) },
  [WAY_MEASURE_ATTENDED] = { "attended", G_STRUCT_OFFSET (WayAttendanceWeek, attended) },
  [WAY_MEASURE_AUTHORISED] = { "authorised", G_STRUCT_OFFSET (WayAttendanceWeek, authorised) },
  [WAY_MEASURE_UNAUTHORISED] = { "unauthorised",
                                 G_STRUCT_OFFSET (WayAttendanceWeek, unauthorised) },
  [WAY_MEASURE_NOT_OFFERED] = { "not_offered", G_STRUCT_OFFSET (WayAttendanceWeek, not_offered) },
  [WAY_MEASURE_NOT_POSSIBLE] = { "not_possible",
                                 G_STRUCT_OFFSET (WayAttendanceWeek, not_possible) },
};

G_STATIC_ASSERT (G_N_ELEMENTS (measures) == WAY_N_MEASURES);

const char *
way_measure_field (WayMeasure measure)
{
  g_return_val_if_fail (measure < WAY_N_MEASURES, NULL);
  return measures[measure].field;
}

gint64
way_measure_get (const WayAttendanceWeek *week,
                 WayMeasure               measure)
{
  return G_STRUCT_MEMBER (gint64, week, measures[measure].offset);
}

void
way_measure_set (WayAttendanceWeek *week,
                 WayMeasure         measure,
                 gint64             value)
{
  G_STRUCT_MEMBER (gint64, week, measures[measure].offset) = value;
}

WaySessions
way_sessions_of (const WayAttendanceWeek *week)
{
  WaySessions self;

  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    self.counts[measure] = MAX (way_measure_get (week, measure), 0);
  return self;
}

void
way_sessions_add (WaySessions       *self,
                  const WaySessions *other)
{
  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    self->counts[measure] += other->counts[measure];
}

WaySessions
way_sessions_join (const WaySessions *setting,
                   const WaySessions *school,
                   gint64             open)
{
  static const WayMeasure order[] = {
    WAY_MEASURE_ATTENDED, WAY_MEASURE_AUTHORISED, WAY_MEASURE_UNAUTHORISED,
  };
  WaySessions rest = *school;
  WaySessions joined = *setting;
  gint64 room = MAX (open - setting->counts[WAY_MEASURE_POSSIBLE], 0);
  gint64 over = MAX (rest.counts[WAY_MEASURE_POSSIBLE] - room, 0);

  rest.counts[WAY_MEASURE_POSSIBLE] -= over;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gint64 away = MIN (over, rest.counts[order[i]]);

      rest.counts[order[i]] -= away;
      over -= away;
    }
  /* Both registers see the same closed day, and what is not possible at the
   * school (D) is what was possible at the setting. */
  rest.counts[WAY_MEASURE_NOT_OFFERED] =
    MAX (rest.counts[WAY_MEASURE_NOT_OFFERED] - setting->counts[WAY_MEASURE_NOT_OFFERED], 0);
  rest.counts[WAY_MEASURE_NOT_POSSIBLE] =
    MAX (rest.counts[WAY_MEASURE_NOT_POSSIBLE] - setting->counts[WAY_MEASURE_NOT_POSSIBLE] -
         setting->counts[WAY_MEASURE_POSSIBLE], 0);
  way_sessions_add (&joined, &rest);
  return joined;
}

/* --- What a placement offers --- */

static gboolean
has_half (WayDayKind  kind,
          const char *half)
{
  if (kind == WAY_DAY_MORNING || kind == WAY_DAY_AFTERNOON)
    return g_strcmp0 (half, kind == WAY_DAY_MORNING ? "am" : "pm") == 0;
  return way_day_kind_is_open (kind);
}

static guint
count_slots (const WaySchoolDays *days,
             const WayPlacement  *placement,
             const GDate         *monday)
{
  g_auto(GStrv) slots = g_strsplit (placement->timetable, "|", -1);
  guint count = 0;

  for (guint i = 0; slots[i] != NULL; i++)
    {
      const WayCode *slot = way_codes_lookup ("session_slot", slots[i]);
      GDate day = way_date_add_days (monday, way_code_get_int (slot, "weekday", 1) - 1);

      count += slot != NULL && way_date_within (&day, &placement->start, &placement->end) &&
               has_half (way_school_days_kind (days, &day), way_code_get (slot, "half"));
    }
  return count;
}

guint
way_sessions_expected (const WaySchoolDays *days,
                       const WayPlacement  *placement,
                       const GDate         *monday)
{
  GDate to = way_date_add_days (monday, DAYS_OF_WEEK - 1);
  GDate from = *monday;
  int full_time = way_code_get_int (way_codes_lookup ("funding_rule", "full_time"), "sessions", 0);
  guint open, sessions;

  if (!way_date_overlap (&from, &to, &placement->start, &placement->end))
    return 0;
  if (placement->timetable != NULL)
    return count_slots (days, placement, monday);
  if (way_date_compare (&placement->start, &from) > 0)
    from = placement->start;
  if (way_date_is_set (&placement->end) && way_date_compare (&placement->end, &to) < 0)
    to = placement->end;
  open = way_school_days_count_half_days (days, &from, &to);
  if (placement->sessions == WAY_INTEGER_NONE || full_time <= 0 ||
      placement->sessions >= full_time)
    return open;
  sessions = (guint) placement->sessions;
  return (open * sessions + (guint) full_time / 2) / (guint) full_time;
}
