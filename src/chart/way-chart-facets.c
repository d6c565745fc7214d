/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small multiples: the same frame again and again, each with marks of its own,
 * on one scale unless the chart says otherwise.  Every plot is laid out by its
 * frame as if it were alone; what is kept of each leads back from a place to its
 * point. */

#include "way-chart-scene-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST_WIDTH 17.0      /* text sizes, of a plot */
#define GAP         1.8       /* text sizes, between two */
#define HEAD        1.6       /* text sizes, above each, for its name */
#define HEIGHT      13.0      /* text sizes, of a row of them */
#define HEIGHT_ALONE 18.0     /* where there is only one row */

static guint
find_columns (const WayChart *chart,
              double          text,
              double          width)
{
  guint n = chart->facets->len;
  guint most = (guint) CLAMP ((width + GAP * text) / ((LEAST_WIDTH + GAP) * text), 1, n);
  guint rows = (n + most - 1) / most;

  return (n + rows - 1) / rows;
}

static guint
find_rows (const WayChart *chart,
           double          text,
           double          width)
{
  guint columns = find_columns (chart, text, width);

  return (chart->facets->len + columns - 1) / columns;
}

double
way_scene_facets_height (const WayChart *chart,
                         double          text,
                         double          width)
{
  guint rows = find_rows (chart, text, width);

  return text * (2 + (rows == 1 ? HEIGHT_ALONE : HEIGHT) * rows);
}

/* The chart as a facet sees it; its arrays are its own. */
static WayChart
make_view (const WayChart *chart,
           guint           facet)
{
  WayChart view = *chart;

  view.marks = g_array_new (FALSE, FALSE, sizeof (WayMark));
  view.guides = g_array_new (FALSE, FALSE, sizeof (WayGuide));
  for (guint i = 0; i < chart->marks->len; i++)
    if (g_array_index (chart->marks, WayMark, i).facet == facet)
      g_array_append_val (view.marks, g_array_index (chart->marks, WayMark, i));
  for (guint i = 0; i < chart->guides->len; i++)
    if (g_array_index (chart->guides, WayGuide, i).facet == facet)
      g_array_append_val (view.guides, g_array_index (chart->guides, WayGuide, i));
  view.units = NULL;
  return view;
}

static void
clear_view (WayChart *view)
{
  g_array_unref (view->marks);
  g_array_unref (view->guides);
}

/* Makes every view reach as far as all of them do. */
static void
share_range (const WayChart *chart,
             WayChart       *view)
{
  double low, high;

  if (chart->is_free)
    return;
  if (chart->frame == WAY_CHART_TIME)
    way_scene_time_range (chart, &low, &high);
  else
    way_scene_bars_range (chart, &low, &high);
  view->low = low;
  view->high = high;
}

static WayChartBox
find_room (const WayChartScene *self,
           const WayChart      *chart,
           const WayChartBox   *room,
           guint                facet)
{
  double gap = self->text * GAP;
  guint columns = find_columns (chart, self->text, room->width);
  guint rows = find_rows (chart, self->text, room->width);
  double width = (room->width - gap * (columns - 1)) / columns;
  double height = (room->height - gap * (rows - 1)) / rows;

  return (WayChartBox) { room->x + (width + gap) * (facet % columns),
                         room->y + (height + gap) * (facet / columns), width, height };
}

/* Keeps the roles that the facet gave, and its scales. */
static void
keep_facet (WayChartScene *self,
            WayChartRole  *roles,
            guint          facet)
{
  guint n = way_chart_data_n_points (self->data);
  WayFacet kept = { self->plot, self->y, g_memdup2 (self->along, n * sizeof (double)) };

  for (guint i = 0; i < way_chart_data_n_series (self->data); i++)
    {
      if (self->roles[i] == WAY_CHART_GROUND)
        continue;
      roles[i] = self->roles[i];
      self->facet_of[i] = facet;
      self->roles[i] = WAY_CHART_GROUND;
    }
  g_array_append_val (self->facets, kept);
}

static void
lay_facet (WayChartScene     *self,
           const WayChart    *chart,
           const WayChartBox *room,
           guint              facet)
{
  WayChartBox box = find_room (self, chart, room, facet);
  WayChart view = make_view (chart, facet);
  g_autofree char *name = way_scene_shorten (self, g_ptr_array_index (chart->facets, facet), TRUE,
                                             box.width);

  way_scene_add_text (self, WAY_CHART_INK, WAY_TEXT_START, box.x,
                      way_scene_baseline (self, box.y + self->text * 0.7), name)->is_bold = TRUE;
  box.y += self->text * HEAD;
  box.height -= self->text * HEAD;
  share_range (chart, &view);
  view.is_keyed = FALSE;
  if (view.marks->len > 0)
    way_scene_lay_frame (self, &view, &box);
  clear_view (&view);
}

/* "pupils, places; the same scale for all". */
static void
add_units (WayChartScene     *self,
           const WayChart    *chart,
           const WayChartBox *room)
{
  WayChartTranslateFunc translate = way_chart_data_get_translate (self->data);
  const char *scale = chart->is_free
                        ? way_chart_say (translate, N_("each with a scale of its own"))
                        : way_chart_say (translate, N_("the same scale for all"));
  g_autofree char *text = g_strdup_printf ("%s%s%s", chart->units != NULL ? chart->units : "",
                                           chart->units != NULL ? "; " : "", scale);

  way_scene_add_text (self, WAY_CHART_DIM, WAY_TEXT_START, room->x,
                      way_scene_baseline (self, room->y + self->text * 0.7), text);
}

void
way_scene_lay_facets (WayChartScene     *self,
                      const WayChart    *chart,
                      const WayChartBox *room)
{
  g_autofree WayChartRole *roles =
    g_new0 (WayChartRole, MAX (way_chart_data_n_series (self->data), 1));
  WayChartBox rest = *room;

  add_units (self, chart, room);
  rest.y += self->text * 2;
  rest.height -= self->text * 2;
  for (guint i = 0; i < chart->facets->len; i++)
    {
      g_array_set_size (self->grid, 0);
      lay_facet (self, chart, &rest, i);
      keep_facet (self, roles, i);
    }
  for (guint i = 0; i < way_chart_data_n_series (self->data); i++)
    self->roles[i] = roles[i];
  self->plot = rest;
}
