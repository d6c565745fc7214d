/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key that ends a form.  A binding of the form's class would come too late:
 * what has the focus is asked first, and a text takes every Return, with or
 * without Ctrl. */
#include "way-finish-key.h"

#define KEYS "<Control>Return|<Control>KP_Enter"

/* Not by "activate", which waits to show the button pressed. */
static gboolean
press_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  GtkWidget *button = data;

  if (!gtk_widget_is_sensitive (button) || !gtk_widget_is_visible (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

void
way_finish_key_add (GtkWidget *widget,
                    GtkButton *button)
{
  GtkEventController *keys;
  GtkShortcut *shortcut;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (GTK_IS_BUTTON (button));

  keys = gtk_shortcut_controller_new ();
  shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (KEYS),
                               gtk_callback_action_new (press_cb, button, NULL));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_widget_add_controller (widget, keys);
}
