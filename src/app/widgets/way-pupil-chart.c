/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a child's chart, in words and colours. */
#include "way-pupil-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "way-chart-timeline.h"
#include "way-date-words.h"
#include "way-measure.h"
#include "way-pupil-words.h"
#include "way-school-periods.h"

/* Of the axis past today: room for what is said of the next day, and no more than
 * can be read. */
#define LEAST_MONTHS_AHEAD 2
#define MOST_MONTHS_AHEAD 12

#define LANE_WEEKS WAY_N_PUPIL_LANES
#define N_LANES (LANE_WEEKS + 1)

typedef struct
{
  const WayPupilFacts *facts;
  const GDate         *today;
  guint                places[N_LANES];  /* of the lanes that are shown */
  guint32              from;             /* of the axis */
  guint32              to;
  GArray              *events;    /* WayEvent */
  GPtrArray           *texts;     /* char *, of the events */
} Maker;

static gboolean
has_code (const WayPupilBar *bar,
          const char        *code)
{
  return bar->code != NULL && g_str_equal (bar->code->id, code);
}

/* Only where a child is on two rolls does it need saying which is which. */
static char *
roll_words (const WayPupilBar *bar)
{
  if (has_code (bar, "M"))
    return g_strdup_printf (_("%s, main roll"), bar->name);
  if (has_code (bar, "S"))
    return g_strdup_printf (_("%s, subsidiary"), bar->name);
  return g_strdup (bar->name);
}

static gboolean
is_current (const Maker       *maker,
            const WayPupilBar *bar)
{
  return maker->facts->placement != NULL &&
         way_id_equal (&maker->facts->placement->id, &bar->record);
}

static char *
placement_words (const Maker       *maker,
                 const WayPupilBar *bar)
{
  const WayPupilFacts *facts = maker->facts;

  if (is_current (maker, bar) && facts->weeks > 0)
    return g_strdup_printf (_("%s, week %u of %u"), bar->name, facts->week, facts->weeks);
  return g_strdup (bar->name);
}

static char *
exclusion_words (const WayPupilBar *bar)
{
  if (bar->half_days != WAY_INTEGER_NONE && bar->half_days > 0)
    return way_pupil_words_days (bar->half_days);
  return bar->code != NULL ? g_strdup (_(bar->code->label)) : NULL;
}

static char *
review_words (const Maker       *maker,
              const WayPupilBar *bar)
{
  g_autofree char *day = NULL;

  if (!bar->is_due)
    return g_strdup (_("held"));
  day = way_date_words_day (&bar->from, maker->today);
  if (way_date_compare (&bar->from, maker->today) < 0)
    return g_strdup_printf (_("was due %s"), day);
  return g_strdup_printf (_("by %s"), day);
}

static char *
bar_words (const Maker       *maker,
           const WayPupilBar *bar)
{
  switch (bar->lane)
    {
    case WAY_LANE_ROLLS:
      return roll_words (bar);
    case WAY_LANE_EXCLUSIONS:
      return exclusion_words (bar);
    case WAY_LANE_PLACEMENTS:
      return placement_words (maker, bar);
    case WAY_LANE_ABSENCES:
    case WAY_LANE_DUTIES:
      return bar->code != NULL ? g_strdup (_(bar->code->label)) : NULL;
    case WAY_LANE_REVIEWS:
    default:
      return review_words (maker, bar);
    }
}

static WayChartRole
review_role (const Maker       *maker,
             const WayPupilBar *bar)
{
  for (guint i = 0; bar->is_due && i < maker->facts->duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (maker->facts->duties, i);

      if (!way_id_equal (&duty->placement, &bar->record) ||
          way_date_compare (&duty->due, &bar->from) != 0)
        continue;
      if (duty->duty.state == WAY_DUTY_BREACHED)
        return WAY_CHART_BREACH;
      if (duty->duty.state == WAY_DUTY_DUE)
        return WAY_CHART_DUE;
    }
  return WAY_CHART_INK;
}

static WayChartRole
duty_role (const WayPupilBar *bar)
{
  if (bar->state == WAY_DUTY_BREACHED || bar->state == WAY_DUTY_MET_LATE)
    return WAY_CHART_BREACH;
  return bar->state == WAY_DUTY_DUE ? WAY_CHART_DUE : WAY_CHART_INK;
}

/* A placement, its roll and the attendance there share a colour, today's one of
 * its own. */
