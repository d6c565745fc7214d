/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before and after as two plots of one chart, so that they are copied, printed and
 * read as one. */

#include "way-place-plan-chart.h"

#include <glib/gi18n.h>

#include "way-chart-matrix.h"

#define N_SIDES 2              /* as it is, and with the changes */

static const char *
say (const WayPlacePlanFigure *self,
     const char               *msgid) G_GNUC_FORMAT (2);

static const char *
say (const WayPlacePlanFigure *self,
     const char               *msgid)
{
  return way_chart_say (self->translate, msgid);
}

/* Index of the day on which all changes hold; of today where there is none. */
static guint
find_day (const WayPlacePlanFigure *self)
{
  const GArray *days = way_place_plan_days (self->plan);
  guint32 wanted = way_date_julian (&self->today);
  guint n_changes = way_place_plan_n_changes (self->plan);

  for (guint i = 0; i < n_changes; i++)
    {
      guint32 day = way_place_plan_get_change (self->plan, i)->day;

      wanted = i == 0 ? day : MAX (wanted, day);
    }
  for (guint i = 0; i < days->len; i++)
    if (way_date_julian (&g_array_index (days, GDate, i)) == wanted)
      return i;
  return days->len - 1;
}

static char *
make_title (const WayPlacePlanFigure *self)
{
  guint at = find_day (self);
  const GDate *on = &g_array_index (way_place_plan_days (self->plan), GDate, at);
  g_autofree char *day = way_chart_say_date (self->translate, way_date_julian (on));
  WayPlaceStand before = way_place_plan_stand (self->plan, self->setting, at, FALSE);
  WayPlaceStand after = way_place_plan_stand (self->plan, self->setting, at, TRUE);

  if (way_place_plan_n_changes (self->plan) == 0)
    return g_strdup_printf (say (self, N_("Nothing is changed yet: %d places, %d of them free")),
                            before.places, before.free);
  if (after.over > 0)
    return g_strdup_printf (
      way_chart_say_n (self->translate,
                       N_("%s: %d places instead of %d, and %d pupil without one"),
                       N_("%s: %d places instead of %d, and %d pupils without one"),
                       (gulong) after.over), day, after.places, before.places, after.over);
  return g_strdup_printf (say (self, N_("%s: %d places instead of %d, %d free instead of %d")), day,
                          after.places, before.places, after.free, before.free);
}

static char *
make_subtitle (const WayPlacePlanFigure *self)
{
  const char *whose = self->setting < way_place_plan_n_settings (self->plan)
                        ? way_place_plan_get_name (self->plan, self->setting)
                        : say (self, N_("All settings"));

  /* Translators: the name of a setting, or "All settings". */
  if (way_place_plan_get_expected (self->plan))
    return g_strdup_printf (say (self, N_("What if, and not what is: %s, pupils on roll and places. "
                                          "Who is still there leaves on the expected last day, or "
                                          "stays where there is none or it has passed; nobody new "
                                          "is counted.")), whose);
  return g_strdup_printf (say (self, N_("What if, and not what is: %s, pupils on roll and places. "
                                        "Who has no last day yet is counted as staying; nobody "
                                        "new is counted.")), whose);
}

static void
fill_side (const WayPlacePlanFigure *self,
           gboolean                  changed,
           double                   *places,
           double                   *on_roll)
{
  guint n = way_place_plan_days (self->plan)->len;

  for (guint i = 0; i < n; i++)
    {
      WayPlaceStand stand = way_place_plan_stand (self->plan, self->setting, i, changed);

      places[i] = stand.places;
      on_roll[i] = stand.on_roll;
    }
}

WayChart *
way_place_plan_chart_new (const WayPlacePlanFigure *self)
{
  const GArray *dates = way_place_plan_days (self->plan);
  guint n = dates->len;
  g_autofree guint32 *days = g_new (guint32, MAX (n, 1));
  g_autofree double *numbers = g_new (double, 2 * N_SIDES * MAX (n, 1));
  g_autofree char *title = make_title (self);
  g_autofree char *subtitle = make_subtitle (self);
  WayMultiplesSetting sides[N_SIDES];

  for (guint i = 0; i < n; i++)
    days[i] = way_date_julian (&g_array_index (dates, GDate, i));
  for (guint i = 0; i < N_SIDES; i++)
    {
      double *places = numbers + 2 * i * n;

      fill_side (self, i > 0, places, places + n);
      sides[i] = (WayMultiplesSetting) { i > 0 ? say (self, N_("What if"))
                                               : say (self, N_("As it is")), places, places + n };
    }
  return way_multiples_chart_new (&(WayMultiplesChart) {
    .days = days, .n_days = n, .settings = sides, .n_settings = N_SIDES,
    .today = way_date_julian (&self->today),
    .periods = self->periods != NULL ? (const WayPeriod *) (gconstpointer) self->periods->data : NULL,
    .n_periods = self->periods != NULL ? self->periods->len : 0, .title = title,
    .subtitle = subtitle, .translate = self->translate });
}

char *
way_place_plan_say_change (const WayPlacePlan    *plan,
                           const WayPlaceChange  *change,
                           WayChartTranslateFunc  translate)
{
  const char *at = way_place_plan_get_name (plan, change->group);
  gulong n = (gulong) change->places;

  /* Translators: a number of places, then the name of a setting, or two. */
  switch (change->kind)
    {
    case WAY_PLACES_MOVE:
      return g_strdup_printf (way_chart_say_n (translate, N_("Move %d place from %s to %s"),
                                               N_("Move %d places from %s to %s"), n),
                              change->places, at, way_place_plan_get_name (plan, change->to));
    case WAY_PLACES_CLOSE:
      return g_strdup_printf (way_chart_say_n (translate, N_("Close %d place at %s"),
                                               N_("Close %d places at %s"), n), change->places, at);
    case WAY_PLACES_ADD:
    default:
      return g_strdup_printf (way_chart_say_n (translate, N_("Add %d place at %s"),
                                               N_("Add %d places at %s"), n), change->places, at);
    }
}
