/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart made anew from another one: fewer days, one series in focus, notes. */

#include "way-chart-look.h"

#include "way-chart-private.h"

#include <math.h>

#define MOST_NAMED  4         /* lines whose ends are named anew */
#define FOCUS_WIDTH 2.5

/* The points of the look: from the one that holds on its first day. */
static void
find_points (const WayChartData *data,
             const WayChartLook *look,
             guint              *first,
             guint              *n)
{
  guint last = way_chart_data_n_points (data) - 1;

  *first = 0;
  while (look->from > 0 && *first < last && way_chart_data_get_day (data, *first + 1) <= look->from)
    (*first)++;
  while (look->to > 0 && last > *first && way_chart_data_get_day (data, last) > look->to)
    last--;
  *n = last - *first + 1;
}

static void
copy_series (WayChartData       *to,
             const WayChartData *from,
             guint               series,
             guint               first)
{
  guint n;
  const WayChartBenchmark *benchmarks = way_chart_data_get_benchmarks (from, series, &n);

  way_chart_data_set_part (to, series, way_chart_data_get_owner (from, series),
                           way_chart_data_get_part (from, series));
  for (guint i = 0; i < n; i++)
    way_chart_data_add_benchmark (to, series, &benchmarks[i]);
  for (guint i = 0; i < way_chart_data_n_points (to) && way_chart_data_has_states (from, series);
       i++)
    way_chart_data_set_state (to, series, i, way_chart_data_get_state (from, series, first + i));
}

static void
add_notes (WayChartData       *data,
           const WayChartLook *look)
{
  for (guint i = 0; i < look->n_notes; i++)
    {
      g_autofree char *day = way_chart_say_day (way_chart_data_get_translate (data),
                                                look->notes[i].day);
      g_autofree char *text = g_strdup_printf ("%s: %s", day, look->notes[i].text);

      way_chart_data_add_note (data, text);
    }
}

static WayChartData *
copy_data (const WayChartData *from,
           guint               first,
           guint               n)
{
  g_autofree guint32 *days = g_new (guint32, n);
  WayChartData *data;

  for (guint i = 0; i < n; i++)
    days[i] = way_chart_data_get_day (from, first + i);
  data = way_chart_data_new_days (days, n, way_chart_data_get_translate (from));
  for (guint i = 0; i < way_chart_data_n_series (from); i++)
    way_chart_data_add_series (data, way_chart_data_get_series (from, i),
                               way_chart_data_get_values (from, i) + first);
  for (guint i = 0; i < way_chart_data_n_series (from); i++)
    copy_series (data, from, i, first);
  way_chart_data_set_title (data, way_chart_data_get_title (from));
  way_chart_data_set_subtitle (data, way_chart_data_get_subtitle (from));
  way_chart_data_set_source (data, way_chart_data_get_source (from));
  for (const char *const *notes = way_chart_data_get_notes (from); *notes != NULL; notes++)
    way_chart_data_add_note (data, *notes);
  return data;
}

/* --- marks --- */

/* The series in focus, its parts, and what it fills. */
static gboolean
is_in_focus (const WayChartData *data,
             const WayMark      *mark,
             int                 focus)
{
  guint owner = way_chart_data_get_owner (data, mark->series);

  return focus < 0 || owner == (guint) focus ||
         way_chart_data_get_series (data, (guint) focus)->whole == (int) mark->series;
}

static void
add_mark (WayChart      *chart,
          const WayMark *mark,
          int            focus)
{
  WayMark added = *mark;
  gboolean is_line = mark->kind == WAY_MARK_LINE || mark->kind == WAY_MARK_STEP;

  if (!is_in_focus (chart->data, mark, focus))
    {
      if (!is_line)
        return;
      added.role = WAY_CHART_DIM;
      added.fill = WAY_CHART_GROUND;
      added.width = 1;
      added.has_end_dot = FALSE;
    }
  else if (focus >= 0 && mark->series == (guint) focus && is_line)
    added.width = FOCUS_WIDTH;
  way_chart_add_mark (chart, &added);
}