static WayChartRole
bar_role (const Maker       *maker,
          const WayPupilBar *bar)
{
  if (bar->lane == WAY_LANE_REVIEWS)
    return review_role (maker, bar);
  if (bar->lane == WAY_LANE_DUTIES)
    return duty_role (bar);
  if (bar->lane == WAY_LANE_EXCLUSIONS || bar->lane == WAY_LANE_ABSENCES)
    return WAY_CHART_LANE_4;
  if (is_current (maker, bar))
    return WAY_CHART_LANE_2;
  if (bar->lane == WAY_LANE_PLACEMENTS || bar->is_placed)
    return WAY_CHART_LANE_3;
  return WAY_CHART_LANE_1;
}

static WayEventKind
bar_kind (const WayPupilBar *bar)
{
  if (bar->lane == WAY_LANE_REVIEWS || bar->lane == WAY_LANE_DUTIES)
    return WAY_EVENT_MOMENT;
  return bar->lane == WAY_LANE_EXCLUSIONS || bar->lane == WAY_LANE_ABSENCES ? WAY_EVENT_SHORT
                                                                          : WAY_EVENT_BAR;
}

/* The day after the roll of a school ended it begins again, as when the only
 * roll becomes the main one of two: one bar, called as it is called now. */
static const WayPupilBar *
find_next_roll (const GArray      *bars,
                const WayPupilBar *bar)
{
  GDate next;

  if (bar->lane != WAY_LANE_ROLLS || bar->is_placed || !way_date_is_set (&bar->to))
    return NULL;
  next = way_date_add_days (&bar->to, 1);
  for (guint i = 0; i < bars->len; i++)
    {
      const WayPupilBar *other = &g_array_index (bars, WayPupilBar, i);

      if (other->lane == WAY_LANE_ROLLS && !other->is_placed &&
          way_date_compare (&other->from, &next) == 0 &&
          way_date_compare (&other->from, &bar->from) > 0 && g_str_equal (other->name, bar->name))
        return other;
    }
  return NULL;
}

static gboolean
is_next_roll (const GArray      *bars,
              const WayPupilBar *bar)
{
  for (guint i = 0; i < bars->len; i++)
    if (find_next_roll (bars, &g_array_index (bars, WayPupilBar, i)) == bar)
      return TRUE;
  return FALSE;
}

static void
add_bar (Maker             *maker,
         const WayPupilBar *bar)
{
  const WayPupilBar *last = bar;
  WayEvent event = {
    .kind = bar_kind (bar), .lane = maker->places[bar->lane], .from = way_date_julian (&bar->from), .value = NAN,
  };
  char *text;

  for (const WayPupilBar *next = bar; next != NULL;
       next = find_next_roll (maker->facts->bars, next))
    last = next;
  /* A record may end before it begins; a chart may not. */
  if (way_date_is_set (&last->to))
    event.to = MAX (way_date_julian (&last->to), event.from);
  if (event.to != 0 && event.to < maker->from)
    return;
  event.role = bar_role (maker, last);
  text = bar_words (maker, last);
  if (text != NULL)
    g_ptr_array_add (maker->texts, text);
  event.text = text;
  g_array_append_val (maker->events, event);
}

/* All but what lies before or past the axis. */
static void
add_bars (Maker *maker)
{
  const GArray *bars = maker->facts->bars;

  for (guint i = 0; i < bars->len; i++)
    {
      const WayPupilBar *bar = &g_array_index (bars, WayPupilBar, i);

      if (way_date_is_set (&bar->from) && way_date_julian (&bar->from) <= maker->to &&
          !is_next_roll (bars, bar))
        add_bar (maker, bar);
    }
}

static void
add_weeks (Maker *maker)
{
  const WayPupilFacts *facts = maker->facts;

  for (guint i = 0; i < facts->attendance->len; i++)
    {
      const WayPupilWeek *week = &g_array_index (facts->attendance, WayPupilWeek, i);
      GDate sunday = way_date_add_days (&week->week, 6);
      gboolean now = facts->placement != NULL &&
                     way_date_compare (&sunday, &facts->placement->start) >= 0;
      WayEvent event = {
        .kind = WAY_EVENT_WEEK, .lane = maker->places[LANE_WEEKS], .from = way_date_julian (&week->week),
        .to = way_date_julian (&sunday), .role = now ? WAY_CHART_LANE_2 : WAY_CHART_LANE_3,
        .value = week->possible > 0 ? 100.0 * (double) week->attended / (double) week->possible
                                    : NAN,
      };

      if (event.to >= maker->from && event.from <= maker->to)
        g_array_append_val (maker->events, event);
    }
}

