/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart's widget: walked, looked at closely, shown as a table. */
#include <adwaita.h>
#include <string.h>

#include "way-application.h"
#include "way-chart-canvas.h"
#include "way-chart-view.h"
#include "way-date.h"
#include "way-table.h"
#include "way-test-desktop.h"

#define N_DAYS 400

static guint32
first_day (void)
{
  GDate day = way_date_ymd (2024, 9, 1);

  return way_date_julian (&day);
}

/* On roll rises by one each day. */
static WayChart *
make_chart (guint32  from,
            guint32  to,
            gpointer data)
{
  guint32 days[N_DAYS];
  double values[N_DAYS];
  g_autoptr(WayChartData) table = NULL;
  WayChartSeries series = { .name = "On roll", .unit = "pupils", .whole = -1 };
  WayMark mark = { .kind = WAY_MARK_STEP, .role = WAY_CHART_SERIES_1 };
  WayChart *chart;
  guint n = 0;

  for (guint i = 0; i < N_DAYS; i++)
    if (first_day () + i >= from && first_day () + i <= to)
      {
        days[n] = first_day () + i;
        values[n++] = i;
      }
  if (data != NULL)
    *(guint *) data = n;
  table = way_chart_data_new_days (days, n, NULL);
  way_chart_data_add_series (table, &series, values);
  way_chart_data_set_title (table, "More each day");
  chart = way_chart_new (table, WAY_CHART_TIME);
  way_chart_add_mark (chart, &mark);
  return chart;
}

static WayChart *
make_whole (void)
{
  return make_chart (first_day (), first_day () + N_DAYS - 1, NULL);
}

static WayChartView *
make_view (guint *n_shown)
{
  g_autoptr(WayChart) chart = make_whole ();
  WayChartView *view = g_object_ref_sink (WAY_CHART_VIEW (way_chart_view_new ()));

  *n_shown = N_DAYS;
  way_chart_view_set_range_func (view, make_chart, n_shown);
  way_chart_view_set_chart (view, chart);
  return view;
}

static WayChartCanvas *
make_canvas (void)
{
  g_autoptr(WayChart) chart = make_whole ();
  WayChartCanvas *canvas = g_object_new (WAY_TYPE_CHART_CANVAS, NULL);

  way_chart_canvas_set_chart (g_object_ref_sink (canvas), chart);
  return canvas;
}

static void
test_first_step_reads_the_newest (void)
{
  g_autoptr(WayChartCanvas) canvas = make_canvas ();
  WayChartAt at;

  g_assert_false (way_chart_canvas_get_point (canvas, &at));
  g_assert_true (way_chart_canvas_walk (canvas, WAY_WALK_PREVIOUS));
  g_assert_true (way_chart_canvas_get_point (canvas, &at));
  g_assert_cmpuint (at.point, ==, N_DAYS - 1);
}

static void
test_walk_ends_at_the_ends (void)
{
  g_autoptr(WayChartCanvas) canvas = make_canvas ();
  WayChartAt at;

  g_assert_true (way_chart_canvas_walk (canvas, WAY_WALK_FIRST));
  g_assert_false (way_chart_canvas_walk (canvas, WAY_WALK_PREVIOUS));
  g_assert_true (way_chart_canvas_walk (canvas, WAY_WALK_NEXT));
  way_chart_canvas_get_point (canvas, &at);
  g_assert_cmpuint (at.point, ==, 1);
  way_chart_canvas_clear (canvas);
  g_assert_false (way_chart_canvas_get_point (canvas, &at));
}

static void
test_empty_canvas_cannot_be_walked (void)
{
  g_autoptr(WayChartCanvas) canvas = g_object_ref_sink (g_object_new (WAY_TYPE_CHART_CANVAS, NULL));

  g_assert_false (way_chart_canvas_walk (canvas, WAY_WALK_NEXT));
}

static void
test_zoom_halves_and_returns (void)
{
  guint n_shown;
  g_autoptr(WayChartView) view = make_view (&n_shown);

  gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom-in", NULL);
  g_assert_cmpuint (n_shown, <=, N_DAYS / 2 + 1);
  g_assert_cmpuint (n_shown, >, 14);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom-all", NULL);
  g_assert_cmpuint (way_chart_data_n_points (way_chart_get_data (way_chart_view_get_chart (view))),
                    ==, N_DAYS);
}

static void
test_zoom_stops_at_two_weeks (void)
{
  guint n_shown;
  g_autoptr(WayChartView) view = make_view (&n_shown);

  for (int i = 0; i < 20; i++)
    gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom-in", NULL);
  g_assert_cmpuint (n_shown, >=, 14);
}

