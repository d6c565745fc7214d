/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Escape closes the window, whatever in it has the focus. */
void way_escape_closes (GtkWidget *window);

G_END_DECLS
