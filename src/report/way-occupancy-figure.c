/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-occupancy-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "way-indicators.h"

#define OCCUPANCY "K02"        /* the indicator whose target is meant */

const WayOccupancyGroup *
way_occupancy_table_find (const WayOccupancyTable *self,
                          const WayId             *setting)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (self->groups, WayOccupancyGroup, i);

      if (way_id_equal (&group->id, setting))
        return group;
    }
  return NULL;
}

static gboolean
is_of_all (const WayOccupancyFigure *self)
{
  return self->setting == NULL || way_id_is_null (self->setting);
}

double
way_occupancy_figure_people (const WayOccupancyFigure *self,
                             const WayOccupancyCell   *cell)
{
  return self->is_fte ? cell->sessions / 10.0 : cell->on_roll;
}

guint
way_occupancy_figure_row (const WayOccupancyFigure *self)
{
  const WayOccupancyGroup *group =
    is_of_all (self) ? NULL : way_occupancy_table_find (self->series, self->setting);

  return group != NULL ? group->row : self->series->whole;
}

/* Counted settings, or the one. */
static GArray *
list_settings (const WayOccupancyFigure *self)
{
  GArray *settings = g_array_new (FALSE, FALSE, sizeof (WayOccupancyChartSetting));

  for (guint i = 0; i < self->series->groups->len; i++)
    {
      const WayOccupancyGroup *group = &g_array_index (self->series->groups, WayOccupancyGroup, i);
      const WayOccupancyCell *cell = way_occupancy_row (self->series->counts, group->row) +
                                     self->title_at;
      WayOccupancyChartSetting setting = { group->key, cell->places,
                                           way_occupancy_figure_people (self, cell) };

      if (group->counted && (is_of_all (self) || way_id_equal (&group->id, self->setting)))
        g_array_append_val (settings, setting);
    }
  return settings;
}

static guint32
day_at (const WayOccupancyFigure *self,
        guint                     at)
{
  return way_date_julian (&g_array_index (self->series->days, GDate, at));
}

static gboolean
is_shown (const WayOccupancyFigure *self,
          guint32                   day)
{
  return (self->from == 0 || day >= self->from) && (self->to == 0 || day <= self->to);
}

gboolean
way_occupancy_figure_aim (WayOccupancyFigure  *self,
                          WayDb               *db,
                          const GDate         *on,
                          GError             **error)
{
  const WayCode *row = way_codes_lookup ("indicator", OCCUPANCY);
  double scale = pow (10, way_indicators_decimals (row));
  WayAim aim;

  if (!way_indicators_aim (db, row, on, &aim, error))
    return FALSE;
  if (aim.kind != WAY_AIM_BAND)
    return TRUE;
  self->target = way_chart_say (self->translate, N_("Target"));
  self->target_low = (double) aim.low / scale;
  self->target_high = (double) aim.high / scale;
  return TRUE;
}

WayChart *
way_occupancy_figure_new (const WayOccupancyFigure *self)
{
  const WayOccupancyCell *cells = way_occupancy_row (self->series->counts,
                                                     way_occupancy_figure_row (self));
  guint total = self->series->days->len;
  g_autofree guint32 *days = g_new (guint32, total);
  g_autofree double *places = g_new (double, total);
  g_autofree double *on_roll = g_new (double, total);
  g_autoptr(GArray) settings = list_settings (self);
  const WayOccupancyChartSetting *listed = (const void *) settings->data;
  g_autofree char *title = way_occupancy_chart_title (listed, settings->len, self->translate);
  g_autofree char *subtitle = NULL;
  WayOccupancyChart chart = {
    .days = days, .places = places, .on_roll = on_roll, .title = title, .today = self->today,
    .decimals = self->is_fte ? 1 : 0, .benchmark = self->target,
    .benchmark_low = self->target_low, .benchmark_high = self->target_high,
    .translate = self->translate,
  };

  for (guint i = 0; i < total; i++)
    {
      if (!is_shown (self, day_at (self, i)))
        continue;
      days[chart.n] = day_at (self, i);
      places[chart.n] = cells[i].places;
      on_roll[chart.n] = way_occupancy_figure_people (self, &cells[i]);
      chart.n++;
    }
  if (chart.n == 0)
    return NULL;
  if (self->periods != NULL)
    {
      chart.periods = (const void *) self->periods->data;
      chart.n_periods = self->periods->len;
    }
  subtitle = way_occupancy_chart_subtitle (settings->len, days[0], days[chart.n - 1],
                                           chart.n_periods > 0, self->translate);
  chart.subtitle = subtitle;
  return way_occupancy_chart_new (&chart);
}
