/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-escape.h"

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   unused)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

void
way_escape_closes (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}
