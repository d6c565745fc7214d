/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with one chart of tests/support/way-test-charts.h, by its name, for a
 * test that walks it with keys. */
#include <adwaita.h>

#include "way-application.h"
#include "way-chart-view.h"

#include "way-test-charts.h"

static WayChart *
make_chart (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (test_charts); i++)
    if (g_str_equal (test_charts[i].name, name))
      return test_charts[i].make ();
  g_error ("there is no chart of the name %s", name);
}

static void
activate_cb (AdwApplication *app,
             const char     *name)
{
  g_autoptr(WayChart) chart = make_chart (name);
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (app));
  GtkWidget *view = way_chart_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  way_chart_view_set_chart (WAY_CHART_VIEW (view), chart);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_title (GTK_WINDOW (window), name);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  /* Its widgets come with the program's resources. */
  g_autoptr(WayApplication) program = way_application_new ();
  g_autoptr(AdwApplication) app = adw_application_new ("org.waymark.Charts",
                                                       G_APPLICATION_NON_UNIQUE);

  g_return_val_if_fail (argc == 2 && program != NULL, 2);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), argv[1]);
  return g_application_run (G_APPLICATION (app), 1, argv);
}
