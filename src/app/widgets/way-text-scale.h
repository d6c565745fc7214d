/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much larger a person wants text than at 96 dots an inch: what is as wide as the
 * text in it grows with it.  Between a half and four. */
double way_text_scale        (GtkWidget *widget);

/* A width or height in pixels, as it is at that size of text. */
int    way_text_scale_length (GtkWidget *widget,
                              int        pixels);

/* Calls it, with the widget as the first argument, whenever the size of text changes,
 * for as long as the widget lives. */
void   way_text_scale_follow (GtkWidget *widget,
                              GCallback  callback);

G_END_DECLS
