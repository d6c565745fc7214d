/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a timeline: its events in order, each said in full, as the table that
 * read-out, walk and file work from.  way-chart-lanes.c lays it out. */

#include "way-chart-timeline.h"

#include "way-chart-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const WayEvent *ea = a, *eb = b;

  if (ea->lane != eb->lane)
    return ea->lane < eb->lane ? -1 : 1;
  if (ea->from != eb->from)
    return ea->from < eb->from ? -1 : 1;
  return g_strcmp0 (ea->text, eb->text);
}

/* "Rolls: Alder Park School, main roll, Mon 1 Sep 2025 to Fri 11 Dec 2026,
 * expected". */
static char *
say_event (const WayTimeline *timeline,
           const WayEvent    *event)
{
  WayChartTranslateFunc translate = timeline->translate;
  const WayLane *lane = &timeline->lanes[event->lane];
  const char *text = event->text != NULL ? event->text : "";
  const char *comma = event->text != NULL ? ", " : "";
  g_autofree char *from = way_chart_say_day (translate, event->from);
  g_autofree char *to = way_chart_say_day (translate, event->to);
  g_autofree char *when = NULL;
  g_autofree char *value = NULL;

  if (event->kind == WAY_EVENT_WEEK)
    {
      value = isfinite (event->value)
                ? way_chart_say_number (event->value, 0)
                : g_strdup (way_chart_say (translate, N_("not collected")));
      when = g_strdup_printf (way_chart_say (translate, N_("week of %s")), from);
      return g_strdup_printf ("%s: %s%s, %s%s%s", lane->name, value,
                              isfinite (event->value) && lane->unit != NULL ? lane->unit : "",
                              when, comma, text);
    }
  if (event->to == 0)
    when = g_strdup_printf (way_chart_say (translate, N_("from %s")), from);
  else if (event->to == event->from)
    when = g_strdup (from);
  else
    when = g_strdup_printf (way_chart_say (translate, N_("%s to %s")), from, to);
  if (timeline->today != 0 && event->to > timeline->today)
    return g_strdup_printf (way_chart_say (translate, N_("%s: %s%s%s, expected")), lane->name, text,
                            comma, when);
  return g_strdup_printf ("%s: %s%s%s", lane->name, text, comma, when);
}

static gboolean
is_sound (const WayTimeline *timeline,
          const WayEvent    *event)
{
  return event->lane < timeline->n_lanes && event->from > 0 &&
         (event->to == 0 || event->to >= event->from);
}

static WayChartData *
make_data (const WayTimeline *timeline,
           const WayEvent    *events)
{
  guint n = timeline->n_events;
  WayChartTranslateFunc translate = timeline->translate;
  g_auto(GStrv) labels = g_new0 (char *, n + 1);
  g_autofree guint *groups = g_new0 (guint, MAX (n, 1));
  g_autofree double *from = g_new0 (double, MAX (n, 1));
  g_autofree double *to = g_new0 (double, MAX (n, 1));
  WayChartData *data;

  for (guint i = 0; i < n; i++)
    {
      labels[i] = say_event (timeline, &events[i]);
      groups[i] = events[i].lane;
      from[i] = events[i].from;
      to[i] = events[i].to != 0 ? events[i].to : NAN;
    }
  data = way_chart_data_new_labels (way_chart_say (translate, N_("What")),
                                    (const char *const *) labels, n, translate);
  way_chart_data_set_groups (data, groups);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = way_chart_say (translate,
                                                                              N_("First day")),
                                                       .whole = -1, .is_day = TRUE }, from);
  way_chart_data_add_series (data, &(WayChartSeries) { .name = way_chart_say (translate,
                                                                              N_("Last day")),
                                                       .whole = -1, .is_day = TRUE }, to);
  way_chart_data_set_title (data, timeline->title);
  way_chart_data_set_subtitle (data, timeline->subtitle);
  way_chart_data_set_source (data, timeline->source);
  return data;
}

WayChart *
way_timeline_chart_new (const WayTimeline *timeline)
{
  g_autofree WayEvent *events = NULL;
  g_autoptr(WayChartData) data = NULL;
  WayChart *chart;

  g_return_val_if_fail (timeline->from > 0 && timeline->to > timeline->from, NULL);
  for (guint i = 0; i < timeline->n_events; i++)
    g_return_val_if_fail (is_sound (timeline, &timeline->events[i]), NULL);

  events = g_memdup2 (timeline->events, timeline->n_events * sizeof *events);
  if (timeline->n_events > 0)
    qsort (events, timeline->n_events, sizeof *events, compare_events);
  data = make_data (timeline, events);
  chart = way_chart_new (data, WAY_CHART_LANES);
  way_chart_add_periods (chart, timeline->periods, timeline->n_periods);
  way_chart_set_range (chart, timeline->from, timeline->to);
  chart->today = timeline->today;
  for (guint i = 0; i < timeline->n_lanes; i++)
    {
      WayLane lane = timeline->lanes[i];

      lane.name = g_string_chunk_insert (chart->texts, lane.name);
      lane.note = lane.note != NULL ? g_string_chunk_insert (chart->texts, lane.note) : NULL;
      lane.unit = lane.unit != NULL ? g_string_chunk_insert (chart->texts, lane.unit) : NULL;
      g_array_append_val (chart->lanes, lane);
    }
  for (guint i = 0; i < timeline->n_events; i++)
    {
      WayEvent event = events[i];

      event.text = event.text != NULL ? g_string_chunk_insert (chart->texts, event.text) : NULL;
      g_array_append_val (chart->events, event);
    }
  return chart;
}
