/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of text that a person chose for the whole desktop. */
#include "way-text-scale.h"

double
way_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / 1024.0 / 96.0, 0.5, 4) : 1;
}

int
way_text_scale_length (GtkWidget *widget,
                       int        pixels)
{
  return (int) (pixels * way_text_scale (widget) + 0.5);
}

void
way_text_scale_follow (GtkWidget *widget,
                       GCallback  callback)
{
  g_signal_connect_object (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi", callback,
                           widget, G_CONNECT_SWAPPED);
}
