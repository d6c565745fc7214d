/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of protected tables. */

#include "way-release-chart.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "way-date.h"
#include "way-release-private.h"

/* --- A table in a period --- */

static const WayReleaseDimension *
get_dimension (const WayReleaseTable *table)
{
  return &g_array_index (table->dimensions, WayReleaseDimension, 0);
}

/* Where the first dimension has a category and the others their total; of a share,
 * which is all in the total, the last has its first category: of whom it is true. */
static guint
find_cell (const WayReleaseTable  *table,
           const WayReleaseColumn *column,
           guint                   category)
{
  guint at[WAY_DISCLOSURE_MOST_DIMENSIONS];

  for (guint i = 1; i < table->dimensions->len; i++)
    at[i] = g_array_index (table->dimensions, WayReleaseDimension, i).codes->len;
  if (column->kind == WAY_RELEASE_SHARE)
    at[table->dimensions->len - 1] = 0;
  at[0] = category;
  return way_release_table_cell (table, at);
}

static const WayReleaseColumn *
find_first (const WayReleaseTable *table,
            WayReleaseKind         kind)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_array_index (table->columns, WayReleaseColumn, i).kind == kind)
      return &g_array_index (table->columns, WayReleaseColumn, i);
  return NULL;
}

/* A share where there is one, else the first count. */
static const WayReleaseColumn *
find_shown (const WayReleaseTable *table)
{
  const WayReleaseColumn *column = find_first (table, WAY_RELEASE_SHARE);

  if (column == NULL)
    column = find_first (table, WAY_RELEASE_COUNT);
  return column != NULL ? column : &g_array_index (table->columns, WayReleaseColumn, 0);
}

static void
set_state (WayChartData    *data,
           guint            series,
           guint            point,
           const WayFigure *figure)
{
  if (figure->symbol == WAY_SYMBOL_CONFIDENTIAL)
    way_chart_data_set_state (data, series, point, WAY_CHART_SUPPRESSED);
}

static double
get_value (const WayFigure *figure,
           gboolean         is_rate)
{
  if (figure->symbol != WAY_SYMBOL_NUMBER)
    return NAN;
  return is_rate ? figure->value / 10.0 : figure->value;
}

static guint
add_series (WayChartData           *data,
            const WayReleaseTable  *table,
            const WayReleaseColumn *column,
            guint                   period,
            WayChartTranslateFunc   translate)
{
  guint n = get_dimension (table)->codes->len;
  const WayFigure *figures = column->figures + period * way_release_table_n_cells (table);
  g_autofree double *values = g_new (double, n + 1);
  gboolean is_rate = way_release_kind_has_tenths (column->kind);
  WayChartSeries it = { .name = way_chart_say (translate, column->title), .whole = -1,
                        .decimals = is_rate ? 1 : 0 };
  guint series;

  for (guint i = 0; i < n; i++)
    values[i] = get_value (&figures[find_cell (table, column, i)], is_rate);
  series = way_chart_data_add_series (data, &it, values);
  for (guint i = 0; i < n; i++)
    set_state (data, series, i, &figures[find_cell (table, column, i)]);
  return series;
}

static WayChartData *
new_data (const WayReleaseTable *table,
          WayChartTranslateFunc  translate)
{
  const WayReleaseDimension *dimension = get_dimension (table);
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < dimension->labels->len; i++)
    g_ptr_array_add (labels, (gpointer) way_chart_say (translate,
                                                       g_ptr_array_index (dimension->labels, i)));
  return way_chart_data_new_labels (way_chart_say (translate, dimension->title),
                                    (const char *const *) labels->pdata, labels->len, translate);
}

/* A census day as people say it; a school year as it is. */
static char *
say_period (const WayReleaseTable *table,
            guint                  period,
            WayChartTranslateFunc  translate)
{
  const char *text = g_ptr_array_index (table->periods, period);
  GDate day;

  return translate != NULL && way_date_parse (text, &day)
           ? way_chart_say_date (translate, way_date_julian (&day)) : g_strdup (text);
}

WayChart *
way_release_table_chart (const WayReleaseTable *table,
                         guint                  period,
                         const char            *source,
                         WayChartTranslateFunc  translate)
{
  const WayReleaseColumn *column = find_shown (table);
  const WayReleaseColumn *places = find_first (table, WAY_RELEASE_OPEN);
  g_autofree char *when = say_period (table, period, translate);
  g_autofree char *subtitle = g_strdup_printf ("%s, %s", way_chart_say (translate, column->title),
                                               when);
  g_autoptr(WayChartData) data = new_data (table, translate);
  WayMark bar = { .kind = WAY_MARK_BAR, .role = WAY_CHART_SERIES_1 };
  WayMark tick = { .kind = WAY_MARK_TICK, .role = WAY_CHART_INK };
  WayChart *chart;

  bar.series = add_series (data, table, column, period, translate);
  way_chart_data_set_title (data, way_chart_say (translate, table->title));
  way_chart_data_set_subtitle (data, subtitle);
  way_chart_data_set_source (data, source);
  chart = way_chart_new (data, WAY_CHART_ROWS);
  way_chart_add_mark (chart, &bar);
  if (places == NULL || places == column)
    return chart;
  way_chart_set_counted (chart, FALSE);       /* a number would stand where the tick does */
  tick.series = add_series (data, table, places, period, translate);
  way_chart_add_mark (chart, &tick);
  return chart;
}

