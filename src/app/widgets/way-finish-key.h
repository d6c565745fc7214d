/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets Ctrl+Return press the button, which must be in the widget (a dialog, a
 * form), from wherever in it the focus is: also from a long text, which would
 * begin a new line.  Once for each widget, as it is made. */
void way_finish_key_add (GtkWidget *widget,
                         GtkButton *button);

G_END_DECLS