static gboolean
has_permanent (const WayPupilFacts *facts)
{
  for (guint i = 0; i < facts->bars->len; i++)
    {
      const WayPupilBar *bar = &g_array_index (facts->bars, WayPupilBar, i);

      if (bar->lane == WAY_LANE_EXCLUSIONS && bar->code != NULL &&
          way_code_is (bar->code, "permanent"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_bars (const WayPupilFacts *facts,
          WayPupilLane         lane)
{
  for (guint i = 0; i < facts->bars->len; i++)
    if (g_array_index (facts->bars, WayPupilBar, i).lane == lane)
      return TRUE;
  return FALSE;
}

/* The lanes that are shown, in their order: absences, duties and attendance only
 * where there are any. */
static guint
name_lanes (Maker   *maker,
            WayLane  lanes[N_LANES])
{
  const WayPupilFacts *facts = maker->facts;
  const char *names[N_LANES] = {
    [WAY_LANE_ROLLS] = _("Rolls"),
    [WAY_LANE_EXCLUSIONS] = has_permanent (facts) ? _("Exclusions") : _("Suspensions"),
    [WAY_LANE_ABSENCES] = has_bars (facts, WAY_LANE_ABSENCES) ? _("Absences") : NULL,
    [WAY_LANE_PLACEMENTS] = _("Placements"),
    [WAY_LANE_REVIEWS] = _("Reviews"),
    [WAY_LANE_DUTIES] = has_bars (facts, WAY_LANE_DUTIES) ? _("Duties") : NULL,
    [LANE_WEEKS] = facts->attendance->len > 0 ? _("Attendance") : NULL,
  };
  guint n = 0;

  for (guint i = 0; i < N_LANES; i++)
    {
      maker->places[i] = n;
      if (names[i] == NULL)
        continue;
      lanes[n] = (WayLane) { .name = names[i], .level = NAN };
      if (i == LANE_WEEKS)
        lanes[n] = (WayLane) { .name = names[i], .note = _("by week"), .full = 100, .unit = "%",
                               .level = way_measure_on ("good_attendance", maker->today) };
      n++;
    }
  return n;
}

static WayChart *
make_chart (Maker               *maker,
            const WaySchoolDays *days)
{
  GDate first = way_date_from_julian (maker->from);
  GDate last = way_date_from_julian (maker->to);
  g_autoptr(GArray) periods = way_school_periods (days, &first, &last);
  g_autofree char *month = way_chart_say_month (way_chart_gettext, maker->from);
  g_autofree char *title = way_pupil_words_title (maker->facts);
  g_autofree char *subtitle =
    g_strdup_printf (_("What happened, and what is due, since %s. Holidays shaded, expected "
                       "dates dashed."), month);
  WayLane lanes[N_LANES];
  WayTimeline timeline = {
    .lanes = lanes, .n_lanes = name_lanes (maker, lanes),
    .from = maker->from, .to = maker->to, .today = way_date_julian (maker->today),
    .periods = (const WayPeriod *) (gpointer) periods->data, .n_periods = periods->len,
    .title = title, .subtitle = subtitle, .translate = way_chart_gettext,
  };

  add_bars (maker);
  add_weeks (maker);
  timeline.events = (const WayEvent *) (gpointer) maker->events->data;
  timeline.n_events = maker->events->len;
  return way_timeline_chart_new (&timeline);
}

WayChart *
way_pupil_chart_new_days (const WayPupilFacts *facts,
                          const WaySchoolDays *days,
                          const GDate         *today,
                          guint32              from,
                          guint32              to)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (WayEvent));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Maker maker = { .facts = facts, .today = today, .events = events, .texts = texts,
                  .from = from, .to = to };

  g_return_val_if_fail (from < to, NULL);

  return make_chart (&maker, days);
}

WayChart *
way_pupil_chart_new (const WayPupilFacts *facts,
                     const WaySchoolDays *days,
                     const GDate         *today)
{
  GDate from = way_date_week_start (&facts->from);
  GDate to = way_date_add_months (today, LEAST_MONTHS_AHEAD);
  GDate most = way_date_add_months (today, MOST_MONTHS_AHEAD);

  if (way_date_compare (&facts->to, &most) >= 0)
    to = most;
  else if (way_date_compare (&facts->to, &to) > 0)
    to = facts->to;
  return way_pupil_chart_new_days (facts, days, today, way_date_julian (&from),
                                   way_date_julian (&to));
}