WayChart *
way_release_chart (const WayPublishDraft *draft,
                   const WayReleaseTable *table)
{
  g_autofree char *source = way_release_title (draft);

  return way_release_table_chart (table, table->periods->len - 1, source, NULL);
}

/* --- From census day to census day --- */

typedef struct
{
  guint32          day;
  const WayFigure *on_roll;
  const WayFigure *places;
} Point;

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const Point *one = a, *two = b;

  return one->day < two->day ? -1 : one->day > two->day;
}

static void
add_points (const WayReleaseTable *table,
            GArray                *points)
{
  const WayReleaseColumn *on_roll = way_release_table_find (table, "on_roll");
  const WayReleaseColumn *places = way_release_table_find (table, "places");
  guint n = way_release_table_n_cells (table);
  GDate day;

  for (guint i = 0; on_roll != NULL && places != NULL && i < table->periods->len; i++)
    if (way_date_parse (g_ptr_array_index (table->periods, i), &day))
      {
        Point point = { way_date_julian (&day), &on_roll->figures[(i + 1) * n - 1],
                        &places->figures[(i + 1) * n - 1] };

        g_array_append_val (points, point);
      }
}

/* The total of one day stands in several tables, and is the same in each. */
static GArray *
list_points (const GPtrArray *tables)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (Point));
  guint n = 0;

  for (guint i = 0; i < tables->len; i++)
    add_points (g_ptr_array_index (tables, i), points);
  g_array_sort (points, compare_points);
  for (guint i = 0; i < points->len; i++)
    if (n == 0 || g_array_index (points, Point, n - 1).day != g_array_index (points, Point, i).day)
      g_array_index (points, Point, n++) = g_array_index (points, Point, i);
  g_array_set_size (points, n);
  return points;
}

static char *
say_last (const Point           *last,
          WayChartTranslateFunc  translate)
{
  g_autofree char *day = way_chart_say_date (translate, last->day);

  if (last->on_roll->symbol != WAY_SYMBOL_NUMBER || last->places->symbol != WAY_SYMBOL_NUMBER)
    return g_strdup (way_chart_say (translate, N_("Places and pupils on roll")));
  return g_strdup_printf (way_chart_say (translate, N_("%d of %d places were filled on %s")),
                          last->on_roll->value, last->places->value, day);
}

static guint
add_line (WayChartData *data,
          const GArray *points,
          const char   *name,
          int           whole,
          gboolean      is_places)
{
  g_autofree double *values = g_new (double, points->len);
  guint series;

  for (guint i = 0; i < points->len; i++)
    {
      const Point *point = &g_array_index (points, Point, i);

      values[i] = get_value (is_places ? point->places : point->on_roll, FALSE);
    }
  series = way_chart_data_add_series (data, &(WayChartSeries) { .name = name, .whole = whole },
                                      values);
  for (guint i = 0; i < points->len; i++)
    {
      const Point *point = &g_array_index (points, Point, i);

      set_state (data, series, i, is_places ? point->places : point->on_roll);
    }
  return series;
}

/* Its name at the end of a line, where that has a number. */
static void
name_end (WayChart         *chart,
          const Point      *last,
          const WayFigure  *figure,
          const char       *name,
          WayChartRole      role)
{
  if (figure->symbol == WAY_SYMBOL_NUMBER)
    way_chart_add_guide (chart, &(WayGuide) { .kind = WAY_GUIDE_END, .x = last->day,
                                              .y = figure->value, .text = name, .role = role,
                                              .is_bold = TRUE });
}

static WayChart *
draw_points (const GArray          *points,
             const char            *source,
             WayChartTranslateFunc  translate)
{
  const Point *last = &g_array_index (points, Point, points->len - 1);
  g_autofree guint32 *days = g_new (guint32, points->len);
  g_autofree char *title = say_last (last, translate);
  g_autoptr(WayChartData) data = NULL;
  WayMark line = { .kind = WAY_MARK_LINE, .role = WAY_CHART_SERIES_1, .has_end_dot = TRUE };
  WayMark dots = { .kind = WAY_MARK_DOT, .role = WAY_CHART_SERIES_1 };
  WayMark step = { .kind = WAY_MARK_STEP, .role = WAY_CHART_INK };
  WayChart *chart;

  for (guint i = 0; i < points->len; i++)
    days[i] = g_array_index (points, Point, i).day;
  data = way_chart_data_new_days (days, points->len, translate);
  line.series = dots.series =
    add_line (data, points, way_chart_say (translate, N_("On roll")), 1, FALSE);
  step.series = add_line (data, points, way_chart_say (translate, N_("Places")), -1, TRUE);
  way_chart_data_set_title (data, title);
  way_chart_data_set_subtitle (data, way_chart_say (translate, N_("Commissioned places and pupils on "
                                                                  "roll on each census day")));
  way_chart_data_set_source (data, source);
  chart = way_chart_new (data, WAY_CHART_TIME);
  way_chart_set_range (chart, 0, 0);
  way_chart_add_mark (chart, &step);
  way_chart_add_mark (chart, &line);
  way_chart_add_mark (chart, &dots);
  name_end (chart, last, last->places, way_chart_say (translate, N_("Places")), WAY_CHART_INK);
  name_end (chart, last, last->on_roll, way_chart_say (translate, N_("On roll")),
            WAY_CHART_SERIES_1);
  return chart;
}

WayChart *
way_release_occupancy_chart (const GPtrArray       *tables,
                             const char            *source,
                             WayChartTranslateFunc  translate)
{
  g_autoptr(GArray) points = list_points (tables);

  return points->len > 0 ? draw_points (points, source, translate) : NULL;
}