/* What is in focus is drawn over the rest. */
static void
add_marks (WayChart       *chart,
           const WayChart *from,
           int             focus)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < from->marks->len; i++)
      {
        const WayMark *mark = &g_array_index (from->marks, WayMark, i);

        if (is_in_focus (chart->data, mark, focus) == (pass == 1))
          add_mark (chart, mark, focus);
      }
}

/* --- guides --- */

static gboolean
is_shown (const WayChart *chart,
          const WayGuide *guide,
          gboolean        has_end)
{
  guint32 from, to;

  switch (guide->kind)
    {
    case WAY_GUIDE_END:
    case WAY_GUIDE_END_BRACKET:
      return has_end;
    case WAY_GUIDE_LEVEL:
      return TRUE;
    case WAY_GUIDE_NOTE:
    case WAY_GUIDE_BRACKET:
    case WAY_GUIDE_INSTANT:
    case WAY_GUIDE_PIN:
    default:
      return way_chart_get_days (chart, &from, &to) && guide->x >= from && guide->x <= to;
    }
}

/* Where the ends that had names are not on view, the lines are named where they
 * end now. */
static void
name_ends (WayChart *chart)
{
  guint last = way_chart_data_n_points (chart->data) - 1;

  for (guint i = 0; i < chart->marks->len && chart->marks->len <= 2 * MOST_NAMED; i++)
    {
      const WayMark *mark = &g_array_index (chart->marks, WayMark, i);
      double value = way_chart_data_get_value (chart->data, mark->series, last);

      if ((mark->kind != WAY_MARK_LINE && mark->kind != WAY_MARK_STEP) || isnan (value))
        continue;
      way_chart_add_guide (chart, &(WayGuide) {
        .kind = WAY_GUIDE_END, .y = value, .role = mark->role, .is_bold = TRUE,
        .facet = mark->facet,
        .text = way_chart_data_get_series (chart->data, mark->series)->name });
    }
}

static void
add_guides (WayChart           *chart,
            const WayChart     *from,
            const WayChartLook *look,
            gboolean            has_end)
{
  gboolean had_ends = FALSE;

  for (guint i = 0; i < from->guides->len; i++)
    {
      const WayGuide *guide = &g_array_index (from->guides, WayGuide, i);

      had_ends = had_ends || guide->kind == WAY_GUIDE_END;
      if (is_shown (chart, guide, has_end))
        way_chart_add_guide (chart, guide);
    }
  if (had_ends && !has_end)
    name_ends (chart);
  for (guint i = 0; i < look->n_notes; i++)
    {
      WayGuide pin = { .kind = WAY_GUIDE_PIN, .x = look->notes[i].day, .role = WAY_CHART_INK,
                       .text = look->notes[i].text };

      if (is_shown (chart, &pin, has_end))
        way_chart_add_guide (chart, &pin);
    }
}

WayChart *
way_chart_new_look (WayChart           *chart,
                    const WayChartLook *look)
{
  g_autoptr(WayChartData) data = NULL;
  WayChart *made;
  guint first, n;

  if (chart->frame != WAY_CHART_TIME || way_chart_data_n_points (chart->data) == 0)
    return way_chart_ref (chart);

  find_points (chart->data, look, &first, &n);
  data = copy_data (chart->data, first, n);
  add_notes (data, look);
  made = way_chart_new (data, chart->frame);
  for (guint i = 0; i < chart->facets->len; i++)
    way_chart_add_facet (made, g_ptr_array_index (chart->facets, i));
  way_chart_add_periods (made, (const WayPeriod *) (gconstpointer) chart->periods->data,
                         chart->periods->len);
  if (chart->units != NULL)
    way_chart_set_units (made, chart->units);
  made->low = chart->low;
  made->high = chart->high;
  made->is_keyed = chart->is_keyed;
  made->is_free = chart->is_free;
  add_marks (made, chart, look->series);
  add_guides (made, chart, look, first + n == way_chart_data_n_points (chart->data));
  return made;
}