/* Moving aside never leaves the days that there are. */
static void
test_pan_stays_inside (void)
{
  guint n_shown;
  g_autoptr(WayChartView) view = make_view (&n_shown);
  const WayChartData *data;

  gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom-in", NULL);
  for (int i = 0; i < 20; i++)
    gtk_widget_activate_action (GTK_WIDGET (view), "chart.earlier", NULL);
  data = way_chart_get_data (way_chart_view_get_chart (view));
  g_assert_cmpuint (way_chart_data_get_day (data, 0), ==, first_day ());
  for (int i = 0; i < 40; i++)
    gtk_widget_activate_action (GTK_WIDGET (view), "chart.later", NULL);
  data = way_chart_get_data (way_chart_view_get_chart (view));
  g_assert_cmpuint (way_chart_data_get_day (data, way_chart_data_n_points (data) - 1), ==,
                    first_day () + N_DAYS - 1);
}

/* Without a function that makes the parts, they are cut from the whole. */
static void
test_zoom_cuts_from_the_whole (void)
{
  g_autoptr(WayChart) chart = make_whole ();
  g_autoptr(WayChartView) view = g_object_ref_sink (WAY_CHART_VIEW (way_chart_view_new ()));
  const WayChartData *data;

  way_chart_view_set_chart (view, chart);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom-in", NULL);
  data = way_chart_get_data (way_chart_view_get_chart (view));
  g_assert_cmpuint (way_chart_data_n_points (data), <=, N_DAYS / 2 + 2);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom-all", NULL);
  g_assert_true (way_chart_view_get_chart (view) == chart);
}

static void
asked_cb (WayChartView *view,
          guint         day,
          guint        *asked)
{
  *asked = day;
}

/* A note is asked for only where a page keeps notes; those it has are told. */
static void
test_notes_are_pinned (void)
{
  g_autoptr(WayChart) chart = make_whole ();
  g_autoptr(WayChartView) view = g_object_ref_sink (WAY_CHART_VIEW (way_chart_view_new ()));
  WayChartNote note = { first_day () + 40, "New block opens" };
  g_autofree char *told = NULL;
  guint asked = 0;

  g_signal_connect (view, "note-asked", G_CALLBACK (asked_cb), &asked);
  way_chart_view_set_chart (view, chart);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.note", NULL);
  g_assert_cmpuint (asked, ==, 0);
  g_object_set (view, "takes-notes", TRUE, NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.note", NULL);
  g_assert_cmpuint (asked, ==, first_day () + N_DAYS - 1);

  way_chart_view_set_notes (view, &note, 1);
  told = way_chart_describe (way_chart_get_data (way_chart_view_get_chart (view)));
  g_assert_nonnull (strstr (told, "New block opens"));
}

static WayTable *
find_table (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      WayTable *found = WAY_IS_TABLE (child) ? WAY_TABLE (child) : find_table (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_table_has_a_row_a_point (void)
{
  guint n_shown;
  g_autoptr(WayChartView) view = make_view (&n_shown);
  WayTable *table;

  g_assert_null (find_table (GTK_WIDGET (view)));
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.table", NULL);
  table = find_table (GTK_WIDGET (view));
  g_assert_nonnull (table);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (way_table_get_rows (table))), ==,
                    N_DAYS);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.table", NULL);
  g_assert_null (find_table (GTK_WIDGET (view)));
}

/* Shown, drawn, hovered over and thrown away without a warning. */
static void
test_view_is_drawn (void)
{
  guint n_shown;
  g_autoptr(WayChartView) view = make_view (&n_shown);
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 500);
  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < 200 && !gtk_widget_get_mapped (GTK_WIDGET (view)); i++)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.copy", NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.summary", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(WayApplication) app = NULL;
  int status;

  way_test_desktop_start ();
  g_test_init (&argc, &argv, NULL);
  app = way_application_new ();
  adw_init ();

  g_test_add_func ("/app/chart-view/walk/first-step-reads-the-newest",
                   test_first_step_reads_the_newest);
  g_test_add_func ("/app/chart-view/walk/ends-at-the-ends", test_walk_ends_at_the_ends);
  g_test_add_func ("/app/chart-view/walk/empty-cannot", test_empty_canvas_cannot_be_walked);
  g_test_add_func ("/app/chart-view/zoom/halves-and-returns", test_zoom_halves_and_returns);
  g_test_add_func ("/app/chart-view/zoom/stops-at-two-weeks", test_zoom_stops_at_two_weeks);
  g_test_add_func ("/app/chart-view/zoom/cuts-from-the-whole", test_zoom_cuts_from_the_whole);
  g_test_add_func ("/app/chart-view/notes/are-pinned", test_notes_are_pinned);
  g_test_add_func ("/app/chart-view/pan/stays-inside", test_pan_stays_inside);
  g_test_add_func ("/app/chart-view/table/has-a-row-a-point", test_table_has_a_row_a_point);
  g_test_add_func ("/app/chart-view/view/is-drawn", test_view_is_drawn);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
