/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waymark as it is, save that it says when its first page stands painted with
 * what it had to read, and then ends. */
#include <locale.h>
#include <stdlib.h>

#include "way-application.h"
#include "way-test-widgets.h"
#include "way-window.h"

static void
painted_cb (GdkFrameClock *clock,
            WayWindow     *window)
{
  WayPage *page = way_window_get_page (window);

  /* A spinner on view: the page is still reading. */
  if (page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (page)) ||
      way_test_find_widget (GTK_WIDGET (page), GTK_TYPE_SPINNER) != NULL)
    return;
  g_print ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  exit (EXIT_SUCCESS);
}

static void
realized_cb (WayWindow *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                    G_CALLBACK (painted_cb), window);
}

static void
window_added_cb (GtkApplication *app,
                 GtkWindow      *window)
{
  if (WAY_IS_WINDOW (window))
    g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(WayApplication) app = NULL;

  setlocale (LC_ALL, "");
  app = way_application_new ();
  g_signal_connect (app, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
